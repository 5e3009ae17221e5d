"""The articles' own words, from a reader's own copies: the package has addresses and no text."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ._load import Tables
from ._tokens import LEAD_TOKENS, fingerprint, spans

if TYPE_CHECKING:
    import pandas

_HOW = ("offsets", "fingerprint")
_SURE_TOKENS = 8  # as many words in a row hardly stand in another place by chance; fewer may, in another sentence


def attach_quotes(
    captures: str | Path, rows: pandas.DataFrame | None = None, *, folder: str | Path | None = None
) -> pandas.DataFrame:
    """Rows with the words of the article at their passage: two columns more, `quote` and `quote_by`.

    `captures` is a folder with a text file for each article, `<article_id>.txt` in UTF-8. `rows` is any frame with
    the column passage_id (default: the table claims); it is not changed. Where a text is the one that the offsets
    count in (its SHA-256 is that of `articles.text_sha256`), `quote_by` is "offsets". In any other version of the
    article each passage is looked for by its fingerprint and, where it has less than eight words, or its words stand more than
    once, by the four words before it too: "fingerprint". What cannot be told for sure counts as not found. Where `quote` is missing, the article or the passage was not found; a warning sums that up by article.
    Raises FileNotFoundError without the folder, or without a text in it of any article that the rows are about,
    KeyError without the column passage_id. Source: tables passages and articles; W3C Web Annotation, TextPositionSelector.
    """
    import pandas as pd

    tables = Tables(folder)
    rows = tables["claims"] if rows is None else rows
    if "passage_id" not in rows.columns:
        raise KeyError("The rows have no column passage_id, which says where their words are.")
    passages = tables["passages"].set_index("passage_id")
    wanted = pd.unique(rows["passage_id"].dropna())
    unknown = [passage for passage in wanted if passage not in passages.index]
    if unknown:
        raise KeyError(f"There is no passage {unknown[0]!r} in this version of the package.")
    hashes = dict(zip(tables["articles"]["article_id"], tables["articles"]["text_sha256"]))
    found: dict[str, tuple[str, str]] = {}
    told: list[str] = []
    own = passages[passages.index.isin(wanted)]
    texts = _texts(Path(captures).expanduser(), own["article_id"].unique().tolist())
    for article, group in own.groupby("article_id", sort=True):
        text = texts[str(article)]
        if isinstance(text, Exception):
            told.append(
                f"{article}.txt {'is not there' if isinstance(text, FileNotFoundError) else f'cannot be read ({text})'}: {len(group)} passage{'s' * (len(group) > 1)} without a quote."
            )
            continue
        if hashlib.sha256(text.encode("utf-8")).hexdigest() == hashes[article]:
            found |= {
                passage: (text[start:end], "offsets")
                for passage, start, end in zip(group.index, group["start"], group["end"])
            }
            continue
        places = _find(text, group, passages[passages["article_id"] == article])
        found |= {
            passage: (text[start:end], "fingerprint") for passage, (start, end) in places.items()
        }
        lost = [passage for passage in group.index if passage not in places]
        told.append(
            f"{article}.txt is another version of the article: {len(places)} of {len(group)} passages were found by their fingerprint"
            + (
                f", not found were {', '.join(lost[:5])}{f' and {len(lost) - 5} more' if len(lost) > 5 else ''}."
                if lost
                else "."
            )
        )
    if told:
        import warnings

        warnings.warn("\n".join(told), UserWarning, stacklevel=2)
    pairs = [found.get(passage, (None, None)) for passage in rows["passage_id"]]
    quotes = pd.array([quote for quote, _ in pairs], dtype=pd.StringDtype())
    return rows.assign(
        quote=quotes, quote_by=pd.Categorical([how for _, how in pairs], categories=list(_HOW))
    )


def _texts(folder: Path, articles: list[str]) -> dict[str, str | Exception]:
    """The text of each article, or why there is none; offsets count in the text as it is, so line ends are kept."""
    if not folder.is_dir():
        raise FileNotFoundError(
            f"{folder.name!r} is {'no folder' if folder.exists() else 'not there'}: name the folder that holds a text <article_id>.txt for each article."
        )
    texts: dict[str, str | Exception] = {}
    for article in articles:
        try:
            texts[article] = (folder / f"{article}.txt").read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            texts[article] = error
    if articles and all(isinstance(text, FileNotFoundError) for text in texts.values()):
        raise FileNotFoundError(
            f"The folder {folder.name!r} has no text of any article: it is to hold {', '.join(f'{article}.txt' for article in articles)}."
        )
    return texts


def _find(
    text: str, passages: pandas.DataFrame, article: pandas.DataFrame
) -> dict[str, tuple[int, int]]:
    """Offsets of the passages that are in a text, wherever they stand in it now; `article` has all passages of the article."""
    same, twins = (
        Counter(article["fingerprint"]),
        Counter(zip(article["fingerprint"], article["lead"])),
    )
    tokens, starts, ends = spans(text)
    places: dict[
        int, dict[str, list[int]]
    ] = {}  # by number of tokens, then fingerprint: where such runs begin
    for size in Counter(passages["token_count"].astype(int)):
        runs = places.setdefault(size, {})
        for first in range(len(tokens) - size + 1):
            runs.setdefault(fingerprint(tokens[first : first + size]), []).append(first)
    found = {}
    for passage, size, own, lead in zip(
        passages.index, passages["token_count"], passages["fingerprint"], passages["lead"]
    ):
        at = places[int(size)].get(own, [])
        if len(at) > 1 or size < _SURE_TOKENS or same[own] > 1:
            at = [
                first
                for first in at
                if fingerprint(tokens[max(0, first - LEAD_TOKENS) : first]) == lead
            ]
        if len(at) == 1 and twins[own, lead] == 1:
            found[passage] = starts[at[0]], ends[at[0] + int(size) - 1]
    return found
