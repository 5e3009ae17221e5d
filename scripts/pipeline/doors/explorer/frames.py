"""The tables as pandas DataFrames, and their values as JSON has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

Frames = dict[str, "pandas.DataFrame"]  # by table


def cells(column: pandas.Series[Any]) -> list[Any]:
    """The values of a column as JSON has them: dates as text, None for an empty cell."""
    if str(column.dtype).startswith("datetime"):
        column = column.dt.strftime("%Y-%m-%d")
    return column.astype(object).where(column.notna(), None).tolist()


def cells_of(frame: pandas.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns, as tuples of such values."""
    return zip(*(cells(frame[column]) for column in columns), strict=True)
