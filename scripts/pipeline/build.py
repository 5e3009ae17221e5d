"""Curation to files, in memory: what `rebuild` publishes and `validate` compares with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.hints import reset_budget
from pipeline.base.problems import Problem, Refused, ordered
from pipeline.base.progress import stage
from pipeline.checks.descriptor import check_descriptor
from pipeline.checks.files import check_links
from pipeline.checks.one_cause import causes
from pipeline.checks.row_schema import check_rows
from pipeline.checks.rules.all_rules import all_rules
from pipeline.curation.read import FOLDER, Curation, read_curation
from pipeline.curation.yaml_values import line_at
from pipeline.derived.registry import add_views, following
from pipeline.schema.table_schema import TableSchema, load_schemas
from pipeline.tables.rows import Rows
from pipeline.tables.table_set import TableSet


@dataclass
class Build:
    """A package built in memory: schemas, curation, tables, and the bytes of every generated file."""

    schemas: dict[str, TableSchema]
    curation: Curation
    tables: dict[str, Rows]
    files: dict[str, bytes] = field(default_factory=dict)


def is_checkout(root: Path) -> bool:
    """True where the curation is there, false in a download."""
    return (root / FOLDER).is_dir()


def read(root: Path) -> Build:
    """Schemas and curation as tables. Refused carries the problems that leave nothing to check further."""
    from pipeline.tables.from_curation import make_tables

    reset_budget()
    check_links(root)
    schemas = load_schemas(root / "schemas")
    curation = read_curation(root, root / "schemas")
    stage("curation to tables")
    tables = make_tables(curation, schemas)
    add_views(tables)
    for rows in tables.values():
        rows.sort()
    return Build(schemas, curation, tables)


def check(package: TableSet) -> list[Problem]:
    """Layers 3 and 4: the rows and, where they are sound enough to be compared, the rules."""
    problems, printable = [], package.printable
    for name, rows in package.tables.items():
        stage(f"rows of {name} against their schema")
        problems += check_rows(rows, printable and not rows.schema.derived)
    problems += empty_tables(package)
    wrong_type = any(p.rule in ("row-schema", "internal", "control-character") for p in problems)
    for one in all_rules():
        if one.needs_captures and not package.captures:
            continue
        stage(f"rule {one.name}")
        try:
            found = list(one.check(package))
        except (TypeError, AttributeError, ValueError):
            if (
                not wrong_type
            ):  # a rule may stumble over a value that the rows layer has refused, and over no other
                raise
            continue
        problems += found
        if one.name == "text-hash":  # another text has other words everywhere; that is said once
            for problem in found:
                package.captures.pop(problem.row, None)
    problems = causes(problems)
    # one cause, one error: what is wrong with claims and terms is wrong with what is derived from them
    hushed = following({p.table for p in problems if p.rule != "derived-view"})
    problems = [p for p in problems if p.table not in hushed]
    # of a row that breaks its schema, or is there twice, no more is said until that is mended
    first = {
        (p.table, p.row): p.rule
        for p in problems
        if p.row and p.rule in ("unique-key", "primary-key", "row-schema", "control-character")
    }
    return ordered(
        [
            p
            for p in problems
            if first.get((p.table, p.row), p.rule) == p.rule or p.rule == "foreign-key"
        ]
    )


def empty_tables(package: TableSet) -> list[Problem]:
    """A problem for each table without rows that people write; a derived one may be empty."""
    return [
        Problem(
            "empty-table",
            "The table has no rows.",
            "Add a row, or remove its schema.",
            "rules",
            f"data/{name}.csv",
            table=name,
        )
        for name, rows in package.tables.items()
        if not rows.rows and not rows.schema.derived
    ]


def render(build: Build) -> dict[str, bytes]:
    """The generated files: path to bytes, the descriptor last."""
    from pipeline.files.descriptor import dump, make_descriptor, measured
    from pipeline.files.documents import make_documents
    from pipeline.tables.canonical_csv import write_csv

    stage("tables to CSV")
    files = {f"data/{name}.csv": write_csv(rows) for name, rows in build.tables.items()}
    facts = {
        name: measured(files[f"data/{name}.csv"]) | {"rows": len(rows.rows)}
        for name, rows in build.tables.items()
    }
    descriptor = make_descriptor(build.curation.package, build.schemas, facts)
    return (
        files | make_documents(descriptor, build.schemas) | {"datapackage.json": dump(descriptor)}
    )


def build(root: Path) -> Build:
    """The whole build, checked. Refused carries every problem found; nothing is written."""
    made = read(root)
    problems = check(TableSet(made.tables))
    if problems:
        raise Refused(problems)
    made.files = render(made)
    problems = check_metadata(made, made.files, root)
    if problems:
        raise Refused(problems)
    return made


def check_metadata(build: Build, files: dict[str, bytes], root: Path) -> list[Problem]:
    """What keeps the metadata of the curation from making a descriptor that may be published."""
    problems = check_descriptor(json.loads(files["datapackage.json"]), build.schemas, root)
    return [
        problem.at(
            file=f"{FOLDER}/package.yaml",
            line=line_at(build.curation.package, (problem.field or "").split("/")),
            mend="Correct the metadata.",
        )
        for problem in problems
    ]


def stale_files(root: Path, files: dict[str, bytes]) -> list[str]:
    """Published tables on disk that the build no longer makes."""
    return sorted(
        f"data/{path.name}"
        for path in (root / "data").glob("*.csv")
        if f"data/{path.name}" not in files
    )
