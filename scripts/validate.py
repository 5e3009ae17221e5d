"""Validate the package: descriptor, tables, rows and rules, in one report.

    python scripts/validate.py                       this checkout, against its curation
    python scripts/validate.py FOLDER                a downloaded package, by itself
    python scripts/validate.py --captures FOLDER     also against the captured texts
                                                     (<article_id>.txt each)
    python scripts/validate.py --json                for programs

Exit status: 0 valid, 1 invalid, 2 could not run.
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
    parser.add_argument(
        "--captures", type=Path, metavar="FOLDER", help="folder with the captured texts"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--no-frictionless", action="store_true", help="leave out the second layer")
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    if not root.is_dir():
        print(f"There is no folder {options.root}.", file=sys.stderr)
        return 2

    # imported here so that --help is quick, and run() reports a missing library
    from pipeline.base.progress import shown  # noqa: PLC0415
    from pipeline.report.render import as_json, as_text  # noqa: PLC0415
    from pipeline.validate import validate  # noqa: PLC0415

    with shown():
        report = validate(root, options.captures, not options.no_frictionless)
        said = as_json(report) if options.json else as_text(report)
    print(said)
    return report.exit_code


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
