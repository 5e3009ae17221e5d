"""The package in other forms. Each export is a function from the published package to files: path to bytes.

Nothing here depends on clock, place or chance, so that a repeated export gives the same bytes, with the same versions
of the libraries that write them.
"""
