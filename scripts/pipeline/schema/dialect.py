"""What a table schema may and must say: the dialect, and what the dialect itself cannot say."""

from __future__ import annotations

from pipeline.base.hints import closest
from pipeline.base.problems import Problem


def dialect_problems(raw: dict[str, dict], dialect: dict, shown: str, derived: tuple[str, ...]):
    """Every way in which the raw schemas of tables, by name, break the dialect; `derived` names the derived tables."""
    import jsonschema_rs

    decides, clean = jsonschema_rs.validator_for(dialect), True
    for name, schema in raw.items():
        if decides.is_valid(schema):
            continue
        clean = False
        file = f"{shown}/{name}.schema.json"
        for error in _explained(dialect, schema):
            where, message = _explain(error)
            yield Problem(
                "schema-dialect",
                message,
                "See schemas/dialect.schema.json.",
                "schemas",
                file,
                field=where,
            )
    if clean:
        for name, schema in raw.items():
            yield from _meaning(name, schema, raw, f"{shown}/{name}.schema.json", derived)
        yield from _one_definition(raw, shown)


def _explained(dialect: dict, schema: dict) -> list:
    """Why a schema breaks the dialect. `jsonschema-rs` decides and `jsonschema` explains: it takes a hundred times as long."""
    import jsonschema

    errors = jsonschema.Draft202012Validator(dialect).iter_errors(schema)
    found = sorted(errors, key=lambda error: list(map(str, error.absolute_path)))
    return found or [
        jsonschema.ValidationError("The file is refused without a reason that is known")
    ]


def _explain(error) -> tuple[str, str]:
    """Where in the schema file, and what: for a field, from the branch of its own type."""
    path = [str(part) for part in error.absolute_path]
    if error.validator == "oneOf" and error.context:
        field = error.instance if isinstance(error.instance, dict) else {}
        kind = field.get("type")
        first = kind[0] if isinstance(kind, list) and kind else kind
        first = first if isinstance(first, str) else ""
        branch = (
            0
            if "oneOf" in field
            else 2
            if "format" in field
            else {"integer": 3, "number": 3, "boolean": 4}.get(first, 1)
        )
        inner = [e for e in error.context if e.schema_path[0] == branch] or list(error.context)
        deepest = max(inner, key=lambda e: len(list(e.absolute_path)))
        path, error = [str(part) for part in deepest.absolute_path], deepest
    if error.validator == "anyOf":
        return "/".join(path), "A field of text needs minLength or a pattern."
    message = error.message if len(error.message) < 300 else error.message[:300] + "..."
    return "/".join(path) or "(top)", message + "."


def _meaning(name: str, schema: dict, raw: dict[str, dict], file: str, derived: tuple[str, ...]):
    """What the dialect cannot say: keys name columns, `required` lists them all, examples validate."""
    import jsonschema_rs

    problem = lambda message, field=None: Problem(
        "schema-meaning", message, layer="schemas", file=file, field=field
    )
    columns = list(schema["properties"])
    if schema["x-table"].get("derived", False) != (name in derived):
        yield problem(f"Derived are {', '.join(derived)}, and no other table.", "x-table/derived")
    try:
        jsonschema_rs.validator_for(schema, validate_formats=True)
    except Exception as error:  # a pattern that is none, for one
        yield problem(f"The file is no JSON Schema: {str(error).splitlines()[0][:200]}.")
        return
    if schema["required"] != columns:
        yield problem(
            "`required` must list every column, in the order of `properties`.", "required"
        )
    keys = schema["x-table"]
    named = [("primaryKey", keys["primaryKey"]), ("sort", keys.get("sort", []))]
    named += [("uniqueKeys", key) for key in keys.get("uniqueKeys", [])]
    for key in keys.get("foreignKeys", []):
        target = raw.get(key["reference"]["resource"])
        named.append(("foreignKeys", key["fields"]))
        if target is None:
            yield problem(
                f"The foreign key points to the unknown table {key['reference']['resource']!r}. "
                + closest(key["reference"]["resource"], raw),
                "foreignKeys",
            )
        elif key["reference"]["fields"] != target["x-table"]["primaryKey"]:
            yield problem(
                f"The foreign key on {', '.join(key['fields'])} does not point to the primary key of {key['reference']['resource']}.",
                "foreignKeys",
            )
    for clause in schema.get("allOf", []):
        for part in clause.values():
            named.append(("allOf", list(part["properties"])))
    for clause in schema.get("allOf", []):
        for part in clause.values():
            for column, wanted in part["properties"].items():
                given = wanted.get("enum", [wanted["const"]] if "const" in wanted else [])
                check = jsonschema_rs.validator_for(schema["properties"].get(column, {}))
                for value in given:
                    if not check.is_valid(value):
                        yield problem(
                            f"A rule under allOf speaks of {value!r}, which is no value of {column!r}.",
                            column,
                        )
    for where, fields in named:
        for column in fields:
            if column not in columns:
                yield problem(
                    f"{where} names {column!r}, which is no column. " + closest(column, columns),
                    where,
                )
    for column in keys["primaryKey"]:
        if column in columns and "null" in schema["properties"][column]["type"]:
            yield problem(
                f"{column!r} is part of the primary key and must not be nullable.", column
            )
    for column, spec in schema["properties"].items():
        allowed = [one["const"] for one in spec.get("oneOf", [])]
        if allowed and (None in allowed) != (
            "null" in spec["type"] and isinstance(spec["type"], list)
        ):
            yield problem(
                "An enumeration defines what an empty cell means exactly when its type allows null.",
                column,
            )
        check = jsonschema_rs.validator_for(spec, validate_formats=True)
        for example in spec["examples"]:
            if example is None or not check.is_valid(example):
                yield problem(f"The example {example!r} is not a valid value.", column)
    orders = [
        other
        for other, s in raw.items()
        if s.get("x-table", {}).get("order") == keys["order"] and other != name
    ]
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
                yield Problem(
                    "schema-meaning",
                    f"{column!r} has other values or definitions than {spec['x-same-as']}.",
                    "Make both alike.",
                    "schemas",
                    f"{shown}/{name}.schema.json",
                    field=column,
                )
