"""The curation files: strict YAML, and their shape."""
