"""The derived table `study_evidence`: each study that is held against a proposition, once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TypeVar

from pipeline.tables.designs import RANDOMISED, REVIEWS
from pipeline.tables.directions import NO_CLEAR_DIFFERENCE, OPPOSES, SUPPORTS
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

T = TypeVar("T")
CLOSE = ("own", "special_case")  # these count for and against; wider findings and neighbours do not
_TIERS = (CLOSE, ("wider",), ("neighbour",))


def study_evidence(tables: TableSet) -> list[Row]:
    """Rows of the table `study_evidence`, sorted by key.

    Columns: `proposition_id`, `reference_id`, `source`, `design`, `randomised`, `contrast`,
    `bearing`, `direction`, numbers of findings, `people` behind them and `standing`.
    """
    findings, references = tables.index("findings"), tables.index("references")
    held: defaultdict[tuple[str, str], list[tuple[Row, Row]]] = defaultdict(list)
    for row in tables["evidence"].rows:
        finding = findings.get(row["finding_id"])
        if finding is not None and finding["reference_id"] in references:
            held[row["proposition_id"], finding["reference_id"]].append((row, finding))
    return [
        _study(proposition, references[work], held[proposition, work])
        for proposition, work in sorted(held)
    ]


def nearest(rows: list[T], bearing: Callable[[T], str]) -> list[T]:
    """Of evidence on one thing, what lies closest, by the bearing of each."""
    for tier in _TIERS:
        if found := [row for row in rows if bearing(row) in tier]:
            return found
    return []


def _study(proposition: str, work: Row, rows: list[tuple[Row, Row]]) -> Row:
    near = nearest(rows, lambda pair: pair[0]["bearing"])
    count = Counter(row["direction"] for row, _ in near)
    bearings = {row["bearing"] for row, _ in near}
    contrasts = {finding["contrast"] for _, finding in near} - {None}
    people = [finding["sample_size"] for _, finding in near if finding["sample_size"] is not None]
    return {
        "proposition_id": proposition,
        "reference_id": work["reference_id"],
        "source": "review" if work["design"] in REVIEWS else "primary",
        "design": work["design"],
        "randomised": work["design"] in RANDOMISED,
        "contrast": "; ".join(sorted(contrasts)) or None,
        "bearing": next((one for tier in _TIERS for one in tier if one in bearings), None),
        "direction": _direction(count),
        "findings": len(near),
        "supporting": count[SUPPORTS],
        "opposing": count[OPPOSES],
        "people": max(people) if people else work["sample_size"],
        "standing": work["standing"],
    }


def _direction(count: Counter[str]) -> str:
    """Which way a study points, by the directions of its closest findings."""
    if count["mixed"] or (count[SUPPORTS] and count[OPPOSES]):
        return "mixed"
    for one in (SUPPORTS, OPPOSES):
        if count[one]:
            return one
    return NO_CLEAR_DIFFERENCE if set(count) == {NO_CLEAR_DIFFERENCE} else "unclear"
