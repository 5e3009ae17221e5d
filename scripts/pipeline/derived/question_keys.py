"""Which question a proposition belongs to: a family of relations, a class of subject and of object.

The class of a term is the nearest term that `terms.question_class` marks, among the term itself and
its broader ones; the term itself where there is none. Groups play no part, so that every term has
one class.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.derived.axes import Axes
from pipeline.tables.alignment import NEEDED
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

EFFECT, COMPARISON, ADVICE = "effect", "comparison", "advice"
FREQUENCY, KIND, MEANING, SIGN = "frequency", "kind", "meaning", "sign"
ACTION, FOCUS = "action", "focus"
FAMILIES = {
    **dict.fromkeys(("raises", "lowers", "keeps", "affects", "needed_for"), EFFECT),
    **dict.fromkeys(("exceeds", "matches"), COMPARISON),
    "advised": ADVICE,
    **dict.fromkeys(("common", "typical"), FREQUENCY),
    **dict.fromkeys(("is", "part_of"), KIND),
    "means": MEANING,
    "indicates": SIGN,
    "does": ACTION,
    "focuses_on": FOCUS,
}
# the axes of exercises along which forms are compared as steps of one thing
AXES = ("slope", "surface")
# families of questions about a term itself, whatever class it is in
_OF_THE_TERM = (FREQUENCY, KIND, MEANING, SIGN, ACTION, FOCUS)


class Key(NamedTuple):
    """What makes a question: its family and the ids of its classes.

    `subject` is the first side of a comparison by id, and `comparator` the second; both are None
    where the two differ along one `axis` alone. `object` is None where the question asks for it.
    """

    family: str
    subject: str | None = None
    object: str | None = None
    comparator: str | None = None
    axis: str | None = None

    @property
    def id(self) -> str:
        """The id of the question, made of the family and its classes."""
        if self.family == FREQUENCY:
            return f"{self.family}-of-{self.object}-in-{self.subject}"
        about = f"-on-{self.object}" if self.object else ""
        if self.family == COMPARISON:
            sides = self.axis or f"{self.subject}-or-{self.comparator}"
            return f"{self.family}-of-{sides}{about}"
        word = "on" if self.family == ADVICE else "of"
        return f"{self.family}-{word}-{self.subject}{about}"


class QuestionKeys:
    """The questions of propositions, by the classes of their terms and their `axes`."""

    def __init__(self, tables: TableSet) -> None:
        self._terms, self.axes = tables.index("terms"), Axes(tables)

    def class_of(self, term: str | None) -> str | None:
        """The class of a term; None for an empty slot."""
        one, seen = term, set[str]()
        while one is not None and one not in seen and one in self._terms:
            if self._terms[one]["question_class"]:
                return one
            seen.add(one)
            one = self._terms[one]["broader_id"]
        return term

    def of_condition(self, proposition: Row) -> bool:
        """Whether a proposition says what an exercise needs to have an effect."""
        condition = self._terms.get(proposition["condition_id"], {})
        return proposition["relation"] == NEEDED and condition.get("kind") == "exercise"

    def key(self, proposition: Row) -> Key | None:
        """The question of a proposition.

        None for the relation `other`, without a subject, and for a comparison with nothing.

        What is part of a thing belongs to the question what the thing is, what a muscle keeps to
        what the muscle does, and what is needed under a condition to the effect of the condition.
        """
        relation = proposition["relation"]
        family = FAMILIES.get(relation)
        subject, thing, comparator = (
            proposition[f"{slot}_id"] for slot in ("subject", "object", "comparator")
        )
        if family is None or subject is None:
            return None
        if relation == "keeps" and self._terms.get(subject, {}).get("kind") == "muscle":
            family = ACTION
        if family in _OF_THE_TERM:
            whole = thing if relation == "part_of" and thing is not None else subject
            return Key(family, whole, thing if family == FREQUENCY else None)
        thing = self.class_of(thing)
        if comparator is not None and (family == COMPARISON or thing is not None):
            return self._compared(subject, thing, comparator)
        if family == COMPARISON:
            return None  # it compares with nothing
        if family == ADVICE and thing is not None:
            family = EFFECT
        if self.of_condition(proposition):
            subject = proposition["condition_id"]
        wide = self.class_of(subject)
        return Key(family, subject if wide == thing else wide, thing)

    def _compared(self, subject: str, thing: str | None, comparator: str) -> Key:
        along = self.axes.stretch(subject, comparator)
        if along is not None and along.axis in AXES:
            return Key(COMPARISON, None, thing, None, along.axis)
        classes = self.class_of(subject) or subject, self.class_of(comparator) or comparator
        # two terms of one class are compared as they are
        first, second = sorted((subject, comparator) if classes[0] == classes[1] else classes)
        return Key(COMPARISON, first, thing, second)
