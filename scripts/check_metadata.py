"""Validate what makes the dataset findable and citable with the tools of others: CITATION.cff and croissant.json.

    python scripts/check_metadata.py           those of this checkout
    python scripts/check_metadata.py FOLDER    those of another copy of the package

CITATION.cff is validated by cffconvert. croissant.json is validated by mlcroissant, which then reads every table by
it; each record is compared with the rows that the CSV has. `make metadata` runs this in an environment of its own.
Exit status: 0 valid, 1 not valid, 2 could not run.
"""

import argparse
import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "root", nargs="?", type=Path, default=ROOT, help="folder of the package (default: this one)"
    )
    root = parser.parse_args(arguments).root.resolve()
    missing = [name for name in ("CITATION.cff", "croissant.json") if not (root / name).is_file()]
    if missing:
        print(f"{missing[0]} is not there. Run `make rebuild`.", file=sys.stderr)
        return 2
    try:
        import cffconvert  # noqa: F401
        import mlcroissant  # noqa: F401
    except ImportError:
        print(
            "cffconvert and mlcroissant are not installed here. Run `make metadata`.",
            file=sys.stderr,
        )
        return 2
    wrong = check_citation(root / "CITATION.cff") or check_croissant(root)
    if wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


def check_citation(path: Path) -> str | None:
    """What is wrong with the citation file; None where nothing is."""
    from cffconvert import Citation

    try:
        Citation(path.read_text(encoding="utf-8"), src=path.name).validate()
    except (
        Exception
    ) as error:  # whatever cffconvert and its YAML reader raise: the file is not valid
        return f"CITATION.cff is not valid: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
    print("cffconvert finds CITATION.cff valid.")
    return None


def check_croissant(root: Path) -> str | None:
    """What is wrong with the Croissant file, or with a table that is read by it; None where nothing is."""
    import mlcroissant

    try:
        dataset = mlcroissant.Dataset(jsonld=str(root / "croissant.json"))
    except (
        Exception
    ) as error:  # mlcroissant raises its own errors and those of the libraries below it
        return f"croissant.json is not valid: {error}"
    count = 0
    for records in dataset.metadata.record_sets:
        with open(root / f"data/{records.id}.csv", encoding="utf-8", newline="") as file:
            wanted = list(csv.DictReader(file))
        try:
            found = list(dataset.records(records.id))
        except Exception as error:
            return f"mlcroissant cannot read {records.id}: {str(error).splitlines()[0][:300]}"
        if len(found) != len(wanted):
            return f"mlcroissant reads {len(found)} records of {records.id}, which has {len(wanted)} rows."
        for number, (record, row) in enumerate(zip(found, wanted), 1):
            for column, cell in row.items():
                if not _same(record[f"{records.id}/{column}"], cell):
                    return f"mlcroissant reads {record[f'{records.id}/{column}']!r} in row {number} of {records.id}.{column}, which is {cell!r}."
        count += len(found)
    print(
        f"mlcroissant finds croissant.json valid and reads {count:,} records of {len(dataset.metadata.record_sets)} tables by it."
    )
    return None


def _same(value, cell: str) -> bool:
    """Whether a value, as mlcroissant types it, is what a cell says; it has several ways to say that a cell is empty."""
    if cell == "":
        return value is None or value != value or value in (b"", b"nan", "")
    if isinstance(value, bytes):
        return value.decode("utf-8") == cell or _guessed(value.decode("utf-8"), cell)
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return str(bool(value)).lower() == cell
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d}" == cell
    return str(value) == cell or float(value) == float(cell)


def _guessed(text: str, cell: str) -> bool:
    """Mlcroissant lets pandas guess the type of a column before it makes text of it: 02056 comes as 2056, 56 as 56.0."""
    try:
        return float(text) == float(cell)
    except ValueError:
        return False


if __name__ == "__main__":
    from pipeline.base.cli import run

    run(main)
