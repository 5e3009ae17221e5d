"""Validate a package: four layers, one report, one error for one cause."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import build as building
from pipeline.base.atomic_write import interruption
from pipeline.base.hints import reset_budget
from pipeline.base.plain_file import read_plain
from pipeline.base.problems import Problem, Refused, ordered
from pipeline.base.progress import stage
from pipeline.checks.coverage import words_by_role
from pipeline.checks.cues import cue_problems
from pipeline.checks.descriptor import DESCRIPTOR, check_descriptor, read_descriptor
from pipeline.checks.files import check_documents, check_files, check_links
from pipeline.checks.frictionless_layer import check_frictionless
from pipeline.checks.rules.all_rules import all_rules
from pipeline.derived.registry import following
from pipeline.schema.table_schema import TableSchema, load_schemas
from pipeline.tables.canonical_csv import read_csv
from pipeline.tables.rows import Rows
from pipeline.tables.table_set import TableSet
from pipeline.text.captures import read_captures


@dataclass
class Report:
    """What was checked and what was found. `counts` maps what was checked to how many; `not_run` says
    what was left out and why; `roles` the words of each captured text by role; `stuck` are problems that kept the validation from running.
    """

    root: str
    problems: list[Problem] = field(default_factory=list)
    stuck: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    not_run: list[str] = field(default_factory=list)
    roles: dict[str, Counter] = field(default_factory=dict)
    package: TableSet | None = None
    version: str = ""

    @property
    def exit_code(self) -> int:
        """0 valid, 1 invalid, 2 could not run."""
        return 1 if self.problems else 2 if self.stuck else 0


def validate(root: Path, captures: Path | None = None, frictionless: bool = True) -> Report:
    """Validate the package at `root`, against its curation where that is there, and against the captured
    texts in the folder `captures` where one is given.
    """
    reset_budget()
    report = Report(root.name)
    if cut_off := interruption(root):
        report.stuck.append(cut_off)
        return report
    if captures is not None and not captures.is_dir():
        report.stuck.append(
            Problem(
                "capture-missing",
                f"The folder of captured texts {captures.name!r} does not exist.",
                "Correct CAPTURES, or leave it out.",
                "captures",
            )
        )
        return report
    try:
        schemas = (
            _from_curation(root, captures, report)
            if building.is_checkout(root)
            else _from_download(root, captures, report)
        )
    except Refused as refused:
        report.problems = ordered(refused.problems)
        report.not_run.append("everything that follows from the files above")
        return report
    descriptor_sound = _published(root, schemas, report)
    if not frictionless:
        report.not_run.append("frictionless: switched off")
    elif descriptor_sound:
        _frictionless(root, report)
    else:
        report.not_run.append("frictionless: descriptor and files have to be mended first")
    report.problems = ordered(report.problems)
    return report


def _from_curation(root: Path, captures: Path | None, report: Report) -> dict[str, TableSchema]:
    made = building.read(root)
    report.version = made.curation.package["version"]
    report.counts["curation files"] = len(made.curation.single) + sum(
        map(len, made.curation.many.values())
    )
    _check(made.tables, captures, report)
    report.problems += cue_problems(made.curation, report.package.captures)
    if not report.problems:
        from pipeline.checks.up_to_date import compare

        files = building.render(made)
        # published files that differ only because nothing may be published from these metadata are not the cause
        report.problems += building.check_metadata(made, files, root) or compare(root, made, files)
        report.counts["generated files compared"] = len(files)
    else:
        report.not_run.append(
            "comparison with the published files: the curation has to be mended first"
        )
    return made.schemas


def _from_download(root: Path, captures: Path | None, report: Report) -> dict[str, TableSchema]:
    check_links(root)
    schemas = load_schemas(root / "schemas")
    tables, problems = {}, []
    for name, table in schemas.items():
        stage(f"reading {name}.csv")
        path = root / "data" / f"{name}.csv"
        try:
            raw = read_plain(path)
        except OSError as error:
            problems.append(
                Problem(
                    "file-missing",
                    f"The file cannot be read: {error.strerror}.",
                    "Download the package anew.",
                    "files",
                    f"data/{name}.csv",
                    table=name,
                )
            )
            continue
        tables[name], found = read_csv(raw, table, f"data/{name}.csv")
        problems += found
    if problems:
        report.problems += problems
        report.not_run.append("rows and rules: the files have to be mended first")
    else:
        _check(tables, captures, report)
    return schemas


def _check(tables: dict[str, Rows], captures: Path | None, report: Report) -> None:
    """Layers 3 and 4."""
    package = TableSet(tables)
    rules = all_rules()
    with_texts = [rule for rule in rules if rule.needs_captures]
    if captures is None:
        report.not_run.append(
            f"{len(with_texts)} rules that need the captured texts: give their folder as CAPTURES"
        )
    else:
        package.captures, missing = read_captures(captures, tables["articles"].column("article_id"))
        report.stuck += missing
        report.counts["captured texts"] = len(package.captures)
        report.roles = words_by_role(package)
        report.counts["words accounted for"] = sum(
            roles.total() - roles["(none)"] for roles in report.roles.values()
        )
    report.problems += building.check(package)
    report.counts["tables"] = len(tables)
    report.counts["rows"] = sum(len(rows.rows) for rows in tables.values())
    report.counts["cells"] = sum(
        len(rows.rows) * len(rows.schema.fields) for rows in tables.values()
    )
    report.counts["rules"] = len(rules) - (0 if package.captures else len(with_texts))
    report.package = package


def _published(root: Path, tables: dict[str, TableSchema], report: Report) -> bool:
    """Layer 1 and the files; False where the descriptor is too broken for frictionless."""
    differs = any(p.file == DESCRIPTOR for p in report.problems)
    try:
        descriptor = read_descriptor(root)
        found = check_descriptor(descriptor, tables, root)
    except Refused as refused:
        report.problems += [] if differs else refused.problems
        return False
    report.version = report.version or str(descriptor.get("version", ""))
    if not differs:
        report.problems += found
    if any(p.rule != "schema-differs" for p in found):
        return False
    report.counts["resources described"] = len(descriptor["resources"])
    stage("comparing hashes")
    wrong = check_files(descriptor, root, tables)
    if (
        not building.is_checkout(root) and not wrong and not report.problems
    ):  # in a checkout the comparison tells it; elsewhere it may follow from what was told
        report.problems += check_documents(descriptor, root, tables)
    hushed = following(
        {p.table for p in wrong if p.rule == "file-hash"}
    )  # what was changed is the cause, not what follows from it
    report.problems = [
        p for p in report.problems if p.rule != "derived-view" or p.table not in hushed
    ]
    finer = {p.table for p in report.problems} - {None}
    curated = bool(report.problems) and building.is_checkout(root)
    unreadable = any(p.rule in ("file-missing", "not-utf-8") for p in [*wrong, *report.problems])
    report.problems += [
        p
        for p in wrong
        if p.table not in finer
        and not (curated and p.rule == "file-hash")
        and not any(q.file == p.file for q in report.problems)
    ]
    return not unreadable


def _frictionless(root: Path, report: Report) -> None:
    """Layer 2. What a finer layer has said of a table already is not said again."""
    stage("frictionless reads all tables")
    found, rows = check_frictionless(root)
    report.counts["rows read by frictionless"] = rows
    said = {p.table for p in report.problems}
    report.problems += [
        p
        for p in found
        if not said or (p.table not in said and p.rule != "frictionless-foreign-key")
    ]
