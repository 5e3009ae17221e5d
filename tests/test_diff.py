"""Versions compared by key: each kind of change, the version number it needs, and removed ids."""

import json
import shutil
import subprocess
import sys
import zipfile

import pytest

import mini as mini_package
from conftest import ROOT
from mini import edit
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Refused
from pipeline.doors.release.compare_versions import compare_versions
from pipeline.doors.release.diff_report import as_json, as_text, changelog
from pipeline.doors.release.versions import previous, read_version

TERMS, CLAIMS = "data/curation/terms.yaml", "data/curation/articles/harbour-post.yaml"
SCULLING = (
    "- {id: sculling, name: sculling, kind: exercise, definition: Two oars pull a boat., "
    "exercise: {kind: endurance}}\n"
)


@pytest.fixture
def pair(mini, tmp_path):
    """Two copies of the small package, versions 0.4.0 and 0.5.0. Tests change the second one."""
    old = tmp_path / "old"
    shutil.copytree(mini, old)
    for root, number in ((old, "0.4.0"), (mini, "0.5.0")):
        set_version(root, number)
    return old, mini


def set_version(root, number):
    path = root / "data/curation/package.yaml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(
        "".join(f"version: {number}\n" if line.startswith("version:") else line for line in lines)
    )
    mini_package.build(root)


def compared(pair, rebuild=True):
    old, new = pair
    if rebuild:
        mini_package.build(new)
    return compare_versions(read_version(old), read_version(new))


def descriptor(root, change):
    """Change only the descriptor, as if the schemas had been different."""
    path = root / "datapackage.json"
    found = json.loads(path.read_text())
    change({resource["name"]: resource for resource in found["resources"]})
    path.write_text(json.dumps(found))


def field(resources, table, name):
    return next(one for one in resources[table]["schema"]["fields"] if one["name"] == name)


def test_nothing_changed(pair):
    found = compared(pair)
    assert (
        found.level == "none"
        and not found.rows
        and not found.problems
        and found.wanted == "0.4.0"
        and changelog(found) == []
    )
    assert "Nothing changed." in as_text(found)


def test_a_corrected_cell_is_a_patch(pair):
    edit(pair[1] / TERMS, "Moving a boat with oars.", "Moving a boat by oars.")
    found = compared(pair)
    assert (found.level, found.wanted) == ("patch", "0.4.1")
    assert found.rows["terms"].changed == {
        ("rowing",): {"definition": ("Moving a boat with oars.", "Moving a boat by oars.")}
    }
    assert changelog(found) == [
        "- `terms.definition` of `rowing`: Moving a boat with oars. → Moving a boat by oars."
    ]


def test_a_new_row_is_minor(pair):
    edit(
        pair[1] / TERMS,
        "- {id: rowers,",
        SCULLING + "- {id: rowers,",
    )
    edit(
        pair[1] / CLAIMS,
        "implied: [muscle-size]\n    quantities",
        "implied: [muscle-size, sculling]\n    quantities",
    )
    found = compared(pair)
    assert (found.level, found.wanted) == ("minor", "0.5.0") and found.rows["terms"].added == [
        ("sculling",)
    ]
    assert "- `terms`: `sculling` added." in changelog(found) and not found.problems


def test_an_id_that_goes_has_to_be_retired(pair):
    for name in ("terms", "propositions", "references", "retired", "articles/harbour-post"):
        path = pair[1] / f"data/curation/{name}.yaml"
        path.write_text(
            path.read_text()
            .replace("{id: rowers, name: rowers", "{id: oarspeople, name: rowers")
            .replace("{term: rowers,", "{term: oarspeople,")
            .replace("rowers: rowers", "rowers: oarspeople")
            .replace("subject: rowers", "subject: oarspeople")
            .replace("replaced_by: rowers", "replaced_by: oarspeople")
        )
    found = compared(pair)
    [problem] = found.problems
    assert (problem.rule, problem.table, problem.row) == (
        "id-gone",
        "terms",
        "rowers",
    ) and found.level == "minor"
    edit(
        pair[1] / "data/curation/retired.yaml",
        "retired:\n",
        "retired:\n- {table: terms, id: rowers, replaced_by: oarspeople, "
        'version: "0.5.0", reason: Renamed.}\n',
    )
    found = compared(pair)
    assert (
        not found.problems
        and found.retired == [("terms", "rowers", "oarspeople")]
        and "- `terms`: `rowers` → `oarspeople`." in changelog(found)
    )
    set_version(pair[0], "1.4.0")
    set_version(pair[1], "1.5.0")
    assert (compared(pair).level, compared(pair).wanted) == ("major", "2.0.0")


