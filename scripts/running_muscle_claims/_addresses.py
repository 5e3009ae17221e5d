"""Stable addresses: `<id of the dataset>#<kind>/<identifier>`, for whatever people cite or link to.

The dataset's id is a UUID URN, whose fragment names the part (RFC 8141). A page that shows the dataset uses the same
fragments behind its own address.
"""

from __future__ import annotations

from typing import Any

from ._load import Tables
from ._source import PackageError

KINDS = {
    "claims": "claim",
    "propositions": "proposition",
    "articles": "article",
    "references": "reference",
    "findings": "finding",
    "terms": "term",
}
_KEYS = {table: f"{kind}_id" for table, kind in KINDS.items()}


def address_of(tables: Tables, table: str, identifier: str) -> str:
    """The address of a row of one of the tables in KINDS."""
    return f"{base(tables.descriptor)}#{KINDS[table]}/{identifier}"


def base(descriptor: dict[str, Any]) -> str:
    """The id of the dataset, with which all addresses begin. PackageError for a version that has none."""
    found = descriptor.get("id")
    if not isinstance(found, str):
        raise PackageError(
            f"Version {descriptor['version']} of the package has no id, and so no addresses; they came with version 0.5.0."
        )
    return found


def identify(tables: Tables, name: str, table: str | None = None) -> tuple[str, str]:
    """Table and identifier for an identifier or an address. KeyError with the nearest ones for an unknown name, and with
    the replacement for one that is retired; `table` limits the search.
    """
    if not isinstance(name, str):
        raise TypeError(f"An identifier is text, not {type(name).__name__}.")
    within = [table] if table else list(KINDS)
    plain = name
    if "#" in name:
        dataset, _, part = name.partition("#")
        if dataset and dataset != base(tables.descriptor):
            raise KeyError(
                f"{name[:120]!r} is no address in this dataset, which begin with {base(tables.descriptor)}#."
            )
        kind, _, plain = part.partition("/")
        said = next((one for one, its in KINDS.items() if its == kind), None)
        if said not in within:
            raise KeyError(
                f"{name!r} is no address of a {' or '.join(KINDS[one] for one in within)}."
            )
        within = [said]
    known = {one: tables[one][_KEYS[one]] for one in within}
    for one, ids in known.items():
        if (ids == plain).any():
            return one, plain
    retired = tables["retired_ids"]
    for row in retired[(retired["old_id"] == plain) & retired["table_name"].isin(within)].to_dict(
        "records"
    ):
        instead = (
            f"Ask for {row['replaced_by']!r}."
            if isinstance(row["replaced_by"], str)
            else "Nothing replaces it."
        )
        raise KeyError(f"{plain!r} went in version {row['version']}: {row['reason']} {instead}")
    for one, kind in KINDS.items():
        if one not in within and (tables[one][_KEYS[one]] == plain).any():
            raise KeyError(
                f"{plain!r} is a {kind}, no {' or '.join(KINDS[other] for other in within)}."
            )
    from difflib import get_close_matches

    near = get_close_matches(
        plain.lower().replace(" ", "-"),
        [one for ids in known.values() for one in ids],
        n=5,
        cutoff=0.5,
    )
    raise KeyError(
        f"{'Nothing' if len(within) > 1 else f'No {KINDS[within[0]]}'} has the id {plain[:80]!r}."
        + (f" Nearest: {', '.join(near)}." if near else "")
    )
