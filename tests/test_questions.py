"""Questions, positions, links and evidence on questions, each on the smallest package for it."""

import pytest

from pipeline.derived.disagreements import disagreement_claims, disagreements
from pipeline.derived.positions import positions
from pipeline.derived.proposition_links import proposition_links
from pipeline.derived.question_evidence import question_evidence
from pipeline.derived.questions import questions, questions_of
from small_tables import SmallTables

TERMS = {  # kind, broader term, and whether it is a class of questions
    "running": ("exercise", None, True),
    "uphill-running": ("exercise", "running", True),
    "hill-sprints": ("exercise", "uphill-running", False),
    "downhill-running": ("exercise", "running", True),
    "flat-running": ("exercise", "running", True),
    "trail-running": ("exercise", "running", True),
    "road-running": ("exercise", "running", True),
    "jogging": ("exercise", "running", False),
    "strength-training": ("exercise", None, True),
    "squats": ("exercise", "strength-training", False),
    "muscle-size": ("outcome", None, True),
    "continued-gain": ("outcome", "muscle-size", False),
    "muscle-work": ("outcome", None, True),
    "strength": ("outcome", None, True),
    "legs": ("muscle", None, False),
    "calves": ("muscle", "legs", True),
    "soleus": ("muscle", "calves", False),
    "novice": ("population", None, False),
    "cold": ("circumstance", None, False),
}
SURFACES = {"trail-running": "trail", "road-running": "road"}
SLOPES = {"uphill-running": "uphill", "downhill-running": "downhill", "flat-running": "level"}


def package(*claims, evidence=(), members=()):
    """The tables for claims, each as `said` gives it; `evidence` has (slots, bearing, direction,
    work).
    """
    small = SmallTables()
    for term, (kind, broader, is_class) in TERMS.items():
        name = term.replace("-", " ")
        small.add(
            "terms",
            term_id=term,
            name=name,
            plural=name.endswith("s") and kind != "muscle",
            kind=kind,
            broader_id=broader,
            question_class=is_class,
        )
        if kind == "exercise":
            sort = "strength" if "s" in (term[0], (broader or " ")[0]) else "running"
            on = {"slope": SLOPES.get(term), "surface": SURFACES.get(term)}
            small.add("exercises", exercise_id=term, kind=sort, **on)
    for group, member in members:
        small.add("term_members", group_id=group, member_id=member)

    def proposition(slots):
        relation, *pairs = slots.split()
        return small.proposition(relation, **dict(pair.split("=") for pair in pairs))

    for article, stance, slots, degree, hedged in claims:
        small.claim(article, stance, degree, hedged, proposition(slots))
    studies = [
        {
            "proposition_id": proposition(slots),
            "reference_id": work,
            "bearing": bearing,
            "direction": direction,
            "source": "primary",
            "design": "cohort",
            "people": 10,
            "standing": "not_checked",
        }
        for slots, bearing, direction, work in evidence
    ]
    return small.made(), studies


def said(article, slots, stance="asserts", degree=None, hedged=False):
    return article, stance, slots, degree, hedged


GROWS = "raises subject=running object=muscle-size"
UP = "exceeds subject=uphill-running comparator=flat-running object=muscle-work muscle=calves"
DOWN = "exceeds subject=downhill-running comparator=flat-running object=muscle-work muscle=calves"


def asked(*claims):
    tables, _ = package(*claims)
    return [(row["question_id"], row["question"]) for row in questions(tables, [])]


