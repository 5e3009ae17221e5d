"""What refuses a release: something is out of date, or the version does not fit the changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.base.litter import is_litter
from pipeline.base.problems import CouldNotRun, Problem
from pipeline.doors.published import Published
from pipeline.doors.release.compare_versions import Diff, compare_versions
from pipeline.doors.release.contents import DOCUMENTS, pictures, text_of
from pipeline.doors.release.git import git, has_git, other_bytes, require_history, resolve
from pipeline.doors.release.versions import previous, read_version


def reasons_against(package: Published, before: str | None, first: bool) -> list[Problem]:
    """Everything that speaks against a release of `package`, empty if nothing does.

    `before` is the version to compare with (None: the one that git knows), `first` says that
    there is none. CouldNotRun if that cannot be so.
    """
    version = package.descriptor["version"]
    return [
        *_documents(package),
        *_versions(package.root, version),
        *_commit(package.root, version),
        *_changes(package.root, version, before, first),
    ]


def facts(package: Published) -> list[str]:
    """What README states about the data, word by word. Its tests check the rest."""
    count = {name: len(rows.rows) for name, rows in package.tables.items()}
    studies = len({row["reference_id"] for row in package.tables["findings"].rows})
    return [
        f"Version {package.descriptor['version']}",
        f"**{count['claims']} claims**",
        f"**{count['propositions']} propositions**",
        f"{count['findings']} findings of {studies} studies",
    ]


def named(diff: Diff) -> list[tuple[str, str]]:
    """What an entry of the changelog has to name, each with what happened to it.

    These are tables and fields that are new or gone, and new articles.
    """
    found = [
        (text.split("`")[1], "is gone" if text.endswith("gone") else "is new")
        for _, text in diff.shape
        if text.startswith(("table `", "field `"))
    ]
    if "articles" in diff.rows:
        found += [(key[0], "is new") for key in diff.rows["articles"].added]
    return found


def _documents(package: Published) -> Iterator[Problem]:
    """Documents that are missing or give wrong counts. A rebuild does not see that."""
    root = package.root
    names = (*DOCUMENTS, *pictures(root))
    for name in names:
        if not (root / name).resolve().is_relative_to(root.resolve()):
            yield _problem(
                "document-missing",
                "The document is outside the package, so the release would not contain it.",
                "Move it into the package.",
                name,
            )
    for name in names:
        if not (root / name).is_file():
            yield _problem("document-missing", "The document is not there.", "Restore it.", name)
    readme = " ".join(text_of(root / "README.md").split())
    for fact in facts(package) if readme else ():
        if fact not in readme:
            yield _problem(
                "document-stale",
                f"It does not say {fact!r}, but the data do.",
                "Bring it up to date; `make test` names everything that is stale.",
                "README.md",
            )


def _versions(root: Path, version: str) -> Iterator[Problem]:
    """Other files that state a version, and state another one."""
    project = re.search(r'^version = "([^"]*)"', text_of(root / "pyproject.toml"), re.M)
    if not project or project[1] != version:
        stated = project[1] if project else "not stated"
        yield _problem(
            "version-differs",
            f"The version is {stated}, that of the package is {version}.",
            "Make both the same.",
            "pyproject.toml",
        )
    entry = re.search(r"^## (\S+)(?: \(([0-9-]+)\))?", text_of(root / "CHANGELOG.md"), re.M)
    if not entry or entry[1] != version:
        newest = entry[1] if entry else "no version"
        yield _problem(
            "version-differs",
            f"The newest entry is for {newest}, the package has version {version}.",
            "Write the entry; `make diff` drafts it.",
            "CHANGELOG.md",
        )


def _commit(root: Path, version: str) -> Iterator[Problem]:
    """Changes that are not committed, and a tag of this version at another commit.

    CouldNotRun if git cannot say.
    """
    if not has_git(root):
        raise CouldNotRun(
            _problem(
                "not-committed",
                f"{root.name} is no git checkout, and a release is made from a commit.",
                "Run it in a git checkout.",
            )
        )
    require_history(root)
    tag = resolve(root, f"refs/tags/v{version}")
    if tag is not None and tag != resolve(root, "HEAD"):
        yield _problem(
            "already-released",
            f"The tag v{version} is at another commit.",
            "Give this commit a new version.",
        )
    name = _uncommitted(root)
    if name:
        yield _problem(
            "not-committed",
            f"{name} and perhaps more is not committed. A release is made from a commit.",
            "Commit or undo the change.",
        )
    for differing in () if name else other_bytes(root):
        yield _problem(
            "not-committed",
            f"The bytes of {differing} are not those of the commit, though git sees no change. "
            "It may have other line ends, or git is told to overlook it.",
            "Check the file out again: delete it, then run `git checkout` with its path.",
        )
        break


def _uncommitted(root: Path) -> str | None:
    """A file that the commit does not have as it is on disk; None if there is none."""
    status = git(root, "status", "--porcelain", "-z", "--untracked-files=all").decode(
        "utf-8", "replace"
    )
    for entry in status.split("\0"):
        mark, name = entry[:2], entry[3:]
        if entry and not (mark == "??" and is_litter(name)):
            return name
    return None


def _changes(root: Path, version: str, before: str | None, first: bool) -> list[Problem]:
    """What speaks against this version number and its entry in the changelog."""
    found = previous(root, version) if first or not before else None
    if first and found:
        raise CouldNotRun(
            _problem(
                "version-unknown",
                f"There is a version before this one: {found[:12]}.",
                "Leave out --first.",
            )
        )
    if first:
        return []
    before = before or found
    if before is None:
        raise CouldNotRun(
            _problem(
                "version-unknown",
                "No version is found to compare with.",
                "Name it with --previous, or say --first.",
            )
        )
    old = read_version(before, root)
    if old.number == version:
        return [
            _problem(
                "version-differs",
                f"{before} has the version {version} too.",
                "Name the version before this one.",
            )
        ]
    diff = compare_versions(old, read_version(root))
    return [*diff.problems, *_changelog(root, version, diff)]


def _changelog(root: Path, version: str, diff: Diff) -> Iterator[Problem]:
    """What the newest entry of the changelog leaves out."""
    entry = text_of(root / "CHANGELOG.md").partition("\n## ")[2].partition("\n## ")[0]
    if not re.search(r"^[^#\s]", entry.partition("\n")[2], re.M):
        yield _problem(
            "changelog-silent",
            f"The entry for {version} is empty.",
            "Write it; `make diff` drafts it.",
            "CHANGELOG.md",
        )
    for name, what in named(diff):
        if name not in entry:
            yield _problem(
                "changelog-silent",
                f"The entry for {version} does not name {name}, which {what}.",
                "Name it; `make diff` drafts the entry.",
                "CHANGELOG.md",
            )


def _problem(rule: str, message: str, mend: str, file: str | None = None) -> Problem:
    return Problem(rule, message, mend, "files", file)
