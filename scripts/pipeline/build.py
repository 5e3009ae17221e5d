"""Curation to files, in memory: what `rebuild` publishes and `validate` compares with.

Nothing is judged here but what cannot be turned into rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.base.names import CURATION, DESCRIPTOR, table_file
from pipeline.base.package_files import PackageFiles, measured
from pipeline.base.progress import stage
from pipeline.curation.read import Curation, read_curation
from pipeline.derived.registry import add_views
from pipeline.files.descriptor import dump, make_descriptor
from pipeline.files.documents import make_documents
from pipeline.schema.table_schema import TableSchema, load_schemas
from pipeline.tables.canonical_csv import write_csv
from pipeline.tables.from_curation import make_tables
from pipeline.tables.rows import Rows


@dataclass
class Build:
    """A package in memory: its schemas, its curation, and all tables, derived ones included."""

    schemas: dict[str, TableSchema]
    curation: Curation
    tables: dict[str, Rows]


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
    return Build(schemas, curation, tables)


def render(made: Build) -> dict[str, bytes]:
    """The generated files: path to bytes, the descriptor last."""
    stage("tables to CSV")
    files, facts = {}, {}
    for name, rows in made.tables.items():
        raw = files[table_file(name)] = write_csv(rows)
        facts[name] = measured(raw) | {"rows": len(rows.rows)}
    descriptor = make_descriptor(made.curation.package, made.schemas, facts)
    return files | make_documents(descriptor, made.schemas) | {DESCRIPTOR: dump(descriptor)}


def stale_files(root: Path, files: dict[str, bytes]) -> list[str]:
    """Published tables on disk that the build no longer makes."""
    found = (f"data/{path.name}" for path in (root / "data").glob("*.csv"))
    return sorted(path for path in found if path not in files)
