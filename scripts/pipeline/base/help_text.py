"""The help of a command: the docstring of its file."""

from __future__ import annotations

import ast
from pathlib import Path


def help_text(doc: str | None, file: str) -> str:
    """The docstring `doc`, or that in the file where PYTHONOPTIMIZE=2 left it out."""
    return doc or ast.get_docstring(ast.parse(Path(file).read_bytes()), clean=False) or ""
