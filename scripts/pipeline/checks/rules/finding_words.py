"""Rules that hold the sentence of a finding against its columns and its study."""

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.named_terms import named_terms, related
from pipeline.checks.rules.opposites import AGE, SEX, SIDE, opposed
from pipeline.checks.rules.registry import each, each_with, rule, waivable_rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_MORE = set(
    words(
        "more higher larger greater bigger stronger raised raise rose rise grew grow gain gained "
        "gains increased increase enlarged thickened widened wider heavier improved improve faster "
        "sooner quickened added adds better longer"
    )
)
_LESS = set(
    words(
        "less lower smaller fewer weaker fell fall reduced decreased shrank shrunk shrink lost "
        "loss slower later lowered thinner lighter worse"
    )
)
_ALIKE = set(words("no not without unchanged alike similar same nor neither hardly trivially"))
_COUNTS = words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_COUNT = {word: number for number, word in enumerate(_COUNTS, 2)}
_PEOPLE = set(
    words(
        "people men women males females students runners adults participants athletes "
        "sprinters boys girls subjects volunteers lifters patients"
    )
)
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+(?:[.][0-9]+)?|[^\w\s]")
_STANDARDISED = re.compile(r"standardi[sz]ed|\bHedges|\bCohen|\beffect size", re.I)
_REACH = 3  # words between a number and the people that it counts


@rule
def finding_id(tables: TableSet) -> Iterator[Problem]:
    """The id of a finding begins with that of its work."""
    for row, _, at in each_with(tables, "findings", "reference_id", "references"):
        if not row["finding_id"].startswith(f"{row['reference_id']}-"):
            yield at.problem(
                "finding_id",
                f"The finding belongs to {row['reference_id']!r}, but its id does not begin so.",
                "Look at the work. Move the finding to its work, or correct the id.",
            )


@waivable_rule
def finding_muscle(tables: TableSet) -> Iterator[Problem]:
    """A muscle that the sentence or the id of a finding names is that of its slot, a part of it,
    or what it is part of.
    """
    names = named_terms(tables, "muscle")
    for row, at in each(tables["findings"]):
        muscle = row["muscle_id"]
        if muscle is None:
            continue
        for text, what in (
            (row["statement"], "The sentence"),
            (row["finding_id"].replace("-", " "), "The id"),
        ):
            strange = sorted(
                term for term in names.names_in(text) if not related(tables, term, muscle)
            )
            strange += opposed(text, muscle.replace("-", " "), (SIDE,)) or ()
            if strange:
                yield at.problem(
                    "muscle_id",
                    f"{what} names {strange[0]!r}, the slot has {muscle!r}.",
                    "Read the abstract again. Correct the slot or the words.",
                )
                break


@waivable_rule
def finding_direction(tables: TableSet) -> Iterator[Problem]:
    """The words of the sentence fit the result: rose, more or larger a higher one, fell, less or
    smaller a lower one, and no_clear_difference is said with a denial or as
    likeness.
    """
    for row, at in each(tables["findings"]):
        found = set(words(row["statement"]))
        more, less, alike = (not found.isdisjoint(some) for some in (_MORE, _LESS, _ALIKE))
        result = row["result"]
        wrong = (
            (result == "higher" and (less or alike) and not more)
            or (result == "lower" and more and not less)
            or (result == "no_clear_difference" and not alike)
        )
        if wrong:
            yield at.problem(
                "result",
                f"The result is {result}, but the sentence does not say so.",
                "Read the abstract again. Correct the result or the sentence.",
            )


@waivable_rule
def finding_people(tables: TableSet) -> Iterator[Problem]:
    """Sentence, population and study of a finding do not name people of opposite sex or age."""
    terms = tables.index("terms")
    for row, reference, at in each_with(tables, "findings", "reference_id", "references"):
        population = terms.get(row["population_id"], {}).get("name", "")
        studied, said = reference["participants"] or "", row["statement"]
        for column, one, other in (
            ("population_id", population, said),
            ("population_id", population, studied),
            ("statement", said, studied),
        ):
            if pair := opposed(one, other, (SEX, AGE)):
                yield at.problem(
                    column,
                    f"It speaks of {pair[0]} here, and of {pair[1]} in "
                    f"{'the participants of the work' if other is studied else 'the sentence'}.",
                    "Look up who was studied, and correct the wrong one.",
                )
                break


@waivable_rule
def finding_count(tables: TableSet) -> Iterator[Problem]:
    """A number of people in the sentence is that of the finding or of its study."""
    for row, reference, at in each_with(tables, "findings", "reference_id", "references"):
        sizes = {row["sample_size"], reference["sample_size"]} - {None}
        for count in _counted(row["statement"]):
            if sizes and count not in sizes:
                yield at.problem(
                    "sample_size",
                    f"The sentence counts {count} people, the columns "
                    f"{' and '.join(map(str, sorted(sizes)))}.",
                    "Look the number up in the paper, and correct the wrong one.",
                )
                break


def _counted(sentence: str) -> Iterator[int]:
    """Every number of people in a sentence: `ten male students`, `126 people`."""
    tokens = _TOKEN.findall(sentence.lower())
    for i, token in enumerate(tokens):
        count = _COUNT.get(token) or (int(token) if token.isdecimal() else None)
        if count is None:
            continue
        for near in tokens[i + 1 : i + 1 + _REACH]:
            if near in _PEOPLE:
                yield count
            if near in _PEOPLE or near == "of" or len(near) == 1:
                break


@waivable_rule
def finding_unit(tables: TableSet) -> Iterator[Problem]:
    """A value is in {SMD} exactly where its measure is a standardised difference or effect size."""
    for row, at in each(tables["findings"]):
        is_standardised = bool(_STANDARDISED.search(row["measure"] or ""))
        if row["value"] is not None and (row["unit"] == "{SMD}") != is_standardised:
            yield at.problem(
                "unit",
                f"The unit is {row['unit'] or 'empty'}, the measure {row['measure']!r}.",
                "Look the value up in the paper. Correct the unit, or complete the measure.",
            )


@waivable_rule
def finding_sides(tables: TableSet) -> Iterator[Problem]:
    """In a sentence with than, the exercise of the subject stands before it, and that of the
    comparator after it.
    """
    names, exercises = named_terms(tables, "exercise"), tables.index("exercises")
    for row, at in each(tables["findings"]):
        subject, comparator = row["subject_id"], row["comparator_id"]
        before, than, after = row["statement"].partition(" than ")
        if not than or subject not in exercises or comparator not in exercises:
            continue
        left, right = names.names_in(before), names.names_in(after)
        if (subject in right and subject not in left and comparator not in right) or (
            comparator in left and comparator not in right and subject not in left
        ):
            yield at.problem(
                "subject_id",
                f"The sentence has {subject!r} and {comparator!r} the other way round.",
                "Read the abstract again. Correct the slots or the sentence.",
            )
