"""Waivers and audits that name nothing, and a waiver of what may not be waived."""

from __future__ import annotations

from . import Cell, Fault, faults
from .copies import Download


def waived(**changes):
    """A mutation: one more waiver, of the first claim and a rule that reports nothing there."""

    def mutate(package: Download):
        claim = package.find("claims")["claim_id"]
        good = {
            "table_name": "claims",
            "row_key": claim,
            "rule": "claim-article",
            "reason": "The row is right.",
        }
        row = package.add("waivers", {}, **(good | changes))
        return Cell("waivers", row, next(iter(changes), "rule"))

    return mutate


def audit_of_nothing(package: Download):
    row = package.find("audits", lambda row: row["verdict"] == "ok")
    row["row_key"] = "livestrong-999"
    return Cell("audits", row, "row_key")


FAULTS = faults(
    "meaning",
    Fault(
        "waiver-of-a-strict-rule",
        "A rule is waived that may not be waived.",
        "waiver-names",
        waived(),
    ),
    Fault(
        "audit-of-nothing",
        "An audit judges a claim that was never there.",
        "audited-row",
        audit_of_nothing,
    ),
)
