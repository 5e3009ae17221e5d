"""Which claims oppose each other, by slots, stances and degrees alone.

For each pair the rules count the things that may reconcile it. None makes a contradiction, one a
tension; a pair with two is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.derived.axes import Axes
from pipeline.derived.opposed_claims import Stances
from pipeline.derived.opposed_comparisons import (
    advised_and_exceeded,
    best_and_alike,
    compared_both_ways,
    main_and_more,
    opposite_on_axis,
)
from pipeline.derived.opposed_effects import (
    classes_apart,
    denied_and_asserted,
    needed_and_without,
    raises_and_lowers,
)
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet


def opposed_pairs(tables: TableSet) -> list[Row]:
    """Each pair of claims that oppose each other, once, sorted by their ids.

    Keys: `claim_id`, `other_claim_id`, `verdict`, `rule`, `nested`, `softened_by`,
    `articles` of the two, `scope` (between articles or within one) and `wider_id`, the proposition
    that the dispute is about: the wider one of the two. A pair that several rules find has the row
    of the first.
    """
    return tables.once("opposed pairs", _pairs)


def _pairs(tables: TableSet) -> list[Row]:
    found: dict[tuple[str, str], Row] = {}
    for row in _found(tables):
        found.setdefault((row["claim_id"], row["other_claim_id"]), row)
    return [found[key] for key in sorted(found)]


def _found(tables: TableSet) -> Iterator[Row]:
    stances, axes = Stances(tables), Axes(tables)
    yield from denied_and_asserted(stances)
    yield from compared_both_ways(stances)
    yield from opposite_on_axis(stances, axes)
    yield from main_and_more(stances, axes)
    yield from advised_and_exceeded(stances, axes)
    yield from best_and_alike(stances)
    yield from raises_and_lowers(stances)
    yield from needed_and_without(stances)
    yield from classes_apart(stances)
