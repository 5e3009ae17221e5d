"""The values of a curation file: mappings and lists that know their lines."""

from __future__ import annotations

from collections.abc import Iterable


class Map(dict):
    """A mapping that knows its line and, in `lines`, the line of each key."""

    __slots__ = ("line", "lines")  # there are as many as rows, and more
    line: int
    lines: dict[str, int]


class Seq(list):
    """A list that knows its line and, in `lines`, the line of each item."""

    __slots__ = ("line", "lines")
    line: int
    lines: list[int]


class OneLine(dict):
    """The lines of the keys of a mapping that stands on one line."""

    __slots__ = ("line",)

    def __init__(self, line: int):
        self.line = line

    def __missing__(self, key: str) -> int:
        return self.line

    def get(self, key, default=None):
        return self.line

    def values(self):
        return (self.line,)


def line_at(document: Map | Seq, path: Iterable[str | int]) -> int:
    """The line of what stands under a path of keys and indexes (which may be text), as far as the path goes in the document."""
    line, at = document.line, document
    for part in path:
        try:
            key = int(part) if isinstance(at, Seq) else part
            line, at = at.lines[key], at[key]
        except (AttributeError, KeyError, IndexError, ValueError):
            break
    return line
