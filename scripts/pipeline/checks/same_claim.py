"""Rules that judge one claim by its words: which of their problems is told first.

A slip in a claim often shows in several ways: a denial that became an assertion is negated in its
statement, and both readers denied it. The first rule in `FIRST_TOLD` that reports the claim is
told; the others follow from the same slip, or come back when it is mended. Rules that may not be
waived come first.
"""

from __future__ import annotations

from pipeline.base.problems import Problem
from pipeline.checks.explanation import Explanation, Keys, row_of
from pipeline.checks.rules.registry import RULES
from pipeline.derived.registry import SOURCES

FIRST_TOLD = (
    "name-meaning",
    "names-normalised",
    "slots-named",
    "quantity-number",
    "number-coded",
    "comparison-kind",
    "speaker-named",
    "quantity-ends",
    "quantity-bound",
    "quantity-unit",
    "number-read",
    "number-unit",
    "negation-denied",
    "denial-worded",
    "belief-reported",
    "settled-stance",
    "settled-kind",
    "hedge-kept",
    "hedge-found",
    "hedge-worded",
    "comparison-sides",
    "settled-sides",
    "cause-sides",
    "opposite-in-text",
    "opposite-read",
    "scope-kept",
    "settled-sense",
    "degree-coded",
    "degree-worded",
    "kind-relation",
    "lowering-worded",
    "population-kept",
    "implied-named",
    "term-slotted",
    "name-listed",
    "statement-listed",
    "settled-content",
    "slot-worded",
)
_MISREAD_PROPOSITION = ("proposition-words", "proposition-positive", "near-duplicate")
_RANK = {rule: rank for rank, rule in enumerate(FIRST_TOLD)}
# rows that no rule can judge, or only in part
_UNJUDGED = ("row-schema", "control-character", "primary-key", "unique-key", "foreign-key")
_TABLES = ("claims", "claim_terms", "claim_quantities")


def _told_before(problem: Problem) -> Keys:
    """The claim of a problem, with each rule that comes after the problem's own."""
    claim = _claim(problem)
    rank = _RANK.get(problem.rule)
    return [] if claim is None or rank is None else [(claim, r) for r in FIRST_TOLD[rank + 1 :]]


def _told_after(problem: Problem) -> Keys:
    """The claim of a problem with the problem's own rule."""
    claim = _claim(problem)
    return [] if claim is None or problem.rule not in _RANK else [(claim, problem.rule)]


def _claim(problem: Problem) -> str | None:
    if problem.table not in _TABLES or not problem.row:
        return None
    return problem.row.split("/")[0]


def _judged_row(problem: Problem) -> Keys:
    return row_of(problem) if problem.rule in RULES or problem.rule in _UNJUDGED else ()


def _waived_row(problem: Problem) -> Keys:
    """The row that an idle waiver names, and the waiver itself."""
    if problem.rule != "waiver-needed":
        return ()
    table, _, rest = (problem.row or "").partition("/")
    return [(table, rest.rpartition("/")[0]), *row_of(problem)]


def _proposition(problem: Problem) -> Keys:
    is_wrong = problem.rule in (*_MISREAD_PROPOSITION, *_UNJUDGED)
    return row_of(problem) if is_wrong and problem.table == "propositions" else ()


def _also_about(problem: Problem) -> Keys:
    return problem.also


def _misread(problem: Problem) -> Keys:
    """What a wrong claim or proposition may seem to lack: evidence, or a use of its terms."""
    is_claim = problem.rule in FIRST_TOLD and problem.table not in SOURCES
    is_cause = is_claim or bool(_proposition(problem))
    return ["looked-for", "unused-term", "unclaimed-proposition"] if is_cause else ()


def _seems_to_lack(problem: Problem) -> Keys:
    return [problem.rule]


CLAIM_CAUSES = (
    Explanation(
        "A slip in a claim shows in several of its words and codes.", _told_before, _told_after
    ),
    Explanation(
        "A claim does not fit a proposition that is broken, doubled or contradicts its own id.",
        _proposition,
        _also_about,
    ),
    Explanation(
        "A claim that is coded wrong seems to need evidence, or leaves its right terms unused.",
        _misread,
        _seems_to_lack,
    ),
    Explanation(
        "A waiver may lift nothing because its row, or the waiver, has another fault.",
        _judged_row,
        _waived_row,
    ),
)
