"""The rule for ids of claims within texts."""

import re
from collections.abc import Iterator

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.table_set import TableSet

_CLAIM = re.compile(r"(?<![\w-])([a-z][a-z0-9]*(?:-[a-z0-9]+)*)-[0-9]{3}\b")
_LEFT_OUT = ("audits", "retired_ids", "waivers")  # name ids that went, or have rules of their own


@rule
def claim_named(tables: TableSet) -> Iterator[Problem]:
    """A claim that a note or another text names by its id is there."""
    articles, claims = tables.keys("articles", ("article_id",)), tables.index("claims")
    for table, rows in tables.tables.items():
        if rows.schema.derived or table in _LEFT_OUT:
            continue
        columns = [field.name for field in rows.schema.fields if _may_name(field.raw)]
        for row, at in each(rows):
            for column in columns:
                for found in _CLAIM.finditer(row[column] or ""):
                    if found[1] in articles and found[0] not in claims:
                        yield at.problem(
                            column,
                            f"There is no claim {found[0]!r}. {closest(found[0], list(claims))}",
                            "Correct the id.",
                        )


def _may_name(raw: dict[str, object]) -> bool:
    """Whether a field holds free text."""
    kind = raw.get("type")
    is_text = kind == "string" or (isinstance(kind, list) and "string" in kind)
    return is_text and not raw.get("pattern") and not raw.get("format")
