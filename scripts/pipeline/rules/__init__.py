"""Layer 4: rules over the tables together. Each rule is a generator; its docstring is the rule.

A rule takes a `Package` and yields problems. Rules that need the captured texts are marked; without
captures they are reported as not run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module

from ..data import Rows
from ..problems import Problem
from ..tokens import Text

MODULES = ("keys", "text", "terms", "names", "mappings", "propositions", "claims", "studies", "searches", "provenance", "retired", "views")


@dataclass
class Package:
    """What rules look at: the tables by name and, where they are at hand, the captured texts by article."""

    tables: dict[str, Rows]
    captures: dict[str, Text] = field(default_factory=dict)
    cache: dict = field(default_factory=dict)  # what several rules need, made once

    def __getitem__(self, name: str) -> Rows:
        return self.tables[name]

    def index(self, table: str) -> dict:
        """Rows of a table by primary key, made once."""
        if table not in self.cache:
            self.cache[table] = self.tables[table].by_key()
        return self.cache[table]

    def column(self, table: str, name: str) -> list:
        """A column of a table, made once."""
        if (table, name) not in self.cache:
            self.cache[table, name] = self.tables[table].column(name)
        return self.cache[table, name]

    def keys(self, table: str, columns: tuple[str, ...]) -> set:
        """What stands in one column, or together in several, made once."""
        if (table, columns) not in self.cache:
            values = [self.column(table, column) for column in columns]
            self.cache[table, columns] = set(values[0]) if len(values) == 1 else set(zip(*values))
        return self.cache[table, columns]

    def texts(self) -> list[str]:
        """Every text that stands in a cell of a table that is not derived, once."""
        if "(texts)" not in self.cache:
            held: set = set()
            for rows in self.tables.values():
                for field_ in () if rows.table.derived else rows.table.fields:
                    if field_.type in ("string", "date"):
                        held.update(self.column(rows.table.name, field_.name))
            self.cache["(texts)"] = [value for value in held if isinstance(value, str)]
        return self.cache["(texts)"]

    def printable(self) -> bool:
        """Whether none of these texts holds a control character, or another that cannot be seen."""
        if "(printable)" not in self.cache:
            self.cache["(printable)"] = "".join(self.texts()).isprintable()
        return self.cache["(printable)"]

    def ancestors(self) -> dict[str, set[str]]:
        """Each term with itself and all its broader terms and the groups it belongs to."""
        if "(ancestors)" not in self.cache:
            self.cache["(ancestors)"] = _ancestors(self)
        return self.cache["(ancestors)"]


def _ancestors(package: Package) -> dict[str, set[str]]:
    up: dict[str, set[str]] = {row["term_id"]: {row["broader_id"]} - {None} for row in package["terms"].rows}
    for row in package["term_members"].rows:
        up.setdefault(row["member_id"], set()).add(row["group_id"])
    found = {}
    for term in up:
        seen, todo = {term}, [term]
        while todo:
            new = up.get(todo.pop(), set()) - seen
            seen |= new
            todo += new
        found[term] = seen
    return found


def exercise_axes(package: Package) -> list[str]:
    """The columns of exercises that tell forms apart: those with a list of values that may be left open."""
    return [field.name for field in package["exercises"].table.fields if field.values and field.nullable]


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it says, the check, and whether it needs captured texts."""

    name: str
    check: Callable[[Package], Iterator[Problem]]
    needs_captures: bool

    @property
    def says(self) -> str:
        return " ".join((self.check.__doc__ or "").split())


_RULES: dict[str, Rule] = {}


def rule(name: str, captures: bool = False):
    """Register a generator as the rule `name`."""

    def register(check):
        if name in _RULES or not check.__doc__:
            raise ValueError(f"rule {name!r} needs a name of its own and a docstring")
        _RULES[name] = Rule(name, check, captures)
        return check

    return register


def all_rules() -> list[Rule]:
    """Every rule, in the order of the modules."""
    for module in MODULES:
        import_module(f"{__name__}.{module}")
    return list(_RULES.values())


def problem(rows: Rows, i: int, name: str, message: str, mend: str = "", column: str | None = None) -> Problem:
    """A problem of the rule `name` with row `i`."""
    layer = "captures" if _RULES[name].needs_captures else "rules"
    return rows.problem(i, name, message, mend, column, layer)


def repeated(keys: Iterable) -> Iterator[tuple[int, int]]:
    """Index of each key that was there before, with the index of its first place; None is no key."""
    first: dict = {}
    for i, key in enumerate(keys):
        if key is not None and first.setdefault(key, i) != i:
            yield i, first[key]
