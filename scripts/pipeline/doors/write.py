"""Validate a package, make files from it, and write all of them or none."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pipeline.base import cli
from pipeline.base.atomic_write import interrupted, mend
from pipeline.base.cli import inside
from pipeline.base.problems import CouldNotRun, Problem, Refused
from pipeline.base.progress import shown
from pipeline.doors.outputs import put
from pipeline.doors.published import Published, read_published
from pipeline.loader import PackageError


def tell(refused: Refused) -> int:
    """Print to stderr why nothing is written, and return the exit status.

    The status is 2 for `CouldNotRun`; otherwise 1: the package is not valid or not up to date.
    """
    cli.tell(refused)
    unwritable = any(problem.rule == "cannot-publish" for problem in refused.problems)
    print("Could not write." if unwritable else "Nothing was written.", file=sys.stderr)
    return cli.status_of(refused)


def held(root: Path, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """What `make` returns. CouldNotRun if the package was published again in the meantime:
    nothing is made from two versions.
    """

    def state() -> tuple[bool, tuple[int, int, int] | None]:
        # Each publication writes a new descriptor. It is not read here: it may be a link.
        descriptor = root / "datapackage.json"
        known = descriptor.lstat() if descriptor.is_file() else None
        return interrupted(root), known and (known.st_ino, known.st_mtime_ns, known.st_size)

    before = state()
    anew = CouldNotRun(
        Problem(
            "build-running",
            "The package was published anew while it was read.",
            "Run again.",
            "files",
            root.name,
        )
    )
    try:
        files = make()
    except (Refused, PackageError):
        if state() != before:
            raise anew from None
        raise
    if state() != before:
        raise anew
    return files


def write(
    given: Path, output: Path | None, name: str, make: Callable[[Path, Published], dict[str, bytes]]
) -> int:
    """Write the files that `make` returns for the package in `given`, all at once or none.

    They go into `output` (default: build/<name> in the package). Prints to stdout what was
    written, or to stderr why nothing was. Returns the exit status: 0 written, 1 the package is
    not valid or not up to date, 2 could not run.
    """
    root = given.resolve()
    output = output or root / "build" / name
    if refusal := inside(output, root):
        print(refusal, file=sys.stderr)
        return 2
    if not (root / "datapackage.json").is_file():
        print(f"There is no datapackage.json in {given}.", file=sys.stderr)
        return 2
    try:
        mend(output)
        with shown():
            files = held(root, lambda: make(root, read_published(root)))
            put(root, output, files)
    except Refused as refused:
        return tell(refused)
    print(f"Wrote to {output}:")
    for line in _listed(files):
        print(line)
    return 0


def _listed(files: dict[str, bytes]) -> list[str]:
    """A line for each file with its size in bytes; the files of a subfolder share a line."""
    sizes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for path, raw in files.items():
        folder, slash, _ = path.rpartition("/")
        shared = folder + slash or path
        sizes[shared] += len(raw)
        counts[shared] += 1
    return [
        f"{size:>12,}  {path}" + (f" ({counts[path]} files)" if path.endswith("/") else "")
        for path, size in sizes.items()
    ]
