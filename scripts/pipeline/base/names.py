"""Names of files and folders of a package, each stated once."""

from __future__ import annotations

DESCRIPTOR = "datapackage.json"
CODEBOOK = "CODEBOOK.md"
CITATION = "CITATION.cff"
CROISSANT = "croissant.json"
DOCUMENTS = (CODEBOOK, CITATION, CROISSANT)
CURATION = "data/curation"
SCHEMAS = "schemas"
PROFILE = "schemas/profiles/datapackage-2.0.json"  # of the Data Package standard; no table schema


def table_file(table: str) -> str:
    """The path of a table's CSV file in the package."""
    return f"data/{table}.csv"
