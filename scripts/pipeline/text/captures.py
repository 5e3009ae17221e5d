"""The captured texts of the articles, from a folder that is not part of the package."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.plain_file import read_plain
from pipeline.base.problems import Problem
from pipeline.text.passage_address import Text


def read_captures(folder: Path, articles: list[str]) -> tuple[dict[str, Text], list[Problem]]:
    """Texts by article id from `<folder>/<article_id>.txt`, and a problem for each that fails."""
    texts: dict[str, Text] = {}
    problems: list[Problem] = []
    for article in articles:
        path = folder / f"{article}.txt"
        try:
            raw = read_plain(path)
        except OSError as error:
            message = (
                f"The captured text of the article cannot be read in the folder {folder.name!r}: "
                f"{error.strerror}."
            )
            mend = f"Put it there as {article}.txt, or run without CAPTURES."
            problems.append(_problem(article, path, "capture-missing", message, mend))
            continue
        try:
            texts[article] = Text(raw.decode("utf-8"))
        except UnicodeDecodeError:
            message = "The captured text is not UTF-8."
            problems.append(_problem(article, path, "not-utf-8", message, "Save it as UTF-8."))
    return texts, problems


def _problem(article: str, path: Path, rule: str, message: str, mend: str) -> Problem:
    return Problem(rule, message, mend, "captures", path.name, table="articles", row=article)
