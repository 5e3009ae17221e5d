"""The charts of propositions by topic, as Vega-Lite specifications for page and figures."""

from __future__ import annotations

from pipeline.doors.explorer.chart_style import (
    AGAINST,
    DARK,
    FAINT,
    GREY,
    NEITHER,
    PALE,
    PALE_AGAINST,
    PAPER,
    QUIET,
    SLATE,
    Spec,
    chart,
)
from pipeline.tables.rows import Row

AGREEMENT = {
    "unanimous": "two or more articles agree",
    "contested": "articles against each other",
    "single_source": "one article alone",
    "reported_only": "only reported",
}
STANDING = {
    "with": "studies go with it",
    "both": "studies on both sides",
    "against": "studies go against it",
    "unclear": "studies leave it open",
    "unfaithful": "misreports its study",
    "reported": "only reports a belief",
    "none": "looked for, none of just this found",
    "anatomy": "held against sources of anatomy",
    "not_looked_for": "not looked for",
}
_TOPICS = {  # values, shades, what is counted, and a description
    "agreement": (
        AGREEMENT,
        [DARK, AGAINST, QUIET, FAINT],
        "propositions",
        "Shares of the propositions of each topic on which articles agree, clash or stand alone.",
    ),
    "standing": (
        STANDING,
        [DARK, PALE, AGAINST, NEITHER, PALE_AGAINST, GREY, QUIET, SLATE, FAINT],
        "claims",
        "Shares of the claims of each topic by how they stand to the studies of what they say.",
    ),
}
_NOUNS = {"propositions": "statements", "claims": "claims"}


def topics(field: str, width: int | str = 300) -> Spec:
    """Shares of the propositions or claims of each topic.

    `field` is `agreement` (of the articles on the propositions; rows of chart_rows.topics) or
    `standing` (of the claims to the evidence; rows of chart_rows.topic_standings).
    """
    values, shades, counted, what = _TOPICS[field]
    order = f"indexof({list(values)}, datum.{field})"
    part = (
        "{" + ", ".join(f"{key}: '{said}'" for key, said in values.items()) + f"}}[datum.{field}]"
    )
    return chart(
        what,
        width=width,
        height={"step": 22},
        transform=[
            {
                "joinaggregate": [{"op": "sum", "field": counted, "as": "all"}],
                "groupby": ["topic"],
            },
            {"calculate": "datum.topic + ' (' + datum.all + ')'", "as": "label"},
            {
                "aggregate": [{"op": "sum", "field": counted, "as": counted}],
                "groupby": ["label", "topic", "term_id", field],
            },
            {"calculate": order, "as": "order"},
            {"calculate": part, "as": "part"},
        ],
        mark={"type": "bar", "stroke": PAPER, "strokeWidth": 0.7, "cursor": "pointer"},
        encoding={
            "y": {
                "field": "label",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"domain": False, "ticks": False, "labelPadding": 6},
            },
            "x": {
                "field": counted,
                "type": "quantitative",
                "stack": "normalize",
                "title": f"share of the {_NOUNS[counted]}",
                "axis": {"format": "%", "tickCount": 5},
            },
            "order": {"field": "order", "type": "quantitative"},
            "color": {
                "field": "part",
                "type": "nominal",
                "scale": {"domain": list(values.values()), "range": shades},
                "legend": {"title": None, "orient": "bottom", "columns": 2},
            },
            "tooltip": [
                {"field": "topic"},
                {"field": "part", "title": "of these"},
                {"field": counted, "title": _NOUNS[counted]},
            ],
        },
    )


def agreement(rows: list[Row], standings: list[Row], width: int = 300) -> Spec:
    """Both charts of topics side by side, each with its rows."""
    plain = [
        {
            key: value
            for key, value in topics(field, width).items()
            if key not in ("$schema", "config", "data", "description")
        }
        | {"data": {"values": mine}}
        for field, mine in zip(_TOPICS, (rows, standings), strict=True)
    ]
    return chart(
        "How the articles agree on the statements of each topic, "
        "and how the claims stand to the evidence.",
        resolve={"scale": {"color": "independent", "y": "independent"}},
        spacing=40,
        hconcat=[
            {**one, "title": {"text": title, "fontSize": 13}}
            for one, title in zip(
                plain,
                ("How the articles agree", "How claims stand to the evidence"),
                strict=True,
            )
        ],
    )
