"""Rules against the captured texts: passages in place, words accounted for, no sentence copied."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, article_of, each, each_with, text_rule
from pipeline.schema.table_schema import Field
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import MAX_RUN, Text, words

_ANEW = "Print the address again with scripts/locate.py."
_CUE = 4  # tokens that show where a gap begins
_SIZE = MAX_RUN + 1  # tokens in a row that are too many
_SHORTEST = 16  # characters of a cell that could hold as many tokens: one each, and spaces


def _with_text(tables: TableSet, table: str) -> Iterator[tuple[Row, Text, Place]]:
    """Every row whose article has a captured text, that text, and the place of the row."""
    for row, at in each(tables[table]):
        text = tables.captures.get(row["article_id"])
        if text:
            yield row, text, at


@text_rule
def text_hash(tables: TableSet) -> Iterator[Problem]:
    """The captured text is the one that was annotated: same SHA-256, characters and tokens."""
    for row, at in each(tables["articles"]):
        text = tables.changed.get(row["article_id"])
        column = text and text.differs_from(row)
        if text and column:
            yield at.problem(
                column,
                f"The captured text has {text.facts()[column]}; it is another text than the one "
                f"that was annotated. {_likely_cause(text)}".rstrip(),
                "Leave its file out; it cannot be checked with this copy. "
                "Or annotate the new text.",
            )


def _likely_cause(text: Text) -> str:
    if "\r" in text.text:
        return "It has CRLF line ends."
    return "It starts with a byte order mark." if text.text.startswith("\ufeff") else ""


@text_rule
def passage_place(tables: TableSet) -> Iterator[Problem]:
    """Each passage begins and ends on token boundaries, and has the tokens, fingerprint and lead
    that its row says.
    """
    for table in ("passages", "readings"):
        for row, text, at in _with_text(tables, table):
            place = text.token_range(row["start"], row["end"])
            if place is None:
                yield at.problem(
                    "start",
                    "The passage does not begin and end on word boundaries of the text.",
                    _ANEW,
                )
                continue
            right = vars(text.address(*place))
            for column in ("token_count", "fingerprint", "lead"):
                if row[column] != right[column]:
                    yield at.problem(
                        column,
                        f"The row has {row[column]}; the text has {right[column]} there.",
                        _ANEW,
                    )
                    break


@text_rule
def coverage(tables: TableSet) -> Iterator[Problem]:
    """Every token of every captured text lies in a passage."""
    places = defaultdict(list)
    for row in tables["passages"].rows:
        places[row["article_id"]].append((row["start"], row["end"]))
    for row, text, at in _with_text(tables, "articles"):
        # a passage that cuts a word in two covers it here; passage-place reports that passage
        covered = [text.widened(start, end) for start, end in places[row["article_id"]]]
        for first, stop in text.uncovered(covered):
            cue = " ".join(text.tokens[first : min(stop, first + _CUE)])
            yield at.problem(
                "text_tokens",
                f"{stop - first} words from character {text.starts[first]} on ({cue} ...) are in "
                "no passage.",
                "Read them, and add a passage. scripts/locate.py --gaps lists what is missing.",
            )


@text_rule
def surface_form(tables: TableSet) -> Iterator[Problem]:
    """The surface form of a claim's term stands in the article."""
    found: dict[tuple[str, str], bool] = {}  # by article and form
    for row, at in each(tables["claim_terms"]):
        article, form = article_of(row), row["surface_form"]
        text = tables.captures.get(article)
        if form is None or text is None:
            continue
        if (article, form) not in found:
            found[article, form] = bool(text.find(words(form)))
        if not found[article, form]:
            yield at.problem(
                "surface_form",
                f"{form!r} is not in the article.",
                "Use the article's own word for the term. If it has none, list the term under "
                "implied.",
            )


@text_rule
def quantity_words(tables: TableSet) -> Iterator[Problem]:
    """The words of a quantity stand in the passage of its claim."""
    passages = tables.index("passages")
    for row, claim, at in each_with(tables, "claim_quantities", "claim_id", "claims"):
        passage = passages.get(claim["passage_id"])
        text = tables.captures.get(passage["article_id"]) if passage else None
        if passage is None or text is None:
            continue
        place = text.token_range(passage["start"], passage["end"])
        # where the passage is not in its place, passage-place reports that
        if place and not text.find(words(row["as_stated"]), *place):
            yield at.problem(
                "as_stated",
                f"{row['as_stated']!r} is not in the passage of the claim.",
                "Copy the words from the passage.",
            )


@text_rule
def copied_wording(tables: TableSet) -> Iterator[Problem]:
    """No cell holds more than seven tokens in a row as an article has them, names and titles
    aside.
    """
    runs = article_runs(tables)
    copied: dict[str, str | None] = {}  # by value; derived tables repeat those of others
    for rows in tables.tables.values():
        columns = [field.name for field in rows.schema.fields if _is_in_own_words(field)]
        for row, at in each(rows):
            for column in columns:
                value = row[column]
                if not isinstance(value, str) or len(value) < _SHORTEST:
                    continue
                if value not in copied:
                    copied[value] = copied_run(words(value), runs)
                if copied[value]:
                    yield at.problem(
                        column,
                        f"An article has the same words: {copied[value]!r}.",
                        "Say it in your own words.",
                    )


def _is_in_own_words(field: Field) -> bool:
    """Whether a column holds what the annotators word themselves."""
    return field.type == "string" and not field.values and not field.raw.get("x-verbatim")


def copied_run(tokens: list[str], runs: set[str]) -> str | None:
    """The first run of more than MAX_RUN tokens that is in `runs`, or None."""
    return next((run for run in _runs(tokens) if run in runs), None)


def article_runs(tables: TableSet) -> set[str]:
    """Every run of MAX_RUN + 1 tokens in any captured text."""
    return {run for text in tables.captures.values() for run in _runs(text.tokens)}


def _runs(tokens: list[str]) -> Iterator[str]:
    """Every run of MAX_RUN + 1 tokens."""
    for i in range(len(tokens) - _SIZE + 1):
        yield " ".join(tokens[i : i + _SIZE])
