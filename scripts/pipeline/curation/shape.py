"""Check the shape of a curation file: its keys, and the types of its values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.curation.yaml_values import Map, line_at

if TYPE_CHECKING:
    from jsonschema import ValidationError

_SHOWN = 60  # characters of a value in a message


def shape_problems(
    document: Map, kind: str, shapes: dict[str, Any], shown: str
) -> Iterator[Problem]:
    """Unknown and missing keys, and values of the wrong shape.

    `shapes` holds the JSON Schemas of all kinds of curation files; `shown` names the file.
    """
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/$defs/{kind}",
        "$defs": shapes,
    }
    if jsonschema_rs.validator_for(schema).is_valid(document):
        return
    import jsonschema  # noqa: PLC0415 - slow to import, and needed only for a wrong shape

    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(document))
    for line in _drafts(document):
        yield Problem(
            "passage-draft",
            "The passage has words, but no address yet.",
            f"Run: python scripts/locate.py {document.get('article', 'ARTICLE')} "
            "--captures FOLDER --fill",
            "curation",
            shown,
            line,
        )
    for error in errors:
        yield _shape_problem(error, document, shown)
    if not errors:
        yield Problem(
            "internal",
            "Two validators disagree about the shape of this file.",
            "Please report it.",
            "curation",
            shown,
        )


def _drafts(document: Map) -> list[int]:
    """Lines of passages that still hold `words` instead of an address."""
    passages = document.get("passages")
    if not isinstance(passages, list):
        return []
    return [
        entry.line
        for entry in passages
        if isinstance(entry, Map) and "words" in entry and "at" not in entry
    ]


def _shape_problem(error: ValidationError, document: Map, shown: str) -> Problem:
    path = list(error.absolute_path)
    field = next((str(part) for part in reversed(path) if isinstance(part, str)), None)
    value: Any = error.instance
    asked: Any = error.validator_value
    message = f"{_show(value)} does not fit: {error.validator} {_show(asked)}."
    line = line_at(document, path)
    mend = error.schema.get("description", "") if isinstance(error.schema, dict) else ""
    wrong = Problem("wrong-value", message, mend, "curation", shown, line, field=field)
    if isinstance(value, Map):
        if error.validator == "additionalProperties":
            return _unknown_key(error, value, wrong)
        if error.validator == "required":
            missing = next(name for name in asked if name not in value)
            message = f"The key {missing!r} is missing."
            return wrong.at(rule="missing-key", message=message, line=value.line, field=missing)
        if error.validator == "oneOf" and "at" in value:
            message = (
                "A passage has claims or a role, not both."
                if "role" in value and "claims" in value
                else "A passage needs claims, or a role that says why it makes none."
            )
            return wrong.at(rule="passage-role", message=message, line=value.line)
    if error.validator == "type":
        return _wrong_type(value, " or ".join(asked) if isinstance(asked, list) else asked, wrong)
    if error.validator == "oneOf":
        return _wrong_type(value, "text, or {word: term}", wrong)
    return wrong


def _unknown_key(error: ValidationError, value: Map, wrong: Problem) -> Problem:
    known = list(error.schema.get("properties", {})) if isinstance(error.schema, dict) else []
    unknown = next(key for key in value if key not in known)
    return wrong.at(
        rule="unknown-key",
        message=f"The key {unknown!r} is not known here. {closest(unknown, known)}",
        mend=f"Known keys: {', '.join(known)}.",
        line=value.lines.get(unknown, value.line),
        field=unknown,
    )


def _wrong_type(value: object, wanted: str, wrong: Problem) -> Problem:
    message = f"{_show(value)} is given where {wanted} is needed."
    mend = ""
    if "number" in wanted or "integer" in wanted:
        mend = "Write a plain number, such as 12 or 0.5."
    elif "boolean" in wanted:
        mend = "Write true or false."
    elif value is None:
        mend = "Leave the key out, or fill it."
    elif "string" in wanted:
        mend = "Put it in quotes, if it is text."
    return wrong.at(rule="wrong-type", message=message, mend=mend)


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
