"""The rules that pair claims against each other, each on the smallest package that shows it."""

import pytest

from pipeline.derived.opposed_pairs import opposed_pairs
from pipeline.derived.proposition_summary import summaries
from pipeline.tables.rows import Origin
from small_tables import SmallTables

TERMS = {
    "running": None,
    "sprinting": "running",
    "trails": "running",
    "uphill-sprints": "sprinting",
    "walking": None,
    "strolling": "walking",
    "muscle-size": None,
    "continued-gain": "muscle-size",
    "muscle-work": None,
    "strength": None,
    "legs": None,
    "calves": None,
    "arms": None,
    "novice": None,
    "rested": None,
    "cold": None,
    "warm": None,
    "lifting": None,
    "squatting": "lifting",
    "other-exercise": None,
}
EXERCISES = {
    "uphill": ("uphill", None),
    "level": ("level", None),
    "downhill": ("downhill", None),
    "fast": (None, "fast"),
    "easy": (None, "easy"),
    "sprint": (None, "sprint"),
    "steep-sprint": ("uphill", "sprint"),
    "steep-fast": ("uphill", "fast"),
    "level-sprint": ("level", "sprint"),
    "rowing-uphill": ("uphill", None),
}
STRENGTH = ("lifting", "squatting")


def package(*claims):
    """The tables for `claims`, each as `said` returns it: slots are 'subject relation object'."""
    small = SmallTables()
    for term, broader in (TERMS | dict.fromkeys(EXERCISES)).items():
        small.add("terms", term_id=term, broader_id=broader, name=term)
    for exercise, (slope, speed) in EXERCISES.items():
        small.add(
            "exercises",
            exercise_id=exercise,
            slope=slope,
            speed=speed,
            kind="endurance" if "rowing" in exercise else "running",
        )
    for exercise in STRENGTH:
        small.add("exercises", exercise_id=exercise, kind="strength")
    small.add("term_members", group_id="legs", member_id="calves")
    small.add("term_relations", term_id="cold", relation="disjoint", other_id="warm")
    for article, stance, degree, slots, more, hedged in claims:
        subject, relation, *object_ = slots.split()
        given = {"subject": subject, "object": object_[0] if object_ else None}
        given |= {name.removesuffix("_id"): value for name, value in more.items()}
        proposition = small.proposition(relation, **given)
        small.claim(article, stance, degree, hedged, proposition)
    return small.made()


def found(*claims):
    return [
        (row["verdict"], row["rule"], row["softened_by"], row["nested"])
        for row in opposed_pairs(package(*claims))
        if row["scope"] == "between"
    ]


def said(article, stance, slots, degree=None, hedged=False, **more):
    return (
        article,
        stance,
        degree,
        slots,
        {f"{name}_id": value for name, value in more.items()},
        hedged,
    )


GROWS, SPRINTS = "running raises muscle-size", "sprinting raises muscle-size"


