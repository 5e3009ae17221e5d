"""One SQLite file with keys, checks and indexes, and the descriptions that Datasette shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.base.problems import Problem, Refused
from pipeline.doors.published import Published
from pipeline.files.descriptor import describe, dump
from pipeline.schema.table_schema import Field, TableSchema

FILE, METADATA = "running-muscle-claims.sqlite", "datasette.json"
_TYPES = {
    "string": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
}
_LABELS = {  # the column that Datasette shows where another table points to a row
    "claims": "statement",
    "propositions": "statement",
    "findings": "statement",
    "terms": "name",
    "references": "title",
    "articles": "title",
    "people": "name",
}


def make(package: Published) -> dict[str, bytes]:
    """The database and the metadata file for Datasette.

    Tables and columns are named as in the package. Dates are text, true and false are 1 and 0.
    There are two more tables: `about` (the dataset) and `fields` (the codebook).
    Refused if a row points to a row that is not there.
    Source of the form: SQLite 3; metadata.json of Datasette.
    """
    schemas = {name: rows.schema for name, rows in package.tables.items()}
    database = sqlite3.connect(":memory:")
    try:
        for name, rows in package.tables.items():
            database.execute(_create(rows.schema))
            database.executemany(
                f"INSERT INTO {_quoted(name)} VALUES ({', '.join('?' * len(rows.schema.columns))})",
                ([row[column] for column in rows.schema.columns] for row in rows.rows),
            )
        _describe(database, package.descriptor, schemas)
        for table in schemas.values():
            for statement in _indexes(table):
                database.execute(statement)
        broken = database.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise Refused(
                Problem(
                    "foreign-key",
                    f"A row of {broken[0]} points to a row of {broken[2]} that is not there.",
                    "Run `make validate`.",
                    "rules",
                    table=broken[0],
                )
            )
        database.commit()
        database.execute("VACUUM")
        raw = database.serialize()
    finally:
        database.close()
    return {FILE: raw, METADATA: dump(_datasette(package.descriptor, schemas))}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _columns(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _create(table: TableSchema) -> str:
    lines = [_column(field) for field in table.fields] + [
        f"PRIMARY KEY ({_columns(table.primary_key)})"
    ]
    lines += [f"UNIQUE ({_columns(key)})" for key in table.unique_keys]
    lines += [
        f"FOREIGN KEY ({_columns(fields)}) REFERENCES {_quoted(target)} ({_columns(theirs)})"
        for fields, target, theirs in table.foreign_keys
    ]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(field: Field) -> str:
    name, parts = _quoted(field.name), [_TYPES[field.type]]
    if not field.nullable:
        parts.append("NOT NULL")
    values = [value for value in field.values if value is not None]
    if values:
        parts.append(f"CHECK ({name} IN ({', '.join(_text(value) for value in values)}))")
    elif field.type == "boolean":
        parts.append(f"CHECK ({name} IN (0, 1))")
    return f"{name} {' '.join(parts)}"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _indexes(table: TableSchema) -> Iterator[str]:
    """An index for each foreign key that is not the beginning of a key of the table."""
    covered = [table.primary_key, *table.unique_keys]
    for fields in dict.fromkeys(fields for fields, _, _ in table.foreign_keys):
        if not any(key[: len(fields)] == fields for key in covered):
            name = _quoted(f"{table.name}_by_{'_'.join(fields)}")
            yield f"CREATE INDEX {name} ON {_quoted(table.name)} ({_columns(fields)})"


def _describe(
    database: sqlite3.Connection, descriptor: dict[str, Any], schemas: dict[str, TableSchema]
) -> None:
    database.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    facts = {
        key: descriptor[key] for key in ("id", "name", "title", "description", "version", "created")
    }
    facts |= {
        "license": descriptor["licenses"][0]["name"],
        "license_url": descriptor["licenses"][0]["path"],
        "contributors": "; ".join(one["title"] for one in descriptor["contributors"]),
    }
    database.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
    database.execute(
        "CREATE TABLE fields (table_name TEXT, position INTEGER, field TEXT, type TEXT, "
        "title TEXT, description TEXT, PRIMARY KEY (table_name, field))"
    )
    database.executemany(
        "INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?)",
        (
            (table.name, i, field.name, field.type, field.title, describe(field))
            for table in schemas.values()
            for i, field in enumerate(table.fields, 1)
        ),
    )


def _datasette(descriptor: dict[str, Any], schemas: dict[str, TableSchema]) -> dict[str, Any]:
    tables: dict[str, dict[str, Any]] = {
        name: {
            "description": table.description,
            "columns": {field.name: field.description for field in table.fields},
        }
        for name, table in schemas.items()
    }
    for name, column in _LABELS.items():
        tables[name]["label_column"] = column
    return {
        "title": descriptor["title"],
        "description": f"{descriptor['description']} Version {descriptor['version']}.",
        "license": descriptor["licenses"][0]["title"],
        "license_url": descriptor["licenses"][0]["path"],
        "databases": {FILE.removesuffix(".sqlite"): {"tables": tables}},
    }
