"""What the page tells of questions, compared with the tables: positions in words, the marks of
the plots, the sentences, and the rows of the first screen."""

import base64
import csv
import io
import re

import pandas as pd
import pytest

import running_muscle_claims as rmc
from conftest import ROOT
from pipeline.doors.explorer import (
    answer_words,
    asked,
    first_html,
    first_rows,
    position_words,
    question_sentences,
)
from pipeline.doors.explorer.payload import payload
from running_muscle_claims._load import Tables


@pytest.fixture(scope="module")
def tables():
    return Tables(ROOT)


@pytest.fixture(scope="module")
def data(tables):
    return payload(tables)


def frame(columns):
    return pd.DataFrame(columns)


def test_every_proposition_belongs_to_the_question_of_the_tables(data, tables):
    questions = tables["questions"].set_index("question_id")
    assert set(data["gathered"]) == set(questions.index)
    assert {name: len(rows) for name, rows in data["gathered"].items()} == questions[
        "propositions"
    ].to_dict()
    of = {one: name for name, rows in data["gathered"].items() for one in rows}
    assert len(of) == questions["propositions"].sum()
    claims = tables["claims"]["proposition_id"].map(of).dropna().value_counts()
    assert claims.to_dict() == questions["claims"].to_dict()


def test_the_question_with_the_most_articles_leads():
    def row(name, articles, claims):
        return {"question_id": name, "articles": articles, "claims": claims}

    assert asked.leading([]) is None
    assert asked.leading([row("b", 2, 9), row("a", 3, 1), row("c", 3, 4)]) == "c"
    assert asked.leading([row("b", 2, 9), row("a", 2, 9)]) == "a"


def test_every_position_has_words_and_a_sign(data, tables):
    said, known = frame(data["positions"]), tables["positions"]
    assert len(said) == len(known) and said["says"].str.len().min() > 1
    assert set(position_words.SAYS) == set(known["position"].cat.categories)
    assert set(said["sign"]) <= {"for", "against", "neither", "mixed", "open", "up", "down"}
    names = tables["terms"].set_index("term_id")["name"]
    for row, case in zip(known.astype(object).itertuples(), said["case"], strict=True):
        parts = (row.form_id, row.outcome_id, row.muscle_id, row.population_id, row.condition_id)
        assert (case == "") == (row.facet == "general")
        assert all(names[one] in case for one in parts if isinstance(one, str)), row


def test_two_sides_of_a_comparison_have_two_signs(data, tables):
    said = frame(data["positions"]).assign(sides=tables["positions"]["side_ids"])
    slope = said[(said["question_id"] == "comparison-of-slope-on-muscle-work")]
    for row in slope.dropna(subset=["sides"]).itertuples():
        assert row.sign == ("up" if row.sides.startswith("uphill") else "down"), row
        assert row.says.endswith("more")


def test_a_study_has_its_closest_marks_and_each_finding_once(data, tables):
    points, evidence = frame(data["question_points"]), tables["question_evidence"]
    assert not points.duplicated(["question_id", "finding_id"]).any()
    pairs = ["question_id", "reference_id"]
    assert set(points[pairs].itertuples(index=False, name=None)) == set(
        evidence[pairs].itertuples(index=False, name=None)
    )
    reach = evidence.set_index(pairs)["reach"].astype(str).to_dict()
    links = evidence.set_index(pairs)["by_link"].to_dict()
    named = evidence.set_index(pairs)["proposition_ids"].to_dict()
    for row in points.itertuples():
        key = (row.question_id, row.reference_id)
        assert (row.bearing, row.by_link) == (reach[key], links[key])
        assert row.proposition_id in named[key].split("; ")


def test_a_mark_lies_on_the_side_of_its_answer(data, tables):
    """A clear mark of a study that answers yes, and nothing else, is on the side of yes."""
    points = frame(data["question_points"])
    answer = tables["question_evidence"].set_index(["question_id", "reference_id"])["answer"]
    seen = 0
    for (question, work), mine in points[points["clear"]].groupby(["question_id", "reference_id"]):
        wanted = {"yes": {"for"}, "the_reverse": {"against"}}.get(answer[question, work])
        if wanted:
            seen += 1
            assert set(mine["side"]) & wanted or not set(mine["side"]) & {"for", "against"}, (
                question,
                work,
            )
    assert seen > 200


def test_sentences_name_every_article_and_trial_and_count_no_votes(data, tables):
    works = tables["references"].set_index("reference_id")
    sites = tables["articles"].set_index("article_id")["site"]
    evidence = tables["question_evidence"].astype({"design": "string"})
    for name in tables["questions"].query("articles > 1")["question_id"]:
        articles, trials, sure = data["sentences"][name]
        told = tables["positions"].query("question_id == @name")["article_id"].unique()
        assert all(sites[one] in articles for one in told)
        silent = len(sites) - len(told)
        assert ("not say" in articles) == (silent > 0)
        close = evidence[
            (evidence["question_id"] == name)
            & evidence["reach"].isin(["own", "special_case"])
            & (evidence["source"] == "primary")
        ]
        held = close[close["design"].isin(question_sentences.TRIALS)]
        for work in held["reference_id"]:
            author = works.loc[work, "authors"]
            named = "" if pd.isna(author) else author.partition(",")[0].partition(";")[0]
            assert named in trials or "more" in trials, (name, work)
        assert ("no trial" in trials) == held.empty
        count = (close["design"].isin(question_sentences.RANDOMISED)).sum()
        said = question_sentences.number(count) if count else "none"
        assert close.empty or f"{said} {'is' if count == 1 else 'are'} randomised" in sure
        assert not re.search(r"\d+ (of|out of) \d+", trials)


