"""The contents of the explorer and the figures, compared with the tables.

These are the answer, the matrix and the rows of the charts.
"""

import base64
import json
import re
import shutil
import subprocess
import sys
import zlib
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import running_muscle_claims as rmc
from conftest import ROOT
from mini import as_download, edit
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import CouldNotRun, Refused
from pipeline.derived import effect_directions
from pipeline.doors.explorer import (
    chart_rows,
    chart_style,
    charts,
    direction_picture,
    matrix,
    matrix_layout,
    page,
    payload,
    table_diagram,
    topic_charts,
)
from pipeline.tables.alignment import Alignment
from running_muscle_claims._load import Tables


@pytest.fixture(scope="module")
def tables():
    return Tables(ROOT)


@pytest.fixture(scope="module")
def data(tables):
    return payload.payload(tables)


def rows(columns):
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def asked_points(data):
    """The marks of the question that leads."""
    return [row for row in rows(data["question_points"]) if row["question_id"] == data["leading"]]


# the effect direction plot


def finding(**more):
    return {"finding_id": "f", "point": "higher", "measure_id": "m", **more}


@pytest.mark.parametrize(
    "relation, point, turned, side",
    [
        ("raises", "higher", False, "for"),
        ("raises", "lower", False, "against"),
        ("raises", "higher", True, "against"),
        ("lowers", "higher", False, "against"),
        ("lowers", "lower", False, "for"),
        ("lowers", "lower", True, "against"),
        ("keeps", "higher", False, "for"),
        ("keeps", "lower", False, "against"),
        ("exceeds", "higher", False, "for"),
        ("needed_for", "lower", False, "for"),
        ("raises", "zero", False, "zero"),
        ("lowers", "zero", True, "zero"),
        ("raises", "not_given", False, "none"),
        ("common", "higher", False, "none"),  # no table says which side that is
    ],
)
def test_an_estimate_lies_on_a_side_whatever_its_significance(relation, point, turned, side):
    same = dict.fromkeys(("subject", "object", "muscle", "comparator", "population"), "same")
    evidence = {"judged_direction": None}
    for result in ("higher", "no_clear_difference", "unclear"):
        row = finding(point=point, result=result)
        measure = {"higher_means": "less" if turned else "more"}
        told = effect_directions.side(relation, row, measure, Alignment(same), evidence)
        assert told == side
        # swapped sides turn it once more
        told = effect_directions.side(
            relation, row, {"higher_means": "more"}, Alignment(same, swapped=turned), evidence
        )
        assert told == side


@pytest.mark.parametrize(
    "relation, point, result, side",
    [
        ("affects", "lower", "lower", "for"),
        ("affects", "higher", "higher", "for"),
        ("affects", "higher", "equivalent", "against"),
        ("affects", "higher", "no_clear_difference", "none"),
        ("affects", "zero", "no_clear_difference", "zero"),
        ("matches", "lower", "lower", "against"),
        ("matches", "lower", "equivalent", "for"),
        ("matches", "lower", "unclear", "none"),
        ("matches", "not_given", "equivalent", "none"),
    ],
)
def test_where_any_effect_counts_only_a_clear_result_has_a_side(relation, point, result, side):
    row = finding(point=point, result=result)
    for swapped in (False, True):
        alignment = Alignment({"comparator": "same"}, swapped=swapped)
        told = effect_directions.side(relation, row, None, alignment, {"judged_direction": None})
        assert told == side


def test_less_than_another_exposure_is_on_no_side_and_a_judgement_decides():
    other = {"comparator": "other"}
    for point, side in (("higher", "for"), ("lower", "none")):
        told = effect_directions.side(
            "raises", finding(point=point), None, Alignment(other), {"judged_direction": None}
        )
        assert told == side
    same = {"comparator": "same"}
    for judged, side in (("opposes", "against"), ("supports", "for"), ("unclear", "none")):
        told = effect_directions.side(
            "raises", finding(), None, Alignment(same), {"judged_direction": judged}
        )
        assert told == side
    no_row = effect_directions.side("exceeds", finding(), None, None, {"judged_direction": None})
    assert no_row == "none"


def test_every_row_of_evidence_has_one_mark_that_fits_its_direction(data, tables):
    points = pd.DataFrame(data["points"])
    held = tables["evidence"].merge(tables["findings"], on="finding_id")
    both = points.merge(
        held, on=["proposition_id", "finding_id"], validate="1:1", suffixes=("", "_held")
    )
    assert len(points) == len(both) == len(held)
    assert (both["bearing"] == both["bearing_held"].astype(str)).all()
    assert (both["reference_id"] == both["reference_id_held"]).all()
    clear = both["result"].isin(["higher", "lower"])
    assert (both["clear"] == clear).all()
    filled = both[both["clear"] & both["side"].isin(["for", "against"])]
    assert (
        filled["side"].map({"for": "supports", "against": "opposes"})
        == filled["direction"].astype(str)
    ).all() and len(filled) > 300
    assert set(both.loc[both["point"] == "not_given", "side"]) == {"none"}
    hollow = both[~both["clear"]]
    assert {"for", "against", "zero", "none"} == set(hollow["side"])
    assert not set(hollow["direction"]) & {"supports", "opposes"}
    names = tables["terms"].set_index("term_id")["name"]
    assert all(
        (names[row.muscle_id] if isinstance(row.muscle_id, str) else names[row.object_id])
        in row.outcome
        for row in both.itertuples()
    )


