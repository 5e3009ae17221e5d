"""The real data: what no rule checks, and each mistake that was found once."""

import re
from itertools import pairwise

import pandas as pd
import pytest

import running_muscle_claims as rmc
from conftest import ROOT, project_files
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.checks.coverage import words_by_role
from pipeline.checks.rules.provenance import article_runs, copied_run
from pipeline.derived.evidence_profile import COUNTS
from pipeline.tables.table_set import TableSet
from pipeline.text.captures import read_captures
from pipeline.text.passage_address import MAX_RUN, words
from pipeline.validate import validate


@pytest.fixture(scope="module")
def tables():
    return rmc.load(folder=ROOT)


def test_valid_without_captures():
    report = validate(ROOT, frictionless=False)
    assert report.exit_code == 0, [problem.text() for problem in report.problems]


def test_every_word_is_accounted_for_and_no_sentence_is_copied(captures):
    report = validate(ROOT, captures, frictionless=False)
    assert report.exit_code == 0, [problem.text() for problem in report.problems]
    assert report.counts["words accounted for"] == sum(
        rmc.load("articles", folder=ROOT)["text_tokens"]
    )


def test_no_article_wording_stands_in_any_committed_file(captures, tables):
    """No run of more than seven words, in data, code or documents, but titles, names and ids."""
    texts, _ = read_captures(captures, list(tables["articles"]["article_id"]))
    runs = article_runs(TableSet({}, texts))
    named = (
        tables["articles"]["site"]
        + " "
        + tables["articles"]["title"]
        + " "
        + tables["articles"]["title"]
    )
    works = tables["references"]
    pmids = works["pmid"].astype("string").fillna("")
    ids = "doi: " + works["doi"].fillna("") + " pmid: " + pmids  # as an article may print them
    verbatim = [words(title) for title in [*named, *works["title"].dropna(), *ids]]
    size = MAX_RUN + 1
    runs -= {
        " ".join(title[i : i + size]) for title in verbatim for i in range(len(title) - size + 1)
    }
    for path in project_files():
        found = copied_run(words(path.read_text(encoding="utf-8", errors="replace")), runs)
        assert not found, f"{path.name} holds {found!r}, which stands so in an article"


def test_claims_stand_in_reading_order(tables):
    """The first ids of an article follow its text. Claims added later have ids after them."""
    joined = tables["claims"].merge(tables["passages"], on="passage_id").sort_values("claim_id")
    assert joined["claim_id"].is_unique and len(joined) == len(tables["claims"])
    first = {"inspire-us": 139, "livestrong": 87, "mens-health": 99, "run247": 198, "welltech": 233}
    parts = joined["claim_id"].str.rpartition("-")
    later = parts[2].astype(int) > parts[0].map(first)
    assert joined.loc[later, "claim_id"].tolist() == [
        *(f"inspire-us-{n}" for n in range(140, 145)),
        *(f"mens-health-{n}" for n in range(100, 109)),
        *(f"welltech-{n}" for n in range(234, 241)),
    ]
    joined = joined[~later]
    places = joined[["article_id", "start", "end"]].to_numpy().tolist()
    for (article, start, end), (another, _, later_end) in pairwise(places):
        # passages overlap, and the members of a sentence may share words; none goes further back
        assert article < another or later_end > start - 100, (article, start, end)
    assert (
        sorted(set(joined["article_id"])) == sorted(tables["articles"]["article_id"])
        and len(tables["articles"]) == 5
    )


def test_quoted_study_figures_stay_as_the_papers_give_them(tables):
    """Pinned to the abstracts, read on 2026-11-22."""
    findings = tables["findings"].set_index("finding_id")
    assert findings.loc["estes-2017-vastus-lateralis-size", ["value", "spread"]].tolist() == [
        10.6,
        2.7,
    ]
    assert findings.loc[
        "schumann-2021-explosive-strength", ["value", "low", "high", "p_value"]
    ].tolist() == [-0.28, -0.48, -0.08, 0.007]
    assert findings.loc["schumann-2021-muscle-size", ["value", "low", "high"]].tolist() == [
        -0.01,
        -0.16,
        0.18,
    ]
    assert pd.isna(tables["references"].set_index("reference_id").loc["pmid-2023542", "title"]), (
        "not seen in any source"
    )


def test_downhill_difference_is_about_which_muscles_not_how_much(tables):
    """'Other muscles' was once coded as a denial of 'as much muscle work'."""
    row = (
        tables["propositions"]
        .set_index("proposition_id")
        .loc["downhill-running-matches-uphill-running-in-muscles-worked"]
    )
    assert row["object_id"] == "muscles-worked"


