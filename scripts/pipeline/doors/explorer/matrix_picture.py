"""The matrix of exercises by muscles as a picture, for the figures: the page draws its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import Any

from pipeline.doors.explorer.chart_style import (
    AGAINST,
    FAINT,
    FOR,
    NEITHER,
    OPEN,
    PAPER,
    QUIET,
    Spec,
    chart,
)
from pipeline.doors.explorer.matrix import SIGNS
from pipeline.tables.rows import Row

_HEADINGS = {
    "slope": "by slope",
    "speed": "by speed",
    "duration": "by length",
    "surface": "by ground",
    "other": "in other ways",
}
_AXES = ("running", *_HEADINGS, "walking")  # rows of forms of running; others are not drawn
_ENTRY = ("exercise_id", "muscle_id", "role", "claim_id", "finding_id", "says")

# Measures in units of a cell, which is 1 wide and 1 high
_LEFT = {"claims": 0.08, "findings": 0.4}  # where the bars of a cell begin
_BAR = 0.28  # the width of a bar
_RING = 0.84  # where the ring is that stands for findings without a clear result
_BELOW = 0.24  # from a ring to its number
_SHORTEST, _GROWTH = 0.06, 0.24  # the height of a bar: the one, and up to the other more
_ABOVE = 0.11  # from the end of a bar to its number
_GAP, _BASELINE = 0.55, 0.42  # the height of a heading, and where its text is in it
_CELL_WIDTH, _CELL_HEIGHT = 52, 44  # pixels

# exercise, column, "claims" or "findings", sign: how many
_Totals = Counter[tuple[str, str, str, int]]


@dataclass
class _Grid:
    """Where rows and columns are, in units of a cell from the top left."""

    columns: list[str]  # by muscle
    tops: dict[str, float]  # by exercise
    headings: list[Row]
    height: float


def matrix_picture(
    data: dict[str, Any],
    names: dict[str, str],
    outcome: str | None = None,
    title: str = "Forms of running and muscles",
) -> Spec:
    """Forms of running by muscles.

    In each cell claims are to the left (filled) and findings in the middle (hollow), for above and
    against below. A ring to the right, on the line, stands for findings without a clear result.
    The height of a bar grows with the square root of the number.
    `data` is payload()["matrix"], `names` has the names of terms, `outcome` is a role of
    exercise_muscles (None: any).
    """
    totals = _totals(data, outcome)
    grid = _grid(data, totals)
    bars, rings, numbers = _bars(grid, totals)
    x = _scale([0, len(grid.columns)])
    y = _scale([0, grid.height], reverse=True)
    text = {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}, "text": {"field": "text"}}
    corners = {
        "x": {**x, "field": "x"},
        "x2": {"field": "x2"},
        "y": {**y, "field": "y"},
        "y2": {"field": "y2"},
    }
    return chart(
        "Forms of running by muscles: claims and findings for above the line, against below it, "
        "findings without a clear result on it.",
        width=_CELL_WIDTH * max(len(grid.columns), 1),
        height=_CELL_HEIGHT * max(grid.height, 1),
        padding={"left": 5, "top": 5, "right": 60, "bottom": 5},
        title={
            "text": title,
            "offset": 16,
            "subtitle": [
                "Filled: claims of articles. Hollow: findings of studies. Above the line (blue): "
                "that it does it, or more than another exercise;",
                "below (orange): claims that it does not, findings of less. Ring on the line: no "
                "clear result, neither for nor against.",
            ],
        },
        layer=[
            *_rules(grid, corners),
            *_bar_layers(bars, corners),
            {
                "data": {"values": rings},
                "mark": {
                    "type": "point",
                    "shape": "circle",
                    "size": 55,
                    "strokeWidth": 1.6,
                    "stroke": NEITHER,
                    "fill": PAPER,
                    "opacity": 1,
                },
                "encoding": {"x": text["x"], "y": text["y"]},
            },
            {
                "data": {"values": numbers},
                "mark": {"type": "text", "fontSize": 10},
                "encoding": {**text, "text": {"field": "n"}},
            },
            *_label_layers(grid, names, text),
        ],
    )


def _scale(domain: list[float], **more: bool) -> Spec:
    return {
        "type": "quantitative",
        "scale": {"domain": domain, **more, "nice": False},
        "axis": None,
    }


def _totals(data: dict[str, Any], outcome: str | None) -> _Totals:
    """How many claims and findings each cell of a drawn row has, for and against.

    Each counts once on a side of a cell; the line between the sides is one, too.
    """
    home = {
        member: column["muscle_id"] for column in data["columns"] for member in column["members"]
    }
    shown = {row["exercise_id"] for row in data["rows"] if row["axis"] in _AXES}
    counted = set()
    for exercise, muscle, role, claim, finding, says in zip(
        *(data["entries"][key] for key in _ENTRY), strict=True
    ):
        if exercise in shown and says in SIGNS and outcome in (None, role):
            kind = "claims" if claim else "findings"
            counted.add((exercise, home[muscle], kind, SIGNS[says], claim or finding))
    return Counter(key[:4] for key in counted)


def _grid(data: dict[str, Any], totals: _Totals) -> _Grid:
    """The rows and columns that have a bar."""
    exercises, muscles = {key[0] for key in totals}, {key[1] for key in totals}
    grid = _Grid(
        [one["muscle_id"] for one in data["columns"] if one["muscle_id"] in muscles], {}, [], 0.0
    )
    before = None
    for row in data["rows"]:
        if row["exercise_id"] not in exercises:
            continue
        if row["axis"] != before and row["axis"] in _HEADINGS:
            heading = {"y": grid.height + _BASELINE, "text": _HEADINGS[row["axis"]]}
            grid.headings.append(heading)
            grid.height += _GAP
        before = row["axis"]
        grid.tops[row["exercise_id"]] = grid.height
        grid.height += 1
    return grid


def _bars(grid: _Grid, totals: _Totals) -> tuple[list[Row], list[Row], list[Row]]:
    """The bars, the rings, and the numbers beside them."""
    most = max((n for (*_, sign), n in totals.items() if sign), default=1)
    bars, rings, numbers = [], [], []
    for (exercise, muscle, kind, sign), n in sorted(totals.items()):
        left, middle = grid.columns.index(muscle), grid.tops[exercise] + 0.5
        if sign == 0:
            rings.append({"x": left + _RING, "y": middle})
            numbers.append({"x": left + _RING, "y": middle + _BELOW, "n": n})
            continue
        x = left + _LEFT[kind]
        tall = _SHORTEST + _GROWTH * sqrt(n / most)
        bars.append(
            {
                "x": x,
                "x2": x + _BAR,
                "y": middle,
                "y2": middle - sign * tall,
                "kind": kind,
                "side": "for" if sign > 0 else "against",
            }
        )
        numbers.append({"x": x + _BAR / 2, "y": middle - sign * (tall + _ABOVE), "n": n})
    return bars, rings, numbers


def _rules(grid: _Grid, corners: Spec) -> list[Spec]:
    """The lines between rows and columns, and those through the middle of each row."""
    tops, width = sorted(grid.tops.values()), len(grid.columns)
    ends = [y + 1 for y in tops]
    down = [  # each block of rows has its own lines, from its top to the next gap
        {"x": i, "y": top, "y2": next(end for end in ends if end > top and end not in tops)}
        for top in tops
        if top - 1 not in tops
        for i in range(width + 1)
    ]
    across = [{"x": 0, "x2": width, "y": y} for y in sorted({*tops, *ends})]
    middles = [{"x": 0, "x2": width, "y": top + 0.5} for top in tops]
    return [
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
    ]


def _bar_layers(bars: list[Row], corners: Spec) -> list[Spec]:
    colour = {
        "field": "side",
        "type": "nominal",
        "scale": {"domain": ["for", "against"], "range": [FOR, AGAINST]},
        "legend": None,
    }
    return [
        {
            "data": {"values": bars},
            "transform": [{"filter": f"datum.kind === '{kind}'"}],
            "mark": {"type": "rect", "strokeWidth": 1.3},
            "encoding": {**corners, "stroke": colour, "fill": fill},
        }
        for kind, fill in (("claims", colour), ("findings", {"value": PAPER}))
    ]


def _label_layers(grid: _Grid, names: dict[str, str], text: Spec) -> list[Spec]:
    """The names of exercises, the headings of blocks of rows, and the names of muscles."""
    exercises = [
        {"x": 0, "y": top + 0.5, "text": names[exercise]} for exercise, top in grid.tops.items()
    ]
    muscles = [
        {"x": i + 0.5, "y": 0, "text": names.get(muscle, "no muscle named")}
        for i, muscle in enumerate(grid.columns)
    ]
    heading = {"align": "left", "dx": 2, "dy": -4, "fontStyle": "italic", "color": OPEN}
    return [
        {"data": {"values": values}, "mark": {"type": "text", **mark}, "encoding": text}
        for values, mark in (
            (exercises, {"align": "right", "dx": -8}),
            ([{"x": 0, **one} for one in grid.headings], heading),
            (muscles, {"align": "left", "angle": 300, "dx": 4, "dy": 0}),
        )
    ]
