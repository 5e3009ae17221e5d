"""The works, the articles and the dataset itself as CSL-JSON and BibTeX, for reference managers."""

from __future__ import annotations

import re
from typing import Any

from pipeline.doors.published import Published
from pipeline.files.descriptor import dump
from pipeline.loader import STANDINGS, authors
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
_TEX = {
    "\\": "\\textbackslash{}",
    "{": "\\{",
    "}": "\\}",
    "$": "\\$",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_BRACES = {"{": "\\textbraceleft{}", "}": "\\textbraceright{}"}
_GIVEN_AND_FAMILY = 2  # words of a name
_TITLES = {"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "coach"}


def make(package: Published) -> dict[str, bytes]:
    """CSL-JSON 1.0 and BibTeX (UTF-8).

    Keys are reference_id, article_id and the name of the dataset. What was not seen is left out.
    """
    people = {row["person_id"]: row for row in package.tables["people"].rows}
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
            "note": " ".join(filter(None, (STANDINGS.get(row["standing"]), _missing(row)))) or None,
        }
    )


def _article(row: Row, people: dict[str, Row]) -> Item:
    author = people.get(row["author_id"])
    return _given(
        {
            "id": row["article_id"],
            "type": "webpage",
            "title": row["title"],
            "author": [_person(author)] if author else [],
            "issued": _date(row["published_on"] or row["updated_on"]),
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


def _person(row: Row) -> Item:
    """Given and family name of a person whose name has two words.

    The name of an organisation is kept whole. So is a longer name, which does not show where the
    family name begins, and a name with a title (Dr. Smith), which has no given name.
    """
    name: str = row["name"]
    parts = name.split()
    is_split = len(parts) == _GIVEN_AND_FAMILY and parts[0].rstrip(".").lower() not in _TITLES
    if row["kind"] == "person" and is_split:
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

    entries = []
    for item in items:
        entry = Entry(_BIB_TYPES.get(item["type"], "misc"), list(_fields(item).items()))
        for one in item.get("author", ()):
            parts = {key: _for_tex(part) for key, part in one.items()}
            person = (
                Person("{" + parts["literal"] + "}")
                if "literal" in parts
                else Person(
                    last=parts["family"], first=parts["given"], lineage=parts.get("suffix", "")
                )
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
    texts = {
        "title": item.get("title"),
        _CONTAINERS.get(item["type"], "booktitle"): item.get("container-title"),
        "year": str(year) if year else None,
        "volume": item.get("volume"),
        "number": item.get("issue"),
        "pages": item.get("page", "").replace("-", "--"),
        "version": item.get("version"),
        "pmid": item.get("PMID"),
        "pmcid": item.get("PMCID"),
        "note": item.get("note"),
    }
    fields = {key: _for_tex(value) for key, value in texts.items() if value}
    if "title" in fields:
        fields["title"] = "{" + fields["title"] + "}"  # keeps its capitals
    addresses = {"doi": item.get("DOI"), "url": item.get("URL")}
    return fields | {key: _closed(value) for key, value in addresses.items() if value}


def _for_tex(text: str) -> str:
    """A text with the signs escaped that TeX takes for commands and the writer leaves as they are.

    BibTeX counts braces even after a backslash. So braces that have no partner have names.
    """
    signs = _TEX if _balanced(text) else _TEX | _BRACES
    return "".join(signs.get(sign, sign) for sign in text)


def _closed(address: str) -> str:
    """An address in which braces without a partner are percent-escaped."""
    if _balanced(address):
        return address
    return address.replace("{", "%7B").replace("}", "%7D")


def _balanced(text: str) -> bool:
    """Whether each brace of a text has its partner."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
