"""Files that systems and editors make are passed over everywhere; other strange files are not."""

import json
import os
import zipfile

import pytest

import mini as mini_package
import rebuild
import release
import running_muscle_claims as rmc
from pipeline.base import litter
from pipeline.base.litter import is_litter
from pipeline.schema.table_schema import TABLES
from pipeline.validate import validate
from test_release import checkout  # noqa: F401

LITTER = [
    ".DS_Store", "._claims.csv", "Icon\r", ".localized", ".apdisk", ".claims.csv.icloud",
    "Thumbs.db", "thumbs.DB", "ehthumbs.db", "Desktop.ini", "desktop.ini", "~$claims.xlsx",
    "~WRL0001.tmp", "claims.csv:Zone.Identifier", ".directory", ".nfs0001",
    ".nfs000000000123abcd00000001", ".fuse_hidden0000a1", ".goutputstream-ABC", ".Trash-1000",
    ".trashed-17-claims.csv", ".~lock.claims.csv#", ".terms.yaml.swp", ".terms.yaml.swo",
    "terms.yaml.swp", ".terms.yaml.un~", "terms.yaml~", "#terms.yaml#", ".#terms.yaml",
    ".terms.yaml.kate-swp", "~syncthing~terms.yaml.tmp", ".syncthing.terms.yaml.tmp",
    ".sync_ab12.db", "._sync_ab12.db-wal", ".dropbox",
]  # fmt: skip
FOLDERS = [
    "__MACOSX", ".ipynb_checkpoints", ".Trash-1000", ".Trash", ".Trashes", ".idea", ".vscode",
    "lost+found", ".Spotlight-V100", ".fseventsd", "System Volume Information", "@eaDir",
    "$RECYCLE.BIN", "__pycache__", ".AppleDouble", ".stfolder",
]  # fmt: skip
STRANGE = [
    "claims.csv.bak", "claims.csv.orig", "claims (copy).csv", "claims_backup.csv", "notes.txt",
    "swp", "x.swpx", "claims.nfs", "Icon", "nfs0001", ".hidden.csv", "DS_Store", "_claims.csv",
    "x.db", "x.swf", "sync_notes.db", "syncthing.x.tmp", ".Rhistory", "lock.claims.csv#",
    "claims.csv.gz", ".nfsnotes",
]  # fmt: skip


@pytest.mark.parametrize("name", LITTER)
def test_litter_is_known(name):
    assert is_litter(name) and is_litter(f"data/curation/articles/{name}")


@pytest.mark.parametrize("name", FOLDERS)
def test_what_is_in_a_folder_of_litter_is_litter(name):
    assert is_litter(name) and is_litter(f"data/{name}/x/claims.csv")


@pytest.mark.parametrize("name", STRANGE)
def test_other_strange_files_are_no_litter(name):
    assert not is_litter(name) and not is_litter(f"data/{name}")


def scatter(folder):
    """All kinds of litter in a folder."""
    for name in LITTER:
        if name != ".Trash-1000":
            (folder / name).write_bytes(b"\0\1{")
    (folder / ".#lock.yaml").symlink_to("user@host.1234:56")
    (folder / ".#lock.csv").symlink_to("/outside/user@host.1234:56")
    for name in FOLDERS:
        (folder / name).mkdir()
        for inner in ("claims.csv", "x.yaml", "more.schema.json"):
            (folder / name / inner).write_bytes(b"\0")


EVERYWHERE = ("", "data", "data/curation", "data/curation/articles", "data/curation/first")


@pytest.mark.skipif(os.name == "nt", reason="Windows takes fewer names")
def test_litter_is_passed_over_by_every_step(mini, capsys):
    for folder in (*EVERYWHERE, "schemas"):
        scatter(mini / folder)
    for name in ("._claims.schema.json", ".#claims.schema.json"):
        (mini / "schemas" / name).write_bytes(b"\0")
    for name in ("._harbour-post.yaml", ".~x.yaml~"):
        (mini / "data/curation/articles" / name).write_bytes(b"\0")
    assert validate(mini, frictionless=False).problems == []
    assert rebuild.main([str(mini)]) == 0
    assert "was left" not in capsys.readouterr().out
    assert (mini / "data/._claims.csv").exists()
    mini_package.as_download(mini)
    assert validate(mini, frictionless=False).problems == []
    assert len(rmc.load(folder=mini)) == len(TABLES)


@pytest.mark.parametrize("folder", ["data", "data/curation", "data/curation/articles"])
@pytest.mark.parametrize("name", ["claims.csv.bak", "terms.yaml.orig"])
def test_a_copy_that_somebody_made_stays_an_error(mini, folder, name):
    (mini / folder / name).write_text("x")
    assert [(p.rule, p.file) for p in validate(mini, frictionless=False).problems] == [
        ("stray-file", f"{folder}/{name}")
    ]


@pytest.mark.parametrize("folder", sorted({*litter.FOLDERS, *FOLDERS}))
@pytest.mark.parametrize("top", ["", "package/"])
def test_a_zip_with_litter_is_loaded(mini, tmp_path, folder, top):
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        for path in ("datapackage.json", "data/people.csv"):
            names = [top + path, f"{folder}/{path}", f"{top}{folder}/{path}", f"{folder}/._{path}"]
            for name in dict.fromkeys(names):
                archive.write(mini / path, name)
    assert len(rmc.load("people", folder=tmp_path / "package.zip")) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows takes fewer names")
def test_litter_is_no_uncommitted_change_and_not_in_the_release(checkout, tmp_path, monkeypatch):
    from pipeline.doors.release import release as releasing

    made = releasing.wheel(checkout)
    for folder in ("", "data", "schemas", "scripts/running_muscle_claims"):
        scatter(checkout / folder)
    assert releasing.wheel(checkout) == made
    monkeypatch.setattr(releasing, "EXPORTS", {})
    (checkout / "notes.txt").write_text("x")
    assert release.main([str(checkout), "--output", str(tmp_path / "out")]) == 1
    (checkout / "notes.txt").unlink()
    assert release.main([str(checkout), "--output", str(tmp_path / "out")]) == 0
    with zipfile.ZipFile(tmp_path / "out/running-muscle-claims-0.5.0.zip") as archive:
        assert not [name for name in archive.namelist() if is_litter(name)]
    assert json.loads((checkout / "datapackage.json").read_text())["version"] == "0.5.0"
