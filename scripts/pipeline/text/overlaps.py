"""One-to-one pairs of overlapping passages of two readings of one text."""

from __future__ import annotations

from bisect import bisect_left

Passage = tuple[int, int]  # start and end, in characters


def match(first: list[Passage], second: list[Passage]) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping passages, as their places in the two lists.

    Pairs with the largest Jaccard overlap come first; among equals, the earliest in both lists.
    """
    scored: list[tuple[float, int, int]] = []
    begun = sorted((start, j) for j, (start, _) in enumerate(second))
    longest = max((end - start for start, end in second), default=0)
    for i, (a, b) in enumerate(first):
        reach = slice(bisect_left(begun, (a - longest,)), bisect_left(begun, (b,)))
        for _, j in begun[reach]:  # no other can overlap
            c, d = second[j]
            shared = min(b, d) - max(a, c)
            if shared > 0:
                scored.append((-shared / (max(b, d) - min(a, c)), i, j))
    pairs: list[tuple[int, int]] = []
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in left and j not in right:
            pairs.append((i, j))
            left.add(i)
            right.add(j)
    return sorted(pairs)
