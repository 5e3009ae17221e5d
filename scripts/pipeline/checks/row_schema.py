"""Layer 3: every row against the JSON Schema of its table.

`jsonschema-rs` decides and `jsonschema` explains what it refuses; a refusal that cannot be explained
is an error of its own. Control characters are refused first: on them the two disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.tables.rows import Rows

_SIGNS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff"  # none of which is printable
_CONTROL = re.compile(f"[{_SIGNS}]")


def check_rows(rows: Rows, printable: bool = False) -> Iterator[Problem]:
    """Every way in which a row breaks the schema of its table; `printable` says that no cell holds a control character."""
    import jsonschema_rs

    clean = (
        rows.schema.raw
        if printable
        else {"allOf": [rows.schema.raw, {"additionalProperties": {"pattern": f"^[^{_SIGNS}]*$"}}]}
    )
    if jsonschema_rs.validator_for(
        {"type": "array", "items": clean}, validate_formats=True
    ).is_valid(rows.rows):
        return  # all at once is much faster than row by row
    valid = jsonschema_rs.validator_for(rows.schema.raw, validate_formats=True).is_valid
    explainer = None
    for i, row in enumerate(rows.rows):
        text = "".join([value for value in row.values() if isinstance(value, str)])
        if not text.isprintable() and _CONTROL.search(text):
            column = next(
                name
                for name, value in row.items()
                if isinstance(value, str) and _CONTROL.search(value)
            )
            yield rows.problem(
                i,
                "control-character",
                "The value holds a control character or line break.",
                "Write it in one line.",
                column,
                "rows",
            )
        elif not valid(row):
            if explainer is None:
                explainer = _explainer(rows)
            found = False
            for column, message, mend in explainer(row):
                found = True
                yield rows.problem(i, "row-schema", message, mend, column, "rows")
            if not found:
                yield rows.problem(
                    i,
                    "internal",
                    "The row is refused without a reason that can be named.",
                    "Please report it.",
                    layer="rows",
                )


def _explainer(rows: Rows):
    import jsonschema

    checker = jsonschema.FormatChecker(["date"])
    validator = jsonschema.Draft202012Validator(rows.schema.raw, format_checker=checker)
    fields = {field.name: field for field in rows.schema.fields}

    def explain(row: dict):
        seen, rules = set(), {}
        for error in validator.iter_errors(row):
            column = str(error.absolute_path[0]) if error.absolute_path else None
            if column in seen:
                continue
            seen.add(column)
            path = list(error.absolute_schema_path)
            if path[:1] == ["allOf"]:
                rules.setdefault(path[1], []).append(_must(error, fields[column]))
            else:
                yield column, *_words(error, fields.get(column))
        condition = {
            number: rows.schema.raw["allOf"][number]["if"]["properties"] for number in rules
        }
        blamed = {number: {column for column, _ in broken} for number, broken in rules.items()}
        # a rule that speaks of a column which another rule blames follows from that; two that blame each other's are both told
        first = [
            n
            for n in rules
            if not any(blamed[other] & condition[n].keys() for other in rules if other != n)
        ] or list(rules)
        for number in first:  # one if/then rule, one error, whatever the number of columns
            yield (
                rules[number][0][0],
                _broken_rule(rules[number], condition[number], row, fields),
                "",
            )

    return explain


def _must(error, field) -> tuple[str, str]:
    """A column, and what an if/then rule wants of it."""
    wanted = error.schema.get("type", error.schema.get("const", error.schema.get("enum")))
    what = (
        "be empty"
        if wanted == "null"
        else "be filled"
        if wanted in ("string", "number", "integer")
        else f"be {wanted}"
    )
    return field.name, f"{field.title} must {what}"


def _broken_rule(broken: list[tuple[str, str]], condition: dict, row: dict, fields: dict) -> str:
    given = [
        f"{fields[name].title.lower()} is {'empty' if row.get(name) is None else repr(row[name])}"
        for name in condition
    ]
    return f"{', '.join(text for _, text in broken)} where {' and '.join(given)}."


def _words(error, field) -> tuple[str, str]:
    """Message and mending for one error of jsonschema."""
    value = error.instance
    shown = repr(value) if len(repr(value)) <= 80 else repr(value)[:77] + "..."
    if field is None:
        return f"{error.message}.", ""
    if value is None:
        return f"{field.title} must not be empty.", ""
    if field.values:
        allowed = [str(v) for v in field.values if v is not None]
        return (
            f"{shown} is no allowed value. {closest(str(value), allowed)}".strip(),
            f"Allowed: {', '.join(allowed)}.",
        )
    if error.validator == "type":
        hint = " Write it in quotes." if field.type in ("string", "date") else ""
        return f"{shown} is not of the type {field.type}.", f"Example: {field.examples[0]!r}.{hint}"
    if error.validator in ("minimum", "maximum"):
        return f"{shown} is outside the range: {error.validator} {error.validator_value}.", ""
    if error.validator == "format":
        return f"{shown} is no date of the calendar.", "Write YYYY-MM-DD."
    if error.validator == "pattern":
        return (
            f"{shown} does not have the form {error.validator_value}.",
            f"Example: {field.examples[0]!r}.",
        )
    if error.validator in ("minLength", "maxLength"):
        return (
            f"{shown} has {len(value)} characters; {error.validator} is {error.validator_value}.",
            "",
        )
    return f"{error.message}.", ""