def test_a_claim_that_goes_is_major_at_any_time(pair):
    text = (pair[1] / CLAIMS).read_text()
    (pair[1] / CLAIMS).write_text(text.replace("id: harbour-post-004", "id: harbour-post-005"))
    edit(
        pair[1] / "data/curation/retired.yaml",
        "retired:\n",
        "retired:\n- {table: claims, id: harbour-post-004, replaced_by: harbour-post-005, "
        'version: "0.5.0", reason: Renumbered.}\n',
    )
    found = compared(pair)
    assert (found.level, found.wanted) == ("major", "1.0.0")
    [problem] = found.problems
    assert problem.rule == "version-too-small" and "1.0.0 at least" in problem.message


def test_a_row_without_an_id_of_its_own_may_go(pair):
    edit(
        pair[1] / "data/curation/searches.yaml",
        '- {searched_on: "2024-03-01", query: rowing quadriceps, '
        "propositions: [rowing-raises-quadriceps-size], outcome: found}\n",
        "",
    )
    found = compared(pair)
    assert (
        found.level == "patch"
        and found.rows["searches"].removed == [("2024-03-01-001",)]
        and not found.problems
    )
    assert "- `searches`: `2024-03-01-001` removed." in changelog(found)


def test_retired_ids_stay_retired(pair):
    edit(
        pair[1] / "data/curation/retired.yaml",
        '- {table: terms, id: oarsmen, replaced_by: rowers, version: "0.0.2", reason: Renamed.}\n',
        "",
    )
    assert [(p.rule, p.row) for p in compared(pair).problems] == [
        ("retirement-gone", "terms/oarsmen")
    ]
    edit(
        pair[1] / TERMS,
        "- {id: rowers,",
        "- {id: oarsmen, name: oarsmen, kind: population, definition: Men who row.}\n"
        "- {id: rowers,",
    )
    edit(
        pair[1] / CLAIMS,
        "implied: [muscle-size]\n    quantities",
        "implied: [muscle-size, oarsmen]\n    quantities",
    )
    assert {p.rule for p in compared(pair).problems} == {"retirement-gone", "id-back"}


@pytest.mark.parametrize(
    "change, level, told",
    [
        (
            lambda r: field(r, "claims", "note").update(type="integer"),
            "major",
            "`claims.note` is of another type: string → integer",
        ),
        (
            lambda r: field(r, "claims", "note")["constraints"].update(required=True),
            "major",
            "never empty",
        ),
        (
            lambda r: field(r, "claims", "kind")["constraints"].update(required=False),
            "minor",
            "may be empty now",
        ),
        (
            lambda r: field(r, "claims", "stance")["categories"].append("doubts"),
            "minor",
            "values of `claims.stance`: `doubts`",
        ),
        (
            lambda r: field(r, "claims", "stance")["categories"].remove("reports"),
            "major",
            "that are gone: `reports`",
        ),
        (
            lambda r: field(r, "claims", "note").update(categories=["x"]),
            "major",
            "has a list of values now",
        ),
        (
            lambda r: field(r, "passages", "start")["constraints"].update(minimum=5),
            "major",
            "tighter minimum: 0 → 5",
        ),
        (
            lambda r: field(r, "passages", "start")["constraints"].pop("minimum"),
            "patch",
            "has no minimum now",
        ),
        (
            lambda r: field(r, "passages", "start")["constraints"].update(maximum=5),
            "major",
            "tighter maximum",
        ),
        (
            lambda r: field(r, "terms", "term_id")["constraints"].update(pattern="(?:[a-z-]+)"),
            "patch",
            "another pattern",
        ),
        (
            lambda r: field(r, "terms", "term_id")["constraints"].update(pattern="(?:[a-z]+)"),
            "major",
            "does not meet",
        ),
        (
            lambda r: field(r, "claims", "note").update(description="Something else."),
            "patch",
            "described anew",
        ),
        (
            lambda r: r["claims"]["schema"].update(primaryKey=["passage_id", "statement"]),
            "major",
            "another primary key",
        ),
        (
            lambda r: r["claims"]["schema"].setdefault("uniqueKeys", []).append(["statement"]),
            "major",
            "new unique key on statement",
        ),
        (
            lambda r: r["claims"]["schema"]["foreignKeys"].append(
                {"fields": ["note"], "reference": {"resource": "terms", "fields": ["term_id"]}}
            ),
            "major",
            "new foreign key on note",
        ),
    ],
)
def test_each_change_of_a_schema_has_its_level(pair, change, level, told):
    descriptor(pair[1], change)
    found = compared(pair, rebuild=False)
    shown = [(one, text) for one, text in found.shape if told and told in text]
    assert (
        found.level == level
        and (bool(shown) == bool(told))
        and all(one == level for one, _ in shown)
    ), found.shape
    assert (
        (not told)
        or any(told.split("`")[-1].strip(": ") in line or told in line for line in changelog(found))
        or "described" in told
    )


