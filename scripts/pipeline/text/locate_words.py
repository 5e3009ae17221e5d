"""Find words in a captured text and write the YAML of their passage, so that nobody types an offset."""

from __future__ import annotations

import json
import re

from pipeline.text.passage_address import MAX_RUN, Text, words

MAX_GLUE = 4


REACH = 400


CUE = 2  # words; more would let a reader put the article together again


_NTH = re.compile(r" @([1-9][0-9]?)$")


_SENTENCE_END = re.compile(r"[.!?\n]")


class NotFound(ValueError):
    """The words are not in the text, or in several places."""


def locate(text: Text, wanted: str) -> tuple[int, int]:
    """Token range (first, behind the last) of `wanted`.

    `first words ... last words` spans from the first to the last; `before >> words` takes the place that
    follows the words before; `words @2` the second place. NotFound says what is missing or how many places
    there are.
    """
    nth = _NTH.search(wanted)
    wanted = wanted[: nth.start()] if nth else wanted
    before, _, rest = wanted.rpartition(" >> ")
    head, _, tail = rest.partition(" ... ")
    lead, start, end = words(before), words(head), words(tail)
    if not start:
        raise NotFound("there are no words to look for")
    places = [i + len(lead) for i in text.find(lead + start)]
    if not places:
        longest = max(
            (n for n in range(len(start) + 1) if text.find(start[:n]) or n == 0), default=0
        )
        raise NotFound(
            f"the words are not in the text; it has {' '.join(start[:longest])!r} but not {start[longest]!r} after it"
            if longest < len(start)
            else "the words before are not followed by them"
        )
    if nth:
        places = places[int(nth[1]) - 1 : int(nth[1])]
        if not places:
            raise NotFound(f"there is no place number {nth[1]} with these words")
    if len(places) > 1:
        shown = "; ".join(
            f"{' '.join(text.tokens[max(0, i - 4) : i])} >> {head}" for i in places[:6]
        )
        raise NotFound(
            f"the words stand in {len(places)} places; say which, or @ and a number behind the words: {shown}"
        )
    first = places[0]
    if not end:
        return first, first + len(start)
    ends = text.find(end, first + len(start), min(len(text.tokens), first + REACH))
    if not ends:
        raise NotFound(f"the last words {tail!r} do not follow within {REACH} words")
    return first, ends[0] + len(end)


def cue(text: Text, first: int, stop: int) -> str:
    """The first word or two of a passage, as the article has them, as a YAML string."""
    last = min(stop, first + CUE) - 1
    return json.dumps(
        " ".join(text.text[text.starts[first] : text.ends[last]].split()), ensure_ascii=False
    )


def cue_runs(cues, text: Text) -> list[int]:
    """For each (address, words of the cue) the run of the text that it and the cues before it give together;
    0 without a cue, or where the passage does not begin with it. A cue that gives more than MAX_RUN is not counted
    for those behind it, as it has to go.
    """
    shown, found = bytearray(len(text.tokens)), []
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
    """True for up to four tokens without a sentence end in them, in one sentence with the passage before or behind."""
    if stop - first > MAX_GLUE or first == 0 or stop == len(text.tokens):
        return False
    ends = lambda start, end: bool(_SENTENCE_END.search(text.text[start:end]))
    before, inside, behind = (
        (text.ends[first - 1], text.starts[first]),
        (text.starts[first], text.ends[stop - 1]),
        (text.ends[stop - 1], text.starts[stop]),
    )
    return not ends(*inside) and not (ends(*before) and ends(*behind))