@pytest.mark.parametrize(
    "slots, id_, words",
    [
        (GROWS, "effect-of-running-on-muscle-size", "Does running build muscle?"),
        # a narrower term belongs to its class, and a class inside another class to itself
        (
            "raises subject=jogging object=continued-gain muscle=calves",
            "effect-of-running-on-muscle-size",
            "Does running build muscle?",
        ),
        (
            "lowers subject=hill-sprints object=muscle-size",
            "effect-of-uphill-running-on-muscle-size",
            "Does uphill running mean less muscle?",
        ),
        (
            "raises subject=squats object=strength",
            "effect-of-strength-training-on-strength",
            "Does strength training increase strength?",
        ),
        (
            "needed_for subject=strength-training object=muscle-size",
            "effect-of-strength-training-on-muscle-size",
            "Is strength training needed to build muscle?",
        ),
        (
            "raises subject=running object=muscle-work muscle=calves",
            "effect-of-running-on-muscle-work",
            "Which muscles does running work?",
        ),
        # advice with an aim is about the effect, and without one a question of its own
        (
            "advised subject=running object=muscle-size",
            "effect-of-running-on-muscle-size",
            "Is running recommended for building muscle?",
        ),
        ("advised subject=running", "advice-on-running", "Is running recommended?"),
        # along one axis, and else as a pair in the order of ids
        (
            UP,
            "comparison-of-slope-on-muscle-work",
            "Uphill, downhill or on the flat: which works the muscles more?",
        ),
        (
            "matches subject=squats comparator=running object=muscle-size",
            "comparison-of-running-or-strength-training-on-muscle-size",
            "Running or strength training: which builds more muscle?",
        ),
        (
            "exceeds subject=jogging comparator=running object=muscle-size",
            "comparison-of-jogging-or-running-on-muscle-size",
            "Jogging or running: which builds more muscle?",
        ),
        # of the term itself, whatever class it is in
        ("is subject=jogging object=running", "kind-of-jogging", "Is jogging a form of running?"),
        ("does subject=soleus object=muscle-work", "action-of-soleus", "What does the soleus do?"),
        (
            "part_of subject=jogging object=running",
            "kind-of-running",
            "What does running include?",
        ),
        (
            "keeps subject=soleus object=strength",
            "action-of-soleus",
            "What does the soleus do?",
        ),
        (
            "common subject=novice object=jogging",
            "frequency-of-jogging-in-novice",
            "Is jogging common among novice?",
        ),
    ],
)
def test_a_question_has_its_id_and_its_words(slots, id_, words):
    assert asked(said("a", slots)) == [(id_, words)]


def test_other_relations_have_no_question():
    assert asked(said("a", "other subject=running object=muscle-size")) == []


def test_a_question_counts_its_articles_claims_and_propositions():
    narrower = "raises subject=jogging object=muscle-size"
    tables, _ = package(said("a", GROWS), said("b", narrower), said("b", narrower, "denies"))
    [row] = questions(tables, [])
    assert (row["articles"], row["claims"], row["propositions"]) == (2, 3, 2)


def test_an_id_stays_when_other_rows_come():
    before, _ = package(said("a", GROWS), said("a", UP))
    after, _ = package(
        *(said("a", slots) for slots in (DOWN, GROWS, UP)),
        said("b", "lowers subject=running object=muscle-size"),
    )
    ids = [{row["question_id"] for row in questions(one, [])} for one in (before, after)]
    assert ids[0] <= ids[1]
    assert questions_of(before).of["p-0"] == questions_of(after).of["p-1"]


# positions


def answers(*claims, facet="general"):
    """The positions of the article a with this facet: value, sides, hedged, claims, left out."""
    tables, _ = package(*claims)
    return [
        (row["position"], row["side_ids"], row["hedged"], row["claims"], row["left_out"])
        for row in positions(tables)
        if row["article_id"] == "a" and row["facet"] == facet
    ]


def a(stance="asserts", degree=None, slots=GROWS, hedged=False):
    return said("a", slots, stance, degree, hedged)


LOWERS, KEEPS, AFFECTS, NEEDS, ADVISED = (
    f"{relation} subject=running object=muscle-size"
    for relation in ("lowers", "keeps", "affects", "needed_for", "advised")
)


