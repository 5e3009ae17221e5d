"""Cells that break their table's schema: enumerations, patterns, ranges, nulls, types, joint
columns."""

from __future__ import annotations

from . import Cell, Fault, faults
from .copies import Download, change


def filled(field: str):
    return lambda row: row[field] is not None


def both_empty(package: Download):
    """An interval with neither end."""
    row = package.find("findings", filled("interval"))
    row.update(low=None, high=None)
    return Cell("findings", row, "low")


def identifier_gone(package: Download):
    """A resolved work without a DOI, a PMID and a PMCID."""
    row = package.find(
        "references",
        lambda row: (
            row["status"] == "resolved"
            and row["note"]
            and (row["doi"] or row["pmid"] or row["pmcid"])
        ),
    )
    row.update(doi=None, pmid=None, pmcid=None)
    return Cell("references", row, "status")


FAULTS = faults(
    "schema",
    Fault(
        "stance-unknown",
        "A stance is no value of its list.",
        "row-schema",
        change("claims", "stance", "denied", lambda row: row["stance"] == "denies"),
    ),
    Fault(
        "stance-in-capitals",
        "A value of a list is in capitals.",
        "row-schema",
        change("claims", "stance", "Asserts"),
    ),
    Fault(
        "degree-unknown",
        "A degree is no value of its list.",
        "row-schema",
        change("claims", "degree", "lots", filled("degree")),
    ),
    Fault(
        "role-unknown",
        "The role of a passage is no value of its list.",
        "row-schema",
        change("passages", "role", "advert", lambda row: row["role"] not in ("claim", "glue")),
    ),
    Fault(
        "relation-unknown",
        "A relation is no value of its list.",
        "row-schema",
        change("propositions", "relation", "boosts", lambda row: row["relation"] == "raises"),
    ),
    Fault(
        "result-unknown",
        "The result of a finding is no value of its list.",
        "row-schema",
        change("findings", "result", "better", lambda row: row["result"] == "higher"),
    ),
    Fault(
        "design-unknown",
        "The design of a study is no value of its list.",
        "row-schema",
        change("references", "design", "pilot"),
    ),
    Fault(
        "standing-unknown",
        "The standing of a work is no value of its list.",
        "row-schema",
        change("references", "standing", "withdrawn"),
    ),
    Fault(
        "standing-dated-but-not-checked",
        "A work has the date of a check that was not made.",
        "row-schema",
        change("references", "standing_checked_on", "2026-01-02"),
    ),
    Fault(
        "region-unknown",
        "The region of a muscle is no value of its list.",
        "row-schema",
        change("muscles", "region", "shin"),
    ),
    Fault(
        "second-reading-unknown",
        "A second reader's verdict is no value of its list.",
        "row-schema",
        change("evidence_readings", "second_directness", "somewhat", filled("second_directness")),
    ),
    Fault(
        "table-unknown",
        "A retired id is one of a table that there is not.",
        "row-schema",
        change("retired_ids", "table_name", "sentences"),
    ),
    Fault(
        "doi-with-prefix",
        "A DOI is given as a link.",
        "row-schema",
        change("references", "doi", lambda row: f"https://doi.org/{row['doi']}", filled("doi")),
    ),
    Fault(
        "identifier-without-its-kind",
        "A work that a search showed has a DOI that does not say that it is one.",
        "row-schema",
        change(
            "search_works",
            "identifier",
            lambda row: row["identifier"].removeprefix("doi:"),
            lambda row: (row["identifier"] or "").startswith("doi:"),
        ),
    ),
    Fault(
        "pmid-with-leading-zero",
        "A PMID begins with a zero.",
        "row-schema",
        change("references", "pmid", lambda row: f"0{row['pmid']}", filled("pmid")),
    ),
    Fault(
        "pmcid-without-letters",
        "A PMCID lacks its letters.",
        "row-schema",
        change("references", "pmcid", lambda row: row["pmcid"][3:], filled("pmcid")),
    ),
    Fault(
        "authors-without-given-names",
        "Authors are listed by family names.",
        "literal-person",
        change(
            "references",
            "authors",
            "Estes; Malinowski",
            lambda row: row["reference_id"] == "estes-2017",
        ),
    ),
    Fault(
        "address-of-a-file",
        "An address leads to a file.",
        "row-schema",
        change("articles", "url", "file:///etc/passwd", filled("url")),
    ),
    Fault(
        "code-too-short",
        "A code of the Compendium has four digits.",
        "row-schema",
        change("energy_costs", "code", lambda row: row["code"][:4]),
    ),
    Fault(
        "fingerprint-too-short",
        "A fingerprint has fifteen digits.",
        "row-schema",
        change("passages", "fingerprint", lambda row: row["fingerprint"][:15]),
    ),
    Fault(
        "hash-too-short",
        "The hash of a text has 63 digits.",
        "row-schema",
        change("articles", "text_sha256", lambda row: row["text_sha256"][:63]),
    ),
    Fault(
        "hash-in-capitals",
        "The hash of a text is in capitals.",
        "row-schema",
        change("articles", "text_sha256", lambda row: row["text_sha256"].upper()),
    ),
    Fault(
        "version-of-two-numbers",
        "A version has two numbers.",
        "row-schema",
        change("retired_ids", "version", "0.3"),
    ),
    Fault(
        "thirtieth-of-february",
        "A date is on no calendar.",
        "row-schema",
        change("searches", "searched_on", "2026-02-30"),
    ),
    Fault(
        "date-without-zero",
        "A date lacks a zero.",
        "row-schema",
        change("searches", "searched_on", "2026-2-3"),
    ),
    Fault(
        "year-before-print",
        "A year lies outside its range.",
        "row-schema",
        change(
            "references",
            "year",
            202,
            lambda row: row["year"] and not row["reference_id"][-4:].isdigit(),
        ),
    ),
    Fault(
        "p-above-one",
        "A p value is larger than one.",
        "row-schema",
        change("findings", "p_value", 1.05, filled("p_value")),
    ),
    Fault(
        "nobody-studied",
        "A sample has no people.",
        "row-schema",
        change("findings", "sample_size", 0, filled("sample_size")),
    ),
    Fault(
        "confidence-above-one",
        "A confidence is larger than one.",
        "row-schema",
        change("mappings", "confidence", 1.5),
    ),
    Fault(
        "met-of-a-sun",
        "A MET lies outside its range.",
        "row-schema",
        change("energy_costs", "met", 85, filled("met")),
    ),
    Fault(
        "passage-before-the-text",
        "A passage begins before its text.",
        "row-schema",
        change("passages", "start", -1, lambda row: row["start"] > 0 and row["role"] == "glue"),
    ),
    Fault(
        "statement-empty",
        "A claim says nothing.",
        "row-schema",
        change("claims", "statement", None),
    ),
    Fault(
        "language-empty",
        "An article has no language.",
        "row-schema",
        change("articles", "language", None),
    ),
    Fault(
        "definition-empty",
        "A term has no definition.",
        "row-schema",
        change("terms", "definition", None),
    ),
    Fault(
        "interval-without-a-kind",
        "An interval does not say of what kind it is.",
        "row-schema",
        change("findings", "low", lambda row: row["low"], filled("interval"), interval=None),
    ),
    Fault(
        "interval-without-its-ends",
        "The kind of an interval stands without the interval.",
        "row-schema",
        both_empty,
    ),
    Fault(
        "interval-without-its-value",
        "An interval stands without the value that it is of.",
        "row-schema",
        change(
            "findings",
            "value",
            None,
            lambda row: row["interval"] and row["value"] is not None and not row["derivation"],
        ),
    ),
    Fault(
        "value-without-unit",
        "A value has no unit.",
        "row-schema",
        change("findings", "unit", None, lambda row: row["value"] is not None),
    ),
    Fault(
        "p-without-relation",
        "A p value has no sign before it.",
        "row-schema",
        change(
            "findings", "p_value", lambda row: row["p_value"], filled("p_value"), p_relation=None
        ),
    ),
    Fault(
        "range-with-one-end",
        "A range of a quantity has one end.",
        "row-schema",
        change("claim_quantities", "high", None, lambda row: row["bound"] == "range"),
    ),
    Fault(
        "exact-with-two-ends",
        "An exact quantity has two numbers.",
        "row-schema",
        change(
            "claim_quantities",
            "high",
            lambda row: row["low"] + 1,
            lambda row: row["bound"] == "exact",
        ),
    ),
    Fault(
        "comparison-with-nothing",
        "A comparison lacks what it compares with.",
        "row-schema",
        change("propositions", "comparator_id", None, lambda row: row["relation"] == "exceeds"),
    ),
    Fault(
        "latin-name-without-source",
        "A Latin name does not say where it was seen.",
        "row-schema",
        change("muscles", "source", None, filled("latin_name")),
    ),
    Fault(
        "rejected-without-reason",
        "A rejected mapping does not say why.",
        "row-schema",
        change("mappings", "comment", None, lambda row: row["predicate_modifier"]),
    ),
    Fault(
        "resolved-without-identifier",
        "A work without any identifier is called resolved.",
        "row-schema",
        identifier_gone,
    ),
    Fault(
        "met-empty-without-note",
        "A MET is missing, and no note says why.",
        "row-schema",
        change(
            "energy_costs", "note", None, lambda row: row["met"] and row["note"] is None, met=None
        ),
    ),
)
