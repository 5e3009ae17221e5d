"""Rebuild the published package from data/curation/ and schemas/.

    python scripts/rebuild.py            write data/*.csv, datapackage.json, CODEBOOK.md,
                                         CITATION.cff and croissant.json
    python scripts/rebuild.py --check    write nothing; say what differs from the files on disk

Everything is checked before anything is written. All files are written, or none.
A table in data/ that an earlier build made is removed if the curation no longer gives it: that is
a file that the old datapackage.json describes, unchanged since. Nothing else is removed. Other
files in data/ are named and left.
Exit status: 0 done (or nothing differs), 1 the curation has errors (or something differs),
2 could not run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    from pipeline.base.help_text import help_text  # noqa: PLC0415 - quick: it imports no library

    parser = argparse.ArgumentParser(
        description=help_text(__doc__, __file__),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "root", nargs="?", type=Path, default=ROOT, help="folder of the package (default: this one)"
    )
    parser.add_argument("--check", action="store_true", help="compare only")
    options = parser.parse_args(arguments)
    root = options.root.resolve()

    # imported here so that --help is quick, and run() reports a missing library
    from pipeline.base.atomic_write import mend, refuse_mixture  # noqa: PLC0415
    from pipeline.base.cli import status_of, tell  # noqa: PLC0415
    from pipeline.base.problems import Refused  # noqa: PLC0415
    from pipeline.build import is_checkout  # noqa: PLC0415

    if not is_checkout(root):
        message = "a download cannot be rebuilt, only validated."
        print(f"There is no data/curation/ in {root.name}: {message}", file=sys.stderr)
        return 2
    try:
        if options.check:
            refuse_mixture(root)
            return _check(root)
        if mend(root):
            print("An interrupted build was found and finished.", file=sys.stderr)
        return _rebuild(root)
    except Refused as refused:
        tell(refused)
        if not options.check:
            half = any(problem.rule == "cannot-publish" for problem in refused.problems)
            print("Could not write." if half else "Nothing was written.", file=sys.stderr)
        return status_of(refused)


def _check(root: Path) -> int:
    from pipeline.base.package_files import PackageFiles  # noqa: PLC0415 - as in main
    from pipeline.base.progress import shown, stage  # noqa: PLC0415
    from pipeline.checks.one_cause import first_causes  # noqa: PLC0415
    from pipeline.checks.up_to_date import compare  # noqa: PLC0415
    from pipeline.rebuild import rebuild  # noqa: PLC0415

    files = PackageFiles(root)
    with shown():
        made, rendered = rebuild(files)
        stage("comparing with the published files")
        differences = first_causes(compare(files, made, rendered))
    for problem in differences:
        print(problem.text())
    if differences:
        print(f"{len(differences)} differences.")
        return 1
    print(f"All {len(rendered)} generated files are what the curation gives.")
    return 0


def _rebuild(root: Path) -> int:
    from pipeline.base.atomic_write import publish  # noqa: PLC0415 - as in main
    from pipeline.base.package_files import PackageFiles  # noqa: PLC0415
    from pipeline.base.progress import shown, stage  # noqa: PLC0415
    from pipeline.build import stale_files  # noqa: PLC0415
    from pipeline.checks.files import stray_files  # noqa: PLC0415
    from pipeline.rebuild import rebuild  # noqa: PLC0415

    with shown():
        made, rendered = rebuild(PackageFiles(root))
        stage("writing")
        changed, removed = publish(
            root, rendered, lambda: stale_files(PackageFiles(root), rendered)
        )
    rows = sum(len(table.rows) for table in made.tables.values())
    done = [
        f"{', '.join(paths)} {what}"
        for paths, what in ((changed, "changed"), (removed, "removed"))
        if paths
    ]
    print(
        f"Built {len(made.tables)} tables with {rows:,} rows; "
        f"{'; '.join(done) or 'nothing had changed'}."
    )
    for path in stray_files(root, rendered):
        print(f"{path} was left: no build made it. Move it to a folder outside data/.")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
