"""Rules for propositions: composed statements, sensible slots, and somebody who claims them."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, each_with, repeated, rule
from pipeline.tables.rows import Row
from pipeline.tables.statements import compose, term_names
from pipeline.tables.table_set import TableSet

# slots that may not hold the subject as well
_OTHER_SLOTS = {
    "propositions": ("object_id", "comparator_id", "condition_id"),
    "findings": ("object_id", "comparator_id"),
}
_COMPARES = ("exceeds", "matches")
_PLAIN_KINDS = ("effect", "observation", "anatomy", "condition")


@rule
def composed_statement(tables: TableSet) -> Iterator[Problem]:
    """The statement of a proposition is what its slots give, except for the relation other."""
    names = term_names(tables["terms"].rows)
    for row, at in each(tables["propositions"]):
        composed = compose(row, names)
        if composed is not None and row["statement"] != composed:
            yield at.problem(
                "statement", f"The slots give another statement: {composed!r}.", "Run the build."
            )


@rule
def self_comparison(tables: TableSet) -> Iterator[Problem]:
    """Nothing is compared with itself, acts on itself, or is its own condition."""
    for table, columns in _OTHER_SLOTS.items():
        for row, at in each(tables[table]):
            for column in columns:
                if row[column] is not None and row[column] == row["subject_id"]:
                    yield at.problem(
                        column,
                        f"{row[column]!r} is the subject as well.",
                        "Correct the wrong slot.",
                    )


@rule
def mirrored_match(tables: TableSet) -> Iterator[Problem]:
    """No two propositions say that two things match, once from either side."""
    propositions = tables["propositions"]
    for first, at in repeated(propositions, map(_match, propositions.rows)):
        yield at.problem(
            "subject_id",
            f"{first['proposition_id']!r} says the same from the other side.",
            "Keep one of the two, and use it wherever the other was used.",
        )


def _match(row: Row) -> tuple[object, ...] | None:
    """The slots of a proposition that two things match, whichever comes first; None of another."""
    if row["relation"] != "matches":
        return None
    others = (row["object_id"], row["muscle_id"], row["population_id"], row["condition_id"])
    return frozenset((row["subject_id"], row["comparator_id"])), *others


@rule
def comparison_kind(tables: TableSet) -> Iterator[Problem]:
    """A claim is of the kind comparison only if its proposition compares, and a plain claim whose
    proposition says exceeds or matches is one.
    """
    for claim, proposition, at in each_with(tables, "claims", "proposition_id", "propositions"):
        kind, relation = claim["kind"], proposition["relation"]
        if relation in _COMPARES and kind in _PLAIN_KINDS:
            yield at.problem(
                "kind",
                f"The proposition compares, but the kind is {kind}.",
                "Call the claim a comparison, or choose another proposition.",
            )
        elif kind == "comparison" and relation not in (*_COMPARES, "other"):
            yield at.problem(
                "kind",
                f"The kind is comparison, but the relation {relation!r} does not compare.",
                "Correct the kind, or choose a proposition with exceeds or matches.",
            )


@rule
def unclaimed_proposition(tables: TableSet) -> Iterator[Problem]:
    """Every proposition is at stake in a claim."""
    claimed = tables.keys("claims", ("proposition_id",))
    for row, at in each(tables["propositions"]):
        if row["proposition_id"] not in claimed:
            yield at.problem(
                "proposition_id",
                "No claim asserts, denies or reports the proposition.",
                "Use it in the claim that makes it, or remove it.",
            )
