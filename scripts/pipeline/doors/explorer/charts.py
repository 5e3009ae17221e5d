"""The charts as Vega-Lite 6 specifications, the same for the page and for the figures.

A chart reads its rows from the data named `rows`; `with_rows` puts them in. What is told by colour is told by form or
place as well, so that it stays in black and white. Colours: Okabe and Ito (2008), safe for colour-blind readers.
"""

from __future__ import annotations

from typing import Any

Spec = dict[str, Any]

FOR, AGAINST, OPEN, QUIET, FAINT = "#0072B2", "#D55E00", "#767676", "#BDBDBD", "#E8E8E8"
DARK, PALE, SLATE = "#004B78", "#9AC7E4", "#33475B"  # told apart from the others by lightness, too
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
CONFIG = {
    "background": None,
    "font": FONT,
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "domainColor": OPEN,
        "tickColor": OPEN,
        "gridColor": OPEN,
        "gridOpacity": 0.25,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelLimit": 420,
    },
    "view": {"stroke": None},
    "legend": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "symbolSize": 90,
        "labelLimit": 400,
    },
    "title": {
        "color": "currentColor",
        "subtitleColor": "currentColor",
        "anchor": "start",
        "fontSize": 15,
        "subtitleFontSize": 12,
        "offset": 12,
    },
    "text": {"color": "currentColor", "fontSize": 12},
}
DIRECTIONS = ["supports", "disputes", "inconclusive", "differs"]  # the last: by proposition
AGREEMENT = {
    "unanimous": "two or more articles, of one mind",
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

KEYS = {
    "claim": "makes claims (tall)",
    "frame": "heading, question or link between claims (middle)",
    "apparatus": "menu, author, advertisement, list (low)",
}


def chart(description: str, **spec: Any) -> Spec:
    """A specification with what all have in common. `description` is read out by screen readers."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": description,
        "config": CONFIG,
        "data": {"name": "rows"},
        **spec,
    }


def with_rows(spec: Spec, rows: list[dict]) -> Spec:
    """The specification with its rows in it."""
    return {**spec, "datasets": {"rows": rows}}


def effects(unit: str, width: int | str = 420) -> Spec:
    """Points with intervals on one axis, a finding a line. Rows: `label`, `value`, `low_drawn`, `high_drawn`, `low`, `high`, `cut` of chart_rows.effects, `direction`, `directness`."""
    y = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"domain": False, "ticks": False, "labelPadding": 8, "minExtent": 120},
    }
    x = {"type": "quantitative", "title": unit, "scale": {"zero": True, "padding": 12}}
    colour = {
        "field": "direction",
        "type": "nominal",
        "scale": {"domain": DIRECTIONS, "range": [FOR, AGAINST, OPEN, OPEN]},
        "legend": None,
    }
    shape = {
        "field": "direction",
        "type": "nominal",
        "scale": {"domain": DIRECTIONS, "range": ["circle", "diamond", "square", "triangle-up"]},
        "legend": None,
    }
    tooltip = [
        {"field": "label", "title": "finding"},
        {"field": "value"},
        {"field": "low"},
        {"field": "high"},
        {"field": "direction"},
        {"field": "directness"},
    ]
    return chart(
        "Results of studies as points, with their intervals where the paper gives one. Filled: direct evidence; hollow: indirect.",
        width=width,
        height={"step": 24},
        layer=[
            {
                "data": {"values": [{}]},
                "mark": {"type": "rule", "color": OPEN, "strokeDash": [3, 3], "aria": False},
                "encoding": {"x": {"datum": 0}},
            },
            {
                "transform": [{"filter": "isValid(datum.low)"}],
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {
                    "y": y,
                    "x": {**x, "field": "low_drawn"},
                    "x2": {"field": "high_drawn"},
                    "color": colour,
                },
            },
            {
                "transform": [{"filter": "datum.cut === 'high'"}],
                "mark": {"type": "point", "shape": "triangle-right", "filled": True, "size": 70},
                "encoding": {"y": y, "x": {**x, "field": "high_drawn"}, "color": colour},
            },
            {
                "transform": [{"filter": "datum.cut === 'low'"}],
                "mark": {"type": "point", "shape": "triangle-left", "filled": True, "size": 70},
                "encoding": {"y": y, "x": {**x, "field": "low_drawn"}, "color": colour},
            },
            {
                "mark": {"type": "point", "size": 90, "strokeWidth": 2, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": {**x, "field": "value"},
                    "color": colour,
                    "shape": shape,
                    "tooltip": tooltip,
                    "fill": {
                        "condition": {"test": "datum.directness === 'direct'", **colour},
                        "value": "#FFFFFF",
                    },
                },
            },
        ],
    )


def topics(field: str, width: int | str = 300) -> Spec:
    """Shares of the propositions of each topic: by `agreement` of the articles, or by `standing` to the evidence. Rows of chart_rows.topics."""
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
        mark={"type": "bar", "stroke": "#FFFFFF", "strokeWidth": 0.7, "cursor": "pointer"},
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
                "title": "share of the propositions",
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
        "Propositions by topic: how the articles agree on them, and how the claims stand to the evidence.",
        resolve={"scale": {"color": "independent"}},
        spacing=40,
        hconcat=[
            {**one, "title": {"text": title, "fontSize": 13}}
            for one, title in zip(
                plain, ("How the articles agree", "How claims stand to the evidence")
            )
        ],
    )


_TOPICS = {
    "agreement": (
        AGREEMENT,
        [DARK, AGAINST, QUIET, FAINT],
        "Shares of the propositions of each topic on which articles agree, clash or stand alone.",
    ),
    "standing": (
        STANDING,
        [DARK, PALE, AGAINST, "#F0C29A", "#8C8C8C", QUIET, FAINT],
        "Shares of the propositions of each topic by how claims stand to the evidence.",
    ),
}


def strips(width: int | str = 700, axis: bool = True) -> Spec:
    """Articles from first to last word. Rows of chart_rows.strips with `article`, the name shown; `axis` has the names beside the strips."""
    tall = {"claim": 13, "frame": 8, "apparatus": 3}
    layers = [
        {
            "transform": [{"filter": f"datum.kind === '{kind}'"}],
            "mark": {"type": "bar", "height": 2 * half, "cursor": "pointer"},
            "encoding": {
                "y": {
                    "field": "article",
                    "type": "nominal",
                    "sort": None,
                    "title": None,
                    "axis": {"domain": False, "ticks": False, "labelPadding": 8} if axis else None,
                },
                "x": {
                    "field": "start",
                    "type": "quantitative",
                    "title": "characters",
                    "scale": {"nice": False},
                    "axis": {"tickCount": 8},
                },
                "x2": {"field": "end"},
                "color": {
                    "field": "kind",
                    "type": "nominal",
                    "scale": {"domain": list(tall), "range": [SLATE, QUIET, OPEN]},
                    "legend": {
                        "title": None,
                        "orient": "top",
                        "symbolType": "square",
                        "labelExpr": f"{KEYS}[datum.label]",
                    },
                },
                "tooltip": [{"field": "role"}, {"field": "passage_id", "title": "passage"}],
            },
        }
        for kind, half in tall.items()
    ]
    return chart(
        "Articles from their first character to their last: tall parts make claims, lower parts ask, head or lead over, the lowest are menus, bylines and the like.",
        width=width,
        height={"step": 36},
        layer=layers,
    )
