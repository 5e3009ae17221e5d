"""Collect rows with their origin, and problems, while tables are made from the curation."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.base.problems import Problem
from pipeline.curation.read import Curation
from pipeline.curation.yaml_values import Map
from pipeline.schema.table_schema import TableSchema
from pipeline.tables.rows import Origin, Row, Rows

Keys = dict[str, str]  # columns to the keys of a curation entry


class TableMaker:
    """The curation, the tables as far as they are made, and the problems found so far."""

    def __init__(self, curation: Curation, schemas: dict[str, TableSchema]):
        self.curation = curation
        self.tables = {name: Rows(table) for name, table in schemas.items()}
        self.problems: list[Problem] = []
        self._shared: dict[tuple[tuple[str, str], ...], Keys] = {}

    def add(self, table: str, file: str, entry: Map, keys: Keys, **more: object) -> Row:
        """Add a row: `keys` maps columns to keys of the entry; `more` gives further columns."""
        row = {column: entry.get(key) for column, key in keys.items()} | more
        keys = self._shared.setdefault(tuple(keys.items()), keys)  # one for all rows of a kind
        self.tables[table].add(row, Origin(file, entry.line, entry.lines, keys))
        return row

    def add_all(self, table: str, kind: str, keys: Keys) -> None:
        """Add a row for each entry of a curation file that holds one list, named like the file."""
        file, document = self.curation.single[kind]
        for entry in document[kind]:
            self.add(table, file, entry, keys)

    def columns(self, table: str, *without: str) -> Keys:
        """The columns of a table as keys of the same name, apart from those in `without`."""
        return same_names(c for c in self.tables[table].schema.columns if c not in without)

    def fail(
        self,
        rule: str,
        message: str,
        file: str,
        line: int,
        mend: str = "",
        table: str | None = None,
        row: str | None = None,
        field: str | None = None,
    ) -> None:
        """Note a problem of the curation; `make_tables` raises them all at the end."""
        self.problems.append(
            Problem(rule, message, mend, "curation", file, line, table, row, field)
        )


def same_names(columns: Iterable[str]) -> Keys:
    """Columns whose keys in the curation have the same names."""
    return {column: column for column in columns}
