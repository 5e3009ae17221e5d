"""Rules for searches: evidence is looked for where it matters, and they say what came of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, each_with, rule, waivable_rule
from pipeline.derived.proposition_summary import searches_made
from pipeline.derived.topics import Topics
from pipeline.tables.directions import SUPPORTS
from pipeline.tables.rows import Row
from pipeline.tables.search_outcomes import SearchOutcomes
from pipeline.tables.table_set import TableSet
from pipeline.tables.testability import EFFECTS, TESTABLE
from pipeline.text.passage_address import words

_STEM = 4  # first letters by which words are compared
_NOTHING = re.compile(r"^(?:no|none|nothing)\b|\balone; no\b", re.I)


@rule
def looked_for(tables: TableSet) -> Iterator[Problem]:
    """Every testable proposition of a topic has evidence or a search; so has every effect,
    comparison or need that more than one article claims, that articles dispute, or that advice
    rests on.
    """
    summary, disputed, advised = (
        tables.index("proposition_summary"),
        _disputed(tables),
        _advised(tables),
    )
    topics = Topics(tables)
    done = tables.keys("evidence", ("proposition_id",)) | tables.keys(
        "search_propositions", ("proposition_id",)
    )
    for row, at in each(tables["propositions"]):
        name = row["proposition_id"]
        if row["relation"] not in EFFECTS or name in done:
            continue
        if summary.get(name, {"articles": 0})["articles"] > 1:
            why = "more than one article claims it"
        elif name in disputed:
            why = "articles dispute it"
        elif row["relation"] in ("raises", "lowers") and _matter(row) in advised:
            why = "advice rests on it"
        elif row["testability"] == TESTABLE and (topic := topics.topic(row)):
            why = f"it is testable and belongs to the topic {topic!r}"
        else:
            continue
        yield at.problem(
            "proposition_id",
            f"There is neither evidence nor a search, although {why}.",
            "Look for studies. Then add evidence in data/curation/evidence.yaml, and each search "
            "in data/curation/searches.yaml.",
        )


@rule
def opposite_looked_for(tables: TableSet) -> Iterator[Problem]:
    """A proposition whose evidence all supports it has a search that is worded the other way."""
    directions: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["evidence"].rows:
        directions[row["proposition_id"]].add(row["direction"])
    _, opposing = searches_made(tables)
    for row, at in each(tables["propositions"]):
        name = row["proposition_id"]
        if directions.get(name) == {SUPPORTS} and not opposing[name]:
            yield at.problem(
                "proposition_id",
                "All evidence supports it, and nobody looked for the opposite.",
                "Look for studies that found the opposite, no effect or no difference. Then add "
                "the search in data/curation/searches.yaml, and what it found.",
            )


def _disputed(tables: TableSet) -> set[str]:
    """The propositions of claims that disagree with each other."""
    claims, names = tables.index("claims"), tables.keys("disagreement_claims", ("claim_id",))
    return {claims[name]["proposition_id"] for name in names if name in claims}


def _advised(tables: TableSet) -> set[tuple[str, str, str]]:
    """What the propositions with an advice are about."""
    return {_matter(row) for row in tables["propositions"].rows if row["relation"] == "advised"}


def _matter(row: Row) -> tuple[str, str, str]:
    """The slots that an advice and the effect behind it have in common."""
    return row["subject_id"], row["object_id"], row["muscle_id"]


@rule
def search_found(tables: TableSet) -> Iterator[Problem]:
    """What a search found for a proposition follows from the works that it kept and from the
    evidence. If its works are not recorded and it found a study, the proposition has evidence.
    """
    shown = tables.keys("evidence", ("proposition_id",))
    outcomes, kept = SearchOutcomes(tables), _kept(tables)
    showed = set(tables["search_works"].column("search_id"))
    for row, search, at in each_with(tables, "search_propositions", "search_id", "searches"):
        name = row["proposition_id"]
        if search["results"] is None:
            if row["outcome"] == "found" and name not in shown:
                yield at.problem(
                    "outcome",
                    "The search found a study, but the proposition has no evidence.",
                    "Look at what was found. Add the evidence, or correct the outcome.",
                )
            continue
        one = row["search_id"]
        follows = outcomes.outcome(name, kept[one], showed=one in showed)
        if row["outcome"] != follows:
            yield at.problem(
                "outcome",
                f"The works of the search and the evidence give {follows!r}.",
                "Look up what the search showed, and correct its works. The outcome follows.",
            )


def _kept(tables: TableSet) -> defaultdict[str, set[str]]:
    """The works that each search kept."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["search_works"].rows:
        if row["decision"] == "kept" and row["reference_id"] is not None:
            found[row["search_id"]].add(row["reference_id"])
    return found


@rule
def search_id(tables: TableSet) -> Iterator[Problem]:
    """The id of a search begins with its date."""
    for row, at in each(tables["searches"]):
        if not row["search_id"].startswith(f"{row['searched_on']}-"):
            yield at.problem(
                "search_id",
                f"The search is of {row['searched_on']}.",
                "Look up when it was made, and correct the date; make rebuild gives the id.",
            )


