"""Studies held against propositions: counted once each, profiled, and held against claims."""

import copy

import pytest

import mini as mini_package
from mutations import add_row, all_of, drop_rows, set_value
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.derived.claim_evidence import claims_and_evidence
from pipeline.derived.evidence_profile import COUNTS, no_profile, profiles
from pipeline.derived.study_evidence import study_evidence
from pipeline.tables.designs import POOLED, RANDOMISED, REVIEWS
from pipeline.tables.table_set import TableSet
from pipeline.tables.units import nothing, turned

SIZE = "rowing-raises-quadriceps-size"
MORE = "rowing-exceeds-cycling-in-quadriceps-size"
KEY, KEY_OF_MORE = f"{SIZE}/pmid-1-size", f"{MORE}/pmid-1-cycling"
FINDING, CYCLING = "pmid-1-size", "pmid-1-cycling"
CLAIM, DENIAL = "harbour-post-003", "tide-times-001"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return TableSet(
        read(PackageFiles(mini_package.make(tmp_path_factory.mktemp("studies")))).tables
    )


def changed(whole, *mutations):
    package = TableSet(copy.deepcopy(whole.tables))
    for mutate in mutations:
        mutate(package)
    return package


def cells(table, key, **changes):
    """A mutation: cells of one row."""
    return all_of(*(set_value(table, key, *change) for change in changes.items()))


def held(number, direction="supports", bearing="own", work="pmid-1", **finding):
    """A mutation: one more finding with a row of evidence for the proposition about size."""
    name = f"{work}-extra-{number}"
    return all_of(
        add_row("findings", FINDING, finding_id=name, reference_id=work, **finding),
        add_row("evidence", KEY, finding_id=name, direction=direction, bearing=bearing),
    )


def alone(*directions, **finding):
    """A mutation: these are the directions of the study's own findings, and there are no others."""
    return all_of(
        *(held(i, direction, **finding) for i, direction in enumerate(directions)),
        drop_rows("evidence", "finding_id", FINDING),
    )


def work(number, **changes):
    """A mutation: one more work."""
    return add_row("references", "pmid-1", reference_id=f"pmid-{number}", **changes)


def study(whole, *mutations, name=SIZE, reference="pmid-1"):
    rows = study_evidence(changed(whole, *mutations))
    return next(
        row for row in rows if (row["proposition_id"], row["reference_id"]) == (name, reference)
    )


def profile(whole, *mutations, name=SIZE):
    package = changed(whole, *mutations)
    return profiles(package, study_evidence(package))[name]


def stands(whole, *mutations, claim=CLAIM):
    package = changed(whole, *mutations)
    return claims_and_evidence(package, study_evidence(package))[claim]


# study_evidence


@pytest.mark.parametrize(
    "directions, whole_direction, supporting, opposing",
    [
        (["supports"], "supports", 1, 0),
        (["opposes"], "opposes", 0, 1),
        (["no_clear_difference"], "no_clear_difference", 0, 0),
        (["mixed"], "mixed", 0, 0),
        (["unclear"], "unclear", 0, 0),
        (["supports", "supports"], "supports", 2, 0),
        (["supports", "no_clear_difference", "no_clear_difference"], "supports", 1, 0),
        (["supports", "unclear"], "supports", 1, 0),
        (["opposes", "no_clear_difference"], "opposes", 0, 1),
        (["supports", "opposes"], "mixed", 1, 1),
        (["supports", "supports", "opposes"], "mixed", 2, 1),
        (["supports", "mixed"], "mixed", 1, 0),
        (["no_clear_difference", "no_clear_difference"], "no_clear_difference", 0, 0),
        (["no_clear_difference", "mixed"], "mixed", 0, 0),
        (["no_clear_difference", "unclear"], "unclear", 0, 0),
    ],
)
def test_a_study_points_where_its_findings_do(
    whole, directions, whole_direction, supporting, opposing
):
    """A study supports where some finding does and none opposes: k of n of them."""
    row = study(whole, alone(*directions))
    assert (row["direction"], row["findings"]) == (whole_direction, len(directions))
    assert (row["supporting"], row["opposing"]) == (supporting, opposing)


