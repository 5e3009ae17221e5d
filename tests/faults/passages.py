"""Passages and their places, with and without the captured texts. Copied text is taken at run
time."""

from __future__ import annotations

from collections import Counter

from pipeline.text.locate_words import MAX_GLUE
from pipeline.text.passage_address import joined, words

from . import Cell, Fault, faults
from .copies import Download, change

PLAIN = ("question", "heading", "transition", "advertisement", "caption", "attribution", "teaser")


def plain(row: dict) -> bool:
    """A passage without claims that is more than glue."""
    return row["role"] in PLAIN and row["token_count"] > MAX_GLUE


def moved(start: int, end: int, where=plain):
    """A mutation: a passage without claims moves, and its id with it."""

    def mutate(package: Download):
        row = package.find("passages", where)
        row["start"], row["end"] = row["start"] + start, row["end"] + end
        row["passage_id"] = f"{row['article_id']}:{row['start']}-{row['end']}"
        return Cell("passages", row, "start")

    return mutate


def fingerprint_of_another(package: Download):
    row, other = (
        package.find("passages", plain),
        package.find("passages", lambda row: row["role"] == "claim"),
    )
    row["fingerprint"] = other["fingerprint"]
    return Cell("passages", row, "fingerprint")


def uncovered(package: Download):
    """A passage is removed, and its words are in no other."""
    row = package.find("passages", plain)
    package.drop("passages", lambda one: one is row)
    return Cell("articles", package.index("articles")[row["article_id"]], "text_tokens")


def over_a_claim(package: Download):
    """A passage without claims overlaps the one before it, which has a claim."""
    rows = package["passages"].rows
    row, before = next(
        (row, rows[i - 1])
        for i, row in enumerate(rows)
        if plain(row)
        and i
        and rows[i - 1]["role"] == "claim"
        and rows[i - 1]["article_id"] == row["article_id"]
    )
    row["start"] = before["end"] - 1
    row["passage_id"] = f"{row['article_id']}:{row['start']}-{row['end']}"
    return Cell("passages", row, "start")


def beyond_its_text(package: Download):
    """The last passage of an article ends after the text."""
    article = package.find("articles")
    row = [row for row in package["passages"].rows if row["article_id"] == article["article_id"]][
        -1
    ]
    assert row["role"] != "claim"
    row["end"] = article["text_characters"] + 1
    row["passage_id"] = f"{row['article_id']}:{row['start']}-{row['end']}"
    return Cell("passages", row, "end")


def not_read_twice(package: Download):
    row = package["articles"].rows[-1]
    package.drop(
        "readings", lambda one: one["article_id"] == row["article_id"] and one["reader"] == "second"
    )
    return Cell("articles", row, "article_id")


def word_not_in_the_text(package: Download):
    """A claim's word is another name of the same term, which its article does not have."""
    names: dict = {}
    for row in package["term_names"].rows:
        if row["status"] == "accepted":
            names.setdefault(row["term_id"], []).append(row["name"])

    def absent(row: dict) -> str | None:
        text = package.captures[row["claim_id"].rpartition("-")[0]]
        names_of_term = names.get(row["term_id"], ())
        return next((name for name in names_of_term if not text.find(words(name))), None)

    row = package.find(
        "claim_terms",
        lambda row: (
            row["surface_form"]
            and joined(row["surface_form"]) in names.get(row["term_id"], ())
            and absent(row)
        ),
    )
    row["surface_form"] = absent(row)
    package.follow()
    return Cell("claim_terms", row, "surface_form")


def quantity_not_in_its_passage(package: Download):
    row = package.find("claim_quantities", lambda row: row["bound"] == "vague")
    row["as_stated"] = "more than anybody could say"
    package.follow()
    return Cell("claim_quantities", row, "as_stated")


def copied_sentence(table: str, field: str, where=lambda row: True):
    """A mutation: a text is replaced by words of an article."""

    def mutate(package: Download):
        article = min(package.captures)
        text = package.captures[article]
        runs = (text.text[text.starts[i] : text.ends[i + 8]] for i in range(len(text.tokens) - 8))
        row = package.find(table, where)
        row[field] = next(
            run
            for run in runs
            if run.isascii()
            and run.isprintable()
            and all(c.isalpha() or c == " " for c in run)
            and "  " not in run
        )
        return Cell(table, row, field)

    return mutate


