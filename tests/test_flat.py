"""The flat table of claims: a row per claim, names for ids, and no facts of its own."""

import copy

import pytest

import mini as mini_package
import running_muscle_claims as rmc
from conftest import ROOT
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.derived.evidence_profile import no_profile
from pipeline.derived.registry import following, views
from pipeline.loader import hierarchy
from pipeline.tables.table_set import TableSet
from test_rules import add_row, drop_rows, set_value

OF_SIZE = "rowing-raises-quadriceps-size/pmid-1-size"
APART = ["reported", "unfaithful"]
OF_MORE = "rowing-raises-quadriceps-size/pmid-1-more"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return TableSet(read(PackageFiles(mini_package.make(tmp_path_factory.mktemp("flat")))).tables)


def flat(whole, *mutations, claim="harbour-post-003"):
    package = TableSet(copy.deepcopy(whole.tables))
    for mutate in mutations:
        mutate(package)
    return next((row for row in views(package)["claims_flat"] if row["claim_id"] == claim), None)


def test_a_row_has_names_quantities_works_and_tallies(whole):
    row = flat(whole)
    assert (row["article"], row["site"], row["section"]) == (
        "Rowing and your calves",
        "Harbour Post",
        "body",
    )
    assert (row["subject"], row["relation"], row["object"], row["muscle"], row["comparator"]) == (
        "rowing",
        "raises",
        "muscle size",
        "quadriceps",
        None,
    )
    assert (row["muscles"], row["exercises"], row["outcomes"], row["other_terms"]) == (
        "quadriceps",
        "rowing",
        "muscle size",
        "rowers",
    )
    assert row["quantities"] == "participants: 12 studies; growth: 5 %; duration: 10 weeks"
    assert row["cites"] == "pmid-1: rounded"
    assert (row["agreement"], row["asserted_by"], row["denied_by"]) == (
        "contested",
        "harbour-post",
        "tide-times",
    )
    assert (row["contradicted_by"], row["in_tension_with"]) == ("tide-times-001", None)
    assert (
        row["studies_supporting"],
        row["studies_opposing"],
        row["supporting_works"],
        row["opposing_works"],
        row["claim_and_evidence"],
        row["only_cited_works"],
    ) == (1, 0, "pmid-1", None, "with", True)


def test_the_profile_is_that_of_the_proposition(whole):
    summary = {row["proposition_id"]: row for row in views(whole)["proposition_summary"]}
    profile = no_profile()
    for row in views(whole)["claims_flat"]:
        of_proposition = summary[row["proposition_id"]]
        assert {name: row[name] for name in profile} == {
            name: of_proposition[name] for name in profile
        }


def test_whether_a_claim_cites_all_that_bears_on_it(whole):
    assert flat(whole, claim="tide-times-001")["only_cited_works"] is False
    assert flat(whole, claim="harbour-post-002")["only_cited_works"] is None
    other = [
        add_row("references", "pmid-1", reference_id="pmid-2"),
        add_row("findings", "pmid-1-size", finding_id="pmid-2-size", reference_id="pmid-2"),
        add_row("evidence", OF_SIZE, finding_id="pmid-2-size", direction="opposes"),
    ]
    row = flat(whole, *other)
    assert row["only_cited_works"] is False and row["claim_and_evidence"] == "both"
    assert (row["supporting_works"], row["opposing_works"]) == ("pmid-1", "pmid-2")
    far = set_value("evidence", OF_SIZE.replace("pmid-1", "pmid-2"), "bearing", "wider")
    row = flat(whole, *other, far)
    assert row["only_cited_works"] is True and row["opposing_works"] is None


def test_a_pair_counts_for_both_claims(whole):
    assert flat(whole, claim="tide-times-001")["contradicted_by"] == "harbour-post-003"


