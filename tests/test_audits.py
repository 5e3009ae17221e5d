"""Audits: each finding of a blind reader, and each sampled field in which nothing was found."""

import pytest

import running_muscle_claims as rmc
from mini import build, edit, make
from pipeline.base.problems import Refused


@pytest.fixture
def mini(tmp_path):
    return make(tmp_path)


def rows(root):
    audits = rmc.load("audits", folder=root)
    return [
        (row.row_key, row.field, row.ordinal, row.verdict, row.sampled)
        for row in audits.itertuples()
    ]


def test_a_sampled_field_without_a_finding_is_right(mini):
    assert rows(build(mini)) == [
        ("harbour-post-001", "kind", 1, "ok", True),
        ("harbour-post-001", "terms", 1, "error", True),
        ("harbour-post-002", "kind", 1, "ok", True),
        ("harbour-post-002", "terms", 1, "ok", True),
        ("harbour-post-004", "kind", 1, "debatable", False),
    ]


def test_a_field_may_have_several_findings(mini):
    edit(
        mini / "data/curation/audits.yaml",
        "why: The sport is missing.}",
        "why: The sport is missing.}\n"
        "  - {row: harbour-post-001, field: terms, verdict: style, why: The word is odd.}",
    )
    assert [row[2:4] for row in rows(build(mini)) if row[:2] == ("harbour-post-001", "terms")] == [
        (1, "error"),
        (2, "style"),
    ]


def test_verdicts_are_ordered(mini):
    audits = rmc.load("audits", folder=build(mini))
    assert audits["verdict"].cat.ordered and audits["verdict"].max() == "error"


def test_a_sampled_row_that_is_not_there_is_told_at_its_line(mini):
    line = edit(mini / "data/curation/audits.yaml", "harbour-post-002]", "harbour-post-009]")
    with pytest.raises(Refused) as refused:
        build(mini)
    [told] = refused.value.problems
    assert (told.rule, told.file, told.line) == ("audited-row", "data/curation/audits.yaml", line)
    assert "harbour-post-009" in told.message
