"""The words of claims, and what they are held against: slots, the two raw readings, the article.

Rules of meaning share this. Words are matched by whole words, not by meaning. So such a rule can
be wrong about a good row, and may be waived.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

READ_AGAIN = (
    "Read the passage again, and correct what is wrong. If the row is right, waive it in "
    "data/curation/waivers.yaml with the reason."
)
_SENTENCE_END = re.compile(
    r"[.!?]['\"\u2019\u201d]?\s{1,3}(?=[A-Z\"'\u201c\u2018(])|\n\s{0,9}\n|\n {0,9}[-\u2022*] "
    r"|\n(?=[A-Z])"
)
_SAME_PLACE = 0.3  # least overlap, as a share of both, of a reading that reads the same words
_FURTHEST_LEAD = 800  # characters from the words that open a list to its last member
_SHORT = 4  # letters of a word whose ending is kept
_ENDING = re.compile(r"(?:ings?|ers?|es|s|ed|e|ly|al|ness|ions?|y)$")
_SMALL_WORDS = """a an and as at be by for from given in is it its of on one or than that the to
with"""
_SMALL = set(_SMALL_WORDS.split())


@dataclass(frozen=True)
class Wording:
    """A claim with its proposition, its passage, and what the two readers wrote of that place."""

    claim: Row
    at: Place
    proposition: Row
    passage: Row
    first: tuple[Row, ...]
    second: tuple[Row, ...]

    @property
    def statement(self) -> str:
        """The claim in our words."""
        return str(self.claim["statement"])

    def problem(self, column: str, message: str) -> Problem:
        """A problem with the claim, which also is about its proposition."""
        found = self.at.problem(column, message, READ_AGAIN)
        return found.at(also=(("propositions", str(self.claim["proposition_id"])),))

    @cached_property
    def readings(self) -> tuple[str, str]:
        """What the first and the second reader wrote; empty where one wrote nothing."""
        first, second = (
            " | ".join(str(row["statement"]) for row in rows) for rows in (self.first, self.second)
        )
        return first, second


def any_of(*patterns: str) -> re.Pattern[str]:
    """A pattern for one of several words or phrases, in capitals or not.

    An open ending stands for at most 20 letters, so that a search takes linear time in any text.
    """
    words_or_phrases = "|".join(patterns).replace(r"\w*", r"\w{0,20}").replace(r"\w+", r"\w{1,20}")
    return re.compile(rf"\b(?:{words_or_phrases})\b", re.IGNORECASE)


def wordings(tables: TableSet) -> list[Wording]:
    """Every claim whose passage and proposition are there."""
    return tables.once("wordings", _wordings)


def _wordings(tables: TableSet) -> list[Wording]:
    passages, propositions = tables.index("passages"), tables.index("propositions")
    readings: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in tables["readings"].rows:
        readings[row["article_id"], row["reader"]].append(row)
    for rows in readings.values():
        rows.sort(key=_start)
    longest = max((row["end"] - row["start"] for row in tables["readings"].rows), default=0)
    made = []
    for claim, at in each(tables["claims"]):
        passage = passages.get(claim["passage_id"])
        proposition = propositions.get(claim["proposition_id"])
        if passage and proposition and isinstance(claim["statement"], str):
            first, second = (
                tuple(_of_place(passage, readings[passage["article_id"], reader], longest))
                for reader in ("first", "second")
            )
            made.append(Wording(claim, at, proposition, passage, first, second))
    return made


def _start(row: Row) -> int:
    start: int = row["start"]
    return start


def _of_place(passage: Row, readings: list[Row], longest: int) -> Iterator[Row]:
    """The readings whose passage is much the same; they are sorted, and none is longer."""
    first = bisect_left(readings, passage["start"] - longest, key=_start)
    stop = bisect_left(readings, passage["end"], key=_start)
    for row in readings[first:stop]:
        shared = min(passage["end"], row["end"]) - max(passage["start"], row["start"])
        whole = max(passage["end"], row["end"]) - min(passage["start"], row["start"])
        if whole > 0 and shared / whole >= _SAME_PLACE:
            yield row


def passage_text(tables: TableSet, one: Wording) -> str:
    """The article's words of a claim; empty without the captured text."""
    text = tables.captures.get(one.passage["article_id"])
    return text.text[one.passage["start"] : one.passage["end"]] if text else ""


