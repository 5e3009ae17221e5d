"""Which problem of rows and rules explains which other one."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.base.problems import Problem
from pipeline.checks.causes_of_meaning import MEANING_LOOKS_THROUGH, OF_EVIDENCE
from pipeline.checks.explanation import Explanation, Keys, in_table, row_of
from pipeline.checks.rules.registry import RULES
from pipeline.derived.registry import following

BROKEN = {"row-schema", "control-character", "foreign-key", "term-cycle", "empty-table"}
ROW_FAULTS = {"unique-key", "primary-key", "row-schema", "control-character"}
_OF_MISSING_WORD = {"foreign-key", "formula", "markup-remains"}
_TREES = {"terms", "term_members"}
_ALIGNED = {"measures", "term_relations"} | _TREES  # by which findings and propositions are held
# rules that a wrong place in the tree breaks at the term itself, from the surest on
TREE_RULES = (
    "broader-kind",
    "term-copy",
    "head-of-muscle",
    "muscle-home",
    "group-members",
    "muscle-place",
    "genus",
    "broader-axes",
    "muscle-region",
)
_NO_PLACE = ("latin_name", "source", "name")  # columns in which these rules find something else

# rules that find a thing missing or unused, and the tables that they look through
LOOKS_THROUGH = {
    "unused-name": {"articles", "claims"},
    "unused-term": {"claim_terms", "propositions", "findings"} | _TREES,
    "unused-study": {"claim_citations", "citations", "evidence", "evidence_left_out", "findings"},
    "unused-measure": {"findings"},
    "unclaimed-proposition": {"claims"},
    "passage-role": {"claims"},
    "mapping-kind": {"mappings"} | _TREES,
    "looked-for": {"evidence", "searches"},
    "fitting-finding": {"evidence", "evidence_left_out"} | _ALIGNED,
    "muscle-place": {"mappings"},
    "slot-kind": {"terms"},
    "mapping-tree": _TREES,
    "ordinals": {"searches", "readings", "mapping_readings", "evidence_readings"},
    "axes-tree": _TREES,
    "group-expands": _TREES,
    "relation-twice": _TREES,
    **dict.fromkeys(OF_EVIDENCE, _ALIGNED),
    **MEANING_LOOKS_THROUGH,
}
# rules that judge a row together with rows of other tables that share a part of its key
JUDGES_WITH = {
    "slots-named": {"claim_terms"},
    "names-normalised": {"claim_terms"},
    "number-coded": {"claim_quantities"},
    "energy-mapped": {"energy_costs"},
    **{rule: {"findings", "propositions"} for rule in OF_EVIDENCE},
}


def _row_with(rules: set[str]) -> Callable[[Problem], Keys]:
    """The row of a problem of one of these rules."""
    return lambda problem: row_of(problem) if problem.rule in rules else ()


def _of_faulty_row(problem: Problem) -> Keys:
    return () if problem.rule in ROW_FAULTS | {"foreign-key"} else row_of(problem)


def _misplaces(problem: Problem) -> bool:
    """Whether a problem says that a term is in a wrong place of the tree."""
    is_tree = problem.table in ("terms", "term_members", "muscles", "exercises")
    return is_tree and problem.rule in TREE_RULES and problem.field not in _NO_PLACE


def _broken_table(problem: Problem) -> Keys:
    if _misplaces(problem):
        return ["terms"]
    return [problem.table] if problem.rule in BROKEN else []


def _surer_rule(problem: Problem) -> Keys:
    if not _misplaces(problem):
        return []
    rank = TREE_RULES.index(problem.rule)
    return [(problem.row, rule) for rule in TREE_RULES[rank + 1 :]]


def _tree_rule(problem: Problem) -> Keys:
    return [(problem.row, problem.rule)] if _misplaces(problem) else []


def _circle(problem: Problem) -> Keys:
    return ["circle"] if problem.rule == "term-cycle" else []


def _in_circle(problem: Problem) -> Keys:
    return ["circle"] if _misplaces(problem) else []


def _wrong_member(problem: Problem) -> Keys:
    """The parts of a membership whose kinds do not fit."""
    is_effect = problem.rule == "group-members" and problem.table == "term_members"
    return [("kind", part) for part in _parts(problem)] if is_effect else []


def _wrong_kind(problem: Problem) -> Keys:
    is_cause = _misplaces(problem) and problem.rule in ("broader-kind", "term-copy")
    return [("kind", problem.row)] if is_cause else []


def _wrong_axis(problem: Problem) -> Keys:
    return ["axes"] if problem.rule == "axis-named" else []


def _by_axes(problem: Problem) -> Keys:
    return ["axes"] if problem.rule in ("broader-axes", "axes-tree") else []


def _judged_by_axes(problem: Problem) -> Keys:
    is_relation = problem.rule in ("relation-kinds", "relation-twice")
    if is_relation or (problem.rule == "axes-tree" and problem.table == "exercises"):
        return ["tree of evidence"]
    is_term = problem.rule == "evidence-follows" and problem.table == "terms"
    return ["place by evidence"] if is_term else []


def _judged_evidence(problem: Problem) -> Keys:
    if problem.rule == "evidence-follows":
        return ["tree of evidence"]
    is_other = problem.rule in (*OF_EVIDENCE, "fitting-finding")
    return ["tree of evidence", "place by evidence"] if is_other else []


def _wrong_mapping(problem: Problem) -> Keys:
    is_mapping = problem.table == "mappings" and problem.rule.startswith("mapping-")
    is_cause = is_mapping and problem.rule not in LOOKS_THROUGH
    return ["mappings"] if is_cause else []


def _place_by_mapping(problem: Problem) -> Keys:
    return ["mappings"] if problem.rule == "muscle-place" else []


def _of_strict_rule(problem: Problem) -> Keys:
    is_strict = problem.rule in RULES and not RULES[problem.rule].waivable
    # what looks through other tables may itself be a consequence
    return row_of(problem) if is_strict and problem.rule not in LOOKS_THROUGH else ()


def _of_waivable_rule(problem: Problem) -> Keys:
    return row_of(problem) if problem.rule in RULES and RULES[problem.rule].waivable else ()


def _missing_word(problem: Problem) -> Keys:
    return [(*row_of(problem), problem.field)] if problem.rule == "missing-word" else []


def _of_missing_word(problem: Problem) -> Keys:
    return [(*row_of(problem), problem.field)] if problem.rule in _OF_MISSING_WORD else []


def _looks_through(problem: Problem) -> Keys:
    """The tables that a rule looks through, or the rule of a waiver that lifts nothing."""
    rule = problem.rule
    if rule == "waiver-needed":
        rule = (problem.row or "").rpartition("/")[2]
    return LOOKS_THROUGH.get(rule, ())


def _parts(problem: Problem) -> list[str]:
    return (problem.row or "").split("/")


def _broken_parts(problem: Problem) -> Keys:
    return [(problem.table, part) for part in _parts(problem)] if problem.rule in BROKEN else []


def _judged_with(problem: Problem) -> Keys:
    tables = JUDGES_WITH.get(problem.rule, ())
    return [(table, part) for table in tables for part in _parts(problem)]


def _derived_from(problem: Problem) -> Keys:
    is_cause = problem.rule not in ("derived-view", "file-hash", "document-differs")
    is_cause = is_cause and not problem.rule.startswith("frictionless-")
    return following({problem.table}) if is_cause else ()


def _changed_source(problem: Problem) -> Keys:
    return following({problem.table}) if problem.rule == "file-hash" else ()


def _derived_row(problem: Problem) -> Keys:
    return in_table(problem) if problem.rule == "derived-view" else ()


ROW_CAUSES = (
    Explanation(
        "Rows that agree in a unique key are two entries for one thing, and often share more.",
        _row_with({"unique-key"}),
        _row_with(ROW_FAULTS - {"unique-key"}),
    ),
    Explanation(
        "A row that is there twice breaks its schema twice.",
        _row_with({"primary-key"}),
        _row_with({"row-schema", "control-character"}),
    ),
    Explanation(
        "A row that breaks its schema, or is there twice, cannot be judged further.",
        _row_with(ROW_FAULTS),
        _of_faulty_row,
    ),
    Explanation(
        "A row with a fault of its own is not judged by its words.",
        _of_strict_rule,
        _of_waivable_rule,
    ),
    Explanation(
        "A word that says that there is no value refers to no row and is no formula.",
        _missing_word,
        _of_missing_word,
    ),
    Explanation(
        "A thing may seem missing, unused or misplaced because a row that names it is broken.",
        _broken_table,
        _looks_through,
    ),
    Explanation(
        "A wrong place in the tree breaks several rules about the same term.",
        _surer_rule,
        _tree_rule,
    ),
    Explanation("A term in a circle has no place in the tree.", _circle, _in_circle),
    Explanation(
        "A member of another kind than its group may be a term whose kind is wrong.",
        _wrong_kind,
        _wrong_member,
    ),
    Explanation("Forms of exercise are compared by their axes.", _wrong_axis, _by_axes),
    Explanation(
        "Evidence is judged by tree and relations, whose faults other rules see more surely.",
        _judged_by_axes,
        _judged_evidence,
    ),
    Explanation(
        "The places of muscles are compared with the mappings.",
        _wrong_mapping,
        _place_by_mapping,
    ),
    Explanation(
        "Rows that belong together do not fit while one of them is broken.",
        _broken_parts,
        _judged_with,
    ),
    Explanation(
        "What is wrong in a table is wrong in the tables derived from it.",
        _derived_from,
        in_table,
    ),
    Explanation(
        "Derived rows do not follow from a table that was changed after the build.",
        _changed_source,
        _derived_row,
    ),
)
