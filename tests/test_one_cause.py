"""One cause, one error: which problem explains which, in any order."""

import json
import random
import subprocess
import sys
from collections import defaultdict
from graphlib import TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from mini import as_download, edit, mend_hashes
from pipeline.base.names import CITATION, CODEBOOK, CROISSANT, DESCRIPTOR
from pipeline.base.problems import Problem, ordered
from pipeline.checks.file_causes import DESCRIPTOR_PARTS
from pipeline.checks.one_cause import EXPLANATIONS, first_causes
from pipeline.checks.row_causes import JUDGES_WITH, LOOKS_THROUGH, ROW_FAULTS, TREE_RULES
from pipeline.checks.rules.all_rules import all_rules
from pipeline.derived.registry import SOURCES
from pipeline.validate import validate
from test_rules import FAULTS

RULES = sorted(
    {rule.name for rule in all_rules()}
    | {"row-schema", "control-character", "internal", "file-hash", "file-missing", "differs"}
    | {"document-differs", "schema-differs", "descriptor-profile", "stray-file", "empty-table"}
    | {"frictionless-foreign-key", "frictionless-type-error", "frictionless-hash-count-error"}
    | {"passage-draft", "unknown-key", "missing-key", *DESCRIPTOR_PARTS}
)
WAIVABLE = {rule.name for rule in all_rules() if rule.waivable}
TABLES = ["claims", "terms", "findings", "people", "claims_flat", "proposition_summary", None]
FILES = ["data/claims.csv", DESCRIPTOR, CITATION, CODEBOOK, CROISSANT, "data/curation/terms.yaml"]

problems = st.builds(
    Problem,
    rule=st.sampled_from(RULES),
    message=st.just("It is wrong."),
    layer=st.sampled_from(["rules", "rows", "files", "descriptor", "tables", "curation"]),
    file=st.sampled_from(FILES),
    line=st.sampled_from([1, 2, None]),
    table=st.sampled_from(TABLES),
    row=st.sampled_from(["a", "b", "a/b", None]),
    field=st.sampled_from(["kind", "resources/1", "resources/1/schema", None]),
)


def explains(cause: Problem, effect: Problem) -> bool:
    return any(set(one.cause(cause)) & set(one.effect(effect)) for one in EXPLANATIONS)


@given(st.lists(problems, min_size=1, max_size=8))
def test_something_is_always_left_and_nothing_unexplained_is_dropped(found):
    left = first_causes(found)
    assert left
    for problem in set(found) - set(left):
        assert any(explains(other, problem) for other in found if other != problem)
    for problem in left:
        assert not any(explains(other, problem) for other in found if other != problem)


@given(st.lists(problems, min_size=1, max_size=8), st.randoms())
def test_the_order_of_problems_plays_no_part(found, chance: random.Random):
    shuffled = chance.sample(found, len(found))
    assert first_causes(shuffled) == first_causes(found)


def test_problems_that_only_their_layers_tell_apart_have_an_order():
    layers = ["captures", "curation", "descriptor", "files", "rows", "rules", "schemas", "tables"]
    found = ordered(Problem("differs", "It is wrong.", layer=layer) for layer in layers)
    assert [problem.layer for problem in found] == layers


@given(problems)
def test_no_problem_explains_itself(problem):
    """Otherwise it would be dropped, and an invalid package would pass."""
    assert not explains(problem, problem)


@given(problems, problems)
def test_no_two_problems_explain_each_other(one, other):
    assert not (explains(one, other) and explains(other, one))


def test_what_frictionless_sees_of_references_explains_no_derived_row():
    """The two once explained each other, and an invalid package would have passed."""
    seen = Problem("frictionless-foreign-key", "x", layer="tables", table="claims", row="a")
    ours = Problem("axes-tree", "x", table="claims_flat", row="a")
    assert first_causes([seen, ours]) == [ours]


def in_its_places(rule):
    """Problems of a rule in the tables that `test_rules.py` shows, at two keys and at none."""
    tables = {table for name, _, table, _ in FAULTS if name == rule} or {"claims"}
    for table in tables:
        for row in ("a", "a/b", None):
            if rule == "document-differs":
                yield Problem(rule, "x", layer="files", file=CODEBOOK)
            else:
                file = f"data/{table}.csv"
                yield Problem(rule, "x", file=file, line=1, table=table, row=row)


def test_no_chain_of_explanations_comes_back():
    """Else all problems of the chain explained each other, and an invalid package passed."""
    known = {problem for rule in RULES for problem in in_its_places(rule)}
    for problem in list(known):
        if problem.row and problem.rule in WAIVABLE:
            row = f"{problem.table}/{problem.row}/{problem.rule}"
            known.add(Problem("waiver-needed", "x", file="x", table="waivers", row=row))
    explained = {problem: set() for problem in known}
    for one in EXPLANATIONS:
        causes = defaultdict(set)
        for problem in known:
            for key in one.cause(problem):
                causes[key].add(problem)
        for problem in known:
            explained[problem].update(*(causes[key] for key in one.effect(problem)))
    assert len(list(TopologicalSorter(explained).static_order())) == len(known) > 500


