"""What the commands leave behind when they are killed, when the disk refuses, or when they overlap.

tests/crashing.py disturbs `rebuild`, `export` and `release` at each operation that changes the
disk, in one process per operation. The list of operations was compared with the system calls of a
rebuild (strace): none is missing.
"""

import errno
import json
import os
import shutil
import subprocess
import sys

import pytest

import mini as mini_package
import running_muscle_claims as rmc
from conftest import ROOT
from mini import edit
from pipeline.base import atomic_write as publishing
from pipeline.base.problems import Problem, Refused
from pipeline.doors import write as outputs
from pipeline.doors.outputs import put
from pipeline.schema.table_schema import TABLES
from test_diff import set_version
from test_release import checkout, commit  # noqa: F401

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
ERRORS = [("once", errno.EIO), ("on", errno.EROFS), ("full", errno.ENOSPC)]
HOWS = [("kill", 0), ("half", 0), *ERRORS]


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """The small package in four states: unchanged, with a former table, and after two changes."""
    folder = tmp_path_factory.mktemp("states")
    whole = mini_package.build(mini_package.make(folder))
    old, first, second = (
        shutil.copytree(whole, folder / name) for name in ("old", "first", "second")
    )
    edit(first / "data/curation/terms.yaml", "Moving a boat with oars.", "Moving a boat by oars.")
    edit(
        first / "data/curation/articles/harbour-post.yaml",
        "Large calves are rare among rowers.",
        "Large calves are rare still among rowers.",
    )
    edit(
        first / "data/curation/people.yaml",
        "Staff of the Harbour Post",
        "Those of the Harbour Post",
    )
    edit(second / "data/curation/people.yaml", "Staff of the Harbour Post", "The Harbour Post")
    for root in (first, second):
        set_version(root, "9.0.0")
    former(old)
    assert len(rmc.load(folder=old)["former"]) == 1
    return {"whole": whole, "old": old, "first": first, "second": second}


def former(root):
    """Add a table to the package, as if an earlier version had it."""
    path = root / "datapackage.json"
    found = json.loads(path.read_text())
    schema = {
        "fields": [{"name": "former_id", "type": "string", "description": "x"}],
        "primaryKey": ["former_id"],
    }
    found["resources"].append({"name": "former", "path": "data/former.csv", "schema": schema})
    (root / "data/former.csv").write_text("former_id\nx\n")
    path.write_text(json.dumps(found, indent=2) + "\n")
    mini_package.mend_hashes(root)


def crash(record_property, kind, old, target, sources, **do):
    """What tests/crashing.py reports. Records how many points it tried."""
    spec = {
        "case": {
            "kind": kind,
            "old": str(old),
            "target": str(target),
            "sources": [str(one) for one in sources],
        },
        "do": do,
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/crashing.py")],
        input=json.dumps(spec),
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    tried = {name: len(told[name]) for name in do if isinstance(told[name], list)} | {
        "operations": len(told["operations"])
    }
    record_property(kind, tried)
    print(kind, tried)
    return told


def sound(told, kind):
    """Check every disturbed run, whatever disturbed it."""
    for one in told:
        where = (
            f"{kind}, operation {one['at']} ({one.get('operation')}), "
            f"{one['how']} {one['number']}: {one}"
        )
        assert one["state"] != "torn", where
        assert one["state"] != "mixed" or one["left"] == [".publish-ready"], (
            f"a mixture that nobody would notice: {where}"
        )
        assert one.get("readers", "interrupted") == "interrupted", where
        assert (
            one["status"] == "died" if one["how"] in ("kill", "half") else one["status"] in (0, 2)
        ), where
        assert (one["next"], one["then"], one["still left"]) == (0, "new", []), where
        assert "Traceback" not in one["said"], where
        if one["status"] == 2:
            assert os.strerror(one["number"]) in one["said"] and (
                "are complete" in one["said"]
                or "the next one finishes it" in one["said"]
                or one["said"].startswith("Could not run")
            ), where
            assert ("are complete" not in one["said"] or one["state"] in ("old", "new")) and (
                "finishes it" in one["said"]
            ) == (".publish-ready" in one["left"]), where
        elif one["status"] == 0:
            assert one["state"] == "new" and not one["left"], where
    assert {one["state"] for one in told} == {"old", "mixed", "new"}


def tried_everywhere(told, kind):
    points, number = told["points"], len(told["operations"])
    sound(points, kind)
    sound(told["twice"], kind)
    assert {(one["how"], one["number"]) for one in points} == set(HOWS)
    assert len(points) == 4 * number + told["operations"].count("write")
    assert {
        "open",
        "lock",
        "write",
        "flush",
        "fsync",
        "mkdir",
        "rename",
        "replace",
        "unlink",
        "rmdir",
    } == set(told["operations"])


def together(told):
    for one in told:
        assert set(one["statuses"]) <= {0, 2} and 0 in one["statuses"], one
        assert all(
            ("build-running" in said) == (status == 2)
            for status, said in zip(one["statuses"], one["said"], strict=True)
        ), one
        assert len(one["is"]) == 1 and one["left"] == [], one
    assert any(2 in one["statuses"] for one in told) or len(told) < 10


def to_build(states, folder):
    """The old package with the curation of the first change, before the build."""
    shutil.copytree(states["old"], folder)
    shutil.rmtree(folder / "data/curation")
    shutil.copytree(states["first"] / "data/curation", folder / "data/curation")
    return folder


def published(root, folder):
    """The published files of a package, with the empty curation folder that marks a checkout."""
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns("schemas", "curation"))
    (folder / "data/curation").mkdir()
    return folder


