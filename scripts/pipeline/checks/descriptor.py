"""Layers 1 and 2: the descriptor against its profiles, and the whole package under frictionless."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.names import PROFILE
from pipeline.base.problems import Problem, Refused
from pipeline.files.descriptor import table_schema
from pipeline.schema.json_files import read_json, read_schema
from pipeline.schema.table_schema import TableSchema

DESCRIPTOR = "datapackage.json"


def read_descriptor(root: Path) -> dict:
    """The descriptor as a mapping; Refused where it cannot be read."""
    if not (root / DESCRIPTOR).is_file():
        raise Refused(
            Problem(
                "descriptor-missing",
                "There is no datapackage.json.",
                "Run the build, or download the package anew.",
                "descriptor",
                DESCRIPTOR,
            )
        )
    try:
        found = read_json(root / DESCRIPTOR, DESCRIPTOR)
    except Refused as refused:
        raise Refused([problem.at(layer="descriptor") for problem in refused.problems]) from None
    if not isinstance(found, dict):
        raise Refused(
            Problem(
                "descriptor-profile",
                "The descriptor is no JSON object.",
                layer="descriptor",
                file=DESCRIPTOR,
            )
        )
    return found


def check_descriptor(descriptor: dict, tables: dict[str, TableSchema], root: Path) -> list[Problem]:
    """The official profile, our own, and agreement with the schemas; paths never lead out of the package."""
    problems = list(_profile_problems(descriptor, root))
    if problems:
        return problems
    fail = lambda rule, message, mend="", table=None: problems.append(
        Problem(
            rule,
            message,
            mend or "Run the build, or download the package anew.",
            "descriptor",
            DESCRIPTOR,
            table=table,
        )
    )
    names = [resource["name"] for resource in descriptor["resources"]]
    for name in sorted(set(tables) - set(names)):
        fail("resource-missing", f"The table {name} is not in the descriptor.", table=name)
    for name in sorted(set(names) - set(tables)):
        fail("resource-unknown", f"The resource {name!r} has no schema in schemas/.")
    for name in sorted({name for name in names if names.count(name) > 1}):
        fail("resource-twice", f"The resource {name!r} stands twice.", table=name)
    for resource in descriptor["resources"]:
        table = tables.get(resource["name"])
        if table is None:
            continue
        if resource["path"] != f"data/{table.name}.csv":
            fail(
                "resource-path",
                f"The path is {resource['path']!r}; data/{table.name}.csv is wanted.",
                table=table.name,
            )
        if resource["schema"] != table_schema(table):
            fail(
                "schema-differs",
                "The inlined Table Schema is not what schemas/ gives.",
                table=table.name,
            )
    return problems


def _profile_problems(descriptor: dict, root: Path):
    import jsonschema_rs

    for title, profile in (
        ("the Data Package 2.0 profile", official_profile()),
        (
            "our own profile",
            read_schema(
                root / "schemas/datapackage.schema.json", "schemas/datapackage.schema.json"
            ),
        ),
    ):
        found = False
        for error in jsonschema_rs.validator_for(profile).iter_errors(descriptor):
            where = "/".join(str(part) for part in error.instance_path) or "(top)"
            message = error.message if len(error.message) < 200 else error.message[:197] + "..."
            found = True
            yield Problem(
                "descriptor-profile",
                f"{title} is not met: {message}",
                layer="descriptor",
                file=DESCRIPTOR,
                field=where,
            )
        if found:
            return


@cache
def official_profile() -> dict[str, Any]:
    """The Data Package 2.0 profile, from the copy in the checkout that this module is part of.

    The package that is being checked may be another, so it does not choose its own judge.
    Source: https://datapackage.org/profiles/2.0/datapackage.json; see schemas/profiles/README.md.
    """
    return read_json(Path(__file__).resolve().parents[3] / PROFILE, PROFILE)
