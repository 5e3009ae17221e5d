"""The tables in memory: from curation, from CSV, and as CSV again."""
