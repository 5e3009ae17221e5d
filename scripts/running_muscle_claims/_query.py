"""Questions that need several tables: claims and findings about muscles, exercises, outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ._load import Tables
from ._terms import KINDS, compounds, find, related

if TYPE_CHECKING:
    import pandas

_WAYS = ("same", "narrower", "compound", "broader")  # in which a criterion is met, closest first
_SLOTS = tuple(  # of a finding
    f"{slot}_id"
    for slot in ("subject", "comparator", "condition", "object", "muscle", "population")
)


def claims_about(  # noqa: PLR0913 - one argument for each kind of term
    *,
    muscle: str | None = None,
    exercise: str | None = None,
    outcome: str | None = None,
    population: str | None = None,
    factor: str | None = None,
    circumstance: str | None = None,
    thing: str | None = None,
    narrower: bool = True,
    broader: bool = False,
    folder: str | Path | None = None,
) -> pandas.DataFrame:
    """Claims about a muscle, an exercise, an outcome ...: those that meet every criterion given.

    A claim is about a term if it names or implies the term. `narrower` adds claims about the parts,
    members and special cases of the term, and about compounds that contain it (calf training
    contains the calves). `broader` adds those about any group or general term that it belongs to.
    `folder` is as for `load`.

    Returns one row a claim: the columns of claims, then `article_id`; `about`, the terms that were
    met, joined by semicolons; and `relation`, the loosest of the ways in which the criteria were
    met (same, narrower, compound, broader). Raises KeyError for a name that is unknown or has
    several meanings (see `find_term`), and ValueError without a criterion.
    Source: tables claims, claim_terms, terms, term_members and term_about.

    With the parts of the calves, and any group that they belong to:

    >>> found = claims_about(muscle="triceps surae", broader=True)
    >>> sorted(found["relation"].unique())
    ['broader', 'compound', 'narrower', 'same']
    """
    tables = Tables(folder)
    met = _met(
        tables,
        tables["claim_terms"][["claim_id", "term_id"]],
        narrower,
        broader,
        muscle=muscle,
        exercise=exercise,
        outcome=outcome,
        population=population,
        factor=factor,
        circumstance=circumstance,
        thing=thing,
    )
    found = tables["claims"].merge(met, on="claim_id")
    articles = found["passage_id"].str.split(":").str[0].astype("string")
    found.insert(len(found.columns) - 2, "article_id", articles)  # before about and relation
    return found


def evidence_about(
    *,
    muscle: str | None = None,
    exercise: str | None = None,
    outcome: str | None = None,
    population: str | None = None,
    factor: str | None = None,
    narrower: bool = True,
    broader: bool = False,
    folder: str | Path | None = None,
) -> pandas.DataFrame:
    """Findings about a muscle, an exercise, an outcome ...: those that meet every criterion given.

    A finding is about the terms in its slots: what was done, what it was compared with, what was
    measured, on which muscle, in whom, and what was the same on both sides. Criteria, `narrower`,
    `broader`, `folder` and errors are as for `claims_about`.

    Returns one row a finding: the columns of findings, where values are in the unit of the column
    `unit`; then title, year, design, doi, pmid and standing of the work; then `about` and
    `relation`. A finding need not be evidence for any proposition; the table evidence says which
    are.
    Source: tables findings, references, terms, term_members and term_about.

    >>> found = evidence_about(muscle="quads", exercise="sprinting", outcome="muscle size")
    >>> found["reference_id"].unique().tolist()
    ['abe-2000', 'ema-2018', 'nuell-2019']
    """
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    tables = Tables(folder)
    findings = tables["findings"]
    slots = [
        findings[["finding_id", slot]].set_axis(["finding_id", "term_id"], axis=1)
        for slot in _SLOTS
    ]
    met = _met(
        tables,
        pd.concat(slots).dropna(),
        narrower,
        broader,
        muscle=muscle,
        exercise=exercise,
        outcome=outcome,
        population=population,
        factor=factor,
    )
    works = tables["references"]
    wanted = ("reference_id", "title", "year", "design", "doi", "pmid", "standing")
    works = works[[column for column in wanted if column in works]]  # no standing before 0.9.0
    return findings.merge(works, on="reference_id", how="left").merge(met, on="finding_id")


def _met(
    tables: Tables, pairs: pandas.DataFrame, narrower: bool, broader: bool, **criteria: str | None
) -> pandas.DataFrame:
    """Which rows meet all criteria: their key, `about` and `relation`.

    `pairs` has two columns: the key of a row, and term_id, a term that the row is about.
    """
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    given = {kind: name for kind, name in criteria.items() if name is not None}
    if not given:
        raise ValueError(
            f"Give at least one criterion: {', '.join(kind for kind in KINDS if kind in criteria)}."
        )
    key = str(pairs.columns[0])
    wanted = ["same", *["narrower", "compound"] * narrower, *["broader"] * broader]
    hits = []
    for kind, name in given.items():
        terms = _ways(tables, name, kind)
        hits.append(_meeting(pairs, terms[terms["relation"].isin(wanted)]))
    keys = hits[0].index
    for hit in hits[1:]:
        keys = keys.intersection(hit.index)
    about = [hit.loc[keys, "about"] for hit in hits]
    relation = [hit.loc[keys, "relation"] for hit in hits]
    return pd.DataFrame(
        {
            key: pd.array(list(keys), dtype=pd.StringDtype()),
            "about": pd.array(
                ["; ".join(parts) for parts in zip(*about, strict=True)], dtype=pd.StringDtype()
            ),
            "relation": pd.Categorical(
                [max(parts, key=_WAYS.index) for parts in zip(*relation, strict=True)],
                list(_WAYS),
                ordered=True,
            ),
        }
    )


def _ways(tables: Tables, name: str, kind: str) -> pandas.DataFrame:
    """The terms by which a criterion is met, each with the way: columns term_id, relation."""
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    by_tree = related(tables, name, kind)[["term_id", "relation"]].astype({"relation": "string"})
    term = find(tables, name, kind)
    holding = set(compounds(tables, [term]).get(term, ())) - set(by_tree["term_id"])
    rows = {"term_id": sorted(holding), "relation": "compound"}
    ways = pd.concat([by_tree, pd.DataFrame(rows, columns=["term_id", "relation"])])
    return ways.assign(relation=pd.Categorical(ways["relation"], list(_WAYS), ordered=True))


def _meeting(pairs: pandas.DataFrame, terms: pandas.DataFrame) -> pandas.DataFrame:
    """Which rows are about any of `terms`: `about` and the closest `relation`, indexed by key."""
    key = str(pairs.columns[0])
    return (
        pairs.merge(terms, on="term_id")
        .drop_duplicates([key, "term_id"])
        .sort_values(["relation", "term_id"])
        .groupby(key)
        .agg(about=("term_id", "; ".join), relation=("relation", "first"))
    )
