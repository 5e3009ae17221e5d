"""Stable addresses of what people cite or link to: `<id of the dataset>#<kind>/<identifier>`.

The id of the dataset is a UUID URN, whose fragment names the part (RFC 8141). A page that shows the
dataset uses the same fragments behind its own address.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from ._errors import PackageError
from ._load import Tables

KINDS = {
    "claims": "claim",
    "propositions": "proposition",
    "articles": "article",
    "references": "reference",
    "findings": "finding",
    "terms": "term",
    "questions": "question",
    "disagreements": "disagreement",
}
_KEYS = {table: f"{kind}_id" for table, kind in KINDS.items()}
_LONGEST_ADDRESS, _LONGEST_ID = 120, 80  # characters that a message shows


def address_of(tables: Tables, table: str, identifier: str) -> str:
    """The address of a row of one of the tables in KINDS."""
    return f"{base(tables.descriptor)}#{KINDS[table]}/{identifier}"


def base(descriptor: dict[str, Any]) -> str:
    """The id of the dataset, with which every address begins.

    Raises PackageError for a version that has none.
    """
    found = descriptor.get("id")
    if not isinstance(found, str):
        raise PackageError(
            f"Version {descriptor['version']} of the package has no id, so nothing in it has an "
            "address. Use version 0.5.0 or later."
        )
    return found


def identify(tables: Tables, name: str, table: str | None = None) -> tuple[str, str]:
    """The table and the identifier that an identifier or an address stands for.

    `table` limits the search to one table. Raises KeyError: with the nearest identifiers for an
    unknown one, and with the replacement for one that is retired.
    """
    if not isinstance(name, str):
        raise TypeError(f"An identifier is text, not {type(name).__name__}.")
    within = [table] if table else list(KINDS)
    identifier = name
    if "#" in name:
        kind_table, identifier = _parts(tables, name, within)
        within = [kind_table]
    for one in within:
        if _holds(tables, one, identifier):
            return one, identifier
    raise KeyError(
        _retired(tables, identifier, within)
        or _of_another_kind(tables, identifier, within)
        or _unknown(tables, identifier, within)
    )


def _parts(tables: Tables, address: str, within: list[str]) -> tuple[str, str]:
    """The table and the identifier in an address. The address may lack the id of the dataset."""
    dataset, _, part = address.partition("#")
    if dataset and dataset != base(tables.descriptor):
        raise KeyError(
            f"{address[:_LONGEST_ADDRESS]!r} is not an address in this dataset. "
            f"Its addresses begin with {base(tables.descriptor)}#."
        )
    kind, _, identifier = part.partition("/")
    for table in within:
        if KINDS[table] == kind:
            return table, identifier
    raise KeyError(
        f"{address[:_LONGEST_ADDRESS]!r} is not the address of a "
        f"{' or '.join(KINDS[table] for table in within)}."
    )


def _holds(tables: Tables, table: str, identifier: str) -> bool:
    return _has(tables, table) and bool((tables[table][_KEYS[table]] == identifier).any())


def _has(tables: Tables, table: str) -> bool:
    """Whether the package has a table; an earlier version may lack it."""
    return any(resource["name"] == table for resource in tables.descriptor["resources"])


def _retired(tables: Tables, identifier: str, within: list[str]) -> str | None:
    """What became of a retired identifier; None where it is not one."""
    retired = tables["retired_ids"]
    rows = retired[(retired["old_id"] == identifier) & retired["table_name"].isin(within)]
    for row in rows.to_dict("records"):
        replacement = row["replaced_by"]
        instead = (
            f"Ask for {replacement!r}." if isinstance(replacement, str) else "Nothing replaces it."
        )
        return f"{identifier!r} was retired in version {row['version']}: {row['reason']} {instead}"
    return None


def _of_another_kind(tables: Tables, identifier: str, within: list[str]) -> str | None:
    """What an identifier stands for outside the tables asked for; None where it is unknown."""
    for table, kind in KINDS.items():
        if table not in within and _holds(tables, table, identifier):
            return f"{identifier!r} is a {kind}, not a {' or '.join(KINDS[one] for one in within)}."
    return None


def _unknown(tables: Tables, identifier: str, within: list[str]) -> str:
    """That nothing has this identifier, and which ones are near."""
    near = get_close_matches(
        identifier.lower().replace(" ", "-"),
        [one for table in within if _has(tables, table) for one in tables[table][_KEYS[table]]],
        n=5,
        cutoff=0.5,
    )
    return (
        f"{'Nothing' if len(within) > 1 else f'No {KINDS[within[0]]}'} has the id "
        f"{identifier[:_LONGEST_ID]!r}." + (f" Nearest: {', '.join(near)}." if near else "")
    )
