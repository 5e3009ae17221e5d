"""What changed between two versions of the package, and the smallest version number that is honest about it.

Data semver, as CHANGELOG defines it: MAJOR when a table or field goes or is tightened, or a claim id goes; MINOR when
rows, tables, fields or values come and, before 1.0.0, when other ids go; PATCH for corrections.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.base.problems import Problem
from pipeline.doors.release.compare_fields import _fields
from pipeline.doors.release.versions import Version
from pipeline.schema.table_schema import IDENTIFIED

LEVELS = ("none", "patch", "minor", "major")


@dataclass
class TableDiff:
    """One table in both versions: keys of rows added and removed, and for each changed row its cells, column to (old, new)."""

    added: list[tuple[str, ...]] = field(default_factory=list)
    removed: list[tuple[str, ...]] = field(default_factory=list)
    changed: dict[tuple[str, ...], dict[str, tuple[str, str]]] = field(default_factory=dict)


@dataclass
class Diff:
    """All differences. `shape` has (level, text) for each change of tables and fields, `rows` the tables whose rows differ,
    `retired` (table, old id, new id or None) for ids that went with an entry in retired_ids, `problems` what has to be mended.
    """

    old: Version
    new: Version
    shape: list[tuple[str, str]] = field(default_factory=list)
    rows: dict[str, TableDiff] = field(default_factory=dict)
    retired: list[tuple[str, str, str | None]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def level(self) -> str:
        """The highest level of any change: none, patch, minor or major."""
        found = [level for level, _ in self.shape]
        before_one = self.old.number.startswith("0.")
        for table, rows in self.rows.items():
            gone = bool(rows.removed) and table in IDENTIFIED
            found.append(
                "major"
                if gone and (table == "claims" or not before_one)
                else "minor"
                if gone or rows.added
                else "patch"
            )
        return max(found, key=LEVELS.index, default="none")

    @property
    def wanted(self) -> str:
        """The smallest version number that the changes allow."""
        major, minor, patch = map(int, self.old.number.split("."))
        return {
            "none": self.old.number,
            "patch": f"{major}.{minor}.{patch + 1}",
            "minor": f"{major}.{minor + 1}.0",
            "major": f"{major + 1}.0.0",
        }[self.level]


def compare_versions(old: Version, new: Version) -> Diff:
    """Compare by key, table by table. Problems: ids that went without an entry in retired_ids, entries of it that went
    or came back, and a version number that is too small.
    """
    found = Diff(old, new)
    for key, level in (
        ("id", "major"),
        ("name", "major"),
        ("licenses", "major"),
        ("title", "patch"),
        ("description", "patch"),
    ):
        if key in old.descriptor and old.descriptor[key] != new.descriptor.get(key):
            found.shape.append(
                (level, f"the {key.replace('licenses', 'licence')} of the package changed")
            )
    for table in sorted(set(old.tables) - set(new.tables)):
        found.shape.append(("major", f"table `{table}` is gone"))
    for table in new.tables:
        if table not in old.tables:
            found.shape.append(("minor", f"table `{table}`"))
            continue
        found.shape += _fields(table, old, new)
        rows = _rows(old.tables[table], new.tables[table])
        if rows.added or rows.removed or rows.changed:
            found.rows[table] = rows
        if table == "claims":
            found.shape += [
                (
                    "patch",
                    f"claim `{key[0]}` has another passage, statement and proposition: make sure that the id still means that claim",
                )
                for key, cells in rows.changed.items()
                if {"passage_id", "statement", "proposition_id"} <= cells.keys()
            ]
    _retirement(found)
    if _numbers(new.number) < _numbers(found.wanted):
        found.problems.append(
            Problem(
                "version-too-small",
                f"The package has version {new.number}; what changed since {old.number} wants {found.wanted} at least ({found.level}).",
                "Correct the version in data/curation/package.yaml and pyproject.toml.",
                "rules",
                "data/curation/package.yaml",
            )
        )
    return found


def _numbers(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _rows(old: dict, new: dict) -> TableDiff:
    """A column that only one of the two has is no change of a row."""
    changed = {}
    for key in old.keys() & new.keys():
        cells = {
            column: (old[key][column], new[key][column])
            for column in old[key].keys() & new[key].keys()
            if old[key][column] != new[key][column]
        }
        if cells:
            changed[key] = dict(sorted(cells.items()))
    return TableDiff(
        sorted(new.keys() - old.keys()),
        sorted(old.keys() - new.keys()),
        dict(sorted(changed.items())),
    )


def _retirement(found: Diff) -> None:
    entries = [
        {
            (row["table_name"], row["old_id"]): row["replaced_by"] or None
            for row in version.tables.get("retired_ids", {}).values()
        }
        for version in (found.old, found.new)
    ]
    for table, identifier in sorted(entries[0].keys() - entries[1].keys()):
        found.problems.append(
            Problem(
                "retirement-gone",
                f"The entry for {identifier!r} is gone. An id that was retired stays so.",
                "Restore it in data/curation/retired.yaml.",
                "rules",
                "data/curation/retired.yaml",
                table="retired_ids",
                row=f"{table}/{identifier}",
            )
        )
    for table, rows in found.rows.items():
        if table not in IDENTIFIED:
            continue
        for key in rows.removed:
            if (table, key[0]) in entries[1]:
                found.retired.append((table, key[0], entries[1][table, key[0]]))
            else:
                found.problems.append(
                    Problem(
                        "id-gone",
                        f"{key[0]!r} was in version {found.old.number} and is gone without a word.",
                        "Restore it, or add an entry that says why it went and what replaces it.",
                        "rules",
                        "data/curation/retired.yaml",
                        table=table,
                        row=key[0],
                    )
                )
        for key in rows.added:
            if (table, key[0]) in entries[0]:
                found.problems.append(
                    Problem(
                        "id-back",
                        f"{key[0]!r} was retired by version {found.old.number} and is used again.",
                        "Give the row another id.",
                        "rules",
                        "data/curation/retired.yaml",
                        table=table,
                        row=key[0],
                    )
                )
