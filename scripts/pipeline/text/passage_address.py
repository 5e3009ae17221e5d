"""Passage addresses: they name a place in a text without quoting it.

Tokenisation lives in the loader, which needs it too.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.loader import LEAD_TOKENS, fingerprint, joined, normalise, spans, words

__all__ = [
    "LEAD_TOKENS",
    "MAX_RUN",
    "Address",
    "Text",
    "fingerprint",
    "joined",
    "normalise",
    "spans",
    "words",
]

_ADDRESS = re.compile(r"([0-9]{1,9})-([0-9]{1,9})/([0-9]{1,9})/([0-9a-f]{16})/([0-9a-f]{16})")
MAX_RUN = 7  # tokens in a row that may be as an article has them


@dataclass(frozen=True)
class Address:
    """Where a passage is: offsets, number of tokens, fingerprint, and fingerprint of its lead.

    Offsets count code points from 0; the end is exclusive. The lead is the tokens before it.
    """

    start: int
    end: int
    token_count: int
    fingerprint: str
    lead: str

    def __str__(self) -> str:
        return f"{self.start}-{self.end}/{self.token_count}/{self.fingerprint}/{self.lead}"

    @classmethod
    def parse(cls, text: object) -> Address:
        """Read `start-end/tokens/fingerprint/lead`; ValueError says what is wrong with it."""
        match = _ADDRESS.fullmatch(text) if isinstance(text, str) else None
        if not match:
            raise ValueError("a passage address has the form start-end/tokens/fingerprint/lead")
        start, end, count = (int(match[i]) for i in (1, 2, 3))
        if end <= start:
            raise ValueError("a passage must end after its start")
        if not 1 <= count <= end - start:
            raise ValueError("a passage has at least one token, and no more tokens than characters")
        return cls(start, end, count, match[4], match[5])


class Text:
    """A captured text and its tokens."""

    def __init__(self, text: str):
        self.text = text
        self.tokens, self.starts, self.ends = spans(text)

    def token_range(self, start: int, end: int) -> tuple[int, int] | None:
        """Token indexes (first, after the last) of a range of offsets.

        None unless both ends are token boundaries.
        """
        first, last = bisect_left(self.starts, start), bisect_left(self.ends, end)
        if first >= len(self.starts) or last >= len(self.ends) or last < first:
            return None
        if self.starts[first] != start or self.ends[last] != end:
            return None
        return first, last + 1

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """The range of offsets widened to whole tokens; unchanged where it touches no token."""
        first, stop = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (self.starts[first], self.ends[stop - 1]) if first < stop else (start, end)

    def address(self, first: int, stop: int) -> Address:
        """Address of the tokens from index `first` to `stop` (exclusive)."""
        return Address(
            self.starts[first],
            self.ends[stop - 1],
            stop - first,
            fingerprint(self.tokens[first:stop]),
            fingerprint(self.tokens[max(0, first - LEAD_TOKENS) : first]),
        )

    def find(self, wanted: list[str], start: int = 0, stop: int | None = None) -> list[int]:
        """Indexes at which the token sequence `wanted` begins, between two token indexes."""
        size, stop = len(wanted), len(self.tokens) if stop is None else stop
        if not size:
            return []
        return [
            i
            for i in range(start, stop - size + 1)
            if self.tokens[i] == wanted[0] and self.tokens[i : i + size] == wanted
        ]

    def marked(self, places: Iterable[tuple[int, int]]) -> bytearray:
        """One byte a token: 1 where it is in one of the `places`, else 0.

        `places` are (start, end) offsets; those that are not on token boundaries are ignored.
        """
        marks = bytearray(len(self.tokens))
        for start, end in places:
            found = self.token_range(start, end)
            if found:
                marks[found[0] : found[1]] = b"\1" * (found[1] - found[0])
        return marks

    def uncovered(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Runs of token indexes (first, after the last) that none of the `places` covers."""
        marks, runs, at = self.marked(places), [], 0
        while (first := marks.find(0, at)) >= 0:
            at = marks.find(1, first)
            at = len(marks) if at < 0 else at
            runs.append((first, at))
        return runs

    def facts(self) -> dict[str, str | int]:
        """What the table `articles` says of a text: hash, characters and tokens, by column."""
        return {
            "text_sha256": self.sha256(),
            "text_characters": len(self.text),
            "text_tokens": len(self.tokens),
        }

    def differs_from(self, article: Mapping[str, object]) -> str | None:
        """The first of these columns whose value is another one; None for the same text."""
        facts = self.facts().items()
        return next((column for column, value in facts if article[column] != value), None)

    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()
