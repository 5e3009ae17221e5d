"""Write files into a folder in which other people may have files of their own.

A record in the folder lists what these commands wrote there, with SHA-256. Only what is in the
record and unchanged is overwritten or removed. In the package's own build/, which takes generated
files only, no record is needed.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

from pipeline.base.archive import checksums
from pipeline.base.atomic_write import Done, publish
from pipeline.base.plain_file import read_plain
from pipeline.base.problems import CouldNotRun, Problem

RECORD = ".publish-made"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")


def put(
    root: Path, output: Path, files: dict[str, bytes], is_old: Callable[[str], bool] | None = None
) -> Done:
    """Write `files` (path to bytes) into `output`, all or none, and remove what is old.

    `root` is the package. `is_old` says of a file name in `output` whether an earlier run made it
    and this one makes it no more. CouldNotRun if a file would be overwritten that none of these
    commands made, or if the folder cannot be written.
    """
    output.mkdir(parents=True, exist_ok=True)
    ours = (root / "build").resolve() in (output.resolve(), *output.resolve().parents)
    made = _made(output)
    others = [path for path in files if not (ours or _may_write(output, path, files[path], made))]
    if others:
        raise CouldNotRun(
            Problem(
                "not-ours",
                "The file is there, and this command did not make it.",
                "Move it away, or name another folder with --output.",
                "files",
                path,
            )
            for path in others
        )

    def stale() -> list[str]:
        names = [path.name for path in output.iterdir() if path.is_file()] if is_old else []
        return [
            name
            for name in names
            if is_old and is_old(name) and name not in files and (ours or name in made)
        ]

    kept = {path: raw for path, raw in made.items() if path not in files}
    record = {} if ours else {RECORD: checksums(kept | files)}
    done = publish(output, files | record, stale)
    return Done([path for path in done.changed if path != RECORD], done.removed)


def _made(output: Path) -> dict[str, bytes]:
    """What the record lists and is still there unchanged: path to bytes."""
    try:
        listed = _LINE.findall(read_plain(output / RECORD).decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}
    found = {}
    for digest, path in listed:
        inside = not os.path.isabs(path) and ".." not in Path(path).parts
        raw = _read(output / path) if inside else None
        if raw is not None and hashlib.sha256(raw).hexdigest() == digest:
            found[path] = raw
    return found


def _may_write(output: Path, path: str, raw: bytes, made: dict[str, bytes]) -> bool:
    """Whether nothing is lost if a file gets these bytes."""
    return path in made or not os.path.lexists(output / path) or _read(output / path) == raw


def _read(path: Path) -> bytes | None:
    """The bytes of a file; None for a link and for what cannot be read."""
    try:
        return None if path.is_symlink() else read_plain(path)
    except OSError:
        return None
