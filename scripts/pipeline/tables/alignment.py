"""How a finding lies to a proposition, slot by slot, and the bearing that follows.

A finding may be read in several ways: as it stands, with its sides swapped, as one part of a
compound exercise ("A and B against B" is A where B is done), or against the absence of its subject.
The reading that lies closest to the proposition counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

COMPARISONS = ("exceeds", "matches")
NEEDED = "needed_for"
BEARINGS = ("own", "special_case", "wider", "neighbour")  # closest first
SLOT_VALUES = {
    "same": "the two terms are the same, or the proposition names no people.",
    "narrower": "the finding's term is a case or a part of the proposition's by the trees and "
    "groups, or usually done as it (`mode_of`), or only the finding has a muscle or a condition.",
    "wider": "the proposition's term is a case of the finding's, or usually done as it "
    "(`mode_of`), or only the proposition has a term.",
    "other": "neither is a case of the other, or the measure is a proxy, or only the finding has a "
    "comparator.",
}
READINGS = (
    "A finding may be read in several ways, of which the closest counts:",
    "",
    "- as it stands;",
    "- with its sides swapped, for *exceeds* and *matches*; these need both sides, none of them "
    "*other*, or the finding is no evidence;",
    "- as one part of a compound (`has_part`): *A and B against B* is A under the condition B;",
    "- without its comparator, where that is the absence of the subject (`absence_of`);",
    "- for *needed for*, as a finding on the absence of the subject (`absence_of`), by its subject "
    "or by its condition; nothing else is evidence on what is needed;",
    "- with people as what they practise (`practises`).",
)
_SLOTS = ("subject", "object", "muscle", "comparator", "population", "condition")
_OF_VALUE = {"other": "neighbour", "wider": "wider", "narrower": "special_case"}  # widest first


@dataclass(frozen=True)
class Alignment:
    """How one reading of a finding lies to a proposition.

    `values` has same, narrower, wider or other for each slot. `swapped` says that the finding's
    comparator is the proposition's subject. `absent_in` names the slot of the finding, subject or
    condition, that has the absence of the proposition's subject.
    """

    values: dict[str, str]
    swapped: bool = False
    absent_in: str | None = None

    @property
    def bearing(self) -> str:
        """own, special_case, wider or neighbour."""
        held = set(self.values.values())
        return next((bearing for value, bearing in _OF_VALUE.items() if value in held), "own")

    @property
    def differs_in(self) -> tuple[str, ...]:
        """The slots whose value is not same, in the order of the columns."""
        return tuple(slot for slot in _SLOTS if self.values[slot] != "same")

    @property
    def others(self) -> tuple[str, ...]:
        """The slots in which the two are different things, neither a case of the other."""
        return tuple(slot for slot in _SLOTS if self.values[slot] == "other")

    @property
    def distance(self) -> tuple[int, ...]:
        """How far off the finding lies: how many slots are other, wider and narrower."""
        values = list(self.values.values())
        return tuple(values.count(value) for value in _OF_VALUE)


@dataclass(frozen=True)
class _Reading:
    """The slots of a finding as one way to read it has them."""

    slots: dict[str, str | None]
    swapped: bool = False
    absent_in: str | None = None


class Aligner:
    """Aligns findings with propositions by the trees, measures and relations of the terms."""

    def __init__(self, tables: TableSet) -> None:
        self._up = tables.ancestors
        self._measures = tables.index("measures")
        self._related: dict[str, dict[str, set[str]]] = {}
        for row in tables["term_relations"].rows:
            of_kind = self._related.setdefault(row["relation"], {})
            of_kind.setdefault(row["term_id"], set()).add(row["other_id"])

    def align(self, proposition: Row, finding: Row) -> Alignment | None:
        """The closest way in which the finding can be held against the proposition.

        None where it cannot: a comparison needs both of its sides, and *needed for* needs a
        finding on the absence of the subject.
        """
        possible = []
        for reading in self._readings(finding):
            alignment = self._aligned(proposition, finding, reading)
            if _is_possible(proposition, reading, alignment):
                possible.append(alignment)
        return min(possible, key=lambda one: one.distance, default=None)

    def _readings(self, finding: Row) -> Iterator[_Reading]:
        """Every way to read the finding."""
        slots = {slot: finding[f"{slot}_id"] for slot in _SLOTS}
        subject, comparator = slots["subject"], slots["comparator"]
        yield _Reading(slots)
        if comparator is not None:
            yield _Reading(slots | {"subject": comparator, "comparator": subject}, swapped=True)
        parts = self._all("has_part", subject)
        for part in sorted(parts - {comparator}):
            if comparator in parts:
                yield _Reading(
                    slots | {"subject": part, "comparator": None, "condition": comparator}
                )
        if subject in self._all("absence_of", comparator):
            yield _Reading(slots | {"comparator": None})
        for slot in ("subject", "condition"):
            for present in sorted(self._all("absence_of", slots[slot])):
                # what was done under the absence is one condition more
                rest = {"comparator": None} if slot == "subject" else {"condition": subject}
                yield _Reading(slots | {"subject": present} | rest, absent_in=slot)

    def _all(self, relation: str, term: str | None) -> set[str]:
        """The terms to which a term, or one of its broader terms, has the relation."""
        if term is None:
            return set()
        targets = self._related.get(relation, {})
        up = self._up.get(term, ()) if term is not None else ()
        return set().union(*(targets.get(one, ()) for one in up))

    def _aligned(self, proposition: Row, finding: Row, reading: _Reading) -> Alignment:
        values = {}
        for slot in _SLOTS:
            wanted, have = proposition[f"{slot}_id"], reading.slots[slot]
            is_side = slot in ("subject", "comparator")
            find = self._value_of_side if is_side else self._value
            values[slot] = find(slot, wanted, have)
        measure = self._measures.get(finding["measure_id"])
        if measure is not None and measure["stands_for"] == "proxy":
            values["object"] = "other"
        return Alignment(values, reading.swapped, reading.absent_in)

    def _value_of_side(self, slot: str, wanted: str | None, have: str | None) -> str:
        """As `_value`, with people taken for what they practise where only one of the two is
        people. Some of the people who practise an exercise are a case of it.
        """
        people = {term for term in (wanted, have) if self._all("practises", term)}
        if len(people) != 1 or wanted == have:
            return self._value(slot, wanted, have)
        term = people.pop()
        value = self._value(slot, *(self._practised(t) if t == term else t for t in (wanted, have)))
        is_some = term not in self._related["practises"]
        if value == "same" and is_some:
            return "narrower" if term == have else "wider"
        return value

    def _practised(self, people: str | None) -> str:
        """The narrowest exercise that people practise, by themselves or as a case of others."""
        found = sorted(self._all("practises", people))
        return max(found, key=lambda exercise: len(self._up.get(exercise, ())))

    def _value(self, slot: str, wanted: str | None, have: str | None) -> str:
        """How a finding's term lies to a proposition's: same, narrower, wider or other."""
        if wanted == have or (wanted is None and slot == "population"):
            return "same"
        if wanted is None:
            # measured against something else that the proposition does not speak of
            return "other" if slot == "comparator" else "narrower"
        if have is None:
            return "wider"
        if self._is_case(have, wanted) or (slot == "object" and self._is_part(have, wanted)):
            return "narrower"
        return "wider" if self._is_case(wanted, have) else "other"

    def _is_case(self, term: str, of: str) -> bool:
        """By the trees and groups, or usually done as it."""
        return of in self._up.get(term, ()) or of in self._related.get("mode_of", {}).get(term, ())

    def _is_part(self, term: str, of: str) -> bool:
        """The term, or what it is a case of, is one part of the other."""
        parts = self._related.get("has_part", {}).get(of, set())
        return not parts.isdisjoint(self._up.get(term, ()))


def _is_possible(proposition: Row, reading: _Reading, alignment: Alignment) -> bool:
    """Whether a reading can be held against the proposition at all."""
    relation = proposition["relation"]
    if (reading.absent_in is not None) != (relation == NEEDED):
        return False
    if reading.swapped and relation not in COMPARISONS:
        return False
    if proposition["comparator_id"] is None:
        return relation not in COMPARISONS
    sides = {"subject", "comparator"}
    return reading.slots["comparator"] is not None and not sides & set(alignment.others)
