"""Validate a package: four layers, one report, one error for one cause."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.base.atomic_write import refuse_mixture
from pipeline.base.hints import reset_budget
from pipeline.base.names import DESCRIPTOR, table_file
from pipeline.base.package_files import PackageFiles, missing
from pipeline.base.problems import CouldNotRun, Problem, Refused
from pipeline.base.progress import stage
from pipeline.build import is_checkout, read, render
from pipeline.checks.coverage import words_by_role
from pipeline.checks.cues import cue_problems
from pipeline.checks.descriptor import check_descriptor, check_metadata, read_descriptor
from pipeline.checks.files import check_documents, check_files, check_hashes, check_links
from pipeline.checks.frictionless_layer import check_frictionless
from pipeline.checks.one_cause import first_causes
from pipeline.checks.package_facts import check_package_facts
from pipeline.checks.rows_and_rules import check_tables, runnable
from pipeline.checks.rules.all_rules import all_rules
from pipeline.checks.schema_files import sound_schemas
from pipeline.checks.up_to_date import compare
from pipeline.schema.table_schema import TableSchema
from pipeline.tables.canonical_csv import read_csv
from pipeline.tables.rows import Rows
from pipeline.tables.table_set import TableSet
from pipeline.text.captures import read_captures
from pipeline.text.passage_address import Text


@dataclass
class Report:
    """What was checked and what was found.

    `problems` make the package invalid; `stuck` are problems that kept a check from running.
    `counts` maps what was checked to how many, `not_run` says what was left out and why, and
    `roles` maps articles to the words of their captured texts by role.
    """

    root: str
    problems: list[Problem] = field(default_factory=list)
    stuck: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    not_run: list[str] = field(default_factory=list)
    roles: dict[str, Counter[str]] = field(default_factory=dict)
    tables: TableSet | None = None
    descriptor: dict[str, Any] | None = None
    version: str = ""

    @property
    def exit_code(self) -> int:
        """0 valid, 1 invalid, 2 could not run."""
        return 1 if self.problems else 2 if self.stuck else 0


def validate(root: Path, captures: Path | None = None, frictionless: bool = True) -> Report:
    """Validate the package at `root`.

    It is compared with its curation where that is there, and with the captured texts in the
    folder `captures` where one is given.
    """
    reset_budget()
    report = Report(root.name)
    try:
        refuse_mixture(root)
        refuse_missing_captures(captures)
        check_links(root)
        _check(PackageFiles(root), captures, frictionless, report)
    except CouldNotRun as refused:
        report.stuck += refused.problems
    except Refused as refused:
        report.problems = refused.problems
        report.not_run.append("everything that follows from the files above")
    report.problems = first_causes(report.problems)
    return report


def refuse_missing_captures(captures: Path | None) -> None:
    """Raise CouldNotRun if a folder of captured texts is named that does not exist."""
    if captures is not None and not captures.is_dir():
        message = f"The folder of captured texts {captures.name!r} does not exist."
        mend = "Correct CAPTURES, or leave it out."
        raise CouldNotRun(Problem("capture-missing", message, mend, "captures"))


def _check(files: PackageFiles, captures: Path | None, frictionless: bool, report: Report) -> None:
    checkout = is_checkout(files.root)
    schemas = (_check_curation if checkout else _check_download)(files, captures, report)
    sound = _check_published(files, schemas, checkout, report)
    if not frictionless:
        report.not_run.append("frictionless: switched off")
    elif sound:
        stage("frictionless reads all tables")
        found, report.counts["rows read by frictionless"] = check_frictionless(files.root)
        report.problems += found
    else:
        report.not_run.append("frictionless: descriptor and files have to be mended first")


def _check_curation(
    files: PackageFiles, captures: Path | None, report: Report
) -> dict[str, TableSchema]:
    """Check what the curation gives, then compare the published files with it."""
    sound_schemas(files)
    made = read(files)
    report.version = made.curation.package["version"]
    report.counts["curation files"] = len(made.curation.single) + sum(
        map(len, made.curation.many.values())
    )
    tables = _check_rows_and_rules(made.tables, captures, report)
    report.problems += cue_problems(made.curation, tables.captures)
    if report.problems:
        report.not_run.append(
            "comparison with the published files: the curation has to be mended first"
        )
        return made.schemas
    rendered = render(made)
    report.counts["generated files compared"] = len(rendered)
    report.problems += check_metadata(made, rendered, files)
    if not report.problems:  # nothing may be published from metadata that break a profile
        report.problems += compare(files, made, rendered)
    return made.schemas


def _check_download(
    files: PackageFiles, captures: Path | None, report: Report
) -> dict[str, TableSchema]:
    """Check the published tables by themselves."""
    schemas = sound_schemas(files)
    tables: dict[str, Rows] = {}
    for name, table in schemas.items():
        stage(f"reading {name}.csv")
        path = table_file(name)
        try:
            tables[name], found = read_csv(files.read(path), table, path)
            files.release(path)
        except OSError as error:
            found = [missing(path, error, name)]
        report.problems += found
    if report.problems:
        report.not_run.append("rows and rules: the files have to be mended first")
    else:
        _check_rows_and_rules(tables, captures, report)
    return schemas


def _check_rows_and_rules(rows: dict[str, Rows], captures: Path | None, report: Report) -> TableSet:
    """Layers 3 and 4."""
    texts: dict[str, Text] = {}
    if captures is not None:
        texts, unread = read_captures(captures, rows["articles"].column("article_id"))
        report.stuck += unread
    tables = report.tables = TableSet.with_texts(rows, texts)
    rules = runnable(tables)
    if captures is None:
        left_out = len(all_rules()) - len(rules)
        report.not_run.append(
            f"{left_out} rules that need the captured texts: give their folder as CAPTURES"
        )
    else:
        report.roles = words_by_role(tables)
        report.counts["captured texts"] = len(texts)
        report.counts["words accounted for"] = sum(
            roles.total() - roles["(none)"] for roles in report.roles.values()
        )
    report.problems += check_tables(tables)
    report.counts["tables"] = len(rows)
    report.counts["rows"] = sum(len(one.rows) for one in rows.values())
    report.counts["cells"] = sum(len(one.rows) * len(one.schema.fields) for one in rows.values())
    report.counts["rules"] = len(rules)
    return tables


def _check_published(
    files: PackageFiles, schemas: dict[str, TableSchema], checkout: bool, report: Report
) -> bool:
    """Layer 1 and the files; False where frictionless cannot be asked.

    In a checkout the hashes follow from the comparison with the curation.
    """
    found = list(check_files(files, schemas))
    report.problems += found
    try:
        descriptor = report.descriptor = read_descriptor(files)
        broken = check_descriptor(descriptor, schemas, files)
    except Refused as refused:
        report.problems += refused.problems
        return False
    report.version = report.version or str(descriptor.get("version", ""))
    report.problems += broken
    stage("comparing hashes")
    if not checkout:
        report.problems += check_hashes(files, descriptor, schemas)
    if broken:
        return False
    report.counts["resources described"] = len(descriptor["resources"])
    if not checkout:
        report.problems += check_documents(files, descriptor, schemas)
        if report.tables:
            report.problems += check_package_facts(descriptor, report.tables.tables)
    # frictionless would judge the tables by what is wrong in the descriptor
    unsound = ("file-missing", "not-utf-8")
    return not any(p.rule in unsound or p.file == DESCRIPTOR for p in report.problems)
