"""The schema dialect: what a table schema may and must contain, each with a failing case."""

import hashlib
import json
import re
import shutil

import jsonschema_rs
import pytest

from conftest import ROOT
from pipeline.base.names import PROFILE
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Refused
from pipeline.checks.descriptor import official_profile
from pipeline.files.descriptor import table_schema
from pipeline.schema.table_schema import load_schemas


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(ROOT / "schemas", tmp_path / "schemas")


def change(folder, table, mutate):
    path = folder / f"{table}.schema.json"
    schema = json.loads(path.read_text())
    mutate(schema)
    path.write_text(json.dumps(schema))


def field(name, **changes):
    return lambda schema: schema["properties"][name].update(changes)


FAULTS = [
    ("claims", field("note", patern="^x$"), "patern"),
    ("claims", field("note", enum=["a"]), "enum"),
    ("claims", lambda s: s["properties"]["note"].pop("description"), "description"),
    ("claims", lambda s: s["properties"]["note"].pop("examples"), "examples"),
    ("claims", lambda s: s["properties"]["note"].pop("title"), "title"),
    ("claims", field("note", examples=[]), "[]"),
    ("claims", field("note", examples=[7]), "example"),
    ("claims", field("note", description="no stop"), "no stop"),
    ("claims", lambda s: s["properties"]["note"].pop("minLength"), "minLength"),
    ("claims", field("claim_id", pattern="[a-z]+"), "[a-z]+"),
    ("claims", field("claim_id", pattern="^\\d+$"), "d+"),
    ("claims", field("claim_id", examples=["Not An Id"]), "Not An Id"),
    ("claims", lambda s: s["properties"]["kind"]["oneOf"][0].pop("description"), "description"),
    ("claims", lambda s: s["properties"]["degree"]["oneOf"].pop(), "empty cell"),
    ("claims", lambda s: s["required"].pop(), "required"),
    ("claims", lambda s: s["required"].reverse(), "required"),
    ("claims", lambda s: s.pop("additionalProperties"), "additionalProperties"),
    ("claims", lambda s: s["x-table"].update(primaryKey=["claim"]), "claim"),
    ("claims", lambda s: s["x-table"].update(primaryKey=["note"]), "nullable"),
    ("claims", lambda s: s["x-table"].update(foreignkeys=[]), "foreignkeys"),
    (
        "claims",
        lambda s: s["x-table"]["foreignKeys"][0]["reference"].update(resource="passage"),
        "passages",
    ),
    (
        "claims",
        lambda s: s["x-table"]["foreignKeys"][0]["reference"].update(fields=["start"]),
        "primary key",
    ),
    ("claims", lambda s: s["x-table"].update(order=1), "order"),
    (
        "claims",
        lambda s: s.update(
            allOf=[
                {
                    "if": {"properties": {"stanc": {"const": "x"}}},
                    "then": {"properties": {"note": {"type": "null"}}},
                }
            ]
        ),
        "stanc",
    ),
    (
        "citations",
        lambda s: s["allOf"][1]["if"]["properties"]["basis"].update(const="describd"),
        "describd",
    ),
    ("claims", lambda s: s.update(anyOf=[]), "anyOf"),
    ("claims", lambda s: s.update({"$ref": "other.json"}), "$ref"),
    ("readings", lambda s: s["properties"]["kind"]["oneOf"].pop(), "claims.kind"),
    ("passages", field("start", pattern="^1$"), "pattern"),
    ("articles", field("published_on", pattern="^x$"), "^[0-9]"),
]


@pytest.mark.parametrize("table, mutate, told", FAULTS)
def test_dialect_refuses(folder, table, mutate, told):
    change(folder, table, mutate)
    with pytest.raises(Refused) as refused:
        load_schemas(PackageFiles(folder.parent))
    assert any(
        told in problem.text() and problem.file == f"schemas/{table}.schema.json"
        for problem in refused.value.problems
    ), refused.value


def test_broken_json_names_the_line(folder):
    (folder / "claims.schema.json").write_text('{\n "a": 1,\n "b" 2}')
    with pytest.raises(Refused) as refused:
        load_schemas(PackageFiles(folder.parent))
    assert refused.value.problems[0].line == 3


@pytest.mark.parametrize("name", ["claims", "dialect", "curation", "datapackage"])
@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        "3",
        "{}",
        '{"type": 3}',
        '{"a": ' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"$defs": 3}',
        '{"$ref": "#/nowhere"}',
        '{"properties": {"x": {"pattern": "["}}}',
    ],
)
def test_any_broken_schema_file_is_told_without_a_traceback(mini, name, text):
    from pipeline.validate import validate

    (mini / "schemas" / f"{name}.schema.json").write_text(text)
    report = validate(mini, frictionless=False)
    assert report.exit_code == 1 or (
        name in ("dialect", "datapackage") and text == "{}"
    )  # an empty schema allows everything
    assert all(problem.message for problem in report.problems)


def test_pattern_that_is_none(folder):
    change(folder, "claims", field("claim_id", pattern="^(a$"))
    with pytest.raises(Refused, match="no regular expression"):
        load_schemas(PackageFiles(folder.parent))


def test_duplicate_key_in_json_is_refused(folder):
    (folder / "claims.schema.json").write_text('{"a": 1, "a": 2}')
    with pytest.raises(Refused, match="twice"):
        load_schemas(PackageFiles(folder.parent))


