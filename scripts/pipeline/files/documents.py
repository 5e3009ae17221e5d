"""The documents that follow from descriptor and schemas alone, in a checkout as in a download."""

from __future__ import annotations

from pipeline.files.citation import make_citation
from pipeline.files.codebook import make_codebook
from pipeline.files.croissant import make_croissant
from pipeline.schema.table_schema import TableSchema


def make_documents(descriptor: dict, tables: dict[str, TableSchema]) -> dict[str, bytes]:
    """Codebook, citation and Croissant: path to bytes."""
    return {
        "CODEBOOK.md": make_codebook(tables),
        "CITATION.cff": make_citation(descriptor),
        "croissant.json": make_croissant(descriptor, tables),
    }
