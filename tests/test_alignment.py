"""How a finding lies to a proposition: each slot, each way to read a finding, and the bearing."""

import copy

import pytest

import mini as mini_package
from mutations import new_row
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.tables.alignment import Aligner, Alignment
from pipeline.tables.table_set import TableSet

SLOTS = ("subject", "object", "muscle", "comparator", "population", "condition")
TERMS = {  # with their broader terms
    "training": None,
    "sea-rowing": "rowing",
    "weights": "training",
    "heavy-weights": "weights",
    "rowing-and-weights": "training",
    "long-rowing-and-weights": "rowing-and-weights",
    "no-rowing": None,
    "broken-boat": "no-rowing",
    "lake-rowing": "training",
    "people": None,
    "young-rowers": "rowers",
    "sea-rowers": "rowers",
    "swimmers": "people",
    "height": None,
    "strength": None,
    "fitness": None,
    "heart-fitness": None,
    "fibre-strength": "strength",
}
RELATIONS = (
    ("rowing-and-weights", "has_part", "rowing"),
    ("rowing-and-weights", "has_part", "weights"),
    ("fitness", "has_part", "strength"),
    ("no-rowing", "absence_of", "rowing"),
    ("lake-rowing", "mode_of", "cycling"),
    ("sea-rowers", "practises", "sea-rowing"),
)


@pytest.fixture(scope="module")
def aligner(tmp_path_factory):
    tables = read(PackageFiles(mini_package.make(tmp_path_factory.mktemp("alignment")))).tables
    package = TableSet(copy.deepcopy(tables))
    for term, broader in TERMS.items():
        new_row("terms", term_id=term, broader_id=broader)(package)
    for one, relation, other in RELATIONS:
        new_row("term_relations", term_id=one, relation=relation, other_id=other)(package)
    return Aligner(package)


def slots(**given):
    return {f"{slot}_id": given.get(slot) for slot in SLOTS}


def said(relation="raises", **given):
    """A proposition: rowing raises muscle size, but for what is given."""
    found = {"subject": "rowing", "object": "muscle-size"} | given
    return {"relation": relation} | slots(**found)


def found(measure="muscle-thickness", **given):
    """A finding: of rowing on muscle size, but for what is given."""
    return {"measure_id": measure} | slots(**{"subject": "rowing", "object": "muscle-size"} | given)


@pytest.mark.parametrize(
    "slot, wanted, have, value",
    [
        ("subject", "rowing", "rowing", "same"),
        ("subject", "rowing", "sea-rowing", "narrower"),
        ("subject", "sea-rowing", "rowing", "wider"),
        ("subject", "rowing", "cycling", "other"),
        ("subject", "sea-rowing", "weights", "other"),
        ("object", "muscle-size", "muscle-size", "same"),
        ("object", "muscle-size", "large-calves", "narrower"),
        ("object", "large-calves", "muscle-size", "wider"),
        ("object", "muscle-size", "height", "other"),
        ("object", None, "muscle-size", "narrower"),
        ("muscle", None, None, "same"),
        ("muscle", "quadriceps", "quadriceps", "same"),
        ("muscle", "quadriceps", "vastus-lateralis", "narrower"),
        ("muscle", None, "quadriceps", "narrower"),
        ("muscle", "vastus-lateralis", "quadriceps", "wider"),
        ("muscle", "quadriceps", None, "wider"),
        ("muscle", "quadriceps", "calves", "other"),
        ("muscle", "vastus-medialis", "vastus-lateralis", "other"),
        ("comparator", None, None, "same"),
        ("comparator", None, "cycling", "other"),
        ("population", None, None, "same"),
        ("population", None, "rowers", "same"),
        ("population", "rowers", "rowers", "same"),
        ("population", "rowers", "young-rowers", "narrower"),
        ("population", "young-rowers", "rowers", "wider"),
        ("population", "rowers", None, "wider"),
        ("population", "rowers", "swimmers", "other"),
        ("condition", None, None, "same"),
        ("condition", "weights", "weights", "same"),
        ("condition", None, "weights", "narrower"),
        ("condition", "weights", "heavy-weights", "narrower"),
        ("condition", "weights", None, "wider"),
        ("condition", "heavy-weights", "weights", "wider"),
        ("condition", "weights", "cycling", "other"),
    ],
)
def test_a_slot_is_the_same_narrower_wider_or_other(aligner, slot, wanted, have, value):
    alignment = aligner.align(said(**{slot: wanted}), found(**{slot: have}))
    assert alignment.values == dict.fromkeys(SLOTS, "same") | {slot: value}
    assert alignment.differs_in == (() if value == "same" else (slot,))
    assert alignment.others == ((slot,) if value == "other" else ())
    assert not alignment.swapped and alignment.absent_in is None


