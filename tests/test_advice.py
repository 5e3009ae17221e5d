"""Advice does not hide the fault.

Every hint of a rule sends the reader to what the row is taken from, or can only be followed by
undoing the fault, or mends a matter of form. And where a hint can be followed mechanically, the
rule or another one still reports the fault.
"""

import ast
import copy
import re
from pathlib import Path

import pytest

from conftest import ROOT
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.checks.rules.all_rules import all_rules
from pipeline.tables.rows import Origin
from pipeline.tables.table_set import TableSet

RULES = ROOT / "scripts/pipeline/checks/rules"

# rules that are reworked elsewhere; their hints are left out here
LEFT_OUT = {"claims", "passages", "mappings", "quantities", "findings", "provenance"}
# look at the source, or at the words that state the meaning, before anything is changed
SOURCE = re.compile(r"\b(?:[Ll]ook|[Rr]ead|Compare|Copy|Open the pages?|Put in what)\b")
BUILD = re.compile(r"^Run the build")
# what is wrong is one of the parts that are named: following it is undoing the fault
RESTORES = {
    "Name a citation of the claim's own article.",
    "Correct the code, or the mapping of the exercise.",
    "Correct the {} or the broader term, whichever is wrong.",
    "Correct the broader term or the kinds.",
    "Correct the broader term that is wrong.",
    "Correct the wrong kind, or the broader term.",
    "Correct the region or the broader term, whichever is wrong.",
    "Correct the wrong slot.",
    "Correct its kind.",
    "Remove the wrong membership.",
    "Set broader to the muscle that it belongs to, or correct the kind.",
    "Choose the meaning that the article has. If the list lacks it, add it under means in "
    "data/curation/terms.yaml.",
    "Correct the subject, or the scheme's term_kinds.",
    "Correct the pattern.",
    "Correct it.",
    "Correct it, or add it to {}.",
    "Keep one of the two, and use it wherever the other was used.",
    "Remove the row if it repeats the other. If it is another thing, give it its own id.",
    "Give the new row another id. If the old row is back with its old meaning, remove the entry.",
    "Name what replaces it now. If nothing does, leave replaced_by out and say why.",
    "Give each term a name of its own.",
    "Remove {} from the entry, and the reason if nothing else needs it.",
    "Correct the id.",
    "Correct the date of the search, or that of the article.",
    "Move the search to the proposition that it was made for.",
    "Correct the key. If the row is gone, remove the waiver.",
    "Name the rule as its error does. If it may not be waived, mend the row.",
    "Name the table of the row that is waived.",
    "Add what it says about muscles, or remove it.",
    "Correct the rows in data/curation/anatomy.yaml, and run make rebuild.",
    "Correct the term, or the joint and the movement.",
    "Choose one of these, or correct the tool: {}.",
    "Choose the tool for the design, or correct the design of the work.",
    "Judge these domains too.",
}
# the form alone is wrong, and the meaning stays
FORM = {
    "Sort by {}.",
    "Move what it says to the explanation (because).",
    "Watch one word of it.",
    "Choose another.",
    "Kinds: {}.",
    "Begin with another character.",
    "Keep single plain spaces.",
    "Write letters with accents as one character.",
    "Write it with plain Latin letters and digits.",
    "Leave it empty (null in the curation), or write what it is.",
    "Write the sign that it stands for.",
    "List the names that were seen in full. If not all were, leave authors empty, and say so in "
    "the note.",
    "Finish it. Leave the cell empty only if nothing belongs there.",
    "Add the form to data/curation/terms.yaml: under names of its term, under ambiguous, or under "
    "ignored with the reason.",
}


