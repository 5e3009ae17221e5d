"""The build: identical to the byte, independent of order, and equal to what is committed."""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys

import pytest

from conftest import ROOT, project_files
from pipeline.base.package_files import PackageFiles
from pipeline.build import stale_files
from pipeline.curation.strict_yaml import parse_yaml
from pipeline.rebuild import rendered_files

REBUILD = str(ROOT / "scripts/rebuild.py")


@pytest.fixture(scope="module")
def real():
    return rendered_files(ROOT)


def test_committed_files_are_what_the_curation_gives(real):
    """If this fails, run `make rebuild`."""
    for path, raw in real.items():
        assert (ROOT / path).read_bytes() == raw, (
            f"{path} is not what the curation gives: run `make rebuild`"
        )
    assert stale_files(PackageFiles(ROOT), real) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "999", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_same_bytes_whatever_the_surroundings(tmp_path, settings, real):
    root = tmp_path / "deep" / "er"
    for name in ("data/curation", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    subprocess.run(
        [sys.executable, REBUILD, str(root)],
        check=True,
        cwd=tmp_path,
        env=os.environ | settings,
        capture_output=True,
    )
    assert all((root / path).read_bytes() == raw for path, raw in real.items())


def _shuffled(value, random):
    """YAML with the keys of all mappings, and all lists of entries with ids, in another order."""

    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return (
            "{"
            + ", ".join(f"{json.dumps(key)}: {_shuffled(value[key], random)}" for key in keys)
            + "}"
        )
    if isinstance(value, list):
        entries = list(value)
        if entries and all(isinstance(entry, dict) and "id" in entry for entry in entries):
            random.shuffle(entries)
        return "[" + ", ".join(_shuffled(entry, random) for entry in entries) + "]"
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_order_of_keys_and_entries_does_not_matter(tmp_path, seed, real):
    for name in ("data/curation", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for path in (tmp_path / "data/curation").glob("*.yaml"):
        if path.name != "package.yaml":  # the order of its lists has a meaning
            path.write_text(
                _shuffled(parse_yaml(path.read_bytes(), path.name), random.Random(seed)) + "\n",
                encoding="utf-8",
            )
    assert rendered_files(tmp_path) == real


def test_rebuild_finishes_what_was_interrupted(mini):
    ready = mini / ".publish-ready" / "data"
    ready.mkdir(parents=True)
    (ready / "terms.csv").write_text("half\n")
    (ready / "old_table.csv").write_bytes(b"a\n1\n")
    descriptor = json.loads((mini / "datapackage.json").read_text())
    descriptor["resources"].append(
        {
            "name": "old_table",
            "path": "data/old_table.csv",
            "hash": "sha256:" + hashlib.sha256(b"a\n1\n").hexdigest(),
        }
    )
    (ready.parent / "datapackage.json").write_text(json.dumps(descriptor))
    assert (
        subprocess.run(
            [sys.executable, REBUILD, "--check", str(mini)], capture_output=True
        ).returncode
        == 2
    )
    subprocess.run([sys.executable, REBUILD, str(mini)], check=True, capture_output=True)
    assert not (mini / "data/old_table.csv").exists(), (
        "a table that the interrupted build brought is stale as well"
    )
    assert not (mini / ".publish-ready").exists()
    assert (mini / "data/terms.csv").read_text() != "half\n"


def test_version_stands_once():
    """pyproject.toml and CHANGELOG.md name the version of package.yaml."""
    import tomllib

    version = parse_yaml((ROOT / "data/curation/package.yaml").read_bytes(), "package.yaml")[
        "version"
    ]
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == version
    first = next(
        line for line in (ROOT / "CHANGELOG.md").read_text().splitlines() if line.startswith("## ")
    )
    assert first.split()[1] == version


def test_no_index_address_or_local_path_is_committed():
    for path in project_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        assert (
            "index-" + "url" not in text
            and "pypi" + ".org" not in text
            and str(ROOT.parent) + "/" not in text
        ), path.name


def test_an_id_cannot_have_gone_in_a_later_version(mini):
    from mini import edit
    from pipeline.base.problems import Refused

    line = edit(
        mini / "data/curation/retired.yaml",
        'replaced_by: rowers, version: "0.0.2"',
        'replaced_by: rowers, version: "99.0.0"',
    )
    with pytest.raises(Refused) as told:
        rendered_files(mini)
    [problem] = told.value.problems
    assert (problem.rule, problem.file, problem.line) == (
        "retired-later",
        "data/curation/retired.yaml",
        line,
    )
