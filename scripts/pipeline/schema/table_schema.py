"""The table schemas: read once, checked against the dialect, passed on as plain objects.

`schemas/<table>.schema.json` is the only place where a table or field is described. Everything else
(Table Schemas, CSV, codebook, loader) is compiled from what this module returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pipeline.base.litter import is_litter
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.schema.dialect import dialect_problems
from pipeline.schema.json_files import (
    checked_schema,
    parse_json,
    read_bytes,
    require_self_contained,
)

SUFFIX = ".schema.json"
NOT_TABLES = {"dialect", "datapackage", "curation"}
DERIVED = (
    "study_evidence",
    "anatomy_evidence",
    "proposition_summary",
    "evidence_coverage",
    "proposition_links",
    "questions",
    "positions",
    "question_evidence",
    "disagreements",
    "disagreement_claims",
    "exercise_muscles",
    "claims_flat",
)
TABLES = (
    "articles",
    "passages",
    "claims",
    "claim_terms",
    "claim_quantities",
    "propositions",
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
    "mapping_readings",
    "energy_costs",
    "people",
    "references",
    "citations",
    "claim_citations",
    "measures",
    "findings",
    "evidence",
    "evidence_left_out",
    "evidence_readings",
    "bearing_readings",
    "risk_of_bias",
    "searches",
    "search_propositions",
    "search_works",
    "testability_readings",
    "topics",
    "readings",
    "audits",
    "waivers",
    "retired_ids",
    *DERIVED,
)
IDENTIFIED = (  # tables whose ids people cite
    "articles",
    "claims",
    "propositions",
    "terms",
    "people",
    "references",
    "citations",
    "measures",
    "findings",
    "schemes",
)


@dataclass(frozen=True)
class Field:
    """One column. `type` is string, integer, number, boolean or date.

    `values` maps each allowed value of an enumeration to its definition; None is the empty cell.
    It is empty for other fields.
    """

    name: str
    type: str
    nullable: bool
    title: str
    description: str
    examples: tuple[Any, ...]
    values: dict[str | None, str]
    raw: dict[str, Any]


@dataclass(frozen=True)
class TableSchema:
    """One table: its fields in column order, its keys, and the JSON Schema of a row."""

    name: str
    title: str
    description: str
    order: int
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    sort: tuple[str, ...]
    derived: bool
    raw: dict[str, Any]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def may_be_empty(self) -> bool:
        """Whether the table may have no rows. A derived table may."""
        return self.derived or bool(self.raw["x-table"].get("mayBeEmpty"))

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def key(self, row: dict[str, Any]) -> str:
        """The primary key of a row as one text, for messages."""
        return "/".join(str(row.get(name)) for name in self.primary_key)


def load_schemas(files: PackageFiles) -> dict[str, TableSchema]:
    """All tables by name, in their order. Raises Refused with every breach of the dialect."""
    found = schema_files(files.root)
    names = [name for path in found if (name := path.name.removesuffix(SUFFIX)) not in NOT_TABLES]
    unknown = [
        Problem(
            "schema-unknown",
            "The file describes no table of this package.",
            "Remove it. A new table is named in TABLES in scripts/pipeline/schema/table_schema.py.",
            "schemas",
            f"schemas/{name}{SUFFIX}",
        )
        for name in names
        if name not in TABLES
    ]
    if unknown:
        raise Refused(unknown)
    if not names:
        message = "No table schema is found in schemas/."
        raise Refused(
            Problem("schema-missing", message, "Restore the folder.", "schemas", "schemas")
        )
    paths = [f"schemas/{name}{SUFFIX}" for name in (*names, "dialect")]
    return dict(_load(tuple((path, read_bytes(files, path)) for path in paths)))


def schema_files(root: Path) -> list[Path]:
    """The schemas of a package, those of no table among them, sorted."""
    found = sorted(root.glob(f"schemas/*{SUFFIX}"))
    return [path for path in found if not is_litter(path.name)]


@lru_cache(maxsize=32)
def _load(contents: tuple[tuple[str, bytes], ...]) -> dict[str, TableSchema]:
    """The tables for these files (path, bytes), the dialect last; kept for the same bytes."""
    parsed = [(path, parse_json(content, path)) for path, content in contents]
    raw = {Path(path).name.removesuffix(SUFFIX): schema for path, schema in parsed[:-1]}
    for path, schema in parsed[:-1]:
        require_self_contained(schema, path)
    dialect = checked_schema(parsed[-1][1], parsed[-1][0])
    for name in TABLES:
        if name not in raw:
            message, file = f"The schema of the table {name} is missing.", f"schemas/{name}{SUFFIX}"
            raise Refused(Problem("schema-missing", message, "Restore it.", "schemas", file))
    problems = list(dialect_problems(raw, dialect, "schemas", DERIVED))
    if problems:
        raise Refused(problems)
    tables = sorted(
        (_table(name, schema) for name, schema in raw.items()), key=lambda table: table.order
    )
    return {table.name: table for table in tables}


def _table(name: str, raw: dict[str, Any]) -> TableSchema:
    keys = raw["x-table"]
    fields = tuple(_field(column, spec) for column, spec in raw["properties"].items())
    primary = tuple(keys["primaryKey"])
    foreign = tuple(
        (tuple(k["fields"]), k["reference"]["resource"], tuple(k["reference"]["fields"]))
        for k in keys.get("foreignKeys", ())
    )
    return TableSchema(
        name,
        raw["title"],
        raw["description"],
        keys["order"],
        fields,
        primary,
        tuple(map(tuple, keys.get("uniqueKeys", ()))),
        foreign,
        tuple(keys.get("sort", primary)),
        keys.get("derived", False),
        raw,
    )


def _field(name: str, raw: dict[str, Any]) -> Field:
    types = raw["type"] if isinstance(raw["type"], list) else [raw["type"]]
    kind = "date" if raw.get("format") == "date" else types[0]
    values = {one["const"]: one["description"] for one in raw.get("oneOf", ())}
    return Field(
        name,
        kind,
        "null" in types,
        raw["title"],
        raw["description"],
        tuple(raw["examples"]),
        values,
        raw,
    )
