"""Read JSON files and JSON Schemas, and refuse what a validator must not see."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema_rs

from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.schema.safe_patterns import why_not

_HALF = re.compile("[\ud800-\udfff]")


NAMED = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://datapackage.org/profiles/2.0/tabledialect.json",
)  # what `$schema` may name: validators know the first, the second is a value


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

    def pairs(items):
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
            raise ValueError("a letter written with \\u is only half there")
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
    refuse_foreign(found, shown)
    try:
        jsonschema_rs.validator_for(found)
    except Exception as error:  # whatever the library raises: the file is then no schema
        raise Refused(
            Problem(
                "schema-broken",
                f"The file is no JSON Schema: {str(error).splitlines()[0][:200]}.",
                "Restore it.",
                "schemas",
                shown,
            )
        ) from None
    return found


def refuse_foreign(schema: dict, shown: str) -> None:
    """Refused where a schema refers to anything outside of itself, which validators would fetch, or holds a pattern that may never end."""
    fail = lambda message, mend="Restore it.": Refused(
        Problem("schema-broken", message, mend, "schemas", shown)
    )
    parts: list = [schema]
    for part in parts:
        parts += part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        if not isinstance(part, dict):
            continue
        for key in ("$ref", "$dynamicRef", "$recursiveRef", "$id", "$schema"):
            if (
                isinstance(value := part.get(key), str)
                and not value.startswith("#")
                and (key != "$schema" or value not in NAMED)
            ):
                raise fail(
                    f"{key} names {value[:100]!r}; a schema refers to nothing outside of itself."
                )
        patterns = part.get("patternProperties")
        for pattern in [part.get("pattern"), *(patterns if isinstance(patterns, dict) else ())]:
            if isinstance(pattern, str) and (why := why_not(pattern)):
                raise fail(
                    f"The pattern {pattern[:100]!r} {why}.",
                    "Write it so that each text can be read in one way only.",
                )
