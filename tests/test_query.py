"""Questions over several tables: names to terms, terms to their relatives, claims about them."""

import pytest

import running_muscle_claims as rmc
from mini import build, edit, make


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    root = make(tmp_path_factory.mktemp("query"))
    edit(
        root / "data/curation/terms.yaml",
        "latin_name: musculus vastus lateralis,",
        "latin_name: musculus vastus lateralis externus,",
    )
    return build(root)


@pytest.mark.parametrize(
    "name, kind, term",
    [
        ("quad", None, "quadriceps"),
        ("rowings", None, "rowing"),
        ("quadriceps", None, "quadriceps"),
        ("Quads", None, "quadriceps"),
        ("calf muscles", None, "calves"),
        ("Vastus-Medialis", "muscle", "vastus-medialis"),
        ("musculus vastus lateralis externus", None, "vastus-lateralis"),
        ("Vastus lateralis externus", None, "vastus-lateralis"),
        ("m. vastus lateralis externus", None, "vastus-lateralis"),
        ("vastus lateralis muscle", None, "vastus-lateralis"),
        ("ｖastus lateralis", None, "vastus-lateralis"),
        ("LARGE calves", None, "large-calves"),
        ("Large-Calves", None, "large-calves"),
        ("calves", "muscle", "calves"),
        ("calves", "outcome", "large-calves"),
        ("muscle size", "outcome", "muscle-size"),
    ],
)
def test_names_of_all_sorts_find_their_term(mini, name, kind, term):
    assert rmc.find_term(name, kind, folder=mini) == term


@pytest.mark.parametrize(
    "name, kind, told",
    [
        ("quadrecep", "muscle", "Nearest: quadriceps"),
        ("vastus", "muscle", "Nearest: vastus lateralis, vastus medialis"),
        ("rowimg", "exercise", "Nearest: rowing"),
        ("zzz", None, "The table terms lists them all"),
        ("back leg", "muscle", "A leg and no muscle"),
        ("legs", None, "A part of the body"),
        ("rowing", "muscle", "No muscle is called 'rowing'. The name belongs to the kind exercise"),
        ("rowing", "muscles", "no kind of term 'muscles'"),
    ],
)
def test_what_is_no_term_is_told(mini, name, kind, told):
    with pytest.raises(KeyError, match=told):
        rmc.find_term(name, kind, folder=mini)


def test_a_name_with_several_meanings_asks_which(tmp_path):
    root = make(tmp_path)
    edit(
        root / "data/curation/terms.yaml",
        "{name: calves, means: [calves, large-calves],",
        "{name: work, means: [muscle-size, muscle-work], note: A test.}\n"
        "- {name: calves, means: [calves, large-calves],",
    )
    edit(root / "data/curation/terms.yaml", ", names: [work]", "")
    edit(
        root / "data/curation/articles/harbour-post.yaml",
        "terms: [rowing, work, calf muscles]",
        "terms: [rowing, {work: muscle-work}, calf muscles]",
    )
    with pytest.raises(KeyError, match="may stand for muscle-size, muscle-work"):
        rmc.find_term("work", "outcome", folder=build(root))


def test_an_ambiguous_name_needs_a_kind_even_with_one_meaning(tmp_path):
    root = make(tmp_path)
    edit(
        root / "data/curation/terms.yaml", "means: [calves, large-calves]", "means: [large-calves]"
    )
    edit(root / "data/curation/articles/harbour-post.yaml", "work the calves", "work calf muscles")
    root = build(root)
    assert rmc.find_term("calves", "outcome", folder=root) == "large-calves"
    edit(root / "data/curation/terms.yaml", "{name: calves, means", "{name: big ones, means")
    edit(
        root / "data/curation/articles/harbour-post.yaml",
        "{calves: large-calves}",
        "{big ones: large-calves}",
    )
    root = build(root)
    with pytest.raises(KeyError, match=r"may stand for large-calves \(The muscles or their size\)"):
        rmc.find_term("big ones", folder=root)


def test_relatives_go_by_trees_and_groups(mini):
    found = rmc.related_terms("quads", folder=mini)
    assert found["term_id"].tolist() == [
        "quadriceps",
        "vastus-lateralis",
        "vastus-medialis",
    ] and found["relation"].astype(str).tolist() == ["same", "narrower", "narrower"]
    found = rmc.related_terms("large-calves", folder=mini)
    assert list(zip(found["term_id"], found["relation"].astype(str), strict=True)) == [
        ("large-calves", "same"),
        ("muscle-size", "broader"),
    ]