@given(problems, problems, problems)
def test_no_three_problems_explain_each_other(one, other, third):
    assert not (explains(one, other) and explains(other, third) and explains(third, one))


def test_each_explanation_says_why_and_names_rules_that_exist():
    assert all(one.why.endswith(".") and len(one.why) > 30 for one in EXPLANATIONS)
    names = {rule.name for rule in all_rules()}
    assert LOOKS_THROUGH.keys() | JUDGES_WITH.keys() | set(TREE_RULES) <= names
    assert {"unique-key", "primary-key"} == ROW_FAULTS & names
    assert "claims_flat" in SOURCES


def rules_of(report) -> list[str]:
    return [problem.rule for problem in report.problems]


@pytest.mark.parametrize("add", ["One more sentence about intervals of the legs.\n", " again"])
def test_a_changed_captured_text_is_one_error_and_covers_no_words(mini, mini_captures, add):
    """Nothing is compared with the changed text, whatever its words are."""
    whole = validate(mini, mini_captures, frictionless=False)
    path = mini_captures / "harbour-post.txt"
    path.write_text(path.read_text(encoding="utf-8") + add, encoding="utf-8")
    report = validate(mini, mini_captures, frictionless=False)
    assert [(p.rule, p.row) for p in report.problems] == [("text-hash", "harbour-post")]
    assert report.counts["captured texts"] == 2
    left = whole.roles["tide-times"]
    assert report.counts["words accounted for"] == left.total() - left["(none)"]
    assert report.roles.keys() == {"tide-times"}


def test_a_broken_claim_hides_neither_itself_nor_another_fault(mini):
    """The fault elsewhere has another cause, so both are reported."""
    edit(mini / "data/curation/articles/harbour-post.yaml", "kind: observation", "kind: opinion")
    edit(mini / "data/curation/people.yaml", "role: author", "role: cook")
    assert rules_of(validate(mini, frictionless=False)) == ["row-schema", "row-schema"]


COUNT = """
import json, os, sys
sys.path.insert(0, sys.argv[2])
from collections import Counter
from pathlib import Path
from pipeline.validate import validate
root, opened = os.path.realpath(sys.argv[1]), Counter()
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
        path = os.path.realpath(os.fspath(arguments[0]))
        if path.startswith(root + os.sep) and os.path.isfile(path):
            opened[os.path.relpath(path, root)] += 1
sys.addaudithook(hook)
status = validate(Path(root), frictionless=False).exit_code
print(json.dumps([status, opened]))
"""


@pytest.mark.parametrize("curated", [True, False], ids=["checkout", "download"])
def test_each_file_of_a_package_is_read_once(mini, curated):
    root = mini if curated else as_download(mini)
    command = [sys.executable, "-c", COUNT, str(root), str(ROOT / "scripts")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    status, opened = json.loads(done.stdout)
    assert status == 0
    assert {path: times for path, times in opened.items() if times != 1} == {}
    tables = {path.relative_to(root).as_posix() for path in (root / "data").rglob("*.csv")}
    curation = {path.relative_to(root).as_posix() for path in root.rglob("*.yaml")}
    assert tables | curation | {DESCRIPTOR, CITATION, CODEBOOK, CROISSANT} <= opened.keys()


DIRECTION = "rowing-raises-quadriceps-size,pmid-1-size,One head of the muscle grew.,,,,"


@pytest.mark.parametrize("curated", [True, False], ids=["checkout", "download"])
def test_a_changed_direction_is_told_once_at_its_line(mini, curated):
    """Not as well for the tables derived from it, for the readings, or for its two columns."""
    root = mini if curated else as_download(mini)
    line = edit(root / "data/evidence.csv", f"{DIRECTION}supports", f"{DIRECTION}opposes")
    if not curated:
        mend_hashes(root)
    [problem] = validate(root, frictionless=False).problems
    if curated:  # the entry in the curation says what it should be
        curation = mini / "data/curation/evidence.yaml"
        lines = curation.read_text(encoding="utf-8").split("\n")
        line = next(i for i, text in enumerate(lines, 1) if "finding: pmid-1-size" in text)
        assert problem.file == "data/curation/evidence.yaml" and problem.line == line
        assert (problem.rule, problem.field) == ("differs", "direction")
    else:
        assert problem.file == "data/evidence.csv" and problem.line == line
        assert (problem.rule, problem.field) == ("evidence-follows", "direction")


def test_two_columns_of_a_row_that_do_not_follow_are_one_error(mini):
    root = as_download(mini)
    old, new = f"{DIRECTION}supports,special_case,muscle", f"{DIRECTION}opposes,own,"
    edit(root / "data/evidence.csv", old, new)
    mend_hashes(root)
    [problem] = validate(root, frictionless=False).problems
    assert (problem.rule, problem.field) == ("evidence-follows", "direction")


def test_a_result_turned_under_its_evidence_is_told_at_the_finding(mini):
    """In a download, the evidence no longer follows from it either."""
    root = as_download(mini)
    edit(root / "data/findings.csv", "higher,higher,5.2", "lower,higher,5.2")
    mend_hashes(root)
    [problem] = validate(root, frictionless=False).problems
    assert (problem.rule, problem.table, problem.field) == ("finding-point", "findings", "result")
