"""The works, the articles and the dataset itself as CSL-JSON and BibTeX, for reference managers."""

from __future__ import annotations

import re

from pipeline.base.problems import Problem, Refused
from pipeline.doors.published import Published
from pipeline.files.descriptor import dump

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


def make(package: Published) -> dict[str, bytes]:
    """CSL-JSON 1.0 and BibTeX (UTF-8). Keys are reference_id, article_id and the name of the dataset; what was not seen is left out."""
    items = [_dataset(package.descriptor)]
    people = {row["person_id"]: row["name"] for row in package.tables["people"].rows}
    items += [_article(row, people) for row in package.tables["articles"].rows] + [
        _work(row) for row in package.tables["references"].rows
    ]
    return {CSL_FILE: dump(items), BIB_FILE: _bibtex(items)}


def _work(row: dict) -> dict:
    authors = []
    for name in (row["authors"] or "").split("; "):
        family, _, given = name.partition(", ")
        authors += (
            [{"family": family, "given": given} if given else {"literal": family}] if name else []
        )
    return _given(
        {
            "id": row["reference_id"],
            "type": row["type"],
            "title": row["title"],
            "author": authors,
            "issued": _date(row["year"]),
            "container-title": row["container"],
            "volume": row["volume"],
            "issue": row["issue"],
            "page": row["pages"],
            "DOI": row["doi"],
            "PMID": row["pmid"],
            "PMCID": row["pmcid"],
            # the page where a work was seen may be a mirror: it stands in only where nothing better names the work
            "URL": None if row["doi"] or row["pmid"] else row["url"],
            "note": _missing(row),
        }
    )


def _article(row: dict, people: dict[str, str]) -> dict:
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


def _missing(row: dict) -> str | None:
    """What a reader of the entry has to know to find the work all the same."""
    unseen = [
        word
        for word, column in (("title", "title"), ("authors", "authors"), ("year", "year"))
        if not row[column]
    ]
    return (
        f"Not seen: {', '.join(unseen)}." + (f" PMID {row['pmid']}." if row["pmid"] else "")
        if unseen
        else None
    )


def _person(name: str) -> dict:
    """Given and family name where the name has two words; of longer ones nothing says where they part."""
    parts = name.split()
    return {"given": parts[0], "family": parts[1]} if len(parts) == 2 else {"literal": name}


def _dataset(descriptor: dict) -> dict:
    return {
        "id": descriptor["name"],
        "type": "dataset",
        "title": descriptor["title"],
        "author": [{"literal": one["title"]} for one in descriptor["contributors"]],
        "issued": _date(descriptor["created"][:10]),
        "version": descriptor["version"],
        "note": descriptor["id"],
    }


def _given(item: dict) -> dict:
    return {key: value for key, value in item.items() if value not in (None, [])}


def _date(value) -> dict | None:
    return {"date-parts": [[int(part) for part in str(value).split("-")]]} if value else None


def _bibtex(items: list[dict]) -> bytes:
    from pybtex.database import BibliographyData, Entry, Person

    entries = []
    for item in items:
        date = (item.get("issued") or {}).get("date-parts", [[None]])[0]
        pages = re.sub(r"^(\w+)[-–](\w+)$", r"\1--\2", item.get("page", ""))
        place = (
            "journal"
            if item["type"] == "article-journal"
            else "howpublished"
            if item["type"] == "webpage"
            else "booktitle"
        )
        fields = {
            "title": "{" + item["title"] + "}" if "title" in item else None,
            place: item.get("container-title"),
            "year": str(date[0]) if date[0] else None,
            "volume": item.get("volume"),
            "number": item.get("issue"),
            "pages": pages,
            "version": item.get("version"),
            "doi": item.get("DOI"),
            "pmid": item.get("PMID"),
            "pmcid": item.get("PMCID"),
            "url": item.get("URL"),
            "note": item.get("note"),
        }
        entry = Entry(
            _BIB_TYPES.get(item["type"], "misc"),
            [(key, value) for key, value in fields.items() if value],
        )
        for one in item.get("author", ()):
            entry.add_person(
                Person("{" + one["literal"] + "}")
                if "literal" in one
                else Person(last=one["family"], first=one["given"]),
                "author",
            )
        entries.append((item["id"], entry))
    for item in items:
        strange = next(
            (
                key
                for key in ("title", "container-title")
                if re.search(r"[{}$\\~^]", item.get(key, ""))
            ),
            None,
        )
        if strange:
            raise Refused(
                Problem(
                    "bibtex",
                    f"The {strange} of {item['id']} has a sign that BibTeX takes for a command: {item[strange]!r}.",
                    "Write it without { } $ \\ ~ ^.",
                    "rules",
                    row=item["id"],
                )
            )
    text = BibliographyData(entries).to_string("bibtex")
    # the writer escapes for TeX in every field, but addresses are read as they are
    return re.sub(
        r"^    (?:url|doi) = .*$",
        lambda line: re.sub(r"\\([&%#_])", r"\1", line.group()).replace("\\textasciitilde ", "~"),
        text,
        flags=re.M,
    ).encode("utf-8")
