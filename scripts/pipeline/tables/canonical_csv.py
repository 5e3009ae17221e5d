"""Tables as CSV: one canonical form to write, and a strict reader for what was published.

UTF-8, LF, comma, quotes only where needed, a header, empty cell for null. What the reader accepts,
the writer writes back byte for byte.
"""

from __future__ import annotations

import csv
import io
import itertools
import sys
import unicodedata
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.schema.table_schema import Field, TableSchema
from pipeline.tables.csv_cells import cell, typed
from pipeline.tables.rows import Origin, Rows


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

    Where a problem leaves the rest unreadable, the rows read so far are returned with it.
    """
    found = Rows(table)
    refuse = lambda rule, message, line=1, mend="", row=None, column=None: Problem(
        rule,
        message,
        mend or "Restore the published file.",
        "files",
        shown,
        line,
        table.name,
        row,
        column,
    )
    if raw.startswith(b"\xef\xbb\xbf"):
        return found, [
            refuse(
                "byte-order-mark",
                "The file starts with a byte order mark.",
                mend="Save it as UTF-8 without BOM.",
            )
        ]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return found, [
            refuse(
                "not-utf-8",
                "The file is not UTF-8.",
                raw.count(b"\n", 0, error.start) + 1,
                "Save it as UTF-8.",
            )
        ]
    for sign, rule, what in (
        ("\r", "line-ends", "a carriage return"),
        ("\0", "control-character", "a NUL character"),
    ):
        if sign in text:
            return found, [
                refuse(
                    rule,
                    f"The line holds {what}.",
                    text.count("\n", 0, text.index(sign)) + 1,
                    "Save it with LF line ends.",
                )
            ]
    if not unicodedata.is_normalized("NFC", text):
        line = next(
            n
            for n, row in enumerate(text.split("\n"), 1)
            if not unicodedata.is_normalized("NFC", row)
        )
        return found, [refuse("not-nfc", "The line is not in Unicode normal form C.", line)]
    columns, lines = list(table.columns), text.split("\n")
    records, problems = _records(lines, refuse)
    line, header = next(records, (1, []))
    if problems:
        return found, problems
    if header != columns:
        return found, [
            refuse(
                "csv-header",
                f"The header is {','.join(header)[:120]!r}; wanted: {','.join(columns)[:200]!r}.",
            )
        ]
    numbers, cells = [], []
    for line, values in records:
        if len(values) == len(columns):
            numbers.append(line)
            cells.append(values)
        else:
            problems.append(
                refuse(
                    "csv-ragged",
                    f"The row has {len(values)} cells; {len(columns)} are wanted.",
                    line,
                )
            )
    typed_columns = [
        _typed_column(field, [values[i] for values in cells], numbers, cells, problems, refuse)
        for i, field in enumerate(table.fields)
    ]
    del cells
    found.rows = [dict(zip(columns, values)) for values in zip(*typed_columns)]
    found.origins = [Origin(shown, line) for line in numbers]
    problems.sort(key=lambda problem: problem.line)
    if not problems and not _is_canonical(raw, lines, found):
        problems.append(_not_canonical(write_csv(found), raw, refuse))
    return found, problems


def _records(lines: list[str], refuse) -> tuple[Iterator[tuple[int, list[str]]], list[Problem]]:
    """Number of the first line and cells of each record. What cannot be read ends them, and is put into the list that comes with them."""
    problems: list[Problem] = []

    def read() -> Iterator[tuple[int, list[str]]]:
        end = len(lines) - (lines[-1] == "")
        line = 0
        while line < end:
            if '"' not in lines[line]:  # by far the most, and much faster so
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
                problems.append(
                    refuse(
                        "csv-syntax",
                        f"This is not CSV: {error}.",
                        line + 1,
                        "Look for a quote that is never closed.",
                    )
                )
                return
            yield line + 1, values
            line += reader.line_num

    return read(), problems


def _typed_column(
    field: Field,
    values: list[str],
    numbers: list[int],
    cells: list[list[str]],
    problems: list[Problem],
    refuse,
) -> list:
    """The cells of a column as the field's type; what is of another type stays text, with a problem."""
    if field.type in ("string", "date"):
        return [
            sys.intern(value) if value else None for value in values
        ]  # ids and labels stand in many cells
    known: dict[str, object] = {}
    made = []
    for i, value in enumerate(values):
        if value not in known:
            try:
                known[value] = typed(value, field)
            except ValueError as error:
                problems.append(
                    refuse(
                        "csv-type",
                        f"{value[:60]!r} is {error}.",
                        numbers[i],
                        row=cells[i][0],
                        column=field.name,
                    )
                )
                made.append(value)
                continue
        made.append(known[value])
    return made


def _is_canonical(raw: bytes, lines: list[str], found: Rows) -> bool:
    """Whether the file is what the writer writes. Only lines with quotes are written again: cells without are those that need none."""
    if (
        lines[-1] != "" or len(lines) != len(found.rows) + 2 or "" in lines[:-1]
    ):  # a cell with a line end, or nothing but an empty cell
        return write_csv(found) == raw
    quoted = [i for i, line in enumerate(lines) if '"' in line]
    part = Rows(found.schema, [found.rows[i - 1] for i in quoted if i])
    return 0 not in quoted and write_csv(part).decode("utf-8").split("\n")[1:-1] == [
        lines[i] for i in quoted
    ]


def _not_canonical(wanted: bytes, raw: bytes, refuse) -> Problem:
    pairs = zip(wanted.split(b"\n"), raw.split(b"\n"))
    line = next(
        (n for n, (a, b) in enumerate(pairs, 1) if a != b),
        min(wanted.count(b"\n"), raw.count(b"\n")) + 1,
    )
    return refuse(
        "csv-form",
        "The line is not written in the canonical form (needless quotes, blank lines, or no line end at the end).",
        line,
    )
