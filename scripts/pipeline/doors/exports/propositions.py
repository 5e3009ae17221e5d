"""JSON Lines: one proposition a line, with everything that belongs to it nested."""

from __future__ import annotations

import io
import json
from collections import defaultdict

from pipeline.doors.published import Published
from pipeline.tables.rows import Row, Rows
from pipeline.tables.statements import SLOTS

FILE = "propositions.jsonl"


def make(package: Published) -> dict[str, bytes]:
    """`propositions.jsonl`. Keys are the columns of the tables, so the codebook describes them.

    An empty cell is null. A line has the proposition with its slots (id and name), its summary,
    claims (with article, passage, terms, quantities, citations, how they stand to the evidence and
    their disagreements), studies, evidence (with finding, measure and work), findings
    that are left out, and searches with the works that they showed.
    """
    nest = _Nest(package)
    out = io.BytesIO()
    for row in package.tables["propositions"].rows:
        line = json.dumps(nest.proposition(row), ensure_ascii=False, allow_nan=False)
        out.write(f"{line}\n".encode())
    return {FILE: out.getvalue()}


class _Nest:
    """The tables, indexed once by the keys that connect them."""

    def __init__(self, package: Published):
        tables = package.tables
        self.base = package.descriptor["id"]
        self.terms = tables["terms"].by_key()
        self.articles = tables["articles"].by_key()
        self.passages = tables["passages"].by_key()
        self.people = tables["people"].by_key()
        self.references = tables["references"].by_key()
        self.citations = tables["citations"].by_key()
        self.findings = tables["findings"].by_key()
        self.measures = tables["measures"].by_key()
        self.summary = tables["proposition_summary"].by_key()
        self.stands = {
            row["claim_id"]: row["claim_and_evidence"] for row in tables["claims_flat"].rows
        }
        self.claims = _by(tables["claims"], "proposition_id")
        self.studies = _by(tables["study_evidence"], "proposition_id")
        self.evidence = _by(tables["evidence"], "proposition_id")
        self.left_out = _by(tables["evidence_left_out"], "proposition_id")
        self.searches = tables["searches"].by_key()
        self.searched = _by(tables["search_propositions"], "proposition_id")
        self.looked_at = _by(tables["search_works"], "search_id")
        self.claim_terms = _by(tables["claim_terms"], "claim_id")
        self.quantities = _by(tables["claim_quantities"], "claim_id")
        self.cites = _by(tables["claim_citations"], "claim_id")
        self.disagreements = tables["disagreements"].by_key()
        self.sides = _by(tables["disagreement_claims"], "claim_id")
        self.against = _by(tables["disagreement_claims"], "disagreement_id")

    def proposition(self, row: Row) -> Row:
        own = row["proposition_id"]
        return {
            "address": f"{self.base}#proposition/{own}",
            "proposition_id": own,
            "statement": row["statement"],
            "relation": row["relation"],
            "slots": {slot: self.slot(row[f"{slot}_id"]) for slot in SLOTS},
            "testability": row["testability"],
            "testability_reason": row["testability_reason"],
            "note": row["note"],
            "summary": _without(self.summary.get(own) or {}, "proposition_id"),
            "claims": [self.claim(one) for one in self.claims[own]],
            "studies": [_without(one, "proposition_id") for one in self.studies[own]],
            "evidence": [
                _without(one, "proposition_id", "finding_id")
                | {"finding": self.finding(one["finding_id"])}
                for one in self.evidence[own]
            ],
            "left_out": [_without(one, "proposition_id") for one in self.left_out[own]],
            "searches": [self.search(one) for one in self.searched[own]],
        }

    def slot(self, term: str | None) -> Row | None:
        return {"term_id": term, **self.name_and_kind(term)} if term else None

    def name_and_kind(self, term: str) -> Row:
        return {"name": self.terms[term]["name"], "kind": self.terms[term]["kind"]}

    def claim(self, row: Row) -> Row:
        own, passage = row["claim_id"], self.passages[row["passage_id"]]
        return (
            {"address": f"{self.base}#claim/{own}"}
            | _without(row, "proposition_id", "passage_id", "attributed_to")
            | {
                "attributed_to": self.people.get(row["attributed_to"]),
                "article": self.articles[passage["article_id"]],
                "passage": _without(passage, "article_id"),
                "terms": [
                    _without(one, "claim_id") | self.name_and_kind(one["term_id"])
                    for one in self.claim_terms[own]
                ],
                "quantities": [_without(one, "claim_id") for one in self.quantities[own]],
                "citations": [
                    _without(one, "claim_id") | {"citation": self.citation(one["citation_id"])}
                    for one in self.cites[own]
                ],
                "claim_and_evidence": self.stands[own],
                "disagreements": [self.disagreement(one) for one in self.sides[own]],
            }
        )

    def disagreement(self, row: Row) -> Row:
        own = row["disagreement_id"]
        others = [one for one in self.against[own] if one["side"] != row["side"]]
        return (
            _without(row, "claim_id")
            | _without(self.disagreements[own], "disagreement_id")
            | {"stands_against": [one["claim_id"] for one in others]}
        )

    def citation(self, own: str) -> Row:
        row = self.citations[own]
        return _without(row, "article_id", "reference_id") | {
            "reference": self.references.get(row["reference_id"])
        }

    def finding(self, own: str) -> Row:
        row = self.findings[own]
        return _without(row, "reference_id", "measure_id") | {
            "measured_by": self.measures[row["measure_id"]],
            "reference": self.references[row["reference_id"]],
        }

    def search(self, row: Row) -> Row:
        own = row["search_id"]
        return (
            _without(row, "proposition_id")
            | _without(self.searches[own], "search_id")
            | {"works": [_without(one, "search_id") for one in self.looked_at[own]]}
        )


def _by(rows: Rows, *columns: str) -> defaultdict[str, list[Row]]:
    """Rows by the value of a column, or of any of several."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows.rows:
        for column in columns:
            found[row[column]].append(row)
    return found


def _without(row: Row, *columns: str) -> Row:
    return {column: value for column, value in row.items() if column not in columns}
