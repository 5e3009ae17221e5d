"""On which side of a proposition the estimate of each finding lies, whatever its significance.

The effect direction plot is drawn from this: Hilton Boon and Thomson (2021), Research Synthesis
Methods 12, 29-33, doi:10.1002/jrsm.1458. It is no table of its own.
"""

from __future__ import annotations

from pipeline.tables.alignment import Alignment
from pipeline.tables.directions import DIRECTIONS, ONE_SIDED, OPPOSES, SUPPORTS, TURNED
from pipeline.tables.held_against import held_against
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

FOR, AGAINST, ZERO, NO_SIDE = "for", "against", "zero", "none"
CLEAR = ("higher", "lower")  # results that are clear; the mark is filled
# any effect is on one side of these, so an estimate shows a side only where the result is clear
TWO_SIDED = ("affects", "matches")
_SIDES = {SUPPORTS: FOR, OPPOSES: AGAINST}


def effect_directions(tables: TableSet) -> list[Row]:
    """One row for each row of evidence, in its order.

    Columns: `proposition_id`, `finding_id`; `side`: `for` or `against`, `zero` where the estimate
    is zero, `none` where the abstract gives no estimate or no side can be told; and `clear`:
    whether the result is clear.
    """
    findings, measures = tables.index("findings"), tables.index("measures")
    propositions, aligned = tables.index("propositions"), held_against(tables)
    rows = []
    for row in tables["evidence"].rows:
        finding, proposition = findings[row["finding_id"]], propositions[row["proposition_id"]]
        alignment = aligned.alignment(row["proposition_id"], row["finding_id"])
        measure = measures.get(finding["measure_id"])
        rows.append(
            {
                "proposition_id": row["proposition_id"],
                "finding_id": row["finding_id"],
                "side": side(proposition["relation"], finding, measure, alignment, row),
                "clear": finding["result"] in CLEAR,
            }
        )
    return rows


def side(
    relation: str, finding: Row, measure: Row | None, alignment: Alignment | None, evidence: Row
) -> str:
    """The side of one estimate, read as the tables of directions read the result.

    A direction that a person judged takes the place of what the tables give.
    """
    if evidence["judged_direction"] is not None:
        return _SIDES.get(evidence["judged_direction"], NO_SIDE)
    by_result = DIRECTIONS.get(relation)
    point = finding["point"]
    if alignment is None or by_result is None or point == "not_given":
        return NO_SIDE
    if relation in TWO_SIDED and finding["result"] in by_result:
        return _SIDES[by_result[finding["result"]]]
    if point == "zero":
        return ZERO
    if relation in TWO_SIDED:
        return NO_SIDE
    turned = (measure is not None and measure["higher_means"] == "less") != alignment.swapped
    found = _SIDES[by_result[TURNED[point] if turned else point]]
    # less of it than another exposure has is still an effect
    compared = alignment.values["comparator"] == "other" and relation in ONE_SIDED
    return NO_SIDE if found == AGAINST and compared else found
