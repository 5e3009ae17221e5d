"""Propositions: composed statements, sensible slots, and somebody who claims them."""

from pipeline.checks.rules.registry import problem, repeated, rule
from pipeline.tables.statements import compose, term_names
from pipeline.tables.table_set import TableSet


@rule("composed-statement")
def composed_statement(package: TableSet):
    """The statement of a proposition is what its slots give, except for the relation other."""
    rows = package["propositions"]
    names = term_names(package["terms"].rows)
    for i, row in enumerate(rows.rows):
        composed = compose(row, names)
        if composed is not None and row["statement"] != composed:
            yield problem(
                rows,
                i,
                "composed-statement",
                f"The slots give another statement: {composed!r}.",
                "Run the build.",
                "statement",
            )


@rule("self-comparison")
def self_comparison(package: TableSet):
    """Nothing is compared with itself, acts on itself, or is its own condition."""
    for table, columns in (
        ("propositions", ("object_id", "comparator_id", "condition_id")),
        ("findings", ("object_id", "comparator_id")),
    ):
        rows = package[table]
        for column in columns:
            for i, row in enumerate(rows.rows):
                if row[column] is not None and row[column] == row["subject_id"]:
                    yield problem(
                        rows,
                        i,
                        "self-comparison",
                        f"{row[column]!r} is the subject as well.",
                        "Correct one of the slots.",
                        column,
                    )


@rule("mirrored-match")
def mirrored_match(package: TableSet):
    """No two propositions say that two things match, once from either side."""
    rows = package["propositions"]
    keys = (
        (
            frozenset((row["subject_id"], row["comparator_id"])),
            row["object_id"],
            row["muscle_id"],
            row["population_id"],
            row["condition_id"],
        )
        if row["relation"] == "matches"
        else None
        for row in rows.rows
    )
    for i, first in repeated(keys):
        yield problem(
            rows,
            i,
            "mirrored-match",
            f"{rows.rows[first]['proposition_id']!r} says the same from the other side.",
            "Merge the two.",
            "subject_id",
        )


@rule("comparison-kind")
def comparison_kind(package: TableSet):
    """A claim is of the kind comparison only if its proposition compares, and a plain claim whose proposition says exceeds or matches is one."""
    rows, propositions = package["claims"], package.index("propositions")
    for i, row in enumerate(rows.rows):
        proposition = propositions.get(row["proposition_id"])
        if not proposition:
            continue
        compares = proposition["relation"] in ("exceeds", "matches")
        if compares and row["kind"] in ("effect", "observation", "anatomy", "condition"):
            yield problem(
                rows,
                i,
                "comparison-kind",
                f"The proposition compares, but the kind is {row['kind']}.",
                "Call the claim a comparison, or choose another proposition.",
                "kind",
            )
        elif row["kind"] == "comparison" and not compares and proposition["relation"] != "other":
            yield problem(
                rows,
                i,
                "comparison-kind",
                f"The relation {proposition['relation']!r} does not compare.",
                "Correct the kind, or choose a proposition with exceeds or matches.",
                "kind",
            )


@rule("unclaimed-proposition")
def unclaimed_proposition(package: TableSet):
    """Every proposition is at stake in a claim."""
    rows, claimed = package["propositions"], set(package["claims"].column("proposition_id"))
    for i, name in enumerate(rows.column("proposition_id")):
        if name not in claimed:
            yield problem(
                rows,
                i,
                "unclaimed-proposition",
                "No claim asserts, denies or reports the proposition.",
                "Use it in a claim, or remove it.",
                "proposition_id",
            )
