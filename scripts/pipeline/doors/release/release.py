"""A release: the package as a zip, a wheel, the exports and the explorer, with checksums; refused when anything is stale."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.base.archive import checksums, make_zip
from pipeline.base.problems import CouldNotRun, Problem, Refused
from pipeline.doors.explorer.page import page
from pipeline.doors.exports.all_exports import EXPORTS
from pipeline.doors.published import Published, read_published
from pipeline.doors.release.compare_versions import Diff, compare_versions
from pipeline.doors.release.versions import git, previous, read_version
from pipeline.validate import validate
from running_muscle_claims._load import Tables

DOCUMENTS = (
    "README.md",
    "QUESTIONS.md",
    "CODEBOOK.md",
    "DATASHEET.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "CITATION.cff",
    "croissant.json",
    "LICENSE",
    "LICENSE-DATA",
)


def make_release(root: Path, before: str | None, first: bool = False) -> dict[str, bytes]:
    """Every file of the release: path to bytes. `before` is the version to compare with (folder, zip or commit; default: the
    newest commit that has another version), `first` says that there is none. Refused carries all that speaks against it.
    """
    package = read_published(root)
    version = package.descriptor["version"]
    problems = [*_stale(package, version), *_honest(root, version, before, first)]
    if problems:
        raise Refused(problems)
    name, created = f"{package.descriptor['name']}-{version}", package.descriptor["created"]
    files = {f"{name}.zip": make_zip(_package_files(package), name, created)}
    files[f"{name}-exports.zip"] = make_zip(
        {path: raw for one in EXPORTS for path, raw in EXPORTS[one](package).items()},
        f"{name}-exports",
        created,
    )
    files[f"{name}-explorer.html"] = page(Tables(root)).encode()
    files |= _wheel(root)
    _try(files[f"{name}.zip"], name)
    return files | {"SHA256SUMS": checksums(files)}


def _stale(package: Published, version: str):
    """What a rebuild cannot tell: documents that are not there or give other counts, other places that state the version,
    changes that are not committed, and a tag that has the version already.
    """
    root = package.root
    fail = lambda rule, message, mend, file=None: Problem(rule, message, mend, "files", file)
    for name in (*DOCUMENTS, *_pictures(root)):
        if not (root / name).resolve().is_relative_to(root.resolve()):
            yield fail(
                "document-missing",
                "It lies outside of the package, and does not come with it.",
                "Put it into the package.",
                name,
            )
    for name in (*DOCUMENTS, *_pictures(root)):
        if not (root / name).is_file():
            yield fail("document-missing", "The document is not there.", "Restore it.", name)
    readme = " ".join(_text(root / "README.md").split())
    for fact in facts(package) if readme else ():
        if fact not in readme:
            yield fail(
                "document-stale",
                f"It does not say {fact!r}, as the data do.",
                "Bring it up to date; `make test` names everything that is stale.",
                "README.md",
            )
    project = re.search(r'^version = "([^"]*)"', _text(root / "pyproject.toml"), re.M)
    if not project or project[1] != version:
        yield fail(
            "version-differs",
            f"The version is {project[1] if project else 'not stated'}, that of the package is {version}.",
            "Make both the same.",
            "pyproject.toml",
        )
    entry = re.search(r"^## (\S+)(?: \(([0-9-]+)\))?", _text(root / "CHANGELOG.md"), re.M)
    if not entry or entry[1] != version:
        yield fail(
            "version-differs",
            f"The newest entry is for {entry[1] if entry else 'no version'}, the package has version {version}.",
            "Write the entry; `make diff` drafts it.",
            "CHANGELOG.md",
        )
    tag = git(root, "rev-parse", "--verify", "--quiet", f"v{version}^{{commit}}")
    if tag is not None and tag != git(root, "rev-parse", "HEAD"):
        yield fail(
            "already-released",
            f"The tag v{version} stands at another commit.",
            "Give this one a new version.",
        )
    changed = git(root, "status", "--porcelain", "--untracked-files=normal")
    if changed:
        yield fail(
            "not-committed",
            f"{changed.decode().split()[1]} and maybe more is not committed; a release is what a commit holds.",
            "Commit or undo it.",
        )


def facts(package: Published) -> list[str]:
    """What README states of the data, word by word; its tests hold it to the rest."""
    count = {name: len(rows.rows) for name, rows in package.tables.items()}
    studies = len({row["reference_id"] for row in package.tables["findings"].rows})
    return [
        f"Version {package.descriptor['version']}",
        f"**{count['claims']} claims**",
        f"**{count['propositions']} propositions**",
        f"{count['findings']} findings of {studies} studies",
    ]


def _honest(root: Path, version: str, before: str | None, first: bool):
    if first and (known := previous(root, version)):
        return [
            Problem(
                "version-unknown",
                f"There is a version before this one: {known[:12]}.",
                "Leave out --first.",
                "files",
            )
        ]
    if first:
        return []
    before = before or previous(root, version)
    if before is None:
        return [
            Problem(
                "version-unknown",
                "No version is found to compare with.",
                "Name it with --previous, or say --first.",
                "files",
            )
        ]
    old = read_version(before, root)
    if old.number == version:
        return [
            Problem(
                "version-differs",
                f"{before} has the version {version} too.",
                "Name the version before this one.",
                "files",
            )
        ]
    found = compare_versions(old, read_version(root))
    entry = _text(root / "CHANGELOG.md").partition("\n## ")[2].partition("\n## ")[0]
    said = (
        []
        if re.search(r"^[^#\s]", entry.partition("\n")[2], re.M)
        else [
            Problem(
                "changelog-silent",
                f"The entry for {version} says nothing.",
                "Write it; `make diff` drafts it.",
                "files",
                "CHANGELOG.md",
            )
        ]
    )
    said += [
        Problem(
            "changelog-silent",
            f"The entry for {version} does not name {name}, which {what}.",
            "Name it; `make diff` drafts the entry.",
            "files",
            "CHANGELOG.md",
        )
        for name, what in named(found)
        if name not in entry
    ]
    return found.problems + said


def named(diff: Diff) -> list[tuple[str, str]]:
    """What an entry of the changelog has to name: tables and fields that came or went, and new articles."""
    found = [
        (text.split("`")[1], "is gone" if text.endswith("gone") else "is new")
        for _, text in diff.shape
        if text.startswith(("table `", "field `"))
    ]
    return (
        found + [(key[0], "is new") for key in diff.rows["articles"].added]
        if "articles" in diff.rows
        else found
    )


def _package_files(package: Published) -> dict[str, bytes]:
    paths = [
        *DOCUMENTS,
        *_pictures(package.root),
        "datapackage.json",
        *(resource["path"] for resource in package.descriptor["resources"]),
    ]
    paths += sorted(
        path.relative_to(package.root).as_posix()
        for path in (package.root / "schemas").glob("*.schema.json")
    )
    return {path: (package.root / path).read_bytes() for path in paths}


def _pictures(root: Path) -> list[str]:
    """The pictures that README shows, which have to come with it."""
    return re.findall(r"^!\[[^]\n]*\]\(([^)\n]+)\)$", _text(root / "README.md"), re.M)


def _wheel(root: Path) -> dict[str, bytes]:
    """The wheel, by the build backend that pip would call; its times are fixed."""
    with TemporaryDirectory() as out:
        code = "import sys, hatchling.build; hatchling.build.build_wheel(sys.argv[1])"
        environment = {
            key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"
        }
        done = subprocess.run(
            [sys.executable, "-c", code, out],
            cwd=root,
            capture_output=True,
            text=True,
            env=environment,
        )
        if done.returncode:
            raise Refused(
                Problem(
                    "wheel-failed",
                    f"The wheel cannot be built: {(done.stderr.strip().splitlines() or ['no message'])[-1]}",
                    "",
                    "files",
                    "pyproject.toml",
                )
            )
        return {path.name: path.read_bytes() for path in Path(out).glob("*.whl")}


def _try(raw: bytes, name: str) -> None:
    """Unpack the archive as its users will, and validate it by itself, frictionless included."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        path.write_bytes(raw)
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        report = validate(Path(folder) / name)
        if report.exit_code:
            raise Refused(report.problems) if report.problems else CouldNotRun(report.stuck)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
