"""Derived tables: they hold what the other tables give, no more and no less."""

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet


@rule("derived-view")
def derived_view(package: TableSet):
    """Every derived table (claims_flat, proposition_summary, contradictions, exercise_muscles) holds exactly what the other tables give."""
    from pipeline.derived.registry import views

    for name, wanted in views(package).items():
        rows = package[name]
        if rows.rows == wanted:
            continue
        want = {rows.schema.key(row): row for row in wanted}
        have = {rows.schema.key(row): row for row in rows.rows}
        for i, row in enumerate(rows.rows):
            right = want.get(rows.schema.key(row))
            if right is None:
                yield problem(
                    rows,
                    i,
                    "derived-view",
                    "The other tables give no such row.",
                    "Run the build, or download the package anew.",
                )
                continue
            for column, value in right.items():
                if row[column] != value:
                    yield problem(
                        rows,
                        i,
                        "derived-view",
                        f"The other tables give {value!r}, not {row[column]!r}.",
                        "Run the build, or download the package anew.",
                        column,
                    )
        for row_key in sorted(want.keys() - have.keys()):
            yield Problem(
                "derived-view",
                "The other tables give this row too, and it is missing.",
                "Run the build, or download the package anew.",
                "rules",
                f"data/{name}.csv",
                table=name,
                row=row_key,
            )
