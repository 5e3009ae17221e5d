"""The walk-through of CONTRIBUTING, followed step by step with its commands, in a copy."""

import os
import re
import shutil
import subprocess
import sys

import pytest

import running_muscle_claims as rmc
from conftest import ROOT, project_files

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WALK = TEXT[TEXT.index("## Add an article") : TEXT.index("## Change and retire ids")]
BLOCKS = dict(text=[], sh=[], yaml=[])
for kind, block in re.findall(r"```(text|sh|yaml)\n(.*?)```", WALK, re.S):
    BLOCKS[kind].append(block)
PROGRAMMERS = TEXT[TEXT.index("# For people who program") :]
TREE = re.search(r"```text\n(.*?)```", PROGRAMMERS, re.S)[1]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    root = tmp_path_factory.mktemp("walk") / "copy"
    for name in ("data", "schemas", "scripts"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "folder").mkdir()
    return root


def follow(root, command):
    """Run a command of the walk-through, with this interpreter and not the one of bootstrap."""
    step, *arguments = command.replace("python3 scripts/bootstrap.py ", "").split()
    done = subprocess.run(
        [sys.executable, f"scripts/{step}.py", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        env={k: v for k, v in os.environ.items() if k != "CAPTURES"},
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_the_walk_through_is_walked(copy):
    new, fill, fill_readings, build = BLOCKS["sh"]
    head, source, passages, vocabulary, reading = BLOCKS["yaml"]
    curation, article = copy / "data/curation", copy / "data/curation/articles/harbour-post.yaml"
    (copy / "folder/harbour-post.txt").write_text(BLOCKS["text"][0], encoding="utf-8")
    assert follow(copy, new)[0] == 0 and "sha256" in article.read_text()

    with open(curation / "package.yaml", "a", encoding="utf-8") as package:
        package.write(source)
    begun = article.read_text()
    text = next(line for line in begun.splitlines() if line.startswith("text:"))
    article.write_text(f"article: harbour-post\n{text}\n{head}{passages}", encoding="utf-8")
    code, said = follow(copy, fill)
    assert code == 0, said
    assert "role: glue" in article.read_text() and "words:" not in article.read_text()

    code, said = follow(copy, "rebuild")  # reports what is missing, with the line
    assert code == 1 and re.search(r"harbour-post.yaml:[0-9]+: ", said), said
    for where, rows in re.findall(
        r"# (\w+[.]yaml[^\n:]*)[^\n]*\n(.*?)(?=# \w+[.]yaml|$)", vocabulary, re.S
    ):
        path = curation / where.split(",")[0]
        part = re.search(r"under (\w+)", where)
        had = path.read_text(encoding="utf-8")
        path.write_text(
            had.replace(f"\n{part[1]}:\n", f"\n{part[1]}:\n{rows}") if part else had + rows,
            encoding="utf-8",
        )
    for reader, command in zip(
        ("first", "second"), fill_readings.strip().splitlines(), strict=True
    ):
        (curation / reader / "harbour-post.yaml").write_text(reading, encoding="utf-8")
        code, said = follow(copy, command)
        assert code == 0, said

    for path in (ROOT / "data").glob("*.csv"):
        shutil.copy(path, copy / "data" / path.name)
    rebuild, validate = build.strip().splitlines()
    code, said = follow(copy, rebuild)
    assert code == 0, said
    code, said = follow(copy, validate)  # reports only that the texts of other articles are missing
    assert code == 2 and "harbour-post.yaml" not in said and "VALID" not in said, said
    assert (
        set(re.findall(r"^\S+: ([a-z-]+): ", said, re.M)) == {"capture-missing"}
        and "harbour-post.txt" not in said
    )
    claims = rmc.load("claims_flat", folder=copy)
    own = claims[claims["article_id"] == "harbour-post"]
    assert own["proposition_id"].tolist() == [
        "rowing-raises-calves-muscle-work",
        "rowers-typical-quadriceps-muscle-size",
    ]
    assert (
        own["attributed_to"].tolist()[0] == "A coach of the Harbour Post"
        and own["quantities"].tolist()[1] == "rowers: 12 people"
    )


def test_every_command_of_the_walk_through_is_a_step_of_bootstrap():
    sys.path.insert(0, str(ROOT / "scripts"))
    import bootstrap

    commands = [line for block in BLOCKS["sh"] for line in block.splitlines()]
    assert len(commands) == 6 and all(line.split()[2] in bootstrap.STEPS for line in commands)


def in_tree():
    """The folders and modules that the tree names, as paths from the root."""
    folders, modules, above = set(), set(), []
    for line in TREE.splitlines():
        names = re.match(r" *((?:\S+ )*\S+)", line)[1].partition("  ")[0].split()
        depth = (len(line) - len(line.lstrip())) // 2
        if names[0].endswith("/"):
            above = [*above[:depth], names[0]]
            folders.add("".join(above).rstrip("/"))
        elif names[0].endswith(".py"):
            modules |= {"".join(above[:depth]) + name for name in names}
    return folders, modules


def test_the_tree_names_the_folders_and_modules_that_there_are():
    folders, modules = in_tree()
    paths = [path.relative_to(ROOT) for path in project_files()]
    tops = ("data", "schemas", "scripts", "tests")
    have = {folder.as_posix() for path in paths for folder in path.parents if path.parts[0] in tops}
    assert folders == have - {"."} and len(folders) > 25
    commands = {"scripts", "scripts/pipeline"}
    assert modules == {
        path.as_posix()
        for path in paths
        if path.suffix == ".py" and path.parent.as_posix() in commands and path.stem != "__init__"
    }


def test_the_tree_has_the_order_of_the_layers():
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    order = [name for layer in reversed(layers) for name in layer.split(" | ")]
    below = TREE[TREE.index("  pipeline/") : TREE.index("\ntests/")]
    assert order == re.findall(r"^    (\w+)(?:/|[.]py) ", below, re.M)


def test_every_module_and_function_named_for_programmers_is_there():
    text = PROGRAMMERS.replace(TREE, "")
    pipeline = ROOT / "scripts/pipeline"
    explorer = pipeline / "doors/explorer"
    for name in re.findall(r"`([\w/.]+/[\w.]*|\w+[.](?:py|js|json))`", text):
        places = (ROOT, ROOT / "scripts", pipeline, explorer, explorer / "vendor")
        assert name.startswith("build/") or any((at / name).exists() for at in places), name
    found = re.findall(r"`(\w+(?:[.]\w+)?)` (?:and `(\w+)` )?in `([\w/]+[.]py)`", text)
    assert len(found) > 8
    for first, second, file in found:
        source = (pipeline / file).read_text(encoding="utf-8")
        for name in filter(None, (*first.split("."), second)):
            assert re.search(rf"^\s*(?:def |class )?{name}\b", source, re.M), (name, file)
