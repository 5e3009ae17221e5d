"""The derived tables: from which tables each follows, and how all of them are made."""

from __future__ import annotations

from pipeline.base.names import CURATION, SCHEMAS
from pipeline.base.problems import Problem, Refused
from pipeline.derived.anatomy_evidence import anatomy_evidence
from pipeline.derived.claim_evidence import claims_and_evidence
from pipeline.derived.claims_flat import claims_flat
from pipeline.derived.disagreements import disagreement_claims, disagreements
from pipeline.derived.evidence_coverage import evidence_coverage
from pipeline.derived.evidence_profile import profiles
from pipeline.derived.exercise_muscles import exercise_muscles
from pipeline.derived.opposed_pairs import opposed_pairs
from pipeline.derived.positions import positions
from pipeline.derived.proposition_links import proposition_links
from pipeline.derived.proposition_summary import summaries
from pipeline.derived.question_evidence import question_evidence
from pipeline.derived.questions import questions
from pipeline.derived.study_evidence import study_evidence
from pipeline.tables.rows import Origin, Row, Rows
from pipeline.tables.table_set import TableSet

_TREES = {"claims", "passages", "propositions", "terms", "term_members", "exercises"}
_STUDIES = {"findings", "references", "evidence", "measures"}
_ALIGNED = {"propositions", "terms", "term_members", "term_relations"} | _STUDIES
_SEARCHES = {"searches", "search_propositions"}
_SUMMARY = {"claims", "passages", "topics"} | _SEARCHES | _ALIGNED
_MANY = Origin(f"{CURATION}/propositions.yaml", 1)
SOURCES = {  # the tables that each derived table follows from
    "study_evidence": _STUDIES,
    "anatomy_evidence": {"propositions", "terms", "term_members", "muscles"}
    | {"muscle_actions", "term_movements"},
    "proposition_summary": _SUMMARY | _TREES,
    "evidence_coverage": _SUMMARY,
    "proposition_links": {"propositions", "terms", "term_members"},
    "questions": _TREES | _STUDIES | _SEARCHES,
    "positions": _TREES,
    "question_evidence": _TREES | _STUDIES,
    "disagreements": _TREES | {"term_relations"},
    "disagreement_claims": _TREES | {"term_relations"},
    "exercise_muscles": _TREES | _STUDIES | {"muscles"},
    "claims_flat": _SUMMARY
    | _TREES
    | {"articles", "citations", "claim_citations", "claim_quantities", "claim_terms", "people"}
    | {"term_about"},
}
# columns with the id of what a row is about, where they have another name
_ABOUT = {"proposition_links": "narrower_id"}


def following(tables: set[str | None]) -> set[str]:
    """The derived tables that follow from any of these tables."""
    return {name for name, sources in SOURCES.items() if sources & tables}


def views(tables: TableSet) -> dict[str, list[Row]]:
    """The rows of every derived table by its name, made from the tables that people write.

    Rows are in the order of their keys.
    """
    studies = study_evidence(tables)
    summary, opposed = summaries(tables, profiles(tables, studies)), opposed_pairs(tables)
    stands, links = claims_and_evidence(tables, studies), proposition_links(tables)
    answers = question_evidence(tables, studies, links)
    return {
        "study_evidence": studies,
        "anatomy_evidence": anatomy_evidence(tables),
        "proposition_summary": summary,
        "evidence_coverage": evidence_coverage(tables),
        "proposition_links": links,
        "questions": questions(tables, answers),
        "positions": positions(tables),
        "question_evidence": answers,
        "disagreements": disagreements(tables),
        "disagreement_claims": disagreement_claims(tables),
        "exercise_muscles": exercise_muscles(tables),
        "claims_flat": claims_flat(tables, summary, opposed, studies, stands),
    }


def add_views(tables: dict[str, Rows]) -> None:
    """Fill the derived tables; Refused if the schema of one has other columns.

    The origin of a row is that of the proposition, claim or exercise that it is about; a row about
    many of them, or about one that is not there, has the beginning of the file of propositions.
    """
    subjects = {
        "study_evidence": tables["propositions"],
        "anatomy_evidence": tables["propositions"],
        "proposition_summary": tables["propositions"],
        "disagreements": tables["propositions"],
        "disagreement_claims": tables["claims"],
        "proposition_links": tables["propositions"],
        "exercise_muscles": tables["exercises"],
        "claims_flat": tables["claims"],
    }
    for name, rows in views(TableSet(tables)).items():
        if rows and tuple(rows[0]) != tables[name].schema.columns:
            raise Refused(
                Problem(
                    "schema-meaning",
                    f"The columns of this derived table are {', '.join(rows[0])}, in this order.",
                    "Restore them, or derive the new one in scripts/pipeline/derived/registry.py.",
                    "schemas",
                    f"{SCHEMAS}/{name}.schema.json",
                )
            )
        origins, key = {}, None
        if subject := subjects.get(name):
            key = _ABOUT.get(name, subject.schema.primary_key[0])
            ids = subject.column(subject.schema.primary_key[0])
            origins = dict(zip(ids, subject.origins, strict=True))
        for row in rows:
            tables[name].add(row, origins.get(row[key], _MANY) if key else _MANY)
