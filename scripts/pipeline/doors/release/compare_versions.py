"""What changed between two versions of the package, and the smallest version number that fits.

Data semver, as CHANGELOG defines it: MAJOR when a table or field goes or is tightened, or a claim
id goes; MINOR when rows, tables, fields or values come and, before 1.0.0, when other ids go; PATCH
for corrections.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.base.problems import Problem
from pipeline.doors.release.compare_fields import Change, compare_schemas
from pipeline.doors.release.versions import Cells, Key, Version
from pipeline.schema.table_schema import IDENTIFIED

LEVELS = ("none", "patch", "minor", "major")
_RETIRED = "data/curation/retired.yaml"


@dataclass
class TableDiff:
    """One table in both versions: keys of rows added and removed, and changed rows.

    `changed` maps the key of a changed row to its changed cells, column to (old, new).
    """

    added: list[Key] = field(default_factory=list)
    removed: list[Key] = field(default_factory=list)
    changed: dict[Key, dict[str, tuple[str, str]]] = field(default_factory=dict)


@dataclass
class Diff:
    """All differences between two versions.

    `shape` has (level, text) for each change of tables and fields, `rows` the tables whose rows
    differ, `retired` (table, old id, new id or None) for each id that went with an entry in
    retired_ids, `problems` what has to be mended.
    """

    old: Version
    new: Version
    shape: list[Change] = field(default_factory=list)
    rows: dict[str, TableDiff] = field(default_factory=dict)
    retired: list[tuple[str, str, str | None]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def level(self) -> str:
        """The highest level of any change: none, patch, minor or major."""
        found = [level for level, _ in self.shape]
        found += [self._level_of_rows(table, rows) for table, rows in self.rows.items()]
        return max(found, key=LEVELS.index, default="none")

    @property
    def wanted(self) -> str:
        """The smallest version number that the changes allow."""
        major, minor, patch = _numbers(self.old.number)
        return {
            "none": self.old.number,
            "patch": f"{major}.{minor}.{patch + 1}",
            "minor": f"{major}.{minor + 1}.0",
            "major": f"{major + 1}.0.0",
        }[self.level]

    def _level_of_rows(self, table: str, rows: TableDiff) -> str:
        gone = bool(rows.removed) and table in IDENTIFIED
        if gone and (table == "claims" or not self.old.number.startswith("0.")):
            return "major"
        return "minor" if gone or rows.added else "patch"


def compare_versions(old: Version, new: Version) -> Diff:
    """Compare by key, table by table.

    Problems are: an id that went without an entry in retired_ids, an entry of it that went, a
    retired id that came back, and a version number that is too small.
    """
    found = Diff(old, new)
    found.shape += _about(old, new)
    for table in sorted(set(old.tables) - set(new.tables)):
        found.shape.append(("major", f"table `{table}` is gone"))
    for table in new.tables:
        if table not in old.tables:
            found.shape.append(("minor", f"table `{table}`"))
            continue
        found.shape += compare_schemas(table, old, new)
        rows = _rows(old.tables[table], new.tables[table])
        if rows.added or rows.removed or rows.changed:
            found.rows[table] = rows
        if table == "claims":
            found.shape += _claims_made_new(rows)
    _retirement(found)
    if _numbers(new.number) < _numbers(found.wanted):
        found.problems.append(
            Problem(
                "version-too-small",
                f"The package has version {new.number}. The changes since {old.number} need "
                f"{found.wanted} at least ({found.level}).",
                "Correct the version in data/curation/package.yaml and pyproject.toml.",
                "rules",
                "data/curation/package.yaml",
            )
        )
    return found


def _about(old: Version, new: Version) -> Iterator[Change]:
    """Changes of what describes the package as a whole."""
    for key, shown, level in (
        ("id", "id", "major"),
        ("name", "name", "major"),
        ("licenses", "licence", "major"),
        ("title", "title", "patch"),
        ("description", "description", "patch"),
    ):
        if key in old.descriptor and old.descriptor[key] != new.descriptor.get(key):
            yield level, f"the {shown} of the package changed"


def _claims_made_new(rows: TableDiff) -> Iterator[Change]:
    """Claims that changed so much that the id may now mean another claim."""
    for key, cells in rows.changed.items():
        if {"passage_id", "statement", "proposition_id"} <= cells.keys():
            yield (
                "patch",
                f"claim `{key[0]}` has another passage, statement and proposition: "
                "make sure that the id still means that claim",
            )


def _numbers(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _rows(old: dict[Key, Cells], new: dict[Key, Cells]) -> TableDiff:
    """Rows added, removed and changed. A column that only one version has changes no row."""
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
    """Add to `found` the retired ids, and the problems with ids that went or came back."""
    before, after = _retired_ids(found.old), _retired_ids(found.new)
    for table, identifier in sorted(before.keys() - after.keys()):
        found.problems.append(
            Problem(
                "retirement-gone",
                f"The entry for {identifier!r} is gone. A retired id stays retired.",
                f"Restore it in {_RETIRED}.",
                "rules",
                _RETIRED,
                table="retired_ids",
                row=f"{table}/{identifier}",
            )
        )
    for table, rows in found.rows.items():
        if table not in IDENTIFIED:
            continue
        for key in rows.removed:
            if (table, key[0]) in after:
                found.retired.append((table, key[0], after[table, key[0]]))
                continue
            found.problems.append(
                Problem(
                    "id-gone",
                    f"{key[0]!r} was in version {found.old.number} and is gone without an entry.",
                    "Restore it, or add an entry that says why it went and what replaces it.",
                    "rules",
                    _RETIRED,
                    table=table,
                    row=key[0],
                )
            )
        found.problems += [
            Problem(
                "id-back",
                f"{key[0]!r} was retired by version {found.old.number} and is used again.",
                "Give the row another id.",
                "rules",
                _RETIRED,
                table=table,
                row=key[0],
            )
            for key in rows.added
            if (table, key[0]) in before
        ]


def _retired_ids(version: Version) -> dict[tuple[str, str], str | None]:
    """What replaces each retired id, by table and id; None for those that nothing replaces."""
    return {
        (row["table_name"], row["old_id"]): row["replaced_by"] or None
        for row in version.tables.get("retired_ids", {}).values()
    }