@pytest.mark.parametrize(
    "no, yes, softened, nested",
    [
        (said("a", "denies", GROWS), said("b", "asserts", GROWS), None, None),
        (said("a", "denies", GROWS), said("b", "asserts", GROWS, "some"), None, None),
        (said("a", "denies", GROWS, "much"), said("b", "asserts", GROWS, "most"), None, None),
        (said("a", "denies", GROWS), said("b", "asserts", GROWS, "slight"), None, None),
        (said("a", "denies", GROWS, "some"), said("b", "asserts", GROWS), None, None),
        (said("a", "denies", GROWS, "much"), said("b", "asserts", GROWS), "degree", None),
        (
            said("a", "denies", GROWS, "much"),
            said("b", "asserts", GROWS, "much", muscle="calves"),
            "special_case",  # what is not much in the whole may be much in a part
            "muscle",
        ),
        (said("a", "denies", GROWS, hedged=True), said("b", "asserts", GROWS), "hedged", None),
        (said("a", "denies", GROWS), said("b", "asserts", GROWS, hedged=True), "hedged", None),
        (said("a", "denies", GROWS), said("b", "asserts", SPRINTS), "special_case", "subject"),
        (
            said("a", "denies", GROWS),
            said("b", "asserts", GROWS, population="novice"),
            "special_case",
            "population",
        ),
        (
            said("a", "denies", GROWS),
            said("b", "asserts", GROWS, condition="cold", muscle="arms"),
            "special_case",
            "muscle; condition",
        ),
        (
            said("a", "denies", GROWS, muscle="legs"),
            said("b", "asserts", GROWS, muscle="calves"),
            None,
            "muscle",
        ),
        (
            said("a", "denies", GROWS),
            said("b", "asserts", "running raises continued-gain"),
            "special_case",
            "object",
        ),
        (
            said("a", "denies", "running advised"),
            said("b", "asserts", "running advised muscle-size"),
            "special_case",
            "object",
        ),
        (
            said("a", "denies", "running exceeds muscle-size", comparator="walking"),
            said("b", "asserts", "running exceeds muscle-size", comparator="walking"),
            None,
            None,
        ),
        (
            said("a", "denies", "running affects muscle-size"),
            said("b", "asserts", GROWS),
            None,
            None,
        ),
        (
            said("a", "denies", "running affects muscle-size"),
            said("b", "asserts", "running needed_for muscle-size"),
            None,
            None,
        ),
        (
            said("a", "denies", "running matches muscle-size", comparator="walking"),
            said(
                "b", "asserts", "walking matches muscle-size", comparator="running", muscle="calves"
            ),
            None,
            "muscle",
        ),
        (
            said("a", "denies", "running needed_for muscle-size"),
            said("b", "asserts", "running needed_for muscle-size", muscle="calves"),
            None,
            "muscle",
        ),
    ],
)
def test_denied_and_asserted(no, yes, softened, nested):
    assert (
        found(no, yes)
        == [("tension" if softened else "contradiction", "denied_and_asserted", softened, nested)]
        == found(yes, no)
    )


@pytest.mark.parametrize(
    "no, yes",
    [
        (said("a", "denies", GROWS), said("a", "asserts", GROWS)),  # one article
        (said("a", "denies", GROWS), said("b", "reports", GROWS)),  # reported, not endorsed
        # a little is not much
        (
            said("a", "denies", GROWS, "much"),
            said("b", "asserts", GROWS, "some"),
        ),
        (said("a", "denies", GROWS, "most"), said("b", "asserts", GROWS)),  # not in every way
        (said("a", "denies", GROWS, "main"), said("b", "asserts", GROWS, "much")),  # not mainly
        # a special case, and no degree
        (
            said("a", "denies", GROWS, "much"),
            said("b", "asserts", SPRINTS),
        ),
        # hedged, and no degree
        (
            said("a", "denies", GROWS, "much", True),
            said("b", "asserts", GROWS),
        ),
        # a special case, and hedged
        (
            said("a", "denies", GROWS),
            said("b", "asserts", SPRINTS, hedged=True),
        ),
        # a special case in two respects
        (
            said("a", "denies", GROWS),
            said("b", "asserts", SPRINTS, population="novice"),
        ),
        # the special case denied, the general one asserted
        (
            said("a", "denies", SPRINTS),
            said("b", "asserts", GROWS),
        ),
        (said("a", "denies", GROWS, muscle="calves"), said("b", "asserts", GROWS, muscle="arms")),
        (
            said("a", "denies", "running exceeds muscle-size", comparator="walking"),
            said("b", "asserts", "running exceeds muscle-size", comparator="sprinting"),
        ),
        (
            said("a", "denies", "running needed_for muscle-size"),
            said("b", "asserts", "running needed_for continued-gain"),
        ),
        # does not raise it, but affects it
        (
            said("a", "denies", GROWS),
            said("b", "asserts", "running affects muscle-size"),
        ),
        (said("a", "denies", GROWS), said("b", "denies", GROWS)),
        # rival accounts
        (
            said("a", "asserts", GROWS),
            said("b", "asserts", "walking raises muscle-size"),
        ),
    ],
)
def test_no_contradiction(no, yes):
    assert found(no, yes) == []


