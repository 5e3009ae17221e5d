"""Retired identifiers: gone for good, and what stands for them is there."""

from pipeline.base.hints import closest
from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet


@rule("retired-id")
def retired_id(package: TableSet):
    """A retired identifier is in use no more, and what replaces it is in its table."""
    rows = package["retired_ids"]
    for i, row in enumerate(rows.rows):
        if (
            row["table_name"] not in package.tables
        ):  # no table of that name, which the row's schema tells
            continue
        known = package.index(row["table_name"])
        if row["old_id"] in known:
            yield problem(
                rows,
                i,
                "retired-id",
                f"{row['old_id']!r} is retired and stands in {row['table_name']} all the same.",
                "Give the new row another id; or take the entry out, if the old row is back and means what it meant.",
                "old_id",
            )
        if row["replaced_by"] and row["replaced_by"] not in known:
            yield problem(
                rows,
                i,
                "retired-id",
                f"{row['replaced_by']!r}, which is to replace {row['old_id']!r}, is not in {row['table_name']}. {closest(row['replaced_by'], sorted(known))}".strip(),
                "Name what stands for it now, or leave it out and say why.",
                "replaced_by",
            )