def test_marks_come_by_bearing_and_design_and_not_by_result(data, tables):
    bearings = ["own", "special_case", "wider", "neighbour"]
    designs = list(data["meanings"]["references"]["design"]["values"])
    design = tables["references"].set_index("reference_id")["design"].astype(str)
    reviews = {"meta_analysis", "network_meta_analysis", "umbrella_review"}
    reviews |= {"systematic_review", "narrative_review"}
    groups = [
        (own.to_dict("records"), name == "question_points")
        for name, key in (("points", "proposition_id"), ("question_points", "question_id"))
        for _, own in pd.DataFrame(data[name]).groupby(key)
    ]
    for group, reviews_last in groups:
        places = [
            (
                bearings.index(row["bearing"]),
                reviews_last and design[row["reference_id"]] in reviews,
                designs.index(design[row["reference_id"]]),
                row["reference_id"],
            )
            for row in group
        ]
        assert places == sorted(places)


# the matrix


def test_every_claim_and_finding_stands_in_its_cell(data, tables):
    """The cells counted independently, with joins and without exercise_muscles."""
    roles = {
        name: rmc.related_terms(name, folder=ROOT)
        for name in ("stabilising-work", "muscle-work", "muscle-size", "strength")
    }
    role = {}
    for name, said in zip(roles, ("stabilises", "works", "enlarges", "strengthens"), strict=True):
        for term in roles[name].loc[roles[name]["relation"] != "broader", "term_id"]:
            role.setdefault(term, said)
    claims = tables["claims"].merge(tables["propositions"], on="proposition_id")
    claims = claims[
        claims["muscle_id"].isin(tables["muscles"]["muscle_id"])
        | claims["muscle_id"].isna() & claims["object_id"].isin(list(role))
    ]
    found = set()
    for row in claims.astype(object).to_dict("records"):
        for exercise, side in ((row["subject_id"], "more"), (row["comparator_id"], "less")):
            says = side
            if exercise not in set(tables["exercises"]["exercise_id"]):
                continue
            if row["relation"] in ("exceeds", "matches"):
                other = row["comparator_id"] if says == "more" else row["subject_id"]
                says = "alike" if row["relation"] == "matches" else says
                if row["stance"] != "asserts" or other not in set(
                    tables["exercises"]["exercise_id"]
                ):
                    continue
            elif exercise != row["subject_id"] or says == "less":
                continue
            elif row["relation"] in ("raises", "keeps", "needed_for"):
                says = {"asserts": "asserts", "denies": "denies", "reports": "reports"}[
                    row["stance"]
                ]
            elif row["relation"] in ("lowers", "advised") and row["stance"] == "asserts":
                says = "denies" if row["relation"] == "lowers" else "advises"
            else:
                continue
            than = (
                (row["comparator_id"] if exercise == row["subject_id"] else row["subject_id"])
                if row["relation"] in ("exceeds", "matches")
                else None
            )
            found.add(
                (
                    exercise,
                    row["muscle_id"] if isinstance(row["muscle_id"], str) else "",
                    role.get(row["object_id"], "other"),
                    row["claim_id"],
                    says,
                    than,
                )
            )
    entries = rows(data["matrix"]["entries"])
    assert {
        (
            row["exercise_id"],
            row["muscle_id"],
            row["role"],
            row["claim_id"],
            row["says"],
            row["than"],
        )
        for row in entries
        if row["claim_id"]
    } == found and len(found) > 250
    named = (
        tables["exercise_muscles"][["found_higher", "found_lower", "found_not_clear"]]
        .stack()
        .dropna()
        .str.split("; ")
        .map(len)
        .sum()
    )
    assert (
        sum(row["says"] in ("higher", "lower", "not_clear") for row in entries if row["muscle_id"])
        == named
    )
    # a measure that is lower where there is more of the outcome turns the result round
    less = tables["measures"].loc[tables["measures"]["higher_means"] == "less", "measure_id"]
    result = tables["findings"]["result"].astype(str)
    turned_round = result.replace({"higher": "lower", "lower": "higher"})
    every = tables["findings"].assign(
        result=result.where(~tables["findings"]["measure_id"].isin(less), turned_round)
    )
    findings = every[every["muscle_id"].isna() & every["object_id"].isin(list(role))]
    exercises = set(tables["exercises"]["exercise_id"])
    alone = findings[findings["comparator_id"].isna() & findings["subject_id"].isin(exercises)]
    assert {
        (row["finding_id"], row["says"])
        for row in entries
        if not row["muscle_id"] and row["finding_id"] and not row["than"]
    } == set(
        zip(
            alone["finding_id"],
            alone["result"].where(alone["result"].isin(["higher", "lower"]), "not_clear"),
            strict=True,
        )
    )
    both = findings[
        findings["comparator_id"].isin(exercises) & findings["subject_id"].isin(exercises)
    ]
    unclear = ("not_told_apart", "not_told_apart")
    turned = {
        "higher": ("more", "less"),
        "lower": ("less", "more"),
        "equivalent": ("alike", "alike"),
        "no_clear_difference": unclear,
        "mixed": unclear,
        "unclear": unclear,
    }
    wanted = {
        (row.finding_id, *ends, said)
        for row in both.itertuples()
        for ends, said in zip(
            ((row.subject_id, row.comparator_id), (row.comparator_id, row.subject_id)),
            turned[row.result],
            strict=True,
        )
    }
    assert {
        (row["finding_id"], row["exercise_id"], row["than"], row["says"])
        for row in entries
        if not row["muscle_id"] and row["finding_id"] and row["than"]
    } == wanted and wanted
    # comparisons for a muscle without a clear result are in no column of exercise_muscles
    muscles = set(tables["muscles"]["muscle_id"])
    open_ones = every[
        every["comparator_id"].isin(exercises)
        & every["subject_id"].isin(exercises)
        & every["muscle_id"].isin(muscles)
        & every["result"].isin(["no_clear_difference", "mixed", "unclear"])
    ]
    assert {
        (row["finding_id"], row["exercise_id"], row["than"], row["role"])
        for row in entries
        if row["muscle_id"] and row["says"] == "not_told_apart"
    } == {
        (row.finding_id, *ends, role.get(row.object_id, "other"))
        for row in open_ones.itertuples()
        for ends in ((row.subject_id, row.comparator_id), (row.comparator_id, row.subject_id))
    } and len(open_ones) > 3


