"""The documents that follow from descriptor and schemas alone, in a checkout as in a download."""

from __future__ import annotations

from .citation import make_citation
from .codebook import make_codebook
from .croissant import make_croissant
from .schemas import Table


def make_documents(descriptor: dict, tables: dict[str, Table]) -> dict[str, bytes]:
    """Codebook, citation and Croissant: path to bytes."""
    return {"CODEBOOK.md": make_codebook(tables), "CITATION.cff": make_citation(descriptor), "croissant.json": make_croissant(descriptor, tables)}
