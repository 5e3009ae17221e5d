"""All exports by name.

The modules import pyarrow and pybtex inside functions: both take long to import, and only the
exports that need them should.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.doors.exports import bibliography, parquet, propositions, sqlite, sssom
from pipeline.doors.published import Published

EXPORTS: dict[str, Callable[[Published], dict[str, bytes]]] = {
    "sqlite": sqlite.make,
    "parquet": parquet.make,
    "bibliography": bibliography.make,
    "propositions": propositions.make,
    "sssom": sssom.make,
}
