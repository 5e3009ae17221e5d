"""Write the explorer: one HTML page on which the published package can be looked at.

    python scripts/explorer.py                        into build/explorer/ (git ignores it)
    python scripts/explorer.py FOLDER --output OUT    another copy, into another folder

The page holds data, drawings and libraries. It loads nothing from outside and opens from a file.
The package is validated first. Nothing is written unless it is valid and up to date. The same
package gives the same bytes.
Exit status: 0 written, 1 the package is not valid or not up to date, 2 could not run.
"""

# ruff: noqa: PLC0415 - the pipeline is imported inside functions: --help stays quick

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    from pipeline.base.help_text import help_text
    from pipeline.doors.options import parser

    options = parser(help_text(__doc__, __file__), "explorer").parse_args(arguments)

    from pipeline.doors.explorer.page import page
    from pipeline.doors.write import write
    from pipeline.loader import Tables

    def make(root: Path, _: object) -> dict[str, bytes]:
        return {"index.html": page(Tables(root)).encode()}

    return write(options.root, options.output, "explorer", make)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
