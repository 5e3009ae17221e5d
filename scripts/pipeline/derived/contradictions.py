"""Which claims of different articles stand against each other: derived from slots, stances and degrees alone.

A proposition is a *case* of another where each of its slots is equal or narrower in the trees of terms, an empty
slot being the widest. Degrees count as some < much < most; a claim that states none is taken at its word, as *some*.

Of each pair the things are counted that may reconcile it: none makes it a contradiction, one a tension, and with two
it is left out. Lookups go by wider terms, so that the work grows with the claims and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from pipeline.tables.table_set import TableSet, exercise_axes

RANK = {None: 1, "some": 1, "much": 2, "most": 3}
AXES = {
    "slope": {"downhill": 0, "level": 1, "uphill": 2},
    "speed": {"easy": 0, "fast": 1, "sprint": 2},
}
_SLOTS = ("subject_id", "object_id", "muscle_id", "population_id", "condition_id")
_SCOPE = ("population_id", "condition_id")
_MEANS = {
    "muscle-size": ("muscle-size", "muscle-work")
}  # an aim, and what else comparisons of exercises towards it are about
_CLASH = {
    "denied_and_asserted": "stance",
    "raises_and_lowers": "relation",
}  # all other rules: the sides of a comparison
_DENIED_BY = {
    "raises": ("raises", "affects"),
    "lowers": ("lowers", "affects"),
    "needed_for": ("needed_for", "affects"),
}  # what 'no, it does' answers


def contradictions(package: TableSet) -> list[dict]:
    """Rows of the table `contradictions`: pairs of claims of different articles, each pair once, sorted by key."""
    found: dict[tuple[str, str], dict] = {}
    for row in _Finder(package).all():
        found.setdefault((row["claim_id"], row["other_claim_id"]), row)
    return [found[key] for key in sorted(found)]


class _Finder:
    def __init__(self, package: TableSet):
        self.up = package.ancestors
        self.exercises, self.axes = package.index("exercises"), exercise_axes(package)
        propositions, passages = package.index("propositions"), package.index("passages")
        self.stands: dict[str, dict[str, list[dict]]] = {"asserts": {}, "denies": {}}
        for claim in package["claims"].rows:
            passage, stance = passages.get(claim["passage_id"]), claim["stance"]
            if (
                passage
                and claim["proposition_id"] in propositions
                and stance in ("asserts", "denies")
            ):
                entry = {
                    "id": claim["claim_id"],
                    "article": passage["article_id"],
                    "degree": claim["degree"],
                    "rank": RANK.get(claim["degree"], 1),
                    "hedged": claim["modality"] == "hedged",
                }
                self.stands[stance].setdefault(claim["proposition_id"], []).append(entry)
        self.asserted = [propositions[name] for name in self.stands["asserts"]]
        self.denied = [propositions[name] for name in self.stands["denies"]]

    def all(self) -> Iterator[dict]:
        yield from self.denied_and_asserted()
        yield from self.compared_both_ways()
        yield from self.opposite_on_axis()
        yield from self.advised_and_exceeded()
        yield from self.opposed_effects()

    # slots

    def wider(self, term: str | None) -> set:
        """The term with all wider ones; an empty slot, the widest, is wider than each."""
        return {None} if term is None else self.up.get(term, set()) | {term, None}

    def is_case(self, narrow: dict, wide: dict) -> bool:
        return all(wide[slot] in self.wider(narrow[slot]) for slot in _SLOTS)

    def overlap(self, p: dict, q: dict, slots: Iterable[str] = _SLOTS) -> bool:
        return all(
            p[slot] in self.wider(q[slot]) or q[slot] in self.wider(p[slot]) for slot in slots
        )

    # rules

    def denied_and_asserted(self) -> Iterator[dict]:
        """P is denied, and Q, which is P or a case of it, asserted to at least the degree that is denied."""
        denied = _index(
            self.denied,
            lambda p: (p["relation"], p["comparator_id"], p["subject_id"], p["object_id"]),
        )
        subjects, objects = ({p[slot] for p in self.denied} for slot in ("subject_id", "object_id"))
        cases: dict[str, list[tuple[dict, dict]]] = {}
        for q in self.asserted:
            for said in (q, _mirrored(q)) if q["relation"] == "matches" else (q,):
                keys = product(
                    _DENIED_BY.get(q["relation"], (q["relation"],)),
                    [said["comparator_id"]],
                    self.wider(said["subject_id"]) & subjects,
                    self.wider(said["object_id"]) & objects,
                )
                for p in (p for key in keys for p in denied.get(key, ()) if self.is_case(said, p)):
                    if (
                        q["relation"] != "needed_for" or said["object_id"] == p["object_id"]
                    ):  # not needed for a thing, and needed for a special one
                        cases.setdefault(p["proposition_id"], []).append((p, said))
        for found in cases.values():
            yield from self.by_degree(found)

    def by_degree(self, cases: list[tuple[dict, dict]]) -> Iterator[dict]:
        """Claims that deny a proposition against claims that assert its cases."""
        granted: dict[str, list[tuple[dict, dict]]] = {}
        limited = {
            (yes["article"], q["proposition_id"])
            for _, q in cases
            for yes in self.stands["asserts"][q["proposition_id"]]
            if yes["degree"] == "some"
        }
        for _, q in cases:
            for yes in self.stands["asserts"][q["proposition_id"]]:
                if not yes["hedged"]:
                    granted.setdefault(yes["article"], []).append((q, yes))
        propositions = {q["proposition_id"]: q for _, q in cases}
        for p, q in cases:
            modest = {article for article, name in limited if self.is_case(q, propositions[name])}
            special = sum(p[slot] != q[slot] for slot in _SLOTS if slot != "muscle_id")
            for no, yes in product(
                self.stands["denies"][p["proposition_id"]],
                self.stands["asserts"][q["proposition_id"]],
            ):
                lower = yes["rank"] < no["rank"]
                if lower and no["degree"] == "most":
                    continue  # 'does' does not run against 'not in every way'
                grants = not lower and any(
                    own["rank"] >= yes["rank"] and self.overlap(case, q)
                    for case, own in granted.get(no["article"], ())
                )
                if (lower or grants) and yes["article"] in modest:
                    continue  # 'a little' does not run against 'not much', nor against one who says the same elsewhere
                reasons = ["degree"] * lower + ["granted"] * grants + ["special_case"] * special
                yield from _pair(no, yes, "denied_and_asserted", reasons, self.nested(q, p))

    def compared_both_ways(self) -> Iterator[dict]:
        """A exceeds B in one claim, and in another B exceeds A, or the two are alike."""
        exceeding = [p for p in self.asserted if p["relation"] == "exceeds"]
        sides = _index(
            exceeding,
            lambda p: (p["object_id"], p["subject_id"], p["comparator_id"], p["muscle_id"]),
        )
        alike = _index(
            (
                said
                for p in self.asserted
                if p["relation"] == "matches"
                for said in (p, _mirrored(p))
            ),
            lambda p: (p["object_id"], p["subject_id"], p["comparator_id"], p["muscle_id"]),
        )
        for p in exceeding:
            for subject, comparator in product(
                self.wider(p["subject_id"]), self.wider(p["comparator_id"])
            ):
                nested = (subject != p["subject_id"]) + (comparator != p["comparator_id"])
                for rule, others in (
                    (
                        "sides_swapped",
                        sides.get((p["object_id"], comparator, subject, p["muscle_id"]), ()),
                    ),
                    (
                        "more_and_alike",
                        alike.get((p["object_id"], subject, comparator, p["muscle_id"]), ()),
                    ),
                ):
                    for q in others:
                        if self.overlap(p, q, _SCOPE):
                            yield from self.compared(p, q, rule, ["special_case"] * nested)

    def opposite_on_axis(self) -> Iterator[dict]:
        """Two comparisons along one axis of exercise run in opposite directions over a stretch that they share."""
        placed = [
            (p, *place)
            for p in self.asserted
            if p["relation"] == "exceeds" and (place := self.place(p))
        ]
        rising = _index(
            placed, lambda one: (one[0]["object_id"], one[1], one[2], one[0]["muscle_id"])
        )
        for p, axis, up, (low, high) in placed:
            for q, _, _, (start, end) in rising.get(
                (p["object_id"], axis, not up, p["muscle_id"]), ()
            ):
                if max(low, start) < min(high, end) and self.overlap(p, q, _SCOPE):
                    yield from self.compared(p, q, "opposite_on_axis", ["other_pair"])

    def advised_and_exceeded(self) -> Iterator[dict]:
        """One advises a form of exercise for a muscle, another says that a form elsewhere on the same axis does more for it."""
        better = _index(
            (
                p
                for p in self.asserted
                if p["relation"] == "exceeds" and p["muscle_id"] and self.place(p)
            ),
            lambda p: (p["comparator_id"], p["muscle_id"], p["object_id"]),
        )
        for p in self.asserted:
            if p["relation"] == "advised":
                for object_ in _MEANS.get(p["object_id"], (p["object_id"],)):
                    for q in better.get((p["subject_id"], p["muscle_id"], object_), ()):
                        yield from self.compared(p, q, "advised_and_exceeded", ["advice"])

    def place(self, p: dict) -> tuple[str, bool, tuple[int, int]] | None:
        """The one respect in which the exercises of a comparison differ, if it is an axis; whether the subject stands higher; the stretch."""
        a, b = self.exercises.get(p["subject_id"]), self.exercises.get(p["comparator_id"])
        differ = [name for name in ("kind", *self.axes) if a[name] != b[name]] if a and b else []
        rank = AXES.get(differ[0], {}) if len(differ) == 1 else {}
        if not rank or a[differ[0]] not in rank or b[differ[0]] not in rank:
            return None
        one, other = rank[a[differ[0]]], rank[b[differ[0]]]
        return differ[0], one > other, (min(one, other), max(one, other))

    def opposed_effects(self) -> Iterator[dict]:
        """One claim says raises (or keeps), another lowers: of the same thing, or of a case of it."""
        key = lambda p: (p["comparator_id"], p["subject_id"], p["object_id"])
        lowering, raising = (
            [p for p in self.asserted if p["relation"] == "lowers"],
            [p for p in self.asserted if p["relation"] in ("raises", "keeps")],
        )
        for narrow, wide in ((raising, _index(lowering, key)), (lowering, _index(raising, key))):
            for p in narrow:
                for subject, object_ in product(
                    self.wider(p["subject_id"]), self.wider(p["object_id"])
                ):
                    for q in wide.get((p["comparator_id"], subject, object_), ()):
                        if self.is_case(p, q):
                            less, more = (p, q) if p["relation"] == "lowers" else (q, p)
                            yield from self.compared(
                                less, more, "raises_and_lowers", [], self.nested(p, q)
                            )

    def compared(
        self, p: dict, q: dict, rule: str, reasons: list[str], nested: str | None = None
    ) -> Iterator[dict]:
        """Claims that assert p against claims that assert q; every slot in which the two differ may reconcile them."""
        slots = _SLOTS if rule == "raises_and_lowers" else _SCOPE
        reasons = reasons + ["special_case"] * sum(p[slot] != q[slot] for slot in slots)
        for one, other in product(
            self.stands["asserts"][p["proposition_id"]], self.stands["asserts"][q["proposition_id"]]
        ):
            first, second = (
                (one, other)
                if rule == "raises_and_lowers" or one["id"] < other["id"]
                else (other, one)
            )
            yield from _pair(first, second, rule, reasons, nested)

    @staticmethod
    def nested(narrow: dict, wide: dict) -> str | None:
        """The slots in which one proposition is narrower than another, or None."""
        return (
            "; ".join(slot.removesuffix("_id") for slot in _SLOTS if narrow[slot] != wide[slot])
            or None
        )


def _index(items: Iterable, key) -> dict[tuple, list]:
    found: dict[tuple, list] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def _mirrored(p: dict) -> dict:
    """A proposition that two things match, from the other side."""
    return p | {"subject_id": p["comparator_id"], "comparator_id": p["subject_id"]}


def _pair(
    claim: dict, other: dict, rule: str, reasons: list[str], nested: str | None
) -> Iterator[dict]:
    """The row of a pair, unless both claims are of one article or two things may reconcile them."""
    reasons = reasons + ["hedged"] * (claim["hedged"] or other["hedged"])
    if claim["article"] != other["article"] and len(reasons) < 2:
        yield {
            "claim_id": claim["id"],
            "other_claim_id": other["id"],
            "verdict": "tension" if reasons else "contradiction",
            "rule": rule,
            "clash": _CLASH.get(rule, "subject; comparator"),
            "nested": nested,
            "softened_by": reasons[0] if reasons else None,
        }