@pytest.mark.parametrize(
    "grant, yes, softened",
    [
        (said("a", "asserts", GROWS, "some"), said("b", "asserts", GROWS), "granted"),
        # granted less
        (
            said("a", "asserts", GROWS, "some"),
            said("b", "asserts", GROWS, "much"),
            None,
        ),
        # granted with a hedge
        (
            said("a", "asserts", GROWS, "some", True),
            said("b", "asserts", GROWS),
            None,
        ),
        # granted about something else
        (
            said("a", "asserts", GROWS, muscle="arms"),
            said("b", "asserts", GROWS, muscle="calves"),
            None,
        ),
        (
            said("a", "asserts", GROWS, muscle="legs"),
            said("b", "asserts", GROWS, muscle="calves"),
            "granted",
        ),
        # granted with another relation
        (
            said("a", "asserts", "running lowers muscle-size"),
            said("b", "asserts", GROWS),
            None,
        ),
        (said("c", "asserts", GROWS), said("b", "asserts", GROWS), None),  # by another article
    ],
)
def test_what_the_denying_article_grants_softens_to_a_tension(grant, yes, softened):
    pairs = opposed_pairs(package(said("a", "denies", GROWS), grant, yes))
    [pair] = [
        row
        for row in pairs
        if row["claim_id"].startswith("a")
        and row["other_claim_id"].startswith("b")
        and row["rule"] == "denied_and_asserted"
    ]
    assert (pair["verdict"], pair["softened_by"]) == (
        "tension" if softened else "contradiction",
        softened,
    )


def test_what_is_granted_is_not_asked_where_the_degree_softens():
    assert found(
        said("a", "denies", GROWS, "much"),
        said("a", "asserts", GROWS, "some"),
        said("b", "asserts", GROWS),
    ) == [("tension", "denied_and_asserted", "degree", None)]


def test_a_granted_comparison_has_the_same_comparator():
    def more(article, stance, other):
        return said(article, stance, "running exceeds muscle-size", comparator=other)

    assert (
        found(
            more("a", "denies", "walking"),
            more("a", "asserts", "easy"),
            more("b", "asserts", "walking"),
        )[0][0]
        == "contradiction"
    )
    assert (
        found(
            more("a", "denies", "walking"),
            more("a", "asserts", "walking"),
            more("b", "asserts", "walking"),
        )[0][2]
        == "granted"
    )


WORK = "muscle-work"


def more(article, subject, comparator, hedged=False, object_=WORK, relation="exceeds", **slots):
    return said(
        article,
        "asserts",
        f"{subject} {relation} {object_}",
        hedged=hedged,
        comparator=comparator,
        **slots,
    )


@pytest.mark.parametrize(
    "one, other, rule, softened",
    [
        (
            more("a", "uphill", "downhill", muscle="calves"),
            more("b", "downhill", "uphill", muscle="calves"),
            "sides_swapped",
            None,
        ),
        (
            more("a", "uphill", "downhill", population="novice"),
            more("b", "downhill", "uphill"),
            "sides_swapped",
            "special_case",
        ),
        (
            more("a", "running", "walking"),
            more("b", "walking", "sprinting"),
            "sides_swapped",
            "special_case",
        ),
        (
            more("a", "sprinting", "walking"),
            more("b", "walking", "running"),
            "sides_swapped",
            "special_case",
        ),
        (
            more("a", "fast", "easy"),
            more("b", "easy", "fast", hedged=True),
            "sides_swapped",
            "hedged",
        ),
        (
            more("a", "fast", "easy"),
            more("b", "fast", "easy", relation="matches"),
            "more_and_alike",
            None,
        ),
        (
            more("a", "fast", "easy"),
            more("b", "easy", "fast", relation="matches"),
            "more_and_alike",
            None,
        ),
        (
            more("a", "uphill", "level"),
            more("b", "downhill", "uphill"),
            "opposite_on_axis",
            None,  # a slope works in one direction from step to step
        ),
        (
            more("a", "sprint", "easy"),
            more("b", "fast", "sprint"),
            "opposite_on_axis",
            "other_pair",
        ),
    ],
)
def test_compared_both_ways(one, other, rule, softened):
    assert (
        found(one, other)
        == [("tension" if softened else "contradiction", rule, softened, None)]
        == found(other, one)
    )