@pytest.mark.parametrize(
    "bearings, bearing, findings, direction",
    [
        (["own"], "own", 1, "supports"),
        (["special_case"], "special_case", 1, "supports"),
        (["special_case", "own"], "own", 2, "supports"),
        (["own", "wider"], "own", 1, "supports"),
        (["wider", "neighbour"], "wider", 1, "supports"),
        (["neighbour"], "neighbour", 1, "supports"),
        (["neighbour", "special_case", "wider"], "special_case", 1, "opposes"),
    ],
)
def test_a_study_is_counted_by_its_closest_findings(whole, bearings, bearing, findings, direction):
    """What is further off counts neither way: here, all but the first of them oppose."""
    directions = ["supports", *("opposes" for _ in bearings[1:])]
    if bearings == ["special_case", "own"]:
        directions = ["supports", "supports"]
    rows = [held(i, *pair) for i, pair in enumerate(zip(directions, bearings, strict=True))]
    row = study(whole, *rows, drop_rows("evidence", "finding_id", FINDING))
    assert (row["bearing"], row["findings"], row["direction"]) == (bearing, findings, direction)


def test_two_studies_stand_apart(whole):
    rows = work(2), held(0, "opposes", work="pmid-2")
    assert study(whole, *rows)["direction"] == "supports"
    assert study(whole, *rows, reference="pmid-2")["direction"] == "opposes"


@pytest.mark.parametrize("design", ["uncontrolled_trial", "randomised_trial", "cohort"])
def test_a_study_of_people_is_primary(whole, design):
    row = study(whole, set_value("references", "pmid-1", "design", design))
    assert (row["source"], row["design"]) == ("primary", design)
    assert row["randomised"] == (design == "randomised_trial")


@pytest.mark.parametrize("design", sorted(REVIEWS))
def test_a_review_of_studies_is_a_review(whole, design):
    row = study(whole, set_value("references", "pmid-1", "design", design))
    assert (row["source"], row["randomised"]) == ("review", False)


def test_the_kinds_of_designs_are_designs(whole):
    known = set(whole["references"].schema.field("design").values)
    assert POOLED < REVIEWS < known and known > RANDOMISED and not RANDOMISED & REVIEWS
    assert "randomised_crossover" in RANDOMISED and "crossover" not in RANDOMISED


def test_people_are_those_of_the_largest_finding_or_of_the_study(whole):
    assert study(whole)["people"] == 12
    more = held(0, sample_size=9), held(1, sample_size=15)
    assert study(whole, *more)["people"] == 15
    none = [set_value("findings", FINDING, "sample_size", None)]
    assert study(whole, *none)["people"] == 12
    none.append(set_value("references", "pmid-1", "sample_size", None))
    assert study(whole, *none)["people"] is None


def test_people_of_findings_further_off_do_not_count(whole):
    assert study(whole, held(0, bearing="wider", sample_size=99))["people"] == 12


def test_what_was_compared_is_listed_once(whole):
    assert study(whole)["contrast"] == "before_after"
    more = [
        held(i, contrast=contrast)
        for i, contrast in enumerate(("without_it", "before_after", "without_it", None))
    ]
    assert study(whole, *more)["contrast"] == "before_after; without_it"
    assert study(whole, set_value("findings", FINDING, "contrast", None))["contrast"] is None


def test_a_finding_or_work_that_is_gone_is_passed_over(whole):
    """The rule foreign-key reports it."""
    rows = study_evidence(changed(whole, drop_rows("findings", "finding_id", FINDING)))
    assert SIZE not in {row["proposition_id"] for row in rows}
    assert study_evidence(changed(whole, drop_rows("references", "reference_id", "pmid-1"))) == []


def test_rows_stand_in_the_order_of_their_keys(whole):
    rows = study_evidence(
        changed(whole, work(2), held(0, work="pmid-2"), work(3), held(1, work="pmid-3"))
    )
    keys = [(row["proposition_id"], row["reference_id"]) for row in rows]
    assert keys == sorted(keys) and len(keys) == 5


# evidence_profile


def test_a_profile_has_a_count_for_each_source_and_direction(whole):
    found = no_profile()
    assert len(COUNTS) == 10 and set(COUNTS) < set(found)
    assert all(found[name] == 0 for name in COUNTS)
    assert found["people"] is found["best_design"] is found["effect_low"] is None


@pytest.mark.parametrize(
    "direction, word",
    [
        ("supports", "supporting"),
        ("opposes", "opposing"),
        ("no_clear_difference", "no_clear_difference"),
        ("mixed", "mixed"),
        ("unclear", "unclear"),
    ],
)
@pytest.mark.parametrize(
    "design, source", [("uncontrolled_trial", "studies"), ("meta_analysis", "reviews")]
)
@pytest.mark.parametrize("bearing", ["own", "special_case"])
def test_studies_are_counted_by_source_and_direction(
    whole, direction, word, design, source, bearing
):
    found = profile(
        whole,
        cells("evidence", KEY, direction=direction, bearing=bearing),
        set_value("references", "pmid-1", "design", design),
    )
    assert {name: found[name] for name in COUNTS if found[name]} == {f"{source}_{word}": 1}
    assert found["works_own"] == (bearing == "own")


