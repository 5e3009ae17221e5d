"""Which layer finds a fault when each is run by itself, and what `validate` and `rebuild`
report."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import tempfile
from collections.abc import Iterator
from copy import deepcopy as copy_of
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import rebuild
from pipeline import validate as validation
from pipeline.base.names import DESCRIPTOR
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.build import Build, render
from pipeline.checks import rows_and_rules
from pipeline.checks.cues import cue_problems
from pipeline.checks.descriptor import check_descriptor, check_metadata, read_descriptor
from pipeline.checks.files import check_documents, check_files, check_hashes
from pipeline.checks.frictionless_layer import check_frictionless
from pipeline.checks.package_facts import check_package_facts
from pipeline.checks.row_schema import check_rows
from pipeline.checks.rows_and_rules import check_tables, empty_tables
from pipeline.checks.schema_files import sound_schemas
from pipeline.checks.up_to_date import compare
from pipeline.checks.waivers import without_waived
from pipeline.curation import read as read_curation
from pipeline.curation.strict_yaml import read_yaml
from pipeline.curation.yaml_values import Map
from pipeline.schema.table_schema import TableSchema
from pipeline.tables.canonical_csv import read_csv
from pipeline.tables.rows import Rows
from pipeline.tables.table_set import TableSet
from pipeline.text.captures import read_captures
from pipeline.validate import validate

from . import Fault, Place
from .agree import disagreements
from .copies import ORIGINAL, ROOT, SCHEMAS, Checkout, Download, copy

LAYERS = ("frictionless", "JSON Schema", "rules", "byte lint")
SHAPE = {
    "unknown-key",
    "missing-key",
    "wrong-type",
    "wrong-value",
    "passage-role",
    "passage-draft",
}  # reported from curation.schema.json
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
    """What was found for one fault. `layers` maps each layer to whether it finds the fault; None:
    the layer does not look there."""

    name: str
    wanted: list[tuple[str, Place]] = field(default_factory=list)
    found: list[tuple[str, Place]] = field(default_factory=list)
    told: str = ""
    exit_code: int = 0
    stuck: list[str] = field(default_factory=list)
    rebuilt: tuple[int, str] | None = None
    wrote: list[str] = field(default_factory=list)
    layers: dict[str, bool | None] = field(default_factory=dict)
    # with `whole`: whether frictionless finds it if it reads only what the fault can affect
    narrow: bool | None = None
    disagreements: list[str] = field(default_factory=list)
    compared: int = 0


def examine(fault: Fault, captures: Path | None, whole: bool = False) -> Result:
    """Break a copy of the package, run every check, and return the results. `whole`: frictionless
    reads all resources, not only those that the fault can affect."""
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
        some = _changed_resources(root, touched)
        with _only(None if whole else some), unchanged_files_read_once():
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
            with (
                contextlib.redirect_stderr(told),
                contextlib.redirect_stdout(told),
                unchanged_files_read_once(),
            ):
                status = rebuild.main([str(root), *["--check"] * fault.published])
            result.rebuilt = status, told.getvalue()
            result.wrote += _changed(before, root) if status else []
    return result


class Heard:
    """What each layer reported to `validate`, before follow-up errors are suppressed. Each layer
    runs once."""

    def __init__(self):
        self.rules: list[Problem] | None = None
        self.frictionless: list[Problem] | None = None
        self.built: Build | Refused | None = None

    @contextlib.contextmanager
    def listening(self):
        """Listen to the validator while it runs."""
        waived, read, tables = without_waived, validation.read, validation.check_frictionless

        def heard_waivers(tables, ran, found):
            left = list(waived(tables, ran, found))
            self.rules = left
            return left

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
            mock.patch.object(rows_and_rules, "without_waived", heard_waivers),
            mock.patch.object(validation, "read", heard_build),
            mock.patch.object(validation, "check_frictionless", heard_tables),
        ):
            yield

    def told(self, rule: str) -> list[Problem]:
        """What the rules reported. `derived-view` is left out unless it is the fault itself: nearly
        every change breaks it, and it would hide dead rules."""
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


# files that a fault does not change


@contextlib.contextmanager
def unchanged_files_read_once() -> Iterator[None]:
    """Tables and curation files that no fault changed are parsed once per process, not once per
    fault."""
    with (
        mock.patch.object(validation, "read_csv", _parsed_table),
        mock.patch.object(read_curation, "read_yaml", _parsed_yaml),
    ):
        yield


def _parsed_table(raw: bytes, table: TableSchema, shown: str) -> tuple[Rows, list[Problem]]:
    if raw != ORIGINAL.get(table.name) or table != SCHEMAS[table.name]:
        return read_csv(raw, table, shown)
    return _original_table(table.name)


@cache
def _original_table(name: str) -> tuple[Rows, list[Problem]]:
    return read_csv(ORIGINAL[name], SCHEMAS[name], f"data/{name}.csv")


def _parsed_yaml(files: PackageFiles, shown: str) -> Map:
    original = ROOT / shown
    if not files.is_file(shown) or not original.is_file():
        return read_yaml(files, shown)
    if files.read(shown) != original.read_bytes():
        return read_yaml(files, shown)
    return _original_yaml(shown)


@cache
def _original_yaml(shown: str) -> Map:
    return read_yaml(PackageFiles(ROOT), shown)


# frictionless


@cache
def _original_descriptor() -> dict[str, Any]:
    return json.loads((ROOT / DESCRIPTOR).read_text(encoding="utf-8"))


def _changed_resources(root: Path, touched: set[str]) -> set[str] | None:
    """The tables whose file or description differs from the original. None: the descriptor changed
    outside one resource, so frictionless must read the whole package."""
    try:
        descriptor = json.loads((root / DESCRIPTOR).read_text(encoding="utf-8"))
        now = [(resource["name"], resource) for resource in descriptor["resources"]]
        rest = {key: value for key, value in descriptor.items() if key != "resources"}
    except (OSError, ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return None
    original = _original_descriptor()
    before = [(resource["name"], resource) for resource in original["resources"]]
    if rest != {key: value for key, value in original.items() if key != "resources"}:
        return None
    if [name for name, _ in now] != [name for name, _ in before]:
        return None
    described = {name for (name, one), (_, other) in zip(now, before, strict=True) if one != other}
    return touched | described


def _reduced(descriptor: dict[str, Any], changed: set[str]) -> tuple[dict[str, Any], set[str]]:
    """A descriptor of the changed tables, the tables that refer to them, and the tables that these
    two kinds refer to; and the names of the first two kinds, which are to be validated. A table
    that refers to a changed one keeps only those keys: its other keys connect unchanged rows."""
    resources = {one["name"]: copy_of(one) for one in descriptor["resources"]}
    keys = {name: _keys(one) for name, one in resources.items()}
    referring = {
        name for name, found in keys.items() if any(_target(name, key) in changed for key in found)
    }
    for name, one in resources.items():
        if name not in changed and keys[name]:
            one["schema"]["foreignKeys"] = [k for k in keys[name] if _target(name, k) in changed]
    judged = changed | referring
    targets = {_target(name, key) for name in judged for key in _keys(resources[name])}
    kept = [one for name, one in resources.items() if name in judged | targets]
    return descriptor | {"resources": kept}, judged


def _keys(resource: dict[str, Any]) -> list[dict[str, Any]]:
    schema = resource.get("schema")
    found = schema.get("foreignKeys", []) if isinstance(schema, dict) else []
    return [key for key in found if isinstance(key, dict)] if isinstance(found, list) else []


def _target(name: str, key: dict[str, Any]) -> str:
    reference = key.get("reference")
    found = reference.get("resource") if isinstance(reference, dict) else None
    return found if isinstance(found, str) and found else name


@contextlib.contextmanager
def _only(changed: set[str] | None) -> Iterator[None]:
    """frictionless validates only what a change of these tables can affect. None: the whole
    package."""
    import frictionless

    def some(
        descriptor: dict[str, Any], *, type: str, basepath: str, limit_errors: int
    ) -> frictionless.Report:
        assert type == "package"
        reduced, judged = _reduced(descriptor, changed or set())
        try:
            package = frictionless.Package(reduced, basepath=basepath)
        except frictionless.FrictionlessException as exception:
            return frictionless.Report.from_validation(time=0, errors=exception.to_errors())
        reports = [
            resource.validate(limit_errors=limit_errors)
            for resource in package.resources
            if resource.name in judged
        ]
        return frictionless.Report.from_validation_reports(time=0, reports=reports)

    with (
        contextlib.nullcontext()
        if changed is None
        else mock.patch.object(frictionless, "validate", some)
    ):
        yield


def _frictionless(root: Path) -> bool:
    try:
        return bool(check_frictionless(root)[0])
    except Exception:  # frictionless may raise anything for a descriptor that it cannot open
        return True


# the three other layers of a download


def _read(root: Path, name: str, table: TableSchema):
    """Rows and problems of a table on disk. Unchanged tables are read once."""
    try:
        raw = (root / f"data/{name}.csv").read_bytes()
    except OSError:
        return None
    return _parsed_table(raw, table, f"data/{name}.csv")


def _download(
    package: Download, touched: set[str], heard: Heard, fault: Fault
) -> dict[str, bool | None]:
    root = package.root
    read = {name: _read(root, name, table) for name, table in SCHEMAS.items()}
    lint = [problem for one in read.values() if one for problem in one[1]]
    rows = [p for name in touched if read.get(name) for p in check_rows(read[name][0])]
    profile, mine, descriptor = [], [], None
    files = PackageFiles(root)
    try:
        sound_schemas(files)
    except Refused as refused:
        lint += refused.problems
    try:
        descriptor = read_descriptor(files)
        found = check_descriptor(descriptor, SCHEMAS, files)
        profile = [p for p in found if p.rule == "descriptor-profile"]
        mine = [p for p in found if p.rule != "descriptor-profile"]
        if not profile:
            wrong = [*check_files(files, SCHEMAS), *check_hashes(files, descriptor, SCHEMAS)]
            # documents are compared only if files and descriptor are intact
            lint += wrong or ([] if mine else check_documents(files, descriptor, SCHEMAS))
    except Refused as refused:
        lint += refused.problems
    tables = {name: one[0] for name, one in read.items() if one and (one[0].rows or not one[1])}
    texts = package.captures if "articles" in tables else {}
    whole = TableSet.with_texts(tables, texts) if texts else TableSet(tables)
    if descriptor and not profile and len(tables) == len(SCHEMAS):
        mine += check_package_facts(descriptor, tables)
    # if a table cannot be read at all, all others would seem to refer to nothing
    if heard.rules is None and len(tables) == len(SCHEMAS):
        with heard.listening():
            check_tables(whole)
    return _verdict(lint, rows + profile, mine + heard.told(fault.rule) + list(empty_tables(whole)))


def _verdict(
    lint: list[Problem], schema: list[Problem], rules: list[Problem]
) -> dict[str, bool | None]:
    """Control characters count as byte lint, although the layer with the schemas refuses them."""
    lint = lint + [p for p in schema if p.rule == "control-character"]
    return {
        "JSON Schema": any(p.rule != "control-character" for p in schema),
        "rules": bool(rules),
        "byte lint": bool(lint),
    }


# the same for a checkout


def _checkout(package: Checkout, heard: Heard, fault: Fault) -> dict[str, bool | None]:
    made, lint = heard.built, []
    if isinstance(made, Refused):  # only documents of the right shape have rows
        found = made.problems
        lint = [p for p in found if p.rule in FORM or p.rule.startswith("yaml-")]
        shape = [p for p in found if p.rule in SHAPE]
        return _verdict(lint, shape, [p for p in found if p not in lint and p not in shape])
    schema = [p for rows in made.tables.values() for p in check_rows(rows)]
    rules = heard.told(fault.rule) + list(cue_problems(made.curation, package.captures))
    if not schema and not rules:
        files, rendered = PackageFiles(package.root), render(made)
        schema = check_metadata(made, rendered, files)
        # after a change of the curation alone, every published file derived from it would differ
        lint = list(compare(files, made, rendered)) if fault.published else []
    return _verdict(lint, schema, rules)
