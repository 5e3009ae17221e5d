"""Check the files of a package: links, missing and stray files, sizes and hashes, documents."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from pipeline.base.litter import is_litter
from pipeline.base.names import (
    CITATION,
    CROISSANT,
    CURATION,
    DESCRIPTOR,
    DOCUMENTS,
    table_file,
)
from pipeline.base.package_files import MISSING, PackageFiles, missing, stray
from pipeline.base.problems import Problem, Refused
from pipeline.build import is_checkout, stale_files
from pipeline.files.croissant import read_metadata
from pipeline.files.descriptor import dump, make_descriptor
from pipeline.files.documents import make_documents
from pipeline.schema.table_schema import TableSchema

# ends of the name of a table that was packed, or whose name was changed
_PACKED = re.compile(r"[.]csv(?:[.](?:gz|bz2|xz|zst|zip|7z|txt))?$", re.IGNORECASE)
_AGAIN = "Download the package again."
_REPEAT = (CITATION, CROISSANT)  # the documents that repeat the metadata


def check_links(root: Path) -> None:
    """Raise Refused if a file or folder is a link that leads out of the package, or no file at all.

    Nothing is read before this check has passed.
    """
    if problems := list(_links(root)):
        raise Refused(problems)


def _links(root: Path) -> Iterator[Problem]:
    top = os.path.realpath(root)
    found = [root / name for name in (DESCRIPTOR, *DOCUMENTS, "schemas", "data")]
    for folder in ("schemas", "data"):
        for at, folders, names in os.walk(root / folder):
            folders[:] = [name for name in folders if not is_litter(name)]
            found += [Path(at, name) for name in (*folders, *names) if not is_litter(name)]
    for path in found:
        shown = path.relative_to(root).as_posix()
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
            message, mend = "The link leads out of the package.", "Put the file or folder there."
            yield Problem("file-link", message, mend, "files", shown)
        elif path.exists() and not path.is_file() and not path.is_dir():
            message = "This is no plain file, and cannot be read."
            yield Problem("stray-file", message, "Move it away.", "files", shown)


def check_files(files: PackageFiles, tables: dict[str, TableSchema]) -> Iterator[Problem]:
    """A problem for each missing table, each stray file, and each link in place of a table."""
    known = {table_file(name): name for name in tables}
    for path, name in known.items():
        try:
            files.facts(path)
        except OSError as error:
            yield missing(path, error, name)
        if (files.root / path).is_symlink():
            message, mend = "The file is a link.", "Put the file itself there."
            yield Problem("file-link", message, mend, "files", path, table=name)
    yield from check_strays(files, known, tables)


def check_strays(
    files: PackageFiles, known: Container[str], tables: dict[str, TableSchema]
) -> Iterator[Problem]:
    """A problem for each file in `data/` that is neither curation nor among the paths `known`."""
    earlier = set(stale_files(files, known)) if is_checkout(files.root) else set()
    found = list(stray_files(files.root, known))
    there = {path.name for path in (files.root / "data").glob("*.csv")} if found else set()
    lost = {name: table for name, table in tables.items() if f"{name}.csv" not in there}
    for path in found:
        name = _lost_table(files, lost, path)
        if name and path.endswith(".csv"):
            message = f"The file has the columns of {name}, whose own file is missing."
            mend = f"Rename it to {table_file(name)}."
            yield Problem("stray-file", message, mend, "files", path, table=name)
        else:
            yield stray(path, path in earlier, name)


def _lost_table(files: PackageFiles, lost: dict[str, TableSchema], path: str) -> str | None:
    """The missing table that a file is, packed or under another name, or None."""
    packed = _PACKED.sub("", path.removeprefix("data/")).lower()
    if packed in lost:
        return packed
    if not lost or not path.lower().endswith(".csv"):
        return None
    try:
        header = files.read(path).split(b"\n", 1)[0]
    except OSError:
        return None
    columns = {",".join(table.columns).encode(): name for name, table in lost.items()}
    return columns.get(header)


def stray_files(root: Path, known: Container[str]) -> Iterator[str]:
    """The files in `data/`, outside the curation, that are not among the paths `known`."""
    for found in sorted((root / "data").rglob("*")):
        path = found.relative_to(root).as_posix()
        if not (
            found.is_dir() or path in known or path.startswith(f"{CURATION}/") or is_litter(path)
        ):
            yield path


def check_hashes(
    files: PackageFiles, descriptor: dict[str, Any], tables: dict[str, TableSchema]
) -> Iterator[Problem]:
    """A problem for each table whose size or SHA-256 is not what the descriptor says.

    Only paths of the form data/<table>.csv are opened, whatever the descriptor says.
    """
    resources = descriptor.get("resources")
    described = {
        one["name"]: one
        for one in (resources if isinstance(resources, list) else ())
        if isinstance(one, dict) and isinstance(one.get("name"), str)
    }
    for name in tables:
        path, resource = table_file(name), described.get(name)
        if resource is None or resource.get("path") != path:  # check_descriptor reports it
            continue
        try:
            facts = files.facts(path)
        except OSError:  # check_files reports it
            continue
        if facts != {fact: resource.get(fact) for fact in facts}:
            message = "Size or SHA-256 differ from the descriptor: the file was changed later."
            yield Problem("file-hash", message, MISSING, "files", path, table=name)


def check_documents(
    files: PackageFiles, descriptor: dict[str, Any], tables: dict[str, TableSchema]
) -> Iterator[Problem]:
    """A problem for each document of a download that descriptor and schemas do not give.

    The descriptor is one of them: apart from what package.yaml says, it follows from the rest,
    down to the byte. A document that is not there is no problem.
    """
    facts = {resource["name"]: resource for resource in descriptor["resources"]}
    wanted = make_documents(descriptor, tables)
    again = make_descriptor(descriptor, tables, facts, descriptor["schemaFiles"])
    if changed := _changed_metadata(files, descriptor, tables):
        yield Problem(
            "document-differs",
            f"{' and '.join(_REPEAT)} have another value of {', '.join(changed)}.",
            _AGAIN,
            "files",
            DESCRIPTOR,
            field=changed[0],
        )
        for path in _REPEAT:
            del wanted[path]
    for path, raw in ({DESCRIPTOR: dump(again)} | wanted).items():
        if files.is_file(path) and (have := files.read(path)) != raw:
            message = "The file is not what descriptor and schemas give."
            yield Problem(
                "document-differs", message, _AGAIN, "files", path, first_difference(raw, have)
            )


def _changed_metadata(
    files: PackageFiles, descriptor: dict[str, Any], tables: dict[str, TableSchema]
) -> list[str]:
    """The metadata in which the two documents that repeat them agree against the descriptor."""
    try:
        repeated = read_metadata(json.loads(files.read(CROISSANT)), descriptor)
        made = make_documents(descriptor | repeated, tables)
        agree = all(files.read(path) == made[path] for path in _REPEAT)
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return []  # one of the two is missing or broken, and is told by itself
    return [key for key in repeated if repeated[key] != descriptor[key]] if agree else []


def first_difference(wanted: bytes, have: bytes) -> int | None:
    """The number of the first line that differs; None if one text begins with the other."""
    pairs = zip(wanted.split(b"\n"), have.split(b"\n"), strict=False)
    return next((number for number, (a, b) in enumerate(pairs, 1) if a != b), None)
