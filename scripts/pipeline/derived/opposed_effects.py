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
        for no, yes in product(
            stances.denies[denied["proposition_id"]], stances.asserts[case["proposition_id"]]
        ):
            lower = yes.rank < no.rank
            if lower and no.degree in ("main", "most"):
                continue  # "it does" does not contradict "not in every way" or "not mainly"
            grants = not lower and any(
                own.rank >= yes.rank and stances.overlap(said, case)
                for said, own in granted.get(no.article, ())
            )
            if (lower or grants) and yes.article in modest:
                continue  # the asserting article says itself that it is a little
            reasons = ["degree"] * lower + ["granted"] * grants + ["special_case"] * special
            yield from pair(no, yes, "denied_and_asserted", reasons, narrower_slots(case, denied))


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
        for article in {
            yes.article for yes in stances.asserts[name] if yes.degree in ("slight", "some")
        }
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