@pytest.mark.parametrize(
    "values, bearing",
    [
        ((), "own"),
        (("narrower",), "special_case"),
        (("narrower", "wider"), "wider"),
        (("wider",), "wider"),
        (("narrower", "wider", "other"), "neighbour"),
        (("other",), "neighbour"),
    ],
)
def test_the_loosest_slot_gives_the_bearing(values, bearing):
    rest = ("same",) * (len(SLOTS) - len(values))
    assert Alignment(dict(zip(SLOTS, (*values, *rest), strict=True))).bearing == bearing


COMPARED = {"comparator": "cycling"}


@pytest.mark.parametrize("relation", ["exceeds", "matches"])
@pytest.mark.parametrize(
    "subject, comparator, swapped, differs",
    [
        ("rowing", "cycling", False, ()),
        ("cycling", "rowing", True, ()),
        ("sea-rowing", "cycling", False, ("subject",)),
        ("cycling", "sea-rowing", True, ("subject",)),
    ],
)
def test_the_sides_of_a_comparison_may_be_swapped(
    aligner, relation, subject, comparator, swapped, differs
):
    alignment = aligner.align(
        said(relation, **COMPARED), found(subject=subject, comparator=comparator)
    )
    assert alignment.swapped == swapped and alignment.differs_in == differs


@pytest.mark.parametrize("relation", ["exceeds", "matches"])
@pytest.mark.parametrize("comparator", [None, "weights", "rowing"])
def test_a_comparison_needs_both_of_its_sides(aligner, relation, comparator):
    assert aligner.align(said(relation, **COMPARED), found(comparator=comparator)) is None
    other = found(subject="weights", comparator="cycling")
    assert aligner.align(said(relation, **COMPARED), other) is None


@pytest.mark.parametrize("relation", ["exceeds", "matches"])
def test_a_comparison_without_a_comparator_has_no_evidence(aligner, relation):
    assert aligner.align(said(relation), found()) is None


def test_only_a_comparison_is_swapped(aligner):
    alignment = aligner.align(said(), found(subject="cycling", comparator="rowing"))
    assert not alignment.swapped and alignment.others == ("subject", "comparator")


def test_an_effect_with_a_comparator_needs_it_in_the_finding(aligner):
    assert aligner.align(said(**COMPARED), found()) is None
    assert aligner.align(said(**COMPARED), found(**COMPARED)).bearing == "own"


@pytest.mark.parametrize("both", ["rowing-and-weights", "long-rowing-and-weights"])
def test_two_parts_against_one_are_the_other_where_the_one_is_done(aligner, both):
    """Rowing and weights against weights is rowing under the condition of weights."""
    finding = found(subject=both, comparator="weights")
    assert aligner.align(said(condition="weights"), finding).bearing == "own"
    alignment = aligner.align(said(), finding)
    assert alignment.differs_in == ("condition",) and alignment.bearing == "special_case"
    other = aligner.align(said(subject="weights"), finding)
    assert other.bearing == "neighbour"


def test_parts_against_what_is_no_part_stay_as_they_are(aligner):
    alignment = aligner.align(said(), found(subject="rowing-and-weights", comparator="cycling"))
    assert alignment.others == ("subject", "comparator")


def test_against_its_own_absence_a_subject_is_compared_with_nothing(aligner):
    assert aligner.align(said(), found(comparator="no-rowing")).bearing == "own"
    assert aligner.align(said(), found(comparator="broken-boat")).bearing == "own"
    assert aligner.align(said(), found(subject="cycling", comparator="no-rowing")).others == (
        "subject",
        "comparator",
    )


NEEDED = "needed_for"


@pytest.mark.parametrize("subject", ["no-rowing", "broken-boat"])
@pytest.mark.parametrize("comparator", [None, "rowing"])
def test_what_is_needed_is_held_against_its_absence(aligner, subject, comparator):
    alignment = aligner.align(said(NEEDED), found(subject=subject, comparator=comparator))
    assert alignment.bearing == "own" and alignment.absent_in == "subject"


