"""One error for each changed part of a descriptor and for each changed file in schemas/."""

import json
import shutil

import pytest

from conftest import ROOT
from mini import as_download, mend_hashes
from pipeline.rebuild import rendered_files
from pipeline.schema.table_schema import TABLES
from pipeline.validate import validate

PEOPLE, CLAIMS = TABLES.index("people"), TABLES.index("claims")


def people(d):
    return d["resources"][PEOPLE]


def claims(d):
    return d["resources"][CLAIMS]["schema"]


def inline(d):
    del people(d)["path"]
    people(d)["data"] = [{"person_id": "a"}]


def swap_names(d):
    one, other = d["resources"][:2]
    one["name"], other["name"] = other["name"], one["name"]


def add(**resource):
    return lambda d: d["resources"].append(resource)


def put(**values):
    return lambda d: people(d).update(values)


def field(**values):
    return lambda d: claims(d)["fields"][0].update(values)


DIFFERS = f"resources/{PEOPLE}"
SCHEMA = f"resources/{CLAIMS}/schema"
LAST = f"resources/{len(TABLES)}"

# what is changed in the descriptor; the rule and the place of the one error
PARTS = {
    "resource added, like another": (
        lambda d: d["resources"].append(people(d) | {"name": "folk"}),
        "resource-unknown",
        LAST,
    ),
    "resource added, of a few words": (add(name="n", path="notes.txt"), "resource-unknown", LAST),
    "resource added, null": (lambda d: d["resources"].append(None), "resource-unknown", LAST),
    "resource removed": (lambda d: d["resources"].pop(PEOPLE), "resource-missing", "resources"),
    "all resources removed": (lambda d: d["resources"].clear(), "resource-missing", "resources"),
    "resource listed twice": (
        lambda d: d["resources"].append(dict(people(d))),
        "resource-twice",
        LAST,
    ),
    "resources turned round": (
        lambda d: d["resources"].reverse(),
        "resource-order",
        "resources/0",
    ),
    "resource moved": (
        lambda d: d["resources"].insert(0, d["resources"].pop(PEOPLE)),
        "resource-order",
        "resources/0",
    ),
    "resource renamed": (put(name="folk"), "resource-differs", DIFFERS),
    "resource with the name of another": (put(name="terms"), "resource-differs", DIFFERS),
    "resource without a name": (lambda d: people(d).pop("name"), "resource-differs", DIFFERS),
    "resource replaced by null": (
        lambda d: d["resources"].__setitem__(PEOPLE, None),
        "resource-differs",
        DIFFERS,
    ),
    "inline data": (inline, "resource-differs", DIFFERS),
    "path of another table": (put(path="data/terms.csv"), "resource-differs", DIFFERS),
    "several paths": (put(path=["data/people.csv", "x.csv"]), "resource-differs", DIFFERS),
    "title": (put(title="Folk"), "resource-differs", DIFFERS),
    "key of ours": (put(more=1), "resource-differs", DIFFERS),
    "encoding": (put(encoding="latin-1"), "resource-differs", DIFFERS),
    "delimiter": (
        lambda d: people(d)["dialect"].update(delimiter=";"),
        "resource-differs",
        DIFFERS,
    ),
    "licence of one resource": (put(licenses=[]), "resource-differs", DIFFERS),
    "licence of the package": (
        lambda d: d["licenses"][0].update(name="MIT"),
        "descriptor-differs",
        "licenses",
    ),
    "primary key": (
        lambda d: claims(d).update(primaryKey=["statement"]),
        "schema-differs",
        SCHEMA,
    ),
    "foreign key to another table": (
        lambda d: claims(d)["foreignKeys"][0]["reference"].update(resource="terms"),
        "schema-differs",
        SCHEMA,
    ),
    "foreign keys removed": (lambda d: claims(d).pop("foreignKeys"), "schema-differs", SCHEMA),
    "type of a field": (field(type="integer"), "schema-differs", SCHEMA),
    "constraint of a field": (field(constraints={"maxLength": 3}), "schema-differs", SCHEMA),
    "order of fields": (lambda d: claims(d)["fields"].reverse(), "schema-differs", SCHEMA),
    "missing values": (
        lambda d: claims(d).update(missingValues=["", "asserts"]),
        "schema-differs",
        SCHEMA,
    ),
    "no missing values": (lambda d: claims(d).pop("missingValues"), "schema-differs", SCHEMA),
    "schema in a file": (
        lambda d: d["resources"][CLAIMS].update(schema="claims.json"),
        "schema-differs",
        SCHEMA,
    ),
    "schema file left out": (
        lambda d: d["schemaFiles"].pop(),
        "descriptor-differs",
        "schemaFiles",
    ),
    "schema file added": (
        lambda d: d["schemaFiles"].append({"path": "../../secret", "hash": "x"}),
        "descriptor-differs",
        "schemaFiles",
    ),
}


