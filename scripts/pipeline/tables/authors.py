"""The authors of a work as one text."""

from __future__ import annotations

from pipeline.curation.yaml_values import Map

_NAME_PARTS = ("family", "given", "suffix")


def authors(entry: Map) -> str | None:
    """The authors of a work as one text, or None where they are not known."""
    if "authors" not in entry:
        return None
    return "; ".join(
        author.get("literal") or ", ".join(author[part] for part in _NAME_PARTS if part in author)
        for author in entry["authors"]
    )
