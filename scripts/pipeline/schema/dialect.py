"""What a table schema must hold: the dialect, and what the dialect itself cannot express."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from pipeline.base.hints import closest
from pipeline.base.problems import Problem

if TYPE_CHECKING:
    from jsonschema import ValidationError

Schema = dict[str, Any]  # a decoded JSON Schema
_LONGEST = 300  # characters of a library's message that are shown
_SHORTER = 200  # characters of a message that follows a sentence of ours


def dialect_problems(
    raw: dict[str, Schema], dialect: Schema, shown: str, derived: tuple[str, ...]
) -> Iterator[Problem]:
    """Every way in which the table schemas break the dialect.

    `raw` has the schemas by table, `shown` is their folder in messages, `derived` names the
    derived tables. What the dialect cannot express is checked only if all schemas follow it.
    """
    decides, clean = jsonschema_rs.validator_for(dialect), True
    for name, schema in raw.items():
        if decides.is_valid(schema):
            continue
        clean = False
        for error in _errors(dialect, schema):
            where, message = _explain(error)
            yield Problem(
                "schema-dialect",
                message,
                "See schemas/dialect.schema.json.",
                "schemas",
                f"{shown}/{name}.schema.json",
                field=where,
            )
    if clean:
        for name in raw:
            yield from _Table(name, raw, shown).problems(name in derived, derived)
        yield from _one_definition(raw, shown)


def _errors(dialect: Schema, schema: Schema) -> list[ValidationError]:
    """Why a schema breaks the dialect. jsonschema explains what jsonschema-rs has refused."""
    import jsonschema  # noqa: PLC0415 - slow to import, and needed for broken schemas alone

    errors = jsonschema.Draft202012Validator(dialect).iter_errors(schema)
    found = sorted(errors, key=lambda error: list(map(str, error.absolute_path)))
    return found or [jsonschema.ValidationError("The schema is refused for an unknown reason")]


def _explain(error: ValidationError) -> tuple[str, str]:
    """Where in the schema file, and what. For a field, the error is that of its own type."""
    path = [str(part) for part in error.absolute_path]
    if error.validator == "oneOf" and error.context:
        branch = _branch(error.instance if isinstance(error.instance, dict) else {})
        inner = [e for e in error.context if e.schema_path[0] == branch] or list(error.context)
        error = max(inner, key=lambda e: len(list(e.absolute_path)))
        path = [str(part) for part in error.absolute_path]
    if error.validator == "anyOf":
        return "/".join(path), "A field of text needs minLength or a pattern."
    message = error.message
    if len(message) >= _LONGEST:
        message = message[:_LONGEST] + "..."
    return "/".join(path) or "(top)", message + "."


def _branch(field: Schema) -> int:
    """Which form of field in the dialect's `oneOf` this field is meant to have."""
    if "oneOf" in field:
        return 0
    if "format" in field:
        return 2
    kind = field.get("type")
    first = kind[0] if isinstance(kind, list) and kind else kind
    branches = {"integer": 3, "number": 3, "boolean": 4}
    return branches.get(first, 1) if isinstance(first, str) else 1


