"""Validate the exported mappings with sssom-py, the reference implementation of SSSOM.

    python scripts/check_sssom.py          build/export/mappings.sssom.tsv
    python scripts/check_sssom.py FILE     another file

`make sssom` writes the file and runs this in an environment of its own, as sssom-py brings a hundred packages.
Exit status: 0 valid, 1 not valid, 2 could not run.
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
        "file",
        nargs="?",
        type=Path,
        default=ROOT / "build/export/mappings.sssom.tsv",
        help="SSSOM/TSV file (default: the exported one)",
    )
    return check(parser.parse_args(arguments).file)


def check(path: Path) -> int:
    """Validate a file with all checks of sssom-py. It drops rows that it cannot read and calls the rest valid, so the rows are counted too."""
    try:
        from sssom.io import validate_file
        from sssom.parsers import parse_sssom_table
        from sssom.validators import DEFAULT_VALIDATION_TYPES
    except ImportError:
        print("sssom-py is not installed here. Run `make sssom`.", file=sys.stderr)
        return 2
    try:
        rows = (
            sum(not line.startswith("#") for line in path.read_text(encoding="utf-8").splitlines())
            - 1
        )
    except (OSError, UnicodeDecodeError) as error:
        print(
            f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}. Run `make sssom`.",
            file=sys.stderr,
        )
        return 2
    if rows < 1:
        print(f"{path.name} holds no mapping.", file=sys.stderr)
        return 1
    import jsonschema

    try:
        validate_file(str(path), DEFAULT_VALIDATION_TYPES)
    except jsonschema.ValidationError as error:
        print(f"{path.name} is not valid: {error.message}", file=sys.stderr)
        return 1
    except (
        Exception
    ) as error:  # whatever sssom-py raises on a damaged file: it cannot be read as SSSOM
        print(
            f"{path.name} is no SSSOM/TSV: {type(error).__name__}: {str(error).splitlines()[0][:200] if str(error) else ''}",
            file=sys.stderr,
        )
        return 1
    read = len(parse_sssom_table(str(path)).df)
    if read != rows:
        print(f"{path.name} has {rows} mappings, of which sssom-py reads {read}.", file=sys.stderr)
        return 1
    print(f"sssom-py finds {path.name} valid: {rows} mappings.")
    return 0


if __name__ == "__main__":
    from pipeline.base.cli import run

    run(main)
