"""One cause, one error: what rules say only because a row elsewhere is broken is not said beside it.

A row is broken where it breaks its schema, refers to nothing or to itself in a circle. Until it is mended, a rule that finds something
missing, unused or unfitting may just be looking for what that row was meant to say; once it is, the rule speaks again.
"""

from __future__ import annotations

from pipeline.base.problems import Problem

BROKEN = {"row-schema", "control-character", "foreign-key", "term-cycle"}
_TREE = {"terms", "term_members"}
# what finds a thing missing or unused, with the tables that it looks through
ANYWHERE = {
    "unused-name": {"articles", "claims"},
    "unused-term": {"claim_terms", "propositions", "findings"} | _TREE,
    "unused-study": {"claim_citations", "citations", "evidence", "findings"},
    "unclaimed-proposition": {"claims"},
    "passage-role": {"claims"},
    "mapping-kind": {"mappings"},
    "looked-for": {"evidence", "searches"},
    "fitting-finding": {"evidence"},
    "ordinals": {"searches", "readings", "mapping_readings", "evidence_readings"},
    "axes-tree": _TREE,
    "group-expands": _TREE,
    "evidence-direction": _TREE,
    "evidence-directness": _TREE,
}
# what judges rows that belong together: those that have a part of their keys in common
BESIDE = {
    "slots-named": {"claim_terms"},
    "names-normalised": {"claim_terms"},
    "number-coded": {"claim_quantities"},
    "energy-mapped": {"energy_costs"},
    "evidence-direction": {"findings", "propositions"},
    "evidence-directness": {"findings", "propositions"},
}


def causes(problems: list[Problem]) -> list[Problem]:
    """The problems without those that follow from a broken row of another table, or from the same row's own break."""
    broken = [p for p in problems if p.rule in BROKEN]
    tables = {p.table for p in broken}
    parts = {(p.table, part) for p in broken for part in _parts(p)}
    return [
        p
        for p in problems
        if p in broken
        or not (
            tables & ANYWHERE.get(p.rule, set())
            or any((table, part) in parts for table in BESIDE.get(p.rule, ()) for part in _parts(p))
        )
    ]


def _parts(problem: Problem) -> list[str]:
    return (problem.row or "").split("/")