def text_of(node, names):
    """The text of a hint, {} for what is filled in; None where it is handed on."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return names.get(node.id) if isinstance(node, ast.Name) else None


def hints(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        one.targets[0].id: text_of(one.value, {})
        for one in tree.body
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "problem" and len(node.args) > 2:
                found.add(text_of(node.args[2], names))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_same_key":
            found.add(text_of(node.args[-1], names))
    return found - {None}


ALL = {(path.stem, hint) for path in RULES.glob("*.py") for hint in hints(path)}
JUDGED = sorted((module, hint) for module, hint in ALL if module not in LEFT_OUT)


def test_the_hints_are_found():
    assert len(JUDGED) > 60 and {module for module, _ in ALL} >= LEFT_OUT
    assert {hint for _, hint in ALL} >= RESTORES | FORM, "hints that are gone"


@pytest.mark.parametrize("module, hint", JUDGED)
def test_each_hint_sends_to_the_source_restores_or_is_of_form(module, hint):
    kinds = [bool(SOURCE.search(hint)), bool(BUILD.search(hint)), hint in RESTORES, hint in FORM]
    assert sum(kinds) == 1, f"{module}: {hint}"


@pytest.fixture(scope="module")
def real():
    return TableSet(read(PackageFiles(ROOT)).tables)


def cell(table, key, column, value):
    def change(tables):
        rows = tables[table]
        next(row for row in rows.rows if rows.schema.key(row) == key)[column] = value

    return change


def member(group, name, source="its definition"):
    def change(tables):
        row = {"group_id": group, "member_id": name, "source": source}
        tables["term_members"].rows.append(row)
        tables["term_members"].origins.append(Origin("added", 1))

    return change


def no_member(group, name):
    def change(tables):
        rows = tables["term_members"]
        kept = [
            i
            for i, row in enumerate(rows.rows)
            if (row["group_id"], row["member_id"]) != (group, name)
        ]
        assert len(kept) < len(rows.rows)
        rows.rows, rows.origins = [rows.rows[i] for i in kept], [rows.origins[i] for i in kept]

    return change


def both(*changes):
    def change(tables):
        for one in changes:
            one(tables)

    return change


# a fault, the rule that reports it, the laziest way to follow its advice, and who still reports it
LAZY = {
    "add it to the members, though an axis is wrong": (
        cell("exercises", "trail-running", "speed", "sprint"),
        "axes-tree",
        both(
            member("trail-running", "hill-sprints"),
            member("trail-running", "interval-sprints"),
            member("trail-running", "flat-sprinting"),
        ),
        "axis-named",
    ),
    "call it an unlisted group, though a muscle was moved": (
        cell("terms", "fibularis-longus", "broader_id", "lower-leg-muscles"),
        "group-expands",
        cell("muscles", "peroneals", "kind", "unlisted_group"),
        "group-expands",
    ),
    "call the head a muscle, though it was moved": (
        cell("terms", "gastrocnemius-medial-head", "broader_id", "calves"),
        "head-of-muscle",
        cell("muscles", "gastrocnemius-medial-head", "kind", "muscle"),
        "muscle-place",
    ),
    "copy the region, though the muscle was moved": (
        cell("terms", "gracilis", "broader_id", "back-muscles"),
        "muscle-region",
        cell("muscles", "gracilis", "region", "trunk"),
        "muscle-place",
    ),
    "copy the axis, though the form was moved": (
        cell("terms", "hill-sprints", "broader_id", "downhill-running"),
        "broader-axes",
        cell("exercises", "hill-sprints", "slope", "downhill"),
        "axis-named",
    ),
    "leave out the place, though the muscle was moved": (
        cell("terms", "vastus-lateralis", "broader_id", "hamstrings"),
        "muscle-place",
        cell("muscles", "vastus-lateralis", "place_source", None),
        "fitting-finding",
    ),
    "copy the kind, though the term was moved": (
        cell("terms", "jump-squats", "broader_id", "muscle-size"),
        "broader-kind",
        cell("terms", "jump-squats", "kind", "outcome"),
        "term-copy",
    ),
}


def told(real, change) -> set[str]:
    tables = TableSet(copy.deepcopy(real.tables))
    change(tables)
    rules = [r for r in all_rules() if not r.needs_captures and r.name != "derived-view"]
    return {problem.rule for rule in rules for problem in rule.check(TableSet(tables.tables))}


@pytest.mark.slow
@pytest.mark.parametrize("name", LAZY)
def test_the_laziest_mending_is_still_reported(real, name):
    fault, rule, mending, still = LAZY[name]
    assert rule in told(real, fault)
    assert still in told(real, both(fault, mending))
