"""What an explanation is: a kind of problem that another kind follows from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.base.problems import Problem

Keys = Iterable[object]


def in_table(problem: Problem) -> Keys:
    """The table of a problem, if it has one."""
    return [problem.table] if problem.table else []


def row_of(problem: Problem) -> Keys:
    """The row of a problem with its table, if it has both."""
    return [(problem.table, problem.row)] if problem.table and problem.row else []


@dataclass(frozen=True)
class Explanation:
    """`cause` and `effect` give the keys of a problem, and none for a problem that is neither.

    `why` says in one sentence why the one explains the other.
    """

    why: str
    cause: Callable[[Problem], Keys]
    effect: Callable[[Problem], Keys]
