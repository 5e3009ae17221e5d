"""One proposition with all that hangs on it: who says it, what they cite for it, what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._addresses import address_of, identify
from ._load import Tables, plain

if TYPE_CHECKING:
    import pandas

SLOTS = ("subject", "relation", "object", "muscle", "comparator", "population", "condition")
_CLAIM = (
    "claim_id",
    "article_id",
    "article",
    "site",
    "section",
    "passage_id",
    "statement",
    "stance",
    "degree",
    "modality",
    "kind",
    "attributed_to",
    "quantities",
    "cites",
    "contradicted_by",
    "in_tension_with",
    "note",
)
_WORK = ("reference_id", "title", "authors", "year", "container", "design", "doi", "pmid", "url")


@dataclass(frozen=True, eq=False)  # frames do not compare to one answer
class Proposition:
    """A proposition, gathered. Printed, it tells in short who says it and what was found.

    `slots` has the names of what fills each slot (None: open), `summary` the row of proposition_summary. Frames, which
    may be empty: `claims`, one row a claim with its article; `citations`, one row for each pointer to a work, resolved or not, that a claim rests on;
    `evidence`, one row a finding with its study; `searches`; `contradictions`, pairs with a claim of this proposition.
    """

    proposition_id: str
    address: str
    statement: str
    slots: dict[str, str | None]
    summary: dict[str, Any]
    claims: pandas.DataFrame
    citations: pandas.DataFrame
    evidence: pandas.DataFrame
    searches: pandas.DataFrame
    contradictions: pandas.DataFrame

    def __str__(self) -> str:
        lines = [self.statement]
        for row in plain(self.claims):
            more = [row[column] for column in ("degree", "attributed_to") if row[column]] + [
                "hedged"
            ] * (row["modality"] == "hedged")
            lines.append(
                f"  {row['stance']}{' (' + ', '.join(more) + ')' if more else ''}: {row['statement']} [{row['claim_id']}]"
            )
        for row in plain(self.evidence):
            lines.append(
                f"  {row['direction']} ({row['directness']}, {row['design'].replace('_', ' ')}): {row['finding']} [{row['reference_id']}]"
            )
        if self.evidence.empty:
            lines.append(
                "  No evidence, though it was looked for."
                if len(self.searches)
                else "  No evidence: it was not looked for."
            )
        return "\n".join(lines)


def proposition(id: str, *, folder: str | Path | None = None) -> Proposition:
    """The proposition with this id (or address), with its claims, citations and evidence gathered.

    Raises KeyError with the nearest ids for an unknown one, and with what replaced it for one that is retired.
    Source: tables propositions, claims_flat, citations, evidence, findings, references, searches and contradictions.

    >>> print(proposition("downhill-running-exceeds-uphill-running-in-calf-work").claims["statement"].iloc[0])
    In running downhill the calf muscles carry more of the load than in running uphill.
    """
    tables = Tables(folder)
    _, own = identify(tables, id, "propositions")
    row = tables["propositions"].set_index("proposition_id").loc[own]
    flat = tables["claims_flat"]
    flat = flat[flat["proposition_id"] == own].reset_index(drop=True)
    names = dict(zip(tables["terms"]["term_id"], tables["terms"]["name"]))
    slots = {
        slot: str(row["relation"]) if slot == "relation" else names.get(str(row[f"{slot}_id"]))
        for slot in SLOTS
    }
    works = tables["references"][list(_WORK)]
    cites = (
        tables["claim_citations"]
        .merge(tables["citations"], on="citation_id", suffixes=("", "_of_citation"))
        .merge(works, on="reference_id", how="left")
    )
    findings = tables["findings"].rename(
        columns={"statement": "finding", "note": "note_on_finding"}
    )
    evidence = (
        tables["evidence"]
        .merge(findings, on="finding_id", how="left")
        .merge(works, on="reference_id", how="left")
    )
    pairs = tables["contradictions"]
    mine = flat["claim_id"]
    summary = tables["proposition_summary"]
    said = plain(summary[summary["proposition_id"] == own])
    return Proposition(
        own,
        address_of(tables, "propositions", own),
        str(row["statement"]),
        slots,
        said[0] if said else {},
        flat[list(_CLAIM)],
        _of(cites, cites["claim_id"].isin(mine)),
        _of(evidence, evidence["proposition_id"] == own),
        _of(tables["searches"], tables["searches"]["proposition_id"] == own),
        _of(pairs, pairs["claim_id"].isin(mine) | pairs["other_claim_id"].isin(mine)),
    )


def _of(frame: pandas.DataFrame, rows: pandas.Series[bool]) -> pandas.DataFrame:
    return frame[rows].reset_index(drop=True)
