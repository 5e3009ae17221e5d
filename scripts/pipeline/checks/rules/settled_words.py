"""Rules that hold the words of a claim against what both raw readings of its passage say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import READ_AGAIN
from pipeline.checks.rules.raw_readings import matched_claims
from pipeline.checks.rules.registry import Place, waivable_rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

# For each sense, the words that carry it; then words that can stand in for them. A word of the
# second list is never reported itself.
_SENSES = {
    "a denial": (
        "no not never nothing none cannot neither nor without",
        "hardly unlikely unaware seldom rare little few lack lacks only except else different less "
        "short small include",
    ),
    "doubt": (
        "may might could perhaps possibly probably likely unlikely seem seems appear appears maybe "
        "chance chances",
        "",
    ),
    "exclusiveness": (
        "only alone sole solely just simply merely exclusively",
        "nothing itself main",
    ),
    "what comes before": ("before until", ""),
    "what comes after": ("after once afterwards", ""),
    "the least": ("least minimum", "any merely"),
    "a superlative": (
        "best most greatest highest ideal optimal",
        "first mainly maximal maximum effectively possible better",
    ),
    "many": ("many lot lots", "much serious number"),
    "how often it is": (
        "often frequently usually generally typically commonly",
        "usual general typical regular tend tends rule",
    ),
    "all": ("always every all each", "any completely whole"),
    "more": (
        "more greater higher stronger larger bigger better faster heavier harder",
        "improve improves increase increases increased raise raises raising lower lowers extra "
        "added gain grow grows build builds strengthen strengthens likelier resilient powerful "
        "rather enlargement",
    ),
    "less": (
        "less lower smaller fewer weaker lighter slower easier",
        "lowers reduce reduces cut cuts",
    ),
    "how far it goes": (
        "particularly especially dramatically significantly significant substantial substantially "
        "considerably quite very much",
        "most particular deal somewhat some modestly serious far above muscular",
    ),
    "the first rank": (
        "primarily primary main mainly chiefly",
        "most part predominantly dominate dominates",
    ),
    "the second rank": ("secondary secondarily", ""),
    "a concession": ("even though although despite", "too still nonetheless follow automatically"),
    "upward": ("up uphill upward", "hill hills incline steep start"),
    "downward": ("down downhill downward", ""),
    "a need": (
        "need needs needed must required requires",
        "takes take calls necessary depends enough have has cost",
    ),
    "strength": ("strength strong stronger strengthen strengthens strengthening", ""),
    "size": (
        "size grow grows growing growth bigger enlarge enlarges enlarged hypertrophy mass",
        "build builds building built gain gains gaining develop develops developed",
    ),
    "endurance": ("endurance", ""),
    "speed": ("speed fast faster slow slower slowly", "quick quicker quickly rapid rapidly pace"),
    "injury": ("injury injuries hurt harm", ""),
}
_HOW_MUCH = re.compile(r"\b(how|as|so) (much|far|often)\b|\btak(e|es|ing) up\b", re.IGNORECASE)
_HARD, _SOFT = (
    {sense: frozenset(words(listed[place])) for sense, listed in _SENSES.items()}
    for place in (0, 1)
)
_NUMBER = re.compile(r"[0-9]+(?:[.][0-9]+)?")
_THAN = " than "
_SHORTEST, _STEM = 4, 5  # letters that a telling word has at least, and that are compared
_SMALL = set(
    words(
        "than does that those with from which this when while being other what such they their "
        "over into about also same will would should makes make made gives give gain take takes "
        "less much very have been more most only even could"
    )
)
_MANY = 2  # telling words that both readers share, from which on a claim has to have one of them


@waivable_rule
def settled_sense(tables: TableSet) -> Iterator[Problem]:
    """Where both raw readings of a passage have a word of one sense, or a number, the claim has it
    too, or a word near it, and it has none that neither reading has: denial, doubt, only, before,
    after, most, more, less, strength, size and so on.
    """
    for sides in matched_claims(tables):
        claim, first, second = (_senses(sides[side]) for side in ("claim", "first", "second"))
        lacks = (first.hard & second.hard) - claim.hard - claim.soft
        adds = claim.hard - first.hard - first.soft - second.hard - second.soft
        if not (lacks or adds):
            continue
        what = ", ".join(sorted(lacks or adds))
        yield sides["claim"][1].problem(
            "statement",
            f"Both readings have a word for {what}; the claim has none."
            if lacks
            else f"The claim has a word for {what}; neither reading has one.",
            READ_AGAIN,
        )


@waivable_rule
def settled_content(tables: TableSet) -> Iterator[Problem]:
    """A claim has one at least of the telling words that both raw readings of its passage share."""
    for sides in matched_claims(tables):
        claim, first, second = (_stems(_said(sides[side])) for side in ("claim", "first", "second"))
        shared = first & second
        if len(shared) >= _MANY and not shared & claim:
            yield sides["claim"][1].problem(
                "statement",
                f"Both readers have words in {', '.join(f'{stem}-' for stem in sorted(shared))}; "
                "the claim has none of them.",
                READ_AGAIN,
            )


@waivable_rule
def settled_sides(tables: TableSet) -> Iterator[Problem]:
    """A claim that compares with than has its sides where a raw reading with than has them."""
    for sides in matched_claims(tables):
        claim = _compared(_said(sides["claim"]))
        for reader in ("first", "second"):
            reading = _compared(_said(sides[reader]))
            same = len(claim[0] & reading[0]) + len(claim[1] & reading[1])
            turned = len(claim[0] & reading[1]) + len(claim[1] & reading[0])
            if turned > same:
                yield sides["claim"][1].problem(
                    "statement",
                    f"The {reader} reading compares the other way round.",
                    READ_AGAIN,
                )
                break


def _said(side: tuple[Row, Place]) -> str:
    statement: str | None = side[0]["statement"]
    return statement or ""


class _Said(NamedTuple):
    """The senses of a statement's words with its numbers, and the senses that it may well have."""

    hard: set[str]
    soft: set[str]


def _senses(side: tuple[Row, Place]) -> _Said:
    text = _HOW_MUCH.sub("", _said(side))
    tokens = set(words(text))
    return _Said(
        {sense for sense, listed in _HARD.items() if tokens & listed} | {*_NUMBER.findall(text)},
        {sense for sense, listed in _SOFT.items() if tokens & listed},
    )


def _stems(text: str) -> set[str]:
    """The beginnings of the telling words of a text."""
    return {word[:_STEM] for word in words(text) if len(word) >= _SHORTEST and word not in _SMALL}


def _compared(text: str) -> tuple[set[str], set[str]]:
    """The telling words of either side of a comparison that the other side has not."""
    before, than, after = text.partition(_THAN)
    left, right = (_stems(before), _stems(after)) if than else (set(), set())
    return left - right, right - left
