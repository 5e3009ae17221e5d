"""References, citations, findings and evidence: that they hang together and point the right way."""

from itertools import product

from . import Package, problem, repeated, rule
from ..tokens import joined

_MAX_PMID = 60_000_000
# what a result says about a proposition, by relation; where the finding is turned round, higher and lower change places
_VERDICT = {
    "raises": {"higher": "supports", "lower": "disputes", "no_difference": "disputes"},
    "lowers": {"higher": "disputes", "lower": "supports", "no_difference": "disputes"},
    "keeps": {"higher": "supports", "lower": "disputes", "no_difference": "supports"},
    "exceeds": {"higher": "supports", "lower": "disputes", "no_difference": "disputes"},
    "matches": {"higher": "disputes", "lower": "disputes", "no_difference": "supports"},
    "affects": {"higher": "supports", "lower": "supports", "no_difference": "disputes"},
}
_TURNED = {"higher": "lower", "lower": "higher"}


@rule("same-work")
def same_work(package: Package):
    """No work stands twice: DOI, PMID, PMCID and normalised title are unique."""
    rows = package["references"]
    for column in ("doi", "pmid", "pmcid", "title"):
        keys = (None if value is None else joined(value) if column == "title" else value.lower() for value in rows.column(column))
        for i, first in repeated(keys):
            yield problem(rows, i, "same-work", f"The {column} is that of {rows.rows[first]['reference_id']!r} as well.", "Merge the two, or correct the identifier.", column)


@rule("reference-id")
def reference_id(package: Package):
    """An id of the form pmid-N is that of the PMID N; one that ends in a year, of a work of that year."""
    rows = package["references"]
    for i, row in enumerate(rows.rows):
        head, _, tail = row["reference_id"].rpartition("-")
        if head == "pmid" and tail != row["pmid"] or head != "pmid" and len(tail) == 4 and tail.isdecimal() and row["year"] is not None and int(tail) != row["year"]:
            yield problem(rows, i, "reference-id", "The id does not fit PMID or year of the row.", "Correct the identifier.", "reference_id")


@rule("citation-status")
def citation_status(package: Package):
    """A citation is resolved only if its reference is, and a claim's fidelity to an unresolved one is not assessed."""
    rows, references, citations = package["citations"], package.index("references"), package.index("citations")
    for i, row in enumerate(rows.rows):
        reference = references.get(row["reference_id"])
        if reference and row["status"] == "resolved" and reference["status"] != "resolved":
            yield problem(rows, i, "citation-status", f"The reference {row['reference_id']!r} is only partly resolved.", "Call the citation partly resolved.", "status")
    rows = package["claim_citations"]
    for i, row in enumerate(rows.rows):
        citation = citations.get(row["citation_id"])
        if citation and citation["status"] == "unresolved" and row["fidelity"] != "not_assessed":
            yield problem(rows, i, "citation-status", "The citation is unresolved, so that its fidelity cannot have been assessed.", "Write not_assessed.", "fidelity")


@rule("pmid-range")
def pmid_range(package: Package):
    """A PMID lies in the range that PubMed has given out so far, with room to grow."""
    rows = package["references"]
    for i, value in enumerate(rows.column("pmid")):
        if isinstance(value, str) and value.isdecimal() and int(value) > _MAX_PMID:
            yield problem(rows, i, "pmid-range", f"{value} is higher than any PMID.", "Look it up again.", "pmid")


@rule("citation-article")
def citation_article(package: Package):
    """A claim cites what its own article cites."""
    rows, citations = package["claim_citations"], package.index("citations")
    for i, row in enumerate(rows.rows):
        citation = citations.get(row["citation_id"])
        if citation and row["claim_id"].rpartition("-")[0] != citation["article_id"]:
            yield problem(rows, i, "citation-article", f"The citation belongs to the article {citation['article_id']!r}.", "Cite the right one.", "citation_id")


