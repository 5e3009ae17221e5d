"""Read JSON files and JSON Schemas, and refuse what could mislead or stall a validator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.schema.safe_patterns import why_not

_HALF = re.compile("[\ud800-\udfff]")
_SHOWN = 100  # characters of a name or pattern in a message
_SHORTER = 200  # characters of a library's message
NAMED = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://datapackage.org/profiles/2.0/tabledialect.json",
)  # what `$schema` may name: validators know the first; the second is a value in descriptors


def read_json(files: PackageFiles, shown: str) -> dict[str, Any]:
    """The object in a JSON file, without duplicate keys. Raises Refused if it is broken."""
    return parse_json(read_bytes(files, shown), shown)


def read_bytes(files: PackageFiles, shown: str) -> bytes:
    """The bytes of a file. Raises Refused if it cannot be read."""
    try:
        return files.read(shown)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        raise Refused(Problem("file-unreadable", message, layer="schemas", file=shown)) from None


def parse_json(raw: bytes, shown: str) -> dict[str, Any]:
    """Like read_json, from bytes; `shown` is the name of the file in messages."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) != len(items):
            names = [name for name, _ in items]
            twice = next(name for name in names if names.count(name) > 1)
            raise Refused(
                Problem(
                    "json-duplicate-key",
                    f"The key {twice!r} stands twice in one object.",
                    "Remove one of the two.",
                    "schemas",
                    shown,
                )
            )
        return found

    try:
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=pairs)
        if b"\\u" in raw and _HALF.search(json.dumps(found, ensure_ascii=False)):
            raise ValueError("a letter that is written with \\u is incomplete")
    except UnicodeDecodeError:
        raise Refused(
            Problem("not-utf-8", "The file is not UTF-8.", "Save it as UTF-8.", "schemas", shown)
        ) from None
    except RecursionError:
        raise Refused(
            Problem("json-depth", "Values are nested too deep.", layer="schemas", file=shown)
        ) from None
    except json.JSONDecodeError as error:
        raise Refused(
            Problem(
                "json-syntax",
                f"This is not JSON: {error.msg}.",
                layer="schemas",
                file=shown,
                line=error.lineno,
            )
        ) from None
    except ValueError as error:
        raise Refused(
            Problem("json-syntax", f"A value cannot be read: {error}.", layer="schemas", file=shown)
        ) from None
    if not isinstance(found, dict):
        raise Refused(
            Problem(
                "json-shape",
                "The file must hold an object at the top level.",
                layer="schemas",
                file=shown,
            )
        )
    return found


def read_schema(files: PackageFiles, shown: str) -> dict[str, Any]:
    """A JSON Schema that validators can work with; Refused where it is none."""
    return checked_schema(read_json(files, shown), shown)


def checked_schema(found: dict[str, Any], shown: str) -> dict[str, Any]:
    """The schema itself. Raises Refused if validators cannot work with it."""
    require_self_contained(found, shown)
    try:
        jsonschema_rs.validator_for(found)
    except Exception as error:  # whatever the library raises, the file is no schema
        raise Refused(
            Problem(
                "schema-broken",
                f"The file is not a valid JSON Schema: {str(error).splitlines()[0][:_SHORTER]}.",
                "Restore it.",
                "schemas",
                shown,
            )
        ) from None
    return found


def require_self_contained(schema: dict[str, Any], shown: str) -> None:
    """Refused if a schema refers to anything outside itself, or if a pattern in it may never end.

    Validators would fetch what a schema refers to.
    """
    for part in _objects(schema):
        for key in ("$ref", "$dynamicRef", "$recursiveRef", "$id", "$schema"):
            value = part.get(key)
            if not isinstance(value, str) or value.startswith("#"):
                continue
            if key != "$schema" or value not in NAMED:
                raise _broken(
                    f"{key} names {value[:_SHOWN]!r}; a schema refers to nothing outside itself.",
                    "Restore it.",
                    shown,
                )
        patterns = part.get("patternProperties")
        for pattern in [part.get("pattern"), *(patterns if isinstance(patterns, dict) else ())]:
            if isinstance(pattern, str) and (why := why_not(pattern)):
                raise _broken(
                    f"The pattern {pattern[:_SHOWN]!r} {why}.",
                    "Write it so that each text can be read in one way only.",
                    shown,
                )


def _objects(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schema and every object in it, outer ones first."""
    parts: list[Any] = [schema]
    for part in parts:  # grows on the way; recursion would be too deep for some files
        if isinstance(part, dict):
            yield part
            parts += part.values()
        elif isinstance(part, list):
            parts += part


def _broken(message: str, mend: str, shown: str) -> Refused:
    return Refused(Problem("schema-broken", message, mend, "schemas", shown))
