"""Which layer finds a fault, each asked for itself, and what `validate` and `rebuild` say of it."""

from __future__ import annotations

import contextlib
import hashlib
import io
import tempfile
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from unittest import mock

import rebuild
from pipeline import validate as validation
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.build import Build, render
from pipeline.checks import rows_and_rules
from pipeline.checks.cues import cue_problems
from pipeline.checks.descriptor import check_descriptor, check_metadata, read_descriptor
from pipeline.checks.files import check_documents, check_files, check_hashes
from pipeline.checks.frictionless_layer import check_frictionless
from pipeline.checks.row_schema import check_rows
from pipeline.checks.rows_and_rules import check_tables, empty_tables
from pipeline.checks.rules.all_rules import all_rules
from pipeline.checks.up_to_date import compare
from pipeline.schema.table_schema import TableSchema
from pipeline.tables.canonical_csv import read_csv
from pipeline.tables.table_set import TableSet
from pipeline.text.captures import read_captures
from pipeline.validate import validate

from . import Fault, Place
from .agree import disagreements
from .copies import ORIGINAL, SCHEMAS, Checkout, Download, copy

LAYERS = ("frictionless", "JSON Schema", "rules", "byte lint")
SHAPE = {
    "unknown-key",
    "missing-key",
    "wrong-type",
    "wrong-value",
    "passage-role",
    "passage-draft",
}  # told from curation.schema.json
FORM = {
    "byte-order-mark",
    "not-utf-8",
    "line-ends",
    "control-character",
    "not-nfc",
    "stray-file",
    "curation-missing",
    "file-name",
}


@dataclass
class Result:
    """What was found of one fault. `layers` maps each layer to whether it finds it; None: it does not look there."""

    name: str
    wanted: list[tuple[str, Place]] = field(default_factory=list)
    found: list[tuple[str, Place]] = field(default_factory=list)
    told: str = ""
    exit_code: int = 0
    stuck: list[str] = field(default_factory=list)
    rebuilt: tuple[int, str] | None = None
    wrote: list[str] = field(default_factory=list)
    layers: dict[str, bool | None] = field(default_factory=dict)
    narrow: bool | None = (
        None  # with `whole`: what frictionless finds where it reads only what the fault can concern
    )
    disagreements: list[str] = field(default_factory=list)
    compared: int = 0


def examine(fault: Fault, captures: Path | None, whole: bool = False) -> Result:
    """Break a copy of the package and ask everything of it. `whole`: frictionless reads all resources, not only those
    that the fault can concern."""
    texts = _texts(captures) if fault.captures else {}
    folder = captures if fault.captures else None
    with tempfile.TemporaryDirectory() as temporary:
        root = copy(Path(temporary), fault.checkout)
        package = (Checkout if fault.checkout else Download)(root, texts)
        result = Result(fault.name, layers={"frictionless": None})
        result.wanted = sorted(
            ((fault.rule, place) for place in package.finish(fault.mutate(package))), key=str
        )
        before = _hashes(root)
        touched = {
            name
            for name, raw in ORIGINAL.items()
            if before.get(f"data/{name}.csv") != hashlib.sha256(raw).hexdigest()
        }
        heard, looks = Heard(), not fault.checkout or bool(touched) or package.descriptor_touched
        some = None if package.descriptor_touched else _concerned(touched)
        with _only(None if whole else some):
            with heard.listening():
                report = validate(root, folder)
            if looks:
                result.layers["frictionless"] = (
                    _frictionless(root) if heard.frictionless is None else bool(heard.frictionless)
                )
        if whole and looks:
            with _only(some):
                result.narrow = _frictionless(root)
        result.found = sorted(
            ((p.rule, Place(p.file, p.line, p.table, p.row, p.field)) for p in report.problems),
            key=str,
        )
        result.told = "\n".join(p.text() for p in report.problems)
        result.exit_code, result.stuck = report.exit_code, [p.rule for p in report.stuck]
        result.layers |= (
            _checkout(package, heard, fault)
            if fault.checkout
            else _download(package, touched, heard, fault)
        )
        result.compared, result.disagreements = disagreements(
            root, fault.checkout, package.descriptor_touched
        )
        result.wrote = _changed(before, root)
        if fault.checkout:
            told = io.StringIO()
            with contextlib.redirect_stderr(told), contextlib.redirect_stdout(told):
                status = rebuild.main([str(root), *["--check"] * fault.published])
            result.rebuilt = status, told.getvalue()
            result.wrote += _changed(before, root) if status else []
    return result


class Heard:
    """What each layer told `validate`, before one cause is made one error: layers are asked once, and not again."""

    def __init__(self):
        self.rules: list[Problem] | None = None
        self.frictionless: list[Problem] | None = None
        self.built: Build | Refused | None = None

    @contextlib.contextmanager
    def listening(self):
        """Listen to the validator while it runs."""
        rules, read, tables = all_rules, validation.read, validation.check_frictionless

        def heard_rules():
            self.rules = []
            return [replace(rule, check=partial(self._check, rule)) for rule in rules()]

        def heard_build(files):
            try:
                self.built = read(files)
            except Refused as refused:
                self.built = refused
                raise
            return self.built

        def heard_tables(root):
            found = tables(root)
            self.frictionless = found[0]
            return found

        with (
            mock.patch.object(rows_and_rules, "all_rules", heard_rules),
            mock.patch.object(validation, "read", heard_build),
            mock.patch.object(validation, "check_frictionless", heard_tables),
        ):
            yield

    def _check(self, rule, package):
        found = list(rule.check(package))
        self.rules += found
        return found

    def told(self, rule: str) -> list[Problem]:
        """What the rules told. That derived tables do not follow is left out unless it is the fault itself: it would be
        said of nearly every change, and hide rules that are dead."""
        return [p for p in self.rules or () if p.rule != "derived-view" or rule == "derived-view"]


