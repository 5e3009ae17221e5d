"""Rules for testability: what follows, what readers gave, and that it came before the search."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, each_with, rule
from pipeline.derived.topics import LISTS, listed
from pipeline.tables.table_set import TableSet
from pipeline.tables.testability import by_rule, open_terms


@rule
def testability_follows(tables: TableSet) -> Iterator[Problem]:
    """The testability of a proposition is what the rule gives. An exception has a reason, and
    differs from the rule.
    """
    leave_open = open_terms(tables["terms"].rows)
    for row, at in each(tables["propositions"]):
        follows = by_rule(row, leave_open)
        if (row["testability"] == follows) == (row["testability_reason"] is not None):
            yield at.problem(
                "testability",
                f"The rule gives {follows or 'nothing'}, and so does the exception."
                if row["testability_reason"]
                else f"The rule gives {follows or 'nothing'}, and no reason says why it is not so.",
                "Read the proposition and the definitions of its terms. Then remove the exception "
                "from data/curation/testability.yaml, or correct it and give its reason.",
            )


@rule
def testability_settled(tables: TableSet) -> Iterator[Problem]:
    """The testability of a proposition is what one of its readers gave."""
    for row, proposition, at in each_with(
        tables, "testability_readings", "proposition_id", "propositions"
    ):
        given = {row["first"], row["second"]}
        if proposition["testability"] not in given:
            yield at.problem(
                "first",
                f"The readers gave {' and '.join(sorted(given))}, but the proposition is "
                f"{proposition['testability'] or 'without a testability'}.",
                "Readings stay as they are. Read the proposition and the definitions of its terms "
                "again, and correct the exceptions in data/curation/testability.yaml.",
            )


@rule
def testability_before_search(tables: TableSet) -> Iterator[Problem]:
    """A proposition was read for its testability before anybody made a search whose results are
    counted, so that what was found could not decide what counts as testable.
    """
    searched: dict[str, str] = {}
    for row, search, _ in each_with(tables, "search_propositions", "search_id", "searches"):
        name, day = row["proposition_id"], search["searched_on"]
        if search["results"] is not None:
            searched[name] = min(day, searched.get(name, day))
    for row, at in each(tables["testability_readings"]):
        first = searched.get(row["proposition_id"])
        if first is not None and first < row["read_on"]:
            yield at.problem(
                "read_on",
                f"It was read on {row['read_on']}, after a search on {first}.",
                "Look up when it was read, and correct the date if it is wrong. A reading after "
                "the search cannot be used: remove it.",
            )


@rule
def topic_terms(tables: TableSet) -> Iterator[Problem]:
    """The lists of a topic name terms, and a topic has at least one of involves and objects."""
    terms = tables.index("terms")
    for row, at in each(tables["topics"]):
        for column in LISTS:
            for term in listed(row, column):
                if term not in terms:
                    yield at.problem(column, f"There is no term {term!r}.", "Correct the id.")
        if row["involves"] is None and row["objects"] is None:
            yield at.problem(
                "involves",
                "The topic has neither involves nor objects, so that every proposition fits.",
                "Look at the propositions that are meant, and name the terms that they have.",
            )
