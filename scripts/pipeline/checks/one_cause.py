"""One cause, one error: which problem explains which.

Every check reports all that it finds. (A rule cannot judge a row if the row that it refers to is
missing; it leaves such a row out.) A problem that only follows from another one is then dropped
here, and nowhere else. `EXPLANATIONS` is the list: a problem of a cause explains each problem of an
effect that shares a key with it. The order of rules and problems plays no part. What was dropped
but was no consequence comes back once its cause is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.base.names import DESCRIPTOR
from pipeline.base.problems import Problem, ordered
from pipeline.derived.registry import following

Keys = Iterable[object]

BROKEN = {"row-schema", "control-character", "foreign-key", "term-cycle"}
ROW_FAULTS = {"unique-key", "primary-key", "row-schema", "control-character"}
_TREES = {"terms", "term_members"}

# rules that find a thing missing or unused, and the tables that they look through
LOOKS_THROUGH = {
    "unused-name": {"articles", "claims"},
    "unused-term": {"claim_terms", "propositions", "findings"} | _TREES,
    "unused-study": {"claim_citations", "citations", "evidence", "findings"},
    "unclaimed-proposition": {"claims"},
    "passage-role": {"claims"},
    "mapping-kind": {"mappings"},
    "looked-for": {"evidence", "searches"},
    "fitting-finding": {"evidence"},
    "ordinals": {"searches", "readings", "mapping_readings", "evidence_readings"},
    "axes-tree": _TREES,
    "group-expands": _TREES,
    "evidence-direction": _TREES,
    "evidence-directness": _TREES,
}
# rules that judge a row together with rows of other tables that share a part of its key
JUDGES_WITH = {
    "slots-named": {"claim_terms"},
    "names-normalised": {"claim_terms"},
    "number-coded": {"claim_quantities"},
    "energy-mapped": {"energy_costs"},
    "evidence-direction": {"findings", "propositions"},
    "evidence-directness": {"findings", "propositions"},
}


@dataclass(frozen=True)
class Explanation:
    """`cause` and `effect` give the keys of a problem, and none for a problem that is neither.

    `why` says in one sentence why the one explains the other.
    """

    why: str
    cause: Callable[[Problem], Keys]
    effect: Callable[[Problem], Keys]


def first_causes(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that no other problem explains, sorted by place, each once."""
    known = ordered(problems)
    dropped: set[Problem] = set()
    for one in EXPLANATIONS:
        causes = {key for problem in known for key in one.cause(problem)}
        if causes:
            dropped.update(p for p in known if not causes.isdisjoint(one.effect(p)))
    return [problem for problem in known if problem not in dropped]


def _row(problem: Problem) -> Iterator[object]:
    if problem.table and problem.row:
        yield problem.table, problem.row


def _row_with(rules: set[str]) -> Callable[[Problem], Keys]:
    """The row of a problem of one of these rules."""
    return lambda problem: _row(problem) if problem.rule in rules else ()


def _of_faulty_row(problem: Problem) -> Keys:
    return () if problem.rule in ROW_FAULTS | {"foreign-key"} else _row(problem)


def _broken_table(problem: Problem) -> Keys:
    return [problem.table] if problem.rule in BROKEN else []


def _looks_through(problem: Problem) -> Keys:
    return LOOKS_THROUGH.get(problem.rule, ())


def _parts(problem: Problem) -> list[str]:
    return (problem.row or "").split("/")


def _broken_parts(problem: Problem) -> Keys:
    return [(problem.table, part) for part in _parts(problem)] if problem.rule in BROKEN else []


def _judged_with(problem: Problem) -> Keys:
    tables = JUDGES_WITH.get(problem.rule, ())
    return [(table, part) for table in tables for part in _parts(problem)]


def _derived_from(problem: Problem) -> Keys:
    return () if problem.rule in ("derived-view", "file-hash") else following({problem.table})


