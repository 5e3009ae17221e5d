"""One cell of a CSV file: a value as text, and the text as a value again."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pipeline.schema.table_schema import Field

_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_NUMBER = re.compile(r"0|-?[1-9][0-9]*|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]")
_MAX_INTEGER, _MAX_NUMBER = 16, 32  # characters of a cell


def cell(value: Any) -> str:
    """The text of a value in a cell: "" for None, true or false, shortest plain decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        text = format(Decimal(repr(value)).normalize(), "f")
        return "0" if text == "-0" else text
    return str(value)


def typed(text: str, field: Field) -> Any:
    """The value of a cell: of the field's type, or None where the cell is empty.

    Raises ValueError, which says what the text is instead.
    """
    if text == "":
        return None
    if field.type == "integer":
        if not _INTEGER.fullmatch(text) or len(text) > _MAX_INTEGER:
            raise ValueError("not a plain integer")
        return int(text)
    if field.type == "number":
        return _number(text)
    if field.type == "boolean":
        if text not in ("true", "false"):
            raise ValueError("neither true nor false")
        return text == "true"
    return text


def _number(text: str) -> int | float:
    if not _NUMBER.fullmatch(text) or len(text) > _MAX_NUMBER:
        raise ValueError("not a plain decimal number")
    value = float(text) if "." in text else int(text)
    if cell(value) != text:
        raise ValueError(f"not a plain decimal number in its shortest form, which is {cell(value)}")
    return value
