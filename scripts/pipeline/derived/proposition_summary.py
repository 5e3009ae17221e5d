"""The derived table `proposition_summary`: who claims a proposition, and what was found."""

from __future__ import annotations

from collections import Counter

from pipeline.derived.opposed_claims import RANK
from pipeline.tables.table_set import TableSet


def summaries(package: TableSet) -> list[dict]:
    """Rows of the table `proposition_summary`, one a proposition that is claimed."""
    passages, claims = package.index("passages"), {}
    for claim in package["claims"].rows:
        passage = passages.get(claim["passage_id"])
        if passage:
            claims.setdefault(claim["proposition_id"], []).append((passage["article_id"], claim))
    held, searches = _held_against(package), Counter(package["searches"].column("proposition_id"))
    return [
        _summary(name, claims[name], held.get(name, []), searches[name])
        for name in sorted(package.index("propositions"))
        if name in claims
    ]


def _held_against(package: TableSet) -> dict[str, list[tuple[dict, dict]]]:
    """Evidence rows of each proposition, with the works behind them."""
    findings, references, held = package.index("findings"), package.index("references"), {}
    for row in package["evidence"].rows:
        reference = references.get((findings.get(row["finding_id"]) or {}).get("reference_id"))
        if reference:
            held.setdefault(row["proposition_id"], []).append((row, reference))
    return held


def _summary(
    name: str, said: list[tuple[str, dict]], held: list[tuple[dict, dict]], searches: int
) -> dict:
    articles: dict[str, set[str]] = {"asserts": set(), "denies": set(), "reports": set()}
    degrees: dict[str, list] = {"asserts": [], "denies": [], "reports": []}
    hedged = attributed = 0
    for article, claim in said:
        if claim["stance"] in articles:
            articles[claim["stance"]].add(article)
            degrees[claim["stance"]].append(claim["degree"])
        hedged += claim["modality"] == "hedged"
        attributed += claim["attributed_to"] is not None
    asserted, denied, reported = articles.values()
    return {
        "proposition_id": name,
        "claims": len(said),
        "articles": len(asserted | denied | reported),
        "asserted_by": _shown(asserted),
        "denied_by": _shown(denied),
        "reported_by": _shown(reported),
        "asserted_degree": max(degrees["asserts"], key=_rank, default=None),
        "denied_degree": min(degrees["denies"], key=_rank, default=None),
        "hedged_claims": hedged,
        "attributed_claims": attributed,
        "agreement": _agreement(asserted, denied),
        **_evidence(held),
        "searches": searches,
        "claims_and_evidence": _run(held, bool(asserted), bool(denied)),
    }


def _shown(names: set[str]) -> str | None:
    return "; ".join(sorted(names)) or None


def _rank(degree: str | None) -> tuple[int, bool]:
    return RANK.get(degree, 1), degree is not None


_NOTHING_HELD = {
    "supporting_direct": 0,
    "supporting_indirect": 0,
    "disputing_direct": 0,
    "disputing_indirect": 0,
    "inconclusive": 0,
    "designs": None,
}


def _evidence(held: list[tuple[dict, dict]]) -> dict:
    if not held:
        return dict(_NOTHING_HELD)
    count = Counter((row["direction"], row["directness"]) for row, _ in held)
    designs = Counter(
        {reference["reference_id"]: reference["design"] for _, reference in held}.values()
    )  # a work counts once
    return {
        "supporting_direct": count["supports", "direct"],
        "supporting_indirect": count["supports", "indirect"],
        "disputing_direct": count["disputes", "direct"],
        "disputing_indirect": count["disputes", "indirect"],
        "inconclusive": count["inconclusive", "direct"] + count["inconclusive", "indirect"],
        "designs": "; ".join(f"{design} {number}" for design, number in sorted(designs.items()))
        or None,
    }


def _run(held: list[tuple[dict, dict]], asserted: bool, denied: bool) -> str:
    """Whether claims and evidence run the same way."""
    directions = {row["direction"] for row, _ in held} - {"inconclusive"}
    if not held:
        return "no_evidence"
    if not (asserted or denied):
        return "reported_only"
    if not directions:
        return "inconclusive"
    if len(directions) > 1 or (asserted and denied):
        return "mixed"
    return "with" if asserted == (directions == {"supports"}) else "against"


def _agreement(asserting: set[str], denying: set[str]) -> str:
    if not asserting | denying:
        return "reported_only"
    if len(asserting | denying) == 1:
        return "single_source"
    return "contested" if asserting and denying else "unanimous"
