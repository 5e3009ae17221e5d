"""The articles' own words, from a reader's own copies; the package has addresses and no text."""

from __future__ import annotations

import errno
import hashlib
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ._find import Places, find
from ._load import Tables
from ._source import expanded, kind_of

if TYPE_CHECKING:
    import pandas

_HOW = ("offsets", "fingerprint")
_NAMED = 5  # passages that a warning names


def attach_quotes(
    captures: str | Path, rows: pandas.DataFrame | None = None, *, folder: str | Path | None = None
) -> pandas.DataFrame:
    """Rows with the words of the article at their passage, in two new columns.

    `captures` is a folder with a text for each article, `<article_id>.txt` in UTF-8. `rows` is any
    DataFrame with the column passage_id; it is not changed. By default it is the table claims.
    `folder` is as for `load`.

    Returns the rows with `quote`, the words, and `quote_by`, how they were found:

    - "offsets": the text is the one in which the offsets count (its SHA-256 is that of
      `articles.text_sha256`);
    - "fingerprint": the text is another version of the article, and the passage was found by its
      fingerprint. If the passage has less than eight words, or its words occur more than once, the
      four words before it must fit too.

    Both are missing where the article or the passage was not found for sure; a warning sums that up
    by article. Raises FileNotFoundError if there is no folder, or no text in it of any article that
    the rows are about. Raises KeyError if the rows have no column passage_id, or a passage is
    unknown. Raises TypeError for what is no folder or no DataFrame. Source: tables passages and
    articles; W3C Web Annotation, TextPositionSelector.

    >>> attach_quotes("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    FileNotFoundError: There is no folder 'no-such-folder'. ...
    """
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    texts_folder = expanded(captures, "captures, the folder of the texts,")
    if rows is not None and not isinstance(rows, pd.DataFrame):
        raise TypeError(
            "The rows are a DataFrame with the column passage_id, such as load('claims') or a part "
            f"of it, not {kind_of(rows)}."
        )
    tables = Tables(folder)
    rows = tables["claims"] if rows is None else rows
    if "passage_id" not in rows.columns:
        raise KeyError("The rows have no column passage_id, which says where their words are.")
    passages = tables["passages"].set_index("passage_id")
    wanted = pd.unique(rows["passage_id"].dropna())
    unknown = [passage for passage in wanted if passage not in passages.index]
    if unknown:
        raise KeyError(f"There is no passage {unknown[0]!r} in this version of the package.")
    hashes = tables["articles"].set_index("article_id")["text_sha256"].to_dict()
    found: dict[str, tuple[str, str]] = {}
    warned: list[str] = []
    groups = passages[passages.index.isin(wanted)].groupby("article_id", sort=True)
    texts = _texts(texts_folder, [str(article) for article, _ in groups])
    for name, group in groups:
        article, text = str(name), texts[str(name)]
        if isinstance(text, Exception):
            warned.append(_unread(article, text, len(group)))
            continue
        if hashlib.sha256(text.encode("utf-8")).hexdigest() == hashes[article]:
            places, how = _offsets(group), "offsets"
        else:
            whole = passages[passages["article_id"] == article]
            places = find(text, group, whole)
            how = "fingerprint"
            warned.append(_another_version(article, group.index, places))
        found |= {passage: (text[start:end], how) for passage, (start, end) in places.items()}
    if warned:
        warnings.warn("\n".join(warned), UserWarning, stacklevel=2)
    pairs = [found.get(passage, (None, None)) for passage in rows["passage_id"]]
    return rows.assign(
        quote=pd.array([quote for quote, _ in pairs], dtype=pd.StringDtype()),
        quote_by=pd.Categorical([how for _, how in pairs], categories=list(_HOW)),
    )


def _texts(folder: Path, articles: list[str]) -> dict[str, str | Exception]:
    """The text of each article, or why there is none.

    Line ends are kept as they are, because the offsets count them.
    """
    if not folder.is_dir():
        raise FileNotFoundError(
            (
                f"{folder.name!r} is not a folder. "
                if folder.exists()
                else f"There is no folder {folder.name!r}. "
            )
            + "Name the folder that holds a text <article_id>.txt for each article."
        )
    texts: dict[str, str | Exception] = {}
    for article in articles:
        try:
            path = folder / f"{article}.txt"
            if path.exists() and not path.is_file():  # to read a pipe or a device may never end
                raise OSError(errno.EINVAL, "it is not a plain file")
            texts[article] = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            texts[article] = error
    if articles and all(isinstance(text, FileNotFoundError) for text in texts.values()):
        raise FileNotFoundError(
            f"The folder {folder.name!r} has no text of any article. "
            f"It should hold {', '.join(f'{article}.txt' for article in articles)}."
        )
    return texts


def _unread(article: str, error: Exception, passages: int) -> str:
    """The warning about an article whose text could not be read."""
    if isinstance(error, FileNotFoundError):
        why = "is not there"
    else:
        why = f"cannot be read ({getattr(error, 'strerror', None) or error})"
    return f"{article}.txt {why}: {passages} passage{'s' * (passages > 1)} without a quote."


def _another_version(article: str, wanted: Iterable[str], places: Places) -> str:
    """The warning about an article whose text is another version of it."""
    passages = list(wanted)
    lost = [passage for passage in passages if passage not in places]
    more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
    return (
        f"{article}.txt is another version of the article: {len(places)} of {len(passages)} "
        "passages were found by their fingerprint."
        + (f" Not found: {', '.join(lost[:_NAMED])}{more}." if lost else "")
    )


def _offsets(passages: pandas.DataFrame) -> Places:
    """Where the passages are in the text in which their offsets count."""
    return {
        str(passage): (int(start), int(end))
        for passage, start, end in zip(
            passages.index, passages["start"], passages["end"], strict=True
        )
    }