def unknown_form(package: Download):
    """A word is watched that one article has once and that no form contains."""
    count = Counter(token for text in package.captures.values() for token in text.tokens)
    listed = {token for name in package["term_names"].column("name") for token in name.split(" ")}
    article, word = next(
        (article, token)
        for article, text in sorted(package.captures.items())
        for token in text.tokens
        if count[token] == 1 and token.isalpha() and len(token) > 5 and token not in listed
    )
    package.add(
        "term_names", package.find("term_names", lambda row: row["status"] == "watched"), name=word
    )
    return Cell("articles", package.index("articles")[article])


FAULTS = faults(
    "meaning",
    Fault(
        "passage-id-not-its-place",
        "The id of a passage is not its place.",
        "passage-id",
        change(
            "passages",
            "passage_id",
            lambda row: row["passage_id"] + "0",
            lambda row: row["role"] == "glue",
        ),
    ),
    Fault(
        "passage-without-room",
        "A passage has more tokens than characters.",
        "passage-in-text",
        change("readings", "end", lambda row: row["end"], token_count=9999),
    ),
    Fault(
        "passage-beyond-its-text",
        "A passage ends behind its text.",
        "passage-in-text",
        beyond_its_text,
    ),
    Fault(
        "role-without-claim",
        "A passage is said to carry a claim, and carries none.",
        "passage-role",
        change("passages", "role", "claim", lambda row: row["role"] == "question"),
    ),
    Fault(
        "long-glue",
        "A passage of more than four words is called glue.",
        "passage-without-claim",
        change("passages", "role", "glue", plain),
    ),
    Fault(
        "passage-over-a-claim",
        "A passage without claims reaches over one that carries a claim.",
        "passage-without-claim",
        over_a_claim,
    ),
    Fault("read-once", "An article has one reading.", "read-twice", not_read_twice),
) + faults(
    "meaning",
    Fault(
        "passage-moved-by-one", "A passage begins one character late.", "passage-place", moved(1, 0)
    ),
    Fault(
        "passage-ends-early", "A passage ends one character early.", "passage-place", moved(0, -1)
    ),
    Fault(
        "passage-moved-whole", "A passage is moved by one character.", "passage-place", moved(1, 1)
    ),
    Fault(
        "fingerprint-of-another",
        "A passage has the fingerprint of another.",
        "passage-place",
        fingerprint_of_another,
    ),
    Fault(
        "lead-of-another",
        "A passage has the lead of another.",
        "passage-place",
        change("passages", "lead", "0" * 16),
    ),
    Fault(
        "token-too-many",
        "A passage counts a token too many.",
        "passage-place",
        change("passages", "token_count", lambda row: row["token_count"] + 1, plain),
    ),
    Fault(
        "reading-moved-by-one",
        "The passage of a raw reading begins one character late.",
        "passage-place",
        change(
            "readings", "start", lambda row: row["start"] + 1, lambda row: row["token_count"] > 3
        ),
    ),
    Fault("token-uncovered", "Words of an article are in no passage.", "coverage", uncovered),
    Fault(
        "other-text-by-hash",
        "An article is of a text of another hash.",
        "text-hash",
        change("articles", "text_sha256", "0" * 64),
    ),
    Fault(
        "other-text-by-length",
        "An article is of a text with a token more.",
        "text-hash",
        change("articles", "text_tokens", lambda row: row["text_tokens"] + 1),
    ),
    Fault(
        "word-not-in-the-text",
        "A claim's word is not in its article.",
        "surface-form",
        word_not_in_the_text,
    ),
    Fault(
        "quantity-not-in-its-passage",
        "The words of a quantity are not in its passage.",
        "quantity-words",
        quantity_not_in_its_passage,
    ),
    Fault(
        "copied-definition",
        "A definition is copied from an article.",
        "copied-wording",
        copied_sentence("terms", "definition"),
    ),
    Fault(
        "copied-note",
        "A note is copied from an article.",
        "copied-wording",
        copied_sentence("references", "note", lambda row: row["note"]),
    ),
    Fault(
        "copied-reading",
        "A raw reading is copied from its article.",
        "copied-wording",
        copied_sentence("readings", "statement"),
    ),
    Fault(
        "form-not-listed",
        "A watched word stands for no form that is listed.",
        "unknown-form",
        unknown_form,
    ),
    captures=True,
)
