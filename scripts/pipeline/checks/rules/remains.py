"""Rules for what a copy from another system leaves in a text: markup, broken letters, et al."""

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.table_set import TableSet

_REMAINS = (
    ("an HTML entity", re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,6});")),
    ("an HTML tag", re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")),
    ("a command of TeX", re.compile(r"\\[A-Za-z]+|\{\\|\\[\"'`^~=.]")),
    # UTF-8 that was read as Latin-1 or Windows-1252
    ("letters of a wrong encoding", re.compile(r"[ÃÂ][\x80-\xbf€-™¡-¿]|â[€\x80-\x9f][\x80-™]?")),
)
_ADDRESSES = ("url", "url_seen_at", "seen_at", "doi", "local_pattern")  # hold signs of their own
_NAMES = (
    ("references", "authors"),
    ("references", "container"),
    ("people", "name"),
    ("people", "affiliation"),
)
_ET_AL = re.compile(r"\bet[ -]?al\b", re.I)


@rule
def markup_remains(tables: TableSet) -> Iterator[Problem]:
    """No text holds an HTML entity or tag, a command of TeX, or letters of a wrong encoding."""
    if not any(pattern.search(text) for text in tables.texts for _, pattern in _REMAINS):
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
                value = row[column]
                for what, pattern in _REMAINS:
                    if isinstance(value, str) and (found := pattern.search(value)):
                        yield at.problem(
                            column,
                            f"{found.group()!r} is {what}.",
                            "Write the sign that it stands for.",
                        )
                        break


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
