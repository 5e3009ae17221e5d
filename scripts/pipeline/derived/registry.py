"""The derived tables: what the claims of all articles say together of each proposition, which stand against each other,
what exercises do for muscles, and the flat table of claims.
"""

from __future__ import annotations

from pipeline.base.problems import Problem, Refused
from pipeline.derived.claims_flat import claims_flat
from pipeline.derived.contradictions import contradictions
from pipeline.derived.exercise_muscles import exercise_muscles
from pipeline.derived.proposition_summary import summaries
from pipeline.tables.rows import Rows
from pipeline.tables.table_set import TableSet

_TREES = {"claims", "passages", "propositions", "terms", "term_members", "exercises"}


_STUDIES = {"findings", "references", "evidence"}


SOURCES = {  # the tables that each derived table follows from
    "proposition_summary": {"claims", "passages", "propositions", "searches"} | _STUDIES,
    "contradictions": _TREES,
    "exercise_muscles": _TREES | _STUDIES | {"muscles"},
}


SOURCES["claims_flat"] = (
    SOURCES["proposition_summary"]
    | _TREES
    | {"articles", "citations", "claim_citations", "claim_quantities", "claim_terms", "people"}
)


def following(tables: set[str | None]) -> set[str]:
    """The derived tables that any of these tables goes into."""
    return {name for name, sources in SOURCES.items() if sources & tables}


def views(package: TableSet) -> dict[str, list[dict]]:
    """The rows of every derived table, from the tables that people write, in the order of their keys."""
    said, opposed = summaries(package), contradictions(package)
    return {
        "proposition_summary": said,
        "contradictions": opposed,
        "exercise_muscles": exercise_muscles(package),
        "claims_flat": claims_flat(package, said, opposed),
    }


def add_views(tables: dict[str, Rows]) -> None:
    """Fill the derived tables. Each row has the place of the proposition or claim that it is about."""
    places = {
        "proposition_summary": tables["propositions"],
        "contradictions": tables["claims"],
        "exercise_muscles": tables["exercises"],
        "claims_flat": tables["claims"],
    }
    for name, rows in views(TableSet(tables)).items():
        if rows and tuple(rows[0]) != tables[name].schema.columns:
            raise Refused(
                Problem(
                    "schema-meaning",
                    f"The columns of a derived table are {', '.join(rows[0])}, in this order.",
                    "Restore them, or derive the new one in scripts/pipeline/derived/registry.py.",
                    "schemas",
                    f"schemas/{name}.schema.json",
                )
            )
        about = places[name]
        key = about.schema.primary_key[0]
        origins = dict(zip(about.column(key), about.origins))
        for row in rows:
            tables[name].add(row, origins[row[key]])
