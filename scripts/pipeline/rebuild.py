"""Rebuild a package from its curation: read, check, and render every generated file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.base.hints import reset_budget
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.build import Build, read, render
from pipeline.checks.descriptor import check_metadata
from pipeline.checks.files import check_links
from pipeline.checks.one_cause import first_causes
from pipeline.checks.rows_and_rules import check_tables
from pipeline.tables.table_set import TableSet


def rebuild(files: PackageFiles) -> tuple[Build, dict[str, bytes]]:
    """The package in memory, and its generated files (path to bytes), checked; nothing is written.

    Raises Refused with every problem found.
    """
    reset_budget()
    check_links(files.root)
    try:
        made = read(files)
    except Refused as refused:
        raise Refused(first_causes(refused.problems)) from None
    _refuse(check_tables(TableSet(made.tables)))
    rendered = render(made)
    _refuse(check_metadata(made, rendered, files))
    return made, rendered


def rendered_files(root: Path) -> dict[str, bytes]:
    """The generated files of the checkout at `root`, checked: path to bytes."""
    return rebuild(PackageFiles(root))[1]


def _refuse(problems: Iterable[Problem]) -> None:
    if found := first_causes(problems):
        raise Refused(found)