def test_claims_that_differ_from_the_table_are_told(tables):
    frames = {
        name: tables[name].copy()
        for name in ("propositions", "claims", "articles", "exercise_muscles")
    }
    frames["exercise_muscles"].loc[0, "asserted_by"] = "run247"
    with pytest.raises(
        ValueError, match="exercise_muscles and the claims differ in .*make rebuild"
    ):
        others = ("exercises", "findings", "measures", "muscles")
        matrix.entries(frames | {name: tables[name] for name in others}, {})


def test_every_muscle_has_one_column_and_every_exercise_one_row(data, tables):
    members = [muscle for column in data["matrix"]["columns"] for muscle in column["members"]]
    assert (
        members[0] == ""
        and sorted(members[1:]) == sorted(set(tables["exercise_muscles"]["muscle_id"]))
        and len(members) == len(set(members))
    )
    for column in data["matrix"]["columns"][1:]:
        below = rmc.related_terms(column["muscle_id"], "muscle", folder=ROOT)
        assert set(column["members"]) <= set(below.loc[below["relation"] != "broader", "term_id"])
    lines = [row["exercise_id"] for row in data["matrix"]["rows"]]
    assert (
        sorted(lines) == sorted({row["exercise_id"] for row in rows(data["matrix"]["entries"])})
        and lines[0] == "running"
    )
    slopes = [row["exercise_id"] for row in data["matrix"]["rows"] if row["axis"] == "slope"]
    assert (
        slopes.index("uphill-running")
        < slopes.index("flat-running")
        < slopes.index("downhill-running")
    )


# the rows of the charts


def test_strips_tell_of_every_character_once(data, tables):
    by_article = {}
    for row in rows(data["strips"]):
        by_article.setdefault(row["article_id"], []).append(row)
    passages = tables["passages"]
    for article in tables["articles"].itertuples():
        own = by_article[article.article_id]
        assert own[0]["start"] == 0 and own[-1]["end"] == article.text_characters
        assert all(one["end"] == other["start"] for one, other in pairwise(own))
        said = {
            i
            for start, end in passages.loc[
                (passages["article_id"] == article.article_id) & (passages["role"] == "claim"),
                ["start", "end"],
            ].itertuples(index=False)
            for i in range(start, end)
        }
        shown = {
            i for row in own if row["kind"] == "claim" for i in range(row["start"], row["end"])
        }
        assert said <= shown  # what is shown in addition lies in no other passage
        covered = {
            i
            for start, end in passages.loc[
                passages["article_id"] == article.article_id, ["start", "end"]
            ].itertuples(index=False)
            for i in range(start, end)
        }
        assert not (shown - said) & covered
        roles = dict(zip(passages["passage_id"], passages["role"], strict=True))
        assert all(
            roles[row["passage_id"]] == row["role"]
            and (row["kind"] == "claim") == (row["role"] == "claim")
            for row in own
        )
    assert set(chart_rows.APPARATUS) < set(data["meanings"]["passages"]["role"]["values"])


def test_effects_have_each_number_once_and_a_name_of_their_own(data, tables):
    findings = tables["findings"].set_index("finding_id")
    effects = rows(data["effects"])
    assert {row["finding_id"] for row in effects} == set(
        findings.index[findings["value"].notna()]
    ) and len({row["label"] for row in effects}) == len(effects)
    for row in effects:
        finding = findings.loc[row["finding_id"]]
        assert (
            row["value"] == finding["value"]
            and row["unit"] == finding["unit"]
            and (row["low"] is None) == pd.isna(finding["low"])
        )
        if not row["cut"]:
            assert (row["low_drawn"], row["high_drawn"]) == (row["low"], row["high"])
    # the paper prints 0.41-90
    slip = next(row for row in effects if row["finding_id"] == "grgic-2019-knee-extensor-size")
    assert (
        slip["cut"] == "high"
        and slip["high"] == 90
        and slip["high_drawn"] == pytest.approx(0.66 + 2 * 0.25)
    )
    assert [row["finding_id"] for row in effects if row["cut"]] == [slip["finding_id"]]


def framed(findings, evidence=(), standing="not_checked"):
    """The tables that `effects` reads, for findings (id, muscle, value, low, high) of one work."""
    rows = [
        {
            "finding_id": name,
            "reference_id": "w-2000",
            "subject_id": "s",
            "object_id": "o",
            "muscle_id": muscle,
            "value": value,
            "low": low,
            "high": high,
            "unit": "%",
        }
        for name, muscle, value, low, high in findings
    ]
    return {
        "findings": pd.DataFrame(rows).astype(object),
        "references": pd.DataFrame(
            [
                {
                    "reference_id": "w-2000",
                    "authors": "Wu, A; Li, B",
                    "title": "On running",
                    "year": 2000,
                    "standing": standing,
                }
            ]
        ),
        "terms": pd.DataFrame({"term_id": ["s", "o", "m"], "name": ["running", "size", "calf"]}),
        "evidence": pd.DataFrame(
            list(evidence), columns=["proposition_id", "finding_id", "direction", "bearing"]
        ),
    }


