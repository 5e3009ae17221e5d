"""Rules for passages and readings: where they are, and which carry claims."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule, waivable_rule, waivable_text_rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.locate_words import MAX_GLUE
from pipeline.text.passage_address import Text

_LONGEST_NAME = 8  # words
_ANEW = "Print the address again with scripts/locate.py."


@rule
def passage_id(tables: TableSet) -> Iterator[Problem]:
    """The id of a passage is its article, start and end."""
    for row, at in each(tables["passages"]):
        right = f"{row['article_id']}:{row['start']}-{row['end']}"
        if row["passage_id"] != right:
            yield at.problem(
                "passage_id", f"Article, start and end give the id {right!r}.", "Run the build."
            )


@rule
def passage_in_text(tables: TableSet) -> Iterator[Problem]:
    """A passage ends behind its start, inside its article, and has no more tokens than
    characters.
    """
    articles = tables.index("articles")
    for table in ("passages", "readings"):
        for row, at in each(tables[table]):
            start, end, count = row["start"], row["end"], row["token_count"]
            if not all(isinstance(number, int) for number in (start, end, count)):
                continue
            length = articles.get(row["article_id"], {}).get("text_characters")
            if end <= start or count > end - start:
                yield at.problem(
                    "end",
                    f"From {start} to {end} there is no room for {count} words.",
                    _ANEW,
                )
            elif isinstance(length, int) and end > length:
                yield at.problem(
                    "end", f"The passage ends at character {end}, the text at {length}.", _ANEW
                )


@rule
def passage_role(tables: TableSet) -> Iterator[Problem]:
    """A passage has the role claim exactly when a claim rests on it."""
    carrying = tables.keys("claims", ("passage_id",))
    for row, at in each(tables["passages"]):
        if row["role"] == "claim" and row["passage_id"] not in carrying:
            yield at.problem(
                "role",
                "The role is claim, but no claim rests on the passage.",
                "Add the claim. If the passage makes none, correct the role.",
            )
        elif row["role"] != "claim" and row["passage_id"] in carrying:
            yield at.problem(
                "role",
                f"A claim rests on the passage, but its role is {row['role']}.",
                "Correct the role, or the passage of the claim.",
            )


@rule
def passage_without_claim(tables: TableSet) -> Iterator[Problem]:
    """A passage without claims overlaps no passage that carries one, and glue has at most four
    tokens.
    """
    claimed = _claimed(tables)
    for row, at in each(tables["passages"]):
        if row["role"] == "claim":
            continue
        if claimed.overlaps(row):
            yield at.problem(
                "start",
                "The passage overlaps one that carries a claim.",
                "Cut it to the words that carry none.",
            )
        elif row["role"] == "glue" and row["token_count"] > MAX_GLUE:
            yield at.problem(
                "role",
                f"Glue has at most {MAX_GLUE} words, this passage has {row['token_count']}.",
                "Read the passage again. Add the claim that it makes, or the role that says why "
                "it makes none.",
            )


class _Places:
    """Where rows with `article_id`, `start` and `end` are in each article."""

    def __init__(self, rows: Iterable[Row]):
        places = defaultdict(list)
        for row in rows:
            places[row["article_id"]].append((row["start"], row["end"]))
        # by article: the starts, and for each the furthest end of all that begin no later
        self.starts, self.reach = {}, {}
        for article, found in places.items():
            found.sort()
            self.starts[article] = [start for start, _ in found]
            self.reach[article] = list(accumulate((end for _, end in found), max))

    def overlaps(self, passage: Row) -> bool:
        """Whether a passage has characters in common with one that carries a claim."""
        article = passage["article_id"]
        before = bisect_left(self.starts.get(article, []), passage["end"])
        return bool(before) and self.reach[article][before - 1] > passage["start"]


def _claimed(tables: TableSet) -> _Places:
    """Where the passages are that carry a claim."""
    return _Places(row for row in tables["passages"].rows if row["role"] == "claim")


@waivable_rule
def reading_claimed(tables: TableSet) -> Iterator[Problem]:
    """Where both readers mark a claim, a claim of the article rests on some of the same words."""
    claimed = _claimed(tables)
    second = _Places(row for row in tables["readings"].rows if row["reader"] == "second")
    others = {
        (row["article_id"], row["start"]): at
        for row, at in each(tables["passages"])
        if row["role"] != "claim"
    }
    for row, at in each(tables["readings"]):
        if row["reader"] == "first" and second.overlaps(row) and not claimed.overlaps(row):
            yield others.get((row["article_id"], row["start"]), at).problem(
                "start",
                "Both readers mark a claim here, and no claim rests on these words.",
                "Read the passage again. Add the claim, or waive the row in "
                "data/curation/waivers.yaml with the reason.",
            )


@waivable_text_rule
def passage_cuts(tables: TableSet) -> Iterator[Problem]:
    """A passage with a claim does not begin or end within an accepted name."""
    names = defaultdict(list)
    for row in tables["term_names"].rows:
        first, *rest = str(row["name"]).split(" ")
        if row["status"] == "accepted" and rest:
            names[first].append([first, *rest])
    for row, at in each(tables["passages"]):
        text = tables.captures.get(row["article_id"])
        place = text.token_range(row["start"], row["end"]) if text else None
        if text is None or place is None or row["role"] != "claim":
            continue
        for column, edge in zip(("start", "end"), place, strict=True):
            if name := _name_across(text, edge, names):
                yield at.problem(
                    column,
                    f"The passage cuts the name {name!r} in two.",
                    f"Take in the whole name, or leave it out. {_ANEW} If each word of the name "
                    "belongs to another claim, waive the row in data/curation/waivers.yaml.",
                )


def _name_across(text: Text, edge: int, names: dict[str, list[list[str]]]) -> str | None:
    """The name that goes on across the edge between two tokens of one line, or None."""
    for first in range(max(0, edge - _LONGEST_NAME), edge):
        for name in names.get(text.tokens[first], ()):
            stop = first + len(name)
            if stop > edge and text.tokens[first:stop] == name:
                between = text.text[text.starts[first] : text.ends[stop - 1]]
                return None if "\n" in between else " ".join(name)
    return None


@rule
def read_twice(tables: TableSet) -> Iterator[Problem]:
    """Every article has a first and a second raw reading."""
    found = tables.keys("readings", ("article_id", "reader"))
    for row, at in each(tables["articles"]):
        article = row["article_id"]
        missing = [reader for reader in ("first", "second") if (article, reader) not in found]
        if missing:
            files = [f"data/curation/{reader}/{article}.yaml" for reader in missing]
            yield at.problem(
                "article_id",
                f"The {' and the '.join(missing)} reading is missing.",
                f"Add {' and '.join(files)}, or restore what was there.",
            )
