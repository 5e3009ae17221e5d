"""The evidence columns of proposition_summary."""

import copy

import pytest

import mini as mini_package
import running_muscle_claims as rmc
from conftest import ROOT
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.derived.evidence_coverage import LEAST_CLAIMS, studied_little
from pipeline.derived.evidence_profile import COUNTS, profiles
from pipeline.derived.proposition_summary import summaries
from pipeline.derived.study_evidence import study_evidence
from pipeline.tables.alignment import BEARINGS
from pipeline.tables.table_set import TableSet
from pipeline.tables.testability import EFFECTS
from test_rules import add_row, drop_rows, set_value

STATES = (*BEARINGS, "searched", "neither")

SIZE = "rowing-raises-quadriceps-size"
KEY = f"{SIZE}/pmid-1-size"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return TableSet(
        read(PackageFiles(mini_package.make(tmp_path_factory.mktemp("summary")))).tables
    )


def summary(whole, *mutations, name=SIZE):
    package = TableSet(copy.deepcopy(whole.tables))
    for mutate in mutations:
        mutate(package)
    found = summaries(package, profiles(package, study_evidence(package)))
    return next(row for row in found if row["proposition_id"] == name)


def counted(row):
    """The counts of studies and reviews by direction that are not zero."""
    return {name: row[name] for name in COUNTS if row[name]}


def test_evidence_is_counted_by_source_and_direction(whole):
    row = summary(whole)
    assert counted(row) == {"studies_supporting": 1}
    assert (row["searches"], row["opposing_searches"]) == (3, 1)
    assert (row["topic"], row["best_design"]) == ("rowing and muscle", "uncontrolled_trial")
    for direction, bearing, column in (
        ("opposes", "own", "studies_opposing"),
        ("opposes", "special_case", "studies_opposing"),
        ("no_clear_difference", "special_case", "studies_no_clear_difference"),
        ("mixed", "own", "studies_mixed"),
        ("unclear", "own", "studies_unclear"),
        ("opposes", "wider", None),
        ("supports", "neighbour", None),
    ):
        row = summary(
            whole,
            set_value("evidence", KEY, "direction", direction),
            set_value("evidence", KEY, "bearing", bearing),
        )
        assert counted(row) == ({column: 1} if column else {})
        assert (row["works_own"], row["works_wider"], row["works_neighbour"]) == (
            bearing == "own",
            bearing == "wider",
            bearing == "neighbour",
        )


def test_a_work_with_two_findings_counts_once(whole):
    more = [
        add_row("findings", "pmid-1-size", finding_id="pmid-1-more"),
        add_row("evidence", KEY, finding_id="pmid-1-more"),
    ]
    row = summary(whole, *more)
    assert counted(row) == {"studies_supporting": 1} and row["people"] == 12


def test_no_evidence_and_no_search_are_told_apart(whole):
    row = summary(whole, name="rowing-raises-calf-work")
    assert counted(row) == {} and (row["searches"], row["best_design"]) == (0, None)
    gone = drop_rows("findings", "finding_id", "pmid-1-size")
    assert counted(summary(whole, gone)) == {} and summary(whole, gone)["searches"] == 3


def test_findings_on_both_sides_are_mixed(whole):
    both = [
        add_row("findings", "pmid-1-size", finding_id="pmid-1-more"),
        add_row("evidence", KEY, finding_id="pmid-1-more", direction="opposes"),
    ]
    assert counted(summary(whole, *both)) == {"studies_mixed": 1}


@pytest.mark.parametrize(
    "stances, agreement",
    [
        (("asserts", "asserts"), "unanimous"),
        (("denies", "denies"), "unanimous"),
        (("asserts", "denies"), "contested"),
        (("asserts", "reports"), "single_source"),
        (("reports", "reports"), "reported_only"),
    ],
)
def test_whether_articles_agree_has_nothing_to_do_with_evidence(whole, stances, agreement):
    said = [
        set_value("claims", claim, "stance", stance)
        for claim, stance in zip(("harbour-post-003", "tide-times-001"), stances, strict=True)
    ]
    for direction in ("supports", "opposes"):
        turned = set_value("evidence", KEY, "direction", direction)
        assert summary(whole, *said, turned)["agreement"] == agreement


def test_coverage_agrees_with_pandas():
    tables = rmc.load(folder=ROOT)
    closest = (
        tables["evidence"]
        .assign(rank=lambda rows: rows["bearing"].map(BEARINGS.index))
        .sort_values("rank")
        .groupby("proposition_id")["bearing"]
        .first()
    )
    searched = set(tables["search_propositions"]["proposition_id"])
    told = tables["claims"].merge(tables["passages"][["passage_id", "article_id"]])
    rows = tables["propositions"].query(f"relation in {EFFECTS}")
    rows = rows.assign(
        all="all",
        state=[
            closest.get(name, "searched" if name in searched else "neither")
            for name in rows["proposition_id"]
        ],
        topic=rows["proposition_id"].map(
            tables["proposition_summary"].set_index("proposition_id")["topic"]
        ),
    ).rename(columns={"subject_id": "subject", "object_id": "object"})
    rows["topic"] = rows["topic"].astype("string").fillna("other")
    rows = rows.merge(
        told[["proposition_id", "article_id"]].rename(columns={"article_id": "article"})
    )
    for row in tables["evidence_coverage"].to_dict("records"):
        group = rows[rows[row["grouped_by"]] == row["group_name"]]
        if row["among"] == "testable":
            group = group[group["testability"] == "testable"]
        once = group.drop_duplicates("proposition_id")["state"].value_counts()
        assert {state: row[state] for state in STATES} == {
            state: once.get(state, 0) for state in STATES
        }, row
        assert (row["propositions"], row["claims"]) == (once.sum(), len(group))
        assert row["claims_fitting"] == group["state"].isin(BEARINGS[:3]).sum()


def covered(claims, fitting, **other):
    return {
        "grouped_by": "object",
        "group_name": "x",
        "among": "testable",
        "claims": claims,
        "claims_fitting": fitting,
    } | other


def test_claimed_much_and_studied_little():
    most = covered(LEAST_CLAIMS + 3, 1, group_name="b")
    least = covered(LEAST_CLAIMS, LEAST_CLAIMS // 2 - 1, grouped_by="subject")
    others = [
        covered(LEAST_CLAIMS - 1, 0),
        covered(LEAST_CLAIMS, LEAST_CLAIMS // 2),
        covered(9, 0, among="all_relations"),
        covered(9, 0, grouped_by="topic"),
    ]
    assert studied_little([least, *others, most]) == [most, least]
