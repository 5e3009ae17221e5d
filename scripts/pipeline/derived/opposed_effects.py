"""The rules on claims about effects: one denies what another asserts, or one raises and one lowers.

Lookups go by wider terms, so the work grows with the number of claims, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pipeline.derived.opposed_claims import (
    RAISES_AND_LOWERS,
    SLOT_IDS,
    Claim,
    Stances,
    grouped,
    mirrored,
    narrower_slots,
    pair,
)
from pipeline.tables.rows import Row

_DENIED_BY = {  # the denied relations that an asserted one contradicts, if not only itself
    "raises": ("raises", "affects"),
    "lowers": ("lowers", "affects"),
    "needed_for": ("needed_for", "affects"),
    "common": ("common", "typical"),  # often so, against hardly ever
    "typical": ("typical", "common"),
}

_LITTLE = ("slight", "some")


def denied_and_asserted(stances: Stances) -> Iterator[Row]:
    """P is denied, and P or a case of it is asserted to at least the degree that is denied."""
    for denied, cases in _asserted_cases(stances):
        yield from _against_denial(stances, denied, cases)


def _asserted_cases(stances: Stances) -> list[tuple[Row, list[Row]]]:
    """Each denied proposition with the asserted propositions that are it or a case of it."""
    denied = grouped(
        stances.denied,
        lambda p: (p["relation"], p["comparator_id"], p["subject_id"], p["object_id"]),
    )
    subjects, objects = ({p[slot] for p in stances.denied} for slot in ("subject_id", "object_id"))
    found: dict[str, tuple[Row, list[Row]]] = {}
    for q in stances.asserted:
        for said in (q, mirrored(q)) if q["relation"] == "matches" else (q,):
            keys = product(
                _DENIED_BY.get(q["relation"], (q["relation"],)),
                [said["comparator_id"]],
                stances.wider(said["subject_id"]) & subjects,
                stances.wider(said["object_id"]) & objects,
            )
            for p in (p for key in keys for p in denied.get(key, ())):
                # a thing may be needed for a special case, though not for the general one
                same_need = q["relation"] != "needed_for" or said["object_id"] == p["object_id"]
                if same_need and stances.is_case(said, p):
                    found.setdefault(p["proposition_id"], (p, []))[1].append(said)
    return list(found.values())


def _against_denial(stances: Stances, denied: Row, cases: list[Row]) -> Iterator[Row]:
    """The claims that deny a proposition against those that assert it or its cases."""
    granted, limited = _granted(stances, cases), _limited(stances, cases)
    for case in cases:
        modest = {article for article, other in limited if stances.is_case(case, other)}
        special = sum(denied[slot] != case[slot] for slot in SLOT_IDS if slot != "muscle_id")
        of_a_part = denied["muscle_id"] != case["muscle_id"]
        for no, yes in product(
            stances.denies[denied["proposition_id"]], stances.asserts[case["proposition_id"]]
        ):
            lower = yes.rank < no.rank
            if lower and no.degree in ("main", "most"):
                continue  # "it does" does not contradict "not in every way" or "not mainly"
            other = no.article != yes.article
            grants = (
                other
                and not lower
                and any(
                    own.rank >= yes.rank and stances.overlap(said, case)
                    for said, own in granted.get(no.article, ())
                )
            )
            if other and (lower or grants) and yes.article in modest:
                continue  # the asserting article says itself that it is a little
            # what is not much in the whole may be much in a part
            part = of_a_part and no.degree is not None
            reasons = ["degree"] * lower + ["granted"] * grants
            reasons += ["degree"] * (not other and yes.degree in _LITTLE)
            reasons += ["special_case"] * (special + part)
            nested = narrower_slots(case, denied)
            yield from pair(no, yes, "denied_and_asserted", reasons, nested, denied)


def _granted(stances: Stances, cases: list[Row]) -> dict[str, list[tuple[Row, Claim]]]:
    """What each article asserts among the cases without a hedge, with the claim."""
    granted: dict[str, list[tuple[Row, Claim]]] = {}
    for case in cases:
        for yes in stances.asserts[case["proposition_id"]]:
            if not yes.hedged:
                granted.setdefault(yes.article, []).append((case, yes))
    return granted


def _limited(stances: Stances, cases: list[Row]) -> list[tuple[str, Row]]:
    """Articles that assert one of the cases slightly or to the degree *some*, with that case."""
    by_id = {case["proposition_id"]: case for case in cases}
    return [
        (article, case)
        for name, case in by_id.items()
        for article in {yes.article for yes in stances.asserts[name] if yes.degree in _LITTLE}
    ]


def raises_and_lowers(stances: Stances) -> Iterator[Row]:
    """One claim says raises or keeps, another says lowers, of the same thing or of a case of it."""

    def sides(p: Row) -> tuple[str | None, ...]:
        return p["comparator_id"], p["subject_id"], p["object_id"]

    lowering = [p for p in stances.asserted if p["relation"] == "lowers"]
    raising = [p for p in stances.asserted if p["relation"] in ("raises", "keeps")]
    for narrow, wide in (
        (raising, grouped(lowering, sides)),
        (lowering, grouped(raising, sides)),
    ):
        for p in narrow:
            keys = product(
                [p["comparator_id"]],
                stances.wider(p["subject_id"]),
                stances.wider(p["object_id"]),
            )
            for q in (q for key in keys for q in wide.get(key, ())):
                if stances.is_case(p, q):
                    less, more = (p, q) if p["relation"] == "lowers" else (q, p)
                    nested = narrower_slots(p, q)
                    yield from stances.both_asserted(less, more, RAISES_AND_LOWERS, [], nested)


def needed_and_without(stances: Stances) -> Iterator[Row]:
    """One claim says that an exercise is needed for an outcome, another that an exercise of another
    kind brings it about without it, to at least the degree that is said to need it.

    Where the need is said of a condition, the other exercise is this condition. An article that
    also denies what the other claim asserts says nothing more by the need.
    """

    def outcome(p: Row) -> tuple[str | None, ...]:
        return (p["object_id"],)

    raising = grouped((p for p in stances.asserted if p["relation"] == "raises"), outcome)
    denied = grouped((p for p in stances.denied if p["relation"] == "raises"), outcome)
    for need in stances.asserted:
        if need["relation"] == "needed_for" and need["subject_id"] in stances.exercises:
            rivals = [p for p in raising.get((need["object_id"],), ()) if _rivals(stances, p, need)]
            yield from _needed(stances, need, rivals, denied)


def _rivals(stances: Stances, p: Row, need: Row) -> bool:
    """Whether a proposition is about an exercise of another kind than the needed one, alone."""
    subject, given, exercises = p["subject_id"], need["condition_id"], stances.exercises
    if subject not in exercises or p["condition_id"] in exercises:
        return False
    if given is not None and given not in stances.wider(subject):
        return False
    kinds = {exercises[one]["kind"] for one in (need["subject_id"], subject)}
    apart = len(kinds) > 1 and "mixed" not in kinds
    return apart and stances.overlap(p, need, ("muscle_id", "population_id"))


def _needed(
    stances: Stances,
    need: Row,
    rivals: list[Row],
    denied: dict[tuple[str | None, ...], list[Row]],
) -> Iterator[Row]:
    """The claims that an exercise is needed, each with those that another does without it.

    `denied` are the propositions with *raises* that some claim denies, by outcome.
    """
    granted = _granted(stances, rivals)
    for p in rivals:
        denying = {
            no.article
            for outcome in stances.wider(p["object_id"])
            for q in denied.get((outcome,), ())
            if stances.is_case(p, q)
            for no in stances.denies[q["proposition_id"]]
        }
        special = sum(p[slot] != need[slot] for slot in ("muscle_id", "population_id"))
        special += need["condition_id"] not in (None, p["subject_id"])
        for claim, other in product(
            stances.asserts[need["proposition_id"]], stances.asserts[p["proposition_id"]]
        ):
            if other.rank < claim.rank or claim.article in denying:
                continue  # what is needed for much may not be needed for a little
            # a need of the whole is one of each part, unless a degree is named
            part = claim.degree is None and p["muscle_id"] != need["muscle_id"]
            grants = claim.article != other.article and any(
                own.rank >= claim.rank and stances.overlap(said, p)
                for said, own in granted.get(claim.article, ())
            )
            reasons = ["granted"] * grants + ["degree"] * (other.degree in _LITTLE)
            reasons += ["special_case"] * (special - part)
            if reasons and claim.article == other.article:
                continue  # an article that names a need may take it as met elsewhere
            yield from pair(claim, other, "needed_and_without", reasons, None, p)


def classes_apart(stances: Stances) -> Iterator[Row]:
    """One claim says that a thing is of one class, another that it, or a case of it, is of a class
    that nothing of the first can be in.
    """
    said = [p for p in stances.asserted if p["relation"] == "is"]
    by_subject = grouped(said, lambda p: (p["subject_id"],))
    for p in said:
        for subject in stances.wider(p["subject_id"]):
            for q in by_subject.get((subject,), ()):
                apart = stances.apart.get(q["object_id"], set())
                ordered = subject != p["subject_id"] or p["proposition_id"] < q["proposition_id"]
                if ordered and apart & stances.wider(p["object_id"]):
                    nested = narrower_slots(p | {"object_id": None}, q | {"object_id": None})
                    yield from stances.both_asserted(p, q, "classes_apart", [], nested)
