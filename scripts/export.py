"""Write the published package in other forms: SQLite, Parquet, CSL-JSON and BibTeX, JSON Lines, SSSOM.

    python scripts/export.py                        all of them, into build/export/, which git ignores
    python scripts/export.py --only sqlite sssom    some of them; the others that are there stay
    python scripts/export.py FOLDER --output OUT    another copy of the package, to another folder

The package is validated first, and nothing is written unless it is valid and up to date; written is all at once or
nothing. The same package gives the same bytes. `make export` runs it in an environment that has the libraries.
Exit status: 0 written, 1 the package is not valid or not up to date, 2 could not run.
"""

import argparse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments=None) -> int:
    from pipeline.exports import EXPORTS, export

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=ROOT, help="folder of the package (default: this one)")
    parser.add_argument("--only", nargs="+", choices=EXPORTS, metavar="NAME", help=f"some of {', '.join(EXPORTS)}")
    parser.add_argument("--output", type=Path, help="folder to write into (default: build/export in the folder of the package)")
    options = parser.parse_args(arguments)

    from pipeline.outputs import write

    return write(options.root, options.output, "export", lambda _, package: {path: raw for name in options.only or EXPORTS for path, raw in export(name)(package).items()})


if __name__ == "__main__":
    from pipeline.cli import run

    run(main)
