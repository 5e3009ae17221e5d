"""Curation to the tables of references and findings, and of the evidence."""

from __future__ import annotations

import re

from pipeline.curation.yaml_values import Map
from pipeline.tables.authors import authors
from pipeline.tables.held_against import HeldAgainst
from pipeline.tables.maker import TableMaker, same_names
from pipeline.tables.statements import SLOT_KEYS
from pipeline.tables.table_set import TableSet

_CITATION_KEYS = {
    "citation_id": "id",
    "article_id": "article",
    "marker": "marker",
    "reference_id": "reference",
    "basis": "basis",
    "status": "status",
    "note": "note",
}
_DASHES = " ?(?:--|[\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]) ?"
_MEASURE_KEYS = {"measure_id": "id", "outcome_id": "outcome"} | same_names(
    ("name", "stands_for", "higher_means", "reason")
)
_BIAS_KEYS = {"finding_id": "finding"} | same_names(
    (
        *("tool", "domain", "judgement", "reader", "reader_kind", "read_from", "judged_on"),
        "reason",
    )
)
_PAIR_KEYS = {"proposition_id": "proposition", "finding_id": "finding"}
_EVIDENCE_KEYS = _PAIR_KEYS | {
    "explanation": "because",
    "judged_direction": "direction",
    "judged_bearing": "bearing",
    "reason": "reason",
}


def add_references(maker: TableMaker) -> None:
    """Fill measures, references and findings."""
    file, document = maker.curation.single["references"]
    for entry in document["measures"]:
        maker.add("measures", file, entry, _MEASURE_KEYS)
    outcomes = {row["measure_id"]: row["outcome_id"] for row in maker.tables["measures"].rows}
    keys = maker.columns("references", "reference_id", "authors", "seen_at")
    finding_keys = _finding_keys(maker)
    for entry in document["references"]:
        maker.add(
            "references",
            file,
            entry,
            {"reference_id": "id"} | keys,
            authors=authors(entry),
            pages=_pages(entry),
            standing=entry.get("standing") or "not_checked",
            seen_at=" ".join(entry["seen_at"]),
        )
        for finding in entry.get("findings", ()):
            # a measure that is not known is reported by the rule foreign-key
            outcome = outcomes.get(finding["measure_id"], finding["measure_id"])
            maker.add(
                "findings",
                file,
                finding,
                finding_keys,
                reference_id=entry["id"],
                object_id=outcome,
                read_from="; ".join(finding.get("read_from", ())) or None,
            )


def _pages(entry: Map) -> str | None:
    """The pages of a work with hyphens, where journals print dashes of several lengths."""
    pages = entry.get("pages")
    return None if pages is None else re.sub(_DASHES, "-", pages)


def _finding_keys(maker: TableMaker) -> dict[str, str]:
    """The columns of findings with their keys. The measure gives the object."""
    slots = {column: slot for column, slot in SLOT_KEYS.items() if slot != "object"}
    apart = ("finding_id", "reference_id", "statement", "read_from", *SLOT_KEYS)
    return {"finding_id": "id", "statement": "says"} | slots | maker.columns("findings", *apart)


def add_evidence(maker: TableMaker) -> None:
    """Fill citations, the tables of evidence, and what reviewers judged of its risk of bias."""
    maker.add_all("citations", "citations", _CITATION_KEYS)
    maker.add_all("risk_of_bias", "risk_of_bias", _BIAS_KEYS)
    file, document = maker.curation.single["evidence"]
    held_against = HeldAgainst(TableSet(maker.tables))
    for entry in document["evidence"]:
        derived = held_against.derived(
            entry["proposition"], entry["finding"], entry.get("direction"), entry.get("bearing")
        )
        maker.add("evidence", file, entry, _EVIDENCE_KEYS, **derived)
    for entry in document.get("left_out", ()):
        maker.add("evidence_left_out", file, entry, _PAIR_KEYS | {"reason": "because"})
    for entry in document.get("bearings", ()):
        direction, bearing = entry["second"]
        maker.add("bearing_readings", file, entry, _PAIR_KEYS, direction=direction, bearing=bearing)
    for i, entry in enumerate(document["readings"], 1):
        first, second = entry["first"], entry["second"] or (None, None)
        maker.add(
            "evidence_readings",
            file,
            entry,
            {"proposition_id": "proposition", "reference_id": "reference"},
            ordinal=i,
            first_direction=first[0],
            first_directness=first[-1],
            second_direction=second[0],
            second_directness=second[-1],
        )
