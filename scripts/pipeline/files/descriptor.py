"""The descriptor `datapackage.json` (Data Package 2.0): everything in it is derived.

Metadata come from `package.yaml`, Table Schemas are compiled from `schemas/`, sizes and hashes from the
files as they are about to be published.
"""

from __future__ import annotations

import json

from pipeline.schema.table_schema import Field, TableSchema
from pipeline.tables.csv_cells import cell

PROFILES = "https://datapackage.org/profiles/2.0/"
DIALECT = {
    "header": True,
    "headerRows": [1],
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
}


def table_schema(table: TableSchema) -> dict:
    """The Table Schema of a table, in constructs that older readers know as well."""
    schema = {
        "$schema": PROFILES + "tableschema.json",
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    if table.unique_keys:
        schema["uniqueKeys"] = [list(key) for key in table.unique_keys]
    if table.foreign_keys:
        # "" is a table's own name in version 1 and still read so by version 2 tools
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


def _field(field: Field) -> dict:
    found = {
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
    constraints = {"required": not field.nullable}
    if values:
        constraints["enum"] = values
    elif "pattern" in field.raw and field.type == "string":
        constraints["pattern"] = (
            "(?:" + field.raw["pattern"].removeprefix("^").removesuffix("$") + ")"
        )
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


def make_descriptor(package: dict, tables: dict[str, TableSchema], facts: dict[str, dict]) -> dict:
    """The whole descriptor. `facts` maps names of tables to `bytes`, `hash` and `rows` of their files."""
    listed = lambda kind, *keys: [
        {key: one[key] for key in keys if key in one} for one in package[kind]
    ]  # the order of keys in package.yaml says nothing
    licenses = listed("licenses", "name", "path", "title")
    resources = []
    for name, table in tables.items():
        path = f"data/{name}.csv"
        resources.append(
            {
                "name": name,
                "type": "table",
                "path": path,
                "title": table.title,
                "description": table.description,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                **{fact: facts[name][fact] for fact in ("bytes", "hash", "rows")},
                "licenses": licenses,
                "dialect": {"$schema": PROFILES + "tabledialect.json"} | DIALECT,
                "schema": table_schema(table),
            }
        )
    head = {
        key: package[key]
        for key in ("name", "id", "title", "description", "version", "created", "keywords")
    }
    more = {
        "contributors": listed("contributors", "title", "roles"),
        "sources": listed("sources", "title", "path"),
    }
    return (
        {"$schema": PROFILES + "datapackage.json"}
        | head
        | {"licenses": licenses}
        | more
        | {"resources": resources}
    )


def dump(value) -> bytes:
    """JSON as it is published: indented, UTF-8, one line end at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")
