"""Load the dataset as typed pandas DataFrames, ask it questions, cite it.

    >>> import running_muscle_claims as rmc
    >>> tables = rmc.load()              # every table, by name
    >>> claims = rmc.load("claims")      # one table; claims_flat has names instead of ids
    >>> claims["degree"].cat.ordered
    True
    >>> rmc.find_term("quads")           # any name, to its term
    'quadriceps'
    >>> set(rmc.claims_about(muscle="quads", exercise="uphill running")["relation"]) <= {"same", "narrower"}
    True
    >>> rmc.proposition("running-raises-muscle-size").statement
    'Running increases muscle size.'

Importing this module imports nothing else; pandas comes with the first call.
"""

from ._cite import cite
from ._load import describe, load, table_names
from ._propositions import Proposition, proposition
from ._query import claims_about, evidence_about
from ._quotes import attach_quotes
from ._source import PackageError, package_folder
from ._terms import find_term, related_terms

__all__ = ["PackageError", "Proposition", "attach_quotes", "cite", "claims_about", "describe", "evidence_about", "find_term", "load", "package_folder", "proposition",
           "related_terms", "table_names"]
