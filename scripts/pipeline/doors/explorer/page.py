"""The page: assets, libraries and data in one HTML file that loads nothing from outside."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from pathlib import Path
from typing import Any

from pipeline.base.problems import CouldNotRun, Problem
from pipeline.doors.explorer import charts, topic_charts
from pipeline.doors.explorer.chart_style import Spec
from pipeline.doors.explorer.first_html import first_html
from pipeline.doors.explorer.payload import payload
from pipeline.loader import Tables

Library = dict[str, Any]  # an entry of vendor/libraries.json

HERE = Path(__file__).resolve().parent
# the order in which they build on each other
SCRIPTS = (
    "base",
    "parts",
    "copy",
    "cards",
    "positions",
    "disagreements",
    "against",
    "textures",
    "charts",
    "effects",
    "directions",
    "anatomy",
    "profile",
    "matrix-cells",
    "matrix-controls",
    "matrix-details",
    "matrix-grid",
    "versus",
    "matrix",
    "body",
    "home",
    "proposition",
    "questions",
    "question-answers",
    "question-studies",
    "question",
    "claim",
    "reference",
    "nothing",
    "term",
    "answers",
    "article",
    "words",
    "gaps",
    "find-names",
    "find",
    "save",
    "pages",
    "study-rows",
    "study-filters",
    "study-form",
    "study-table",
    "search-offers",
    "search",
    "search-cells",
    "list-rows",
    "list-views",
    "list-filters",
    "list-form",
    "list",
    "app",
)
STYLES = (
    "base",
    "parts",
    "cards",
    "matrix",
    "views",
    "questions",
    "evidence",
    "screens",
)  # in the order of their rules
LATER = ("Vega", "Vega-Lite")  # most of the page: kept as text until the first chart is wanted
AXIS = "AXIS"  # in the effects chart, the page puts the unit in place of this title of the axis


def page(tables: Tables) -> str:
    """The page for the tables of a package. CouldNotRun if a vendored library was changed."""
    known = libraries()
    drawings = specs()
    data = payload(tables) | {
        "charts": drawings,
        "shares": {"agreement": topic_charts.AGREEMENT, "standing": topic_charts.STANDING},
        "keys": {name: key for name, spec in drawings.items() if (key := _key(spec))},
        "libraries": [{key: one[key] for key in ("name", "version", "license")} for one in known],
        "figure": "after react-native-body-highlighter (MIT), redrawn",
    }
    scripts = [
        *(_library(one) for one in known if one["name"] not in LATER),
        *(f"<script>\n{_read(f'{name}.js')}</script>" for name in SCRIPTS),
    ]
    parts = {
        "TITLE": html.escape(data["about"]["title"] or ""),
        "STYLE": "".join(_read(f"{name}.css") for name in STYLES),
        "FIRST": first_html(data, tables),
        "FIGURE": _read("body.svg"),
        "STRIPES": STRIPES,
        "DATA": embed(data),
        "LATER": "\n".join(_library(one, waits=True) for one in known if one["name"] in LATER),
        "NOW": "\n".join(scripts),
    }
    return re.sub("@([A-Z]+)@", lambda match: parts[match[1]], _read("page.html"))


def embed(data: Any) -> str:
    """JSON for a script element, compressed (zlib) and in Base64: a quarter of the room.

    No text of the data can end or open an element. Raises ValueError for a number that JSON lacks.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # a lone surrogate, which UTF-8 lacks, is escaped as in ASCII
    raw = text.encode("utf-8", "backslashreplace")
    return base64.b64encode(zlib.compress(raw, level=9)).decode("ascii")


def specs() -> dict[str, Spec]:
    """The charts of the page by name, without rows."""
    return {
        "effects": charts.effects(AXIS),
        "ratios": charts.effects(AXIS, ratio=True),
        "agreement": topic_charts.topics("agreement"),
        "standing": topic_charts.topics("standing"),
        "strips": charts.strips(),
        "strip": charts.strips(axis=False),
    }


def _key(spec: Spec) -> list[tuple[str, str]]:
    """The key of a chart as (text, colour), taken out of the chart.

    On the page it is text that wraps, not part of the drawing.
    """
    found: list[tuple[str, str]] = []
    for part in (spec, *spec.get("layer", ())):
        colour = part.get("encoding", {}).get("color", {})
        legend, scale = colour.get("legend"), colour.get("scale", {})
        if legend:
            found = [
                (charts.KEYS.get(value, value), shade)
                for value, shade in zip(scale["domain"], scale["range"], strict=True)
            ]
            colour["legend"] = None
    return found


def libraries() -> list[Library]:
    """The vendored libraries. CouldNotRun if the hash of one differs from libraries.json."""
    text = (HERE / "vendor/libraries.json").read_text(encoding="utf-8")
    known: list[Library] = json.loads(text)["libraries"]
    for one in known:
        raw = (HERE / "vendor" / one["file"]).read_bytes()
        if hashlib.sha256(raw).hexdigest() != one["sha256"]:
            raise CouldNotRun(
                Problem(
                    "library-changed",
                    f"{one['file']} is not the file of {one['name']} {one['version']} that "
                    "libraries.json describes: its SHA-256 differs.",
                    "Restore it from git.",
                    "files",
                    f"scripts/pipeline/doors/explorer/vendor/{one['file']}",
                )
            )
    return known


def _library(one: Library, waits: bool = False) -> str:
    """A library as a script element, with its licences.

    Source maps are left out: a browser's tools would look for them outside the page.
    """
    code = (HERE / "vendor" / one["file"]).read_text(encoding="utf-8")
    code = re.sub(r"^//# sourceMappingURL=.*$", "", code, flags=re.M)
    licences = "\n".join(
        (HERE / "vendor" / name).read_text(encoding="utf-8") for name in one["licenses"]
    ).replace("--", "- -")
    slug, kind = one["file"].partition(".")[0], ' type="text/plain"' if waits else ""
    return (
        f"<!-- {one['name']} {one['version']}, {one['license']}\n{licences}\n-->\n"
        f'<script{kind} id="library-{slug}">\n{code}\n</script>'
    )


def _read(name: str) -> str:
    return (HERE / "assets" / name).read_text(encoding="utf-8")


# Fills of the bars by topic, which differ from each other without colour. What they are for stands
# in assets/textures.js.
_LINES = {
    "rising": "M0 6L6 0M-1 1L1 -1M5 7L7 5",
    "falling": "M0 0L6 6M-1 5L1 7M5 -1L7 1",
    "level": "M0 3H6",
    "upright": "M3 0V6",
    "crossed": "M0 0L6 6M0 6L6 0",
    "dotted": "M2 3H4",
}
TEXTURES = "".join(
    f'<pattern id="texture-{name}" class="texture {name}" width="6" height="6" '
    f'patternUnits="userSpaceOnUse"><rect width="6" height="6"/><path d="{lines}"/></pattern>'
    for name, lines in _LINES.items()
)
# Patterns of the matrix: what studies found is striped, so it differs from claims without colour.
STRIPES = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="stripes" aria-hidden="true"><defs>'
    + "".join(
        f'<pattern id="stripes-{kind}" width="3" height="3" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><line class="{kind}" y2="3" stroke-width="2.4"/></pattern>'
        for kind in ("for", "against")
    )
    + TEXTURES
    + "</defs></svg>"
)
