"""Layer 1: the descriptor against its profiles, and against the table schemas."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from pipeline.base.names import CURATION, DESCRIPTOR, PROFILE
from pipeline.base.package_files import MISSING, PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.build import Build
from pipeline.checks.descriptor_parts import Part, different_resources
from pipeline.checks.package_facts import check_package_facts
from pipeline.checks.rules.text import MISSING_WORD, reads_as_missing
from pipeline.curation.yaml_values import line_at
from pipeline.files.descriptor import FACTS, make_resources
from pipeline.schema.json_files import read_json, read_schema
from pipeline.schema.schema_files import schema_paths
from pipeline.schema.table_schema import TableSchema

_OUR_PROFILE = "schemas/datapackage.schema.json"
_LONGEST = 200  # characters of a validator's message


def read_descriptor(files: PackageFiles) -> dict[str, Any]:
    """The descriptor. Raises Refused if it cannot be read."""
    if not files.is_file(DESCRIPTOR):
        message = "There is no datapackage.json."
        raise Refused(Problem("descriptor-missing", message, MISSING, "descriptor", DESCRIPTOR))
    try:
        return read_json(files, DESCRIPTOR)
    except Refused as refused:
        raise Refused(problem.at(layer="descriptor") for problem in refused.problems) from None


def check_descriptor(
    descriptor: dict[str, Any], tables: dict[str, TableSchema], files: PackageFiles
) -> list[Problem]:
    """The official profile, our own, and agreement with the schemas.

    Only the first profile that is not met is asked.
    """
    problems: list[Problem] = []
    for title, profile in (
        ("the Data Package 2.0 profile", official_profile()),
        ("our own profile", read_schema(files, _OUR_PROFILE)),
    ):
        if problems := list(_profile_problems(descriptor, title, profile)):
            break
    parts = _different_parts(descriptor, tables, files)
    return problems + [_problem(part.rule, part.message, part.table, part.field) for part in parts]


def check_metadata(made: Build, rendered: dict[str, bytes], files: PackageFiles) -> list[Problem]:
    """What keeps the metadata in package.yaml from making a descriptor that may be published, and
    rows that do not fit them.
    """
    descriptor = json.loads(rendered[DESCRIPTOR])
    # a word for no value breaks a profile as a consequence
    missing = list(_missing_words(made.curation.package, []))
    problems = missing or check_descriptor(descriptor, made.schemas, files)
    if not problems:
        return list(check_package_facts(made.curation.package, made.tables))
    return [
        problem.at(
            file=f"{CURATION}/package.yaml",
            line=line_at(made.curation.package, (problem.field or "").split("/")),
            mend="Correct the metadata.",
        )
        for problem in problems
    ]


def _missing_words(value: object, path: list[str]) -> Iterator[Problem]:
    """Texts in package.yaml that say that there is no value. Those of tables have their rule."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from _missing_words(inner, [*path, str(key)])
    elif isinstance(value, str) and reads_as_missing(value):
        yield _problem("missing-word", f"{value!r} {MISSING_WORD}", field="/".join(path))


@cache
def official_profile() -> dict[str, Any]:
    """The Data Package 2.0 profile.

    It is read from the checkout that this module is in, never from the package that is checked.
    """
    return read_json(PackageFiles(Path(__file__).resolve().parents[3]), PROFILE)


def _profile_problems(
    descriptor: dict[str, Any], title: str, profile: dict[str, Any]
) -> Iterator[Problem]:
    """One problem for each place, whatever is wrong there."""
    found: dict[str, str] = {}
    for error in jsonschema_rs.validator_for(profile).iter_errors(descriptor):
        where = "/".join(str(part) for part in error.instance_path) or "(top)"
        message = error.message
        if len(message) >= _LONGEST:
            message = message[: _LONGEST - 3] + "..."
        found.setdefault(where, message)
    for where, message in found.items():
        told = f"{title} is not met: {message}"
        yield _problem("descriptor-profile", told, _table_at(descriptor, where), where, "")


def _table_at(descriptor: dict[str, Any], where: str) -> str | None:
    """The name of the resource that a place lies in, as the descriptor has it."""
    head, _, rest = where.partition("/")
    try:
        name = descriptor["resources"][int(rest.partition("/")[0])]["name"]
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    return name if head == "resources" and isinstance(name, str) else None


def _different_parts(
    descriptor: dict[str, Any], tables: dict[str, TableSchema], files: PackageFiles
) -> Iterator[Part]:
    """Where the descriptor is not what schemas/ gives; sizes, hashes and counts are left out."""
    listed = descriptor.get("schemaFiles")
    if isinstance(listed, list):
        paths = [one.get("path") if isinstance(one, dict) else None for one in listed]
        if paths != schema_paths(files):
            message = "These are not the files in schemas/, sorted by path."
            yield Part("descriptor-differs", message, "schemaFiles")
    resources = descriptor.get("resources")
    if not isinstance(resources, list):
        return
    licenses = _common_licenses(resources)
    if resources and descriptor.get("licenses", licenses) != licenses:
        message = "The licences of the package are not those of its resources."
        yield Part("descriptor-differs", message, "licenses")
    wanted = make_resources(tables, {name: dict.fromkeys(FACTS) for name in tables}, licenses)
    yield from different_resources(*map(_without_facts, (wanted, resources)))


def _common_licenses(resources: list[Any]) -> Any:
    """The licences that most resources have."""
    found = [json.dumps(one.get("licenses")) for one in resources if isinstance(one, dict)]
    return json.loads(Counter(found).most_common(1)[0][0]) if found else None


def _without_facts(resources: list[Any]) -> list[Any]:
    return [
        {key: value for key, value in one.items() if key not in FACTS}
        if isinstance(one, dict)
        else one
        for one in resources
    ]


def _problem(
    rule: str, message: str, table: str | None = None, field: str | None = None, mend: str = MISSING
) -> Problem:
    return Problem(rule, message, mend, "descriptor", DESCRIPTOR, table=table, field=field)
