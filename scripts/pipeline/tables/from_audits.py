"""Curation to the table of audits: what was found, and each sampled field that was right."""

from __future__ import annotations

from collections import Counter

from pipeline.curation.yaml_values import Map
from pipeline.tables.maker import TableMaker, same_names

_AUDIT_KEYS = {"audit_id": "id", "table_name": "table"} | same_names(
    ("reader", "reader_kind", "audited_on", "version")
)
_RIGHT_KEYS = _AUDIT_KEYS | {"row_key": "sample", "field": "fields"}
_FINDING_KEYS = {"row_key": "row"} | same_names(("field", "verdict", "why"))


def add_audits(maker: TableMaker) -> None:
    """Fill audits: a row for each finding, and one for each field of a sampled row without one."""
    file, document = maker.curation.single["audits"]
    for audit in document["audits"]:
        common = {column: audit.get(key) for column, key in _AUDIT_KEYS.items()}
        sample, count = set(audit["sample"]), Counter[tuple[str, str]]()
        for finding in sorted(audit.get("findings", ()), key=_content):
            place = finding["row"], finding["field"]
            count[place] += 1
            maker.add(
                "audits",
                file,
                finding,
                _FINDING_KEYS,
                ordinal=count[place],
                sampled=finding["row"] in sample,
                **common,
            )
        _add_right(maker, file, audit, count)


def _content(finding: Map) -> tuple[str, ...]:
    """What findings are sorted by, so that their order in the file gives them no number."""
    return tuple(str(finding.get(key)) for key in ("row", "field", "verdict", "why"))


def _add_right(
    maker: TableMaker,
    file: str,
    audit: Map,
    found: Counter[tuple[str, str]],
) -> None:
    """Add the fields of sampled rows in which nothing was found."""
    right = {"ordinal": 1, "verdict": "ok", "sampled": True, "why": None}
    for row in audit["sample"]:
        for field in audit["fields"]:
            if not found[row, field]:
                more = {"row_key": row, "field": field}
                maker.add("audits", file, audit, _RIGHT_KEYS, **right, **more)
