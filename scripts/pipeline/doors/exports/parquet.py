"""Parquet, one file a table, with the types of the schemas."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pipeline.doors.published import Published
from pipeline.loader import load
from pipeline.schema.table_schema import TableSchema

if TYPE_CHECKING:
    import pandas


def make(package: Published) -> dict[str, bytes]:
    """`parquet/<table>.parquet` for each table.

    Lists of values are dictionary-encoded strings (pandas knows their order, Polars does not).
    Integers have 64 bits, numbers are double, dates DATE. Whatever may be empty is nullable.
    Source of the form: Apache Parquet 2, as pyarrow writes it.
    """
    from pyarrow import parquet  # noqa: PLC0415 - optional library, slow to import

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


def _table(frame: pandas.DataFrame, table: TableSchema) -> Any:
    """A pyarrow table with the types, titles and descriptions of the schema."""
    import pyarrow as pa  # noqa: PLC0415 - optional library, slow to import

    made = pa.Table.from_pandas(frame, preserve_index=False)
    for i, field in enumerate(table.fields):
        if field.type == "date":
            wanted = pa.date32()
        elif field.type == "string" and not field.values:
            wanted = pa.string()
        else:
            continue
        made = made.set_column(i, pa.field(field.name, wanted), made.column(i).cast(wanted))
    described = {
        field.name: {"title": field.title, "description": field.description}
        for field in table.fields
    }
    fields = [
        field.with_nullable(own.nullable).with_metadata(described[own.name])
        for field, own in zip(made.schema, table.fields, strict=True)
    ]
    about = {b"title": table.title.encode(), b"description": table.description.encode()}
    return made.cast(pa.schema(fields, metadata=dict(made.schema.metadata or {}) | about))