@pytest.mark.parametrize(
    "claims, position, counted",
    [
        ([a()], "yes", 1),
        ([a(degree="some")], "yes", 1),
        ([a(degree="slight")], "slightly", 1),
        ([a(degree="much")], "a_lot", 1),
        ([a(degree="most")], "a_lot", 1),
        ([a("denies")], "no", 1),
        ([a("denies", "much")], "not_much", 1),
        ([a("denies", "most")], "not_most", 1),
        ([a(degree="main")], "mainly", 1),
        # a question that asks for less is answered as it asks
        ([a(slots=LOWERS)], "yes", 1),
        ([a("denies", slots=LOWERS)], "no", 1),
        ([a(slots=LOWERS, degree="much")], "a_lot", 1),
        ([a(slots=KEEPS)], "yes", 1),  # asked whether it keeps
        ([a(slots=AFFECTS)], "depends", 1),
        # what goes together
        ([a(), a(degree="much")], "a_lot", 1),
        ([a(), a("denies", "much")], "not_much", 1),
        ([a(degree="slight"), a()], "slightly", 1),
        ([a(), a("denies", "most")], "yes", 1),
        ([a("denies"), a(slots=KEEPS)], "keeps", 1),
        ([a(slots=LOWERS), a("denies")], "the_reverse", 1),
        ([a(), a(slots=AFFECTS)], "yes", 1),
        # and what does not
        ([a(), a("denies")], "both_ways", 2),
        ([a(degree="much"), a("denies", "much")], "both_ways", 2),
        ([a(), a(slots=LOWERS)], "both_ways", 2),
        ([a(degree="slight"), a(degree="most")], "both_ways", 2),
        # no answer, and named only where there is nothing else
        ([a("reports")], "reported", 1),
        ([a(slots=ADVISED)], "advised", 1),
        ([a("denies", slots=ADVISED)], "advised_against", 1),
        ([a(slots=NEEDS)], "needed", 1),
        ([a("denies", slots=NEEDS)], "not_needed", 1),
        ([a("denies", slots=ADVISED), a()], "yes", 1),
        ([a("reports"), a(slots=ADVISED), a(slots=NEEDS)], "needed", 1),
    ],
)
def test_a_position_follows_from_the_claims(claims, position, counted):
    for order in (claims, claims[::-1]):
        assert answers(*order) == [(position, None, False, counted, len(claims) - counted)]


def test_a_position_is_hedged_if_every_claim_that_gives_it_is():
    assert answers(a(hedged=True))[0][2] and answers(a(hedged=True), a("denies", "most"))[0][2]
    assert not answers(a(hedged=True), a())[0][2]


def test_where_more_is_asked_what_lowers_is_the_reverse():
    other = said("b", GROWS)
    assert answers(a(slots=LOWERS), other)[0][0] == "the_reverse"
    assert answers(a("denies", slots=LOWERS), other)[0][0] == "not_the_reverse"
    assert answers(a(slots=KEEPS), other)[0][0] == "keeps"


@pytest.mark.parametrize(
    "slots, facet",
    [
        ("raises subject=running object=muscle-size muscle=soleus", "calves"),
        ("raises subject=jogging object=muscle-size", "jogging"),
        ("raises subject=running object=continued-gain", "continued-gain"),
        (
            "raises subject=running object=muscle-size muscle=legs population=novice "
            "condition=cold",
            "legs; novice; cold",
        ),
    ],
)
def test_what_is_said_of_a_case_is_no_general_answer(slots, facet):
    assert answers(a(slots=slots), facet=facet) == [("yes", None, False, 1, 0)]
    assert answers(a(slots=slots)) == [("only_of_cases", None, False, 0, 0)]
    assert answers(a("denies"), a(slots=slots))[0][0] == "no"


def test_what_a_muscle_keeps_it_does():
    keeps = a(slots="keeps subject=soleus object=strength")
    assert answers(keeps, facet="strength") == [("yes", None, False, 1, 0)]


def test_what_is_part_of_a_thing_is_named_beside_what_the_thing_is():
    part, sort = "part_of subject=jogging object=running", "is subject=running object=strength"
    [(_, words)] = asked(said("a", part), said("b", sort))
    assert words == "What is running, and what does it include?"
    assert answers(a(slots=part), facet="jogging")[0][0] == "yes"


def test_an_article_without_a_claim_has_no_position():
    tables, _ = package(said("a", GROWS), said("b", UP))
    assert {(row["article_id"], row["question_id"]) for row in positions(tables)} == {
        ("a", "effect-of-running-on-muscle-size"),
        ("b", "comparison-of-slope-on-muscle-work"),
    }


BEST = "exceeds subject=strength-training comparator=running object=muscle-size"
TURNED = "exceeds subject=running comparator=strength-training object=muscle-size"
ALIKE = "matches subject=running comparator=strength-training object=muscle-size"
STEEPER_DOWN = (
    "exceeds subject=downhill-running comparator=uphill-running object=muscle-work muscle=calves"
)
STEEPER = "exceeds subject=uphill-running comparator=downhill-running object=muscle-work"


@pytest.mark.parametrize(
    "claims, position, sides",
    [
        ([a(slots=BEST)], "yes", "strength-training"),
        ([a("denies", slots=TURNED)], "no", "running"),
        ([a(slots=BEST), a("denies", slots=TURNED)], "yes", "strength-training"),
        ([a(slots=BEST), a(slots=TURNED)], "both_ways", "running; strength-training"),
        ([a(slots=BEST), a("denies", slots=BEST)], "both_ways", "strength-training"),
        ([a(slots=ALIKE)], "alike", None),
        ([a("denies", slots=ALIKE)], "not_alike", None),
        ([a(slots=BEST), a(slots=ALIKE)], "both_ways", "strength-training"),
        ([a(slots=STEEPER)], "yes", "uphill-running"),
    ],
)
def test_a_comparison_says_which_side_does_more(claims, position, sides):
    [found] = answers(*claims)
    assert found[:2] == (position, sides)


