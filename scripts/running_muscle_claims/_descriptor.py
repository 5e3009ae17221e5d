"""Read the descriptor of a package, and check that it has all that the loader uses."""

from __future__ import annotations

import json
import re
from typing import Any

from ._errors import PackageError
from ._place import Place, read_file

DESCRIPTOR = "datapackage.json"
_LIMIT = 64_000_000  # bytes; the descriptor of this package has half a megabyte
_NAME = re.compile(r"[a-z][a-z_]*")  # such a name cannot lead out of the package
_VERSION = re.compile(r"[0-9]+[.][0-9]+[.][0-9]+")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")  # half a letter, which cannot be printed
_TYPES = {"string", "integer", "number", "boolean", "date"}


def read_descriptor(place: Place) -> dict[str, Any]:
    """The descriptor of the package in `place`.

    Raises PackageError where it cannot be read, or is not a descriptor of this package.
    """
    raw = read_file(place, DESCRIPTOR, _LIMIT)
    try:
        if len(raw) > _LIMIT or _SURROGATE.search(raw):
            raise ValueError
        found: dict[str, Any] = json.loads(raw.decode("utf-8"))
        if not _is_sound(found):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PackageError(
            f"{DESCRIPTOR} in {place.name} is not a descriptor of this package. Download it again."
        ) from None
    return found


# These three may also raise KeyError, TypeError or AttributeError, where something is missing or
# has another JSON type.


def _is_sound(descriptor: dict[str, Any]) -> bool:
    """Whether the descriptor has all that the loader uses, in the form that it expects."""
    resources = descriptor["resources"]
    names = [resource["name"] for resource in resources]
    return bool(
        _are_texts(descriptor["title"], descriptor["created"])
        and _VERSION.fullmatch(descriptor["version"])
        and all(_are_texts(person["title"]) for person in descriptor["contributors"])
        and names
        and len(set(names)) == len(names)
        and all(_NAME.fullmatch(name) for name in names)
        and all(_is_schema(resource["schema"]) for resource in resources)
    )


def _is_schema(schema: dict[str, Any]) -> bool:
    columns = [field["name"] for field in schema["fields"]]
    key = schema["primaryKey"]
    return bool(
        columns
        and _are_texts(*columns)
        and len(set(columns)) == len(columns)
        and isinstance(key, list)
        and set(key) <= set(columns)
        and all(_is_field(field) for field in schema["fields"])
    )


def _is_field(field: dict[str, Any]) -> bool:
    values = field.get("categories", ["-"])
    return (
        field["type"] in _TYPES
        and _are_texts(field["description"])
        and isinstance(field.get("constraints", {}), dict)
        and isinstance(values, list)
        and _are_texts(*values)
        and "" not in values
        and len(set(values)) == len(values)
    )


def _are_texts(*values: object) -> bool:
    return all(isinstance(value, str) for value in values)
