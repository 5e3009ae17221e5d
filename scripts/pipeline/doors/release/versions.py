"""Versions of the package to compare: a folder, a zip, or a commit of the checkout."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.base.problems import Problem, Refused
from running_muscle_claims._load import cells
from running_muscle_claims._source import PackageError, open_package


@dataclass
class Version:
    """One version: its number, its descriptor, and the rows of each table by primary key, each cell as the file has it."""

    number: str
    descriptor: dict
    tables: dict[str, dict[tuple[str, ...], dict[str, str]]]

    def resource(self, table: str) -> dict:
        return next(one for one in self.descriptor["resources"] if one["name"] == table)


def read_version(place: Path | str, root: Path | None = None) -> Version:
    """The version at `place`, a folder or zip, or else a commit or tag of the git repository at `root`."""
    if Path(place).exists():
        return _read(Path(place))
    if root is None or not git(root, "rev-parse", "--verify", "--quiet", f"{place}^{{commit}}"):
        raise Refused(
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
    """The version before `number`: the newest release tag (v1.2.3) behind this commit that has another version or, where
    none is tagged, the newest commit that has; None where there is none, or no git.
    """
    tags = (
        (
            git(root, "tag", "--merged", "HEAD", "--sort=-version:refname", "--list", "v[0-9]*")
            or b""
        )
        .decode()
        .split()
    )
    for tag in tags:
        if tag != f"v{number}":
            return tag
    commits = (git(root, "log", "--format=%H", "--", "datapackage.json") or b"").decode().split()
    for commit in commits:
        raw = git(root, "show", f"{commit}:./datapackage.json")
        try:
            found = json.loads(raw or b"{}").get("version")
        except ValueError:
            continue
        if found and found != number:
            return commit
    return None


@contextmanager
def commit_as_zip(root: Path, commit: str):
    """The package as it was at a commit, in a zip that goes when it is done with."""
    raw = git(root, "archive", "--format=zip", commit, "datapackage.json", "data")
    if raw is None:
        raise Refused(
            Problem(
                "version-unknown", f"The commit {commit} has no package.", "Name another.", "files"
            )
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{commit[:12]}.zip"
        path.write_bytes(raw)
        yield path


def _read(place: Path) -> Version:
    try:
        root, descriptor = open_package(place)
        tables = {}
        for resource in descriptor["resources"]:
            names = [field["name"] for field in resource["schema"]["fields"]]
            columns = cells(root, resource)
            keys = zip(*(columns[names.index(key)] for key in resource["schema"]["primaryKey"]))
            tables[resource["name"]] = dict(
                zip(keys, (dict(zip(names, row)) for row in zip(*columns)))
            )
        return Version(str(descriptor["version"]), descriptor, tables)
    except PackageError as error:
        raise Refused(Problem("package-broken", f"{place.name}: {error}", "", "files")) from None


def git(root: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it is not there or fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
