"""Rules for claims and what they name: their passage, article, terms and people."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import (
    article_of,
    each,
    each_with,
    repeated,
    rule,
    waivable_rule,
)
from pipeline.tables.rows import Row
from pipeline.tables.statements import SLOTS
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import joined

_SHORTEST, _LONGEST = 3, 40  # words of a statement
_UNUSUAL = re.compile(r"[^A-Za-z0-9 .,;:'\"%()/-]")


@rule
def claim_twice(tables: TableSet) -> Iterator[Problem]:
    """No two claims of one passage have the same proposition and stance."""
    claims = tables["claims"]
    keys = [(row["passage_id"], row["proposition_id"], row["stance"]) for row in claims.rows]
    for first, at in repeated(claims, keys):
        yield at.problem(
            "proposition_id",
            f"{first['claim_id']} makes the same claim in the same passage.",
            "Remove one of the two. If they differ in meaning, give them different propositions.",
        )


@rule
def claim_article(tables: TableSet) -> Iterator[Problem]:
    """The id of a claim begins with the article in which its passage stands."""
    for claim, passage, at in each_with(tables, "claims", "passage_id", "passages"):
        if article_of(claim) != passage["article_id"]:
            yield at.problem(
                "claim_id",
                f"The passage is in the article {passage['article_id']!r}.",
                "Number claims as <article>-NNN.",
            )


@waivable_rule
def statement_form(tables: TableSet) -> Iterator[Problem]:
    """A statement is one sentence: it begins with a capital or a figure, ends with a full stop, has
    3 to 40 words, and only ASCII letters and the usual signs.
    """
    for row, at in each(tables["claims"]):
        text = row["statement"] if isinstance(row["statement"], str) else ""
        fault = None
        if not text.endswith(".") or not (text[0].isupper() or text[0].isdigit()):
            fault = "It does not begin with a capital and end with a full stop."
        elif not _SHORTEST <= len(text.split()) <= _LONGEST:
            fault = f"It has {len(text.split())} words, not {_SHORTEST} to {_LONGEST}."
        elif odd := _UNUSUAL.search(text):
            fault = f"It has the sign {odd.group()!r}."
        if fault:
            yield at.problem("statement", fault, "Say it in one plain sentence.")


@rule
def slots_named(tables: TableSet) -> Iterator[Problem]:
    """Every term in a slot of a claim's proposition is among the terms of the claim, named or
    implied.
    """
    known = tables.index("terms")
    named: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["claim_terms"].rows:
        named[row["claim_id"]].add(row["term_id"])
    for claim, proposition, at in each_with(tables, "claims", "proposition_id", "propositions"):
        slots = [proposition[f"{slot}_id"] for slot in SLOTS]
        missing = [term for term in slots if term in known and term not in named[claim["claim_id"]]]
        if missing:
            yield at.problem(
                "proposition_id",
                f"The proposition has {', '.join(missing)}, which the claim's terms leave out.",
                "Read the passage. If it makes this proposition, add its word for the term under "
                "terms; use implied only where it has no such word. If not, choose another "
                "proposition.",
            )


@rule
def names_normalised(tables: TableSet) -> Iterator[Problem]:
    """Names of terms are case-folded tokens joined by single spaces, and every surface form is one
    of them, with its meaning.
    """
    for row, at in each(tables["term_names"]):
        if isinstance(row["name"], str) and row["name"] != joined(row["name"]):
            yield at.problem(
                "name", "The name is not in the form in which names are compared.", "Run the build."
            )
    names = tables.index("term_names")
    for row, at in each(tables["claim_terms"]):
        form = row["surface_form"]
        if form is not None and not _may_mean(names.get(joined(form)), row["term_id"]):
            yield at.problem(
                "surface_form",
                f"{form!r} is not a name of {row['term_id']!r}.",
                "Correct the word or the term. If the word is a name of this term, add it in "
                "data/curation/terms.yaml.",
            )


def _may_mean(name: Row | None, term: str) -> bool:
    """Whether a row of term_names lets a claim read the name as this term."""
    if name is None or name["status"] in ("ignored", "watched"):
        return False
    return bool(name["status"] != "accepted" or name["term_id"] == term)


@rule
def unused_name(tables: TableSet) -> Iterator[Problem]:
    """A person is an author, a reviewer or somebody a claim is attributed to."""
    used = {
        *tables.column("claims", "attributed_to"),
        *tables.column("articles", "author_id"),
        *tables.column("articles", "reviewer_id"),
    }
    for person, at in each(tables["people"]):
        if person["person_id"] not in used:
            yield at.problem(
                "person_id",
                "No article and no claim names the person.",
                "Attribute to them the claims that they make, or remove the person.",
            )
