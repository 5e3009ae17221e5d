"""Layers 1 and 2: the descriptor against its profiles, and the whole package under frictionless."""

from __future__ import annotations

import json
import os
from pathlib import Path

from .descriptor import dump, make_descriptor, measured, table_schema
from .plainfile import read_plain
from .problems import Problem, Refused
from .schemas import Table, read_json, read_schema

DESCRIPTOR = "datapackage.json"
DOCUMENTS = ("CODEBOOK.md", "CITATION.cff", "croissant.json")
ERROR_LIMIT = 1_000_000  # past the limit frictionless stops looking at hash and size


def read_descriptor(root: Path) -> dict:
    """The descriptor as a mapping; Refused where it cannot be read."""
    if not (root / DESCRIPTOR).is_file():
        raise Refused(Problem("descriptor-missing", "There is no datapackage.json.", "Run the build, or download the package anew.", "descriptor", DESCRIPTOR))
    try:
        found = read_json(root / DESCRIPTOR, DESCRIPTOR)
    except Refused as refused:
        raise Refused([problem.at(layer="descriptor") for problem in refused.problems]) from None
    if not isinstance(found, dict):
        raise Refused(Problem("descriptor-profile", "The descriptor is no JSON object.", layer="descriptor", file=DESCRIPTOR))
    return found


def check_links(root: Path) -> None:
    """Refused where a file or folder of the package is a link that leads out of it, or no file at all; nothing is read then."""
    top, problems = os.path.realpath(root), []
    found = [root / name for name in (DESCRIPTOR, *DOCUMENTS, "schemas", "data")]
    for folder in ("schemas", "data"):
        found += [Path(at, name) for at, folders, files in os.walk(root / folder) for name in (*folders, *files)]
    for path in found:
        shown = path.relative_to(root).as_posix()
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
            problems.append(Problem("file-link", "It is a link that leads out of the package.", "Put the file or folder itself there.", "files", shown))
        elif path.exists() and not path.is_file() and not path.is_dir():
            problems.append(Problem("stray-file", "It is no file that can be read.", "Remove it.", "files", shown))
    if problems:
        raise Refused(problems)


def check_descriptor(descriptor: dict, tables: dict[str, Table], root: Path) -> list[Problem]:
    """The official profile, our own, and agreement with the schemas; paths never lead out of the package."""
    problems = list(_profile_problems(descriptor, root))
    if problems:
        return problems
    fail = lambda rule, message, mend="", table=None: problems.append(Problem(rule, message, mend or "Run the build, or download the package anew.", "descriptor", DESCRIPTOR, table=table))
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
            fail("resource-path", f"The path is {resource['path']!r}; data/{table.name}.csv is wanted.", table=table.name)
        if resource["schema"] != table_schema(table):
            fail("schema-differs", "The inlined Table Schema is not what schemas/ gives.", table=table.name)
    return problems


def _profile_problems(descriptor: dict, root: Path):
    import jsonschema_rs

    for title, profile in (("the Data Package 2.0 profile", official_profile()), ("our own profile", read_schema(root / "schemas/datapackage.schema.json", "schemas/datapackage.schema.json"))):
        found = False
        for error in jsonschema_rs.validator_for(profile).iter_errors(descriptor):
            where = "/".join(str(part) for part in error.instance_path) or "(top)"
            message = error.message if len(error.message) < 200 else error.message[:197] + "..."
            found = True
            yield Problem("descriptor-profile", f"{title} is not met: {message}", layer="descriptor", file=DESCRIPTOR, field=where)
        if found:
            return


def official_profile() -> dict:
    """The Data Package 2.0 profile, from the copy that dplib ships; no network."""
    from importlib.metadata import distribution

    # located without importing dplib, which would load pydantic
    path = distribution("dplib-py").locate_file("dplib/profiles/2.0/datapackage.json")
    return json.loads(Path(str(path)).read_text(encoding="utf-8"))


def check_files(descriptor: dict, root: Path, tables: dict[str, Table]) -> list[Problem]:
    """Which files are missing, stray, or of another size or hash than the descriptor says.

    Only paths of the form data/<table>.csv are opened, whatever the descriptor says.
    """
    problems = []
    for resource in descriptor["resources"]:
        name, path = resource["name"], f"data/{resource['name']}.csv"
        if name not in tables or resource["path"] != path:
            continue
        try:
            raw = read_plain(root / path)
        except OSError as error:
            problems.append(Problem("file-missing", f"The file cannot be read: {error.strerror}.", "Run the build, or download the package anew.", "files", path, table=name))
            continue
        if measured(raw) != {fact: resource[fact] for fact in ("bytes", "hash")}:
            problems.append(Problem("file-hash", "Size or SHA-256 differ from the descriptor: the file was changed after the build.", "Run the build, or download the package anew.", "files", path, table=name))
    known = {f"data/{name}.csv" for name in tables}
    for path in sorted((root / "data").rglob("*")):
        shown = path.relative_to(root).as_posix()
        if path.is_symlink() and shown in known:
            problems.append(Problem("file-link", "The file is a link, and may lead out of the package.", "Put the file itself there.", "files", shown, table=path.stem))
        elif not path.is_dir() and shown not in known and not shown.startswith("data/curation/"):
            problems.append(Problem("stray-file", "The file belongs to no table.", "Remove it.", "files", shown))
    return problems


def check_documents(descriptor: dict, root: Path, tables: dict[str, Table]) -> list[Problem]:
    """Codebook, citation and Croissant of a download, so far as they are there: they are what descriptor and schemas give.
    So is the descriptor itself, but for what package.yaml says, down to the byte."""
    from .documents import make_documents

    again = make_descriptor(descriptor, tables, {resource["name"]: resource for resource in descriptor["resources"]})  # whose sizes and hashes check_files has found to be right
    problems = []
    for path, wanted in ({DESCRIPTOR: dump(again)} | make_documents(descriptor, tables)).items():
        if (root / path).is_file() and (have := (root / path).read_bytes()) != wanted:
            line = next((n for n, (a, b) in enumerate(zip(wanted.split(b"\n"), have.split(b"\n")), 1) if a != b), None)
            problems.append(Problem("document-differs", "The file is not what descriptor and schemas give.", "Download the package anew.", "files", path, line))
    return problems


def check_frictionless(root: Path) -> tuple[list[Problem], int]:
    """What frictionless says of the package, and how many rows it read."""
    import frictionless

    report = frictionless.validate(str(root / DESCRIPTOR), limit_errors=ERROR_LIMIT)
    problems, rows = [], 0
    for error in report.errors:
        problems.append(Problem(f"frictionless-{error.type}", error.message, layer="tables", file=DESCRIPTOR))
    for task in report.tasks:
        rows += task.stats.get("rows") or 0
        for error in task.errors:
            problems.append(Problem(f"frictionless-{error.type}", error.message, layer="tables", file=task.place,
                                    line=getattr(error, "row_number", None), table=task.name, field=getattr(error, "field_name", None)))
    return problems, rows
