"""A difference between two versions as text, as JSON, and as a draft for the changelog."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.doors.release.compare_versions import Diff, TableDiff
from pipeline.schema.table_schema import DERIVED

_FEW = 12  # ids that are named one by one; of more, three are named and the others counted
_SHORT = 80  # characters of an old and a new value together that are shown
_ANEW = " is described anew"
_LISTS = (("table `", "Tables"), ("field `", "Fields"), ("values of", "Values"))


def as_text(diff: Diff) -> str:
    """Counts, the version, the draft, and problems last."""
    lines = [f"From {diff.old.number} to {diff.new.number}", ""]
    for level, text in diff.shape:
        lines.append(f"  {level:6} {text}")
    for table, rows in diff.rows.items():
        lines.append(
            f"  {table:22} {len(rows.added):>6} added {len(rows.removed):>6} removed "
            f"{len(rows.changed):>6} changed"
        )
    if diff.level == "none":
        lines += ["  Nothing changed.", "", f"The version stays {diff.wanted}.", ""]
    else:
        said = f"The changes are {diff.level}: {diff.wanted} is the smallest honest version."
        lines += ["", said, ""]
    draft = changelog(diff)
    if draft:
        lines += ["Draft for CHANGELOG.md:", "", *draft, ""]
    lines += [problem.text() for problem in diff.problems]
    return "\n".join(lines).rstrip()


def as_json(diff: Diff) -> str:
    """All differences; rows by key, changed cells as [old, new]."""
    rows = {
        table: {
            "added": ["/".join(key) for key in one.added],
            "removed": ["/".join(key) for key in one.removed],
            "changed": {
                "/".join(key): {column: list(pair) for column, pair in cells.items()}
                for key, cells in one.changed.items()
            },
        }
        for table, one in diff.rows.items()
    }
    return json.dumps(
        {
            "old": diff.old.number,
            "new": diff.new.number,
            "level": diff.level,
            "wanted": diff.wanted,
            "shape": [{"level": level, "change": text} for level, text in diff.shape],
            "rows": rows,
            "retired": [
                {"table": table, "old": old, "new": new} for table, old, new in diff.retired
            ],
            "changelog": changelog(diff),
            "problems": [problem.as_dict() for problem in diff.problems],
        },
        ensure_ascii=False,
        indent=2,
    )


def changelog(diff: Diff) -> list[str]:
    """Lines in the form of CHANGELOG.md. The reasons are for the author of the version to add."""
    lines = [*_shape_lines(diff.shape)]
    retired = {(table, old) for table, old, _ in diff.retired}
    for table, rows in diff.rows.items():
        if table not in DERIVED:
            lines += _row_lines(table, rows, retired)
    lines += [
        f"- `{table}`: `{old}` → `{new}`." if new else f"- `{table}`: `{old}` is gone."
        for table, old, new in diff.retired
    ]
    return lines


def _shape_lines(shape: list[tuple[str, str]]) -> Iterator[str]:
    """Lines on tables and fields: what is new in one list each, the rest one by one."""
    for start, title in _LISTS:
        found = [
            text.removeprefix("table ").removeprefix("field ").removeprefix("values of ")
            for level, text in shape
            if level == "minor" and text.startswith(start)
        ]
        if found:
            yield f"- {title}: {', '.join(found)}."
    starts = tuple(start for start, _ in _LISTS)
    for level, text in shape:
        if text.endswith(_ANEW) or (level == "minor" and text.startswith(starts)):
            continue
        bold = "**" if level == "major" else ""
        yield f"- {bold}{text[0].upper()}{text[1:]}{bold}."
    described = [text.removesuffix(_ANEW) for _, text in shape if text.endswith(_ANEW)]
    if described:
        yield f"- Described anew: {', '.join(described)}."


def _row_lines(table: str, rows: TableDiff, retired: set[tuple[str, str]]) -> Iterator[str]:
    """Lines on the rows of a table: added, removed and not retired, and changed by column."""
    if rows.added:
        yield f"- `{table}`: {_some([_key(key) for key in rows.added])} added."
    gone = [_key(key) for key in rows.removed if (table, key[0]) not in retired]
    if gone:
        yield f"- `{table}`: {_some(gone)} removed."
    for column in sorted({column for cells in rows.changed.values() for column in cells}):
        changed = {key: cells[column] for key, cells in rows.changed.items() if column in cells}
        line = f"- `{table}.{column}` of {_some([_key(key) for key in changed])}"
        if len(changed) == 1:
            line += _pair(*next(iter(changed.values())))
        yield line.removesuffix(".") + "."


def _key(key: tuple[str, ...]) -> str:
    return f"`{'/'.join(key)}`"


def _some(keys: list[str]) -> str:
    if len(keys) <= _FEW:
        return ", ".join(keys)
    return f"{len(keys):,} rows ({', '.join(keys[:3])} ...)"


def _pair(old: str, new: str) -> str:
    """Old and new value, if both are short."""
    if len(old) + len(new) >= _SHORT:
        return ""
    return f": {old or '(empty)'} → {new or '(empty)'}"