def without_field(root, table, column):
    """Remove a column from the descriptor and the file."""
    import csv
    import io

    from mini import mend_hashes

    path = root / f"data/{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text())))
    at = rows[0].index(column)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [cell for i, cell in enumerate(row) if i != at] for row in rows
    )
    path.write_text(out.getvalue())
    descriptor(
        root,
        lambda r: r[table]["schema"].update(
            fields=[one for one in r[table]["schema"]["fields"] if one["name"] != column]
        ),
    )
    mend_hashes(root)


def test_fields_that_come_and_go(pair):
    without_field(pair[0], "people", "credentials")
    found = compared(pair)
    assert (
        found.level == "minor"
        and found.shape == [("minor", "field `people.credentials`")]
        and not found.rows
        and changelog(found) == ["- Fields: `people.credentials`."]
    )
    found = compare_versions(found.new, found.old)
    assert found.level == "major" and changelog(found) == [
        "- **Field `people.credentials` is gone**."
    ]


def test_tables_that_come_and_go(pair):
    def drop(root):
        path = root / "datapackage.json"
        found = json.loads(path.read_text())
        found["resources"] = [one for one in found["resources"] if one["name"] != "searches"]
        path.write_text(json.dumps(found))

    drop(pair[0])
    found = compared(pair)
    assert (
        found.shape == [("minor", "table `searches`")]
        and found.level == "minor"
        and changelog(found) == ["- Tables: `searches`."]
    )
    assert compare_versions(found.new, found.old).level == "major"


def test_many_rows_are_counted_and_a_few_named(pair):
    path = pair[1] / TERMS
    more = "".join(
        f"- {{id: oar-{n}, name: oar {n}, kind: thing, definition: Oar number {n}.}}\n"
        for n in "abcdefghijklmno"
    )
    path.write_text(path.read_text().replace("- {id: rowers,", more + "- {id: rowers,"))
    edit(
        pair[1] / CLAIMS,
        "implied: [muscle-size]\n    quantities",
        f"implied: [muscle-size, {', '.join(f'oar-{n}' for n in 'abcdefghijklmno')}]\n"
        "    quantities",
    )
    assert "- `terms`: 15 rows (`oar-a`, `oar-b`, `oar-c` ...) added." in changelog(compared(pair))


def test_a_zip_and_a_folder_are_the_same_version(pair, tmp_path):
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in [pair[0] / "datapackage.json", *(pair[0] / "data").glob("*.csv")]:
            archive.write(file, "x/" + file.relative_to(pair[0]).as_posix())
    assert read_version(path).tables == read_version(pair[0]).tables
    assert as_json(compare_versions(read_version(path), read_version(pair[0])))


def git(root, *arguments):
    done = subprocess.run(
        [
            "git",
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "commit.gpgsign=false",
            *arguments,
        ],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_commit_is_a_version_and_the_one_before_is_found(mini):
    git(mini, "init", "-q")
    commits = []
    for number in ("0.4.0", "0.5.0"):
        set_version(mini, number)
        git(mini, "add", "-A")
        git(mini, "commit", "-qm", number)
        commits.append(git(mini, "rev-parse", "HEAD"))
    assert (
        previous(mini, "0.5.0") == commits[0]
        and previous(mini, "0.6.0") == commits[1]
        and previous(mini.parent, "0.5.0") is None
    )
    assert read_version(commits[0], mini).number == "0.4.0"
    for wrong in ("nothing", "--help", "HEAD~9", "^HEAD", "HEAD@{99}", "HEAD^{tree}", "a b"):
        with pytest.raises(Refused, match="no folder, no zip, and no commit"):
            read_version(wrong, mini)


def test_a_broken_version_is_told(pair, tmp_path):
    (pair[0] / "data/terms.csv").unlink()
    with pytest.raises(Refused, match="old: data/terms.csv cannot be read"):
        read_version(pair[0])
    (tmp_path / "not.zip").write_text("x")
    with pytest.raises(Refused, match="neither the folder of a package nor a whole zip"):
        read_version(tmp_path / "not.zip")


def run(*arguments):
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts/diff.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
    )


