"""Rows and columns of the matrix of exercises by muscles, in the order in which they are shown."""

from __future__ import annotations

from typing import Any

from pipeline.doors.explorer.frames import Frames
from pipeline.doors.explorer.matrix import AT_LARGE

# Columns of the matrix, from the trunk down. A muscle is shown in the column of the nearest of
# these that it belongs to; if there is none, it has a column of its own.
COLUMNS = (
    "upper-body-muscles",
    "core-muscles",
    "abdominal-muscles",
    "leg-muscles",
    "hip-flexors",
    "hip-stabilisers",
    "gluteal-muscles",
    "thigh-muscles",
    "quadriceps",
    "hamstrings",
    "adductors",
    "lower-leg-muscles",
    "calves",
    "shin-muscles",
)
AXES = ("slope", "speed", "duration", "surface")
_BLOCKS = ("running", *AXES, "other", "walking")  # in this order; other kinds of exercise follow
_ORDER = {
    "slope": ("uphill", "level", "downhill"),
    "speed": ("sprint", "fast", "easy"),
    "duration": ("intervals", "short", "continuous", "long"),
}
_LAST = 9  # the place of a value that has no order: behind all that have one


def columns(tables: Frames) -> list[dict[str, Any]]:
    """The columns of the matrix, from the trunk down; the first is AT_LARGE.

    Each has `muscle_id`, and `members`: the muscles that are counted in it.
    """
    terms = tables["terms"]
    broader = terms["broader_id"].astype(object).where(terms["broader_id"].notna(), None)
    up = dict(zip(terms["term_id"], broader, strict=True))
    found: dict[str, list[str]] = {}
    for muscle in sorted(set(tables["exercise_muscles"]["muscle_id"])):
        home: str | None = muscle
        while home and home not in COLUMNS:
            home = up.get(home)
        found.setdefault(home or muscle, []).append(muscle)
    order = [name for name in COLUMNS if name in found]
    order += sorted(name for name in found if name not in COLUMNS)
    return [
        {"muscle_id": AT_LARGE, "members": [AT_LARGE]},
        *({"muscle_id": name, "members": found[name]} for name in order),
    ]


def lines(tables: Frames, used: set[str]) -> list[dict[str, str]]:
    """The rows of the matrix, one for each exercise in `used`: `exercise_id` and `axis`.

    `axis` says how the exercise differs from running as such: one of AXES, `running`, `other`,
    `walking`, or the kind of exercise.
    """
    rows = [
        (_place(row), row["exercise_id"], _axis(row))
        for row in tables["exercises"].astype("string").to_dict("records")
        if row["exercise_id"] in used
    ]
    return [{"exercise_id": name, "axis": axis} for _, name, axis in sorted(rows)]


def _axis(exercise: dict[Any, Any]) -> str:
    if exercise["kind"] != "running":
        return str(exercise["kind"])
    if exercise["exercise_id"] == "running":
        return "running"
    return next((axis for axis in AXES if isinstance(exercise[axis], str)), "other")


def _place(exercise: dict[Any, Any]) -> tuple[int, str, int, int, list[int]]:
    """Where an exercise is among the rows: by block, then by its values on the axes."""
    axis = _axis(exercise)
    given = sum(isinstance(exercise[one], str) for one in AXES)
    places = [_value_place(one, exercise[one]) for one in AXES]
    return (
        _BLOCKS.index(axis) if axis in _BLOCKS else len(_BLOCKS),
        axis,
        places[AXES.index(axis)] if axis in AXES else 0,
        given if axis == "slope" else 0,
        places,
    )


def _value_place(axis: str, value: object) -> int:
    order = _ORDER.get(axis, ())
    return order.index(value) if isinstance(value, str) and value in order else _LAST