def broken(root, change, mended=False):
    path = root / "datapackage.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if mended:
        mend_hashes(root)
    return validate(root).problems


@pytest.mark.parametrize("name", PARTS)
def test_each_changed_part_of_a_download_is_one_error(download, name):
    change, rule, place = PARTS[name]
    [problem] = broken(download, change)
    assert (problem.rule, problem.field, problem.file) == (rule, place, "datapackage.json")
    assert problem.mend == "Run `make rebuild`, or download the package again."


@pytest.mark.parametrize("name", PARTS)
def test_each_changed_part_of_a_checkout_is_one_error(mini, name):
    change, _, place = PARTS[name]
    [problem] = broken(mini, change)
    assert problem.rule == "differs" and "make rebuild" in problem.mend
    assert problem.field == place or problem.field.startswith(f"{place}/")


@pytest.mark.parametrize("name", ["primary key", "resource added, like another", "missing values"])
def test_mended_hashes_add_no_error(download, name):
    change, rule, _ = PARTS[name]
    assert [p.rule for p in broken(download, change, mended=True)] == [rule]


def test_the_message_names_the_places_that_differ(download):
    [problem] = broken(download, lambda d: claims(d)["fields"].reverse())
    assert 'schema/fields/0/name is "note", not "claim_id"' in problem.message
    assert problem.message.endswith(" more.") and problem.table == "claims"


def test_two_changed_parts_are_two_errors(download):
    def change(d):
        inline(d)
        field(type="integer")(d)

    assert [p.rule for p in broken(download, change)] == ["schema-differs", "resource-differs"]


def test_exchanged_names_are_told_at_both(download):
    assert [p.field for p in broken(download, swap_names)] == ["resources/0", "resources/1"]


@pytest.mark.parametrize("key", ["title", "version", "created", "keywords"])
def test_metadata_against_both_documents_are_one_error_in_the_descriptor(download, key):
    def change(d):
        d[key] = {"keywords": ["rowing"], "created": "2100-01-01T00:00:00Z"}.get(key) or (
            "9.9.9" if key == "version" else d[key][:-1] + "0"
        )

    [problem] = broken(download, change)
    assert (problem.rule, problem.file, problem.field) == (
        "document-differs",
        "datapackage.json",
        key,
    )
    assert f"CITATION.cff and croissant.json have another value of {key}." == problem.message


def test_documents_changed_each_in_its_own_way_are_told_each(download):
    for name, old in (("CITATION.cff", "version: "), ("croissant.json", '"version": "')):
        path = download / name
        path.write_text(path.read_text().replace(old, f"{old}9", 1))
    [one, other] = validate(download, frictionless=False).problems
    assert {one.file, other.file} == {"CITATION.cff", "croissant.json"}


def in_file(root, name, change):
    path = root / f"schemas/{name}.schema.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=2), encoding="utf-8")


def of(*keys, **values):
    def change(found):
        for key in keys:
            found = found[key]
        found.update(values)

    return change


