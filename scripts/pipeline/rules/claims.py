"""Claims: where they stand, what they name, what they count."""

import re
from bisect import bisect_left
from itertools import accumulate

from . import Package, problem, repeated, rule
from ..locating import MAX_GLUE
from ..statements import SLOTS
from ..tokens import joined, words

_WORDS = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


@rule("passage-id")
def passage_id(package: Package):
    """The id of a passage is its article, start and end."""
    rows = package["passages"]
    for i, row in enumerate(rows.rows):
        if row["passage_id"] != f"{row['article_id']}:{row['start']}-{row['end']}":
            yield problem(rows, i, "passage-id", "The id does not say article, start and end of the row.", "Run the build.", "passage_id")


@rule("passage-in-text")
def passage_in_text(package: Package):
    """A passage ends behind its start, inside its article, and has no more tokens than characters."""
    articles = package.index("articles")
    for table in ("passages", "readings"):
        rows = package[table]
        for i, row in enumerate(rows.rows):
            article = articles.get(row["article_id"])
            if not all(isinstance(row[name], int) for name in ("start", "end", "token_count")):
                continue
            if row["end"] <= row["start"] or row["token_count"] > row["end"] - row["start"]:
                yield problem(rows, i, "passage-in-text", "The passage has no room for its tokens.", "Print the address anew with scripts/locate.py.", "end")
            elif article and isinstance(article["text_characters"], int) and row["end"] > article["text_characters"]:
                yield problem(rows, i, "passage-in-text", f"The passage ends at {row['end']}, the text at {article['text_characters']}.", "Print the address anew with scripts/locate.py.", "end")


@rule("passage-role")
def passage_role(package: Package):
    """A passage has the role claim exactly when a claim rests on it."""
    rows, carrying = package["passages"], set(package["claims"].column("passage_id"))
    for i, row in enumerate(rows.rows):
        if (row["role"] == "claim") != (row["passage_id"] in carrying):
            what = "no claim rests on it" if row["role"] == "claim" else f"its role is {row['role']} although a claim rests on it"
            yield problem(rows, i, "passage-role", f"The passage is inconsistent: {what}.", "Add the claim, or correct the role.", "role")


@rule("passage-without-claim")
def passage_without_claim(package: Package):
    """A passage without claims overlaps no passage that carries one, and glue has at most four tokens."""
    rows, claimed = package["passages"], {}
    for row in rows.rows:
        if row["role"] == "claim":
            claimed.setdefault(row["article_id"], []).append((row["start"], row["end"]))
    for article, places in claimed.items():
        places.sort()
        # starts, and for each the furthest end of all passages that begin no later
        claimed[article] = [start for start, _ in places], list(accumulate((end for _, end in places), max))
    for i, row in enumerate(rows.rows):
        if row["role"] == "claim":
            continue
        starts, reach = claimed.get(row["article_id"], ([], []))
        before = bisect_left(starts, row["end"])
        if before and reach[before - 1] > row["start"]:
            yield problem(rows, i, "passage-without-claim", "The passage overlaps one that carries a claim.", "Cut it to the words that carry none.", "start")
        elif row["role"] == "glue" and row["token_count"] > MAX_GLUE:
            yield problem(rows, i, "passage-without-claim", f"Glue of {row['token_count']} words.", "Say by its role why the passage makes no claim.", "role")


@rule("claim-twice")
def claim_twice(package: Package):
    """No two claims of one passage have the same proposition and stance."""
    rows = package["claims"]
    for i, first in repeated(zip(rows.column("passage_id"), rows.column("proposition_id"), rows.column("stance"))):
        yield problem(rows, i, "claim-twice", f"{rows.rows[first]['claim_id']} says the same in the same place.", "Remove one of the two, or tell their propositions apart.", "proposition_id")


@rule("read-twice")
def read_twice(package: Package):
    """Every article has a first and a second raw reading."""
    rows, found = package["articles"], set(zip(package["readings"].column("article_id"), package["readings"].column("reader")))
    for i, article in enumerate(rows.column("article_id")):
        missing = [reader for reader in ("first", "second") if (article, reader) not in found]
        if missing:
            yield problem(rows, i, "read-twice", f"The {' and the '.join(missing)} reading is missing.", f"Add data/curation/{missing[0]}/{article}.yaml, or restore it.", "article_id")


@rule("claim-article")
def claim_article(package: Package):
    """The id of a claim begins with the article in which its passage stands."""
    rows, passages = package["claims"], package.index("passages")
    for i, row in enumerate(rows.rows):
        passage = passages.get(row["passage_id"])
        if passage and row["claim_id"].rpartition("-")[0] != passage["article_id"]:
            yield problem(rows, i, "claim-article", f"The passage stands in {passage['article_id']!r}.", "Number claims as <article>-NNN.", "claim_id")


