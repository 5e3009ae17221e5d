"""The published package, valid and up to date, for the steps that build on it: exports and releases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.base.problems import CouldNotRun, Refused
from pipeline.tables.rows import Rows
from pipeline.validate import validate


@dataclass
class Published:
    """A package on disk: its root, its descriptor, and its tables by name with typed values."""

    root: Path
    descriptor: dict
    tables: dict[str, Rows]


def read_published(root: Path) -> Published:
    """Read a package, in a checkout or a download. Refused carries every problem that validation finds, among them
    published files that are not what the curation gives; frictionless is left out, as it reads the same files again.
    """
    report = validate(root, frictionless=False)
    if report.exit_code:
        raise Refused(report.problems) if report.problems else CouldNotRun(report.stuck)
    assert report.tables is not None and report.descriptor is not None
    for rows in report.tables.tables.values():
        for name in (field.name for field in rows.schema.fields if field.type == "number"):
            for row in (
                rows.rows
            ):  # 9.0 in the curation is 9 in the file, and is to be the same from either
                if isinstance(row[name], float) and row[name].is_integer():
                    row[name] = int(row[name])
    return Published(root, report.descriptor, report.tables.tables)
