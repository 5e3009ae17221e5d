"""Which claims of different articles contradict each other, by slots, stances and degrees alone.

For each pair the rules count the things that may reconcile it. None makes a contradiction, one a
tension; a pair with two is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.derived.opposed_claims import Stances
from pipeline.derived.opposed_comparisons import (
    Axes,
    advised_and_exceeded,
    compared_both_ways,
    opposite_on_axis,
)
from pipeline.derived.opposed_effects import denied_and_asserted, raises_and_lowers
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet


def contradictions(tables: TableSet) -> list[Row]:
    """Rows of the table `contradictions`: each pair of claims once, sorted by key.

    Columns: `claim_id`, `other_claim_id`, `verdict`, `rule`, `clash`, `nested`, `softened_by`.
    A pair that several rules find has the row of the first of them.
    """
    found: dict[tuple[str, str], Row] = {}
    for row in _found(tables):
        found.setdefault((row["claim_id"], row["other_claim_id"]), row)
    return [found[key] for key in sorted(found)]


def _found(tables: TableSet) -> Iterator[Row]:
    stances, axes = Stances(tables), Axes(tables)
    yield from denied_and_asserted(stances)
    yield from compared_both_ways(stances)
    yield from opposite_on_axis(stances, axes)
    yield from advised_and_exceeded(stances, axes)
    yield from raises_and_lowers(stances)
