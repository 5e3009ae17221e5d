"""The effect direction plot as a picture, for the figures: the page draws its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.doors.explorer.chart_style import (
    AGAINST,
    FOR,
    NEITHER,
    OPEN,
    PAPER,
    QUIET,
    Spec,
    chart,
)
from pipeline.tables.rows import Row

HEADINGS = {
    "own": "About just this",
    "special_case": "About a special case",
    "wider": "About something wider",
    "neighbour": "About something nearby",
}
_SHAPES = {"for": "triangle-up", "against": "triangle-down", "zero": "diamond", "none": "stroke"}
_FILLS = {"for": FOR, "against": AGAINST, "zero": NEITHER, "none": OPEN}
KEY = (  # side, whether the result is clear, and what the mark says
    ("for", True, "clearly on its side"),
    ("for", False, "on its side, not clearly"),
    ("against", True, "clearly on the other side"),
    ("against", False, "on the other side, not clearly"),
    ("zero", False, "zero"),
    ("none", False, "not given, or no side"),
)

# Measures in pixels
_ROW, _GAP, _HEAD = 22, 12, 20
_DESIGN, _MARKS, _WIDTH = 160, 310, 860  # where designs and marks begin, and the width
_LETTER, _BESIDE, _APART = 6.2, 12, 22  # a letter; from a mark to its name, and to the next mark
_KEY_WIDTH = 270


@dataclass
class _Drawn:
    """What is drawn: texts by kind, marks, and the height so far."""

    texts: dict[str, list[Row]] = field(default_factory=dict)
    marks: list[Row] = field(default_factory=list)
    y: float = 0.0

    def write(self, kind: str, x: float, text: str) -> None:
        self.texts.setdefault(kind, []).append({"x": x, "y": self.y, "text": text})

    def mark(self, x: float, side: str, clear: bool) -> None:
        self.marks.append({"x": x, "y": self.y, "mark": _name(side, clear)})


def direction_picture(
    points: list[Row], works: dict[str, Row], words: dict[str, str], title: str
) -> Spec:
    """One row a study, grouped by bearing, with a mark for each thing that it measured.

    `points` are rows of plot_rows.points in their order, `works` has `name` (author and year) and
    `design` of each reference, `words` the words for designs.
    """
    drawn = _Drawn()
    _key(drawn)
    for bearing, heading in HEADINGS.items():
        mine = [row for row in points if row["bearing"] == bearing]
        if mine:
            drawn.y += _GAP + _HEAD
            drawn.write("heading", 0, heading)
        for work in dict.fromkeys(row["reference_id"] for row in mine):
            drawn.y += _ROW
            drawn.write("study", 0, works[work]["name"])
            drawn.write("design", _DESIGN, words[works[work]["design"]])
            _study(drawn, [row for row in mine if row["reference_id"] == work])
    x = {"field": "x", **_scale(_WIDTH)}
    y = {"field": "y", **_scale(drawn.y + _HEAD, reverse=True)}
    return chart(
        "Effect direction plot: on which side of the statement the estimate of each study lies.",
        width=_WIDTH,
        height=drawn.y + _HEAD,
        title={
            "text": title,
            "subtitle": [
                "One row a study, one mark for each thing that it measured. A mark shows on which "
                "side of the statement",
                "the estimate lies, whatever its significance. Studies are sorted by design, not "
                "by result.",
            ],
        },
        layer=[
            {
                "data": {
                    "values": [{"y": one["y"] + 12} for one in drawn.texts.get("heading", ())]
                },
                "mark": {"type": "rule", "color": QUIET, "aria": False},
                "encoding": {"y": y, "x": {"datum": 0, **_scale(_WIDTH)}, "x2": {"datum": _WIDTH}},
            },
            *(
                {
                    "data": {"values": drawn.texts.get(kind, [])},
                    "mark": {"type": "text", "align": "left", **look},
                    "encoding": {"x": x, "y": y, "text": {"field": "text"}},
                }
                for kind, look in (
                    ("heading", {"fontWeight": "bold", "fontSize": 13}),
                    ("study", {}),
                    ("design", {"color": OPEN}),
                    ("outcome", {}),
                )
            ),
            _mark_layer(drawn.marks, x, y),
        ],
    )


def _study(drawn: _Drawn, points: list[Row]) -> None:
    """The marks of a study, each with what was measured; they go on in a new line where needed."""
    x = float(_MARKS)
    for row in points:
        end = x + _BESIDE + _LETTER * len(row["outcome"])
        if end > _WIDTH and x > _MARKS:
            drawn.y += _ROW
            x = float(_MARKS)
            end = x + _BESIDE + _LETTER * len(row["outcome"])
        drawn.mark(x, row["side"], row["clear"])
        drawn.write("outcome", x + _BESIDE, row["outcome"])
        x = end + _APART


def _key(drawn: _Drawn) -> None:
    """What the marks say, above the plot."""
    for i, (side, clear, text) in enumerate(KEY):
        if i % 3 == 0:
            drawn.y += _ROW
        x = _KEY_WIDTH * (i % 3)
        drawn.mark(x + 6, side, clear)
        drawn.write("outcome", x + 6 + _BESIDE, text)


def _name(side: str, clear: bool) -> str:
    return f"{side} {'clear' if clear else 'unclear'}"


def _scale(end: float, **more: bool) -> Spec:
    return {
        "type": "quantitative",
        "scale": {"domain": [0, end], **more, "nice": False},
        "axis": None,
    }


def _mark_layer(marks: list[Row], x: Spec, y: Spec) -> Spec:
    """Filled where the result is clear, hollow where it is not."""
    names = [(side, clear) for side in _SHAPES for clear in (True, False)]
    shades = [_FILLS[side] if clear or side == "none" else NEITHER for side, clear in names]
    domain = [_name(side, clear) for side, clear in names]
    fills = [shade if clear else PAPER for shade, (_, clear) in zip(shades, names, strict=True)]

    def by_name(values: list[str]) -> Spec:
        return {
            "field": "mark",
            "type": "nominal",
            "scale": {"domain": domain, "range": values},
            "legend": None,
        }

    return {
        "data": {"values": marks},
        "mark": {"type": "point", "size": 90, "strokeWidth": 1.6, "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "shape": by_name([_SHAPES[side] for side, _ in names]),
            "stroke": by_name(shades),
            "fill": by_name(fills),
        },
    }
