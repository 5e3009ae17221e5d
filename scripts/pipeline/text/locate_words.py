"""Find words in a captured text, and write the YAML of their passage: nobody types an offset."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from pipeline.text.passage_address import MAX_RUN, Address, Text
from pipeline.text.wanted_words import NotFound, read_wanted

__all__ = ["NotFound", "cue", "cue_runs", "is_glue", "locate"]

MAX_GLUE = 4  # tokens
REACH = 400  # tokens from the first words of a passage to its last
CUE = 2  # words; with more, a reader could put the article together again
_MAX_SHOWN = 6  # places in a message
_CONTEXT = 4  # tokens before each of them

_SENTENCE_END = re.compile(r"[.!?\n]")


def locate(text: Text, wanted: str) -> tuple[int, int]:
    """Token range (first, after the last) of `wanted`.

    `first words ... last words` is the range from the first to the last; `before >> words` is the
    place that follows the words before; `words @2` is the second place. Raises NotFound, which
    says which words are missing, how many places there are, or what cannot be read.
    """
    asked = read_wanted(text, wanted)
    start = asked.start
    places = [i + len(asked.before) for i in text.find(asked.before + start)]
    if not places:
        raise NotFound(_missing(text, start))
    if asked.number is not None:
        places = places[asked.number - 1 : asked.number] if asked.number else []
        if not places:
            raise NotFound(f"there is no place number {asked.number} with these words")
    if len(places) > 1:
        shown = "; ".join(
            f"{' '.join(text.tokens[max(0, i - _CONTEXT) : i])} >> {asked.head}"
            for i in places[:_MAX_SHOWN]
        )
        raise NotFound(
            f"the words are in {len(places)} places; put the words before them and >>, or add @ "
            f"and a number: {shown}"
        )
    first = places[0]
    if not asked.end:
        return first, first + len(start)
    ends = text.find(asked.end, first + len(start), min(len(text.tokens), first + REACH))
    if not ends:
        raise NotFound(f"the last words {asked.tail!r} do not follow within {REACH} words")
    return first, ends[0] + len(asked.end)


def _missing(text: Text, start: list[str]) -> str:
    """Which words of `start` are not in the text, or that the words before them are elsewhere."""
    longest = max((n for n in range(1, len(start) + 1) if text.find(start[:n])), default=0)
    if longest == len(start):
        return "the words before are not followed by them"
    return (
        f"the words are not in the text; it has {' '.join(start[:longest])!r} "
        f"but not {start[longest]!r} after it"
    )


def cue(text: Text, first: int, stop: int) -> str:
    """The first word or two of a passage, as the article has them, as a YAML string."""
    last = min(stop, first + CUE) - 1
    return json.dumps(
        " ".join(text.text[text.starts[first] : text.ends[last]].split()), ensure_ascii=False
    )


def cue_runs(cues: Iterable[tuple[Address, list[str]]], text: Text) -> list[int]:
    """How many tokens of the text in a row each cue gives, together with the cues before it.

    `cues` are (address, words of the cue). 0 without a cue, or where the passage does not begin
    with it. A cue that gives more than MAX_RUN does not count for those after it, because it has
    to go.
    """
    shown, found = bytearray(len(text.tokens)), list[int]()
    for address, cue in cues:
        place = text.token_range(address.start, address.end)
        stop = place[0] + len(cue) if place else 0
        if not place or not cue or text.tokens[place[0] : stop] != cue:
            found.append(0)
            continue
        before = bytes(shown[place[0] : stop])
        shown[place[0] : stop] = b"\1" * len(cue)
        found.append(stop - 1 - shown.rfind(0, 0, stop))
        if found[-1] > MAX_RUN:
            shown[place[0] : stop] = before
    return found


def is_glue(text: Text, first: int, stop: int) -> bool:
    """Whether the tokens are glue: a few words that belong to the passage before or after.

    True for up to MAX_GLUE tokens without a sentence end in them that are in one sentence with
    the token before or after.
    """
    if stop - first > MAX_GLUE or first == 0 or stop == len(text.tokens):
        return False
    if _ends_sentence(text, text.starts[first], text.ends[stop - 1]):
        return False
    return not (
        _ends_sentence(text, text.ends[first - 1], text.starts[first])
        and _ends_sentence(text, text.ends[stop - 1], text.starts[stop])
    )


def _ends_sentence(text: Text, start: int, end: int) -> bool:
    return _SENTENCE_END.search(text.text[start:end]) is not None
