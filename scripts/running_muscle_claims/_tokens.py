r"""Tokens and fingerprints, which name a place in a text without quoting it.

A token is a run of `\w` characters of the raw text, then NFKC-normalised and case-folded. Offsets
count code points of the raw text, end exclusive (W3C Web Annotation, TextPositionSelector).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+")
LEAD_TOKENS = 4  # the lead of a passage is the fingerprint of so many tokens before it


def normalise(word: str) -> str:
    """One token in the form in which tokens are compared."""
    return unicodedata.normalize("NFKC", word).casefold()


def words(text: str) -> list[str]:
    """The normalised tokens of a text, in order."""
    if text.isascii():  # a faster way; such letters have one form and one lower case
        return _WORD.findall(text.lower())
    return [normalise(match.group()) for match in _WORD.finditer(text)]


def joined(text: str) -> str:
    """The tokens of a text joined by one space: the form in which names and titles are compared."""
    return " ".join(words(text))


def spans(text: str) -> tuple[list[str], list[int], list[int]]:
    """The normalised tokens of a text, their starts and their ends: three lists of one length."""
    found = list(_WORD.finditer(text))
    return (
        [normalise(match.group()) for match in found],
        [match.start() for match in found],
        [match.end() for match in found],
    )


def fingerprint(tokens: list[str]) -> str:
    """First 16 hexadecimal digits of the SHA-256 of the tokens joined by one space."""
    return hashlib.sha256(" ".join(tokens).encode("utf-8")).hexdigest()[:16]
