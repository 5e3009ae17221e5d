"""The captured texts of the articles, from a folder that is not part of the package."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.plain_file import read_plain
from pipeline.base.problems import Problem
from pipeline.text.passage_address import Text


def read_captures(folder: Path, articles: list[str]) -> tuple[dict[str, Text], list[Problem]]:
    """Texts by article id from `<folder>/<article_id>.txt`, and a problem for each that cannot be read."""
    texts, problems = {}, []
    for article in articles:
        path = folder / f"{article}.txt"
        fail = lambda rule, message, mend: problems.append(
            Problem(rule, message, mend, "captures", path.name, table="articles", row=article)
        )
        try:
            raw = read_plain(path)
        except OSError as error:
            fail(
                "capture-missing",
                f"No captured text of the article can be read in the folder {folder.name!r}: {error.strerror}.",
                f"Put it there as {article}.txt, or run without CAPTURES.",
            )
            continue
        try:
            texts[article] = Text(raw.decode("utf-8"))
        except UnicodeDecodeError:
            fail("not-utf-8", "The captured text is not UTF-8.", "Save it as UTF-8.")
    return texts, problems