def test_words_for_answers_name_the_side():
    names = {"a": "running", "b": "strength training"}

    def words(**more):
        row = {"family": "comparison", "axis": None, "subject_id": "a", "comparator_id": "b"}
        return answer_words.answer_words(row | more, names)

    assert words(family="effect")["yes"] == "yes"
    assert (words()["yes"], words()["the_reverse"]) == (
        "more with running",
        "more with strength training",
    )
    assert words(axis="slope")["the_reverse"] == "more downhill"


def test_what_was_not_looked_for_is_not_called_not_found(data, tables):
    evidence = set(tables["question_evidence"]["question_id"])
    for row in tables["questions"].itertuples():
        _, trials, sure = data["sentences"][row.question_id]
        is_open = row.question_id not in evidence and row.searches == 0
        assert ("was looked for" in trials) == ("was looked for" in sure) == is_open, row


def test_the_first_table_counts_claims_as_the_flat_table_does(data, tables):
    leading = data["leading"]
    said = [
        dict(zip(data["positions"], row, strict=True))
        for row in zip(*data["positions"].values(), strict=True)
    ]
    rows = first_rows.first_articles(tables, said, leading, data["gathered"][leading])
    flat = rmc.load("claims_flat", folder=ROOT)
    own = flat[flat["proposition_id"].isin(data["gathered"][leading])]
    faithless = {
        row.claim_id
        for row in tables["claim_citations"].itertuples()
        if row.fidelity in ("misreported", "omits_key_result")
    }
    assert faithless
    for row in rows:
        mine = own[own["article_id"] == row["article_id"]]
        mine = mine[~mine["claim_id"].isin(faithless)]
        stands = mine["claim_and_evidence"].astype(str).value_counts()
        assert row["supported"] == stands.get("with", 0)
        assert row["against"] == stands.get("against", 0)
        assert row["open"] == stands.get("both", 0) + stands.get("unclear", 0)
        assert row["unchecked"] == stands.get("none", 0)
        claimed = flat[flat["article_id"] == row["article_id"]]["claim_id"]
        assert {claim for claim, _ in row["faithless"]} == faithless & set(claimed)


def test_a_misreport_is_never_supported(data, tables):
    """Also where a package would say so: the claim is set aside."""
    frames = dict(tables)
    flat = frames["claims_flat"].astype({"claim_and_evidence": "object"})
    claim = tables["claim_citations"].query("fidelity == 'misreported'")["claim_id"].iloc[0]
    flat.loc[flat["claim_id"] == claim, "claim_and_evidence"] = "with"
    frames["claims_flat"] = flat
    on = flat.loc[flat["claim_id"] == claim, "proposition_id"].tolist()
    rows = first_rows.first_articles(frames, [], "nothing", on)
    mine = next(row for row in rows if claim in row["aside"])
    assert (
        mine["supported"]
        == (
            flat["proposition_id"].isin(on)
            & (flat["claim_and_evidence"] == "with")
            & (flat["claim_id"] != claim)
            & (flat["article_id"] == mine["article_id"])
        ).sum()
    )


def test_trials_come_first_and_reviews_last(data, tables):
    row = tables["questions"].set_index("question_id", drop=False).loc[data["leading"]]
    found = first_rows.first_studies(tables, row.astype(object).to_dict())
    designs = [one["design"] for one in found]
    trials = [one for one in question_sentences.TRIALS if one in designs]
    assert designs[: len(trials)] == trials
    reviews = [one for one in designs if one.endswith(("review", "meta_analysis"))]
    assert designs[len(designs) - len(reviews) :] == reviews
    mine = tables["question_evidence"].query("question_id == @row.question_id")
    assert sum(len(one["close"]) + len(one["far"]) for one in found) == len(mine)


def test_the_files_of_the_first_screen_hold_its_tables(data, tables):
    text = first_html.first_html(data, tables)
    files = re.findall(
        r'download="([^"]+)" href="data:text/csv;charset=utf-8;base64,([^"]+)"', text
    )
    assert [name for name, _ in files] == [
        f"{data['leading']}-articles.csv",
        f"{data['leading']}-studies.csv",
    ]
    articles, studies = (
        list(csv.DictReader(io.StringIO(base64.b64decode(raw).decode()))) for _, raw in files
    )
    assert {row["article_id"] for row in articles} == set(tables["articles"]["article_id"])
    mine = tables["question_evidence"].query(f"question_id == {data['leading']!r}")
    assert sorted(row["reference_id"] for row in studies) == sorted(mine["reference_id"])


def test_a_package_without_questions_has_its_title(tables, data):
    nothing = {**{name: tables[name] for name in ("questions", "articles")}}
    nothing["questions"] = nothing["questions"].iloc[:0]
    about = {"title": "<b>Title</b>"}
    assert (
        first_html.first_html(data | {"leading": None, "about": about}, nothing)
        == '<h1 tabindex="-1"><bdi>&lt;b&gt;Title&lt;/b&gt;</bdi></h1>'
    )
