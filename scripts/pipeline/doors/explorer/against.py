"""The studies that a claim runs against, and whether they are enough to say so."""

from __future__ import annotations

from collections import defaultdict

from pipeline.derived.study_evidence import CLOSE
from pipeline.doors.explorer.frames import Frames, cells_of
from pipeline.tables.rows import Row

AGAINST, UNCLEAR = "against", "unclear"
FEW = 20  # people; a smaller study alone without a clear result decides nothing
_SIDES = {"asserts": "opposes", "denies": "supports"}  # the direction that is against a claim
_CLEAR = ("higher", "lower", "equivalent")
_LEVEL = 0.05  # a result with a p-value from here on is not clear


def opposing(tables: Frames) -> dict[str, list[Row]]:
    """The studies against each claim that `claims_flat` calls *against*, by claim.

    A study has `reference_id`, `design`, `people` (None if not stated), `bearing`, and `clear`:
    whether one of its findings on the statement has a clear result.
    """
    clear = _clear(tables)
    studies: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    columns = ("proposition_id", "reference_id", "design", "people", "bearing", "direction")
    for proposition, work, design, people, bearing, direction in cells_of(
        tables["study_evidence"], *columns
    ):
        studies[proposition, direction].append(
            {
                "reference_id": work,
                "design": design,
                "people": people,
                "bearing": bearing,
                "clear": (proposition, work) in clear,
            }
        )
    flat = cells_of(
        tables["claims_flat"], "claim_id", "proposition_id", "stance", "claim_and_evidence"
    )
    found = {}
    for claim, proposition, stance, stands in flat:
        if stands == AGAINST:
            held = studies[proposition, _SIDES.get(stance, "")]
            found[claim] = [row for row in held if row["bearing"] in CLOSE] or held
    return found


def stands(claim: str, said: str, against: dict[str, list[Row]]) -> str:
    """How a claim stands to the evidence: *unclear* instead of *against* one study too weak for it.

    A study is too weak if it is only about something wider or nearby, or if it has fewer than FEW
    people and no clear result.
    """
    works = against.get(claim, [])
    if said != AGAINST or len(works) != 1:
        return said
    (work,) = works
    small = work["people"] is not None and work["people"] < FEW
    weak = work["bearing"] not in CLOSE or (small and not work["clear"])
    return UNCLEAR if weak else said


def _clear(tables: Frames) -> set[tuple[str, str]]:
    """The statements and studies of which a finding has a clear result."""
    columns = ("finding_id", "reference_id", "result", "p_relation", "p_value")
    works = {
        finding: work
        for finding, work, result, relation, value in cells_of(tables["findings"], *columns)
        if result in _CLEAR and not (value is not None and relation != "lt" and value >= _LEVEL)
    }
    return {
        (proposition, works[finding])
        for proposition, finding in cells_of(tables["evidence"], "proposition_id", "finding_id")
        if finding in works
    }
