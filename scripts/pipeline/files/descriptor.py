"""The descriptor `datapackage.json` (Data Package 2.0). Everything in it is derived.

The metadata come from `package.yaml`, the Table Schemas from `schemas/`, sizes and hashes from the
files that are about to be published. `schemaFiles` is ours, not of the Data Package standard: path
and SHA-256 of each file in `schemas/`.
"""

from __future__ import annotations

import json
from typing import Any

from pipeline.base.names import table_file
from pipeline.schema.table_schema import Field, TableSchema
from pipeline.tables.csv_cells import cell

PROFILES = "https://datapackage.org/profiles/2.0/"
FACTS = ("bytes", "hash", "rows")  # what follows from the file of a table
DIALECT = {
    "header": True,
    "headerRows": [1],
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
}


def table_schema(table: TableSchema) -> dict[str, Any]:
    """The Table Schema of a table, in constructs that readers of version 1 know as well."""
    schema: dict[str, Any] = {
        "$schema": PROFILES + "tableschema.json",
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    if table.unique_keys:
        schema["uniqueKeys"] = [list(key) for key in table.unique_keys]
    if table.foreign_keys:
        # version 1 writes a table's own name as "", and tools for version 2 still read it
        schema["foreignKeys"] = [
            {
                "fields": list(fields),
                "reference": {
                    "resource": "" if target == table.name else target,
                    "fields": list(theirs),
                },
            }
            for fields, target, theirs in table.foreign_keys
        ]
    return schema


def _field(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": describe(field),
        "example": cell(field.examples[0]),
    }
    if field.type == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    values = [value for value in field.values if value is not None]
    if values:
        found["categories"] = values
        found["categoriesOrdered"] = bool(field.raw.get("x-ordered"))
    constraints: dict[str, Any] = {"required": not field.nullable}
    if values:
        constraints["enum"] = values
    elif "pattern" in field.raw and field.type == "string":
        pattern = field.raw["pattern"].removeprefix("^").removesuffix("$")
        constraints["pattern"] = f"(?:{pattern})"
    for name in ("minLength", "maxLength", "minimum", "maximum"):
        if name in field.raw:
            constraints[name] = field.raw[name]
    found["constraints"] = constraints
    return found


def describe(field: Field) -> str:
    """The field's description with the definition of each allowed value."""
    if not field.values:
        return field.description
    parts = [
        f"{'(empty)' if value is None else value}: {text}" for value, text in field.values.items()
    ]
    return f"{field.description} Values: " + " ".join(
        part if part.endswith(".") else part + ";" for part in parts
    ).rstrip(";")


def make_descriptor(
    package: dict[str, Any],
    tables: dict[str, TableSchema],
    facts: dict[str, dict[str, Any]],
    schema_files: list[dict[str, str]],
) -> dict[str, Any]:
    """The whole descriptor.

    `facts` has `bytes`, `hash` and `rows` of the file of each table, `schema_files` path and hash
    of each schema.
    """
    licenses = _entries(package, "licenses", "name", "path", "title")
    head = {
        key: package[key]
        for key in ("name", "id", "title", "description", "version", "created", "keywords")
    }
    return (
        {"$schema": PROFILES + "datapackage.json"}
        | head
        | {
            "licenses": licenses,
            "contributors": _entries(package, "contributors", "title", "roles"),
            "sources": _entries(package, "sources", "title", "path"),
            "schemaFiles": schema_files,
            "resources": make_resources(tables, facts, licenses),
        }
    )


def make_resources(
    tables: dict[str, TableSchema], facts: dict[str, dict[str, Any]], licenses: Any
) -> list[dict[str, Any]]:
    """The entry of each table: what its schema, the facts about its file and the licences give."""
    return [
        {
            "name": name,
            "type": "table",
            "path": table_file(name),
            "title": table.title,
            "description": table.description,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            **{fact: facts[name][fact] for fact in FACTS},
            "licenses": licenses,
            "dialect": {"$schema": PROFILES + "tabledialect.json"} | DIALECT,
            "schema": table_schema(table),
        }
        for name, table in tables.items()
    ]


def _entries(package: dict[str, Any], kind: str, *keys: str) -> list[dict[str, Any]]:
    """The entries of a kind, their keys in this order, whatever the order in package.yaml."""
    return [{key: one[key] for key in keys if key in one} for one in package[kind]]


def dump(value: Any) -> bytes:
    """JSON as it is published: indented, UTF-8, with one line end at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")