def test_steps_of_one_axis_go_together_if_they_go_one_way():
    rows = answers(a(slots=UP), a(slots=STEEPER + " muscle=calves"), facet="calves")
    assert rows[0][:2] == ("yes", "uphill-running")
    # both slopes may do more than the flat
    rows = answers(a(slots=UP), a(slots=DOWN), facet="calves")
    assert rows[0][:2] == ("yes", "downhill-running; uphill-running")
    rows = answers(a(slots=UP), a(slots=STEEPER_DOWN), facet="calves")
    assert rows[0][:2] == ("both_ways", "downhill-running; uphill-running")


def test_a_narrower_side_is_a_case_of_a_comparison():
    slots = "matches subject=hill-sprints comparator=squats object=muscle-size"
    assert answers(a(slots=slots), facet="squats; hill-sprints")[0][0] == "alike"


def test_a_need_of_the_subject_stands_beside_the_position():
    need = "needed_for subject=strength-training object=muscle-size condition=running"
    tables, _ = package(said("a", GROWS), said("a", need), said("b", GROWS))
    only_if = {
        row["article_id"]: row["only_if"]
        for row in positions(tables)
        if row["question_id"] == "effect-of-running-on-muscle-size"
    }
    assert only_if == {"a": "strength-training", "b": None}


# links and evidence


def test_a_link_joins_a_case_with_what_it_is_a_case_of():
    tables, _ = package(
        said("a", GROWS),
        said("a", "raises subject=jogging object=muscle-size muscle=soleus population=novice"),
        said("a", "raises subject=running object=muscle-size muscle=legs"),
        said("a", "lowers subject=jogging object=muscle-size"),
        said("a", "raises subject=squats object=muscle-size"),
    )
    links = [tuple(row.values()) for row in proposition_links(tables)]
    assert links == [
        ("p-1", "p-0", "subject; muscle; population"),
        ("p-1", "p-2", "subject; muscle; population"),
        ("p-2", "p-0", "muscle"),
    ]


def test_a_group_is_wider_than_its_members():
    claims = [
        said("a", "raises subject=running object=muscle-size muscle=novice"),
        said("a", "raises subject=running object=muscle-size muscle=soleus"),
    ]
    assert proposition_links(package(*claims)[0]) == []
    assert proposition_links(package(*claims, members=[("novice", "soleus")])[0])


HILLS = "raises subject=uphill-running object=muscle-size"


_BOTH = (said("a", GROWS), said("a", HILLS))


def reached(*evidence, claims=_BOTH, of=GROWS):
    tables, studies = package(*claims, evidence=evidence)
    question = questions_of(tables).of[
        {slots: f"p-{n}" for n, (_, _, slots, *_) in enumerate(claims)}[of]
    ]
    return [
        (row["reference_id"], row["reach"], row["by_link"], row["answer"])
        for row in question_evidence(tables, studies, proposition_links(tables))
        if row["question_id"] == question
    ]


@pytest.mark.parametrize(
    "bearing, direction, answer",
    [
        ("own", "supports", "yes"),
        ("special_case", "opposes", "the_reverse"),
        ("wider", "no_clear_difference", "no_clear_difference"),
        ("neighbour", "mixed", "mixed"),
        ("own", "unclear", "unclear"),
    ],
)
def test_a_study_answers_the_question_of_its_proposition(bearing, direction, answer):
    assert reached((GROWS, bearing, direction, "w")) == [("w", bearing, False, answer)]


def test_what_comes_by_a_link_is_labelled_and_never_own():
    # the question about hills is narrower than that about running
    assert reached((HILLS, "own", "supports", "w")) == [("w", "special_case", True, "yes")]
    assert reached((GROWS, "own", "supports", "w"), of=HILLS) == [("w", "wider", True, "yes")]
    # what is only near the linked proposition, or only a case of a wider one, does not come
    assert reached((HILLS, "neighbour", "supports", "w")) == []
    assert reached((GROWS, "special_case", "supports", "w"), of=HILLS) == []


