"""A release: the same bytes each time, complete, and refused if anything is stale."""

import base64
import hashlib
import io
import re
import subprocess
import sys
import zipfile
import zlib

import pytest

import mini as mini_package
import running_muscle_claims as rmc
from conftest import ROOT
from mini import edit
from pipeline.base.archive import checksums, make_zip
from pipeline.doors.release.contents import DOCUMENTS
from pipeline.validate import validate
from test_diff import git, set_version


@pytest.fixture
def checkout(mini):
    """The small package as a clean git checkout with documents and build files: version 0.4.0
    committed, then 0.5.0."""
    for name in DOCUMENTS:
        if not (mini / name).exists():
            (mini / name).write_text(f"{name}\n")
    project = (ROOT / "pyproject.toml").read_text()
    (mini / "README.md").write_text(
        "Version 0.5.0 holds\n**5 claims** about **4 propositions**, "
        "and 3 findings of 1 studies.\n\n![A picture](pictures/one.svg)\n"
    )
    (mini / "pictures").mkdir()
    (mini / "pictures/one.svg").write_text("<svg/>")
    (mini / "scripts").mkdir()
    (mini / ".gitignore").write_text(".publish-*\nbuild/\n")
    import shutil

    shutil.copytree(
        ROOT / "scripts/running_muscle_claims",
        mini / "scripts/running_muscle_claims",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    git(mini, "init", "-q")
    for number in ("0.4.0", "0.5.0"):
        set_version(mini, number)
        (mini / "pyproject.toml").write_text(
            "".join(
                f'version = "{number}"\n' if line.startswith("version = ") else line
                for line in project.splitlines(keepends=True)
            )
        )
        (mini / "CHANGELOG.md").write_text(
            f"# Changelog\n\n## {number} (2026-01-01)\n\n- Something.\n"
        )
        commit(mini)
    return mini


def commit(root):
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Change")


def run(root, *arguments):
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts/release.py"), str(root), *map(str, arguments)],
        capture_output=True,
        text=True,
    )


def released(root):
    return {
        path.name: path.read_bytes()
        for path in (root / "build/release").iterdir()
        if not path.name.startswith(".")
    }


@pytest.mark.slow
def test_the_release_is_whole_and_the_same_again(checkout, tmp_path):
    (checkout / "build/release").mkdir(parents=True)
    (checkout / "build/release/running-muscle-claims-0.4.0.zip").write_bytes(b"old")
    done = run(checkout)
    assert done.returncode == 0, done.stderr
    first = released(checkout)
    name = "running-muscle-claims-0.5.0"
    assert set(first) == {
        f"{name}.zip",
        f"{name}-exports.zip",
        f"{name}-explorer.html",
        "running_muscle_claims-0.5.0-py3-none-any.whl",
        "SHA256SUMS",
    }
    for path in checkout.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            path.touch()
    assert run(checkout).returncode == 0 and released(checkout) == first
    for line in first["SHA256SUMS"].decode().splitlines():
        digest, _, file = line.partition("  ")
        assert hashlib.sha256(first[file]).hexdigest() == digest
    with zipfile.ZipFile(io.BytesIO(first[f"{name}.zip"])) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path)
    assert {
        f"{name}/{one}"
        for one in (
            *DOCUMENTS,
            "pictures/one.svg",
            "datapackage.json",
            "data/claims_flat.csv",
            "schemas/claims.schema.json",
        )
    } <= names
    assert not [one for one in names if "curation/" in one or "scripts" in one or "tests" in one]
    assert validate(tmp_path / name).exit_code == 0
    for place in (f"{name}.zip", "running_muscle_claims-0.5.0-py3-none-any.whl"):
        assert rmc.load("claims", folder=checkout / "build/release" / place).equals(
            rmc.load("claims", folder=checkout)
        )
    [data] = re.findall(rb">\s*(eN[A-Za-z0-9+/=]{999,})\s*<", first[f"{name}-explorer.html"])
    assert b'"harbour-post-001"' in zlib.decompress(base64.b64decode(data))
    exports = zipfile.ZipFile(io.BytesIO(first[f"{name}-exports.zip"])).namelist()
    assert {
        f"{name}-exports/{one}"
        for one in (
            "running-muscle-claims.sqlite",
            "parquet/claims.parquet",
            "references.bib",
            "propositions.jsonl",
            "mappings.sssom.tsv",
        )
    } <= set(exports)


