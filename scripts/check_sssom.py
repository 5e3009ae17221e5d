"""Validate the exported mappings with sssom-py, the reference implementation of SSSOM.

    python scripts/check_sssom.py             the exported mappings, and the rejected candidates
    python scripts/check_sssom.py FILE ...    other files

`make sssom` writes the files and runs this in an environment of its own, because sssom-py installs
a hundred packages.
Exit status: 0 valid, 1 not valid, 2 could not run.
"""

# ruff: noqa: PLC0415 - the libraries are optional, and slow to import

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_EXPORTED = ("mappings.sssom.tsv", "mappings-rejected.sssom.tsv")
_LONGEST = 200  # characters of a library's message that are shown


def main(arguments: list[str] | None = None) -> int:
    from pipeline.base.help_text import help_text

    parser = argparse.ArgumentParser(
        description=help_text(__doc__, __file__),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        default=[ROOT / "build/export" / name for name in _EXPORTED],
        help="SSSOM/TSV files (default: the exported ones)",
    )
    return max(check(path) for path in parser.parse_args(arguments).files)


def check(path: Path) -> int:
    """Validate a file with all checks of sssom-py, and return the exit status.

    sssom-py drops rows that it cannot read and calls the rest valid, so the rows are counted too.
    """
    try:
        import sssom  # noqa: F401 - only to see that it is installed
    except ImportError:
        print("sssom-py is not installed here. Run `make sssom`.", file=sys.stderr)
        return 2
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        print(f"{path} cannot be read: {why}. Run `make sssom`.", file=sys.stderr)
        return 2
    rows = sum(not line.startswith("#") for line in text.splitlines()) - 1
    wrong = _what_is_wrong(path, rows)
    if wrong:
        print(wrong, file=sys.stderr)
        return 1
    print(f"sssom-py finds {path.name} valid: {rows} mappings.")
    return 0


def _what_is_wrong(path: Path, rows: int) -> str | None:
    """What is wrong with a file of so many mappings; None if it is valid."""
    import jsonschema
    from sssom.io import validate_file
    from sssom.parsers import parse_sssom_table
    from sssom.validators import DEFAULT_VALIDATION_TYPES

    if rows < 1:
        return f"{path.name} holds no mapping."
    try:
        validate_file(str(path), DEFAULT_VALIDATION_TYPES)
    except jsonschema.ValidationError as error:
        return f"{path.name} is not valid: {error.message}"
    except Exception as error:  # whatever sssom-py raises on a damaged file
        message = (str(error).splitlines() or [""])[0][:_LONGEST]
        return f"{path.name} is no SSSOM/TSV: {type(error).__name__}: {message}"
    read = len(parse_sssom_table(str(path)).df)
    if read != rows:
        return f"{path.name} has {rows} mappings; sssom-py reads {read} of them."
    return None


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
