"""The loader: CSV to typed columns, by the Table Schemas inlined in the descriptor.

Types: string -> pandas string, integer -> Int64, number -> Float64, boolean -> boolean, date -> datetime64,
fields with a list of values -> category (ordered where the schema says so). An empty cell is missing in each.
Source of the types: Data Package 2.0, Table Schema, as compiled from schemas/.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import pandas

_HERE = Path(__file__).resolve().parent
_INTERRUPTED = ".publish-ready"
_NAME = re.compile(r"[a-z][a-z_]*")  # so that a name never leads out of the package
_TYPES = {"string", "integer", "number", "boolean", "date"}
_FORMS = {"integer": r"-?(?:0|[1-9][0-9]{0,17})", "number": r"-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?", "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}"}


class PackageError(ValueError):
    """The package on disk is incomplete, changed, or a mixture of two builds; the message says what to do."""


def package_folder() -> Path:
    """The folder of the package: inside the installed package, else the checkout two levels up.

    Raises PackageError where neither holds a datapackage.json.
    """
    for folder in (_HERE / "package", _HERE.parent.parent):
        if (folder / "datapackage.json").is_file():
            return folder
    raise PackageError("No datapackage.json is found beside the code. Install the package anew, or run `make rebuild` in the checkout.")


@overload
def load(table: None = None, *, folder: str | Path | None = None) -> dict[str, pandas.DataFrame]: ...
@overload
def load(table: str, *, folder: str | Path | None = None) -> pandas.DataFrame: ...
def load(table=None, *, folder=None):
    """All tables as a dict of DataFrames by name, or the one table named.

    `folder` is the folder of a downloaded package; default: the installed package or the checkout.
    Every column has the type that its schema gives; keys stay columns, the index counts from 0.
    Raises PackageError where a file is missing, differs from the hash in the descriptor, or does not fit
    its schema, and KeyError for an unknown table.
    """
    root, resources = _resources(folder)
    if table is None:
        return {name: _read(root, resource) for name, resource in resources.items()}
    return _read(root, _one(resources, table))


def table_names(*, folder: str | Path | None = None) -> list[str]:
    """Names of the tables, in the order of the descriptor."""
    return list(_resources(folder)[1])


def describe(table: str, *, folder: str | Path | None = None) -> pandas.DataFrame:
    """One row for each field of a table: field, type, description, example. KeyError for an unknown table."""
    import pandas as pd

    fields = _one(_resources(folder)[1], table)["schema"]["fields"]
    return pd.DataFrame([{"field": f["name"], "type": f["type"], "description": f["description"], "example": f.get("example")} for f in fields])


def _resources(folder: str | Path | None) -> tuple[Path, dict[str, dict]]:
    """The folder of the package and its resources by name."""
    root = Path(folder) if folder is not None else package_folder()
    return root, {resource["name"]: resource for resource in _descriptor(root)["resources"]}


def _one(resources: dict[str, dict], table: str) -> dict:
    if table not in resources:
        raise KeyError(f"There is no table {table!r}. Tables: {', '.join(resources)}.")
    return resources[table]


def _descriptor(root: Path) -> dict:
    if (root / _INTERRUPTED).exists():
        raise PackageError(f"A build in {root.name} was interrupted: the files are a mixture of two versions. Run `make rebuild`; it finishes what was begun.")
    try:
        found = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
        for resource in found["resources"]:
            if not _NAME.fullmatch(resource["name"]):
                raise ValueError
            for field in resource["schema"]["fields"]:
                if field["type"] not in _TYPES or not isinstance(field["name"], str):
                    raise ValueError
        return found
    except OSError as error:
        raise PackageError(f"datapackage.json cannot be read in {root.name}: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PackageError(f"datapackage.json in {root.name} is no descriptor of this package. Download it anew.") from None


def _read(root: Path, resource: dict) -> pandas.DataFrame:
    import pandas as pd

    name, path = resource["name"], f"data/{resource['name']}.csv"  # never a path that a descriptor leads elsewhere
    if resource.get("path") != path:
        raise PackageError(f"The descriptor gives {resource.get('path')!r} as the path of {name}; {path} is wanted.")
    try:
        raw = (root / path).read_bytes()
    except OSError as error:
        raise PackageError(f"{path} cannot be read: {error.strerror}.") from None
    if "sha256:" + hashlib.sha256(raw).hexdigest() != resource.get("hash"):
        raise PackageError(f"{path} is not the file that the descriptor describes (its SHA-256 differs). Download the package anew, or run `make rebuild` in the checkout.")
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
    except (ValueError, csv.Error) as error:
        raise PackageError(f"{path} cannot be read: {error}") from None
    fields = resource["schema"]["fields"]
    if not rows or rows[0] != [field["name"] for field in fields]:
        raise PackageError(f"The columns of {path} are not those of its schema.")
    ragged = next((n for n, row in enumerate(rows, 1) if len(row) != len(fields)), None)
    if ragged:
        raise PackageError(f"{path}, row {ragged}: there are {len(rows[ragged - 1])} cells where {len(fields)} are wanted.")
    frame = pd.DataFrame([[value or None for value in row] for row in rows[1:]], columns=rows[0], dtype=object)
    return pd.DataFrame({field["name"]: _typed(frame[field["name"]], field, path) for field in fields})


def _typed(column: pandas.Series, field: dict, path: str) -> pandas.Series:
    import pandas as pd

    kind = field["type"]
    try:
        if field.get("constraints", {}).get("required") and column.isna().any():
            raise ValueError("a cell is empty that must not be")
        if kind in _FORMS:
            odd = [value for value in column.dropna() if not re.fullmatch(_FORMS[kind], value)]
            if odd:
                raise ValueError(f"{odd[0]!r} is no plain {kind}")
        if "categories" in field:
            values = field["categories"]
            unknown = set(column.dropna()) - set(values)
            if unknown:
                raise ValueError(f"{sorted(unknown)[0]!r} is no allowed value")
            return column.astype(pd.CategoricalDtype(values, ordered=field.get("categoriesOrdered", False)))
        if kind == "integer":
            return column.astype("string").astype("Int64")
        if kind == "number":
            return column.astype("string").astype("Float64")
        if kind == "boolean":
            known = {"true": True, "false": False}
            unknown = set(column.dropna()) - set(known)
            if unknown:
                raise ValueError(f"{sorted(unknown)[0]!r} is neither true nor false")
            return column.map(known).astype("boolean")
        if kind == "date":
            return pd.to_datetime(column, format="%Y-%m-%d")
        return column.astype("string")
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise PackageError(f"{path}, column {field['name']}: {error}.") from None
