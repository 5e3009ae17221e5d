"""The rows behind the effect direction plot: a mark for each finding and proposition."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.derived.effect_directions import effect_directions
from pipeline.derived.evidence_profile import no_profile, profiles
from pipeline.derived.study_evidence import study_evidence
from pipeline.tables.alignment import BEARINGS
from pipeline.tables.rows import Row, Rows
from pipeline.tables.table_set import TableSet

POINTS = ("proposition_id", "finding_id", "reference_id", "bearing", "side", "clear", "outcome")


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


def asked_points(tables: TableSet, rows: list[Row], evidence: list[Row]) -> list[Row]:
    """Of the rows of `points`, those of some rows of evidence, in the order of one plot."""
    kept = {(row["proposition_id"], row["finding_id"]) for row in evidence}
    mine = [row for row in rows if (row["proposition_id"], row["finding_id"]) in kept]
    return sorted(mine, key=_places(tables))


def _places(tables: TableSet) -> Callable[[Row], tuple[int, int, str, str]]:
    """Where a mark is in a plot: by bearing, design, study and finding."""
    references = tables.index("references")
    designs = list(tables["references"].schema.field("design").values)

    def place(row: Row) -> tuple[int, int, str, str]:
        work = row["reference_id"]
        design = designs.index(references[work]["design"])
        return BEARINGS.index(row["bearing"]), design, work, row["finding_id"]

    return place


def asked_profile(tables: TableSet, asked: list[str], evidence: list[Row]) -> Row:
    """The evidence profile of several propositions together, as if they were one.

    `evidence` has `proposition_id` and `finding_id` of the rows of evidence that count: one for
    each finding.
    """
    if not asked:
        return no_profile()
    kept = {(row["proposition_id"], row["finding_id"]) for row in evidence}
    rows = [
        row | {"proposition_id": asked[0]}
        for row in tables["evidence"].rows
        if (row["proposition_id"], row["finding_id"]) in kept
    ]
    together = TableSet({**tables.tables, "evidence": _with(tables, rows)})
    found = profiles(together, study_evidence(together))
    return found.get(asked[0], no_profile())


def _with(tables: TableSet, rows: list[Row]) -> Rows:
    return Rows(tables["evidence"].schema, rows)


def _outcome(tables: TableSet, proposition: str, finding: Row) -> str:
    """What was measured, in short: the muscle, and the outcome where it is not the statement's."""
    terms, asked = tables.index("terms"), tables.index("propositions")[proposition]
    names = []
    if finding["muscle_id"] is not None:
        names.append(terms[finding["muscle_id"]]["name"])
    if not names or finding["object_id"] != asked["object_id"]:
        names.append(terms[finding["object_id"]]["name"])
    return ", ".join(names)
