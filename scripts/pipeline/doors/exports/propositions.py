"""JSON Lines: one proposition a line, with everything that hangs on it nested."""

from __future__ import annotations

import io
import json
from collections import defaultdict

from pipeline.doors.published import Published
from pipeline.tables.rows import Rows
from pipeline.tables.statements import SLOTS

FILE = "propositions.jsonl"


def make(package: Published) -> dict[str, bytes]:
    """`propositions.jsonl`. Keys are the columns of the tables, so that the codebook describes them; null where a cell is empty.

    A line has the proposition with its slots (id and name), its summary, claims (with article, passage, terms,
    quantities, citations and what stands against them), evidence (with finding and work) and searches.
    """
    nest = _Nest(package)
    out = io.BytesIO()
    for row in package.tables["propositions"].rows:
        out.write(
            (json.dumps(nest.proposition(row), ensure_ascii=False, allow_nan=False) + "\n").encode(
                "utf-8"
            )
        )
    return {FILE: out.getvalue()}


class _Nest:
    """The tables indexed once, by the keys by which they hang together."""

    def __init__(self, package: Published):
        tables = package.tables
        self.base = package.descriptor["id"]
        (
            self.terms,
            self.articles,
            self.passages,
            self.people,
            self.references,
            self.citations,
            self.findings,
            self.summary,
        ) = (
            tables[name].by_key()
            for name in (
                "terms",
                "articles",
                "passages",
                "people",
                "references",
                "citations",
                "findings",
                "proposition_summary",
            )
        )
        self.claims, self.evidence, self.searches = (
            _by(tables[name], "proposition_id") for name in ("claims", "evidence", "searches")
        )
        self.claim_terms, self.quantities, self.cites = (
            _by(tables[name], "claim_id")
            for name in ("claim_terms", "claim_quantities", "claim_citations")
        )
        self.against = _by(tables["contradictions"], "claim_id", "other_claim_id")

    def proposition(self, row: dict) -> dict:
        own = row["proposition_id"]
        slots = {
            slot: {
                "term_id": term,
                "name": self.terms[term]["name"],
                "kind": self.terms[term]["kind"],
            }
            if (term := row[f"{slot}_id"])
            else None
            for slot in SLOTS
        }
        return {
            "address": f"{self.base}#proposition/{own}",
            "proposition_id": own,
            "statement": row["statement"],
            "relation": row["relation"],
            "slots": slots,
            "note": row["note"],
            "summary": _without(self.summary.get(own) or {}, "proposition_id"),
            "claims": [self.claim(one) for one in self.claims[own]],
            "evidence": [
                _without(one, "proposition_id", "finding_id")
                | {"finding": self.finding(one["finding_id"])}
                for one in self.evidence[own]
            ],
            "searches": [_without(one, "proposition_id") for one in self.searches[own]],
        }

    def claim(self, row: dict) -> dict:
        own, passage = row["claim_id"], self.passages[row["passage_id"]]
        return (
            {"address": f"{self.base}#claim/{own}"}
            | _without(row, "proposition_id", "passage_id", "attributed_to")
            | {
                "attributed_to": self.people.get(row["attributed_to"]),
                "article": self.articles[passage["article_id"]],
                "passage": _without(passage, "article_id"),
                "terms": [
                    _without(one, "claim_id")
                    | {
                        "name": self.terms[one["term_id"]]["name"],
                        "kind": self.terms[one["term_id"]]["kind"],
                    }
                    for one in self.claim_terms[own]
                ],
                "quantities": [_without(one, "claim_id") for one in self.quantities[own]],
                "citations": [
                    _without(one, "claim_id") | {"citation": self.citation(one["citation_id"])}
                    for one in self.cites[own]
                ],
                "stands_against": self.against[own],
            }
        )

    def citation(self, own: str) -> dict:
        row = self.citations[own]
        return _without(row, "article_id", "reference_id") | {
            "reference": self.references.get(row["reference_id"])
        }

    def finding(self, own: str) -> dict:
        row = self.findings[own]
        return _without(row, "reference_id") | {"reference": self.references[row["reference_id"]]}


def _by(rows: Rows, *columns: str) -> defaultdict[str, list[dict]]:
    """Rows by the value of a column (or of any of several)."""
    found: defaultdict[str, list[dict]] = defaultdict(list)
    for row in rows.rows:
        for column in columns:
            found[row[column]].append(row)
    return found


def _without(row: dict, *columns: str) -> dict:
    return {column: value for column, value in row.items() if column not in columns}
