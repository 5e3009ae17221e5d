"""The mappings as SSSOM/TSV files: a commented YAML header, then the table.

Rejected candidates are in a file of their own, so that nobody takes them for matches.

Source of the form: SSSOM 1.0, https://mapping-commons.github.io/sssom/ (slots mapping_set_id,
curie_map, other, ...).
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from pipeline.doors.published import Published
from pipeline.tables.rows import Rows

FILE = "mappings.sssom.tsv"
REJECTED_FILE = "mappings-rejected.sssom.tsv"
_NOT = "Not"  # the predicate_modifier of a rejected candidate
_STANDARD = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
}
_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "object_source",
    "object_source_version",
    "confidence",
    "comment",
    "other",
)


def make(package: Published) -> dict[str, bytes]:
    """`mappings.sssom.tsv`, for tools that read this standard, and the rejected candidates in
    `mappings-rejected.sssom.tsv`.
    """
    return {
        file: make_sssom(package.descriptor, package.tables, rejected=file == REJECTED_FILE)
        for file in (FILE, REJECTED_FILE)
    }


def make_sssom(
    package: dict[str, Any], tables: dict[str, Rows], *, rejected: bool = False
) -> bytes:
    """The mappings that hold, or the rejected candidates, in SSSOM/TSV. `package` is the metadata
    of the package (its descriptor).

    Where an identifier was seen goes into the slot `other`.
    """
    schemes = {row["scheme_id"]: row for row in tables["schemes"].rows}
    licence = next(one["path"] for one in package["licenses"] if one["name"].startswith("CC"))
    kind = "rejected-mappings" if rejected else "mappings"
    title = "Rejected mappings" if rejected else "Mappings"
    header = {
        "mapping_set_id": f"{package['id']}#{kind}/{package['version']}",
        "mapping_set_version": package["version"],
        "mapping_set_title": f"{title} of {package['title']}",
        "license": licence,
        "subject_source": "rmc:terms",
        "subject_source_version": package["version"],
        "curie_map": {"rmc": f"{package['id']}#term/"}
        | _STANDARD
        | {name: row["uri_prefix"] for name, row in schemes.items()},
    }
    out = io.StringIO()
    for key, value in header.items():
        if isinstance(value, dict):
            out.write(f"# {key}:\n")
            out.writelines(f"#   {prefix}: {json.dumps(uri)}\n" for prefix, uri in value.items())
        else:
            out.write(f"# {key}: {json.dumps(value, ensure_ascii=False)}\n")
    table = csv.DictWriter(
        out,
        _COLUMNS,
        delimiter="\t",
        lineterminator="\n",
        extrasaction="ignore",
        quoting=csv.QUOTE_MINIMAL,
    )
    table.writeheader()
    for row in tables["mappings"].rows:
        if (row["predicate_modifier"] == _NOT) != rejected:
            continue
        scheme = schemes[row["object_source"]]
        table.writerow(
            row
            | {
                "subject_id": f"rmc:{row['subject_id']}",
                "object_source": scheme["uri_prefix"],
                "other": f"seen at: {row['seen_at']}",
            }
        )
    return out.getvalue().encode("utf-8")
