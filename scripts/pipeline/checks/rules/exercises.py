"""The rule for exercises: axes and tree agree."""

from itertools import combinations

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet, exercise_axes


@rule("axes-tree")
def axes_tree(package: TableSet):
    """A form of exercise that fills all axes which another of its kind fills, with the same values, and further ones is a case of it."""
    rows, up = package["exercises"], package.ancestors
    axes = [
        frozenset((name, row[name]) for name in exercise_axes(package) if row[name] is not None)
        for row in rows.rows
    ]
    alike: dict[frozenset, dict[str, str]] = {}
    for row, filled in zip(rows.rows, axes):
        alike.setdefault(filled, {})[row["exercise_id"]] = row["kind"]
    # of two forms alike on all axes, the wider one stands for both
    widest = {
        filled: [
            name
            for name, kind in forms.items()
            if kind == "running" and not (up[name] - {name}) & forms.keys()
        ]
        for filled, forms in alike.items()
    }
    for i, row in enumerate(rows.rows):
        if row["kind"] != "running":
            continue
        for fewer in (
            frozenset(some)
            for size in range(1, len(axes[i]))
            for some in combinations(sorted(axes[i]), size)
        ):
            for other in widest.get(fewer, ()):
                if other not in up.get(row["exercise_id"], ()):
                    yield problem(
                        rows,
                        i,
                        "axes-tree",
                        f"By its axes it is a case of {other!r}, by the tree it is not.",
                        f"Set broader, or add it to the members of {other!r}.",
                        "exercise_id",
                    )
