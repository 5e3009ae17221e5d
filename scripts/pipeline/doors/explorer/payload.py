"""What the page and the figures know, from the published tables.

These are the tables as plain columns, the narrower terms of each term, and what is counted.
"""

from __future__ import annotations

from typing import Any

from pipeline.derived.evidence_coverage import LEAST_CLAIMS, studied_little
from pipeline.derived.exercise_muscles import ROLES
from pipeline.doors.explorer.against import opposing
from pipeline.doors.explorer.answer_words import answer_words
from pipeline.doors.explorer.asked import gathered, leading, reversed_of
from pipeline.doors.explorer.chart_rows import (
    EFFECTS,
    STANDINGS,
    STRIPS,
    TOPICS,
    article_names,
    effects,
    looked_for,
    standings,
    strips,
    topic_standings,
    topics,
)
from pipeline.doors.explorer.cited import citations
from pipeline.doors.explorer.frames import Frames, cells
from pipeline.doors.explorer.matrix import ENTRIES, FOUND, SAYS, SIGNS, entries
from pipeline.doors.explorer.matrix_layout import columns, lines
from pipeline.doors.explorer.plot_rows import POINTS, QUESTION_POINTS, points, question_points
from pipeline.doors.explorer.position_words import POSITIONS, worded
from pipeline.doors.explorer.position_words import SAYS as POSITION_WORDS
from pipeline.doors.explorer.question_sentences import sentences
from pipeline.doors.explorer.row_tables import row_tables
from pipeline.loader import Tables, compounds, hierarchy, plain, reached, steps
from pipeline.tables.designs import REVIEWS, TRIALS
from pipeline.tables.rows import Row
from pipeline.tables.statements import SLOTS
from pipeline.tables.testability import EFFECTS as TESTED

Columns = dict[str, list[Any]]  # rows turned into columns: name to values

# the tables that a view needs, and the columns of each (None: all)
TABLES: dict[str, tuple[str, ...] | None] = {
    "articles": (
        "article_id",
        "title",
        "site",
        "url",
        "author_id",
        "reviewer_id",
        "published_on",
        "updated_on",
        "text_characters",
        "text_tokens",
        "note",
    ),
    "passages": ("passage_id", "article_id", "start", "end", "section", "role", "token_count"),
    "claims": None,
    "claim_terms": None,
    "claim_quantities": ("claim_id", "as_stated"),
    "propositions": None,
    "proposition_summary": None,
    "terms": None,
    "term_names": ("name", "term_id"),
    "name_meanings": None,
    "muscles": ("muscle_id", "latin_name", "kind", "region", "action"),
    "muscle_actions": None,
    "anatomy_sources": None,
    "anatomy_evidence": None,
    "exercises": None,
    "term_members": ("group_id", "member_id"),
    "term_about": None,
    "people": None,
    "references": None,
    "citations": None,
    "claim_citations": None,
    "measures": None,
    "findings": None,
    "evidence": None,
    "evidence_left_out": None,
    "risk_of_bias": None,
    "study_evidence": (
        "proposition_id",
        "reference_id",
        "design",
        "bearing",
        "direction",
        "people",
    ),
    "searches": None,
    "search_propositions": None,
    "search_works": None,
    "claims_flat": ("claim_id", "claim_and_evidence", "only_cited_works"),
    "proposition_links": None,
    "questions": None,
    "question_evidence": None,
    "disagreements": None,
    "disagreement_claims": None,
    "evidence_coverage": None,
    "energy_costs": ("exercise_id", "edition", "code", "activity", "met"),
    "retired_ids": None,
}


def payload(tables: Tables) -> dict[str, Any]:
    """Everything that the page shows, as JSON values. Source: the tables of the package.

    - `about`: title, version, id, licences ... of the descriptor;
    - `tables`: columns by table and field, null for an empty cell;
    - `constants`: lists that Python and the page share;
    - `meanings`: the description of each field and of each value of a list;
    - `within`: all narrower terms by term, for terms that have any;
    - `compounds`: the compound terms that contain a term, for terms that are in any;
    - `mappings`: identifiers of terms in other vocabularies;
    - `names`: a name of its own for each article;
    - `against`: the studies against each claim that has only such, by id;
    - `standings`: how each claim stands to the evidence, by id;
    - `looked`: what evidence there is, one for each row of proposition_summary;
    - `studied_little`: the rows of evidence_coverage of what is claimed much and studied little,
      at least `least_claims` claims each; `effect_relations`: the relations that these count;
    - `points`: the marks of the effect direction plots, as columns;
    - `effects`, `topics`, `topic_standings`, `strips`: the rows of charts, as columns;
    - `positions`: what each article answers to each question, in words and as a sign;
    - `gathered`: the propositions of each question; `leading`: the id of the question that leads;
    - `sentences`: what the articles say, what trials found and how sure that is, by question;
    - `answers`: the words for what studies answer, by question for comparisons, else under "";
    - `question_points`: the marks of the plot of each question, as columns;
    - `citations`: how to cite the dataset and each article; `matrix`.
    """
    frames: Frames = {
        name: tables[name]
        for name in (
            *TABLES,
            *("exercise_muscles", "mappings", "positions", "schemes", "term_relations"),
        )
    }
    rows = row_tables(frames, tables.descriptor)
    within = narrower(frames)
    marks = points(rows)
    questions, evidence = plain(frames["questions"]), plain(frames["question_evidence"])
    names = {row["term_id"]: row["name"] for row in rows["terms"].rows}
    said = worded(rows, plain(frames["positions"]))
    about = ("title", "name", "version", "id", "created", "description", "licenses")
    return {
        "about": {key: tables.descriptor.get(key) for key in about},
        "tables": {
            name: {field: cells(frames[name][field]) for field in wanted or frames[name].columns}
            for name, wanted in TABLES.items()
        },
        "constants": _constants(frames),
        "meanings": _meanings(tables.descriptor),
        "within": within,
        "compounds": compounds(frames, sorted(frames["terms"]["term_id"])),
        "mappings": _mappings(frames),
        "positions": _columns(said, POSITIONS),
        "position_words": {name: words for name, (words, _) in POSITION_WORDS.items()},
        "gathered": gathered(rows),
        "leading": leading(questions),
        "sentences": sentences(frames, said),
        "answers": {
            row["question_id"]: answer_words(row, names)
            for row in questions
            if row["family"] == "comparison"
        }
        | {"": answer_words({"family": ""}, names)},
        "question_points": _columns(
            question_points(rows, marks, evidence, reversed_of(rows)), QUESTION_POINTS
        ),
        "citations": citations(tables),
        "names": article_names(frames),
        "against": opposing(frames),
        "standings": dict(zip(frames["claims_flat"]["claim_id"], standings(frames), strict=True)),
        "looked": looked_for(frames),
        "studied_little": studied_little(plain(frames["evidence_coverage"])),
        "least_claims": LEAST_CLAIMS,
        "effect_relations": sorted(TESTED),
        "points": _columns(marks, POINTS),
        "effects": _columns(effects(frames), EFFECTS),
        "topics": _columns(topics(frames), TOPICS),
        "topic_standings": _columns(topic_standings(frames), STANDINGS),
        "strips": _columns(strips(frames), STRIPS),
        "matrix": _matrix(frames, within),
    }


