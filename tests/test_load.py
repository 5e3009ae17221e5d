"""Loading: typed, complete, checked, and from any folder."""

import os
import subprocess
import sys

import pandas as pd
import pytest

import running_muscle_claims as rmc
from conftest import ROOT
from mini import edit, mend_hashes


def test_every_table_has_the_types_of_its_schema():
    import json

    tables = rmc.load(folder=ROOT)
    descriptor = json.loads((ROOT / "datapackage.json").read_text())
    assert list(tables) == [resource["name"] for resource in descriptor["resources"]]
    for resource in descriptor["resources"]:
        frame = tables[resource["name"]]
        assert len(frame) == resource["rows"]
        for field in resource["schema"]["fields"]:
            column = frame[field["name"]]
            if "categories" in field:
                assert (
                    list(column.cat.categories) == field["categories"]
                    and column.cat.ordered == field["categoriesOrdered"]
                )
            else:
                wanted = {
                    "string": "string",
                    "integer": "Int64",
                    "number": "Float64",
                    "boolean": "boolean",
                }.get(field["type"])
                assert str(column.dtype) == wanted or (
                    field["type"] == "date" and str(column.dtype) == "datetime64[us]"
                )
            assert not (field["constraints"]["required"] and column.isna().any())


def test_missing_is_missing_and_ordered_is_ordered():
    claims = rmc.load("claims", folder=ROOT)
    assert claims["note"].isna().any() and not (claims["note"] == "").any()
    assert (claims["degree"].dropna() >= "slight").all()


def test_one_table_and_unknown_table():
    assert set(rmc.load("people", folder=ROOT).columns) >= {"person_id", "name"}
    with pytest.raises(KeyError, match="There is no table 'claim'"):
        rmc.load("claim", folder=ROOT)
    assert "statement" in set(rmc.describe("claims", folder=ROOT)["field"])
    with pytest.raises(KeyError):
        rmc.describe("claim", folder=ROOT)
    with pytest.raises(TypeError, match="not list"):
        rmc.load(["claims"], folder=ROOT)
    with pytest.raises(KeyError, match="Nearest: claims, claims_flat"):
        rmc.load("claim", folder=ROOT)


