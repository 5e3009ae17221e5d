"""Write the mappings as SSSOM/TSV, for tools of that standard.

    python scripts/sssom_tsv.py                  write build/mappings.sssom.tsv, which git ignores
    python scripts/sssom_tsv.py --output FILE    write it elsewhere
    python scripts/sssom_tsv.py --check          validate what was written with sssom-py, which is not among the usual dependencies

`make sssom` writes and validates it, the latter in an environment of its own.
Exit status: 0 written (or valid), 1 the curation has errors (or the file is not valid), 2 could not run.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=ROOT, help="folder of the package (default: this one)")
    parser.add_argument("--output", type=Path, help="file to write (default: build/mappings.sssom.tsv in the folder of the package)")
    parser.add_argument("--check", action="store_true", help="validate the written file with sssom-py; write nothing")
    options = parser.parse_args(arguments)
    path = options.output or options.root.resolve() / "build/mappings.sssom.tsv"
    if options.check:
        return check(path)

    from pipeline.build import build, is_checkout
    from pipeline.problems import Refused, ordered
    from pipeline.sssom import make_sssom

    root = options.root.resolve()
    if not is_checkout(root):
        print(f"There is no data/curation/ in {root.name}: the file is made from the curation.", file=sys.stderr)
        return 2
    try:
        made = build(root)
    except Refused as refused:
        for problem in ordered(refused.problems):
            print(problem.text(), file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return 1
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make_sssom(made.curation.package, made.tables))
    except OSError as error:
        print(f"{path} cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    print(f"Wrote {len(made.tables['mappings'].rows)} mappings to {path.name}.")
    return 0


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
        rows = sum(not line.startswith("#") for line in path.read_text(encoding="utf-8").splitlines()) - 1
    except (OSError, UnicodeDecodeError) as error:
        print(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}. Run `make sssom`.", file=sys.stderr)
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
    except Exception as error:  # whatever sssom-py raises on a damaged file: it cannot be read as SSSOM
        print(f"{path.name} is no SSSOM/TSV: {type(error).__name__}: {str(error).splitlines()[0][:200] if str(error) else ''}", file=sys.stderr)
        return 1
    read = len(parse_sssom_table(str(path)).df)
    if read != rows:
        print(f"{path.name} has {rows} mappings, of which sssom-py reads {read}.", file=sys.stderr)
        return 1
    print(f"sssom-py finds {path.name} valid: {rows} mappings.")
    return 0


if __name__ == "__main__":
    from pipeline.cli import run

    run(main)
