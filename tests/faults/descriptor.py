"""The descriptor of a download, its files, and the documents that follow from it."""

from __future__ import annotations

import json
import os

from . import Fault, Place, faults
from .copies import SCHEMAS, Download, stray

FILE = "datapackage.json"
TABLE = "people"
LAST = f"resources/{len(SCHEMAS)}"  # the place of a resource that is added


def edited(change, field=None, table=None, file=FILE):
    """A mutation of the descriptor; hashes stay as they are."""

    def mutate(package: Download):
        package.mend = False
        found = []
        package.descriptor(lambda d: (found.append(number(d)), change(d, found[0])))
        return Place(file, None, table, None, field.format(found[0]) if field else None)

    return mutate


def number(descriptor: dict) -> int:
    """The place of the table of people among the resources."""
    return next(i for i, one in enumerate(descriptor["resources"]) if one["name"] == TABLE)


def part(**values):
    """A change of the resource of the table of people."""
    return lambda d, i: d["resources"][i].update(values)


def written(raw: bytes, line=None, field=None):
    """A mutation: the descriptor holds these bytes."""

    def mutate(package: Download):
        package.mend = False
        package.path(FILE).write_bytes(raw)
        package.descriptor_touched = True
        return Place(FILE, line, None, None, field)

    return mutate


def removed(path: str, table=None):
    def mutate(package: Download):
        package.mend = False
        package.path(path).unlink()
        package.descriptor_touched = True
        return Place(path, None, table)

    return mutate


def linked(package: Download):
    """A table is a link to a file outside the package."""
    outside = package.root.parent / "outside.csv"
    package.path(f"data/{TABLE}.csv").rename(outside)
    os.symlink(outside, package.path(f"data/{TABLE}.csv"))
    return Place(f"data/{TABLE}.csv")


def document(path: str, begins: str, new: str):
    """A mutation of a document: the first line that begins like this is replaced."""

    def mutate(package: Download):
        package.mend = False
        lines = package.path(path).read_text(encoding="utf-8").split("\n")
        line = next(i for i, one in enumerate(lines) if one.startswith(begins))
        lines[line] = new
        package.path(path).write_text("\n".join(lines), encoding="utf-8")
        return Place(path, line + 1)

    return mutate


def schema_titled(d: dict, i: int) -> None:
    d["resources"][i]["schema"]["fields"][0]["title"] = "Other"


def inline(d: dict, i: int) -> None:
    """The rows stand in the descriptor and not in a file."""
    del d["resources"][i]["path"]
    d["resources"][i]["data"] = [{"person_id": "a"}]


def other_primary_key(d: dict, i: int) -> None:
    d["resources"][i]["schema"]["primaryKey"] = ["role"]


def schema_changed(package: Download):
    """A rule between two columns is taken out of a schema."""
    package.mend = False
    path = package.path("schemas/references.schema.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    found["allOf"].pop()
    path.write_text(json.dumps(found, indent=2), encoding="utf-8")
    return Place("schemas/references.schema.json")


def field_gone(d: dict, i: int) -> None:
    d["resources"][i]["schema"]["fields"].pop()


def changed_after(package: Download):
    """A table is changed and its hash is not."""
    package.mend = False
    path = package.path("data/claims.csv")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(" is read as ", " is taken as ", 1), encoding="utf-8")
    return Place("data/claims.csv", None, "claims")


