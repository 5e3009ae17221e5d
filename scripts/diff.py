"""Compare two versions of the package by key, and say which version number the changes need.

    python scripts/diff.py               this package with the version before: the newest tag v1.2.3
                                         that has another version or, if there is none, the newest
                                         such commit
    python scripts/diff.py OLD           with another: a folder, a zip, or a commit
    python scripts/diff.py OLD NEW       any two
    python scripts/diff.py OLD --json    for programs, with every changed cell

Prints what was added, removed and changed, and draft lines for CHANGELOG.md. It is an error if an
id is gone without an entry in data/curation/retired.yaml, or if the version number is too small.
Exit status: 0 the version number fits, 1 something has to be mended, 2 could not run.
"""

# ruff: noqa: PLC0415 - the pipeline is imported inside functions: --help stays quick

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    from pipeline.base.help_text import help_text

    parser = argparse.ArgumentParser(
        description=help_text(__doc__, __file__),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "old",
        nargs="?",
        help="folder, zip or commit (default: the newest commit that has another version)",
    )
    parser.add_argument(
        "new", nargs="?", default=str(ROOT), help="folder, zip or commit (default: this package)"
    )
    parser.add_argument("--json", action="store_true", help="print the difference as JSON")
    options = parser.parse_args(arguments)

    from pipeline.base.cli import status_of, tell
    from pipeline.base.problems import CouldNotRun, Refused
    from pipeline.base.progress import shown, stage
    from pipeline.doors.release.compare_versions import compare_versions
    from pipeline.doors.release.diff_report import as_json, as_text
    from pipeline.doors.release.versions import no_commit, previous, read_version

    try:
        with shown():
            stage("reading the versions")
            new = read_version(options.new, ROOT)
            where = Path(options.new) if Path(options.new).is_dir() else ROOT
            old = options.old or previous(where, new.number)
            found = compare_versions(read_version(old, ROOT), new) if old is not None else None
    except Refused as refused:
        tell(refused)
        return status_of(CouldNotRun(refused.problems))  # without two versions nothing can be said
    if found is None:
        print(
            f"{no_commit(where)} Name the version to compare with: a folder, a zip or a commit.",
            file=sys.stderr,
        )
        return 2
    print(as_json(found) if options.json else as_text(found))
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