def test_the_import_is_lazy_and_works_from_anywhere(tmp_path):
    code = (
        "import sys, running_muscle_claims as r; assert 'pandas' not in sys.modules; "
        "print(len(r.load('articles')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip().isdigit(), done.stderr


@pytest.mark.parametrize(
    "change, told",
    [
        (
            lambda root: edit(
                root / "data/terms.csv", "Moving a boat with oars.", "Moving boats with oars."
            ),
            "SHA-256",
        ),
        (lambda root: (root / "data/terms.csv").unlink(), "cannot be read"),
        (lambda root: (root / "datapackage.json").unlink(), "cannot be read"),
        (lambda root: (root / "datapackage.json").write_text("{}"), "not a descriptor"),
        (lambda root: (root / "datapackage.json").write_text("[" * 10_000), "not a descriptor"),
        (lambda root: (root / ".publish-ready").mkdir(), "interrupted"),
        (
            lambda root: edit(
                root / "datapackage.json", '"path": "data/terms.csv"', '"path": "../terms.csv"'
            ),
            "path",
        ),
        (
            lambda root: edit(
                root / "datapackage.json", '"name": "terms",', '"name": "../../terms",'
            ),
            "not a descriptor",
        ),
        (
            lambda root: edit(root / "datapackage.json", '"name": "terms",', '"name": 3,'),
            "not a descriptor",
        ),
    ],
)
def test_a_broken_package_is_told(mini, change, told):
    change(mini)
    with pytest.raises(rmc.PackageError, match=told):
        rmc.load(folder=mini)


@pytest.mark.parametrize(
    "file, old, new, told",
    [
        ("data/claim_quantities.csv", ",12,", ",twelve,", "claim_quantities.csv, column low"),
        (
            "data/claims.csv",
            "observation,asserted,denies,",
            "observation,asserted,denied,",
            "'denied' is not an allowed value",
        ),
        (
            "data/passages.csv",
            "harbour-post:0-22,harbour-post,0,",
            "harbour-post:0-22,harbour-post,zero,",
            "passages.csv, column start",
        ),
        ("data/articles.csv", "2024-02-29", "2024-02-30", "articles.csv, column published_on"),
        ("data/terms.csv", "term_id,name", "term,name", "columns"),
        ("data/claim_quantities.csv", ",12,", ",nan,", "is not a plain number"),
        ("data/claim_quantities.csv", ",12,", ",inf,", "is not a plain number"),
        ("data/claim_quantities.csv", ",12,", ",1_2,", "is not a plain number"),
        ("data/claim_quantities.csv", ",12,", ", 12 ,", "is not a plain number"),
        (
            "data/passages.csv",
            "harbour-post:0-22,harbour-post,0,",
            "harbour-post:0-22,harbour-post,99999999999999999999,",
            "is not a plain integer",
        ),
        ("data/articles.csv", "2024-02-29", "2024-2-29", "is not a plain date"),
        ("data/articles.csv", "2024-02-29", "2023-02-29", "data/articles.csv, column published_on"),
        ("data/articles.csv", "2024-02-29", "0000-02-29", "is not a plain date"),
        (
            "data/claims.csv",
            "observation,asserted,denies,",
            "observation,asserted,,",
            "a required cell is empty",
        ),
        (
            "data/name_meanings.csv",
            "calves,calves",
            "calves,calves,x",
            "row 2: the row has 3 cells, and the table has 2 columns",
        ),
        (
            "data/name_meanings.csv",
            "calves,calves",
            "calves",
            "row 2: the row has 1 cells, and the table has 2 columns",
        ),
        ("data/people.csv", "Staff of the Harbour Post", '"Staff', "cannot be read"),
    ],
)
def test_a_bad_cell_never_turns_into_a_missing_value(mini, file, old, new, told):
    edit(mini / file, old, new)
    mend_hashes(mini)
    with pytest.raises(rmc.PackageError, match=told):
        rmc.load(folder=mini)


def test_plain_pandas_reads_every_file_without_inventing_missing_values():
    """No cell is a word that pandas reads as missing, so plain read_csv finds the same gaps."""
    for path in (ROOT / "data").glob("*.csv"):
        plain = pd.read_csv(path, dtype=str)
        strict = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
        assert (plain.isna() == strict.isna()).all().all(), path.name


def test_frictionless_reads_the_package():
    import frictionless

    package = frictionless.Package(str(ROOT / "datapackage.json"))
    assert package.get_resource("claims").read_rows()[0]["claim_id"] == "inspire-us-001"
    assert frictionless.validate(str(ROOT / "datapackage.json")).valid


def field_of(found, table, name):
    return next(
        one
        for resource in found["resources"]
        if resource["name"] == table
        for one in resource["schema"]["fields"]
        if one["name"] == name
    )


def resource_of(found, name):
    return next(one for one in found["resources"] if one["name"] == name)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(resources=[]),
        lambda d: d.update(resources={}),
        lambda d: d.pop("version"),
        lambda d: d.update(version="1"),
        lambda d: d.update(created=None),
        lambda d: d.pop("title"),
        lambda d: d.update(contributors=["x"]),
        lambda d: d["resources"].append(dict(d["resources"][0])),
        lambda d: d["resources"][0].update(name="a/../b"),
        lambda d: d["resources"][0].update(name="termsX"),
        lambda d: resource_of(d, "terms")["schema"].update(fields=[]),
        lambda d: resource_of(d, "terms")["schema"].update(primaryKey="term_id"),
        lambda d: resource_of(d, "terms")["schema"].update(primaryKey=["x"]),
        lambda d: field_of(d, "terms", "name").update(type="object"),
        lambda d: field_of(d, "terms", "name").update(name=3),
        lambda d: field_of(d, "terms", "name").update(name="term_id"),
        lambda d: field_of(d, "terms", "name").pop("description"),
        lambda d: field_of(d, "terms", "name").update(constraints=[1]),
        lambda d: field_of(d, "claims", "stance").update(categories="asserts"),
        lambda d: field_of(d, "claims", "stance").update(categories=["", "asserts"]),
        lambda d: field_of(d, "claims", "stance").update(categories=["asserts", "asserts"]),
        lambda d: d.update(title="\ud800"),
    ],
)
def test_an_odd_descriptor_is_refused_as_a_whole(mini, change):
    import json

    path = mini / "datapackage.json"
    found = json.loads(path.read_text())
    change(found)
    path.write_text(json.dumps(found))
    for call in (rmc.load, rmc.table_names, rmc.cite):
        with pytest.raises(
            rmc.PackageError, match="datapackage.json in mini is not a descriptor of this package"
        ):
            call(folder=mini)


