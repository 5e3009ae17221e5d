"""The rule for derived tables: they hold what the other tables give, no more and no less."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.derived.registry import views
from pipeline.tables.rows import Row, Rows
from pipeline.tables.table_set import TableSet

_AGAIN = "Run the build, or download the package again."


@rule
def derived_view(tables: TableSet) -> Iterator[Problem]:
    """Every derived table (claims_flat, proposition_summary, questions, disagreements and others)
    holds exactly what the other tables give.
    """
    for name, wanted in views(tables).items():
        if tables[name].rows != wanted:
            yield from _differences(tables[name], wanted)


def _differences(rows: Rows, wanted: list[Row]) -> Iterator[Problem]:
    """Rows too many, values that differ, and rows that are missing."""
    name, key = rows.schema.name, rows.schema.key
    missing = {key(row): row for row in wanted}
    right = dict(missing)
    for row, at in each(rows):
        missing.pop(key(row), None)
        if key(row) not in right:
            yield at.problem(None, "The other tables do not give this row.", _AGAIN)
            continue
        for column, value in right[key(row)].items():
            if row[column] != value:
                yield at.problem(
                    column,
                    f"The value is {row[column]!r}; the other tables give {value!r}.",
                    _AGAIN,
                )
    for lost in sorted(missing):
        yield Problem(
            "",  # the decorator fills in the rule
            "The row is missing; the other tables give it.",
            _AGAIN,
            file=f"data/{name}.csv",
            table=name,
            row=lost,
        )
