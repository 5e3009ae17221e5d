"""The charts of effects and of articles, as Vega-Lite specifications for page and figures."""

from __future__ import annotations

from pipeline.doors.explorer.chart_style import (
    AGAINST,
    FOR,
    NEITHER,
    OPEN,
    PAPER,
    QUIET,
    SLATE,
    Spec,
    chart,
)

DIRECTIONS = {  # by colour and form; only for and against are filled. The last: by proposition
    "supports": (FOR, "circle"),
    "opposes": (AGAINST, "diamond"),
    "no_clear_difference": (NEITHER, "circle"),
    "mixed": (OPEN, "cross"),
    "unclear": (OPEN, "square"),
    "differs": (OPEN, "triangle-up"),
}
FILLED = ["supports", "opposes"]
KEYS = {
    "claim": "makes claims (tall)",
    "frame": "heading, question or link between claims (middle)",
    "apparatus": "menu, author, advertisement, list (low)",
}


def effects(unit: str, width: int | str = 420, *, ratio: bool = False) -> Spec:
    """Points with intervals on one axis, one line for each finding. Rows of chart_rows.effects.

    `unit` is the title of the axis, `width` a number of pixels or Vega-Lite's "container". No
    difference is at 0, and that of a `ratio` at 1 on a logarithmic axis: half lies as far from it
    as double.
    """
    y = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"domain": False, "ticks": False, "labelPadding": 8, "minExtent": 120},
    }
    none = 1 if ratio else 0
    scale = {"type": "log"} if ratio else {"zero": True}
    x = {"type": "quantitative", "title": unit, "scale": {**scale, "padding": 12}}
    colour = {
        "field": "direction",
        "type": "nominal",
        "scale": {
            "domain": list(DIRECTIONS),
            "range": [shade for shade, _ in DIRECTIONS.values()],
        },
        "legend": None,
    }
    shape = {
        "field": "direction",
        "type": "nominal",
        "scale": {
            "domain": list(DIRECTIONS),
            "range": [form for _, form in DIRECTIONS.values()],
        },
        "legend": None,
    }
    tooltip = [
        {"field": "label", "title": "finding"},
        {"field": "value"},
        {"field": "low"},
        {"field": "high"},
        {"field": "direction"},
        {"field": "bearing"},
    ]
    return chart(
        "Results of studies as points, with their intervals where the paper gives one. "
        "Filled: for or against the statement; hollow: neither.",
        width=width,
        height={"step": 24},
        layer=[
            {
                "data": {"values": [{}]},
                "mark": {"type": "rule", "color": OPEN, "strokeDash": [3, 3], "aria": False},
                "encoding": {"x": {"datum": none}},
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
                        "condition": {
                            "test": f"indexof({FILLED}, datum.direction) >= 0",
                            **colour,
                        },
                        "value": PAPER,
                    },
                },
            },
        ],
    )


def strips(width: int | str = 700, axis: bool = True) -> Spec:
    """Articles from first to last word. Rows of chart_rows.strips, with `article`, the name shown.

    `axis` says whether the names are shown beside the strips.
    """
    tall = {"claim": 13, "frame": 8, "apparatus": 3}  # half the height, in pixels
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
        "Articles from their first character to their last: tall parts make claims, lower parts "
        "ask, head or lead over, the lowest are menus, bylines and the like.",
        width=width,
        height={"step": 36},
        layer=layers,
    )