def stale_curation(root):
    edit(root / "data/curation/terms.yaml", "Moving a boat with oars.", "Moving a boat by oars.")
    commit(root)


def gone(root):
    for file in ("articles", "first", "second"):
        (root / f"data/curation/{file}/tide-times.yaml").unlink()
    mini_package.build(root)
    commit(root)


def small(root):
    set_version(root, "0.5.1")
    edit(
        root / "data/curation/terms.yaml",
        "- {id: rowers,",
        "- {id: sculling, name: sculling, kind: exercise, definition: Two oars pull a boat., "
        "exercise: {kind: endurance}}\n- {id: rowers,",
    )
    edit(
        root / "data/curation/articles/harbour-post.yaml",
        "implied: [muscle-size]\n    quantities",
        "implied: [muscle-size, sculling]\n    quantities",
    )
    edit(root / "CHANGELOG.md", "## 0.5.0", "## 0.5.1")
    edit(root / "pyproject.toml", 'version = "0.5.0"', 'version = "0.5.1"')
    mini_package.build(root)
    commit(root)


@pytest.mark.parametrize(
    "change, arguments, code, told",
    [
        (stale_curation, (), 1, "differs"),
        (
            lambda root: edit(
                root / "data/terms.csv", "Moving a boat with oars.", "Moving a boat by oars."
            ),
            (),
            1,
            "differs",
        ),
        (
            lambda root: edit(root / "CODEBOOK.md", "# Codebook", "# Code book"),
            (),
            1,
            "CODEBOOK.md",
        ),
        (
            lambda root: ((root / "pictures/one.svg").unlink(), commit(root)),
            (),
            1,
            "pictures/one.svg: document-missing",
        ),
        (
            lambda root: (edit(root / "CHANGELOG.md", "## 0.5.0", "## 0.4.0"), commit(root)),
            (),
            1,
            "The newest entry is for 0.4.0",
        ),
        (
            lambda root: (
                edit(root / "pyproject.toml", 'version = "0.5.0"', 'version = "0.4.0"'),
                commit(root),
            ),
            (),
            1,
            "The version is 0.4.0, that of the package is 0.5.0",
        ),
        (
            lambda root: ((root / "DATASHEET.md").unlink(), commit(root)),
            (),
            1,
            "DATASHEET.md: document-missing",
        ),
        (lambda root: (root / "new.txt").write_text("x"), (), 1, "not-committed"),
        (lambda root: (root / "README.md").write_text("x"), (), 1, "not-committed"),
        (gone, (), 1, "id-gone: claims[tide-times-001]"),
        (small, (), 1, "need 0.6.0 at least"),
        (
            lambda root: (edit(root / "README.md", "**5 claims**", "**4 claims**"), commit(root)),
            (),
            1,
            "README.md: document-stale",
        ),
        (
            lambda root: (edit(root / "README.md", "Version 0.5.0", "Version 0.4.0"), commit(root)),
            (),
            1,
            "does not say 'Version 0.5.0'",
        ),
        (
            lambda root: (
                git(root, "tag", "v0.5.0"),
                edit(root / "README.md", "studies.", "studies, so far."),
                commit(root),
            ),
            (),
            1,
            "already-released",
        ),
        (
            lambda root: (
                (root / "CHANGELOG.md").write_text(
                    "# Changelog\n\n## 0.5.0 (2026-01-01)\n\n## 0.4.0\n\n- Something.\n"
                ),
                commit(root),
            ),
            (),
            1,
            "The entry for 0.5.0 is empty",
        ),
        (lambda root: None, ("--first",), 2, "Leave out --first"),
        (lambda root: None, ("--previous", "HEAD"), 1, "has the version 0.5.0 too"),
        (lambda root: None, ("--previous", "nothing"), 2, "no folder, no zip, and no commit"),
        (lambda root: (root / ".publish-ready").mkdir(), (), 2, "interrupted"),
        (lambda root: mini_package.as_download(root), (), 2, "made from a checkout"),  # noqa: PLW0108 - keeps the id
        pytest.param(
            lambda root: (
                edit(
                    root / "pyproject.toml",
                    'license-files = ["LICENSE", "LICENSE-DATA"]',
                    "license-files = 3",
                ),
                commit(root),
            ),
            (),
            1,
            "wheel cannot be built",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_what_is_stale_is_not_released(checkout, change, arguments, code, told):
    (checkout / "build/release").mkdir(parents=True)
    (checkout / "build/release/old.zip").write_bytes(b"good")
    change(checkout)
    done = run(checkout, *arguments)
    assert done.returncode == code and told in done.stderr, done.stderr
    assert released(checkout) == {"old.zip": b"good"}


@pytest.mark.slow
def test_the_changelog_names_what_is_new(checkout, tmp_path):
    import shutil

    old = tmp_path / "old"
    shutil.copytree(checkout, old, ignore=shutil.ignore_patterns(".git"))
    for file in ("articles", "first", "second"):
        (old / f"data/curation/{file}/tide-times.yaml").unlink()
    set_version(old, "0.4.0")
    done = run(checkout, "--previous", old)
    assert (
        done.returncode == 1
        and "changelog-silent" in done.stderr
        and "does not name tide-times, which is new" in done.stderr
    )
    (checkout / "CHANGELOG.md").write_text(
        "# Changelog\n\n## 0.5.0 (2026-01-01)\n\n- Articles: tide-times.\n\n## 0.4.0 (2025-01-01)\n"
    )
    commit(checkout)
    assert run(checkout, "--previous", old).returncode == 0


@pytest.mark.slow
def test_a_first_release_says_so(checkout, tmp_path):
    import shutil

    shutil.rmtree(checkout / ".git")
    git(checkout, "init", "-q")
    commit(checkout)
    done = run(checkout)
    assert done.returncode == 2 and "--previous, or say --first" in done.stderr
    assert run(checkout, "--first", "--output", tmp_path / "out").returncode == 0
    assert (tmp_path / "out/SHA256SUMS").is_file()


def test_a_zip_has_fixed_times_and_modes():
    raw = make_zip({"b": b"2", "a/c": b"1"}, "top", "2026-11-22T01:02:04Z")
    entries = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    assert [entry.filename for entry in entries] == ["top/a/c", "top/b"]
    assert {
        (entry.date_time, entry.external_attr >> 16, entry.create_system) for entry in entries
    } == {((2026, 11, 22, 1, 2, 4), 0o100644, 3)}
    assert checksums({"x": b""}).decode() == hashlib.sha256(b"").hexdigest() + "  x\n"


@pytest.mark.slow
def test_an_archive_that_does_not_validate_by_itself_is_not_released(checkout, monkeypatch):
    from pipeline.base.problems import Refused
    from pipeline.doors.release import release as releasing

    whole = releasing.package_files
    monkeypatch.setattr(
        releasing,
        "package_files",
        lambda package: {
            path: raw for path, raw in whole(package).items() if path != "data/people.csv"
        },
    )
    with pytest.raises(Refused, match="data/people.csv"):
        releasing.make_release(checkout, None)


@pytest.mark.parametrize(
    "file, text, told",
    [
        ("CHANGELOG.md", "# Changelog\n", "The newest entry is for no version"),
        ("pyproject.toml", "[project]\n", "The version is not stated"),
    ],
)
def test_a_version_that_is_stated_nowhere_is_told(checkout, file, text, told):
    (checkout / file).write_text(text)
    commit(checkout)
    done = run(checkout)
    assert done.returncode == 1 and told in done.stderr


@pytest.mark.slow
def test_a_tag_at_this_very_commit_is_no_hindrance(checkout):
    git(checkout, "tag", "v0.5.0")
    assert run(checkout).returncode == 0


@pytest.mark.slow
def test_files_of_others_stay_where_a_release_is_written(checkout, tmp_path):
    out = tmp_path / "home"
    out.mkdir()
    for name in (
        "thesis.docx",
        "notes.zip",
        "running-muscle-claims-0.1.0.zip",
        "running-muscle-claims-mine.zip",
    ):
        (out / name).write_bytes(b"x")
    before = {path.name for path in out.iterdir()}
    assert run(checkout, "--output", out).returncode == 0
    assert before <= {path.name for path in out.iterdir()}


@pytest.mark.parametrize("place", [".", "data", "data/export", "scripts"])
def test_nothing_is_written_into_the_package_itself(checkout, place):
    for script in ("release.py", "export.py"):
        before = sorted(path for path in checkout.rglob("*") if ".git" not in path.parts)
        done = subprocess.run(
            [
                sys.executable,
                str(ROOT / "scripts" / script),
                str(checkout),
                "--output",
                str(checkout / place),
            ],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 2 and "in the package itself" in done.stderr
        assert sorted(path for path in checkout.rglob("*") if ".git" not in path.parts) == before
