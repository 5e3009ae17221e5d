"""Rules for the numbers of findings."""

import re
from collections.abc import Iterator
from math import isclose, log

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule, waivable_rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.tables.units import RATIO, nothing

_SIGNIFICANT = 0.05  # highest p value of a result that is called higher or lower
_OFF_CENTRE = 0.25  # how far a value may lie from the middle, as a share of the interval's width
_COMPARE = "Compare both with the paper, and correct the wrong one."
_DECIDED = ("higher", "lower", "no_clear_difference")
_NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:[.][0-9]+)?(?!\w)")


@rule
def finding_sample(tables: TableSet) -> Iterator[Problem]:
    """A finding has no more people than the whole study."""
    references = tables.index("references")
    for row, at in each(tables["findings"]):
        study = references.get(row["reference_id"], {}).get("sample_size")
        if None not in (row["sample_size"], study) and row["sample_size"] > study:
            yield at.problem(
                "sample_size",
                f"The finding has {row['sample_size']} people, the whole study {study}.",
                "Look both up in the paper, and correct the wrong one.",
            )


@waivable_rule
def finding_result(tables: TableSet) -> Iterator[Problem]:
    """Sign, p value and interval fit the result: a difference goes with p of 0.05 or less and an
    interval without zero on its side, no_clear_difference with a higher p and an interval with
    zero. For a ratio, 1 takes the place of zero.
    """
    for row, at in each(tables["findings"]):
        for column, message in _misfits(row):
            yield at.problem(column, message, _COMPARE)
            break


def _misfits(row: Row) -> Iterator[tuple[str, str]]:
    """What does not fit the result of a finding: a column and a message each."""
    value, low, high, result = row["value"], row["low"], row["high"], row["result"]
    differs, none = result in ("higher", "lower"), nothing(row["unit"])
    side = -1 if result == "lower" else 1
    if differs and value is not None and (value - none) * side < 0:
        yield "value", f"The value {value} does not fit the result {result}."
    p = row["p_value"]
    if p is not None and result in _DECIDED and _is_significant(row) != differs:
        yield "p_value", f"p = {p} does not fit the result {result}."
    if low is None or high is None or result not in _DECIDED:
        return
    if differs and (low - none if side > 0 else none - high) < 0:
        yield "result", f"The interval from {low} to {high} does not fit the result {result}."
    elif not differs and (low > none or high < none):
        yield "result", f"The interval excludes {none}, but the result is no_clear_difference."


def _is_significant(row: Row) -> bool:
    """Whether the p value that is given is 0.05 or less."""
    return bool(row["p_relation"] != "gt" and row["p_value"] <= _SIGNIFICANT)


@waivable_rule
def finding_interval(tables: TableSet) -> Iterator[Problem]:
    """A value lies within its interval, and not far from the middle; for a ratio, the middle is
    that of the logarithms.
    """
    for row, at in each(tables["findings"]):
        low, value, high = row["low"], row["value"], row["high"]
        if None in (low, value, high):
            continue
        if not low <= value <= high:
            where = "outside"
        elif _is_off_centre(low, value, high, row["unit"]):
            where = "near one end of"
        else:
            continue
        yield at.problem(
            "value", f"The value {value} lies {where} its interval from {low} to {high}.", _COMPARE
        )


def _is_off_centre(low: float, value: float, high: float, unit: str | None) -> bool:
    """Whether a value lies near one end of the interval around it."""
    if unit == RATIO and low > 0:
        low, value, high = log(low), log(value), log(high)
    return abs(value - (low + high) / 2) > _OFF_CENTRE * (high - low)


@waivable_rule
def finding_decimals(tables: TableSet) -> Iterator[Problem]:
    """A number of a finding is not ten times, or a tenth of, one that its words give."""
    for row, at in each(tables["findings"]):
        said = _numbers(row)
        for column in ("value", "p_value", "spread"):
            number = abs(row[column] or 0)
            if not number or number in said:
                continue
            near = next((one for one in said if _is_tenfold(number, one)), None)
            if near is not None:
                yield at.problem(
                    column,
                    f"The number is {number:g}; the words of the finding have {near:g}.",
                    "Look at the point in the paper, and correct the wrong one.",
                )


def _is_tenfold(one: float, other: float) -> bool:
    return any(isclose(one * factor, other) for factor in (10, 0.1))


def _numbers(row: Row) -> set[float]:
    """The numbers in the words of a finding, without their signs."""
    text = " ".join(filter(None, (row["statement"], row["measure"], row["note"])))
    return {float(number) for number in _NUMBER.findall(text)}