class _Table:
    """The schema of one table, with what the dialect cannot express about it.

    Keys name columns, `required` lists them all, examples are valid.
    """

    def __init__(self, name: str, raw: dict[str, Schema], shown: str) -> None:
        self.name, self.raw, self.schema = name, raw, raw[name]
        self.file = f"{shown}/{name}.schema.json"
        self.keys: Schema = self.schema["x-table"]
        self.fields: dict[str, Schema] = self.schema["properties"]

    def problem(self, message: str, field: str | None = None) -> Problem:
        return Problem("schema-meaning", message, layer="schemas", file=self.file, field=field)

    def problems(self, is_derived: bool, derived: tuple[str, ...]) -> Iterator[Problem]:
        if self.keys.get("derived", False) != is_derived:
            yield self.problem(
                f"Derived are {', '.join(derived)}, and no other table.", "x-table/derived"
            )
        try:
            jsonschema_rs.validator_for(self.schema, validate_formats=True)
        except Exception as error:  # whatever the library raises, on a broken pattern for one
            reason = str(error).splitlines()[0][:_SHORTER]
            yield self.problem(f"The file is not a valid JSON Schema: {reason}.")
            return
        if self.schema["required"] != list(self.fields):
            yield self.problem(
                "`required` must list every column, in the order of `properties`.", "required"
            )
        yield from self._foreign_keys()
        yield from self._conditions()
        yield from self._named_columns()
        yield from self._primary_key()
        for column, spec in self.fields.items():
            yield from self._field(column, spec)
        yield from self._order()

    def _foreign_keys(self) -> Iterator[Problem]:
        """Foreign keys point to the primary key of a table."""
        for key in self.keys.get("foreignKeys", []):
            other = key["reference"]["resource"]
            if other not in self.raw:
                yield self.problem(
                    f"The foreign key points to the unknown table {other!r}. "
                    + closest(other, self.raw),
                    "foreignKeys",
                )
            elif key["reference"]["fields"] != self.raw[other]["x-table"]["primaryKey"]:
                yield self.problem(
                    f"The foreign key on {', '.join(key['fields'])} does not point to "
                    f"the primary key of {other}.",
                    "foreignKeys",
                )

    def _clauses(self) -> Iterator[dict[str, Schema]]:
        """What each `if` and each `then` under `allOf` says of columns."""
        for clause in self.schema.get("allOf", []):
            for part in clause.values():
                yield part["properties"]

    def _conditions(self) -> Iterator[Problem]:
        """Every value in an `if` or `then` must be allowed in its column."""
        for columns in self._clauses():
            for column, wanted in columns.items():
                given = wanted.get("enum", [wanted["const"]] if "const" in wanted else [])
                check = jsonschema_rs.validator_for(self.fields.get(column, {}))
                for value in given:
                    if not check.is_valid(value):
                        yield self.problem(
                            f"A rule under allOf uses {value!r}, which is no value of {column!r}.",
                            column,
                        )

    def _named_columns(self) -> Iterator[Problem]:
        """Keys and rules name columns of the table."""
        named: list[tuple[str, list[str]]] = [
            ("primaryKey", self.keys["primaryKey"]),
            ("sort", self.keys.get("sort", [])),
            *(("uniqueKeys", key) for key in self.keys.get("uniqueKeys", [])),
            *(("foreignKeys", key["fields"]) for key in self.keys.get("foreignKeys", [])),
            *(("allOf", list(columns)) for columns in self._clauses()),
        ]
        for where, columns in named:
            for column in columns:
                if column not in self.fields:
                    yield self.problem(
                        f"{where} names {column!r}, which is no column. "
                        + closest(column, list(self.fields)),
                        where,
                    )

    def _primary_key(self) -> Iterator[Problem]:
        for column in self.keys["primaryKey"]:
            if column in self.fields and "null" in self.fields[column]["type"]:
                yield self.problem(
                    f"{column!r} is part of the primary key and must not be nullable.", column
                )

    def _field(self, column: str, spec: Schema) -> Iterator[Problem]:
        """An enumeration says what an empty cell means if it allows one. Examples are valid."""
        allowed = [one["const"] for one in spec.get("oneOf", [])]
        nullable = isinstance(spec["type"], list) and "null" in spec["type"]
        if allowed and (None in allowed) != nullable:
            yield self.problem(
                "An enumeration must define what an empty cell means if its type allows null, "
                "and only then.",
                column,
            )
        check = jsonschema_rs.validator_for(spec, validate_formats=True)
        for example in spec["examples"]:
            if example is None or not check.is_valid(example):
                yield self.problem(f"The example {example!r} is not a valid value.", column)

    def _order(self) -> Iterator[Problem]:
        """No two tables have the same place."""
        order = self.keys["order"]
        for other, schema in self.raw.items():
            if other != self.name and schema.get("x-table", {}).get("order") == order:
                yield self.problem(f"x-table.order {order} is taken by {other}.", "x-table/order")
                return


def _one_definition(raw: dict[str, Schema], shown: str) -> Iterator[Problem]:
    """An enumeration marked `x-same-as` must equal the one that it names."""
    for name, schema in raw.items():
        for column, spec in (schema.get("properties") or {}).items():
            if not isinstance(spec, dict) or "x-same-as" not in spec:
                continue
            table, _, other = str(spec["x-same-as"]).partition(".")
            model = raw.get(table, {}).get("properties", {}).get(other, {})
            if model.get("oneOf") != spec.get("oneOf"):
                yield Problem(
                    "schema-meaning",
                    f"{column!r} has other values or definitions than {spec['x-same-as']}.",
                    "Make both alike.",
                    "schemas",
                    f"{shown}/{name}.schema.json",
                    field=column,
                )
