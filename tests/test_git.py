"""Git that cannot answer: a check that did not run never counts as passed."""

import os
import shutil
import stat

import pytest

import diff
import release
from conftest import ROOT, project_files
from pipeline.base.problems import CouldNotRun
from pipeline.doors.release.git import has_git, require_history
from pipeline.doors.release.versions import previous, read_version
from test_diff import git, set_version
from test_release import checkout  # noqa: F401


def other_owner(root, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    return "dubious ownership"


def not_installed(root, monkeypatch):
    monkeypatch.setenv("PATH", "")
    return "it is not installed, or not on the path"


def not_executable(root, monkeypatch):
    folder = root.parent / "bin"
    folder.mkdir()
    (folder / "git").write_text("no program")
    (folder / "git").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(folder))
    return "it does not start"


def killed(root, monkeypatch):
    folder = root.parent / "bin"
    folder.mkdir()
    (folder / "git").write_text("#!/bin/sh\nkill -9 $$\n")
    (folder / "git").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(folder))
    return "it ended with status"


def cut_index(root, monkeypatch):
    index = root / ".git/index"
    index.write_bytes(index.read_bytes()[:20])  # too short for a header, which git tells
    return "index"


def no_head(root, monkeypatch):
    (root / ".git/HEAD").unlink()
    return "not a git repository"


def broken_config(root, monkeypatch):
    (root / ".git/config").write_text("[")
    return "bad config"


def shallow(root, monkeypatch):
    whole = root.with_name("whole")
    root.rename(whole)
    git(whole.parent, "clone", "-q", "--depth", "1", whole.as_uri(), str(root))
    return "the clone is shallow"


def untagged(root, monkeypatch):
    whole = root.with_name("whole")
    git(root, "tag", "v0.4.0", "HEAD~1")
    root.rename(whole)
    git(whole.parent, "clone", "-q", "--no-tags", whole.as_uri(), str(root))
    return "without tags"


BROKEN = [
    other_owner,
    not_installed,
    not_executable,
    killed,
    cut_index,
    no_head,
    broken_config,
    shallow,
    untagged,
]


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins for git are scripts of a shell")
@pytest.mark.parametrize("arguments", [["--previous", "OLD"], ["--first"], []])
@pytest.mark.parametrize("broken", BROKEN)
def test_a_release_that_git_cannot_judge_is_not_made(
    checkout, tmp_path, monkeypatch, capsys, broken, arguments
):
    old = shutil.copytree(checkout, tmp_path / "old", ignore=shutil.ignore_patterns(".git"))
    set_version(old, "0.4.0")
    (checkout / "README.md").write_text("x\n")
    told = broken(checkout, monkeypatch)
    if broken in (shallow, untagged):
        (checkout / "README.md").write_text("x\n")
    given = [str(old) if one == "OLD" else one for one in arguments]
    status = release.main([str(checkout), "--output", str(tmp_path / "out"), *given])
    said = capsys.readouterr().err
    assert status == 2 and "git could not be asked: " in said and told in said, said
    assert "Nothing was written." in said and not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [["--first"], []])
def test_a_folder_without_git_is_not_released(checkout, tmp_path, capsys, arguments):
    shutil.rmtree(checkout / ".git")
    assert release.main([str(checkout), "--output", str(tmp_path / "out"), *arguments]) == 2
    said = capsys.readouterr().err
    assert f"{checkout.name} is no git checkout" in said and not (tmp_path / "out").exists()


@pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
def test_a_change_that_git_is_told_to_overlook_is_no_commit(checkout, tmp_path, capsys, mark):
    git(checkout, "update-index", mark, "README.md")
    (checkout / "README.md").write_text("x\n")
    assert release.main([str(checkout), "--output", str(tmp_path / "out")]) == 1
    assert "The bytes of README.md are not those of the commit" in capsys.readouterr().err


def test_a_change_in_a_file_with_a_strange_name_is_named(checkout, tmp_path, capsys):
    (checkout / "naïve → file.txt").write_text("x")
    assert release.main([str(checkout), "--output", str(tmp_path / "out")]) == 1
    assert "naïve → file.txt and perhaps more is not committed" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins for git are scripts of a shell")
