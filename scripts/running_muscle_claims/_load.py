"""The loader: CSV to typed columns, by the Table Schemas inlined in the descriptor.

Types: string -> pandas string, integer -> Int64, number -> Float64, boolean -> boolean, date -> datetime64,
fields with a list of values -> category (ordered where the schema says so). An empty cell is missing in each.
Source of the types: Data Package 2.0, Table Schema, as compiled from schemas/.
"""

from __future__ import annotations

import csv
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from ._source import PackageError, Place, open_package, read_file

if TYPE_CHECKING:
    import pandas

Resource = dict[str, Any]
_FORMS = {
    "integer": r"-?(?:0|[1-9][0-9]{0,17})",
    "number": r"-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
_BOOLEANS = {"true": True, "false": False, "": False}


@overload
def load(
    table: None = None, *, folder: str | Path | None = None
) -> dict[str, pandas.DataFrame]: ...
@overload
def load(table: str, *, folder: str | Path | None = None) -> pandas.DataFrame: ...
def load(
    table: str | None = None, *, folder: str | Path | None = None
) -> dict[str, pandas.DataFrame] | pandas.DataFrame:
    """All tables as a dict of DataFrames by name, or the one table named.

    `folder` is the folder of a downloaded package, or a zip of it; default: the installed package or the checkout.
    Every column has the type that its schema gives; keys stay columns, the index counts from 0.
    Raises PackageError where a file is missing, differs from the hash in the descriptor, or does not fit
    its schema, and KeyError, with the nearest names, for an unknown table.

    >>> load("articles")["site"].tolist()
    ['Inspire US', 'LIVESTRONG.COM', "Men's Health", 'RUN247', 'Welltech']
    """
    root, resources = _resources(folder)
    if table is None:
        return {name: _read(root, resource) for name, resource in resources.items()}
    return _read(root, _one(resources, table))


def table_names(*, folder: str | Path | None = None) -> list[str]:
    """Names of the tables, in the order of the descriptor.

    >>> table_names()[:3]
    ['articles', 'passages', 'claims']
    """
    return list(_resources(folder)[1])


def describe(table: str, *, folder: str | Path | None = None) -> pandas.DataFrame:
    """One row for each field of a table: field, type, description, example. KeyError for an unknown table.

    >>> describe("claims")["field"].tolist()[:3]
    ['claim_id', 'passage_id', 'statement']
    """
    import pandas as pd

    fields = _one(_resources(folder)[1], table)["schema"]["fields"]
    return pd.DataFrame(
        [
            {
                "field": f["name"],
                "type": f["type"],
                "description": f["description"],
                "example": f.get("example"),
            }
            for f in fields
        ]
    )


class Tables(dict[str, "pandas.DataFrame"]):
    """The tables of one package by name, each read once and when it is asked for; and its descriptor, read at once."""

    def __init__(self, folder: str | Path | None):
        super().__init__()
        self.root, self.descriptor = open_package(folder)

    def __missing__(self, name: str) -> pandas.DataFrame:
        resource = next((one for one in self.descriptor["resources"] if one["name"] == name), None)
        if resource is None:
            raise PackageError(
                f"The package in {self.root.name} has no table {name!r}, which this question needs: it is of an earlier version, or not whole."
            )
        self[name] = _read(self.root, resource)
        return self[name]


def plain(rows: pandas.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts of plain values, None where a cell is empty."""
    cells = rows.astype(object)
    return [
        {str(column): value for column, value in row.items()}
        for row in cells.where(cells.notna(), None).to_dict("records")
    ]


def _resources(folder: str | Path | None) -> tuple[Place, dict[str, Resource]]:
    """The folder of the package and its resources by name."""
    root, descriptor = open_package(folder)
    return root, {resource["name"]: resource for resource in descriptor["resources"]}


def _one(resources: dict[str, Resource], table: str) -> Resource:
    if not isinstance(table, str):
        raise TypeError(f"The name of a table is text, not {type(table).__name__}.")
    if table in resources:
        return resources[table]
    from difflib import get_close_matches

    near = get_close_matches(str(table), resources, n=3) or [
        name for name in resources if str(table).lower() in name.split("_")
    ]
    raise KeyError(
        f"There is no table {table!r}."
        + (f" Nearest: {', '.join(near)}." if near else "")
        + f" Tables: {', '.join(resources)}."
    )


def _read(root: Place, resource: Resource) -> pandas.DataFrame:
    import pandas as pd

    path, fields = f"data/{resource['name']}.csv", resource["schema"]["fields"]
    columns = cells(root, resource)
    return pd.DataFrame(
        {field["name"]: _typed(column, field, path) for field, column in zip(fields, columns)},
        copy=False,
    )


def cells(root: Place, resource: Resource) -> list[tuple[str, ...]]:
    """The cells of a table, column by column, as they stand in the file."""
    path = f"data/{resource['name']}.csv"
    if resource.get("path") != path:  # never a path that a descriptor leads elsewhere
        raise PackageError(
            f"The descriptor gives {resource.get('path')!r} as the path of {resource['name']}; {path} is wanted."
        )
    size = resource.get("bytes")
    raw = read_file(root, path, size if isinstance(size, int) and 0 <= size < 1 << 40 else 0)
    if "sha256:" + hashlib.sha256(raw).hexdigest() != resource.get("hash"):
        raise PackageError(
            f"{path} is not the file that the descriptor describes (its SHA-256 differs). Download the package anew, or run `make rebuild` in the checkout."
        )
    try:
        # a cell holds no line end (the schemas ban control characters), so that lines can be split first, which is faster
        lines = raw.decode("utf-8").removesuffix("\n").split("\n")
        quoted = csv.reader([line for line in lines if '"' in line], strict=True)
        rows = [next(quoted) if '"' in line else line.split(",") for line in lines]
    except (ValueError, csv.Error, StopIteration) as error:
        raise PackageError(
            f"{path} cannot be read: {str(error) or 'a quote is never closed'}."
        ) from None
    names = [field["name"] for field in resource["schema"]["fields"]]
    if rows[0] != names:
        raise PackageError(f"The columns of {path} are not those of its schema.")
    if set(map(len, rows)) != {len(names)}:
        ragged = next(n for n, row in enumerate(rows, 1) if len(row) != len(names))
        raise PackageError(
            f"{path}, row {ragged}: there are {len(rows[ragged - 1])} cells where {len(names)} are wanted."
        )
    return list(zip(*rows[1:])) or [()] * len(names)


def _typed(cells: tuple[str, ...], field: dict[str, Any], path: str) -> Any:
    """One column as the pandas array of its type."""
    import numpy as np
    import pandas as pd

    kind, gaps = field["type"], "" in cells
    try:
        if gaps and field.get("constraints", {}).get("required"):
            raise ValueError("a cell is empty that must not be")
        if "categories" in field:
            codes = {value: code for code, value in enumerate(field["categories"])} | {"": -1}
            _only(cells, codes, "no allowed value")
            dtype = _category(tuple(field["categories"]), bool(field.get("categoriesOrdered")))
            return pd.Categorical.from_codes(
                np.fromiter(map(codes.__getitem__, cells), "int16", len(cells)), dtype=dtype
            )
        if kind in _FORMS and not re.fullmatch(
            f"(?:(?:{_FORMS[kind]})?\n)*", "\n".join((*cells, ""))
        ):
            odd = next(cell for cell in cells if cell and not re.fullmatch(_FORMS[kind], cell))
            raise ValueError(f"{odd!r} is no plain {kind}")
        if kind == "boolean":
            _only(cells, _BOOLEANS, "neither true nor false")
        values = np.array(cells, dtype=object)
        empty = values == "" if gaps else np.zeros(len(cells), bool)
        if kind in ("integer", "number"):
            plain = np.where(empty, "0", values).astype("int64" if kind == "integer" else "float64")
            return (pd.arrays.IntegerArray if kind == "integer" else pd.arrays.FloatingArray)(
                plain, empty
            )
        if kind == "boolean":
            return pd.arrays.BooleanArray(values == "true", empty)
        if gaps:
            values[empty] = pd.NA if kind == "string" else None
        return (
            pd.array(values, dtype=pd.StringDtype())
            if kind == "string"
            else pd.to_datetime(pd.Series(values, dtype=object), format="%Y-%m-%d").array
        )
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise PackageError(f"{path}, column {field['name']}: {error}.") from None


@lru_cache(
    maxsize=256
)  # a list of values stands in several tables, and making its type takes longer than reading the column
def _category(values: tuple[str, ...], ordered: bool) -> Any:
    import pandas as pd

    return pd.CategoricalDtype(list(values), ordered=ordered)


def _only(cells: tuple[str, ...], known: dict[str, Any], what: str) -> None:
    unknown = set(cells) - set(known)
    if unknown:
        raise ValueError(f"{sorted(unknown)[0]!r} is {what}")
