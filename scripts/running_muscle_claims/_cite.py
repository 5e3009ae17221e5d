"""How to cite the dataset, one claim or proposition of it, and the articles and studies behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._addresses import address_of, base, identify
from ._load import Tables, plain

if TYPE_CHECKING:
    import pandas

_WORDS = {"claims": "claim", "propositions": "proposition", "terms": "term"}


def cite(name: str | None = None, *, folder: str | Path | None = None) -> str:
    """A citation as plain text: of the dataset or, given an id or address, of a claim, proposition or term in it.

    Behind that of a claim stand the article that makes it and the works it cites, behind that of a proposition the
    articles that make claims about it and the works that bear on it, one a line. For an article, a work or a finding it
    is the citation of that article or paper. Raises KeyError with the nearest ids for an unknown one.
    Source: descriptor and the tables articles, references, claim_citations, evidence.

    >>> print(cite("trappe-1996"))
    Trappe et al. (1996). Calf muscle strength in former elite distance runners. PMID 8896092
    """
    tables = Tables(folder)
    descriptor = tables.descriptor
    if name is None:
        return f"{_dataset(descriptor)} {base(descriptor)}"
    table, own = identify(tables, name)
    if table == "articles":
        return _article(tables, own)
    if table in ("references", "findings"):
        findings = tables["findings"].set_index("finding_id")
        return _work(
            tables, own if table == "references" else str(findings.loc[own, "reference_id"])
        )
    lines = [
        f"{_dataset(descriptor)} {_WORDS[table].capitalize()} {own}. {address_of(tables, table, own)}"
    ]
    if table == "terms":
        return lines[0]
    flat = tables["claims_flat"]
    said = flat[flat["claim_id" if table == "claims" else "proposition_id"] == own]
    lines += [_article(tables, article) for article in said["article_id"].unique()]
    if table == "claims":
        rows = tables["claim_citations"].merge(tables["citations"], on="citation_id")
        works = rows.loc[rows["claim_id"] == own, "reference_id"]
    else:
        rows = tables["evidence"].merge(tables["findings"], on="finding_id")
        works = rows.loc[rows["proposition_id"] == own, "reference_id"]
    return "\n".join(lines + [_work(tables, work) for work in works.dropna().unique()])


def _dataset(descriptor: dict[str, Any]) -> str:
    people = "; ".join(one["title"] for one in descriptor["contributors"])
    return f"{people} ({descriptor['created'][:4]}). {descriptor['title']} (version {descriptor['version']}) [Data set]."


def _article(tables: Tables, own: str) -> str:
    row = _row(tables["articles"], "article_id", own)
    people = dict(zip(tables["people"]["person_id"], tables["people"]["name"]))
    date = row["published_on"] or row["updated_on"]
    when = f"{'' if row['published_on'] else 'updated '}{str(date)[:10]}" if date else "no date"
    return (
        f"{people.get(row['author_id']) or row['site']} ({when}). {_ended(row['title'])} {row['site']}."
        + (f" {row['url']}" if row["url"] else "")
    )


def _work(tables: Tables, own: str) -> str:
    row = _row(tables["references"], "reference_id", own)
    authors = [one.split(",")[0] for one in (row["authors"] or "").split("; ") if one]
    who = authors[0] + " et al." if len(authors) > 2 else " & ".join(authors)
    where = next(
        (
            f"{sign}{row[name]}"
            for name, sign in (("doi", "doi:"), ("pmid", "PMID "), ("pmcid", ""), ("url", ""))
            if row[name]
        ),
        "",
    )
    parts = [
        f"{who or '[authors not seen]'} ({row['year'] or 'no year'}).",
        _ended(row["title"] or "[Title not seen]"),
        _ended(row["container"] or ""),
        where,
    ]
    return " ".join(filter(None, parts))


def _ended(text: str) -> str:
    return text if not text or text[-1] in ".?!" else text + "."


def _row(rows: pandas.DataFrame, key: str, own: str) -> dict[str, Any]:
    return plain(rows[rows[key] == own])[0]
