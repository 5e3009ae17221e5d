"""Write the explorer: one HTML page on which the published package can be looked at.

    python scripts/explorer.py                        into build/explorer/index.html, which git ignores
    python scripts/explorer.py FOLDER --output OUT    another copy of the package, into another folder

The page holds data, drawings and libraries, asks nothing of the outside, and opens from a file. The package is
validated first, and nothing is written unless it is valid and up to date. The same package gives the same bytes.
Exit status: 0 written, 1 the package is not valid or not up to date, 2 could not run.
"""

from pathlib import Path


def main(arguments=None) -> int:
    from pipeline.doors.write import parser, write

    options = parser(__doc__, "explorer").parse_args(arguments)

    def make(root: Path, _: object) -> dict[str, bytes]:
        from pipeline.doors.explorer.page import page
        from running_muscle_claims._load import Tables

        return {"index.html": page(Tables(root)).encode()}

    return write(options.root, options.output, "explorer", make)


if __name__ == "__main__":
    from pipeline.base.cli import run

    run(main)
