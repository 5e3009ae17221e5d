"""Rules for exercises: axes and tree agree."""

from collections.abc import Iterator
from itertools import chain, combinations

from pipeline.base.problems import Problem
from pipeline.checks.rules.culprits import most_involved
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet, exercise_axes
from pipeline.text.passage_address import words

_EXTREME_OF = {"sprint": "fast", "ankle_weight": "worn_weight"}  # as the schema defines them
# beginnings of words that stand for the value of an axis; other values are not looked for
_WORDS = {
    "easy": "easy slow low",
    "fast": "fast high intens",
    "sprint": "sprint possible",
    "level": "level flat",
    "uphill": "uphill up hill incline",
    "downhill": "down",
    "road": "road paved",
    "trail": "trail unpaved",
    "track": "track",
    "treadmill": "treadmill",
    "continuous": "continuous pauses steady",
    "intervals": "interval bouts",
    "long": "long",
    "short": "short",
    "aerobic_fitness": "aerobic",
    "muscular_endurance": "muscular",
    "explosive_strength": "explosive",
    "speed": "speed",
    "mobility": "mobility range",
    "balance": "balance",
    "warm_up": "warm before",
    "recovery": "recover",
    "sport_specific": "sport",
    "body_weight": "body",
    "worn_weight": "worn fixed vest",
    "ankle_weight": "ankle",
    "free_weight": "free weight",
    "weight": "weight",
    "machine": "machine",
    "band": "band",
    "sled": "sled",
}

_Axes = frozenset[tuple[str, str]]  # the axes that a form fills, with their values


@rule
def axes_tree(tables: TableSet) -> Iterator[Problem]:
    """A form of exercise that fills all axes which another of its kind fills, with the same
    values, and further ones is a case of it.
    """
    pairs = set(_unsaid_cases(tables))
    blamed = dict(most_involved(pairs))
    for row, at in each(tables["exercises"]):
        name = row["exercise_id"]
        if name not in blamed:
            continue
        narrower, wider = pair = name, blamed[name]
        if pair not in pairs:
            narrower, wider = wider, narrower
        yield at.problem(
            "exercise_id",
            f"By the axes, {narrower!r} is a case of {wider!r}; by the tree it is not.",
            "Compare the axes of both with their definitions, and correct the one that is wrong. "
            f"If all are right, set broader; where broader is taken, add {narrower!r} to the "
            f"members of {wider!r}.",
        )


def _unsaid_cases(tables: TableSet) -> Iterator[tuple[str, str]]:
    """Forms of running that are a case of another by their axes alone, with that other one."""
    up = tables.ancestors
    widest = _widest_forms(tables)
    for row in tables["exercises"].rows:
        if row["kind"] != "running":
            continue
        filled = sorted(_filled(tables, row))
        subsets = (combinations(filled, size) for size in range(1, len(filled)))
        for fewer in chain.from_iterable(subsets):
            for wider in widest.get(frozenset(fewer), ()):
                if wider not in up.get(row["exercise_id"], ()):
                    yield row["exercise_id"], wider


@rule
def broader_axes(tables: TableSet) -> Iterator[Problem]:
    """A form of running has the values of its broader form on all axes (a sprint is fast, a weight
    on the ankles is worn); other exercises have no other values, and all are of their broader
    term's kind.
    """
    exercises, terms = tables.index("exercises"), tables.index("terms")
    wrong = {}
    for name, row in exercises.items():
        home = terms.get(name, {}).get("broader_id")
        if home in exercises and (column := _misfit(tables, row, exercises[home])):
            wrong[name, home] = column
    blamed = dict(most_involved(wrong))
    for row, at in each(tables["exercises"]):
        name = row["exercise_id"]
        if name in blamed:
            other = blamed[name]
            column = wrong.get((name, other)) or wrong[other, name]
            yield at.problem(
                column,
                f"{name!r} has the {column} {row[column] or '(empty)'}, {other!r} has "
                f"{exercises[other][column] or '(empty)'}; one of them is broader than the other.",
                f"Correct the {column} or the broader term, whichever is wrong.",
            )


def _misfit(tables: TableSet, row: Row, broader: Row) -> str | None:
    """The first column in which an exercise is no case of a broader one; None if there is none."""
    if broader["kind"] not in (row["kind"], "mixed"):
        return "kind"
    for axis in exercise_axes(tables):
        have, wanted = row[axis], broader[axis]
        may_be_empty = have is None and row["kind"] != "running"
        if wanted not in (None, have, _EXTREME_OF.get(have)) and not may_be_empty:
            return axis
    return None


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


@rule
def axis_named(tables: TableSet) -> Iterator[Problem]:
    """A form of exercise fills an axis only if its name or its definition says so, in one of the
    words that stand for the value (*uphill*, *up*, *hill* or *incline*).
    """
    terms = tables.index("terms")
    for row, at in each(tables["exercises"]):
        term = terms.get(row["exercise_id"], {})
        said = " ".join(words(f"{row['name']} {term.get('definition')}"))
        for axis in exercise_axes(tables):
            wanted = _WORDS.get(row[axis], "").split()
            if wanted and not any(f" {word}" in f" {said}" for word in wanted):
                yield at.problem(
                    axis,
                    f"Neither name nor definition has a word for {row[axis]}: {', '.join(wanted)}.",
                    "Read the definition. Correct the axis, or leave it empty. If it is right, say "
                    "it in the definition.",
                )