@pytest.mark.parametrize(
    "changes, shown",
    [
        ({"bound": "at_least"}, "at least 12 studies"),
        ({"bound": "at_most", "low": None, "high": 12}, "at most 12 studies"),
        ({"bound": "about"}, "about 12 studies"),
        ({"bound": "range", "high": 14.5}, "12 to 14.5 studies"),
        ({"bound": "vague", "low": None}, "no number"),
        ({"unit": "1"}, "12"),
        ({"unit": "{calendar_year}"}, "12"),
        ({"unit": "{body_weight}"}, "12 body weight"),
    ],
)
def test_a_quantity_as_words(whole, changes, shown):
    mutations = [
        set_value("claim_quantities", "harbour-post-003/1", column, value)
        for column, value in changes.items()
    ]
    assert (
        flat(whole, *mutations)["quantities"]
        == f"participants: {shown}; growth: 5 %; duration: 10 weeks"
    )


def test_an_unresolved_work_is_shown_by_its_mark(whole):
    unresolved = set_value("citations", "harbour-study", "reference_id", None)
    assert (
        flat(whole, unresolved, set_value("citations", "harbour-study", "marker", "[1]"))["cites"]
        == "[1]: rounded"
    )
    assert flat(whole, unresolved)["cites"] == "harbour-study: rounded"


def test_people_are_named_and_other_kinds_of_terms_kept(whole):
    row = flat(
        whole,
        set_value("claims", "harbour-post-003", "attributed_to", "harbour-staff"),
        add_row("claim_terms", "harbour-post-003/rowing", term_id="rowers"),
    )
    assert (row["attributed_to"], row["other_terms"], row["exercises"]) == (
        "Staff of the Harbour Post",
        "rowers",
        "rowing",
    )


def test_a_broken_key_leaves_a_row_out_and_is_told_by_its_own_rule(whole):
    assert (
        flat(whole, drop_rows("propositions", "proposition_id", "rowing-raises-quadriceps-size"))
        is None
    )
    assert flat(whole, drop_rows("articles", "article_id", "harbour-post")) is None


def test_works_stand_once_and_by_direction(whole):
    """A work with findings on both sides is mixed, and on neither list."""
    more = [
        add_row("findings", "pmid-1-size", finding_id="pmid-1-more"),
        add_row("evidence", OF_SIZE, finding_id="pmid-1-more"),
    ]
    assert flat(whole, *more)["supporting_works"] == "pmid-1"
    for direction, column in (
        ("opposes", "opposing_works"),
        ("no_clear_difference", "no_clear_difference_works"),
    ):
        row = flat(whole, set_value("evidence", OF_SIZE, "direction", direction))
        shown = {name: row[name] for name in row if name.endswith("_works") and row[name]}
        assert shown == {column: "pmid-1", "only_cited_works": True}
    both = set_value("evidence", OF_MORE, "direction", "opposes")
    row = flat(whole, *more, both)
    assert row["supporting_works"] is row["opposing_works"] is None
    assert (row["studies_mixed"], row["claim_and_evidence"]) == (1, "both")


def test_what_follows_from_what():
    assert following({"people"}) == {"claims_flat"} and following({"muscles"}) == {
        "anatomy_evidence",
        "exercise_muscles",
    }
    assert (
        following({"claims"})
        == {
            *("claims_flat", "proposition_summary", "evidence_coverage", "disagreements"),
            *("exercise_muscles", "questions", "positions", "question_evidence"),
            "disagreement_claims",
        }
        and following({"mappings", None}) == set()
    )


