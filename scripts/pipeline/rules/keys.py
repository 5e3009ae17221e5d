"""Keys: primary, unique, foreign; and the order of rows."""

from . import Package, problem, repeated, rule
from ..problems import closest

_HOME = {table: f"{table} (data/curation/{file}.yaml)" for table, file in {
    "terms": "terms", "propositions": "propositions", "people": "people", "references": "references", "findings": "references", "citations": "citations"}.items()}


@rule("primary-key")
def primary_key(package: Package):
    """No two rows of a table have the same primary key."""
    for rows in package.tables.values():
        yield from _twice(rows, rows.table.primary_key, "primary-key", "Give one of the two another id, or remove it.")


@rule("unique-key")
def unique_key(package: Package):
    """No two rows agree in all columns of a unique key, such as the seven slots of a proposition; empty counts as a value."""
    for rows in package.tables.values():
        for key in rows.table.unique_keys:
            yield from _twice(rows, key, "unique-key", "Keep one of the two, and let all that used the other use it.")


def _twice(rows, key, name, mend):
    for i, first in repeated(zip(*(rows.column(column) for column in key))):
        shown = ", ".join(str(rows.rows[i][column]) for column in key if rows.rows[i][column] is not None)
        yield problem(rows, i, name, f"The row {rows.table.key(rows.rows[first])} has the same {', '.join(key)}: {shown}.", mend, key[0])


@rule("foreign-key")
def foreign_key(package: Package):
    """Every reference to another table points to a row that is there."""
    for rows in package.tables.values():
        for fields, target, theirs in rows.table.foreign_keys:
            known = set(zip(*(package[target].column(column) for column in theirs)))
            told = 0
            for i, values in enumerate(zip(*(rows.column(column) for column in fields))):
                if None not in values and values not in known:
                    told += 1  # looking for the nearest id takes time; after the first few errors nobody reads it
                    where = closest(values[0], sorted(k[0] for k in known)) if told <= 10 else ""
                    yield problem(rows, i, "foreign-key", f"{values[0]!r} is not in {target}. {where}".strip(), f"Correct it, or add it to {_HOME.get(target, target)}.", fields[0])


@rule("row-order")
def row_order(package: Package):
    """Rows are sorted by the sort columns of their table."""
    from ..data import Rows

    for rows in package.tables.values():
        ordered = Rows(rows.table, list(rows.rows), list(rows.origins))
        ordered.sort()
        for i, (have, want) in enumerate(zip(rows.rows, ordered.rows)):
            if have is not want:
                yield problem(rows, i, "row-order", f"The row stands where {rows.table.key(want)} belongs.", f"Sort by {', '.join(rows.table.sort)}.")
                break


@rule("ordinals")
def ordinals(package: Package):
    """Readings and searches are counted 1, 2, 3 without gaps, each list by itself."""
    for name, rows in package.tables.items():
        if "ordinal" not in rows.table.primary_key or name == "claim_quantities":  # of quantities, quantity-order tells it
            continue
        groups, last = [column for column in rows.table.primary_key if column != "ordinal"], {}
        for i, row in enumerate(rows.rows):
            group = tuple(row[column] for column in groups)
            if row["ordinal"] != last.get(group, 0) + 1:
                yield problem(rows, i, "ordinals", f"After {last.get(group, 0)} comes {row['ordinal']}: a row is missing, or counted wrongly.", "Run the build, or download the package anew.", "ordinal")
            last[group] = row["ordinal"]
