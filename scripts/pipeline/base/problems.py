"""The one type that every check yields, so that all errors read alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Problem:
    """Something wrong, where it is, and how to mend it.

    `rule` is the short name of the rule that was broken; `layer` says what
    found it: curation, schemas, files, descriptor, tables (frictionless), rows, rules or captures.
    `file` and `line` (from 1) say where to mend it: in a checkout the curation file, otherwise
    the published file. `table`, `row` (its key) and `field` say what it is about.
    """

    rule: str
    message: str
    mend: str = ""
    layer: str = "rules"
    file: str | None = None
    line: int | None = None
    table: str | None = None
    row: str | None = None
    field: str | None = None
    # other rows that were judged with this one, as (table, key); nobody reads these in a report
    also: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        """`file:line`, as editors understand it."""
        if not self.file:
            return ""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def subject(self) -> str:
        """`table[row].field`, as far as known."""
        if not self.table:
            return ""
        row = f"[{self.row}]" if self.row else ""
        return f"{self.table}{row}" + (f".{self.field}" if self.field else "")

    def text(self) -> str:
        """The problem as people read it: place, rule, subject, message, and the mending."""
        head = ": ".join(part for part in (self.place, self.rule, self.subject) if part)
        lines = [head, f"    {self.message}"]
        if self.mend:
            lines.append(f"    -> {self.mend}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """The problem as programs read it; None where something is not known."""
        values = asdict(self)
        del values["also"]
        return values

    def at(self, **changes: Any) -> Problem:
        """A copy with other values."""
        return replace(self, **changes)


class Refused(Exception):
    """Raised where a step cannot go on; carries the problems that say why."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))


class CouldNotRun(Refused):
    """Raised where a command cannot run at all: nothing can be said of the package."""


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Problems sorted by place, each once."""
    return sorted(set(problems), key=_place)


def _place(problem: Problem) -> tuple[str | int | tuple[tuple[str, str], ...], ...]:
    """The place first, then all else, as two problems at one place must not change places."""
    return (
        problem.file or "",
        problem.line or 0,
        problem.table or "",
        problem.row or "",
        problem.field or "",
        problem.rule,
        problem.message,
        problem.mend,
        problem.layer,
        problem.also,
    )
