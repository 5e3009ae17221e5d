"""Draw the figures of the published package: matrix (of muscle work, and of muscle size), agreement, evidence, coverage, tables and vocabulary.

    python scripts/figures.py                        as SVG and PNG into build/figures/, which git ignores
    python scripts/figures.py FOLDER --output OUT    of another copy of the package, into another folder
    python scripts/figures.py --readme               besides, renew the pictures that the README shows

The package is validated first, and nothing is written unless it is valid and up to date. The same package gives the
same bytes. `make figures` runs it with --readme in an environment that has the library.
Exit status: 0 written, 1 the package is not valid or not up to date, 2 could not run.
"""

import sys
from pathlib import Path


def main(arguments=None) -> int:
    from pipeline.doors.write import ROOT, parser, write

    known = parser(__doc__, "figures")
    known.add_argument(
        "--readme", action="store_true", help="renew the pictures that the README shows, too"
    )
    options = known.parse_args(arguments)

    if options.readme and options.root.resolve() != ROOT:
        print(
            f"--readme renews the pictures of the README of {ROOT.name}, and takes no other package.",
            file=sys.stderr,
        )
        return 2

    drawn: dict[str, bytes] = {}

    def make(root: Path, _: object) -> dict[str, bytes]:
        from pipeline.base.package_files import PackageFiles
        from pipeline.doors.explorer.figures import figures
        from pipeline.schema.table_schema import load_schemas
        from running_muscle_claims._load import Tables

        drawn.update(figures(Tables(root), load_schemas(PackageFiles(ROOT))))
        return drawn

    status = write(options.root, options.output, "figures", make)
    if status == 0 and options.readme:
        from pipeline.base.atomic_write import publish
        from pipeline.doors.explorer.figures import SHOWN

        folder = ROOT / "scripts/pipeline/doors/explorer/shown"
        folder.mkdir(exist_ok=True)
        changed = publish(folder, {f"{name}.svg": drawn[f"{name}.svg"] for name in SHOWN})
        print(f"The README's pictures: {', '.join(changed) or 'nothing'} changed.")
    return status


if __name__ == "__main__":
    from pipeline.base.cli import run

    run(main)
