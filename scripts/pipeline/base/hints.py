"""Suggest the nearest known word for a misspelt one, within a budget."""

from __future__ import annotations

import difflib
from collections.abc import Collection

_MOST_COMPARED = 2_000_000  # pairs of words


class _Budget:
    """How many pairs of words have been compared since the last reset."""

    def __init__(self) -> None:
        self.compared = 0

    def allows(self, pairs: int) -> bool:
        """Count `pairs` more; False where that is more than the budget."""
        self.compared += pairs
        return self.compared <= _MOST_COMPARED


_budget = _Budget()


def reset_budget() -> None:
    """Give hints their whole budget again. Each build and each validation calls it first."""
    _budget.compared = 0


def closest(word: object, known: Collection[object]) -> str:
    """A sentence that names the nearest known word, with a space after it.

    An empty string where no word is near. Also where the budget is spent: with very many unknown
    words in a large package, a hint for each would take hours.
    """
    if not _budget.allows(len(known)):
        return ""
    near = difflib.get_close_matches(str(word), [str(k) for k in known], n=1, cutoff=0.6)
    return f"Did you mean {near[0]!r}? " if near else ""
