"""Versions of the package to compare: a folder, a zip, or a commit of the checkout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.base.names import DESCRIPTOR
from pipeline.base.problems import CouldNotRun, Problem, Refused
from pipeline.doors.release.git import git, has_git, holds, require_history, resolve
from pipeline.loader import PackageError, cells, open_package

Key = tuple[str, ...]  # the cells of a primary key
Cells = dict[str, str]  # a row: column to cell, as the file has it


@dataclass
class Version:
    """One version: its number, its descriptor, and the rows of each table by primary key.

    Each cell is the text that the file has.
    """

    number: str
    descriptor: dict[str, Any]
    tables: dict[str, dict[Key, Cells]]

    def resource(self, table: str) -> dict[str, Any]:
        """The entry of a table in the descriptor."""
        found: dict[str, Any] = next(
            one for one in self.descriptor["resources"] if one["name"] == table
        )
        return found


def read_version(place: Path | str, root: Path | None = None) -> Version:
    """The version at `place`: a folder or zip, else a commit or tag of the repository at `root`.

    CouldNotRun if it is none of these or git cannot say, Refused if the package there cannot be
    read.
    """
    if Path(place).exists():
        return _read(Path(place))
    if root is None or not has_git(root):
        nor = f". {root.name} is no git checkout, so it is no commit either" if root else ""
        raise _unknown(f"{str(place)!r} is no folder and no zip{nor}.", "Name one of them.")
    if resolve(root, str(place)) is None:
        require_history(root)
        raise _unknown(
            f"{str(place)!r} is no folder, no zip, and no commit of this repository.",
            "Name one of them.",
        )
    with commit_as_zip(root, str(place)) as path:
        return _read(path)


def previous(root: Path, number: str) -> str | None:
    """The version before `number`, as a tag or commit; None if there is none, or no checkout.

    It is the newest release tag (v1.2.3) behind this commit that has another version. If there
    is no such tag, it is the newest commit that has another version. CouldNotRun if git cannot
    say, or if the clone lacks earlier commits.
    """
    if not has_git(root) or resolve(root, "HEAD") is None:
        return None
    require_history(root)
    tags = git(root, "tag", "--merged", "HEAD", "--sort=-version:refname", "--list", "v[0-9]*")
    for tag in tags.decode().split():
        if tag != f"v{number}":
            return tag
    commits = git(root, "log", "--format=%H", "--", DESCRIPTOR)
    for commit in commits.decode().split():
        if not holds(root, commit, DESCRIPTOR):
            continue
        try:
            found = json.loads(git(root, "show", f"{commit}:./{DESCRIPTOR}")).get("version")
        except (ValueError, AttributeError):  # it was no descriptor then
            continue
        if found and found != number:
            return commit
    return None


def no_commit(root: Path) -> str:
    """Why `previous` found nothing, in a sentence."""
    if not has_git(root):
        return f"{root.resolve().name} is no git checkout, so it has no version before."
    return "No commit with another version is found here."


@contextmanager
def commit_as_zip(root: Path, commit: str) -> Iterator[Path]:
    """A zip of the package as it was at a commit; the zip is deleted afterwards.

    CouldNotRun if the commit has no package.
    """
    if not holds(root, commit, DESCRIPTOR):
        raise _unknown(f"The commit {commit} has no package.", "Name another.")
    # the bytes of the commit, whatever line ends the person's git makes
    plain = ("-c", "core.autocrlf=false", "-c", "core.eol=lf")
    raw = git(root, *plain, "archive", "--format=zip", commit, DESCRIPTOR, "data")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{commit[:12]}.zip"
        path.write_bytes(raw)
        yield path


def _unknown(message: str, mend: str) -> CouldNotRun:
    return CouldNotRun(Problem("version-unknown", message, mend, "files"))


def _read(place: Path) -> Version:
    try:
        root, descriptor = open_package(place)
        tables = {}
        for resource in descriptor["resources"]:
            names = [field["name"] for field in resource["schema"]["fields"]]
            columns = cells(root, resource)
            key = [columns[names.index(one)] for one in resource["schema"]["primaryKey"]]
            rows = (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))
            # strict=False: a table without a primary key has no keys, and is compared as empty
            tables[resource["name"]] = dict(zip(zip(*key, strict=True), rows, strict=False))
        return Version(str(descriptor["version"]), descriptor, tables)
    except PackageError as error:
        raise Refused(Problem("package-broken", f"{place.name}: {error}", "", "files")) from None
