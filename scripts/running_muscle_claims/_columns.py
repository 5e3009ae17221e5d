"""Turn the cells of one column into a pandas array of the type that the schema gives.

Types: string -> pandas string, integer -> Int64, number -> Float64, boolean -> boolean, date ->
datetime64[us]. A field with a list of values becomes a category, ordered where the schema says so.
An empty cell is a missing value in each.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ._errors import PackageError

if TYPE_CHECKING:
    import pandas
    from pandas.api.extensions import ExtensionArray

Cells = tuple[str, ...]
_FORMS = {
    "integer": r"-?(?:0|[1-9][0-9]{0,17})",
    "number": r"-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?",
    "date": r"(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
_BOOLEANS = {"true": True, "false": False, "": False}


def typed(cells: Cells, field: dict[str, Any], path: str) -> ExtensionArray:
    """One column. PackageError, which names the column of `path`, where a cell does not fit."""
    try:
        if "" in cells and field.get("constraints", {}).get("required"):
            raise ValueError("a required cell is empty")
        if "categories" in field:
            return _category(
                cells, tuple(field["categories"]), bool(field.get("categoriesOrdered"))
            )
        return _plain(cells, field["type"])
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise PackageError(f"{path}, column {field['name']}: {error}.") from None


def _category(cells: Cells, values: tuple[str, ...], ordered: bool) -> ExtensionArray:
    import numpy as np  # noqa: PLC0415 - numpy is slow to import
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    codes = {value: code for code, value in enumerate(values)} | {"": -1}
    _check_known(cells, codes, "not an allowed value")
    numbers = np.fromiter(map(codes.__getitem__, cells), "int16", len(cells))
    return pd.Categorical.from_codes(numbers, dtype=_category_type(values, ordered))


# cached because several tables share a list of values, and to make its type takes longer than to
# read the column
@lru_cache(maxsize=256)
def _category_type(values: tuple[str, ...], ordered: bool) -> pandas.CategoricalDtype:
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    return pd.CategoricalDtype(list(values), ordered=ordered)


def _plain(cells: Cells, kind: str) -> ExtensionArray:
    """A column without a list of values."""
    import numpy as np  # noqa: PLC0415 - numpy is slow to import
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    if kind in _FORMS:
        _check_form(cells, kind)
    values = np.array(cells, dtype=object)
    empty = values == "" if "" in cells else np.zeros(len(cells), bool)
    if kind == "integer":
        return pd.arrays.IntegerArray(np.where(empty, "0", values).astype("int64"), empty)
    if kind == "number":
        return pd.arrays.FloatingArray(np.where(empty, "0", values).astype("float64"), empty)
    if kind == "boolean":
        _check_known(cells, _BOOLEANS, "neither true nor false")
        return pd.arrays.BooleanArray(values == "true", empty)
    if kind == "date":
        values[empty] = "NaT"
        # pandas would choose a resolution by what the column holds
        return pd.Series(values.astype("datetime64[us]")).array
    values[empty] = pd.NA
    return pd.array(values, dtype=pd.StringDtype())


def _check_form(cells: Cells, kind: str) -> None:
    # one match over the whole column is faster than one for each cell
    if not re.fullmatch(f"(?:(?:{_FORMS[kind]})?\n)*", "\n".join((*cells, ""))):
        odd = next(cell for cell in cells if cell and not re.fullmatch(_FORMS[kind], cell))
        raise ValueError(f"{odd!r} is not a plain {kind}")


def _check_known(cells: Cells, known: dict[str, Any], what: str) -> None:
    unknown = set(cells) - set(known)
    if unknown:
        raise ValueError(f"{min(unknown)!r} is {what}")
