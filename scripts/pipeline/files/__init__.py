"""The generated files: descriptor, documents, and their bytes."""
