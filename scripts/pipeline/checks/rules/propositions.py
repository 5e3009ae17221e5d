"""Rules for propositions: composed statements, sensible slots, and somebody who claims them."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import (
    READ_AGAIN,
    any_of,
    forms,
    stem,
    stems,
)
from pipeline.checks.rules.registry import each, each_with, repeated, rule, waivable_rule
from pipeline.tables.rows import Row
from pipeline.tables.statements import SLOTS, compose, term_names
from pipeline.tables.table_set import TableSet

# slots that may not hold the subject as well
_OTHER_SLOTS = {
    "propositions": ("object_id", "comparator_id", "condition_id"),
    "findings": ("object_id", "comparator_id"),
}
_COMPARES = ("exceeds", "matches")
_NEGATION = any_of("not|no|never|without|none|nothing")
_ID_WORDS = {
    "raises": ("raises", "raise"),
    "lowers": ("lowers", "lower"),
    "exceeds": ("exceeds", "exceed"),
    "matches": ("matches", "match"),
    "keeps": ("keeps", "keep"),
    "affects": ("affects", "affect"),
    "needed_for": ("needed",),
    "advised": ("advised",),
    "typical": ("typical",),
    "common": ("common",),
    "focuses_on": ("focus",),
    "indicates": ("indicates", "indicate"),
    "is": ("is", "are"),
    "means": ("means", "mean"),
    "part_of": ("part",),
    "does": ("does", "do"),
}
_SIDED = ("exceeds", "matches", "raises", "lowers", "keeps", "affects")
_AGAINST = {"than", "instead", "compared", "against", "over"}  # words before a comparator
_REST_OF_IDS = stems("instead between compared")
# relations of propositions that a kind of claim goes with, apart from other
_RELATIONS_OF_KIND = {
    "anatomy": ("does", "is", "keeps", "part_of", "exceeds"),
    "definition": ("is", "means", "part_of"),
    "recommendation": ("advised",),
    "condition": ("affects", "needed_for"),
    "risk": ("raises", "lowers", "matches", "exceeds", "common"),
    "effect": ("raises", "lowers", "keeps", "affects"),
    "mechanism": ("raises", "lowers", "keeps", "affects", "exceeds"),
    "observation": ("is", "typical", "common", "focuses_on", "indicates", "raises"),
}
_PLAIN_KINDS = ("effect", "observation", "anatomy", "condition")


@rule
def composed_statement(tables: TableSet) -> Iterator[Problem]:
    """The statement of a proposition is what its slots give, except for the relation other."""
    names = term_names(tables["terms"].rows)
    for row, at in each(tables["propositions"]):
        composed = compose(row, names)
        if composed is not None and row["statement"] != composed:
            yield at.problem(
                "statement", f"The slots give another statement: {composed!r}.", "Run the build."
            )


@rule
def self_comparison(tables: TableSet) -> Iterator[Problem]:
    """Nothing is compared with itself, acts on itself, or is its own condition."""
    for table, columns in _OTHER_SLOTS.items():
        for row, at in each(tables[table]):
            for column in columns:
                if row[column] is not None and row[column] == row["subject_id"]:
                    yield at.problem(
                        column,
                        f"{row[column]!r} is the subject as well.",
                        "Correct the wrong slot.",
                    )


@rule
def mirrored_match(tables: TableSet) -> Iterator[Problem]:
    """No two propositions say that two things match, once from either side."""
    propositions = tables["propositions"]
    for first, at in repeated(propositions, map(_match, propositions.rows)):
        yield at.problem(
            "subject_id",
            f"{first['proposition_id']!r} says the same from the other side.",
            "Keep one of the two, and use it wherever the other was used.",
        )


def _match(row: Row) -> tuple[object, ...] | None:
    """The slots of a proposition that two things match, whichever comes first; None of another."""
    if row["relation"] != "matches":
        return None
    others = (row["object_id"], row["muscle_id"], row["population_id"], row["condition_id"])
    return frozenset((row["subject_id"], row["comparator_id"])), *others


@waivable_rule
def proposition_words(tables: TableSet) -> Iterator[Problem]:
    """The id of a proposition names its relation and, by a word, the term of each slot; subject and
    comparator stand on the sides that their relation gives them; and no word of it is left over.
    """
    for row, at in each(tables["propositions"]):
        if row["relation"] != "other" and (fault := _misnamed(tables, row)):
            yield at.problem(
                "proposition_id",
                fault,
                "Read the claims. Correct the wrong slot. If the slots are right, rename the "
                "proposition, and retire the old id.",
            )


def _misnamed(tables: TableSet, row: Row) -> str | None:
    """What the id of a proposition says otherwise than its slots, or None."""
    parts = row["proposition_id"].split("-")
    slots = {slot: term for slot in SLOTS if (term := row[f"{slot}_id"])}
    have = {slot: _stems(tables, term) for slot, term in slots.items()}
    relation = next((part for part in parts if part in _ID_WORDS.get(row["relation"], ())), None)
    if relation is None:
        return f"The id has no word for the relation {row['relation']!r}."
    left = stems(" ".join(parts[: parts.index(relation)]))
    right = stems(" ".join(parts[parts.index(relation) + 1 :]))
    for slot, names in have.items():
        side = {"subject": left, "comparator": right}.get(slot, left | right)
        if row["relation"] not in _SIDED:
            side = left | right
        if names.isdisjoint(side):
            return f"The id does not name {slots[slot]!r}, the {slot}, where it should."
    if row["relation"] in _COMPARES and _is_turned(tables, row, left, right):
        return "The id has the two sides the other way round."
    if fault := _small_words(row, parts):
        return fault
    extra = (left | right).difference(_REST_OF_IDS, *have.values())
    extra -= {stem(word) for words_of in _ID_WORDS.values() for word in words_of}
    return f"The id has {sorted(extra)[0]!r}, which no slot has." if extra else None


def _small_words(row: Row, parts: list[str]) -> str | None:
    """What the words of an id that say what a slot is for say otherwise than the slots, or None."""
    if "given" in parts and not row["condition_id"]:
        return "The id has 'given', but the proposition has no condition."
    if "instead" in parts and not row["comparator_id"]:
        return "The id has 'instead', but the proposition has no comparator."
    against = row["relation"] not in _COMPARES and row["comparator_id"]
    if against and not _AGAINST.intersection(parts):
        return f"The id does not say that {against!r} is what the rest is held against."
    return None


def _is_turned(tables: TableSet, row: Row, left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether the id names the comparator before the relation, and the subject after it."""
    subject, comparator = row["subject_id"], row["comparator_id"]
    if not comparator:
        return False
    as_is = _share(tables, subject, left) + _share(tables, comparator, right)
    turned = _share(tables, comparator, left) + _share(tables, subject, right)
    return turned > as_is


