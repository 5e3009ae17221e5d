"""What the pipeline may use of the loader package `running_muscle_claims`: the names in `__all__`.

Every other module of the pipeline imports them from here, and nothing else of the loader.
Importing this module does not import pandas: the loader imports it when a table is read.
"""

from __future__ import annotations

from running_muscle_claims import load
from running_muscle_claims._authors import STANDINGS, authors, short_name
from running_muscle_claims._cite import cite_article, cite_dataset
from running_muscle_claims._load import Tables, cells, plain
from running_muscle_claims._source import PackageError, open_package
from running_muscle_claims._terms import compounds, hierarchy, reached, steps
from running_muscle_claims._tokens import LEAD_TOKENS, fingerprint, joined, normalise, spans, words

__all__ = [
    "LEAD_TOKENS",
    "STANDINGS",
    "PackageError",
    "Tables",
    "authors",
    "cells",
    "cite_article",
    "cite_dataset",
    "compounds",
    "fingerprint",
    "hierarchy",
    "joined",
    "load",
    "normalise",
    "open_package",
    "plain",
    "reached",
    "short_name",
    "spans",
    "steps",
    "words",
]
