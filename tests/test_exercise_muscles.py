"""The exercise-muscle view: which claims count, in which role, and where the sources differ."""

import copy

import pytest

import mini as mini_package
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.derived.exercise_muscles import exercise_muscles
from pipeline.tables.table_set import TableSet
from test_rules import add_row, set_value


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return TableSet(read(PackageFiles(mini_package.make(tmp_path_factory.mktemp("view")))).tables)


def view(whole, *mutations):
    package = TableSet(copy.deepcopy(whole.tables))
    for mutate in mutations:
        mutate(package)
    return {
        (row["exercise_id"], row["muscle_id"], row["role"]): row
        for row in exercise_muscles(package)
    }


SIZE = ("rowing", "quadriceps", "enlarges")


def test_claims_count_by_article_and_stance(whole):
    row = view(whole)[SIZE]
    assert (row["asserted_by"], row["denied_by"], row["articles"], row["differ"]) == (
        "harbour-post",
        "tide-times",
        2,
        "stance",
    )
    assert row["more_than"] == "cycling (harbour-post)"
    assert (
        row["propositions"]
        == "rowing-exceeds-cycling-in-quadriceps-size; rowing-raises-quadriceps-size"
    )


def test_a_comparison_is_seen_from_both_sides(whole):
    row = view(whole)[("cycling", "quadriceps", "enlarges")]
    assert (
        row["less_than"] == "rowing (harbour-post)"
        and row["asserted_by"] is None
        and row["articles"] == 1
    )


def test_nothing_is_passed_on_along_trees_and_groups(whole):
    found = view(whole)
    assert ("rowing", "vastus-medialis", "enlarges") not in found
    assert found[("rowing", "vastus-lateralis", "enlarges")]["articles"] == 0, "a finding alone"
    assert found[("rowing", "vastus-lateralis", "enlarges")]["found_higher"] == "pmid-1-size"


@pytest.mark.parametrize(
    "object_id, role",
    [("muscle-work", "works"), ("large-calves", "enlarges"), ("muscle-size", "enlarges")],
)
def test_the_role_follows_from_the_tree_of_outcomes(whole, object_id, role):
    assert ("rowing", "calves", role) in view(
        whole, set_value("propositions", "rowing-raises-calf-work", "object_id", object_id)
    )


def test_an_outcome_of_its_own_is_another_role(whole):
    def own(package):
        add_row("terms", "muscle-size", term_id="firmness")(package)
        set_value("propositions", "rowing-raises-calf-work", "object_id", "firmness")(package)

    assert ("rowing", "calves", "other") in view(whole, own)


@pytest.mark.parametrize(
    "relation, stance, column",
    [
        ("raises", "asserts", "asserted_by"),
        ("keeps", "asserts", "asserted_by"),
        ("needed_for", "asserts", "asserted_by"),
        ("advised", "asserts", "advised_by"),
        ("raises", "denies", "denied_by"),
        ("keeps", "denies", "denied_by"),
        ("needed_for", "denies", "denied_by"),
        ("lowers", "asserts", "denied_by"),
        ("raises", "reports", "reported_by"),
        ("keeps", "reports", "reported_by"),
        ("needed_for", "reports", "reported_by"),
        ("affects", "asserts", None),
        ("advised", "denies", None),
        ("lowers", "denies", None),
        ("typical", "asserts", None),
    ],
)
def test_each_relation_and_stance_has_its_column(whole, relation, stance, column):
    row = view(
        whole,
        set_value("propositions", "rowing-raises-calf-work", "relation", relation),
        set_value("claims", "harbour-post-002", "stance", stance),
    ).get(("rowing", "calves", "works"))
    said = (
        {by: row[by] for by in ("asserted_by", "denied_by", "reported_by", "advised_by") if row[by]}
        if row
        else {}
    )
    assert said == ({column: "harbour-post"} if column else {})


def test_a_denied_comparison_is_left_out(whole):
    assert (
        view(whole, set_value("claims", "harbour-post-004", "stance", "denies"))[SIZE]["more_than"]
        is None
    )


def test_alike_counts_for_both(whole):
    found = view(
        whole,
        set_value(
            "propositions", "rowing-exceeds-cycling-in-quadriceps-size", "relation", "matches"
        ),
    )
    assert (
        found[SIZE]["alike"] == "cycling (harbour-post)"
        and found[("cycling", "quadriceps", "enlarges")]["alike"] == "rowing (harbour-post)"
    )


def other_way(package):
    """Add a second article that ranks cycling above rowing."""
    add_row(
        "propositions",
        "rowing-exceeds-cycling-in-quadriceps-size",
        proposition_id="turned",
        subject_id="cycling",
        comparator_id="rowing",
    )(package)
    set_value("claims", "tide-times-001", "proposition_id", "turned")(package)
    set_value("claims", "tide-times-001", "stance", "asserts")(package)


def test_sources_differ_in_comparisons(whole):
    row = view(whole, other_way)[SIZE]
    assert (row["more_than"], row["less_than"], row["differ"]) == (
        "cycling (harbour-post)",
        "cycling (tide-times)",
        "comparison",
    )


def test_one_article_does_not_differ_from_itself(whole):
    def own(package):
        other_way(package)
        set_value(
            "claims",
            "tide-times-001",
            "passage_id",
            next(row for row in package["claims"].rows if row["claim_id"] == "harbour-post-004")[
                "passage_id"
            ],
        )(package)

    assert view(whole, own)[SIZE]["differ"] is None


