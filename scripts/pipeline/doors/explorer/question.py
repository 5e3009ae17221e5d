"""Does running build leg muscle? What the tables answer, counted.

The question is that of two propositions, of muscle at large and of the leg muscles, found by their slots: subject running, relation
raises, object muscle size, and no comparator, population or condition. An article that answers it may still tie it to a
form of running, a muscle of the leg, some people or a condition; what it denies there counts against a plain yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

    from pipeline.doors.explorer.matrix import Frames

SUBJECT, RELATION, REVERSE, OBJECT, MUSCLE = (
    "running",
    "raises",
    "lowers",
    "muscle-size",
    "leg-muscles",
)
ANSWERS = {
    "yes": "asserts it, and denies it neither in general nor for a form of running, a muscle, people or a condition",
    "depends": "asserts and denies it, in one form or degree or another",
    "no": "denies it, and asserts it in no form",
}


def question(tables: Frames, within: dict[str, list[str]]) -> dict[str, Any]:
    """The counts behind the answer.

    `propositions`: the ids the question is about; `bound`: those that tie it to something; `articles`: a list of
    `{article_id, answer, claims, bound}`, the answer one of ANSWERS or `silent`, the claims on the bare question and the
    bound ones; `evidence`: a list of `{finding_id, direction, directness}`, a finding once, with its closest directness.
    `within` has the narrower terms of each term. Source: tables propositions, claims, articles and evidence.
    """
    props, claims, evidence = tables["propositions"], tables["claims"], tables["evidence"]
    about = props[
        props["relation"].isin([RELATION, REVERSE])
        & (props["object_id"] == OBJECT)
        & props["comparator_id"].isna()
    ]
    legs, forms = [MUSCLE, *within.get(MUSCLE, ())], [SUBJECT, *within.get(SUBJECT, ())]
    near = about[
        about["subject_id"].isin(forms)
        & (about["muscle_id"].isna() | about["muscle_id"].isin(legs))
    ]
    is_bare = (
        (near["relation"] == RELATION)
        & (near["subject_id"] == SUBJECT)
        & (near["muscle_id"].isna() | (near["muscle_id"] == MUSCLE))
        & near[["population_id", "condition_id"]].isna().all(axis=1)
    )
    bare, bound = near[is_bare]["proposition_id"], near[~is_bare]["proposition_id"]
    mine = claims[claims["proposition_id"].isin(near["proposition_id"])].merge(
        near[["proposition_id", "relation"]], on="proposition_id"
    )
    article, on_bare, turned = (
        mine["passage_id"].str.split(":").str[0],
        mine["proposition_id"].isin(bare),
        mine["relation"] == REVERSE,
    )
    yes = (mine["stance"] == "asserts") & ~turned
    no = (mine["stance"] == "denies") & ~turned | (
        mine["stance"] == "asserts"
    ) & turned  # that it does not shrink muscle is no yes
    articles = []
    for name in tables["articles"]["article_id"]:
        own = article == name
        says_yes, says_no = bool((own & yes).any()), bool((own & no).any())
        answer = (
            "silent"
            if not (own & on_bare & (yes | no)).any()
            else "depends"
            if says_yes and says_no
            else "yes"
            if says_yes
            else "no"
        )
        articles.append(
            {
                "article_id": name,
                "answer": answer,
                "claims": mine.loc[own & on_bare, "claim_id"].tolist(),
                "bound": mine.loc[own & ~on_bare, "claim_id"].tolist(),
            }
        )
    found = (
        evidence[evidence["proposition_id"].isin(bare)]
        .astype({"directness": "string"})
        .sort_values(["finding_id", "directness"])
    )
    _once(found)
    found = found.drop_duplicates("finding_id")
    return {
        "propositions": bare.tolist(),
        "articles": articles,
        "evidence": found[["finding_id", "direction", "directness"]].to_dict("records"),
        "bound": sorted(bound),
    }


def _once(found: pandas.DataFrame) -> None:
    """A finding may bear on both propositions, and then in one direction; another would need a word on the page."""
    split = found.astype({"direction": "string"}).groupby("finding_id")["direction"].nunique()
    if (split > 1).any():
        raise ValueError(
            f"{split[split > 1].index[0]} supports one of the propositions of the question and disputes the other: the page would have to say which."
        )
