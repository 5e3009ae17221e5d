"""One proposition with its claims, what they cite, and what studies found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._addresses import address_of, identify
from ._authors import STANDINGS
from ._load import Tables, plain
from ._rows import chosen, nearest_first

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
_SHOWN = ("direction", "bearing", "design")  # of a row of evidence, when it is printed
_WORK = (
    *("reference_id", "title", "authors", "year", "container", "design", "doi", "pmid", "url"),
    "standing",
)


@dataclass(frozen=True, eq=False)  # to compare DataFrames does not give one truth value
class Proposition:
    """A proposition with all that belongs to it. `print` shows its claims and its evidence.

    `slots` has the name of the term in each slot, None where the slot is empty. `summary` is the
    row of proposition_summary as a dict. The DataFrames may be empty:

    - `claims`: one row a claim, with its article;
    - `citations`: one row for each pointer to a work that a claim rests on, resolved or not;
    - `studies`: one row a study or review, with how closely it bears on the proposition and which
      way it points (table study_evidence);
    - `evidence`: one row a finding, the closest first, with its study and its kind of measure
      (`measure_name`, `stands_for`); values are in the unit of the column `unit`;
    - `anatomy`: one row for each source of anatomy that tells what the muscle does, for a
      proposition on what a muscle does;
    - `left_out`: findings that were looked at and do not bear on it, with the reason;
    - `searches`: one row for each time that somebody looked for evidence, with what it found for
      this proposition;
    - `looked_at`: the works that these searches showed, kept or left out with the reason;
    - `disagreements`: disputes with a claim that is about this proposition, and the `side` of its
      claims.
    """

    proposition_id: str
    address: str
    statement: str
    slots: dict[str, str | None]
    summary: dict[str, Any]
    claims: pandas.DataFrame
    citations: pandas.DataFrame
    studies: pandas.DataFrame
    evidence: pandas.DataFrame
    anatomy: pandas.DataFrame
    left_out: pandas.DataFrame
    searches: pandas.DataFrame
    looked_at: pandas.DataFrame
    disagreements: pandas.DataFrame

    def __str__(self) -> str:
        lines = [self.statement]
        for row in plain(self.claims):
            marks = [row[column] for column in ("degree", "attributed_to") if row[column]]
            if row["modality"] == "hedged":
                marks.append("hedged")
            shown = f" ({', '.join(marks)})" if marks else ""
            lines.append(f"  {row['stance']}{shown}: {row['statement']} [{row['claim_id']}]")
        for row in plain(self.evidence):
            direction, *marks = (_words(row[name]) for name in _SHOWN)
            lines.append(
                f"  {direction} ({', '.join(marks)}): {row['finding']} "
                f"[{row['reference_id']}]{_standing(row)}"
            )
        for row in plain(self.anatomy):
            said = row["actions"] or "tells what the muscle does, but not this"
            lines.append(f"  anatomy ({_words(row['answer'])}): {said} [{row['source_id']}]")
        if self.evidence.empty and self.anatomy.empty:
            lines.append(
                "  No evidence, though it was looked for."
                if len(self.searches)
                else "  No evidence: it was not looked for."
            )
        return "\n".join(lines)


def proposition(id: str, *, folder: str | Path | None = None) -> Proposition:
    """The proposition with this id or address, with its claims, citations and evidence.

    `folder` is as for `load`. Raises KeyError: with the nearest ids for an unknown one, and with
    the replacement for one that is retired. Source: tables propositions, proposition_summary,
    terms, claims_flat, claim_citations, citations, study_evidence, evidence, evidence_left_out,
    anatomy_evidence, anatomy_sources, findings, measures, references, searches,
    search_propositions, search_works, disagreements, disagreement_claims.

    >>> found = proposition("downhill-running-exceeds-uphill-running-in-calf-work")
    >>> print(found.claims["statement"].iloc[0])
    The calf muscles take more of the load in downhill running than in uphill running.
    """
    tables = Tables(folder)
    _, identifier = identify(tables, id, "propositions")
    row = tables["propositions"].set_index("proposition_id").loc[identifier]
    searches = _searches(tables, identifier)
    works = tables["search_works"]
    names = tables["terms"].set_index("term_id")["name"].to_dict()
    flat = tables["claims_flat"]
    claims = chosen(flat, flat["proposition_id"] == identifier)
    citations, evidence = _citations(tables), _evidence(tables)
    ids = claims["claim_id"]
    summary = plain(_about(tables["proposition_summary"], identifier))
    return Proposition(
        proposition_id=identifier,
        address=address_of(tables, "propositions", identifier),
        statement=str(row["statement"]),
        slots={
            slot: str(row["relation"]) if slot == "relation" else names.get(str(row[f"{slot}_id"]))
            for slot in SLOTS
        },
        summary=summary[0] if summary else {},
        claims=claims[list(_CLAIM)],
        citations=chosen(citations, citations["claim_id"].isin(ids)),
        studies=_about(tables["study_evidence"], identifier),
        evidence=nearest_first(_about(evidence, identifier), "bearing"),
        anatomy=_anatomy(tables, identifier),
        left_out=_about(tables["evidence_left_out"], identifier),
        searches=searches,
        looked_at=chosen(works, works["search_id"].isin(searches["search_id"])),
        disagreements=_disagreements(tables, ids),
    )


def _standing(row: dict[str, Any]) -> str:
    """That the work of a row does not stand as it was published; else nothing."""
    return f" [{STANDINGS[row['standing']]}]" if row.get("standing") in STANDINGS else ""


def _works(tables: Tables) -> pandas.DataFrame:
    """The works. A version before 0.9.0 has no standing."""
    works = tables["references"]
    return works[[column for column in _WORK if column in works]]


def _citations(tables: Tables) -> pandas.DataFrame:
    """Each pointer from a claim to a work, with the work."""
    return (
        tables["claim_citations"]
        .merge(tables["citations"], on="citation_id", suffixes=("", "_of_citation"))
        .merge(_works(tables), on="reference_id", how="left")
    )


def _evidence(tables: Tables) -> pandas.DataFrame:
    """Each row of evidence, with its finding and its work."""
    findings = tables["findings"].rename(
        columns={"statement": "finding", "note": "note_on_finding"}
    )
    kinds = tables["measures"][["measure_id", "name", "stands_for"]]
    return (
        tables["evidence"]
        .merge(findings, on="finding_id", how="left")
        .merge(kinds.rename(columns={"name": "measure_name"}), on="measure_id", how="left")
        .merge(_works(tables), on="reference_id", how="left")
    )


def _anatomy(tables: Tables, proposition_id: str) -> pandas.DataFrame:
    """What sources of anatomy say, each row with its source."""
    found = _about(tables["anatomy_evidence"], proposition_id)
    return found.merge(tables["anatomy_sources"], on="source_id")


def _searches(tables: Tables, proposition_id: str) -> pandas.DataFrame:
    """The searches that were made for a proposition, with what each found for it."""
    made = _about(tables["search_propositions"], proposition_id)
    return made.drop(columns="proposition_id").merge(tables["searches"], on="search_id")


def _disagreements(tables: Tables, claims: pandas.Series[str]) -> pandas.DataFrame:
    """The disagreements in which any of the claims takes part, with its side."""
    sides = tables["disagreement_claims"]
    mine = sides.loc[sides["claim_id"].isin(claims), ["disagreement_id", "side"]].drop_duplicates()
    found = tables["disagreements"].merge(mine, on="disagreement_id")
    return found.sort_values(["disagreement_id", "side"]).reset_index(drop=True)


def _words(value: str) -> str:
    """A value of a list as words."""
    return value.replace("meta_analysis", "meta-analysis").replace("_", " ")


def _about(frame: pandas.DataFrame, proposition_id: str) -> pandas.DataFrame:
    return chosen(frame, frame["proposition_id"] == proposition_id)
