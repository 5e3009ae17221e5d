"""The derived table `proposition_summary`: who claims a proposition, and what was found."""

from __future__ import annotations

from collections import Counter

from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_RANK = {None: 0, "slight": 1, "some": 2, "much": 3, "main": 4, "most": 5}
_NO_EVIDENCE = {
    "supporting_direct": 0,
    "supporting_indirect": 0,
    "disputing_direct": 0,
    "disputing_indirect": 0,
    "inconclusive": 0,
    "designs": None,
}


def summaries(tables: TableSet) -> list[Row]:
    """Rows of the table `proposition_summary`: one for each claimed proposition, sorted by key.

    Columns: `proposition_id`, counts of claims and articles, the articles by stance, degrees,
    agreement, counts of evidence by direction and directness, `designs`, `searches` and
    `claims_and_evidence`.
    """
    passages = tables.index("passages")
    claims: dict[str, list[tuple[str, Row]]] = {}
    for claim in tables["claims"].rows:
        passage = passages.get(claim["passage_id"])
        if passage:
            claims.setdefault(claim["proposition_id"], []).append((passage["article_id"], claim))
    evidence, searches = _evidence(tables), Counter(tables["searches"].column("proposition_id"))
    return [
        _summary(name, claims[name], evidence.get(name, []), searches[name])
        for name in sorted(tables.index("propositions"))
        if name in claims
    ]


def _evidence(tables: TableSet) -> dict[str, list[tuple[Row, Row]]]:
    """The evidence rows of each proposition, each with the row of its work."""
    findings, references = tables.index("findings"), tables.index("references")
    found: dict[str, list[tuple[Row, Row]]] = {}
    for row in tables["evidence"].rows:
        reference = references.get(findings.get(row["finding_id"], {}).get("reference_id"))
        if reference:
            found.setdefault(row["proposition_id"], []).append((row, reference))
    return found


def _summary(
    name: str, claims: list[tuple[str, Row]], evidence: list[tuple[Row, Row]], searches: int
) -> Row:
    articles: dict[str, set[str]] = {"asserts": set(), "denies": set(), "reports": set()}
    degrees: dict[str, list[str | None]] = {"asserts": [], "denies": [], "reports": []}
    hedged = attributed = 0
    for article, claim in claims:
        if claim["stance"] in articles:
            articles[claim["stance"]].add(article)
            degrees[claim["stance"]].append(claim["degree"])
        hedged += claim["modality"] == "hedged"
        attributed += claim["attributed_to"] is not None
    asserted, denied, reported = articles.values()
    return {
        "proposition_id": name,
        "claims": len(claims),
        "articles": len(asserted | denied | reported),
        "asserted_by": _shown(asserted),
        "denied_by": _shown(denied),
        "reported_by": _shown(reported),
        "asserted_degree": max(degrees["asserts"], key=_rank, default=None),
        "denied_degree": min(degrees["denies"], key=_rank, default=None),
        "hedged_claims": hedged,
        "attributed_claims": attributed,
        "agreement": _agreement(asserted, denied),
        **_counts(evidence),
        "searches": searches,
        "claims_and_evidence": _claims_and_evidence(evidence, bool(asserted), bool(denied)),
    }


def _shown(names: set[str]) -> str | None:
    return "; ".join(sorted(names)) or None


def _rank(degree: str | None) -> int:
    """The place of a degree among the others; none stated comes first."""
    return _RANK.get(degree, 0)


def _counts(evidence: list[tuple[Row, Row]]) -> Row:
    """The evidence rows by direction and directness, and the works by design."""
    if not evidence:
        return dict(_NO_EVIDENCE)
    count = Counter((row["direction"], row["directness"]) for row, _ in evidence)
    works = {reference["reference_id"]: reference["design"] for _, reference in evidence}
    designs = Counter(works.values())
    return {
        "supporting_direct": count["supports", "direct"],
        "supporting_indirect": count["supports", "indirect"],
        "disputing_direct": count["disputes", "direct"],
        "disputing_indirect": count["disputes", "indirect"],
        "inconclusive": count["inconclusive", "direct"] + count["inconclusive", "indirect"],
        "designs": "; ".join(f"{design} {number}" for design, number in sorted(designs.items()))
        or None,
    }


def _claims_and_evidence(evidence: list[tuple[Row, Row]], asserted: bool, denied: bool) -> str:
    """Whether claims and evidence agree."""
    directions = {row["direction"] for row, _ in evidence} - {"inconclusive"}
    if not evidence:
        return "no_evidence"
    if not (asserted or denied):
        return "reported_only"
    if not directions:
        return "inconclusive"
    if len(directions) > 1 or (asserted and denied):
        return "mixed"
    return "with" if asserted == (directions == {"supports"}) else "against"


def _agreement(asserting: set[str], denying: set[str]) -> str:
    """Whether the articles agree about a proposition."""
    if not asserting | denying:
        return "reported_only"
    if len(asserting | denying) == 1:
        return "single_source"
    return "contested" if asserting and denying else "unanimous"
