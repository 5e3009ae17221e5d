"""Harmful packages and files: nothing outside is read or requested, nothing runs, nothing hangs.

Regular expressions are in test_patterns.py.
"""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path

import pytest

import rebuild
import release
import running_muscle_claims as rmc
from conftest import ROOT
from mini import as_download, edit
from pipeline.doors.release.versions import read_version
from pipeline.schema.table_schema import TABLES
from pipeline.validate import validate
from test_release import checkout, commit  # noqa: F401

slow = pytest.mark.slow
links = pytest.mark.skipif(os.name == "nt", reason="links need special rights on Windows")


class Outside:
    """A folder beside the package, and a server. No command may use either."""

    def __init__(self, folder):
        hits = []
        self.folder, self.hits = folder, hits
        folder.mkdir()
        (folder / "secret.csv").write_text("person_id,name,role\nsecret,Secret,author\n")
        (folder / "schema.json").write_text('{"type": "string", "fields": []}')

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                hits.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b'{"type": "string", "fields": []}')

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def outside(tmp_path):
    made = Outside(tmp_path / "outside")
    yield made
    made.server.shutdown()
    made.server.server_close()


CHILD = """
import contextlib, io, json, os, sys
root, good, cases = json.load(sys.stdin)
import diff, export, frictionless, running_muscle_claims as rmc, validate
libraries = ("pandas", "jsonschema", "jsonschema_rs", "requests", "frictionless.schemes.remote")
for name in (*libraries, "encodings.idna"):
    with contextlib.suppress(ImportError):
        __import__(name)
python = (sys.prefix, sys.base_prefix, os.path.dirname(os.__file__))
system = ("/dev/null", "/proc", "/sys", "/usr", "/etc")
mine = [os.path.realpath(one) for one in (*python, root, good, *system)]
forbidden = {"os.system", "os.exec", "os.posix_spawn"}
seen, within = [], None
def hook(event, arguments):
    if within is None:
        return
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not any(path == one or path.startswith(one + os.sep) for one in (*mine, within)):
            seen.append(path)
    elif event.split(".")[0] in ("socket", "urllib", "subprocess") or event in forbidden:
        seen.append(f"{event} {arguments[1:]}")
sys.addaudithook(hook)
def control(path):
    with frictionless.system.use_context(trusted=True):
        return frictionless.validate(path).valid
told = {}
for name, folder in cases.items():
    seen.clear()
    path = os.path.join(folder, "datapackage.json")
    calls = {
        "validate": lambda: validate.main([folder]),
        "load": lambda: rmc.load(folder=folder) and 0,
    }
    if name.startswith("control"):
        calls = {"control": lambda: control(path)}
    elif not name.startswith("more"):
        output = os.path.join(folder, "build", "export")
        calls |= {
            "export": lambda: export.main([folder, "--only", "sqlite", "--output", output]),
            "diff": lambda: diff.main([folder, good]),
        }
    results = {}
    for call, do in calls.items():
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            within = os.path.realpath(folder)
            try:
                results[call] = do()
            except rmc.PackageError as error:
                results[call] = str(error)
            finally:
                within = None
    told[name] = [results, list(seen)]
print(json.dumps(told))
"""