def test_evidence_wording_takes_no_significance_for_sameness(tables):
    """'Grew as much' was once written where the difference was merely not significant."""
    same = tables["findings"].query("result == 'no_clear_difference'")
    worded = same["statement"].str.contains("ignifican|clear")
    assert worded.sum() > 15 and same.loc[~worded, "note"].notna().all(), list(
        same.loc[~worded & same["note"].isna(), "finding_id"]
    )


def test_statements_stand_alone(tables):
    """No statement refers to another: 'the same review', 'such people' were found once."""
    leaning = tables["claims"]["statement"].str.contains(
        r"\b(?:the same review|such people|this kind|these types|elsewhere)\b", flags=re.IGNORECASE
    )
    assert not leaning.any(), list(tables["claims"].loc[leaning, "claim_id"])


def sides(tables):
    """The claims of disagreements, with their slots, articles and verdicts."""
    return (
        tables["disagreement_claims"]
        .merge(tables["disagreements"].drop(columns="proposition_id"), on="disagreement_id")
        .merge(tables["claims_flat"][["claim_id", "article_id", "proposition_id"]], on="claim_id")
        .merge(tables["propositions"], on="proposition_id", suffixes=("", "_of_claim"))
    )


SETTLED = [  # outright disputes that two readers found alike: question, muscle, scope, sides
    (
        "comparison-of-slope-on-muscle-work",
        "quadriceps",
        "between",
        ({"mens-health"}, {"livestrong", "welltech"}),
    ),
    (
        "comparison-of-slope-on-muscle-work",
        "calves",
        "between",
        ({"inspire-us", "run247"}, {"mens-health"}),
    ),
    (
        "effect-of-running-on-muscle-size",
        None,
        "between",
        ({"livestrong", "mens-health"}, {"inspire-us", "welltech"}),
    ),
    ("effect-of-running-on-muscle-size", "calves", "within", ({"inspire-us"}, {"inspire-us"})),
    ("kind-of-calf-raises", None, "between", ({"inspire-us"}, {"welltech"})),
]


@pytest.mark.parametrize("question, muscle, scope, articles", SETTLED)
def test_the_outright_disputes_of_the_articles_fall_out(tables, question, muscle, scope, articles):
    told = sides(tables)
    mine = told[
        (told["question_id"] == question)
        & (told["scope"] == scope)
        & (told["muscle_id"].isna() if muscle is None else told["muscle_id"] == muscle)
    ]
    assert set(mine["verdict"]) == {"contradiction"} and mine["disagreement_id"].nunique() == 1
    for side, wanted in zip(("first", "second"), articles, strict=True):
        assert set(mine.loc[mine["side"] == side, "article_id"]) == wanted


def test_a_tension_names_what_may_reconcile_it(tables):
    near = tables["disagreements"].query("verdict == 'tension'")
    assert near["softened_by"].notna().all()
    calves = sides(tables).query("question_id == 'frequency-of-ease-of-muscle-growth-in-calves'")
    assert set(zip(calves["side"], calves["article_id"], strict=True)) == {
        ("first", "inspire-us"),
        ("second", "run247"),
    }


def test_forms_of_running_are_of_the_kind_running(tables):
    """All of them were once called mixed, because running is a form of exercise, which is mixed."""
    broader = tables["terms"].set_index("term_id")["broader_id"].to_dict()
    kinds = tables["exercises"].set_index("exercise_id")["kind"]

    def under(term):
        while isinstance(term, str):
            yield term
            term = broader.get(term)

    assert {kinds[name] for name in kinds.index if "running" in under(name)} == {"running"}
    assert {kinds[name] for name in kinds.index if "strength-training" in under(name)} == {
        "strength"
    }


def test_rival_accounts_of_growth_are_no_disagreement(tables):
    told = sides(tables)
    kinds = tables["terms"].set_index("term_id")["kind"]
    causes = told[
        (told["object_id"] == "muscle-size")
        & told["subject_id"].map(kinds).isin(["factor", "outcome"])
    ]
    assert causes.empty


def test_every_word_of_every_article_has_a_role(captures):
    package_tables = read(PackageFiles(ROOT)).tables
    texts, _ = read_captures(captures, package_tables["articles"].column("article_id"))
    for article, roles in words_by_role(TableSet(package_tables, texts)).items():
        assert "(none)" not in roles and sum(roles.values()) == len(texts[article].tokens), article


@pytest.mark.parametrize("kind", ["exercise", "outcome", "population", "factor", "circumstance"])
def test_each_kind_is_one_tree(tables, kind):
    terms = tables["terms"][tables["terms"]["kind"] == kind]
    assert terms["broader_id"].isna().sum() == 1


