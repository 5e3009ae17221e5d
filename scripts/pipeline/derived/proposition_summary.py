"""The derived table `proposition_summary`: who claims a proposition, and what was found."""

from __future__ import annotations

from collections import Counter

from pipeline.derived.evidence_profile import no_profile
from pipeline.derived.questions import questions_of
from pipeline.derived.topics import Topics
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_RANK = {None: 0, "slight": 1, "some": 2, "much": 3, "main": 4, "most": 5}


def summaries(tables: TableSet, profiles: dict[str, Row]) -> list[Row]:
    """Rows of the table `proposition_summary`: one for each claimed proposition, sorted by key.

    `profiles` are those of `evidence_profile`. Columns: `proposition_id`, counts of claims and
    articles, the articles by stance, degrees, agreement, the profile and `searches`.
    """
    passages = tables.index("passages")
    claims: dict[str, list[tuple[str, Row]]] = {}
    for claim in tables["claims"].rows:
        passage = passages.get(claim["passage_id"])
        if passage:
            claims.setdefault(claim["proposition_id"], []).append((passage["article_id"], claim))
    searches, opposing = searches_made(tables)
    topics, propositions = Topics(tables), tables.index("propositions")
    asked = questions_of(tables)
    nothing = no_profile()
    return [
        {
            "proposition_id": name,
            "question_id": asked.of.get(name),
            "topic": topics.topic(propositions[name]),
        }
        | _summary(claims[name])
        | profiles.get(name, nothing)
        | {"searches": searches[name], "opposing_searches": opposing[name]}
        for name in sorted(propositions)
        if name in claims
    ]


def searches_made(tables: TableSet) -> tuple[Counter[str], Counter[str]]:
    """How often each proposition was searched for, and how often in words for the opposite."""
    searches = tables.index("searches")
    every, opposing = Counter[str](), Counter[str]()
    for row in tables["search_propositions"].rows:
        every[row["proposition_id"]] += 1
        search = searches.get(row["search_id"])
        opposing[row["proposition_id"]] += bool(search and search["wording"] == "opposing")
    return every, opposing


def _summary(claims: list[tuple[str, Row]]) -> Row:
    """What the articles say of a proposition, by its claims, each with its article."""
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
    }


def _shown(names: set[str]) -> str | None:
    return "; ".join(sorted(names)) or None


def _rank(degree: str | None) -> int:
    """The place of a degree among the others; none stated comes first."""
    return _RANK.get(degree, 0)


def _agreement(asserting: set[str], denying: set[str]) -> str:
    """Whether the articles agree about a proposition."""
    if not asserting | denying:
        return "reported_only"
    if len(asserting | denying) == 1:
        return "single_source"
    return "contested" if asserting and denying else "unanimous"
