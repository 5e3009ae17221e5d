"""Where forms of exercise lie on the axes of `exercises`, and which way comparisons run."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.tables.table_set import TableSet, exercise_axes

RANKED = {  # the steps of an axis, from one end to the other; other axes have no order
    "slope": ("downhill", "level", "uphill"),
    "speed": ("easy", "fast", "sprint"),
}


class Stretch(NamedTuple):
    """The part of an axis that a comparison spans; `rising` if its first side ranks higher."""

    axis: str | None
    rising: bool
    low: int
    high: int

    def against(self, other: Stretch) -> bool:
        """Whether the two run in opposite directions over a part that they share."""
        shared = max(self.low, other.low) < min(self.high, other.high)
        return shared and self.axis == other.axis and self.rising != other.rising


class Axes:
    """Places pairs of exercises on the axes."""

    def __init__(self, tables: TableSet) -> None:
        self._exercises = tables.index("exercises")
        self._columns = ("kind", *exercise_axes(tables))

    def stretch(self, one: str | None, other: str | None) -> Stretch | None:
        """What two exercises span, or None unless they differ in one axis alone, with a value each.

        On an axis without an order, the value that comes first in the alphabet ranks lower.
        """
        a, b = self._exercises.get(one), self._exercises.get(other)
        differ = [name for name in self._columns if a[name] != b[name]] if a and b else []
        if a is None or b is None or len(differ) != 1 or differ[0] == "kind":
            return None
        axis = differ[0]
        steps = RANKED.get(axis) or tuple(sorted({a[axis], b[axis]} - {None}))
        if not {a[axis], b[axis]} <= set(steps):
            return None
        first, second = steps.index(a[axis]), steps.index(b[axis])
        return Stretch(axis, first > second, min(first, second), max(first, second))
