"""A waiver lifts one rule from one row, and a waiver that lifts nothing is an error."""

import pytest

import mini as mini_package
from mutations import new_row
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.checks.one_cause import first_causes
from pipeline.checks.rules.registry import Rule, each
from pipeline.checks.waivers import without_waived
from pipeline.tables.table_set import TableSet


@pytest.fixture
def tables(tmp_path):
    return TableSet(read(PackageFiles(mini_package.make(tmp_path))).tables)


def shouts(tables):
    """Every claim is wrong."""
    for row, at in each(tables["claims"]):
        yield at.problem("kind", f"{row['claim_id']} is wrong.").at(rule="shouts", layer="rules")


RULE = Rule("shouts", shouts, needs_captures=False, waivable=True)


def waive(tables, **changes):
    row = {
        "table_name": "claims",
        "row_key": "harbour-post-001",
        "rule": "shouts",
        "reason": "Read again: it is right.",
    }
    new_row("waivers", **(row | changes))(tables)


def left(tables, rule=RULE):
    found = list(rule.check(tables))
    return [(p.rule, p.table, p.row) for p in without_waived(tables, [rule], found)]


def test_a_waiver_lifts_the_rule_from_its_row_alone(tables):
    before = left(tables)
    assert ("shouts", "claims", "harbour-post-001") in before and len(before) > 1
    waive(tables)
    assert left(tables) == [one for one in before if one[2] != "harbour-post-001"]


@pytest.mark.parametrize(
    "change", [{"table_name": "passages"}, {"row_key": "harbour-post-999"}], ids=str
)
def test_a_waiver_that_lifts_nothing_is_an_error(tables, change):
    waive(tables, **change)
    row = "/".join(({"table_name": "claims", "row_key": "harbour-post-001"} | change).values())
    assert ("waiver-needed", "waivers", f"{row}/shouts") in left(tables)
    assert ("shouts", "claims", "harbour-post-001") in left(tables)


def test_a_waiver_of_a_rule_that_did_not_run_is_not_judged(tables):
    waive(tables, rule="needs-the-texts")
    assert not [one for one in left(tables) if one[0] == "waiver-needed"]


def test_a_rule_that_may_not_be_waived_is_not(tables):
    waive(tables)
    strict = Rule("shouts", shouts, needs_captures=False, waivable=False)
    assert ("shouts", "claims", "harbour-post-001") in left(tables, strict)


@pytest.mark.parametrize("fault", ["hedge-kept", "row-schema", "foreign-key"])
def test_a_fault_of_the_waived_row_explains_that_the_waiver_lifts_nothing(tables, fault):
    waive(tables, row_key="harbour-post-002")
    quiet = Rule("shouts", lambda tables: iter(()), needs_captures=False, waivable=True)
    [idle] = without_waived(tables, [quiet], [])
    at = next(at for row, at in each(tables["claims"]) if row["claim_id"] == "harbour-post-002")
    other = at.problem("kind", "Something else is wrong.").at(rule=fault)
    assert first_causes([idle, other]) == [other]
    assert first_causes([idle]) == [idle]


def test_a_waiver_of_a_rule_of_texts_is_not_judged_while_a_text_is_missing(tables):
    """A text that is not there has no rows that the rule could report."""
    waive(tables)
    quiet = Rule("shouts", lambda tables: iter(()), needs_captures=True, waivable=True)
    assert list(without_waived(tables, [quiet], [])) == []
    with_texts = TableSet(tables.tables, {"harbour-post": None, "tide-times": None})
    assert [p.rule for p in without_waived(with_texts, [quiet], [])] == ["waiver-needed"]
