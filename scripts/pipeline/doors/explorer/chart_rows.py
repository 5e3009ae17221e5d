"""The rows behind the charts: effects with their intervals, topics, and articles as strips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.doors.explorer.against import opposing, stands
from pipeline.doors.explorer.frames import Frames, cells_of
from pipeline.loader import STANDINGS as OF_WORKS
from pipeline.loader import authors, plain, short_name
from pipeline.tables.alignment import BEARINGS
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
    "bearing",
)
TOPICS = ("topic", "term_id", "agreement", "propositions", "claims")
STANDINGS = ("topic", "term_id", "standing", "claims")
STRIPS = ("article_id", "start", "end", "kind", "role", "passage_id")

_TITLE = 28  # characters of a title that stand for the authors
_LOPSIDED = 10  # an interval whose one side is longer than this many times the other is cut
_DRAWN = 2  # ... and its long side is drawn this many times as long as the short one


def effects(tables: Frames) -> list[Row]:
    """One row for each finding with a number, with the columns EFFECTS.

    `label` is short, and no two are alike. `direction` is that towards all propositions that the
    finding was held against, or `differs`; `bearing` is the closest, None if there is no evidence.
    An end of an interval more than ten times as far from the value as the other end is as printed
    in the paper, but no axis can hold it: it is drawn to twice the other distance, and `cut` says
    which end ("low" or "high").
    """
    findings = tables["findings"].merge(
        tables["references"][["reference_id", "authors", "title", "year", "standing"]],
        on="reference_id",
        how="left",
    )
    names = dict(zip(tables["terms"]["term_id"], tables["terms"]["name"], strict=True))
    evidence: dict[str, list[tuple[str, str]]] = {}
    for finding, direction, bearing in cells_of(
        tables["evidence"], "finding_id", "direction", "bearing"
    ):
        evidence.setdefault(finding, []).append((direction, bearing))
    rows: list[Row] = []
    longer: list[tuple[str, ...]] = []  # what a label may have besides, from first to last
    for row in plain(findings[findings["value"].notna()]):
        rows.append(
            {
                "finding_id": row["finding_id"],
                "label": f"{study_name(row)}, {names[row['muscle_id'] or row['object_id']]}",
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


def study_name(row: Row, title: int = _TITLE) -> str:
    """First author and year of a reference, or its title if no author was seen; and its standing.

    A title is cut to `title` characters. The id stands for a work without either.
    """
    named = (
        f"{short_name(authors(row['authors'])[0])} {row['year'] or 'n.d.'}"
        if row["authors"]
        else ", ".join(str(one) for one in (_cut(row["title"], title), row["year"]) if one)
        or str(row["reference_id"])
    )
    stands = row["standing"] not in OF_WORKS
    return named if stands else f"{named} [{row['standing'].replace('_', ' ')}]"


def _cut(title: str | None, most: int) -> str | None:
    if title is None or len(title) <= most:
        return title
    return title[:most].rpartition(" ")[0].rstrip(",:;") + " …"


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


def _bearing(evidence: list[tuple[str, str]]) -> dict[str, str | None]:
    directions = {direction for direction, _ in evidence}
    bearings = {bearing for _, bearing in evidence}
    return {
        "direction": directions.pop() if len(directions) == 1 else "differs",
        "bearing": next((one for one in BEARINGS if one in bearings), None),
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
    """Propositions and claims counted by topic (the object) and agreement; columns TOPICS.

    `topic` is the name of the term, `term_id` is None for all other topics together;
    `propositions` and `claims` are counts. The `most` topics with the most claims come first, by
    number of claims. Then come all other topics together, then the propositions without an object.
    """
    rows = tables["propositions"][["proposition_id", "object_id"]].merge(
        tables["proposition_summary"], on="proposition_id"
    )
    place = _Places(tables, rows, most)
    found: dict[tuple[int, str], list[int]] = {}
    for term, agreement, count in cells_of(rows, "object_id", "agreement", "claims"):
        tally = found.setdefault((place.of(term), agreement), [0, 0])
        tally[0] += 1
        tally[1] += count
    return [
        {**place.topic(at), "agreement": agreement, "propositions": tally[0], "claims": tally[1]}
        for (at, agreement), tally in sorted(found.items())
    ]


def topic_standings(tables: Frames, most: int = 12) -> list[Row]:
    """Claims counted by topic and by how each stands to the evidence; columns STANDINGS.

    Topics are those of `topics`, `standing` is that of `standings`.
    """
    objects = tables["propositions"][["proposition_id", "object_id"]]
    rows = objects.merge(tables["proposition_summary"], on="proposition_id")
    place = _Places(tables, rows, most)
    of = dict(cells_of(objects, "proposition_id", "object_id"))
    found = Counter(
        (place.of(of[proposition]), standing)
        for proposition, standing in zip(
            tables["claims_flat"]["proposition_id"], standings(tables), strict=True
        )
    )
    return [
        {**place.topic(at), "standing": standing, "claims": count}
        for (at, standing), count in sorted(found.items())
    ]


class _Places:
    """Which topic a proposition belongs to, by its object: the topics with the most claims first.

    `rows` has the object and the number of claims of each proposition.
    """

    def __init__(self, tables: Frames, rows: pandas.DataFrame, most: int) -> None:
        claims = (
            rows.groupby("object_id")["claims"]
            .sum()
            .sort_index()
            .sort_values(ascending=False, kind="stable")
        )
        self._names = dict(zip(tables["terms"]["term_id"], tables["terms"]["name"], strict=True))
        self._shown, self._most = list(claims.index[:most]), most
        self._rest = {most: f"{len(claims) - most} other topics", most + 1: "no topic"}

    def of(self, term: str | None) -> int:
        if term in self._shown:
            return self._shown.index(term)
        return self._most if term else self._most + 1

    def topic(self, place: int) -> Row:
        if place in self._rest:
            return {"topic": self._rest[place], "term_id": None}
        term = self._shown[place]
        return {"topic": self._names[term], "term_id": term}


def looked_for(tables: Frames) -> list[str]:
    """What evidence there is for each row of proposition_summary.

    `studied`: studies of it or of a case of it; `nearby`: only of something wider or something
    else nearby; `none`: it was looked for and not found; `anatomy`: it was held against sources of
    anatomy; `not_looked_for`: there is neither evidence nor a search for it.
    """
    summary = tables["proposition_summary"]
    near = set(tables["evidence"]["proposition_id"])
    anatomy = set(tables["anatomy_evidence"]["proposition_id"])
    return [
        "studied"
        if design
        else "nearby"
        if proposition in near
        else "none"
        if searches
        else "anatomy"
        if proposition in anatomy
        else "not_looked_for"
        for proposition, design, searches in cells_of(
            summary, "proposition_id", "best_design", "searches"
        )
    ]


def standings(tables: Frames) -> list[str]:
    """`claim_and_evidence` of each claim, in the order of claims_flat.

    It is `anatomy` or `not_looked_for` instead of `none` if there is neither evidence on its
    proposition nor a search for it, and `unclear` instead of `against` one study too weak for that.
    """
    looked = dict(
        zip(tables["proposition_summary"]["proposition_id"], looked_for(tables), strict=True)
    )
    against = opposing(tables)
    return [
        looked[name]
        if one == "none" and looked[name] in ("anatomy", "not_looked_for")
        else stands(claim, one, against)
        for claim, name, one in cells_of(
            tables["claims_flat"], "claim_id", "proposition_id", "claim_and_evidence"
        )
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