@pytest.mark.parametrize(
    "one, other",
    [
        (
            more("a", "uphill", "downhill", muscle="calves"),
            more("b", "downhill", "uphill", muscle="arms"),
        ),
        (
            more("a", "uphill", "downhill", population="novice"),
            more("b", "downhill", "uphill", population="rested"),
        ),
        (
            more("a", "uphill", "downhill", condition="cold"),
            more("b", "downhill", "uphill", condition="warm"),
        ),
        (more("a", "uphill", "downhill"), more("a", "downhill", "uphill")),  # one article
        (more("a", "uphill", "level"), more("b", "uphill", "downhill")),  # one direction
        # both may hold: lowest on the flat
        (
            more("a", "uphill", "level"),
            more("b", "downhill", "level"),
        ),
        # less in a part, more in the whole
        (
            more("a", "uphill", "downhill", muscle="calves"),
            more("b", "downhill", "uphill", muscle="legs"),
        ),
        (
            more("a", "uphill", "level", muscle="calves"),
            more("b", "downhill", "uphill", muscle="legs"),
        ),
        (more("a", "fast", "easy", muscle="calves"), more("b", "fast", "easy", relation="matches")),
        (more("a", "uphill", "level"), more("b", "downhill", "uphill", object_="muscle-size")),
        (more("a", "uphill", "level"), more("b", "fast", "sprint")),  # two axes
        # differ on two axes at once
        (
            more("a", "steep-fast", "level-sprint"),
            more("b", "sprint", "fast"),
        ),
        (more("a", "rowing-uphill", "level"), more("b", "downhill", "uphill")),  # not running
        # both more than running
        (
            more("a", "sprinting", "running"),
            more("b", "trails", "running"),
        ),
        (more("a", "sprinting", "running"), more("b", "uphill-sprints", "running")),  # they agree
        # each narrower on one side
        (
            more("a", "sprinting", "walking"),
            more("b", "strolling", "running"),
        ),
    ],
)
def test_not_compared_both_ways(one, other):
    assert found(one, other) == []


def advice(article, subject, object_="muscle-size", muscle="calves", **more_):
    return said(article, "asserts", f"{subject} advised {object_}", muscle=muscle, **more_)


@pytest.mark.parametrize(
    "one, other, listed",
    [
        # works it more
        (
            advice("a", "downhill"),
            more("b", "uphill", "downhill", muscle="calves"),
            True,
        ),
        (
            advice("a", "downhill"),
            more("b", "uphill", "downhill", object_="muscle-size", muscle="calves"),
            True,
        ),
        # another aim
        (
            advice("a", "downhill", "strength"),
            more("b", "uphill", "downhill", muscle="calves"),
            False,
        ),
        (advice("a", "downhill"), more("b", "uphill", "downhill", muscle="legs"), False),
        # agrees
        (
            advice("a", "downhill"),
            more("b", "downhill", "uphill", muscle="calves"),
            False,
        ),
        # no axis: advice is not the best of all
        (
            advice("a", "running"),
            more("b", "walking", "running", muscle="calves"),
            False,
        ),
        # advice, and the comparison is hedged
        (
            advice("a", "downhill"),
            more("b", "uphill", "downhill", hedged=True, muscle="calves"),
            False,
        ),
        (advice("a", "downhill"), more("a", "uphill", "downhill", muscle="calves"), False),
        (
            advice("a", "downhill", population="novice"),
            more("b", "uphill", "downhill", muscle="calves", population="rested"),
            False,
        ),
    ],
)
def test_advised_and_exceeded(one, other, listed):
    assert (
        found(one, other)
        == [("tension", "advised_and_exceeded", "advice", None)] * listed
        == found(other, one)
    )


@pytest.mark.parametrize(
    "modest, listed",
    [
        (said("b", "asserts", GROWS, "some"), False),  # b says elsewhere that it is a little
        (said("b", "asserts", GROWS, "some", muscle="arms"), True),
        (said("b", "asserts", GROWS, "much"), True),
        (said("c", "asserts", GROWS, "some"), True),
    ],
)
def test_two_articles_that_both_say_a_little_are_not_set_against_each_other(modest, listed):
    rows = opposed_pairs(
        package(said("a", "denies", GROWS, "much"), modest, said("b", "asserts", GROWS))
    )
    assert [row["softened_by"] for row in rows if row["other_claim_id"] == "b-003"] == [
        "degree"
    ] * listed