def test_a_chart_says_that_a_work_was_retracted():
    finding = ("w-2000-a", "m", 1.0, 0.5, 6.0)
    for standing, shown in (
        ("retracted", "Wu 2000 [retracted], calf"),
        ("in_force", "Wu 2000, calf"),
    ):
        (row,) = chart_rows.effects(framed([finding], standing=standing))
        assert row["label"] == shown


def test_an_end_far_off_is_cut_on_its_side_and_names_are_told_apart():
    found = {
        row["finding_id"]: row
        for row in chart_rows.effects(
            framed(
                [
                    ("w-2000-a", "m", 1.0, 0.5, 90.0),
                    ("w-2000-b", None, 1.0, -90.0, 1.5),
                    ("w-2000-c", "m", 1.0, 0.5, 6.0),
                    ("w-2000-d", None, 1.0, 1.0, 9.0),
                    ("w-2000-e", None, 2.0, None, None),
                ]
            )
        )
    }
    assert [(row["cut"], row["low_drawn"], row["high_drawn"]) for row in found.values()] == [
        ("high", 0.5, 2.0),
        ("low", 0.0, 1.5),
        (None, 0.5, 6.0),
        (None, 1.0, 9.0),
        (None, None, None),
    ]
    assert [row["label"] for row in found.values()] == [
        "Wu 2000, calf, a",
        "Wu 2000, size, b",
        "Wu 2000, calf, c",
        "Wu 2000, size, d",
        "Wu 2000, size, e",
    ]
    assert (
        chart_rows.effects(
            framed([("w-2000-a", "m", 1, None, None), ("w-2000-b", None, 1, None, None)])
        )[0]["label"]
        == "Wu 2000, calf"
    )


def test_of_passages_that_overlap_claims_and_the_shorter_are_shown():
    passages = pd.DataFrame(
        [
            ("a:0-10", "a", 0, 10, "glue"),
            ("a:2-8", "a", 2, 8, "claim"),
            ("a:3-5", "a", 3, 5, "claim"),
            ("a:12-16", "a", 12, 16, "byline"),
            ("a:12-14", "a", 12, 14, "question"),
        ],
        columns=["passage_id", "article_id", "start", "end", "role"],
    )
    found = chart_rows.strips(
        {
            "passages": passages,
            "articles": pd.DataFrame({"article_id": ["a"], "text_characters": [20]}),
        }
    )
    assert [(row["start"], row["end"], row["kind"], row["role"]) for row in found] == [
        (0, 2, "frame", "glue"),
        (2, 3, "claim", "claim"),
        (3, 5, "claim", "claim"),
        (5, 8, "claim", "claim"),
        (8, 12, "frame", "glue"),
        (12, 14, "frame", "question"),
        (14, 20, "apparatus", "byline"),
    ]


def test_articles_of_one_site_have_names_of_their_own():
    frame = pd.DataFrame(
        {
            "article_id": ["a", "b", "c"],
            "site": ["Same", "Same", "Other"],
            "title": ["One", "Two", "Three"],
        }
    )
    assert chart_rows.article_names({"articles": frame}) == {
        "a": "Same: One",
        "b": "Same: Two",
        "c": "Other",
    }


def test_only_accepted_mappings_are_shown_with_their_address(data, tables):
    mappings = tables["mappings"]
    assert (
        len(data["mappings"]["subject_id"])
        == mappings["predicate_modifier"].isna().sum()
        < len(mappings)
    )
    shown = dict(zip(data["mappings"]["object_id"], data["mappings"]["url"], strict=True))
    assert shown["UBERON:0001388"] == "http://purl.obolibrary.org/obo/UBERON_0001388"
    key = ["subject_id", "predicate_id", "object_id"]
    assert set(zip(*(data["mappings"][name] for name in key), strict=True)) == set(
        mappings.loc[mappings["predicate_modifier"].isna(), key]
        .astype(str)
        .itertuples(index=False, name=None)
    )


@pytest.mark.slow
def test_a_package_without_rows_is_drawn(tables):
    """An empty package is not an error."""

    class Empty(dict):
        descriptor = tables.descriptor

        def __missing__(self, name):
            return tables[name].iloc[:0]

    from pipeline.doors.explorer.figures import specifications, svg
    from pipeline.schema.table_schema import load_schemas

    assert page.page(Empty()).startswith("<!doctype html>")
    assert all(
        svg(spec).startswith("<svg")
        for spec in specifications(Empty(), load_schemas(PackageFiles(ROOT))).values()
    )


def test_a_finding_without_one_direction_says_so(data, tables):
    effects = {row["finding_id"]: row for row in rows(data["effects"])}
    seen = set()
    for finding, own in tables["evidence"].groupby("finding_id", observed=True):
        if finding in effects:
            directions = set(own["direction"])
            seen.add(len(directions))
            assert effects[finding]["direction"] == (
                directions.pop() if len(directions) == 1 else "differs"
            )
            bearings = set(own["bearing"].astype(str))
            assert effects[finding]["bearing"] == next(
                one for one in ("own", "special_case", "wider", "neighbour") if one in bearings
            )
    assert seen >= {1, 2}


