"""The error that the loader raises for a package that it cannot read."""


class PackageError(ValueError):
    """The package on disk is missing, incomplete, changed, or a mixture of two builds.

    The message says which file is wrong and what to do.
    """
