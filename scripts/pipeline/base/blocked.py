"""Find out before a publication is committed what would stop it half way."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.base.problems import CouldNotRun, Problem


def refuse_blocked(root: Path, written: Iterable[str], removed: Iterable[str]) -> None:
    """Raise CouldNotRun if a path below `root` cannot be written or removed.

    It cannot foresee everything: another program may lock a file a moment later.
    """
    found = [
        Problem("cannot-replace", f"The file cannot be {what}: {why}.", mend, "files", path)
        for what, paths in (("written", written), ("removed", removed))
        for path in paths
        for why, mend in _reasons(root, path)
    ]
    if found:
        raise CouldNotRun(found)


def _reasons(root: Path, path: str) -> Iterator[tuple[str, str]]:
    """Why a file cannot be put into its place or removed from there, and what to do; at most one.

    A file is replaced by a rename, so its own permissions do not matter, but those of its folder.
    """
    target = root / path
    # the nearest folder that is there; the others are made
    there = next(one for one in target.parents if os.path.lexists(one) or one == root)
    shown = "its folder" if there == root else there.relative_to(root).as_posix()
    writable = "Make the folder writable, then run again."
    if not there.is_dir():
        yield f"{shown} is no folder", "Move it away, then run again."
    elif os.stat(there).st_dev != os.stat(root).st_dev:
        yield f"{shown} is on another file system", "Put the folder itself there."
    elif not os.access(there, os.W_OK | os.X_OK):
        yield f"{shown} is read-only", writable
    elif os.path.lexists(target) and (why := _held(target, there)):
        yield why


def _held(target: Path, folder: Path) -> tuple[str, str] | None:
    """Why what is in the place of a file cannot go, and what to do; None where it can."""
    have = os.lstat(target)
    if stat.S_ISDIR(have.st_mode):
        return "a folder is in its place", "Move the folder away, then run again."
    if not stat.S_ISREG(have.st_mode) and not stat.S_ISLNK(have.st_mode):
        return "what is in its place is no plain file", "Move it away, then run again."
    if os.path.ismount(target):
        return "another file system is mounted in its place", "Unmount it, then run again."
    if _locked(target, have) or _is_others(have, os.stat(folder)):
        return "the file there is locked against changes", "Unlock the file, then run again."
    return None


def _locked(target: Path, have: os.stat_result) -> bool:
    """Whether the system keeps a file as it is although its permissions allow a change."""
    if stat.S_ISLNK(have.st_mode):
        return False
    if os.name == "nt":  # a program that has the file open may keep it from being replaced
        try:
            with open(target, "r+b"):
                return False
        except PermissionError:
            return bool(have.st_mode & stat.S_IWUSR)
    allowed = os.geteuid() == 0 or (os.geteuid() == have.st_uid and have.st_mode & stat.S_IWUSR)
    return bool(allowed) and not os.access(target, os.W_OK)


def _is_others(have: os.stat_result, folder: os.stat_result) -> bool:
    """Whether a file of somebody else is in a folder where each may remove his own only."""
    if os.name == "nt" or not folder.st_mode & stat.S_ISVTX:
        return False
    return os.geteuid() not in (0, have.st_uid, folder.st_uid)
