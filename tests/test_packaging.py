"""The loader works alike from a checkout, an editable install, a wheel, a wheel on the path as a
zip, and a zip of the package."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import running_muscle_claims as rmc
from conftest import ROOT
from mini import mend_hashes

ASK = """
import sys, doctest, running_muscle_claims as r
assert 'pandas' not in sys.modules
print(r.__file__)
about, found = r.claims_about(muscle='calves'), r.proposition('running-raises-muscle-size')
print(len(r.load()), len(r.load('claims')), r.find_term('quads'), len(about), len(found.evidence))
described = r.package_folder().joinpath('datapackage.json').is_file()
print(r.cite('mens-health-021').splitlines()[0][-30:], described)
"""


def answer(path: str, cwd: Path) -> tuple[str, list[str]]:
    """Where the package was imported from, and its answers, in a fresh interpreter that sees only
    `path` and nothing else of the checkout."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {path!r})\n" + ASK],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    return lines[0], lines[1:]


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """The files that a wheel is built from, so that building writes nothing into the checkout."""
    root = tmp_path_factory.mktemp("tree")
    for name in ("data", "schemas", "scripts"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", "datapackage.json"):
        shutil.copy(ROOT / name, root / name)
    return root


@pytest.fixture(scope="module")
def wheel(tree, tmp_path_factory):
    return build(tree, tmp_path_factory.mktemp("wheel"), "wheel")


def build(tree, out, kind):
    """A wheel by the project's own build backend, without network."""
    done = subprocess.run(
        [sys.executable, "-c", f"import hatchling.build as b; print(b.build_{kind}({str(out)!r}))"],
        cwd=tree,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return out / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def from_checkout(tmp_path_factory):
    return answer(str(ROOT / "scripts"), tmp_path_factory.mktemp("checkout"))[1]


@pytest.mark.slow
def test_an_installed_wheel_answers_alike(wheel, from_checkout, tmp_path):
    with zipfile.ZipFile(wheel) as archive:  # a wheel is installed by unpacking it
        archive.extractall(tmp_path / "site")
    place, said = answer(str(tmp_path / "site"), tmp_path)
    assert said == from_checkout and place.startswith(str(tmp_path / "site"))


@pytest.mark.slow
def test_a_wheel_on_the_path_is_read_without_unpacking(wheel, from_checkout, tmp_path):
    place, said = answer(str(wheel), tmp_path)
    assert said == from_checkout and ".whl" in place


@pytest.mark.slow
def test_an_editable_install_answers_alike_and_follows_the_checkout(tree, from_checkout, tmp_path):
    with zipfile.ZipFile(build(tree, tmp_path, "editable")) as archive:
        archive.extractall(tmp_path / "site")
    [link] = (tmp_path / "site").glob("*.pth")
    place, said = answer(link.read_text().strip(), tmp_path)
    assert said == from_checkout and place.startswith(str(tree))


@pytest.mark.slow
def test_a_wheel_has_data_and_types_and_neither_curation_nor_profiles(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert (
        "running_muscle_claims/py.typed" in names
        and "running_muscle_claims/package/data/claims_flat.csv" in names
    )
    assert not [
        name
        for name in names
        if {"curation", "profiles"} & set(Path(name).parts)
        or name.startswith(("scripts/", "pipeline/", "tests/"))
    ]
    metadata = (
        zipfile.ZipFile(wheel)
        .read(next(name for name in names if name.endswith("METADATA")))
        .decode()
    )
    assert [line for line in metadata.splitlines() if line.startswith("Requires-Dist")] == [
        "Requires-Dist: pandas>=2.2"
    ]


@pytest.mark.slow
def test_a_wheel_is_built_alike_each_time(tree, wheel, tmp_path):
    assert build(tree, tmp_path, "wheel").read_bytes() == wheel.read_bytes()


@pytest.fixture
def zipped(mini, tmp_path):
    """The small package in a zip, as a release has it: within one folder."""

    def make(root=mini, prefix="mini-1.0/"):
        path = tmp_path / "package.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in [root / "datapackage.json", *(root / "data").glob("*.csv")]:
                archive.write(file, prefix + file.relative_to(root).as_posix())
        return path

    return make


@pytest.mark.parametrize("prefix", ["", "mini-1.0/"])
def test_a_zip_is_loaded_as_a_folder_is(mini, zipped, prefix):
    path = zipped(prefix=prefix)
    for name, frame in rmc.load(folder=mini).items():
        assert frame.equals(rmc.load(name, folder=path)), name
    assert rmc.find_term("quads", folder=path) == "quadriceps" and rmc.cite(
        "pmid-1", folder=str(path)
    ) == rmc.cite("pmid-1", folder=mini)


@pytest.mark.slow
def test_a_wheel_is_loaded_as_a_zip(wheel):
    assert rmc.load("claims", folder=wheel).equals(rmc.load("claims", folder=ROOT))


def test_a_partial_or_damaged_zip_is_told_by_the_file(mini, zipped, tmp_path):
    (mini / "data/terms.csv").unlink()
    with pytest.raises(rmc.PackageError, match="data/terms.csv cannot be read in mini-1.0"):
        rmc.load(folder=zipped())
    (mini / "datapackage.json").rename(mini / "other.json")
    path = tmp_path / "none.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(mini / "other.json", "other.json")
    with pytest.raises(rmc.PackageError, match="none.zip holds no datapackage.json"):
        rmc.load(folder=path)
    with zipfile.ZipFile(path, "w") as archive:
        for prefix in ("a/", "b/"):
            archive.write(mini / "other.json", prefix + "datapackage.json")
    with pytest.raises(rmc.PackageError, match="more than one"):
        rmc.load(folder=path)
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(
        rmc.PackageError, match="none.zip is neither the folder of a package nor a whole zip"
    ):
        rmc.load(folder=path)


def test_flipped_bytes_in_a_zip_are_told_by_the_file(zipped):
    path = zipped()
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("mini-1.0/data/passages.csv")
        start = at.header_offset + 30 + len(at.filename)
    raw = bytearray(path.read_bytes())
    raw[start + 20 : start + 60] = bytes(40)
    path.write_bytes(raw)
    with pytest.raises(
        rmc.PackageError, match="data/passages.csv cannot be read in mini-1.0: the zip is damaged"
    ):
        rmc.load("passages", folder=path)


def test_no_more_of_a_file_is_read_than_the_descriptor_says(mini, zipped, monkeypatch):
    import random

    chance = random.Random(1)
    (mini / "data/terms.csv").write_bytes(b"term_id\n" + chance.randbytes(2_000_000))
    path = zipped()
    taken = []
    original = zipfile.ZipExtFile.read
    monkeypatch.setattr(
        zipfile.ZipExtFile, "read", lambda self, n=-1: taken.append(n) or original(self, n)
    )
    with pytest.raises(rmc.PackageError, match="data/terms.csv is not the file"):
        rmc.load("terms", folder=path)
    assert taken and -1 not in taken and None not in taken


@pytest.mark.slow
def test_a_zip_that_unpacks_to_a_thousand_times_its_size_is_not_unpacked(mini, zipped):
    (mini / "data/terms.csv").write_bytes(b"term_id\n" + b"x\n" * 5_000_000)
    mend_hashes(mini)
    with pytest.raises(
        rmc.PackageError,
        match=(
            "data/terms.csv cannot be read in mini-1.0: the zip is damaged, "
            "or this project did not make it"
        ),
    ):
        rmc.load("terms", folder=zipped())
    with pytest.raises(rmc.PackageError, match="columns of data/terms.csv"):
        rmc.load("terms", folder=mini)


def test_a_folder_without_a_name_or_with_an_endless_one_is_told():
    with pytest.raises(rmc.PackageError, match="is an empty text"):
        rmc.load(folder="")
    with pytest.raises(rmc.PackageError, match="cannot be read"):
        rmc.load(folder="x" * 5000)


@pytest.mark.doors
def test_a_type_checker_accepts_the_package_and_its_use(tmp_path):
    use = tmp_path / "use.py"
    use.write_text("""import pandas as pd
import running_muscle_claims as rmc

tables: dict[str, pd.DataFrame] = rmc.load()
claims: pd.DataFrame = rmc.load("claims", folder="x.zip")
found: pd.DataFrame = rmc.claims_about(muscle="quads", narrower=False)
text: str = rmc.cite("mens-health-021") + str(rmc.proposition("x")) + rmc.find_term("quads")
quoted: pd.DataFrame = rmc.attach_quotes("captures", rmc.load("claims_flat"))
""")

    def check(*paths):
        mypy = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache")]
        return subprocess.run(
            [*mypy, *map(str, paths)],
            cwd=tmp_path,
            env=os.environ | {"MYPYPATH": str(ROOT / "scripts")},
            capture_output=True,
            text=True,
        )

    done = check(ROOT / "scripts/running_muscle_claims", use)
    assert done.returncode == 0, done.stdout
    use.write_text(
        "import running_muscle_claims as rmc\n\nclaims: int = rmc.load('claims')\n"
        "rmc.claims_about(muscel='quads')\n"
    )
    wrong = check(use)
    assert wrong.returncode == 1 and wrong.stdout.count("error:") == 2, wrong.stdout


def test_every_public_name_is_there_and_is_imported_when_asked_for():
    code = (
        "import sys, running_muscle_claims as r; "
        "assert not [m for m in sys.modules if m.startswith('running_muscle_claims.')]; "
        "assert sorted(r.__all__) == sorted(r._HOMES) == sorted(dir(r)); "
        "assert all(getattr(r, name).__doc__ for name in r.__all__); "
        "from running_muscle_claims import *; assert load is r.load"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
    )
    assert done.returncode == 0, done.stderr
    with pytest.raises(
        AttributeError,
        match="no attribute 'lode'. Its names: PackageError, Proposition, Question, attach_quotes",
    ):
        _ = rmc.lode


def test_a_zip_with_a_name_of_endless_depth_is_refused_at_once(tmp_path):
    """zipfile.Path would build every folder on the way to it."""
    path = tmp_path / "deep.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/" * 30_000 + "datapackage.json", "{}")
    with pytest.raises(rmc.PackageError, match="deep.zip holds no datapackage.json"):
        rmc.load(folder=path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_strange_compression_is_told(zipped, mini, tmp_path, method):
    path = tmp_path / "strange.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.write(mini / "datapackage.json", "datapackage.json")
    with pytest.raises(
        rmc.PackageError,
        match=(
            "datapackage.json cannot be read in strange.zip: the zip is damaged, "
            "or this project did not make it"
        ),
    ):
        rmc.load(folder=path)


def test_random_damage_to_a_zip_ends_in_our_error_or_in_the_right_rows(zipped):
    import random

    path, chance = zipped(), random.Random(1)
    raw, whole = path.read_bytes(), rmc.load("terms", folder=path)
    told = 0
    for _ in range(150):
        bad = bytearray(raw)
        bad[chance.randrange(len(bad) // 2, len(bad))] = chance.randrange(256)
        path.write_bytes(bad[: chance.randrange(len(bad))] if chance.random() < 0.1 else bad)
        try:
            assert rmc.load("terms", folder=path).equals(whole)
        except rmc.PackageError:
            told += 1
    assert told > 10


def test_one_module_says_what_the_pipeline_uses_of_the_loader():
    import re

    imports = re.compile(r"^\s*(?:from|import) running_muscle_claims\b", re.M)
    pipeline = ROOT / "scripts/pipeline"
    commands = (ROOT / "scripts").glob("*.py")
    assert {
        path.relative_to(ROOT / "scripts").as_posix()
        for path in [*pipeline.rglob("*.py"), *commands]
        if imports.search(path.read_text(encoding="utf-8"))
    } == {"pipeline/loader.py"}
    code = (
        "import sys; sys.path.insert(0, 'scripts'); import pipeline.loader as used; "
        "assert 'pandas' not in sys.modules; "
        "assert all(hasattr(used, name) for name in used.__all__)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