def test_claims_about_a_muscle(mini):
    found = rmc.claims_about(muscle="quads", folder=mini)
    assert found["claim_id"].tolist() == ["harbour-post-003", "harbour-post-004", "tide-times-001"]
    assert set(found["about"]) == {"quadriceps"} and found["article_id"].tolist() == [
        "harbour-post",
        "harbour-post",
        "tide-times",
    ]


def test_parts_and_groups_are_asked_for(mini):
    assert rmc.claims_about(muscle="vastus lateralis", folder=mini).empty
    found = rmc.claims_about(muscle="vastus lateralis", broader=True, folder=mini)
    assert (
        len(found) == 3
        and set(found["relation"]) == {"broader"}
        and set(found["about"]) == {"quadriceps"}
    )
    assert len(rmc.claims_about(outcome="muscle size", folder=mini)) == 4
    assert rmc.claims_about(outcome="muscle size", narrower=False, folder=mini)[
        "claim_id"
    ].tolist() == ["harbour-post-003", "harbour-post-004", "tide-times-001"]


def test_criteria_are_all_met_and_the_loosest_relation_is_told(mini):
    found = rmc.claims_about(
        exercise="cycling", muscle="vastus lateralis", broader=True, folder=mini
    )
    assert found[["claim_id", "about", "relation"]].values.tolist() == [
        ["harbour-post-004", "quadriceps; cycling", "broader"]
    ]
    assert rmc.claims_about(exercise="cycling", muscle="calves", folder=mini).empty


def test_types_stay_those_of_claims(mini):
    claims = rmc.load("claims", folder=mini)
    for found in (
        rmc.claims_about(muscle="quads", folder=mini),
        rmc.claims_about(muscle="vastus medialis", folder=mini),
    ):
        assert found.columns.tolist() == [*claims.columns, "article_id", "about", "relation"]
        assert (
            (found.dtypes[claims.columns] == claims.dtypes).all()
            and str(found["about"].dtype) == "string"
            and found["relation"].cat.ordered
        )


def test_no_criterion_and_an_unknown_one_are_errors(mini):
    with pytest.raises(ValueError, match="Give at least one criterion"):
        rmc.claims_about(folder=mini)
    with pytest.raises(KeyError, match="Nearest: quadriceps"):
        rmc.claims_about(muscle="quadrecep", folder=mini)


def test_spaces_do_not_matter(mini):
    assert (
        rmc.find_term("vastuslateralis", folder=mini) == "vastus-lateralis"
        and rmc.find_term("muscle  size", folder=mini) == "muscle-size"
    )


def test_the_kind_is_asked_for_only_where_it_is_missing(mini):
    with pytest.raises(KeyError, match="Ask for one of these, or give the kind[.]"):
        rmc.find_term("hypertrophy")
    with pytest.raises(KeyError) as told:
        rmc.find_term("hypertrophy", "outcome")
    assert told.value.args[0].endswith("Ask for one of these.")


def test_a_name_has_to_be_text(mini):
    for name in (3, None, ["quads"]):
        with pytest.raises(TypeError, match="A name is text"):
            rmc.find_term(name, folder=mini)
    with pytest.raises(KeyError, match="No muscle is called ''"):
        rmc.claims_about(muscle="", folder=mini)
    with pytest.raises(KeyError) as told:
        rmc.find_term("q" * 100_000, folder=mini)
    assert len(str(told.value)) < 500


def test_an_id_comes_before_a_name_whatever_its_capitals(mini):
    assert rmc.find_term("calves", folder=mini) == rmc.find_term("Calves", folder=mini) == "calves"


def test_the_loosest_relation_counts_and_terms_stand_once(mini):
    found = rmc.claims_about(
        muscle="vastus lateralis", outcome="muscle size", broader=True, folder=mini
    )
    assert set(found["relation"]) == {"broader"} and set(found["about"]) == {
        "quadriceps; muscle-size"
    }
    assert rmc.related_terms("muscle size", folder=mini)["term_id"].tolist() == [
        "muscle-size",
        "large-calves",
    ]


def test_a_claim_about_a_term_and_its_case_counts_as_about_the_term():
    """The closest relation counts, not the first in the alphabet."""
    found = rmc.claims_about(exercise="running")
    terms = rmc.load("claim_terms")
    both = found[
        found["claim_id"].isin(terms.loc[terms["term_id"] == "running", "claim_id"])
        & found["about"].str.contains(";")
    ]
    assert (
        len(both)
        and both["relation"].eq("same").all()
        and both["about"].str.startswith("running;").all()
    )
