"""Rules for searches: evidence is looked for where it matters, and they say what came of it."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, each_with, rule, waivable_rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

# the relations of effects, comparisons and needs
TESTABLE = ("raises", "lowers", "keeps", "exceeds", "matches", "needed_for", "affects")

_STEM = 4  # first letters by which words are compared
_NOTHING = re.compile(r"^(?:no|none|nothing)\b|\balone; no\b", re.I)


@rule
def looked_for(tables: TableSet) -> Iterator[Problem]:
    """Every effect, comparison or need that more than one article claims, that articles dispute,
    or that advice rests on has evidence or a search.
    """
    summary, disputed, advised = (
        tables.index("proposition_summary"),
        _disputed(tables),
        _advised(tables),
    )
    done = tables.keys("evidence", ("proposition_id",)) | tables.keys(
        "searches", ("proposition_id",)
    )
    for row, at in each(tables["propositions"]):
        name = row["proposition_id"]
        if row["relation"] not in TESTABLE or name in done:
            continue
        if summary.get(name, {"articles": 0})["articles"] > 1:
            why = "more than one article claims it"
        elif name in disputed:
            why = "articles dispute it"
        elif row["relation"] in ("raises", "lowers") and _matter(row) in advised:
            why = "advice rests on it"
        else:
            continue
        yield at.problem(
            "proposition_id",
            f"There is neither evidence nor a search, although {why}.",
            "Look for studies. Then add evidence, or a row under searches, in "
            "data/curation/evidence.yaml.",
        )


def _disputed(tables: TableSet) -> set[str]:
    """The propositions of claims that contradict each other."""
    claims = tables.index("claims")
    names = tables.keys("contradictions", ("claim_id",)) | tables.keys(
        "contradictions", ("other_claim_id",)
    )
    return {claims[name]["proposition_id"] for name in names if name in claims}


def _advised(tables: TableSet) -> set[tuple[str, str, str]]:
    """What the propositions with an advice are about."""
    return {_matter(row) for row in tables["propositions"].rows if row["relation"] == "advised"}


def _matter(row: Row) -> tuple[str, str, str]:
    """The slots that an advice and the effect behind it have in common."""
    return row["subject_id"], row["object_id"], row["muscle_id"]


@rule
def search_found(tables: TableSet) -> Iterator[Problem]:
    """A proposition for which a search found a study has evidence."""
    shown = tables.keys("evidence", ("proposition_id",))
    for row, at in each(tables["searches"]):
        if row["outcome"] == "found" and row["proposition_id"] not in shown:
            yield at.problem(
                "outcome",
                "The search found a study, but the proposition has no evidence.",
                "Look at what was found. Add the evidence, or correct the outcome.",
            )


@waivable_rule
def search_note(tables: TableSet) -> Iterator[Problem]:
    """The note of a search that found a study does not begin by saying that there is none."""
    for row, at in each(tables["searches"]):
        said = _NOTHING.search(row["note"] or "")
        if row["outcome"] == "found" and said:
            yield at.problem(
                "outcome",
                f"The note says {said.group()!r}, but the outcome is found.",
                "Read the note, and correct the outcome or the note.",
            )


@rule
def search_date(tables: TableSet) -> Iterator[Problem]:
    """A search is not older than every article that makes the claim."""
    dated = {
        row["article_id"]: max(filter(None, (row["published_on"], row["updated_on"])), default="")
        for row in tables["articles"].rows
    }
    passages, claimed = tables.index("passages"), defaultdict(set)
    for claim in tables["claims"].rows:
        article = passages.get(claim["passage_id"], {}).get("article_id")
        claimed[claim["proposition_id"]].add(dated.get(article, ""))
    for row, at in each(tables["searches"]):
        first = min(claimed.get(row["proposition_id"], {""}))
        if row["searched_on"] < first:
            yield at.problem(
                "searched_on",
                f"The search is of {row['searched_on']}, the first article of {first}.",
                "Correct the date of the search, or that of the article.",
            )


@waivable_rule
def search_words(tables: TableSet) -> Iterator[Problem]:
    """The words of a search share the beginning of a word with a name of a term in the slots of its
    proposition.
    """
    stems: defaultdict[str, set[str]] = defaultdict(set)
    for name in tables["term_names"].rows:
        if name["term_id"]:
            stems[name["term_id"]] |= _stems(name["name"])
    slots = [c for c, target, _ in tables["propositions"].schema.foreign_keys if target == "terms"]
    for row, proposition, at in each_with(tables, "searches", "proposition_id", "propositions"):
        filled = (proposition[columns[0]] for columns in slots)
        wanted = set().union(*(stems[term] for term in filled if term))
        if wanted and wanted.isdisjoint(_stems(row["query"])):
            yield at.problem(
                "query",
                f"The query {row['query']!r} has no word of the proposition.",
                "Move the search to the proposition that it was made for.",
            )


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in words(text) if len(word) >= _STEM}
