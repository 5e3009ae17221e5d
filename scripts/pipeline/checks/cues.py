"""Check the cues of passages: the words that help a curator to find a passage again.

Cues are in no table, but they are committed with the curation.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.curation.read import Curation
from pipeline.curation.yaml_values import Map
from pipeline.text.locate_words import cue_runs
from pipeline.text.passage_address import MAX_RUN, Address, Text, words


def cue_problems(curation: Curation, texts: dict[str, Text]) -> Iterator[Problem]:
    """A problem for each cue that its passage does not begin with.

    And one for each cue that, with the cues before it, gives a run of the article.
    """
    for file, article in curation.many["articles"]:
        if text := texts.get(article["article"]):
            yield from _article(file, article["passages"], text)


def _article(file: str, passages: list[Map], text: Text) -> Iterator[Problem]:
    cues = [(Address.parse(entry["at"]), words(entry.get("cue", ""))) for entry in passages]
    for entry, (address, cue), run in zip(passages, cues, cue_runs(cues, text), strict=True):
        if not cue or not text.token_range(address.start, address.end):
            continue
        line = entry.lines["cue"]
        if not run or len(cue) > address.token_count:
            message = f"The passage does not begin with {entry['cue']!r}."
            mend = "Print the address again with scripts/locate.py."
            yield Problem("cue", message, mend, "captures", file, line)
        if run > MAX_RUN:
            message = (
                f"With the cues before it, this cue reveals {run} words of the article in a row."
            )
            yield Problem("cue", message, "Leave one of the cues out.", "captures", file, line)
