"""Tables as CSV: one canonical form to write, and a strict reader for what was published.

UTF-8, LF, comma, quotes only where needed, a header, empty cell for null. What the reader accepts,
the writer writes back byte for byte.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata

from .data import Origin, Rows
from .problems import Problem
from .schemas import Field, Table

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")


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


def write_csv(rows: Rows) -> bytes:
    """The table as canonical CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = rows.table.columns
    writer.writerow(columns)
    writer.writerows([cell(row[name]) for name in columns] for row in rows.rows)
    return out.getvalue().encode("utf-8")


def read_csv(raw: bytes, table: Table, shown: str) -> tuple[Rows, list[Problem]]:
    """Rows of a published CSV and every problem of its form; values are typed by the table schema.

    Where a problem leaves the rest unreadable, the rows read so far are returned with it.
    """
    found = Rows(table)
    refuse = lambda rule, message, line=1, mend="", row=None, column=None: Problem(rule, message, mend or "Restore the published file.", "files", shown, line, table.name, row, column)
    if raw.startswith(b"\xef\xbb\xbf"):
        return found, [refuse("byte-order-mark", "The file starts with a byte order mark.", mend="Save it as UTF-8 without BOM.")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return found, [refuse("not-utf-8", "The file is not UTF-8.", raw.count(b"\n", 0, error.start) + 1, "Save it as UTF-8.")]
    for sign, rule, what in (("\r", "line-ends", "a carriage return"), ("\0", "control-character", "a NUL character")):
        if sign in text:
            return found, [refuse(rule, f"The line holds {what}.", text.count("\n", 0, text.index(sign)) + 1, "Save it with LF line ends.")]
    if not unicodedata.is_normalized("NFC", text):
        line = next(n for n, row in enumerate(text.split("\n"), 1) if not unicodedata.is_normalized("NFC", row))
        return found, [refuse("not-nfc", "The line is not in Unicode normal form C.", line)]
    reader = csv.reader(io.StringIO(text), strict=True)
    columns, problems, line = list(table.columns), [], 1
    try:
        header = next(reader, [])
        if header != columns:
            return found, [refuse("csv-header", f"The header is {','.join(header)[:120]!r}; wanted: {','.join(columns)[:200]!r}.")]
        while True:
            line = reader.line_num + 1
            values = next(reader, None)
            if values is None:
                break
            if len(values) != len(columns):
                problems.append(refuse("csv-ragged", f"The row has {len(values)} cells; {len(columns)} are wanted.", line))
                continue
            row = {}
            for field, value in zip(table.fields, values):
                try:
                    row[field.name] = typed(value, field)
                except ValueError as error:
                    problems.append(refuse("csv-type", f"{value[:60]!r} is {error}.", line, row=values[0], column=field.name))
                    row[field.name] = value
            found.add(row, Origin(shown, line))
    except csv.Error as error:
        problems.append(refuse("csv-syntax", f"This is not CSV: {error}.", line, "Look for a quote that is never closed."))
    if not problems and (wanted := write_csv(found)) != raw:
        problems.append(_not_canonical(wanted, raw, refuse))
    return found, problems


def _not_canonical(wanted: bytes, raw: bytes, refuse) -> Problem:
    pairs = zip(wanted.split(b"\n"), raw.split(b"\n"))
    line = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), min(wanted.count(b"\n"), raw.count(b"\n")) + 1)
    return refuse("csv-form", "The line is not written in the canonical form (needless quotes, blank lines, or no line end at the end).", line)


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
        return float(text) if "." in text else int(text)
    if field.type == "boolean":
        if text not in ("true", "false"):
            raise ValueError("neither true nor false")
        return text == "true"
    return text
