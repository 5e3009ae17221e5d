"""What may stand in a cell, whatever the table."""

import re
import unicodedata

from pipeline.checks.rules.registry import problem, repeated, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_PLACEHOLDER = re.compile(r"\b(?:TODO|TBD|FIXME|XXX+)\b|\?\?")
_MISSING = {
    "#n/a",
    "#na",
    "-1.#ind",
    "-1.#qnan",
    "-nan",
    "1.#ind",
    "1.#qnan",
    "<na>",
    "n/a",
    "na",
    "nan",
    "none",
    "null",
    "nil",
    "-",
    "--",
    "?",
}
_SPACES = re.compile(r"^\s|\s$|\s\s|[^\S ]")
_FORMULA = ("=", "+", "@", "-")
_WORDS = ("TODO", "TBD", "FIXME", "XXX", "??")


def _cells(package: TableSet, rule_name: str):
    """The cells in which a rule may find something: none, where what all cells hold, each value once, was looked through without a find."""
    if rule_name not in _suspected(package):
        return
    for rows in package.tables.values():
        if (
            rows.schema.derived
        ):  # which hold nothing of their own, and are held against what gives them
            continue
        for field in rows.schema.fields:
            if field.type in ("string", "date"):
                for i, value in enumerate(rows.column(field.name)):
                    if isinstance(value, str):
                        yield rows, i, field, value


def _suspected(package: TableSet) -> set[str]:
    """The rules below that may find something in a cell of the package."""
    return package.once(
        "suspected", lambda tables: set(_suspicions(tables.texts, tables.printable))
    )


def _suspicions(values: list[str], printable: bool):
    text = "\n".join(["", *values, ""])
    if any(value.lower() in _MISSING for value in values if len(value) <= 8):
        yield "missing-word"
    if any(word in text for word in _WORDS):
        yield "placeholder"
    if any("\n" + sign in text for sign in _FORMULA):
        yield "formula"
    if (
        "  " in text or "\n " in text or " \n" in text or not printable
    ):  # of all spaces and line ends only the plain space is printable
        yield "spaces"
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            yield "normal-form"
        if any(
            _odd(sign)
            for sign in set("".join(value for value in values if not value.isascii()))
            if not sign.isascii()
        ):
            yield "odd-character"


@rule("missing-word")
def missing_word(package: TableSet):
    """No cell holds a word that programs read as missing (NA, None, null, nan, -, ?)."""
    for rows, i, field, value in _cells(package, "missing-word"):
        if len(value) <= 8 and value.lower() in _MISSING:
            yield problem(
                rows,
                i,
                "missing-word",
                f"{value!r} is read as missing by many programs.",
                "Leave the cell empty, or choose another word.",
                field.name,
            )


@rule("placeholder")
def placeholder(package: TableSet):
    """No cell holds a placeholder (TODO, TBD, FIXME, XXX, ??)."""
    for rows, i, field, value in _cells(package, "placeholder"):
        if found := _PLACEHOLDER.search(value):
            yield problem(
                rows,
                i,
                "placeholder",
                f"{found.group()!r} marks something unfinished.",
                "Finish it, or leave the cell empty.",
                field.name,
            )


@rule("formula")
def formula(package: TableSet):
    """No cell begins with =, +, @ or -, which spreadsheets read as a formula."""
    for rows, i, field, value in _cells(package, "formula"):
        if value.startswith(_FORMULA):
            yield problem(
                rows,
                i,
                "formula",
                f"{value[:30]!r} would run as a formula in a spreadsheet.",
                "Begin with another character.",
                field.name,
            )


@rule("spaces")
def spaces(package: TableSet):
    """No cell begins or ends with a space, or holds two in a row or one of another kind."""
    for rows, i, field, value in _cells(package, "spaces"):
        if _SPACES.search(value):
            yield problem(
                rows,
                i,
                "spaces",
                "There is a space at an end, a double space, or a space of another kind.",
                "Keep single plain spaces.",
                field.name,
            )


@rule("normal-form")
def normal_form(package: TableSet):
    """All text is in Unicode normal form C."""
    for rows, i, field, value in _cells(package, "normal-form"):
        if not unicodedata.is_normalized("NFC", value):
            yield problem(
                rows,
                i,
                "normal-form",
                "The text is not in Unicode normal form C.",
                "Write letters with accents as one character.",
                field.name,
            )


def _odd(sign: str) -> bool:
    kind = unicodedata.category(sign)
    if kind[0] == "L":
        return (
            not unicodedata.name(sign, "").startswith("LATIN")
            or unicodedata.normalize("NFKC", sign) != sign
        )
    return (
        kind in ("Cf", "Co", "Cn", "Cs")
        or (kind == "Nd" and not sign.isascii())
        or sign == "\ufffd"
    )


@rule("odd-character")
def odd_character(package: TableSet):
    """No cell holds invisible, direction-changing or undefined characters, or letters and digits that only look Latin."""
    for rows, i, field, value in _cells(package, "odd-character"):
        odd = next((sign for sign in value if not sign.isascii() and _odd(sign)), None)
        if odd:
            yield problem(
                rows,
                i,
                "odd-character",
                f"The value holds U+{ord(odd):04X} ({unicodedata.name(odd, 'no name').lower()}).",
                "Write it with plain Latin letters and digits.",
                field.name,
            )


@rule("near-duplicate")
def near_duplicate(package: TableSet):
    """No two propositions, terms or findings, and no two claims of one article, are worded with the same set of words."""
    passages = package.index("passages")
    group_of = {"claims": lambda row: (passages.get(row["passage_id"]) or {}).get("article_id")}
    for table, column in (
        ("propositions", "statement"),
        ("claims", "statement"),
        ("findings", "statement"),
        ("terms", "definition"),
    ):
        rows = package[table]
        keys = lambda: (
            _wording(row[column], group_of.get(table, lambda _: None)(row)) for row in rows.rows
        )
        hashes = [
            hash(key) for key in keys() if key is not None
        ]  # to keep the words of all would take more memory than the table
        if len(set(hashes)) == len(hashes):
            continue
        for i, first in repeated(keys()):
            yield problem(
                rows,
                i,
                "near-duplicate",
                f"The same words stand in {rows.schema.key(rows.rows[first])}.",
                "Merge the two, or word what tells them apart.",
                column,
            )


def _wording(value, group):
    if not isinstance(value, str):
        return None
    tokens = words(value)
    # direction matters in comparisons: only the order of mention tells "A more than B" from "B more than A"
    return group, tuple(tokens) if " than " in value or " as " in value else frozenset(tokens)
