"""The rule for audits: each is about a row that is there, or was."""

from collections.abc import Iterator

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.table_set import TableSet


@rule
def audited_row(tables: TableSet) -> Iterator[Problem]:
    """An audit names a table, and a row that is in it or is retired."""
    retired = tables.keys("retired_ids", ("table_name", "old_id"))
    seen: set[tuple[str, str, str]] = set()
    for row, at in each(tables["audits"]):
        table, key = row["table_name"], row["row_key"]
        if (row["audit_id"], table, key) in seen:
            continue  # once for all fields of the row
        seen.add((row["audit_id"], table, key))
        if table not in tables.tables:
            yield at.problem(
                "table_name",
                f"There is no table {table!r}. {closest(table, list(tables.tables))}",
                "Look into the report of the audit, and name the table of the row.",
            )
        elif key not in tables.keys_as_text(table) and (table, key) not in retired:
            yield at.problem(
                "row_key",
                f"No row of {table} has the key {key!r}, and none is retired. "
                f"{closest(key, sorted(tables.keys_as_text(table)))}",
                "Look into the report of the audit, and name the row that was judged.",
            )
