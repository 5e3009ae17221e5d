"""The table schemas: what a table and its fields are."""
