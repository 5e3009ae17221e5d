"""Rules for passages and readings: where they stand, and which carry claims."""

from bisect import bisect_left
from itertools import accumulate

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.locate_words import MAX_GLUE


@rule("passage-id")
def passage_id(package: TableSet):
    """The id of a passage is its article, start and end."""
    rows = package["passages"]
    for i, row in enumerate(rows.rows):
        if row["passage_id"] != f"{row['article_id']}:{row['start']}-{row['end']}":
            yield problem(
                rows,
                i,
                "passage-id",
                "The id does not say article, start and end of the row.",
                "Run the build.",
                "passage_id",
            )


@rule("passage-in-text")
def passage_in_text(package: TableSet):
    """A passage ends behind its start, inside its article, and has no more tokens than characters."""
    articles = package.index("articles")
    for table in ("passages", "readings"):
        rows = package[table]
        for i, row in enumerate(rows.rows):
            article = articles.get(row["article_id"])
            if not all(isinstance(row[name], int) for name in ("start", "end", "token_count")):
                continue
            if row["end"] <= row["start"] or row["token_count"] > row["end"] - row["start"]:
                yield problem(
                    rows,
                    i,
                    "passage-in-text",
                    "The passage has no room for its tokens.",
                    "Print the address anew with scripts/locate.py.",
                    "end",
                )
            elif (
                article
                and isinstance(article["text_characters"], int)
                and row["end"] > article["text_characters"]
            ):
                yield problem(
                    rows,
                    i,
                    "passage-in-text",
                    f"The passage ends at {row['end']}, the text at {article['text_characters']}.",
                    "Print the address anew with scripts/locate.py.",
                    "end",
                )


@rule("passage-role")
def passage_role(package: TableSet):
    """A passage has the role claim exactly when a claim rests on it."""
    rows, carrying = package["passages"], set(package["claims"].column("passage_id"))
    for i, row in enumerate(rows.rows):
        if (row["role"] == "claim") != (row["passage_id"] in carrying):
            what = (
                "no claim rests on it"
                if row["role"] == "claim"
                else f"its role is {row['role']} although a claim rests on it"
            )
            yield problem(
                rows,
                i,
                "passage-role",
                f"The passage is inconsistent: {what}.",
                "Add the claim, or correct the role.",
                "role",
            )


@rule("passage-without-claim")
def passage_without_claim(package: TableSet):
    """A passage without claims overlaps no passage that carries one, and glue has at most four tokens."""
    rows, claimed = package["passages"], {}
    for row in rows.rows:
        if row["role"] == "claim":
            claimed.setdefault(row["article_id"], []).append((row["start"], row["end"]))
    for article, places in claimed.items():
        places.sort()
        # starts, and for each the furthest end of all passages that begin no later
        claimed[article] = (
            [start for start, _ in places],
            list(accumulate((end for _, end in places), max)),
        )
    for i, row in enumerate(rows.rows):
        if row["role"] == "claim":
            continue
        starts, reach = claimed.get(row["article_id"], ([], []))
        before = bisect_left(starts, row["end"])
        if before and reach[before - 1] > row["start"]:
            yield problem(
                rows,
                i,
                "passage-without-claim",
                "The passage overlaps one that carries a claim.",
                "Cut it to the words that carry none.",
                "start",
            )
        elif row["role"] == "glue" and row["token_count"] > MAX_GLUE:
            yield problem(
                rows,
                i,
                "passage-without-claim",
                f"Glue of {row['token_count']} words.",
                "Say by its role why the passage makes no claim.",
                "role",
            )


@rule("read-twice")
def read_twice(package: TableSet):
    """Every article has a first and a second raw reading."""
    rows, found = (
        package["articles"],
        set(zip(package["readings"].column("article_id"), package["readings"].column("reader"))),
    )
    for i, article in enumerate(rows.column("article_id")):
        missing = [reader for reader in ("first", "second") if (article, reader) not in found]
        if missing:
            yield problem(
                rows,
                i,
                "read-twice",
                f"The {' and the '.join(missing)} reading is missing.",
                f"Add data/curation/{missing[0]}/{article}.yaml, or restore it.",
                "article_id",
            )