@pytest.mark.parametrize("size", [None, "12", -1, 10**30])
def test_an_odd_size_is_refused(mini, size):
    import json

    path = mini / "datapackage.json"
    found = json.loads(path.read_text())
    resource_of(found, "terms")["bytes"] = size
    path.write_text(json.dumps(found))
    with pytest.raises(rmc.PackageError, match="data/terms.csv is not the file"):
        rmc.load("terms", folder=mini)


def test_an_earlier_version_says_what_it_lacks(mini):
    import json

    path = mini / "datapackage.json"
    found = json.loads(path.read_text())
    del found["id"]
    path.write_text(json.dumps(found))
    with pytest.raises(rmc.PackageError, match="has no id, so nothing in it has an address"):
        rmc.cite(folder=mini)
    found["resources"] = [one for one in found["resources"] if one["name"] != "claims_flat"]
    path.write_text(json.dumps(found))
    with pytest.raises(
        rmc.PackageError, match="has no table 'claims_flat', which this function needs"
    ):
        rmc.proposition("rowing-raises-quadriceps-size", folder=mini)


def test_a_table_without_rows_keeps_its_columns(mini):
    path = mini / "data/searches.csv"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    mend_hashes(mini)
    empty = rmc.load("searches", folder=mini)
    assert (
        len(empty) == 0
        and list(empty.columns) == rmc.describe("searches", folder=mini)["field"].tolist()
        and str(empty["results"].dtype) == "Int64"
    )


def test_strange_line_ends_within_a_cell_do_not_end_a_row(mini):
    """Only LF ends a line; splitlines would also split at other characters."""
    edit(mini / "data/terms.csv", "Moving a boat with oars.", "Moving a boat\u2028with\x0boars.")
    mend_hashes(mini)
    assert (
        rmc.load("terms", folder=mini)["definition"] == "Moving a boat\u2028with\x0boars."
    ).any()


def test_an_unclosed_quote_between_quoted_lines_is_told(mini):
    edit(
        mini / "data/retired_ids.csv",
        '"It repeated another claim, and said nothing of its own."',
        '"It repeated another claim',
    )
    mend_hashes(mini)
    with pytest.raises(rmc.PackageError, match="data/retired_ids.csv cannot be read"):
        rmc.load("retired_ids", folder=mini)


def test_a_part_of_a_table_name_finds_it():
    with pytest.raises(KeyError, match="Nearest: claims_flat[.]"):
        rmc.load("flat", folder=ROOT)
    with pytest.raises(KeyError, match="Nearest: term_members"):
        rmc.load("MEMBERS", folder=ROOT)


def test_a_file_that_goes_on_behind_what_is_described_is_not_it(mini):
    with open(mini / "data/terms.csv", "ab") as file:
        file.write(b"more\n")
    with pytest.raises(rmc.PackageError, match="data/terms.csv is not the file"):
        rmc.load("terms", folder=mini)


def test_a_quote_that_swallows_the_lines_behind_it_is_told(mini):
    """The reader of quoted lines then ends before the lines do."""
    path = mini / "data/retired_ids.csv"
    path.write_text(
        'table_name,old_id,replaced_by,version,reason\nterms,a,,0.0.1,"x\nterms,b,,0.0.1,y"\nterms,c,,0.0.1,"z"\n'
    )
    mend_hashes(mini)
    with pytest.raises(rmc.PackageError, match="data/retired_ids.csv"):
        rmc.load("retired_ids", folder=mini)
