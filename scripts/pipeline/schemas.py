"""The table schemas: read once, checked against the dialect, handed on as plain objects.

`schemas/<table>.schema.json` is the only place where a table or field is described. Everything else
(Table Schemas, CSV, codebook, loader) is compiled from what this module returns.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .patterns import why_not
from .plainfile import read_plain
from .problems import Problem, Refused, closest

SUFFIX = ".schema.json"
_HALF = re.compile("[\ud800-\udfff]")
NAMED = ("https://json-schema.org/draft/2020-12/schema", "https://datapackage.org/profiles/2.0/tabledialect.json")  # what `$schema` may name: validators know the first, the second is a value
NOT_TABLES = {"dialect", "datapackage", "curation"}
DERIVED = ("proposition_summary", "contradictions", "exercise_muscles", "claims_flat")
TABLES = ("articles", "passages", "claims", "claim_terms", "claim_quantities", "propositions", "terms", "muscles", "exercises", "term_members", "term_names",
          "name_meanings", "schemes", "mappings", "mapping_readings", "energy_costs",
          "people", "references", "citations", "claim_citations", "findings", "evidence", "evidence_readings", "searches", "readings", "retired_ids", *DERIVED)
IDENTIFIED = ("articles", "claims", "propositions", "terms", "people", "references", "citations", "findings", "schemes")  # tables whose ids people cite


@dataclass(frozen=True)
class Field:
    """One column. `type` is string, integer, number, boolean or date; `values` maps each allowed
    value of an enumeration to its definition (empty for other fields; None stands for an empty cell)."""

    name: str
    type: str
    nullable: bool
    title: str
    description: str
    examples: tuple
    values: dict
    raw: dict


@dataclass(frozen=True)
class Table:
    """One table: its fields in column order, its keys, and the JSON Schema of a row."""

    name: str
    title: str
    description: str
    order: int
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    sort: tuple[str, ...]
    derived: bool
    raw: dict

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def key(self, row: dict) -> str:
        """The primary key of a row as one text, for messages."""
        return "/".join(str(row.get(name)) for name in self.primary_key)


def read_json(path: Path, shown: str) -> dict:
    """The object in a JSON file, without duplicate keys; Refused says where it is broken."""

    def pairs(items):
        found = dict(items)
        if len(found) != len(items):
            names = [name for name, _ in items]
            twice = next(name for name in names if names.count(name) > 1)
            raise Refused(Problem("json-duplicate-key", f"The key {twice!r} stands twice in one object.", "Remove one of the two.", "schemas", shown))
        return found

    try:
        raw = read_plain(path)
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=pairs)
        if b"\\u" in raw and _HALF.search(json.dumps(found, ensure_ascii=False)):
            raise ValueError("a letter written with \\u is only half there")
    except OSError as error:
        raise Refused(Problem("file-unreadable", f"The file cannot be read: {error.strerror}.", layer="schemas", file=shown)) from None
    except UnicodeDecodeError:
        raise Refused(Problem("not-utf-8", "The file is not UTF-8.", "Save it as UTF-8.", "schemas", shown)) from None
    except RecursionError:
        raise Refused(Problem("json-depth", "Values are nested too deep.", layer="schemas", file=shown)) from None
    except json.JSONDecodeError as error:
        raise Refused(Problem("json-syntax", f"This is not JSON: {error.msg}.", layer="schemas", file=shown, line=error.lineno)) from None
    except ValueError as error:
        raise Refused(Problem("json-syntax", f"A value cannot be read: {error}.", layer="schemas", file=shown)) from None
    if not isinstance(found, dict):
        raise Refused(Problem("json-shape", "The file must hold an object at the top level.", layer="schemas", file=shown))
    return found


def read_schema(path: Path, shown: str) -> dict:
    """A JSON Schema that validators can work with; Refused where it is none."""
    import jsonschema_rs

    found = read_json(path, shown)
    _own(found, shown)
    try:
        jsonschema_rs.validator_for(found)
    except Exception as error:  # whatever the library raises: the file is then no schema
        raise Refused(Problem("schema-broken", f"The file is no JSON Schema: {str(error).splitlines()[0][:200]}.", "Restore it.", "schemas", shown)) from None
    return found


def _own(schema: dict, shown: str) -> None:
    """Refused where a schema refers to anything outside of itself, which validators would fetch, or holds a pattern that may never end."""
    fail = lambda message, mend="Restore it.": Refused(Problem("schema-broken", message, mend, "schemas", shown))
    parts: list = [schema]
    for part in parts:
        parts += (part.values() if isinstance(part, dict) else part if isinstance(part, list) else ())
        if not isinstance(part, dict):
            continue
        for key in ("$ref", "$dynamicRef", "$recursiveRef", "$id", "$schema"):
            if isinstance(value := part.get(key), str) and not value.startswith("#") and (key != "$schema" or value not in NAMED):
                raise fail(f"{key} names {value[:100]!r}; a schema refers to nothing outside of itself.")
        patterns = part.get("patternProperties")
        for pattern in [part.get("pattern"), *(patterns if isinstance(patterns, dict) else ())]:
            if isinstance(pattern, str) and (why := why_not(pattern)):
                raise fail(f"The pattern {pattern[:100]!r} {why}.", "Write it so that each text can be read in one way only.")


def load_schemas(folder: Path) -> dict[str, Table]:
    """All tables by name, in their order. Refused carries every breach of the dialect."""
    shown = folder.name
    files = sorted(path for path in folder.glob("*" + SUFFIX) if path.name[: -len(SUFFIX)] not in NOT_TABLES)
    if not files:
        raise Refused(Problem("schema-missing", f"No table schema is found in {shown}/.", "Restore the folder.", "schemas", shown))
    raw = {path.name[: -len(SUFFIX)]: read_json(path, f"{shown}/{path.name}") for path in files}
    for name, schema in raw.items():
        _own(schema, f"{shown}/{name}{SUFFIX}")
    dialect = read_schema(folder / "dialect.schema.json", f"{shown}/dialect.schema.json")
    missing = [name for name in TABLES if name not in raw]
    if missing:
        raise Refused(Problem("schema-missing", f"The schema of the table {missing[0]} is missing.", "Restore it.", "schemas", f"{shown}/{missing[0]}{SUFFIX}"))
    problems = list(_dialect_problems(raw, dialect, shown))
    if problems:
        raise Refused(problems)
    tables = sorted((_table(name, schema) for name, schema in raw.items()), key=lambda table: table.order)
    return {table.name: table for table in tables}


def _table(name: str, raw: dict) -> Table:
    keys = raw["x-table"]
    fields = tuple(_field(column, spec) for column, spec in raw["properties"].items())
    primary = tuple(keys["primaryKey"])
    foreign = tuple((tuple(k["fields"]), k["reference"]["resource"], tuple(k["reference"]["fields"])) for k in keys.get("foreignKeys", ()))
    return Table(name, raw["title"], raw["description"], keys["order"], fields, primary,
                 tuple(map(tuple, keys.get("uniqueKeys", ()))), foreign, tuple(keys.get("sort", primary)), keys.get("derived", False), raw)


def _field(name: str, raw: dict) -> Field:
    types = raw["type"] if isinstance(raw["type"], list) else [raw["type"]]
    kind = "date" if raw.get("format") == "date" else types[0]
    values = {one["const"]: one["description"] for one in raw.get("oneOf", ())}
    return Field(name, kind, "null" in types, raw["title"], raw["description"], tuple(raw["examples"]), values, raw)


def _dialect_problems(raw: dict[str, dict], dialect: dict, shown: str):
    import jsonschema

    validator, clean = jsonschema.Draft202012Validator(dialect), True
    for name, schema in raw.items():
        file = f"{shown}/{name}{SUFFIX}"
        errors = sorted(validator.iter_errors(schema), key=lambda e: list(map(str, e.absolute_path)))
        for error in errors:
            where, message = _explain(error)
            yield Problem("schema-dialect", message, "See schemas/dialect.schema.json.", "schemas", file, field=where)
            clean = False
    if clean:
        for name, schema in raw.items():
            yield from _meaning(name, schema, raw, f"{shown}/{name}{SUFFIX}")
        yield from _one_definition(raw, shown)


def _explain(error) -> tuple[str, str]:
    """Where in the schema file, and what: for a field, from the branch of its own type."""
    path = [str(part) for part in error.absolute_path]
    if error.validator == "oneOf" and error.context:
        field = error.instance if isinstance(error.instance, dict) else {}
        kind = field.get("type")
        first = kind[0] if isinstance(kind, list) and kind else kind
        first = first if isinstance(first, str) else ""
        branch = 0 if "oneOf" in field else 2 if "format" in field else {"integer": 3, "number": 3, "boolean": 4}.get(first, 1)
        inner = [e for e in error.context if e.schema_path[0] == branch] or list(error.context)
        deepest = max(inner, key=lambda e: len(list(e.absolute_path)))
        path, error = [str(part) for part in deepest.absolute_path], deepest
    if error.validator == "anyOf":
        return "/".join(path), "A field of text needs minLength or a pattern."
    message = error.message if len(error.message) < 300 else error.message[:300] + "..."
    return "/".join(path) or "(top)", message + "."


def _meaning(name: str, schema: dict, raw: dict[str, dict], file: str):
    """What the dialect cannot say: keys name columns, `required` lists them all, examples validate."""
    import jsonschema
    import jsonschema_rs

    problem = lambda message, field=None: Problem("schema-meaning", message, layer="schemas", file=file, field=field)
    columns = list(schema["properties"])
    if schema["x-table"].get("derived", False) != (name in DERIVED):
        yield problem(f"Derived are {', '.join(DERIVED)}, and no other table.", "x-table/derived")
    try:
        jsonschema_rs.validator_for(schema, validate_formats=True)
    except Exception as error:  # a pattern that is none, for one
        yield problem(f"The file is no JSON Schema: {str(error).splitlines()[0][:200]}.")
        return
    if schema["required"] != columns:
        yield problem("`required` must list every column, in the order of `properties`.", "required")
    keys = schema["x-table"]
    named = [("primaryKey", keys["primaryKey"]), ("sort", keys.get("sort", []))]
    named += [("uniqueKeys", key) for key in keys.get("uniqueKeys", [])]
    for key in keys.get("foreignKeys", []):
        target = raw.get(key["reference"]["resource"])
        named.append(("foreignKeys", key["fields"]))
        if target is None:
            yield problem(f"The foreign key points to the unknown table {key['reference']['resource']!r}. " + closest(key["reference"]["resource"], raw), "foreignKeys")
        elif key["reference"]["fields"] != target["x-table"]["primaryKey"]:
            yield problem(f"The foreign key on {', '.join(key['fields'])} does not point to the primary key of {key['reference']['resource']}.", "foreignKeys")
    for clause in schema.get("allOf", []):
        for part in clause.values():
            named.append(("allOf", list(part["properties"])))
    for clause in schema.get("allOf", []):
        for part in clause.values():
            for column, wanted in part["properties"].items():
                given = wanted.get("enum", [wanted["const"]] if "const" in wanted else [])
                check = jsonschema.Draft202012Validator(schema["properties"].get(column, {}))
                for value in given:
                    if not check.is_valid(value):
                        yield problem(f"A rule under allOf speaks of {value!r}, which is no value of {column!r}.", column)
    for where, fields in named:
        for column in fields:
            if column not in columns:
                yield problem(f"{where} names {column!r}, which is no column. " + closest(column, columns), where)
    for column in keys["primaryKey"]:
        if column in columns and "null" in schema["properties"][column]["type"]:
            yield problem(f"{column!r} is part of the primary key and must not be nullable.", column)
    for column, spec in schema["properties"].items():
        allowed = [one["const"] for one in spec.get("oneOf", [])]
        if allowed and (None in allowed) != ("null" in spec["type"] and isinstance(spec["type"], list)):
            yield problem("An enumeration defines what an empty cell means exactly when its type allows null.", column)
        check = jsonschema.Draft202012Validator(spec, format_checker=jsonschema.FormatChecker(["date"]))
        for example in spec["examples"]:
            if example is None or not check.is_valid(example):
                yield problem(f"The example {example!r} is not a valid value.", column)
    orders = [other for other, s in raw.items() if s.get("x-table", {}).get("order") == keys["order"] and other != name]
    if orders:
        yield problem(f"x-table.order {keys['order']} is taken by {orders[0]}.", "x-table/order")


def _one_definition(raw: dict[str, dict], shown: str):
    """An enumeration marked x-same-as must equal the one that it names."""
    for name, schema in raw.items():
        for column, spec in (schema.get("properties") or {}).items():
            if not isinstance(spec, dict) or "x-same-as" not in spec:
                continue
            table, _, other = str(spec["x-same-as"]).partition(".")
            model = raw.get(table, {}).get("properties", {}).get(other, {})
            if model.get("oneOf") != spec.get("oneOf"):
                yield Problem("schema-meaning", f"{column!r} has other values or definitions than {spec['x-same-as']}.", "Make both alike.",
                              "schemas", f"{shown}/{name}{SUFFIX}", field=column)
