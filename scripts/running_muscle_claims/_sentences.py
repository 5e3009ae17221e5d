"""The sentences of an abstract that a finding was read from, in a reader's own copy of it."""

from __future__ import annotations

from pathlib import Path

from ._addresses import identify
from ._load import Tables, plain
from ._tokens import fingerprint, spans


def find_sentences(
    abstract: str, finding: str, *, folder: str | Path | None = None
) -> list[str | None]:
    """The words of an abstract from which a finding was read, in the order of `read_from`.

    `abstract` is the text of the abstract, from a copy of your own; the package has fingerprints of
    the sentences and not their words. `finding` is the id or the address of a finding. `folder` is
    as for `load`. None stands for a sentence that this copy does not have in these words: it may be
    cut off, or another version.

    Raises KeyError with the nearest ids for an unknown finding. Source: table findings, column
    read_from.

    >>> find_sentences("Another abstract.", "estes-2017-vastus-lateralis-size")
    [None]
    """
    tables = Tables(folder)
    _, identifier = identify(tables, finding, "findings")
    findings = tables["findings"]
    row = plain(findings[findings["finding_id"] == identifier])[0]
    tokens, starts, ends = spans(abstract)
    found: list[str | None] = []
    for address in (row["read_from"] or "").split("; "):
        if address:
            size, _, wanted = address.partition("/")
            place = _place(tokens, int(size), wanted)
            found.append(
                None if place is None else abstract[starts[place] : ends[place + int(size) - 1]]
            )
    return found


def _place(tokens: list[str], size: int, wanted: str) -> int | None:
    """Where the run of tokens begins that has the fingerprint; None if there is none."""
    places = range(len(tokens) - size + 1)
    return next((i for i in places if fingerprint(tokens[i : i + size]) == wanted), None)