def test_evidence_that_says_otherwise_is_seen(whole):
    moved = [
        set_value("findings", "pmid-1-size", "muscle_id", "quadriceps"),
        set_value("findings", "pmid-1-size", "result", "lower"),
    ]
    row = view(whole, *moved)[SIZE]
    assert row["found_lower"] == "pmid-1-size" and row["differ"] == "stance; evidence"
    against = view(whole, moved[0], set_value("claims", "harbour-post-003", "stance", "denies"))[
        SIZE
    ]
    assert against["found_higher"] == "pmid-1-size" and against["differ"] == "evidence"


def test_findings_against_another_exercise_are_comparisons(whole):
    found = view(whole)
    assert (
        found[("cycling", "vastus-lateralis", "enlarges")]["less_than"] == "rowing (pmid-1-cycling)"
    )
    assert (
        found[("rowing", "vastus-lateralis", "enlarges")]["more_than"] == "cycling (pmid-1-cycling)"
    )
    unclear = view(whole, set_value("findings", "pmid-1-cycling", "result", "unclear"))
    assert ("cycling", "vastus-lateralis", "enlarges") not in unclear


@pytest.mark.parametrize("result", ["no_clear_difference", "mixed", "unclear"])
def test_what_is_not_clear_makes_no_comparison_and_no_difference(whole, result):
    """No clear difference does not show that two exercises do as much."""
    compared = view(whole, set_value("findings", "pmid-1-cycling", "result", result))
    assert ("cycling", "vastus-lateralis", "enlarges") not in compared
    row = view(
        whole,
        set_value("findings", "pmid-1-size", "muscle_id", "quadriceps"),
        set_value("findings", "pmid-1-size", "result", result),
    )[SIZE]
    assert row["found_not_clear"] == "pmid-1-size" and row["differ"] == "stance"


def test_a_measure_of_the_reverse_is_told_of_the_outcome(whole):
    less = set_value("measures", "muscle-thickness", "higher_means", "less")
    found = view(whole, less)
    row = found[("rowing", "vastus-lateralis", "enlarges")]
    assert (row["found_lower"], row["found_higher"]) == ("pmid-1-size", None)
    assert row["less_than"] == "cycling (pmid-1-cycling)"


@pytest.mark.parametrize("stance", ["denies", "reports"])
def test_only_an_asserted_comparison_counts(whole, stance):
    assert (
        view(whole, set_value("claims", "harbour-post-004", "stance", stance))[SIZE]["more_than"]
        is None
    )


@pytest.mark.parametrize(
    "result, column",
    [
        ("higher", "found_higher"),
        ("lower", "found_lower"),
        ("equivalent", "found_not_clear"),
        ("no_clear_difference", "found_not_clear"),
        ("mixed", "found_not_clear"),
        ("unclear", "found_not_clear"),
    ],
)
def test_each_result_has_its_column(whole, result, column):
    row = view(whole, set_value("findings", "pmid-1-size", "result", result))[
        ("rowing", "vastus-lateralis", "enlarges")
    ]
    shown = {name: row[name] for name in row if name.startswith("found_") and row[name]}
    assert shown == {column: "pmid-1-size"}
    assert row["propositions"] is None, "a finding is no proposition"


@pytest.mark.parametrize(
    "result, own, other",
    [
        ("higher", "more_than", "less_than"),
        ("lower", "less_than", "more_than"),
        ("equivalent", "alike", "alike"),
    ],
)
def test_each_result_against_another_exercise_has_its_columns(whole, result, own, other):
    found = view(whole, set_value("findings", "pmid-1-cycling", "result", result))
    assert (
        found[("cycling", "vastus-lateralis", "enlarges")][own] == "rowing (pmid-1-cycling)"
        and found[("rowing", "vastus-lateralis", "enlarges")][other] == "cycling (pmid-1-cycling)"
    )


def test_advice_against_a_denial_differs_and_one_article_with_itself_does_not(whole):
    advised = view(
        whole,
        set_value("claims", "harbour-post-003", "proposition_id", "advised"),
        add_row(
            "propositions",
            "rowing-raises-quadriceps-size",
            proposition_id="advised",
            relation="advised",
        ),
    )
    assert advised[SIZE]["advised_by"] == "harbour-post" and advised[SIZE]["differ"] == "stance"

    def same_article(package):
        place = next(
            row for row in package["claims"].rows if row["claim_id"] == "harbour-post-003"
        )["passage_id"]
        set_value("claims", "tide-times-001", "passage_id", place)(package)

    assert view(whole, same_article)[SIZE]["differ"] is None


def alike_by(package):
    other_way(package)
    set_value("propositions", "turned", "relation", "matches")(package)


def test_more_and_less_against_alike_differ(whole):
    assert view(whole, alike_by)[SIZE]["differ"] == "comparison"
    assert view(whole, alike_by)[("cycling", "quadriceps", "enlarges")]["differ"] == "comparison"


def test_two_findings_against_each_other_differ(whole):
    for result, differ in (("lower", "evidence"), ("no_clear_difference", None)):
        again = add_row("findings", "pmid-1-size", finding_id="pmid-1-again", result=result)
        row = view(whole, again)[("rowing", "vastus-lateralis", "enlarges")]
        assert row["differ"] == differ


def test_what_points_nowhere_is_passed_over(whole):
    """Other rules report an empty slot and a claim without a passage."""
    found = view(
        whole,
        set_value("propositions", "rowing-raises-calf-work", "object_id", None),
        set_value("claims", "harbour-post-003", "passage_id", "gone"),
    )
    assert not any(key[1] == "calves" for key in found) and found[SIZE]["asserted_by"] is None


def test_rows_stand_in_the_order_of_their_keys(whole):
    keys = [(row["exercise_id"], row["muscle_id"], row["role"]) for row in exercise_muscles(whole)]
    assert keys == sorted(keys) and len(keys) > 3
