"""Rules that hold evidence against its raw readings and against the note of its finding."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each_with, waivable_rule
from pipeline.tables.table_set import TableSet

_PROXY = re.compile(
    r"\b(?:stands? for|(?:is|are) (?:read|taken) (?:as|for)|taken for|proxy|a marker|a sign of)\b",
    re.I,
)
_JUDGED = ("direction", "directness")


@waivable_rule
def settled_evidence(tables: TableSet) -> Iterator[Problem]:
    """Where two readers judged a study for a proposition, direction and directness of its evidence
    are answers of one of them.

    That groups compared at one time are indirect evidence is settled by rule, and left out.
    """
    given: defaultdict[tuple[str, str, str], set[str | None]] = defaultdict(set)
    for reading in tables["evidence_readings"].rows:
        for judged in _JUDGED:
            key = reading["proposition_id"], reading["reference_id"], judged
            given[key] |= {reading[f"first_{judged}"], reading[f"second_{judged}"]} - {None}
    references = tables.index("references")
    for row, finding, at in each_with(tables, "evidence", "finding_id", "findings"):
        work = finding["reference_id"]
        for judged in _JUDGED:
            answers = given.get((row["proposition_id"], work, judged))
            if not answers or row[judged] in answers:
                continue
            design = references.get(work, {}).get("design")
            if judged == "directness" and design == "cross_sectional":
                continue
            yield at.problem(
                judged,
                f"The readers of this pair gave {', '.join(sorted(filter(None, answers)))}.",
                f"Read proposition and abstract again, and correct the {judged}.",
            )
            break


@waivable_rule
def evidence_proxy(tables: TableSet) -> Iterator[Problem]:
    """A finding whose note says that its measure stands for the outcome, or is read as it, is no
    direct evidence.
    """
    for row, finding, at in each_with(tables, "evidence", "finding_id", "findings"):
        said = _PROXY.search(finding["note"] or "")
        if said and row["directness"] == "direct":
            yield at.problem(
                "directness",
                f"The note of the finding says {said.group()!r}: its measure is a proxy.",
                "Call the evidence indirect.",
            )
