"""Curation to the tables of propositions, of their testability and of topics."""

from __future__ import annotations

from pipeline.curation.yaml_values import Map
from pipeline.tables.maker import TableMaker
from pipeline.tables.rows import Row
from pipeline.tables.statements import SLOT_KEYS, compose, term_names
from pipeline.tables.testability import by_rule, open_terms

_PROPOSITION_KEYS = {
    "proposition_id": "id",
    "relation": "relation",
    "statement": "statement",
    "note": "note",
} | SLOT_KEYS
_READING_KEYS = {
    "proposition_id": "proposition",
    "read_on": "read_on",
    "first": "first",
    "first_reason": "first_because",
    "second": "second",
    "second_reason": "second_because",
}


def add_propositions(maker: TableMaker) -> None:
    """Fill propositions. The terms must be there: statements are composed from their names."""
    file, document = maker.curation.single["propositions"]
    names = term_names(maker.tables["terms"].rows)
    for entry in document["propositions"]:
        row = maker.add("propositions", file, entry, _PROPOSITION_KEYS)
        typed, composed = entry.get("statement"), compose(row, names)
        if (typed is None) == (row["relation"] == "other"):
            maker.fail(
                "statement-typed",
                "A proposition has a statement of its own if its relation is other, and only then.",
                file,
                entry.lines.get("statement", entry.line),
                "Remove the statement; it is composed from the slots."
                if typed
                else "Add a statement.",
                "propositions",
                entry["id"],
            )
        if composed:
            maker.tables["propositions"].rows[-1]["statement"] = composed
        elif typed is None:
            # A term or the relation is unknown, which a rule reports. The id stands in for the
            # statement, so that nothing is reported about that as well.
            maker.tables["propositions"].rows[-1]["statement"] = f"({entry['id']})."


def add_testability(maker: TableMaker) -> None:
    """Fill the testability of propositions, by rule and by the exceptions, and its readings."""
    file, document = maker.curation.single["testability"]
    propositions = {row["proposition_id"]: row for row in maker.tables["propositions"].rows}
    leave_open = open_terms(maker.tables["terms"].rows)
    for row in propositions.values():
        row["testability"] = by_rule(row, leave_open)
    for entry in document["exceptions"]:
        _except(maker, file, entry, propositions)
    for entry in document["readings"]:
        maker.add("testability_readings", file, entry, _READING_KEYS)


def _except(maker: TableMaker, file: str, entry: Map, propositions: dict[str, Row]) -> None:
    """Take the testability of an exception over into its proposition."""
    row = propositions.get(entry["proposition"])
    if row is None or row["testability_reason"] is not None:
        found = "is unknown" if row is None else "has an exception already"
        maker.fail(
            "testability-exception",
            f"The proposition {entry['proposition']!r} {found}.",
            file,
            entry.lines["proposition"],
            "Correct the id, or remove the entry.",
            "propositions",
            entry["proposition"],
        )
        return
    row |= {"testability": entry["testability"], "testability_reason": entry["because"]}


def add_topics(maker: TableMaker) -> None:
    """Fill topics, numbered in the order of the file."""
    file, document = maker.curation.single["propositions"]
    for ordinal, entry in enumerate(document.get("topics", ()), 1):
        terms = {
            name: "; ".join(sorted(entry[name])) if name in entry else None
            for name in ("involves", "objects", "without")
        }
        maker.add("topics", file, entry, {"topic": "topic"}, ordinal=ordinal, **terms)
