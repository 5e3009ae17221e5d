"""What a checkout publishes differs from what its curation gives."""

from __future__ import annotations

from . import Fault, Place, faults
from .copies import ROOT, Checkout


def cell_edited(package: Checkout):
    """A published cell is edited by hand: reported at the line of the curation that it comes
    from."""
    file, _, claim = package.claim(
        lambda claim: '"' not in claim["says"] and "," not in claim["says"]
    )
    path = package.path("data/claims.csv")
    path.write_text(
        path.read_text(encoding="utf-8").replace(claim["says"], "Something else.", 1),
        encoding="utf-8",
    )
    return Place(file, claim.lines["says"], "claims", claim["id"], "statement")


def row_cut(package: Checkout):
    file, entry = package.find("people")
    path = package.path("data/people.csv")
    path.write_text(
        "".join(
            line
            for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
            if not line.startswith(entry["id"] + ",")
        ),
        encoding="utf-8",
    )
    return Place(file, entry.line, "people", entry["id"])


def row_added(package: Checkout):
    path = package.path("data/people.csv")
    text = path.read_text(encoding="utf-8") + "zzz-nobody,Nobody,author,,,person\n"
    path.write_text(text, encoding="utf-8")
    return Place("data/people.csv", text.count("\n"), "people", "zzz-nobody")


def rows_exchanged(package: Checkout):
    path = package.path("data/people.csv")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1], lines[2] = lines[2], lines[1]
    path.write_text("".join(lines), encoding="utf-8")
    return Place("data/people.csv", None, "people")


def published(path: str, edit, line=None, table=None):
    """A mutation of the bytes of a published file."""

    def mutate(package: Checkout):
        package.path(path).write_bytes(edit((ROOT / path).read_bytes()))
        return Place(path, line, table)

    return mutate


def removed(package: Checkout):
    package.path("data/people.csv").unlink()
    return Place("data/people.csv", None, "people")


def stray(package: Checkout):
    package.path("data/more.csv").write_text("a\n1\n")
    return Place("data/more.csv")


def version(package: Checkout):
    package.descriptor(lambda d: d.update(version="9.9.9"))
    return Place("datapackage.json", field="version")


def compact(package: Checkout):
    """The descriptor has the same content in another form."""
    import json

    path = package.path("datapackage.json")
    path.write_text(
        json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False),
        encoding="utf-8",
    )
    package.descriptor_touched = True
    return Place("datapackage.json")


def cited_version(package: Checkout):
    path = package.path("CITATION.cff")
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("version:"))
    lines[at] = "version: 9.9.9"
    path.write_text("\n".join(lines), encoding="utf-8")
    return Place("CITATION.cff", at + 1)


FAULTS = faults(
    "descriptor",
    Fault(
        "published-cell-edited",
        "A cell of a published table is edited by hand.",
        "differs",
        cell_edited,
    ),
    Fault("published-row-cut", "A row is cut from a published table.", "differs", row_cut),
    Fault("published-row-added", "A row is added to a published table.", "differs", row_added),
    Fault(
        "published-rows-exchanged",
        "Two rows of a published table have changed places.",
        "differs",
        rows_exchanged,
    ),
    Fault(
        "published-byte-order-mark",
        "A published table begins with a byte order mark.",
        "byte-order-mark",
        published("data/people.csv", lambda b: b"\xef\xbb\xbf" + b, 1, "people"),
    ),
    Fault("published-file-missing", "A published table is not there.", "file-missing", removed),
    Fault("published-file-stray", "A table is there that nothing makes.", "stray-file", stray),
    Fault(
        "published-version-other",
        "The descriptor has another version than the curation.",
        "differs",
        version,
    ),
    Fault(
        "published-descriptor-compact",
        "The descriptor is written in another form.",
        "differs",
        compact,
    ),
    Fault(
        "published-citation-version",
        "CITATION.cff has another version than the curation.",
        "differs",
        cited_version,
    ),
    checkout=True,
    published=True,
)
