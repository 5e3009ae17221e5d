"""One cause, one error: which problem explains which.

Every check reports all that it finds. (A rule cannot judge a row if the row that it refers to is
missing; it leaves such a row out.) A problem that only follows from another one is then dropped
here, and nowhere else. `EXPLANATIONS` is the list: a problem of a cause explains each problem of an
effect that shares a key with it. The order of rules and problems plays no part. What was dropped
but was no consequence comes back once its cause is mended.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.base.problems import Problem, ordered
from pipeline.checks.causes_of_meaning import MEANING
from pipeline.checks.file_causes import FILE_CAUSES
from pipeline.checks.row_causes import ROW_CAUSES
from pipeline.checks.same_claim import CLAIM_CAUSES

EXPLANATIONS = (
    *CLAIM_CAUSES,
    *ROW_CAUSES,
    *MEANING,
    *FILE_CAUSES,
)


def first_causes(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that no other problem explains, sorted by place, each once."""
    known = ordered(problems)
    dropped: set[Problem] = set()
    for one in EXPLANATIONS:
        causes = {key for problem in known for key in one.cause(problem)}
        if causes:
            dropped.update(p for p in known if not causes.isdisjoint(one.effect(p)))
    return [problem for problem in known if problem not in dropped]
