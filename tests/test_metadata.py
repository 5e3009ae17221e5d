"""Citation and Croissant: generated from the package's metadata, in checkouts and downloads alike.

`make metadata` validates them with their own tools.
"""

import json
import subprocess
import sys

import pytest
import yaml

import running_muscle_claims as rmc
from conftest import ROOT
from mini import as_download, edit
from pipeline.report.render import as_text
from pipeline.validate import validate

pytestmark = pytest.mark.usefixtures("frictionless_once")


@pytest.fixture(scope="module")
def descriptor():
    return json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))


def test_croissant_has_every_file_table_and_field(descriptor):
    found = json.loads((ROOT / "croissant.json").read_text(encoding="utf-8"))
    assert (found["@type"], found["identifier"], found["version"]) == (
        "sc:Dataset",
        descriptor["id"],
        descriptor["version"],
    )
    assert {one["contentUrl"]: "sha256:" + one["sha256"] for one in found["distribution"]} == {
        one["path"]: one["hash"] for one in descriptor["resources"]
    }
    kinds = {
        "sc:Text": "string",
        "sc:Integer": "integer",
        "sc:Float": "number",
        "sc:Boolean": "boolean",
        "sc:Date": "date",
    }
    for records, resource in zip(found["recordSet"], descriptor["resources"], strict=True):
        assert records["@id"] == resource["name"] and [one["@id"] for one in records["key"]] == [
            f"{resource['name']}/{key}" for key in resource["schema"]["primaryKey"]
        ]
        assert [
            (one["name"], kinds[one["dataType"]], one["description"]) for one in records["field"]
        ] == [
            (one["name"], one["type"], one["description"]) for one in resource["schema"]["fields"]
        ]
        assert {one["source"]["fileObject"]["@id"] for one in records["field"]} == {
            resource["path"]
        }


def test_citation_says_what_the_descriptor_says(descriptor):
    found = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (found["title"], found["version"], found["identifiers"][0]["value"]) == (
        descriptor["title"],
        descriptor["version"],
        descriptor["id"],
    )
    assert found["date-released"] == descriptor["created"][:10] and found["license"] == "CC-BY-4.0"
    assert all(
        text in rmc.cite(folder=ROOT)
        for text in (
            found["title"],
            found["version"],
            found["authors"][0]["name"],
            found["identifiers"][0]["value"],
        )
    )


@pytest.mark.parametrize(
    "file, old, new",
    [
        ("CITATION.cff", "version: ", "version: 9"),
        ("croissant.json", '"@type": "sc:Dataset"', '"@type": "sc:Thing"'),
        ("CODEBOOK.md", "# Codebook", "# Code book"),
    ],
)
@pytest.mark.parametrize("curated", [True, False])
def test_a_document_that_says_otherwise_is_found(mini, file, old, new, curated):
    root = mini if curated else as_download(mini)
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    [problem] = validate(root, frictionless=False).problems
    assert (problem.rule, problem.file) == (
        "differs" if curated else "document-differs",
        file,
    ) and problem.line


def test_a_download_needs_none_of_the_documents(download):
    for name in ("CITATION.cff", "croissant.json", "CODEBOOK.md"):
        (download / name).unlink()
    assert validate(download).exit_code == 0


def test_another_version_in_the_descriptor_is_told_of_the_descriptor_alone(mini):
    edit(mini / "datapackage.json", '"created": "', '"created": "2')
    report = validate(mini, frictionless=False)
    assert {p.file for p in report.problems} == {"datapackage.json"}, as_text(report)


def test_a_changed_table_is_told_of_the_table_alone(mini):
    edit(mini / "data/curation/terms.yaml", "Moving a boat with oars.", "Moving boats with oars.")
    report = validate(mini, frictionless=False)
    assert [(p.rule, p.table) for p in report.problems] == [("differs", "terms")], as_text(report)


def test_checking_without_the_libraries_says_what_to_do(mini):
    def run(root):
        return subprocess.run(
            [sys.executable, str(ROOT / "scripts/check_metadata.py"), str(root)],
            capture_output=True,
            text=True,
        )

    done = run(mini)
    assert done.returncode == 2 and "make metadata" in done.stderr
    (mini / "CITATION.cff").unlink()
    done = run(mini)
    assert done.returncode == 2 and "CITATION.cff is not there" in done.stderr


@pytest.mark.parametrize(
    "name, library",
    [
        ("sssom", "sssom"),
        ("metadata", "mlcroissant"),
        ("test", "hypothesis"),
        ("full", "pyarrow"),
        ("doors", "datasette"),
        ("code", "ruff"),
    ],
)
def test_every_environment_is_pinned_with_hashes_and_names_no_index(name, library):
    lock = (ROOT / f"requirements-{name}.lock").read_text()
    assert f"\n{library}==" in lock and lock.count("--hash=sha256:") > 100 and "://" not in lock


def test_small_facts_of_the_documents(descriptor):
    croissant = json.loads((ROOT / "croissant.json").read_text(encoding="utf-8"))
    assert (
        croissant["license"] == descriptor["licenses"][0]["path"]
        and croissant["keywords"] == descriptor["keywords"]
        and croissant["datePublished"] == descriptor["created"][:10]
    )
    assert [one["contentSize"] for one in croissant["distribution"]] == [
        f"{one['bytes']} B" for one in descriptor["resources"]
    ]
    assert croissant["citeAs"].startswith(
        "@misc{running-muscle-claims, author = {{running-muscle-claims contributors}}"
    )
    assert (
        yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["keywords"]
        == descriptor["keywords"]
    )
