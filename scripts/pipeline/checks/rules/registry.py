"""What rules are made of: registering one, going over rows, and reporting a problem.

A rule is a generator over all tables together. Its docstring is the rule as users read it. The
name of its function is the name of the rule: `claim_article` is reported as `claim-article`.

    @rule
    def claim_article(tables: TableSet) -> Iterator[Problem]:
        '''The id of a claim begins with the article in which its passage stands.'''
        for claim, passage, at in each_with(tables, "claims", "passage_id", "passages"):
            if article_of(claim) != passage["article_id"]:
                yield at.problem("claim_id", "What is wrong.", "How to mend it.")

A rule that is marked `@text_rule` needs the captured texts. Without them it is reported as not run.
A rule that can be wrong about a good row is marked `@waivable_rule` or `@waivable_text_rule`. Such
a row is listed in the table `waivers`, with the reason; nothing else exempts a row.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from pipeline.base.problems import Problem
from pipeline.tables.rows import Row, Rows
from pipeline.tables.table_set import TableSet

Check = Callable[[TableSet], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule: its name and check, whether it needs captured texts, and whether it may be waived."""

    name: str
    check: Check
    needs_captures: bool
    waivable: bool

    @property
    def says(self) -> str:
        """The rule as users read it."""
        return " ".join((self.check.__doc__ or "").split())


RULES: dict[str, Rule] = {}


def rule(find: Check) -> Check:
    """Register a generator as a rule over the tables alone."""
    return _register(find, needs_captures=False)


def text_rule(find: Check) -> Check:
    """Register a generator as a rule that also needs the captured texts."""
    return _register(find, needs_captures=True)


def waivable_rule(find: Check) -> Check:
    """Register a generator as a rule over the tables that a waiver can lift from a row."""
    return _register(find, needs_captures=False, waivable=True)


def waivable_text_rule(find: Check) -> Check:
    """Register a generator as a rule over the texts that a waiver can lift from a row."""
    return _register(find, needs_captures=True, waivable=True)


def _register(find: Check, *, needs_captures: bool, waivable: bool = False) -> Check:
    """The generator, whose problems now carry the name and the layer of the rule."""
    name = find.__name__.replace("_", "-")
    without_docstrings = sys.flags.optimize > 1  # then no rule has one, and each checks the same
    if name in RULES or not (find.__doc__ or without_docstrings):
        raise ValueError(f"rule {name!r} needs a name of its own and a docstring")

    @wraps(find)
    def check(tables: TableSet) -> Iterator[Problem]:
        for problem in find(tables):
            yield problem.at(rule=name, layer="captures" if needs_captures else "rules")

    RULES[name] = Rule(name, check, needs_captures, waivable)
    return check


@dataclass(slots=True)
class Place:
    """A row of a table, as the place of a problem."""

    rows: Rows
    number: int

    def problem(self, column: str | None, message: str, mend: str = "") -> Problem:
        """A problem with one column of the row, or with the whole row where `column` is None."""
        return self.rows.problem(self.number, "", message.rstrip(), mend, column)


def each(rows: Rows) -> Iterator[tuple[Row, Place]]:
    """Every row of a table, with its place."""
    for number, row in enumerate(rows.rows):
        yield row, Place(rows, number)


def each_with(
    tables: TableSet, table: str, column: str, target: str
) -> Iterator[tuple[Row, Row, Place]]:
    """Every row of `table`, the row of `target` whose key is in its `column`, and its place.

    A row that points to nothing is left out; `foreign-key` reports it.
    """
    targets = tables.index(target)
    for row, at in each(tables[table]):
        found = targets.get(row[column])
        if found is not None:
            yield row, found, at


def repeated(rows: Rows, keys: Iterable[Any]) -> Iterator[tuple[Row, Place]]:
    """Each row whose key an earlier row has: that earlier row, and the place of the later one.

    `keys` holds one key a row, in the order of the rows. None is no key.
    """
    first: dict[Any, int] = {}
    for number, key in enumerate(keys):
        if key is not None and first.setdefault(key, number) != number:
            yield rows.rows[first[key]], Place(rows, number)


def article_of(row: Row) -> str:
    """The id of the article that the `claim_id` of a row names."""
    article: str = row["claim_id"].rpartition("-")[0]
    return article
