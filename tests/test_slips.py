"""Slips of meaning: each is told at the entry that holds it, with one error, by the right rule."""

import os
from pathlib import Path

import pytest

from conftest import ROOT
from faults.slips import FAMILIES, problems, slips

NAMES = [slip.name for slip in slips()]
BY_NAME = {slip.name: slip for slip in slips()}
SAMPLE = set(NAMES[::12])
LEAST = {"first": 60, "held": 40, "later": 40}


def for_each(told):
    return pytest.mark.parametrize(
        "name",
        [
            pytest.param(name, marks=[] if name in SAMPLE else pytest.mark.slow)
            for name in NAMES
            if bool(BY_NAME[name].told) == told
        ],
    )


@pytest.fixture(scope="session")
def folder():
    found = os.environ.get("CAPTURES")
    if not found:
        pytest.skip("needs the captured article texts: set CAPTURES to their folder")
    return Path(found) if Path(found).is_absolute() else ROOT / found


def test_each_slip_has_a_name_and_a_family():
    assert len(set(NAMES)) == len(NAMES)
    assert {slip.family for slip in slips()} == set(FAMILIES)
    for by, least in LEAST.items():
        assert sum(slip.by == by for slip in slips()) >= least
    assert all(bool(slip.told) != bool(slip.why_not) for slip in slips())


@for_each(told=True)
def test_a_slip_is_told_at_its_entry(name, folder, monkeypatch):
    slip = BY_NAME[name]
    told = problems(slip, folder, monkeypatch)
    assert sorted(problem.rule for problem in told) == sorted(slip.told.split(", ")), told
    held = [any(place.holds(problem) for place in slip.places) for problem in told]
    assert not any(held) if slip.elsewhere else any(held), [problem.text() for problem in told]


@for_each(told=False)
def test_what_is_listed_as_untold_is(name, folder, monkeypatch):
    """If a rule comes to find it, the list says so."""
    assert problems(BY_NAME[name], folder, monkeypatch) == []


def test_the_curation_without_a_slip_is_right(folder, monkeypatch):
    slip = BY_NAME[NAMES[0]]
    whole = type(slip)("none", "claims", "Nothing.", "rules", ())
    assert problems(whole, folder, monkeypatch) == []


def test_a_slip_that_no_longer_applies_is_told(monkeypatch):
    slip = BY_NAME[NAMES[0]]
    gone = type(slip)("gone", "claims", "x", "rules", ({**slip.edits[0], "from": "no such words"},))
    with pytest.raises(AssertionError, match="gone: 'no such words' is there 0 times"):
        gone.files()
