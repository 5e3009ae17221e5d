"""The rule for the numbers of findings."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_SIGNIFICANT = 0.05  # highest p value of a result that is called higher or lower
_COMPARE = (
    "Compare both with the paper, and correct the wrong one. "
    "If the paper itself has the slip, say so in the note."
)


@rule
def finding_numbers(tables: TableSet) -> Iterator[Problem]:
    """Numbers fit the result: sign and p value go with higher or lower, a value lies within its
    interval, an interval without zero does not go with no_difference, a sample is no larger than
    the study's; a note says why one does not.
    """
    references = tables.index("references")
    for row, at in each(tables["findings"]):
        study = references.get(row["reference_id"], {}).get("sample_size")
        if None not in (row["sample_size"], study) and row["sample_size"] > study:
            yield at.problem(
                "sample_size",
                f"The finding has {row['sample_size']} people, the whole study {study}.",
                "Look both up in the paper, and correct the wrong one.",
            )
        if not row["note"]:
            yield from _value_and_result(row, at)
            yield from _interval(row, at)


def _value_and_result(row: Row, at: Place) -> Iterator[Problem]:
    """Whether sign and p value fit the result; of two misfits, the sign is reported."""
    value, p, result = row["value"], row["p_value"], row["result"]
    wrong_sign = value is not None and (
        (result == "higher" and value < 0) or (result == "lower" and value > 0)
    )
    if wrong_sign:
        yield at.problem("value", f"The value {value} does not fit the result {result}.", _COMPARE)
    elif p is not None and p > _SIGNIFICANT and result in ("higher", "lower"):
        yield at.problem("p_value", f"p = {p} does not fit the result {result}.", _COMPARE)


def _interval(row: Row, at: Place) -> Iterator[Problem]:
    """Whether the value lies in its interval, and the interval fits the result."""
    low, value, high = row["low"], row["value"], row["high"]
    if None in (low, value, high):
        return
    if not low <= value <= high:
        yield at.problem(
            "value", f"The value {value} lies outside its interval from {low} to {high}.", _COMPARE
        )
    elif row["result"] == "no_difference" and (low > 0 or high < 0):
        yield at.problem(
            "result", "The interval excludes zero, but the result is no_difference.", _COMPARE
        )