def sentence(tables: TableSet, one: Wording) -> str:
    """The sentence around the article's words, without the list that it opens or closes."""
    text = tables.captures.get(one.passage["article_id"])
    if not text:
        return ""
    begins, ends = sentence_place(tables, one)
    return text.text[begins:ends]


def sentence_place(tables: TableSet, one: Wording) -> tuple[int, int]:
    """Where that sentence begins and ends."""
    starts, stops = tables.once("sentences", _sentences)[one.passage["article_id"]]
    before = bisect_right(starts, one.passage["start"])
    after = bisect_left(stops, one.passage["end"])
    return starts[before - 1], stops[after]


def _sentences(tables: TableSet) -> dict[str, tuple[list[int], list[int]]]:
    """Where the sentences of each captured text begin, and where they end."""
    found = {}
    for article, text in tables.captures.items():
        bounds = list(_SENTENCE_END.finditer(text.text))
        starts = [0, *(bound.end() for bound in bounds)]
        stops = [*(bound.start() + 1 for bound in bounds), len(text.text)]
        found[article] = starts, stops
    return found


def context(tables: TableSet, one: Wording) -> str:
    """The sentence around a passage, after the words that open its list, if it is in one."""
    text = tables.captures.get(one.passage["article_id"])
    if not text:
        return ""
    start = one.passage["start"]
    leads = tables.once("leads", _leads)[one.passage["article_id"]]
    before = [row for row in leads if row["end"] <= start <= row["end"] + _FURTHEST_LEAD]
    # a full sentence between the two ends the list
    lead = before[-1] if before else None
    if lead and not _closed(text.text[lead["end"] : start]):
        opening = text.text[lead["start"] : lead["end"]]
        return f"{opening} | {sentence(tables, one)}"
    return sentence(tables, one)


def _closed(between: str) -> bool:
    """Whether a paragraph that is a full sentence lies between a list's opening and a place."""
    return any(mark in paragraph for paragraph in between.split("\n\n")[1:] for mark in ".!?")


def _leads(tables: TableSet) -> defaultdict[str, list[Row]]:
    """The passages that open a list, by article and in reading order."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(tables["passages"].rows, key=_start):
        if row["role"] == "lead_in":
            found[row["article_id"]].append(row)
    return found


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The words of a text without their endings; small words are left out."""
    return frozenset(stem(word) for word in words(text) if word not in _SMALL)


def stem(word: str) -> str:
    """A word without its ending."""
    return _ENDING.sub("", word) if len(word) > _SHORT else word.rstrip("s")


def forms(tables: TableSet, claim_id: str, term: str) -> set[str]:
    """The names of a term, and the words that a claim uses for it, normalised."""
    own = tables.once("forms of claims", _forms_of_claims).get((claim_id, term), set())
    return tables.once("forms of terms", _forms_of_terms).get(term, set()) | own


def _forms_of_terms(tables: TableSet) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["terms"].rows:
        found[row["term_id"]].add(" ".join(words(str(row["name"]))))
    for table in ("term_names", "name_meanings"):
        for row in tables[table].rows:
            if row["term_id"]:
                found[row["term_id"]].add(row["name"])
    return dict(found)


def _forms_of_claims(tables: TableSet) -> dict[tuple[str, str], set[str]]:
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in tables["claim_terms"].rows:
        if row["surface_form"]:
            form = " ".join(words(row["surface_form"]))
            found[row["claim_id"], row["term_id"]].add(form)
    return dict(found)


def place_of(text: str, names: Iterable[str]) -> int | None:
    """Where the first of some names stands in a text, by its words; None where none does."""
    padded = f" {' '.join(words(text))} "
    places = [at for name in names if (at := padded.find(f" {name} ")) >= 0]
    return min(places, default=None)
