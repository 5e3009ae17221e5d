"""Rules for what a copy from another system leaves in a text: markup, broken letters, et al."""

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.table_set import TableSet

_REMAINS = (
    ("an HTML entity", re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#x?[0-9A-Fa-f]{1,7});", re.I)),
    ("an HTML tag", re.compile(r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>|<!")),
    ("a command of TeX", re.compile(r"\\[A-Za-z]+|\{\\|\\[\"'`^~=.&%$#_{}]|``|\$[_^]")),
)
_LINKS = ("url", "url_seen_at", "seen_at", "standing_seen_at", "uri_prefix")
_ADDRESSES = (*_LINKS, "doi", "local_pattern")  # hold signs of their own
_NOT_IN_ADDRESS = re.compile(r"[<>\"{}|\\^`]")
_NAMES = (
    ("references", "authors"),
    ("references", "container"),
    ("people", "name"),
    ("people", "affiliation"),
)
# UTF-8 that was read as Latin-1 or Windows-1252: the first byte, and those that follow it
_FOLLOW = bytes(range(128, 192)).decode("cp1252", "ignore") + "".join(map(chr, range(128, 160)))
_MISREAD = re.compile(f"[Â-ß][{_FOLLOW}]|[à-ï][{_FOLLOW}]{{2}}|ð[{_FOLLOW}]{{3}}")
_CP1252 = bytes(range(128, 256)).decode("cp1252", "ignore")
_LETTERS = (("\N{NO-BREAK SPACE}", "\u017f"), ("\u0370", "\u052f"))  # Latin, Greek, Cyrillic
_ET_AL = re.compile(r"\bet[ -]?al\b|(?:\band|&) (?:others|colleagues)\b", re.I)


@rule
def markup_remains(tables: TableSet) -> Iterator[Problem]:
    """No text holds an HTML entity or tag, a command of TeX, or letters of a wrong encoding."""
    if not any(_remains(text) for text in tables.texts):
        return
    for rows in tables.tables.values():
        if rows.schema.derived:
            continue
        columns = [
            field.name
            for field in rows.schema.fields
            if field.type == "string" and field.name not in _ADDRESSES and not _is_code(field.raw)
        ]
        for row, at in each(rows):
            for column in columns:
                found = _remains(row[column]) if isinstance(row[column], str) else None
                if found:
                    yield at.problem(
                        column,
                        f"{found[0]!r} is {found[1]}.",
                        "Write the sign that it stands for.",
                    )


def _remains(text: str) -> tuple[str, str] | None:
    """The first remains in a text, and what they are."""
    for what, pattern in _REMAINS:
        if found := pattern.search(text):
            return found.group(), what
    if not text.isascii():
        for found in _MISREAD.finditer(text):
            if _is_misread(found.group()):
                return found.group(), "letters of a wrong encoding"
    return None


def _is_misread(signs: str) -> bool:
    """Whether signs are the bytes of one letter or sign that texts have, in UTF-8."""
    raw = b"".join(
        sign.encode("cp1252") if sign in _CP1252 else sign.encode("latin-1") for sign in signs
    )
    try:
        meant = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not meant.isalpha() or any(low <= meant <= high for low, high in _LETTERS)


def _is_code(raw: dict[str, object]) -> bool:
    """Whether a column holds a pattern or code and no words."""
    return bool(raw.get("pattern")) and not raw.get("x-verbatim")


@rule
def others_named(tables: TableSet) -> Iterator[Problem]:
    """No author, journal, person or institution is named "et al."."""
    for table, column in _NAMES:
        for row, at in each(tables[table]):
            if found := _ET_AL.search(row[column] or ""):
                yield at.problem(
                    column,
                    f"{found.group()!r} is no name.",
                    "List the names that were seen in full. If not all were, leave authors empty, "
                    "and say so in the note.",
                )


@rule
def address_signs(tables: TableSet) -> Iterator[Problem]:
    """No address holds a sign that addresses must escape with percent: < > " { } | ^ ` or a
    backslash.
    """
    if not any(_NOT_IN_ADDRESS.search(text) for text in tables.texts):
        return
    for rows in tables.tables.values():
        columns = [name for name in _LINKS if name in rows.schema.columns]
        for row, at in each(rows):
            for column in columns:
                found = _NOT_IN_ADDRESS.search(row[column] or "")
                if found:
                    yield at.problem(
                        column,
                        f"An address cannot hold {found.group()!r}.",
                        "Copy the address from the browser, or write the sign as "
                        f"%{ord(found.group()):02X}.",
                    )
