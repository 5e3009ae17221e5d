"""No command overwrites or removes a file that it did not make."""

import json
import os
import subprocess
import sys

import pytest

import locate
import mini as mini_package
import rebuild
import validate as validator
from conftest import ROOT
from pipeline.base.atomic_write import publish
from pipeline.base.problems import CouldNotRun
from pipeline.base.single_file import create, replace
from pipeline.doors.outputs import put
from pipeline.validate import validate
from test_crashes import former

MINE = b"a\n1\n"


def snapshot(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".publish")
    }


@pytest.mark.parametrize(
    "name", ["my_analysis.csv", "claims (copy).csv", "claims_backup.csv", "notes.txt", "sub/x.csv"]
)
def test_rebuild_leaves_and_names_what_no_build_made(mini, name, capsys):
    path = mini / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(MINE)
    (mini / "data/claims.csv").unlink()
    assert rebuild.main([str(mini)]) == 0
    said = capsys.readouterr().out
    assert path.read_bytes() == MINE
    assert "; data/claims.csv changed." in said
    assert f"data/{name} was left: no build made it." in said


def test_rebuild_removes_a_table_of_an_earlier_build_and_says_removed(mini, capsys):
    former(mini)
    (problem,) = [p for p in validate(mini).problems if p.rule == "stray-file"]
    assert problem.file == "data/former.csv" and "removes the file" in problem.mend
    assert rebuild.main(["--check", str(mini)]) == 1
    assert "data/former.csv: stray-file" in capsys.readouterr().out
    assert rebuild.main([str(mini)]) == 0
    said = capsys.readouterr().out
    assert "datapackage.json changed; data/former.csv removed." in said
    assert not (mini / "data/former.csv").exists() and validate(mini).exit_code == 0


def test_a_former_table_that_was_changed_since_is_left(mini, capsys):
    former(mini)
    (mini / "data/former.csv").write_bytes(MINE)
    assert rebuild.main([str(mini)]) == 0
    assert (mini / "data/former.csv").read_bytes() == MINE
    assert "data/former.csv was left" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", ["data/../notes.csv", "../notes.csv", "data/Notes.csv", "notes.csv", "data/notes.txt"]
)
def test_a_descriptor_cannot_name_a_file_of_somebody_for_removal(mini, path):
    file = mini / path
    file.write_bytes(MINE)
    descriptor = json.loads((mini / "datapackage.json").read_text())
    name = path.removeprefix("data/").removesuffix(".csv")
    resource = descriptor["resources"][0] | {"name": name, "path": path}
    descriptor["resources"].append(resource)
    (mini / "datapackage.json").write_text(json.dumps(descriptor))
    rebuild.main([str(mini)])
    assert file.read_bytes() == MINE


@pytest.mark.parametrize("text", ["", "[]", "{", '{"resources": 3}', '{"resources": [{}]}'])
def test_without_a_sound_descriptor_nothing_is_removed(mini, text):
    former(mini)
    (mini / "datapackage.json").write_text(text)
    assert rebuild.main([str(mini)]) == 0
    assert (mini / "data/former.csv").exists()


@pytest.mark.parametrize("curated", [True, False])
def test_the_advice_on_a_strange_file_loses_nothing(mini, curated, capsys):
    if not curated:
        mini_package.as_download(mini)
    (mini / "data/my_analysis.csv").write_bytes(MINE)
    assert validator.main([str(mini)]) == 1
    said = capsys.readouterr().out
    assert "data/my_analysis.csv: stray-file" in said and "somebody's work" in said
    assert "Move it to a folder outside data/" in said and "emove" not in said


def blocking_folder(root):
    (root / "data/claims.csv").unlink()
    (root / "data/claims.csv").mkdir()


def blocking_pipe(root):
    (root / "CITATION.cff").unlink()
    os.mkfifo(root / "CITATION.cff")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes")
@pytest.mark.parametrize(
    "block, told",
    [
        (blocking_folder, "data/claims.csv: cannot-replace"),
        (blocking_pipe, "CITATION.cff: cannot-replace"),
    ],
)
def test_what_cannot_be_replaced_is_found_before_anything_is_written(tmp_path, block, told):
    publish(tmp_path, {"data/claims.csv": b"old", "CITATION.cff": b"old", "z.csv": b"old"})
    block(tmp_path)
    with pytest.raises(CouldNotRun, match=told) as refused:
        publish(tmp_path, {"data/claims.csv": b"new", "CITATION.cff": b"new", "z.csv": b"new"})
    assert "Move" in refused.value.problems[0].mend
    assert (tmp_path / "z.csv").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.glob(".publish*")) == [".publish-lock"]