def test_a_study_counts_once_where_it_is_nearest():
    near = reached((GROWS, "wider", "opposes", "w"), (HILLS, "own", "supports", "w"))
    assert near == [("w", "special_case", True, "yes")]
    both = (GROWS, "own", "supports", "w"), (LOWERS, "own", "supports", "w")
    claims = (said("a", GROWS), said("a", LOWERS))
    assert reached(*both, claims=claims) == [("w", "own", False, "mixed")]


def test_what_supports_the_opposite_answers_the_reverse():
    claims = (said("a", GROWS), said("a", LOWERS))
    for direction, answer in (("supports", "the_reverse"), ("opposes", "yes")):
        assert reached((LOWERS, "own", direction, "w"), claims=claims)[0][3] == answer
    flat = "exceeds subject=flat-running comparator=uphill-running object=muscle-work muscle=calves"
    for slots, answer in ((UP, "yes"), (flat, "the_reverse")):
        found = reached((slots, "own", "supports", "w"), claims=(said("a", slots),), of=slots)
        assert found == [("w", "own", False, answer)]


def test_what_a_question_names_first_is_its_yes():
    """Trails or roads: which works the muscles more?"""
    trails = "exceeds subject=trail-running comparator=road-running object=muscle-work"
    roads = "exceeds subject=road-running comparator=trail-running object=muscle-work"
    for slots, answer in ((trails, "yes"), (roads, "the_reverse")):
        found = reached((slots, "own", "supports", "w"), claims=(said("a", slots),), of=slots)
        assert found == [("w", "own", False, answer)]
    [(id_, words)] = asked(said("a", trails), said("b", roads))
    assert id_ == "comparison-of-surface-on-muscle-work" and words.startswith("Trails or roads")


def test_that_something_is_kept_answers_only_where_nothing_else_is_asked():
    evidence = (KEEPS, "own", "supports", "w")
    assert reached(evidence, claims=(said("a", GROWS), said("a", KEEPS))) == []
    assert reached(evidence, claims=(said("a", KEEPS),), of=KEEPS)[0][3] == "yes"


# disagreements


def test_pairs_on_one_point_are_one_disagreement():
    calves = f"{GROWS} muscle=calves"
    tables, _ = package(
        said("a", GROWS, "denies"),
        said("b", calves),
        said("b", GROWS),
        said("c", calves, hedged=True),
        said("d", "raises subject=uphill-running object=muscle-size", degree="slight"),
    )
    [row] = disagreements(tables)
    assert row["disagreement_id"] == "effect-of-running-on-muscle-size-raises-denied-between"
    assert (row["verdict"], row["softened_by"], row["articles"]) == (
        "contradiction",
        None,
        "a; b; c; d",
    )
    sides = {row["claim_id"]: (row["side"], row["outright"]) for row in disagreement_claims(tables)}
    assert sides == {
        "a-001": ("first", True),
        "b-002": ("second", True),
        "b-003": ("second", True),
        "c-004": ("second", False),
        "d-005": ("second", False),
    }


def test_what_an_article_says_against_itself_is_a_disagreement_of_its_own():
    tables, _ = package(
        said("a", GROWS, "denies"), said("a", GROWS, degree="much"), said("b", GROWS)
    )
    assert {(row["disagreement_id"], row["scope"]) for row in disagreements(tables)} == {
        ("effect-of-running-on-muscle-size-raises-denied-between", "between"),
        ("effect-of-running-on-muscle-size-raises-denied-within-a", "within"),
    }


def test_the_sides_of_a_comparison_follow_the_axis():
    tables, _ = package(said("a", STEEPER_DOWN), said("b", UP), said("c", UP))
    [row] = disagreements(tables)
    assert (row["question_id"], row["point"], row["muscle_id"]) == (
        "comparison-of-slope-on-muscle-work",
        "side",
        "calves",
    )
    sides = {row["claim_id"]: row["side"] for row in disagreement_claims(tables)}
    assert sides == {"a-001": "second", "b-002": "first", "c-003": "first"}


def test_a_need_is_a_disagreement_about_what_is_said_to_need_it():
    need = "needed_for subject=strength-training object=muscle-size condition=running"
    tables, _ = package(said("a", need), said("b", GROWS), said("b", HILLS))
    [row] = disagreements(tables)
    assert (row["question_id"], row["point"]) == (
        "effect-of-running-on-muscle-size",
        "need-of-strength-training",
    )
