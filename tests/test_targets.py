"""Every test is in a target of the Makefile, and tests/README.md says which."""

import re

import pytest

import bootstrap
from conftest import ALL_CASES, ROOT

README = (ROOT / "tests/README.md").read_text(encoding="utf-8")
STEPS = {"make test": "pytest", "make test-all": "pytest-all", "make test-doors": "pytest-doors"}
MARKERS = ("slow", "browser", "doors")


@pytest.fixture
def cases(pytestconfig):
    """The markers of every case, by its id."""
    found = pytestconfig.stash[ALL_CASES]
    files = {f"tests/{path.name}" for path in (ROOT / "tests").glob("test_*.py")}
    if {case.partition("::")[0] for case in found} != files:
        pytest.skip("needs a run that collects all tests")
    return found


def chosen(step: str, marks: set[str]) -> bool:
    """Whether a step of bootstrap runs a case with these markers."""
    options = bootstrap.DEFAULTS[step]
    words = options[options.index("-m", 1) + 1]
    return all(
        (part.removeprefix("not ") in marks) != part.startswith("not ")
        for part in words.split(" and ")
    )


def test_every_case_is_in_a_target_and_no_target_is_small(cases):
    found = {
        target: {case for case, marks in cases.items() if chosen(step, marks)}
        for target, step in STEPS.items()
    }
    assert set().union(*found.values()) == set(cases)
    assert found["make test"] < found["make test-all"]
    assert not found["make test-all"] & found["make test-doors"]
    least = re.findall(r"^\| `(make test[a-z-]*)` \| ([\d,]+) \|", README, re.MULTILINE)
    least = {target: int(number.replace(",", "")) for target, number in least}
    assert set(least) == set(STEPS) and least["make test"] >= 1500
    assert {
        target: len(found[target]) for target in STEPS if len(found[target]) < least[target]
    } == {}


def test_the_readme_lists_what_make_test_leaves_out(cases):
    listed = {
        (file, name, target)
        for file, names, target in re.findall(
            r"^\| `(test_\w+\.py)` \| (.*) \| `make (test-\w+)` \|$", README, re.MULTILINE
        )
        for name in re.findall(r"`(\w+)`", names)
    }
    marked = {}
    for case, marks in cases.items():
        file, _, name = case.removeprefix("tests/").partition("::")
        one = marked.setdefault((file, name.partition("[")[0]), set())
        one.add("test-doors" if "doors" in marks else "test-all" if marks & set(MARKERS) else "")
    left_out = {
        (*place, target) for place, targets in marked.items() for target in targets if target
    }
    # all tests of the files that run in a browser are left out
    pages = {file for file, name, _ in listed if name == "all"}
    assert {one for one in left_out if one[0] not in pages} == {
        one for one in listed if one[0] not in pages
    }
    assert all(where == {"test-all"} for (file, _), where in marked.items() if file in pages)