def test_the_command(pair):
    old, new = pair
    edit(new / TERMS, "Moving a boat with oars.", "Moving a boat by oars.")
    mini_package.build(new)
    done = run(old, new)
    assert (
        done.returncode == 0
        and "0.4.1 is the smallest honest version" in done.stdout
        and "Draft for CHANGELOG.md" in done.stdout
    )
    found = json.loads(run(old, new, "--json").stdout)
    assert (
        found["rows"]["terms"]["changed"]
        == {"rowing": {"definition": ["Moving a boat with oars.", "Moving a boat by oars."]}}
        and found["wanted"] == "0.4.1"
    )
    set_version(new, "0.4.0")
    done = run(old, new)
    assert done.returncode == 1 and "version-too-small" in done.stdout
    done = run(old / "nowhere", new)
    assert done.returncode == 2 and "no folder, no zip, and no commit" in done.stderr


def test_identified_tables_are_those_that_can_be_retired():
    from pipeline.schema.table_schema import IDENTIFIED, load_schemas

    schemas = load_schemas(PackageFiles(ROOT))
    assert tuple(schemas["retired_ids"].field("table_name").values) == IDENTIFIED
    assert all(len(schemas[table].primary_key) == 1 for table in IDENTIFIED)


@pytest.mark.parametrize(
    "change, level",
    [
        (lambda r: field(r, "passages", "start")["constraints"].update(minimum=-1), "none"),
        (lambda r: field(r, "passages", "lead")["constraints"].update(minLength=3), "major"),
        (lambda r: field(r, "passages", "lead")["constraints"].update(maxLength=3), "major"),
        (lambda r: field(r, "claims", "stance").pop("categories"), "minor"),
        (lambda r: field(r, "claims", "degree").update(categoriesOrdered=False), "major"),
        (lambda r: field(r, "claims", "degree")["categories"].reverse(), "major"),
        (lambda r: field(r, "claims", "stance")["categories"].reverse(), "none"),
        (lambda r: field(r, "claims", "claim_id")["constraints"].pop("pattern"), "patch"),
        (lambda r: r["claims"].update(description="Other."), "patch"),
        (lambda r: r["claims"].update(dialect={"delimiter": ";"}), "major"),
        (lambda r: r["propositions"]["schema"]["uniqueKeys"][0].reverse(), "none"),
        (lambda r: r["propositions"]["schema"]["uniqueKeys"][0].append("note"), "none"),
        (lambda r: r["propositions"]["schema"]["uniqueKeys"][0].pop(), "major"),
        (lambda r: field(r, "claims", "note").update(title="Other"), "patch"),
        (
            lambda r: field(r, "claims", "note")["constraints"].update(pattern="(?:[A-Z].*)"),
            "patch",
        ),
        (
            lambda r: r["claims"]["schema"].setdefault("uniqueKeys", []).append(["brand_new"]),
            "none",
        ),
    ],
)
def test_what_is_looser_or_new_is_no_breach(pair, change, level):
    descriptor(pair[1], change)
    assert compared(pair, rebuild=False).level == level


def test_required_of_what_is_new_is_no_breach(pair):
    descriptor(pair[0], lambda r: field(r, "claims", "kind")["constraints"].pop("required"))
    assert compared(pair, rebuild=False).shape == [("major", "`claims.kind` is never empty now")]


def test_an_id_that_goes_with_its_entry_is_minor_even_if_nothing_comes(pair):
    """Removing a row with an id is more than a correction, even if no row is added."""
    from pipeline.doors.release.compare_versions import Diff, TableDiff

    new = compared(pair).new
    for table, number, level in (
        ("terms", "0.4.0", "minor"),
        ("terms", "1.4.0", "major"),
        ("claims", "0.4.0", "major"),
        ("searches", "1.4.0", "patch"),
    ):
        old = type(new)(number, new.descriptor, new.tables)
        assert Diff(old, new, rows={table: TableDiff(removed=[("x",)])}).level == level


def test_versions_are_compared_as_numbers(pair):
    set_version(pair[0], "0.9.0")
    set_version(pair[1], "0.10.0")
    edit(
        pair[1] / TERMS,
        "- {id: rowers,",
        SCULLING + "- {id: rowers,",
    )
    edit(
        pair[1] / CLAIMS,
        "implied: [muscle-size]\n    quantities",
        "implied: [muscle-size, sculling]\n    quantities",
    )
    found = compared(pair)
    assert found.wanted == "0.10.0" and not found.problems


