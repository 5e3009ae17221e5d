"""The topic of a proposition, by the table `topics`."""

from __future__ import annotations

from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

LISTS = ("involves", "objects", "without")  # columns with ids of terms, separated by semicolons
_SIDES = ("subject_id", "comparator_id", "condition_id")


def listed(row: Row, column: str) -> list[str]:
    """The ids of terms in a column of a row of `topics`."""
    return [term for term in (row[column] or "").split("; ") if term]


class Topics:
    """The topics of these tables, and to which of them a proposition belongs."""

    def __init__(self, tables: TableSet) -> None:
        self._up = tables.ancestors
        rows = sorted(tables["topics"].rows, key=lambda row: row["ordinal"])
        self._rules: list[tuple[str, list[set[str]]]] = [
            (row["topic"], [set(listed(row, column)) for column in LISTS]) for row in rows
        ]

    def topic(self, proposition: Row) -> str | None:
        """The first topic whose terms the proposition has; None if it belongs to none."""
        sides = self._wider(*(proposition[column] for column in _SIDES))
        objects = self._wider(proposition["object_id"])
        for topic, (involves, wanted, without) in self._rules:
            fits = (not involves or involves & sides) and (not wanted or wanted & objects)
            if fits and not without & sides:
                return topic
        return None

    def _wider(self, *terms: str | None) -> set[str]:
        """The terms with everything that they are cases of."""
        return {wider for term in terms if term for wider in self._up.get(term, {term})}
