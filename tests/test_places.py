"""A package is the same wherever it lies: no name of a folder is a pattern or an address."""

import io
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest

import mini as mini_package
import running_muscle_claims as rmc
from pipeline.base.archive import make_zip
from pipeline.checks.frictionless_layer import check_frictionless
from pipeline.doors.published import read_published
from pipeline.doors.release.contents import package_files
from pipeline.doors.release.release import _validate_archive
from pipeline.validate import validate
from test_release import checkout  # noqa: F401

FEW = ["C#", "pkg [1]", "a*b"]
NAMES = [
    "[abc]", "a?b", "**", "~x", "%20", "%41x%", "$HOME", "${x}", "a\nb", "https:", "http:x",
    "file:", "a:b", "s3:", "x.zip", "x.json", "x.yaml", "a b", "(1)", "{a,b}", "a'b", 'a"b',
    "a\\b", "-x", "na\u0308ive", "naïve", "\U0001f3c3", "a&b;c", "..x", "x.", " x ", "\udcff",
]  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("places")
    return mini_package.as_download(mini_package.build(mini_package.make(folder)))


def placed(whole, folder):
    try:
        return Path(shutil.copytree(whole, folder))
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")


@pytest.mark.parametrize(
    "name", [*FEW, *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES)]
)
def test_a_package_is_valid_in_a_folder_of_any_name(whole, tmp_path, monkeypatch, name):
    found, rows = check_frictionless(placed(whole, tmp_path / name))
    assert found == [] and rows > 50
    monkeypatch.chdir(tmp_path)
    assert check_frictionless(Path(name)) == (found, rows)
    assert rmc.load("people", folder=name)["person_id"].tolist() == ["harbour-staff"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tmp [1]", "https:", "C#", "a*b"])
def test_a_release_is_the_same_with_temporary_files_anywhere(checkout, tmp_path, monkeypatch, name):
    from pipeline.doors.release.contents import wheel

    made = wheel(checkout)
    (tmp_path / name).mkdir()
    (tmp_path / ".gitignore").write_text("data\nscripts\n")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))
    assert wheel(checkout) == made
    (raw,) = made.values()
    names = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    assert [one for one in names if one.endswith("licenses/LICENSE-DATA")]
    _validate_archive(make_zip(package_files(read_published(checkout)), "p", "2026-01-01"), "p")


def test_a_name_is_no_pattern_for_its_neighbour(whole, tmp_path):
    """`a*b` was once answered with what is wrong in `a?b`."""
    neighbour, own = placed(whole, tmp_path / "a?b"), placed(whole, tmp_path / "a*b")
    (neighbour / "data/people.csv").write_text("x\n")
    assert validate(own).exit_code == 0 and validate(neighbour).exit_code == 1


def test_frictionless_still_finds_what_is_wrong_in_such_a_place(whole, tmp_path):
    root = placed(whole, tmp_path / "pkg [1]")
    path = root / "data/people.csv"
    path.write_bytes(path.read_bytes().replace(b"author", b"nobody"))
    found, _ = check_frictionless(root)
    assert {problem.rule for problem in found} >= {"frictionless-hash-count"}
    assert all(problem.file == "data/people.csv" for problem in found)


@pytest.mark.parametrize("name", ["~x", "~x/y", "~nobody-of-this-name"])
def test_a_name_that_begins_with_a_tilde_is_that_folder_or_told(tmp_path, whole, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(rmc.PackageError, match="there is no folder or zip"):
        rmc.load(folder=name)
    with pytest.raises(FileNotFoundError, match="There is no folder"):
        rmc.attach_quotes(name)
    placed(whole, tmp_path / name)
    assert len(rmc.load("people", folder=name)) == 1


def test_a_tilde_alone_is_the_home_folder(tmp_path, whole, monkeypatch):
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    placed(whole, home / "package")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    (tmp_path / "~").mkdir()
    assert len(rmc.load("people", folder="~/package")) == 1
    assert os.listdir(tmp_path / "~") == []
