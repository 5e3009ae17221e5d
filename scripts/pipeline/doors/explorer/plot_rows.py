"""The rows behind the effect direction plot: a mark for each finding and proposition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from pipeline.derived.effect_directions import effect_directions
from pipeline.derived.study_evidence import nearest
from pipeline.tables.alignment import BEARINGS
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

POINTS = ("proposition_id", "finding_id", "reference_id", "bearing", "side", "clear", "outcome")
QUESTION_POINTS = ("question_id", "by_link", *POINTS)
PRIMARY = "primary"
_OTHER = {"for": "against", "against": "for"}


def points(tables: TableSet) -> list[Row]:
    """One row for each row of evidence, with the columns POINTS.

    `side` and `clear` are those of `effect_directions`; `outcome` says in short what was measured.
    They come in the order of the plot: by proposition, bearing, design, study and finding.
    """
    findings = tables.index("findings")
    rows = []
    for row, mark in zip(tables["evidence"].rows, effect_directions(tables), strict=True):
        finding = findings[row["finding_id"]]
        rows.append(
            {
                **mark,
                "reference_id": finding["reference_id"],
                "bearing": row["bearing"],
                "outcome": _outcome(tables, row["proposition_id"], finding),
            }
        )
    place = _places(tables)
    return sorted(rows, key=lambda row: (row["proposition_id"], *place(row)))


def question_points(
    tables: TableSet, marks: list[Row], evidence: list[Row], turned: set[str]
) -> list[Row]:
    """The marks of the plot of each question, with the columns QUESTION_POINTS.

    `marks` are the rows of `points`, `evidence` those of `question_evidence`. A study has the marks
    of its closest findings on the propositions that `evidence` names, each finding once. `reach`
    and `by_link` are those of the study; `side` is that towards a *yes* to the question, so that it
    is the other way on the propositions in `turned`. Studies of people come before reviews, and
    both in the order of designs: trials first.
    """
    held: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for mark in marks:
        held[mark["proposition_id"], mark["reference_id"]].append(mark)
    designs = list(tables["references"].schema.field("design").values)
    found = []
    for row in evidence:
        seen = set[str]()
        place = (
            row["question_id"],
            BEARINGS.index(row["reach"]),
            row["source"] != PRIMARY,
            designs.index(row["design"]),
            row["reference_id"],
        )
        for proposition in row["proposition_ids"].split("; "):
            marks_of_study = held[proposition, row["reference_id"]]
            for mark in nearest(marks_of_study, lambda mark: str(mark["bearing"])):
                if mark["finding_id"] not in seen:
                    seen.add(mark["finding_id"])
                    found.append(((*place, mark["finding_id"]), _asked(row, mark, turned)))
    return [point for _, point in sorted(found, key=lambda one: one[0])]


def _asked(row: Row, mark: Row, turned: set[str]) -> Row:
    """A mark as one of a question."""
    side = mark["side"]
    if mark["proposition_id"] in turned:
        side = _OTHER.get(side, side)
    return mark | {
        "question_id": row["question_id"],
        "bearing": row["reach"],
        "by_link": row["by_link"],
        "side": side,
    }


def _places(tables: TableSet) -> Callable[[Row], tuple[int, int, str, str]]:
    """Where a mark is in a plot: by bearing, design, study and finding."""
    references = tables.index("references")
    designs = list(tables["references"].schema.field("design").values)

    def place(row: Row) -> tuple[int, int, str, str]:
        work = row["reference_id"]
        design = designs.index(references[work]["design"])
        return BEARINGS.index(row["bearing"]), design, work, row["finding_id"]

    return place


def _outcome(tables: TableSet, proposition: str, finding: Row) -> str:
    """What was measured, in short: the muscle, and the outcome where it is not the statement's."""
    terms, asked = tables.index("terms"), tables.index("propositions")[proposition]
    names = []
    if finding["muscle_id"] is not None:
        names.append(terms[finding["muscle_id"]]["name"])
    if not names or finding["object_id"] != asked["object_id"]:
        names.append(terms[finding["object_id"]]["name"])
    return ", ".join(names)
