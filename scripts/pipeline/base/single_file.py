"""Write one file whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from pipeline.base.problems import CouldNotRun, Problem


def create(path: Path, raw: bytes) -> None:
    """Write a new file. Raises FileExistsError where the name is taken, also by a dangling link."""
    beside = _written_beside(path, raw)
    try:
        if os.path.lexists(path):
            raise FileExistsError(path)
        try:
            os.link(beside, path)  # fails where somebody has just made the file; a rename would not
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            with open(path, "xb") as out:
                out.write(raw)
    finally:
        beside.unlink(missing_ok=True)


def replace(path: Path, raw: bytes, before: bytes) -> None:
    """Replace a file that has the bytes `before`; a link stays, and its file is replaced.

    CouldNotRun if the file has other bytes now: somebody saved it meanwhile.
    """
    path = Path(os.path.realpath(path))
    beside = _written_beside(path, raw)
    try:
        if path.read_bytes() != before:
            message = "The file was saved by another program meanwhile. Nothing was written."
            raise CouldNotRun(Problem("file-changed", message, "Run again.", "files", path.name))
        shutil.copymode(path, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _written_beside(path: Path, raw: bytes) -> Path:
    """A new file in the same folder with these bytes, under a name that nobody has."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with open(handle, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        if os.name != "nt":  # as open() would make it; mkstemp lets only the owner read it
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)