def test_a_little_that_is_denied_and_granted_is_agreed():
    assert (
        found(
            said("a", "denies", GROWS),
            said("a", "asserts", GROWS, "some"),
            said("b", "asserts", GROWS, "some"),
        )
        == []
    )
    assert (
        found(said("a", "denies", GROWS), said("b", "asserts", GROWS, "some"))[0][0]
        == "contradiction"
    )


LESS = "running lowers muscle-size"


@pytest.mark.parametrize(
    "one, other, expected",
    [
        (said("a", "asserts", LESS), said("b", "asserts", GROWS), [("contradiction", None, None)]),
        (
            said("a", "asserts", LESS),
            said("b", "asserts", "running keeps muscle-size"),
            [("contradiction", None, None)],
        ),
        (
            said("a", "asserts", LESS),
            said("b", "asserts", SPRINTS),
            [("tension", "special_case", "subject")],
        ),
        (
            said("a", "asserts", "sprinting lowers muscle-size"),
            said("b", "asserts", GROWS),
            [("tension", "special_case", "subject")],
        ),
        (
            said("a", "asserts", LESS),
            said("b", "asserts", GROWS, muscle="calves"),
            [("tension", "special_case", "muscle")],
        ),
        (
            said("a", "asserts", LESS, hedged=True),
            said("b", "asserts", GROWS),
            [("tension", "hedged", None)],
        ),
        (
            said("a", "asserts", LESS),
            said("b", "asserts", GROWS, hedged=True),
            [("tension", "hedged", None)],
        ),
        (said("a", "asserts", LESS, hedged=True), said("b", "asserts", SPRINTS), []),
        (said("a", "asserts", LESS), said("b", "asserts", SPRINTS, muscle="calves"), []),
        (
            said("a", "asserts", LESS, population="novice"),
            said("b", "asserts", GROWS, population="rested"),
            [],
        ),
        (said("a", "asserts", LESS), said("a", "asserts", GROWS), []),
        (said("a", "denies", LESS), said("b", "asserts", GROWS), []),
        (said("a", "asserts", LESS, comparator="walking"), said("b", "asserts", GROWS), []),
    ],
)
def test_opposed_effects(one, other, expected):
    wanted = [
        (verdict, "raises_and_lowers", softened, nested) for verdict, softened, nested in expected
    ]
    assert found(one, other) == wanted == found(other, one)


def test_each_pair_stands_once_and_in_order():
    rows = opposed_pairs(
        package(
            said("b", "denies", GROWS),
            said("c", "asserts", GROWS),
            said("a", "asserts", GROWS, muscle="calves"),
            said("a", "denies", GROWS),
        )
    )
    keys = [(row["claim_id"], row["other_claim_id"]) for row in rows]
    assert keys == sorted(set(keys)) and len(keys) == 4
    assert [row["scope"] for row in rows] == ["within", "between", "between", "between"]


# needs, classes, the best and the main


def needs(article, subject, degree=None, hedged=False, **slots):
    return said(article, "asserts", f"{subject} needed_for muscle-size", degree, hedged, **slots)


