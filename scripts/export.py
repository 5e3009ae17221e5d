"""Write the published package in other forms: SQLite, Parquet, CSL-JSON and BibTeX, JSON Lines, SSSOM.

    python scripts/export.py                        all of them, into build/export/, which git ignores
    python scripts/export.py --only sqlite sssom    some of them; the others that are there stay
    python scripts/export.py FOLDER --output OUT    another copy of the package, to another folder

The package is validated first, and nothing is written unless it is valid and up to date; written is all at once or
nothing. The same package gives the same bytes. `make export` runs it in an environment that has the libraries.
Exit status: 0 written, 1 the package is not valid or not up to date, 2 could not run.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments=None) -> int:
    from pipeline.exports import EXPORTS, export

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=ROOT, help="folder of the package (default: this one)")
    parser.add_argument("--only", nargs="+", choices=EXPORTS, metavar="NAME", help=f"some of {', '.join(EXPORTS)}")
    parser.add_argument("--output", type=Path, help="folder to write into (default: build/export in the folder of the package)")
    options = parser.parse_args(arguments)

    from pipeline.cli import inside
    from pipeline.problems import Refused, ordered
    from pipeline.publish import publish
    from pipeline.published import read_published

    root, output = options.root.resolve(), options.output or options.root.resolve() / "build/export"
    if refused := inside(output, root):
        print(refused, file=sys.stderr)
        return 2
    if not (root / "datapackage.json").is_file():
        print(f"There is no datapackage.json in {options.root}.", file=sys.stderr)
        return 2
    try:
        package = read_published(root)
        files = {path: raw for name in options.only or EXPORTS for path, raw in export(name)(package).items()}
        output.mkdir(parents=True, exist_ok=True)
        publish(output, files)
    except Refused as refused:
        for problem in ordered(refused.problems):
            print(problem.text(), file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return 2 if any(problem.rule in ("cannot-publish", "build-running", "build-interrupted") for problem in refused.problems) else 1
    print(f"Wrote to {output}:")
    for path, raw in files.items():
        if not path.startswith("parquet/"):
            print(f"{len(raw):>12,}  {path}")
    tables = [raw for path, raw in files.items() if path.startswith("parquet/")]
    if tables:
        print(f"{sum(map(len, tables)):>12,}  parquet/ ({len(tables)} files)")
    return 0


if __name__ == "__main__":
    from pipeline.cli import run

    run(main)
