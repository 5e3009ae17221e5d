r"""Tokens and fingerprints, which name a place in a text without quoting it.

A token is a run of `\w` characters of the raw text, then NFKC-normalised and case-folded. Combining
marks within a run belong to it, and invisible characters within it (soft hyphens, zero-width ones)
are dropped: so text that is canonically equal has the same tokens. Offsets count code points of the
raw text, end exclusive (W3C Web Annotation, TextPositionSelector).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_WORD = re.compile(r"\w+")
_MARKS = ("Mn", "Mc", "Me")
# invisible though Unicode counts them as marks: joiners and variation selectors
_INVISIBLE_MARKS = re.compile("[\u034f\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
LEAD_TOKENS = 4  # the lead of a passage is the fingerprint of so many tokens before it


def normalise(word: str) -> str:
    """One token in the form in which tokens are compared."""
    if not word.isprintable() or _INVISIBLE_MARKS.search(word):  # first, which is fast
        word = "".join(sign for sign in word if not _is_invisible(sign))
    return unicodedata.normalize("NFKC", word).casefold()


def words(text: str) -> list[str]:
    """The normalised tokens of a text, in order."""
    if text.isascii():  # a faster way; such letters have one form and one lower case
        return _WORD.findall(text.lower())
    return [normalise(match.group()) for match in _word(text).finditer(text)]


def joined(text: str) -> str:
    """The tokens of a text joined by one space: the form in which names and titles are compared."""
    return " ".join(words(text))


def spans(text: str) -> tuple[list[str], list[int], list[int]]:
    """The normalised tokens of a text, their starts and their ends: three lists of one length."""
    starts, ends, tokens = list[int](), list[int](), list[str]()
    known: dict[str, str] = {}  # most words of a long text occur often
    for match in _word(text).finditer(text):
        word = match.group()
        token = known.get(word)
        if token is None:
            token = known[word] = normalise(word)
        tokens.append(token)
        starts.append(match.start())
        ends.append(match.end())
    return tokens, starts, ends


def fingerprint(tokens: list[str]) -> str:
    """First 16 hexadecimal digits of the SHA-256 of the tokens joined by one space."""
    return hashlib.sha256(" ".join(tokens).encode("utf-8")).hexdigest()[:16]


def _is_invisible(sign: str) -> bool:
    """Whether a character is dropped within a token."""
    return unicodedata.category(sign) == "Cf" or bool(_INVISIBLE_MARKS.match(sign))


def _word(text: str) -> re.Pattern[str]:
    r"""The form of a token in a text. Most texts hold no character that needs more than `\w`."""
    if text.isascii():
        return _WORD
    odd = [sign for sign in set(text) if unicodedata.category(sign) in (*_MARKS, "Cf")]
    if not odd:
        return _WORD
    dropped = "".join(re.escape(sign) for sign in odd if _is_invisible(sign))
    marks = "".join(re.escape(sign) for sign in odd if not _is_invisible(sign))
    within = rf"[\w{marks}]"
    # an invisible character at the end of a word is no part of it
    return re.compile(rf"\w{within}*" + (rf"(?:[{dropped}]+{within}+)*" if dropped else ""))
