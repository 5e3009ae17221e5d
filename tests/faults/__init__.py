"""The fault corpus: small named mutations of the real package, and the problems that `validate`
must report.

A fault breaks a copy of this checkout's package in one way. It names the one rule that `validate`
must report, and returns the places. Rows are picked by their content and not by their ids, so that
the corpus stays right as the data grow. `README.md` beside this file says which layer finds which
fault. `python tests/faults/table.py` writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

FAMILIES = ("bytes", "schema", "keys", "meaning", "descriptor", "curation")
MODULES = (
    "bytes",
    "schema",
    "keys",
    "claims",
    "studies",
    "vocabulary",
    "tree",
    "passages",
    "descriptor",
    "form",
    "curation",
    "annotation",
    "published",
    "waivers",
    "meaning_vocabulary",
    "searching",
    "anatomy",
)


@dataclass(frozen=True)
class Place:
    """Where a problem must be reported; the five fields that a `Problem` has for its place."""

    file: str | None
    line: int | None = None
    table: str | None = None
    row: str | None = None
    field: str | None = None


@dataclass(frozen=True)
class Cell:
    """A place in a table of a download: a row, as it is after the mutation, and a column. `finish`
    looks up the line."""

    table: str
    row: dict
    field: str | None = None


@dataclass(frozen=True)
class Fault:
    """A mutation and the rule that must find it. `mutate` takes a `Download` or a `Checkout`,
    breaks it, and returns the places of the problems: one, unless one cause is really reported in
    several places."""

    name: str
    what: str
    rule: str
    mutate: Callable
    family: str = ""
    checkout: bool = False
    captures: bool = False
    # A published file is broken, not its curation: `rebuild --check` finds it, `rebuild` mends it.
    published: bool = False


def faults(family: str, *listed: Fault, **kind) -> list[Fault]:
    """The faults of one module, with the fields that they share."""
    return [
        Fault(
            f.name,
            f.what,
            f.rule,
            f.mutate,
            family,
            **({"checkout": f.checkout, "captures": f.captures, "published": f.published} | kind),
        )
        for f in listed
    ]


def corpus() -> list[Fault]:
    """All faults, in the order of the table."""
    found = [fault for module in MODULES for fault in import_module(f"{__name__}.{module}").FAULTS]
    return sorted(found, key=lambda fault: FAMILIES.index(fault.family))
