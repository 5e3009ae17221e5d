"""Which problem of files, descriptor and documents explains which other one."""

from __future__ import annotations

from pipeline.base.names import DESCRIPTOR
from pipeline.base.problems import Problem
from pipeline.checks.explanation import Explanation, Keys, in_table

DESCRIPTOR_PARTS = {
    "descriptor-differs",
    "resource-differs",
    "resource-missing",
    "resource-twice",
    "resource-unknown",
    "schema-differs",
}
LAST_WRITTEN = ("croissant.json", DESCRIPTOR)  # both repeat sizes and hashes of other files


def _finer_than_hash(problem: Problem) -> Keys:
    is_cause = problem.rule != "file-hash" and not _is_frictionless(problem)
    return [problem.table, problem.file] if is_cause else []


def _wrong_hash(problem: Problem) -> Keys:
    return {problem.table, problem.file} - {None} if problem.rule == "file-hash" else ()


def _draft(problem: Problem) -> Keys:
    return [(problem.file, problem.line)] if problem.rule == "passage-draft" else []


def _shape_at(problem: Problem) -> Keys:
    # what is wrong in the shape of a file is in no table yet
    is_shape = problem.layer == "curation" and problem.table is None
    is_other = is_shape and problem.rule != "passage-draft"
    return [(problem.file, problem.line)] if is_other else []


def _renamed_file(problem: Problem) -> Keys:
    return in_table(problem) if problem.rule == "stray-file" else ()


def _missing_file(problem: Problem) -> Keys:
    return in_table(problem) if problem.rule == "file-missing" else ()


def _descriptor_differs(problem: Problem) -> Keys:
    is_cause = problem.rule in ("differs", "file-missing") and problem.file == DESCRIPTOR
    return [DESCRIPTOR] if is_cause else []


def _of_descriptor(problem: Problem) -> Keys:
    is_effect = problem.file == DESCRIPTOR and problem.layer == "descriptor"
    return [DESCRIPTOR] if is_effect and not _descriptor_differs(problem) else []


def _different_part(problem: Problem) -> Keys:
    return [_part(problem)] if problem.rule in DESCRIPTOR_PARTS else []


def _profile_of_part(problem: Problem) -> Keys:
    return [_part(problem)] if problem.rule == "descriptor-profile" else []


def _part(problem: Problem) -> tuple[str, ...]:
    """The resource, or else the key at the top, that a problem of the descriptor lies in."""
    path = (problem.field or "").split("/")
    return tuple(path[: 2 if path[0] == "resources" else 1])


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


FILE_CAUSES = (
    Explanation(
        "A passage that is still a draft has words in place of an address.", _draft, _shape_at
    ),
    Explanation(
        "A problem in a file says more than that its hash is wrong.",
        _finer_than_hash,
        _wrong_hash,
    ),
    Explanation(
        "The file of a table is missing because it was renamed.", _renamed_file, _missing_file
    ),
    Explanation(
        "A descriptor that is not what the build writes breaks its profile as a consequence.",
        _descriptor_differs,
        _of_descriptor,
    ),
    Explanation(
        "A part of the descriptor that is not what schemas/ gives breaks the profiles too.",
        _different_part,
        _profile_of_part,
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
