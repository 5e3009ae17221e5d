"""Rows against the metadata of the package: no date after it was made, every article a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each
from pipeline.tables.rows import Row, Rows
from pipeline.text.passage_address import joined, words

_DATED = (
    ("articles", "published_on"),
    ("articles", "updated_on"),
    ("searches", "searched_on"),
    ("references", "standing_checked_on"),
)


def check_package_facts(metadata: dict[str, Any], tables: dict[str, Rows]) -> Iterator[Problem]:
    """Problems of rows with the metadata, which are those of package.yaml or of the descriptor."""
    made = metadata["created"][: len("2024-01-01")]
    for table, column in _DATED:
        for row, at in each(tables[table]):
            if (row[column] or "") > made:
                yield at.problem(
                    column,
                    f"The date {row[column]} is after that of this version, {made}.",
                    "Correct the date. If it is right, set the date of the version in "
                    "data/curation/package.yaml.",
                ).at(rule="date-after-version")
    paths = {source.get("path") for source in metadata["sources"]}
    titles = [joined(source["title"]) for source in metadata["sources"]]
    for row, at in each(tables["articles"]):
        if row["url"] not in paths - {None} and not any(_names(title, row) for title in titles):
            yield at.problem(
                "title",
                "The article is not among the sources of the package.",
                "Add it to sources in data/curation/package.yaml, with its address.",
            ).at(rule="article-source")


def _names(title: str, article: Row) -> bool:
    """Whether the title of a source has the name of an article's site and most of its title."""
    if not article["title"] or not article["site"]:
        return False  # the row schema tells that it is missing
    have, wanted = set(title.split(" ")), words(article["title"])
    return joined(article["site"]) in title and 2 * sum(w in have for w in wanted) > len(wanted)