def _share(tables: TableSet, term: str, part: frozenset[str]) -> float:
    """The share of the words of a term's id or of one of its names that a part of an id has."""
    names = [stems(name) for name in (term.replace("-", " "), *forms(tables, "", term))]
    return max((len(name & part) / len(name) for name in names if name), default=0)


def _stems(tables: TableSet, term: str) -> frozenset[str]:
    """The words of the id and of all names of a term, without their endings."""
    return stems(term.replace("-", " ")) | {
        one for name in forms(tables, "", term) for one in stems(name)
    }


@waivable_rule
def proposition_positive(tables: TableSet) -> Iterator[Problem]:
    """The typed statement of a proposition says what is so; claims deny it."""
    for row, at in each(tables["propositions"]):
        typed = row["statement"] if row["relation"] == "other" else None
        if isinstance(typed, str) and (found := _NEGATION.search(typed)):
            yield at.problem(
                "statement",
                f"The statement is negated ({found.group()!r}).",
                "Read the claims. Word it positively, and let them deny it. If it is no denial, "
                "waive the row in data/curation/waivers.yaml with the reason.",
            )


@waivable_rule
def kind_relation(tables: TableSet) -> Iterator[Problem]:
    """The kind of a claim goes with the relation of its proposition: a recommendation with advised,
    a definition with means, is or part_of, and so on. A belief that is only reported is an
    observation.
    """
    for claim, proposition, at in each_with(tables, "claims", "proposition_id", "propositions"):
        allowed = _RELATIONS_OF_KIND.get(claim["kind"], ())
        is_belief = claim["stance"] == "reports" and claim["kind"] == "observation"
        if not is_belief and allowed and proposition["relation"] not in (*allowed, "other"):
            yield at.problem(
                "kind",
                f"The kind is {claim['kind']}, but the relation of the proposition is "
                f"{proposition['relation']}.",
                READ_AGAIN,
            ).at(also=(("propositions", str(claim["proposition_id"])),))


@rule
def comparison_kind(tables: TableSet) -> Iterator[Problem]:
    """A claim is of the kind comparison only if its proposition compares, and a plain claim whose
    proposition says exceeds or matches is one.
    """
    for claim, proposition, at in each_with(tables, "claims", "proposition_id", "propositions"):
        kind, relation = claim["kind"], proposition["relation"]
        if relation in _COMPARES and kind in _PLAIN_KINDS:
            yield at.problem(
                "kind",
                f"The proposition compares, but the kind is {kind}.",
                "Read the passage. Correct the kind if it compares; if not, choose another "
                "proposition.",
            )
        elif kind == "comparison" and relation not in (*_COMPARES, "other"):
            yield at.problem(
                "kind",
                f"The kind is comparison, but the relation {relation!r} does not compare.",
                "Read the passage. Correct the kind if it compares nothing; if it does, choose a "
                "proposition with exceeds or matches.",
            )


@rule
def unclaimed_proposition(tables: TableSet) -> Iterator[Problem]:
    """Every proposition is at stake in a claim."""
    claimed = tables.keys("claims", ("proposition_id",))
    for row, at in each(tables["propositions"]):
        if row["proposition_id"] not in claimed:
            yield at.problem(
                "proposition_id",
                "No claim asserts, denies or reports the proposition.",
                "Look for the claim that makes it. Only if there is none, remove it "
                "and retire its id.",
            )
