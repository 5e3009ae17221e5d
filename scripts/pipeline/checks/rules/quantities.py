"""Rules for quantities: every number of a claim is coded, and fits its words."""

import re

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}


_NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


@rule("number-coded")
def number_coded(package: TableSet):
    """Every number in a claim's statement is among its quantities."""
    rows = package["claims"]
    coded: dict = {}
    for row in package["claim_quantities"].rows:
        coded.setdefault(row["claim_id"], set()).update(
            float(v) for v in (row["low"], row["high"]) if isinstance(v, (int, float))
        )
    for i, row in enumerate(rows.rows):
        for found in _NUMBER.findall(row["statement"]) if isinstance(row["statement"], str) else ():
            if float(found.replace(",", "")) not in coded.get(row["claim_id"], ()):
                yield problem(
                    rows,
                    i,
                    "number-coded",
                    f"The number {found} is not among the quantities of the claim.",
                    "Add it under quantities.",
                    "statement",
                )


@rule("quantity-order")
def quantity_order(package: TableSet):
    """The lower end of a range lies below the upper one; ordinals count from 1 without gaps."""
    rows, last = package["claim_quantities"], {}
    for i, row in enumerate(rows.rows):
        if None not in (row["low"], row["high"]) and not row["low"] < row["high"]:
            yield problem(
                rows,
                i,
                "quantity-order",
                f"The range runs from {row['low']} to {row['high']}.",
                "Exchange the two, or use another bound.",
                "low",
            )
        if row["ordinal"] != last.get(row["claim_id"], 0) + 1:
            yield problem(
                rows,
                i,
                "quantity-order",
                "The quantities of the claim are not counted 1, 2, 3.",
                "Run the build.",
                "ordinal",
            )
        last[row["claim_id"]] = row["ordinal"]


@rule("quantity-number")
def quantity_number(package: TableSet):
    """Where the words of a quantity give numbers, its low (or high) is one of them."""
    rows = package["claim_quantities"]
    for i, row in enumerate(rows.rows):
        text, value = row["as_stated"], row["low"] if row["low"] is not None else row["high"]
        said = {
            float(n.replace(",", ""))
            for n in re.findall(r"[0-9]+(?:,[0-9]{3})*(?:[.][0-9]+)?", text)
        } | {float(_WORDS[w]) for w in words(text) if w in _WORDS}
        if said and value is not None and float(value) not in said:
            yield problem(
                rows,
                i,
                "quantity-number",
                f"The words {text!r} do not give {value}.",
                "Correct the number or the words.",
                "low",
            )
