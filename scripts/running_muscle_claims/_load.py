"""Load the tables of a package as DataFrames, by the Table Schemas in its descriptor.

`_columns` has the types. Source of the types: Data Package 2.0, Table Schema, as compiled from
schemas/.
"""

from __future__ import annotations

import csv
import hashlib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from ._columns import typed
from ._errors import PackageError
from ._place import Place, read_file
from ._source import open_package

if TYPE_CHECKING:
    import pandas

Resource = dict[str, Any]
_MOST_BYTES = 1 << 40  # a size in the descriptor that is larger is not believed


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

    `folder` is the folder of a downloaded package, or a zip of it. By default it is the installed
    package or the checkout. Columns and their units are those of the schema (see `describe`).
    Types: text is `string`, numbers are `Int64` or `Float64`, yes and no is `boolean`, dates are
    `datetime64`, and a field with a list of values is `category`, ordered where the schema says so.
    An empty cell is a missing value. Keys are columns too; the index counts from 0.

    Raises PackageError where a file is missing, differs from its hash in the descriptor, or does
    not fit its schema. Raises KeyError, with the nearest names, for an unknown table.

    >>> load("articles")["site"].tolist()
    ['Inspire US', 'LIVESTRONG.COM', "Men's Health", 'RUN247', 'Welltech']
    """
    place, resources = _resources(folder)
    if table is None:
        return {name: _read(place, resource) for name, resource in resources.items()}
    return _read(place, _resource(resources, table))


def table_names(*, folder: str | Path | None = None) -> list[str]:
    """Names of the tables, in the order of the descriptor. `folder` and errors are as for `load`.

    >>> table_names()[:3]
    ['articles', 'passages', 'claims']
    """
    return list(_resources(folder)[1])


def describe(table: str, *, folder: str | Path | None = None) -> pandas.DataFrame:
    """What the fields of a table mean: one row a field, columns field, type, description, example.

    The unit of a number is in its description, or in the column `unit` of its row. `folder` and
    errors are as for `load`.
    Source: the descriptor.

    >>> describe("claims")["field"].tolist()[:3]
    ['claim_id', 'passage_id', 'statement']
    """
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    fields = _resource(_resources(folder)[1], table)["schema"]["fields"]
    return pd.DataFrame(
        [
            {
                "field": field["name"],
                "type": field["type"],
                "description": field["description"],
                "example": field.get("example"),
            }
            for field in fields
        ]
    )


class Tables(dict[str, "pandas.DataFrame"]):
    """The tables of one package by name, and its descriptor.

    The descriptor is read at once, each table when it is first asked for.
    """

    def __init__(self, folder: str | Path | None):
        super().__init__()
        self.root, self.descriptor = open_package(folder)

    def __missing__(self, name: str) -> pandas.DataFrame:
        resource = next((one for one in self.descriptor["resources"] if one["name"] == name), None)
        if resource is None:
            raise PackageError(
                f"The package in {self.root.name} has no table {name!r}, which this function "
                "needs. The package is of an earlier version, or incomplete."
            )
        self[name] = _read(self.root, resource)
        return self[name]


def plain(rows: pandas.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts of plain values, None where a cell is empty."""
    values = rows.astype(object)
    return [
        {str(column): value for column, value in row.items()}
        for row in values.where(values.notna(), None).to_dict("records")
    ]


def cells(place: Place, resource: Resource) -> list[tuple[str, ...]]:
    """The cells of a table as the file has them, column by column.

    Raises PackageError where the file is not the one that the descriptor describes, or is not a
    CSV file with the columns of its schema.
    """
    path = _path(resource)
    if resource.get("path") != path:  # the descriptor never decides which file is opened
        raise PackageError(
            f"The descriptor gives {resource.get('path')!r} as the path of the table "
            f"{resource['name']}. It should be {path}."
        )
    size = resource.get("bytes")
    limit = size if isinstance(size, int) and 0 <= size < _MOST_BYTES else 0
    raw = read_file(place, path, limit)
    if "sha256:" + hashlib.sha256(raw).hexdigest() != resource.get("hash"):
        raise PackageError(
            f"{path} is not the file that the descriptor describes (its SHA-256 differs). "
            "Download the package again, or run `make rebuild` in the checkout."
        )
    rows = _rows(raw, path)
    names = [field["name"] for field in resource["schema"]["fields"]]
    if rows[0] != names:
        raise PackageError(f"The columns of {path} are not those of its schema.")
    if set(map(len, rows)) != {len(names)}:
        number = next(n for n, row in enumerate(rows, 1) if len(row) != len(names))
        raise PackageError(
            f"{path}, row {number}: the row has {len(rows[number - 1])} cells, and the table has "
            f"{len(names)} columns."
        )
    return list(zip(*rows[1:], strict=True)) or [()] * len(names)


def _rows(raw: bytes, path: str) -> list[list[str]]:
    """The lines of a CSV file as lists of cells."""
    try:
        # no cell holds a line end, because the schemas forbid control characters; so the lines can
        # be split first, which is faster
        lines = raw.decode("utf-8").removesuffix("\n").split("\n")
        quoted = csv.reader([line for line in lines if '"' in line], strict=True)
        return [next(quoted) if '"' in line else line.split(",") for line in lines]
    except (ValueError, csv.Error, StopIteration) as error:
        raise PackageError(
            f"{path} cannot be read: {str(error) or 'a quote is never closed'}."
        ) from None


def _read(place: Place, resource: Resource) -> pandas.DataFrame:
    """One table, typed."""
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    path, fields = _path(resource), resource["schema"]["fields"]
    columns = zip(fields, cells(place, resource), strict=True)
    return pd.DataFrame(
        {field["name"]: typed(column, field, path) for field, column in columns},
        copy=False,
    )


def _path(resource: Resource) -> str:
    return f"data/{resource['name']}.csv"


def _resources(folder: str | Path | None) -> tuple[Place, dict[str, Resource]]:
    """The place of a package, and its resources by name."""
    place, descriptor = open_package(folder)
    return place, {resource["name"]: resource for resource in descriptor["resources"]}


def _resource(resources: dict[str, Resource], table: str) -> Resource:
    """The resource of a table. KeyError, with the nearest names, where there is none."""
    if not isinstance(table, str):
        raise TypeError(f"The name of a table is text, not {type(table).__name__}.")
    if table in resources:
        return resources[table]
    near = get_close_matches(table, resources, n=3) or [
        name for name in resources if table.lower() in name.split("_")
    ]
    raise KeyError(
        f"There is no table {table!r}."
        + (f" Nearest: {', '.join(near)}." if near else "")
        + f" Tables: {', '.join(resources)}."
    )