@pytest.mark.parametrize(
    "bearing, column", [("wider", "works_wider"), ("neighbour", "works_neighbour")]
)
def test_works_further_off_are_counted_apart(whole, bearing, column):
    found = profile(whole, set_value("evidence", KEY, "bearing", bearing))
    assert found[column] == 1 and not any(found[name] for name in COUNTS)
    assert found["people"] is found["best_design"] is None


def test_several_findings_of_a_study_count_once(whole):
    found = profile(whole, held(0), held(1), held(2, "no_clear_difference"))
    assert found["studies_supporting"] == 1 and found["people"] == 12


def test_people_are_added_over_primary_studies_only(whole):
    more = (
        work(2, sample_size=30),
        held(0, "opposes", work="pmid-2", sample_size=30),
        work(3, design="meta_analysis", sample_size=900),
        held(1, work="pmid-3", sample_size=900),
        work(4, sample_size=None),
        held(2, work="pmid-4", sample_size=None),
        work(5, sample_size=70),
        held(3, bearing="wider", work="pmid-5", sample_size=70),
    )
    found = profile(whole, *more)
    assert found["people"] == 42
    counts = {name: found[name] for name in COUNTS if found[name]}
    assert counts == {"studies_supporting": 2, "studies_opposing": 1, "reviews_supporting": 1}


def test_no_number_of_people_is_no_zero(whole):
    nobody = (
        set_value("findings", FINDING, "sample_size", None),
        set_value("references", "pmid-1", "sample_size", None),
    )
    assert profile(whole, *nobody)["people"] is None


def test_studies_by_chance_and_of_groups_are_counted_among_primary_ones(whole):
    more = (
        work(2, design="randomised_trial"),
        held(0, work="pmid-2", contrast="without_it"),
        work(3, design="randomised_crossover"),
        held(1, work="pmid-3", contrast="other_exposure"),
        work(4, design="cross_sectional"),
        held(2, work="pmid-4", contrast="groups_compared"),
        work(5, design="meta_analysis"),
        held(3, work="pmid-5", contrast="groups_compared"),
    )
    found = profile(whole, *more)
    assert (found["studies_randomised"], found["studies_groups_compared"]) == (2, 1)
    both = profile(whole, *more, held(4, work="pmid-4", contrast="before_after"))
    assert both["studies_groups_compared"] == 0, "it compared more than groups"


def test_the_best_design_is_the_first_in_the_list(whole):
    assert profile(whole)["best_design"] == "uncontrolled_trial"
    more = work(2, design="randomised_trial"), held(0, "opposes", work="pmid-2")
    assert profile(whole, *more)["best_design"] == "randomised_trial"
    review = work(3, design="umbrella_review"), held(1, work="pmid-3")
    assert profile(whole, *more, *review)["best_design"] == "umbrella_review"
    far = work(3, design="umbrella_review"), held(1, bearing="wider", work="pmid-3")
    assert profile(whole, *more, *far)["best_design"] == "randomised_trial"


def test_a_design_that_is_not_listed_comes_last(whole):
    """The row schema reports it."""
    pilot = set_value("references", "pmid-1", "design", "pilot")
    assert profile(whole, pilot)["best_design"] == "pilot"
    more = work(2, design="simulation"), held(0, work="pmid-2")
    assert profile(whole, pilot, *more)["best_design"] == "simulation"


def effects(whole, *mutations, name=SIZE):
    found = profile(whole, *mutations, name=name)
    return tuple(found[f"effect{part}"] for part in ("s", "_unit", "_low", "_high"))


NOTHING = (0, None, None, None)


def test_one_effect_has_no_range(whole):
    assert effects(whole) == NOTHING


def test_effects_in_one_unit_have_a_range(whole):
    more = held(0, "opposes", value=-2.0), held(1, value=11.5), held(2, value=None)
    assert effects(whole, *more) == (3, "%", -2.0, 11.5)


def test_a_ratio_seen_from_the_other_side_is_the_inverse():
    assert (turned(0.5, "{ratio}"), turned(0.5, "%"), nothing("{ratio}"), nothing("%")) == (
        *(2, -0.5),
        *(1, 0),
    )


