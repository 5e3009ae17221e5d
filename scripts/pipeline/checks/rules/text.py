"""Rules for the text in cells, whatever the table.

Most packages break none of them. So each rule looks first at all text together, which is fast,
and goes over the cells only where that finds something.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, repeated, rule
from pipeline.checks.rules.signs import is_odd, odd_in_name
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

# what pandas, YAML, spreadsheets and databases read as no value, and how people write that
_NO_VALUE = (
    "#n/a #na -1.#ind -1.#qnan -nan 1.#ind 1.#qnan <na> n/a na nan none null "
    "~ .nan .inf -.inf +.inf inf -inf +inf infinity -infinity #null! #ref! #value! #div/0! #name? "
    "#num! \\n <null> (null) [null] <none> <nan> nat . .. ... \N{HORIZONTAL ELLIPSIS} - -- --- "
    "\N{EN DASH} \N{EM DASH} ? nil n.a. n.a na. n/d undefined missing unknown"
)
_MISSING = {*_NO_VALUE.split(), "#n/a n/a", "not available", "not applicable", "no data"}
_LONGEST_MISSING = max(map(len, _MISSING))
_PLACEHOLDER = re.compile(r"\b(?:TODO|TBD|FIXME|XXX+)\b|\?\?")
_PLACEHOLDERS = ("TODO", "TBD", "FIXME", "XXX", "??")
_FORMULA = ("=", "+", "@", "-")
_SPACES = re.compile(r"^\s|\s$|\s\s|[^\S ]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SHOWN = 30  # characters of a value in a message


def _all_text(tables: TableSet) -> str:
    """What all cells hold, each value once and on lines of its own."""
    return tables.once("all text", lambda tables: "\n".join(["", *tables.texts, ""]))


def _cells(tables: TableSet) -> Iterator[tuple[str, str, Place]]:
    """Every cell of text: value, column and place.

    Derived tables are left out; `derived-view` holds them against the tables that give them.
    """
    for rows in tables.tables.values():
        if rows.schema.derived:
            continue
        columns = [field.name for field in rows.schema.fields if field.type in ("string", "date")]
        for row, at in each(rows):
            for column in columns:
                if isinstance(row[column], str):
                    yield row[column], column, at


@rule
def missing_word(tables: TableSet) -> Iterator[Problem]:
    """No cell holds a word that programs or people read as missing (NA, None, null, ~, nan, inf, -,
    ?, unknown).
    """
    if not any(map(reads_as_missing, tables.texts)):
        return
    for value, column, at in _cells(tables):
        if reads_as_missing(value):
            yield at.problem(column, f"{value!r} {MISSING_WORD}", MISSING_MEND)


MISSING_WORD = "is read as missing, not as a value."
MISSING_MEND = "Leave it empty (null in the curation), or write what it is."


def reads_as_missing(value: str) -> bool:
    return len(value) <= _LONGEST_MISSING and value.lower() in _MISSING


@rule
def placeholder(tables: TableSet) -> Iterator[Problem]:
    """No cell holds a placeholder (TODO, TBD, FIXME, XXX, ??)."""
    text = _all_text(tables)
    if not any(word in text for word in _PLACEHOLDERS):
        return
    for value, column, at in _cells(tables):
        if found := _PLACEHOLDER.search(value):
            yield at.problem(
                column,
                f"{found.group()!r} marks something unfinished.",
                "Finish it. Leave the cell empty only if nothing belongs there.",
            )


@rule
def formula(tables: TableSet) -> Iterator[Problem]:
    """No cell begins with =, +, @ or -, which spreadsheets read as a formula."""
    text = _all_text(tables)
    if not any("\n" + sign in text for sign in _FORMULA):
        return
    for value, column, at in _cells(tables):
        if value.startswith(_FORMULA):
            yield at.problem(
                column,
                f"{value[:_SHOWN]!r} would run as a formula in a spreadsheet.",
                "Begin with another character.",
            )


@rule
def spaces(tables: TableSet) -> Iterator[Problem]:
    """No cell begins or ends with a space, or holds two in a row or one of another kind."""
    text = _all_text(tables)
    # of all spaces and line ends only the plain space is printable
    if tables.printable and not any(pair in text for pair in ("  ", "\n ", " \n")):
        return
    for value, column, at in _cells(tables):
        if _SPACES.search(value):
            yield at.problem(
                column,
                "There is a space at an end, a double space, or a space of another kind.",
                "Keep single plain spaces.",
            )


@rule
def normal_form(tables: TableSet) -> Iterator[Problem]:
    """All text is in Unicode normal form C."""
    if unicodedata.is_normalized("NFC", _all_text(tables)):
        return
    for value, column, at in _cells(tables):
        if not unicodedata.is_normalized("NFC", value):
            yield at.problem(
                column,
                "The text is not in Unicode normal form C.",
                "Write letters with accents as one character.",
            )


@rule
def odd_character(tables: TableSet) -> Iterator[Problem]:
    """No cell holds invisible, direction-changing or undefined characters, or letters and digits
    that only look Latin. Names, titles and search words, which are as the work has them, may hold
    letters of other scripts, but none that looks Latin within a Latin word.
    """
    odd = {sign for sign in set(_NOT_ASCII.findall(_all_text(tables))) if is_odd(sign)}
    if not odd:
        return
    for value, column, at in _cells(tables):
        if odd.isdisjoint(value):
            continue
        verbatim = at.rows.schema.field(column).raw.get("x-verbatim")
        sign = next((s for s in value if s in odd), None) if not verbatim else odd_in_name(value)
        if sign:
            yield at.problem(
                column,
                f"The value holds U+{ord(sign):04X} ({unicodedata.name(sign, 'no name').lower()}).",
                "Write it with plain Latin letters and digits.",
            )


@rule
def near_duplicate(tables: TableSet) -> Iterator[Problem]:
    """No two propositions, terms or findings, and no two claims of one article, are worded with
    the same set of words; but for claims that say the same of the same proposition.
    """
    for table, column in (
        ("propositions", "statement"),
        ("claims", "statement"),
        ("findings", "statement"),
        ("terms", "definition"),
    ):
        # the hashes alone first: the words of all would take more memory than the table
        hashes = [hash(key) for key in _wordings(tables, table, column) if key is not None]
        if len(set(hashes)) == len(hashes):
            continue
        rows = tables[table]
        for first, at in repeated(rows, _wordings(tables, table, column)):
            if table == "claims" and _says_the_same(first, rows.rows[at.number]):
                continue
            yield at.problem(
                column,
                f"{rows.schema.key(first)} has the same words.",
                "Read what both are taken from. Merge the two if they mean the same. "
                "If not, word what "
                "tells them apart.",
            )


def _says_the_same(first: Row, second: Row) -> bool:
    """Whether two claims take the same stance on the same proposition, as strongly."""
    columns = ("proposition_id", "stance", "degree", "modality")
    return all(first[column] == second[column] for column in columns)


def _wordings(tables: TableSet, table: str, column: str) -> Iterator[Hashable | None]:
    """For each row, the words of a column; for a claim with its article."""
    for row in tables[table].rows:
        text = row[column]
        composed = row.get("relation") not in (None, "other")  # its slots have an order
        yield (_article(tables, row), _bag(text, composed)) if isinstance(text, str) else None


def _article(tables: TableSet, row: Row) -> str | None:
    """The article of a claim; None for a row of another table."""
    passage = tables.index("passages").get(row.get("passage_id"), {})
    article: str | None = passage.get("article_id")
    return article


def _bag(text: str, ordered: bool) -> Hashable:
    """The words of a text in any order, but in theirs where only the order tells the sides apart:
    "A more than B", "A, along with B", and wherever `ordered` says so.
    """
    tokens = words(text)
    sided = ordered or any(
        f" {words_between} " in text for words_between in ("than", "as", "along with")
    )
    return tuple(tokens) if sided else frozenset(tokens)
