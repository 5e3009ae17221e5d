"""Rules that hold evidence against raw readings, and measures against the notes of findings."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, each_with, waivable_rule
from pipeline.tables.table_set import TableSet

_PROXY = re.compile(
    r"\b(?:stands? for|(?:is|are) (?:read|taken) (?:as|for)|taken for|proxy|a marker|a sign of)\b",
    re.I,
)
# the readers of 0.5.0 had three answers; what each may have become
_MEANT = {
    "supports": {"supports", "mixed"},
    "disputes": {"opposes", "no_clear_difference", "mixed"},
    "inconclusive": {"no_clear_difference", "mixed", "unclear"},
}
_CONTRARY = {("supports", "opposes"), ("opposes", "supports")}


@waivable_rule
def settled_evidence(tables: TableSet) -> Iterator[Problem]:
    """Where two readers judged a study for a proposition, the direction of its evidence is what one
    of them meant.
    """
    given: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for reading in tables["evidence_readings"].rows:
        key = reading["proposition_id"], reading["reference_id"]
        given[key] |= {reading["first_direction"], reading["second_direction"]} - {None}
    for row, finding, at in each_with(tables, "evidence", "finding_id", "findings"):
        answers = given.get((row["proposition_id"], finding["reference_id"]))
        # the readers did not ask whether the comparison was with another exposure
        is_open = row["direction"] == "unclear" and "comparator" in (row["differs_in"] or "")
        meant = set().union(*(_MEANT.get(answer, ()) for answer in answers or ()))
        if answers and not is_open and row["direction"] not in meant:
            yield at.problem(
                "direction",
                f"The readers of this pair gave {' and '.join(sorted(answers))}.",
                "Read proposition and abstract again, and correct the finding or its slots.",
            )


@waivable_rule
def contrary_reading(tables: TableSet) -> Iterator[Problem]:
    """No second reader found that a finding supports what it opposes by its slots, or the other way
    round.
    """
    read = {
        (row["proposition_id"], row["finding_id"]): row["direction"]
        for row in tables["bearing_readings"].rows
    }
    for row, at in each(tables["evidence"]):
        other = read.get((row["proposition_id"], row["finding_id"]))
        if (row["direction"], other) in _CONTRARY:
            yield at.problem(
                "direction",
                f"The second reader gave {other}.",
                "Read proposition and abstract again, and correct the finding or its slots.",
            )


@waivable_rule
def finding_proxy(tables: TableSet) -> Iterator[Problem]:
    """The measure of a finding is a proxy if the finding's note says that it stands for the
    outcome, or is read as it.
    """
    for row, measure, at in each_with(tables, "findings", "measure_id", "measures"):
        said = _PROXY.search(row["note"] or "")
        if said and measure["stands_for"] != "proxy":
            yield at.problem(
                "measure_id",
                f"The note says {said.group()!r}, but the measure counts as the outcome itself.",
                "Look up what was measured. Give the finding a measure that is a proxy, or correct "
                "the note.",
            )
