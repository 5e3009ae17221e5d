"""How firmly a claim is put: its modality against its statement, its passage and the readings."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import (
    any_of,
    context,
    passage_text,
    wordings,
)
from pipeline.checks.rules.registry import waivable_rule, waivable_text_rule
from pipeline.tables.table_set import TableSet

# "more likely than" compares chances, and "you may know" speaks of the reader
_HEDGES = (
    "may(?! know)|might|could|perhaps|maybe|possibly|probably|seems?|in theory|theoretically|"
    "(?<!more )likely|likelier|unlikely|arguably|apparently|presumably|potentially"
)
_HEDGE = any_of(_HEDGES)
_HEDGE_OR_SHOULD = any_of(_HEDGES, "should|need not|more likely")


@waivable_rule
def hedge_worded(tables: TableSet) -> Iterator[Problem]:
    """A claim is hedged exactly if its statement has a hedge (may, might, could, perhaps, probably,
    likely, seems ...), need not, or should as an expectation.
    """
    for one in wordings(tables):
        hedged = one.claim["modality"] == "hedged"
        found = _HEDGE.search(one.statement)
        if found and not hedged:
            yield one.problem(
                "modality",
                f"The statement has the hedge {found.group()!r}, but the claim is not hedged.",
            )
        elif hedged and not _HEDGE_OR_SHOULD.search(one.statement):
            yield one.problem("statement", "The claim is hedged, but its statement has no hedge.")


@waivable_text_rule
def hedge_kept(tables: TableSet) -> Iterator[Problem]:
    """If the passage of a claim has a hedge, the claim is hedged."""
    for one in wordings(tables):
        found = _HEDGE.search(passage_text(tables, one))
        if found and one.claim["modality"] != "hedged":
            yield one.problem(
                "modality",
                f"The passage has the hedge {found.group()!r}, but the claim is not hedged.",
            )


@waivable_text_rule
def hedge_found(tables: TableSet) -> Iterator[Problem]:
    """If a claim is hedged, its sentence or a raw reading has a hedge."""
    for one in wordings(tables):
        around = context(tables, one)
        if (
            around
            and one.claim["modality"] == "hedged"
            and not _HEDGE_OR_SHOULD.search(f"{around} {' '.join(one.readings)}")
        ):
            yield one.problem(
                "modality", "The claim is hedged, but its sentence and both readings have no hedge."
            )
