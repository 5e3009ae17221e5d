"""Rules for quantities: every number of a claim is coded, and fits its words."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBER_WORDS = {word: float(number) for number, word in enumerate(_COUNTED.split())}
_DIGITS = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_NUMBER = re.compile(_DIGITS)
_NUMBER_ALONE = re.compile(rf"(?<![\w.]){_DIGITS}")  # no part of a name such as VO2


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))


@rule
def number_coded(tables: TableSet) -> Iterator[Problem]:
    """Every number in a claim's statement is among its quantities."""
    coded: defaultdict[str, set[float]] = defaultdict(set)
    for row in tables["claim_quantities"].rows:
        ends = (row["low"], row["high"])
        coded[row["claim_id"]].update(float(end) for end in ends if isinstance(end, (int, float)))
    for row, at in each(tables["claims"]):
        statement = row["statement"] if isinstance(row["statement"], str) else ""
        for digits in _NUMBER_ALONE.findall(statement):
            if _value(digits) not in coded[row["claim_id"]]:
                yield at.problem(
                    "statement",
                    f"The number {digits} is not among the quantities of the claim.",
                    "Look the number up in the passage, and correct the statement or the "
                    "quantity. If the quantity is missing, add it.",
                )


@rule
def quantity_order(tables: TableSet) -> Iterator[Problem]:
    """The lower end of a range lies below the upper one; ordinals count from 1 without gaps."""
    last: defaultdict[str, int] = defaultdict(int)
    for row, at in each(tables["claim_quantities"]):
        low, high = row["low"], row["high"]
        if None not in (low, high) and not low < high:
            yield at.problem(
                "low",
                f"The range runs from {low} to {high}.",
                "Look it up in the passage. Exchange the two, or use another bound.",
            )
        if row["ordinal"] != last[row["claim_id"]] + 1:
            yield at.problem(
                "ordinal",
                "The quantities of the claim are not counted 1, 2, 3.",
                "Run the build, or download the package again.",
            )
        last[row["claim_id"]] = row["ordinal"]


@rule
def quantity_number(tables: TableSet) -> Iterator[Problem]:
    """Where the words of a quantity give numbers, its low (or high) is one of them."""
    for row, at in each(tables["claim_quantities"]):
        text = row["as_stated"]
        value = row["low"] if row["low"] is not None else row["high"]
        given = {_value(digits) for digits in _NUMBER.findall(text)}
        given |= {_NUMBER_WORDS[word] for word in words(text) if word in _NUMBER_WORDS}
        if given and value is not None and float(value) not in given:
            yield at.problem(
                "low",
                f"The words {text!r} do not give {value}.",
                "Look them up in the passage. Correct the number or the words.",
            )
