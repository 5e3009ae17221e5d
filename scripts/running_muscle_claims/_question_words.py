"""Which question somebody means: by its words, in any order, inflection and by any name."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from ._addresses import identify
from ._load import Tables, plain

_CLASSES = ("subject_id", "object_id", "comparator_id")
_FACETS = ("form_id", "other_form_id", "outcome_id", "muscle_id", "population_id", "condition_id")
# words of a question that ask, and say nothing about what is asked
_ASKING = {
    *("a", "an", "and", "are", "at", "be", "better", "best", "by", "can", "do", "does", "for"),
    *("from", "good", "how", "i", "in", "is", "it", "less", "make", "makes", "more", "most"),
    *("much", "my", "of", "on", "or", "should", "the", "to", "what", "when", "which", "who"),
    *("with", "you", "your"),
}
_WORD = re.compile(r"[a-z0-9]+")
_ENDING = re.compile(r"(?:ening|ens|en|ning|ting|ming|ping|ing|ies|es|s|y)$")
_SHORT = 4  # a word of no more letters keeps its ending
_NEAREST = 5  # questions that a message suggests
_LONGEST = 80  # characters of a question that a message shows


def find_question(tables: Tables, name: str) -> str:
    """The id of the question that words, an id or an address stand for.

    Raises KeyError, with the nearest questions, if no question has all words.
    """
    if not isinstance(name, str):
        raise TypeError(f"A question is text, not {type(name).__name__}.")
    rows = plain(tables["questions"])
    if "#" in name or any(row["question_id"] == name for row in rows):
        return identify(tables, name, "questions")[1]
    asked = [_stem(word) for word in _words(name) if word not in _ASKING]
    fitting = []
    vocabulary, cases = _vocabulary(tables)
    for row in rows:
        direct, near = vocabulary[row["question_id"]], cases[row["question_id"]]
        if asked and all(word in direct or word in near for word in asked):
            fitting.append((sum(word in direct for word in asked), row))
    if fitting:
        best = max(
            fitting,
            key=lambda one: (_is_same(name, one[1]), one[0], one[1]["articles"], one[1]["claims"]),
        )
        return str(best[1]["question_id"])
    near_ones = sorted(
        rows,
        key=lambda row: (
            -sum(word in vocabulary[row["question_id"]] for word in asked),
            -row["articles"],
            -row["claims"],
        ),
    )
    close = get_close_matches(name, [row["question"] for row in rows], n=1)
    shown = dict.fromkeys(close + [row["question"] for row in near_ones])
    raise KeyError(
        f"No question has all words of {name[:_LONGEST]!r}. Nearest: "
        + " ".join(list(shown)[:_NEAREST])
        + " See questions()."
    )


def _is_same(name: str, row: dict[str, Any]) -> bool:
    return _words(name) == _words(str(row["question"]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("'s", ""))


def _stem(word: str) -> str:
    """A word without its ending, so that *builds* and *building* are one."""
    return _ENDING.sub("", word) if len(word) > _SHORT else word


def _vocabulary(tables: Tables) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The words by which each question is found: its own and those of its classes; and those of
    its cases.
    """
    names: dict[str, list[str]] = {}
    for row in plain(tables["terms"]):
        names.setdefault(row["term_id"], []).append(row["name"])
    for row in plain(tables["term_names"]):
        if row["term_id"]:
            names.setdefault(row["term_id"], []).append(row["name"])
    of = {
        term: {_stem(word) for one in known for word in _words(one)}
        for term, known in names.items()
    }
    direct, cases = {}, {}
    for row in plain(tables["questions"]):
        own = {_stem(word) for word in _words(row["question"])}
        direct[row["question_id"]] = own.union(*(of.get(row[one], ()) for one in _CLASSES))
        cases[row["question_id"]] = set[str]()
    for row in plain(tables["positions"]):
        cases[row["question_id"]].update(*(of.get(row[one], ()) for one in _FACETS))
    return direct, cases
