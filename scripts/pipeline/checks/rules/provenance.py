"""Against the captured texts: every passage in its place, every word accounted for, no sentence copied."""

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import MAX_RUN, words


def _with_text(package: TableSet, table: str):
    rows = package[table]
    for i, row in enumerate(rows.rows):
        text = package.captures.get(row["article_id"])
        if text:
            yield rows, i, row, text


@rule("text-hash", captures=True)
def text_hash(package: TableSet):
    """The captured text is the one that was annotated: same SHA-256, characters and tokens."""
    rows = package["articles"]
    for i, row in enumerate(rows.rows):
        text = package.changed.get(row["article_id"])
        column = text and text.differs_from(row)
        if text is None or column is None:
            continue
        hint = (
            " It has CRLF line ends."
            if "\r" in text.text
            else " It starts with a byte order mark."
            if text.text.startswith("\ufeff")
            else ""
        )
        yield problem(
            rows,
            i,
            "text-hash",
            f"The captured text has {text.facts()[column]}; it is another text than the one that was annotated.{hint}",
            "Leave its file out; it cannot be checked with this copy. Or annotate the new text.",
            column,
        )


@rule("passage-place", captures=True)
def passage_place(package: TableSet):
    """Each passage begins and ends on token boundaries, and has the tokens, fingerprint and lead that its row says."""
    for table in ("passages", "readings"):
        for rows, i, row, text in _with_text(package, table):
            place = text.token_range(row["start"], row["end"])
            if place is None:
                yield problem(
                    rows,
                    i,
                    "passage-place",
                    "The passage does not begin and end on word boundaries of the text.",
                    "Print the address anew with scripts/locate.py.",
                    "start",
                )
                continue
            want = vars(text.address(*place))
            for column in ("token_count", "fingerprint", "lead"):
                if row[column] != want[column]:
                    yield problem(
                        rows,
                        i,
                        "passage-place",
                        f"The text has {want[column]} there, the row {row[column]}.",
                        "Print the address anew with scripts/locate.py.",
                        column,
                    )
                    break


@rule("coverage", captures=True)
def coverage(package: TableSet):
    """Every token of every captured text lies in a passage."""
    rows, places = package["articles"], {}
    for row in package["passages"].rows:
        places.setdefault(row["article_id"], []).append((row["start"], row["end"]))
    for i, article in enumerate(rows.column("article_id")):
        if article in package.captures:
            text = package.captures[article]
            # a passage that begins or ends within a word covers it here; that it does is said by passage-place
            for first, stop in text.uncovered(
                text.widened(*place) for place in places.get(article, ())
            ):
                cue = " ".join(text.tokens[first : min(stop, first + 4)])
                yield problem(
                    rows,
                    i,
                    "coverage",
                    f"{stop - first} words from character {text.starts[first]} on ({cue} ...) are in no passage.",
                    "Add a passage: scripts/locate.py --gaps lists what is missing.",
                    "text_tokens",
                )


@rule("surface-form", captures=True)
def surface_form(package: TableSet):
    """The surface form of a claim's term stands in the article."""
    rows, seen = package["claim_terms"], {}
    for i, (claim, form) in enumerate(zip(rows.column("claim_id"), rows.column("surface_form"))):
        article = claim.rpartition("-")[0]
        if form is None or article not in package.captures:
            continue
        if (article, form) not in seen:
            seen[article, form] = bool(package.captures[article].find(words(form)))
        if not seen[article, form]:
            yield problem(
                rows,
                i,
                "surface-form",
                f"{form!r} does not stand in the article.",
                "Use the article's own word, or list the term under implied.",
                "surface_form",
            )


@rule("quantity-words", captures=True)
def quantity_words(package: TableSet):
    """The words of a quantity stand in the passage of its claim."""
    rows, claims, passages = (
        package["claim_quantities"],
        package.index("claims"),
        package.index("passages"),
    )
    for i, row in enumerate(rows.rows):
        passage = passages.get((claims.get(row["claim_id"]) or {}).get("passage_id"))
        text = package.captures.get(passage["article_id"]) if passage else None
        place = text.token_range(passage["start"], passage["end"]) if text else None
        if place and not text.find(words(row["as_stated"]), *place):
            yield problem(
                rows,
                i,
                "quantity-words",
                f"{row['as_stated']!r} does not stand in the passage.",
                "Use the article's own words.",
                "as_stated",
            )


def copied_run(tokens: list[str], runs: set[str]) -> str | None:
    """The first run of more than MAX_RUN tokens that is in `runs`, or None."""
    size = MAX_RUN + 1
    for i in range(len(tokens) - size + 1):
        run = " ".join(tokens[i : i + size])
        if run in runs:
            return run
    return None


def article_runs(package: TableSet) -> set[str]:
    """Every run of MAX_RUN + 1 tokens in any captured text."""
    size = MAX_RUN + 1
    return {
        " ".join(text.tokens[i : i + size])
        for text in package.captures.values()
        for i in range(len(text.tokens) - size + 1)
    }


@rule("copied-wording", captures=True)
def copied_wording(package: TableSet):
    """No cell holds more than seven tokens in a row as an article has them, names and titles aside."""
    runs, seen = article_runs(package), {}
    for rows in package.tables.values():
        for field in rows.schema.fields:
            if field.type != "string" or field.values or field.raw.get("x-verbatim"):
                continue
            for i, value in enumerate(rows.column(field.name)):
                if not isinstance(value, str) or len(value) <= 15:
                    continue
                if value not in seen:  # derived tables repeat what stands in others
                    seen[value] = copied_run(words(value), runs)
                if seen[value]:
                    yield problem(
                        rows,
                        i,
                        "copied-wording",
                        f"{seen[value]!r} stands so in an article.",
                        "Say it in your own words.",
                        field.name,
                    )
