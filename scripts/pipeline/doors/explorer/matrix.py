"""Exercise by muscle: which claims and which findings each cell has.

Cells with a muscle are those of the derived table exercise_muscles, which says which articles
assert and deny. A cell has the claims themselves, each with what it says. The table leaves out
claims and findings that name no muscle. They have a column of their own here, if their outcome is
one of muscle. It also leaves out comparisons without a clear result, which are shown here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.derived.exercise_muscles import SAID
from pipeline.doors.explorer.frames import Frames
from pipeline.loader import plain
from pipeline.tables.directions import outcome_result
from pipeline.tables.rows import Row

# what a claim says about the exercise, by the columns of exercise_muscles
SAYS = {
    "asserts": "does it",
    "denies": "does not, or does the reverse",
    "more": "does more than another",
    "less": "does less than another",
    "alike": "does as much as another",
    "advises": "advised for it",
    "reports": "believed to do it",
}
FOUND = {
    "higher": "higher with it",
    "lower": "lower with it",
    "not_clear": "no clear result with it",
    "more": "more than another",
    "less": "less than another",
    "alike": "shown to be as much as another",
    "not_told_apart": "no clear difference from another",
}
SIGNS = {  # for, against, and (0) nothing clear; the others are none of these
    "asserts": 1,
    "more": 1,
    "denies": -1,
    "less": -1,
    "higher": 1,
    "lower": -1,
    "not_clear": 0,
    "not_told_apart": 0,
}
ENTRIES = ("exercise_id", "muscle_id", "role", "claim_id", "finding_id", "says", "than")
AT_LARGE = ""  # the column of what names no muscle

_SAID = {
    "asserted_by": "asserts",
    "denied_by": "denies",
    "reported_by": "reports",
    "advised_by": "advises",
}
_STANCE = {pair: _SAID[column] for pair, column in SAID.items()}  # by relation and stance
_FOUND_WITH = {"found_higher": "higher", "found_lower": "lower", "found_not_clear": "not_clear"}
_SIDES = {"more_than": "more", "less_than": "less", "alike": "alike"}
_COMPARED = {  # what a finding says of its subject and of its comparator
    "higher": ("more", "less"),
    "lower": ("less", "more"),
    "equivalent": ("alike", "alike"),
}
_NOT_TOLD_APART = ("not_told_apart", "not_told_apart")  # every other result of a comparison

# a claim, finding or article, what it says, and the exercise that it compares with
Saying = tuple[str, str, str | None]
Key = tuple[str, str, str]  # exercise, muscle, role
Cells = dict[Key, tuple[set[Saying], set[Saying]]]  # what claims and findings say


def entries(tables: Frames, roles: dict[str, str]) -> list[Row]:
    """One row for each claim and each finding in each cell, with the columns ENTRIES.

    `says` is one of SAYS for a claim and one of FOUND for a finding; `than` is the exercise
    compared with, if there is one. `roles` has the role (of exercise_muscles) of each outcome of
    muscle. Raises ValueError if an article of exercise_muscles and the claims differ in a cell:
    the table and the page would disagree.
    """
    claims = _Claims(tables)
    articles = set(tables["articles"]["article_id"])
    passages = tables["claims"]["passage_id"].str.split(":").str[0]
    home = dict(zip(tables["claims"]["claim_id"], passages, strict=True))
    cells = _unclear_comparisons(tables, roles, claims.exercises)
    for cell in tables["exercise_muscles"].astype("string").to_dict("records"):
        key = (cell["exercise_id"], cell["muscle_id"], cell["role"])
        said = {one for name in _names(cell["propositions"]) for one in claims.about(name, key[0])}
        compared = _compared(cell)
        from_articles = {one for one in compared if one[0] in articles}
        named = _each(cell, _SAID) | from_articles
        if named != {(home[claim], says, than) for claim, says, than in said}:
            raise ValueError(
                f"exercise_muscles and the claims differ in {' / '.join(key)}. Run `make rebuild`."
            )
        found = _each(cell, _FOUND_WITH) | (compared - from_articles)
        _, unclear = cells.get(key, (set(), set()))
        cells[key] = (said, found | unclear)
    return [
        row for key, (said, found) in sorted(cells.items()) for row in _rows(key, said, found)
    ] + _at_large(tables, roles, claims)


class _Claims:
    """The claims by proposition, with what they say about exercises."""

    def __init__(self, tables: Frames):
        propositions = tables["propositions"].astype(object).to_dict("records")
        self.propositions: dict[str, dict[Any, Any]] = {
            row["proposition_id"]: row for row in propositions
        }
        self.exercises: set[str] = set(tables["exercises"]["exercise_id"])
        self._claims: dict[str, list[tuple[str, str]]] = {}
        columns = ("claim_id", "proposition_id", "stance")
        for claim, proposition, stance in zip(
            *(tables["claims"][column].astype(object) for column in columns), strict=True
        ):
            self._claims.setdefault(proposition, []).append((claim, stance))

    def about(self, proposition: str, exercise: str) -> Iterator[Saying]:
        """What the claims on a proposition say about an exercise, read as in exercise_muscles."""
        row = self.propositions[proposition]
        for claim, stance in self._claims.get(proposition, ()):
            than = None
            if row["relation"] in ("exceeds", "matches"):
                says, than = self._comparison(row, stance, exercise)
            else:
                own = row["subject_id"] == exercise
                says = _STANCE.get((row["relation"], stance)) if own else None
            if says:
                yield claim, says, than

    def _comparison(
        self, row: dict[Any, Any], stance: str, exercise: str
    ) -> tuple[str | None, str | None]:
        """What a claim that compares says about an exercise, and the exercise compared with."""
        first = row["subject_id"] == exercise
        than = row["comparator_id"] if first else row["subject_id"]
        if stance != "asserts" or than not in self.exercises:
            return None, None
        if row["relation"] == "matches":
            return "alike", than
        return ("more" if first else "less"), than


def _findings(tables: Frames) -> Iterator[tuple[Row, str]]:
    """Each finding with its result told of the outcome, not of the measure."""
    measures = {row["measure_id"]: row for row in plain(tables["measures"])}
    for row in plain(tables["findings"]):
        yield row, outcome_result(row, measures.get(row["measure_id"]))


def _unclear_comparisons(tables: Frames, roles: dict[str, str], exercises: set[str]) -> Cells:
    """The comparisons for a muscle without a clear result, which exercise_muscles leaves out."""
    cells: Cells = {}
    muscles = set(tables["muscles"]["muscle_id"])
    for row, result in _findings(tables):
        if row["muscle_id"] not in muscles or row["comparator_id"] is None or result in _COMPARED:
            continue
        for exercise, says, than in _finding_says(row, result, exercises):
            key = (exercise, row["muscle_id"], roles.get(row["object_id"], "other"))
            cells.setdefault(key, (set(), set()))[1].add((row["finding_id"], says, than))
    return cells


def _at_large(tables: Frames, roles: dict[str, str], claims: _Claims) -> list[Row]:
    """The cells of what names no muscle."""
    cells: Cells = {}
    for name, row in claims.propositions.items():
        if isinstance(row["muscle_id"], str) or row["object_id"] not in roles:
            continue
        for exercise in {row["subject_id"], row["comparator_id"]} & claims.exercises:
            key = (exercise, AT_LARGE, roles[row["object_id"]])
            cells.setdefault(key, (set(), set()))[0].update(claims.about(name, exercise))
    for row, result in _findings(tables):
        if row["muscle_id"] is not None or row["object_id"] not in roles:
            continue
        for exercise, says, than in _finding_says(row, result, claims.exercises):
            key = (exercise, AT_LARGE, roles[row["object_id"]])
            cells.setdefault(key, (set(), set()))[1].add((row["finding_id"], says, than))
    return [
        entry for key, (said, found) in sorted(cells.items()) for entry in _rows(key, said, found)
    ]


def _finding_says(row: Row, result: str, exercises: set[str]) -> Iterator[Saying]:
    """Each exercise of a finding, what the finding says about it, and the one compared with."""
    subject, comparator = row["subject_id"], row["comparator_id"]
    if comparator is None:
        if subject in exercises:
            yield subject, result if result in ("higher", "lower") else "not_clear", None
    elif {subject, comparator} <= exercises:
        says = _COMPARED.get(result, _NOT_TOLD_APART)
        yield subject, says[0], comparator
        yield comparator, says[1], subject


def _rows(key: Key, said: Iterable[Saying], found: Iterable[Saying]) -> list[Row]:
    place = dict(zip(("exercise_id", "muscle_id", "role"), key, strict=True))

    def in_order(sayings: Iterable[Saying]) -> list[Saying]:
        return sorted(sayings, key=lambda one: (one[0], one[1], one[2] or ""))

    return [
        {**place, "claim_id": claim, "finding_id": None, "says": says, "than": than}
        for claim, says, than in in_order(said)
    ] + [
        {**place, "claim_id": None, "finding_id": name, "says": says, "than": than}
        for name, says, than in in_order(found)
    ]


def _names(cell: object) -> list[str]:
    return cell.split("; ") if isinstance(cell, str) else []


def _each(cell: dict[Any, Any], columns: dict[str, str]) -> set[Saying]:
    """Each name in these columns of a cell, with what the column says."""
    return {(name, says, None) for column, says in columns.items() for name in _names(cell[column])}


def _compared(cell: dict[Any, Any]) -> set[Saying]:
    """The comparisons in a cell, from texts like `uphill-running (run247)`."""
    found: set[Saying] = set()
    for column, says in _SIDES.items():
        for one in _names(cell[column]):
            than, _, source = one.partition(" (")
            found.add((source.removesuffix(")"), says, than))
    return found
