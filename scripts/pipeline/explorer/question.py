"""Does running build leg muscle? What the tables answer, counted.

The question is that of two propositions, of muscle at large and of the leg muscles, found by their slots: subject running, relation
raises, object muscle size, and no comparator, population or condition. Whatever binds the question to a form of
running, to some people or to a condition is counted beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

    Frames = dict[str, pandas.DataFrame]

SUBJECT, RELATION, OBJECT, MUSCLE = "running", "raises", "muscle-size", "leg-muscles"
ANSWERS = {"yes": "asserts it and never denies it", "depends": "asserts it and denies it, in one degree or another", "no": "denies it and never asserts it"}


def question(tables: Frames, within: dict[str, list[str]]) -> dict[str, Any]:
    """The counts behind the answer.

    `propositions`: the ids the question is about; `articles`: a list of `{article_id, answer, claims}`, the answer one of
    ANSWERS or `silent`; `evidence`: a list of `{finding_id, direction, directness}`, a finding once, with its closest
    directness; `bound`: propositions that tie the question to a form of running, a muscle of the leg, people or a condition.
    `within` has the narrower terms of each term. Source: tables propositions, claims, passages, articles and evidence.
    """
    props, claims, evidence = tables["propositions"], tables["claims"], tables["evidence"]
    about = props[(props["relation"] == RELATION) & (props["object_id"] == OBJECT)]
    bare = about[(about["subject_id"] == SUBJECT) & (about["muscle_id"].isna() | (about["muscle_id"] == MUSCLE))
                 & about[["comparator_id", "population_id", "condition_id"]].isna().all(axis=1)]["proposition_id"]
    near = about[about["subject_id"].isin([SUBJECT, *within.get(SUBJECT, ())]) & about["comparator_id"].isna()
                 & (about["muscle_id"].isna() | about["muscle_id"].isin([MUSCLE, *within.get(MUSCLE, ())]))]["proposition_id"]
    mine = claims[claims["proposition_id"].isin(bare)]
    article = mine["passage_id"].str.split(":").str[0]
    articles = []
    for name in tables["articles"]["article_id"]:
        own = mine[article == name]
        stances = set(own["stance"])
        answer = "silent" if not stances & {"asserts", "denies"} else "depends" if {"asserts", "denies"} <= stances else "yes" if "asserts" in stances else "no"
        articles.append({"article_id": name, "answer": answer, "claims": own["claim_id"].tolist()})
    found = evidence[evidence["proposition_id"].isin(bare)].astype({"directness": "string"}).sort_values(["finding_id", "directness"])
    _once(found)
    found = found.drop_duplicates("finding_id")
    return {"propositions": bare.tolist(), "articles": articles, "evidence": found[["finding_id", "direction", "directness"]].to_dict("records"),
            "bound": sorted(set(near) - set(bare))}


def _once(found: pandas.DataFrame) -> None:
    """A finding may bear on both propositions, and then in one direction; another would need a word on the page."""
    split = found.astype({"direction": "string"}).groupby("finding_id")["direction"].nunique()
    if (split > 1).any():
        raise ValueError(f"{split[split > 1].index[0]} supports one of the propositions of the question and disputes the other: the page would have to say which.")
