"""The page: assets, libraries and data in one HTML file that asks nothing of the outside."""

from __future__ import annotations

import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

from pipeline.base.problems import Problem, Refused
from pipeline.doors.explorer import charts
from pipeline.doors.explorer.payload import payload

HERE = Path(__file__).resolve().parent
# the order in which they build on each other
SCRIPTS = (
    "base",
    "parts",
    "cards",
    "clashes",
    "charts",
    "effects",
    "matrix-cells",
    "matrix-controls",
    "matrix-details",
    "matrix-grid",
    "versus",
    "matrix",
    "body",
    "question",
    "home",
    "proposition",
    "claim",
    "reference",
    "nothing",
    "term",
    "article",
    "words",
    "list-rows",
    "list-views",
    "list-filters",
    "list-form",
    "list",
    "app",
)
STYLES = ("base", "parts", "cards", "matrix", "views", "screens")  # in the order of their rules
LATER = (
    "Vega",
    "Vega-Lite",
)  # kept as text until the first chart is wanted: they are most of the page
AXIS = "AXIS"  # stands in the effects chart for the title of its axis


def page(tables: Any) -> str:
    """The page for the tables of a package (running_muscle_claims._load.Tables). Refused where a library was changed."""
    known = libraries()
    figure = (HERE / "assets/body.svg").read_text(encoding="utf-8")
    drawings = specs()
    data = payload(tables) | {
        "charts": drawings,
        "keys": {name: key for name, spec in drawings.items() if (key := _key(spec))},
        "libraries": [{key: one[key] for key in ("name", "version", "license")} for one in known],
        "figure": "after react-native-body-highlighter (MIT), redrawn",
    }
    parts = {
        "TITLE": html.escape(data["about"]["title"] or ""),
        "STYLE": "".join(_read(f"{name}.css") for name in STYLES),
        "FIGURE": figure,
        "STRIPES": STRIPES,
        "DATA": embed(data),
        "LATER": "\n".join(_library(one, waits=True) for one in known if one["name"] in LATER),
        "NOW": "\n".join(
            [
                *(_library(one) for one in known if one["name"] not in LATER),
                *(f"<script>\n{_read(f'{name}.js')}</script>" for name in SCRIPTS),
            ]
        ),
    }
    return re.sub("@([A-Z]+)@", lambda match: parts[match[1]], _read("page.html"))


def embed(data: Any) -> str:
    """JSON that can stand in a script element: no `<`, so that no string of the data can end or open an element. ValueError for a number that JSON lacks."""
    return (
        json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def specs() -> dict[str, Any]:
    """The charts of the page by name, without rows."""
    return {
        "effects": charts.effects(AXIS),
        "agreement": charts.topics("agreement"),
        "standing": charts.topics("standing"),
        "strips": charts.strips(),
        "strip": charts.strips(axis=False),
    }


def _key(spec: dict[str, Any]) -> list[tuple[str, str]]:
    """The key of a chart as text and colour, taken out of it: on the page it is text that wraps, not part of the drawing."""
    found: list[tuple[str, str]] = []
    for part in (spec, *spec.get("layer", ())):
        colour = part.get("encoding", {}).get("color", {})
        legend, scale = colour.get("legend"), colour.get("scale", {})
        if legend:
            found = [
                (charts.KEYS.get(value, value), shade)
                for value, shade in zip(scale["domain"], scale["range"])
            ]
            colour["legend"] = None
    return found


def libraries() -> list[dict[str, Any]]:
    """The vendored libraries, each checked against its hash."""
    known = json.loads((HERE / "vendor/libraries.json").read_text(encoding="utf-8"))["libraries"]
    for one in known:
        if (
            hashlib.sha256((HERE / "vendor" / one["file"]).read_bytes()).hexdigest()
            != one["sha256"]
        ):
            raise Refused(
                Problem(
                    "library-changed",
                    f"{one['file']} is not the file of {one['name']} {one['version']} that libraries.json describes: its SHA-256 differs.",
                    "Restore it from git.",
                    "files",
                    f"scripts/pipeline/doors/explorer/vendor/{one['file']}",
                )
            )
    return known


def _library(one: dict[str, Any], waits: bool = False) -> str:
    """A library as a script element, with its licences. Source maps are left out: a browser's tools would look for them outside."""
    text = re.sub(
        r"^//# sourceMappingURL=.*$",
        "",
        (HERE / "vendor" / one["file"]).read_text(encoding="utf-8"),
        flags=re.M,
    )
    said = "\n".join(
        (HERE / "vendor" / name).read_text(encoding="utf-8") for name in one["licenses"]
    ).replace("--", "- -")
    slug, kind = one["file"].partition(".")[0], ' type="text/plain"' if waits else ""
    return f'<!-- {one["name"]} {one["version"]}, {one["license"]}\n{said}\n-->\n<script{kind} id="library-{slug}">\n{text}\n</script>'


def _read(name: str) -> str:
    return (HERE / "assets" / name).read_text(encoding="utf-8")


# patterns of the matrix: what studies found is striped, and so told apart without colour
STRIPES = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="stripes" aria-hidden="true"><defs>'
    + "".join(
        f'<pattern id="stripes-{kind}" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="{kind}" y2="3" stroke-width="2.4"/></pattern>'
        for kind in ("for", "against")
    )
    + "</defs></svg>"
)