def test_the_draft_says_what_an_id_without_successor_is_and_leaves_derived_tables_out(pair):
    from pipeline.doors.release.compare_versions import TableDiff

    found = compared(pair)
    found.retired = [("claims", "harbour-post-004", None), ("terms", "a", "b")]
    found.rows = {
        "claims": TableDiff(
            removed=[("harbour-post-004",)],
            changed={("x",): {"note": ("", "n")}, ("y",): {"note": ("", "m")}},
        ),
        "claims_flat": TableDiff(added=[("z",)]),
        "people": TableDiff(
            changed={
                ("p",): {"name": ("a" * 50, "b" * 50)},
            },
            removed=[("q",)],
        ),
    }
    assert changelog(found) == [
        "- `claims.note` of `x`, `y`.",
        "- `people`: `q` removed.",
        "- `people.name` of `p`.",
        "- `claims`: `harbour-post-004` is gone.",
        "- `terms`: `a` → `b`.",
    ]


def test_twelve_are_named_and_thirteen_counted():
    from pipeline.doors.release.diff_report import _some

    assert (
        _some([f"`{n}`" for n in range(12)]).count(",") == 11
        and _some([f"`{n}`" for n in range(13)]) == "13 rows (`0`, `1`, `2` ...)"
    )


def test_a_commit_without_a_package_is_told(tmp_path):
    git(tmp_path, "init", "-q")
    (tmp_path / "x").write_text("x")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    with pytest.raises(Refused, match="has no package"):
        read_version("HEAD", tmp_path)


def test_a_broken_descriptor_in_history_is_passed_over(mini):
    git(mini, "init", "-q")
    for number in ("0.4.0", None, "0.5.0"):
        if number:
            set_version(mini, number)
        else:
            (mini / "datapackage.json").write_text("{")
        git(mini, "add", "-A")
        git(mini, "commit", "-qm", str(number))
    assert previous(mini, "0.5.0") == git(mini, "rev-parse", "HEAD~2")


def test_without_git_there_is_no_commit(mini, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert previous(mini, "0.5.0") is None


@pytest.mark.parametrize(
    "key, value, level",
    [
        ("id", "urn:uuid:00000000-0000-0000-0000-000000000000", "major"),
        ("name", "other", "major"),
        ("licenses", [], "major"),
        ("title", "Other", "patch"),
    ],
)
def test_what_the_package_says_of_itself_counts(pair, key, value, level):
    path = pair[1] / "datapackage.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {key: value}))
    assert compared(pair, rebuild=False).level == level


def test_a_claim_that_changed_through_and_through_is_pointed_out(pair):
    found = compared(pair)
    new = dict(found.new.tables["claims"])
    new[("harbour-post-001",)] = new[("harbour-post-001",)] | {
        "passage_id": "tide-times:0-4",
        "statement": "Other.",
        "proposition_id": "rowing-raises-calf-work",
    }
    found = compare_versions(
        found.old,
        type(found.new)("0.5.0", found.new.descriptor, found.new.tables | {"claims": new}),
    )
    assert found.level == "patch" and any(
        "make sure that the id still means that claim" in text for _, text in found.shape
    )


def test_columns_in_another_order_are_told(pair):
    found = compared(pair)
    moved = json.loads(json.dumps(found.new.descriptor))
    next(one for one in moved["resources"] if one["name"] == "claims")["schema"]["fields"].reverse()
    found = compare_versions(found.old, type(found.new)("0.5.0", moved, found.new.tables))
    assert (
        found.level == "patch"
        and ("patch", "`claims` has its columns in another order") in found.shape
    )


def test_a_release_tag_is_the_version_before(mini):
    git(mini, "init", "-q")
    for number in ("0.3.0", "0.4.0", "0.4.0", "0.5.0"):
        set_version(mini, number)
        (mini / "count").write_text(
            str(len(list(mini.iterdir()))) + number + str((mini / "count").exists())
        )
        git(mini, "add", "-A")
        git(mini, "commit", "-qm", number, "--allow-empty")
    git(mini, "tag", "v0.4.0", "HEAD~2")
    assert previous(mini, "0.5.0") == "v0.4.0"
    git(mini, "tag", "v0.5.0")
    assert previous(mini, "0.5.0") == "v0.4.0" and previous(mini, "0.6.0") == "v0.5.0"
