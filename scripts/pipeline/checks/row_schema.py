"""Layer 3: every row against the JSON Schema of its table.

`jsonschema-rs` decides, and `jsonschema` explains what it refuses; a refusal without an explanation
is an error of its own. Control characters are refused first, because the two libraries disagree
on them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.schema.table_schema import Field
from pipeline.tables.rows import Row, Rows

if TYPE_CHECKING:
    from jsonschema import ValidationError

_SIGNS = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff"  # none of them is printable
CONTROL = re.compile(f"[{_SIGNS}]")
_SHOWN = 80  # characters of a value in a message

_Words = tuple[str, str]  # what is wrong, and how to mend it
_Broken = tuple[str, str]  # a column, and what an if/then rule wants of it


def check_rows(rows: Rows, printable: bool = False) -> Iterator[Problem]:
    """Every way in which a row breaks the schema of its table.

    `printable` says that no cell holds a control character, which saves looking for them.
    """
    if _all_valid(rows, printable):  # all at once is much faster than row by row
        return
    valid = jsonschema_rs.validator_for(rows.schema.raw, validate_formats=True).is_valid
    explain: Callable[[Row], Iterator[tuple[str | None, str, str]]] | None = None
    for i, row in enumerate(rows.rows):
        if column := _control_character(row):
            yield rows.problem(
                i,
                "control-character",
                "The value holds a control character or line break.",
                "Write it in one line.",
                column,
                "rows",
            )
        elif not valid(row):
            explain = explain or _explainer(rows)
            found = list(explain(row))
            for where, message, mend in found:
                yield rows.problem(i, "row-schema", message, mend, where, "rows")
            if not found:
                yield rows.problem(
                    i,
                    "internal",
                    "The schema refuses the row, but the reason is not known.",
                    "Please report it.",
                    layer="rows",
                )


def _all_valid(rows: Rows, printable: bool) -> bool:
    """Whether every row of a table is valid and holds no control character."""
    wanted: dict[str, Any] = rows.schema.raw
    if not printable:
        clean = {"additionalProperties": {"pattern": f"^[^{_SIGNS}]*$"}}
        wanted = {"allOf": [wanted, clean]}
    whole = {"type": "array", "items": wanted}
    return jsonschema_rs.validator_for(whole, validate_formats=True).is_valid(rows.rows)


def _control_character(row: Row) -> str | None:
    """The first column that holds a control character, or None."""
    texts = {name: value for name, value in row.items() if isinstance(value, str)}
    if "".join(texts.values()).isprintable():
        return None
    return next((name for name, text in texts.items() if CONTROL.search(text)), None)


def _explainer(rows: Rows) -> Callable[[Row], Iterator[tuple[str | None, str, str]]]:
    """A function that gives, for each column of a refused row, what is wrong and how to mend it."""
    import jsonschema  # noqa: PLC0415 - takes a while to import, and is needed for wrong rows only

    validator = jsonschema.Draft202012Validator(
        rows.schema.raw, format_checker=jsonschema.FormatChecker(["date"])
    )
    fields = {field.name: field for field in rows.schema.fields}

    def explain(row: Row) -> Iterator[tuple[str | None, str, str]]:
        seen: set[str | None] = set()
        broken: defaultdict[int, list[_Broken]] = defaultdict(list)  # by number of the if/then rule
        for error in validator.iter_errors(row):
            column = str(error.absolute_path[0]) if error.absolute_path else None
            if column in seen:
                continue
            seen.add(column)
            path = list(error.absolute_schema_path)
            if path[:1] == ["allOf"] and column is not None:
                broken[int(path[1])].append(_must(error, fields[column]))
            else:
                yield column, *_words(error, fields.get(column or ""))
        yield from _broken_rules(rows, row, broken)

    return explain


def _broken_rules(
    rows: Rows, row: Row, broken: dict[int, list[_Broken]]
) -> Iterator[tuple[str | None, str, str]]:
    """One error for each if/then rule that is broken, whatever the number of columns.

    A rule whose condition names a column that another rule blames follows from that other rule,
    and is left out. If all of them follow from each other, all are reported.
    """
    titles = {field.name: field.title for field in rows.schema.fields}
    conditions = {
        number: rows.schema.raw["allOf"][number]["if"]["properties"].keys() for number in broken
    }
    blamed = {number: {column for column, _ in columns} for number, columns in broken.items()}
    first = [
        number
        for number in broken
        if not any(blamed[other] & conditions[number] for other in broken if other != number)
    ]
    for number in first or broken:
        wanted = ", ".join(text for _, text in broken[number])
        given = " and ".join(
            f"{titles[name].lower()} is {'empty' if row.get(name) is None else repr(row[name])}"
            for name in conditions[number]
        )
        yield broken[number][0][0], f"{wanted} where {given}.", ""


def _must(error: ValidationError, field: Field) -> _Broken:
    """A column, and what an if/then rule wants of it."""
    schema: dict[str, Any] = error.schema  # type: ignore[assignment]  # an if/then rule has one
    wanted = schema.get("type", schema.get("const", schema.get("enum")))
    if wanted == "null":
        what = "empty"
    elif wanted in ("string", "number", "integer"):
        what = "filled"
    else:
        what = str(wanted)
    return field.name, f"{field.title} must be {what}"


def _words(error: ValidationError, field: Field | None) -> _Words:
    """What is wrong and how to mend it, for one error of jsonschema."""
    value = error.instance
    if field is None:
        return f"{error.message}.", ""
    if value is None:
        return f"{field.title} must not be empty.", ""
    if field.values:
        allowed = [str(one) for one in field.values if one is not None]
        hint = closest(str(value), allowed)
        return (
            f"{_short(value)} is not an allowed value. {hint}".strip(),
            f"Allowed: {', '.join(allowed)}.",
        )
    return _words_of_form(error, field, value)


def _words_of_form(error: ValidationError, field: Field, value: Any) -> _Words:
    """The same for a value of the wrong type, form or size."""
    shown, kind, limit = _short(value), error.validator, error.validator_value
    example = f"Example: {field.examples[0]!r}."
    if kind == "type":
        hint = " Write it in quotes." if field.type in ("string", "date") else ""
        return f"{shown} is not of the type {field.type}.", f"{example}{hint}"
    if kind == "pattern":
        return f"{shown} does not have the form {limit}.", example
    if kind == "format":
        return f"{shown} is not a date of the calendar.", "Write YYYY-MM-DD."
    if kind in ("minimum", "maximum"):
        return f"{shown} is outside the range: {kind} {limit}.", ""
    if kind in ("minLength", "maxLength"):
        return f"{shown} has {len(value)} characters; {kind} is {limit}.", ""
    return f"{error.message}.", ""


def _short(value: Any) -> str:
    """A value as messages show it."""
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 3] + "..."
