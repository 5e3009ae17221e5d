"""What all charts have in common: colours, fonts, and the frame of a Vega-Lite 6 specification.

A chart reads its rows from the data named `rows`; `with_rows` puts them in. Whatever colour shows
is also shown by form or place, so that it is not lost in black and white. Colours: Okabe and Ito
(2008), safe for colour-blind readers.
"""

from __future__ import annotations

from typing import Any

from pipeline.tables.rows import Row

Spec = dict[str, Any]  # a Vega-Lite specification

FOR, AGAINST, OPEN, QUIET, FAINT = "#0072B2", "#D55E00", "#767676", "#BDBDBD", "#E8E8E8"
DARK, PALE, SLATE = "#004B78", "#9AC7E4", "#33475B"  # differ from the others in lightness, too
PALE_AGAINST, GREY = "#F0C29A", "#8C8C8C"
NEITHER = "#521B4B"  # no clear difference: dark, so that it is none of the others in grey
PAPER = "#FFFFFF"
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


def chart(description: str, **spec: Any) -> Spec:
    """A specification with what all charts share. Screen readers read `description` out."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": description,
        "config": CONFIG,
        "data": {"name": "rows"},
        **spec,
    }


def with_rows(spec: Spec, rows: list[Row]) -> Spec:
    """The specification with its rows in it."""
    return {**spec, "datasets": {"rows": rows}}
