"""One cell of a CSV file: a value as text, and the text as a value again."""

from __future__ import annotations

import re

from pipeline.schema.table_schema import Field

_INTEGER = re.compile(r"0|-?[1-9][0-9]*")


_NUMBER = re.compile(r"0|-?[1-9][0-9]*|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]")


def cell(value) -> str:
    """A value as it stands in a cell: "" for None, true or false, shortest plain decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        from decimal import Decimal

        text = format(Decimal(repr(value)).normalize(), "f")
        return "0" if text == "-0" else text
    return str(value)


def typed(text: str, field: Field):
    """A cell as the field's type; ValueError says what is wrong. Empty is None."""
    if text == "":
        return None
    if field.type == "integer":
        if not _INTEGER.fullmatch(text) or len(text) > 16:
            raise ValueError("no plain integer")
        return int(text)
    if field.type == "number":
        if not _NUMBER.fullmatch(text) or len(text) > 32:
            raise ValueError("no plain decimal number")
        value = float(text) if "." in text else int(text)
        if cell(value) != text:
            raise ValueError(
                f"no plain decimal number in its shortest form, which is {cell(value)}"
            )
        return value
    if field.type == "boolean":
        if text not in ("true", "false"):
            raise ValueError("neither true nor false")
        return text == "true"
    return text
