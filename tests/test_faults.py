"""Each fault of the corpus is reported once, by its rule, at its place; the layers are correct."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from faults import FAMILIES, corpus
from faults.agree import original, rows_differ
from faults.copies import ORIGINAL, Checkout, Download, copy
from faults.detect import LAYERS, Result, examine
from faults.slips import slips
from faults.table import TABLE, cells, read
from pipeline.checks.rules.all_rules import all_rules
from pipeline.validate import validate

FAULTS = corpus()
BY_NAME = {fault.name: fault for fault in FAULTS}
NAMES = [fault.name for fault in FAULTS]


@pytest.fixture(scope="session")
def folder():
    """The folder of the captured texts, or None."""
    found = os.environ.get("CAPTURES")
    return (Path(found) if Path(found).is_absolute() else ROOT / found) if found else None


@pytest.fixture(scope="session")
def examined(folder, tmp_path_factory):
    """A function that examines a fault, by name. The first process that asks examines it, once."""
    place = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        place = place.parent
    (place / "faults").mkdir(exist_ok=True)

    def examined(name: str) -> Result:
        path = place / "faults" / name
        if not path.exists():
            done = path.with_name(f"{name}.{os.getpid()}")
            done.write_bytes(pickle.dumps(examine(BY_NAME[name], folder)))
            done.replace(path)
        return pickle.loads(path.read_bytes())

    return examined


@pytest.fixture(scope="session")
def results(examined, folder):
    """The results of all faults, from the last to the first: other processes start at the first."""
    names = [fault.name for fault in FAULTS if folder or not fault.captures]
    return {name: examined(name) for name in reversed(names)}


@pytest.fixture
def result(examined, folder, name):
    if BY_NAME[name].captures and not folder:
        pytest.skip("needs the captured article texts: set CAPTURES to their folder")
    return examined(name)


# `make test` has every sixteenth fault, at least one for each family and layer; `make test-all` all
SAMPLE = set(NAMES[::16])
for_each_fault = pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if name in SAMPLE else pytest.mark.slow) for name in NAMES],
    scope="module",  # keeps the cases of one fault together
)


def test_the_corpus_is_large_and_each_fault_has_a_name():
    assert len(FAULTS) > 250 and len(set(NAMES)) == len(NAMES)
    assert {fault.family for fault in FAULTS} == set(FAMILIES)
    assert all(
        fault.name == fault.name.lower().replace(" ", "-") and fault.what.endswith(".")
        for fault in FAULTS
    )


def test_the_sample_has_every_family_and_layer():
    written = read(TABLE.read_text(encoding="utf-8"))
    assert {BY_NAME[name].family for name in SAMPLE} == set(FAMILIES)
    assert all(any(written[name][i] == "yes" for name in SAMPLE) for i in range(len(LAYERS)))
    assert {BY_NAME[name].checkout for name in SAMPLE} == {True, False}


# Rules that test_rules.py alone breaks. The real articles have no other places for these words, and
# the digests of the schemas tell a schema that was changed.
SMALL_PACKAGE_ALONE = {"lowering-worded", "passage-cuts", "quantity-bound", "verbatim-fields"}


def test_every_rule_has_a_fault():
    """Every rule can find something in a fault of the real package, or in a slip."""
    told = {fault.rule for fault in FAULTS}
    told |= {rule for slip in slips() if slip.told for rule in slip.told.split(", ")}
    assert {rule.name for rule in all_rules()} - told == SMALL_PACKAGE_ALONE


@pytest.mark.parametrize(
    "checkout",
    [True, pytest.param(False, marks=pytest.mark.slow)],
    ids=["checkout", "download"],
)
def test_the_unbroken_package_is_valid(tmp_path, folder, checkout):
    report = validate(copy(tmp_path, checkout), folder)
    assert report.exit_code == 0, report.problems


@for_each_fault
def test_it_is_told_once_and_at_its_place(result, name):
    assert result.found == result.wanted, result.told
    assert result.exit_code == 1 and not result.stuck


@for_each_fault
def test_nothing_is_written(result, name):
    """validate never writes. rebuild refuses the faults that it can see and names the rule."""
    fault = BY_NAME[name]
    if fault.checkout and not fault.captures:
        status, told = result.rebuilt
        assert status == 1 and fault.rule in told
        assert fault.published or "Nothing was written." in told
    assert result.wrote == []


@for_each_fault
def test_the_validators_agree(result, name):
    """jsonschema-rs decides and jsonschema explains: they agree on all that the fault changes."""
    assert result.disagreements == []


@pytest.mark.parametrize("table", ORIGINAL)
def test_the_validators_agree_about_the_rows_that_no_fault_changes(table):
    rows, _ = original(table)
    assert [said for said in rows_differ(rows) if said] == []


@pytest.mark.slow
def test_both_validators_were_asked(results):
    compared = sum(one.compared for one in results.values())
    refused = sum(bool(one.layers["JSON Schema"]) for one in results.values())
    assert compared > 200 and refused > 80


@for_each_fault
def test_the_table_says_which_layer_finds_it(result, name):
    assert read(TABLE.read_text(encoding="utf-8"))[name] == [
        *cells(result.layers),
        BY_NAME[name].rule,
    ], "run `make faults`"


def test_the_table_has_the_faults_and_no_others():
    assert list(read(TABLE.read_text(encoding="utf-8"))) == NAMES


@pytest.mark.slow
def test_some_layer_finds_each_and_each_layer_something_alone(results):
    found = {
        name: {layer for layer in LAYERS if one.layers[layer]} for name, one in results.items()
    }
    assert [name for name, layers in found.items() if not layers] == []
    assert {layer for layers in found.values() if len(layers) == 1 for layer in layers} == set(
        LAYERS
    )


@pytest.mark.parametrize(
    "name",
    [
        "stance-unknown",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in (
                "quote-never-closed",
                "evidence-against-its-result",
                "version-of-words",
                "curated-degree-unknown",
            )
        ),
    ],
)
def test_the_command_tells_it(tmp_path, name):
    fault = BY_NAME[name]
    root = copy(tmp_path, fault.checkout)
    package = (Checkout if fault.checkout else Download)(root)
    [place] = package.finish(fault.mutate(package))
    command = [sys.executable, str(ROOT / "scripts/validate.py"), "--no-frictionless"]

    def run(*options):
        return subprocess.run(
            [*command, *options, str(root)],
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )

    done = run()
    assert done.returncode == 1 and "INVALID" in done.stdout and done.stderr == ""
    assert f"{place.file}:{place.line}: {fault.rule}" in done.stdout or (
        place.line is None and f"{place.file}: {fault.rule}" in done.stdout
    )
    [problem] = json.loads(run("--json").stdout)["problems"]
    assert (
        problem["rule"],
        problem["file"],
        problem["line"],
        problem["row"],
        problem["field"],
    ) == (fault.rule, place.file, place.line, place.row, place.field)
