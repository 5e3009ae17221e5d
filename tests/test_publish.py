"""All or nothing: after any interruption, the next writer's recovery leaves old or new,
complete."""

import errno
import os
import subprocess
import sys

import pytest

from conftest import ROOT
from pipeline.base import atomic_write as publishing
from pipeline.base.atomic_write import interrupted, publish, recover
from pipeline.base.problems import Refused

OLD = {
    "data/a.csv": b"old a\n",
    "data/b.csv": b"old b\n",
    "data/gone.csv": b"old\n",
    "datapackage.json": b"old\n",
}
NEW = {
    "data/a.csv": b"new a\n",
    "data/b.csv": b"new b\n",
    "data/c.csv": b"new c\n",
    "datapackage.json": b"new\n",
}


@pytest.fixture
def root(tmp_path):
    publish(tmp_path, OLD)
    return tmp_path


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.relative_to(root).parts[0].startswith(".publish")
    }


def test_publish_writes_removes_and_cleans_up(root):
    done = publish(root, NEW, lambda: ["data/gone.csv"])
    assert contents(root) == NEW
    assert done.changed == ["data/a.csv", "data/b.csv", "data/c.csv", "datapackage.json"]
    assert done.removed == ["data/gone.csv"]
    assert not interrupted(root) and not (root / publishing.STAGE).exists()
    assert publish(root, NEW) == ([], [])


KILLER = """
import os, sys
sys.path.insert(0, {scripts!r})
from pathlib import Path
from pipeline.base import atomic_write as p
count = 0
def dying(function):
    def call(*args, **kwargs):
        global count
        count += 1
        if count == {at}:
            os.kill(os.getpid(), 9)
        return function(*args, **kwargs)
    return call
for name in ("rename", "replace", "fsync", "mkdir", "unlink", "rmdir", "open"):
    setattr(os, name, dying(getattr(os, name)))
import builtins
builtins.open = dying(builtins.open)
p.publish(Path({root!r}), {new!r}, lambda: ["data/gone.csv"])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_at_every_file_operation(tmp_path):
    """A process is killed before its 1st, 2nd, ... file operation until it completes. Recovery
    gives the old or the new package."""
    seen, mixed = set(), 0
    for at in range(1, 200):
        root = tmp_path / f"kill{at}"
        root.mkdir()
        publish(root, OLD)
        code = KILLER.format(scripts=str(ROOT / "scripts"), at=at, root=str(root), new=NEW)
        status = subprocess.run([sys.executable, "-c", code], capture_output=True).returncode
        before = contents(root)
        if before not in (OLD, NEW):
            mixed += 1
            assert interrupted(root), f"an unnoticed mixture of old and new, at operation {at}"
        recover(root)
        after = contents(root)
        assert after in (OLD, NEW), f"neither old nor new after a kill at operation {at}"
        assert not interrupted(root) and not (root / publishing.STAGE).exists()
        seen.add("old" if after == OLD else "new")
        if status == 0:
            break
    else:
        pytest.fail("the process never completed")
    assert seen == {"old", "new"} and mixed > 0 and at > 20


@pytest.mark.parametrize("what", ["fsync", "rename"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS])
def test_full_or_read_only_disk_leaves_the_old_package(root, monkeypatch, what, error):
    def fail(*args, **kwargs):
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patch:
        patch.setattr(publishing.os, what, fail)
        with pytest.raises(Refused) as refused:
            publish(root, NEW, lambda: ["data/gone.csv"])
    assert refused.value.problems[0].rule == "cannot-publish"
    assert os.strerror(error) in refused.value.problems[0].message
    assert contents(root) == OLD and not (root / publishing.STAGE).exists()
    publish(root, NEW, lambda: ["data/gone.csv"])
    assert contents(root) == NEW


def test_failing_after_the_commit_says_so_and_the_next_build_finishes(root, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(publishing.os, "replace", fail)
        with pytest.raises(Refused, match="committed but not finished"):
            publish(root, NEW, lambda: ["data/gone.csv"])
    assert interrupted(root)
    publish(root, NEW)
    assert contents(root) == NEW


@pytest.mark.skipif(os.name == "nt", reason="Windows has other locks")
def test_two_builds_at_once(root):
    with publishing._lock(root), pytest.raises(Refused) as refused:
        publish(root, NEW)
    assert refused.value.problems[0].rule == "build-running"
    assert contents(root) == OLD
