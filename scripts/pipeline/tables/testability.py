"""Whether a study could decide a proposition: what the rule gives. Exceptions are typed."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.tables.rows import Row
from pipeline.tables.statements import SLOT_KEYS

# the relations of effects, comparisons and needs
EFFECTS = ("raises", "lowers", "keeps", "exceeds", "matches", "needed_for", "affects")

TESTABLE = "testable"


def open_terms(terms: Iterable[Row]) -> set[str]:
    """Ids of the terms that leave something open, from the rows of `terms`."""
    return {row["term_id"] for row in terms if row["leaves_open"] is not None}


def by_rule(proposition: Row, leave_open: set[str]) -> str | None:
    """The testability of a proposition by rule; None if it has no relation of an effect, a
    comparison or a need.
    """
    if proposition["relation"] == "advised":
        return "advice"
    if proposition["relation"] not in EFFECTS:
        return None
    is_open = any(proposition[column] in leave_open for column in SLOT_KEYS)
    return "too_vague" if is_open else TESTABLE
