"""Bytes and text of published tables: no canonical CSV in UTF-8, and characters not allowed in a
cell."""

from __future__ import annotations

import unicodedata

from . import Fault, Place, faults
from .copies import ORIGINAL, Download, change


def raw(table: str, edit, line=1):
    """A mutation of the bytes of a table. `line` is a number or a function of the bytes before."""

    def mutate(package: Download):
        before = ORIGINAL[table]
        package.path(f"data/{table}.csv").write_bytes(edit(before))
        return Place(f"data/{table}.csv", line(before) if callable(line) else line, table)

    return mutate


def first(raw: bytes, sign: bytes) -> int:
    """The first line that contains a byte string."""
    return raw[: raw.index(sign)].count(b"\n") + 1


def last(raw: bytes) -> int:
    return raw.count(b"\n")


def in_line(number: int, edit):
    """An edit of one line of a file."""

    def change_it(raw: bytes) -> bytes:
        lines = raw.split(b"\n")
        lines[number - 1] = edit(lines[number - 1])
        return b"\n".join(lines)

    return change_it


def accented(raw: bytes) -> int:
    """The first line with an accented letter."""
    return next(
        n
        for n, line in enumerate(raw.decode().split("\n"), 1)
        if unicodedata.normalize("NFD", line) != line
    )


def decomposed(raw: bytes) -> bytes:
    number = accented(raw)
    return in_line(number, lambda line: unicodedata.normalize("NFD", line.decode()).encode())(raw)


def latin(raw: bytes) -> bytes:
    return in_line(accented(raw), lambda line: line.decode().encode("latin-1", "replace"))(raw)


def blank_line(raw: bytes) -> bytes:
    head, _, rest = raw.partition(b"\n")
    return head + b"\n\n" + rest


def swap_columns(raw: bytes) -> bytes:
    """The first two columns of the table of members are swapped, with their header."""
    lines = [line.split(b",", 2) for line in raw.rstrip(b"\n").split(b"\n")]
    return b"".join(b",".join([line[1], line[0], *line[2:]]) + b"\n" for line in lines)


def spoilt(sign: str, field: str = "definition", table: str = "terms"):
    """A character is put after the first word of a text."""
    return change(
        table,
        field,
        lambda row: row[field].replace(" ", f"{sign} ", 1),
        lambda row: " " in row[field],
    )


def empty(package: Download):
    package.mend = False  # the profile requires at least one byte
    return raw("people", lambda before: b"")(package)