def test_topics_count_every_proposition_and_every_claim_once(data, tables):
    topics, stands = pd.DataFrame(data["topics"]), pd.DataFrame(data["topic_standings"])
    assert topics["propositions"].sum() == len(tables["propositions"])
    assert topics["claims"].sum() == stands["claims"].sum() == len(tables["claims"])
    assert topics.groupby("topic")["claims"].sum().equals(stands.groupby("topic")["claims"].sum())
    summary = tables["proposition_summary"].set_index("proposition_id")
    flat = tables["claims_flat"]
    near = flat["proposition_id"].isin(tables["evidence"]["proposition_id"])
    searched = flat["proposition_id"].map(summary["searches"]) > 0
    none = flat["claim_and_evidence"] == "none"
    counted = stands.groupby("standing")["claims"].sum()
    anatomy = flat["proposition_id"].isin(tables["anatomy_evidence"]["proposition_id"])
    never = none & ~searched & ~near
    assert counted["not_looked_for"] == (never & ~anatomy).sum() > 0
    assert counted["anatomy"] == (never & anatomy).sum() > 0
    assert counted["none"] == (none & (searched | near)).sum() > 0
    others = flat.loc[~none, "claim_and_evidence"].astype(str).value_counts()
    assert counted.drop(["none", "anatomy", "not_looked_for"]).to_dict() == others.to_dict()
    size = topics[topics["term_id"] == "muscle-size"]
    assert (
        size["propositions"].sum() == (tables["propositions"]["object_id"] == "muscle-size").sum()
    )
    assert (
        topics["topic"].nunique() == stands["topic"].nunique() == 14
        and topics.loc[topics["topic"] == "no topic", "propositions"].sum()
        == tables["propositions"]["object_id"].isna().sum()
        > 0
        and set(topics["agreement"]) <= set(topic_charts.AGREEMENT)
        and set(stands["standing"]) <= set(topic_charts.STANDING)
    )


def test_each_statement_tells_what_evidence_there_is(data, tables):
    summary = tables["proposition_summary"]
    close = set(
        tables["evidence"].loc[
            tables["evidence"]["bearing"].isin(["own", "special_case"]), "proposition_id"
        ]
    )
    near = set(tables["evidence"]["proposition_id"])
    anatomy = set(tables["anatomy_evidence"]["proposition_id"])
    assert data["looked"] == [
        "studied"
        if name in close
        else "nearby"
        if name in near
        else "none"
        if searches
        else "anatomy"
        if name in anatomy
        else "not_looked_for"
        for name, searches in zip(summary["proposition_id"], summary["searches"], strict=True)
    ]
    assert set(data["looked"]) == {"studied", "nearby", "none", "anatomy", "not_looked_for"}


def test_the_charts_know_every_value_of_the_lists(data):
    assert set(topic_charts.AGREEMENT) == set(
        data["meanings"]["proposition_summary"]["agreement"]["values"]
    )
    assert set(topic_charts.STANDING) == {
        *data["meanings"]["claims_flat"]["claim_and_evidence"]["values"],
        "anatomy",
        "not_looked_for",
    }
    assert [*data["meanings"]["evidence"]["direction"]["values"], "differs"] == list(
        charts.DIRECTIONS
    )
    assert list(data["meanings"]["evidence"]["bearing"]["values"]) == list(
        direction_picture.HEADINGS
    )


def test_what_lies_within_a_term_is_what_the_loader_says(data, tables):
    for term in [*tables["terms"]["term_id"][::9], "leg-muscles", "running", "hip-flexors"]:
        related = rmc.related_terms(term, folder=ROOT)
        assert data["within"].get(term, []) == sorted(
            related.loc[related["relation"] == "narrower", "term_id"]
        ), term


def test_the_tables_on_the_page_are_the_published_ones(data, tables):
    for name, columns in data["tables"].items():
        for field, values in columns.items():
            frame = tables[name][field]
            wanted = (
                frame.dt.strftime("%Y-%m-%d") if str(frame.dtype).startswith("datetime") else frame
            )
            assert values == [None if pd.isna(value) else value for value in wanted.tolist()], (
                f"{name}.{field}"
            )


def test_page_and_python_share_their_lists(data, tables):
    shared = data["constants"]
    columns = {
        name: {one for one in tables[name].columns if one.endswith("_id")}
        for name in ("propositions", "findings")
    }
    assert {f"{slot}_id" for slot in shared["slots"]} == columns["propositions"] - {
        "proposition_id"
    }
    assert set(shared["finding_slots"]) == columns["findings"] - {
        "finding_id",
        "reference_id",
        "measure_id",
    }
    assert shared["axes"] == ["speed", "slope", "surface", "duration", "purpose", "load"]


def test_every_source_of_the_page_is_in_it():
    named = {f"{name}.js" for name in page.SCRIPTS} | {f"{name}.css" for name in page.STYLES}
    found = {path.name for path in (page.HERE / "assets").iterdir()}
    assert found == named | {"page.html", "body.svg"}


