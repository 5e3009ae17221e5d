"""Compare the published files with what the curation gives, down to the cell."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.base.plain_file import read_plain
from pipeline.base.problems import Problem
from pipeline.build import Build, stale_files
from pipeline.checks.descriptor import DESCRIPTOR
from pipeline.derived.registry import following
from pipeline.tables.canonical_csv import read_csv
from pipeline.tables.csv_cells import cell

SHOWN = 5
MEND = "If the published file was edited by hand, make the change in data/curation/ instead; `make rebuild` overwrites it."


def compare(root: Path, made: Build, files: dict[str, bytes]) -> list[Problem]:
    """A problem for each difference between `files` and what stands on disk; at most SHOWN rows a table."""
    problems: list[Problem] = []
    for path, wanted in files.items():
        name = path.removeprefix("data/").removesuffix(".csv") if path.startswith("data/") else None
        try:
            have = read_plain(root / path)
        except OSError as error:
            problems.append(
                Problem(
                    "file-missing",
                    f"The file cannot be read: {error.strerror}.",
                    "Run `make rebuild`.",
                    "files",
                    path,
                    table=name,
                )
            )
            continue
        if have == wanted:
            continue
        if name:
            problems += _table(made, name, path, have)
        elif path == DESCRIPTOR:
            problems += _descriptor(path, wanted, have, {p.table for p in problems})
        elif path == "croissant.json" and problems:
            continue  # it has the hashes of the tables
        else:
            pairs = zip(wanted.split(b"\n"), have.split(b"\n"))
            line = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), None)
            problems.append(
                Problem(
                    "differs", "The file differs from what is generated.", MEND, "files", path, line
                )
            )
    hushed = following({p.table for p in problems})  # one cause, one error
    problems = [p for p in problems if p.table not in hushed]
    return problems + [
        Problem(
            "stray-file",
            "The file belongs to no table.",
            "Run `make rebuild`; it removes the file.",
            "files",
            path,
        )
        for path in stale_files(root, files)
    ]


def _table(made: Build, name: str, path: str, have: bytes) -> list[Problem]:
    wanted = made.tables[name]
    found, wrong = read_csv(have, wanted.schema, path)
    if wrong:
        return [problem.at(mend=MEND) for problem in wrong]
    theirs = {wanted.schema.key(row): row for row in found.rows}
    problems, keys = [], set()
    for i, row in enumerate(wanted.rows):
        key = wanted.schema.key(row)
        keys.add(key)
        if key not in theirs:
            problems.append(
                wanted.problem(
                    i,
                    "differs",
                    f"The row {'follows from' if wanted.schema.derived else 'is in'} the curation but {'is ' * wanted.schema.derived}not in {path}.",
                    MEND,
                    layer="files",
                )
            )
            continue
        for column in wanted.schema.columns:
            if cell(row[column]) != cell(theirs[key][column]):
                problems.append(
                    wanted.problem(
                        i,
                        "differs",
                        f"{path} has {_short(theirs[key][column])}, the curation gives {_short(row[column])}.",
                        MEND,
                        column,
                        "files",
                    )
                )
    for i, row in enumerate(found.rows):
        if found.schema.key(row) not in keys:
            problems.append(
                found.problem(
                    i,
                    "differs",
                    f"The row {'does not follow from' if found.schema.derived else 'is not in'} the curation.",
                    MEND,
                    layer="files",
                )
            )
    if not problems:
        problems = [
            Problem(
                "differs",
                "The rows are the same, but not their order.",
                MEND,
                "files",
                path,
                table=name,
            )
        ]
    if len(problems) > SHOWN:
        problems = problems[:SHOWN] + [
            Problem(
                "differs",
                f"... and {len(problems) - SHOWN} more differences in this table.",
                MEND,
                "files",
                path,
                table=name,
            )
        ]
    return problems


def _short(value) -> str:
    text = repr(cell(value))
    return text if len(text) <= 80 else text[:77] + "..."


def _descriptor(path: str, wanted: bytes, have: bytes, told: set) -> list[Problem]:
    """The first difference in the descriptor that a differing table does not explain."""
    try:
        theirs = json.loads(have)
    except (ValueError, RecursionError):
        return [Problem("differs", "The descriptor is no JSON.", MEND, "files", path)]
    ours = json.loads(wanted)
    for document in (ours, theirs):
        for resource in document.get("resources", ()) if isinstance(document, dict) else ():
            if isinstance(resource, dict) and resource.get("name") in told:
                for derived in ("bytes", "hash", "rows"):
                    resource.pop(derived, None)
    where = _first_difference(ours, theirs, "")
    if where is None:
        return (
            []
            if told
            else [
                Problem(
                    "differs",
                    "The descriptor is written in another form than the build's.",
                    MEND,
                    "files",
                    path,
                )
            ]
        )
    return [
        Problem(
            "differs",
            f"The descriptor differs from what is generated at {where or '(top)'}.",
            MEND,
            "files",
            path,
            field=where,
        )
    ]


def _first_difference(a, b, where: str) -> str | None:
    if type(a) is not type(b):
        return where
    if isinstance(a, dict):
        if a.keys() != b.keys():
            return f"{where}/{sorted(a.keys() ^ b.keys())[0]}"
        return next(
            (
                found
                for key in a
                if (found := _first_difference(a[key], b[key], f"{where}/{key}")) is not None
            ),
            None,
        )
    if isinstance(a, list):
        if len(a) != len(b):
            return where
        return next(
            (
                found
                for i, pair in enumerate(zip(a, b))
                if (found := _first_difference(*pair, f"{where}/{i}")) is not None
            ),
            None,
        )
    return None if a == b else where
