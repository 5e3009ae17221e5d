"""The captured texts of the articles, from a folder that is not part of the package."""

from __future__ import annotations

from pathlib import Path

from .curation import Curation
from .problems import Problem
from .tokens import Address, Text, words


def read_captures(folder: Path, articles: list[str]) -> tuple[dict[str, Text], list[Problem]]:
    """Texts by article id from `<folder>/<article_id>.txt`, and a problem for each that cannot be read."""
    texts, problems = {}, []
    for article in articles:
        path = folder / f"{article}.txt"
        fail = lambda rule, message, mend: problems.append(Problem(rule, message, mend, "captures", path.name, table="articles", row=article))
        try:
            raw = path.read_bytes()
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
    """Cues that are not the first words of their passage; they are for the curator's eye and in no table."""
    problems = []
    for file, article in curation.many["articles"]:
        text = texts.get(article["article"])
        for entry in article["passages"] if text else ():
            address, cue = Address.parse(entry["at"]), words(entry["cue"])
            place = text.token_range(address.start, address.end)
            if place and (not 1 <= len(cue) <= 4 or text.tokens[place[0]:place[0] + len(cue)] != cue or len(cue) > address.token_count):
                problems.append(Problem("cue", f"The passage does not begin with {entry['cue']!r}, or that is more than four words.",
                                        "Print it anew with scripts/locate.py.", "captures", file, entry.lines["cue"]))
    return problems
