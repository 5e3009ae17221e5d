"""Curation to the tables of anatomy: sources, movements of terms, and actions of muscles."""

from __future__ import annotations

from pipeline.tables.actions import ANY, WHOLE, action
from pipeline.tables.authors import authors
from pipeline.tables.maker import TableMaker, same_names
from pipeline.tables.table_set import TableSet

_MOVEMENT_KEYS = {"term_id": "term", "joint": "joint"}
_ACTION_KEYS = same_names(("joint", "movement", "circumstance", "locator")) | {
    "source_id": "source"
}


def add_anatomy(maker: TableMaker) -> None:
    """Fill anatomy_sources, term_movements and muscle_actions, and the action of each muscle.

    The tables of terms must be there.
    """
    file, document = maker.curation.single["anatomy"]
    keys = {"source_id": "id"} | maker.columns("anatomy_sources", "source_id", "authors", "seen_at")
    for entry in document["sources"]:
        seen = "; ".join(entry["seen_at"])
        maker.add("anatomy_sources", file, entry, keys, authors=authors(entry), seen_at=seen)
    for entry in document["movements"]:
        movement = entry.get("movement") or ANY
        maker.add("term_movements", file, entry, _MOVEMENT_KEYS, movement=movement)
    for entry in document["actions"]:
        for one in entry["does"]:
            part = one.get("part") or WHOLE
            maker.add(
                "muscle_actions", file, one, _ACTION_KEYS, muscle_id=entry["muscle"], part=part
            )
    tables = TableSet(maker.tables)
    for row in maker.tables["muscles"].rows:
        row["action"] = action(tables, row["muscle_id"])
