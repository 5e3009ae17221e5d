"""Tables as CSV: one canonical form to write, and a strict reader of published tables.

UTF-8, LF, comma, quotes only where needed, a header, empty cell for null. The writer gives back
byte for byte what the reader accepts.
"""

from __future__ import annotations

import csv
import io
import itertools
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.base.problems import Problem
from pipeline.schema.table_schema import Field, TableSchema
from pipeline.tables.csv_cells import cell, typed
from pipeline.tables.rows import Origin, Rows

_PACKED = (b"\x1f\x8b", b"PK\3\4", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")  # gzip, zip, bzip2 ...
_SHOWN_FOUND, _SHOWN_WANTED, _SHOWN_CELL = 120, 200, 60  # characters in messages


def write_csv(rows: Rows) -> bytes:
    """The table as canonical CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = rows.schema.columns
    writer.writerow(columns)
    writer.writerows([cell(row[name]) for name in columns] for row in rows.rows)
    return out.getvalue().encode("utf-8")


def read_csv(raw: bytes, table: TableSchema, shown: str) -> tuple[Rows, list[Problem]]:
    """Rows of a published CSV and every problem of its form; values are typed by the table schema.

    Where a problem makes the rest unreadable, the rows read so far are returned with it.
    `shown` is the name of the file in messages.
    """
    found, report = Rows(table), _Report(table.name, shown)
    text = _text(raw, report)
    if text is None:
        return found, report.problems
    columns, lines = list(table.columns), text.split("\n")
    records = _records(lines, report)
    _, header = next(records, (1, []))
    if header != columns and not report.problems:
        report.add(
            "csv-header",
            f"The header is {','.join(header)[:_SHOWN_FOUND]!r}, but must be "
            f"{','.join(columns)[:_SHOWN_WANTED]!r}.",
        )
    if report.problems:
        return found, report.problems
    numbers, cells = [], []
    for line, values in records:
        if len(values) == len(columns):
            numbers.append(line)
            cells.append(values)
        else:
            report.add(
                "csv-ragged",
                f"The row has {len(values)} cells, but must have {len(columns)}.",
                line,
            )
    typed_columns = [
        _typed_column(column, [values[i] for values in cells], numbers, cells, report)
        for i, column in enumerate(table.fields)
    ]
    del cells
    found.rows = [
        dict(zip(columns, values, strict=True)) for values in zip(*typed_columns, strict=True)
    ]
    found.origins = [Origin(shown, line) for line in numbers]
    report.problems.sort(key=lambda problem: problem.line or 0)
    if not report.problems and not _is_canonical(raw, lines, found):
        _report_form(write_csv(found), raw, report)
    return found, report.problems


@dataclass
class _Report:
    """The problems of one file."""

    table: str
    shown: str
    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        rule: str,
        message: str,
        line: int = 1,
        mend: str = "Restore the published file.",
        row: str | None = None,
        column: str | None = None,
    ) -> None:
        self.problems.append(
            Problem(rule, message, mend, "files", self.shown, line, self.table, row, column)
        )


def _text(raw: bytes, report: _Report) -> str | None:
    """The file as text; None, and a problem, where its bytes are not what we write."""
    if raw.startswith(b"\xef\xbb\xbf"):
        mend = "Save it as UTF-8 without BOM."
        report.add("byte-order-mark", "The file starts with a byte order mark.", mend=mend)
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        if raw.startswith(_PACKED):
            report.add("not-utf-8", "The file is packed, not CSV.", 1, "Unpack it.")
        else:
            report.add("not-utf-8", "The file is not UTF-8.", line, "Save it as UTF-8.")
        return None
    for sign, rule, what in (
        ("\r", "line-ends", "a carriage return"),
        ("\0", "control-character", "a NUL character"),
    ):
        if sign in text:
            line = text.count("\n", 0, text.index(sign)) + 1
            report.add(rule, f"The line holds {what}.", line, "Save it with LF line ends.")
            return None
    if not unicodedata.is_normalized("NFC", text):
        line = next(
            n
            for n, row in enumerate(text.split("\n"), 1)
            if not unicodedata.is_normalized("NFC", row)
        )
        report.add("not-nfc", "The line is not in Unicode normal form C.", line)
        return None
    return text


def _records(lines: list[str], report: _Report) -> Iterator[tuple[int, list[str]]]:
    """Number of the first line and cells of each record; a problem ends them."""
    end = len(lines) - (lines[-1] == "")
    line = 0
    while line < end:
        if '"' not in lines[line]:  # most lines; splitting is much faster than csv.reader
            values = lines[line].split(",") if lines[line] else []
            line += 1
            yield line, values
            continue
        reader = csv.reader(
            itertools.chain(
                [f"{lines[line]}\n"],
                (f"{lines[more]}\n" for more in range(line + 1, len(lines))),
            ),
            strict=True,
        )
        try:
            values = next(reader)
        except csv.Error as error:
            mend = "Look for a quote that is never closed."
            report.add("csv-syntax", f"This is not CSV: {error}.", line + 1, mend)
            return
        yield line + 1, values
        line += reader.line_num


def _typed_column(
    column: Field,
    values: list[str],
    numbers: list[int],
    cells: list[list[str]],
    report: _Report,
) -> list[Any]:
    """The cells of a column as its type; a cell of another type stays text, with a problem."""
    if column.type in ("string", "date"):
        # ids and labels are in many cells
        return [sys.intern(value) if value else None for value in values]
    known: dict[str, Any] = {}
    made: list[Any] = []
    for i, value in enumerate(values):
        if value not in known:
            try:
                known[value] = typed(value, column)
            except ValueError as error:
                message = f"{value[:_SHOWN_CELL]!r} is {error}."
                report.add("csv-type", message, numbers[i], row=cells[i][0], column=column.name)
                made.append(value)
                continue
        made.append(known[value])
    return made


def _is_canonical(raw: bytes, lines: list[str], found: Rows) -> bool:
    """Whether the file is what the writer writes.

    Only lines with quotes are written again: the other cells need none.
    """
    # a cell with a line end, or an empty line, which may be a row of one empty cell
    if lines[-1] != "" or len(lines) != len(found.rows) + 2 or "" in lines[:-1]:
        return write_csv(found) == raw
    quoted = [i for i, line in enumerate(lines) if '"' in line]
    part = Rows(found.schema, [found.rows[i - 1] for i in quoted if i])
    return 0 not in quoted and write_csv(part).decode("utf-8").split("\n")[1:-1] == [
        lines[i] for i in quoted
    ]


def _report_form(wanted: bytes, raw: bytes, report: _Report) -> None:
    """Report the first line in which the file and its canonical form differ."""
    pairs = zip(wanted.split(b"\n"), raw.split(b"\n"), strict=False)
    line = next(
        (n for n, (a, b) in enumerate(pairs, 1) if a != b),
        min(wanted.count(b"\n"), raw.count(b"\n")) + 1,
    )
    report.add(
        "csv-form",
        "The line is not written in the canonical form (needless quotes, blank lines, or no line "
        "end at the end).",
        line,
    )
