"""CSV: one canonical form, and a reader that accepts nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from pipeline.base.package_files import PackageFiles
from pipeline.schema.table_schema import load_schemas
from pipeline.tables.canonical_csv import read_csv, write_csv
from pipeline.tables.csv_cells import cell
from pipeline.tables.rows import Origin, Rows

TABLES = load_schemas(PackageFiles(ROOT))
GOOD = b"name,term_id\na,b\na,c\n"


@pytest.mark.parametrize(
    "value, text",
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (0.5, "0.5"),
        (9.0, "9"),
        (-0.2, "-0.2"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        ("007", "007"),
    ],
)
def test_cell(value, text):
    assert cell(value) == text


def test_good_csv_is_read():
    rows, problems = read_csv(GOOD, TABLES["name_meanings"], "f.csv")
    assert problems == [] and rows.rows == [
        {"name": "a", "term_id": "b"},
        {"name": "a", "term_id": "c"},
    ]


@pytest.mark.parametrize(
    "raw, rule, line",
    [
        (b"\xef\xbb\xbf" + GOOD, "byte-order-mark", 1),
        (GOOD.replace(b"\n", b"\r\n"), "line-ends", 1),
        (GOOD.replace(b"m", b"\x00", 1), "control-character", 1),
        (GOOD.replace(b"a,b", b"\xe9,b"), "not-utf-8", 2),
        (GOOD.replace(b"a,b", "e\u0301,b".encode()), "not-nfc", 2),
        (GOOD.replace(b",", b";"), "csv-header", 1),
        (b"term_id,name\na,b\n", "csv-header", 1),
        (b"# comment\n" + GOOD, "csv-header", 1),
        (b"", "csv-header", 1),
        (GOOD.replace(b"name", b"name "), "csv-header", 1),
        (GOOD.replace(b"a,c", b"a,c,d"), "csv-ragged", 3),
        (GOOD.replace(b"a,c", b"a"), "csv-ragged", 3),
        (GOOD + b"\n", "csv-ragged", 4),
        (GOOD.replace(b"a,b", b'a,"b'), "csv-syntax", 2),
        (GOOD.replace(b"a,b", b'"a"x,b'), "csv-syntax", 2),
        (GOOD.replace(b"a,b", b'"a",b'), "csv-form", 2),
        (GOOD.rstrip(b"\n"), "csv-form", 3),
    ],
)
def test_faults_are_found_with_their_line(raw, rule, line):
    _, problems = read_csv(raw, TABLES["name_meanings"], "f.csv")
    assert [(p.rule, p.line, p.file) for p in problems] == [(rule, line, "f.csv")]


@pytest.mark.parametrize(
    "column, text",
    [
        ("ordinal", "1.0"),
        ("ordinal", "01"),
        ("ordinal", "1_2"),
        ("ordinal", "+1"),
        ("low", "NaN"),
        ("low", "Infinity"),
        ("low", "1e3"),
        ("low", "1.50"),
        ("low", "١"),
        ("low", ".5"),
        ("ordinal", "-0"),
        ("low", "-0"),
        ("low", "-0.0"),
        ("low", "0.1000000000000000055"),
        ("low", "90071992547409.931"),
    ],
)
def test_numbers_are_plain(column, text):
    table = TABLES["claim_quantities"]
    values = {
        "claim_id": "a-001",
        "ordinal": "1",
        "measure": "m",
        "bound": "exact",
        "low": "1",
        "high": "",
        "unit": "%",
        "as_stated": "1",
    } | {column: text}
    raw = (",".join(table.columns) + "\n" + ",".join(values.values()) + "\n").encode()
    _, problems = read_csv(raw, table, "f.csv")
    assert [(p.rule, p.field, p.line) for p in problems] == [("csv-type", column, 2)]


cells = st.one_of(
    st.none(),
    st.text(min_size=1, max_size=20)
    .filter(lambda t: "\r" not in t and "\x00" not in t)
    .map(lambda t: unicodedata.normalize("NFC", t)),
)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_writing_and_reading_is_the_identity(values):
    table = TABLES["name_meanings"]
    rows = Rows(table)
    for group, member in values:
        rows.add({"name": group, "term_id": member}, Origin("x", 1))
    raw = write_csv(rows)
    if any("\ufeff" in (value or "") for pair in values for value in pair):
        return
    again, problems = read_csv(raw, table, "x")
    assert problems == [] and again.rows == rows.rows


@given(
    st.lists(
        st.tuples(
            *(
                st.sampled_from(
                    [
                        "",
                        "0",
                        "-0",
                        "1",
                        "-1",
                        "10",
                        "01",
                        "0.1",
                        "-0.5",
                        "1.0",
                        "a",
                        '"a"',
                        '"a,b"',
                        '"a""b"',
                        "a b",
                        '"a\nb"',
                        '" a"',
                        "0.30000000000000004",
                        "123456789012345.6",
                        "1234567890.1234567891",
                    ]
                )
                for _ in TABLES["claim_quantities"].columns
            )
        ),
        max_size=3,
    ),
    st.sampled_from(["\n", "", "\n\n"]),
)
def test_what_is_read_without_complaint_is_written_alike(rows, end):
    """Lines without quotes are always canonical; the reader does not rewrite them to compare."""
    table = TABLES["claim_quantities"]
    raw = ("\n".join([",".join(table.columns), *map(",".join, rows)]) + end).encode()
    found, problems = read_csv(raw, table, "f.csv")
    assert problems or write_csv(found) == raw
