"""What the commands that make something of a published package have in common: validate first, then write all or nothing."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.cli import inside
from pipeline.base.problems import Problem, Refused, ordered

if TYPE_CHECKING:
    from pipeline.doors.published import Published

ROOT = Path(__file__).resolve().parents[3]
_COULD_NOT = (
    "cannot-publish",
    "build-running",
    "build-interrupted",
    "library-changed",
    "version-unknown",
)


def parser(said: str, name: str, root: str = "folder of the package") -> argparse.ArgumentParser:
    """The options that these commands share: which package, and which folder to write into. `said` is the help of the command."""
    found = argparse.ArgumentParser(
        description=said, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    found.add_argument(
        "root", nargs="?", type=Path, default=ROOT, help=f"{root} (default: this one)"
    )
    found.add_argument(
        "--output", type=Path, help=f"folder to write into (default: build/{name} in it)"
    )
    return found


def tell(refused: Refused) -> int:
    """Say on stderr what speaks against writing, and return the exit status: 1 it is not valid or not up to date, 2 could not run."""
    for problem in ordered(refused.problems):
        print(problem.text(), file=sys.stderr)
    print(
        "Could not write."
        if any(problem.rule == "cannot-publish" for problem in refused.problems)
        else "Nothing was written.",
        file=sys.stderr,
    )
    return 2 if any(problem.rule in _COULD_NOT for problem in refused.problems) else 1


def held(root: Path, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """What `make` gives; Refused where the package was published anew meanwhile, so that nothing is made of two versions."""
    from pipeline.base.atomic_write import interrupted
    from running_muscle_claims._source import PackageError

    def state() -> tuple:
        descriptor = (
            root / "datapackage.json"
        )  # another file each time it is published; not read, as it may yet turn out to be a link
        known = descriptor.lstat() if descriptor.is_file() else None
        return interrupted(root), known and (known.st_ino, known.st_mtime_ns, known.st_size)

    before = state()
    anew = Refused(
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
    """Write the files that `make` gives for the package in `given` into `output` (default: build/<name> in the package), all at once or none.

    Says on stdout what was written, on stderr why nothing was. Returns the exit status: 0 written, 1 the package is not
    valid or not up to date, 2 could not run.
    """
    from pipeline.base.atomic_write import mend, publish
    from pipeline.base.progress import shown
    from pipeline.doors.published import read_published

    root = given.resolve()
    output = output or root / "build" / name
    if refused := inside(output, root):
        print(refused, file=sys.stderr)
        return 2
    if not (root / "datapackage.json").is_file():
        print(f"There is no datapackage.json in {given}.", file=sys.stderr)
        return 2
    try:
        mend(output)
        with shown():
            files = held(root, lambda: make(root, read_published(root)))
            output.mkdir(parents=True, exist_ok=True)
            publish(output, files)
    except Refused as refused:
        return tell(refused)
    print(f"Wrote to {output}:")
    sizes, counts = Counter(), Counter()  # files in a folder of their own are told together
    for path, raw in files.items():
        folder, slash, _ = path.rpartition("/")
        sizes[folder + slash or path] += len(raw)
        counts[folder + slash or path] += 1
    for path, size in sizes.items():
        print(f"{size:>12,}  {path}" + (f" ({counts[path]} files)" if path.endswith("/") else ""))
    return 0
