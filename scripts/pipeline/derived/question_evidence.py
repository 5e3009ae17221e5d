"""The derived table `question_evidence`: what each study answers to a question, and how near it is.

A study comes with the propositions of the question, or by a link with a proposition that is a case
of one of them, or of which one of them is a case. What comes by a link is never counted as own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.derived.positions import stretch
from pipeline.derived.question_keys import COMPARISON, Key
from pipeline.derived.questions import Questions, questions_of
from pipeline.tables.alignment import BEARINGS
from pipeline.tables.directions import NO_CLEAR_DIFFERENCE, OPPOSES, SUPPORTS
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

YES, REVERSE, NO_CLEAR, MIXED, UNCLEAR = (
    "yes",
    "the_reverse",
    "no_clear_difference",
    "mixed",
    "unclear",
)
_ANSWERS = {SUPPORTS: YES, OPPOSES: REVERSE, NO_CLEAR_DIFFERENCE: NO_CLEAR}
_TURNED = {YES: REVERSE, REVERSE: YES}
# evidence on these says nothing of more or less; it counts where nothing else is asked
_OF_EQUALS = {"keeps", "matches"}
# how near a study comes by a link, by its bearing on the linked proposition
_BY_LINK = {
    "narrower": {"own": "special_case", "special_case": "special_case"},
    "wider": {"own": "wider"},
}


class _Held(NamedTuple):
    """A row of `study_evidence` that reaches a question, how near, and by a link or not."""

    reach: str
    by_link: bool
    answer: str
    study: Row


def question_evidence(tables: TableSet, studies: list[Row], links: list[Row]) -> list[Row]:
    """Rows of the table `question_evidence`, sorted by key, given those of `study_evidence` and
    `proposition_links`.

    Columns: `question_id`, `reference_id`, `reach`, `by_link`, `answer`, `source`, `design`,
    `people`, `standing` and `proposition_ids`. What comes nearest counts, of one study together.
    """
    asked = questions_of(tables)
    found: defaultdict[tuple[str, str], list[_Held]] = defaultdict(list)
    for question, held in _reached(asked, tables, studies, links):
        found[question, held.study["reference_id"]].append(held)
    return [_row(question, held) for (question, _), held in sorted(found.items())]


def _reached(
    asked: Questions, tables: TableSet, studies: list[Row], links: list[Row]
) -> Iterator[tuple[str, _Held]]:
    """Each study with each question that it reaches, once for every proposition."""
    rows = tables.index("propositions")
    linked: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in links:
        for way, other in (("narrower", "wider"), ("wider", "narrower")):
            if question := asked.of.get(row[f"{other}_id"]):
                linked[row[f"{way}_id"]].add((question, way))
    told = {one for one, _ in asked.asked()}
    for study in studies:
        name, bearing = study["proposition_id"], study["bearing"]
        proposition, own = rows.get(name), asked.of.get(name)
        if proposition is None or own is None:
            continue
        ways = {(own, "")} | {one for one in linked[name] if one[0] != own}
        for question, way in sorted(ways):
            reach = _BY_LINK[way].get(bearing) if way else bearing
            if question in told and reach is not None and _counts(proposition, question, asked):
                key = asked.by_id[asked.of[name]]
                answer = _answer(proposition, study["direction"], key, asked)
                yield question, _Held(reach, bool(way), answer, study)


def _counts(proposition: Row, question: str, asked: Questions) -> bool:
    """Whether evidence on a proposition answers what the question asks."""
    relation = proposition["relation"]
    return relation not in _OF_EQUALS or asked.relations[question] <= _OF_EQUALS


def _answer(proposition: Row, direction: str, key: Key, asked: Questions) -> str:
    """What a study answers, by the way it points on one proposition."""
    answer = _ANSWERS.get(direction, direction)
    return _TURNED.get(answer, answer) if turned(proposition, key, asked) else answer


def turned(proposition: Row, key: Key, asked: Questions) -> bool:
    """Whether what supports a proposition answers its question with the reverse.

    It says that something lowers what the question asks to be raised, or raises what it asks to be
    lowered, or that the second side of a comparison does more.
    """
    relation = proposition["relation"]
    if key.family == COMPARISON:
        return not (relation == "matches" or stretch(proposition, key, asked.keys).rising)
    says_less, asks_less = (one == "lowers" for one in (relation, asked.asks(key.id)))
    return says_less != asks_less


def _row(question: str, held: list[_Held]) -> Row:
    near = min(held, key=lambda one: (BEARINGS.index(one.reach), one.by_link))
    nearest = [one for one in held if (one.reach, one.by_link) == (near.reach, near.by_link)]
    study, answers = near.study, {one.answer for one in nearest}
    return {
        "question_id": question,
        "reference_id": study["reference_id"],
        "reach": near.reach,
        "by_link": near.by_link,
        "answer": _together(answers),
        "source": study["source"],
        "design": study["design"],
        "people": max((one.study["people"] or 0 for one in nearest), default=0) or None,
        "standing": study["standing"],
        "proposition_ids": "; ".join(sorted(one.study["proposition_id"] for one in nearest)),
    }


def _together(answers: set[str]) -> str:
    """The answer of a study that answers in several places."""
    if MIXED in answers or {YES, REVERSE} <= answers:
        return MIXED
    return next((one for one in (YES, REVERSE, NO_CLEAR) if one in answers), UNCLEAR)
