"""Versions of the package to compare: a folder, a zip, or a commit of the checkout."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.base.problems import CouldNotRun, Problem, Refused
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

    CouldNotRun if it is none of these, Refused if the package there cannot be read.
    """
    if Path(place).exists():
        return _read(Path(place))
    if root is None or not git(root, "rev-parse", "--verify", "--quiet", f"{place}^{{commit}}"):
        raise CouldNotRun(
            Problem(
                "version-unknown",
                f"{str(place)!r} is no folder, no zip, and no commit of this repository.",
                "Name one of them.",
                "files",
            )
        )
    with commit_as_zip(root, str(place)) as path:
        return _read(path)


def previous(root: Path, number: str) -> str | None:
    """The version before `number`, as a tag or commit; None if there is none, or no git.

    It is the newest release tag (v1.2.3) behind this commit that has another version. If there
    is no such tag, it is the newest commit that has another version.
    """
    tags = git(root, "tag", "--merged", "HEAD", "--sort=-version:refname", "--list", "v[0-9]*")
    for tag in (tags or b"").decode().split():
        if tag != f"v{number}":
            return tag
    commits = git(root, "log", "--format=%H", "--", "datapackage.json")
    for commit in (commits or b"").decode().split():
        raw = git(root, "show", f"{commit}:./datapackage.json")
        try:
            found = json.loads(raw or b"{}").get("version")
        except ValueError:
            continue
        if found and found != number:
            return commit
    return None


@contextmanager
def commit_as_zip(root: Path, commit: str) -> Iterator[Path]:
    """A zip of the package as it was at a commit; the zip is deleted afterwards.

    CouldNotRun if the commit has no package.
    """
    raw = git(root, "archive", "--format=zip", commit, "datapackage.json", "data")
    if raw is None:
        raise CouldNotRun(
            Problem(
                "version-unknown", f"The commit {commit} has no package.", "Name another.", "files"
            )
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{commit[:12]}.zip"
        path.write_bytes(raw)
        yield path


def git(root: Path, *arguments: str) -> bytes | None:
    """What git prints, or None if it is not installed or fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


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