def test_a_file_in_place_of_a_folder_is_found_before(tmp_path):
    publish(tmp_path, {"z.csv": b"old"})
    (tmp_path / "data").write_bytes(MINE)
    with pytest.raises(CouldNotRun, match="data is no folder"):
        publish(tmp_path, {"data/claims.csv": b"new", "z.csv": b"new"})
    assert snapshot(tmp_path) == {"data": MINE, "z.csv": b"old"}


def test_what_cannot_be_removed_is_found_before(tmp_path):
    publish(tmp_path, {"z.csv": b"old"})
    (tmp_path / "old.csv").mkdir()
    with pytest.raises(CouldNotRun, match="cannot be removed"):
        publish(tmp_path, {"z.csv": b"new"}, lambda: ["old.csv"])
    assert snapshot(tmp_path) == {"z.csv": b"old"}


def locked(path):
    """Lock a file with chattr; skip the test where the system or the user cannot."""
    try:
        done = subprocess.run(["chattr", "+i", str(path)], capture_output=True)
    except OSError:
        pytest.skip("there is no chattr")
    if done.returncode:
        pytest.skip("files cannot be locked here")


@pytest.mark.parametrize("name", ["a.csv", "gone.csv"])
def test_a_locked_file_is_found_before(tmp_path, name):
    publish(tmp_path, {"a.csv": b"old", "gone.csv": b"old", "z.csv": b"old"})
    locked(tmp_path / name)
    try:
        with pytest.raises(CouldNotRun, match="locked against changes"):
            publish(tmp_path, {"a.csv": b"new", "z.csv": b"new"}, lambda: ["gone.csv"])
        assert (tmp_path / "z.csv").read_bytes() == b"old"
        assert not (tmp_path / ".publish-ready").exists()
    finally:
        subprocess.run(["chattr", "-i", str(tmp_path / name)])


AS_NOBODY = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from pipeline.base.atomic_write import publish
from pipeline.base.problems import CouldNotRun
from pipeline.base.single_file import create, replace
if os.geteuid() == 0:
    os.setuid(65534)
try:
    publish(Path("."), {"data/a.csv": b"new", "z.csv": b"new"}, lambda: ["data/gone.csv"])
except CouldNotRun as refused:
    print(refused)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
@pytest.mark.parametrize("mode, told", [(0o555, "data is read-only"), (0o1777, "is locked")])
def test_a_folder_without_permission_is_found_before(tmp_path, mode, told):
    publish(tmp_path, {"data/a.csv": b"old", "data/gone.csv": b"old", "z.csv": b"old"})
    if mode == 0o1777 and os.geteuid() != 0:
        pytest.skip("needs files of another user")
    if os.geteuid() == 0:
        tmp_path.chmod(0o777)
        (tmp_path / ".publish-lock").chmod(0o666)
    (tmp_path / "data").chmod(mode)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(ROOT / "scripts")],
        cwd=tmp_path,  # relative paths need no permission for the folders above
        capture_output=True,
        text=True,
    )
    (tmp_path / "data").chmod(0o755)
    assert told in done.stdout, done.stdout + done.stderr
    assert snapshot(tmp_path) == {"data/a.csv": b"old", "data/gone.csv": b"old", "z.csv": b"old"}
    assert not (tmp_path / ".publish-ready").exists()


def test_a_file_of_somebody_in_an_output_folder_stays(tmp_path):
    root, out = tmp_path / "package", tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_bytes(MINE)
    with pytest.raises(CouldNotRun, match="index.html: not-ours"):
        put(root, out, {"index.html": b"page", "other.html": b"page"})
    assert snapshot(out) == {"index.html": MINE}
    (out / "index.html").unlink()
    assert put(root, out, {"index.html": b"page"}).changed == ["index.html"]
    assert put(root, out, {"index.html": b"page 2"}).changed == ["index.html"]
    (out / "index.html").write_bytes(MINE)  # changed by hand
    with pytest.raises(CouldNotRun, match="not-ours"):
        put(root, out, {"index.html": b"page 3"})
    assert snapshot(out) == {"index.html": MINE}


