"""The tables and their foreign keys, drawn as Mermaid flowcharts."""

from __future__ import annotations

from pipeline.schema.table_schema import TableSchema

VOCABULARY = (
    "terms",
    "muscles",
    "muscle_actions",
    "anatomy_sources",
    "exercises",
    "term_members",
    "term_about",
    "term_relations",
    "term_movements",
    "term_names",
    "name_meanings",
    "schemes",
    "mappings",
    "energy_costs",
)
# Not drawn: these, and derived tables, because their keys would hide what they are derived from.
_APART = (
    "readings",
    "evidence_readings",
    "bearing_readings",
    "mapping_readings",
    "testability_readings",
    "topics",
    "audits",
    "waivers",
    "retired_ids",
)


def drawn(tables: dict[str, TableSchema]) -> tuple[list[str], list[str]]:
    """The names of the tables in the two pictures: claims and evidence, and the vocabulary."""
    main = [
        name
        for name, table in tables.items()
        if not table.derived and name not in (*VOCABULARY, *_APART)
    ]
    return main, [name for name in tables if name in VOCABULARY]


def edges(tables: dict[str, TableSchema], names: list[str]) -> list[tuple[str, str]]:
    """The arrows among the tables `names`: from each table to those that refer to its rows."""
    return list(
        dict.fromkeys(
            (target, name)
            for name in names
            for _, target, _ in tables[name].foreign_keys
            if target in names and target != name
        )
    )


def make_diagram(tables: dict[str, TableSchema], names: list[str]) -> str:
    """Mermaid source: a box for each of the tables `names`, with the arrows of `edges`."""
    pairs = edges(tables, names)
    alone = [f"  {name}" for name in names if not any(name in pair for pair in pairs)]
    arrows = [f"  {target} --> {name}" for target, name in pairs]
    return "\n".join(["flowchart LR", *arrows, *alone]) + "\n"
