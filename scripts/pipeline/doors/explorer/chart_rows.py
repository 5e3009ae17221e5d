"""The rows behind the charts: effects with their intervals, topics by agreement and evidence, articles from first word to last."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from running_muscle_claims._load import plain

if TYPE_CHECKING:
    import pandas

    from pipeline.doors.explorer.matrix import Frames

# why a passage makes no claim, in three kinds; what is not listed frames the argument
APPARATUS = (
    "byline",
    "biography",
    "navigation",
    "advertisement",
    "widget",
    "reference_list",
    "disclaimer",
)

EFFECTS = (
    "finding_id",
    "label",
    "value",
    "low",
    "high",
    "unit",
    "low_drawn",
    "high_drawn",
    "cut",
    "direction",
    "directness",
)
TOPICS = ("topic", "term_id", "agreement", "standing", "propositions", "claims")
STRIPS = ("article_id", "start", "end", "kind", "role", "passage_id")


def effects(tables: Frames) -> list[dict[str, Any]]:
    """One row for each finding with a number: `finding_id`, `label` (short, each another), `value`, `low`, `high`, `unit`, `low_drawn`, `high_drawn`, `cut`, `direction`, `directness`.

    `direction` is that towards all propositions it was held against, or `differs`; `directness` the closest.
    An end of an interval more than ten times as far from the value as the other end is as printed in the paper, but no
    axis can hold it: it is drawn to twice the other distance, and `cut` says which end ("low" or "high").
    """
    findings = tables["findings"].merge(
        tables["references"][["reference_id", "authors", "year"]], on="reference_id", how="left"
    )
    names = dict(zip(tables["terms"]["term_id"], tables["terms"]["name"]))
    evidence: dict[str, list[tuple[str, str]]] = {}
    for finding, direction, directness in zip(
        *(cells(tables["evidence"][name]) for name in ("finding_id", "direction", "directness"))
    ):
        evidence.setdefault(finding, []).append((direction, directness))
    rows = []
    for row in plain(findings[findings["value"].notna()]):
        study = (
            f"{row['authors'].split(',')[0]} {row['year'] or 'n.d.'}"
            if row["authors"]
            else row["reference_id"]
        )
        what = names[row["muscle_id"] or row["object_id"]]
        value, low, high = row["value"], row["low"], row["high"]
        cut = None
        if low is not None and high is not None:
            below, above = value - low, high - value
            cut = "high" if above > 10 * below > 0 else "low" if below > 10 * above > 0 else None
        rows.append(
            {
                "finding_id": row["finding_id"],
                "label": f"{study}, {what}",
                "value": value,
                "low": low,
                "high": high,
                "unit": row["unit"],
                "low_drawn": value - 2 * (high - value) if cut == "low" else low,
                "high_drawn": value + 2 * (value - low) if cut == "high" else high,
                "cut": cut,
                **_bearing(evidence.get(row["finding_id"], [])),
                "more": (
                    names[row["object_id"]],
                    names[row["subject_id"]],
                    row["finding_id"].removeprefix(row["reference_id"] + "-").replace("-", " "),
                ),
            }
        )
    for level in range(3):  # until no two are alike
        seen, longer = (
            Counter(row["label"] for row in rows),
            Counter((row["label"], row["more"][level]) for row in rows),
        )
        for row in rows:
            if seen[row["label"]] > longer[row["label"], row["more"][level]]:
                row["label"] += f", {row['more'][level]}"
    return [{key: value for key, value in row.items() if key != "more"} for row in rows]


def _bearing(evidence: list[tuple[str, str]]) -> dict[str, str]:
    directions = {direction for direction, _ in evidence}
    return {
        "direction": directions.pop() if len(directions) == 1 else "differs",
        "directness": "direct"
        if any(directness == "direct" for _, directness in evidence)
        else "indirect",
    }


def topics(tables: Frames, most: int = 12) -> list[dict[str, Any]]:
    """Propositions by topic, which is their object: `topic` (name of the term), `term_id` (None: all the others), `agreement`, `standing` (of standings), `propositions`, `claims`.

    The `most` topics with the most claims come by name, in that order, then the others together, then the propositions without an object.
    """
    rows = tables["propositions"][["proposition_id", "object_id"]].merge(
        tables["proposition_summary"], on="proposition_id"
    )
    claims = (
        rows.groupby("object_id")["claims"]
        .sum()
        .sort_index()
        .sort_values(ascending=False, kind="stable")
    )
    names, shown = (
        dict(zip(tables["terms"]["term_id"], tables["terms"]["name"])),
        list(claims.index[:most]),
    )
    found: dict[tuple, list[int]] = {}
    for term, agreement, count, standing in zip(
        *(cells(rows[name]) for name in ("object_id", "agreement", "claims")), standings(rows)
    ):
        place = shown.index(term) if term in shown else most if term else most + 1
        tally = found.setdefault((place, agreement, standing), [0, 0])
        tally[0] += 1
        tally[1] += count
    rest = {most: f"{len(claims) - most} other topics", most + 1: "no topic"}
    return [
        {
            "topic": rest.get(place) or names[shown[place]],
            "term_id": None if place in rest else shown[place],
            "agreement": agreement,
            "standing": standing,
            "propositions": tally[0],
            "claims": tally[1],
        }
        for (place, agreement, standing), tally in sorted(found.items())
    ]


def standings(summary: pandas.DataFrame) -> list[str]:
    """claims_and_evidence of each row of proposition_summary, but `not_looked_for` where there is neither evidence nor search."""
    return [
        "not_looked_for" if standing == "no_evidence" and not searches else standing
        for standing, searches in zip(
            cells(summary["claims_and_evidence"]), cells(summary["searches"])
        )
    ]


def article_names(tables: Frames) -> dict[str, str]:
    """A name for each article that no other has: its site or, where a site has several, site and title."""
    sites = Counter(tables["articles"]["site"])
    return {
        article: site if sites[site] == 1 else f"{site}: {title}"
        for article, site, title in zip(
            *(cells(tables["articles"][name]) for name in ("article_id", "site", "title"))
        )
    }


def strips(tables: Frames) -> list[dict[str, Any]]:
    """Each article from its first character to its last, without gap or overlap: `article_id`, `start`, `end`, `kind` (claim, frame, apparatus), `role`, `passage_id`.

    Where passages overlap, one with claims is shown rather than one without, and a short one rather than a long one.
    The space between two passages goes to the one before it.
    """
    lengths = dict(zip(tables["articles"]["article_id"], tables["articles"]["text_characters"]))
    rows = []
    for article, own in tables["passages"].groupby("article_id", sort=False):
        spans = sorted(
            zip(
                own["role"] == "claim",
                own["start"] - own["end"],
                own["start"],
                own["end"],
                own["passage_id"],
                own["role"],
            )
        )  # the last covers
        at: list[int | None] = [None] * int(lengths[article])
        for i, (_, _, start, end, _, _) in enumerate(spans):
            at[start:end] = [i] * (end - start)
        last = next((i for i in at if i is not None), None)
        for place, i in enumerate(at):
            last = at[place] = last if i is None else i
        start = 0
        for place in range(1, len(at) + 1):
            if place == len(at) or at[place] != at[start]:
                _, _, _, _, passage, role = spans[at[start]]
                kind = "claim" if role == "claim" else "apparatus" if role in APPARATUS else "frame"
                rows.append(
                    {
                        "article_id": article,
                        "start": start,
                        "end": place,
                        "kind": kind,
                        "role": role,
                        "passage_id": passage,
                    }
                )
                start = place
    return rows


def cells(column: pandas.Series) -> list[Any]:
    """The values of a column as JSON has them: dates as text, None for an empty cell."""
    if str(column.dtype).startswith("datetime"):
        column = column.dt.strftime("%Y-%m-%d")
    return column.astype(object).where(column.notna(), None).tolist()
