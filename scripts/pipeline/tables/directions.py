"""What a result says about a proposition, by its relation. The codebook prints the table."""

from __future__ import annotations

from pipeline.tables.alignment import NEEDED, Alignment
from pipeline.tables.rows import Row

SUPPORTS, OPPOSES, NO_CLEAR_DIFFERENCE = "supports", "opposes", "no_clear_difference"
_MORE = {"higher": SUPPORTS, "lower": OPPOSES, "equivalent": OPPOSES}
DIRECTIONS = {  # relation and result; the results below stay what they are under each relation
    "raises": _MORE,
    "exceeds": _MORE,
    "lowers": {"higher": OPPOSES, "lower": SUPPORTS, "equivalent": OPPOSES},
    "keeps": {"higher": SUPPORTS, "lower": OPPOSES, "equivalent": SUPPORTS},
    "affects": {"higher": SUPPORTS, "lower": SUPPORTS, "equivalent": OPPOSES},
    "matches": {"higher": OPPOSES, "lower": OPPOSES, "equivalent": SUPPORTS},
    # only findings on the absence of the subject bear on it
    NEEDED: {"higher": OPPOSES, "lower": SUPPORTS, "equivalent": SUPPORTS},
}
UNDECIDED = (NO_CLEAR_DIFFERENCE, "mixed", "unclear")
# these speak of an effect as such: less of it than another exposure has is still an effect
ONE_SIDED = ("raises", "lowers", "keeps")
TURNED = {"higher": "lower", "lower": "higher"}


def outcome_result(finding: Row, measure: Row | None) -> str:
    """The result told of the outcome: turned where a higher measure means a lower outcome."""
    result: str = finding["result"]
    turned = measure is not None and measure["higher_means"] == "less"
    return TURNED.get(result, result) if turned else result


def direction(
    proposition: Row, finding: Row, measure: Row | None, alignment: Alignment
) -> str | None:
    """Which way the finding points; None where the relation has no table, and a person must say.

    It is None as well for a result that is in no table, which the row schema reports.
    """
    by_result = DIRECTIONS.get(proposition["relation"])
    if by_result is None:
        return None
    result = outcome_result(finding, measure)
    if alignment.swapped:
        result = TURNED.get(result, result)
    points = result if result in UNDECIDED else by_result.get(result)
    if (
        points in (OPPOSES, NO_CLEAR_DIFFERENCE)
        and alignment.values["comparator"] == "other"
        and proposition["relation"] in ONE_SIDED
    ):
        return "unclear"
    return points
