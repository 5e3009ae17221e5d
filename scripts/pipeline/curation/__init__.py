"""The curation files: strict YAML, their shape, and drafts of an article."""
