"""Does running build leg muscle? The answer that the tables give, counted.

The question is that of two propositions, one about muscle in general and one about the leg
muscles. They are found by their slots: subject running, relation raises, object muscle size, and
no comparator, population or condition. An article that answers the question may also tie it to a
form of running, a muscle of the leg, some people or a condition. What it denies there counts
against a plain yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.doors.explorer.frames import Frames
from pipeline.tables.alignment import BEARINGS

if TYPE_CHECKING:
    import pandas

SUBJECT, OBJECT, MUSCLE = "running", "muscle-size", "leg-muscles"
RELATION, REVERSE = "raises", "lowers"
ANSWERS = {
    "yes": "asserts it, and denies it neither in general nor for a form of running, "
    "a muscle, people or a condition",
    "depends": "asserts and denies it, in one form or degree or another",
    "no": "denies it, and asserts it in no form",
}


def question(tables: Frames, within: dict[str, list[str]]) -> dict[str, Any]:
    """The counts behind the answer. Source: tables propositions, claims, articles and evidence.

    `within` has the narrower terms of each term. Returns
    - `propositions`: the ids that the question is about;
    - `bound`: the ids that tie it to something;
    - `articles`: a list of `{article_id, answer, claims, bound}`: the answer is one of ANSWERS or
      `silent`, `claims` are those on the bare question, `bound` those on the bound ones;
    - `evidence`: a list of `{proposition_id, finding_id, direction, bearing}`, one for each
      finding, where it lies closest.
    Raises ValueError if a finding points one way for one of the propositions and another way for
    the other.
    """
    near = _near(tables["propositions"], within)
    is_bare = (
        (near["relation"] == RELATION)
        & (near["subject_id"] == SUBJECT)
        & (near["muscle_id"].isna() | (near["muscle_id"] == MUSCLE))
        & near[["population_id", "condition_id"]].isna().all(axis=1)
    )
    bare, bound = near[is_bare]["proposition_id"], near[~is_bare]["proposition_id"]
    return {
        "propositions": bare.tolist(),
        "articles": _answers(tables, near, bare),
        "evidence": _evidence(tables["evidence"], bare),
        "bound": sorted(bound),
    }


def _near(propositions: pandas.DataFrame, within: dict[str, list[str]]) -> pandas.DataFrame:
    """The propositions on the question, bare or bound: also narrower subjects and muscles."""
    legs, forms = [MUSCLE, *within.get(MUSCLE, ())], [SUBJECT, *within.get(SUBJECT, ())]
    about = propositions[
        propositions["relation"].isin([RELATION, REVERSE])
        & (propositions["object_id"] == OBJECT)
        & propositions["comparator_id"].isna()
    ]
    return about[
        about["subject_id"].isin(forms)
        & (about["muscle_id"].isna() | about["muscle_id"].isin(legs))
    ]


def _answers(
    tables: Frames, near: pandas.DataFrame, bare: pandas.Series[Any]
) -> list[dict[str, Any]]:
    """The answer of each article, with its claims."""
    claims = tables["claims"]
    mine = claims[claims["proposition_id"].isin(near["proposition_id"])].merge(
        near[["proposition_id", "relation"]], on="proposition_id"
    )
    article = mine["passage_id"].str.split(":").str[0]
    on_bare = mine["proposition_id"].isin(bare)
    turned = mine["relation"] == REVERSE
    yes = (mine["stance"] == "asserts") & ~turned
    # to deny that it shrinks muscle is not to say that it builds muscle: that counts as neither
    no = ((mine["stance"] == "denies") & ~turned) | ((mine["stance"] == "asserts") & turned)
    articles = []
    for name in tables["articles"]["article_id"]:
        own = article == name
        says_yes, says_no = bool((own & yes).any()), bool((own & no).any())
        if not (own & on_bare & (yes | no)).any():
            answer = "silent"
        elif says_yes and says_no:
            answer = "depends"
        else:
            answer = "yes" if says_yes else "no"
        articles.append(
            {
                "article_id": name,
                "answer": answer,
                "claims": mine.loc[own & on_bare, "claim_id"].tolist(),
                "bound": mine.loc[own & ~on_bare, "claim_id"].tolist(),
            }
        )
    return articles


def _evidence(evidence: pandas.DataFrame, bare: pandas.Series[Any]) -> list[dict[str, Any]]:
    """Each finding on the bare question once, with its direction and its closest bearing."""
    own = evidence[evidence["proposition_id"].isin(bare)].astype(
        {"bearing": "string", "direction": "string"}
    )
    place = own["bearing"].map({name: i for i, name in enumerate(BEARINGS)}).rename("place")
    found = own.join(place).sort_values(["finding_id", "place", "proposition_id"])
    split = found.groupby("finding_id")["direction"].nunique()
    if (split > 1).any():
        raise ValueError(
            f"{split[split > 1].index[0]} points one way for one of the propositions of the "
            "question and another way for the other: the page would have to say which."
        )
    once = found.drop_duplicates("finding_id")
    columns = ["proposition_id", "finding_id", "direction", "bearing"]
    return [
        {str(key): value for key, value in row.items()} for row in once[columns].to_dict("records")
    ]