def as_rows(columns: Columns) -> list[Row]:
    """Columns of the payload turned back into rows."""
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def narrower(frames: Frames) -> dict[str, list[str]]:
    """All narrower terms of each term that has any, by tree and group.

    They are those of running_muscle_claims.related_terms.
    """
    pairs = hierarchy(frames)
    down = steps(pairs["wide"], pairs["narrow"])
    return {term: sorted(reached(term, down)) for term in sorted(down)}


def _matrix(frames: Frames, within: dict[str, list[str]]) -> dict[str, Any]:
    """The cells, rows and columns of the matrix, with the words for what a cell says."""
    roles = {  # ROLES has the narrower outcomes first; here they come last and so decide
        term: role
        for outcome, role in reversed(ROLES.items())
        for term in (outcome, *within.get(outcome, ()))
    }
    found = entries(frames, roles)
    return {
        "entries": _columns(found, ENTRIES),
        "columns": columns(frames),
        "rows": lines(frames, {row["exercise_id"] for row in found}),
        "says": SAYS,
        "found": FOUND,
        "signs": SIGNS,
    }


def _constants(frames: Frames) -> dict[str, list[str]]:
    """Lists that the page uses, so that it does not repeat them.

    `slots`: the slots of a proposition beside its relation; `finding_slots`: the columns of
    findings with one of these; `axes`: the columns in which exercises differ from each other;
    `trials` and `reviews`: designs of these kinds, trials in the order in which they are shown.
    """
    exercises = list(frames["exercises"].columns)
    columns = {f"{slot}_id" for slot in SLOTS}
    return {
        "slots": list(SLOTS),
        "finding_slots": [name for name in frames["findings"].columns if name in columns],
        "axes": exercises[exercises.index("kind") + 1 :],
        "trials": list(TRIALS),
        "reviews": sorted(REVIEWS),
    }


def _columns(rows: list[Row], names: tuple[str, ...]) -> Columns:
    return {name: [row[name] for row in rows] for name in names}


def _mappings(frames: Frames) -> Columns:
    """Accepted mappings, with `url`, the address of the identifier (None if it has none)."""
    mappings, schemes = frames["mappings"], frames["schemes"]
    rows = mappings[mappings["predicate_modifier"].isna()]
    prefixes = dict(zip(schemes["scheme_id"], cells(schemes["uri_prefix"]), strict=True))
    found = {
        field: cells(rows[field])
        for field in ("subject_id", "predicate_id", "object_id", "object_label")
    }
    found["url"] = [
        f"{prefixes[scheme]}{local}" if prefixes.get(scheme) else None
        for scheme, _, local in (name.partition(":") for name in found["object_id"])
    ]
    return found


def _meanings(descriptor: dict[str, Any]) -> dict[str, Any]:
    """The description of each field of the tables shown, and of each value of a list.

    The form is `{table: {field: {"says": ..., "values": {value: ...}}}}`. The descriptor has both
    in one text, `What it is. Values: one: Meaning. two: Meaning.`
    """
    return {
        resource["name"]: {field["name"]: _meaning(field) for field in resource["schema"]["fields"]}
        for resource in descriptor["resources"]
        if resource["name"] in TABLES or resource["name"] == "positions"
    }


def _meaning(field: dict[str, Any]) -> dict[str, Any]:
    says, _, listed = field["description"].partition(" Values: ")
    values: dict[str, str] = {}
    for value in reversed(field.get("categories", ())):  # from the end: a meaning may have a colon
        listed, _, meaning = f" {listed}".rpartition(f" {value}: ")
        values[value] = meaning.partition(" (empty): ")[0].strip()
    return {"says": says, "values": dict(reversed(values.items()))}
