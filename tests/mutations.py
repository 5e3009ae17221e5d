"""Mutations of tables in memory, for tests that break one thing."""

from pipeline.tables.rows import Origin


def set_value(table, key, column, value):
    """A mutation: one cell of the row with this key."""

    def mutate(package):
        row = next(row for row in package[table].rows if package[table].schema.key(row) == key)
        row[column] = value

    return mutate


def add_row(table, like, **changes):
    """A mutation: one more row, like another except for the changes."""

    def mutate(package):
        rows = package[table]
        row = next(row for row in rows.rows if rows.schema.key(row) == like)
        rows.rows.append(row | changes)
        rows.origins.append(Origin("added", 1))

    return mutate


def drop_rows(table, column, value):
    """A mutation: all rows with this value in a column are removed."""

    def mutate(package):
        rows = package[table]
        kept = [i for i, row in enumerate(rows.rows) if row[column] != value]
        assert len(kept) < len(rows.rows)
        rows.rows, rows.origins = [rows.rows[i] for i in kept], [rows.origins[i] for i in kept]

    return mutate


def new_row(table, **values):
    """A mutation: one more row with these values, and None in all other columns."""

    def mutate(package):
        package[table].add(values, Origin("added", 1))

    return mutate


def all_of(*mutations):
    """A mutation: several, one after the other."""

    def mutate(package):
        for one in mutations:
            one(package)

    return mutate
