"""Layer 4: rules over the tables together. Each rule is a generator; its docstring is the rule.

A rule takes a `TableSet` and yields problems. Rules that need the captured texts are marked; without
captures they are reported as not run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.base.problems import Problem
from pipeline.tables.rows import Rows
from pipeline.tables.table_set import TableSet


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it says, the check, and whether it needs captured texts."""

    name: str
    check: Callable[[TableSet], Iterator[Problem]]
    needs_captures: bool

    @property
    def says(self) -> str:
        """The rule as users read it."""
        return " ".join((self.check.__doc__ or "").split())


RULES: dict[str, Rule] = {}


Check = Callable[[TableSet], Iterator[Problem]]


def rule(name: str, captures: bool = False) -> Callable[[Check], Check]:
    """Register a generator as the rule `name`."""

    def register(check: Check) -> Check:
        if name in RULES or not check.__doc__:
            raise ValueError(f"rule {name!r} needs a name of its own and a docstring")
        RULES[name] = Rule(name, check, captures)
        return check

    return register


def problem(
    rows: Rows, i: int, name: str, message: str, mend: str = "", column: str | None = None
) -> Problem:
    """A problem of the rule `name` with row `i`."""
    layer = "captures" if RULES[name].needs_captures else "rules"
    return rows.problem(i, name, message, mend, column, layer)


def repeated(keys: Iterable[Any]) -> Iterator[tuple[int, int]]:
    """Index of each key that was there before, with the index of its first place; None is no key."""
    first: dict[Any, int] = {}
    for i, key in enumerate(keys):
        if key is not None and first.setdefault(key, i) != i:
            yield i, first[key]
