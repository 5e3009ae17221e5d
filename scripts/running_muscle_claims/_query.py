"""Questions that need more than one table: which claims, and which findings, are about a muscle, an exercise, an outcome."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ._load import Tables
from ._terms import KINDS, RELATIONS, related

if TYPE_CHECKING:
    import pandas

_SLOTS = ("subject_id", "comparator_id", "object_id", "muscle_id", "population_id")  # of a finding


def claims_about(
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

    A claim is about a term where it names or implies it. `narrower` adds claims about its parts, members and special
    cases, `broader` those about any group or general term that it belongs to. Returns the columns of claims with
    three more: `article_id`; `about`, the terms that were met, joined by semicolons; and `relation`, the loosest of
    how the criteria were met (same, narrower, broader).
    Raises KeyError for a name that is unknown or has several meanings (see find_term), ValueError without a criterion.
    Source: tables claims and claim_terms, expanded by related_terms.

    >>> found = claims_about(muscle="triceps surae", broader=True)   # with its parts, and any group that it belongs to
    >>> sorted(found["relation"].unique())
    ['broader', 'narrower', 'same']
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
    found.insert(
        len(found.columns) - 2,
        "article_id",
        found["passage_id"].str.split(":").str[0].astype("string"),
    )
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
    """Findings of studies about a muscle, an exercise, an outcome ...: those that meet every criterion given.

    A finding is about the terms of its slots: what was done, compared with what, measured how, on which muscle, in
    whom. Criteria, `narrower`, `broader` and errors as for claims_about. Returns the columns of findings, then title,
    year, design, doi and pmid of the work, `about` and `relation`. A finding need not be evidence for any proposition
    yet; the table evidence says which are. Source: tables findings and references, expanded by related_terms.

    >>> evidence_about(muscle="quads", exercise="sprinting", outcome="muscle size")["reference_id"].unique().tolist()
    ['nuell-2019']
    """
    import pandas as pd

    tables = Tables(folder)
    findings = tables["findings"]
    slots = pd.concat(
        [
            findings[["finding_id", slot]].set_axis(["finding_id", "term_id"], axis=1)
            for slot in _SLOTS
        ]
    ).dropna()
    met = _met(
        tables,
        slots,
        narrower,
        broader,
        muscle=muscle,
        exercise=exercise,
        outcome=outcome,
        population=population,
        factor=factor,
    )
    works = tables["references"][["reference_id", "title", "year", "design", "doi", "pmid"]]
    return findings.merge(works, on="reference_id", how="left").merge(met, on="finding_id")


def _met(
    tables: Tables, pairs: pandas.DataFrame, narrower: bool, broader: bool, **criteria: str | None
) -> pandas.DataFrame:
    """Which rows meet all criteria: their key, `about` and `relation`. `pairs` has a key and a term_id in each row."""
    import pandas as pd

    given = {kind: name for kind, name in criteria.items() if name is not None}
    if not given:
        raise ValueError(
            f"Say what it is to be about: {', '.join(kind for kind in KINDS if kind in criteria)}."
        )
    key, wanted = (
        pairs.columns[0],
        {"same"} | ({"narrower"} if narrower else set()) | ({"broader"} if broader else set()),
    )
    hits = []
    for kind, name in given.items():
        terms = related(tables, name, kind)
        hit = (
            pairs.merge(terms[terms["relation"].isin(wanted)], on="term_id")
            .drop_duplicates([key, "term_id"])
            .sort_values(["relation", "term_id"])
        )
        hits.append(
            hit.groupby(key).agg(about=("term_id", "; ".join), relation=("relation", "first"))
        )
    both = hits[0].index
    for hit in hits[1:]:
        both = both.intersection(hit.index)
    about = ["; ".join(parts) for parts in zip(*(hit.loc[both, "about"] for hit in hits))]
    loosest = [
        max(parts, key=RELATIONS.index)
        for parts in zip(*(hit.loc[both, "relation"] for hit in hits))
    ]
    return pd.DataFrame(
        {
            key: pd.array(list(both), dtype=pd.StringDtype()),
            "about": pd.array(about, dtype=pd.StringDtype()),
            "relation": pd.Categorical(loosest, list(RELATIONS), ordered=True),
        }
    )