def test_the_real_table_agrees_with_pandas():
    """The same joins, made by pandas on the published tables."""
    tables = rmc.load(folder=ROOT)
    table, claims = tables["claims_flat"], tables["claims"]
    assert table["claim_id"].tolist() == claims["claim_id"].tolist()
    for column in ("statement", "stance", "degree", "kind", "proposition_id", "note"):
        assert table[column].astype("string").equals(claims[column].astype("string")), column
    names = tables["terms"].set_index("term_id")
    up = hierarchy(tables).set_index("narrow")["wide"].groupby(level=0).agg(list)
    about = tables["term_about"].groupby("term_id")["about_id"].agg(list)
    steps = {term: [*up.get(term, []), *about.get(term, [])] for term in names.index}

    def held(term):
        """The term, and every part that it or something that it is a case of contains."""
        todo, found, known = [term], {term}, set()
        while todo:
            one = todo.pop()
            if one in known:
                continue
            known.add(one)
            found.update(about.get(one, []))
            todo += steps[one]
        return sorted(found)

    joined = (
        tables["claim_terms"][["claim_id", "term_id"]]
        .assign(term_id=lambda d: d["term_id"].map(held))
        .explode("term_id")
        .drop_duplicates(["claim_id", "term_id"])
        .assign(
            name=lambda d: d["term_id"].map(names["name"]),
            kind=lambda d: d["term_id"].map(names["kind"]),
        )
    )
    for kind, column in (("muscle", "muscles"), ("exercise", "exercises"), ("outcome", "outcomes")):
        wanted = (
            joined[joined["kind"] == kind]
            .sort_values("term_id")
            .groupby("claim_id")["name"]
            .agg("; ".join)
            .reindex(table["claim_id"])
            .reset_index(drop=True)
        )
        assert table[column].fillna("").tolist() == wanted.fillna("").tolist(), column
    sides = tables["disagreement_claims"].merge(tables["disagreements"], on="disagreement_id")
    told = (
        table.dropna(subset=["contradicted_by"])
        .set_index("claim_id")["contradicted_by"]
        .str.split("; ")
        .explode()
    )
    between = sides[sides["outright"] & (sides["scope"] == "between")]
    assert set(told.index) == set(between["claim_id"]) == set(told)
    merged = claims.merge(tables["proposition_summary"], on="proposition_id").sort_values(
        "claim_id"
    )
    for name in no_profile():
        assert table[name].astype(object).equals(merged[name].astype(object).set_axis(table.index))
    close = tables["study_evidence"].query("bearing in ['own', 'special_case']")
    sides = close.groupby("proposition_id")["direction"].agg(set)
    plain = table[table["degree"].isna() & ~table["claim_and_evidence"].isin(APART)]
    assert len(plain) > 500
    for row in plain.itertuples():
        found = sides.get(row.proposition_id, set())
        pair = ("supports", "opposes") if row.stance == "asserts" else ("opposes", "supports")
        shown = {"with": pair[0] in found, "against": pair[1] in found}
        is_both = "mixed" in found or all(shown.values())
        one = next((name for name, there in shown.items() if there), "unclear")
        wanted = "both" if is_both else one if found else "none"
        assert row.claim_and_evidence == wanted, row.claim_id
    assert (table.query("stance == 'reports'")["claim_and_evidence"].isin(APART)).all()


def test_examples_are_taken_from_the_table():
    import json

    table = rmc.load("claims_flat", folder=ROOT)
    for name, field in json.loads((ROOT / "schemas/claims_flat.schema.json").read_text())[
        "properties"
    ].items():
        for example in field["examples"]:
            assert (table[name] == example).any(), (name, example)


def test_quantities_and_rows_stand_in_order(whole):
    def swap(package):
        package["claim_quantities"].rows.reverse()
        package["claims"].rows.reverse()

    package = TableSet(copy.deepcopy(whole.tables))
    swap(package)
    rows = views(package)["claims_flat"]
    assert [row["claim_id"] for row in rows] == sorted(row["claim_id"] for row in rows)
    assert next(row for row in rows if row["claim_id"] == "harbour-post-003")[
        "quantities"
    ].startswith("participants")


def test_unknown_terms_and_findings_are_left_to_their_own_rules(whole):
    assert (
        flat(whole, set_value("claim_terms", "harbour-post-003/rowing", "term_id", "nothing"))[
            "exercises"
        ]
        is None
    )
    assert (
        flat(
            whole,
            set_value(
                "evidence", "rowing-raises-quadriceps-size/pmid-1-size", "finding_id", "nothing"
            ),
        )["supporting_works"]
        is None
    )


def test_a_name_stands_once(whole):
    assert (
        flat(whole, add_row("claim_terms", "harbour-post-003/rowing", surface_form="again"))[
            "exercises"
        ]
        == "rowing"
    )