@cache
def _texts(captures: Path) -> dict:
    return read_captures(captures, sorted(path.stem for path in captures.glob("*.txt")))[0]


def _hashes(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".publish-lock"
    }


def _changed(before: dict[str, str], root: Path) -> list[str]:
    return sorted(path for path, _ in before.items() ^ _hashes(root).items())


# frictionless


def _concerned(touched: set[str]) -> set[str]:
    """The changed tables and those that refer to them."""
    return touched | {
        name
        for name, table in SCHEMAS.items()
        if any(target in touched for _, target, _ in table.foreign_keys)
    }


@contextlib.contextmanager
def _only(names: set[str] | None):
    """frictionless validates these resources of a package alone; None: all of them."""
    import frictionless

    def some(path: str, limit_errors: int):
        package = frictionless.Package(path)
        reports = [
            resource.validate(limit_errors=limit_errors)
            for resource in package.resources
            if resource.name in names
        ]
        return frictionless.Report.from_validation_reports(time=0, reports=reports)

    with (
        contextlib.nullcontext()
        if names is None
        else mock.patch.object(frictionless, "validate", some)
    ):
        yield


def _frictionless(root: Path) -> bool:
    try:
        return bool(check_frictionless(root)[0])
    except (
        Exception
    ):  # a descriptor that frictionless cannot even open ends it with an exception of any kind
        return True


# the three other layers of a download

_READ: dict = {}


def _read(root: Path, name: str, table: TableSchema):
    """Rows and problems of a table as it stands on disk; unchanged ones are read once."""
    try:
        raw = (root / f"data/{name}.csv").read_bytes()
    except OSError:
        return None
    if raw != ORIGINAL[name] or table != SCHEMAS[name]:
        return read_csv(raw, table, f"data/{name}.csv")
    if name not in _READ:
        _READ[name] = read_csv(raw, table, f"data/{name}.csv")
    return _READ[name]


def _download(
    package: Download, touched: set[str], heard: Heard, fault: Fault
) -> dict[str, bool | None]:
    root = package.root
    read = {name: _read(root, name, table) for name, table in SCHEMAS.items()}
    lint = [problem for one in read.values() if one for problem in one[1]]
    rows = [p for name in touched if read.get(name) for p in check_rows(read[name][0])]
    profile, mine = [], []
    try:
        files = PackageFiles(root)
        descriptor = read_descriptor(files)
        found = check_descriptor(descriptor, SCHEMAS, files)
        profile = [p for p in found if p.rule == "descriptor-profile"]
        mine = [p for p in found if p.rule != "descriptor-profile"]
        if not profile:
            wrong = [*check_files(files, SCHEMAS), *check_hashes(files, descriptor, SCHEMAS)]
            # documents are compared only where files and descriptor are whole
            lint += wrong or ([] if mine else check_documents(files, descriptor, SCHEMAS))
    except Refused as refused:
        lint += refused.problems
    tables = {name: one[0] for name, one in read.items() if one and (one[0].rows or not one[1])}
    whole = (
        TableSet.with_texts(tables, package.captures) if "articles" in tables else TableSet(tables)
    )
    if heard.rules is None and len(tables) == len(
        SCHEMAS
    ):  # where a table cannot be read at all, all others would seem to refer to nothing
        with heard.listening():
            check_tables(whole)
    return _verdict(lint, rows + profile, mine + heard.told(fault.rule) + list(empty_tables(whole)))


def _verdict(
    lint: list[Problem], schema: list[Problem], rules: list[Problem]
) -> dict[str, bool | None]:
    """Control characters are refused by the layer that has the schemas, but by a lint and not by a schema."""
    lint = lint + [p for p in schema if p.rule == "control-character"]
    return {
        "JSON Schema": any(p.rule != "control-character" for p in schema),
        "rules": bool(rules),
        "byte lint": bool(lint),
    }


# the same of a checkout


def _checkout(package: Checkout, heard: Heard, fault: Fault) -> dict[str, bool | None]:
    made, lint = heard.built, []
    if isinstance(made, Refused):  # rows and rules are defined on documents of the right shape only
        found = made.problems
        lint = [p for p in found if p.rule in FORM or p.rule.startswith("yaml-")]
        shape = [p for p in found if p.rule in SHAPE]
        return _verdict(lint, shape, [p for p in found if p not in lint and p not in shape])
    schema = [p for rows in made.tables.values() for p in check_rows(rows)]
    rules = heard.told(fault.rule) + list(cue_problems(made.curation, package.captures))
    if not schema and not rules:
        files, rendered = PackageFiles(package.root), render(made)
        schema = check_metadata(made, rendered, files)
        # after a change of the curation alone every published file that follows from it would differ
        lint = list(compare(files, made, rendered)) if fault.published else []
    return _verdict(lint, schema, rules)
