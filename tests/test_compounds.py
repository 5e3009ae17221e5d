"""Compound terms: a claim about calf training is about the calves, wherever it is looked up."""

import pytest

import running_muscle_claims as rmc
from mini import build, edit, make
from mutations import new_row
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.doors.explorer.payload import payload
from pipeline.loader import Tables
from pipeline.tables.table_set import TableSet

RARE, WORK = "harbour-post-001", "harbour-post-002"  # large calves are rare; rowing works calves


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    """The small package, in which large calves are about the calves."""
    root = make(tmp_path_factory.mktemp("compound"))
    edit(
        root / "data/curation/terms.yaml",
        "definition: Calves of great size.}",
        "definition: Calves of great size., about: [calves]}",
    )
    return build(root)


def test_what_is_narrower_than_a_compound_contains_the_same(mini):
    tables = TableSet(read(PackageFiles(mini)).tables)
    new_row("terms", term_id="huge-calves", broader_id="large-calves")(tables.tables)
    new_row("term_about", term_id="fear-of-huge-calves", about_id="huge-calves")(tables.tables)
    new_row("terms", term_id="fear-of-huge-calves")(tables.tables)
    tables = TableSet(tables.tables)
    assert tables.contained["large-calves"] == tables.contained["huge-calves"] == {"calves"}
    assert tables.contained["fear-of-huge-calves"] == {"calves", "huge-calves"}
    assert tables.contained["rowing"] == set()


def test_claims_about_a_part_of_a_compound(mini):
    found = rmc.claims_about(muscle="calf muscles", folder=mini).set_index("claim_id")
    assert found["relation"].to_dict() == {RARE: "compound", WORK: "same"}
    assert found["about"][RARE] == "large-calves"
    alone = rmc.claims_about(muscle="calf muscles", narrower=False, folder=mini)
    assert alone["claim_id"].tolist() == [WORK]
    assert rmc.claims_about(muscle="quads", folder=mini)["relation"].tolist() == ["same"] * 3


def test_a_compound_is_about_more_than_its_broader_term(mini):
    """Contained terms are no broader ones: muscle size does not lead to the calves."""
    found = rmc.claims_about(outcome="muscle size", muscle="calf muscles", folder=mini)
    assert found[["claim_id", "relation", "about"]].to_numpy().tolist() == [
        [RARE, "compound", "large-calves; large-calves"]
    ]


def test_the_flat_table_has_the_parts_of_compounds(mini):
    flat = rmc.load("claims_flat", folder=mini).set_index("claim_id")
    assert flat["muscles"][RARE] == "calf muscles" and flat["outcomes"][RARE] == "large calves"


def test_the_page_has_the_compounds_of_each_term(mini):
    data = payload(Tables(mini))
    assert data["compounds"] == {"calves": ["large-calves"]}
    assert data["within"]["muscle-size"] == ["large-calves"]
