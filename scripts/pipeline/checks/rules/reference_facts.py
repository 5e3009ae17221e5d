"""Rules that hold the facts of a work against each other: id, identifiers, journal."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, rule, waivable_rule
from pipeline.loader import authors, short_name
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_PMID_SITES = (
    r"pubmed(?:[.]ncbi[.]nlm[.]nih[.]gov|[.]gov)?|medline/citation|qxmd[.]com/read|mdl-|"
    r"ncbi-pubmed|db=pubmed&id=|access_num=|SEARCH="
)
_ON_PAGE = {
    "pmid": re.compile(rf"(?:{_PMID_SITES})/?([1-9][0-9]{{6,7}})(?![0-9])"),
    "pmcid": re.compile(r"(PMC[1-9][0-9]{4,7})(?![0-9])"),
    "doi": re.compile(r"(10[.][0-9]{4,9}/[^\s?&#]+)"),
}
_DOI_ENDS = (".", "/", ",", ";", ")", "/full", "/abstract", "/pdf", ".pdf", "/meta")
_SPELLED = 5  # words of a title that tell it from others
_YEAR_IN_DOI = re.compile(r"(?<![0-9A-Za-z])((?:19|20)[0-9]{2})(?![0-9])")
# The part of a DOI that stands for the journal: letters, or a journal's number at a publisher.
_JOURNAL_IN_DOI = re.compile(
    r"10[.][0-9]+/(?:s?[0-9]{4}-[0-9]{3}[0-9x]|s[0-9]{5}|[0-9]{8}"
    r"|(?!bf[0-9]|s-[0-9])[a-z]+(?:[.](?:[0-9]{4}-[0-9]{3}[0-9x]|[a-z]*))?)"
)
_SPECIAL = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae"})


@waivable_rule
def reference_author(tables: TableSet) -> Iterator[Problem]:
    """An id that does not begin with pmid or doi begins with the family name of the first author,
    or with the name of an organisation, its first word or its initials.

    Apostrophes and hyphens count as nothing.
    """
    for row, at in each(tables["references"]):
        name = row["reference_id"]
        if not row["authors"] or name.startswith(("pmid-", "doi-")):
            continue
        first = authors(row["authors"])[0]
        begins = map(_plain, [short_name(first), *_short_forms(first.get("literal", ""))])
        ways = tuple(filter(None, begins))
        if ways and not _plain(name).startswith(ways):
            yield at.problem(
                "authors",
                f"The id does not begin with the name of the first author, {short_name(first)!r}.",
                "Look the work up. Correct the authors or the id.",
            )


def _short_forms(literal: str) -> list[str]:
    """The first word of an organisation's name, and its initials."""
    return [literal.partition(" ")[0], "".join(re.findall(r"\b[A-Z]", literal))]


