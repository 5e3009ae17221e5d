"""The rules that set claims against each other, each on the smallest package that shows it."""

import pytest

from conftest import ROOT
from pipeline.contradictions import contradictions
from pipeline.data import Origin, Rows
from pipeline.rules import Package
from pipeline.schemas import load_schemas
from pipeline.views import summaries

SCHEMAS = load_schemas(ROOT / "schemas")
TERMS = {"running": None, "sprinting": "running", "walking": None, "muscle-size": None, "continued-gain": "muscle-size", "muscle-work": None,
         "legs": None, "calves": None, "arms": None, "novice": None, "cold": None}
EXERCISES = {"uphill": ("uphill", None), "level": ("level", None), "downhill": ("downhill", None), "fast": (None, "fast"), "easy": (None, "easy"), "steep-sprint": ("uphill", "sprint")}


def package(*claims):
    """A package of claims as `said` gives them, slots as 'subject relation object' and keywords."""
    tables = {name: Rows(schema) for name, schema in SCHEMAS.items()}
    add = lambda table, **row: tables[table].add(row, Origin("x", 1))
    for term, broader in (TERMS | dict.fromkeys(EXERCISES)).items():
        add("terms", term_id=term, broader_id=broader, name=term)
    for exercise, (slope, speed) in EXERCISES.items():
        add("exercises", exercise_id=exercise, slope=slope, speed=speed)
    add("term_members", group_id="legs", member_id="calves")
    known = {}
    for number, (article, stance, degree, slots, more, hedged) in enumerate(claims, 1):
        subject, relation, object_ = slots.split()
        key = (slots, tuple(sorted(more.items())))
        if key not in known:
            known[key] = f"p-{len(known)}"
            add("propositions", proposition_id=known[key], subject_id=subject, relation=relation, object_id=object_, **more)
        place = f"{article}:{number}-{number + 1}"
        add("passages", passage_id=place, article_id=article)
        add("claims", claim_id=f"{article}-{number:03}", passage_id=place, stance=stance, degree=degree, modality="hedged" if hedged else "asserted", proposition_id=known[key])
    return Package(tables)


def found(*claims):
    return [(row["verdict"], row["rule"], row["softened_by"], row["nested"]) for row in contradictions(package(*claims))]


def said(article, stance, slots, degree=None, hedged=False, **more):
    return article, stance, degree, slots, {f"{name}_id": value for name, value in more.items()}, hedged


GROWS, SPRINTS = "running raises muscle-size", "sprinting raises muscle-size"


@pytest.mark.parametrize("no, yes, verdict, softened, nested", [
    (said("a", "denies", GROWS), said("b", "asserts", GROWS), "contradiction", None, None),
    (said("a", "denies", GROWS), said("b", "asserts", GROWS, "some"), "contradiction", None, None),
    (said("a", "denies", GROWS, "much"), said("b", "asserts", GROWS, "most"), "contradiction", None, None),
    (said("a", "denies", GROWS, "much"), said("b", "asserts", GROWS), "tension", "degree", None),
    (said("a", "denies", GROWS, "much"), said("b", "asserts", GROWS, muscle="calves"), "tension", "degree", "muscle"),
    (said("a", "denies", GROWS, hedged=True), said("b", "asserts", GROWS), "tension", "hedged", None),
    (said("a", "denies", GROWS), said("b", "asserts", GROWS, hedged=True), "tension", "hedged", None),
    (said("a", "denies", GROWS), said("b", "asserts", SPRINTS), "contradiction", None, "subject"),
    (said("a", "denies", GROWS), said("b", "asserts", GROWS, muscle="calves", population="novice", condition="cold"), "contradiction", None, "muscle; population; condition"),
    (said("a", "denies", GROWS, muscle="legs"), said("b", "asserts", GROWS, muscle="calves"), "contradiction", None, "muscle"),
    (said("a", "denies", GROWS), said("b", "asserts", "running raises continued-gain"), "contradiction", None, "object"),
])
def test_denied_and_asserted(no, yes, verdict, softened, nested):
    assert found(no, yes) == [(verdict, "denied_and_asserted", softened, nested)] == found(yes, no)