def narrower(name):
    found = rmc.related_terms(name, folder=ROOT)
    return set(found.loc[found["relation"] == "narrower", "term_id"])


def test_groups_expand_to_the_muscles_that_anatomy_has():
    assert narrower("triceps surae") == {
        "gastrocnemius",
        "gastrocnemius-medial-head",
        "gastrocnemius-lateral-head",
        "soleus",
    }
    assert narrower("hamstrings") == {
        "biceps-femoris",
        "biceps-femoris-long-head",
        "biceps-femoris-short-head",
        "semitendinosus",
        "semimembranosus",
    }
    assert {
        "rectus-femoris",
        "vastus-lateralis",
        "vastus-medialis",
        "vastus-intermedius",
    } <= narrower("quads")
    assert "rectus-femoris" in narrower("hip flexors") and {
        "gluteus-medius",
        "gluteus-minimus",
    } < narrower("hip stabilisers")
    assert narrower("hip flexors") & narrower("quads") == {"rectus-femoris"}, (
        "functional groups overlap"
    )


def test_uphill_hill_sprint_and_inclined_treadmill_are_three():
    assert {"hill-sprints", "incline-treadmill-running"} <= narrower("uphill running")
    assert "incline-treadmill-running" not in narrower(
        "hill sprinting"
    ) and "hill-sprints" not in narrower("treadmill running at an incline")


def test_a_form_of_two_kinds_is_found_under_both():
    """Queries for sprinting once missed hill and interval sprints, which have another parent."""
    assert {"hill-sprints", "interval-sprints"} <= narrower("sprinting")
    assert "incline-treadmill-running" in narrower(
        "treadmill running"
    ) and "untrained-older-men" in narrower("older men")


@pytest.mark.parametrize(
    "subject, object_id",
    [
        ("sprinting", "fed:Wind_Sprints"),
        ("gluteal-muscles", "UBERON:0002000"),
        ("donkey-kicks", "fed:Donkey_Calf_Raises"),
        ("muscle-size", "mesh:D006984"),
    ],
)
def test_false_friends_stay_rejected(tables, subject, object_id):
    rows = tables["mappings"].query(
        "subject_id == @subject and object_id == @object_id and predicate_id == 'skos:exactMatch'"
    )
    assert rows["predicate_modifier"].tolist() == ["Not"] and rows["comment"].str.len().gt(15).all()


def test_codes_that_changed_their_meaning_keep_their_edition(tables):
    """12029 means another speed in 2011 than in 2024. METs of ten or more are not cut off."""
    costs = tables["energy_costs"]
    speeds = (
        costs[costs["code"] == "12029"].drop_duplicates("edition").set_index("edition")["activity"]
    )
    assert speeds[2011] != speeds[2024]
    assert (costs["met"] > 9.9).sum() > 20 and costs["met"].max() > 20


def test_muscles_and_exercises_are_tied_by_claims_and_findings_alone(tables):
    rows = tables["exercise_muscles"]
    sources = rows[
        [
            *("propositions", "found_higher", "found_lower", "found_not_clear"),
            *("more_than", "less_than", "alike"),
        ]
    ]
    assert sources.notna().any(axis=1).all()
    named = set(
        sources.drop(columns="propositions").stack().str.extractall(r"([a-z0-9-]+)\)?(?:; |$)")[0]
    )
    assert named <= set(tables["findings"]["finding_id"]) | set(tables["articles"]["article_id"])
    claimed = set(tables["claims"]["proposition_id"])
    assert set(rows["propositions"].dropna().str.split("; ").explode()) <= claimed


def test_what_each_article_cites(tables):
    """LIVESTRONG.COM and RUN247 cite nothing. Welltech's list was cut off; no guess replaces it."""
    cites = tables["citations"].groupby("article_id").size()
    assert set(cites.index) == {"inspire-us", "mens-health", "welltech"}
    welltech = tables["citations"].query("article_id == 'welltech'")
    assert (
        welltech["marker"].tolist() == ["[1]", "[2]", "[3]", "[4]", "[5]"]
        and welltech["reference_id"].isna().all()
        and (welltech["status"] == "unresolved").all()
    )
    listed = tables["citations"].query("article_id == 'inspire-us'")["citation_id"]
    assert not tables["claim_citations"]["citation_id"].isin(listed).any()


def test_every_claim_that_reports_a_study_says_what_became_of_it(tables):
    """All except one, which says how few studies there are."""
    evidence = tables["claims"].query("kind == 'evidence'")["claim_id"]
    assert set(evidence) - set(tables["claim_citations"]["claim_id"]) == {"mens-health-019"}
    assessed = tables["claim_citations"].query("fidelity != 'not_assessed'")
    assert assessed["note"].str.len().gt(40).all() and len(assessed) == 6


