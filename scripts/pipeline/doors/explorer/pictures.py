"""The two figures that the page draws by itself and a paper needs as a picture: the matrix, and the tables with their keys."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import Any

from pipeline.doors.explorer.charts import AGAINST, FAINT, FOR, OPEN, QUIET, Spec, chart
from pipeline.doors.explorer.matrix import SIGNS

_HEADINGS = {
    "slope": "by slope",
    "speed": "by speed",
    "duration": "by length",
    "surface": "by ground",
    "other": "in other ways",
}


def matrix(
    data: dict[str, Any],
    names: dict[str, str],
    outcome: str | None = None,
    title: str = "Forms of running and muscles",
) -> Spec:
    """Forms of running by muscles; in each cell claims to the left (filled) and findings to the right (hollow), for above and against below.

    `data` is payload()["matrix"], `names` the names of terms, `outcome` a role of exercise_muscles (None: any). Bars grow with the root of the number.
    """
    home = {
        member: column["muscle_id"] for column in data["columns"] for member in column["members"]
    }
    lines = [row for row in data["rows"] if row["axis"] in ("running", *_HEADINGS, "walking")]
    entries = data["entries"]
    counted: Counter = Counter()
    for exercise, muscle, role, claim, finding, says in set(
        zip(
            *(
                entries[key]
                for key in ("exercise_id", "muscle_id", "role", "claim_id", "finding_id", "says")
            )
        )
    ):
        if says in SIGNS and outcome in (None, role):
            counted[
                exercise,
                home[muscle],
                "claims" if claim else "findings",
                SIGNS[says],
                claim or finding,
            ] = 1  # once on each side of a cell
    totals = Counter((*key[:4],) for key in counted)
    shown = {row["exercise_id"] for row in lines}
    totals = Counter({key: n for key, n in totals.items() if key[0] in shown})
    columns = [
        column["muscle_id"]
        for column in data["columns"]
        if any(key[1] == column["muscle_id"] for key in totals)
    ]
    lines = [row for row in lines if any(key[0] == row["exercise_id"] for key in totals)]
    most, places, headings, at, before = max(totals.values(), default=1), {}, [], 0.0, None
    for row in lines:
        if row["axis"] != before and row["axis"] in _HEADINGS:
            headings.append({"y": at + 0.42, "text": _HEADINGS[row["axis"]]})
            at += 0.55
        before = row["axis"]
        places[row["exercise_id"]] = at
        at += 1
    bars, marks = [], []
    for (exercise, muscle, kind, sign), n in sorted(totals.items()):
        x, middle = (
            columns.index(muscle) + (0.18 if kind == "claims" else 0.52),
            places[exercise] + 0.5,
        )
        tall = 0.06 + 0.24 * sqrt(n / most)
        bars.append(
            {
                "x": x,
                "x2": x + 0.28,
                "y": middle,
                "y2": middle - sign * tall,
                "kind": kind,
                "side": "for" if sign > 0 else "against",
            }
        )
        marks.append({"x": x + 0.14, "y": middle - sign * (tall + 0.11), "n": n})
    tops = sorted(places.values())
    blocks = [
        top for top in tops if top - 1 not in tops
    ]  # rows that begin a block; from each a line goes down to the next gap
    down = [
        {
            "x": i,
            "y": top,
            "y2": next(end for end in (y + 1 for y in tops) if end > top and end not in tops),
        }
        for top in blocks
        for i in range(len(columns) + 1)
    ]
    across = [
        {"x": 0, "x2": len(columns), "y": y} for y in sorted({*tops, *(top + 1 for top in tops)})
    ]
    middles = [{"x": 0, "x2": len(columns), "y": top + 0.5} for top in tops]
    x = {
        "type": "quantitative",
        "scale": {"domain": [0, len(columns)], "nice": False},
        "axis": None,
    }
    y = {
        "type": "quantitative",
        "scale": {"domain": [0, at], "reverse": True, "nice": False},
        "axis": None,
    }
    corners = {
        "x": {**x, "field": "x"},
        "x2": {"field": "x2"},
        "y": {**y, "field": "y"},
        "y2": {"field": "y2"},
    }
    colour = {
        "field": "side",
        "type": "nominal",
        "scale": {"domain": ["for", "against"], "range": [FOR, AGAINST]},
        "legend": None,
    }
    text = {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}, "text": {"field": "text"}}
    return chart(
        "Forms of running by muscles: claims and findings for above the line, against below it.",
        width=46 * max(len(columns), 1),
        height=44 * max(at, 1),
        padding={"left": 5, "top": 5, "right": 60, "bottom": 5},
        title={
            "text": title,
            "offset": 16,
            "subtitle": [
                "Left and filled: claims of articles. Right and hollow: findings of studies.",
                "Above the line (blue): that it does it, or more than another exercise; below (orange): not, or less.",
            ],
        },
        layer=[
            *(
                {
                    "data": {"values": values},
                    "mark": {"type": "rule", "color": shade, "strokeWidth": 0.6, "aria": False},
                    "encoding": {key: corners[key] for key in keys},
                }
                for values, shade, keys in (
                    (down, QUIET, ("x", "y", "y2")),
                    (across, QUIET, ("x", "x2", "y")),
                    (middles, FAINT, ("x", "x2", "y")),
                )
            ),
            *(
                {
                    "data": {"values": bars},
                    "transform": [{"filter": f"datum.kind === '{kind}'"}],
                    "mark": {"type": "rect", "strokeWidth": 1.3},
                    "encoding": {
                        **corners,
                        "stroke": colour,
                        **(
                            {"fill": colour} if kind == "claims" else {"fill": {"value": "#FFFFFF"}}
                        ),
                    },
                }
                for kind in ("claims", "findings")
            ),
            {
                "data": {"values": marks},
                "mark": {"type": "text", "fontSize": 10},
                "encoding": {**text, "text": {"field": "n"}},
            },
            {
                "data": {
                    "values": [
                        {"x": 0, "y": top + 0.5, "text": names[exercise]}
                        for exercise, top in places.items()
                    ]
                },
                "mark": {"type": "text", "align": "right", "dx": -8},
                "encoding": text,
            },
            {
                "data": {"values": [{"x": 0, **heading} for heading in headings]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 2,
                    "dy": -4,
                    "fontStyle": "italic",
                    "color": OPEN,
                },
                "encoding": text,
            },
            {
                "data": {
                    "values": [
                        {"x": i + 0.5, "y": 0, "text": names.get(muscle, "no muscle named")}
                        for i, muscle in enumerate(columns)
                    ]
                },
                "mark": {"type": "text", "align": "left", "angle": 300, "dx": 4, "dy": 0},
                "encoding": text,
            },
        ],
    )


def diagram(names: list[str], edges: list[tuple[str, str]]) -> Spec:
    """Tables as boxes, an arrow from each to those whose rows name its rows, laid out in layers (igraph, Sugiyama)."""
    import igraph

    tied = [name for name in names if any(name in edge for edge in edges)]
    ends = [(tied.index(one), tied.index(other)) for one, other in edges]
    layers = [
        int(y)
        for _, y in igraph.Graph(ends, n=len(tied), directed=True).layout_sugiyama(hgap=1, vgap=1)
    ]
    # an edge over several layers goes by way of a point in each, so that it runs round the boxes between
    ways = []
    for one, other in ends:
        between = list(range(len(layers), len(layers) + layers[other] - layers[one] - 1))
        layers += range(layers[one] + 1, layers[other])
        ways.append([one, *between, other])
    steps = [step for way in ways for step in zip(way, way[1:])]
    layout = igraph.Graph(steps, n=len(layers), directed=True).layout_sugiyama(
        layers=layers, hgap=1, vgap=1
    )
    # layers from left to right; below them the tables without a key to these
    boxes = [{"name": name, "x": layout[i][1], "y": layout[i][0]} for i, name in enumerate(tied)]
    deepest = max((y for y, _ in layout), default=0)
    boxes += [
        {"name": name, "x": i, "y": deepest + 1}
        for i, name in enumerate(name for name in names if name not in tied)
    ]
    lines = []
    for (one, other), way in zip(edges, ways):
        (y, x), (last_y, last_x) = layout[way[0]], layout[way[-1]]
        points = (
            [(x + 0.37, y), (x + 0.45, y)]
            + [(layout[i][1] + side, layout[i][0]) for i in way[1:-1] for side in (-0.4, 0.4)]
            + [(last_x - 0.47, last_y), (last_x - 0.39, last_y)]
        )
        lines += [
            {
                "edge": f"{one} {other}",
                "order": order,
                "x": x,
                "y": y,
                "last": order == len(points) - 1,
            }
            for order, (x, y) in enumerate(points)
        ]
    right, low, high = (
        max(box["x"] for box in boxes),
        min(box["y"] for box in boxes),
        max(box["y"] for box in boxes),
    )
    x = {
        "field": "x",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-0.5, right + 0.5], "nice": False},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [low - 0.6, high + 0.6], "reverse": True, "nice": False},
    }
    heads = [line for line in lines if line["last"]]
    return chart(
        "The tables; an arrow goes from one table to those whose rows name its rows.",
        width=int(170 * (right + 1)),
        height=int(46 * (high - low + 1.2)),
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
                "data": {"values": heads},
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
            {
                "data": {
                    "values": [
                        {
                            **box,
                            "left": box["x"] - 0.37,
                            "right": box["x"] + 0.37,
                            "top": box["y"] - 0.33,
                            "bottom": box["y"] + 0.33,
                        }
                        for box in boxes
                    ]
                },
                "mark": {
                    "type": "rect",
                    "cornerRadius": 4,
                    "fill": "#FFFFFF",
                    "stroke": FOR,
                    "strokeWidth": 1.4,
                },
                "encoding": {
                    "x": {**x, "field": "left"},
                    "x2": {"field": "right"},
                    "y": {**y, "field": "top"},
                    "y2": {"field": "bottom"},
                },
            },
            {
                "data": {"values": boxes},
                "mark": {"type": "text", "fontSize": 13},
                "encoding": {"x": x, "y": y, "text": {"field": "name"}},
            },
        ],
    )
