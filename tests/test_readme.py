"""README and QUESTIONS: their snippets give the answers shown, their counts and figures are those
of the data, and their commands exist."""

import doctest
import importlib
import re
import subprocess
import sys

import pytest

import running_muscle_claims as rmc
from conftest import ROOT

DOCUMENTS = {
    name: (ROOT / f"{name}.md").read_text(encoding="utf-8")
    for name in ("README", "QUESTIONS", "DATASHEET", "CONTRIBUTING", "CODEBOOK")
}
README, QUESTIONS = DOCUMENTS["README"], DOCUMENTS["QUESTIONS"]


@pytest.mark.parametrize("name, least", [("README", 10), ("QUESTIONS", 40)])
def test_snippets_give_the_answers_shown(monkeypatch, name, least):
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(
        str(ROOT / f"{name}.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert done.attempted > least and done.failed == 0


def test_there_are_ten_questions():
    assert re.findall(r"^## ([0-9]+)[.] .*[?]$", QUESTIONS, re.M) == [str(n) for n in range(1, 11)]


def test_the_diagram_is_drawn_from_the_schemas():
    from pipeline.base.package_files import PackageFiles
    from pipeline.files.diagram import drawn, make_diagram
    from pipeline.schema.table_schema import load_schemas

    tables = load_schemas(PackageFiles(ROOT))
    main, vocabulary = drawn(tables)
    assert f"```mermaid\n{make_diagram(tables, main)}```" in README
    missing = [
        name
        for name, table in tables.items()
        if name not in main + vocabulary and not table.derived
    ]
    assert missing == [
        "mapping_readings",
        "evidence_readings",
        "bearing_readings",
        "testability_readings",
        "topics",
        "readings",
        "audits",
        "waivers",
        "retired_ids",
    ]  # in the text below the pictures of the codebook


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    anchors = {
        f"{one}.md": {
            re.sub(r"[^a-z0-9_ -]", "", title.lower()).replace(" ", "-")
            for title in re.findall(r"^#+ (.*)$", text, re.M)
        }
        for one, text in DOCUMENTS.items()
    }
    for target in re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", DOCUMENTS[name], flags=re.S)
    ):
        if target.startswith("http"):
            continue
        file, _, anchor = target.partition("#")
        assert not file or (ROOT / file).exists(), target
        assert not anchor or anchor in anchors[file or f"{name}.md"], target


@pytest.mark.parametrize(
    "module",
    ["", "._source", "._load", "._terms", "._query", "._propositions", "._cite", "._quotes"],
)
def test_docstrings_of_the_loader_run(module):
    done = doctest.testmod(
        importlib.import_module(f"running_muscle_claims{module}"),
        optionflags=doctest.NORMALIZE_WHITESPACE,
    )
    assert done.attempted and done.failed == 0


def test_counts_and_version_are_those_of_the_data():
    import json

    descriptor = json.loads((ROOT / "datapackage.json").read_text())
    rows = {resource["name"]: resource["rows"] for resource in descriptor["resources"]}
    studies = rmc.load("findings", folder=ROOT)["reference_id"].nunique()
    assert (
        f"**{rows['claims']} claims** about **{rows['propositions']} propositions**, "
        f"and {rows['findings']} findings of {studies} studies" in " ".join(README.split())
    )
    with_evidence = (
        rmc.load("claims", folder=ROOT)["proposition_id"]
        .isin(rmc.load("evidence", folder=ROOT)["proposition_id"])
        .sum()
    )
    assert f"{with_evidence} of the {rows['claims']} claims have evidence" in " ".join(
        README.split()
    )
    assert f"{int(rmc.load('articles', folder=ROOT)['text_tokens'].sum()):,} words" in README
    shared = (rmc.load("proposition_summary", folder=ROOT)["articles"] > 1).sum()
    assert (
        f"{shared} of the {rows['propositions']} propositions are claimed by more than one"
        in " ".join(README.split())
    )
    for article in rmc.load("articles", folder=ROOT).itertuples():
        own = (
            rmc.load("claims", folder=ROOT)["claim_id"]
            .str.startswith(article.article_id + "-")
            .sum()
        )
        assert re.search(
            rf"\*{re.escape(article.title)}\*[^|]*\| {article.text_tokens:,} \| {own} \|", README
        ), article.title
    assert set(re.findall(r"[Vv]ersion\s+(\d+\.\d+\.\d+)", README)) == {descriptor["version"]}


def test_agreement_figures_are_the_computed_ones(captures):
    from pipeline.base.package_files import PackageFiles
    from pipeline.build import read
    from pipeline.report.agreement import measure
    from pipeline.tables.table_set import TableSet
    from pipeline.text.captures import read_captures

    tables = read(PackageFiles(ROOT)).tables
    texts, _ = read_captures(captures, tables["articles"].column("article_id"))
    for a in measure(TableSet(tables, texts)):
        assert (
            f"| {a.article} | {a.first}, {a.second} | {a.matched} | {a.same} | {a.kind:.2f} | "
            f"{a.stance:.2f} | {a.alpha:.2f} |" in README
        )


def test_agreement_about_mappings_is_the_computed_one():
    from pipeline.base.package_files import PackageFiles
    from pipeline.build import read
    from pipeline.report.agreement import mapping_sentence
    from pipeline.tables.table_set import TableSet

    tables = read(PackageFiles(ROOT)).tables
    assert mapping_sentence(TableSet(tables)) in " ".join(QUESTIONS.split())
    assert f"{len(tables['mapping_readings'].rows)} pairs" in QUESTIONS


def test_agreement_about_evidence_is_the_computed_one():
    from pipeline.base.package_files import PackageFiles
    from pipeline.build import read
    from pipeline.report.agreement import bearing_sentence, evidence_sentence
    from pipeline.tables.table_set import TableSet

    tables, said = TableSet(read(PackageFiles(ROOT)).tables), " ".join(README.split())
    assert bearing_sentence(tables) in said
    assert evidence_sentence(tables) in said


def test_every_dependency_is_named_with_its_reason():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for line in project["project"]["dependencies"] + [
        one
        for group in project["dependency-groups"].values()
        for one in group
        if isinstance(one, str)
    ]:
        assert re.split(r"[<>=]", line)[0].lower() in README.lower(), line


def test_the_libraries_of_the_page_are_named():
    import json

    for one in json.loads(
        (ROOT / "scripts/pipeline/doors/explorer/vendor/libraries.json").read_text()
    )["libraries"]:
        assert f"**{one['name']}**" in README and one["license"].split(" and ")[0] in README, one[
            "name"
        ]


def test_every_command_shown_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"^make ([a-z]+)", README, re.M)) <= targets
    for name in (
        "rebuild",
        "validate",
        "locate",
        "export",
        "explorer",
        "figures",
        "diff",
        "release",
        "check_sssom",
        "check_metadata",
        "bootstrap",
    ):
        done = subprocess.run(
            [sys.executable, str(ROOT / f"scripts/{name}.py"), "--help"],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0 and "Exit status" in done.stdout, name
    assert all((ROOT / link).exists() for link in re.findall(r"\]\(([A-Z][\w.-]+)\)", README))
