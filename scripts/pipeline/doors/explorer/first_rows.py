"""What the first screen tells of the leading question: articles, and studies by design."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from pipeline.derived.study_evidence import CLOSE
from pipeline.doors.explorer.answer_words import SIGNS, answer_words
from pipeline.doors.explorer.chart_rows import standings, study_name
from pipeline.doors.explorer.frames import Frames
from pipeline.doors.explorer.position_words import in_short
from pipeline.doors.explorer.question_sentences import TITLE
from pipeline.loader import plain
from pipeline.tables.designs import TRIALS
from pipeline.tables.rows import Row

FAITHLESS = ("misreported", "omits_key_result")  # fidelity of claims that are set aside
# how claims stand to studies, as the table of articles has it
GROUPS = {
    "supported": ("with",),
    "against": ("against",),
    "open": ("both", "unclear"),
    "unchecked": ("none", "anatomy", "not_looked_for"),
}


def first_articles(frames: Frames, said: list[Row], question: str, on: list[str]) -> list[Row]:
    """One row for each article, by site: its answer, its claims and its citations.

    `said` are the rows of `worded`, `on` the propositions of the question. Columns: `article_id`,
    `site`, `url`, `short` (as of `in_short`), a count of claims for each of GROUPS, `aside` (claims
    on the question that misreport their study), `cited` (its citations by fidelity, over all its
    claims) and `faithless` (of these, the claims and their fidelity).
    """
    fidelity: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in plain(frames["claim_citations"]):
        fidelity[row["claim_id"]].append((row["claim_id"], row["fidelity"]))
    claims: defaultdict[str, list[tuple[str, bool, str]]] = defaultdict(list)
    flat = plain(frames["claims_flat"])
    for row, standing in zip(flat, standings(frames), strict=True):
        claims[row["article_id"]].append((row["claim_id"], row["proposition_id"] in on, standing))
    answers: defaultdict[str, list[Row]] = defaultdict(list)
    for row in said:
        if row["question_id"] == question:
            answers[row["article_id"]].append(row)
    found = []
    for article in sorted(plain(frames["articles"]), key=lambda row: row["site"].lower()):
        own = claims[article["article_id"]]
        cited = [one for claim, _, _ in own for one in fidelity[claim]]
        faithless = [one for one in cited if one[1] in FAITHLESS]
        aside = {claim for claim, _ in faithless}
        counts = Counter(stands for claim, is_on, stands in own if is_on and claim not in aside)
        found.append(
            {key: article[key] for key in ("article_id", "site", "url")}
            | {"short": in_short(answers[article["article_id"]])}
            | {name: sum(counts[one] for one in kinds) for name, kinds in GROUPS.items()}
            | {
                "aside": [claim for claim, is_on, _ in own if is_on and claim in aside],
                "cited": Counter(kind for _, kind in cited),
                "faithless": faithless,
            }
        )
    return found


def first_studies(frames: Frames, question: Row) -> list[dict[str, Any]]:
    """The studies on a question by design, trials first, then other studies, then reviews.

    Rows of `design`, `close` and `far`: its studies of it or of a case of it, and of something
    wider or nearby. These have `reference_id`, `name`, `people`, `answer` in words and `sign`.
    """
    works = {row["reference_id"]: row for row in plain(frames["references"])}
    names = {row["term_id"]: row["name"] for row in plain(frames["terms"])}
    words = answer_words(question, names)
    found: dict[str, dict[str, Any]] = {}
    evidence = [
        row
        for row in plain(frames["question_evidence"])
        if row["question_id"] == question["question_id"]
    ]
    listed = list(frames["references"]["design"].cat.categories)
    for row in sorted(evidence, key=lambda row: _place(row, listed)):
        one = found.setdefault(row["design"], {"design": row["design"], "close": [], "far": []})
        one["close" if row["reach"] in CLOSE else "far"].append(
            {
                "reference_id": row["reference_id"],
                "name": study_name(works[row["reference_id"]], TITLE),
                "people": row["people"],
                "answer": words[row["answer"]],
                "sign": SIGNS[row["answer"]],
            }
        )
    return list(found.values())


def _place(row: Row, designs: list[str]) -> tuple[int, int, str]:
    """Trials first, in their order; then other studies and reviews, in that of the schema."""
    design = row["design"]
    rank = TRIALS.index(design) if design in TRIALS else len(TRIALS) + designs.index(design)
    return row["source"] != "primary", rank, row["reference_id"]