@rule("citation-kind")
def citation_kind(package: Package):
    """A claim that rests on a citation is of the kind evidence."""
    rows, claims = package["claim_citations"], package.index("claims")
    for i, row in enumerate(rows.rows):
        claim = claims.get(row["claim_id"])
        if claim and claim["kind"] != "evidence":
            yield problem(rows, i, "citation-kind", f"The claim is of the kind {claim['kind']}.", "Correct the kind, or remove the citation.", "claim_id")


@rule("unused-study")
def unused_study(package: Package):
    """Citations are used by claims (unless only listed); references by citations or evidence."""
    used = set(package["claim_citations"].column("citation_id"))
    rows = package["citations"]
    for i, row in enumerate(rows.rows):
        if row["citation_id"] not in used and row["basis"] != "listed_only":
            yield problem(rows, i, "unused-study", "No claim rests on the citation.", "Add it under cites of the claim.", "citation_id")
    findings = package.index("findings")
    used = set(rows.column("reference_id"))
    used |= {findings[finding]["reference_id"] for finding in package["evidence"].column("finding_id") if finding in findings}
    rows = package["references"]
    for i, name in enumerate(rows.column("reference_id")):
        if name not in used:
            yield problem(rows, i, "unused-study", "No citation and no evidence rests on the work.", "Use it, or remove it.", "reference_id")


@rule("finding-numbers")
def finding_numbers(package: Package):
    """Numbers fit the result: sign and p value go with higher or lower, a value lies within its interval, an interval without zero goes not with no_difference, a sample is no larger than the study's; a note says why one does not."""
    rows, references = package["findings"], package.index("references")
    for i, row in enumerate(rows.rows):
        low, value, high = row["low"], row["value"], row["high"]
        whole = (references.get(row["reference_id"]) or {}).get("sample_size")
        if None not in (row["sample_size"], whole) and row["sample_size"] > whole:
            yield problem(rows, i, "finding-numbers", f"{row['sample_size']} people in the finding, {whole} in the study.", "Correct one of them.", "sample_size")
        if row["note"]:
            continue
        if value is not None and ((row["result"] == "higher" and value < 0) or (row["result"] == "lower" and value > 0)):
            yield problem(rows, i, "finding-numbers", f"The value {value} goes not with the result {row['result']}.", "Correct one of them; a slip of the paper's own needs a note.", "value")
        elif row["p_value"] is not None and row["p_value"] > 0.05 and row["result"] in ("higher", "lower"):
            yield problem(rows, i, "finding-numbers", f"p = {row['p_value']} goes not with the result {row['result']}.", "Correct one of them; a slip of the paper's own needs a note.", "p_value")
        if None in (low, value, high):
            continue
        if not low <= value <= high:
            yield problem(rows, i, "finding-numbers", f"The value {value} lies outside its interval from {low} to {high}.", "Correct it; a slip of the paper's own needs a note.", "value")
        elif row["result"] == "no_difference" and (low > 0 or high < 0):
            yield problem(rows, i, "finding-numbers", "The interval excludes zero, but the result is no_difference.", "Correct one of them; a slip of the paper's own needs a note.", "result")


@rule("evidence-direction")
def evidence_direction(package: Package):
    """The direction of evidence follows from the finding's result and the proposition's relation."""
    rows, propositions, findings = package["evidence"], package.index("propositions"), package.index("findings")
    for i, row in enumerate(rows.rows):
        proposition, finding = propositions.get(row["proposition_id"]), findings.get(row["finding_id"])
        if not proposition or not finding:
            continue
        result = finding["result"]
        if _turned(package, proposition, finding):
            result = _TURNED.get(result, result)
        wanted = "inconclusive" if result == "inconclusive" else _VERDICT.get(proposition["relation"], {}).get(result)
        if wanted and row["direction"] not in (wanted, "inconclusive" if row["directness"] == "indirect" else wanted):
            yield problem(rows, i, "evidence-direction", f"The finding is {finding['result']!r}, which {wanted} the relation {proposition['relation']!r}.", "Correct direction, result or slots.", "direction")


