"""The rule for retired identifiers: they stay unused, and what replaces them is there."""

from collections.abc import Iterator

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.table_set import TableSet


@rule
def retired_id(tables: TableSet) -> Iterator[Problem]:
    """A retired identifier is in use no more, and what replaces it is in its table."""
    for row, at in each(tables["retired_ids"]):
        table, old, new = row["table_name"], row["old_id"], row["replaced_by"]
        if table not in tables.tables:  # row-schema reports the name
            continue
        known = tables.index(table)
        if old in known:
            yield at.problem(
                "old_id",
                f"{old!r} is retired, but {table} uses it.",
                "Give the new row another id. If the old row is back with its old meaning, "
                "remove the entry.",
            )
        if new and new not in known:
            yield at.problem(
                "replaced_by",
                f"{new!r}, which replaces {old!r}, is not in {table}. "
                f"{closest(new, sorted(known))}",
                "Name what replaces it now. If nothing does, leave replaced_by out and say why.",
            )
