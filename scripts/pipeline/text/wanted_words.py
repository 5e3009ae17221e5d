"""Read which words somebody looks for: beginning and end, the words before, and which place.

Programs write three points as one sign, and a keyboard may make other quotes and spaces. All that
means the same is read alike. What cannot be read is refused, because a sign that is left out would
find another place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.text.passage_address import Text, words

_NTH = re.compile(r"\s?@\s?([0-9]+)$")
_BEFORE = re.compile(r"\s?(?:>\s?>|[»≫⟫])\s?")
# three points, in brackets or not; NFKC makes three points of the one sign
_POINTS = re.compile(r"[\[(]\s?\.(?:\s?\.){2,}\s?[\])]|\.(?:\s?\.){2,}")
_LONELY = re.compile(r"(?:^|\s)[<>](?:\s|$)")


class NotFound(ValueError):
    """The words are not in the text, or in several places."""


@dataclass(frozen=True)
class Wanted:
    """The tokens of the words: `before` them, their `start`, and their `end` (empty: the same).

    `number` is that of the place, from 1, or None. `head` and `tail` are for messages.
    """

    before: list[str]
    start: list[str]
    end: list[str]
    number: int | None
    head: str
    tail: str


def read_wanted(text: Text, wanted: str) -> Wanted:
    """The words in a text that `wanted` asks for. NotFound says what cannot be read in it.

    `first words ... last words` is the range from the first to the last; `before >> words` is the
    place that follows the words before; `words @2` is the second place.
    """
    asked = " ".join(unicodedata.normalize("NFKC", wanted).replace("&gt;", ">").split())
    nth = _NTH.search(asked)
    asked = asked[: nth.start()] if nth else asked
    before, rest = _before(text, asked)
    head, tail = _ends(text, words(before), rest)
    if not words(head):
        raise NotFound("there are no words to look for")
    return Wanted(
        words(before), words(head), words(tail), int(nth[1]) if nth else None, head.strip(), tail
    )


def _before(text: Text, asked: str) -> tuple[str, str]:
    """The words before >>, and the rest."""
    if "«" in asked or "»" in text.text:  # then » is a quotation mark
        asked = asked.replace("»", " ")
    parts = _BEFORE.split(asked)
    if len(parts) > 2:  # noqa: PLR2004 - what is before the sign, and after it
        raise NotFound("there is more than one >>; keep the words directly before the place")
    if len(parts) == 1:
        if _LONELY.search(asked) and not re.search("[<>]", text.text):
            raise NotFound("a single < or > says nothing; write: words before >> words")
        return "", asked
    if not words(parts[0]):
        raise NotFound("there are no words before >>")
    return parts[0], parts[1]


def _ends(text: Text, before: list[str], rest: str) -> tuple[str, str]:
    """The first words and the last; no last ones where the words are meant as they are."""
    found = list(_POINTS.finditer(rest))
    if not found:
        return rest, ""
    # points that touch a word may be those of the article itself
    touching = all(_touches(rest, one) for one in found)
    if touching and text.find(before + words(rest)):
        return rest, ""
    if len(found) > 1:
        raise NotFound("there is more than one ...; keep the first words and the last")
    head, tail = rest[: found[0].start()], rest[found[0].end() :]
    if words(head) and not words(tail):
        raise NotFound("there are no words after ...")
    if words(tail) and not words(head):
        raise NotFound("there are no words before ...")
    return head, tail.strip()


def _touches(rest: str, points: re.Match[str]) -> bool:
    """Whether points without brackets follow on a word, or a word follows on them, directly."""
    bare = points.group().startswith(".")
    near = rest[max(0, points.start() - 1) : points.start()] + rest[points.end() : points.end() + 1]
    return bare and bool(near.strip())