@rule("slots-named")
def slots_named(package: Package):
    """Every term in a slot of a claim's proposition is among the terms of the claim, named or implied."""
    rows, propositions, known = package["claims"], package.index("propositions"), package.index("terms")
    named: dict = {}
    for claim, term in zip(package["claim_terms"].column("claim_id"), package["claim_terms"].column("term_id")):
        named.setdefault(claim, set()).add(term)
    for i, row in enumerate(rows.rows):
        proposition = propositions.get(row["proposition_id"])
        if proposition:
            missing = [term for slot in SLOTS if (term := proposition[f"{slot}_id"]) in known and term not in named.get(row["claim_id"], ())]
            if missing:
                yield problem(rows, i, "slots-named", f"The claim names no word for {', '.join(missing)} of its proposition.",
                              "Add the article's word under terms, or the term under implied.", "proposition_id")


@rule("number-coded")
def number_coded(package: Package):
    """Every number in a claim's statement is among its quantities."""
    rows = package["claims"]
    coded: dict = {}
    for row in package["claim_quantities"].rows:
        coded.setdefault(row["claim_id"], set()).update(float(v) for v in (row["low"], row["high"]) if isinstance(v, (int, float)))
    for i, row in enumerate(rows.rows):
        for found in _NUMBER.findall(row["statement"]) if isinstance(row["statement"], str) else ():
            if float(found.replace(",", "")) not in coded.get(row["claim_id"], ()):
                yield problem(rows, i, "number-coded", f"The number {found} is not among the quantities of the claim.", "Add it under quantities.", "statement")


@rule("quantity-order")
def quantity_order(package: Package):
    """The lower end of a range lies below the upper one; ordinals count from 1 without gaps."""
    rows, last = package["claim_quantities"], {}
    for i, row in enumerate(rows.rows):
        if None not in (row["low"], row["high"]) and not row["low"] < row["high"]:
            yield problem(rows, i, "quantity-order", f"The range runs from {row['low']} to {row['high']}.", "Exchange the two, or use another bound.", "low")
        if row["ordinal"] != last.get(row["claim_id"], 0) + 1:
            yield problem(rows, i, "quantity-order", "The quantities of the claim are not counted 1, 2, 3.", "Run the build.", "ordinal")
        last[row["claim_id"]] = row["ordinal"]


@rule("quantity-number")
def quantity_number(package: Package):
    """Where the words of a quantity give numbers, its low (or high) is one of them."""
    rows = package["claim_quantities"]
    for i, row in enumerate(rows.rows):
        text, value = row["as_stated"], row["low"] if row["low"] is not None else row["high"]
        said = {float(n.replace(",", "")) for n in re.findall(r"[0-9]+(?:,[0-9]{3})*(?:[.][0-9]+)?", text)} | {float(_WORDS[w]) for w in words(text) if w in _WORDS}
        if said and value is not None and float(value) not in said:
            yield problem(rows, i, "quantity-number", f"The words {text!r} do not give {value}.", "Correct the number or the words.", "low")


@rule("names-normalised")
def names_normalised(package: Package):
    """Names of terms are case-folded tokens joined by single spaces, and every surface form is one of them, with its meaning."""
    rows, names = package["term_names"], package.index("term_names")
    for i, name in enumerate(rows.column("name")):
        if isinstance(name, str) and name != joined(name):
            yield problem(rows, i, "names-normalised", "The name is not in the form in which names are compared.", "Run the build.", "name")
    rows = package["claim_terms"]
    for i, row in enumerate(rows.rows):
        if row["surface_form"] is not None:
            name = names.get(joined(row["surface_form"]))
            if name is None or name["status"] in ("ignored", "watched") or (name["status"] == "accepted" and name["term_id"] != row["term_id"]):
                yield problem(rows, i, "names-normalised", f"{row['surface_form']!r} is no name of {row['term_id']!r}.", "Correct it, or add the name to terms.", "surface_form")


@rule("unused-name")
def unused_name(package: Package):
    """A person is an author, a reviewer or somebody a claim is attributed to."""
    used = set(package["claims"].column("attributed_to")) | set(package["articles"].column("author_id")) | set(package["articles"].column("reviewer_id"))
    rows = package["people"]
    for i, person in enumerate(rows.column("person_id")):
        if person not in used:
            yield problem(rows, i, "unused-name", "Nothing refers to the person.", "Attribute a claim, or remove the person.", "person_id")
