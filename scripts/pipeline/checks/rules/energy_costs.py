"""Rules for energy costs: they follow from the mappings to the Compendium, and fit each other."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from pipeline.base.problems import Problem
from pipeline.checks.rules.mappings import accepted
from pipeline.checks.rules.registry import Place, each, rule, waivable_rule
from pipeline.tables.from_mappings import COSTS
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_COMPENDIUM = re.compile(r"compendium([0-9]{4}):(.*)", re.DOTALL)
_SAME_OR_CASE = tuple(f"skos:{match}Match" for match in COSTS)

_MOST_APART = 1.5  # how many times the MET of one edition may be that of another
# a speed in miles an hour, and what repeats it in other units
_UNKNOWN_COPY = "origin is not known"  # in the note of a code
_WEAK = 0.6  # highest confidence of a mapping to such a code
_SPEED = re.compile(
    r"(?<![0-9.])([0-9]{1,9}(?:[.][0-9]{1,9})?)(?:\s?(?:-|to)\s?[0-9.]{1,9})?\s?mph"
)
_REPEATED = re.compile(r"\([^()]{0,80}(?:min/mile|km/h)\)")

_Key = tuple[str, int, str]  # exercise, edition and code


@rule
def energy_mapped(tables: TableSet) -> Iterator[Problem]:
    """Energy costs are those of the Compendium's activities that are mapped as the same as an
    exercise or a case of it, and a code of an edition has one activity and one MET.
    """
    mapped, costs = _mapped(tables), tables["energy_costs"]
    have: set[_Key] = {(row["exercise_id"], row["edition"], row["code"]) for row in costs.rows}
    first: dict[tuple[int, str], Row] = {}
    for row, at in each(costs):
        mapping, _ = mapped.get((row["exercise_id"], row["edition"], row["code"]), (None, None))
        if mapping is None:
            yield at.problem(
                "code",
                "The exercise is not mapped to this activity.",
                "Correct the code, or the mapping of the exercise.",
            )
        elif (mapping["predicate_id"], mapping["object_label"]) != (
            row["predicate_id"],
            row["activity"],
        ):
            yield at.problem(
                "code",
                f"The mapping has {mapping['predicate_id']} and {mapping['object_label']!r}.",
                "Look the activity up, and correct the one that is wrong.",
            )
        same = first.setdefault((row["edition"], row["code"]), row)
        if (same["activity"], same["met"]) != (row["activity"], row["met"]):
            yield at.problem(
                "met",
                f"The code {row['code']} of {row['edition']} has {same['met']} MET and "
                f"{same['activity']!r} elsewhere.",
                "A code of an edition is one activity with one MET. Look it up again.",
            )
    unmapped = {key[:2] for key in have - mapped.keys()}
    for key in sorted(mapped.keys() - have):
        if key[:2] not in unmapped:  # else a row has a wrong code, which is reported there
            yield mapped[key][1].problem(
                "object_id", "The activity has no row in energy_costs.", "Run the build."
            )


def _mapped(tables: TableSet) -> dict[_Key, tuple[Row, Place]]:
    """The accepted mappings of exercises to activities that are the same or a case."""
    found = {}
    for row, at in accepted(tables):
        code = _COMPENDIUM.fullmatch(row["object_id"])
        if code and row["predicate_id"] in _SAME_OR_CASE:
            found[row["subject_id"], int(code[1]), code[2]] = row, at
    return found


@waivable_rule
def met_editions(tables: TableSet) -> Iterator[Problem]:
    """A code has in one edition of the Compendium at most 1.5 times the MET of another edition, and
    activities that share a word.
    """
    first: dict[str, Row] = {}
    for row, at in each(tables["energy_costs"]):
        other = first.setdefault(row["code"], row)
        if other["edition"] == row["edition"]:
            continue
        low, high = sorted(one["met"] or 0 for one in (row, other))
        if low and high > _MOST_APART * low:
            yield at.problem(
                "met",
                f"The code {row['code']} has {row['met']} MET here and {other['met']} in the "
                f"edition of {other['edition']}.",
                "Look both up in the Compendium, and correct the wrong one.",
            )
        elif set(words(row["activity"])).isdisjoint(words(other["activity"])):
            yield at.problem(
                "activity",
                f"The code {row['code']} is {other['activity']!r} in the edition of "
                f"{other['edition']}.",
                "Look both up in the Compendium, and correct the wrong one.",
            )


@waivable_rule
def met_speed(tables: TableSet) -> Iterator[Problem]:
    """Of activities that differ in speed alone, the faster one has no lower MET."""
    alike: defaultdict[object, list[tuple[float, float, int]]] = defaultdict(list)
    rows = tables["energy_costs"]
    for number, row in enumerate(rows.rows):
        speed = _SPEED.search(row["activity"])
        if speed and row["met"] is not None:
            rest = _REPEATED.sub("", row["activity"].replace(speed.group(), ""))
            key = row["exercise_id"], row["edition"], tuple(words(rest))
            alike[key].append((float(speed[1]), row["met"], number))
    for found in alike.values():
        found.sort()
        for slow, fast in pairwise(found):
            if fast[1] < slow[1]:
                yield Place(rows, fast[2]).problem(
                    "met",
                    f"It has {fast[1]} MET; {rows.rows[slow[2]]['activity']!r}, which is slower, "
                    f"has {slow[1]}.",
                    "Look both up in the Compendium, and correct the wrong one.",
                )


@rule
def unknown_copy(tables: TableSet) -> Iterator[Problem]:
    """A mapping to a code that was seen only in a copy of unknown origin says so, and its
    confidence is at most 0.6.
    """
    codes = {
        f"compendium{row['edition']}:{row['code']}"
        for row in tables["energy_costs"].rows
        if _UNKNOWN_COPY in (row["note"] or "")
    }
    for row, at in each(tables["mappings"]):
        if row["object_id"] not in codes:
            continue
        if row["confidence"] > _WEAK:
            yield at.problem(
                "confidence",
                f"The code was seen only in a copy of unknown origin; the confidence is "
                f"{row['confidence']}.",
                f"Look for a copy of known origin with code and label, or write {_WEAK} or less.",
            )
        elif "unknown origin" not in (row["comment"] or ""):
            yield at.problem(
                "comment",
                "The code was seen only in a copy of unknown origin, and the comment does not say "
                "so.",
                "Look for a copy of known origin, or say so in the comment.",
            )
