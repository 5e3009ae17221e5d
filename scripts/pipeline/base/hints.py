"""Suggest the nearest known word for a misspelt one, within a budget."""

from __future__ import annotations

_MOST_COMPARED = 2_000_000


_compared = 0


def reset_budget() -> None:
    """A validation or build begins: hints may take their time again."""
    global _compared
    _compared = 0


def closest(word: str, known) -> str:
    """A sentence that names the nearest known word, or an empty string: where there is none, or where so many words of so
    large a package are unknown that to look for all would take hours.
    """
    import difflib

    global _compared
    _compared += len(known)
    if _compared > _MOST_COMPARED:
        return ""
    near = difflib.get_close_matches(str(word), [str(k) for k in known], n=1, cutoff=0.6)
    return f"Did you mean {near[0]!r}? " if near else ""
