"""The figures as SVG and PNG, drawn by Vega itself (vl-convert needs no browser and has fonts)."""

from __future__ import annotations

import json
from functools import lru_cache
from types import ModuleType
from typing import Any

from pipeline.doors.explorer import charts
from pipeline.doors.explorer.chart_rows import study_name
from pipeline.doors.explorer.chart_style import Spec, chart, with_rows
from pipeline.doors.explorer.direction_picture import direction_picture
from pipeline.doors.explorer.matrix_picture import matrix_picture
from pipeline.doors.explorer.page import libraries
from pipeline.doors.explorer.payload import as_rows, payload
from pipeline.doors.explorer.table_diagram import table_diagram
from pipeline.doors.explorer.topic_charts import agreement
from pipeline.files.diagram import drawn, edges
from pipeline.loader import Tables
from pipeline.schema.table_schema import TableSchema
from pipeline.tables.rows import Row
from pipeline.tables.units import RATIO

SHOWN = (
    "matrix",
    "directions",
    "agreement",
)  # the README shows them, as SVG from shown/ beside this file
UNITS = {
    "{SMD}": "standardised mean difference",
    RATIO: "ratio (1: no difference)",
    "kg": "kilograms",
    "%": "change or difference in %",
}
_SCALE = 2  # PNG pixels for one of SVG


def specifications(tables: Tables, schemas: dict[str, TableSchema]) -> dict[str, Spec]:
    """Each figure by name, with its rows.

    They are matrix (of muscle work), matrix-size, directions, agreement, evidence, coverage, tables
    and vocabulary.
    """
    data = payload(tables)
    terms = data["tables"]["terms"]
    names = dict(zip(terms["term_id"], terms["name"], strict=True))
    coverage = [
        row | {"article": data["names"][row["article_id"]]} for row in as_rows(data["strips"])
    ]
    found = {
        "matrix": matrix_picture(
            data["matrix"], names, "works", "Which running works which muscle"
        ),
        "matrix-size": matrix_picture(
            data["matrix"], names, "enlarges", "Which running enlarges which muscle"
        ),
        "directions": _directions(data),
        "agreement": agreement(as_rows(data["topics"]), as_rows(data["topic_standings"])),
        "evidence": _evidence(as_rows(data["effects"])),
        "coverage": with_rows(charts.strips(), coverage),
    }
    for name, shown in zip(("tables", "vocabulary"), drawn(schemas), strict=True):
        found[name] = table_diagram(shown, edges(schemas, shown))
    return {name: {**spec, "background": "white"} for name, spec in found.items()}


def figures(
    tables: Tables,
    schemas: dict[str, TableSchema],
    only: tuple[str, ...] | None = None,
    png: bool = True,
) -> dict[str, bytes]:
    """Files by name: `<figure>.svg` and, if `png`, `<figure>.png` at twice the size.

    `only` names some of the figures (None: all).
    """
    found = {}
    for name, spec in specifications(tables, schemas).items():
        if only is None or name in only:
            found[f"{name}.svg"] = svg(spec).encode()
            if png:
                found[f"{name}.png"] = _converter().vegalite_to_png(
                    spec, vl_version=version(), scale=_SCALE
                )
    return found


def svg(spec: Spec) -> str:
    """A specification drawn as SVG."""
    drawing: str = _converter().vegalite_to_svg(json.loads(json.dumps(spec)), vl_version=version())
    return drawing


@lru_cache(maxsize=1)
def version() -> str:
    """Major and minor version of the vendored Vega-Lite: page and figures are drawn by the same."""
    full: str = next(one["version"] for one in libraries() if one["name"] == "Vega-Lite")
    return full.rpartition(".")[0]


def _converter() -> ModuleType:
    import vl_convert  # noqa: PLC0415 - optional library, slow to import

    return vl_convert


def _directions(data: dict[str, Any]) -> Spec:
    """The effect direction plot of the question that leads."""
    works = {
        row["reference_id"]: {"name": study_name(row), "design": row["design"]}
        for row in as_rows(data["tables"]["references"])
    }
    designs = data["meanings"]["references"]["design"]["values"]
    words = {design: design.replace("_", " ") for design in designs}
    asked = {row["question_id"]: row["question"] for row in as_rows(data["tables"]["questions"])}
    points = [
        row for row in as_rows(data["question_points"]) if row["question_id"] == data["leading"]
    ]
    return direction_picture(points, works, words, asked.get(data["leading"], ""))


def _evidence(rows: list[Row]) -> Spec:
    """Findings with an interval, one axis for each unit.

    A finding whose unit no other has is left out: it would have an axis of its own.
    """
    units: dict[str, list[Row]] = {}
    for row in sorted(
        (row for row in rows if row["low"] is not None),
        key=lambda row: (-row["value"], row["label"]),
    ):
        units.setdefault(row["unit"], []).append(row)
    parts = []
    for unit, mine in sorted(units.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(mine) > 1:
            spec = {
                key: value
                for key, value in charts.effects(UNITS.get(unit, unit), ratio=unit == RATIO).items()
                if key not in ("$schema", "config", "data")
            }
            parts.append({**spec, "data": {"values": mine}})
    left = sum(len(mine) for mine in units.values() if len(mine) == 1)
    cut = [
        f"The interval of {row['label']} ends at {row[row['cut']]:g} in print and is cut short."
        for row in rows
        if row["cut"]
    ]
    return chart(
        "Findings with an interval, by unit.",
        vconcat=parts,
        resolve={"scale": {"x": "independent", "y": "independent"}},
        title={
            "text": "What studies measured",
            "subtitle": [
                "Blue discs support the propositions they were held against, orange diamonds "
                "oppose them. Rings are findings of no clear difference,",
                "which are neither for nor against; squares are unclear, crosses mixed, and "
                f"triangles differ by proposition. Left out: {left} findings whose unit no other "
                "has.",
                *cut,
            ],
        },
    )
