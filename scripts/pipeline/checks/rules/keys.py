"""Keys: primary, unique, foreign; and the order of rows."""

from pipeline.base.hints import closest
from pipeline.checks.rules.registry import problem, repeated, rule
from pipeline.tables.table_set import TableSet

_HOME = {
    table: f"{table} (data/curation/{file}.yaml)"
    for table, file in {
        "terms": "terms",
        "propositions": "propositions",
        "people": "people",
        "references": "references",
        "findings": "references",
        "citations": "citations",
    }.items()
}


@rule("primary-key")
def primary_key(package: TableSet):
    """No two rows of a table have the same primary key."""
    for rows in package.tables.values():
        yield from _twice(
            package,
            rows,
            rows.schema.primary_key,
            "primary-key",
            "Give one of the two another id, or remove it.",
        )


@rule("unique-key")
def unique_key(package: TableSet):
    """No two rows agree in all columns of a unique key, such as the seven slots of a proposition; empty counts as a value."""
    for rows in package.tables.values():
        for key in rows.schema.unique_keys:
            yield from _twice(
                package,
                rows,
                key,
                "unique-key",
                "Keep one of the two, and let all that used the other use it.",
            )


def _twice(package, rows, key, name, mend):
    if len(package.keys(rows.schema.name, key)) == len(rows.rows):
        return
    for i, first in repeated(zip(*(rows.column(column) for column in key))):
        shown = ", ".join(
            str(rows.rows[i][column]) for column in key if rows.rows[i][column] is not None
        )
        yield problem(
            rows,
            i,
            name,
            f"The row {rows.schema.key(rows.rows[first])} has the same {', '.join(key)}: {shown}.",
            mend,
            key[0],
        )


@rule("foreign-key")
def foreign_key(package: TableSet):
    """Every reference to another table points to a row that is there."""
    for rows in package.tables.values():
        for fields, target, theirs in rows.schema.foreign_keys:
            known, told = package.keys(target, theirs), 0
            if package.keys(rows.schema.name, fields) - {None} <= known:
                continue
            for i, values in enumerate(zip(*(rows.column(column) for column in fields))):
                if None not in values and (values[0] if len(fields) == 1 else values) not in known:
                    told += 1  # looking for the nearest id takes time; after the first few errors nobody reads it
                    where = (
                        closest(values[0], sorted(k if len(fields) == 1 else k[0] for k in known))
                        if told <= 10
                        else ""
                    )
                    yield problem(
                        rows,
                        i,
                        "foreign-key",
                        f"{values[0]!r} is not in {target}. {where}".strip(),
                        f"Correct it, or add it to {_HOME.get(target, target)}.",
                        fields[0],
                    )


@rule("row-order")
def row_order(package: TableSet):
    """Rows are sorted by the sort columns of their table."""
    for rows in package.tables.values():
        order = rows.in_order([package.column(rows.schema.name, name) for name in rows.schema.sort])
        if order != range(len(rows.rows)):
            i, want = next((i, j) for i, j in enumerate(order) if i != j)
            yield problem(
                rows,
                i,
                "row-order",
                f"The row stands where {rows.schema.key(rows.rows[want])} belongs.",
                f"Sort by {', '.join(rows.schema.sort)}.",
            )


@rule("ordinals")
def ordinals(package: TableSet):
    """Readings and searches are counted 1, 2, 3 without gaps, each list by itself."""
    for name, rows in package.tables.items():
        if (
            "ordinal" not in rows.schema.primary_key or name == "claim_quantities"
        ):  # of quantities, quantity-order tells it
            continue
        groups, counted = [column for column in rows.schema.primary_key if column != "ordinal"], {}
        for i, row in enumerate(rows.rows):
            counted.setdefault(tuple(row[column] for column in groups), []).append(
                (row["ordinal"], i)
            )
        for numbers in counted.values():
            gap = next(
                (
                    (last, number, i)
                    for last, (number, i) in enumerate(sorted(numbers))
                    if number != last + 1
                ),
                None,
            )
            if gap:
                last, number, i = gap
                yield problem(
                    rows,
                    i,
                    "ordinals",
                    f"After {last} comes {number}: a row is missing, or counted wrongly.",
                    "Run the build, or download the package anew.",
                    "ordinal",
                )
