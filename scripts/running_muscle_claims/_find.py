"""Find passages by their fingerprints in another version of their article."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from ._tokens import LEAD_TOKENS, spans

if TYPE_CHECKING:
    import pandas

Places = dict[str, tuple[int, int]]  # passage_id to start and end, in code points
_SURE_TOKENS = 8  # so many words in a row hardly occur twice by chance; fewer may
_BYTES = 8  # of a SHA-256, in a fingerprint
_KNOWN = 100_000  # runs that are remembered at a time: long texts often repeat the same
_LONG = 1_000_000  # characters; no article is as long


class _Prints:
    """The fingerprints of the runs of tokens in a text."""

    def __init__(self, tokens: list[str]):
        encoded = [token.encode("utf-8") for token in tokens]
        self.count, self.joined = len(tokens), b" ".join(encoded)
        # where each token begins; the end of the text counts as the begin of one more
        self.at = [0, *accumulate(len(token) + 1 for token in encoded)]

    def of(self, first: int, stop: int) -> bytes:
        """The fingerprint of the tokens from `first` to `stop` (exclusive)."""
        run = self.joined[self.at[first] : max(self.at[first], self.at[stop] - 1)]
        return hashlib.sha256(run).digest()[:_BYTES]

    def starts(self, size: int, wanted: set[bytes]) -> dict[bytes, list[int]]:
        """Where the runs of `size` tokens begin that have one of the fingerprints."""
        return self._where(self.at, self.at[size:], wanted)

    def after(self, leads: set[bytes]) -> dict[bytes, list[int]]:
        """Which tokens follow on one of the leads."""
        return self._where([0] * LEAD_TOKENS + self.at, self.at, leads)

    def _where(
        self, starts: list[int], stops: list[int], wanted: set[bytes]
    ) -> dict[bytes, list[int]]:
        """The numbers of the runs of bytes, one from each start to each stop, that are wanted."""
        joined, sha256 = self.joined, hashlib.sha256
        known: dict[bytes, bytes | None] = {}  # None for a run that is not wanted
        found: dict[bytes, list[int]] = {}
        for number, (start, stop) in enumerate(zip(starts, stops, strict=False)):
            run = joined[start : stop - 1] if stop > start else b""
            if run in known:
                own = known[run]
            else:
                own = sha256(run).digest()[:_BYTES]
                known[run] = own = own if own in wanted else None
                if len(known) > _KNOWN:
                    known.clear()
            if own is not None:
                found.setdefault(own, []).append(number)
        return found


def find(text: str, passages: pandas.DataFrame, article: pandas.DataFrame) -> Places:
    """Where the `passages` are in another version of their article; only those found for sure.

    Both tables have passage_id as their index. `article` has all passages of the article, in which
    two may have the same words. A passage that follows on its lead once is found. A passage of many
    words, which no other has, is found without its lead if its words are there once. To look for
    those takes longest.
    """
    tokens, starts, ends = spans(text)
    prints = _Prints(tokens)
    rows = {
        str(passage): (int(size), bytes.fromhex(own), bytes.fromhex(lead))
        for passage, size, own, lead in zip(
            article.index,
            article["token_count"],
            article["fingerprint"],
            article["lead"],
            strict=True,
        )
    }
    followers = prints.after({lead for _, _, lead in rows.values()})
    by_lead = {
        passage: [
            first
            for first in followers.get(lead, ())
            if first + size <= prints.count and prints.of(first, first + size) == own
        ]
        for passage, (size, own, lead) in rows.items()
    }
    same = Counter(own for _, own, _ in rows.values())
    twins = Counter((own, lead) for _, own, lead in rows.values())
    found: Places = {}
    alone: dict[int, dict[bytes, str]] = {}
    for passage in map(str, passages.index):
        size, own, lead = rows[passage]
        at = by_lead[passage]
        if len(at) == 1 and twins[own, lead] == 1:
            found[passage] = starts[at[0]], ends[at[0] + size - 1]
        elif not at and size >= _SURE_TOKENS and same[own] == 1:
            alone.setdefault(size, {})[own] = passage
    if len(text) > _LONG and not any(by_lead.values()):
        return found  # this is no version of the article, and to look further would take minutes
    for size, of_size in alone.items():
        for own, at in prints.starts(size, set(of_size)).items():
            if len(at) == 1:
                found[of_size[own]] = starts[at[0]], ends[at[0] + size - 1]
    return found