def watched(good, cases):
    """For each package: what the commands return, and what they opened or requested outside it."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", CHILD],
        input=json.dumps(
            [str(ROOT), str(good), {name: str(folder) for name, folder in cases.items()}]
        ),
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def copies(package, folder, changes):
    """A changed copy of the package for each change, by name."""
    folder.mkdir()
    cases = {}
    for name, change in changes.items():
        cases[name] = Path(shutil.copytree(package, folder / f"case{len(cases)}", symlinks=True))
        change(cases[name])
    return cases


def described(change):
    """A change to a package: `change` gets the descriptor and its resource `people`."""

    def apply(root):
        path = root / "datapackage.json"
        found = json.loads(path.read_text())
        change(found, next(one for one in found["resources"] if one["name"] == "people"))
        path.write_text(json.dumps(found))

    return apply


def in_schema(name, change):
    def apply(root):
        path = root / f"schemas/{name}.schema.json"
        found = json.loads(path.read_text())
        change(found)
        path.write_text(json.dumps(found))

    return apply


@pytest.mark.slow
def test_a_descriptor_leads_nowhere(mini, tmp_path, outside):
    download = as_download(Path(shutil.copytree(mini, tmp_path / "download")))
    secret, url = outside.folder / "secret.csv", outside.url
    paths = [
        "../outside/secret.csv",
        "data/../../outside/secret.csv",
        str(secret),
        secret.as_uri(),
        f"{url}/x.csv",
        ["data/people.csv", "../outside/secret.csv"],
        [f"{url}/x.csv"],
        "..\\outside\\secret.csv",
        f"zip://{secret}",
        "data/people.csv\0../outside/secret.csv",
        "~/secret.csv",
        "",
    ]
    changes = {
        f"path {path!r}": described(lambda d, r, path=path: r.update(path=path)) for path in paths
    }
    for place in (f"{url}/s.json", "../outside/schema.json"):
        changes |= {
            f"more {key} {place}": described(
                lambda d, r, key=key, place=place: r.update({key: place})
            )
            for key in (
                "schema",
                "dialect",
                "$schema",
                "profile",
                "extrapaths",
                "basepath",
                "$ref",
                "jsonschema",
                "package",
            )
        }
        changes |= {
            f"more package {key} {place}": described(
                lambda d, r, key=key, place=place: d.update({key: place})
            )
            for key in ("$schema", "profile", "$ref", "basepath", "resources")
        }
        changes |= {
            f"more field {place}": described(
                lambda d, r, place=place: r["schema"]["fields"][0].update(
                    {"$ref": place, "type": place}
                )
            ),
            f"more table schema {place}": described(
                lambda d, r, place=place: r["schema"].update({"$schema": place})
            ),
            f"more resource {place}": described(
                lambda d, r, place=place: d["resources"].append(place)
            ),
        }
    changes |= {
        "name": described(lambda d, r: r.update(name="../outside/secret")),
        "data": described(lambda d, r: (r.update(data=[["a"]]), r.pop("path"))),
        "zip": described(
            lambda d, r: r.update(
                compression="zip", innerpath="../outside/secret.csv", path="data/people.csv.zip"
            )
        ),
    }
    told = watched(mini, copies(download, tmp_path / "cases", changes))
    assert len(told) > 45
    for name, (results, seen) in told.items():
        assert seen == [] and outside.hits == [], (name, seen, outside.hits)
        assert results["validate"] == results.get("export", 1) == 1, (name, results)
    for path in paths:
        assert (
            "people" in told[f"path {path!r}"][0]["load"] and told[f"path {path!r}"][0]["diff"] == 2
        ), path


@pytest.mark.slow
def test_the_watch_sees_what_frictionless_follows(mini, tmp_path, outside):
    """Used alone and set to trust the package, it opens the file and asks the server."""
    cases = copies(
        as_download(mini),
        tmp_path / "cases",
        {
            f"control {path}": described(lambda d, r, path=path: r.update(path=path))
            for path in (str(outside.folder / "secret.csv"), f"{outside.url}/x.csv")
        },
    )
    one, other = watched(mini, cases).values()
    assert str(outside.folder / "secret.csv") in one[1]
    assert any(event.startswith("socket.connect") for event in other[1]) and outside.hits


@pytest.mark.parametrize(
    "name",
    ["dialect", "people", *(pytest.param(n, marks=slow) for n in ("datapackage", "curation"))],
)
def test_a_schema_fetches_nothing(mini, tmp_path, outside, name):
    """Both libraries fetch by default, jsonschema-rs unseen by Python: only the server can tell."""
    import jsonschema_rs

    jsonschema_rs.validator_for({"$ref": f"{outside.url}/control"})
    assert outside.hits.pop() == "/control"
    places = [
        f"{outside.url}/s.json",
        (outside.folder / "schema.json").as_uri(),
        "../../outside/schema.json",
    ]
    for place in places:
        for key in ("$ref", "$schema", "$id", "$dynamicRef"):
            for deep in (False, True) if place == places[0] else (False,):
                shutil.copy(
                    ROOT / f"schemas/{name}.schema.json", mini / f"schemas/{name}.schema.json"
                )
                in_schema(
                    name,
                    lambda found, key=key, deep=deep, place=place: (
                        found.setdefault("$defs", {}).setdefault("more", {"const": {}})["const"]
                        if deep
                        else found
                    ).update({key: place}),
                )(mini)
                if name == "curation" and not deep:
                    assert rebuild.main([str(mini)]) == 1
                problems = validate(mini).problems
                assert [p.file for p in problems] == [
                    f"schemas/{name}.schema.json"
                ] and f"{key} names" in problems[0].message, (place, key, deep, problems)
    assert outside.hits == []


@pytest.mark.slow
@links
def test_links_that_lead_out_are_not_followed(mini, tmp_path, outside):
    def linked(name, whole=False):
        def apply(root):
            path = root / name
            there = outside.folder / f"{root.name}-{path.name}"
            path.rename(there)
            path.symlink_to(there if whole else os.path.relpath(there, path.parent))

        return apply

    good = Path(shutil.copytree(mini, tmp_path / "good"))
    names = (
        "datapackage.json",
        "data/people.csv",
        "data",
        "schemas",
        "schemas/people.schema.json",
        "schemas/dialect.schema.json",
        "CODEBOOK.md",
    )
    cases = copies(
        as_download(mini),
        tmp_path / "cases",
        {f"{name} {whole}": linked(name, whole) for name in names for whole in (False, True)},
    )
    cases |= copies(
        good,
        tmp_path / "checkouts",
        {
            f"checkout {name}": linked(name)
            for name in (
                "data/curation/people.yaml",
                "data/curation/articles",
                "data/curation",
                "data/people.csv",
            )
        },
    )
    for name, (results, seen) in watched(good, cases).items():
        assert seen == [], (name, seen)
        assert results["validate"] == results["export"] == 1, (name, results)
        if name.split()[0] in ("datapackage.json", "data", "data/people.csv"):
            assert "leads out of the folder" in results["load"] and results["diff"] == 2, (
                name,
                results,
            )
        if name.startswith("checkout"):
            before = (
                sorted(outside.folder.rglob("*")),
                (cases[name] / "datapackage.json").read_bytes(),
            )
            assert rebuild.main([str(cases[name])]) == (
                1 if (cases[name] / "data/curation").is_dir() else 2
            )
            assert (
                sorted(outside.folder.rglob("*")),
                (cases[name] / "datapackage.json").read_bytes(),
            ) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_the_place_of_a_table_is_not_waited_for(download):
    (download / "data/people.csv").unlink()
    os.mkfifo(download / "data/people.csv")
    code = (
        "import sys, validate, running_muscle_claims as r\n"
        "assert validate.main([sys.argv[1]]) == 1\n"
        "try: r.load(folder=sys.argv[1])\n"
        "except r.PackageError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(download)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (
        "stray-file" in done.stdout
        and "people.csv cannot be read" in done.stdout
        and "it is not a plain file" in done.stdout
    ), done.stderr


@links
@pytest.mark.parametrize(
    "change",
    [
        lambda root: edit(root / "README.md", "pictures/one.svg", "../secret.svg"),
        lambda root: edit(root / "README.md", "pictures/one.svg", str(root.parent / "secret.svg")),
        lambda root: (
            (root / "DATASHEET.md").unlink(),
            (root / "DATASHEET.md").symlink_to("../secret.svg"),
        ),
    ],
)
def test_a_release_takes_nothing_from_outside(checkout, change, capsys):
    (checkout.parent / "secret.svg").write_text("<svg/>")
    change(checkout)
    commit(checkout)
    assert release.main([str(checkout)]) == 1
    assert "The document is outside the package" in capsys.readouterr().err


# YAML

YAML_CHILD = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from pipeline.base.problems import Refused
from pipeline.curation.strict_yaml import parse_yaml
mark = sys.argv[1]
tag = "!!python/object/apply:"
bomb = "a: &a [x, x, x, x, x, x, x, x, x]\\n" + "".join(
    f"{y}: &{y} [{', '.join(['*' + x] * 9)}]\\n" for x, y in zip("abcdefgh", "bcdefghi")
)
cases = {
    "system": f"a: {tag}os.system ['touch {mark}']",
    "key": f"? {tag}os.system ['touch {mark}']\\n: 1",
    "new": f"a: !!python/object/new:os.system ['touch {mark}']",
    "list": f"a:\\n- {tag}subprocess.Popen [[touch, '{mark}']]",
    "long": f"a: !<tag:yaml.org,2002:python/object/apply:os.system> ['touch {mark}']",
    "directive": "%TAG ! tag:yaml.org,2002:python/\\n---\\n"
    f"a: !object/apply:os.system ['touch {mark}']",
    "top": f"{tag}os.system ['touch {mark}']",
    "module": "a: !!python/module:antigravity",
    "name": "a: !!python/name:os.system",
    "binary": "a: !!binary aGk=",
    "set": "a: !!set {x}",
    "omap": "!!omap [a: 1]",
    "merge": "a: &x {b: 1}\\nc: {<<: *x}",
    "laughs": bomb,
    "self": "a: &a [*a]",
    "aliases": "a: &a " + "x" * 3000 + "\\nb: [" + "*a, " * 100_000 + "1]",
    "alias key": "&a a: 1\\n*a : 2",
    "flow": "a: " + "[" * 100_000,
    "maps": "{a: " * 100_000,
    "block": "".join(" " * i + "a:\\n" for i in range(3000)),
    "dashes": "- " * 100_000,
    "asked": "? " * 100_000,
    "scalar": "a: " + "x" * 10_000_000,
    "quoted": 'a: "' + "\\\\x41" * 2_000_000 + '"',
    "folded": "a: >\\n" + " x\\n" * 2_000_000,
    "spaces": "a:" + " " * 10_000_000 + "[",
    "key long": "x" * 10_000_000 + ": 1",
    "open": 'a: "' + "x\\n" * 1_000_000,
    "comments": "#\\n" * 5_000_000,
    "large": "a: 1\\n" + "#" * 2**26,
    "keys twice": "".join(f"k{i}: 1\\n" for i in range(100_000)) + "k1: 2\\n",
    "tabs": "a:\\n" + "\\t" * 1_000_000 + "b",
    "colons": "a" + ": " * 1_000_000,
    "documents": "--- a\\n" * 1_000_000,
    "version": "%YAML 9.9\\n---\\na: 1",
}
for name, text in cases.items():
    print(json.dumps([name]), flush=True)
    try:
        parse_yaml(text.encode(), "x")
        print(json.dumps([name, "read"]), flush=True)
    except Refused as refused:
        print(json.dumps([name, *(problem.rule for problem in refused.problems)]), flush=True)
assert len(parse_yaml("".join(f"k{i}: 1\\n" for i in range(200_000)).encode(), "x")) == 200_000
"""


