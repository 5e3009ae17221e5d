"""The package in other forms. Each export is a function from `Published` to files, path to bytes.

Nothing here depends on the clock, the machine or chance. With the same versions of the libraries,
a repeated export gives the same bytes.
"""
