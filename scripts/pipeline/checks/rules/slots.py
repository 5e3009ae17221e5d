"""The slots of a claim's proposition against the words of the claim, and its terms against both."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import (
    READ_AGAIN,
    Wording,
    forms,
    passage_text,
    sentence,
    stems,
    wordings,
)
from pipeline.checks.rules.named_terms import listed_terms, related
from pipeline.checks.rules.registry import Place, each, waivable_rule, waivable_text_rule
from pipeline.tables.rows import Row
from pipeline.tables.statements import SLOTS
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_OPENING = 5  # words of a sentence
_HOLDS_FOR = re.compile("(?:in|for|among|with) ")
_OF_ITS_SLOT = {"circumstance": "condition", "population": "population", "muscle": "muscle"}


@waivable_rule
def slot_worded(tables: TableSet) -> Iterator[Problem]:
    """The statement of a claim shares a word with a name of the term in each slot of its
    proposition.
    """
    for one in wordings(tables):
        have = stems(one.statement)
        for slot in SLOTS:
            term = one.proposition[f"{slot}_id"]
            if term and have.isdisjoint(_stems_of(tables, one, term)):
                yield one.problem(
                    "statement",
                    f"The statement has no word for {term!r}, the {slot} of the proposition.",
                )
                break


def _stems_of(tables: TableSet, one: Wording, term: str) -> set[str]:
    """The words of all names of a term, without their endings."""
    return {stem for name in forms(tables, one.claim["claim_id"], term) for stem in stems(name)}


@waivable_rule
def term_slotted(tables: TableSet) -> Iterator[Problem]:
    """If a claim names a circumstance, a population or a muscle, its proposition has it in a slot,
    or has another term in that slot, or a term that contains it, or the exercise that makes people
    such people (runners and running). Whom a recommendation addresses fills no slot.
    """
    terms, rows = tables.index("terms"), _terms_of_claims(tables)
    for one in wordings(tables):
        held = {one.proposition[f"{slot}_id"] for slot in SLOTS}
        for row, at in rows.get(one.claim["claim_id"], ()):
            slot = _OF_ITS_SLOT.get(terms.get(row["term_id"], {}).get("kind", ""))
            if slot == "population" and one.claim["kind"] == "recommendation":
                continue
            if (
                slot
                and row["surface_form"]
                and row["term_id"] not in held
                and not one.proposition[f"{slot}_id"]
                and not _in_a_name(tables, row["term_id"], held)
            ):
                yield at.problem(
                    "term_id",
                    f"The claim names {row['term_id']!r}, but the {slot} of its proposition is "
                    "empty.",
                    READ_AGAIN,
                ).at(also=(("propositions", one.proposition["proposition_id"]),))


def _in_a_name(tables: TableSet, term: str, others: set[str | None]) -> bool:
    """Whether one of the other terms contains this one, is a group of it, or has all words of its
    name in its own.
    """
    terms, up = tables.index("terms"), tables.ancestors.get(term, set())
    own = stems(terms[term]["name"])
    return any(
        other in up or term in tables.contained.get(other, ()) or own <= stems(terms[other]["name"])
        for other in others
        if other is not None and other in terms
    )


@waivable_text_rule
def name_listed(tables: TableSet) -> Iterator[Problem]:
    """An accepted name that stands in the passage and in the statement of a claim is among the
    claim's terms.
    """
    names, rows = listed_terms(tables), _terms_of_claims(tables)
    for one in wordings(tables):
        mine = {row["term_id"] for row, _ in rows.get(one.claim["claim_id"], ())}
        named = names.names_in(passage_text(tables, one)).keys()
        for term in sorted(named & names.names_in(one.statement).keys() - mine):
            yield one.at.problem(
                "statement",
                f"Passage and statement name {term!r}, which is not among the claim's terms.",
                "Read the passage again. List the term with the article's word. If the claim has "
                "none, waive the row in data/curation/waivers.yaml with the reason.",
            )


@waivable_rule
def statement_listed(tables: TableSet) -> Iterator[Problem]:
    """What the statement of a claim names (a muscle, an exercise, an outcome, people, a factor or a
    circumstance) is among the claim's terms, or one of these is a case of it or contains it.
    """
    names, rows, terms = listed_terms(tables), _terms_of_claims(tables), tables.index("terms")
    for one in wordings(tables):
        mine = {row["term_id"] for row, _ in rows.get(one.claim["claim_id"], ())}
        mine = mine.union(*(tables.contained.get(term, ()) for term in mine))
        told = mine.union(*(tables.ancestors.get(term, ()) for term in mine))
        for term, name in names.names_in(one.statement).items():
            if terms[term]["kind"] != "thing" and term not in told:
                yield one.problem(
                    "statement",
                    f"The statement names {term!r} ({name!r}), which no term of the claim is or "
                    "contains.",
                )
                break


@waivable_text_rule
def population_kept(tables: TableSet) -> Iterator[Problem]:
    """If a sentence begins with the people for whom it holds (for beginners, in older men), its
    claims name people.
    """
    terms, rows = tables.index("terms"), _terms_of_claims(tables)
    for one in wordings(tables):
        opening = " ".join(words(sentence(tables, one))[:_OPENING])
        if not _HOLDS_FOR.match(opening):
            continue
        named = listed_terms(tables).names_in(opening)
        people = [term for term in named if terms[term]["kind"] == "population"]
        own = {
            terms.get(row["term_id"], {}).get("kind")
            for row, _ in rows.get(one.claim["claim_id"], ())
        }
        if people and "population" not in own:
            yield one.problem(
                "statement",
                f"The sentence begins with {people[0]!r}; the claim names no people.",
            )


@waivable_text_rule
def implied_named(tables: TableSet) -> Iterator[Problem]:
    """A term that a claim implies is not named in its sentence, and its passage does not name
    another term of the same kind that the claim leaves out.
    """
    terms, rows = tables.index("terms"), _terms_of_claims(tables)
    for one in wordings(tables):
        own = rows.get(one.claim["claim_id"], ())
        mine = {row["term_id"] for row, _ in own}
        in_slots = {one.proposition[f"{slot}_id"] for slot in SLOTS}
        named = listed_terms(tables).names_in(passage_text(tables, one))
        around = listed_terms(tables).names_in(sentence(tables, one))
        for row, at in own:
            term = row["term_id"]
            if row["surface_form"] is not None or term not in terms:
                continue
            if term in around:
                yield at.problem(
                    "surface_form",
                    f"The sentence names {term!r} ({around[term]!r}), but the claim only implies "
                    "it.",
                    "Read the passage again. List it under terms with that word.",
                )
            elif term in in_slots:
                others = named.keys() - mine
                yield from _others_named(tables, at, term, others)
                yield from _read_otherwise(tables, one, at, term, mine)


def _others_named(tables: TableSet, at: Place, term: str, named: set[str]) -> Iterator[Problem]:
    """A problem if the passage names terms of the same kind, and none is broader or narrower."""
    terms = tables.index("terms")
    others = sorted(
        other
        for other in named
        if terms[other]["kind"] == terms[term]["kind"] and not related(tables, term, other)
    )
    if others:
        yield at.problem(
            "term_id",
            f"The claim implies {term!r}, but its passage names {', '.join(others)}.",
            READ_AGAIN,
        )


def _read_otherwise(
    tables: TableSet, one: Wording, at: Place, term: str, mine: set[str]
) -> Iterator[Problem]:
    """A problem if the passage has a form that may only mean other terms of the same kind."""
    kind = tables.index("terms")[term]["kind"]
    text = f" {' '.join(words(passage_text(tables, one)))} "
    for form, (meanings, kinds) in tables.once("forms of one kind", _forms_of_one_kind).items():
        if kinds == {kind} == {"outcome"} and meanings.isdisjoint(mine) and f" {form} " in text:
            yield at.problem(
                "term_id",
                f"The claim implies {term!r}, but its passage has {form!r}, which may mean "
                f"{', '.join(sorted(meanings))}.",
                READ_AGAIN,
            )
            return


def _forms_of_one_kind(tables: TableSet) -> dict[str, tuple[set[str], set[str]]]:
    """Each ambiguous form with the terms that it may mean, and their kinds."""
    terms = tables.index("terms")
    found: dict[str, tuple[set[str], set[str]]] = {}
    for row in tables["name_meanings"].rows:
        if row["term_id"] in terms:
            meanings, kinds = found.setdefault(row["name"], (set(), set()))
            meanings.add(row["term_id"])
            kinds.add(terms[row["term_id"]]["kind"])
    return found


def _terms_of_claims(tables: TableSet) -> dict[str, list[tuple[Row, Place]]]:
    """The rows of claim_terms by claim, each with its place."""

    def make(tables: TableSet) -> dict[str, list[tuple[Row, Place]]]:
        found: defaultdict[str, list[tuple[Row, Place]]] = defaultdict(list)
        for row, at in each(tables["claim_terms"]):
            found[row["claim_id"]].append((row, at))
        return dict(found)

    return tables.once("terms of claims", make)
