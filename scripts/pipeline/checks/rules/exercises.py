"""The rule for exercises: axes and tree agree."""

from collections.abc import Iterator
from itertools import chain, combinations

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet, exercise_axes

_Axes = frozenset[tuple[str, str]]  # the axes that a form fills, with their values


@rule
def axes_tree(tables: TableSet) -> Iterator[Problem]:
    """A form of exercise that fills all axes which another of its kind fills, with the same
    values, and further ones is a case of it.
    """
    up = tables.ancestors
    widest = _widest_forms(tables)
    for row, at in each(tables["exercises"]):
        if row["kind"] != "running":
            continue
        filled = sorted(_filled(tables, row))
        subsets = (combinations(filled, size) for size in range(1, len(filled)))
        for fewer in chain.from_iterable(subsets):
            for wider in widest.get(frozenset(fewer), ()):
                if wider not in up.get(row["exercise_id"], ()):
                    yield at.problem(
                        "exercise_id",
                        f"Its axes make it a case of {wider!r}, but the tree does not.",
                        "Correct the axes if one is wrong. If they are right, set broader; where "
                        f"broader is taken, add it to the members of {wider!r}.",
                    )


def _filled(tables: TableSet, row: Row) -> _Axes:
    return frozenset((name, row[name]) for name in exercise_axes(tables) if row[name] is not None)


def _widest_forms(tables: TableSet) -> dict[_Axes, list[str]]:
    """By filled axes, the forms of running that have them and no broader form that has the same.

    Of two forms alike on all axes, the wider one stands for both.
    """
    up = tables.ancestors
    alike: dict[_Axes, dict[str, str]] = {}
    for row in tables["exercises"].rows:
        alike.setdefault(_filled(tables, row), {})[row["exercise_id"]] = row["kind"]
    return {
        filled: [
            name
            for name, kind in forms.items()
            if kind == "running" and not (up[name] - {name}) & forms.keys()
        ]
        for filled, forms in alike.items()
    }
