"""Ask git. An answer that git could not give is never taken for an answer."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from pipeline.base.problems import CouldNotRun, Problem

# these, which hooks of git set, would send git to another repository than that of the folder
_ELSEWHERE = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
)
_UNKNOWN = (1, 128)  # exit status of git for a name that stands for nothing, without a message
_SHA1 = 40  # digits of the id of an object; in newer repositories it is a SHA-256
_LONGEST = 300  # characters of git's message


def has_git(root: Path) -> bool:
    """Whether a folder belongs to a git checkout, as far as the disk shows. Git is not asked."""
    real = Path(os.path.realpath(root))
    return any(os.path.lexists(folder / ".git") for folder in (real, *real.parents))


def git(root: Path, *arguments: str) -> bytes:
    """What git prints. CouldNotRun with git's own message if it is not installed or fails."""
    done = _run(root, arguments)
    if done.returncode:
        raise _failed(done)
    return done.stdout


def resolve(root: Path, name: str) -> bytes | None:
    """The commit that a name stands for; None if there is none. CouldNotRun as for `git`."""
    if name.startswith(("-", "^")):  # git would take it for an option, or for what is left out
        return None
    done = _run(root, ("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"))
    said = done.stderr.strip()
    if (done.returncode in _UNKNOWN and not said) or b"expected commit type" in said:
        return None
    if done.returncode:
        raise _failed(done)
    return done.stdout.strip()


def holds(root: Path, commit: str, path: str) -> bool:
    """Whether a commit has this file below the folder. CouldNotRun as for `git`."""
    return bool(git(root, "ls-tree", commit, "--", path).strip())


def other_bytes(root: Path) -> Iterator[str]:
    """The files that have other bytes on disk than in the commit, whatever git makes of that.

    `root` is the top folder of the checkout or below it. A file that is missing is left out.
    """
    for entry in git(root, "ls-tree", "-r", "-z", "HEAD").split(b"\0"):
        about, _, raw_name = entry.partition(b"\t")
        mode, _, digest = (about.split() + [b""] * 3)[:3]
        name = os.fsdecode(raw_name)
        if mode.startswith(b"100") and (root / name).is_file():
            raw = (root / name).read_bytes()
            kind = hashlib.sha1 if len(digest) == _SHA1 else hashlib.sha256
            if kind(b"blob %d\0" % len(raw) + raw).hexdigest().encode() != digest:
                yield name


def require_history(root: Path) -> None:
    """CouldNotRun if the clone lacks earlier commits or the tags, so that nothing follows."""
    if git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise _unasked(
            "the clone is shallow, so it lacks earlier commits and tags",
            "Run `git fetch --unshallow --tags`, then run again.",
        )
    # git config fails where nothing is set
    untagged = _run(root, ("config", "--get-regexp", r"^remote\..*\.tagopt$")).stdout
    if b"--no-tags" in untagged and not git(root, "tag", "--list").strip():
        raise _unasked("the clone was made without tags", "Run `git fetch --tags`, then run again.")


def _run(root: Path, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise _unasked("it is not installed, or not on the path", "Install git.") from None
    except OSError as error:
        raise _unasked(f"it does not start ({error.strerror})", "Mend it.") from None


def _failed(done: subprocess.CompletedProcess[bytes]) -> CouldNotRun:
    said = " ".join(done.stderr.decode("utf-8", "replace").split())
    why = said.removeprefix("fatal: ") or f"it ended with status {done.returncode}"
    return _unasked(why[:_LONGEST].rstrip("."), "Mend that, then run again.")


def _unasked(why: str, mend: str) -> CouldNotRun:
    return CouldNotRun(Problem("git-failed", f"git could not be asked: {why}.", mend, "files"))
