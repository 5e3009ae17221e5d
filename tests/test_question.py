"""Questions from the loader: found by words, with all that belongs to them."""

from dataclasses import replace

import pytest

import running_muscle_claims as rmc
from conftest import ROOT

SIZE = "effect-of-rowing-on-muscle-size"


@pytest.fixture(scope="module")
def tables():
    return rmc.load(folder=ROOT)


@pytest.mark.parametrize(
    "words",
    [
        SIZE,
        f"#question/{SIZE}",
        "Does rowing build muscle?",
        "does rowing build muscle",
        "muscle building: rowing",
        "rowing and the quads",  # any name of a case
    ],
)
def test_a_question_is_found_by_words_id_and_address(mini, words):
    assert rmc.question(words, folder=mini).question_id == SIZE


@pytest.mark.parametrize("words", ["does chess build muscle", "", "?", "does it"])
def test_no_question_is_guessed(mini, words):
    with pytest.raises(KeyError, match=r"No question has all words of .* Nearest: .*rowing"):
        rmc.question(words, folder=mini)


def test_what_is_no_text_or_of_another_kind_is_refused(mini):
    with pytest.raises(TypeError, match="A question is text, not int"):
        rmc.question(3, folder=mini)
    with pytest.raises(KeyError, match="not the address of a question"):
        rmc.question("#claim/harbour-post-001", folder=mini)


def test_a_question_has_all_that_belongs_to_it(mini):
    found = rmc.question(SIZE, folder=mini)
    assert found.question == "Does rowing build muscle?"
    assert found.address == rmc.cite(SIZE, folder=mini).split()[-1]
    assert found.claims["claim_id"].tolist() == ["harbour-post-003", "tide-times-001"]
    said = found.positions.set_index(["article_id", "facet"])["position"]
    assert said["harbour-post", "quadriceps"] == "slightly"
    assert said["tide-times", "quadriceps"] == "no"
    assert said["tide-times", "general"] == "only_of_cases"
    [study] = found.evidence.to_dict("records")
    assert (study["reference_id"], study["reach"], study["answer"]) == (
        "pmid-1",
        "special_case",
        "yes",
    )
    assert found.findings["finding_id"].tolist() == ["pmid-1-size"]
    assert len(found.disagreements) == 1 and len(found.searches) == 3
    assert found.summary["articles"] == 2


def test_a_question_prints_briefly_and_as_html(mini):
    found = rmc.question(SIZE, folder=mini)
    assert str(found).splitlines() == [
        "Does rowing build muscle?",
        "  Harbour Post: slightly (quadriceps)",
        "  Tide Times: no (quadriceps)",
        "  Studies, special case: 1 yes.",
        "  Articles contradict each other: harbour-post; tide-times "
        f"[{SIZE}-raises-denied-in-quadriceps-between]",
    ]
    shown = found._repr_html_()
    assert shown.startswith("<h4>Does rowing build muscle?</h4><table>") and found.address in shown


def test_html_is_escaped(mini):
    found = rmc.question(SIZE, folder=mini)
    shown = replace(found, question="Is <b> & so on?")._repr_html_()
    assert "Is &lt;b&gt; &amp; so on?" in shown and "<b>" not in shown


def test_an_article_that_says_nothing_says_so(mini):
    found = rmc.question("rowing and the calf muscles", folder=mini)
    said = found.positions.set_index("article_id")["position"]
    assert said["tide-times"] == "not_said"
    assert "Tide Times: not said" in str(found) and "No evidence" in str(found)


def test_questions_and_disagreements_are_listed(mini):
    asked = rmc.questions(folder=mini)
    assert asked["question_id"].iloc[0] == SIZE and asked["articles"].is_monotonic_decreasing
    [row] = rmc.disagreements(folder=mini).to_dict("records")
    assert row["question"] == "Does rowing build muscle?"
    assert row["first"].startswith("Tide Times: ") and row["second"].startswith("Harbour Post: ")


@pytest.mark.slow
def test_every_question_is_found_by_its_own_words(tables):
    for row in tables["questions"].itertuples():
        assert rmc.question(row.question, folder=ROOT).question_id == row.question_id


def test_positions_and_evidence_are_those_of_the_tables(tables):
    found = rmc.question("does running build muscle", folder=ROOT)
    own = tables["positions"][tables["positions"]["question_id"] == found.question_id]
    said = found.positions[found.positions["position"] != "not_said"]
    assert sorted(said["position"].astype(str)) == sorted(own["position"].astype(str))
    assert found.positions["article_id"].nunique() == len(tables["articles"])
    assert found.evidence["reference_id"].is_unique
    reach = found.evidence["reach"].astype(str).tolist()
    assert reach == sorted(reach, key=["own", "special_case", "wider", "neighbour"].index)
    assert set(found.related["related_by"]) >= {"same object", "same subject", "narrower"}
    assert found.question_id not in set(found.related["question_id"])
