"""Curation to tables: every row with its origin, derived columns filled, nothing judged yet.

What cannot become a row at all (an address of a wrong form, a word that no term has as a name)
is a problem here. Row schemas and rules check everything else.
"""

from __future__ import annotations

from pipeline.base.problems import Refused
from pipeline.curation.read import Curation
from pipeline.schema.table_schema import TableSchema
from pipeline.tables.from_anatomy import add_anatomy
from pipeline.tables.from_articles import add_article, add_reading
from pipeline.tables.from_audits import add_audits
from pipeline.tables.from_mappings import add_mappings
from pipeline.tables.from_propositions import add_propositions, add_testability, add_topics
from pipeline.tables.from_searches import add_searches
from pipeline.tables.from_studies import add_evidence, add_references
from pipeline.tables.from_terms import add_terms
from pipeline.tables.maker import TableMaker, same_names
from pipeline.tables.rows import Rows

_PEOPLE_KEYS = {"person_id": "id"} | same_names(
    ("name", "kind", "role", "credentials", "affiliation")
)
_RETIRED_KEYS = {"table_name": "table", "old_id": "id"} | same_names(
    ("replaced_by", "version", "reason")
)
_WAIVER_KEYS = {"table_name": "table", "row_key": "row"} | same_names(("rule", "reason"))


def make_tables(curation: Curation, schemas: dict[str, TableSchema]) -> dict[str, Rows]:
    """The tables that people write, as the schemas define them; derived tables stay empty.

    Raises Refused with every problem found on the way.
    """
    maker = TableMaker(curation, schemas)
    names = add_terms(maker)
    add_anatomy(maker)
    add_mappings(maker)
    _add_people(maker)
    add_propositions(maker)
    add_testability(maker)
    add_topics(maker)
    add_references(maker)
    add_evidence(maker)
    add_searches(maker)
    add_audits(maker)
    maker.add_all("waivers", "waivers", _WAIVER_KEYS)
    _add_retired_ids(maker)
    for file, article in curation.many["articles"]:
        add_article(maker, names, file, article)
    for reader in ("first", "second"):
        for file, reading in curation.many[reader]:
            add_reading(maker, file, reading, reader)
    if maker.problems:
        raise Refused(maker.problems)
    return maker.tables


def _add_people(maker: TableMaker) -> None:
    """Fill people. Without a kind, an entry is a person."""
    file, document = maker.curation.single["people"]
    for entry in document["people"]:
        kind = entry.get("kind") or "person"
        maker.add("people", file, entry, _PEOPLE_KEYS, kind=kind)


def _add_retired_ids(maker: TableMaker) -> None:
    file, document = maker.curation.single["retired"]
    current = maker.curation.package["version"]
    for entry in document["retired"]:
        if _version(entry["version"]) > _version(current):
            maker.fail(
                "retired-later",
                f"The id is retired in version {entry['version']}, which comes after this version, "
                f"{current}.",
                file,
                entry.lines["version"],
                "Name the first version without it.",
                "retired_ids",
                entry["id"],
                "version",
            )
    maker.add_all("retired_ids", "retired", _RETIRED_KEYS)


def _version(text: object) -> list[int]:
    """A version as numbers, so that 0.10.0 comes after 0.9.0."""
    return [int(part) for part in str(text).split(".") if part.isdecimal()]