def test_no_evidence_is_never_ambiguous_where_it_matters(tables):
    """Effects, comparisons and needs claimed by two or more articles have evidence or a search."""
    summary = tables["proposition_summary"].merge(
        tables["propositions"][["proposition_id", "relation"]], on="proposition_id"
    )
    shared = summary[
        (summary["articles"] > 1)
        & summary["relation"].isin(
            ["raises", "lowers", "exceeds", "matches", "needed_for", "affects"]
        )
    ]
    held = set(tables["evidence"]["proposition_id"])
    assert len(shared) >= 25
    assert (shared["proposition_id"].isin(held) | (shared["searches"] > 0)).all()
    is_held = summary["proposition_id"].isin(held)
    counts = summary[[*COUNTS, "works_wider", "works_neighbour"]].sum(axis=1)
    assert ((counts > 0) == is_held).all()
    testable = tables["propositions"].query("testability == 'testable'")["proposition_id"]
    looked_for = summary[summary["proposition_id"].isin(testable) & ~is_held]
    assert len(looked_for) and (looked_for["searches"] > 0).all()


def test_groups_compared_at_one_time_are_marked_and_counted_apart(tables):
    """They may differ in more than the proposition is about."""
    findings = tables["findings"].merge(tables["references"], on="reference_id")
    crossing = findings[findings["design"] == "cross_sectional"]
    # within people, two muscles are compared
    muscles = crossing["subject_id"].isin(tables["muscles"]["muscle_id"])
    assert len(crossing) > 10 and ((crossing["contrast"] == "groups_compared") | muscles).all()
    studies = tables["study_evidence"]
    apart = studies[
        (studies["contrast"] == "groups_compared")
        & (studies["source"] == "primary")
        & studies["bearing"].isin(["own", "special_case"])
    ]
    counted = tables["proposition_summary"].set_index("proposition_id")["studies_groups_compared"]
    wanted = apart.groupby("proposition_id").size().reindex(counted.index, fill_value=0)
    assert (counted == wanted).all() and counted.sum() > 10


def test_no_clear_difference_is_neither_for_nor_against(tables):
    """To take it for evidence of no effect is a common error."""
    rows = tables["evidence"].merge(tables["findings"][["finding_id", "result"]], on="finding_id")
    same = rows[(rows["result"] == "no_clear_difference") & rows["judged_direction"].isna()]
    assert len(same) > 30
    assert same["direction"].isin(["no_clear_difference", "unclear"]).all()


def test_every_finding_says_what_it_compares_and_where_it_was_read(tables):
    findings = tables["findings"]
    assert (findings["contrast"].isna() == (findings["estimand"] == "level")).all()
    abstract = findings[findings["locator"] == "abstract"]
    assert abstract["read_from"].notna().mean() > 0.9
    known = set(tables["measures"]["measure_id"])
    assert set(findings["measure_id"]) == known and len(known) > 40


def test_a_number_has_its_unit_and_a_study_its_page(tables):
    findings, references = tables["findings"], tables["references"]
    assert (findings["value"].notna() == findings["unit"].notna()).all() and findings[
        "value"
    ].notna().sum() > 50
    assert (
        references["seen_at"].str.startswith("http").all()
        and (references["sample_size"].dropna() > 0).all()
    )
    unidentified = references[references[["doi", "pmid", "pmcid"]].isna().all(axis=1)]
    assert (unidentified["status"] == "partly_resolved").all() and unidentified[
        "note"
    ].notna().all()


def test_many_claims_stand_in_a_question_with_another_article(tables):
    asked = tables["questions"].set_index("question_id")["articles"]
    with_others = tables["claims_flat"]["question_id"].map(asked).gt(1)
    assert with_others.mean() >= 0.4


def test_every_claim_has_a_question_unless_its_relation_is_other(tables):
    flat = tables["claims_flat"]
    assert (flat["question_id"].isna() == (flat["relation"] == "other")).all()
    assert flat["question_id"].nunique() == len(tables["questions"])


def test_questions_keep_slope_surface_distance_and_nutrition_apart(tables):
    """What a person would ask about separately is never one class."""
    subjects = tables["claims_flat"].groupby("question_id")["subject"]
    of = {question: set(names) for question, names in subjects}
    for apart in (
        {"uphill running", "downhill running", "trail running", "long-distance running"},
        {"protein intake", "sufficient energy intake", "refuelling", "sleep", "rest and recovery"},
    ):
        mixed = tables["questions"].query("family in ('effect', 'advice')")["question_id"]
        assert all(len(of[one] & apart) <= 1 for one in mixed if one in of)
