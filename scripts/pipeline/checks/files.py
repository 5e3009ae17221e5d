"""Check the files of a package: links, missing and stray files, sizes and hashes, documents."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.base.plain_file import read_plain
from pipeline.base.problems import Problem, Refused
from pipeline.checks.descriptor import DESCRIPTOR
from pipeline.files.descriptor import dump, make_descriptor, measured
from pipeline.schema.table_schema import TableSchema

DOCUMENTS = ("CODEBOOK.md", "CITATION.cff", "croissant.json")


def check_links(root: Path) -> None:
    """Refused where a file or folder of the package is a link that leads out of it, or no file at all; nothing is read then."""
    top, problems = os.path.realpath(root), []
    found = [root / name for name in (DESCRIPTOR, *DOCUMENTS, "schemas", "data")]
    for folder in ("schemas", "data"):
        found += [
            Path(at, name)
            for at, folders, files in os.walk(root / folder)
            for name in (*folders, *files)
        ]
    for path in found:
        shown = path.relative_to(root).as_posix()
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(top):
            problems.append(
                Problem(
                    "file-link",
                    "It is a link that leads out of the package.",
                    "Put the file or folder itself there.",
                    "files",
                    shown,
                )
            )
        elif path.exists() and not path.is_file() and not path.is_dir():
            problems.append(
                Problem(
                    "stray-file", "It is no file that can be read.", "Remove it.", "files", shown
                )
            )
    if problems:
        raise Refused(problems)


def check_files(descriptor: dict, root: Path, tables: dict[str, TableSchema]) -> list[Problem]:
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
            problems.append(
                Problem(
                    "file-missing",
                    f"The file cannot be read: {error.strerror}.",
                    "Run the build, or download the package anew.",
                    "files",
                    path,
                    table=name,
                )
            )
            continue
        if measured(raw) != {fact: resource[fact] for fact in ("bytes", "hash")}:
            problems.append(
                Problem(
                    "file-hash",
                    "Size or SHA-256 differ from the descriptor: the file was changed after the build.",
                    "Run the build, or download the package anew.",
                    "files",
                    path,
                    table=name,
                )
            )
    known = {f"data/{name}.csv" for name in tables}
    for path in sorted((root / "data").rglob("*")):
        shown = path.relative_to(root).as_posix()
        if path.is_symlink() and shown in known:
            problems.append(
                Problem(
                    "file-link",
                    "The file is a link, and may lead out of the package.",
                    "Put the file itself there.",
                    "files",
                    shown,
                    table=path.stem,
                )
            )
        elif not path.is_dir() and shown not in known and not shown.startswith("data/curation/"):
            problems.append(
                Problem("stray-file", "The file belongs to no table.", "Remove it.", "files", shown)
            )
    return problems


def check_documents(descriptor: dict, root: Path, tables: dict[str, TableSchema]) -> list[Problem]:
    """Codebook, citation and Croissant of a download, so far as they are there: they are what descriptor and schemas give.
    So is the descriptor itself, but for what package.yaml says, down to the byte.
    """
    from pipeline.files.documents import make_documents

    again = make_descriptor(
        descriptor, tables, {resource["name"]: resource for resource in descriptor["resources"]}
    )  # whose sizes and hashes check_files has found to be right
    problems = []
    for path, wanted in ({DESCRIPTOR: dump(again)} | make_documents(descriptor, tables)).items():
        if (root / path).is_file() and (have := (root / path).read_bytes()) != wanted:
            line = next(
                (
                    n
                    for n, (a, b) in enumerate(zip(wanted.split(b"\n"), have.split(b"\n")), 1)
                    if a != b
                ),
                None,
            )
            problems.append(
                Problem(
                    "document-differs",
                    "The file is not what descriptor and schemas give.",
                    "Download the package anew.",
                    "files",
                    path,
                    line,
                )
            )
    return problems
