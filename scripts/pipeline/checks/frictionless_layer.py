"""Layer 2: the whole package under frictionless."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.names import DESCRIPTOR
from pipeline.base.plain_file import read_plain
from pipeline.base.problems import Problem

if TYPE_CHECKING:
    import frictionless

ERROR_LIMIT = 1_000_000  # past the limit frictionless stops looking at hash and size


def check_frictionless(root: Path) -> tuple[list[Problem], int]:
    """What frictionless finds in the package, and how many rows it read.

    The descriptor is handed over as a value. Frictionless would take a path of it for a pattern or
    an address, and its folder may have any name.
    """
    import frictionless  # noqa: PLC0415 - takes most of a second to import

    descriptor = json.loads(read_plain(root / DESCRIPTOR))
    report = frictionless.validate(
        descriptor, type="package", basepath=os.path.abspath(root), limit_errors=ERROR_LIMIT
    )
    return found_in(report)


def found_in(report: frictionless.Report) -> tuple[list[Problem], int]:
    """The errors of a report as problems, and how many rows were read for it."""
    problems = [
        Problem(f"frictionless-{error.type}", error.message, layer="tables", file=DESCRIPTOR)
        for error in report.errors
    ]
    rows = 0
    for task in report.tasks:
        rows += task.stats.get("rows") or 0
        for error in task.errors:
            problems.append(
                Problem(
                    f"frictionless-{error.type}",
                    error.message,
                    layer="tables",
                    file=task.place,
                    line=getattr(error, "row_number", None),
                    table=task.name,
                    field=getattr(error, "field_name", None),
                )
            )
    return problems, rows
