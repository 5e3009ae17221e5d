"""The tables with their keys as a picture: boxes and arrows."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import Any

from pipeline.doors.explorer.chart_style import FOR, OPEN, PAPER, Spec, chart
from pipeline.tables.rows import Row

# Measures in units of a layer (across) and of a row of boxes (down)
_HALF_WIDTH, _HALF_HEIGHT = 0.37, 0.33  # of a box
_AFTER, _BEFORE = 0.45, 0.47  # an arrow leaves and reaches a box straight, from and to here
_TIP = 0.39  # where the point of an arrow is, before the box
_AROUND = 0.4  # between boxes, an arrow runs straight this far to both sides
_MARGIN, _MARGIN_DOWN = 0.5, 0.6
_WIDTH, _HEIGHT = 170, 46  # pixels

_Point = tuple[float, float]


def table_diagram(names: list[str], edges: list[tuple[str, str]]) -> Spec:
    """Tables as boxes, with an arrow from each table to those whose keys point to it.

    `names` are the tables, `edges` the pairs (table that a key points to, table with the key).
    igraph lays them out in layers from left to right (Sugiyama).
    """
    boxes, ways = _layout(names, edges)
    lines = [
        {"edge": f"{one} {other}", "order": order, "x": x, "y": y, "last": order == len(way) - 1}
        for (one, other), way in zip(edges, ways, strict=True)
        for order, (x, y) in enumerate(way)
    ]
    right = max(box["x"] for box in boxes)
    low, high = min(box["y"] for box in boxes), max(box["y"] for box in boxes)
    x = _scale("x", [-_MARGIN, right + _MARGIN])
    y = _scale("y", [low - _MARGIN_DOWN, high + _MARGIN_DOWN], reverse=True)
    return chart(
        "The tables; an arrow goes from one table to those whose rows name its rows.",
        width=int(_WIDTH * (right + 1)),
        height=int(_HEIGHT * (high - low + 2 * _MARGIN_DOWN)),
        layer=[
            {
                "data": {"values": lines},
                "mark": {"type": "line", "color": OPEN, "strokeWidth": 1.2},
                "encoding": {
                    "x": x,
                    "y": y,
                    "detail": {"field": "edge"},
                    "order": {"field": "order"},
                },
            },
            {
                "data": {"values": [line for line in lines if line["last"]]},
                "mark": {
                    "type": "point",
                    "shape": "triangle-right",
                    "filled": True,
                    "color": OPEN,
                    "size": 45,
                    "opacity": 1,
                },
                "encoding": {"x": x, "y": y},
            },
            _box_layer(boxes, x, y),
            {
                "data": {"values": boxes},
                "mark": {"type": "text", "fontSize": 13},
                "encoding": {"x": x, "y": y, "text": {"field": "name"}},
            },
        ],
    )


def _layout(names: list[str], edges: list[tuple[str, str]]) -> tuple[list[Row], list[list[_Point]]]:
    """The boxes (`name`, `x`, `y` of the middle), and the points of the arrow of each edge."""
    import igraph  # noqa: PLC0415 - optional library, slow to import

    tied = [name for name in names if any(name in edge for edge in edges)]
    ends = [(tied.index(one), tied.index(other)) for one, other in edges]
    graph = igraph.Graph(ends, n=len(tied), directed=True)
    layers = [int(layer) for _, layer in graph.layout_sugiyama(hgap=1, vgap=1)]
    # An edge over several layers gets a point in each, so that it runs around the boxes between.
    ways = []
    for one, other in ends:
        between = list(range(len(layers), len(layers) + layers[other] - layers[one] - 1))
        layers += range(layers[one] + 1, layers[other])
        ways.append([one, *between, other])
    graph = igraph.Graph(
        [step for way in ways for step in pairwise(way)], n=len(layers), directed=True
    )
    layout = graph.layout_sugiyama(layers=layers, hgap=1, vgap=1)
    # igraph's layers lie below each other: x and y are swapped to have them side by side
    points: list[_Point] = _apart([(layer, place) for place, layer in layout])
    boxes: list[Row] = [
        {"name": name, "x": points[i][0], "y": points[i][1]} for i, name in enumerate(tied)
    ]
    # tables without a key from or to another table are in a row below
    below = max((place for _, place in points), default=0) + 1
    alone = [name for name in names if name not in tied]
    boxes += [{"name": name, "x": i, "y": below} for i, name in enumerate(alone)]
    return boxes, [_arrow([points[i] for i in way]) for way in ways]


def _apart(points: list[_Point]) -> list[_Point]:
    """The points, moved down where two of a layer are nearer than a row: igraph may put them so."""
    found = list(points)
    for layer in {x for x, _ in points}:
        last = -inf
        for i in sorted(
            (i for i, (x, _) in enumerate(points) if x == layer), key=points.__getitem__
        ):
            last = max(points[i][1], last + 1)
            found[i] = (layer, last)
    return found


def _arrow(points: list[_Point]) -> list[_Point]:
    """The points of an arrow that leads from box to box through the points between."""
    (x, y), (last_x, last_y) = points[0], points[-1]
    return [
        (x + _HALF_WIDTH, y),
        (x + _AFTER, y),
        *((x + side, y) for x, y in points[1:-1] for side in (-_AROUND, _AROUND)),
        (last_x - _BEFORE, last_y),
        (last_x - _TIP, last_y),
    ]


def _scale(field: str, domain: list[Any], **more: bool) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": domain, **more, "nice": False},
    }


def _box_layer(boxes: list[Row], x: Spec, y: Spec) -> Spec:
    corners = [
        {
            **box,
            "left": box["x"] - _HALF_WIDTH,
            "right": box["x"] + _HALF_WIDTH,
            "top": box["y"] - _HALF_HEIGHT,
            "bottom": box["y"] + _HALF_HEIGHT,
        }
        for box in boxes
    ]
    return {
        "data": {"values": corners},
        "mark": {
            "type": "rect",
            "cornerRadius": 4,
            "fill": PAPER,
            "stroke": FOR,
            "strokeWidth": 1.4,
        },
        "encoding": {
            "x": {**x, "field": "left"},
            "x2": {"field": "right"},
            "y": {**y, "field": "top"},
            "y2": {"field": "bottom"},
        },
    }
