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

from .dialect import dialect_problems
from .patterns import why_not
from .plainfile import read_plain
from .problems import Problem, Refused

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
    problems = list(dialect_problems(raw, dialect, shown, DERIVED))
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
