"""The rule for energy costs: they follow from the mappings to the Compendium."""

import re

from pipeline.checks.rules.mappings import _holding
from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.from_mappings import COSTS
from pipeline.tables.table_set import TableSet

_COMPENDIUM = re.compile(r"compendium([0-9]{4}):(.*)", re.DOTALL)


_COSTS = tuple(f"skos:{match}Match" for match in COSTS)


@rule("energy-mapped")
def energy_mapped(package: TableSet):
    """Energy costs are those of the Compendium's activities that are mapped as the same as an exercise or a case of it, and a code of an edition has one activity and one MET."""
    rows, seen, have, odd = package["energy_costs"], {}, set(), set()
    mapped = {}
    for i, row in _holding(package):
        code = _COMPENDIUM.fullmatch(row["object_id"])
        if code and row["predicate_id"] in _COSTS:
            mapped[row["subject_id"], int(code[1]), code[2]] = i, row
    for i, row in enumerate(rows.rows):
        key = row["exercise_id"], row["edition"], row["code"]
        have.add(key)
        given = mapped.get(key, (None, None))[1]
        if given is None:
            odd.add(key[:2])
        if given is None or (given["predicate_id"], given["object_label"]) != (
            row["predicate_id"],
            row["activity"],
        ):
            yield problem(
                rows,
                i,
                "energy-mapped",
                "No mapping says this of the exercise and the activity."
                if given is None
                else f"The mapping says {given['predicate_id']} and {given['object_label']!r}.",
                "Correct one of the two.",
                "code",
            )
        first = seen.setdefault(key[1:], row)
        if (first["activity"], first["met"]) != (row["activity"], row["met"]):
            yield problem(
                rows,
                i,
                "energy-mapped",
                f"The code {row['code']} of {row['edition']} has {first['met']} MET and {first['activity']!r} elsewhere.",
                "One code of one edition is one activity.",
                "met",
            )
    for key in sorted(mapped.keys() - have):
        if key[:2] in odd:  # a row has another code, which is said there
            continue
        i, row = mapped[key]
        yield problem(
            package["mappings"],
            i,
            "energy-mapped",
            "The activity has no row in energy_costs.",
            "Run the build.",
            "object_id",
        )
