"""CODEBOOK.md, generated from the schemas: tables, fields, keys, allowed values, examples."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.files.diagram import drawn, make_diagram
from pipeline.schema.table_schema import Field, TableSchema
from pipeline.tables.alignment import READINGS, SLOT_VALUES
from pipeline.tables.csv_cells import cell
from pipeline.tables.directions import DIRECTIONS, ONE_SIDED

_RESULTS = ("higher", "lower", "equivalent", "no_clear_difference")
_ALL_KINDS = 7  # a field that takes terms of all seven kinds does not list them


def make_codebook(tables: dict[str, TableSchema]) -> bytes:
    """The codebook as Markdown. It holds no counts, so that it changes only with the schemas."""
    out = [
        "# Codebook",
        "",
        "`make rebuild` generates this codebook from `schemas/`. Edit the schemas, not this file.",
        "An empty cell means *not there*; no other value means that. "
        "Fields marked * are never empty.",
        "`datapackage.json` lists every schema with its SHA-256 under `schemaFiles`.",
        *_overview(tables),
        *_diagrams(tables),
    ]
    for table in tables.values():
        out += _table(table)
        if table.name == "evidence":
            out += _derivation()
    return ("\n".join(out) + "\n").encode("utf-8")


def _overview(tables: dict[str, TableSchema]) -> list[str]:
    """A list of all tables, each with the first sentence about it."""
    lines = ["", "| table | what it holds | key |", "|---|---|---|"]
    for table in tables.values():
        about = _safe(table.description.split(". ")[0].removesuffix("."))
        lines.append(f"| [{table.name}](#{table.name}) | {about} | {_codes(table.primary_key)} |")
    return lines


def _diagrams(tables: dict[str, TableSchema]) -> list[str]:
    main, vocabulary = drawn(tables)
    return [
        "",
        "An arrow goes from one to many: an article has passages.",
        "",
        "```mermaid",
        *make_diagram(tables, main).splitlines(),
        "```",
        "",
        "`claim_terms`, `propositions` and `findings` also refer to terms:",
        "",
        "```mermaid",
        *make_diagram(tables, vocabulary).splitlines(),
        "```",
        "",
        f"Not in the diagrams: {_codes(name for name in tables if name not in main + vocabulary)}.",
    ]


def _table(table: TableSchema) -> list[str]:
    """The chapter on a table: its keys, its fields, and the values of enumerations."""
    out = ["", f"## {table.name}", "", table.description, ""]
    out.append(f"- Primary key: {_codes(table.primary_key)}")
    if table.derived:
        out.append("- Derived from other tables by `make rebuild`")
    if table.sort != table.primary_key:
        out.append(f"- Sorted by: {_codes(table.sort)}")
    out += [f"- Unique: {_codes(key)}" for key in table.unique_keys]
    targets: dict[str, list[str]] = {}
    for fields, target, _ in table.foreign_keys:
        targets.setdefault(target, []).append(_codes(fields))
    out += [f"- {', '.join(fields)} → [{target}](#{target})" for target, fields in targets.items()]
    out += ["", "| field | type | meaning | example |", "|---|---|---|---|"]
    for field in table.fields:
        name = _code(field.name) + ("" if field.nullable else " *")
        example = _code(cell(field.examples[0]))
        out.append(f"| {name} | {_type(field)} | {_safe(field.description)} | {example} |")
    for field in table.fields:
        if field.values:
            out += _values(field)
    return out


def _derivation() -> list[str]:
    """How direction and bearing follow: the two tables."""
    lines = [
        "",
        "How `bearing` follows. Each slot of the finding is compared with that of the proposition:",
        "",
        *(f"- {value}: {meaning}" for value, meaning in SLOT_VALUES.items()),
        "",
        "If any slot is *other*, the finding is a neighbour; else, if any is *wider*, it is wider; "
        "else, if any is *narrower*, it is a special case; else it is the proposition's own.",
        "",
        *READINGS,
        "",
        "How `direction` follows from the relation of the proposition and the result for the "
        "outcome (a measure whose higher value means less turns the result round; so do swapped "
        "sides):",
        "",
        f"| relation | {' | '.join(_RESULTS)} |",
        f"|---|{'---|' * len(_RESULTS)}",
    ]
    for relation, points in DIRECTIONS.items():
        shown = (points.get(result, result) for result in _RESULTS)
        lines.append(f"| {relation} | {' | '.join(shown)} |")
    relations = ", ".join(ONE_SIDED)
    return [
        *lines,
        "",
        "`mixed` and `unclear` stay what they are. "
        f"Under {relations}, a finding that compares the subject with another exercise or "
        "treatment (comparator *other*) can only support: less than the other has is still an "
        "effect, and so the direction is `unclear` otherwise. All other relations have no table: "
        "a person gives the direction, with the reason.",
    ]


def _values(field: Field) -> list[str]:
    """The allowed values of an enumeration, each with its definition."""
    order = ""
    if field.raw.get("x-ordered"):
        order = ", in ascending order" + (" but for empty" if None in field.values else "")
    return [
        "",
        f"Values of {_code(field.name)}{order}:",
        "",
        *(
            f"- {'(empty)' if value is None else _code(value)}: {_safe(text)}"
            for value, text in field.values.items()
        ),
    ]


def _type(field: Field) -> str:
    if field.values:
        return "one of a list" + (", derived" if field.raw.get("x-derived") else "")
    limits = [
        f"{sign} {cell(field.raw[name])}"
        for name, sign in (("minimum", "≥"), ("maximum", "≤"))
        if name in field.raw
    ]
    if field.raw.get("x-derived"):
        limits.append("derived")
    kinds = field.raw.get("x-term-kinds")
    if kinds and len(kinds) < _ALL_KINDS:
        return f"term of the kind {' or '.join(kinds)}"
    return field.type + (f", {', '.join(limits)}" if limits else "")


def _safe(text: str) -> str:
    """A text that does not end a cell of a Markdown table."""
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{text}`"


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(map(_code, texts))
