"""The documents that follow from descriptor and schemas alone, in a checkout as in a download."""

from __future__ import annotations

from typing import Any

from pipeline.base.names import CITATION, CODEBOOK, CROISSANT
from pipeline.files.citation import make_citation
from pipeline.files.codebook import make_codebook
from pipeline.files.croissant import make_croissant
from pipeline.schema.table_schema import TableSchema


def make_documents(descriptor: dict[str, Any], tables: dict[str, TableSchema]) -> dict[str, bytes]:
    """Codebook, citation and Croissant: path to bytes."""
    return {
        CODEBOOK: make_codebook(tables),
        CITATION: make_citation(descriptor),
        CROISSANT: make_croissant(descriptor, tables),
    }