@rule
def search_recorded(tables: TableSet) -> Iterator[Problem]:
    """A search has both a wording and the number of its results, or neither. It shows no more
    works than results.
    """
    showed = Counter(tables["search_works"].column("search_id"))
    for row, at in each(tables["searches"]):
        if (row["wording"] is None) != (row["results"] is None):
            yield at.problem(
                "wording" if row["wording"] is None else "results",
                "Only one of wording and results is given.",
                "Look up how the search was made, and give both.",
            )
        elif row["results"] is None and showed[row["search_id"]]:
            yield at.problem(
                "results",
                "Works are listed, but not how many results were looked at.",
                "Look up how the search was made. Give the number of results, and the wording.",
            )
        elif row["results"] is not None and showed[row["search_id"]] > row["results"]:
            yield at.problem(
                "results",
                f"{showed[row['search_id']]} works are listed, but {row['results']} results.",
                "Look up what the search showed, and correct the number or the list of works.",
            )


@rule
def search_work(tables: TableSet) -> Iterator[Problem]:
    """A work that a search kept is a reference, with evidence on a proposition of the search. A
    work that was left out has a reason and a name, and each work stands in a search once. While a
    row of evidence names no finding or proposition, it may be that of any work.
    """
    held, is_whole = _held(tables), _evidence_is_whole(tables)
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["search_propositions"].rows:
        asked[row["search_id"]].add(row["proposition_id"])
    seen: set[tuple[str, str]] = set()
    for row, at in each(tables["search_works"]):
        named = row["title"] is not None or row["identifier"] is not None
        work = row["reference_id"] or f"{row['title']} {row['identifier']}"
        is_kept = row["decision"] == "kept"
        if is_kept != (row["reason"] is None):
            wrong = "reason", "A work has a reason if it was left out, and only then."
        elif named == (row["reference_id"] is not None):
            wrong = "title", "A work is named by its reference, or else by title or identifier."
        elif is_kept and is_whole and asked[row["search_id"]].isdisjoint(held[row["reference_id"]]):
            wrong = "decision", "No finding of the work is evidence on a proposition of the search."
        elif (row["search_id"], work) in seen:
            wrong = "reference_id", f"The work {work!r} stands in this search twice."
        else:
            seen.add((row["search_id"], work))
            continue
        mend = (
            "Look at what the search showed, and correct the entry in data/curation/searches.yaml."
        )
        yield at.problem(*wrong, mend)


def _evidence_is_whole(tables: TableSet) -> bool:
    """Whether every row of evidence names a finding and a proposition that there are."""
    findings, propositions = tables.index("findings"), tables.index("propositions")
    return all(
        row["finding_id"] in findings and row["proposition_id"] in propositions
        for row in tables["evidence"].rows
    )


def _held(tables: TableSet) -> defaultdict[str | None, set[str]]:
    """The propositions on which each work is evidence."""
    found: defaultdict[str | None, set[str]] = defaultdict(set)
    for row, finding, _ in each_with(tables, "evidence", "finding_id", "findings"):
        found[finding["reference_id"]].add(row["proposition_id"])
    return found


@waivable_rule
def search_note(tables: TableSet) -> Iterator[Problem]:
    """The note of a search that found a study does not begin by saying that there is none."""
    for row, search, at in each_with(tables, "search_propositions", "search_id", "searches"):
        said = _NOTHING.search(search["note"] or "")
        if row["outcome"] == "found" and search["results"] is None and said:
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
    for row, search, at in each_with(tables, "search_propositions", "search_id", "searches"):
        first = min(claimed.get(row["proposition_id"], {""}))
        if search["searched_on"] < first:
            yield at.problem(
                "search_id",
                f"The search is of {search['searched_on']}, the first article of {first}.",
                "Correct the date of the search, or that of the article.",
            )


@waivable_rule
def search_words(tables: TableSet) -> Iterator[Problem]:
    """The words of a search share the beginning of a word with a name of a term in the slots of a
    proposition that it was made for, or with the title of a work that it showed.
    """
    stems: defaultdict[str, set[str]] = defaultdict(set)
    for name in tables["term_names"].rows:
        if name["term_id"]:
            stems[name["term_id"]] |= _stems(name["name"])
    slots = [c for c, target, _ in tables["propositions"].schema.foreign_keys if target == "terms"]
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    asked = each_with(tables, "search_propositions", "proposition_id", "propositions")
    for row, proposition, _ in asked:
        filled = (proposition[columns[0]] for columns in slots)
        wanted[row["search_id"]].update(*(stems[term] for term in filled if term))
    references = tables.index("references")
    for row in tables["search_works"].rows:  # it may look a work up by its title
        work = references.get(row["reference_id"], row)
        wanted[row["search_id"]] |= _stems(work["title"] or "")
    for row, at in each(tables["searches"]):
        asked_for = wanted[row["search_id"]]
        if asked_for and asked_for.isdisjoint(_stems(row["query"])):
            yield at.problem(
                "query",
                f"The query {row['query']!r} has no word of its propositions or works.",
                "Move the search to the proposition that it was made for.",
            )


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in words(text) if len(word) >= _STEM}
