"""Check the files of a package: links, missing and stray files, sizes and hashes, documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.base.names import CURATION, DESCRIPTOR, DOCUMENTS, table_file
from pipeline.base.package_files import MISSING, PackageFiles, missing, stray
from pipeline.base.problems import Problem, Refused
from pipeline.files.descriptor import dump, make_descriptor
from pipeline.files.documents import make_documents
from pipeline.schema.table_schema import TableSchema


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
            found += [Path(at, name) for name in (*folders, *names)]
    for path in found:
        shown = path.relative_to(root).as_posix()
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
            message, mend = "The link leads out of the package.", "Put the file or folder there."
            yield Problem("file-link", message, mend, "files", shown)
        elif path.exists() and not path.is_file() and not path.is_dir():
            message = "This is no plain file, and cannot be read."
            yield Problem("stray-file", message, "Remove it.", "files", shown)


def check_files(files: PackageFiles, tables: dict[str, TableSchema]) -> Iterator[Problem]:
    """A problem for each missing table, each stray file, and each link in place of a table."""
    known = {table_file(name): name for name in tables}
    for path, name in known.items():
        try:
            files.facts(path)
        except OSError as error:
            yield missing(path, error, name)
    for found in sorted((files.root / "data").rglob("*")):
        path = found.relative_to(files.root).as_posix()
        if found.is_symlink() and path in known:
            message, mend = "The file is a link.", "Put the file itself there."
            yield Problem("file-link", message, mend, "files", path, table=known[path])
        elif not (found.is_dir() or path in known or path.startswith(f"{CURATION}/")):
            yield stray(path)


def check_hashes(
    files: PackageFiles, descriptor: dict[str, Any], tables: dict[str, TableSchema]
) -> Iterator[Problem]:
    """A problem for each table whose size or SHA-256 is not what the descriptor says.

    Only paths of the form data/<table>.csv are opened, whatever the descriptor says.
    """
    for resource in descriptor["resources"]:
        name = resource["name"]
        path = table_file(name)
        if name not in tables or resource["path"] != path:
            continue
        try:
            facts = files.facts(path)
        except OSError:  # check_files reports it
            continue
        if facts != {fact: resource[fact] for fact in facts}:
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
    again = {DESCRIPTOR: dump(make_descriptor(descriptor, tables, facts))}
    for path, wanted in (again | make_documents(descriptor, tables)).items():
        if files.is_file(path) and (have := files.read(path)) != wanted:
            message = "The file is not what descriptor and schemas give."
            mend = "Download the package again."
            line = first_difference(wanted, have)
            yield Problem("document-differs", message, mend, "files", path, line)


def first_difference(wanted: bytes, have: bytes) -> int | None:
    """The number of the first line that differs; None if one text begins with the other."""
    pairs = zip(wanted.split(b"\n"), have.split(b"\n"), strict=False)
    return next((number for number, (a, b) in enumerate(pairs, 1) if a != b), None)
