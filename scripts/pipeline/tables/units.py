"""What the unit of a finding means for its number: where nothing is, and how it is turned."""

from __future__ import annotations

RATIO = "{ratio}"


def nothing(unit: str | None) -> int:
    """The number that stands for no difference: 1 for a ratio, 0 for every other unit."""
    return 1 if unit == RATIO else 0


def turned(value: float, unit: str | None) -> float:
    """The number seen from the other side of the comparison."""
    if unit == RATIO:
        return 1 / value if value else value
    return -value
