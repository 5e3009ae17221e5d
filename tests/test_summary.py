"""The evidence columns of proposition_summary."""

import copy

import pytest

import mini as mini_package
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.derived.proposition_summary import summaries
from pipeline.tables.table_set import TableSet
from test_rules import add_row, drop_rows, set_value

SIZE = "rowing-raises-quadriceps-size"
KEY = f"{SIZE}/pmid-1-size"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return TableSet(
        read(PackageFiles(mini_package.make(tmp_path_factory.mktemp("summary")))).tables
    )


def summary(whole, *mutations, name=SIZE):
    package = TableSet(copy.deepcopy(whole.tables))
    for mutate in mutations:
        mutate(package)
    return next(row for row in summaries(package) if row["proposition_id"] == name)


def test_evidence_is_counted_by_direction_and_directness(whole):
    row = summary(whole)
    assert (
        row["supporting_direct"],
        row["supporting_indirect"],
        row["disputing_direct"],
        row["disputing_indirect"],
        row["inconclusive"],
    ) == (1, 0, 0, 0, 0)
    assert row["searches"] == 2 and row["designs"] == "uncontrolled_trial 1"
    for direction, directness, column in (
        ("supports", "indirect", "supporting_indirect"),
        ("disputes", "direct", "disputing_direct"),
        ("disputes", "indirect", "disputing_indirect"),
        ("inconclusive", "direct", "inconclusive"),
        ("inconclusive", "indirect", "inconclusive"),
    ):
        row = summary(
            whole,
            set_value("evidence", KEY, "direction", direction),
            set_value("evidence", KEY, "directness", directness),
        )
        assert {
            name: value
            for name, value in row.items()
            if name.startswith(("supporting", "disputing", "inconclusive")) and value
        } == {column: 1}


def test_a_work_with_two_findings_counts_once_among_designs(whole):
    more = [
        add_row("findings", "pmid-1-size", finding_id="pmid-1-more"),
        add_row("evidence", KEY, finding_id="pmid-1-more"),
    ]
    row = summary(whole, *more)
    assert row["supporting_direct"] == 2 and row["designs"] == "uncontrolled_trial 1"


def test_no_evidence_and_no_search_are_told_apart(whole):
    row = summary(whole, name="rowing-raises-calf-work")
    assert (row["claims_and_evidence"], row["searches"], row["designs"]) == ("no_evidence", 0, None)


@pytest.mark.parametrize(
    "stances, direction, run",
    [
        (("asserts", "asserts"), "supports", "with"),
        (("denies", "denies"), "disputes", "with"),
        (("asserts", "asserts"), "disputes", "against"),
        (("denies", "denies"), "supports", "against"),
        (("asserts", "denies"), "supports", "mixed"),
        (("asserts", "reports"), "supports", "with"),
        (("reports", "reports"), "supports", "reported_only"),
        (("asserts", "asserts"), "inconclusive", "inconclusive"),
    ],
)
def test_whether_claims_run_with_the_evidence(whole, stances, direction, run):
    said = [
        set_value("claims", claim, "stance", stance)
        for claim, stance in zip(("harbour-post-003", "tide-times-001"), stances, strict=True)
    ]
    assert (
        summary(whole, *said, set_value("evidence", KEY, "direction", direction))[
            "claims_and_evidence"
        ]
        == run
    )


def test_findings_on_both_sides_are_mixed(whole):
    both = [
        set_value("claims", "tide-times-001", "stance", "asserts"),
        add_row("findings", "pmid-1-size", finding_id="pmid-1-more"),
        add_row("evidence", KEY, finding_id="pmid-1-more", direction="disputes"),
    ]
    assert summary(whole, *both)["claims_and_evidence"] == "mixed"


def test_a_finding_that_is_gone_is_passed_over(whole):
    assert (
        summary(whole, drop_rows("findings", "finding_id", "pmid-1-size"))["claims_and_evidence"]
        == "no_evidence"
    )
