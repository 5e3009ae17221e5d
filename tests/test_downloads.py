"""What a download, or a folder that is half a checkout, is told: one problem and what to do."""

import gzip
import shutil
import zipfile

import pytest

import mini as mini_package
import rebuild
import running_muscle_claims as rmc
from pipeline.validate import validate


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_download_that_looks_interrupted_is_not_told_to_build(download, kind):
    left = download / ".publish-ready"
    left.mkdir() if kind == "folder" else left.write_text("")
    report = validate(download)
    (problem,) = report.stuck
    assert report.exit_code == 2 and problem.rule == "build-interrupted"
    assert problem.mend == "Download the package again, without .publish-ready."
    with pytest.raises(rmc.PackageError, match="again, without .publish-ready") as error:
        rmc.load(folder=download)
    assert "rebuild" not in str(error.value)


def test_a_checkout_that_is_interrupted_is_told_to_build(mini):
    (mini / ".publish-ready").mkdir()
    assert "Run the build" in validate(mini).stuck[0].mend
    with pytest.raises(rmc.PackageError, match="Run `make rebuild`"):
        rmc.load(folder=mini)


@pytest.mark.parametrize("name", [".publish-ready", ".publish-stage"])
def test_a_file_of_that_name_is_told_and_stays(mini, name, capsys):
    (mini / name).write_text("mine")
    assert rebuild.main([str(mini)]) == 2
    assert f"{name} is no folder" in capsys.readouterr().err
    assert (mini / name).read_text() == "mine"


@pytest.mark.parametrize("inside", [(), ("articles", "first"), (".DS_Store",)])
@pytest.mark.parametrize("curated", [True, False])
def test_an_empty_folder_of_the_curation_is_one_problem(mini, inside, curated, capsys):
    mini_package.as_download(mini)
    folder = mini / "data/curation"
    folder.mkdir()
    for name in inside:
        (folder / name).write_text("") if name.startswith(".") else (folder / name).mkdir()
    (problem,) = validate(mini).problems
    assert (problem.rule, problem.file) == ("curation-missing", "data/curation")
    assert "Restore its files from git" in problem.mend and "empty folder" in problem.mend
    assert rebuild.main([str(mini)]) == 1
    assert capsys.readouterr().err.count("curation-missing") == 1
    shutil.rmtree(folder)
    assert validate(mini).exit_code == 0


def packed(root):
    path = root / "data/claims.csv"
    (root / "data/claims.csv.gz").write_bytes(gzip.compress(path.read_bytes()))
    return "data/claims.csv.gz"


def packed_instead(root):
    file = packed(root)
    (root / "data/claims.csv").unlink()
    return file


def zipped_instead(root):
    with zipfile.ZipFile(root / "data/claims.csv.zip", "w") as archive:
        archive.write(root / "data/claims.csv", "claims.csv")
    (root / "data/claims.csv").unlink()
    return "data/claims.csv.zip"


def renamed(root):
    (root / "data/claims.csv").rename(root / "data/CLAIMS.CSV")
    return "data/CLAIMS.CSV"


def packed_content(root):
    path = root / "data/claims.csv"
    path.write_bytes(gzip.compress(path.read_bytes()))
    return "data/claims.csv"


@pytest.mark.parametrize("curated", [True, False])
@pytest.mark.parametrize(
    "change, told",
    [
        (packed, "The file belongs to no table"),
        (packed_instead, "This seems to be the missing file claims.csv"),
        (zipped_instead, "This seems to be the missing file claims.csv"),
        (renamed, "This seems to be the missing file claims.csv"),
        (packed_content, "The file is packed, not CSV"),
    ],
)
def test_a_packed_table_is_one_problem(mini, change, told, curated):
    if not curated:
        mini_package.as_download(mini)
    file = change(mini)
    (problem,) = validate(mini).problems
    assert problem.file == file and told in problem.message
    assert curated or change is packed or "npack" in problem.mend
