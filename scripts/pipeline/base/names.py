"""Paths of files and folders that several modules name, relative to the top of the package."""

DESCRIPTOR = "datapackage.json"
CODEBOOK = "CODEBOOK.md"
CITATION = "CITATION.cff"
CROISSANT = "croissant.json"
CURATION = "data/curation"
SCHEMAS = "schemas"
PROFILE = "schemas/profiles/datapackage-2.0.json"  # of the Data Package standard; no table schema