@pytest.mark.parametrize(
    "need, other, expected",
    [
        (needs("a", "lifting"), said("b", "asserts", "sprint raises muscle-size"), [None]),
        (
            needs("a", "lifting", "much"),
            said("b", "asserts", "sprint raises muscle-size", "much"),
            [None],
        ),
        # what is needed for much may not be needed for a little
        (needs("a", "lifting", "much"), said("b", "asserts", "sprint raises muscle-size"), []),
        # of its own kind, or done beside it, it is no rival
        (needs("a", "lifting"), said("b", "asserts", "squatting raises muscle-size"), []),
        (
            needs("a", "lifting"),
            said("b", "asserts", "sprint raises muscle-size", condition="lifting"),
            [],
        ),
        (needs("a", "running"), said("b", "asserts", "sprint raises muscle-size"), []),
        (needs("a", "lifting"), said("b", "denies", "sprint raises muscle-size"), []),
        (needs("a", "lifting"), said("b", "asserts", "sprint raises strength"), []),
        # a need of the whole is one of each part, but one to a degree is not
        (
            needs("a", "lifting"),
            said("b", "asserts", "sprint raises muscle-size", muscle="calves"),
            [None],
        ),
        (
            needs("a", "lifting", "much"),
            said("b", "asserts", "sprint raises muscle-size", "much", muscle="calves"),
            ["special_case"],
        ),
        # the need that is said of a condition is one of this condition
        (
            needs("a", "lifting", condition="sprint"),
            said("b", "asserts", "sprint raises muscle-size"),
            [None],
        ),
        (
            needs("a", "lifting", condition="sprint"),
            said("b", "asserts", "level raises muscle-size"),
            [],
        ),
        (
            needs("a", "lifting", hedged=True),
            said("b", "asserts", "sprint raises muscle-size"),
            ["hedged"],
        ),
    ],
)
def test_needed_and_without(need, other, expected):
    rows = [
        ("tension" if soft else "contradiction", "needed_and_without", soft, None)
        for soft in expected
    ]
    assert found(need, other) == rows == found(other, need)


def test_a_need_against_what_its_own_article_grants_is_softer():
    rows = found(
        needs("a", "lifting"),
        said("a", "asserts", "sprint raises muscle-size"),
        said("b", "asserts", "sprint raises muscle-size"),
    )
    assert [row[2] for row in rows] == ["granted"]


@pytest.mark.parametrize(
    "one, other, listed",
    [
        ("sprinting is cold", "sprinting is warm", True),
        ("uphill-sprints is cold", "sprinting is warm", True),
        ("sprinting is cold", "walking is warm", False),
        ("sprinting is cold", "sprinting is rested", False),
    ],
)
def test_classes_apart(one, other, listed):
    for first, second in ((one, other), (other, one)):
        rows = found(said("a", "asserts", first), said("b", "asserts", second))
        assert [row[:2] for row in rows] == [("contradiction", "classes_apart")] * listed
    assert not found(said("a", "denies", one), said("b", "asserts", other))


@pytest.mark.parametrize(
    "best, subject, comparator, softened",
    [
        ("lifting", "sprint", "lifting", [None]),
        ("lifting", "lifting", "sprint", [None]),
        ("lifting", "sprint", "squatting", ["special_case"]),
        ("lifting", "sprint", "walking", []),
        ("lifting", "squatting", "lifting", []),
    ],
)
def test_best_and_alike(best, subject, comparator, softened):
    rows = found(
        more("a", best, "other-exercise"), more("b", subject, comparator, relation="matches")
    )
    assert [(row[1], row[2]) for row in rows] == [("best_and_alike", soft) for soft in softened]


@pytest.mark.parametrize(
    "degree, comparator, listed",
    [
        ("main", "downhill", True),
        ("most", "downhill", True),
        ("much", "downhill", False),
        ("main", "level", False),
    ],
)
def test_main_and_more(degree, comparator, listed):
    main = said("a", "asserts", "downhill raises muscle-work", degree, muscle="calves")
    other = more("b", "uphill", comparator, muscle="calves")
    wanted = [("tension", "main_and_more", "main", None)] * listed
    assert found(main, other) == wanted == found(other, main)
    assert not found(main, more("b", "uphill", comparator, muscle="arms"))


def test_running_beside_another_exercise_is_no_case_of_running():
    denied = said("a", "denies", "sprint raises muscle-size")
    assert found(denied, said("b", "asserts", "sprint raises muscle-size", condition="warm"))
    assert not found(denied, said("b", "asserts", "sprint raises muscle-size", condition="lifting"))


def test_one_article_may_disagree_with_itself():
    [row] = opposed_pairs(package(said("a", "denies", GROWS), said("a", "asserts", GROWS, "much")))
    assert (row["scope"], row["verdict"]) == ("within", "contradiction")


