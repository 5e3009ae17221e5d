"""All rules: importing their modules registers them."""

from __future__ import annotations

from pipeline.checks.rules import (
    citations,
    claims,
    derived,
    energy_costs,
    evidence,
    exercises,
    findings,
    keys,
    mappings,
    muscles,
    names,
    passages,
    propositions,
    provenance,
    quantities,
    references,
    retired,
    schemes,
    searches,
    terms,
    text,
)
from pipeline.checks.rules.registry import RULES, Rule

MODULES = (
    keys,
    text,
    terms,
    muscles,
    exercises,
    names,
    schemes,
    mappings,
    energy_costs,
    propositions,
    passages,
    claims,
    quantities,
    references,
    citations,
    findings,
    evidence,
    searches,
    provenance,
    retired,
    derived,
)


def all_rules() -> list[Rule]:
    """Every rule, in the order of the modules."""
    place = {module.__name__: i for i, module in enumerate(MODULES)}
    return sorted(RULES.values(), key=lambda rule: place[rule.check.__module__])
