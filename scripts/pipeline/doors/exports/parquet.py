"""Parquet, one file a table, with the types of the schemas."""

from __future__ import annotations

import io

from pipeline.doors.published import Published
from pipeline.schema.table_schema import TableSchema


def make(package: Published) -> dict[str, bytes]:
    """`parquet/<table>.parquet` for each table.

    Lists of values are dictionary-encoded strings, whose order pandas knows and Polars does not, integers are 64 bit, numbers
    double, dates DATE; whatever may be empty is nullable. Source of the form: Apache Parquet 2, as pyarrow writes it.
    """
    from pyarrow import parquet

    from running_muscle_claims import load

    files = {}
    for name, rows in package.tables.items():
        out = io.BytesIO()
        parquet.write_table(
            _table(load(name, folder=package.root), rows.schema),
            out,
            compression="zstd",
            write_page_index=False,
        )
        files[f"parquet/{name}.parquet"] = out.getvalue()
    return files


def _table(frame, table: TableSchema):
    import pyarrow as pa

    made = pa.Table.from_pandas(frame, preserve_index=False)
    for i, field in enumerate(table.fields):
        if field.type == "date":
            made = made.set_column(
                i, pa.field(field.name, pa.date32()), made.column(i).cast(pa.date32())
            )
        elif field.type == "string" and not field.values:
            made = made.set_column(
                i, pa.field(field.name, pa.string()), made.column(i).cast(pa.string())
            )
    described = {
        field.name: {"title": field.title, "description": field.description}
        for field in table.fields
    }
    fields = [
        field.with_nullable(own.nullable).with_metadata(described[own.name])
        for field, own in zip(made.schema, table.fields)
    ]
    return made.cast(
        pa.schema(
            fields,
            metadata=dict(made.schema.metadata or {})
            | {b"title": table.title.encode(), b"description": table.description.encode()},
        )
    )