@pytest.mark.slow
@forks
def test_rebuild_killed_and_refused_at_every_operation(states, tmp_path, record_property):
    """From the old package, which has one more table, to the package that the curation gives."""
    told = crash(
        record_property,
        "rebuild",
        published(states["old"], tmp_path / "old"),
        tmp_path / "work",
        [states["first"]],
        points=HOWS,
        twice=4,
    )
    tried_everywhere(told, "rebuild")
    assert len(told["operations"]) > 60 and len(told["twice"]) > 150
    assert sum(one["state"] == "mixed" for one in told["points"]) > 30


@pytest.mark.slow
@forks
def test_export_killed_and_refused_at_every_operation(states, tmp_path, record_property):
    outputs_of(states["whole"], tmp_path / "old")
    told = crash(
        record_property,
        "export",
        tmp_path / "old",
        tmp_path / "work",
        [states["first"], states["second"]],
        points=HOWS,
        twice=3,
        both=8,
    )
    tried_everywhere(told, "export")
    together(told["both"])
    assert len(told["operations"]) > 30 and len(told["twice"]) > 60


def outputs_of(root, output):
    """Some exports of a package."""
    done = subprocess.run(
        [
            sys.executable,
            str(ROOT / "scripts/export.py"),
            str(root),
            "--only",
            "sqlite",
            "bibliography",
            "sssom",
            "--output",
            str(output),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@forks
def test_release_killed_and_refused_at_every_operation(checkout, tmp_path, record_property):
    """Over the release of the previous version. Files of others stay."""
    old = tmp_path / "old"
    names = (
        "running-muscle-claims-0.4.0.zip",
        "running-muscle-claims-0.4.0-exports.zip",
        "SHA256SUMS",
    )
    put(checkout, old, {name: f"old {name}".encode() for name in names})
    (old / "thesis.docx").write_text("old thesis.docx")
    other = shutil.copytree(checkout, tmp_path / "other", symlinks=True)
    edit(other / "CHANGELOG.md", "Something.", "Something else.")
    commit(other)
    told = crash(
        record_property,
        "release",
        old,
        tmp_path / "work",
        [checkout, other],
        points=HOWS,
        twice=2,
        both=6,
    )
    tried_everywhere(told, "release")
    together(told["both"])
    assert len(told["operations"]) > 40 and len(told["twice"]) > 60
    assert (tmp_path / "work/thesis.docx").read_text() == "old thesis.docx"


@pytest.mark.slow
@forks
def test_several_rebuilds_at_once_leave_the_result_of_one(states, tmp_path, record_property):
    told = crash(
        record_property,
        "rebuild",
        published(states["old"], tmp_path / "old"),
        tmp_path / "work",
        [states["first"], states["second"], states["whole"]],
        both=25,
    )
    together(told["both"])


@pytest.mark.slow
@forks
def test_readers_during_a_rebuild_see_old_or_new_or_are_told(states, tmp_path, record_property):
    told = crash(
        record_property,
        "rebuild",
        states["old"],
        tmp_path / "work",
        [states["first"], states["second"]],
        read=60,
    )["read"]
    assert told["writer"] == 0 and told["mixtures"] == 0
    assert all(told["read"]) and sum(told["refused"].values()) > 10, told
    # 1: the curation in the folder gives only one of the two packages
    assert set(told["validated"]) <= {"0", "1", "2"} and told["validated"], told


@pytest.fixture
def interrupted(states, tmp_path, monkeypatch):
    """A package whose build was cut off after its first file. The whole result is in "wanted"."""
    root = to_build(states, tmp_path / "mini")
    shutil.copytree(root, tmp_path / "wanted")
    rebuilt(tmp_path / "wanted")
    stopped(monkeypatch, root)
    assert publishing.interrupted(root)
    return root


def rebuilt(root):
    import rebuild

    assert rebuild.main([str(root)]) == 0


def stopped(monkeypatch, root, files=None):
    real, calls = os.replace, []

    def once(*arguments):
        calls.append(real(*arguments) if not calls else sys.exit(9))

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(publishing.os, "replace", once)
        if files is None:
            rebuilt(root)
        else:
            publishing.publish(root, files)


def visible(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".publish-lock" and "curation" not in path.parts
    }


def test_an_error_in_the_curation_does_not_keep_a_mixture(interrupted, capsys):
    """The committed publication is finished first. Then the curation is read."""
    import rebuild
    import validate

    edit(interrupted / "data/curation/people.yaml", "people:", "people")
    assert (
        rebuild.main([str(interrupted), "--check"]) == 2
        and "build-interrupted" in capsys.readouterr().err
        and publishing.interrupted(interrupted)
    )
    assert validate.main([str(interrupted)]) == 2 and "build-interrupted" in capsys.readouterr().out
    with pytest.raises(rmc.PackageError, match="was interrupted"):
        rmc.load(folder=interrupted)
    assert rebuild.main([str(interrupted)]) == 1
    told = capsys.readouterr().err
    assert (
        told.startswith("An interrupted build was found and finished.\n")
        and "yaml-s" in told
        and told.endswith("Nothing was written.\n")
    )
    assert visible(interrupted) == visible(interrupted.parent / "wanted")
    assert len(rmc.load(folder=interrupted)) == len(TABLES)


def test_what_was_not_committed_goes_whatever_the_curation_is(mini):
    import rebuild

    before = visible(mini)
    (mini / ".publish-stage/data").mkdir(parents=True)
    (mini / ".publish-stage/data/terms.csv").write_text("half")
    edit(mini / "data/curation/people.yaml", "people:", "people")
    assert rebuild.main([str(mini)]) == 1
    assert visible(mini) == before


@pytest.mark.parametrize("script", ["export", "release", "explorer", "figures"])
def test_an_interrupted_output_is_finished_even_where_nothing_new_can_be_made(
    mini, tmp_path, script, monkeypatch, capsys
):
    from importlib import import_module

    out = tmp_path / "out"
    out.mkdir()
    stopped(monkeypatch, out, {"a": b"1", "b": b"2"})
    assert sorted(visible(out)) == [".publish-ready/.removals", ".publish-ready/b", "a"]
    edit(mini / "CODEBOOK.md", "# Codebook", "# Code book")
    assert import_module(script).main([str(mini), "--output", str(out)]) == 1
    assert (
        visible(out) == {"a": b"1", "b": b"2"} and "Nothing was written." in capsys.readouterr().err
    )


def test_a_writer_that_gets_no_lock_leaves_the_stage_of_another_alone(mini, monkeypatch):
    """Otherwise the other writer would commit a publication with files missing."""
    import builtins

    (mini / ".publish-stage").mkdir()
    (mini / ".publish-stage/one").write_text("of another")
    real = builtins.open

    def full(file, *arguments, **more):
        if str(file).endswith(".publish-lock"):
            raise OSError(errno.ENOSPC, "full")
        return real(file, *arguments, **more)

    monkeypatch.setattr(builtins, "open", full)
    with pytest.raises(Refused, match="cannot-publish"):
        publishing.publish(mini, {"new": b"1"})
    assert (mini / ".publish-stage/one").exists()


@pytest.mark.parametrize("how", ["made", "refused", "loading"])
def test_nothing_is_made_of_a_package_that_is_published_anew_meanwhile(mini, tmp_path, how, capsys):
    def make(root, package):
        edit(
            root / "data/curation/terms.yaml", "Moving a boat with oars.", "Moving a boat by oars."
        )
        if how == "loading":
            edit(root / "data/terms.csv", "Moving a boat with oars.", "Moving it.")
            (root / ".publish-ready").mkdir()
            rmc.load(folder=root)
        mini_package.build(root)
        if how == "refused":
            raise Refused(Problem("differs", "x"))
        return {"one": b"1"}

    assert outputs.write(mini, tmp_path / "out", "x", make) == 2
    assert "The package was published anew while it was read." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@forks
def test_a_file_that_may_not_grow_so_large_leaves_the_old_package(states, tmp_path):
    """The system itself refuses in the middle of a write."""
    root = to_build(states, tmp_path / "mini")
    before = visible(root)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)); "
        "import rebuild; from pipeline.base.cli import run; run(rebuild.main)"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(root)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
    )
    assert (
        done.returncode == 2
        and "cannot-publish" in done.stderr
        and os.strerror(errno.EFBIG) in done.stderr
        and "The files in the folder are complete." in done.stderr
    )
    assert visible(root) == before


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0,
    reason="nothing keeps root from writing",
)
def test_a_folder_that_may_not_be_written_is_told(states, tmp_path):
    root = to_build(states, tmp_path / "mini")
    before = visible(root)
    os.chmod(root, 0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-B", str(ROOT / "scripts/rebuild.py"), str(root)],
            capture_output=True,
            text=True,
        )
    finally:
        os.chmod(root, 0o755)
    assert (
        done.returncode == 2
        and "cannot-publish" in done.stderr
        and "Traceback" not in done.stderr
        and visible(root) == before
    )