def test_table_schemas_keep_to_what_older_readers_know():
    """Traps 2, 3, 4 and 14: no foreign constraint, no fieldsMatch, text examples, grouped
    patterns."""
    for table in load_schemas(PackageFiles(ROOT)).values():
        schema = table_schema(table)
        assert "fieldsMatch" not in schema
        for one in schema["fields"]:
            assert isinstance(one["example"], str)
            constraints = one["constraints"]
            if "pattern" in constraints:
                assert (
                    one["type"] == "string"
                    and constraints["pattern"].startswith("(?:")
                    and constraints["pattern"].endswith(")")
                )
            if {"minimum", "maximum"} & constraints.keys():
                assert one["type"] in ("integer", "number")


def test_every_example_row_is_valid():
    """The first examples of a table's fields make a row that is valid, except for if/then rules."""
    for table in load_schemas(PackageFiles(ROOT)).values():
        validator = jsonschema_rs.validator_for(
            {key: value for key, value in table.raw.items() if key != "allOf"},
            validate_formats=True,
        )
        row = {one.name: one.examples[0] for one in table.fields}
        assert validator.is_valid(row), (table.name, [str(e) for e in validator.iter_errors(row)])


CLAUSES = [
    ("articles", {"url": None}, ["url_seen_at"]),
    ("claim_quantities", {"bound": "exact", "low": None}, ["low"]),
    ("claim_quantities", {"bound": "at_most", "low": 1, "high": 2}, ["low"]),
    ("claim_quantities", {"bound": "range", "high": None}, ["high"]),
    ("claim_quantities", {"bound": "vague", "low": 1, "high": None}, ["low"]),
    ("propositions", {"relation": "raises", "object_id": None}, ["object_id"]),
    ("propositions", {"relation": "exceeds", "comparator_id": None}, ["comparator_id"]),
    ("propositions", {"relation": "is", "comparator_id": "running"}, ["comparator_id"]),
    ("term_names", {"status": "accepted", "term_id": None}, ["term_id"]),
    ("muscles", {"source": None}, ["source"]),
    ("muscles", {"latin_name": None}, ["source"]),
    ("mappings", {"predicate_modifier": "Not", "comment": None}, ["comment"]),
    ("mappings", {"predicate_modifier": None, "object_label": None, "comment": None}, ["comment"]),
    ("energy_costs", {"met": None, "note": None}, ["note"]),
    ("references", {"status": "resolved", "title": None}, ["title"]),
    ("references", {"doi": None, "pmcid": None, "pmid": None}, ["status"]),
    ("references", {"standing": "not_checked"}, ["standing_checked_on"]),
    ("references", {"standing_checked_on": None}, ["standing_checked_on"]),
    ("citations", {"status": "unresolved", "marker": None}, ["reference_id"]),
    ("citations", {"basis": "described", "marker": "[1]"}, ["marker"]),
    ("citations", {"basis": "marker", "marker": None}, ["marker"]),
    ("evidence_readings", {"second_directness": None}, ["second_directness"]),
    ("findings", {"interval": None, "p_value": 0.01}, ["low"]),
    (
        "findings",
        {
            "value": None,
            "spread": None,
            "interval": None,
            "low": None,
            "high": None,
            "derivation": None,
        },
        ["unit"],
    ),
    ("findings", {"p_relation": None}, ["p_value"]),
    ("findings", {"spread_type": None}, ["spread_type"]),
    ("findings", {"estimand": "level"}, ["estimand"]),
    ("evidence", {"judged_bearing": None, "reason": None}, ["reason"]),
    ("evidence", {"judged_direction": None, "reason": None}, ["reason"]),
    ("measures", {"stands_for": "proxy", "reason": None}, ["reason"]),
    (
        "findings",
        {"value": None, "spread": None, "interval": None, "low": None, "high": None, "unit": None},
        ["value"],
    ),
]


@pytest.mark.parametrize("table, change, columns", CLAUSES)
def test_every_if_then_rule_refuses_its_row(table, change, columns):
    """The example row with one change breaks the rule; the schema without its rules allows it."""
    from pipeline.checks.row_schema import check_rows
    from pipeline.tables.rows import Origin, Rows

    schema = load_schemas(PackageFiles(ROOT))[table]
    row = {one.name: one.examples[0] for one in schema.fields} | change
    rows = Rows(schema)
    rows.add(row, Origin("x", 1))
    assert set(columns) <= {problem.field for problem in check_rows(rows)} or any(
        column in problem.message.lower().replace(" ", "_")
        or column.removesuffix("_id") in problem.message.lower()
        for problem in check_rows(rows)
        for column in columns
    )
    plain = {key: value for key, value in schema.raw.items() if key != "allOf"}
    assert jsonschema_rs.validator_for(plain, validate_formats=True).is_valid(row)


def test_every_if_then_rule_has_a_case():
    count = {}
    for table, *_ in CLAUSES:
        count[table] = count.get(table, 0) + 1
    assert count == {
        name: len(table.raw["allOf"])
        for name, table in load_schemas(PackageFiles(ROOT)).items()
        if "allOf" in table.raw
    }


def test_shipped_profile_is_the_one_that_its_readme_names():
    raw = (ROOT / PROFILE).read_bytes()
    stated = re.findall(r"`([0-9a-f]{64})`", (ROOT / PROFILE).with_name("README.md").read_text())
    assert stated == [hashlib.sha256(raw).hexdigest()]
    assert official_profile() == json.loads(raw)


def test_folders_inside_the_schemas_are_no_tables(folder):
    assert (folder / "profiles").is_dir()
    (folder / "profiles" / "other.schema.json").write_text("{}")
    assert (
        load_schemas(PackageFiles(folder.parent)).keys() == load_schemas(PackageFiles(ROOT)).keys()
    )
