"""The works, the articles and the dataset itself as CSL-JSON and BibTeX, for reference managers."""

from __future__ import annotations

import re
from typing import Any

from pipeline.base.problems import Problem, Refused
from pipeline.doors.published import Published
from pipeline.files.descriptor import dump
from pipeline.loader import authors
from pipeline.tables.rows import Row

Item = dict[str, Any]  # an entry of CSL-JSON
CSL_FILE, BIB_FILE = "references.csl.json", "references.bib"
_BIB_TYPES = {
    "article-journal": "article",
    "webpage": "misc",
    "dataset": "misc",
    "chapter": "incollection",
    "book": "book",
    "thesis": "phdthesis",
    "paper-conference": "inproceedings",
}
_CONTAINERS = {"article-journal": "journal", "webpage": "howpublished"}  # of others: booktitle
_RANGE = re.compile("^(\\w+)[-\N{EN DASH}](\\w+)$")  # pages, 12-34
_GIVEN_AND_FAMILY = 2  # words of a name


def make(package: Published) -> dict[str, bytes]:
    """CSL-JSON 1.0 and BibTeX (UTF-8).

    Keys are reference_id, article_id and the name of the dataset. What was not seen is left out.
    Refused if a title has a character that BibTeX takes for a command.
    """
    people = {row["person_id"]: row["name"] for row in package.tables["people"].rows}
    items = [
        _dataset(package.descriptor),
        *(_article(row, people) for row in package.tables["articles"].rows),
        *(_work(row) for row in package.tables["references"].rows),
    ]
    return {CSL_FILE: dump(items), BIB_FILE: _bibtex(items)}


def _work(row: Row) -> Item:
    return _given(
        {
            "id": row["reference_id"],
            "type": row["type"],
            "title": row["title"],
            "author": authors(row["authors"]),
            "issued": _date(row["year"]),
            "container-title": row["container"],
            "volume": row["volume"],
            "issue": row["issue"],
            "page": row["pages"],
            "DOI": row["doi"],
            "PMID": row["pmid"],
            "PMCID": row["pmcid"],
            # A work may have been seen on a mirror: that address is given only if no
            # identifier names the work.
            "URL": None if row["doi"] or row["pmid"] else row["url"],
            "note": _missing(row),
        }
    )


def _article(row: Row, people: dict[str, str]) -> Item:
    author = people.get(row["author_id"])
    return _given(
        {
            "id": row["article_id"],
            "type": "webpage",
            "title": row["title"],
            "author": [_person(author)] if author else [],
            "issued": _date(row["updated_on"] or row["published_on"]),
            "container-title": row["site"],
            "URL": row["url"],
            "language": row["language"],
        }
    )


def _missing(row: Row) -> str | None:
    """What was not seen of a work, with the PMID by which a reader can still find it."""
    unseen = [
        word
        for word, column in (("title", "title"), ("authors", "authors"), ("year", "year"))
        if not row[column]
    ]
    if not unseen:
        return None
    return f"Not seen: {', '.join(unseen)}." + (f" PMID {row['pmid']}." if row["pmid"] else "")


def _person(name: str) -> Item:
    """Given and family name of a name of two words. A longer name is kept whole: it does not show
    where the family name begins.
    """
    parts = name.split()
    if len(parts) == _GIVEN_AND_FAMILY:
        return {"given": parts[0], "family": parts[1]}
    return {"literal": name}


def _dataset(descriptor: dict[str, Any]) -> Item:
    return {
        "id": descriptor["name"],
        "type": "dataset",
        "title": descriptor["title"],
        "author": [{"literal": one["title"]} for one in descriptor["contributors"]],
        "issued": _date(descriptor["created"][:10]),
        "version": descriptor["version"],
        "note": descriptor["id"],
    }


def _given(item: Item) -> Item:
    return {key: value for key, value in item.items() if value not in (None, [])}


def _date(value: int | str | None) -> Item | None:
    return {"date-parts": [[int(part) for part in str(value).split("-")]]} if value else None


def _bibtex(items: list[Item]) -> bytes:
    from pybtex.database import (  # noqa: PLC0415 - optional library, slow to import
        BibliographyData,
        Entry,
        Person,
    )

    for item in items:
        _refuse_commands(item)
    entries = []
    for item in items:
        entry = Entry(_BIB_TYPES.get(item["type"], "misc"), list(_fields(item).items()))
        for one in item.get("author", ()):
            person = (
                Person("{" + one["literal"] + "}")
                if "literal" in one
                else Person(last=one["family"], first=one["given"], lineage=one.get("suffix", ""))
            )
            entry.add_person(person, "author")
        entries.append((item["id"], entry))
    text: str = BibliographyData(entries).to_string("bibtex")
    # the writer escapes for TeX in every field, but addresses are read as they are
    return re.sub(
        r"^    (?:url|doi) = .*$",
        lambda line: re.sub(r"\\([&%#_])", r"\1", line.group()).replace("\\textasciitilde ", "~"),
        text,
        flags=re.M,
    ).encode("utf-8")


def _fields(item: Item) -> dict[str, str]:
    """The fields of a BibTeX entry except its authors."""
    year = (item.get("issued") or {}).get("date-parts", [[None]])[0][0]
    fields = {
        "title": "{" + item["title"] + "}" if "title" in item else None,
        _CONTAINERS.get(item["type"], "booktitle"): item.get("container-title"),
        "year": str(year) if year else None,
        "volume": item.get("volume"),
        "number": item.get("issue"),
        "pages": _RANGE.sub(r"\1--\2", item.get("page", "")),
        "version": item.get("version"),
        "doi": item.get("DOI"),
        "pmid": item.get("PMID"),
        "pmcid": item.get("PMCID"),
        "url": item.get("URL"),
        "note": item.get("note"),
    }
    return {key: value for key, value in fields.items() if value}


def _refuse_commands(item: Item) -> None:
    """Refused if a title has a character that BibTeX takes for a command."""
    for key in ("title", "container-title"):
        if re.search(r"[{}$\\~^]", item.get(key, "")):
            raise Refused(
                Problem(
                    "bibtex",
                    f"The {key} of {item['id']} has a character that BibTeX takes for a command: "
                    f"{item[key]!r}.",
                    "Write it without { } $ \\ ~ ^.",
                    "rules",
                    row=item["id"],
                )
            )
