"""Layer 1: the descriptor against its profiles, and against the table schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from pipeline.base.names import CURATION, DESCRIPTOR, PROFILE, table_file
from pipeline.base.package_files import MISSING, PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.build import Build
from pipeline.curation.yaml_values import line_at
from pipeline.files.descriptor import table_schema
from pipeline.schema.json_files import read_json, read_schema
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

    A descriptor that breaks a profile is not checked further, since it may have any shape.
    """
    for title, profile in (
        ("the Data Package 2.0 profile", official_profile()),
        ("our own profile", read_schema(files, _OUR_PROFILE)),
    ):
        if problems := list(_profile_problems(descriptor, title, profile)):
            return problems
    return [*_resource_names(descriptor, tables), *_resource_schemas(descriptor, tables)]


def check_metadata(made: Build, rendered: dict[str, bytes], files: PackageFiles) -> list[Problem]:
    """What keeps the metadata in package.yaml from making a descriptor that may be published."""
    problems = check_descriptor(json.loads(rendered[DESCRIPTOR]), made.schemas, files)
    return [
        problem.at(
            file=f"{CURATION}/package.yaml",
            line=line_at(made.curation.package, (problem.field or "").split("/")),
            mend="Correct the metadata.",
        )
        for problem in problems
    ]


@cache
def official_profile() -> dict[str, Any]:
    """The Data Package 2.0 profile.

    It is read from the checkout that this module is in, never from the package that is checked.
    """
    return read_json(PackageFiles(Path(__file__).resolve().parents[3]), PROFILE)


def _profile_problems(
    descriptor: dict[str, Any], title: str, profile: dict[str, Any]
) -> Iterator[Problem]:
    for error in jsonschema_rs.validator_for(profile).iter_errors(descriptor):
        where = "/".join(str(part) for part in error.instance_path) or "(top)"
        message = error.message
        if len(message) >= _LONGEST:
            message = message[: _LONGEST - 3] + "..."
        yield _problem("descriptor-profile", f"{title} is not met: {message}", field=where, mend="")


def _resource_names(
    descriptor: dict[str, Any], tables: dict[str, TableSchema]
) -> Iterator[Problem]:
    names = [resource["name"] for resource in descriptor["resources"]]
    for name in sorted(set(tables) - set(names)):
        yield _problem("resource-missing", f"The table {name} is not in the descriptor.", name)
    for name in sorted(set(names) - set(tables)):
        yield _problem("resource-unknown", f"The resource {name!r} has no schema in schemas/.")
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield _problem("resource-twice", f"The descriptor has the resource {name!r} twice.", name)


def _resource_schemas(
    descriptor: dict[str, Any], tables: dict[str, TableSchema]
) -> Iterator[Problem]:
    for resource in descriptor["resources"]:
        table = tables.get(resource["name"])
        if table is None:
            continue
        wanted = table_file(table.name)
        if resource["path"] != wanted:
            message = f"The path is {resource['path']!r}, not {wanted}."
            yield _problem("resource-path", message, table.name)
        if resource["schema"] != table_schema(table):
            message = "The Table Schema in the descriptor is not what schemas/ gives."
            yield _problem("schema-differs", message, table.name)


def _problem(
    rule: str, message: str, table: str | None = None, field: str | None = None, mend: str = MISSING
) -> Problem:
    return Problem(rule, message, mend, "descriptor", DESCRIPTOR, table=table, field=field)
