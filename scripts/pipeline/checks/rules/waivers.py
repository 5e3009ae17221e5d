"""The rule for waivers: each names a row that is there and a rule that may be waived."""

from collections.abc import Iterator

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import RULES, each, rule
from pipeline.tables.table_set import TableSet


@rule
def waiver_names(tables: TableSet) -> Iterator[Problem]:
    """A waiver names a table, a row of it, and a rule that may be waived."""
    known = sorted(name for name, one in RULES.items() if one.waivable)
    for row, at in each(tables["waivers"]):
        table, key, name = row["table_name"], row["row_key"], row["rule"]
        if table not in tables.tables:
            yield at.problem(
                "table_name",
                f"There is no table {table!r}. {closest(table, list(tables.tables))}",
                "Name the table of the row that is waived.",
            )
        elif key not in tables.keys_as_text(table):
            yield at.problem(
                "row_key",
                f"No row of {table} has the key {key!r}. "
                f"{closest(key, sorted(tables.keys_as_text(table)))}",
                "Correct the key. If the row is gone, remove the waiver.",
            )
        if name not in known:
            why = "may not be waived" if name in RULES else "does not exist"
            yield at.problem(
                "rule",
                f"The rule {name!r} {why}. {closest(name, known)}",
                "Name the rule as its error does. If it may not be waived, mend the row.",
            )
