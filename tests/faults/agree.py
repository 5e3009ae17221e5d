"""`jsonschema-rs` decides and `jsonschema` explains: they must agree about everything a fault
changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema
import jsonschema_rs

from pipeline.base.problems import Refused
from pipeline.checks.descriptor import official_profile
from pipeline.checks.row_schema import CONTROL
from pipeline.curation.strict_yaml import parse_yaml
from pipeline.tables.canonical_csv import read_csv
from pipeline.tables.rows import Rows

from .copies import ORIGINAL, ROOT, SCHEMAS

KINDS = {"articles": "article", "first": "reading", "second": "reading"}


@cache
def _judges(text: str, formats: bool):
    """The two validators of a schema, given as JSON."""
    schema = json.loads(text)
    checker = jsonschema.FormatChecker(["date"]) if formats else None
    return jsonschema_rs.validator_for(
        schema, validate_formats=formats
    ), jsonschema.Draft202012Validator(schema, format_checker=checker)


def differ(schema: dict, value, formats: bool = False, depth: int | None = None) -> str | None:
    """How the two judge a value, if they differ in the verdict or in the places of the errors."""
    rust, python = _judges(json.dumps(schema), formats)

    def places(paths) -> list[tuple[str, ...]]:
        return sorted({tuple(map(str, path))[:depth] for path in paths})

    ours = places(error.instance_path for error in rust.iter_errors(value))
    theirs = places(error.absolute_path for error in python.iter_errors(value))
    if (bool(ours), ours) == (not rust.is_valid(value), theirs):
        return None
    return f"jsonschema-rs: {ours}, jsonschema: {theirs}"


def rows_differ(rows: Rows, known: set[str] = frozenset()) -> Iterator[str | None]:
    """For every row that is not in `known` (rows written as JSON): how the two differ, or None.
    Rows with control characters are skipped: they are refused before either validator sees them."""
    for row in rows.rows:
        if json.dumps(row) in known or any(
            isinstance(value, str) and CONTROL.search(value) for value in row.values()
        ):
            continue
        found = differ(rows.schema.raw, row, formats=True, depth=1)
        yield found and f"{rows.schema.name}[{rows.schema.key(row)}]: {found}"


@cache
def original(name: str) -> tuple[Rows, frozenset[str]]:
    """The rows of an unbroken table, as values and as JSON."""
    rows = read_csv(ORIGINAL[name], SCHEMAS[name], name)[0]
    return rows, frozenset(map(json.dumps, rows.rows))


def disagreements(root: Path, checkout: bool, described: bool) -> tuple[int, list[str]]:
    """How many changed rows and documents were compared, and where the two validators differ. The
    tests compare the unchanged rows of the same tables once for all faults. `described`: the fault
    changed more in the descriptor than hashes."""
    said: list[str | None] = []
    for name, table in SCHEMAS.items():
        path = root / f"data/{name}.csv"
        if path.is_file() and (raw := path.read_bytes()) != ORIGINAL[name]:
            said += rows_differ(read_csv(raw, table, name)[0], original(name)[1])
    for path in sorted((root / "data/curation").rglob("*.yaml")) if checkout else ():
        shown = path.relative_to(root).as_posix()
        if path.is_file() and not (
            (ROOT / shown).is_file() and path.read_bytes() == (ROOT / shown).read_bytes()
        ):
            said += _document_differs(root, path, shown)
    descriptor = root / "datapackage.json"
    if described and descriptor.is_file():
        try:
            value = json.loads(descriptor.read_text(encoding="utf-8"))
        except (ValueError, RecursionError):
            value = None
        for profile in (
            (
                official_profile(),
                json.loads((ROOT / "schemas/datapackage.schema.json").read_text(encoding="utf-8")),
            )
            if value is not None
            else ()
        ):
            found = differ(profile, value)
            said.append(found and f"descriptor: {found}")
    return len(said), [one for one in said if one]


def _document_differs(root: Path, path: Path, shown: str) -> Iterator[str | None]:
    shapes = json.loads((root / "schemas/curation.schema.json").read_text(encoding="utf-8"))[
        "$defs"
    ]
    kind = KINDS.get(path.parent.name, path.stem)
    try:
        document = parse_yaml(path.read_bytes(), shown)
    except Refused:
        return
    if kind in shapes:
        found = differ(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": f"#/$defs/{kind}",
                "$defs": shapes,
            },
            document,
        )
        yield found and f"{shown}: {found}"
