"""Words that are opposites, and whether one text says the opposite of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.text.passage_address import words

# A text takes a pole if it has a word of it and none of the other.
SEX, AGE, SIDE = 0, 1, 3  # places in the list
_PAIRS = (
    ("men man male males", "women woman female females"),
    ("young younger", "old older elderly"),
    ("uphill ascending", "downhill descending"),
    ("inner medial mediale medialis", "outer lateral laterale lateralis"),
    ("front anterior anterius", "back rear posterior posterius"),
    ("fast faster quick rapid", "slow slower slowly"),
    ("short shorter shortest brevis breve", "long longer longest longus longum"),
    ("upper", "lower"),
    ("left", "right"),
    ("untrained sedentary inactive novice novices", "trained"),
    ("indoor indoors", "outdoor outdoors"),
    ("small smaller smallest minor minimus", "large larger largest major maximus"),
    ("internal internus", "external externus"),
    ("i", "ii"),
)
_POLES = {
    word: (pair, pole)
    for pair, poles in enumerate(_PAIRS)
    for pole, listed in enumerate(poles)
    for word in listed.split()
}


def opposed(text: str, other: str, only: Iterable[int] = ()) -> tuple[str, str] | None:
    """A word of a text and a word of another that are opposites, or None.

    A text that has both poles of a pair compares the two, and is opposed to nothing. `only` names
    the pairs that are asked for; none means all.
    """
    mine, theirs = _poles(text), _poles(other)
    for pair, (word, pole) in mine.items():
        if pair in theirs and theirs[pair][1] != pole and (not only or pair in only):
            return word, theirs[pair][0]
    return None


def _poles(text: str) -> dict[int, tuple[str, int]]:
    """By pair, the pole that a text takes, with its first word of it."""
    taken: dict[int, tuple[str, int]] = {}
    both = set()
    for word, (pair, pole) in _found(words(text)):
        if taken.setdefault(pair, (word, pole))[1] != pole:
            both.add(pair)
    return {pair: found for pair, found in taken.items() if pair not in both}


def _found(tokens: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every word that has an opposite, with its pair and pole; "not" turns the pole round."""
    before = ""
    for word in tokens:
        if word in _POLES:
            pair, pole = _POLES[word]
            yield word, (pair, 1 - pole if before == "not" else pole)
        before = word
