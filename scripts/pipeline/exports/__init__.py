"""The package in other forms. Each export is a function from the published package to files: path to bytes.

Nothing here depends on clock, place or chance, so that a repeated export gives the same bytes, with the same versions
of the libraries that write them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from ..published import Published

EXPORTS = ("sqlite", "parquet", "bibliography", "propositions", "sssom")


def export(name: str) -> Callable[[Published], dict[str, bytes]]:
    """The export with this name, one of EXPORTS; its libraries are imported only now."""
    return import_module(f"{__name__}.{name}").make
