"""Rules for what is said of an article: its dates, its address, and the people named with it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, each_with, rule, waivable_rule, waivable_text_rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_MONTHS = words(
    "january february march april may june july august september october november december"
)
_LIST_PLACE = re.compile(r"-listed-([0-9]+)$")
_DOMAIN = re.compile(r"[.](?:com|org|net)$", re.I)
_TITLE_START = 6  # words of a title by which a list of works is searched


@rule
def article_dates(tables: TableSet) -> Iterator[Problem]:
    """An article is not updated before it is published."""
    for row, at in each(tables["articles"]):
        if row["published_on"] and row["updated_on"] and row["updated_on"] < row["published_on"]:
            yield at.problem(
                "updated_on",
                f"Updated on {row['updated_on']}, but published on {row['published_on']}.",
                "Look both dates up on the page, and correct the wrong one.",
            )


@rule
def article_people(tables: TableSet) -> Iterator[Problem]:
    """The author of an article has the role author and its reviewer the role reviewer; who
    only speaks in articles has neither.
    """
    for role in ("author", "reviewer"):
        for row, person, at in each_with(tables, "articles", f"{role}_id", "people"):
            if person["role"] != role:
                yield at.problem(
                    f"{role}_id",
                    f"{row[f'{role}_id']!r} is {role} here, and {person['role']} among the people.",
                    "Look up what the page calls the person, and correct the wrong one.",
                )

    heads = tables.keys("articles", ("author_id",)) | tables.keys("articles", ("reviewer_id",))
    speakers = tables.keys("claims", ("attributed_to",))
    for row, at in each(tables["people"]):
        # of others, the first part or unused-name says what is wrong
        if row["person_id"] in speakers - heads and row["role"] in ("author", "reviewer"):
            yield at.problem(
                "role",
                f"The role is {row['role']}, but no article names the person so.",
                "Look up what the article calls the person, and correct the role.",
            )


@waivable_rule
def article_address(tables: TableSet) -> Iterator[Problem]:
    """The host of an article's address has the letters of the site's name, and most words of its
    last part stand in the title.
    """
    for row, at in each(tables["articles"]):
        host = _letters((row["url"] or "").partition("//")[2].partition("/")[0])
        if host and _letters(_DOMAIN.sub("", row["site"])) not in host:
            yield at.problem(
                "url",
                f"The site is {row['site']!r}, but the address begins with {host!r}.",
                "Open the page, and correct the site or the address.",
            )
            continue
        last = (row["url"] or "").rstrip("/").rpartition("/")[2]
        slug = [word for word in re.split(r"[^a-z]+", last.lower()) if word]
        title = set(words(row["title"]))
        if len(slug) > 1 and 2 * sum(word in title for word in slug) < len(slug) + 1:
            yield at.problem(
                "url",
                f"The address ends in {last!r}, the title is {row['title']!r}.",
                "Open the page. Correct the address if it is that of another article.",
            )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


@waivable_text_rule
def article_title(tables: TableSet) -> Iterator[Problem]:
    """The title of an article stands in its text."""
    for row, at in each(tables["articles"]):
        text = tables.captures.get(row["article_id"])
        if text and not text.find(words(row["title"])):
            yield at.problem(
                "title",
                "The title is not in the text.",
                "Copy it from the page. If the captured text lacks it, waive the rule.",
            )


@waivable_text_rule
def person_words(tables: TableSet) -> Iterator[Problem]:
    """Titles and posts of a person stand, part by part, in an article of theirs or in one that
    quotes them.
    """
    passages, theirs = tables.index("passages"), defaultdict(set)
    for article in tables["articles"].rows:
        for column in ("author_id", "reviewer_id"):
            theirs[article[column]].add(article["article_id"])
    for claim in tables["claims"].rows:
        passage = passages.get(claim["passage_id"])
        if claim["attributed_to"] and passage:
            theirs[claim["attributed_to"]].add(passage["article_id"])
    for row, at in each(tables["people"]):
        texts = [tables.captures.get(name) for name in sorted(theirs[row["person_id"]])]
        for column in ("credentials", "affiliation"):
            for part in filter(None, re.split("[;,] *", row[column] or "")):
                if texts and all(texts) and not any(t.find(words(part)) for t in texts if t):
                    yield at.problem(
                        column,
                        f"{part!r} is in no article that has the person.",
                        "Copy titles and posts from the article, separated by commas.",
                    )


@waivable_text_rule
def article_date_words(tables: TableSet) -> Iterator[Problem]:
    """Where an article's text prints dates, its own date is one of them."""
    for row, at in each(tables["articles"]):
        text = tables.captures.get(row["article_id"])
        printed = _dates(text.tokens) if text else set()
        for column in ("published_on", "updated_on"):
            said = row[column]
            if not said or said in printed:
                continue
            if printed:
                yield at.problem(
                    column,
                    f"The date is {said}; the text prints {', '.join(sorted(printed))}.",
                    "Copy the date from the text. Mind the order of month and day.",
                )


def _dates(tokens: list[str]) -> set[str]:
    """The dates that are written with the name of a month: October 5, 2022 or 5 October 2022."""
    found = set()
    for i, token in enumerate(tokens):
        if token not in _MONTHS or i + 1 >= len(tokens):
            continue
        month = _MONTHS.index(token) + 1
        before = tokens[i - 1] if i else ""
        for day, year in ((tokens[i + 1], tokens[i + 2 : i + 3]), (before, tokens[i + 1 : i + 2])):
            found |= _date(year[0] if year else "", month, day)
    return found


def _date(year: str, month: int, day: str) -> set[str]:
    """The date of these numbers as a set of one, or an empty one."""
    if not (year.isdecimal() and day.isdecimal()):
        return set()
    try:
        return {date(int(year), month, int(day)).isoformat()}
    except ValueError:
        return set()


@waivable_text_rule
def listed_order(tables: TableSet) -> Iterator[Problem]:
    """Works that an article only lists stand in its text in the order of their numbers."""
    last: dict[str, tuple[int, int]] = {}
    for row, work, at in each_with(tables, "citations", "reference_id", "references"):
        number = _LIST_PLACE.search(row["citation_id"])
        text = tables.captures.get(row["article_id"])
        title = words(work["title"] or "")[:_TITLE_START]
        if not (number and text and title):
            continue
        places = text.find(title)
        before, place = last.get(row["article_id"], (0, -1))
        if not places:
            yield at.problem(
                "reference_id",
                f"The title of {row['reference_id']!r} is not in the text.",
                "Look at the list below the article, and correct the reference.",
            )
        elif int(number[1]) > before and places[0] < place:
            yield at.problem(
                "reference_id",
                f"In the text {row['reference_id']!r} stands before the work with the number "
                f"{before}.",
                "Look at the list below the article, and correct the references.",
            )
        else:
            last[row["article_id"]] = int(number[1]), places[0]
