"""Rules that hold design and number of people of a study against its title and description."""

import re
from collections.abc import Iterator
from itertools import combinations

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import any_of
from pipeline.checks.rules.opposites import AGE, SEX, opposed
from pipeline.checks.rules.registry import each, rule, waivable_rule
from pipeline.tables.designs import POOLED, RANDOMISED, REVIEWS
from pipeline.tables.table_set import TableSet

_REVIEW = re.compile(r"systematic (?:\w+ )?review|meta-?analys|umbrella review", re.I)
_RANDOM = re.compile(r"\brandomi[sz]ed\b", re.I)
_NOT_SAID = any_of(
    "not say how they were|not say how the groups were|how they were formed|how they were divided",
    "how the groups were formed|how the groups were divided|chance not stated",
    "chance is not stated|groups, not how|whether allotment was by chance",
)
_RANDOM_OR_REVIEW = RANDOMISED | REVIEWS
# what a title says of a review, and the designs that fit it, the surest words first
_KINDS_OF_REVIEW = (
    (re.compile(r"umbrella review", re.I), {"umbrella_review"}),
    (re.compile(r"meta-?analys", re.I), POOLED),
    (_REVIEW, REVIEWS - {"narrative_review"}),
)
_OTHER_SEX = {"male": any_of("women|girls|females?"), "female": any_of("men|boys|males?")}
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
        kinds = ((words.search(title), designs) for words, designs in _KINDS_OF_REVIEW)
        review, fitting = next((one for one in kinds if one[0]), (None, REVIEWS))
        if review and design not in fitting:
            why = f"The title has {review.group()!r}"
        elif _RANDOM.search(title) and design not in _RANDOM_OR_REVIEW:
            why = "The title calls the study randomised"
        elif design in RANDOMISED and _NOT_SAID.search(note):
            why = "The note says that how people were allotted is not known"
        else:
            continue
        yield at.problem(
            "design",
            f"{why}, but the design is {design}.",
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
            if work["design"] not in REVIEWS:
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


@rule
def study_ages(tables: TableSet) -> Iterator[Problem]:
    """The mean age of a study lies within its range, and the range begins below its end."""
    for row, at in each(tables["references"]):
        low, mean, high = row["age_low"], row["age_mean"], row["age_high"]
        ages = [age for age in (low, mean, high) if age is not None]
        if ages != sorted(ages):
            yield at.problem(
                "age_mean" if mean is not None else "age_low",
                f"The ages {', '.join(map(str, ages))} (lowest, mean, highest) are out of order.",
                "Look the ages up in the paper, and correct the wrong one.",
            )


@waivable_rule
def study_sex(tables: TableSet) -> Iterator[Problem]:
    """The description of the people names nobody of the other sex where all are of one."""
    for row, at in each(tables["references"]):
        words = _OTHER_SEX.get(row["sex"])
        if words and (other := words.search(row["participants"] or "")):
            yield at.problem(
                "sex",
                f"The sex is {row['sex']}, but the description has {other.group()!r}.",
                "Look up who was studied, and correct the wrong one.",
            )


@waivable_rule
def study_arms(tables: TableSet) -> Iterator[Problem]:
    """Only a study of people has arms, and they have no more people together than the study."""
    for row, at in each(tables["references"]):
        size = row["sample_size"]
        if row["arms"] and row["design"] in REVIEWS:
            yield at.problem(
                "arms",
                f"The work has arms, but its design is {row['design']}.",
                "Look the design up. Correct it, or remove the arms.",
            )
            continue
        sizes = [int(one.rpartition(": ")[2]) for one in (row["arms"] or "").split("; ") if one]
        if size is not None and sum(sizes) > size:
            yield at.problem(
                "arms",
                f"The arms have {sum(sizes)} people together, the study {size}.",
                "Look the numbers up in the paper, and correct the wrong one.",
            )
