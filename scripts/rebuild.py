"""Rebuild the published package from data/curation/ and schemas/.

    python scripts/rebuild.py            write data/*.csv, datapackage.json, CODEBOOK.md, CITATION.cff, croissant.json
    python scripts/rebuild.py --check    write nothing; say what differs from what is committed

Everything is checked before anything is written, and written all at once or not at all.
Exit status: 0 done (or nothing differs), 1 the curation has errors (or something differs), 2 could not run.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "root", nargs="?", type=Path, default=ROOT, help="folder of the package (default: this one)"
    )
    parser.add_argument("--check", action="store_true", help="compare only")
    options = parser.parse_args(arguments)

    from pipeline.base.atomic_write import interruption, mend, publish
    from pipeline.base.problems import Refused, ordered
    from pipeline.base.progress import shown, stage
    from pipeline.build import build, is_checkout, stale_files
    from pipeline.checks.up_to_date import compare

    root = options.root.resolve()
    if not is_checkout(root):
        print(
            f"There is no data/curation/ in {root.name}: a download cannot be rebuilt, only validated.",
            file=sys.stderr,
        )
        return 2
    if options.check and (cut_off := interruption(root)):
        print(cut_off.text(), file=sys.stderr)
        return 2
    try:
        if not options.check and mend(root):
            print("A build had been interrupted; what it had begun is finished.", file=sys.stderr)
        with shown():
            made = build(root)
            stage("comparing with the published files" if options.check else "writing")
            differences = compare(root, made, made.files) if options.check else []
            changed = (
                []
                if options.check
                else publish(root, made.files, lambda: stale_files(root, made.files))
            )
        if options.check:
            for problem in differences:
                print(problem.text())
            print(
                f"{len(differences)} differences."
                if differences
                else f"All {len(made.files)} generated files are what the curation gives."
            )
            return 1 if differences else 0
    except Refused as refused:
        for problem in ordered(refused.problems):
            print(problem.text(), file=sys.stderr)
        cannot = any(
            problem.rule in ("cannot-publish", "build-running") for problem in refused.problems
        )
        print("Nothing was written." if not cannot else "Could not write.", file=sys.stderr)
        return 2 if cannot else 1
    rows = sum(len(table.rows) for table in made.tables.values())
    print(
        f"Built {len(made.tables)} tables with {rows:,} rows; {', '.join(changed) + ' changed' if changed else 'nothing had changed'}."
    )
    return 0


if __name__ == "__main__":
    from pipeline.base.cli import run

    run(main)
