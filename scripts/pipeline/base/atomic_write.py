"""Publish files all at once or not at all, whatever interrupts it.

Everything is written beside the target and flushed; one rename commits it; then each file is moved into
place, the descriptor last. Whoever writes next first finishes a committed publication or discards an
uncommitted one. Readers see the committed folder and say that a build was interrupted.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from pipeline.base.plain_file import read_plain
from pipeline.base.problems import Problem, Refused

STAGE, READY, LOCK = ".publish-stage", ".publish-ready", ".publish-lock"
REMOVALS = ".removals"
_TAKEN = (
    errno.EAGAIN,
    errno.EACCES,
    errno.EDEADLK,
)  # what systems say of a lock that another holds
DESCRIPTOR = "datapackage.json"


def publish(
    root: Path, files: dict[str, bytes], stale: Callable[[], list[str]] = list
) -> list[str]:
    """Write `files` (path to bytes) under `root` and remove those that `stale` names, which is called only after
    what an interrupted build left has been finished; returns the paths that changed.

    Refused when the folder cannot be written (read-only, full, or another build running); the files that
    were there are then untouched.
    """
    with _writing(root):
        recover(root)
        try:
            changed = [path for path, raw in files.items() if not _same(root / path, raw)]
            old = [path for path in stale() if (root / path).exists()]
            if changed or old:
                _stage(root, {path: files[path] for path in changed}, old)
                os.rename(root / STAGE, root / READY)
                _sync(root)
                _apply(root)
            return sorted(changed + old)
        finally:
            shutil.rmtree(
                root / STAGE, ignore_errors=True
            )  # what was not committed, and as long as the lock says that it is ours


def mend(root: Path) -> bool:
    """Finish or discard what an interrupted build left in the folder; True where it was finished. Commands that write call
    it before anything else, so that no error in their own work keeps a mixture there. Refused as by `publish`.
    """
    begun = interrupted(root)
    if begun or (root / STAGE).exists():
        with _writing(root):
            recover(root)
    return begun


@contextmanager
def _writing(root: Path):
    """The folder is ours alone to write; what goes wrong with files is told as Refused."""
    try:
        with _lock(root):
            yield
    except OSError as error:
        whole = (
            "The build was committed but not finished; the next one finishes it."
            if interrupted(root)
            else "What is there is whole."
        )
        raise Refused(
            Problem(
                "cannot-publish",
                f"The package cannot be written: {error.strerror or error}. {whole}",
                "Free some space or make the folder writable, then run the build again.",
                "files",
                Path(error.filename).name if error.filename else root.name,
            )
        ) from None


def interrupted(root: Path) -> bool:
    """True where a publication was committed but not finished."""
    return (root / READY).exists()


def interruption(root: Path) -> Problem | None:
    """What readers are told while a publication is committed but not finished; None where all is whole."""
    if not interrupted(root):
        return None
    return Problem(
        "build-interrupted",
        "A build was interrupted: the files are a mixture of two versions.",
        "Run the build; it finishes what was begun.",
        "files",
        root.name,
    )


def recover(root: Path) -> None:
    """Finish a publication that was committed, discard one that was not."""
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
    """Move what is ready into place. Can be repeated from any point at which it was cut off."""
    ready = root / READY
    paths = sorted(
        path.relative_to(ready).as_posix() for path in ready.rglob("*") if path.is_file()
    )
    touched = {root}
    for path in sorted((p for p in paths if p != REMOVALS), key=lambda p: (p == DESCRIPTOR, p)):
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
    except FileNotFoundError:
        return False


def _sync(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened for flushing there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _lock(root: Path):
    """One writer at a time; the system frees the lock when a writer dies."""
    with open(root / LOCK, "a+b") as handle:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            raise Refused(
                Problem(
                    "build-running",
                    "Another build is writing this package.",
                    "Wait until it has ended, then run again.",
                    "files",
                    root.name,
                )
            ) from None
        yield
