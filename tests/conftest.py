"""Shared fixtures. Nothing here writes to the checkout; every test works on a copy."""

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import mini as mini_package  # noqa: E402
from pipeline import validate as validation  # noqa: E402
from pipeline.base.problems import Problem  # noqa: E402
from pipeline.checks.frictionless_layer import ERROR_LIMIT, found_in  # noqa: E402

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
    """Frictionless reads each table once a process, as long as nothing that it sees changes.

    What it finds in a table follows from the table's description, its file, and the files and
    descriptions of the tables that it refers to.
    """
    whole = validation.check_frictionless

    def remembered(root: Path) -> tuple[list[Problem], int]:
        keys = _table_keys(root)
        if keys is None:
            return whole(root)
        if not keys.keys() <= _FOUND.keys() and not _read_tables(root, keys):
            return whole(root)
        found = [_FOUND[key] for key in keys]
        return [one for problems, _ in found for one in problems], sum(rows for _, rows in found)

    monkeypatch.setattr(validation, "check_frictionless", remembered)


_FOUND: dict[str, tuple[list[Problem], int]] = {}  # by the key of a table


def _table_keys(root: Path) -> dict[str, str] | None:
    """A key for all that frictionless sees of a table, with its name; None for a broken package."""
    try:
        descriptor = json.loads((root / "datapackage.json").read_bytes())
        resources = descriptor.pop("resources")
        names = [resource["name"] for resource in resources]
        seen = {
            resource["name"]: json.dumps(resource).encode() + (root / resource["path"]).read_bytes()
            for resource in resources
        }
        near = {
            resource["name"]: [resource["name"]]
            + [key["reference"]["resource"] for key in resource["schema"].get("foreignKeys", ())]
            for resource in resources
        }
        rest = json.dumps([descriptor, names]).encode()
        return {
            sha256(rest + b"".join(seen[one or name] for one in near[name])).hexdigest(): name
            for name in names
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _read_tables(root: Path, keys: dict[str, str]) -> bool:
    """Let frictionless read the tables that are not known yet; False where it opens no package.

    The package that it opens has these tables and those that they refer to.
    """
    import frictionless

    descriptor = json.loads((root / "datapackage.json").read_bytes())
    unknown = {name for key, name in keys.items() if key not in _FOUND}
    referred = {
        key["reference"]["resource"]
        for resource in descriptor["resources"]
        if resource["name"] in unknown
        for key in resource["schema"].get("foreignKeys", ())
    }
    descriptor["resources"] = [
        resource for resource in descriptor["resources"] if resource["name"] in unknown | referred
    ]
    try:
        package = frictionless.Package(descriptor, basepath=str(root))
    except frictionless.FrictionlessException:
        return False
    for key, name in keys.items():
        if name in unknown:
            report = package.get_resource(name).validate(limit_errors=ERROR_LIMIT)
            _FOUND[key] = found_in(report)
    return True
