"""What changed in the schema of a table between two versions.

A change is a pair (level, text). The level is major where data or programs that fitted the old
version may not fit the new one, minor where something was added, else patch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.doors.release.versions import Version
from pipeline.schema.safe_patterns import why_not

Change = tuple[str, str]  # level, text
_TIGHTER = {"minimum": max, "minLength": max, "maximum": min, "maxLength": min}
_LIMITS = ("minimum", "minLength", "maximum", "maxLength", "pattern")


def compare_schemas(table: str, old: Version, new: Version) -> Iterator[Change]:
    """Changes in the schema of a table that both versions have."""
    before, after = old.resource(table), new.resource(table)
    yield from _whole(table, before, after)
    fields = [{one["name"]: one for one in of["schema"]["fields"]} for of in (before, after)]
    yield from _keys(table, before["schema"], after["schema"], set(fields[0]))
    for name in sorted(fields[0].keys() - fields[1].keys()):
        yield "major", f"field `{table}.{name}` is gone"
    for name in sorted(fields[1].keys() - fields[0].keys()):
        yield "minor", f"field `{table}.{name}`"
    for name in fields[1]:
        if name in fields[0]:
            yield from _field(
                f"`{table}.{name}`",
                fields[0][name],
                fields[1][name],
                [row[name] for row in old.tables[table].values()],
            )


def _whole(table: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """Changes of the table as a whole: its dialect, its description, the order of its columns."""
    old, new = before["schema"], after["schema"]
    if before.get("dialect") != after.get("dialect") or old.get("missingValues") != new.get(
        "missingValues"
    ):
        yield "major", f"`{table}` is written in another dialect"
    if any(before.get(key) != after.get(key) for key in ("title", "description")):
        yield "patch", f"`{table}` is described anew"
    columns = [[field["name"] for field in schema["fields"]] for schema in (old, new)]
    if _common(columns[0], columns[1]) != _common(columns[1], columns[0]):
        yield "patch", f"`{table}` has its columns in another order"


def _keys(
    table: str, before: dict[str, Any], after: dict[str, Any], known_fields: set[str]
) -> Iterator[Change]:
    """Another primary key, and new foreign and unique keys on fields that the old version had."""
    if before["primaryKey"] != after["primaryKey"]:
        keys = " → ".join(", ".join(schema["primaryKey"]) for schema in (before, after))
        yield "major", f"`{table}` has another primary key: {keys}"
    for key in after.get("foreignKeys", []):
        if key not in before.get("foreignKeys", []) and set(key["fields"]) <= known_fields:
            yield "major", f"`{table}` has a new foreign key on {', '.join(key['fields'])}"
    for key in after.get("uniqueKeys", []):
        # a key on more columns than an old one is met by whatever met the old one
        implied = any(set(one) <= set(key) for one in before.get("uniqueKeys", []))
        if not implied and set(key) <= known_fields:
            yield "major", f"`{table}` has a new unique key on {', '.join(key)}"


def _field(
    shown: str, old: dict[str, Any], new: dict[str, Any], cells: list[str]
) -> Iterator[Change]:
    """Changes of one field; `cells` are the old values."""
    before, after = old.get("constraints", {}), new.get("constraints", {})
    if old["type"] != new["type"]:
        yield "major", f"{shown} is of another type: {old['type']} → {new['type']}"
    if after.get("required") and not before.get("required"):
        yield "major", f"{shown} is never empty now"
    elif before.get("required") and not after.get("required"):
        yield "minor", f"{shown} may be empty now"
    yield from _order(shown, old, new)
    for name in _LIMITS:
        if name in before and name not in after and not after.get("enum"):
            yield "patch", f"{shown} has no {name} now"
    yield from _values(shown, old.get("categories", []), new.get("categories", []))
    for name, tighter in _TIGHTER.items():
        a, b = before.get(name), after.get(name)
        if b is not None and (a is None or (a != b and tighter(a, b) == b)):
            yield "major", f"{shown} has a tighter {name}: {a} → {b}"
    if "pattern" in after and before.get("pattern") != after["pattern"]:
        yield _pattern(shown, after["pattern"], cells)
    if any(old.get(key) != new.get(key) for key in ("description", "title")):
        yield "patch", f"{shown} is described anew"


def _order(shown: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    """A lost or changed order of the values, and a list of values that is gone."""
    before, after = (
        list(one.get("categories", [])) if one.get("categoriesOrdered") else []
        for one in (old, new)
    )
    if before and (not after or _common(after, before) != _common(before, after)):
        yield "major", f"{shown} is ordered otherwise"
    if old.get("categories") and not new.get("categories"):
        yield "minor", f"{shown} has no list of values now"


def _values(shown: str, before: list[str], after: list[str]) -> Iterator[Change]:
    """Values that are new in or gone from the list of a field, and a new list."""
    added, gone = set(after) - set(before), set(before) - set(after)
    if before and added:
        yield "minor", f"values of {shown}: {_quoted(added)}"
    if after and gone:
        yield "major", f"values of {shown} that are gone: {_quoted(gone)}"
    if after and not before:
        yield "major", f"{shown} has a list of values now"


def _pattern(shown: str, new_pattern: object, cells: list[str]) -> Change:
    """A new pattern is major if an old value breaks it, or if it is not safe to try."""
    why = why_not(new_pattern) if isinstance(new_pattern, str) else "is no text"
    if why or not isinstance(new_pattern, str):
        return "major", f"{shown} has another pattern, which cannot be tried: it {why}"
    broken = next((cell for cell in cells if cell and not re.fullmatch(new_pattern, cell)), None)
    if broken:
        return "major", f"{shown} has another pattern, which {broken!r} does not meet"
    return "patch", f"{shown} has another pattern"


def _common(values: list[str], others: list[str]) -> list[str]:
    """Those of `values` that are among `others`, in their order."""
    return [value for value in values if value in others]


def _quoted(values: set[str]) -> str:
    return ", ".join(f"`{value}`" for value in sorted(values))
