"""A release: the package as a zip, a wheel, the exports and the explorer, with checksums."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.base.archive import checksums, make_zip
from pipeline.base.problems import CouldNotRun, Refused
from pipeline.doors.explorer.page import page
from pipeline.doors.exports.all_exports import EXPORTS
from pipeline.doors.published import read_published
from pipeline.doors.release.contents import package_files, wheel
from pipeline.doors.release.refusals import reasons_against
from pipeline.loader import Tables
from pipeline.validate import validate


def make_release(root: Path, before: str | None, first: bool = False) -> dict[str, bytes]:
    """Every file of the release: name to bytes, SHA256SUMS last.

    `before` is the version to compare with (folder, zip or commit; default: the newest commit
    that has another version), `first` says that there is none. Refused carries everything that
    speaks against the release. CouldNotRun if `before` or `first` cannot be right.
    """
    package = read_published(root)
    problems = reasons_against(package, before, first)
    if problems:
        raise Refused(problems)
    created = package.descriptor["created"]
    name = f"{package.descriptor['name']}-{package.descriptor['version']}"
    exports = {path: raw for make in EXPORTS.values() for path, raw in make(package).items()}
    files = {
        f"{name}.zip": make_zip(package_files(package), name, created),
        f"{name}-exports.zip": make_zip(exports, f"{name}-exports", created),
        f"{name}-explorer.html": page(Tables(root)).encode(),
        **wheel(root),
    }
    _validate_archive(files[f"{name}.zip"], name)
    return files | {"SHA256SUMS": checksums(files)}


def _validate_archive(raw: bytes, name: str) -> None:
    """Unpack the archive as its users will and validate it there, with frictionless."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        path.write_bytes(raw)
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        report = validate(Path(folder) / name)
        if report.problems:
            raise Refused(report.problems)
        if report.stuck:
            raise CouldNotRun(report.stuck)
