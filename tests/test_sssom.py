"""The mappings as SSSOM/TSV: every field is there and every prefix is declared. `make sssom` runs
sssom-py on it."""

import csv
import io
import subprocess
import sys

import pytest
import yaml

from conftest import ROOT
from mini import edit, make
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.doors.exports.sssom import make_sssom


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    return make(tmp_path_factory.mktemp("sssom"))


def parts(raw):
    """Metadata and rows of an SSSOM file."""
    lines = raw.decode("utf-8").splitlines(keepends=True)
    head = "".join(line[2:] for line in lines if line.startswith("# "))
    return yaml.safe_load(head), list(
        csv.DictReader(
            io.StringIO("".join(line for line in lines if not line.startswith("# "))),
            delimiter="\t",
        )
    )


def both(made):
    """Metadata of the mappings, then the rows of the mappings and of the rejected candidates."""
    metadata, rows = parts(make_sssom(made.curation.package, made.tables))
    other, rejected = parts(make_sssom(made.curation.package, made.tables, rejected=True))
    assert metadata["mapping_set_id"] != other["mapping_set_id"]
    assert "Rejected" in other["mapping_set_title"]
    return metadata, rows, rejected


def test_every_mapping_arrives_with_all_that_is_known(mini):
    made = read(PackageFiles(mini))
    metadata, held, rejected = both(made)
    assert {row["predicate_modifier"] for row in held} == {""}
    assert [row["object_id"] for row in rejected] == ["ANAT:0003"]
    wanted = made.tables["mappings"].rows
    assert len(wanted) == 7
    in_order = {row["object_id"]: row for row in wanted}
    rows = [*held, *rejected]
    assert len(rows) == 7 and {row["object_id"] for row in rows} == set(in_order)
    wanted = [in_order[row["object_id"]] for row in rows]
    for row, one in zip(rows, wanted, strict=True):
        assert (
            row["subject_id"] == "rmc:" + one["subject_id"]
            and row["other"] == "seen at: " + one["seen_at"]
        )
        for column in (
            "subject_label",
            "predicate_id",
            "predicate_modifier",
            "object_id",
            "object_label",
            "mapping_justification",
            "object_source_version",
            "comment",
        ):
            assert row[column] == (one[column] or ""), column
        assert float(row["confidence"]) == one["confidence"]
    assert (
        metadata["license"].startswith("https://creativecommons.org/")
        and metadata["mapping_set_version"] == made.curation.package["version"]
    )


def test_every_prefix_is_declared():
    made = read(PackageFiles(ROOT))
    metadata, held, rejected = both(made)
    rows = [*held, *rejected]
    used = {
        row[column].partition(":")[0]
        for row in rows
        for column in ("subject_id", "predicate_id", "object_id", "mapping_justification")
    }
    assert used <= metadata["curie_map"].keys()
    assert {row["object_source"] for row in rows} <= set(metadata["curie_map"].values())


def test_text_survives_as_it_is(mini):
    """Quotes, tabs and letters beyond ASCII are not lost and do not break columns."""
    made = read(PackageFiles(mini))
    comment = 'Said to be "nearly" it, m. quadriceps; größer als 5\u00a0%'
    held = next(row for row in made.tables["mappings"].rows if not row["predicate_modifier"])
    held["comment"] = comment
    assert parts(make_sssom(made.curation.package, made.tables))[1][0]["comment"] == comment


def test_checking_without_the_library_says_what_to_do(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/check_sssom.py"), str(tmp_path / "none.tsv")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and "make sssom" in done.stderr


def test_a_place_of_its_own_comes_before_that_of_the_code_and_the_scheme(tmp_path):
    root = make(tmp_path)
    edit(
        root / "data/curation/mappings.yaml",
        'activity: "rowing, hard", met: 8.5',
        'activity: "rowing, hard", met: 8.5, seen_at: "https://example.org/code"',
    )
    edit(
        root / "data/curation/mappings.yaml",
        'object: "compendium2024:15002", confidence: 0.9',
        'object: "compendium2024:15002", confidence: 0.9, seen_at: "https://example.org/own"',
    )
    edit(
        root / "data/curation/mappings.yaml",
        "confidence: 0.95}",
        "rejected: false, confidence: 0.95}",
    )
    tables = read(PackageFiles(root)).tables
    places = {row["object_id"]: row["seen_at"] for row in tables["mappings"].rows}
    assert (
        places["compendium2024:15001"] == "https://example.org/code"
        and places["compendium2024:15002"] == "https://example.org/own"
        and places["ANAT:0001"] == "https://example.org/anat.owl"
    )
    assert [
        row["predicate_modifier"]
        for row in tables["mappings"].rows
        if row["object_id"] == "ANAT:0001"
    ] == [None]
    assert {row["code"]: row["seen_at"] for row in tables["energy_costs"].rows} == {
        "15001": "https://example.org/code",
        "15002": "https://example.org/2024",
    }
