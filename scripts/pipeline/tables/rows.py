"""Rows on their way to a table, each with the place in the curation files that it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import le
from typing import Any, NamedTuple

from pipeline.base.problems import Problem
from pipeline.schema.table_schema import TableSchema

Row = dict[str, Any]  # a value, or None, for every column
_NONE: dict[str, Any] = {}  # never written to


class Origin(NamedTuple):
    """File and line of a row.

    `lines` maps keys of the curation entry to lines; `keys` maps columns to such keys.
    """

    file: str
    line: int
    lines: Mapping[str, int] = _NONE
    keys: Mapping[str, str] = _NONE

    def line_of(self, column: str | None) -> int:
        """The line of one value, or of the row where the value has no line of its own."""
        key = column if column is None else self.keys.get(column, column)
        return self.line if key is None else self.lines.get(key, self.line)


@dataclass
class Rows:
    """The rows of one table: dicts with a value (or None) for every column, and their origins."""

    schema: TableSchema
    rows: list[Row] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)

    def add(self, row: Row, origin: Origin) -> None:
        """Append a row; columns that it leaves out become None."""
        self.rows.append({name: row.get(name) for name in self.schema.columns} | row)
        self.origins.append(origin)

    def sort(self) -> None:
        """Bring the rows into the order of the table's sort columns (None first)."""
        order = self.in_order()
        if order != range(len(self.rows)):
            self.rows = [self.rows[i] for i in order]
            self.origins = [self.origins[i] for i in order]

    def in_order(self, columns: Sequence[list[Any]] | None = None) -> Sequence[int]:
        """The indexes of the rows in the order of the sort columns; a range where they are sorted.

        `columns` holds the values of the sort columns, where the caller has them already.
        """
        columns = [self.column(name) for name in self.schema.sort] if columns is None else columns
        # numbers, cells without a value and those of a wrong type do not compare with text
        sortable = [
            values if set(map(type, values)) <= {str} else list(map(_sortable, values))
            for values in columns
        ]
        keys: list[Any] = sortable[0] if len(sortable) == 1 else list(zip(*sortable, strict=True))
        if all(map(le, keys, islice(keys, 1, None))):
            return range(len(keys))
        return sorted(range(len(keys)), key=keys.__getitem__)

    def column(self, name: str) -> list[Any]:
        """All values of one column."""
        return [row[name] for row in self.rows]

    def by_key(self) -> dict[Any, Row]:
        """Rows by primary key: a value for a key of one column, a tuple otherwise."""
        key = self.schema.primary_key
        if len(key) == 1:
            return {row[key[0]]: row for row in self.rows}
        return {tuple(row[name] for name in key): row for row in self.rows}

    def problem(
        self,
        i: int,
        rule: str,
        message: str,
        mend: str = "",
        column: str | None = None,
        layer: str = "rules",
    ) -> Problem:
        """A problem with row `i`, at its place in the curation (or published) file."""
        origin = self.origins[i]
        return Problem(
            rule,
            message,
            mend,
            layer,
            origin.file,
            origin.line_of(column),
            self.schema.name,
            self.schema.key(self.rows[i]),
            column,
        )


def _sortable(value: Any) -> tuple[int, float, str]:
    if value is None:
        return (0, 0, "")
    if isinstance(value, (int, float)):
        return (1, value, "")
    return (2, 0, str(value))
