"""The files of one package: each is read at most once, and its bytes are passed on."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.base.plain_file import read_plain
from pipeline.base.problems import Problem

MISSING = "Run `make rebuild`, or download the package again."


class PackageFiles:
    """The files below `root`, by their paths in the package, such as `data/claims.csv`.

    A file is read when it is first asked for. So all checks in one run see the same bytes,
    even if somebody writes to the folder meanwhile.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._bytes: dict[str, bytes] = {}
        self._facts: dict[str, dict[str, int | str]] = {}
        self._errors: dict[str, OSError] = {}

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError if it cannot be read or is no plain file."""
        if path in self._errors:
            raise self._errors[path]
        if path not in self._bytes:
            try:
                self._bytes[path] = read_plain(self.root / path)
            except OSError as error:
                self._errors[path] = error
                raise
        return self._bytes[path]

    def facts(self, path: str) -> dict[str, int | str]:
        """Size and SHA-256 of a file, as the descriptor has them: `bytes` and `hash`."""
        if path not in self._facts:
            self._facts[path] = measured(self.read(path))
        return self._facts[path]

    def release(self, path: str) -> None:
        """Free the memory of a large file that no later check reads; its facts stay."""
        self.facts(path)
        self._bytes.pop(path, None)

    def is_file(self, path: str) -> bool:
        """Whether there is such a file, or a link to one."""
        return (self.root / path).is_file()


def measured(raw: bytes) -> dict[str, int | str]:
    """Size and SHA-256 of a file, as the descriptor has them: `bytes` and `hash`."""
    return {"bytes": len(raw), "hash": "sha256:" + hashlib.sha256(raw).hexdigest()}


def missing(path: str, error: OSError, table: str | None = None) -> Problem:
    """The problem that a file of the package cannot be read."""
    message = f"The file cannot be read: {error.strerror}."
    return Problem("file-missing", message, MISSING, "files", path, table=table)


def stray(path: str, made_earlier: bool = False, table: str | None = None) -> Problem:
    """The problem that a file in `data/` belongs to no table.

    `made_earlier` says that an earlier build made it. Anything else may be somebody's work, so
    the advice must not lose it. `table` names a missing table whose file it seems to be.
    """
    if table:
        message = f"This seems to be the missing file {table}.csv, packed or with another name."
        mend = f"Unpack or rename it, so that {table}.csv is there."
    elif made_earlier:
        message = "An earlier build made this file, and it belongs to no table now."
        mend = "Run `make rebuild`; it removes the file."
    else:
        message = "The file belongs to no table, and no build made it. It may be somebody's work."
        mend = "Move it to a folder outside data/."
    return Problem("stray-file", message, mend, "files", path, table=table)
