"""Rules for names: what an ambiguous form may mean, and that every form of a text is known."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule, text_rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import joined


@rule
def name_meaning(tables: TableSet) -> Iterator[Problem]:
    """Only ambiguous names have several meanings, and a claim chooses among them."""
    names, terms = tables.index("term_names"), tables.index("terms")
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for row, at in each(tables["name_meanings"]):
        meanings[row["name"]].add(row["term_id"])
        status = names.get(row["name"], {}).get("status")
        if status not in ("ambiguous", None):
            yield at.problem(
                "name",
                f"{row['name']!r} has meanings to choose from, but is listed as {status}.",
                "Look at the claims that use the form. If it has several meanings, list it under "
                "ambiguous; if not, remove the meanings.",
            )
    for row, at in each(tables["claim_terms"]):
        form = row["surface_form"]
        allowed = meanings.get(joined(form)) if form else None
        # where a meaning is no term, foreign-key reports that
        if allowed and row["term_id"] not in allowed and allowed <= terms.keys():
            yield at.problem(
                "term_id",
                f"{form!r} is read as {row['term_id']!r}; it may stand for "
                f"{', '.join(sorted(allowed))}.",
                "Choose the meaning that the article has. If the list lacks it, add it under "
                "means in data/curation/terms.yaml.",
            )


@rule
def watched_word(tables: TableSet) -> Iterator[Problem]:
    """A watched form is a single word, since texts are searched for it word by word."""
    for row, at in each(tables["term_names"]):
        if row["status"] == "watched" and " " in row["name"]:
            yield at.problem(
                "name", f"{row['name']!r} has more than one word.", "Watch one word of it."
            )


@text_rule
def unknown_form(tables: TableSet) -> Iterator[Problem]:
    """Every watched word of a text (one that names a part of the body or an exercise) lies in a
    form that is listed, as a name or as none.
    """
    names = tables.index("term_names")
    watched = {name for name, row in names.items() if row["status"] == "watched"}
    listed = names.keys() - watched
    continued: defaultdict[str, list[list[str]]] = defaultdict(list)
    for name in listed:
        first, *rest = name.split(" ")
        continued[first].append(rest)
    for article, at in each(tables["articles"]):
        text = tables.captures.get(article["article_id"])
        tokens = text.tokens if text else []
        known = _tokens_in_names(tokens, continued)
        for i, token in enumerate(tokens):
            if token in watched and i not in known:
                near = " ".join(tokens[max(0, i - 1) : i + 2])
                yield at.problem(
                    None,
                    f"The word {token!r}, as in {near!r}, is in no listed form. "
                    f"{closest(near, listed)}",
                    "Add the form to data/curation/terms.yaml: under names of its term, under "
                    "ambiguous, or under ignored with the reason.",
                )


def _tokens_in_names(tokens: list[str], continued: dict[str, list[list[str]]]) -> set[int]:
    """Indexes of the tokens that lie in a name; `continued` has names by first word, less that."""
    known: set[int] = set()
    for i, token in enumerate(tokens):
        for rest in continued.get(token, ()):
            end = i + 1 + len(rest)
            if tokens[i + 1 : end] == rest:
                known.update(range(i, end))
    return known
