"""Publish files all at once or not at all, whatever interrupts it.

All files are written to a folder beside the target and flushed. One rename commits them. Then each
file is moved into place, the descriptor last. The next writer first finishes a publication that was
committed, and discards one that was not. Readers see the committed folder, and refuse the mixture.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.base.blocked import refuse_blocked
from pipeline.base.names import CURATION, DESCRIPTOR
from pipeline.base.plain_file import read_plain
from pipeline.base.problems import CouldNotRun, Problem

STAGE, READY, LOCK = ".publish-stage", ".publish-ready", ".publish-lock"
REMOVALS = ".removals"
# what operating systems answer if another process holds the lock
_TAKEN = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class Done(NamedTuple):
    """What a publication did: the paths that it wrote anew, and those that it removed."""

    changed: list[str]
    removed: list[str]


def publish(
    root: Path, files: dict[str, bytes], stale: Callable[[], Iterable[str]] = tuple
) -> Done:
    """Write `files` (path to bytes) under `root`, and remove the paths that `stale` returns.

    `stale` is called after an interrupted publication has been finished. It names nothing that
    somebody else may have made. Raises CouldNotRun if the folder cannot be written (read-only,
    full, or another build is running); the folder is then complete, or the next call completes it.
    """
    with _write_lock(root):
        recover(root)
        try:
            changed = [path for path, raw in files.items() if not _same(root / path, raw)]
            old = sorted(path for path in stale() if os.path.lexists(root / path))
            if changed or old:
                refuse_blocked(root, changed, old)
                _stage(root, {path: files[path] for path in changed}, old)
                os.rename(root / STAGE, root / READY)
                _sync(root)
                _apply(root)
            return Done(sorted(changed), old)
        finally:
            # Uncommitted files are ours to remove only while we hold the lock.
            shutil.rmtree(root / STAGE, ignore_errors=True)


def mend(root: Path) -> bool:
    """Finish or discard what an interrupted publication left; True if one was finished.

    Commands that write call this first, so that an error in their own work cannot leave a mixture
    of two versions there. Raises CouldNotRun as `publish` does.
    """
    begun = interrupted(root)
    if begun or (root / STAGE).exists():
        with _write_lock(root):
            recover(root)
    return begun


@contextmanager
def _write_lock(root: Path) -> Iterator[None]:
    """Hold the write lock; turn OSError into CouldNotRun."""
    try:
        with _lock(root):
            yield
    except OSError as error:
        state = (
            "The build was committed but not finished; the next one finishes it."
            if interrupted(root)
            else "The files in the folder are complete."
        )
        message = f"The package cannot be written: {error.strerror or error}. {state}"
        mend = "Free some space or make the folder writable, then run the build again."
        file = Path(error.filename).name if error.filename else root.name
        raise CouldNotRun(Problem("cannot-publish", message, mend, "files", file)) from None


def interrupted(root: Path) -> bool:
    """Whether a publication was committed but not finished."""
    return (root / READY).exists()


def refuse_mixture(root: Path) -> None:
    """Raise CouldNotRun while a publication is committed but not finished."""
    if interrupted(root):
        message = "A build was interrupted: the files are a mixture of two versions."
        if (root / CURATION).is_dir():
            mend = "Run the build; it finishes what was begun."
        else:  # a download cannot be built
            mend = f"Download the package again, without {READY}."
        raise CouldNotRun(Problem("build-interrupted", message, mend, "files", root.name))


def recover(root: Path) -> None:
    """Finish a publication that was committed, discard one that was not."""
    for name in (READY, STAGE):
        if os.path.lexists(root / name) and not (root / name).is_dir():
            message = f"{name} is no folder, so no build left it."
            raise CouldNotRun(Problem("build-interrupted", message, "Move it away.", "files", name))
    if interrupted(root):
        _apply(root)
    if (root / STAGE).exists():
        shutil.rmtree(root / STAGE)


def _stage(root: Path, files: dict[str, bytes], stale: list[str]) -> None:
    stage = root / STAGE
    stage.mkdir()
    for path, raw in {REMOVALS: "\n".join(stale).encode("utf-8"), **files}.items():
        target = stage / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(target, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
    for folder in sorted({(stage / path).parent for path in files} | {stage}):
        _sync(folder)


def _apply(root: Path) -> None:
    """Move what is ready into place. Can be repeated from any point of interruption."""
    ready = root / READY
    found = {path.relative_to(ready).as_posix() for path in ready.rglob("*") if path.is_file()}
    touched = {root}
    for path in sorted(found - {REMOVALS}, key=lambda path: (path == DESCRIPTOR, path)):
        if path == DESCRIPTOR:
            _remove(root, ready)
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(ready / path, target)
        touched.add(target.parent)
    _remove(root, ready)
    for folder in touched:
        _sync(folder)
    shutil.rmtree(ready)
    _sync(root)


def _remove(root: Path, ready: Path) -> None:
    listed = ready / REMOVALS
    if listed.exists():
        for path in filter(None, listed.read_text(encoding="utf-8").split("\n")):
            (root / path).unlink(missing_ok=True)


def _same(path: Path, raw: bytes) -> bool:
    try:
        return read_plain(path) == raw
    except OSError:  # it is not there, or is replaced; `refuse_blocked` says where it cannot be
        return False


def _sync(folder: Path) -> None:
    if sys.platform == "win32":  # Windows cannot open a folder to flush it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Let one process write at a time. The system frees the lock when that process ends."""
    with open(root / LOCK, "a+b") as handle:
        try:
            _take(handle)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            message = "Another build is writing this package."
            mend = "Wait until it has ended, then run again."
            raise CouldNotRun(Problem("build-running", message, mend, "files", root.name)) from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(handle: BinaryIO) -> None:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: BinaryIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