@pytest.mark.parametrize("no, yes", [
    (said("a", "denies", GROWS), said("a", "asserts", GROWS)),                       # one article
    (said("a", "denies", GROWS), said("b", "reports", GROWS)),                       # related, not endorsed
    (said("a", "denies", GROWS, "much"), said("b", "asserts", GROWS, "some")),       # a little is not much
    (said("a", "denies", GROWS, "most"), said("b", "asserts", GROWS)),               # not in every way
    (said("a", "denies", GROWS, "much"), said("b", "asserts", SPRINTS)),             # a special case, and no degree
    (said("a", "denies", GROWS, "much", True), said("b", "asserts", GROWS)),         # hedged, and no degree
    (said("a", "denies", GROWS), said("b", "asserts", SPRINTS, hedged=True)),        # a special case, and hedged
    (said("a", "denies", SPRINTS), said("b", "asserts", GROWS)),                     # the special case denied, the general one asserted
    (said("a", "denies", GROWS, muscle="calves"), said("b", "asserts", GROWS, muscle="arms")),
    (said("a", "denies", "running exceeds muscle-size", comparator="walking"), said("b", "asserts", "running exceeds muscle-size", comparator="sprinting")),
    (said("a", "denies", GROWS), said("b", "denies", GROWS)),
    (said("a", "asserts", GROWS), said("b", "asserts", "walking raises muscle-size")),  # rival accounts
])
def test_no_contradiction(no, yes):
    assert found(no, yes) == []


def test_what_the_denying_article_grants_softens_to_a_tension():
    grants = said("a", "asserts", GROWS, "some")
    assert found(said("a", "denies", GROWS), grants, said("b", "asserts", GROWS)) == [("tension", "denied_and_asserted", "granted", None)]
    assert found(said("a", "denies", GROWS), grants, said("b", "asserts", GROWS, "much"))[0][0] == "contradiction"
    assert found(said("a", "denies", GROWS), grants, said("b", "asserts", SPRINTS)) == []


WORK = "muscle-work"


@pytest.mark.parametrize("one, other, rule, softened", [
    (said("a", "asserts", f"uphill exceeds {WORK}", comparator="downhill", muscle="calves"), said("b", "asserts", f"downhill exceeds {WORK}", comparator="uphill", muscle="calves"), "sides_swapped", None),
    (said("a", "asserts", f"uphill exceeds {WORK}", comparator="downhill", muscle="calves"), said("b", "asserts", f"downhill exceeds {WORK}", comparator="uphill", muscle="legs"), "sides_swapped", "special_case"),
    (said("a", "asserts", f"uphill exceeds {WORK}", comparator="level"), said("b", "asserts", f"downhill exceeds {WORK}", comparator="uphill"), "opposite_on_axis", "other_pair"),
    (said("a", "asserts", f"fast exceeds {WORK}", comparator="easy"), said("b", "asserts", f"easy exceeds {WORK}", comparator="fast", hedged=True), "sides_swapped", "hedged"),
])
def test_compared_both_ways(one, other, rule, softened):
    assert found(one, other) == [("tension" if softened else "contradiction", rule, softened, None)] == found(other, one)


