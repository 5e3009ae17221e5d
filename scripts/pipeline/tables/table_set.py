"""All tables of a package in memory, with what several rules need of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pipeline.tables.rows import Row, Rows
from pipeline.text.passage_address import Text

T = TypeVar("T")


@dataclass
class TableSet:
    """The tables of a package by name, and captured texts by article where they are at hand.

    `captures` holds the texts that were annotated; `changed` holds those that differ from
    them, with which nothing can be compared.

    A table is a list of rows, and a row is a dict. Columns, keys and indexes are made from
    the rows on first use and kept, so a rule may ask for them as often as it likes. Do not
    change the rows after the first question.
    """

    tables: dict[str, Rows]
    captures: dict[str, Text] = field(default_factory=dict)
    changed: dict[str, Text] = field(default_factory=dict)

    @classmethod
    def with_texts(cls, tables: dict[str, Rows], texts: dict[str, Text]) -> TableSet:
        """Tables with captured texts. A text other than the one annotated goes to `changed`."""
        articles = {row["article_id"]: row for row in tables["articles"].rows}
        changed = {
            name: text
            for name, text in texts.items()
            if name in articles and text.differs_from(articles[name])
        }
        captures = {name: text for name, text in texts.items() if name not in changed}
        return cls(tables, captures, changed)

    def __getitem__(self, name: str) -> Rows:
        return self.tables[name]

    def index(self, table: str) -> dict[Any, Row]:
        """Rows of a table by primary key: a value for a key of one column, else a tuple."""
        if table not in self._indexes:
            self._indexes[table] = self.tables[table].by_key()
        return self._indexes[table]

    def column(self, table: str, name: str) -> list[Any]:
        """All values of one column, in the order of the rows."""
        if (table, name) not in self._columns:
            self._columns[table, name] = self.tables[table].column(name)
        return self._columns[table, name]

    def keys(self, table: str, columns: tuple[str, ...]) -> set[Any]:
        """The values of one column, or the tuples of values of several, each once."""
        if (table, columns) not in self._keys:
            values = [self.column(table, column) for column in columns]
            keys = set(values[0]) if len(values) == 1 else set(zip(*values, strict=True))
            self._keys[table, columns] = keys
        return self._keys[table, columns]

    def keys_as_text(self, table: str) -> set[str]:
        """The primary keys of a table, each as one text, as problems name rows."""
        if table not in self._text_keys:
            rows = self.tables[table]
            self._text_keys[table] = {rows.schema.key(row) for row in rows.rows}
        return self._text_keys[table]

    def once(self, name: str, make: Callable[[TableSet], T]) -> T:
        """What `make` gives for these tables; made on first use and kept under `name`."""
        if name not in self._made:
            self._made[name] = make(self)
        made: T = self._made[name]
        return made

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _text_keys(self) -> dict[str, set[str]]:
        return {}

    @cached_property
    def _indexes(self) -> dict[str, dict[Any, Row]]:
        return {}

    @cached_property
    def _columns(self) -> dict[tuple[str, str], list[Any]]:
        return {}

    @cached_property
    def _keys(self) -> dict[tuple[str, tuple[str, ...]], set[Any]]:
        return {}

    @cached_property
    def texts(self) -> list[str]:
        """Every text in a cell of a table that is not derived, each once."""
        held: set[Any] = set()
        for name, rows in self.tables.items():
            if rows.schema.derived:
                continue
            for one in rows.schema.fields:
                if one.type in ("string", "date"):
                    held.update(self.column(name, one.name))
        return [value for value in held if isinstance(value, str)]

    @cached_property
    def printable(self) -> bool:
        """Whether no text holds a control character or another invisible one."""
        return "".join(self.texts).isprintable()

    @cached_property
    def ancestors(self) -> dict[str, set[str]]:
        """Each term with itself, all its broader terms, and the groups that it belongs to."""
        up: dict[str, set[str]] = {
            row["term_id"]: {row["broader_id"]} - {None} for row in self["terms"].rows
        }
        for row in self["term_members"].rows:
            up.setdefault(row["member_id"], set()).add(row["group_id"])
        return {term: _reached(term, up) for term in up}

    @cached_property
    def contained(self) -> dict[str, set[str]]:
        """The terms that each term contains: those it is about, or a broader term or a group is,
        and what these contain in their turn.
        """
        direct: dict[str, set[str]] = {}
        for row in self["term_about"].rows:
            direct.setdefault(row["term_id"], set()).add(row["about_id"])
        step = {
            term: set().union(*(direct.get(one, ()) for one in up))
            for term, up in self.ancestors.items()
        }
        return {term: _reached(term, step) - {term} for term in step}


def _reached(term: str, up: dict[str, set[str]]) -> set[str]:
    """The term and everything that the steps in `up` lead to from it."""
    seen, todo = {term}, [term]
    while todo:
        new = up.get(todo.pop(), set()) - seen
        seen |= new
        todo += new
    return seen


def exercise_axes(tables: TableSet) -> list[str]:
    """The columns of exercises that tell forms apart: lists of values that may be empty."""
    return [
        field.name for field in tables["exercises"].schema.fields if field.values and field.nullable
    ]
