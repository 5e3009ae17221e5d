"""Rules for what a finding compares, what it estimates, and where the estimate lies."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, each_with, rule, waivable_rule
from pipeline.tables.designs import POOLED
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.tables.units import nothing

_LOOK_UP = "Look both up in the abstract, and correct the wrong one."
_BETWEEN = {"difference_between_groups", "difference_in_change", "pooled"}
# what may be estimated where this is compared
_ESTIMANDS = {
    "before_after": {"change_within", "pooled"},
    "without_it": _BETWEEN,
    "other_exposure": _BETWEEN,
    "groups_compared": _BETWEEN | {"association"},
    "not_said": {"pooled"},
    None: {"level"},
}
_SIDES = ("higher", "lower")
_PRACTICALLY_ZERO = 0.001  # a standardised effect below it has no side


@rule
def finding_object(tables: TableSet) -> Iterator[Problem]:
    """The object of a finding is the outcome of its measure."""
    wrong: defaultdict[str, list[tuple[Row, Row, Place]]] = defaultdict(list)
    for row, measure, at in each_with(tables, "findings", "measure_id", "measures"):
        if row["object_id"] != measure["outcome_id"]:
            wrong[row["measure_id"]].append((row, measure, at))
    count = Counter(tables["findings"].column("measure_id"))
    for measure, at in each(tables["measures"]):
        name = measure["measure_id"]
        if 1 < len(wrong[name]) == count[name]:  # all at once: it is the measure
            objects = sorted({row["object_id"] for row, _, _ in wrong.pop(name)})
            yield at.problem(
                "outcome_id",
                f"It stands for {measure['outcome_id']!r}; the object of all its findings is "
                f"{' or '.join(map(repr, objects))}.",
                "Run the build, or restore it.",
            )
    for rows in wrong.values():
        for row, measure, at in rows:
            yield at.problem(
                "object_id",
                f"The object is {row['object_id']!r}; the measure stands for "
                f"{measure['outcome_id']!r}.",
                "Run the build, or restore it.",
            )


@rule
def finding_contrast(tables: TableSet) -> Iterator[Problem]:
    """What a finding compares fits its comparator: another exposure needs one, and the state before
    is none.
    """
    for row, at in each(tables["findings"]):
        contrast, comparator = row["contrast"], row["comparator_id"]
        if contrast == "other_exposure" and comparator is None:
            yield at.problem(
                "comparator_id",
                "The subject was compared with another exposure, but there is no comparator.",
                "Look both up in the abstract. Name the comparator, or correct the contrast.",
            )
        elif contrast in ("before_after", None) and comparator is not None:
            what = "the state before" if contrast else "nothing"
            yield at.problem(
                "contrast",
                f"By its contrast, the subject was compared with {what}, but there is a "
                f"comparator, {comparator}.",
                _LOOK_UP,
            )


@rule
def finding_estimand(tables: TableSet) -> Iterator[Problem]:
    """What a finding estimates fits what it compares: a change within one group the state before,
    a mere level nothing.
    """
    for row, at in each(tables["findings"]):
        if row["estimand"] not in _ESTIMANDS.get(row["contrast"], ()):
            yield at.problem(
                "estimand",
                f"The estimand {row['estimand']} does not go with the contrast "
                f"{row['contrast'] or 'empty'}.",
                _LOOK_UP,
            )


@waivable_rule
def finding_pooled(tables: TableSet) -> Iterator[Problem]:
    """The effect is pooled where the work is a meta-analysis or an umbrella review, and nowhere
    else.
    """
    for row, reference, at in each_with(tables, "findings", "reference_id", "references"):
        if (row["estimand"] == "pooled") != (reference["design"] in POOLED):
            yield at.problem(
                "estimand",
                f"The estimand is {row['estimand']}, but the design of the work is "
                f"{reference['design']}.",
                _LOOK_UP,
            )


@rule
def finding_point(tables: TableSet) -> Iterator[Problem]:
    """Where the estimate lies fits the result and the sign of the value."""
    for row, at in each(tables["findings"]):
        point, result, value = row["point"], row["result"], row["value"]
        side = None if value is None else _side(row)
        if side is not None and point != side:
            # two against one: if point and result agree, it is the value
            yield at.problem(
                "value" if point == result else "point",
                f"The point {point} does not fit the value {value}.",
                _LOOK_UP,
            )
        elif result in _SIDES and point in (*_SIDES, "zero") and point != result:
            yield at.problem(
                "result" if point == side else "point",
                f"The point {point} does not fit the result {result}.",
                _LOOK_UP,
            )


def _side(row: Row) -> str:
    """On which side of nothing the value of a finding lies."""
    value = row["value"] - nothing(row["unit"])
    if row["unit"] == "{SMD}" and abs(value) < _PRACTICALLY_ZERO:
        value = 0
    return "higher" if value > 0 else "lower" if value < 0 else "zero"


@rule
def finding_arms(tables: TableSet) -> Iterator[Problem]:
    """No side of a finding has more people than the finding, and both together have more only where
    the same people were on both sides.
    """
    for row, at in each(tables["findings"]):
        whole, one, other = (
            row["sample_size"],
            row["sample_size_subject"],
            row["sample_size_comparator"],
        )
        if whole is None:
            continue
        sides = {"sample_size_subject": one, "sample_size_comparator": other}
        for column, people in sides.items():
            if people is not None and people > whole:
                yield at.problem(
                    column, f"This side has {people} people, the finding {whole}.", _LOOK_UP
                )
                break
        else:
            if one and other and whole < one + other and not one == other == whole:
                yield at.problem(
                    "sample_size",
                    f"The two sides have {one} and {other} people, the finding {whole}.",
                    _LOOK_UP,
                )
