"""Validate with other people's tools what makes the dataset findable and citable.

    python scripts/check_metadata.py           CITATION.cff and croissant.json of this checkout
    python scripts/check_metadata.py FOLDER    those of another copy of the package

cffconvert validates CITATION.cff. mlcroissant validates croissant.json and reads every table
through it; each record is compared with the rows of the CSV. `make metadata` runs this in an
environment of its own.
Exit status: 0 valid, 1 not valid, 2 could not run.
"""

# ruff: noqa: PLC0415 - the libraries are optional, and slow to import

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import mlcroissant

ROOT = Path(__file__).resolve().parent.parent
_LONGEST = 300  # characters of a library's message that are shown


def main(arguments: list[str] | None = None) -> int:
    from pipeline.base.help_text import help_text

    parser = argparse.ArgumentParser(
        description=help_text(__doc__, __file__),
        formatter_class=argparse.RawDescriptionHelpFormatter,
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
        import cffconvert  # noqa: F401 - only to see that it is installed
        import mlcroissant  # noqa: F401 - only to see that it is installed
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
    """What is wrong with the citation file; None if it is valid."""
    from cffconvert import Citation

    try:
        Citation(path.read_text(encoding="utf-8"), src=path.name).validate()
    except Exception as error:  # whatever cffconvert and its YAML reader raise: it is not valid
        return f"CITATION.cff is not valid: {_first_line(error) or type(error).__name__}"
    print("cffconvert finds CITATION.cff valid.")
    return None


def check_croissant(root: Path) -> str | None:
    """What is wrong with the Croissant file or a table read through it; None if all is valid."""
    import mlcroissant

    try:
        dataset = mlcroissant.Dataset(jsonld=str(root / "croissant.json"))
    except Exception as error:  # mlcroissant raises its own errors and those of other libraries
        return f"croissant.json is not valid: {error}"
    count = 0
    for records in dataset.metadata.record_sets:
        with open(root / f"data/{records.id}.csv", encoding="utf-8", newline="") as file:
            wanted = list(csv.DictReader(file))
        wrong = _check_records(dataset, records.id, wanted)
        if wrong:
            return wrong
        count += len(wanted)
    print(
        f"mlcroissant finds croissant.json valid and reads {count:,} records "
        f"of {len(dataset.metadata.record_sets)} tables by it."
    )
    return None


def _check_records(
    dataset: mlcroissant.Dataset, table: str, wanted: list[dict[str, str]]
) -> str | None:
    """Where the records of a table differ from the rows `wanted`; None if they do not."""
    try:
        found = list(dataset.records(table))
    except Exception as error:  # as above
        return f"mlcroissant cannot read {table}: {_first_line(error)[:_LONGEST]}"
    if len(found) != len(wanted):
        return f"mlcroissant reads {len(found)} records of {table}, which has {len(wanted)} rows."
    for number, (record, row) in enumerate(zip(found, wanted, strict=True), 1):
        for column, cell in row.items():
            value = record[f"{table}/{column}"]
            if not _same(value, cell):
                return (
                    f"mlcroissant reads {value!r} in row {number} of {table}.{column}, "
                    f"which is {cell!r}."
                )
    return None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]


def _same(value: Any, cell: str) -> bool:
    """Whether a value, as mlcroissant types it, is that of a cell."""
    if cell == "":  # mlcroissant has several values for an empty cell; NaN is not equal to itself
        return value is None or value != value or value in (b"", b"nan", "")  # noqa: PLR0124 - NaN
    if isinstance(value, bytes):
        return value.decode("utf-8") == cell or _guessed(value.decode("utf-8"), cell)
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return str(bool(value)).lower() == cell
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d}" == cell
    return str(value) == cell or float(value) == float(cell)


def _guessed(text: str, cell: str) -> bool:
    """Whether pandas made `text` out of the number in a cell.

    mlcroissant lets pandas guess the type of a column before it makes text of it: 02056 becomes
    2056, and 56 becomes 56.0.
    """
    try:
        return float(text) == float(cell)
    except ValueError:
        return False


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