def _plain(name: str) -> str:
    """A name in small ASCII letters alone; a copy number before an id is left out."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_SPECIAL))
    return "".join(letter for letter in letters if "a" <= letter <= "z")


@waivable_rule
def identifier_page(tables: TableSet) -> Iterator[Problem]:
    """An address that holds a PMID, PMCID or DOI holds that of the work, if the work has one."""
    for row, at in each(tables["references"]):
        pages = unquote(unquote(" ".join(filter(None, (row["url"], row["seen_at"])))))
        for column, pattern in _ON_PAGE.items():
            seen = {found.lower() for found in pattern.findall(pages)}
            own = (row[column] or "").lower()
            if own and seen and not any(_is_that(one, own) for one in seen):
                yield at.problem(
                    column,
                    f"It is {row[column]}; the pages on which the work was seen have "
                    f"{', '.join(sorted(seen))}.",
                    "Open the pages again, and correct the one that is wrong.",
                )


def _is_that(seen: str, own: str) -> bool:
    """Whether an identifier in an address is this one; the path may go on after a DOI."""
    return seen == own or seen.startswith((f"{own}/", f"{own}."))


@rule
def doi_form(tables: TableSet) -> Iterator[Problem]:
    """A DOI ends with its own last letter or digit, not with a full stop, a slash or a path."""
    for row, at in each(tables["references"]):
        doi = (row["doi"] or "").lower()
        end = next((end for end in _DOI_ENDS if doi.endswith(end)), None)
        if end is not None and not (end == ")" and "(" in doi):
            yield at.problem(
                "doi", f"The DOI ends with {end!r}.", "Copy the DOI alone, without what follows it."
            )


@waivable_rule
def doi_year(tables: TableSet) -> Iterator[Problem]:
    """A year within a DOI is that of the work, or one beside it."""
    for row, at in each(tables["references"]):
        years = [int(year) for year in _YEAR_IN_DOI.findall((row["doi"] or "").partition("/")[2])]
        if row["year"] and years and min(abs(year - row["year"]) for year in years) > 1:
            yield at.problem(
                "year",
                f"The year is {row['year']}, the DOI has {years[0]}.",
                "Look the work up, and correct the one that is wrong.",
            )


@waivable_rule
def doi_journal(tables: TableSet) -> Iterator[Problem]:
    """Works whose DOIs begin alike, up to the part that names the journal, are in one journal."""
    journals: defaultdict[str, list[tuple[str, Place]]] = defaultdict(list)
    for row, at in each(tables["references"]):
        start = _JOURNAL_IN_DOI.match((row["doi"] or "").lower())
        if start and row["container"]:
            journals[start.group()].append((row["container"], at))
    for beginning, found in journals.items():
        usual = Counter(name for name, _ in found).most_common(1)[0][0]
        for name, at in found:
            if name != usual:
                yield at.problem(
                    "container",
                    f"The DOI begins with {beginning} like those of works in {usual!r}.",
                    "Look the work up. Correct the journal or the DOI.",
                )


@waivable_rule
def journal_volume(tables: TableSet) -> Iterator[Problem]:
    """In one journal a later volume is not of an earlier year."""
    journals: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    rows = tables["references"]
    for number, row in enumerate(rows.rows):
        volume = row["volume"] or ""
        if row["container"] and row["year"] and volume.isdecimal():
            journals[row["container"]].append((int(volume), row["year"], number))
    for found in journals.values():
        found.sort()
        rising = _rising([year for _, year, _ in found])
        for place, (volume, year, number) in enumerate(found):
            if place in rising:
                continue
            other = found[min(rising, key=lambda near: abs(near - place))]
            yield Place(rows, number).problem(
                "volume",
                f"Volume {volume} is of {year}, but volume {other[0]} of {other[1]} in "
                f"{rows.rows[other[2]]['reference_id']!r}.",
                "Look both up. Correct the journal, the volume or the year that is wrong.",
            )


def _rising(years: list[int]) -> set[int]:
    """The places of the longest run of years, gaps allowed, in which none is before the last."""
    ends: list[int] = []  # the lowest year that ends a run of each length, and its place
    places: list[int] = []
    before: list[int | None] = []
    for place, year in enumerate(years):
        length = bisect_right(ends, year)
        before.append(places[length - 1] if length else None)
        ends[length : length + 1] = [year]
        places[length : length + 1] = [place]
    found: set[int] = set()
    last: int | None = places[-1]
    while last is not None:
        found.add(last)
        last = before[last]
    return found


@waivable_rule
def title_page(tables: TableSet) -> Iterator[Problem]:
    """An address that spells the beginning of a title spells that of the work, not of another."""
    titles: dict[tuple[str, ...], str] = {}
    for row in tables["references"].rows:
        begun = tuple(words(row["title"] or "")[:_SPELLED])
        if len(begun) == _SPELLED:
            titles[begun] = row["reference_id"]
    for row, at in each(tables["references"]):
        pages = unquote(" ".join(filter(None, (row["url"], row["seen_at"]))))
        for part in re.split("[/ ]", pages):
            other = titles.get(tuple(words(part.replace("_", "-"))[:_SPELLED]), row["reference_id"])
            if other != row["reference_id"]:
                yield at.problem(
                    "title",
                    f"The address {part!r} spells the title of {other!r}.",
                    "Open the page. Correct the title or the address.",
                )
                break
