"""How each claim stands to the studies of its proposition: with them, against them, or neither.

Only studies and reviews whose bearing is own or special_case count, each once. A claim that denies
a degree, such as *not much*, is not against a small effect: its size decides, where the study gives
one as a standardised mean difference.
"""

from __future__ import annotations

from collections import defaultdict

from pipeline.derived.study_evidence import CLOSE
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

LARGE, SMALL = 0.8, 0.5  # Cohen's bounds: large from 0.8, small below 0.5
SIZED_UNIT = "{SMD}"
_DEGREES = ("much", "main", "most")  # to deny one of these leaves room for a smaller effect
_UNFAITHFUL = ("misreported", "omits_key_result")
_STANDS = {("asserts", "supports"): "with", ("asserts", "opposes"): "against"}
_STANDS |= {("denies", "supports"): "against", ("denies", "opposes"): "with"}


def claims_and_evidence(tables: TableSet, studies: list[Row]) -> dict[str, str]:
    """For each claim `with`, `against`, `both`, `unclear`, `none`, `reported` or
    `unfaithful`, by its id. `studies` are the rows of `study_evidence`.
    """
    held: defaultdict[str, list[Row]] = defaultdict(list)
    for row in studies:
        if row["bearing"] in CLOSE:
            held[row["proposition_id"]].append(row)
    unfaithful = {
        row["claim_id"] for row in tables["claim_citations"].rows if row["fidelity"] in _UNFAITHFUL
    }
    sizes = _sizes(tables)
    found = {}
    for claim in tables["claims"].rows:
        if claim["claim_id"] in unfaithful:
            found[claim["claim_id"]] = "unfaithful"
        elif claim["stance"] == "reports":
            found[claim["claim_id"]] = "reported"
        else:
            found[claim["claim_id"]] = _stands(claim, held[claim["proposition_id"]], sizes)
    return found


def _stands(claim: Row, studies: list[Row], sizes: dict[tuple[str, str], float]) -> str:
    if not studies:
        return "none"
    sides = {_side(claim, row, sizes) for row in studies}
    if "both" in sides or {"with", "against"} <= sides:
        return "both"
    return next((side for side in ("with", "against") if side in sides), "unclear")


def _side(claim: Row, study: Row, sizes: dict[tuple[str, str], float]) -> str:
    """On which side of a claim one study stands."""
    if study["direction"] == "mixed":
        return "both"
    side = _STANDS.get((claim["stance"], study["direction"]), "unclear")
    if side == "against" and claim["stance"] == "denies" and claim["degree"] in _DEGREES:
        size = sizes.get((study["proposition_id"], study["reference_id"]))
        if size is None or claim["degree"] == "main" or SMALL <= size < LARGE:
            return "unclear"
        return "against" if size >= LARGE else "with"
    return side


def _sizes(tables: TableSet) -> dict[tuple[str, str], float]:
    """The largest standardised effect of the close findings of each study, by proposition and
    study.
    """
    findings = tables.index("findings")
    found: dict[tuple[str, str], float] = {}
    for row in tables["evidence"].rows:
        finding = findings.get(row["finding_id"])
        if finding is not None and row["bearing"] in CLOSE and finding["unit"] == SIZED_UNIT:
            key = row["proposition_id"], finding["reference_id"]
            found[key] = max(found.get(key, 0.0), abs(finding["value"]))
    return found