@pytest.mark.parametrize(
    "claims, expected",
    [
        ([said("a", "asserts", GROWS)], ("single_source", "a", None, None)),
        (
            [said("a", "asserts", GROWS), said("a", "denies", GROWS)],
            ("single_source", "a", "a", None),
        ),
        (
            [said("a", "asserts", GROWS), said("b", "asserts", GROWS), said("b", "asserts", GROWS)],
            ("unanimous", "a; b", None, None),
        ),
        (
            [said("a", "denies", GROWS), said("b", "denies", GROWS)],
            ("unanimous", None, "a; b", None),
        ),
        ([said("a", "asserts", GROWS), said("b", "denies", GROWS)], ("contested", "a", "b", None)),
        (
            [said("a", "reports", GROWS), said("b", "reports", GROWS)],
            ("reported_only", None, None, "a; b"),
        ),
        (
            [said("a", "reports", GROWS), said("b", "denies", GROWS)],
            ("single_source", None, "b", "a"),
        ),
    ],
)
def test_agreement_of_the_articles(claims, expected):
    [row] = summaries(package(*claims), {})
    assert (row["agreement"], row["asserted_by"], row["denied_by"], row["reported_by"]) == expected
    assert (row["claims"], row["articles"]) == (len(claims), len({claim[0] for claim in claims}))


@pytest.mark.parametrize(
    "degrees, expected",
    [
        (["some", "most", None], "most"),
        (["much", "main", "some"], "main"),
        (["slight", None], "slight"),
        ([None], None),
        (["some", None], "some"),
    ],
)
def test_asserted_degree_is_the_highest(degrees, expected):
    [row] = summaries(package(*[said("a", "asserts", GROWS, degree) for degree in degrees]), {})
    assert (row["asserted_degree"], row["denied_degree"]) == (expected, None)


@pytest.mark.parametrize(
    "degrees, expected",
    [
        (["much", "most"], "much"),
        (["main", "most"], "main"),
        (["much", None], None),
        (["some", "slight"], "slight"),
    ],
)
def test_denied_degree_is_the_lowest(degrees, expected):
    [row] = summaries(package(*[said("a", "denies", GROWS, degree) for degree in degrees]), {})
    assert (row["asserted_degree"], row["denied_degree"]) == (None, expected)


def test_hedged_and_attributed_claims_are_counted():
    tables = package(
        said("a", "asserts", GROWS, hedged=True),
        said("b", "asserts", GROWS),
        said("c", "asserts", GROWS, hedged=True),
    )
    tables["claims"].rows[1]["attributed_to"] = "somebody"
    [row] = summaries(tables, {})
    assert (row["hedged_claims"], row["attributed_claims"]) == (2, 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: [more("a", f"x{i}", f"y{i}") for i in range(n)],
        lambda n: [
            said("a", "asserts", f"x{i} {'raises' if i % 2 else 'lowers'} muscle-size")
            for i in range(n)
        ],
        lambda n: [
            said("ab"[i % 2], "denies" if i % 2 else "asserts", f"x{i} raises muscle-size")
            for i in range(n)
        ],
        lambda n: [
            one
            for i in range(n // 3)
            for one in (
                said("a", "asserts", f"lifting needed_for x{i}"),
                said("b", "asserts", f"sprint raises x{i}"),
                said("c", "denies", f"sprint raises y{i}"),
            )
        ],
        lambda n: [
            more("ab"[i % 2], f"x{i}", ("other-exercise", f"y{i}")[i % 2], relation=relation)
            for i in range(n)
            for relation in [("exceeds", "matches")[i % 2]]
        ],
    ],
    ids=["compared", "opposed", "denied", "needed", "best"],
)
def test_work_grows_with_the_claims_and_not_with_their_square(make):
    """Counted in steps of the interpreter, without a clock. All subjects share one root."""
    import sys

    def steps(n):
        tables, count = package(*make(n)), 0
        for i in range(n):
            for name in ("x", "y"):
                tables["terms"].add(
                    {"term_id": f"{name}{i}", "broader_id": "running"}, Origin("x", 1)
                )

        def trace(*_):
            nonlocal count
            count += 1
            return trace

        sys.settrace(trace)
        try:
            opposed_pairs(tables)
        finally:
            sys.settrace(None)
        return count

    assert steps(800) < 6 * steps(200)
