"""The rules on claims that compare: sides swapped, more and alike, and the axes of exercise.

Lookups go by wider terms, so the work grows with the number of claims, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from pipeline.derived.opposed_claims import SCOPE, Stances, grouped, mirrored, pair
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet, exercise_axes

_MAIN = ("main", "most")
_RANK_ON_AXIS = {
    "slope": {"downhill": 0, "level": 1, "uphill": 2},
    "speed": {"easy": 0, "fast": 1, "sprint": 2},
}
_ALL_OTHERS = "other-exercise"
# the outcomes that a comparison may name to bear on advice towards an aim, if not only the aim
_MEANS = {"muscle-size": ("muscle-size", "muscle-work")}


class Stretch(NamedTuple):
    """The part of an axis that a comparison spans; `rising` if the subject ranks higher."""

    axis: str
    rising: bool
    low: int
    high: int


class Axes:
    """Places the exercises of comparisons on the axes slope and speed."""

    def __init__(self, tables: TableSet) -> None:
        self._exercises = tables.index("exercises")
        self._columns = ("kind", *exercise_axes(tables))

    def stretch(self, p: Row) -> Stretch | None:
        """What a comparison spans, or None unless its exercises differ in one axis alone."""
        a, b = self._exercises.get(p["subject_id"]), self._exercises.get(p["comparator_id"])
        differ = [name for name in self._columns if a[name] != b[name]] if a and b else []
        if a is None or b is None or len(differ) != 1:
            return None
        rank = _RANK_ON_AXIS.get(differ[0], {})
        one, other = rank.get(a[differ[0]]), rank.get(b[differ[0]])
        if one is None or other is None:
            return None
        return Stretch(differ[0], one > other, min(one, other), max(one, other))


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
        if p["relation"] == "exceeds" and (stretch := axes.stretch(p))
    ]
    found: dict[tuple[str | None, str, bool, str | None], list[tuple[Row, Stretch]]] = {}
    for p, on in placed:
        key = (p["object_id"], on.axis, on.rising, p["muscle_id"])
        found.setdefault(key, []).append((p, on))
    for p, on in placed:
        for q, other in found.get((p["object_id"], on.axis, not on.rising, p["muscle_id"]), ()):
            shared = max(on.low, other.low) < min(on.high, other.high)
            if shared and stances.overlap(p, q, SCOPE):
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
            if p["relation"] == "exceeds" and p["muscle_id"] and axes.stretch(p)
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
        (p for p in stances.asserted if p["relation"] == "exceeds" and axes.stretch(p)),
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
    best = [
        p
        for p in stances.asserted
        if p["relation"] == "exceeds" and p["comparator_id"] == _ALL_OTHERS
    ]
    alike = [p for p in stances.asserted if p["relation"] == "matches"]
    for p, q in product(best, (told for said in alike for told in (said, mirrored(said)))):
        is_best = p["subject_id"] in stances.wider(q["subject_id"])
        is_other = p["subject_id"] not in stances.wider(q["comparator_id"])
        if is_best and is_other and stances.overlap(p, q, ("object_id", "muscle_id", *SCOPE)):
            special = ["special_case"] * (p["subject_id"] != q["subject_id"])
            yield from stances.both_asserted(p, q, "best_and_alike", special)
