"""Faults that the randomised tests found, each as the smallest example: test_random_faults.py."""

import json
import os

import pytest

import rebuild
import running_muscle_claims as rmc
from mini import edit, mend_hashes
from pipeline.base.problems import Refused
from pipeline.rebuild import rendered_files
from pipeline.report.render import as_text
from pipeline.validate import validate
from running_muscle_claims import PackageError

pytestmark = pytest.mark.usefixtures("frictionless_once")


def test_an_empty_table_is_told_with_its_file(download):
    path = download / "data/citations.csv"
    path.write_text(path.read_text().split("\n")[0] + "\n")
    mend_hashes(download)
    assert ("empty-table", "data/citations.csv") in {
        (p.rule, p.file) for p in validate(download, frictionless=False).problems
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("name", ["data/terms.csv", "schemas/terms.schema.json", "croissant.json"])
@pytest.mark.parametrize("endless", [True, False])
def test_a_pipe_or_device_is_not_read_for_ever(download, name, endless):
    (download / name).unlink()
    if endless:
        (download / name).symlink_to("/dev/zero")
    else:
        os.mkfifo(download / name)
    report = validate(download, frictionless=False)
    assert [(p.rule, p.file) for p in report.problems] == [
        ("file-link" if endless else "stray-file", name)
    ], as_text(report)
    if name.startswith("data/"):
        with pytest.raises(
            PackageError, match="a link that leads out" if endless else "it is not a plain file"
        ):
            rmc.load("terms", folder=download)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_in_place_of_a_zip_or_a_curation_file_is_refused(mini, tmp_path):
    os.mkfifo(tmp_path / "package.zip")
    with pytest.raises(PackageError, match="neither"):
        rmc.load(folder=tmp_path / "package.zip")
    os.mkfifo(mini / "data/curation/articles/more.yaml")
    assert [p.rule for p in validate(mini).problems] == ["stray-file"]


@pytest.mark.parametrize("file", ["datapackage.json", "schemas/terms.schema.json"])
def test_half_a_letter_in_json_is_told(download, file):
    path = download / file
    path.write_text(path.read_text().replace('"title": "', '"title": "\\ud800', 1))
    assert [(p.rule, p.file) for p in validate(download, frictionless=False).problems] == [
        ("json-syntax", file)
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace('  "name"', '   "name"', 1),
        lambda raw: json.dumps(json.loads(raw)),
        lambda raw: raw.rstrip("\n"),
    ],
)
def test_a_descriptor_in_another_form_is_found_in_a_download(download, change):
    path = download / "datapackage.json"
    raw = path.read_text()
    path.write_text(change(raw))
    assert path.read_text() != raw
    assert [(p.rule, p.file) for p in validate(download).problems] == [
        ("document-differs", "datapackage.json")
    ]


def test_a_second_reading_without_directness_is_found(download):
    edit(
        download / "data/evidence_readings.csv",
        "supports,direct,supports,indirect",
        "supports,direct,supports,",
    )
    mend_hashes(download)
    assert [(p.rule, p.field) for p in validate(download, frictionless=False).problems] == [
        ("row-schema", "second_directness")
    ]


def test_a_missing_reading_is_found_by_the_count(download):
    path = download / "data/mapping_readings.csv"
    path.write_text(
        "".join(
            line for line in path.read_text().splitlines(keepends=True) if not line.startswith("1,")
        )
    )
    mend_hashes(download)
    assert [(p.rule, p.row) for p in validate(download, frictionless=False).problems] == [
        ("ordinals", "2")
    ]


def test_the_order_of_keys_in_the_metadata_says_nothing(mini):
    before = rendered_files(mini)
    edit(
        mini / "data/curation/package.yaml",
        "{title: running-muscle-claims contributors, roles: [author, maintainer]}",
        "{roles: [author, maintainer], title: running-muscle-claims contributors}",
    )
    assert rendered_files(mini) == before


def test_metadata_that_make_no_descriptor_are_told_with_their_line(mini):
    line = edit(mini / "data/curation/package.yaml", "name: CC-BY-4.0", "name: MIT") - 1
    with pytest.raises(Refused) as told:
        rendered_files(mini)
    assert {(p.file, p.line) for p in told.value.problems} <= {
        ("data/curation/package.yaml", n) for n in (line, line + 1)
    }


@pytest.mark.parametrize("text", ["", "{", "x", "[" * 100_000])
def test_a_check_sees_a_descriptor_that_is_no_json(mini, text, capsys):
    (mini / "datapackage.json").write_text(text)
    assert rebuild.main(["--check", str(mini)]) == 1
    assert [p.file for p in validate(mini).problems] == ["datapackage.json"]
