"""The rule for energy costs: they follow from the mappings to the Compendium."""

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.mappings import accepted
from pipeline.checks.rules.registry import Place, each, rule
from pipeline.tables.from_mappings import COSTS
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_COMPENDIUM = re.compile(r"compendium([0-9]{4}):(.*)", re.DOTALL)
_SAME_OR_CASE = tuple(f"skos:{match}Match" for match in COSTS)

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
