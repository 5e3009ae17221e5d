"""Derived tables: they hold what the other tables give, no more and no less."""

from . import Package, problem, rule
from ..problems import Problem


@rule("derived-view")
def derived_view(package: Package):
    """Every derived table (claims_flat, proposition_summary, contradictions, exercise_muscles) holds exactly what the other tables give."""
    from ..views import views

    for name, wanted in views(package).items():
        rows = package[name]
        if rows.rows == wanted:
            continue
        want = {rows.table.key(row): row for row in wanted}
        have = {rows.table.key(row): row for row in rows.rows}
        for i, row in enumerate(rows.rows):
            right = want.get(rows.table.key(row))
            if right is None:
                yield problem(rows, i, "derived-view", "The other tables give no such row.", "Run the build, or download the package anew.")
                continue
            for column, value in right.items():
                if row[column] != value:
                    yield problem(rows, i, "derived-view", f"The other tables give {value!r}, not {row[column]!r}.", "Run the build, or download the package anew.", column)
        for row_key in sorted(want.keys() - have.keys()):
            yield Problem("derived-view", "The other tables give this row too, and it is missing.", "Run the build, or download the package anew.", "rules", f"data/{name}.csv", table=name, row=row_key)