def _in_table(problem: Problem) -> Keys:
    return [problem.table] if problem.table else []


def _changed_source(problem: Problem) -> Keys:
    return following({problem.table}) if problem.rule == "file-hash" else ()


def _derived_row(problem: Problem) -> Keys:
    return _in_table(problem) if problem.rule == "derived-view" else ()


def _finer_than_hash(problem: Problem) -> Keys:
    is_cause = problem.rule != "file-hash" and not _is_frictionless(problem)
    return [problem.table, problem.file] if is_cause else []


def _wrong_hash(problem: Problem) -> Keys:
    return {problem.table, problem.file} - {None} if problem.rule == "file-hash" else ()


def _draft(problem: Problem) -> Keys:
    return [(problem.file, problem.line)] if problem.rule == "passage-draft" else []


def _shape_at(problem: Problem) -> Keys:
    is_other = problem.layer == "curation" and problem.rule != "passage-draft"
    return [(problem.file, problem.line)] if is_other else []


def _descriptor_differs(problem: Problem) -> Keys:
    is_cause = problem.rule in ("differs", "file-missing") and problem.file == DESCRIPTOR
    return [DESCRIPTOR] if is_cause else []


def _of_descriptor(problem: Problem) -> Keys:
    is_effect = problem.file == DESCRIPTOR and problem.layer == "descriptor"
    return [DESCRIPTOR] if is_effect and not _descriptor_differs(problem) else []


def _generated_file(problem: Problem) -> Keys:
    is_cause = problem.rule in ("differs", "file-missing") and problem.file not in LAST_WRITTEN
    return ["croissant"] if is_cause else []


def _croissant(problem: Problem) -> Keys:
    is_effect = problem.rule == "differs" and problem.file == "croissant.json"
    return ["croissant"] if is_effect else []


def _is_frictionless(problem: Problem) -> bool:
    return problem.rule.startswith("frictionless-")


def _ours(problem: Problem) -> Keys:
    return () if _is_frictionless(problem) else [problem.table or "(package)", "(any)"]


def _theirs(problem: Problem) -> Keys:
    if not _is_frictionless(problem):
        return ()
    any_table = problem.rule == "frictionless-foreign-key"
    return ["(any)"] if any_table else [problem.table or "(package)"]


def _anything_else(problem: Problem) -> Keys:
    is_other = problem.rule != "document-differs" and not _is_frictionless(problem)
    return ["documents"] if is_other else []


def _document(problem: Problem) -> Keys:
    return ["documents"] if problem.rule == "document-differs" else []


LAST_WRITTEN = ("croissant.json", DESCRIPTOR)  # both repeat sizes and hashes of other files

EXPLANATIONS = (
    Explanation(
        "A passage that is still a draft has words in place of an address.", _draft, _shape_at
    ),
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
        "A thing may seem missing or unused because the row that names it is broken.",
        _broken_table,
        _looks_through,
    ),
    Explanation(
        "Rows that belong together do not fit while one of them is broken.",
        _broken_parts,
        _judged_with,
    ),
    Explanation(
        "What is wrong in a table is wrong in the tables derived from it.",
        _derived_from,
        _in_table,
    ),
    Explanation(
        "Derived rows do not follow from a table that was changed after the build.",
        _changed_source,
        _derived_row,
    ),
    Explanation(
        "A problem in a file says more than that its hash is wrong.",
        _finer_than_hash,
        _wrong_hash,
    ),
    Explanation(
        "A descriptor that is not what the build writes breaks its profile as a consequence.",
        _descriptor_differs,
        _of_descriptor,
    ),
    Explanation(
        "croissant.json repeats the metadata, and the hashes of the tables.",
        _generated_file,
        _croissant,
    ),
    Explanation(
        "Frictionless reads the same files again, and sees references into a broken table.",
        _ours,
        _theirs,
    ),
    Explanation("Documents follow from everything else in a package.", _anything_else, _document),
)
