"""Write the package in other forms: SQLite, Parquet, CSL-JSON and BibTeX, JSON Lines, SSSOM.

    python scripts/export.py                        all of them, into build/export/ (git ignores it)
    python scripts/export.py --only sqlite sssom    some of them; the others that are there stay
    python scripts/export.py FOLDER --output OUT    another copy of the package, to another folder

The package is validated first. Nothing is written unless it is valid and up to date, and either
all files are written or none. The same package gives the same bytes. `make export` runs this in an
environment that has the libraries.
Exit status: 0 written, 1 the package is not valid or not up to date, 2 could not run.
"""

# ruff: noqa: PLC0415 - the pipeline is imported inside functions: --help stays quick

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.doors.published import Published


def main(arguments: list[str] | None = None) -> int:
    from pipeline.base.help_text import help_text
    from pipeline.base.progress import stage
    from pipeline.doors.exports.all_exports import EXPORTS
    from pipeline.doors.options import parser
    from pipeline.doors.write import write

    known = parser(help_text(__doc__, __file__), "export")
    known.add_argument(
        "--only", nargs="+", choices=EXPORTS, metavar="NAME", help=f"some of {', '.join(EXPORTS)}"
    )
    options = known.parse_args(arguments)

    def make(_: Path, package: Published) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        for name in options.only or EXPORTS:
            stage(f"export to {name}")
            files |= EXPORTS[name](package)
        return files

    return write(options.root, options.output, "export", make)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
