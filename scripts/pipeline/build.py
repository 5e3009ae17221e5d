"""Curation to files, in memory: what `rebuild` publishes and `validate` compares with.

Nothing is judged here but what cannot be turned into rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.names import CURATION, DESCRIPTOR, table_file
from pipeline.base.package_files import PackageFiles, measured
from pipeline.base.progress import stage
from pipeline.curation.read import Curation, read_curation
from pipeline.derived.registry import add_views
from pipeline.files.descriptor import dump, make_descriptor
from pipeline.files.documents import make_documents
from pipeline.schema.schema_files import SchemaFile, schema_files
from pipeline.schema.table_schema import TableSchema, load_schemas
from pipeline.tables.canonical_csv import write_csv
from pipeline.tables.from_curation import make_tables
from pipeline.tables.rows import Rows

_NAME = re.compile(r"[a-z][a-z_]*")  # such a table's file cannot be outside the package


@dataclass
class Build:
    """A package in memory: schemas, curation, and all tables, derived ones included."""

    schemas: dict[str, TableSchema]
    curation: Curation
    tables: dict[str, Rows]
    schema_files: list[SchemaFile]


def is_checkout(root: Path) -> bool:
    """Whether the curation is there. A download has none."""
    return (root / CURATION).is_dir()


def read(files: PackageFiles) -> Build:
    """Read schemas and curation, and make all tables.

    Raises Refused with the problems that leave nothing to check further.
    """
    schemas = load_schemas(files)
    curation = read_curation(files)
    stage("curation to tables")
    tables = make_tables(curation, schemas)
    add_views(tables)
    for rows in tables.values():
        rows.sort()
    return Build(schemas, curation, tables, schema_files(files))


def render(made: Build) -> dict[str, bytes]:
    """The generated files: path to bytes, the descriptor last."""
    stage("tables to CSV")
    files, facts = {}, {}
    for name, rows in made.tables.items():
        raw = files[table_file(name)] = write_csv(rows)
        facts[name] = measured(raw) | {"rows": len(rows.rows)}
    descriptor = make_descriptor(made.curation.package, made.schemas, facts, made.schema_files)
    return files | make_documents(descriptor, made.schemas) | {DESCRIPTOR: dump(descriptor)}


def stale_files(files: PackageFiles, made: Container[str]) -> list[str]:
    """Tables on disk that an earlier build made, and that are not among the paths `made` now.

    An earlier build made a file that the descriptor on disk describes, down to its SHA-256.
    Whatever else is there may be somebody's work.
    """
    return sorted(
        path
        for path, fact in _described(files).items()
        if path not in made and _is_unchanged(files, path, fact)
    )


def _described(files: PackageFiles) -> dict[str, str]:
    """The table files that the descriptor on disk names, each with its hash."""
    try:
        resources = json.loads(files.read(DESCRIPTOR))["resources"]
        return {
            table_file(one["name"]): one["hash"]
            for one in resources
            if _NAME.fullmatch(one["name"]) and one["path"] == table_file(one["name"])
        }
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}  # without a descriptor nothing is known of earlier builds


def _is_unchanged(files: PackageFiles, path: str, fact: str) -> bool:
    try:
        return not (files.root / path).is_symlink() and files.facts(path)["hash"] == fact
    except OSError:
        return False
