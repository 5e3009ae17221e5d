"""The claims that may contradict each other, and how their propositions relate.

A proposition is a *case* of another if each of its slots is equal or narrower in the trees of
terms. An empty slot is the widest. Degrees rank as some < much < main and most; a claim that is
*slight* or has no degree counts as *some*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple, TypeVar

from pipeline.tables.rows import Row
from pipeline.tables.statements import SLOTS
from pipeline.tables.table_set import TableSet

T = TypeVar("T")
RANK = {None: 1, "slight": 1, "some": 1, "much": 2, "main": 3, "most": 3}
# without the comparator: propositions with different comparators are never cases of each other
SLOT_IDS = tuple(f"{slot}_id" for slot in SLOTS if slot != "comparator")
SCOPE = ("population_id", "condition_id")
RAISES_AND_LOWERS = "raises_and_lowers"
_APART = ("disjoint", "opposite_of", "complement_of")  # nothing is both of the two terms
# rules whose two claims come in the order of their ids
_BY_ID = ("sides_swapped", "more_and_alike", "opposite_on_axis", "advised_and_exceeded")
_MOST_REASONS = 1  # a pair that more things may reconcile is left out


class Claim(NamedTuple):
    """What the rules need of a claim. `rank` is that of its degree."""

    id: str
    article: str
    degree: str | None
    rank: int
    hedged: bool


class Stances:
    """Who asserts and who denies each proposition, with the trees of terms.

    `asserts` and `denies` map ids of propositions to claims. `asserted` and `denied` are the rows
    of these propositions. `exercises` are the rows of exercises by id, and `apart` maps a term to
    those that nothing can be at the same time.
    """

    def __init__(self, tables: TableSet) -> None:
        self._broader = tables.ancestors
        self.exercises = tables.index("exercises")
        self.apart: dict[str, set[str]] = {}
        for row in tables["term_relations"].rows:
            if row["relation"] in _APART:
                for one, other in (
                    (row["term_id"], row["other_id"]),
                    (row["other_id"], row["term_id"]),
                ):
                    self.apart.setdefault(one, set()).add(other)
        propositions, passages = tables.index("propositions"), tables.index("passages")
        self.asserts: dict[str, list[Claim]] = {}
        self.denies: dict[str, list[Claim]] = {}
        by_stance = {"asserts": self.asserts, "denies": self.denies}
        for row in tables["claims"].rows:
            passage, claims = passages.get(row["passage_id"]), by_stance.get(row["stance"])
            if passage and claims is not None and row["proposition_id"] in propositions:
                claim = Claim(
                    row["claim_id"],
                    passage["article_id"],
                    row["degree"],
                    RANK.get(row["degree"], 1),
                    row["modality"] == "hedged",
                )
                claims.setdefault(row["proposition_id"], []).append(claim)
        self.asserted: list[Row] = [propositions[name] for name in self.asserts]
        self.denied: list[Row] = [propositions[name] for name in self.denies]

    def wider(self, term: str | None) -> set[str | None]:
        """The term, all wider terms, and None for the empty slot."""
        wider: set[str | None] = {None}
        if term is not None:
            wider.add(term)
            wider.update(self._broader.get(term, ()))
        return wider

    def is_case(self, narrow: Row, wide: Row) -> bool:
        """Whether one proposition is a case of the other.

        An exercise done together with another one is no case of the exercise by itself.
        """
        together = wide["condition_id"] is None and self.beside(narrow)
        return not together and all(wide[slot] in self.wider(narrow[slot]) for slot in SLOT_IDS)

    def beside(self, p: Row) -> bool:
        """Whether the subject is an exercise that is done beside another one."""
        condition, subject = p["condition_id"], p["subject_id"]
        return {condition, subject} <= self.exercises.keys() and not (
            {condition, subject} & self.wider(condition) & self.wider(subject)
        )

    def overlap(self, p: Row, q: Row, slots: Iterable[str] = SLOT_IDS) -> bool:
        """Whether in each of the slots one value is equal to the other, or a wider one."""
        return all(
            p[slot] in self.wider(q[slot]) or q[slot] in self.wider(p[slot]) for slot in slots
        )

    def both_asserted(
        self, p: Row, q: Row, rule: str, reasons: list[str], nested: str | None = None
    ) -> Iterator[Row]:
        """The pairs of a claim that asserts `p` and one that asserts `q`.

        Each slot in which the two propositions differ is a reason why both may hold. `q` is the
        wider of the two where one is.
        """
        slots = SLOT_IDS if rule == RAISES_AND_LOWERS else SCOPE
        reasons = reasons + ["special_case"] * sum(p[slot] != q[slot] for slot in slots)
        for one, other in product(
            self.asserts[p["proposition_id"]], self.asserts[q["proposition_id"]]
        ):
            in_order = rule not in _BY_ID or one.id < other.id
            first, second = (one, other) if in_order else (other, one)
            yield from pair(first, second, rule, reasons, nested, q)


def grouped(
    items: Iterable[T], key: Callable[[T], tuple[str | None, ...]]
) -> dict[tuple[str | None, ...], list[T]]:
    """The items by what `key` gives for them."""
    found: dict[tuple[str | None, ...], list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def mirrored(p: Row) -> Row:
    """A proposition with the relation `matches`, told from the other side."""
    return p | {"subject_id": p["comparator_id"], "comparator_id": p["subject_id"]}


def narrower_slots(narrow: Row, wide: Row) -> str | None:
    """The slots in which one proposition is narrower than the other, or None."""
    slots = (slot.removesuffix("_id") for slot in SLOT_IDS if narrow[slot] != wide[slot])
    return "; ".join(slots) or None


def pair(
    claim: Claim, other: Claim, rule: str, reasons: list[str], nested: str | None, wide: Row
) -> Iterator[Row]:
    """The row of a pair: none if two reasons may reconcile them, or if both are one claim."""
    reasons = reasons + ["hedged"] * (claim.hedged or other.hedged)
    if claim.id != other.id and len(reasons) <= _MOST_REASONS:
        yield {
            "claim_id": claim.id,
            "other_claim_id": other.id,
            "verdict": "tension" if reasons else "contradiction",
            "rule": rule,
            "nested": nested,
            "softened_by": reasons[0] if reasons else None,
            "articles": (claim.article, other.article),
            "scope": "within" if claim.article == other.article else "between",
            "wider_id": wide["proposition_id"],
        }
