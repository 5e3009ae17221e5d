"""What a result says about a proposition: the whole table, value by value."""

import pytest

from pipeline.tables.alignment import Alignment
from pipeline.tables.directions import DIRECTIONS, UNDECIDED, direction, outcome_result
from pipeline.tables.testability import EFFECTS

SLOTS = ("subject", "object", "muscle", "comparator", "population", "condition")
RESULTS = ("higher", "lower", "equivalent", "no_clear_difference", "mixed", "unclear")
# the table of the codebook; results beyond the third column stay what they are
TABLE = {
    "raises": ("supports", "opposes", "opposes"),
    "lowers": ("opposes", "supports", "opposes"),
    "keeps": ("supports", "opposes", "supports"),
    "exceeds": ("supports", "opposes", "opposes"),
    "matches": ("opposes", "opposes", "supports"),
    "affects": ("supports", "supports", "opposes"),
    "needed_for": ("opposes", "supports", "supports"),
}
SWAPPED = {
    "exceeds": ("opposes", "supports", "opposes"),
    "matches": ("opposes", "opposes", "supports"),
}
MORE = {"higher_means": "more"}
LESS = {"higher_means": "less"}


def points(relation, result, measure=MORE, swapped=False, **values):
    alignment = Alignment(dict.fromkeys(SLOTS, "same") | values, swapped)
    return direction({"relation": relation}, {"result": result}, measure, alignment)


def rows(table):
    rest = ("no_clear_difference", "mixed", "unclear")
    return [
        (relation, result, wanted)
        for relation, given in table.items()
        for result, wanted in zip(RESULTS, (*given, *rest), strict=True)
    ]


@pytest.mark.parametrize("relation, result, wanted", rows(TABLE))
def test_the_direction_follows_from_relation_and_result(relation, result, wanted):
    assert points(relation, result) == wanted
    assert points(relation, result, measure=None) == wanted


@pytest.mark.parametrize("relation, result, wanted", rows(SWAPPED))
def test_a_comparison_that_is_swapped_is_turned(relation, result, wanted):
    assert points(relation, result, swapped=True) == wanted


@pytest.mark.parametrize("relation, result, wanted", rows(TABLE))
def test_a_measure_of_the_reverse_turns_the_result(relation, result, wanted):
    """A resting heart that beats slower is fitter."""
    turned = {"higher": "lower", "lower": "higher"}.get(result, result)
    assert points(relation, turned, LESS) == wanted
    assert outcome_result({"result": turned}, LESS) == result
    assert outcome_result({"result": result}, MORE) == result
    assert outcome_result({"result": result}, None) == result


@pytest.mark.parametrize("result", RESULTS)
def test_a_measure_of_the_reverse_in_a_swapped_comparison_is_turned_twice(result):
    assert points("exceeds", result, LESS, swapped=True) == points("exceeds", result)


@pytest.mark.parametrize("relation, result, wanted", rows(TABLE))
def test_less_than_another_exposure_is_no_evidence_against_an_effect(relation, result, wanted):
    """Less of it than another exposure has is still an effect; more of it supports one."""
    open_ = relation in ("raises", "lowers", "keeps")
    if open_ and wanted in ("opposes", "no_clear_difference"):
        wanted = "unclear"
    assert points(relation, result, comparator="other") == wanted


@pytest.mark.parametrize("value", ["same", "narrower", "wider"])
def test_the_same_comparison_counts_both_ways(value):
    assert points("raises", "lower", comparator=value) == "opposes"
    assert points("raises", "no_clear_difference", comparator=value) == "no_clear_difference"


@pytest.mark.parametrize("relation", ["is", "common", "typical", "advised", "means", "other"])
@pytest.mark.parametrize("result", RESULTS)
def test_for_other_relations_a_person_must_say(relation, result):
    assert points(relation, result) is None


def test_a_result_that_no_table_has_gives_no_direction():
    """The row schema reports it."""
    assert points("raises", "better") is None


def test_every_testable_relation_has_a_table():
    assert set(DIRECTIONS) == set(EFFECTS) == set(TABLE)
    assert set(UNDECIDED) == {"no_clear_difference", "mixed", "unclear"}
    assert all(set(table) == {"higher", "lower", "equivalent"} for table in DIRECTIONS.values())
