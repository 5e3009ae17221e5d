"""What changed in the schema of a table between two versions."""

from __future__ import annotations

import re

from pipeline.doors.release.versions import Version
from pipeline.schema.safe_patterns import why_not


def _fields(table: str, old: Version, new: Version):
    """Changes in the schema of a table."""
    ours, theirs = (version.resource(table) for version in (old, new))
    before, after = ours["schema"], theirs["schema"]
    fields = [{one["name"]: one for one in schema["fields"]} for schema in (before, after)]
    if ours.get("dialect") != theirs.get("dialect") or before.get("missingValues") != after.get(
        "missingValues"
    ):
        yield "major", f"`{table}` is written in another dialect"
    if (ours.get("title"), ours.get("description")) != (
        theirs.get("title"),
        theirs.get("description"),
    ):
        yield "patch", f"`{table}` is described anew"
    common = [name for name in fields[0] if name in fields[1]]
    if common != [name for name in fields[1] if name in fields[0]]:
        yield "patch", f"`{table}` has its columns in another order"
    if before["primaryKey"] != after["primaryKey"]:
        yield (
            "major",
            f"`{table}` has another primary key: {', '.join(before['primaryKey'])} → {', '.join(after['primaryKey'])}",
        )
    for kind, word in (("foreignKeys", "foreign"), ("uniqueKeys", "unique")):
        for key in after.get(kind, []):
            known = before.get(kind, [])
            names = key["fields"] if kind == "foreignKeys" else key
            looser = (
                any(set(one) <= set(key) for one in known) if kind == "uniqueKeys" else key in known
            )
            if not looser and all(name in fields[0] for name in names):
                yield "major", f"`{table}` has a new {word} key on {', '.join(names)}"
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


def _field(shown: str, old: dict, new: dict, cells: list[str]):
    """Changes of one field; `cells` are the old values."""
    before, after = old.get("constraints", {}), new.get("constraints", {})
    if old["type"] != new["type"]:
        yield "major", f"{shown} is of another type: {old['type']} → {new['type']}"
    if after.get("required") and not before.get("required"):
        yield "major", f"{shown} is never empty now"
    elif before.get("required") and not after.get("required"):
        yield "minor", f"{shown} may be empty now"
    orders = [
        [value for value in one.get("categories", [])] if one.get("categoriesOrdered") else None
        for one in (old, new)
    ]
    if orders[0] and (
        not orders[1]
        or [value for value in orders[1] if value in orders[0]]
        != [value for value in orders[0] if value in orders[1]]
    ):
        yield "major", f"{shown} is ordered otherwise"
    if old.get("categories") and not new.get("categories"):
        yield "minor", f"{shown} has no list of values now"
    for name in ("minimum", "minLength", "maximum", "maxLength", "pattern"):
        if name in before and name not in after and not after.get("enum"):
            yield "patch", f"{shown} has no {name} now"
    lists = [set(one.get("categories", [])) for one in (old, new)]
    if lists[1] - lists[0] and lists[0]:
        yield (
            "minor",
            f"values of {shown}: {', '.join(f'`{value}`' for value in sorted(lists[1] - lists[0]))}",
        )
    if lists[1] and lists[0] - lists[1]:
        yield (
            "major",
            f"values of {shown} that are gone: {', '.join(f'`{value}`' for value in sorted(lists[0] - lists[1]))}",
        )
    if not lists[0] and lists[1]:
        yield "major", f"{shown} has a list of values now"
    for name, tighter in (
        ("minimum", max),
        ("minLength", max),
        ("maximum", min),
        ("maxLength", min),
    ):
        a, b = before.get(name), after.get(name)
        if b is not None and (a is None or (a != b and tighter(a, b) == b)):
            yield "major", f"{shown} has a tighter {name}: {a} → {b}"
    if before.get("pattern") != after.get("pattern") and "pattern" in after:
        why = why_not(after["pattern"]) if isinstance(after["pattern"], str) else "is no text"
        broken = (
            None
            if why
            else next(
                (cell for cell in cells if cell and not re.fullmatch(after["pattern"], cell)), None
            )
        )
        yield (
            ("major" if why or broken else "patch"),
            f"{shown} has another pattern"
            + (
                f", which {broken!r} does not meet"
                if broken
                else f", which cannot be tried: it {why}"
                if why
                else ""
            ),
        )
    if (old.get("description"), old.get("title")) != (new.get("description"), new.get("title")):
        yield "patch", f"{shown} is described anew"
