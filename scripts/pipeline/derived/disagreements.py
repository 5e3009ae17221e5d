"""The derived tables `disagreements` and `disagreement_claims`: each dispute once.

Opposed pairs of claims are one dispute if they are on the same question, the same point and the
same muscle of the wider side, and are all between articles or all within one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.derived.opposed_pairs import opposed_pairs
from pipeline.derived.positions import stretch
from pipeline.derived.questions import questions_of
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

CONTRADICTION = "contradiction"
FIRST, SECOND = "first", "second"
_NEED = "need-of-"
RULES = (  # the plainest first
    *("denied_and_asserted", "sides_swapped", "more_and_alike", "raises_and_lowers"),
    *("classes_apart", "opposite_on_axis", "needed_and_without", "best_and_alike"),
    *("main_and_more", "advised_and_exceeded"),
)
_POINTS = {  # on what point a rule finds claims to differ, where their slots play no part
    "sides_swapped": "side",
    "opposite_on_axis": "side",
    "main_and_more": "side",
    "advised_and_exceeded": "side",
    "more_and_alike": "alike",
    "best_and_alike": "alike",
    "raises_and_lowers": "direction",
    "classes_apart": "class",
}


class _Dispute(NamedTuple):
    """What makes pairs one dispute; `article` is that within which it is."""

    question: str
    point: str
    muscle: str | None
    article: str | None

    @property
    def id(self) -> str:
        """The id of the dispute, made of its parts."""
        muscle = f"-in-{self.muscle}" if self.muscle else ""
        where = f"within-{self.article}" if self.article else "between"
        return f"{self.question}-{self.point}{muscle}-{where}"


class Disputes:
    """The disputes of these tables; `pairs` has the opposed pairs of each, the strongest first."""

    def __init__(self, tables: TableSet) -> None:
        self._asked = questions_of(tables)
        self._claims, self._propositions = tables.index("claims"), tables.index("propositions")
        found: defaultdict[_Dispute, list[Row]] = defaultdict(list)
        for pair in opposed_pairs(tables):
            if pair["wider_id"] in self._asked.of:
                found[self._dispute(pair)].append(pair)
        found = _needs_once(found)
        self.pairs: dict[_Dispute, list[Row]] = {
            dispute: sorted(found[dispute], key=_strength)
            for dispute in sorted(found, key=lambda one: one.id)
        }

    def rows(self) -> list[Row]:
        """Rows of the table `disagreements`."""
        found = []
        for dispute, pairs in self.pairs.items():
            strongest = pairs[0]
            names = [strongest["wider_id"]]
            both = [self._proposition(strongest[one]) for one in ("claim_id", "other_claim_id")]
            names += [one["proposition_id"] for one in both if one["proposition_id"] not in names]
            articles = {article for pair in pairs for article in pair["articles"]}
            found.append(
                {
                    "disagreement_id": dispute.id,
                    "question_id": dispute.question,
                    "point": dispute.point,
                    "muscle_id": dispute.muscle,
                    "scope": strongest["scope"],
                    "verdict": strongest["verdict"],
                    "rule": strongest["rule"],
                    "softened_by": strongest["softened_by"],
                    "nested": strongest["nested"],
                    "proposition_id": names[0],
                    "other_proposition_id": names[1] if len(names) > 1 else None,
                    "articles": "; ".join(sorted(articles)),
                    "pairs": len(pairs),
                }
            )
        return found

    def sides(self) -> list[Row]:
        """Rows of the table `disagreement_claims`."""
        found: dict[tuple[str, str], Row] = {}
        for dispute, pairs in self.pairs.items():
            for pair in pairs:
                claims = (pair["claim_id"], pair["other_claim_id"])
                for claim, side in zip(claims, self._sides(pair), strict=True):
                    row = {"disagreement_id": dispute.id, "claim_id": claim, "side": side}
                    row["outright"] = pair["verdict"] == CONTRADICTION
                    found.setdefault((dispute.id, claim), row)
        return [found[key] for key in sorted(found)]

    def _proposition(self, claim: str) -> Row:
        return self._propositions[self._claims[claim]["proposition_id"]]

    def _dispute(self, pair: Row) -> _Dispute:
        rule, keys = pair["rule"], self._asked.keys
        wide, first = self._propositions[pair["wider_id"]], self._proposition(pair["claim_id"])
        question, point, muscle = self._asked.of[pair["wider_id"]], _POINTS.get(rule, ""), wide
        if rule == "denied_and_asserted":
            point = f"{wide['relation'].replace('_', '-')}-denied"
        if rule == "needed_and_without":
            point, muscle = f"{_NEED}{first['subject_id']}", first
            if keys.of_condition(first):
                question = self._asked.of[first["proposition_id"]]
        article = pair["articles"][0] if pair["scope"] == "within" else None
        return _Dispute(question, point, keys.class_of(muscle["muscle_id"]), article)

    def _sides(self, pair: Row) -> tuple[str, str]:
        """The sides of the two claims of a pair.

        In a comparison the first side is the one further up the axis, or that the question names
        first; elsewhere the one that denies, lowers, needs or comes first.
        """
        sides = (FIRST, SECOND)
        if _POINTS.get(pair["rule"]) == "side":
            for claim, as_it_is in (("claim_id", True), ("other_claim_id", False)):
                row = self._proposition(pair[claim])
                if row["relation"] == "exceeds":
                    key = self._asked.by_id[self._asked.of[row["proposition_id"]]]
                    up = stretch(row, key, self._asked.keys).rising
                    return sides if up == as_it_is else (SECOND, FIRST)
        return sides


def disputes_of(tables: TableSet) -> Disputes:
    """The disputes of these tables; made on first use and kept."""
    return tables.once("disputes", Disputes)


def disagreements(tables: TableSet) -> list[Row]:
    """Rows of the table `disagreements`, sorted by key.

    Columns: `disagreement_id`; the `question_id`, `point`, `muscle_id` and `scope` that make it;
    `verdict`, `rule`, `softened_by` and `nested` of its strongest pair, whose propositions are
    `proposition_id` (the wider one) and `other_proposition_id`; its `articles`; and how many
    `pairs` of claims there are.
    """
    return disputes_of(tables).rows()


def disagreement_claims(tables: TableSet) -> list[Row]:
    """Rows of the table `disagreement_claims`, sorted by key.

    Columns: `disagreement_id`, `claim_id`, `side`, and `outright`, whether the claim is in a pair
    that nothing reconciles.
    """
    return disputes_of(tables).sides()


def _needs_once(found: Mapping[_Dispute, list[Row]]) -> defaultdict[_Dispute, list[Row]]:
    """The same, but a need of one thing for several outcomes is one dispute, on the question whose
    id comes first.
    """
    first: dict[tuple[str | None, ...], _Dispute] = {}
    merged: defaultdict[_Dispute, list[Row]] = defaultdict(list)
    for dispute in sorted(found, key=lambda one: one.id):
        of = dispute
        if dispute.point.startswith(_NEED):
            subject = dispute.question.rpartition("-on-")[0]
            of = first.setdefault((subject, *dispute[1:]), dispute)
        merged[of] += found[dispute]
    return merged


def _strength(pair: Row) -> tuple[bool, int]:
    """Contradictions before tensions, and among these the plainest rule first."""
    return pair["verdict"] != CONTRADICTION, RULES.index(pair["rule"])
