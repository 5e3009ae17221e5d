"""What the page and the figures know: the published tables as plain columns, the terms within each term, and what is counted from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.derived.exercise_muscles import ROLES
from pipeline.doors.explorer.chart_rows import (
    EFFECTS,
    STRIPS,
    TOPICS,
    article_names,
    cells,
    effects,
    standings,
    strips,
    topics,
)
from pipeline.doors.explorer.matrix import ENTRIES, FOUND, SAYS, SIGNS, columns, entries, lines
from pipeline.doors.explorer.question import ANSWERS, question
from pipeline.tables.statements import SLOTS
from running_muscle_claims._load import Tables
from running_muscle_claims._terms import hierarchy, reached, steps

if TYPE_CHECKING:
    from pipeline.doors.explorer.matrix import Frames

# every table that a view needs; what is left of a table is of use to programs alone
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
    "muscles": ("muscle_id", "latin_name", "kind", "region", "action"),
    "exercises": None,
    "term_members": ("group_id", "member_id"),
    "people": None,
    "references": None,
    "citations": None,
    "claim_citations": None,
    "findings": None,
    "evidence": None,
    "searches": None,
    "contradictions": None,
    "energy_costs": ("exercise_id", "edition", "code", "activity", "met"),
    "retired_ids": None,
}


def payload(tables: Tables) -> dict[str, Any]:
    """Everything that the page shows, as JSON values.

    `about`: title, version, id, licences ... of the descriptor; `tables`: columns by table and field, null for an empty cell;
    `constants`: lists that Python and the page share;
    `meanings`: description of each field and of each value of a list; `within`: all narrower terms by term, where there are any;
    `mappings`: identifiers of terms elsewhere; `names`: a name of its own for each article; `standings`: of each row of proposition_summary; `effects`, `topics`, `strips`: rows of charts; `question`, `matrix`. Source: the tables of the package, nothing else.
    """
    frames: Frames = {
        name: tables[name] for name in (*TABLES, "exercise_muscles", "mappings", "schemes")
    }
    within = narrower(frames)
    roles = {
        term: role
        for outcome, role in reversed(ROLES.items())
        for term in (outcome, *within.get(outcome, ()))
    }  # narrower outcomes last, as they decide
    cells_of = entries(frames, roles)
    about = {
        key: tables.descriptor.get(key)
        for key in ("title", "name", "version", "id", "created", "description", "licenses")
    }
    return {
        "about": about,
        "tables": {
            name: {field: cells(frames[name][field]) for field in wanted or frames[name].columns}
            for name, wanted in TABLES.items()
        },
        "constants": _constants(frames),
        "meanings": _meanings(tables.descriptor),
        "within": within,
        "mappings": _mappings(frames),
        "question": question(frames, within) | {"answers": ANSWERS},
        "names": article_names(frames),
        "standings": standings(frames["proposition_summary"]),
        "effects": _columns(effects(frames), EFFECTS),
        "topics": _columns(topics(frames), TOPICS),
        "strips": _columns(strips(frames), STRIPS),
        "matrix": {
            "entries": _columns(cells_of, ENTRIES),
            "columns": columns(frames),
            "rows": lines(frames, {row["exercise_id"] for row in cells_of}),
            "says": SAYS,
            "found": FOUND,
            "signs": SIGNS,
        },
    }


def narrower(frames: Frames) -> dict[str, list[str]]:
    """All narrower terms of each term, by tree and group, as running_muscle_claims.related_terms gives them; terms without any are left out."""
    pairs = hierarchy(frames)
    down = steps(pairs["wide"], pairs["narrow"])
    return {term: sorted(reached(term, down)) for term in sorted(down)}


def _constants(frames: Frames) -> dict[str, list[str]]:
    """Lists that the page uses, so that it does not repeat them.

    `slots`: the slots of a proposition beside its relation; `finding_slots`: the columns of
    findings with one of these; `axes`: the columns in which exercises differ from each other.
    """
    exercises = list(frames["exercises"].columns)
    columns = {f"{slot}_id" for slot in SLOTS}
    return {
        "slots": list(SLOTS),
        "finding_slots": [name for name in frames["findings"].columns if name in columns],
        "axes": exercises[exercises.index("kind") + 1 :],
    }


def _columns(rows: list[dict], names: tuple[str, ...]) -> dict[str, list]:
    return {name: [row[name] for row in rows] for name in names}


def _mappings(frames: Frames) -> dict[str, list]:
    """Accepted mappings with the address of the identifier: columns subject_id, predicate_id, object_id, object_label, url."""
    mappings = frames["mappings"]
    rows = mappings[mappings["predicate_modifier"].isna()]
    prefixes = dict(zip(frames["schemes"]["scheme_id"], cells(frames["schemes"]["uri_prefix"])))
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
    """Description of each field of the tables shown, and of each value of a list: `{table: {field: {"says": ..., "values": {value: ...}}}}`.

    The descriptor has both in one text, `What it is. Values: one: Meaning. two: Meaning.`
    """
    found: dict[str, Any] = {}
    for resource in descriptor["resources"]:
        if resource["name"] not in TABLES:
            continue
        for field in resource["schema"]["fields"]:
            says, _, listed = field["description"].partition(" Values: ")
            values = {}
            for value in reversed(field.get("categories", ())):
                listed, _, meaning = f" {listed}".rpartition(f" {value}: ")
                values[value] = meaning.partition(" (empty): ")[0].strip()
            found.setdefault(resource["name"], {})[field["name"]] = {
                "says": says,
                "values": dict(reversed(values.items())),
            }
    return found