FAULTS = faults(
    "bytes",
    Fault(
        "byte-order-mark",
        "The file begins with a byte order mark.",
        "byte-order-mark",
        raw("people", lambda b: b"\xef\xbb\xbf" + b),
    ),
    Fault(
        "crlf-everywhere",
        "All lines end with CRLF.",
        "line-ends",
        raw("term_members", lambda b: b.replace(b"\n", b"\r\n")),
    ),
    Fault(
        "crlf-in-one-line",
        "One line ends with CRLF.",
        "line-ends",
        raw("terms", in_line(5, lambda line: line + b"\r"), 5),
    ),
    Fault(
        "old-mac-line-ends",
        "All lines end with CR alone.",
        "line-ends",
        raw("people", lambda b: b.replace(b"\n", b"\r")),
    ),
    Fault(
        "nul",
        "A cell holds a NUL.",
        "control-character",
        raw("terms", in_line(4, lambda line: line.replace(b",", b",\0", 1)), 4),
    ),
    Fault(
        "not-nfc",
        "A letter and its accent are two characters.",
        "not-nfc",
        raw("references", decomposed, accented),
    ),
    Fault(
        "latin-1", "A line is encoded in Latin-1.", "not-utf-8", raw("references", latin, accented)
    ),
    Fault(
        "utf-16",
        "The file is encoded in UTF-16.",
        "not-utf-8",
        raw("people", lambda b: b.decode().encode("utf-16")),
    ),
    Fault(
        "cut-off-in-a-character",
        "The file ends within a character.",
        "not-utf-8",
        raw(
            "references", lambda b: b[: b.index("é".encode()) + 1], lambda b: first(b, "é".encode())
        ),
    ),
    Fault(
        "quote-never-closed",
        "A quote is opened and never closed.",
        "csv-syntax",
        raw("people", lambda b: b + b'zoe,"Zoe', lambda b: last(b) + 1),
    ),
    Fault(
        "quote-within-cell",
        "Text follows a closing quote.",
        "csv-syntax",
        raw("people", in_line(2, lambda line: b'"' + line.replace(b",", b'"x,', 1)), 2),
    ),
    Fault(
        "ragged-short",
        "A row lacks its last cell.",
        "csv-ragged",
        raw("evidence_readings", in_line(3, lambda line: line.rpartition(b",")[0]), 3),
    ),
    Fault(
        "ragged-long",
        "A row has a cell too many.",
        "csv-ragged",
        raw("evidence_readings", in_line(3, lambda line: line + b",direct"), 3),
    ),
    Fault(
        "comma-not-quoted",
        "A comma in a text is not quoted.",
        "csv-ragged",
        raw("terms", in_line(2, lambda line: line.replace(b" ", b", ", 1)), 2),
    ),
    Fault(
        "semicolons",
        "Cells are separated by semicolons.",
        "csv-header",
        raw("term_members", lambda b: b.replace(b",", b";")),
    ),
    Fault(
        "tabs",
        "Cells are separated by tabs.",
        "csv-header",
        raw("term_members", lambda b: b.replace(b",", b"\t")),
    ),
    Fault(
        "header-missing",
        "The file begins with its first row.",
        "csv-header",
        raw("people", lambda b: b.partition(b"\n")[2]),
    ),
    Fault(
        "header-in-capitals",
        "The names of the columns are in capitals.",
        "csv-header",
        raw("people", in_line(1, bytes.upper)),
    ),
    Fault(
        "column-unknown",
        "A column is there that no schema knows.",
        "csv-header",
        raw(
            "term_members",
            lambda b: b"".join(line + b",x\n" for line in b.rstrip(b"\n").split(b"\n")),
        ),
    ),
    Fault(
        "column-missing",
        "A column is not there.",
        "csv-header",
        raw(
            "evidence_readings",
            lambda b: b"".join(
                line.rpartition(b",")[0] + b"\n" for line in b.rstrip(b"\n").split(b"\n")
            ),
        ),
    ),
    Fault(
        "columns-exchanged",
        "Two columns have changed places.",
        "csv-header",
        raw("term_members", swap_columns),
    ),
    Fault("file-empty", "The file has no bytes.", "csv-header", empty),
    Fault(
        "needless-quotes",
        "A cell is quoted that needs no quotes.",
        "csv-form",
        raw("people", in_line(2, lambda line: b'"' + line.replace(b",", b'",', 1)), 2),
    ),
    Fault("blank-line", "A line is blank.", "csv-ragged", raw("people", blank_line, 2)),
    Fault(
        "blank-lines-at-the-end",
        "Blank lines follow the last row.",
        "csv-ragged",
        raw("people", lambda b: b + b"\n", lambda b: last(b) + 1),
    ),
    Fault(
        "no-line-end-at-the-end",
        "The last line has no end.",
        "csv-form",
        raw("people", lambda b: b.rstrip(b"\n"), last),
    ),
    Fault("line-break-in-cell", "A cell holds a line break.", "control-character", spoilt("\n")),
    Fault("tab-in-cell", "A cell holds a tab.", "control-character", spoilt("\t")),
    Fault(
        "escape-in-cell",
        "A cell holds an escape character, which a terminal obeys.",
        "control-character",
        spoilt("\x1b[31m"),
    ),
    Fault("line-separator-in-cell", "A cell holds U+2028.", "control-character", spoilt("\u2028")),
    Fault(
        "zero-width-space", "A cell holds a space of no width.", "odd-character", spoilt("\u200b")
    ),
    Fault(
        "direction-mark",
        "A cell turns the direction of writing.",
        "odd-character",
        spoilt("\u202e"),
    ),
    Fault(
        "cyrillic-letter",
        "A letter only looks Latin.",
        "odd-character",
        change(
            "terms",
            "definition",
            lambda row: row["definition"].replace("o", "\u043e", 1),
            lambda row: "o" in row["definition"],
        ),
    ),
    Fault(
        "replacement-character",
        "A letter was lost in another encoding.",
        "odd-character",
        spoilt("\ufffd"),
    ),
    Fault(
        "no-break-space",
        "A space is one that does not break.",
        "spaces",
        change("terms", "definition", lambda row: row["definition"].replace(" ", "\u00a0", 1)),
    ),
    Fault("two-spaces", "Two spaces stand in a row.", "spaces", spoilt(" ")),
    Fault(
        "space-at-the-end",
        "A cell ends with a space.",
        "spaces",
        change("terms", "definition", lambda row: row["definition"] + " "),
    ),
    Fault(
        "formula",
        "A cell begins like a formula of a spreadsheet.",
        "formula",
        change("terms", "definition", lambda row: "=" + row["definition"]),
    ),
    Fault(
        "missing-word",
        "A cell holds a word that programs read as missing.",
        "missing-word",
        change("people", "affiliation", "N/A", lambda row: row["affiliation"] is None),
    ),
    Fault(
        "placeholder",
        "A cell says that something is still to do.",
        "placeholder",
        change("terms", "definition", lambda row: row["definition"] + " TODO."),
    ),
    Fault(
        "number-with-comma",
        "A decimal has a comma.",
        "csv-type",
        change(
            "findings",
            "value",
            lambda row: f"{row['value']}".replace(".", ","),
            lambda row: row["value"] is not None and "." in str(row["value"]),
        ),
    ),
    Fault(
        "number-with-needless-zero",
        "A decimal ends with a zero.",
        "csv-type",
        change(
            "findings",
            "value",
            lambda row: f"{row['value']}0",
            lambda row: row["value"] is not None and "." in str(row["value"]),
        ),
    ),
    Fault(
        "number-with-exponent",
        "A number is written with an exponent.",
        "csv-type",
        change("findings", "p_value", "1E-3", lambda row: row["p_value"] == 0.001),
    ),
    Fault(
        "not-a-number",
        "A number is NaN.",
        "csv-type",
        change("findings", "value", "NaN", lambda row: row["value"] is not None),
    ),
    Fault(
        "infinite",
        "A number is infinite.",
        "csv-type",
        change("findings", "value", "inf", lambda row: row["value"] is not None),
    ),
    Fault(
        "integer-as-decimal",
        "An integer is written as a decimal.",
        "csv-type",
        change(
            "references",
            "year",
            lambda row: f"{row['year']}.0",
            lambda row: row["year"] is not None,
        ),
    ),
    Fault(
        "integer-with-leading-zero",
        "An integer begins with a zero.",
        "csv-type",
        change("passages", "start", lambda row: f"0{row['start']}", lambda row: row["start"] > 0),
    ),
    Fault(
        "boolean-in-capitals",
        "True stands for true.",
        "csv-type",
        change("terms", "plural", "True", lambda row: row["plural"]),
    ),
    Fault(
        "boolean-as-number",
        "1 stands for true.",
        "csv-type",
        change("terms", "plural", "1", lambda row: row["plural"]),
    ),
)