FAULTS = faults(
    "descriptor",
    Fault(
        "licence-missing",
        "The descriptor names no licence.",
        "descriptor-profile",
        edited(lambda d, i: d.pop("licenses"), "(top)"),
    ),
    Fault(
        "profile-missing",
        "The descriptor does not say of which version it is.",
        "descriptor-profile",
        edited(lambda d, i: d.pop("$schema"), "(top)"),
    ),
    Fault(
        "descriptor-says-nothing",
        "The descriptor is an empty object.",
        "descriptor-profile",
        written(b"{}\n", field="(top)"),
    ),
    Fault(
        "descriptor-key-unknown",
        "The descriptor has a key that is not known.",
        "descriptor-profile",
        edited(lambda d, i: d.update(extra=1), "(top)"),
    ),
    Fault(
        "version-of-words",
        "The version is no version.",
        "descriptor-profile",
        edited(lambda d, i: d.update(version="the newest"), "version"),
    ),
    Fault(
        "other-name",
        "The package has another name.",
        "descriptor-profile",
        edited(lambda d, i: d.update(name="another-name"), "name"),
    ),
    Fault(
        "path-out-of-the-package",
        "A path leads out of the package.",
        "resource-differs",
        edited(part(path="data/../../secret.csv"), "resources/{}", TABLE),
    ),
    Fault(
        "path-on-the-web",
        "A path is an address on the web.",
        "resource-differs",
        edited(part(path="https://example.org/x.csv"), "resources/{}", TABLE),
    ),
    Fault(
        "path-of-another-table",
        "A path is that of another table.",
        "resource-differs",
        edited(part(path="data/terms.csv"), "resources/{}", TABLE),
    ),
    Fault(
        "hash-of-another-kind",
        "A hash is of another kind.",
        "descriptor-profile",
        edited(part(hash="sha1:" + "0" * 40), "resources/{}/hash", TABLE),
    ),
    Fault(
        "hash-wrong",
        "A hash is wrong.",
        "file-hash",
        edited(part(hash="sha256:" + "0" * 64), table=TABLE, file=f"data/{TABLE}.csv"),
    ),
    Fault(
        "bytes-wrong",
        "A size is wrong.",
        "file-hash",
        edited(part(bytes=3), table=TABLE, file=f"data/{TABLE}.csv"),
    ),
    Fault(
        "rows-wrong",
        "A count of rows is wrong.",
        "frictionless-row-count",
        edited(part(rows=3), table=TABLE, file=f"data/{TABLE}.csv"),
    ),
    Fault(
        "delimiter-semicolon",
        "The dialect has another delimiter than the files.",
        "resource-differs",
        edited(
            lambda d, i: d["resources"][i]["dialect"].update(delimiter=";"), "resources/{}", TABLE
        ),
    ),
    Fault(
        "encoding-latin-1",
        "The descriptor says Latin-1.",
        "resource-differs",
        edited(part(encoding="latin-1"), "resources/{}", TABLE),
    ),
    Fault(
        "resource-missing",
        "A table is not listed.",
        "resource-missing",
        edited(lambda d, i: d["resources"].pop(i), "resources", TABLE),
    ),
    Fault(
        "resource-twice",
        "A table is listed twice.",
        "resource-twice",
        edited(lambda d, i: d["resources"].append(dict(d["resources"][i])), LAST, TABLE),
    ),
    Fault(
        "resource-unknown",
        "A resource is listed that has no schema.",
        "resource-unknown",
        edited(
            lambda d, i: d["resources"].append(
                d["resources"][i] | {"name": "folk", "path": "data/folk.csv"}
            ),
            LAST,
        ),
    ),
    Fault(
        "inlined-schema-titled",
        "The schema in the descriptor has another title.",
        "schema-differs",
        edited(schema_titled, "resources/{}/schema", TABLE),
    ),
    Fault(
        "inlined-schema-short",
        "The schema in the descriptor lacks a field.",
        "schema-differs",
        edited(field_gone, "resources/{}/schema", TABLE),
    ),
    Fault(
        "resource-of-few-words",
        "A resource is listed that has a name and a path alone.",
        "resource-unknown",
        edited(lambda d, i: d["resources"].append({"name": "n", "path": "notes.txt"}), LAST),
    ),
    Fault(
        "resource-inline",
        "The rows of a table stand in the descriptor.",
        "resource-differs",
        edited(inline, "resources/{}", TABLE),
    ),
    Fault(
        "resource-renamed",
        "A table has another name in the descriptor.",
        "resource-differs",
        edited(part(name="folk"), "resources/{}", TABLE),
    ),
    Fault(
        "resources-out-of-order",
        "The tables are listed in another order.",
        "resource-order",
        edited(lambda d, i: d["resources"].insert(0, d["resources"].pop(i)), "resources/0"),
    ),
    Fault(
        "inlined-primary-key",
        "The schema in the descriptor has another primary key.",
        "schema-differs",
        edited(other_primary_key, "resources/{}/schema", TABLE),
    ),
    Fault(
        "schema-file-unlisted",
        "The descriptor leaves out the hash of a schema.",
        "descriptor-differs",
        edited(lambda d, i: d["schemaFiles"].pop(), "schemaFiles"),
    ),
    Fault(
        "schema-rule-gone",
        "A rule between columns is taken out of a schema.",
        "schema-changed",
        schema_changed,
    ),
    Fault(
        "descriptor-of-another-version",
        "The descriptor has another version than the documents.",
        "document-differs",
        edited(lambda d, i: d.update(version="9.9.9"), "version"),
    ),
    Fault("descriptor-missing", "There is no descriptor.", "descriptor-missing", removed(FILE)),
    Fault("descriptor-empty", "The descriptor is empty.", "json-syntax", written(b"", 1)),
    Fault(
        "descriptor-cut-off",
        "The descriptor ends in its middle.",
        "json-syntax",
        written(b'{\n  "name": "x",\n', 3),
    ),
    Fault("descriptor-a-list", "The descriptor is a list.", "json-shape", written(b"[]")),
    Fault(
        "descriptor-key-twice",
        "A key stands twice in the descriptor.",
        "json-duplicate-key",
        written(b'{"name": "a", "name": "b"}'),
    ),
    Fault(
        "descriptor-nested-deep",
        "The descriptor is nested 100,000 deep.",
        "json-depth",
        written(b"[" * 100_000),
    ),
    Fault(
        "descriptor-latin-1",
        "The descriptor is no UTF-8.",
        "not-utf-8",
        written('{"name": "caf\u00e9"}'.encode("latin-1")),
    ),
    Fault(
        "file-missing", "A table is not there.", "file-missing", removed(f"data/{TABLE}.csv", TABLE)
    ),
    Fault("file-a-link", "A table is a link.", "file-link", linked),
    Fault("file-stray", "A file belongs to no table.", "stray-file", stray("data/more.csv")),
    Fault(
        "file-stray-below",
        "A file in a folder below belongs to no table.",
        "stray-file",
        stray("data/more/x.csv"),
    ),
    Fault(
        "changed-after-the-build", "A claim is changed after the build.", "file-hash", changed_after
    ),
    Fault(
        "other-version-in-citation",
        "CITATION.cff has another version.",
        "document-differs",
        document("CITATION.cff", "version:", "version: 9.9.9"),
    ),
    Fault(
        "other-licence-in-citation",
        "CITATION.cff has another licence.",
        "document-differs",
        document("CITATION.cff", "license:", "license: MIT"),
    ),
    Fault(
        "codebook-edited",
        "The codebook is edited by hand.",
        "document-differs",
        document("CODEBOOK.md", "#", "# Another title"),
    ),
    Fault(
        "croissant-edited",
        "The description for machines is edited by hand.",
        "document-differs",
        document("croissant.json", '  "name"', '  "name": "another-name",'),
    ),
)
