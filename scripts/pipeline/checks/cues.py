"""Check the cues of passages: the words that help a curator to find a passage again."""

from __future__ import annotations

from pipeline.base.problems import Problem
from pipeline.curation.read import Curation
from pipeline.text.locate_words import cue_runs
from pipeline.text.passage_address import MAX_RUN, Address, Text, words


def cue_problems(curation: Curation, texts: dict[str, Text]) -> list[Problem]:
    """Cues that are not the first one or two words of their passage, and cues that together give a run of the text.

    Cues are for the curator's eye and in no table, but they are committed with the curation.
    """
    problems = []
    for file, article in curation.many["articles"]:
        text = texts.get(article["article"])
        if not text:
            continue
        cues = [
            (Address.parse(entry["at"]), words(entry.get("cue", "")))
            for entry in article["passages"]
        ]
        for entry, (address, cue), run in zip(article["passages"], cues, cue_runs(cues, text)):
            place = text.token_range(address.start, address.end)
            if not place or not cue:
                continue
            fail = lambda message, mend, line=entry.lines["cue"]: problems.append(
                Problem("cue", message, mend, "captures", file, line)
            )
            if not run or len(cue) > address.token_count:
                fail(
                    f"The passage does not begin with {entry['cue']!r}.",
                    "Print it anew with scripts/locate.py.",
                )
            if run > MAX_RUN:
                fail(
                    f"The cues of this and the passages before it give {run} words of the article in a row.",
                    "Leave one of the cues out.",
                )
    return problems
