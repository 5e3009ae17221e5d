"""Load the dataset as typed pandas DataFrames, and ask it questions.

    >>> import running_muscle_claims as rmc
    >>> tables = rmc.load()              # every table, by name
    >>> claims = rmc.load("claims")      # one table
    >>> claims["degree"].cat.ordered
    True
    >>> rmc.find_term("quads")           # any name, to its term
    'quadriceps'
    >>> set(rmc.claims_about(muscle="quads", exercise="uphill running")["relation"]) <= {"same", "narrower"}
    True

Importing this module imports nothing else; pandas comes with the first call.
"""

from ._load import PackageError, describe, load, package_folder, table_names
from ._query import claims_about, find_term, related_terms

__all__ = ["PackageError", "claims_about", "describe", "find_term", "load", "package_folder", "related_terms", "table_names"]
