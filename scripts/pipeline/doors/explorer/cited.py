"""How to cite the dataset and each article, as the page copies it beside a sentence."""

from __future__ import annotations

from typing import Any

from pipeline.loader import Tables, cite_article, cite_dataset


def citations(tables: Tables) -> dict[str, Any]:
    """Citations as plain text: of the `dataset`, with its version, and of the `articles` by id.

    They are those of `running_muscle_claims.cite`. That of the dataset ends before its id, so that
    an address can follow.
    """
    return {
        "dataset": cite_dataset(tables.descriptor),
        "articles": {
            article: cite_article(tables, article) for article in tables["articles"]["article_id"]
        },
    }
