"""The published package, valid and up to date, for everything that is made from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.base.problems import CouldNotRun, Refused
from pipeline.tables.rows import Row, Rows
from pipeline.validate import validate


@dataclass
class Published:
    """A package on disk: its root, its descriptor, and its tables by name with typed values."""

    root: Path
    descriptor: dict[str, Any]
    tables: dict[str, Rows]


def read_published(root: Path) -> Published:
    """Read a package, in a checkout or a download.

    Refused carries every problem that validation finds, published files that differ from the
    curation among them. CouldNotRun if a build was interrupted. Frictionless is left out because
    it would read the same files again.
    """
    report = validate(root, frictionless=False)
    if report.problems:
        raise Refused(report.problems)
    if report.stuck or report.tables is None or report.descriptor is None:
        raise CouldNotRun(report.stuck)
    for rows in report.tables.tables.values():
        numbers = [field.name for field in rows.schema.fields if field.type == "number"]
        for row in rows.rows:
            _whole_as_int(row, numbers)
    return Published(root, report.descriptor, report.tables.tables)


def _whole_as_int(row: Row, columns: list[str]) -> None:
    """Turn 9.0 into 9 as in the CSV file: curation and download give the same exports."""
    for name in columns:
        if isinstance(row[name], float) and row[name].is_integer():
            row[name] = int(row[name])
