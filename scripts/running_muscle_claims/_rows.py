"""Rows of a table that are chosen or put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

BEARINGS = ("own", "special_case", "wider", "neighbour")  # how near evidence comes, nearest first


def chosen(frame: pandas.DataFrame, wanted: pandas.Series[bool]) -> pandas.DataFrame:
    """The rows that are wanted, numbered anew."""
    return frame[wanted].reset_index(drop=True)


def nearest_first(frame: pandas.DataFrame, column: str) -> pandas.DataFrame:
    """The rows by how near they come, as a column says; equal ones stay in their order."""
    order = {bearing: place for place, bearing in enumerate(BEARINGS)}
    return frame.sort_values(
        column, key=lambda values: values.astype("string").map(order), kind="stable"
    ).reset_index(drop=True)
