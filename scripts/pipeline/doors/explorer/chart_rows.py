"""The rows behind the charts: effects with their intervals, topics, and articles as strips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.doors.explorer.frames import Frames, cells_of
from pipeline.loader import STANDINGS, authors, plain, short_name
from pipeline.tables.rows import Row

if TYPE_CHECKING:
    import pandas

# Passages that make no claim are of two kinds: these roles, and all others, which frame the
# argument.
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

_LOPSIDED = 10  # an interval whose one side is longer than this many times the other is cut
_DRAWN = 2  # ... and its long side is drawn this many times as long as the short one


def effects(tables: Frames) -> list[Row]:
    """One row for each finding with a number, with the columns EFFECTS.

    `label` is short, and no two are alike. `direction` is that towards all propositions that the
    finding was held against, or `differs`; `directness` is the closest.
    An end of an interval more than ten times as far from the value as the other end is as printed
    in the paper, but no axis can hold it: it is drawn to twice the other distance, and `cut` says
    which end ("low" or "high").
    """
    findings = tables["findings"].merge(
        tables["references"][["reference_id", "authors", "year", "standing"]],
        on="reference_id",
        how="left",
    )
    names = dict(zip(tables["terms"]["term_id"], tables["terms"]["name"], strict=True))
    evidence: dict[str, list[tuple[str, str]]] = {}
    for finding, direction, directness in cells_of(
        tables["evidence"], "finding_id", "direction", "directness"
    ):
        evidence.setdefault(finding, []).append((direction, directness))
    rows: list[Row] = []
    longer: list[tuple[str, ...]] = []  # what a label may have besides, from first to last
    for row in plain(findings[findings["value"].notna()]):
        rows.append(
            {
                "finding_id": row["finding_id"],
                "label": f"{_study(row)}, {names[row['muscle_id'] or row['object_id']]}",
                "value": row["value"],
                "low": row["low"],
                "high": row["high"],
                "unit": row["unit"],
                **_drawn(row["value"], row["low"], row["high"]),
                **_bearing(evidence.get(row["finding_id"], [])),
            }
        )
        own = row["finding_id"].removeprefix(row["reference_id"] + "-").replace("-", " ")
        longer.append((names[row["object_id"]], names[row["subject_id"]], own))
    _tell_apart(rows, longer)
    return rows


def _study(row: Row) -> str:
    named = (
        f"{short_name(authors(row['authors'])[0])} {row['year'] or 'n.d.'}"
        if row["authors"]
        else str(row["reference_id"])
    )
    stands = row["standing"] not in STANDINGS
    return named if stands else f"{named} [{row['standing'].replace('_', ' ')}]"


def _drawn(value: float, low: float | None, high: float | None) -> Row:
    """The ends of an interval as they are drawn, and which of them is cut."""
    cut = None
    if low is not None and high is not None:
        below, above = value - low, high - value
        if above > _LOPSIDED * below > 0:
            cut, high = "high", value + _DRAWN * below
        elif below > _LOPSIDED * above > 0:
            cut, low = "low", value - _DRAWN * above
    return {"low_drawn": low, "high_drawn": high, "cut": cut}


def _bearing(evidence: list[tuple[str, str]]) -> dict[str, str]:
    directions = {direction for direction, _ in evidence}
    direct = any(directness == "direct" for _, directness in evidence)
    return {
        "direction": directions.pop() if len(directions) == 1 else "differs",
        "directness": "direct" if direct else "indirect",
    }


def _tell_apart(rows: list[Row], longer: list[tuple[str, ...]]) -> None:
    """Add to labels that are alike, until no two are."""
    for more in zip(*longer, strict=True):
        pairs = [(row["label"], extra) for row, extra in zip(rows, more, strict=True)]
        seen, told_apart = Counter(label for label, _ in pairs), Counter(pairs)
        for row, pair in zip(rows, pairs, strict=True):
            if seen[pair[0]] > told_apart[pair]:
                row["label"] += f", {pair[1]}"


def topics(tables: Frames, most: int = 12) -> list[Row]:
    """Propositions counted by topic (their object), agreement and standing; columns TOPICS.

    `topic` is the name of the term, `term_id` is None for all other topics together, `standing`
    is that of `standings`; `propositions` and `claims` are counts. The `most` topics with the most
    claims come first, by number of claims. Then come all other topics together, then the
    propositions without an object.
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
    names = dict(zip(tables["terms"]["term_id"], tables["terms"]["name"], strict=True))
    shown = list(claims.index[:most])
    found: dict[tuple[int, str, str], list[int]] = {}
    for (term, agreement, count), standing in zip(
        cells_of(rows, "object_id", "agreement", "claims"), standings(rows), strict=True
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
    """`claims_and_evidence` of each row of proposition_summary.

    It is `not_looked_for` if there is neither evidence nor a search for it.
    """
    return [
        "not_looked_for" if standing == "no_evidence" and not searches else standing
        for standing, searches in cells_of(summary, "claims_and_evidence", "searches")
    ]


def article_names(tables: Frames) -> dict[str, str]:
    """A name of its own for each article: its site or, if a site has several, site and title."""
    sites = Counter(tables["articles"]["site"])
    return {
        article: site if sites[site] == 1 else f"{site}: {title}"
        for article, site, title in cells_of(tables["articles"], "article_id", "site", "title")
    }


def strips(tables: Frames) -> list[Row]:
    """Each article from its first character to its last, without gap or overlap; columns STRIPS.

    `kind` is claim, frame or apparatus. Where passages overlap, one with claims is shown before
    one without, and a short one before a long one. The space between two passages belongs to the
    one before it.
    """
    articles = tables["articles"]
    lengths = dict(zip(articles["article_id"], articles["text_characters"], strict=True))
    rows = []
    for article, own in tables["passages"].groupby("article_id", sort=False):
        for start, end, passage, role in _runs(own, int(lengths[str(article)])):
            kind = "claim" if role == "claim" else "apparatus" if role in APPARATUS else "frame"
            rows.append(
                {
                    "article_id": article,
                    "start": start,
                    "end": end,
                    "kind": kind,
                    "role": role,
                    "passage_id": passage,
                }
            )
    return rows


def _runs(passages: pandas.DataFrame, length: int) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, passage_id and role of what is shown of an article of `length` characters."""
    spans = sorted(  # a later one covers an earlier one
        zip(
            passages["role"] == "claim",
            passages["start"] - passages["end"],
            passages["start"],
            passages["end"],
            passages["passage_id"],
            passages["role"],
            strict=True,
        )
    )
    at: list[int | None] = [None] * length
    for i, (_, _, start, end, _, _) in enumerate(spans):
        at[start:end] = [i] * (end - start)
    last = next((span for span in at if span is not None), 0)
    shown: list[int] = []
    for span in at:
        last = last if span is None else span
        shown.append(last)
    start = 0
    for place in range(1, length + 1):
        if place == length or shown[place] != shown[start]:
            _, _, _, _, passage, role = spans[shown[start]]
            yield start, place, passage, role
            start = place
