"""The charts of propositions by topic, as Vega-Lite specifications for page and figures."""

from __future__ import annotations

from pipeline.doors.explorer.chart_style import (
    AGAINST,
    DARK,
    FAINT,
    GREY,
    PALE,
    PALE_AGAINST,
    PAPER,
    QUIET,
    Spec,
    chart,
)

AGREEMENT = {
    "unanimous": "two or more articles agree",
    "contested": "articles against each other",
    "single_source": "one article alone",
    "reported_only": "only reported",
}
STANDING = {
    "with": "claims with the evidence",
    "mixed": "on both sides",
    "against": "claims against the evidence",
    "inconclusive": "evidence inconclusive",
    "reported_only": "only reported",
    "no_evidence": "looked for, none found",
    "not_looked_for": "not looked for",
}
_TOPICS = {
    "agreement": (
        AGREEMENT,
        [DARK, AGAINST, QUIET, FAINT],
        "Shares of the propositions of each topic on which articles agree, clash or stand alone.",
    ),
    "standing": (
        STANDING,
        [DARK, PALE, AGAINST, PALE_AGAINST, GREY, QUIET, FAINT],
        "Shares of the propositions of each topic by how claims stand to the evidence.",
    ),
}


def topics(field: str, width: int | str = 300) -> Spec:
    """Shares of the propositions of each topic. Rows of chart_rows.topics.

    `field` is `agreement` (of the articles) or `standing` (of the claims to the evidence).
    """
    values, shades, what = _TOPICS[field]
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
                "joinaggregate": [{"op": "sum", "field": "propositions", "as": "all"}],
                "groupby": ["topic"],
            },
            {"calculate": "datum.topic + ' (' + datum.all + ')'", "as": "label"},
            {
                "aggregate": [{"op": "sum", "field": "propositions", "as": "propositions"}],
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
                "field": "propositions",
                "type": "quantitative",
                "stack": "normalize",
                "title": "share of the statements",
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
                {"field": "propositions"},
            ],
        },
    )


def agreement(width: int = 300) -> Spec:
    """Both charts of topics side by side."""
    plain = [
        {
            key: value
            for key, value in topics(field, width).items()
            if key not in ("$schema", "config", "data", "description")
        }
        for field in _TOPICS
    ]
    return chart(
        "Statements by topic: how the articles agree on them, "
        "and how the claims stand to the evidence.",
        resolve={"scale": {"color": "independent"}},
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
