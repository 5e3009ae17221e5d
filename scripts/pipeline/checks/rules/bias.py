"""Rules for judgements of the risk of bias: the words of each tool, and what they can judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, each_with, rule
from pipeline.tables.designs import RANDOMISED, REVIEWS
from pipeline.tables.table_set import TableSet

_SHARED = {"missing_data", "measurement_of_outcome", "selection_of_reported_result", "overall"}
_INTENDED = "deviations_from_intended_interventions"
_OBSERVED = {*_SHARED, _INTENDED, "confounding", "selection_of_participants"}
_DOMAINS = {
    "rob_2": {*_SHARED, _INTENDED, "randomisation_process"},
    "robins_i": {*_OBSERVED, "classification_of_interventions"},
    "robins_e": {*_OBSERVED, "measurement_of_exposure"},
    "robis": {
        *("eligibility_criteria", "identification_and_selection", "collection_and_appraisal"),
        *("synthesis_and_findings", "overall"),
    },
}
_JUDGEMENTS = {
    "rob_2": {"low", "some_concerns", "high"},
    "robins_i": {"low", "moderate", "serious", "critical", "no_information"},
    "robins_e": {"low", "some_concerns", "high", "very_high"},
    "robis": {"low", "high", "unclear"},
}


@rule
def bias_tool(tables: TableSet) -> Iterator[Problem]:
    """Domain and judgement are those of the tool."""
    for row, at in each(tables["risk_of_bias"]):
        for column, known in (("domain", _DOMAINS), ("judgement", _JUDGEMENTS)):
            words = known.get(row["tool"], {row[column]})
            if row[column] not in words:
                yield at.problem(
                    column,
                    f"{row['tool']} has no {column} {row[column]!r}.",
                    f"Choose one of these, or correct the tool: {', '.join(sorted(words))}.",
                )


@rule
def bias_design(tables: TableSet) -> Iterator[Problem]:
    """RoB 2 judges randomised studies, ROBIS reviews, the others neither."""
    works = tables.index("references")
    for row, finding, at in each_with(tables, "risk_of_bias", "finding_id", "findings"):
        design = works.get(finding["reference_id"], {}).get("design")
        fits = {"rob_2": design in RANDOMISED, "robis": design in REVIEWS}.get(
            row["tool"], design not in (*RANDOMISED, *REVIEWS)
        )
        if design and not fits:
            yield at.problem(
                "tool",
                f"{row['tool']} does not judge a study of the design {design!r}.",
                "Choose the tool for the design, or correct the design of the work.",
            )


@rule
def bias_whole(tables: TableSet) -> Iterator[Problem]:
    """Whoever judges one domain judges all domains of the tool, and the overall risk."""
    judged: defaultdict[tuple[str, str, str], dict[str, Place]] = defaultdict(dict)
    for row, at in each(tables["risk_of_bias"]):
        judged[row["finding_id"], row["tool"], row["reader"]][row["domain"]] = at
    for (_, tool, _), domains in judged.items():
        missing = _DOMAINS.get(tool, set()) - domains.keys()
        if missing:
            yield next(iter(domains.values())).problem(
                "domain",
                f"The reader did not judge: {', '.join(sorted(missing))}.",
                "Judge these domains too.",
            )
