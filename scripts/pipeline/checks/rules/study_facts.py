"""Rules that hold design and number of people of a study against its title and description."""

import re
from collections.abc import Iterator
from itertools import combinations

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import any_of
from pipeline.checks.rules.opposites import AGE, SEX, opposed
from pipeline.checks.rules.registry import each, rule, waivable_rule
from pipeline.tables.table_set import TableSet

_REVIEW = re.compile(r"systematic (?:\w+ )?review|meta-?analys|umbrella review", re.I)
_RANDOM = re.compile(r"\brandomi[sz]ed\b", re.I)
_NOT_SAID = any_of(
    "not say how they were|not say how the groups were|how they were formed|how they were divided",
    "how the groups were formed|how the groups were divided|chance not stated",
    "chance is not stated|groups, not how|whether allotment was by chance",
)
_RANDOM_OR_REVIEW = ("randomised_trial", "crossover", "systematic_review")
# numbers of a description that count no people: ages, lengths, shares, groups
_OTHER_NUMBERS = re.compile(
    r"± ?[0-9.]{1,9}|(?:aged?|mean age) [0-9.]{1,9}(?: to [0-9.]{1,9})?|"
    r"(?<![0-9.])[0-9.]{1,9}(?: ?(?:to|-) ?[0-9.]{1,9})? ?"
    r"(?:±|%|years?|weeks?|months?|days?|m\b|km|groups|cohorts)"
)
_WHOLE = re.compile(r"(?<![\w.])[0-9]+(?![\w.]*[0-9])")
_MOST_COUNTS = 6


@waivable_rule
def study_design(tables: TableSet) -> Iterator[Problem]:
    """The design fits the words of the title and the note: a title that says systematic review or
    meta-analysis, or randomised, names the design, and no trial is randomised of which the note
    says that how the groups were formed is not known.
    """
    for row, at in each(tables["references"]):
        title, note, design = row["title"] or "", row["note"] or "", row["design"]
        review = _REVIEW.search(title)
        if review and design != "systematic_review":
            said = f"The title has {review.group()!r}"
        elif _RANDOM.search(title) and design not in _RANDOM_OR_REVIEW:
            said = "The title calls the study randomised"
        elif design == "randomised_trial" and _NOT_SAID.search(note):
            said = "The note says that how people were allotted is not known"
        else:
            continue
        yield at.problem(
            "design",
            f"{said}, but the design is {design}.",
            "Read the abstract again. Correct the design, or the note.",
        )


@waivable_rule
def study_count(tables: TableSet) -> Iterator[Problem]:
    """The number of people is a sum of the counts in the description; pairs are counted twice."""
    for row, at in each(tables["references"]):
        people, size = row["participants"] or "", row["sample_size"]
        counts = [int(one) for one in _WHOLE.findall(_OTHER_NUMBERS.sub(" ", people))]
        if size is None or not 1 < len(counts) <= _MOST_COUNTS or "the rest" in people:
            continue
        each_counts = 2 if re.search(r"\bpairs\b", people) else 1
        sums = {
            each_counts * sum(some)
            for length in range(1, len(counts) + 1)
            for some in combinations(counts, length)
        }
        if size not in sums:
            yield at.problem(
                "sample_size",
                f"The description counts {', '.join(map(str, counts))}"
                f"{' pairs' if each_counts > 1 else ''}; the number of people is {size}.",
                "Look the numbers up in the paper, and correct the wrong one.",
            )


@waivable_rule
def study_people(tables: TableSet) -> Iterator[Problem]:
    """Title and description of the people do not name opposite sexes or ages."""
    for row, at in each(tables["references"]):
        pair = opposed(row["title"] or "", row["participants"] or "", (SEX, AGE))
        if pair:
            yield at.problem(
                "participants",
                f"The title has {pair[0]!r}, the description {pair[1]!r}.",
                "Look up who was studied, and correct the wrong one.",
            )


@rule
def study_number(tables: TableSet) -> Iterator[Problem]:
    """Only a review has a number of studies, and no finding rests on more than its review has."""
    references = tables.index("references")
    for table in ("references", "findings"):
        for row, at in each(tables[table]):
            work = references.get(row["reference_id"], {})
            if row["studies"] is None or not work:
                continue
            whole = work["studies"]
            if work["design"] != "systematic_review":
                what = f"the design of the work is {work['design']}"
            elif whole is not None and row["studies"] > whole:
                what = f"the whole review has {whole}"
            else:
                continue
            yield at.problem(
                "studies",
                f"There are {row['studies']} studies, but {what}.",
                "Look the number up in the paper, and correct the wrong one.",
            )
