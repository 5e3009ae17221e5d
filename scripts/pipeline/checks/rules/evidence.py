"""Rules for evidence: its direction, where it is direct, and that none is left out."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

from pipeline.base.problems import Problem
from pipeline.checks.rules.misfits import Misfit, passed_over, reported
from pipeline.checks.rules.registry import Place, each, each_with, rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

# what a result says about a proposition, by relation
_VERDICT = {
    "raises": {"higher": "supports", "lower": "disputes", "no_difference": "disputes"},
    "lowers": {"higher": "disputes", "lower": "supports", "no_difference": "disputes"},
    "keeps": {"higher": "supports", "lower": "disputes", "no_difference": "supports"},
    "exceeds": {"higher": "supports", "lower": "disputes", "no_difference": "disputes"},
    "matches": {"higher": "disputes", "lower": "disputes", "no_difference": "supports"},
    "affects": {"higher": "supports", "lower": "supports", "no_difference": "disputes"},
}
_COMPARES = ("exceeds", "matches")
_TURNED = {"higher": "lower", "lower": "higher"}  # a result told from the other side


@rule
def evidence_direction(tables: TableSet) -> Iterator[Problem]:
    """The direction of evidence follows from the finding's result and the proposition's
    relation.
    """
    for row, proposition, finding, at in _evidence(tables):
        verdict = _verdict(tables, proposition, finding)
        allowed = {verdict, "inconclusive"} if row["directness"] == "indirect" else {verdict}
        if verdict and row["direction"] not in allowed:
            yield at.problem(
                "direction",
                f"The finding is {finding['result']!r}, which {verdict} the relation "
                f"{proposition['relation']!r}.",
                "Look at the study again. Correct the direction, the result or the slots.",
            )


@rule
def evidence_directness(tables: TableSet) -> Iterator[Problem]:
    """Evidence is direct only where each slot of the finding is the proposition's or a special
    case of it, and the proposition has no condition, which a finding cannot say; groups compared
    at one time are no direct evidence of an effect.
    """
    references = tables.index("references")
    misfits: dict[Misfit, Place] = {}
    direct = set()
    for row, proposition, finding, at in _evidence(tables):
        if row["directness"] != "direct":
            continue
        direct.add((row["proposition_id"], row["finding_id"]))
        design = references.get(finding["reference_id"], {}).get("design")
        if design == "cross_sectional" and proposition["relation"] not in _COMPARES:
            yield at.problem(
                "directness",
                "The study compares groups at one time. They may differ in more than the "
                "proposition is about.",
                "Look the design up in the study. Correct it if it is wrong; if not, "
                "the evidence is "
                "indirect.",
            )
        elif misfit := _misfit(tables, proposition, finding):
            misfits[Misfit(row["proposition_id"], row["finding_id"], *misfit)] = at
    yield from reported(tables, misfits, direct)


@rule
def fitting_finding(tables: TableSet) -> Iterator[Problem]:
    """A finding that fits every slot of a proposition which has evidence has an evidence row for
    it: none is passed over that could be direct.
    """
    have = tables.keys("evidence", ("proposition_id", "finding_id"))
    judged = _judged_propositions(tables)
    fitting: dict[tuple[str, str], Place] = {}
    for finding, at in each(tables["findings"]):
        for proposition in _near(tables, finding, judged):
            pair = proposition["proposition_id"], finding["finding_id"]
            if pair not in have and not _misfit(tables, proposition, finding):
                fitting[pair] = at
    yield from passed_over(tables, fitting)


def _evidence(tables: TableSet) -> Iterator[tuple[Row, Row, Row, Place]]:
    """Every row of evidence with its proposition, its finding and its place."""
    findings = tables.index("findings")
    for row, proposition, at in each_with(tables, "evidence", "proposition_id", "propositions"):
        if finding := findings.get(row["finding_id"]):  # else foreign-key reports it
            yield row, proposition, finding, at


def _verdict(tables: TableSet, proposition: Row, finding: Row) -> str | None:
    """What the finding says about the proposition; None where its relation does not tell."""
    result = finding["result"]
    if result == "inconclusive":
        return "inconclusive"
    if _turned(tables, proposition, finding):
        result = _TURNED.get(result, result)
    return _VERDICT.get(proposition["relation"], {}).get(result)


def _turned(tables: TableSet, proposition: Row, finding: Row) -> bool:
    """Whether the finding compares the proposition's two sides the other way round."""
    up = tables.ancestors
    return (
        finding["comparator_id"] is not None
        and proposition["subject_id"] in up.get(finding["comparator_id"], ())
        and proposition["comparator_id"] in up.get(finding["subject_id"], ())
    )


def _misfit(
    tables: TableSet, proposition: Row, finding: Row
) -> tuple[str, str | None, str | None] | None:
    """The first slot in which a finding is neither the proposition's nor a special case of it.

    Returns the slot, the proposition's term and the finding's term; None where every slot fits.
    """
    up = tables.ancestors
    subject, comparator = finding["subject_id"], finding["comparator_id"]
    if _turned(tables, proposition, finding):
        subject, comparator = comparator, subject
    slots: dict[str, Any] = {
        "object": finding["object_id"],
        "muscle": finding["muscle_id"],
        "population": finding["population_id"],
        "subject": subject,
        "comparator": comparator,
        "condition": None,  # a finding has none
    }
    for slot, have in slots.items():
        wanted = proposition[f"{slot}_id"]
        other_comparison = slot == "comparator" and wanted is None and have is not None
        if other_comparison or (wanted is not None and wanted not in up.get(have, ())):
            return slot, wanted, have
    return None


def _judged_propositions(tables: TableSet) -> dict[tuple[str, str | None], list[Row]]:
    """By subject and object, the propositions that have evidence and that a finding may fit."""
    propositions = tables.index("propositions")
    found: defaultdict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for name in dict.fromkeys(tables.column("evidence", "proposition_id")):
        row = propositions.get(name)
        if row and row["relation"] in _VERDICT and not row["condition_id"]:
            found[row["subject_id"], row["object_id"]].append(row)
    return dict(found)


def _near(
    tables: TableSet, finding: Row, judged: dict[tuple[str, str | None], list[Row]]
) -> Iterator[Row]:
    """The judged propositions whose subject and object the finding could be a case of.

    Held against these few, not against all, a finding takes the same time in a larger package.
    """
    up = tables.ancestors
    subjects = up.get(finding["subject_id"], set()) | up.get(finding["comparator_id"], set())
    objects = [None, *sorted(up.get(finding["object_id"], ()))]
    for key in product(sorted(subjects), objects):
        yield from judged.get(key, ())