SCHEMAS = {
    "pattern": ("claims", of("properties", "claim_id", pattern="^[a-z0-9-]+$")),
    "pattern that the example breaks": (
        "claims",
        of("properties", "claim_id", pattern="^[a-z]+$"),
    ),
    "range": ("references", of("properties", "year", minimum=1990)),
    "primary key": ("claims", of("x-table", primaryKey=["passage_id"])),
    "primary key that others point to": ("terms", of("x-table", primaryKey=["name"])),
    "foreign keys": ("claims", lambda found: found["x-table"].pop("foreignKeys")),
    "sort order": ("claims", of("x-table", sort=["statement"])),
    "if/then rule": ("references", lambda found: found["allOf"].pop()),
    "value of a list": ("claims", lambda found: found["properties"]["kind"]["oneOf"].pop()),
    "column": ("claims", lambda found: found["properties"].pop("kind")),
    "nothing left": ("claims", lambda found: found.clear()),
    "dialect": ("dialect", of("$defs", "title", maxLength=3)),
    "curation": ("curation", of("$defs", "terms", required=["x"])),
    "profile": ("datapackage", lambda found: found["required"].append("homepage")),
}


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("curated", [True, False], ids=["checkout", "download"])
def test_each_changed_schema_file_is_one_error(mini, name, curated):
    root = mini if curated else as_download(mini)
    table, change = SCHEMAS[name]
    in_file(root, table, change)
    [problem] = validate(root).problems
    assert problem.file == f"schemas/{table}.schema.json"
    wanted = "If the change is meant, run" if curated else "Restore the file, or download"
    assert problem.mend.startswith(wanted)


def test_a_schema_that_only_looks_different_is_changed_too(download):
    """The hash is of the bytes, which anybody can compare with `sha256sum`."""
    in_file(download, "claims", lambda found: None)
    [problem] = validate(download).problems
    assert (problem.rule, problem.file) == ("schema-changed", "schemas/claims.schema.json")


def test_two_changed_schemas_are_two_errors(download):
    for name in ("claims", "dialect"):
        in_file(download, name, lambda found: found.update(description="Something else."))
    assert [p.file for p in validate(download).problems] == [
        "schemas/claims.schema.json",
        "schemas/dialect.schema.json",
    ]


def test_a_meant_change_is_published_by_a_rebuild(mini):
    """Afterwards the package is valid: the descriptor has the hash of the new file."""
    from pipeline.base.atomic_write import publish

    in_file(mini, "claims", lambda found: found.update(description="Something else."))
    assert [p.rule for p in validate(mini).problems] == ["schema-changed"]
    publish(mini, rendered_files(mini))
    assert validate(mini, frictionless=False).problems == []
    assert validate(as_download(mini), frictionless=False).problems == []


@pytest.mark.parametrize("name", ["claims", "curation", "dialect", "datapackage"])
@pytest.mark.parametrize("curated", [True, False], ids=["checkout", "download"])
def test_a_missing_schema_is_one_error(mini, name, curated):
    root = mini if curated else as_download(mini)
    (root / f"schemas/{name}.schema.json").unlink()
    [problem] = validate(root).problems
    assert problem.rule == "schema-missing" and problem.file == f"schemas/{name}.schema.json"


@pytest.mark.parametrize("curated", [True, False], ids=["checkout", "download"])
def test_a_schema_of_no_table_is_one_error(mini, curated):
    root = mini if curated else as_download(mini)
    shutil.copy(root / "schemas/people.schema.json", root / "schemas/folk.schema.json")
    [problem] = validate(root).problems
    assert (problem.rule, problem.file) == ("schema-unknown", "schemas/folk.schema.json")


@pytest.mark.parametrize("curated", [True, False], ids=["checkout", "download"])
def test_a_renamed_table_is_one_error_at_its_new_name(mini, curated):
    root = mini if curated else as_download(mini)
    (root / "data/people.csv").rename(root / "data/folk.csv")
    [problem] = validate(root).problems
    assert (problem.rule, problem.file) == ("stray-file", "data/folk.csv")
    assert problem.mend == "Rename it to data/people.csv."


def test_the_descriptor_lists_every_schema_of_the_package():
    listed = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["schemaFiles"]
    there = sorted(f"schemas/{path.name}" for path in (ROOT / "schemas").glob("*.json"))
    assert [one["path"] for one in listed] == there and len(there) == len(TABLES) + 3
