"""The rules on claims that compare: sides swapped, more and alike, and the axes of exercise.

Lookups go by wider terms, so the work grows with the number of claims, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pipeline.derived.axes import RANKED, Axes, Stretch
from pipeline.derived.opposed_claims import SCOPE, Stances, grouped, mirrored, pair
from pipeline.tables.rows import Row

_MAIN = ("main", "most")
_ALL_OTHERS = "other-exercise"
# the outcomes that a comparison may name to bear on advice towards an aim, if not only the aim
_MEANS = {"muscle-size": ("muscle-size", "muscle-work")}


def _ranked(axes: Axes, p: Row) -> Stretch | None:
    """What a comparison spans on an axis with an order: slope or speed."""
    found = axes.stretch(p["subject_id"], p["comparator_id"])
    return found if found is not None and found.axis in RANKED else None


def compared_both_ways(stances: Stances) -> Iterator[Row]:
    """A exceeds B in one claim, and in another B exceeds A, or the two are alike."""

    def key(p: Row) -> tuple[str | None, ...]:
        return p["object_id"], p["subject_id"], p["comparator_id"], p["muscle_id"]

    exceeding = [p for p in stances.asserted if p["relation"] == "exceeds"]
    matching = [p for p in stances.asserted if p["relation"] == "matches"]
    more = grouped(exceeding, key)
    alike = grouped((said for p in matching for said in (p, mirrored(p))), key)
    for p in exceeding:
        for subject, comparator in product(
            stances.wider(p["subject_id"]), stances.wider(p["comparator_id"])
        ):
            nested = (subject != p["subject_id"]) + (comparator != p["comparator_id"])
            swapped = [
                q
                for outcome in _MEANS.get(p["object_id"], (p["object_id"],))
                for q in more.get((outcome, comparator, subject, p["muscle_id"]), ())
            ]
            equal = alike.get((p["object_id"], subject, comparator, p["muscle_id"]), [])
            for rule, others in (("sides_swapped", swapped), ("more_and_alike", equal)):
                for q in others:
                    if stances.overlap(p, q, SCOPE):
                        yield from stances.both_asserted(p, q, rule, ["special_case"] * nested)


def opposite_on_axis(stances: Stances, axes: Axes) -> Iterator[Row]:
    """Two comparisons along one axis run in opposite directions over a stretch that they share."""
    placed = [
        (p, stretch)
        for p in stances.asserted
        if p["relation"] == "exceeds" and (stretch := _ranked(axes, p))
    ]
    found: dict[tuple[str | None, str | None, bool, str | None], list[tuple[Row, Stretch]]] = {}
    for p, on in placed:
        key = (p["object_id"], on.axis, on.rising, p["muscle_id"])
        found.setdefault(key, []).append((p, on))
    for p, on in placed:
        for q, other in found.get((p["object_id"], on.axis, not on.rising, p["muscle_id"]), ()):
            if on.against(other) and stances.overlap(p, q, SCOPE):
                # along a slope, more is taken to become more with each step
                reasons = [] if on.axis == "slope" else ["other_pair"]
                yield from stances.both_asserted(p, q, "opposite_on_axis", reasons)


def advised_and_exceeded(stances: Stances, axes: Axes) -> Iterator[Row]:
    """One claim advises a form of exercise for a muscle, another says a form does more for it.

    The other form is elsewhere on the same axis.
    """
    better = grouped(
        (
            p
            for p in stances.asserted
            if p["relation"] == "exceeds" and p["muscle_id"] and _ranked(axes, p)
        ),
        lambda p: (p["comparator_id"], p["muscle_id"], p["object_id"]),
    )
    for p in stances.asserted:
        if p["relation"] == "advised":
            for outcome in _MEANS.get(p["object_id"], (p["object_id"],)):
                for q in better.get((p["subject_id"], p["muscle_id"], outcome), ()):
                    yield from stances.both_asserted(p, q, "advised_and_exceeded", ["advice"])


def main_and_more(stances: Stances, axes: Axes) -> Iterator[Row]:
    """One claim says that a muscle does most of the work in one form of exercise, another that it
    does more in a form elsewhere on the same axis.
    """
    less = grouped(
        (p for p in stances.asserted if p["relation"] == "exceeds" and _ranked(axes, p)),
        lambda p: (p["comparator_id"], p["muscle_id"], p["object_id"]),
    )
    for p in stances.asserted:
        if p["relation"] == "raises" and p["muscle_id"] is not None:
            main = [one for one in stances.asserts[p["proposition_id"]] if one.degree in _MAIN]
            for q in less.get((p["subject_id"], p["muscle_id"], p["object_id"]), ()):
                reasons = ["main"] + ["special_case"] * sum(p[slot] != q[slot] for slot in SCOPE)
                for one, other in product(main, stances.asserts[q["proposition_id"]]):
                    yield from pair(one, other, "main_and_more", reasons, None, q)


def best_and_alike(stances: Stances) -> Iterator[Row]:
    """One claim says that an exercise does more than all others, another that one of the others
    does as much as a case of it.
    """
    best = grouped(
        (
            p
            for p in stances.asserted
            if p["relation"] == "exceeds" and p["comparator_id"] == _ALL_OTHERS
        ),
        lambda p: (p["subject_id"],),
    )
    alike = [p for p in stances.asserted if p["relation"] == "matches"]
    told = [one for said in alike for one in (said, mirrored(said))]
    pairs = (
        (p, q) for q in told for one in stances.wider(q["subject_id"]) for p in best.get((one,), ())
    )
    for p, q in pairs:
        is_other = p["subject_id"] not in stances.wider(q["comparator_id"])
        if is_other and stances.overlap(p, q, ("object_id", "muscle_id", *SCOPE)):
            special = ["special_case"] * (p["subject_id"] != q["subject_id"])
            yield from stances.both_asserted(p, q, "best_and_alike", special)
