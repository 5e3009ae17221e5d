"""Check the shape of a curation file: its keys, and the types of its values."""

from __future__ import annotations

from pipeline.base.hints import closest
from pipeline.base.problems import Problem
from pipeline.curation.yaml_values import Map, line_at


def _shape_problems(document: Map, kind: str, shapes: dict, shown: str):
    """Unknown and missing keys, and values of the wrong shape."""
    import jsonschema
    import jsonschema_rs

    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/$defs/{kind}",
        "$defs": shapes,
    }
    if jsonschema_rs.validator_for(schema).is_valid(document):
        return
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(document))
    for line in _drafts(document):
        yield Problem(
            "passage-draft",
            "The passage has words, but no address yet.",
            f"Run: python scripts/locate.py {document.get('article', 'ARTICLE')} --captures FOLDER --fill",
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
    return (
        [
            entry.line
            for entry in passages
            if isinstance(entry, Map) and "words" in entry and "at" not in entry
        ]
        if isinstance(passages, list)
        else []
    )


def _shape_problem(error, document: Map, shown: str) -> Problem:
    path = list(error.absolute_path)
    line, field = (
        line_at(document, path),
        next((str(p) for p in reversed(path) if isinstance(p, str)), None),
    )
    make = lambda rule, message, mend="", at=line, name=field: Problem(
        rule, message, mend, "curation", shown, at, field=name
    )
    value = error.instance
    if error.validator == "additionalProperties" and isinstance(value, dict):
        known = list(error.schema.get("properties", {}))
        unknown = next((key for key in value if key not in known), None)
        return make(
            "unknown-key",
            f"The key {unknown!r} is not known here. {closest(unknown, known)}",
            f"Known keys: {', '.join(known)}.",
            value.lines.get(unknown, line),
            str(unknown),
        )
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in value)
        return make(
            "missing-key",
            f"The key {missing!r} is missing.",
            at=getattr(value, "line", line),
            name=missing,
        )
    if error.validator == "oneOf" and isinstance(value, dict) and "at" in value:
        both = "role" in value and "claims" in value
        return make(
            "passage-role",
            "A passage has claims or a role, not both."
            if both
            else "A passage needs claims, or a role that says why it makes none.",
            at=getattr(value, "line", line),
        )
    if error.validator in ("type", "oneOf"):
        wanted = error.validator_value if error.validator == "type" else "text, or {word: term}"
        wanted = (
            " or ".join(wanted)
            if isinstance(wanted, list) and all(isinstance(w, str) for w in wanted)
            else wanted
        )
        hint = (
            "Write a plain number, such as 12 or 0.5."
            if "number" in wanted or "integer" in wanted
            else "Write true or false."
            if "boolean" in wanted
            else "Leave the key out, or fill it."
            if value is None
            else "Put it in quotes, if it is text."
            if "string" in wanted
            else ""
        )
        return make("wrong-type", f"{_show(value)} stands where {wanted} is wanted.", hint)
    return make(
        "wrong-value",
        f"{_show(value)} does not fit: {error.validator} {_show(error.validator_value)}.",
    )


def _show(value) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