def test_the_unit_of_most_effects_has_the_range(whole):
    other = [held(i, value=float(i), unit="{SMD}") for i in range(3)]
    assert effects(whole, *other) == (3, "{SMD}", 0.0, 2.0)
    assert effects(whole, *other[:1]) == NOTHING, "each unit has one"
    two = *other[:2], held(8, value=9.0)
    assert effects(whole, *two)[:2] == (2, "%"), "of two units the first by name"


@pytest.mark.parametrize("bearing", ["wider", "neighbour"])
def test_effects_further_off_do_not_count(whole, bearing):
    assert effects(whole, held(0, bearing=bearing, value=50.0)) == NOTHING


@pytest.mark.parametrize("estimand", ["level", "association"])
def test_a_level_or_an_association_is_no_effect(whole, estimand):
    assert effects(whole, held(0, value=50.0, estimand=estimand)) == NOTHING


def test_where_a_higher_measure_means_less_the_sign_is_turned(whole):
    less = set_value("measures", "muscle-thickness", "higher_means", "less")
    assert effects(whole, held(0, value=-3.0), less) == (2, "%", -5.2, 3.0)


def compared(number, value, **finding):
    """A mutation: one more finding that compares, with a value."""
    name = f"pmid-1-compared-{number}"
    return all_of(
        add_row("findings", CYCLING, finding_id=name, value=value, unit="%", **finding),
        add_row("evidence", KEY_OF_MORE, finding_id=name),
    )


def test_a_comparison_that_is_swapped_has_the_other_sign(whole):
    """Cycling against rowing gave 4 % less, rowing against cycling 6 % more."""
    turned = {"subject_id": "rowing", "comparator_id": "cycling"}
    more = compared(0, -4.0), compared(1, 6.0, **turned)
    assert effects(whole, *more, name=MORE) == (2, "%", 4.0, 6.0)
    less = set_value("measures", "muscle-thickness", "higher_means", "less")
    assert effects(whole, *more, less, name=MORE) == (2, "%", -6.0, -4.0)


def test_the_effect_of_an_absence_has_the_other_sign(whole):
    """Without rowing there was 3 % less: with it, 3 % more."""
    needed = (
        add_row("terms", "rowing", term_id="no-rowing"),
        add_row(
            "term_relations",
            "rowers/practises/rowing",
            term_id="no-rowing",
            relation="absence_of",
        ),
        set_value("propositions", SIZE, "relation", "needed_for"),
    )
    absent = {"subject_id": "no-rowing", "contrast": "without_it"}
    pair = held(0, value=-3.0, **absent), held(1, value=1.0, **absent)
    assert effects(whole, *needed, *pair) == (2, "%", -1.0, 3.0)
    done = {"subject_id": "cycling", "condition_id": "no-rowing"}
    other = held(2, value=40.0, **done), held(3, value=50.0, **done)
    assert effects(whole, *needed, *pair, *other) == (2, "%", -1.0, 3.0), "of cycling"


def test_a_proposition_without_evidence_has_no_profile(whole):
    package = changed(whole)
    assert "rowing-raises-calf-work" not in profiles(package, study_evidence(package))


# claim_evidence


@pytest.mark.parametrize(
    "stance, direction, outcome",
    [
        ("asserts", "supports", "with"),
        ("asserts", "opposes", "against"),
        ("denies", "supports", "against"),
        ("denies", "opposes", "with"),
        ("asserts", "mixed", "both"),
        ("denies", "mixed", "both"),
        ("asserts", "no_clear_difference", "unclear"),
        ("denies", "no_clear_difference", "unclear"),
        ("asserts", "unclear", "unclear"),
        ("reports", "supports", "reported"),
        ("reports", "opposes", "reported"),
    ],
)
@pytest.mark.parametrize("bearing", ["own", "special_case"])
def test_a_claim_stands_with_or_against_a_study(whole, stance, direction, outcome, bearing):
    said = set_value("claims", CLAIM, "stance", stance)
    held_so = cells("evidence", KEY, direction=direction, bearing=bearing)
    assert stands(whole, said, held_so) == outcome


@pytest.mark.parametrize("bearing", ["wider", "neighbour"])
def test_studies_further_off_say_nothing(whole, bearing):
    assert stands(whole, set_value("evidence", KEY, "bearing", bearing)) == "none"


def test_without_evidence_a_claim_stands_with_none(whole):
    assert stands(whole, claim="harbour-post-002") == "none"
    assert stands(whole, claim="harbour-post-001") == "none", "its one study is a neighbour"


