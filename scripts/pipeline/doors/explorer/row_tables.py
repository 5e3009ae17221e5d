"""The tables of a package as the rows that the derived tables are made from."""

from __future__ import annotations

from typing import Any

from pipeline.doors.explorer.frames import Frames
from pipeline.loader import plain
from pipeline.schema.table_schema import Field, TableSchema
from pipeline.tables.rows import Row, Rows
from pipeline.tables.table_set import TableSet

NEEDED = (
    "terms",
    "term_members",
    "term_relations",
    "exercises",
    "passages",
    "claims",
    "propositions",
    "references",
    "measures",
    "findings",
    "evidence",
    "questions",
)


def row_tables(frames: Frames, descriptor: dict[str, Any]) -> TableSet:
    """The tables NEEDED, with the keys and the lists of values that the descriptor gives."""
    schemas = {one["name"]: one["schema"] for one in descriptor["resources"]}
    return TableSet({name: _rows(name, schemas[name], plain(frames[name])) for name in NEEDED})


def _rows(name: str, schema: dict[str, Any], rows: list[Row]) -> Rows:
    key = tuple(schema["primaryKey"])
    fields = tuple(
        Field(
            one["name"],
            one["type"],
            not one.get("constraints", {}).get("required", False),
            "",
            "",
            (),
            dict.fromkeys(one.get("categories", ()), ""),
            {},
        )
        for one in schema["fields"]
    )
    return Rows(TableSchema(name, "", "", 0, fields, key, (), (), key, False, {}), rows)
