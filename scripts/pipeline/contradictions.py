"""Which claims of different articles stand against each other: derived from slots, stances and degrees alone.

A proposition is a *case* of another where each of its slots is equal or narrower in the trees of terms, an empty
slot being the widest, and relation and comparator are equal. Degrees count as some < much < most; a claim that
states none is taken at its word, as *some*.

One thing that may reconcile two claims makes a contradiction a tension; two such things, and the pair is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from .rules import Package

RANK = {None: 1, "some": 1, "much": 2, "most": 3}
AXES = {"slope": {"downhill": 0, "level": 1, "uphill": 2}, "speed": {"easy": 0, "fast": 1, "sprint": 2}}
_NESTED = ("subject_id", "object_id", "muscle_id", "population_id", "condition_id")
_SCOPE = ("muscle_id", "population_id", "condition_id")
_OPPOSED = {("raises", "lowers"), ("keeps", "lowers")}


def contradictions(package: Package) -> list[dict]:
    """Rows of the table `contradictions`: pairs of claims of different articles, each pair once, sorted by key."""
    found: dict[tuple[str, str], dict] = {}
    for row in _Finder(package).all():
        found.setdefault((row["claim_id"], row["other_claim_id"]), row)
    return [found[key] for key in sorted(found)]


class _Finder:
    def __init__(self, package: Package):
        self.up = package.ancestors()
        self.propositions = package.index("propositions")
        self.exercises = package.index("exercises")
        passages = package.index("passages")
        self.stands: dict[tuple[str, str], list[dict]] = {}
        for claim in package["claims"].rows:
            passage = passages.get(claim["passage_id"])
            if passage and claim["proposition_id"] in self.propositions and claim["stance"] in ("asserts", "denies"):
                entry = {"id": claim["claim_id"], "article": passage["article_id"], "degree": claim["degree"], "rank": RANK.get(claim["degree"], 1), "hedged": claim["modality"] == "hedged"}
                self.stands.setdefault((claim["proposition_id"], claim["stance"]), []).append(entry)
        self.asserted = [self.propositions[name] for name, stance in self.stands if stance == "asserts"]

    def claims(self, proposition: dict, stance: str) -> list[dict]:
        return self.stands.get((proposition["proposition_id"], stance), [])

    def all(self) -> Iterator[dict]:
        yield from self.denied_and_asserted()
        yield from self.compared_both_ways()
        yield from self.opposed_effects()

    # slots

    def within(self, narrow: str | None, wide: str | None) -> bool:
        """The slot `narrow` is equal to `wide` or narrower; an empty slot is the widest."""
        return wide is None or (narrow is not None and (narrow == wide or wide in self.up.get(narrow, ())))

    def is_case(self, narrow: dict, wide: dict) -> bool:
        return all(self.within(narrow[slot], wide[slot]) for slot in _NESTED)

    def overlap(self, one: str | None, other: str | None) -> bool:
        return self.within(one, other) or self.within(other, one)

    def wider(self, term: str) -> set[str]:
        return self.up.get(term, set()) | {term}

    @staticmethod
    def narrower(narrow: dict, wide: dict) -> str | None:
        """The slots in which one proposition is narrower than another, or None."""
        return "; ".join(slot.removesuffix("_id") for slot in _NESTED if narrow[slot] != wide[slot]) or None

    # rules

    def denied_and_asserted(self) -> Iterator[dict]:
        """P is denied, and Q, which is P or a case of it, asserted to at least the degree that is denied."""
        denied: dict[tuple, list[dict]] = {}
        for name, stance in self.stands:
            if stance == "denies":
                p = self.propositions[name]
                denied.setdefault((p["relation"], p["comparator_id"], p["subject_id"], p["object_id"]), []).append(p)
        for q in self.asserted:
            keys = [(q["relation"], q["comparator_id"], subject, object_) for subject in self.wider(q["subject_id"])
                    for object_ in ([None] if q["object_id"] is None else self.wider(q["object_id"]))]
            for p in (p for key in keys for p in denied.get(key, ()) if self.is_case(q, p)):
                yield from self.by_degree(p, q)

    def by_degree(self, p: dict, q: dict) -> Iterator[dict]:
        """Claims that deny p against claims that assert its case q."""
        special = any(p[slot] != q[slot] for slot in _NESTED if slot != "muscle_id")
        for no in self.claims(p, "denies"):
            for yes in self.claims(q, "asserts"):
                lower = yes["rank"] < no["rank"]
                if no["article"] == yes["article"] or (lower and (yes["degree"] or no["degree"] == "most")):
                    continue  # 'a little' does not run against 'not much', nor 'does' against 'not in every way'
                softened = ["degree"] * lower + ["granted"] * (not lower and self.grants(no["article"], p, yes["rank"])) + ["hedged"] * (no["hedged"] or yes["hedged"])
                if len(softened) + special < 2 or not softened:
                    yield _row(no, yes, "denied_and_asserted", "stance", self.narrower(q, p), softened)

    def grants(self, article: str, p: dict, rank: int) -> bool:
        """The article that denies p also asserts p, or a case of it, at this degree."""
        return any(claim["article"] == article and claim["rank"] >= rank
                   for q in self.asserted if q["relation"] == p["relation"] and q["comparator_id"] == p["comparator_id"] and self.is_case(q, p)
                   for claim in self.claims(q, "asserts"))

    def compared_both_ways(self) -> Iterator[dict]:
        """A exceeds B in one claim, and B exceeds A, or stands above it on one axis of exercise, in another."""
        compared: dict[str, list[dict]] = {}
        for p in self.asserted:
            if p["relation"] == "exceeds":
                compared.setdefault(p["object_id"], []).append(p)
        for same in compared.values():
            for i, p in enumerate(same):
                for q in same[i + 1:]:
                    rule = "sides_swapped" if self.swapped(p, q) else "opposite_on_axis" if self.opposite(p, q) else None
                    if not rule or not all(self.overlap(p[slot], q[slot]) for slot in _SCOPE):
                        continue
                    softened = ["other_pair"] * (rule == "opposite_on_axis") + ["special_case"] * any(p[slot] != q[slot] for slot in _SCOPE)
                    for one, other in self.pairs(p, q):
                        first, second = sorted((one, other), key=lambda claim: claim["id"])
                        reasons = softened + ["hedged"] * (one["hedged"] or other["hedged"])
                        if len(reasons) < 2:
                            yield _row(first, second, rule, "subject; comparator", None, reasons)

    def pairs(self, p: dict, q: dict) -> Iterator[tuple[dict, dict]]:
        """Claims of different articles that assert p and q."""
        for one in self.claims(p, "asserts"):
            for other in self.claims(q, "asserts"):
                if one["article"] != other["article"]:
                    yield one, other

    def swapped(self, p: dict, q: dict) -> bool:
        return self.overlap(p["subject_id"], q["comparator_id"]) and self.overlap(p["comparator_id"], q["subject_id"])

    def opposite(self, p: dict, q: dict) -> bool:
        """Both compare along one and the same axis, in opposite directions."""
        one, other = self.direction(p), self.direction(q)
        return bool(one and other and one[0] == other[0] and one[1] != other[1])

    def direction(self, p: dict) -> tuple[str, bool] | None:
        """The one axis on which the sides of a comparison differ, and whether the subject stands higher on it."""
        a, b = self.exercises.get(p["subject_id"]), self.exercises.get(p["comparator_id"])
        if not a or not b:
            return None
        differ = [axis for axis in AXES if a[axis] != b[axis]]
        if len(differ) != 1 or a[differ[0]] not in AXES[differ[0]] or b[differ[0]] not in AXES[differ[0]]:
            return None
        rank = AXES[differ[0]]
        return differ[0], rank[a[differ[0]]] > rank[b[differ[0]]]

    def opposed_effects(self) -> Iterator[dict]:
        """One claim says raises (or keeps), another lowers: of the same thing, or of a case of it."""
        lowering: dict[tuple, list[dict]] = {}
        for p in self.asserted:
            if p["relation"] == "lowers":
                for subject in self.wider(p["subject_id"]):
                    lowering.setdefault(subject, []).append(p)
        for q in self.asserted:
            if (q["relation"], "lowers") not in _OPPOSED:
                continue
            candidates = {p["proposition_id"]: p for subject in self.wider(q["subject_id"]) for p in lowering.get(subject, ())}
            for p in candidates.values():
                nested = self.is_case(q, p) or self.is_case(p, q)
                if nested and p["comparator_id"] == q["comparator_id"]:
                    narrower = self.narrower(p, q)
                    for one, other in self.pairs(p, q):
                        # opposite directions stay worth a look even where a special case is hedged
                        softened = ["special_case"] if narrower else ["hedged"] * (one["hedged"] or other["hedged"])
                        yield _row(one, other, "raises_and_lowers", "relation", narrower, softened)


def _row(claim: dict, other: dict, rule: str, clash: str, nested: str | None, softened: list[str]) -> dict:
    return {"claim_id": claim["id"], "other_claim_id": other["id"], "verdict": "tension" if softened else "contradiction",
            "rule": rule, "clash": clash, "nested": nested, "softened_by": softened[0] if softened else None}