@pytest.mark.parametrize("one, other", [
    (said("a", "asserts", f"uphill exceeds {WORK}", comparator="downhill", muscle="calves"), said("b", "asserts", f"downhill exceeds {WORK}", comparator="uphill", muscle="arms")),
    (said("a", "asserts", f"uphill exceeds {WORK}", comparator="level"), said("b", "asserts", f"uphill exceeds {WORK}", comparator="downhill")),
    (said("a", "asserts", f"uphill exceeds {WORK}", comparator="level", muscle="calves"), said("b", "asserts", f"downhill exceeds {WORK}", comparator="uphill", muscle="legs")),
    (said("a", "asserts", f"uphill exceeds {WORK}", comparator="level"), said("b", "asserts", "downhill exceeds muscle-size", comparator="uphill")),
    (said("a", "asserts", f"steep-sprint exceeds {WORK}", comparator="level"), said("b", "asserts", f"level exceeds {WORK}", comparator="fast")),  # more than one axis
])
def test_not_compared_both_ways(one, other):
    assert found(one, other) == []


@pytest.mark.parametrize("one, other, expected", [
    (said("a", "asserts", "running lowers muscle-size"), said("b", "asserts", GROWS), [("contradiction", "raises_and_lowers", None, None)]),
    (said("a", "asserts", "running lowers muscle-size"), said("b", "asserts", SPRINTS), [("tension", "raises_and_lowers", "special_case", "subject")]),
    (said("a", "asserts", "sprinting lowers muscle-size"), said("b", "asserts", "running keeps muscle-size"), [("tension", "raises_and_lowers", "special_case", "subject")]),
    (said("a", "asserts", "running lowers muscle-size", hedged=True), said("b", "asserts", GROWS), [("tension", "raises_and_lowers", "hedged", None)]),
    (said("a", "denies", "running lowers muscle-size"), said("b", "asserts", GROWS), []),
    (said("a", "asserts", "running lowers muscle-size", comparator="walking"), said("b", "asserts", GROWS), []),
])
def test_opposed_effects(one, other, expected):
    assert found(one, other) == expected


def test_each_pair_stands_once_and_in_order():
    rows = contradictions(package(said("b", "denies", GROWS), said("c", "asserts", GROWS), said("a", "asserts", GROWS, muscle="calves"), said("a", "denies", GROWS)))
    keys = [(row["claim_id"], row["other_claim_id"]) for row in rows]
    assert keys == sorted(set(keys)) and len(keys) == 3


@pytest.mark.parametrize("claims, expected", [
    ([said("a", "asserts", GROWS)], ("single_source", "a", None, None)),
    ([said("a", "asserts", GROWS), said("a", "denies", GROWS)], ("single_source", "a", "a", None)),
    ([said("a", "asserts", GROWS), said("b", "asserts", GROWS), said("b", "asserts", GROWS)], ("unanimous", "a; b", None, None)),
    ([said("a", "denies", GROWS), said("b", "denies", GROWS)], ("unanimous", None, "a; b", None)),
    ([said("a", "asserts", GROWS), said("b", "denies", GROWS)], ("contested", "a", "b", None)),
    ([said("a", "reports", GROWS), said("b", "reports", GROWS)], ("reported_only", None, None, "a; b")),
    ([said("a", "reports", GROWS), said("b", "denies", GROWS)], ("single_source", None, "b", "a")),
])
def test_agreement_of_the_articles(claims, expected):
    [row] = summaries(package(*claims))
    assert (row["agreement"], row["asserted_by"], row["denied_by"], row["reported_by"]) == expected
    assert (row["claims"], row["articles"]) == (len(claims), len({claim[0] for claim in claims}))


@pytest.mark.parametrize("degrees, expected", [
    (["some", "most", None], "most"), ([None], None), (["some", None], "some"),
])
def test_asserted_degree_is_the_highest(degrees, expected):
    [row] = summaries(package(*[said("a", "asserts", GROWS, degree) for degree in degrees]))
    assert (row["asserted_degree"], row["denied_degree"]) == (expected, None)


@pytest.mark.parametrize("degrees, expected", [(["much", "most"], "much"), (["much", None], None), (["some", "much"], "some")])
def test_denied_degree_is_the_lowest(degrees, expected):
    [row] = summaries(package(*[said("a", "denies", GROWS, degree) for degree in degrees]))
    assert (row["asserted_degree"], row["denied_degree"]) == (None, expected)
