"""The rule for fields that are taken over word for word: a closed list."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import rule
from pipeline.tables.table_set import TableSet

# names, titles, identifiers, search words, labels and places; nothing that annotators word
_VERBATIM = {
    "anatomy_sources": {"title", "authors", "container", "publisher", "url", "seen_at"},
    "articles": {"title", "site"},
    "claims_flat": {"article", "site", "attributed_to"},
    "energy_costs": {"activity", "seen_at"},
    "mappings": {"object_label", "seen_at"},
    "people": {"name", "credentials", "affiliation"},
    "references": {
        *("title", "authors", "container", "doi", "url", "seen_at", "standing_seen_at"),
    },
    "schemes": {"title", "uri_prefix", "seen_at", "license"},
    "searches": {"query"},
    "search_works": {"title", "identifier"},
}


@rule
def verbatim_fields(tables: TableSet) -> Iterator[Problem]:
    """Only names, titles, labels, identifiers, addresses and search words are marked as taken over
    word for word (x-verbatim); all else is in the annotators' own words.
    """
    for name, rows in tables.tables.items():
        for field in rows.schema.fields:
            if field.raw.get("x-verbatim") and field.name not in _VERBATIM.get(name, ()):
                yield Problem(
                    "",
                    f"The field {field.name!r} is marked x-verbatim.",
                    "Take the mark out, and say it in your own words.",
                    file=f"schemas/{name}.schema.json",
                    table=name,
                    field=field.name,
                )
