"""Load the dataset as typed pandas DataFrames.

    >>> import running_muscle_claims as rmc
    >>> tables = rmc.load()              # every table, by name
    >>> claims = rmc.load("claims")      # one table
    >>> claims["degree"].cat.ordered
    True

Importing this module imports nothing else; pandas comes with the first call.
"""

from ._load import PackageError, describe, load, package_folder, table_names

__all__ = ["PackageError", "describe", "load", "package_folder", "table_names"]