def test_what_is_needed_is_held_against_something_done_in_its_absence(aligner):
    finding = found(subject="weights", condition="no-rowing")
    alignment = aligner.align(said(NEEDED), finding)
    assert alignment.absent_in == "condition" and alignment.differs_in == ("condition",)
    assert alignment.bearing == "special_case"
    own = aligner.align(said(NEEDED, condition="weights"), finding)
    assert own.bearing == "own"


def test_a_rise_with_something_does_not_show_that_it_is_needed(aligner):
    assert aligner.align(said(NEEDED), found()) is None
    assert aligner.align(said(NEEDED), found(subject="no-rowing", object="height")).others == (
        "object",
    )


def test_the_absence_of_a_subject_is_no_case_of_its_effect(aligner):
    alignment = aligner.align(said(), found(subject="no-rowing"))
    assert alignment.absent_in is None and alignment.others == ("subject",)


@pytest.mark.parametrize("have", ["cycling"])
def test_what_it_is_usually_done_as_is_wider(aligner, have):
    alignment = aligner.align(said(subject="lake-rowing"), found(subject=have))
    assert alignment.values["subject"] == "wider"
    turned = aligner.align(said(subject=have), found(subject="lake-rowing"))
    assert turned.values["subject"] == "narrower"


@pytest.mark.parametrize(
    "wanted, have, value",
    [
        ("rowers", "rowing", "same"),
        ("rowing", "rowers", "same"),
        ("rowers", "sea-rowing", "narrower"),
        ("sea-rowing", "rowers", "wider"),
        ("rowers", "cycling", "other"),
        ("rowers", "swimmers", "other"),
        ("rowers", "young-rowers", "narrower"),
        ("young-rowers", "rowers", "wider"),
        ("rowing", "young-rowers", "narrower"),
        ("young-rowers", "rowing", "wider"),
        ("young-rowers", "cycling", "other"),
        ("sea-rowers", "sea-rowing", "same"),
        ("rowing", "sea-rowers", "narrower"),
    ],
)
def test_people_are_held_against_what_they_practise(aligner, wanted, have, value):
    alignment = aligner.align(said(subject=wanted), found(subject=have))
    assert alignment.values["subject"] == value


def test_people_in_a_comparison_are_held_against_what_they_practise(aligner):
    alignment = aligner.align(
        said("exceeds", **COMPARED), found(subject="cycling", comparator="rowers")
    )
    assert alignment.swapped and alignment.bearing == "own"


def test_the_people_of_a_study_are_no_exercise(aligner):
    """Practising counts for the two sides alone."""
    alignment = aligner.align(said(condition="rowing"), found(condition="rowers"))
    assert alignment.values["condition"] == "other"


def test_a_proxy_is_another_outcome(aligner):
    """By its measure, even where the term is the proposition's own."""
    alignment = aligner.align(
        said(object="large-calves"), found("calf-girth", object="large-calves")
    )
    assert alignment.others == ("object",) and alignment.bearing == "neighbour"


def test_a_measure_that_is_not_there_changes_nothing(aligner):
    """The rule foreign-key reports it."""
    assert aligner.align(said(), found("no-such-measure")).bearing == "own"


@pytest.mark.parametrize(
    "wanted, have, value",
    [
        ("fitness", "strength", "narrower"),
        ("fitness", "fibre-strength", "narrower"),
        ("strength", "fitness", "other"),
        ("fitness", "height", "other"),
    ],
)
def test_a_part_of_an_outcome_is_a_case_of_it(aligner, wanted, have, value):
    alignment = aligner.align(said(object=wanted), found(object=have))
    assert alignment.values["object"] == value


def test_a_part_of_an_exercise_is_no_case_of_it(aligner):
    alignment = aligner.align(said(subject="rowing-and-weights"), found(subject="rowing"))
    assert alignment.values["subject"] == "other"


def test_the_closest_way_to_read_a_finding_counts(aligner):
    """As it stands it has another subject and comparator; as a part, one condition more."""
    finding = found(subject="rowing-and-weights", comparator="weights", muscle="quadriceps")
    alignment = aligner.align(said(), finding)
    assert alignment.distance == (0, 0, 2) and alignment.differs_in == ("muscle", "condition")


def test_slots_that_differ_stand_in_the_order_of_the_columns(aligner):
    finding = found(subject="cycling", object="height", muscle="calves", condition="weights")
    alignment = aligner.align(said(population="rowers"), finding)
    assert alignment.differs_in == ("subject", "object", "muscle", "population", "condition")
    assert alignment.others == ("subject", "object") and alignment.bearing == "neighbour"
