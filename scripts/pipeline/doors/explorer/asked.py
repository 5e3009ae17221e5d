"""The questions of a package: which propositions each gathers, and which of them leads."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.derived.question_evidence import turned
from pipeline.derived.questions import questions_of
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet


def gathered(tables: TableSet) -> dict[str, list[str]]:
    """The propositions of each question on which there is a claim, both by id.

    The tables are those of `row_tables`; propositions come in their order.
    """
    asked = questions_of(tables)
    return {
        one: [row["proposition_id"] for row in asked.propositions[one]] for one, _ in asked.asked()
    }


def reversed_of(tables: TableSet) -> set[str]:
    """The propositions for which a *yes* is the reverse of the answer to their question."""
    asked, rows = questions_of(tables), tables.index("propositions")
    return {
        name
        for name, question in asked.of.items()
        if turned(rows[name], asked.by_id[question], asked)
    }


def in_order(questions: Iterable[Row]) -> list[Row]:
    """Those with most articles come first, then those with most claims, then by id."""
    return sorted(questions, key=lambda row: (-row["articles"], -row["claims"], row["question_id"]))


def leading(questions: list[Row]) -> str | None:
    """The id of the first question. None if there is none."""
    first = in_order(questions)[:1]
    return first[0]["question_id"] if first else None
