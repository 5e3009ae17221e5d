"""The rule for the pages of a work, or the number of an article that has no pages."""

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.table_set import TableSet

_VOLUME_AND_PAGE = re.compile(r"[./](?P<volume>[0-9]+)(?:[.][0-9]+)?[.](?P<page>[0-9]+)$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN = re.compile(
    "^(?=.)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$", re.IGNORECASE
)


@rule
def reference_pages(tables: TableSet) -> Iterator[Problem]:
    """Each page has a digit or is a Roman numeral. The last page of a range is not before the
    first. A DOI that ends in the volume and a page has the first page.
    """
    for row, at in each(tables["references"]):
        for pages in (row["pages"] or "").split(", "):
            first, _, last = pages.partition("-")
            wrong = next((page for page in (first, last) if page and not _is_page(page)), None)
            if wrong:
                yield at.problem(
                    "pages",
                    f"{wrong!r} is no page.",
                    "Look the work up. Write its pages or the number of the article, or leave "
                    "pages out.",
                )
            elif last and _page_number(last) < _page_number(first):
                yield at.problem(
                    "pages",
                    f"The last page, {last}, is before the first.",
                    "Look the pages up, and write them out in full.",
                )
        begin = re.match("[A-Za-z]*([0-9]+)", row["pages"] or "")
        end = _VOLUME_AND_PAGE.search(row["doi"] or "")
        if end and begin and end["volume"] == row["volume"] and int(end["page"]) != int(begin[1]):
            yield at.problem(
                "pages",
                f"The first page is {begin[1]}, the DOI ends in page {end['page']}.",
                "Look the work up. Correct the pages or the DOI.",
            )


def _is_page(page: str) -> bool:
    """Whether a page or the number of an article has a digit, or is a Roman numeral."""
    return any(sign.isdecimal() for sign in page) or _roman(page) > 0


def _page_number(page: str) -> int:
    """The number at the end of a page (1234.e8: 8), or the value of a Roman numeral."""
    digits = re.findall("[0-9]+", page)
    return int(digits[-1]) if digits else _roman(page)


def _roman(numeral: str) -> int:
    """The value of a Roman numeral, 0 for anything else."""
    if not _ROMAN.match(numeral):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in numeral.lower()]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
