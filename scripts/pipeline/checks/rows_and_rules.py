"""Layers 3 and 4: every row against its schema, and the rules over all tables together."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.names import table_file
from pipeline.base.problems import Problem
from pipeline.base.progress import stage
from pipeline.checks.row_schema import check_rows
from pipeline.checks.rules.all_rules import all_rules
from pipeline.checks.rules.registry import Rule
from pipeline.checks.waivers import without_waived
from pipeline.tables.table_set import TableSet

_REFUSED_VALUE = {"row-schema", "internal", "control-character"}


def check_tables(tables: TableSet) -> list[Problem]:
    """Everything that rows and rules find. Rules that need texts run where there are any."""
    problems: list[Problem] = []
    for name, rows in tables.tables.items():
        stage(f"rows of {name} against their schema")
        problems += check_rows(rows, tables.printable and not rows.schema.derived)
    refused_value = any(problem.rule in _REFUSED_VALUE for problem in problems)
    problems += empty_tables(tables)
    ran: list[Rule] = []
    found: list[Problem] = []
    for rule in runnable(tables):
        stage(f"rule {rule.name}")
        try:
            found += list(rule.check(tables))
            ran.append(rule)
        except (TypeError, AttributeError, ValueError):
            # A crash is excused only if the row schema already rejected a value.
            if not refused_value:
                raise
    return problems + list(without_waived(tables, ran, found))


def runnable(tables: TableSet) -> list[Rule]:
    """The rules that can run: without captured texts, those that need none."""
    with_texts = bool(tables.captures or tables.changed)
    return [rule for rule in all_rules() if with_texts or not rule.needs_captures]


def empty_tables(tables: TableSet) -> Iterator[Problem]:
    """A problem for each table that people write and that has no rows but should have some."""
    for name, rows in tables.tables.items():
        if not rows.rows and not rows.schema.may_be_empty:
            mend = "Add a row, or remove its schema."
            yield Problem(
                "empty-table", "The table has no rows.", mend, "rules", table_file(name), table=name
            )
