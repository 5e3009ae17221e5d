"""Compare the published files with what the curation gives, down to the cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pipeline.base.names import DESCRIPTOR, table_file
from pipeline.base.package_files import PackageFiles, missing
from pipeline.base.problems import Problem
from pipeline.build import Build
from pipeline.checks.descriptor_parts import different_parts
from pipeline.checks.files import check_strays, first_difference
from pipeline.files.descriptor import FACTS
from pipeline.tables.canonical_csv import read_csv
from pipeline.tables.csv_cells import cell
from pipeline.tables.rows import Row, Rows

SHOWN = 5  # differences of one table
_LONGEST = 80  # characters of a value
_BEFORE = 20  # characters before the first difference
MEND = (
    "If the published file was edited by hand, make the change in data/curation/ instead; "
    "`make rebuild` overwrites it."
)


def compare(files: PackageFiles, made: Build, rendered: dict[str, bytes]) -> Iterator[Problem]:
    """A problem for each difference between the rendered files and those on disk.

    At most SHOWN rows of a table are listed.
    """
    tables = {table_file(name): name for name in made.tables}
    differing: set[str] = set()
    for path, wanted in rendered.items():
        name = tables.get(path)
        try:
            have = files.read(path)
        except OSError as error:
            differing |= {name or path}
            yield missing(path, error, name)
            continue
        if have == wanted:
            pass
        elif name:
            differing.add(name)
            yield from _few(list(_compare_table(made.tables[name], path, have)), path, name)
        elif path != DESCRIPTOR:
            message = "The file differs from what is generated."
            line = first_difference(wanted, have)
            yield Problem("differs", message, MEND, "files", path, line)
        else:
            yield from _compare_descriptor(wanted, have, differing)
        if name:
            files.release(path)
    yield from check_strays(files, rendered, made.schemas)


def _few(problems: list[Problem], path: str, table: str) -> list[Problem]:
    if not problems:
        message = "The rows are the same, but not their order."
        return [Problem("differs", message, MEND, "files", path, table=table)]
    if len(problems) <= SHOWN:
        return problems
    message = f"... and {len(problems) - SHOWN} more differences in this table."
    rest = Problem("differs", message, MEND, "files", path, table=table)
    return [*islice(problems, SHOWN), rest]


def _compare_table(wanted: Rows, path: str, have: bytes) -> Iterator[Problem]:
    found, wrong = read_csv(have, wanted.schema, path)
    if wrong:
        yield from (problem.at(mend=MEND) for problem in wrong)
        return
    key, derived = wanted.schema.key, wanted.schema.derived
    theirs = {key(row): row for row in found.rows}
    for i, row in enumerate(wanted.rows):
        if key(row) in theirs:
            yield from _compare_row(wanted, i, theirs[key(row)], path)
            continue
        is_missing = "follows from the curation but is" if derived else "is in the curation but"
        message = f"The row {is_missing} not in {path}."
        yield wanted.problem(i, "differs", message, MEND, layer="files")
    keys = {key(row) for row in wanted.rows}
    for i, row in enumerate(found.rows):
        if key(row) not in keys:
            is_extra = "does not follow from" if derived else "is not in"
            message = f"The row {is_extra} the curation."
            yield found.problem(i, "differs", message, MEND, layer="files")


def _compare_row(wanted: Rows, i: int, theirs: Row, path: str) -> Iterator[Problem]:
    ours = wanted.rows[i]
    for column in wanted.schema.columns:
        if cell(ours[column]) != cell(theirs[column]):
            have, want = _parted(cell(theirs[column]), cell(ours[column]))
            message = f"{path} has {have}, the curation gives {want}."
            yield wanted.problem(i, "differs", message, MEND, column, "files")


def _parted(have: str, want: str) -> tuple[str, str]:
    """Two values for a message: if they are long, from a little before the first difference on."""
    pairs = enumerate(zip(have, want, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), min(len(have), len(want)))
    start = max(0, same - _BEFORE) if max(len(have), len(want)) > _LONGEST else 0
    return _short(have, start), _short(want, start)


def _short(text: str, start: int) -> str:
    stop = start + _LONGEST
    shown = repr(text[start:stop])
    return "..." * bool(start) + shown + "..." * (len(text) > stop)


def _compare_descriptor(wanted: bytes, have: bytes, differing: set[str]) -> Iterator[Problem]:
    """The parts that differ. Size, hash and rows of a differing table are left out."""
    try:
        theirs = json.loads(have)
    except (ValueError, RecursionError):
        theirs = None
    if not isinstance(theirs, dict):
        message = "The descriptor is no JSON object."
        yield Problem("differs", message, MEND, "files", DESCRIPTOR)
        return
    ours = json.loads(wanted)
    for document in (ours, theirs):
        _leave_out(document, differing)
    parts = list(different_parts(ours, theirs))
    for part in parts:
        yield Problem(
            "differs", part.message, MEND, "files", DESCRIPTOR, table=part.table, field=part.field
        )
    if not parts and not differing:
        message = "The values are right, but they are written in another form than the build's."
        yield Problem("differs", message, MEND, "files", DESCRIPTOR)


def _leave_out(document: dict[str, Any], tables: set[str]) -> None:
    resources = document.get("resources", ())
    for resource in resources if isinstance(resources, list) else ():
        if isinstance(resource, dict) and resource.get("name") in tables:
            for fact in FACTS:
                resource.pop(fact, None)
