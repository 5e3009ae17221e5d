"""Draw the figures of the published package.

They are: matrix (of muscle work, and of muscle size), directions, agreement, evidence, coverage,
tables and vocabulary.

    python scripts/figures.py                        SVG and PNG, into build/figures/ (git ignores)
    python scripts/figures.py FOLDER --output OUT    of another copy, into another folder
    python scripts/figures.py --readme               also renew the pictures that the README shows

The package is validated first. Nothing is written unless it is valid and up to date. The same
package gives the same bytes. `make figures` runs this with --readme in an environment that has
the library.
Exit status: 0 written, 1 the package is not valid or not up to date, 2 could not run.
"""

# ruff: noqa: PLC0415 - the pipeline is imported inside functions: --help stays quick

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    from pipeline.base.help_text import help_text
    from pipeline.doors.options import ROOT, parser

    known = parser(help_text(__doc__, __file__), "figures")
    known.add_argument(
        "--readme", action="store_true", help="also renew the pictures that the README shows"
    )
    options = known.parse_args(arguments)
    if options.readme and options.root.resolve() != ROOT:
        print(
            f"--readme renews the pictures of the README of {ROOT.name}, "
            "and takes no other package.",
            file=sys.stderr,
        )
        return 2

    from pipeline.base.atomic_write import publish
    from pipeline.base.package_files import PackageFiles
    from pipeline.doors.explorer.figures import SHOWN, figures
    from pipeline.doors.write import write
    from pipeline.loader import Tables
    from pipeline.schema.table_schema import load_schemas

    drawn: dict[str, bytes] = {}

    def make(root: Path, _: object) -> dict[str, bytes]:
        drawn.update(figures(Tables(root), load_schemas(PackageFiles(ROOT))))
        return drawn

    status = write(options.root, options.output, "figures", make)
    if status == 0 and options.readme:
        folder = ROOT / "scripts/pipeline/doors/explorer/shown"
        folder.mkdir(exist_ok=True)
        pictures = {f"{name}.svg": drawn[f"{name}.svg"] for name in SHOWN}
        changed = publish(folder, pictures).changed
        print(f"The README's pictures: {', '.join(changed) or 'nothing'} changed.")
    return status


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
