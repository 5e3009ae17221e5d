"""How to cite the dataset, something in it, and the articles and studies behind that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ._addresses import KINDS, address_of, base, identify
from ._authors import STANDINGS, authors, short_name
from ._load import Tables, plain

if TYPE_CHECKING:
    import pandas

_KEPT = "/:;,()!*'$&=@+-._~"  # signs of a DOI that its link keeps
_ALL_NAMED = 2  # authors; of more than these only the first is named


def cite(name: str | None = None, *, folder: str | Path | None = None) -> str:
    """A citation as plain text, of the dataset or of what an id or an address stands for.

    Without `name`: the dataset. For a term: one line. For a claim: a line for the claim, the
    article that makes it, and each work that it cites. For a proposition: a line for the
    proposition, each article that makes a claim about it, and each work with evidence on it. For
    an article, a work or a finding: the citation of that article or paper. That of a work ends with
    its standing, if it was corrected, doubted or retracted. `folder` is as for `load`.

    Raises KeyError with the nearest ids for an unknown one. Source: the descriptor and the tables
    articles, people, references, claim_citations, citations, evidence and findings.

    >>> cite("trappe-1996")[:76]
    'Trappe et al. (1996). Calf muscle strength in former elite distance runners.'
    >>> cite("trappe-1996").split()[-1]
    'https://doi.org/10.1111/j.1600-0838.1996.tb00092.x'
    """
    tables = Tables(folder)
    if name is None:
        return f"{cite_dataset(tables.descriptor)} {base(tables.descriptor)}"
    table, identifier = identify(tables, name)
    if table == "articles":
        return cite_article(tables, identifier)
    if table == "references":
        return _work(tables, identifier)
    if table == "findings":
        findings = tables["findings"].set_index("finding_id")
        return _work(tables, str(findings.loc[identifier, "reference_id"]))
    lines = [
        f"{cite_dataset(tables.descriptor)} {KINDS[table].capitalize()} {identifier}. "
        f"{address_of(tables, table, identifier)}"
    ]
    if table in ("claims", "propositions"):
        lines += _behind(tables, f"{KINDS[table]}_id", identifier)
    return "\n".join(lines)


def _behind(tables: Tables, key: str, identifier: str) -> list[str]:
    """The articles and the works behind a claim or a proposition, each once."""
    flat = tables["claims_flat"]
    articles = flat.loc[flat[key] == identifier, "article_id"].unique()
    if key == "claim_id":
        rows = tables["claim_citations"].merge(tables["citations"], on="citation_id")
    else:
        rows = tables["evidence"].merge(tables["findings"], on="finding_id")
    works = rows.loc[rows[key] == identifier, "reference_id"].dropna().unique()
    return [cite_article(tables, one) for one in articles] + [_work(tables, one) for one in works]


def cite_dataset(descriptor: dict[str, Any]) -> str:
    """The citation of the dataset, without its id."""
    people = "; ".join(person["title"] for person in descriptor["contributors"])
    year = descriptor["created"].split("-")[0]
    version = descriptor["version"]
    return f"{people} ({year}). {descriptor['title']} (version {version}) [Data set]."


def cite_article(tables: Tables, article: str) -> str:
    """The citation of an article."""
    row = _row(tables["articles"], "article_id", article)
    people = tables["people"].set_index("person_id")["name"].to_dict()
    author = people.get(row["author_id"]) or row["site"]
    if row["published_on"]:
        when = f"{row['published_on']:%Y-%m-%d}"
    elif row["updated_on"]:
        when = f"updated {row['updated_on']:%Y-%m-%d}"
    else:
        when = "no date"
    url = f" {row['url']}" if row["url"] else ""
    return f"{author} ({when}). {_with_stop(row['title'])} {row['site']}.{url}"


def _work(tables: Tables, reference: str) -> str:
    row = _row(tables["references"], "reference_id", reference)
    names = [short_name(author) for author in authors(row["authors"])]
    who = f"{names[0]} et al." if len(names) > _ALL_NAMED else " & ".join(names)
    places = (("pmid", "PMID "), ("pmcid", ""), ("url", ""))
    where = _doi_link(row["doi"]) if row["doi"] else ""
    parts = [
        f"{who or '[authors not seen]'} ({row['year'] or 'no year'}).",
        _with_stop(row["title"] or "[Title not seen]"),
        _with_stop(row["container"] or ""),
        where or next((f"{sign}{row[name]}" for name, sign in places if row[name]), ""),
        f"[{STANDINGS[row['standing']]}]" if row.get("standing") in STANDINGS else "",
    ]
    return " ".join(filter(None, parts))


def _doi_link(doi: str) -> str:
    """The link of a DOI. Old DOIs have signs that addresses may not have, or read otherwise."""
    return f"https://doi.org/{quote(doi, safe=_KEPT)}"


def _with_stop(text: str) -> str:
    return text if not text or text[-1] in ".?!" else text + "."


def _row(rows: pandas.DataFrame, key: str, value: str) -> dict[str, Any]:
    return plain(rows[rows[key] == value])[0]