@pytest.mark.parametrize(
    "directions, outcome",
    [
        (["supports", "supports"], "with"),
        (["supports", "opposes"], "both"),
        (["supports", "no_clear_difference"], "with"),
        (["opposes", "no_clear_difference", "unclear"], "against"),
        (["no_clear_difference", "unclear"], "unclear"),
        (["supports", "mixed"], "both"),
    ],
)
@pytest.mark.parametrize("design", ["cohort", "meta_analysis"])
def test_each_study_and_each_review_counts_once(whole, directions, outcome, design):
    rows = []
    for i, direction in enumerate(directions, 2):
        rows += [work(i, design=design), held(i, direction, work=f"pmid-{i}")]
    assert stands(whole, *rows, drop_rows("evidence", "finding_id", FINDING)) == outcome


@pytest.mark.parametrize("fidelity", ["misreported", "omits_key_result"])
@pytest.mark.parametrize("stance", ["asserts", "denies", "reports"])
def test_a_claim_that_misreports_its_study_is_listed_apart(whole, fidelity, stance):
    cited = f"{CLAIM}/harbour-study"
    unfaithful = set_value("claim_citations", cited, "fidelity", fidelity)
    assert stands(whole, unfaithful, set_value("claims", CLAIM, "stance", stance)) == "unfaithful"
    assert stands(whole, unfaithful, claim=DENIAL) == "against"


@pytest.mark.parametrize("fidelity", ["accurate", "rounded", "not_assessed"])
def test_other_citations_change_nothing(whole, fidelity):
    cited = f"{CLAIM}/harbour-study"
    assert stands(whole, set_value("claim_citations", cited, "fidelity", fidelity)) == "with"


@pytest.mark.parametrize(
    "degree, unit, size, outcome",
    [
        (None, "{SMD}", 0.2, "against"),
        ("slight", "{SMD}", 0.2, "against"),
        ("some", "{SMD}", 0.2, "against"),
        ("much", "{SMD}", 0.2, "with"),
        ("much", "{SMD}", 0.49, "with"),
        ("much", "{SMD}", 0.5, "unclear"),
        ("much", "{SMD}", 0.79, "unclear"),
        ("much", "{SMD}", 0.8, "against"),
        ("much", "{SMD}", -0.9, "against"),
        ("much", "%", 5.2, "unclear"),
        ("most", "{SMD}", 0.2, "with"),
        ("most", "{SMD}", 1.2, "against"),
        ("main", "{SMD}", 0.2, "unclear"),
        ("main", "{SMD}", 1.2, "unclear"),
    ],
)
def test_a_denied_degree_leaves_room_for_a_smaller_effect(whole, degree, unit, size, outcome):
    measured = cells("findings", FINDING, unit=unit, value=size)
    denied = set_value("claims", DENIAL, "degree", degree)
    assert stands(whole, measured, denied, claim=DENIAL) == outcome
    opposes = set_value("evidence", KEY, "direction", "opposes")
    assert stands(whole, measured, denied, opposes, claim=DENIAL) == "with"


@pytest.mark.parametrize("degree", ["slight", "much", "main", "most"])
def test_the_size_of_an_effect_does_not_matter_to_who_asserts_a_degree(whole, degree):
    small = cells("findings", FINDING, unit="{SMD}", value=0.1)
    assert stands(whole, small, set_value("claims", CLAIM, "degree", degree)) == "with"


def test_the_largest_close_effect_of_a_study_decides(whole):
    small = cells("findings", FINDING, unit="{SMD}", value=0.1)
    denied = set_value("claims", DENIAL, "degree", "much")
    large = held(0, unit="{SMD}", value=0.9)
    assert stands(whole, small, denied, claim=DENIAL) == "with"
    assert stands(whole, small, large, denied, claim=DENIAL) == "against"
    far = held(0, bearing="wider", unit="{SMD}", value=0.9)
    assert stands(whole, small, far, denied, claim=DENIAL) == "with"


def test_studies_of_different_size_stand_on_both_sides_of_a_denied_degree(whole):
    small = cells("findings", FINDING, unit="{SMD}", value=0.1)
    large = work(2), held(0, work="pmid-2", unit="{SMD}", value=0.9)
    denied = set_value("claims", DENIAL, "degree", "much")
    assert stands(whole, small, *large, denied, claim=DENIAL) == "both"


def test_every_claim_stands_somewhere(whole):
    package = changed(whole)
    found = claims_and_evidence(package, study_evidence(package))
    assert set(found) == set(whole.column("claims", "claim_id"))
    values = set(whole["claims_flat"].schema.field("claim_and_evidence").values)
    assert values == {"with", "against", "both", "unclear", "none", "reported", "unfaithful"}