def test_values_have_their_meaning(data):
    assert data["meanings"]["claims"]["stance"]["values"]["denies"] and all(
        meaning
        for fields in data["meanings"].values()
        for field in fields.values()
        for meaning in field["values"].values()
    )
    descriptor = json.loads((ROOT / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            if resource["name"] in data["meanings"] and field.get("categories"):
                assert (
                    list(data["meanings"][resource["name"]][field["name"]]["values"])
                    == field["categories"]
                )


# the page


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text()
        | st.sampled_from(["</script>", "<!--", "]]>", "\u2028", "\u202e"]),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_no_string_can_leave_the_script_element(value):
    text = page.embed(value)
    assert re.fullmatch("[A-Za-z0-9+/=]+", text)
    assert json.loads(zlib.decompress(base64.b64decode(text))) == value


def test_a_number_that_json_lacks_is_told():
    with pytest.raises(ValueError):
        page.embed([float("nan")])


def test_libraries_are_the_files_that_were_vendored(tmp_path, monkeypatch):
    known = page.libraries()
    folder = page.HERE / "vendor"
    assert {path.name for path in folder.iterdir()} == {"libraries.json"} | {
        one["file"] for one in known
    } | {name for one in known for name in one["licenses"]}
    assert all(
        re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", one["integrity"]) and one["uses"]
        for one in known
    )
    monkeypatch.setattr(page, "HERE", shutil.copytree(page.HERE, tmp_path / "explorer"))
    with open(tmp_path / "explorer/vendor/vega.min.js", "a") as file:
        file.write("\n")
    with pytest.raises(Refused) as refused:
        page.libraries()
    assert [problem.rule for problem in refused.value.problems] == [
        "library-changed"
    ] and "vega.min.js" in refused.value.problems[0].text()


def test_the_page_is_whole_and_small(tables):
    text = page.page(tables)
    assert len(text.encode()) < 2_500_000
    assert not re.search(r"@[A-Z]+@", text) and "sourceMappingURL" not in text
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", text)
    for one in page.libraries():
        for name in one["licenses"]:
            assert (page.HERE / "vendor" / name).read_text(encoding="utf-8").splitlines()[
                -3
            ].strip() in text
    assert page.page(Tables(ROOT)) == text


def test_the_figure_of_the_body_has_known_muscles_on_both_sides(tables):
    figure = (page.HERE / "assets/body.svg").read_text(encoding="utf-8")
    paths = re.findall(r'<path data-muscle="([^"]+)" data-side="([^"]+)"', figure)
    assert {muscle for muscle, _ in paths} <= set(tables["muscles"]["muscle_id"]) and len(
        {muscle for muscle, _ in paths}
    ) > 25
    for muscle in {muscle for muscle, _ in paths} - {"heart"}:
        sides = [side for other, side in paths if other == muscle]
        assert sides.count("left") == sides.count("right") or set(sides) == {"middle"}, muscle
    assert not re.search(
        r"<(?:script|style|image|use|foreignObject)|href=|\son", figure.partition("-->")[2]
    )


@pytest.mark.parametrize(
    "kind, rule, code, last",
    [
        (CouldNotRun, "library-changed", 2, "Nothing was written."),
        (CouldNotRun, "cannot-publish", 2, "Could not write."),
        (Refused, "hash-differs", 1, "Nothing was written."),
    ],
)
def test_what_could_not_run_is_told_from_what_is_wrong(mini, capsys, kind, rule, code, last):
    from pipeline.base.problems import Problem
    from pipeline.doors.write import write

    def fails(*_):
        raise kind(Problem(rule, "It is so."))

    assert write(mini, None, "explorer", fails) == code and not (mini / "build").exists()
    told = capsys.readouterr().err
    assert "It is so." in told and told.endswith(f"{last}\n")
    assert (
        write(
            mini,
            None,
            "explorer",
            lambda root, package: {"a.txt": b"a", "many/b.txt": b"bb", "many/c.txt": b"c"},
        )
        == 0
    )
    assert (
        mini / "build/explorer/many/b.txt"
    ).read_bytes() == b"bb" and "many/ (2 files)" in capsys.readouterr().out


# the commands


def run(script, *arguments):
    return subprocess.run(
        [sys.executable, str(ROOT / f"scripts/{script}.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "script, files",
    [
        ("explorer", {"index.html"}),
        (
            "figures",
            {
                f"{name}.{kind}"
                for name in (
                    "matrix",
                    "matrix-size",
                    "directions",
                    "agreement",
                    "evidence",
                    "coverage",
                    "tables",
                    "vocabulary",
                )
                for kind in ("svg", "png")
            },
        ),
    ],
)
def test_commands_write_all_or_nothing(mini, tmp_path, script, files):
    done = run(script, mini, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} - {
        ".publish-lock",
        ".publish-made",
    } == files
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    edit(mini / "data/claims.csv", "Large calves are rare", "Large calves are seldom")
    done = run(script, mini, "--output", tmp_path / "out")
    assert (
        done.returncode == 1
        and "Nothing was written." in done.stderr
        and "Traceback" not in done.stderr
    )
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    done = run(script, mini, "--output", mini / "data")
    assert done.returncode == 2 and "only build/ takes" in done.stderr
    done = run(script, tmp_path / "nowhere")
    assert done.returncode == 2 and "no datapackage.json" in done.stderr


def test_the_pictures_of_the_readme_are_of_this_package_alone(mini, tmp_path):
    before = {path.name: path.read_bytes() for path in (page.HERE / "shown").glob("*.svg")}
    done = run("figures", mini, "--readme", "--output", tmp_path / "out")
    assert (
        done.returncode == 2
        and "takes no other package" in done.stderr
        and not (tmp_path / "out").exists()
    )
    assert {path.name: path.read_bytes() for path in (page.HERE / "shown").glob("*.svg")} == before


@pytest.mark.slow
def test_a_download_without_curation_has_an_explorer_and_the_same_bytes(mini, tmp_path):
    assert run("explorer", mini, "--output", tmp_path / "one").returncode == 0
    as_download(mini)
    assert run("explorer", mini, "--output", tmp_path / "two").returncode == 0
    assert (tmp_path / "one/index.html").read_bytes() == (tmp_path / "two/index.html").read_bytes()


# the figures


@pytest.mark.slow
def test_the_figures_of_the_readme_are_those_of_the_data(tables):
    from pipeline.doors.explorer.figures import SHOWN, figures
    from pipeline.schema.table_schema import load_schemas

    drawn = figures(tables, load_schemas(PackageFiles(ROOT)), only=SHOWN, png=False)
    assert [
        name for name, raw in drawn.items() if (page.HERE / "shown" / name).read_bytes() != raw
    ] == [], "run `make figures`"
    for name in drawn:
        assert f"scripts/pipeline/doors/explorer/shown/{name}" in (ROOT / "README.md").read_text(
            encoding="utf-8"
        )


@pytest.mark.slow
def test_figures_show_what_the_rows_say(tables, data):
    from pipeline.doors.explorer.figures import specifications, svg
    from pipeline.schema.table_schema import load_schemas

    schemas = load_schemas(PackageFiles(ROOT))
    specs = specifications(tables, schemas)
    drawn = {name: svg(spec) for name, spec in specs.items()}
    for name in ("tables", "vocabulary"):
        from pipeline.files.diagram import drawn as split

        for table in split(schemas)[name == "vocabulary"]:
            assert f">{table}</text>" in drawn[name]
    intervals = [row for row in rows(data["effects"]) if row["low"] is not None]
    assert all(
        f">{row['label']}</text>" in drawn["evidence"]
        for row in intervals
        if row["unit"] in ("{SMD}", "kg")
    )
    alone = [
        unit
        for unit in {row["unit"] for row in intervals}
        if sum(row["unit"] == unit for row in intervals) == 1
    ]
    assert (
        f"Left out: {len(alone)} findings" in drawn["evidence"]
        and "ends at 90 in print" in drawn["evidence"]
    )
    assert all(
        f">{site}</text>" in drawn["coverage"].replace("&#39;", "'")
        for site in tables["articles"]["site"]
    )
    for figure, role in (("matrix", "works"), ("matrix-size", "enlarges")):
        numbers = [int(n) for n in re.findall(r">(\d+)</text>", drawn[figure])]
        assert sum(numbers) == len(cells_of(data, role)), figure
    directions = drawn["directions"].replace("&#39;", "'")
    works = {row["reference_id"]: row for row in rows(data["tables"]["references"])}
    assert all(
        f">{chart_rows.study_name(works[row['reference_id']])}</text>" in directions
        and f">{row['outcome']}</text>" in directions
        for row in asked_points(data)
    )


def cells_of(data, role):
    """The entries in the cells of a role's figure, each once per side."""
    running = {
        row["exercise_id"]
        for row in data["matrix"]["rows"]
        if row["axis"] in ("running", "walking", "other", *matrix_layout.AXES)
    }
    home = {
        member: column["muscle_id"]
        for column in data["matrix"]["columns"]
        for member in column["members"]
    }
    return {
        (
            row["exercise_id"],
            home[row["muscle_id"]],
            row["claim_id"] or row["finding_id"],
            matrix.SIGNS[row["says"]],
        )
        for row in rows(data["matrix"]["entries"])
        if row["role"] == role and row["exercise_id"] in running and row["says"] in matrix.SIGNS
    }


def scale_of(channel):
    """The scale of a chart's channel: domain value to range value."""
    return dict(zip(channel["scale"]["domain"], channel["scale"]["range"], strict=True))


@pytest.mark.slow
def test_what_the_charts_say_fits_what_they_draw(tables, data):
    from pipeline.doors.explorer.figures import specifications
    from pipeline.schema.table_schema import load_schemas

    specs = specifications(tables, load_schemas(PackageFiles(ROOT)))
    assert (
        specs["matrix"]["title"]["text"] == "Which running works which muscle"
        and specs["matrix-size"]["title"]["text"] == "Which running enlarges which muscle"
    )
    evidence = specs["evidence"]
    said = " ".join(evidence["title"]["subtitle"])
    assert (
        "Blue discs support" in said
        and "orange diamonds oppose" in said
        and "Rings are findings of no clear difference, which are neither for nor against" in said
        and "squares are unclear, crosses mixed, and triangles differ" in said
    )
    effects = evidence["vconcat"][0]
    shapes = {
        part["mark"]["shape"]: part["transform"][0]["filter"]
        for part in effects["layer"]
        if "triangle" in str(part["mark"].get("shape"))
    }
    assert (
        shapes == {"triangle-right": "datum.cut === 'high'", "triangle-left": "datum.cut === 'low'"}
        and effects["layer"][0]["encoding"]["x"]["datum"] == 0
    )
    points = effects["layer"][-1]["encoding"]
    assert scale_of(points["color"]) == {
        "supports": chart_style.FOR,
        "opposes": chart_style.AGAINST,
        "no_clear_difference": chart_style.NEITHER,
        "mixed": chart_style.OPEN,
        "unclear": chart_style.OPEN,
        "differs": chart_style.OPEN,
    }
    assert scale_of(points["shape"]) == {
        "supports": "circle",
        "opposes": "diamond",
        "no_clear_difference": "circle",
        "mixed": "cross",
        "unclear": "square",
        "differs": "triangle-up",
    }
    assert (
        points["fill"]["condition"]["test"]
        == "indexof(['supports', 'opposes'], datum.direction) >= 0"
        and points["fill"]["value"] == "#FFFFFF"
    )
    *texts, drawn = specs["directions"]["layer"]
    marks = drawn["encoding"]
    assert scale_of(marks["shape"]) == {
        f"{side} {word}": shape
        for side, shape in (
            ("for", "triangle-up"),
            ("against", "triangle-down"),
            ("zero", "diamond"),
            ("none", "stroke"),
        )
        for word in ("clear", "unclear")
    }
    strokes, fills = scale_of(marks["stroke"]), scale_of(marks["fill"])
    assert strokes["for clear"] == fills["for clear"] == chart_style.FOR
    assert strokes["against clear"] == fills["against clear"] == chart_style.AGAINST
    assert {fills[name] for name in fills if name.endswith("unclear")} == {chart_style.PAPER}
    assert {strokes[f"{side} unclear"] for side in ("for", "against", "zero")} == {
        chart_style.NEITHER
    }
    key = len(direction_picture.KEY)
    assert [row["mark"] for row in drawn["data"]["values"][key:]] == [
        f"{row['side']} {'clear' if row['clear'] else 'unclear'}" for row in asked_points(data)
    ]
    headings, studies, designs, outcomes = (part["data"]["values"] for part in texts[1:])
    assert [row["text"] for row in headings] == [
        direction_picture.HEADINGS[one]
        for one in dict.fromkeys(row["bearing"] for row in asked_points(data))
    ]
    assert (
        len(studies)
        == len(designs)
        == len({(row["bearing"], row["reference_id"]) for row in asked_points(data)})
    )
    assert [row["text"] for row in outcomes[key:]] == [row["outcome"] for row in asked_points(data)]
    # a name ends before the next mark of its line begins
    for row, nearby in pairwise(outcomes[key:]):
        assert row["y"] != nearby["y"] or row["x"] + 6 * len(row["text"]) < nearby["x"] - 12
    assert [part["layer"][-1]["encoding"]["x"]["title"] for part in evidence["vconcat"]] == [
        "standardised mean difference",
        "ratio (1: no difference)",
        "kilograms",
        "change or difference in %",
    ]
    for number, part in enumerate(evidence["vconcat"]):
        none, *drawn = (one["encoding"]["x"] for one in part["layer"])
        is_ratio = number == 1
        assert none["datum"] == (1 if is_ratio else 0)
        assert {one["scale"].get("type") for one in drawn} == {"log" if is_ratio else None}
        values = [row["value"] for row in part["data"]["values"]]
        assert values == sorted(values, reverse=True) and len(values) > 1
    kinds = {row["role"]: row["kind"] for row in rows(data["strips"])}
    apparatus = {
        "byline",
        "biography",
        "navigation",
        "advertisement",
        "widget",
        "reference_list",
        "disclaimer",
    }
    assert (
        kinds
        == {
            role: "claim" if role == "claim" else "apparatus" if role in apparatus else "frame"
            for role in kinds
        }
        and len(kinds) > 12
    )
    assert not [
        field["says"]
        for fields in data["meanings"].values()
        for field in fields.values()
        if "Values:" in field["says"] or not field["says"]
    ]
    assert not [
        meaning
        for fields in data["meanings"].values()
        for field in fields.values()
        for meaning in field["values"].values()
        if "(empty)" in meaning
    ]
    heads = [point for point in specs["tables"]["layer"][1]["data"]["values"]]
    boxes = {box["name"]: box for box in specs["tables"]["layer"][3]["data"]["values"]}
    for diagram in ("tables", "vocabulary"):  # no box lies on another
        drawn = sorted((box["x"], box["y"]) for box in specs[diagram]["layer"][3]["data"]["values"])
        assert all(one[0] != two[0] or two[1] - one[1] >= 0.99 for one, two in pairwise(drawn))
    assert (
        all(
            abs(head["x"] - (boxes[head["edge"].split()[1]]["x"] - 0.39)) < 0.01
            and head["y"] == boxes[head["edge"].split()[1]]["y"]
            for head in heads
        )
        and len(heads) > 10
    )


def luminance(shade):
    """Relative luminance of #rrggbb, as WCAG 2 defines it."""
    parts = [int(shade[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def themes():
    """The colours of the page by theme: light, dark and print."""
    base, screens = (
        (page.HERE / f"assets/{name}.css").read_text(encoding="utf-8")
        for name in ("base", "screens")
    )

    def variables(text):
        found = dict(re.findall(r"--([a-z-]+): #([0-9a-f]{3,6});", text))
        short = {name: "".join(2 * one for one in shade) for name, shade in found.items()}
        return {
            name: f"#{shade if len(shade) == 6 else short[name]}" for name, shade in found.items()
        }

    light, dark = base.split("@media (prefers-color-scheme: dark)")
    return {
        "light": variables(light),
        "dark": variables(dark.split("* {")[0]),
        "print": variables(screens),
    }


def test_no_clear_difference_is_told_from_for_and_against_without_colour():
    """Signs contrast with the paper, and this one differs from the others in lightness, too."""
    for name, theme in themes().items():
        for one in ("for", "mark-against", "open", "neither"):
            assert contrast(theme[one], theme["paper"]) >= 3, (name, one)
        assert contrast(theme["neither"], theme["paper"]) >= 4.5  # it is used for numbers, too
        for other in ("for", "mark-against", "open"):
            assert contrast(theme["neither"], theme[other]) >= 1.6, (name, other)


@pytest.mark.slow
def test_page_and_figures_are_drawn_by_the_same_vega():
    import vl_convert

    known = {one["name"]: one["version"] for one in page.libraries()}
    assert (
        vl_convert.get_vega_version() == known["Vega"]
        and known["Vega-Lite"].rpartition(".")[0] in vl_convert.get_vegalite_versions()
    )


@pytest.mark.slow
def test_an_edge_over_several_layers_runs_round_the_boxes():
    spec = table_diagram.table_diagram(
        ["a", "b", "c", "alone"], [("a", "b"), ("b", "c"), ("a", "c")]
    )
    boxes = {box["name"]: box for box in spec["layer"][3]["data"]["values"]}
    assert boxes["a"]["x"] < boxes["b"]["x"] < boxes["c"]["x"] and set(boxes) == {
        "a",
        "b",
        "c",
        "alone",
    }
    assert (boxes["alone"]["y"]) > max(boxes[name]["y"] for name in "abc")
    way = [
        point
        for point in spec["layer"][0]["data"]["values"]
        if point["edge"] == "a c" and abs(point["x"] - boxes["b"]["x"]) < 0.42
    ]
    assert way and all(abs(point["y"] - boxes["b"]["y"]) > 0.33 for point in way)
