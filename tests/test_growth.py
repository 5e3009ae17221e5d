"""The work grows with the data: twice the data is twice the work, in every step and every rule.

Work is counted in steps of the interpreter, not in seconds. So every machine has the same results.
"""

import sys

import pytest

import inflate
import mini as mini_package
from conftest import ROOT
from pipeline.base import hints
from pipeline.base.package_files import PackageFiles
from pipeline.base.progress import shown, stage
from pipeline.build import read, render
from pipeline.checks.row_schema import check_rows
from pipeline.checks.rules.all_rules import all_rules
from pipeline.derived.registry import views
from pipeline.rebuild import rendered_files
from pipeline.report import agreement
from pipeline.report import render as report
from pipeline.tables.canonical_csv import read_csv, write_csv
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import Text
from pipeline.validate import Report, validate

SMALL, LARGE = 4, 16


def work(function) -> int:
    """The steps of the interpreter that a call needs. Work inside C functions is not counted."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """The small package, and its copies by size: (folder, tables, invented texts)."""
    source, found = mini_package.build(mini_package.make(tmp_path_factory.mktemp("source"))), {}
    for size in (1, SMALL, LARGE):
        root = tmp_path_factory.mktemp(f"times{size}")
        inflate.inflate_curation(size, root, source)
        texts = {
            f"k{copy:04}-{article}": Text(text)
            for article, (text, _) in mini_package.TEXTS.items()
            for copy in range(size)
        }
        found[size] = root, read(PackageFiles(root)), texts
    return source, found


@pytest.mark.slow
def test_a_larger_package_is_what_the_build_gives_for_its_curation(packages, tmp_path):
    source, found = packages
    inflate.inflate_package(SMALL, tmp_path, source)
    files = rendered_files(found[SMALL][0])
    assert {path: (tmp_path / path).read_bytes() for path in files} == files
    assert validate(tmp_path).exit_code == 0
    assert all(
        len(found[SMALL][1].tables[name].rows) == SMALL * len(rows.rows)
        for name, rows in found[1][1].tables.items()
        if name not in ("schemes", "evidence_coverage")  # neither grows with the copies alone
    )


@pytest.mark.slow
def test_the_real_package_twice_is_valid(tmp_path):
    inflate.inflate_package(2, tmp_path)
    found = validate(tmp_path, frictionless=False)
    assert found.exit_code == 0, report.as_text(found)
    assert found.counts["rows"] > 1.9 * sum(
        path.read_bytes().count(b"\n") - 1
        for path in (ROOT / "data").glob("*.csv")
        if path.stem != "audits"  # what readers found in the originals is not copied
    )


def growing(packages, make) -> float:
    """The factor by which work grows from SMALL to LARGE; `make` returns the call to count."""
    small, large = (work(make(*packages[1][size])) for size in (SMALL, LARGE))
    assert small > 0
    return large / small


@pytest.mark.parametrize("name", [rule.name for rule in all_rules()])
def test_no_rule_does_more_than_its_share(packages, name):
    """Four times the data needs about four times the steps, not sixteen (all against all)."""
    rule = next(rule for rule in all_rules() if rule.name == name)
    assert (
        growing(
            packages,
            lambda _, made, texts: lambda: list(rule.check(TableSet(made.tables, dict(texts)))),
        )
        < 1.25 * LARGE / SMALL
    )


def reading(root, made, texts):
    """The call that reads all tables; writing them is not counted."""
    files = [(name, write_csv(rows)) for name, rows in made.tables.items()]
    return lambda: [read_csv(raw, made.schemas[name], name) for name, raw in files]


STEPS = {
    "curation to tables": lambda root, made, texts: lambda: read(PackageFiles(root)),
    "rows": lambda root, made, texts: (
        lambda: [list(check_rows(rows)) for rows in made.tables.values()]
    ),
    "derived tables": lambda root, made, texts: lambda: views(TableSet(made.tables)),
    "tables to files": lambda root, made, texts: lambda: render(made),
    "files to tables": reading,
    "agreement": lambda root, made, texts: (
        lambda: agreement.measure(TableSet(made.tables, dict(texts)))
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_no_step_does_more_than_its_share(packages, step):
    assert growing(packages, STEPS[step]) < 1.25 * LARGE / SMALL


def test_the_count_would_show_what_is_quadratic(packages):
    def all_against_all(_, made, texts):
        rows = made.tables["claims"].rows
        return lambda: [
            one for one in rows if any(other["statement"] == one["claim_id"] for other in rows)
        ]

    assert growing(packages, all_against_all) > 2 * LARGE / SMALL


def test_readings_are_matched_place_by_place():
    """Within an article, passages are compared only with those that they can overlap."""

    def matching(size) -> int:
        places = [(10 * i, 10 * i + 12) for i in range(size)]
        return work(lambda: agreement.match(places, list(places)))

    assert matching(800) / matching(200) < 5


def test_hints_end_where_they_would_take_hours(monkeypatch):
    monkeypatch.setattr(hints, "_MOST_COMPARED", 10)
    hints.reset_budget()
    assert "calf" in hints.closest("calv", ["calf", "back"])
    assert hints.closest("calv", ["calf"] * 9) == ""
    hints.reset_budget()
    assert "calf" in hints.closest("calv", ["calf", "back"])


def test_a_report_of_many_articles_names_the_first(packages):
    tables = packages[1][LARGE][1].tables
    text = report.as_text(_report(TableSet(tables)))
    assert (
        "... and 12 more articles" in text
        and text.count("Harbour Post: ") == 10
        and "... and 16 more articles read twice" in text
    )


def _report(tables):
    return Report("large", tables=tables, version="1.0.0")


# progress


class Terminal:
    """A stream that may be a terminal and keeps what is written."""

    def __init__(self, is_one: bool):
        self.is_one, self.text = is_one, ""

    def isatty(self) -> bool:
        return self.is_one

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


@pytest.mark.parametrize("is_one", [True, False])
def test_progress_is_shown_on_a_terminal_and_only_there(monkeypatch, is_one):
    import threading

    from pipeline.base import progress

    monkeypatch.setattr(progress, "_AFTER", 0.0)
    monkeypatch.setattr(progress, "_EVERY", 0.01)
    out, told = Terminal(is_one), threading.Event()
    monkeypatch.setattr(out, "flush", told.set)
    with shown(out):
        stage("rule near-duplicate")
        assert told.wait(30 if is_one else 0.1) == is_one
        while is_one and "near-duplicate" not in out.text:
            told.wait(0.01)
    if is_one:
        assert "\rrule near-duplicate ... 0 s" in out.text and out.text.endswith("\r\x1b[K")
    else:
        assert out.text == ""


def test_what_ends_at_once_shows_nothing():
    out = Terminal(True)
    with shown(out):
        stage("reading")
    assert out.text == ""
