"""Shared fixtures. Nothing here writes to the checkout; every test works on a copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import mini as mini_package  # noqa: E402
from pipeline import validate as validation  # noqa: E402
from pipeline.base.problems import Problem  # noqa: E402

ALL_CASES = pytest.StashKey[dict[str, set[str]]]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Keep the markers of every collected case, by its id, before `-m` deselects some."""
    config.stash[ALL_CASES] = {
        item.nodeid: {mark.name for mark in item.iter_markers()} for item in items
    }


def project_files() -> list[Path]:
    """The files that git tracks. In an unpacked archive: all files that no tool generates."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode == 0 and done.stdout:
        return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]
    made = {"__pycache__", ".hypothesis", ".git", "dist", "build"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(
            part in made or part.startswith(".venv") for part in path.relative_to(ROOT).parts
        )
    ]


@pytest.fixture(scope="session")
def _mini_built(tmp_path_factory):
    return mini_package.build(mini_package.make(tmp_path_factory.mktemp("mini")))


@pytest.fixture
def mini(_mini_built, tmp_path):
    """A built checkout of the small invented package, for a test to break."""
    return Path(shutil.copytree(_mini_built, tmp_path / "mini"))


@pytest.fixture
def download(mini):
    """The small package without its curation."""
    return mini_package.as_download(mini)


@pytest.fixture
def mini_captures(tmp_path):
    """The folder with the invented texts."""
    return mini_package.captures(tmp_path)


@pytest.fixture(scope="session")
def captures():
    """The folder of the captured article texts. Tests that need it are skipped without CAPTURES."""
    folder = os.environ.get("CAPTURES")
    if not folder:
        pytest.skip("needs the captured article texts: set CAPTURES to their folder")
    folder = Path(folder) if Path(folder).is_absolute() else ROOT / folder
    assert folder.is_dir(), f"CAPTURES is set, but there is no folder {folder.name}"
    return folder


@pytest.fixture
def frictionless_once(monkeypatch):
    """Frictionless reads each content of descriptor and tables once a process.

    It sees nothing else of a package, so the same bytes give the same problems.
    """
    check = validation.check_frictionless

    def remembered(root: Path):
        paths = [root / "datapackage.json", *sorted((root / "data").glob("*.csv"))]
        if not all(path.is_file() and not path.is_symlink() for path in paths):
            return check(root)
        contents = tuple((path.relative_to(root).as_posix(), path.read_bytes()) for path in paths)
        if contents not in _FOUND:
            _FOUND[contents] = check(root)
        problems, rows = _FOUND[contents]
        return list(problems), rows

    monkeypatch.setattr(validation, "check_frictionless", remembered)


_FOUND: dict[tuple[tuple[str, bytes], ...], tuple[list[Problem], int]] = {}