def _turned(package: Package, proposition: dict, finding: dict) -> bool:
    up = package.ancestors()
    return finding["comparator_id"] is not None and proposition["subject_id"] in up.get(finding["comparator_id"], ()) \
        and proposition["comparator_id"] in up.get(finding["subject_id"], ())


@rule("evidence-directness")
def evidence_directness(package: Package):
    """Evidence is direct only where each slot of the finding is the proposition's or a special case of it, and the proposition has no condition, which a finding cannot say; groups compared at one time are no direct evidence of an effect."""
    rows, propositions, findings, up = package["evidence"], package.index("propositions"), package.index("findings"), package.ancestors()
    references = package.index("references")
    for i, row in enumerate(rows.rows):
        proposition, finding = propositions.get(row["proposition_id"]), findings.get(row["finding_id"])
        if not proposition or not finding or row["directness"] != "direct":
            continue
        design = (references.get(finding["reference_id"]) or {}).get("design")
        if design == "cross_sectional" and proposition["relation"] not in ("exceeds", "matches"):
            yield problem(rows, i, "evidence-directness", "The study compares groups at one time, which may differ in more than what the proposition is about.", "Call it indirect.", "directness")
            continue
        misfit = _misfit(package, up, proposition, finding)
        if misfit:
            slot, wanted, have = misfit
            yield problem(rows, i, "evidence-directness", f"The finding's {slot[:-3]} is {have or 'empty'}, the proposition's {wanted or 'empty'}.", "Call it indirect, or correct the slots.", "directness")


@rule("fitting-finding")
def fitting_finding(package: Package):
    """A finding that fits every slot of a proposition which has evidence has an evidence row for it: none is passed over that could be direct."""
    rows, propositions, up = package["findings"], package.index("propositions"), package.ancestors()
    have = {(row["proposition_id"], row["finding_id"]) for row in package["evidence"].rows}
    held: dict[tuple, list[dict]] = {}  # by subject and object, so that a finding is held against few of them
    for name in dict.fromkeys(package["evidence"].column("proposition_id")):
        proposition = propositions.get(name)
        if proposition and proposition["relation"] in _VERDICT and not proposition["condition_id"]:
            held.setdefault((proposition["subject_id"], proposition["object_id"]), []).append(proposition)
    for i, finding in enumerate(rows.rows):
        subjects = up.get(finding["subject_id"], set()) | up.get(finding["comparator_id"], set())
        for key in product(sorted(subjects), [None, *sorted(up.get(finding["object_id"], ()))]):
            for proposition in held.get(key, ()):
                name = proposition["proposition_id"]
                if (name, finding["finding_id"]) in have or _misfit(package, up, proposition, finding):
                    continue
                yield problem(rows, i, "fitting-finding", f"It fits every slot of {name!r}, and says nothing there.", "Add an evidence row in data/curation/evidence.yaml, direct or with the reason why it is indirect.", "finding_id")


def _misfit(package: Package, up: dict, proposition: dict, finding: dict) -> tuple[str, str | None, str | None] | None:
    """The first slot in which a finding is neither the proposition's nor a case of it: slot, what is wanted, what is there."""
    sides = ("comparator_id", "subject_id") if _turned(package, proposition, finding) else ("subject_id", "comparator_id")
    pairs = [(slot, proposition[slot], finding[slot]) for slot in ("object_id", "muscle_id", "population_id")]
    pairs += [(slot, proposition[slot], finding[side]) for slot, side in zip(("subject_id", "comparator_id"), sides)]
    pairs.append(("condition_id", proposition["condition_id"], None))
    return next(((slot, wanted, have) for slot, wanted, have in pairs
                 if (wanted is not None and wanted not in up.get(have, ())) or (slot == "comparator_id" and wanted is None and have is not None)), None)
