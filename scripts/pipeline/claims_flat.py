"""The flat table: one row a claim, names instead of identifiers, with what agrees and what stands against it."""

from __future__ import annotations

from .csvio import cell
from .rules import Package
from .statements import SLOTS

_TERMS = {"muscle": "muscles", "exercise": "exercises", "outcome": "outcomes"}  # all other kinds go to other_terms
_BOUNDS = {"at_least": "at least", "at_most": "at most", "about": "about"}
_UNITS = {"1": "", "{calendar_year}": "", "a": "years", "mo": "months", "wk": "weeks", "d": "days", "h": "hours", "[lb_av]": "pounds", "d/wk": "days a week", "{times}/wk": "times a week"}
_SUMMARY = ("agreement", "asserted_by", "denied_by", "reported_by")
_TALLIES = ("supporting_direct", "supporting_indirect", "disputing_direct", "disputing_indirect", "inconclusive")


def claims_flat(package: Package, summaries: list[dict], opposed: list[dict]) -> list[dict]:
    """Rows of the table `claims_flat`, given those of `proposition_summary` and `contradictions`."""
    articles, passages, propositions, people, terms = (package.index(name) for name in ("articles", "passages", "propositions", "people", "terms"))
    name = lambda term: (terms.get(term) or {}).get("name")
    summary = {row["proposition_id"]: row for row in summaries}
    about, quantities, cites, against, works = _terms(package), _quantities(package), _cites(package), _against(opposed), _works(package)
    rows = []
    for claim in package["claims"].rows:
        own, passage, proposition = claim["claim_id"], passages.get(claim["passage_id"]), propositions.get(claim["proposition_id"])
        article = articles.get((passage or {}).get("article_id"))
        if not (article and proposition):  # a broken key, which its own rule tells
            continue
        said = summary[claim["proposition_id"]]
        same = {column: claim[column] for column in ("statement", "stance", "degree", "modality", "kind")}
        slots = {slot: name(proposition[f"{slot}_id"]) for slot in SLOTS}
        kinds = {column: _shown(name(term) for term, kind in about.get(own, ()) if _TERMS.get(kind, "other_terms") == column) for column in (*_TERMS.values(), "other_terms")}
        rows.append({"claim_id": own, "article_id": article["article_id"], "article": article["title"], "site": article["site"], "section": passage["section"],
                     "passage_id": claim["passage_id"]} | same | {
                     "attributed_to": (people.get(claim["attributed_to"]) or {}).get("name"), "proposition_id": claim["proposition_id"], "proposition": proposition["statement"],
                     "subject": slots.pop("subject"), "relation": proposition["relation"]} | slots | kinds | {
                     "quantities": _shown(quantities.get(own, ())), "cites": _shown(cites.get(own, ()))} | {column: said[column] for column in _SUMMARY} | {
                     "contradicted_by": _shown(sorted(against.get((own, "contradiction"), ()))), "in_tension_with": _shown(sorted(against.get((own, "tension"), ())))} | {
                     column: said[column] for column in _TALLIES} | {
                     "supporting_works": _shown(sorted(works.get((claim["proposition_id"], "supports"), ()))),
                     "disputing_works": _shown(sorted(works.get((claim["proposition_id"], "disputes"), ()))),
                     "claims_and_evidence": said["claims_and_evidence"], "note": claim["note"]})
    return sorted(rows, key=lambda row: row["claim_id"])


def _shown(names) -> str | None:
    return "; ".join(dict.fromkeys(filter(None, names))) or None


def _terms(package: Package) -> dict[str, list[tuple[str, str]]]:
    """Terms of each claim with their kinds, in the order of their ids."""
    terms, found = package.index("terms"), {}
    for row in package["claim_terms"].rows:
        if row["term_id"] in terms:
            found.setdefault(row["claim_id"], set()).add((row["term_id"], terms[row["term_id"]]["kind"]))
    return {claim: sorted(own) for claim, own in found.items()}


def _quantities(package: Package) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in sorted(package["claim_quantities"].rows, key=lambda row: row["ordinal"]):
        found.setdefault(row["claim_id"], []).append(f"{row['measure']}: {_amount(row)}")
    return found


def _amount(row: dict) -> str:
    """A quantity as words: 10 weeks, about 20 km, 2 to 3 /wk. Of a vague one only that it has no number: the article's words
    for it are in claim_quantities, and here, behind what is measured, they would be a run of the article."""
    low, high, unit = cell(row["low"]), cell(row["high"]), row["unit"] or ""
    unit = _UNITS.get(unit, unit.strip("{}").replace("_", " ") if unit.startswith("{") else unit)
    numbers = low or high if row["bound"] != "range" else f"{low} to {high}"
    if not numbers:
        return "no number"
    return " ".join(filter(None, [_BOUNDS.get(row["bound"]), numbers, unit]))


def _cites(package: Package) -> dict[str, list[str]]:
    citations, found = package.index("citations"), {}
    for row in sorted(package["claim_citations"].rows, key=lambda row: row["citation_id"]):
        cited = citations.get(row["citation_id"]) or {}
        found.setdefault(row["claim_id"], []).append(f"{cited.get('reference_id') or cited.get('marker') or row['citation_id']}: {row['fidelity']}")
    return found


def _against(opposed: list[dict]) -> dict[tuple[str, str], set[str]]:
    """Claims that stand against each claim, by verdict; a pair counts for both."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in opposed:
        one, other = row["claim_id"], row["other_claim_id"]
        found.setdefault((one, row["verdict"]), set()).add(other)
        found.setdefault((other, row["verdict"]), set()).add(one)
    return found


def _works(package: Package) -> dict[tuple[str, str], set[str]]:
    """Works with a finding on each proposition, by direction."""
    findings, found = package.index("findings"), {}
    for row in package["evidence"].rows:
        if row["finding_id"] in findings:
            found.setdefault((row["proposition_id"], row["direction"]), set()).add(findings[row["finding_id"]]["reference_id"])
    return found