def guarded(code, *arguments, seconds=120, given=None):
    """The lines that a child process prints, decoded from JSON.

    If the child hangs, the test fails with its last line.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-c", code, *map(str, arguments)],
            input=given,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join([str(ROOT / "scripts"), str(ROOT / "tests")])},
            capture_output=True,
            text=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as hung:
        pytest.fail(f"endless: {(hung.stdout or b'').decode().splitlines()[-1:]}")
    assert done.returncode == 0, (done.stdout.splitlines()[-1:], done.stderr[-2000:])
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows cannot limit memory")
def test_yaml_runs_nothing_expands_nothing_and_ends(tmp_path):
    mark = tmp_path / "ran"
    told = {name: rules for name, *rules in guarded(YAML_CHILD, mark)}
    assert not mark.exists() and len(told) == 35
    assert {
        name for name, rules in told.items() if len(rules) != 1 or rules == ["read"]
    } == set(), told
    for name, rule in {
        "system": "yaml-tag",
        "directive": "yaml-tag",
        "long": "yaml-tag",
        "laughs": "yaml-alias",
        "merge": "yaml-alias",
        "flow": "yaml-depth",
        "block": "yaml-depth",
        "scalar": "yaml-size",
        "large": "yaml-size",
        "keys twice": "yaml-duplicate-key",
    }.items():
        assert told[name] == [rule], (name, told[name])


@pytest.mark.parametrize("command", ["rebuild", "validate"])
def test_a_tag_in_the_curation_runs_nothing(mini, tmp_path, command, capsys):
    path = mini / "data/curation/people.yaml"
    path.write_text(f"people: !!python/object/apply:os.system ['touch {tmp_path / 'ran'}']\n")
    assert import_module(command).main([str(mini)]) == 1
    told = capsys.readouterr()
    assert (told.out + told.err).count(": yaml-tag\n") == 1 and not (tmp_path / "ran").exists()


# Zips


def packed(package, path, change=lambda files: None, prefix="top/", method=zipfile.ZIP_DEFLATED):
    """The path of a zip of the package; `change` may edit its list of (entry or name, bytes)."""
    files = [
        (prefix + one.relative_to(package).as_posix(), one.read_bytes())
        for one in sorted(package.rglob("*"))
        if one.is_file() and "curation" not in one.parts
    ]
    change(files)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, raw in files:
            archive.writestr(name, raw)
    return path


def swapped(name, raw=None, as_name=None, entry=None):
    def change(files):
        at = next(i for i, (one, _) in enumerate(files) if one == f"top/{name}")
        files[at] = (entry or as_name or files[at][0], files[at][1] if raw is None else raw)

    return change


def link_entry(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


ZIPS = {
    "name that climbs": (
        swapped("data/people.csv", as_name="top/data/../../../outside/people.csv"),
        "data/people.csv",
    ),
    "absolute name": (swapped("data/people.csv", as_name="/tmp/people.csv"), "data/people.csv"),
    "backslashes": (
        swapped("data/people.csv", as_name="top\\data\\people.csv.."),
        "data/people.csv",
    ),
    "link": (
        swapped(
            "data/people.csv", b"../../outside/secret.csv", entry=link_entry("top/data/people.csv")
        ),
        "SHA-256",
    ),
    "link to the descriptor": (
        swapped(
            "datapackage.json", b"../outside/schema.json", entry=link_entry("top/datapackage.json")
        ),
        "not a descriptor",
    ),
    "table twice": (
        lambda files: files.append(("top/data/people.csv", b"x")),
        "holds a file twice",
    ),
    "descriptor twice": (
        lambda files: files.append(("top/datapackage.json", b"{}")),
        "holds a file twice",
    ),
    "two packages": (
        lambda files: files.append(("other/datapackage.json", b"{}")),
        "more than one",
    ),
    "zip in a zip": (
        lambda files: files.__setitem__(slice(None), [("top/package.zip", b"PK")]),
        "holds no datapackage.json",
    ),
    "bomb": (swapped("datapackage.json", b"[" + b" " * 50_000_000), "damaged"),
    "bomb in a table": (swapped("data/people.csv", b"x" * 50_000_000), "damaged"),
    "many entries": (lambda files: files.extend((f"top/{i}", b"") for i in range(50_000)), None),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[slow] * (name == "many entries")) for name in ZIPS]
)
def test_a_zip_made_to_do_harm_is_told_and_writes_nothing(mini, tmp_path, name):
    change, told = ZIPS[name]
    folder = tmp_path / "in"
    folder.mkdir()
    path = packed(mini, folder / "package.zip", change)
    if told is None:
        assert len(rmc.load(folder=path)) == len(TABLES)
    else:
        with pytest.raises(rmc.PackageError, match=told):
            rmc.load(folder=path)
        done = subprocess.run(
            [sys.executable, "-B", str(ROOT / "scripts/diff.py"), str(path), str(mini)],
            capture_output=True,
            text=True,
            cwd=folder,
        )
        assert (
            done.returncode == 2
            and "package-broken" in done.stderr
            and "Traceback" not in done.stderr
        )
    assert [one.name for one in folder.iterdir()] == ["package.zip"] and not (
        tmp_path / "outside"
    ).exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[len(raw) // 2 :],
        lambda raw: raw[:-10] + b"\xff" * 10,
        lambda raw: re.sub(
            rb"(PK\x01\x02....)..", lambda found: found[1] + b"\1\0", raw, flags=re.S
        ),
        lambda raw: re.sub(
            rb"(PK\x05\x06....)........", lambda found: found[1] + b"\xff" * 8, raw, flags=re.S
        ),
        lambda raw: raw.replace(b"people.csv", b"peopl\x00.csv"),
    ],
)
def test_a_cut_or_encrypted_or_lying_zip_is_told(mini, tmp_path, damage):
    path = packed(mini, tmp_path / "package.zip", method=zipfile.ZIP_STORED)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(rmc.PackageError):
        rmc.load(folder=path)
    from pipeline.base.problems import Refused

    with pytest.raises(Refused, match="package-broken"):
        read_version(path)


@pytest.mark.slow
def test_a_release_compared_with_a_zip_made_to_do_harm_is_refused(checkout, tmp_path, capsys):
    path = packed(checkout, tmp_path / "before.zip", ZIPS["name that climbs"][0])
    assert release.main([str(checkout), "--previous", str(path)]) == 1
    assert "package-broken" in capsys.readouterr().err and not (checkout / "build").exists()
