"""The values of a curation file: mappings and lists that know their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Map(dict[str, Any]):
    """A mapping that knows its line and, in `lines`, the line of each key."""

    __slots__ = ("line", "lines")  # saves memory: there are more of these than rows
    line: int
    lines: Mapping[str, int]


class Seq(list[Any]):
    """A list that knows its line and, in `lines`, the line of each item."""

    __slots__ = ("line", "lines")
    line: int
    lines: list[int]


class OneLine(dict[str, int]):
    """The lines of the keys of a mapping that is written on one line."""

    __slots__ = ("line",)

    def __init__(self, line: int):
        self.line = line

    def __missing__(self, key: str) -> int:
        return self.line

    def get(self, key: str, default: object = None, /) -> int:
        """The one line, for every key."""
        return self.line

    def values(self) -> Any:
        """The one line, once."""
        return (self.line,)


def line_at(document: Map | Seq, path: Iterable[str | int]) -> int:
    """The line of the value under a path of keys and indexes (which may be text).

    Where the path leads out of the document, it is the line of the last value on the way.
    """
    line: int = document.line
    at: Any = document
    for part in path:
        try:
            key = int(part) if isinstance(at, Seq) else part
            line, at = at.lines[key], at[key]
        except (AttributeError, KeyError, IndexError, ValueError):
            break
    return line
