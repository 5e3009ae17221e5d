"""All documents of the repository state the same licences, version and date."""

import shutil

import pytest

from conftest import ROOT
from documents import LICENCE_WORDS, disagreements

FILES = sorted({*LICENCE_WORDS, "CHANGELOG.md", "README.md"})


def test_licences_version_and_date_agree():
    assert disagreements(ROOT) == []


@pytest.fixture
def copy(tmp_path):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    "name, old, new",
    [
        ("README.md", "Data: [CC BY 4.0](LICENSE-DATA).", "Data: [CC BY-SA 4.0](LICENSE-DATA)."),
        ("README.md", "Code: [MIT](LICENSE)", "Code: [Apache-2.0](LICENSE)"),
        ("DATASHEET.md", "Data CC BY 4.0, code MIT", "Data CC0, code MIT"),
        ("LICENSE", "MIT License", "BSD 3-Clause License"),
        ("LICENSE-DATA", "Attribution 4.0", "Attribution-NonCommercial 4.0"),
        ("LICENSE-DATA", "(CC BY 4.0)", "(CC BY 3.0)"),
        ("pyproject.toml", "MIT AND CC-BY-4.0", "MIT AND CC0-1.0"),
        ("pyproject.toml", 'version = "', 'version = "1'),
        ("CHANGELOG.md", " (20", "9 (20"),
        ("CHANGELOG.md", " (20", " (19"),
        ("data/curation/package.yaml", "\nversion: ", "\nversion: 9"),
        ("data/curation/package.yaml", '\ncreated: "20', '\ncreated: "19'),
        ("data/curation/package.yaml", "name: CC-BY-4.0", "name: CC0-1.0"),
        ("CITATION.cff", "\nversion: ", "\nversion: 9"),
        ("CITATION.cff", '\ndate-released: "20', '\ndate-released: "19'),
        ("CITATION.cff", "license: CC-BY-4.0", "license: MIT"),
        ("croissant.json", '"version": "', '"version": "9'),
        ("croissant.json", '"datePublished": "20', '"datePublished": "19'),
        ("datapackage.json", '"version": "', '"version": "9'),
        ("datapackage.json", '"created": "20', '"created": "19'),
    ],
)
def test_a_broken_copy_is_told_by_the_name_of_the_file(copy, name, old, new):
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    told = disagreements(copy)
    assert told and all(name in sentence for sentence in told), told


def test_a_changelog_without_the_version_is_told(copy):
    (copy / "CHANGELOG.md").write_text("# Changelog\n")
    assert disagreements(copy)[0].startswith("CHANGELOG.md has the version (none), but data/")