@pytest.mark.parametrize("broken", [one for one in BROKEN if one is not cut_index])
def test_a_version_that_git_cannot_give_is_not_said_to_be_missing(checkout, monkeypatch, broken):
    told = broken(checkout, monkeypatch)
    with pytest.raises(CouldNotRun, match="git could not be asked") as refused:
        previous(checkout, "0.5.0")
    assert told in str(refused.value)
    with pytest.raises(CouldNotRun, match="git could not be asked"):
        read_version("HEAD~20", checkout)


def test_diff_says_what_git_said(checkout, monkeypatch, capsys):
    monkeypatch.setattr(diff, "ROOT", checkout)
    other_owner(checkout, monkeypatch)
    for given in (["HEAD~20", str(checkout)], []):
        status = diff.main(given)
        said = capsys.readouterr().err
        assert status == 2 and "git could not be asked" in said
        assert "no commit of this repository" not in said


def test_diff_in_a_folder_without_git_says_so(mini, capsys, monkeypatch):
    monkeypatch.setattr(diff, "ROOT", mini)
    assert not has_git(mini)
    assert diff.main(["HEAD~20", str(mini)]) == 2
    assert f"{mini.name} is no git checkout, so it is no commit either" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")  # git is not needed to see that, nor to compare two folders
    assert previous(mini, "0.5.0") is None
    assert diff.main([str(mini), str(mini)]) == 0


def test_the_git_of_a_hook_is_not_that_of_the_folder(checkout, mini, tmp_path, monkeypatch):
    """A hook of git sets GIT_DIR, and would send every question to another repository."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert read_version(previous(checkout, "0.5.0"), checkout).number == "0.4.0"


def test_a_commit_is_read_as_it_is_whatever_the_line_ends_of_the_person(checkout, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.autocrlf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    assert read_version("HEAD", checkout).number == "0.5.0"


def test_a_whole_clone_with_its_tags_is_sound(checkout, tmp_path):
    git(checkout, "tag", "v0.4.0", "HEAD~1")
    git(tmp_path, "clone", "-q", checkout.as_uri(), "clone")
    require_history(tmp_path / "clone")
    assert previous(tmp_path / "clone", "0.5.0") == "v0.4.0"


def test_line_ends_of_another_checkout_are_no_commit(checkout, tmp_path, capsys):
    """A checkout that was made with CRLF keeps it, and git sees no change."""
    git(checkout, "config", "core.autocrlf", "true")
    path = checkout / "DATASHEET.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    git(checkout, "add", "-A")
    assert git(checkout, "status", "--porcelain") == ""
    assert release.main([str(checkout), "--output", str(tmp_path / "out")]) == 1
    assert "The bytes of DATASHEET.md are not those of the commit" in capsys.readouterr().err


@pytest.mark.parametrize("settings", [["core.autocrlf=true"], ["core.eol=crlf"], []])
def test_a_checkout_has_the_bytes_of_the_commit_whatever_git_is_told(tmp_path, settings):
    whole, clone = tmp_path / "whole", tmp_path / "clone"
    kinds = {}
    for path in project_files():
        kinds.setdefault(
            (path.parent.name == "vendor", path.suffix, path.suffix or path.name), path
        )
    for path in kinds.values():
        target = whole / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (whole / "more.js").write_bytes(b"a\nb\n")
    (whole / "vendored.svg").write_bytes(b"<svg>\n</svg>\n")
    git(whole, "init", "-q")
    git(whole, "-c", "core.autocrlf=false", "add", "-A")
    git(whole, "commit", "-qm", "x")
    options = [part for setting in settings for part in ("-c", setting)]
    git(tmp_path, *options, "clone", "-q", *options, str(whole), str(clone))
    names = git(whole, "ls-files").splitlines()
    assert len(names) > 20
    for name in names:
        assert (clone / name).read_bytes() == (whole / name).read_bytes(), name
        assert b"\r\n" not in (clone / name).read_bytes(), name
    assert git(clone, "status", "--porcelain") == ""
