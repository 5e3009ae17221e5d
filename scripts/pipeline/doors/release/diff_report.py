"""A difference between two versions as people read it, as programs read it, and as a draft for the changelog."""

from __future__ import annotations

import json

from pipeline.doors.release.compare_versions import Diff
from pipeline.schema.table_schema import DERIVED

_FEW = 12  # ids that are named one by one
_ANEW = " is described anew"


def as_text(diff: Diff) -> str:
    """Counts, the version, the draft, and problems last."""
    lines = [f"From {diff.old.number} to {diff.new.number}", ""]
    for level, text in diff.shape:
        lines.append(f"  {level:6} {text}")
    for table, rows in diff.rows.items():
        lines.append(
            f"  {table:22} {len(rows.added):>6} added {len(rows.removed):>6} removed {len(rows.changed):>6} changed"
        )
    if diff.level == "none":
        lines.append("  Nothing changed.")
    lines += [
        "",
        f"The changes are {diff.level}: {diff.wanted} is the smallest honest version."
        if diff.level != "none"
        else f"The version stays {diff.wanted}.",
        "",
    ]
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
    """Lines in the form of CHANGELOG.md; whoever makes the version says why."""
    lines = []
    for start, title in (("table `", "Tables"), ("field `", "Fields"), ("values of", "Values")):
        found = [
            text.removeprefix("table ").removeprefix("field ").removeprefix("values of ")
            for level, text in diff.shape
            if level == "minor" and text.startswith(start)
        ]
        if found:
            lines.append(f"- {title}: {', '.join(found)}.")
    listed = lambda level, text: (
        level == "minor" and text.startswith(("table `", "field `", "values of"))
    )
    bold = lambda level: "**" if level == "major" else ""
    lines += [
        f"- {bold(level)}{text[0].upper()}{text[1:]}{bold(level)}."
        for level, text in diff.shape
        if not listed(level, text) and not text.endswith(_ANEW)
    ]
    described = [text.removesuffix(_ANEW) for _, text in diff.shape if text.endswith(_ANEW)]
    if described:
        lines.append(f"- Described anew: {', '.join(described)}.")
    for table, rows in diff.rows.items():
        if table in DERIVED:
            continue
        if rows.added:
            lines.append(f"- `{table}`: {_some([_key(key) for key in rows.added])} added.")
        gone = [
            _key(key)
            for key in rows.removed
            if (table, key[0]) not in {(one, old) for one, old, _ in diff.retired}
        ]
        if gone:
            lines.append(f"- `{table}`: {_some(gone)} removed.")
        columns = sorted({column for cells in rows.changed.values() for column in cells})
        for column in columns:
            keys = [_key(key) for key, cells in rows.changed.items() if column in cells]
            lines.append(
                f"- `{table}.{column}` of {_some(keys)}{_pair(rows.changed, column) if len(keys) == 1 else ''}".removesuffix(
                    "."
                )
                + "."
            )
    lines += [
        f"- `{table}`: `{old}` → `{new}`." if new else f"- `{table}`: `{old}` is gone."
        for table, old, new in diff.retired
    ]
    return lines


def _key(key: tuple[str, ...]) -> str:
    return f"`{'/'.join(key)}`"


def _some(keys: list[str]) -> str:
    return (
        ", ".join(keys) if len(keys) <= _FEW else f"{len(keys):,} rows ({', '.join(keys[:3])} ...)"
    )


def _pair(changed: dict, column: str) -> str:
    old, new = next(cells[column] for cells in changed.values() if column in cells)
    return f": {old or '(empty)'} → {new or '(empty)'}" if len(old) + len(new) < 80 else ""
