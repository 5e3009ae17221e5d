"""The figures, as SVG and PNG, by Vega itself (vl-convert, which needs no browser and has its own fonts)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from pipeline.doors.explorer import charts, pictures
from pipeline.doors.explorer.page import libraries
from pipeline.doors.explorer.payload import payload
from pipeline.files.diagram import drawn, edges
from pipeline.schema.table_schema import TableSchema

SHOWN = ("matrix", "agreement")  # stand in the README, as SVG beside this file in shown/
UNITS = {"{SMD}": "standardised mean difference", "kg": "kilograms", "%": "per cent"}


def specifications(tables: Any, schemas: dict[str, TableSchema]) -> dict[str, charts.Spec]:
    """Each figure by name, with its rows: matrix (of muscle work), matrix-size, agreement, evidence, coverage, tables and vocabulary."""
    data = payload(tables)
    names = dict(zip(data["tables"]["terms"]["term_id"], data["tables"]["terms"]["name"]))
    coverage = [
        row | {"article": data["names"][row["article_id"]]} for row in _rows(data["strips"])
    ]
    found = {
        "matrix": pictures.matrix(
            data["matrix"], names, "works", "Which running works which muscle"
        ),
        "matrix-size": pictures.matrix(
            data["matrix"], names, "enlarges", "Which running enlarges which muscle"
        ),
        "agreement": charts.with_rows(charts.agreement(), _rows(data["topics"])),
        "evidence": _evidence(_rows(data["effects"])),
        "coverage": charts.with_rows(charts.strips(), coverage),
    }
    for name, tables_drawn in zip(("tables", "vocabulary"), drawn(schemas)):
        found[name] = pictures.diagram(tables_drawn, edges(schemas, tables_drawn))
    return {name: {**spec, "background": "white"} for name, spec in found.items()}


def figures(
    tables: Any,
    schemas: dict[str, TableSchema],
    only: tuple[str, ...] | None = None,
    png: bool = True,
) -> dict[str, bytes]:
    """Files by name: `<figure>.svg` and, where `png`, `<figure>.png` at twice the size. `only` some of the figures."""
    found = {}
    for name, spec in specifications(tables, schemas).items():
        if only is None or name in only:
            found[f"{name}.svg"] = svg(spec).encode()
            if png:
                found[f"{name}.png"] = _converter().vegalite_to_png(
                    spec, vl_version=version(), scale=2
                )
    return found


def svg(spec: charts.Spec) -> str:
    """A specification drawn as SVG."""
    return _converter().vegalite_to_svg(json.loads(json.dumps(spec)), vl_version=version())


@lru_cache(maxsize=1)
def version() -> str:
    """Major and minor version of the vendored Vega-Lite, so that page and figures are drawn by the same."""
    return next(one["version"] for one in libraries() if one["name"] == "Vega-Lite").rpartition(
        "."
    )[0]


def _converter() -> Any:
    import vl_convert  # slow to import, and not in every environment

    return vl_convert


def _evidence(rows: list[dict]) -> charts.Spec:
    """Findings with an interval, by unit, one axis each; those of a unit with one finding alone share no axis and are left out."""
    units: dict[str, list[dict]] = {}
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
                for key, value in charts.effects(UNITS.get(unit, unit)).items()
                if key not in ("$schema", "config", "data")
            }
            parts.append({**spec, "data": {"values": mine}})
    left = sum(len(mine) for mine in units.values() if len(mine) == 1)
    cut = [
        f"The interval of {row['label']} ends at {row[row['cut']]:g} in print and is cut short."
        for row in rows
        if row["cut"]
    ]
    return charts.chart(
        "Findings with an interval, by unit.",
        vconcat=parts,
        resolve={"scale": {"x": "independent", "y": "independent"}},
        title={
            "text": "What studies measured",
            "subtitle": [
                "Blue discs support the propositions they were held against, orange diamonds dispute them, squares point neither way, triangles differ by proposition.",
                f"Filled: direct, hollow: indirect. Left out: {left} findings whose unit no other has.",
                *cut,
            ],
        },
    )


def _rows(columns: dict[str, list]) -> list[dict]:
    return [dict(zip(columns, values)) for values in zip(*columns.values())]
