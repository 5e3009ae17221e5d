"""The derived table `positions`: what each article answers to a question.

A row with a facet is about a case of the question: a narrower form, a muscle, people, a condition.
Advice, reports and what is needed are no answer; they are named only where an article says nothing
else.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from pipeline.derived.axes import Stretch
from pipeline.derived.question_keys import COMPARISON, EFFECT, Key, QuestionKeys
from pipeline.derived.questions import Questions, Told, questions_of
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

GENERAL, ONLY_OF_CASES = "general", "only_of_cases"
_DENIED = {"much": "not_much", "main": "not_most", "most": "not_most"}
_BY_DEGREE = {"slight": "slightly", "much": "a_lot", "main": "mainly", "most": "a_lot"}
_GRANTS = {"a_lot", "mainly", "yes", "slightly"}
# answers that do not go together, with what they do not go with
_AGAINST = {
    "no": {"a_lot", "mainly", "yes", "slightly"},
    "not_much": {"a_lot"},
    "slightly": {"a_lot"},
    "the_reverse": {"a_lot", "mainly", "yes", "slightly", "keeps", "alike"},
    "alike": {"a_lot", "mainly", "yes", "slightly", "not_alike"},
}
# of answers that go together, the first is the position
_FIRST = (
    *("the_reverse", "not_much", "slightly", "a_lot", "mainly", "yes", "alike", "keeps", "no"),
    *("not_most", "not_alike", "not_the_reverse", "depends"),
)
_PLAIN = {  # relations whose assertion and denial are one answer each, whatever the degree
    "advised": ("advised", "advised_against"),
    "needed_for": ("needed", "not_needed"),
    "matches": ("alike", "not_alike"),
}
# what an article does that answers nothing, the first counts
_ELSE = ("needed", "not_needed", "advised", "advised_against", "reported")


class Facet(NamedTuple):
    """The case of a question that a claim is about; every part of the general one is None."""

    form: str | None
    other_form: str | None
    outcome: str | None
    muscle: str | None
    population: str | None
    condition: str | None

    @property
    def name(self) -> str:
        """The ids of the parts, or *general*."""
        return "; ".join(one for one in self if one is not None) or GENERAL


class _Answer(NamedTuple):
    """What one claim answers. `side` is the side of a comparison that it is about, and `way` where
    that side lies.
    """

    value: str
    side: str | None
    way: Stretch | None
    told: Told


def positions(tables: TableSet) -> list[Row]:
    """Rows of the table `positions`, sorted by key.

    Columns: `question_id`, `article_id`, `facet`, the ids of its parts, `position`,
    `side_ids`, `hedged`, numbers of `claims` that decide the position and of those `left_out`,
    `claim_ids` and `only_if`. Each article with a claim on a question has a general row.
    """
    asked = questions_of(tables)
    needs = _needs(asked)
    found = []
    for question, key in asked.asked():
        asks = asked.asks(question)
        held: defaultdict[str, defaultdict[Facet, list[Told]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for told in asked.told[question]:
            of_article = held[told.article]
            if not asked.keys.of_condition(told.proposition):
                of_article[_facet(told.proposition, key, asked.keys)].append(told)
        for article, cases in held.items():
            general = Facet(*[None] * len(Facet._fields))
            cases.setdefault(general, [])
            for facet, claims in cases.items():
                row: Row = {"question_id": question, "article_id": article, "facet": facet.name}
                row |= {f"{part}_id": one for part, one in facet._asdict().items()}
                row |= _position(key, [_answer(told, key, asks, asked.keys) for told in claims])
                alone = general._replace(form=facet.form, muscle=facet.muscle) == facet
                at = (article, facet.form or key.subject, key.object, facet.muscle)
                is_said = alone and key.family == EFFECT
                row["only_if"] = "; ".join(sorted(needs[at])) if is_said and at in needs else None
                found.append(row)
    return sorted(found, key=lambda row: (row["question_id"], row["article_id"], row["facet"]))


def _facet(proposition: Row, key: Key, keys: QuestionKeys) -> Facet:
    """What a proposition has more than the classes of its question."""
    subject, thing, comparator = (
        proposition[f"{slot}_id"] for slot in ("subject", "object", "comparator")
    )
    form, other = (subject, None) if subject != key.subject else (None, None)
    if key.family == COMPARISON:
        sides = sorted((subject, comparator), key=lambda one: keys.class_of(one) != key.subject)
        wide = {key.subject, key.comparator}
        if key.axis is not None:
            wide = {keys.class_of(one) for one in sides}
        form, other = sides if set(sides) != wide else (None, None)
    if proposition["relation"] == "part_of":  # of the whole, the part is told
        form, thing = None, subject
    muscle, population = (
        keys.class_of(proposition[f"{slot}_id"]) for slot in ("muscle", "population")
    )
    outcome = thing if thing != key.object else None
    return Facet(form, other, outcome, muscle, population, proposition["condition_id"])


def _answer(told: Told, key: Key, asks: str, keys: QuestionKeys) -> _Answer:
    """What a claim answers, or what it does instead."""
    claim, row = told.claim, told.proposition
    sides = compared(row) if key.family == COMPARISON and row["relation"] != "matches" else None
    side = sides[0] if sides else None
    way = stretch(row, key, keys) if sides else None
    if claim["stance"] not in ("asserts", "denies"):
        value = "reported"
    else:
        value = _value(row["relation"], claim["stance"] == "denies", claim["degree"], asks, sides)
    return _Answer(value, side if value not in _ELSE else None, way, told)


def _value(
    relation: str, denied: bool, degree: str | None, asks: str, sides: tuple[str, str] | None
) -> str:
    """The answer of an assertion or a denial, to a question that asks for one relation."""
    if relation in _PLAIN:
        return _PLAIN[relation][denied]
    reverse = "raises" if asks == "lowers" else "lowers"
    if relation == reverse and sides is None:
        return "not_the_reverse" if denied else "the_reverse"
    if denied:
        return _DENIED.get(degree or "", "no")
    if relation == "affects":
        return "depends"
    if relation == "keeps" and asks != "keeps":
        return "keeps"
    return _BY_DEGREE.get(degree or "", "yes")


def compared(row: Row) -> tuple[str, str]:
    """The two sides of a comparison, the one that is said to do more first."""
    sides = row["subject_id"], row["comparator_id"]
    return sides[::-1] if row["relation"] == "lowers" else sides


def stretch(row: Row, key: Key, keys: QuestionKeys) -> Stretch:
    """What a comparison spans on the axis of its question, the side that does more first.

    Of a comparison of two things, it rises if this side is the first of the question.
    """
    more, less = compared(row)
    if key.axis is not None and (along := keys.axes.stretch(more, less)):
        return along
    return Stretch(None, key.subject in (more, keys.class_of(more)), 0, 1)


def _position(key: Key, answers: list[_Answer]) -> Row:
    """The position that follows from what the claims of one article answer."""
    told = [one for one in answers if one.value not in _ELSE]
    if not told:
        value = next((one for one in _ELSE if one in {a.value for a in answers}), ONLY_OF_CASES)
        told = [one for one in answers if one.value == value]
        sides = None
    else:
        value, told = _settled(told)
        sides = "; ".join(sorted({one.side for one in told if one.side is not None})) or None
    return {
        "position": value,
        "side_ids": sides,
        "hedged": bool(told) and all(one.told.claim["modality"] == "hedged" for one in told),
        "claims": len(told),
        "left_out": len(answers) - len(told),
        "claim_ids": "; ".join(sorted(one.told.claim["claim_id"] for one in told)) or None,
    }


def _settled(answers: list[_Answer]) -> tuple[str, list[_Answer]]:
    """One answer for all, and the claims that give it."""
    more = [one.way for one in answers if one.way is not None and one.value in _GRANTS]
    if any(one.against(other) for one in more for other in more):
        return "both_ways", answers
    # that A does not do more goes together with B doing more
    answers = [
        one
        for one in answers
        if one.value != "no" or one.way is None or not more or one.way.rising == more[0].rising
    ]
    values = {one.value for one in answers}
    if any(values & _AGAINST.get(one, set()) for one in values):
        return "both_ways", answers
    value = next(one for one in _FIRST if one in values)
    return value, [one for one in answers if one.value == value]


def _needs(asked: Questions) -> dict[tuple[str, str | None, str | None, str | None], set[str]]:
    """What each article says is needed if something is to bring an outcome about at all.

    That is the subject of a *needed_for*, asserted without a degree, whose condition is this
    something.
    """
    found: defaultdict[tuple[str, str | None, str | None, str | None], set[str]] = defaultdict(set)
    of = asked.keys.class_of
    for claims in asked.told.values():
        for told in claims:
            row = told.proposition
            said = told.claim["stance"] == "asserts" and told.claim["degree"] is None
            if said and asked.keys.of_condition(row):
                at = (row["condition_id"], of(row["object_id"]), of(row["muscle_id"]))
                found[told.article, *at].add(row["subject_id"])
    return dict(found)
