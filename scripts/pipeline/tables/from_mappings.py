"""Curation to the tables of other vocabularies: schemes, mappings and energy costs.

A code of the Compendium is written down once, with its activity and MET. The label and place of
its mappings and the rows of `energy_costs` follow from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.base.hints import closest
from pipeline.curation.yaml_values import Map
from pipeline.tables.maker import TableMaker, same_names
from pipeline.tables.rows import Row

COMPENDIUM = "compendium"  # the scheme of an edition is named compendium<year>
COSTS = ("exact", "close", "narrow")  # the activity is the exercise, or a case of it

_MAPPING_KEYS = {
    "subject_id": "subject",
    "predicate_id": "match",
    "object_id": "object",
    "object_label": "label",
    "predicate_modifier": "rejected",
    "confidence": "confidence",
    "comment": "comment",
}
_COST_KEYS = same_names(("edition", "code", "activity", "met", "seen_at", "note"))
_READING_KEYS = {
    "subject_id": "subject",
    "object_id": "object",
    "first": "first",
    "first_modifier": "rejected",
    "second": "second",
}


@dataclass
class _Known:
    """What mappings refer to: rows of schemes, entries of codes, and the codes that are used."""

    schemes: dict[str, Row]
    codes: dict[str, Map]
    labels: dict[str, str]  # of terms, by id
    used: set[str] = field(default_factory=set)


def add_mappings(maker: TableMaker) -> None:
    """Fill schemes, mappings, energy_costs and mapping_readings."""
    file, document = maker.curation.single["mappings"]
    schemes = _add_schemes(maker, file, document)
    labels = {row["term_id"]: row["name"] for row in maker.tables["terms"].rows}
    known = _Known(schemes, _codes(maker, file, document), labels)
    form = re.compile(maker.tables["mappings"].schema.field("object_id").raw["pattern"])
    unknown: dict[str, list[Map]] = {}
    for entry in document["mappings"]:
        prefix = entry["object"].partition(":")[0]
        if not form.fullmatch(entry["object"]):
            _fail_object(maker, file, entry)
        elif prefix not in schemes:
            unknown.setdefault(prefix, []).append(entry)
        else:
            _add_mapping(maker, known, file, entry)
    for prefix, entries in unknown.items():
        _fail_scheme(maker, file, prefix, entries, schemes)
    _add_readings(maker, file, document)
    if known.used <= known.codes.keys():  # else one is misspelt, which is reported already
        for curie in known.codes.keys() - known.used:
            maker.fail(
                "unused-code",
                f"No exercise is mapped to the code {curie} as the same or as a case of it, so "
                "its MET would not be published.",
                file,
                known.codes[curie].line,
                "Map an exercise to it; or remove the code, and write its label in the mappings "
                "that have it.",
                "energy_costs",
                curie,
            )


def _add_schemes(maker: TableMaker, file: str, document: Map) -> dict[str, Row]:
    """Rows of schemes by id; where an id is there twice, the first."""
    schemes: dict[str, Row] = {}
    keys = {"scheme_id": "id"} | maker.columns("schemes", "scheme_id", "term_kinds")
    for entry in document["schemes"]:
        kinds = "; ".join(entry["term_kinds"])
        row = maker.add("schemes", file, entry, keys, term_kinds=kinds)
        schemes.setdefault(entry["id"], row)
    return schemes


def _codes(maker: TableMaker, file: str, document: Map) -> dict[str, Map]:
    """The entries under codes by prefixed code."""
    codes: dict[str, Map] = {}
    for entry in document["codes"]:
        curie = f"{COMPENDIUM}{entry['edition']}:{entry['code']}"
        if curie in codes:
            maker.fail(
                "code-twice",
                f"The code {entry['code']} of {entry['edition']} already has an entry, in line "
                f"{codes[curie].line}.",
                file,
                entry.line,
                "Remove one of the two.",
                "energy_costs",
                curie,
            )
        codes[curie] = entry
    return codes


def _add_mapping(maker: TableMaker, known: _Known, file: str, entry: Map) -> None:
    """Add a row of mappings and, where the mapping gives an exercise its MET, of energy_costs."""
    curie, match, rejected = entry["object"], f"skos:{entry['match']}Match", entry.get("rejected")
    prefix = curie.partition(":")[0]
    scheme, code = known.schemes[prefix], known.codes.get(curie)
    costs = curie.startswith(COMPENDIUM) and entry["match"] in COSTS and not rejected
    if costs:
        known.used.add(curie)
    _check_code(maker, known, file, entry, costs)
    code_seen_at = code.get("seen_at") if code is not None else None
    maker.add(
        "mappings",
        file,
        entry,
        _MAPPING_KEYS,
        predicate_id=match,
        predicate_modifier="Not" if rejected else None,
        subject_label=known.labels.get(entry["subject"], entry["subject"]),
        object_label=code["activity"] if code is not None else entry.get("label"),
        object_source=prefix,
        object_source_version=scheme.get("version", "unknown"),
        mapping_justification="semapv:ManualMappingCuration",
        seen_at=entry.get("seen_at") or code_seen_at or scheme.get("seen_at") or "unknown",
    )
    if code is not None and costs:
        maker.add(
            "energy_costs",
            file,
            code,
            _COST_KEYS,
            exercise_id=entry["subject"],
            predicate_id=match,
            seen_at=code_seen_at or scheme.get("seen_at"),
        )


def _check_code(maker: TableMaker, known: _Known, file: str, entry: Map, costs: bool) -> None:
    curie = entry["object"]
    if costs and curie not in known.codes:
        maker.fail(
            "unknown-code",
            f"{curie!r} has no entry under codes. {closest(curie, known.codes)}",
            file,
            entry.lines["object"],
            "Add it under codes in data/curation/mappings.yaml, with activity and MET.",
            *_about(entry),
        )
    if curie in known.codes and "label" in entry:
        maker.fail(
            "label-typed",
            "The label of a Compendium code is its activity, which is written under codes.",
            file,
            entry.lines["label"],
            "Remove the label here.",
            *_about(entry),
        )


def _add_readings(maker: TableMaker, file: str, document: Map) -> None:
    for i, entry in enumerate(document["readings"], 1):
        second = entry["second"]
        maker.add(
            "mapping_readings",
            file,
            entry,
            _READING_KEYS,
            ordinal=i,
            first=f"skos:{entry['first']}Match",
            first_modifier="Not" if entry.get("rejected") else None,
            second=None if second == "none" else f"skos:{second}Match",
        )


def _fail_object(maker: TableMaker, file: str, entry: Map) -> None:
    example = maker.tables["mappings"].schema.field("object_id").examples[0]
    maker.fail(
        "mapping-object",
        f"{entry['object']!r} does not start with the prefix of a scheme; an example is {example}.",
        file,
        entry.lines["object"],
        "Write prefix, colon and local part, without spaces.",
        *_about(entry),
    )


def _fail_scheme(
    maker: TableMaker, file: str, prefix: str, entries: list[Map], schemes: dict[str, Row]
) -> None:
    """Report an unknown prefix once, with the number of its mappings."""
    others = f" {len(entries) - 1} more mappings have it." if len(entries) > 1 else ""
    maker.fail(
        "unknown-scheme",
        " ".join(f"There is no scheme {prefix!r}. {closest(prefix, schemes)}{others}".split()),
        file,
        entries[0].lines["object"],
        "Correct the prefix, or add it under schemes in data/curation/mappings.yaml.",
        *_about(entries[0]),
    )


def _about(entry: Map) -> tuple[str, str]:
    """Table and row that a problem with a mapping is about."""
    return "mappings", f"{entry['subject']}/{entry['object']}"