def test_what_one_command_wrote_stays_known_after_another(tmp_path):
    root, out = tmp_path / "package", tmp_path / "out"
    put(root, out, {"a.sqlite": b"1"})
    put(root, out, {"b.bib": b"1"})
    assert put(root, out, {"a.sqlite": b"2", "b.bib": b"2"}).changed == ["a.sqlite", "b.bib"]


def test_only_a_release_that_was_written_there_is_removed(tmp_path):
    root, out = tmp_path / "package", tmp_path / "out"

    def is_old(name):
        return name.endswith(".zip")

    put(root, out, {"p-1.zip": b"1", "SUMS": b"1"})
    (out / "p-0.zip").write_bytes(MINE)  # a download of somebody
    done = put(root, out, {"p-2.zip": b"2", "SUMS": b"2"}, is_old)
    assert done.removed == ["p-1.zip"]
    assert snapshot(out) == {"p-0.zip": MINE, "p-2.zip": b"2", "SUMS": b"2"}
    assert put(root, out, {"p-3.zip": b"3", "SUMS": b"3"}, is_old).removed == ["p-2.zip"]


def test_a_link_in_an_output_folder_is_not_replaced(tmp_path):
    root, out = tmp_path / "package", tmp_path / "out"
    out.mkdir()
    (tmp_path / "mine.html").write_bytes(MINE)
    os.symlink(tmp_path / "mine.html", out / "index.html")
    with pytest.raises(CouldNotRun, match="not-ours"):
        put(root, out, {"index.html": b"page"})
    assert (out / "index.html").is_symlink() and (tmp_path / "mine.html").read_bytes() == MINE


@pytest.mark.parametrize("record", ["", "nonsense", "f" * 64 + "  ../x\n", "\xff"])
def test_a_record_that_is_broken_lets_nothing_be_overwritten(tmp_path, record):
    out = tmp_path / "out"
    out.mkdir()
    (out / ".publish-made").write_text(record, encoding="latin-1")
    (out / "index.html").write_bytes(MINE)
    with pytest.raises(CouldNotRun, match="not-ours"):
        put(tmp_path / "package", out, {"index.html": b"page"})


@pytest.mark.slow
@pytest.mark.parametrize("script, name", [("explorer", "index.html"), ("export", "references.bib")])
def test_a_command_overwrites_nothing_of_others(mini, tmp_path, script, name):
    out = tmp_path / "site"
    out.mkdir()
    (out / name).write_bytes(MINE)
    command = [sys.executable, str(ROOT / f"scripts/{script}.py"), str(mini), "--output", str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and f"{name}: not-ours" in done.stderr, done.stderr
    assert "Nothing was written." in done.stderr and snapshot(out) == {name: MINE}


def test_locate_writes_over_nothing_beside_the_file(mini, mini_captures, capsys):
    folder = mini / "data/curation/articles"
    file, mine = folder / "harbour-post.yaml", folder / "harbour-post.tmp"
    mine.write_bytes(MINE)
    before = snapshot(folder)
    given = ["harbour-post", "--captures", str(mini_captures), "--file"]
    assert locate.main([*given, str(file), "--new"]) == 2
    assert snapshot(folder) == before
    assert locate.main([*given, str(file), "--fill"]) == 0
    assert snapshot(folder).keys() == before.keys() and mine.read_bytes() == MINE
    given[0] = "new-post"
    (mini_captures / "new-post.txt").write_text("One two.")
    os.symlink("nowhere", folder / "link.yaml")
    assert locate.main([*given, str(folder / "link.yaml"), "--new"]) == 1
    assert locate.main([*given, str(folder / "new-post.yaml"), "--new"]) == 0
    assert snapshot(folder).keys() == before.keys() | {"new-post.yaml"}
    assert (folder / "link.yaml").is_symlink() and "exists already" in capsys.readouterr().err


def test_a_file_is_replaced_only_if_it_is_what_was_read(tmp_path):
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    create(path, b"old")
    path.chmod(0o640)
    os.symlink(path, link)
    with pytest.raises(CouldNotRun, match="saved by another program"):
        replace(path, b"new", b"other")
    assert snapshot(tmp_path) == {"a.yaml": b"old", "link.yaml": b"old"}
    replace(link, b"new", b"old")
    assert link.is_symlink() and path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    with pytest.raises(FileExistsError):
        create(path, b"newer")
    assert snapshot(tmp_path) == {"a.yaml": b"new", "link.yaml": b"new"}
