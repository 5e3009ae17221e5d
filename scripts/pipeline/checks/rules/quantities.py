"""Rules for quantities: every number of a claim is coded, and fits its words."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import READ_AGAIN, any_of, passage_text, wordings
from pipeline.checks.rules.registry import (
    each,
    each_with,
    rule,
    waivable_rule,
    waivable_text_rule,
)
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBER_WORDS = {word: float(number) for number, word in enumerate(_COUNTED.split())}
_DIGITS = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_NUMBER = re.compile(_DIGITS)
_NUMBER_ALONE = re.compile(rf"(?<![\w.]){_DIGITS}")  # no part of a name such as VO2


_NUMBER_AND_WORD = re.compile(r"(?<![\w.])([0-9]{1,9}(?:[.][0-9]{1,9})?) ?(%|[a-zA-Z]{1,20})")
_SMALL = {"zero", "one"}  # often no number
_DECADE = re.compile(r"\b([1-9]0)s\b")
_MARK = re.compile(r"\[[0-9]+(?:\]|$)")  # of a citation
_UNIT_WORDS = {
    "%": re.compile("%|percent|per cent"),
    "a": any_of(r"year\w*|aged?|old\w*", r"\w*(?:ties|0s)"),
    "mo": any_of(r"months?|long (?:time|lengths of time|term)|long-term|over time"),
    "wk": any_of("weeks?"),
    "d/wk": any_of("days?"),
    "{times}/wk": any_of("week|weekly"),
    "[lb_av]": any_of("pounds?|lbs?"),
    "{body_weight}": any_of(r"body ?weight|weight"),
    "{studies}": any_of(r"stud(?:y|ies)|trials?|papers?"),
    "{sets}": any_of("sets?"),
    "{calendar_year}": re.compile(r"\b(?:19|20)[0-9]{2}\b"),
    "s": any_of("seconds?"),
    "min": any_of(r"minutes?|period"),
    "h": any_of("hours?"),
    "m": any_of(r"met(?:re|er)s?"),
    "km": any_of(r"kilomet(?:re|er)s?|km"),
    "[mi_i]": any_of("miles?"),
    "kg": any_of("kilograms?|kilos?|kg"),
    "{people}": any_of(
        r"people|persons?|m[ae]n|wom[ae]n|participants?|volunteers?|athletes?|\w+ers"
    ),
    "{methods}": any_of(r"methods?|ways?"),
    "{muscles}": any_of(r"muscles?|quads|groups?"),
    "{repetitions}": any_of(r"rep(?:etition)?s?"),
}
_BOUND_WORDS = {
    "at_least": any_of("at least|no less than|a minimum of|or more"),
    "at_most": any_of("at most|up to|no more than|a maximum of|less than|under"),
    "about": any_of("about|around|roughly|approximately|nearly|almost"),
}


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


@waivable_rule
def quantity_unit(tables: TableSet) -> Iterator[Problem]:
    """The words of a quantity, or the statement of its claim, have a word for its unit. The words
    have none for another measured unit (%, weeks, pounds).
    """
    for row, claim, at in each_with(tables, "claim_quantities", "claim_id", "claims"):
        wanted = _UNIT_WORDS.get(row["unit"])
        said = _measured_units(row["as_stated"])
        text = row["as_stated"] if said else f"{row['as_stated']} {claim['statement']}"
        if wanted and not wanted.search(text):
            yield at.problem(
                "unit",
                f"The unit is {row['unit']!r}, but {row['as_stated']!r} has no word for it.",
                READ_AGAIN,
            )


def _measured_units(text: str) -> set[str]:
    """The units of measure, and not of counting, for which a text has a word."""
    return {
        unit
        for unit, wanted in _UNIT_WORDS.items()
        if not unit.startswith("{") and wanted.search(text)
    }


@waivable_rule
def number_unit(tables: TableSet) -> Iterator[Problem]:
    """A number in a statement that stands beside a word for a measured unit (%, weeks, pounds) is a
    quantity of that unit.
    """
    units: defaultdict[tuple[str, float], set[str]] = defaultdict(set)
    for row in tables["claim_quantities"].rows:
        for end in (row["low"], row["high"]):
            if isinstance(end, (int, float)):
                units[row["claim_id"], float(end)].add(row["unit"])
    for one in wordings(tables):
        for digits, word in _NUMBER_AND_WORD.findall(one.statement):
            coded = units[one.claim["claim_id"], _value(digits)]
            said = _measured_units(word)
            if coded and said and coded.isdisjoint(said):
                yield one.problem(
                    "statement",
                    f"The statement has {digits} {word}; the quantity has the unit "
                    f"{', '.join(sorted(coded))}.",
                )


@waivable_rule
def quantity_ends(tables: TableSet) -> Iterator[Problem]:
    """All numbers in the words of a quantity are coded, and a decade of years (the 60s) ends with
    its ninth year.
    """
    for row, at in each(tables["claim_quantities"]):
        text = str(row["as_stated"])
        ends = {float(end) for end in (row["low"], row["high"]) if end is not None}
        decades = [float(digits) for digits in _DECADE.findall(text)]
        wanted = {_value(digits) for digits in _NUMBER.findall(_DECADE.sub(" ", text))}
        wanted |= {_NUMBER_WORDS[word] for word in words(text) if word in _NUMBER_WORDS}
        if decades:
            wanted |= {min(decades), max(decades) + 9}
        missing = sorted(wanted - ends)
        if ends and missing:
            yield at.problem(
                "high",
                f"The words {text!r} give {missing[0]:g}, which is not coded.",
                READ_AGAIN,
            )


@waivable_text_rule
def quantity_bound(tables: TableSet) -> Iterator[Problem]:
    """If the article says at least, at most or about before a quantity, that is its bound."""
    passages = tables.index("passages")
    for row, claim, at in each_with(tables, "claim_quantities", "claim_id", "claims"):
        passage = passages.get(claim["passage_id"])
        text = tables.captures.get(passage["article_id"]) if passage else None
        place = text.token_range(passage["start"], passage["end"]) if text and passage else None
        if not text or not place:
            continue
        stated = words(row["as_stated"])
        for found in text.find(stated, *place):
            before = " ".join(text.tokens[max(0, found - 3) : found + len(stated)])
            for bound, said in _BOUND_WORDS.items():
                if said.search(before) and row["bound"] != bound:
                    yield at.problem(
                        "bound",
                        f"The article has {before!r}, but the bound is {row['bound']}.",
                        READ_AGAIN,
                    )


@waivable_text_rule
def number_read(tables: TableSet) -> Iterator[Problem]:
    """Every number in the passage of a claim is among its quantities. Marks such as [1] are not
    numbers.
    """
    coded: defaultdict[str, set[float]] = defaultdict(set)
    for row in tables["claim_quantities"].rows:
        given = [*_NUMBER.findall(str(row["as_stated"])), row["low"], row["high"]]
        coded[row["claim_id"]] |= {_value(str(one)) for one in given if one is not None}
    for one in wordings(tables):
        passage = _MARK.sub(" ", passage_text(tables, one))
        numbers = {_value(digits) for digits in _NUMBER_ALONE.findall(passage)}
        numbers |= {
            _NUMBER_WORDS[word] for word in words(passage) if word in _NUMBER_WORDS.keys() - _SMALL
        }
        missing = sorted(numbers - coded[one.claim["claim_id"]])
        if missing:
            yield one.problem(
                "statement",
                f"The passage has the number {missing[0]:g}, which is not among the quantities.",
            )


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
