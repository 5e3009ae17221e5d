"""The captured texts of the articles, from a folder that is not part of the package."""

from __future__ import annotations

from pathlib import Path

from .curation import Curation
from .locating import cue_runs
from .plainfile import read_plain
from .problems import Problem
from .tokens import MAX_RUN, Address, Text, words


def read_captures(folder: Path, articles: list[str]) -> tuple[dict[str, Text], list[Problem]]:
    """Texts by article id from `<folder>/<article_id>.txt`, and a problem for each that cannot be read."""
    texts, problems = {}, []
    for article in articles:
        path = folder / f"{article}.txt"
        fail = lambda rule, message, mend: problems.append(Problem(rule, message, mend, "captures", path.name, table="articles", row=article))
        try:
            raw = read_plain(path)
        except OSError as error:
            fail("capture-missing", f"No captured text of the article can be read in the folder {folder.name!r}: {error.strerror}.",
                 f"Put it there as {article}.txt, or run without CAPTURES.")
            continue
        try:
            texts[article] = Text(raw.decode("utf-8"))
        except UnicodeDecodeError:
            fail("not-utf-8", "The captured text is not UTF-8.", "Save it as UTF-8.")
    return texts, problems


def cue_problems(curation: Curation, texts: dict[str, Text]) -> list[Problem]:
    """Cues that are not the first one or two words of their passage, and cues that together give a run of the text.

    Cues are for the curator's eye and in no table, but they are committed with the curation.
    """
    problems = []
    for file, article in curation.many["articles"]:
        text = texts.get(article["article"])
        if not text:
            continue
        cues = [(Address.parse(entry["at"]), words(entry.get("cue", ""))) for entry in article["passages"]]
        for entry, (address, cue), run in zip(article["passages"], cues, cue_runs(cues, text)):
            place = text.token_range(address.start, address.end)
            if not place or not cue:
                continue
            fail = lambda message, mend, line=entry.lines["cue"]: problems.append(Problem("cue", message, mend, "captures", file, line))
            if not run or len(cue) > address.token_count:
                fail(f"The passage does not begin with {entry['cue']!r}.", "Print it anew with scripts/locate.py.")
            if run > MAX_RUN:
                fail(f"The cues of this and the passages before it give {run} words of the article in a row.", "Leave one of the cues out.")
    return problems
