"""Rules for keys: primary, unique and foreign ones, and the order of rows."""

from collections.abc import Iterator
from typing import Any

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, repeated, rule
from pipeline.tables.rows import Rows
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
_MOST_HINTS = 10  # a key; looking for the nearest id takes time, and nobody reads more of them

_Counted = tuple[int, Place]  # an ordinal and the row that has it


@rule
def primary_key(tables: TableSet) -> Iterator[Problem]:
    """No two rows of a table have the same primary key."""
    for rows in tables.tables.values():
        yield from _same_key(
            tables,
            rows,
            rows.schema.primary_key,
            "Remove the row if it repeats the other. If it is another thing, give it its own id.",
        )


@rule
def unique_key(tables: TableSet) -> Iterator[Problem]:
    """No two rows agree in all columns of a unique key, such as the seven slots of a proposition;
    empty counts as a value.
    """
    for rows in tables.tables.values():
        for key in rows.schema.unique_keys:
            yield from _same_key(
                tables, rows, key, "Keep one of the two, and use it wherever the other was used."
            )


def _same_key(tables: TableSet, rows: Rows, key: tuple[str, ...], mend: str) -> Iterator[Problem]:
    """A problem for each row that has the same values in the columns of `key` as an earlier one."""
    if len(tables.keys(rows.schema.name, key)) == len(rows.rows):
        return
    for first, at in repeated(rows, [tuple(row[column] for column in key) for row in rows.rows]):
        shown = ", ".join(str(first[column]) for column in key if first[column] is not None)
        yield at.problem(
            key[0],
            f"The row {rows.schema.key(first)} has the same {', '.join(key)}: {shown}.",
            mend,
        )


@rule
def foreign_key(tables: TableSet) -> Iterator[Problem]:
    """Every reference to another table points to a row that is there."""
    for rows in tables.tables.values():
        for columns, target, theirs in rows.schema.foreign_keys:
            known = tables.keys(target, theirs)
            if not tables.keys(rows.schema.name, columns) - {None} <= known:
                yield from _dangling(rows, columns, target, known)


def _dangling(
    rows: Rows, columns: tuple[str, ...], target: str, known: set[Any]
) -> Iterator[Problem]:
    """A problem for each row whose `columns` hold no key that is `known` in the table `target`."""
    alone, count = len(columns) == 1, 0
    for row, at in each(rows):
        values = tuple(row[column] for column in columns)
        if None in values or (values[0] if alone else values) in known:
            continue
        count += 1
        hint = ""
        if count <= _MOST_HINTS:
            hint = closest(values[0], sorted(key if alone else key[0] for key in known))
        yield at.problem(
            columns[0],
            f"{values[0]!r} is not in {target}. {hint}",
            f"Correct it, or add it to {_HOME.get(target, target)}.",
        )


@rule
def row_order(tables: TableSet) -> Iterator[Problem]:
    """Rows are sorted by the sort columns of their table."""
    for name, rows in tables.tables.items():
        order = rows.in_order([tables.column(name, column) for column in rows.schema.sort])
        number = next((i for i, wanted in enumerate(order) if i != wanted), None)
        if number is not None:
            wanted = rows.schema.key(rows.rows[order[number]])
            yield Place(rows, number).problem(
                None,
                f"The row is out of order: {wanted} belongs here.",
                f"Sort by {', '.join(rows.schema.sort)}.",
            )


@rule
def ordinals(tables: TableSet) -> Iterator[Problem]:
    """Readings and searches are counted 1, 2, 3 without gaps, each list by itself."""
    for name, rows in tables.tables.items():
        # quantity-order reports those of claim_quantities
        if "ordinal" in rows.schema.primary_key and name != "claim_quantities":
            yield from _gaps(rows)


def _gaps(rows: Rows) -> Iterator[Problem]:
    """A problem for the first wrong ordinal of each list of a table."""
    same_list = [column for column in rows.schema.primary_key if column != "ordinal"]
    lists: dict[tuple[Any, ...], list[_Counted]] = {}
    for row, at in each(rows):
        key = tuple(row[column] for column in same_list)
        lists.setdefault(key, []).append((row["ordinal"], at))
    for counted in lists.values():
        for before, (number, at) in enumerate(sorted(counted, key=_by_ordinal)):
            if number != before + 1:
                yield at.problem(
                    "ordinal",
                    f"After {before} comes {number}: a row is missing, or its number is wrong.",
                    "Run the build, or download the package again.",
                )
                break


def _by_ordinal(counted: _Counted) -> tuple[int, int]:
    ordinal, at = counted
    return ordinal, at.number
