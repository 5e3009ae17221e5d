"""The derived table `proposition_links`: which proposition is a case of which other one."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from pipeline.tables.rows import Row
from pipeline.tables.statements import SLOTS
from pipeline.tables.table_set import TableSet

_SIDES = ("subject", "object", "comparator")  # empty in both propositions, or in neither


def proposition_links(tables: TableSet) -> list[Row]:
    """Rows of the table `proposition_links`, sorted by key.

    Columns: `narrower_id` and `wider_id`, two propositions with the same relation, of which the
    first has in each slot the same term as the second or a narrower one; and `differs_in`, the
    slots in which it is narrower. A slot that is empty in the wider one alone, as of muscle, people
    or condition, is wider.
    """
    up, rows = tables.ancestors, tables["propositions"].rows
    by_sides: defaultdict[tuple[str | None, ...], list[Row]] = defaultdict(list)
    for row in rows:
        by_sides[row["relation"], *(row[f"{slot}_id"] for slot in _SIDES)].append(row)
    found = []
    for narrow in rows:
        wider = [_wider(narrow[f"{slot}_id"], up) for slot in _SIDES]
        for sides in product([narrow["relation"]], *wider):
            for wide in by_sides.get(sides, ()):
                slots = [slot for slot in SLOTS if narrow[f"{slot}_id"] != wide[f"{slot}_id"]]
                if slots and all(_is_case(narrow[f"{s}_id"], wide[f"{s}_id"], up) for s in slots):
                    found.append(
                        {
                            "narrower_id": narrow["proposition_id"],
                            "wider_id": wide["proposition_id"],
                            "differs_in": "; ".join(slots),
                        }
                    )
    return sorted(found, key=lambda row: (row["narrower_id"], row["wider_id"]))


def _wider(term: str | None, up: dict[str, set[str]]) -> list[str | None]:
    """What may stand in a side of a wider proposition."""
    return [None] if term is None else [*sorted(up.get(term, {term}))]


def _is_case(narrow: str | None, wide: str | None, up: dict[str, set[str]]) -> bool:
    return wide is None or (narrow is not None and wide in up.get(narrow, {narrow}))
