"""Works, citations, findings and evidence: impossible identifiers, numbers and directions."""

from __future__ import annotations

from collections import Counter

from . import Cell, Fault, faults
from .copies import Download, change


def same_doi(package: Download):
    """Two works have the same DOI, once in capitals."""
    first = package.find("references", lambda row: row["doi"])
    row = package.find("references", lambda row: row["doi"] and row is not first)
    row["doi"] = first["doi"].upper()
    return Cell("references", row, "doi")


def same_title(package: Download):
    first = package.find("references", lambda row: row["title"])
    row = package.find("references", lambda row: row["title"] and row is not first)
    row["title"] = first["title"].upper()
    return Cell("references", row, "title")


def other_year(row: dict) -> bool:
    return row["year"] is not None and row["reference_id"].endswith(str(row["year"]))


def unused_work(package: Download):
    row = package.find("references", other_year)
    new = package.add(
        "references",
        row,
        reference_id=f"{row['reference_id'].rpartition('-')[0]}-zzz-{row['year']}",
        title="A title that no other work has",
        doi=None,
        pmid=None,
        pmcid="PMC99999999",
    )
    return Cell("references", new, "reference_id")


def unused_citation(package: Download):
    row = package.find("citations", lambda row: row["basis"] == "described")
    return Cell("citations", package.add("citations", row, citation_id="zzz-cited"), "citation_id")


def resolved_too_far(package: Download):
    row = package.find(
        "citations", lambda row: row["status"] == "partly_resolved" and row["reference_id"]
    )
    row["status"] = "resolved"
    return Cell("citations", row, "status")


def assessed_unseen(package: Download):
    unresolved = {
        row["citation_id"] for row in package["citations"].rows if row["status"] == "unresolved"
    }
    row = package.find("claim_citations", lambda row: row["citation_id"] in unresolved)
    row["fidelity"] = "accurate"
    return Cell("claim_citations", row, "fidelity")


def citation_of_another_article(package: Download):
    """A claim cites what another article cites."""
    count = Counter(package["claim_citations"].column("citation_id"))
    articles = {row["citation_id"]: row["article_id"] for row in package["citations"].rows}
    row = package.find(
        "claim_citations",
        lambda row: count[row["citation_id"]] > 1 and row["fidelity"] == "not_assessed",
    )
    row["citation_id"] = next(
        name
        for name, article in articles.items()
        if article != articles[row["citation_id"]]
        and package.index("citations")[name]["status"] == "resolved"
        and count[name]
    )
    package.follow()
    return Cell("claim_citations", row, "citation_id")


def citation_for_an_effect(package: Download):
    """A claim based on a citation is called an observation."""
    relation = {row["proposition_id"]: row["relation"] for row in package["propositions"].rows}
    cites = {row["claim_id"]: row for row in package["claim_citations"].rows}
    count = Counter(package["claim_citations"].column("claim_id"))
    claim = package.find(
        "claims",
        lambda row: (
            row["claim_id"] in cites
            and count[row["claim_id"]] == 1
            and relation[row["proposition_id"]] not in ("exceeds", "matches")
        ),
    )
    claim["kind"] = "effect"
    package.follow()
    return Cell("claim_citations", cites[claim["claim_id"]], "claim_id")


def free_finding(package: Download, **wanted) -> dict:
    """A finding without a note whose columns have these values."""
    return package.find(
        "findings",
        lambda row: (
            row["note"] is None
            and all(row[name] == value for name, value in wanted.items())
            and row["value"] is not None
        ),
    )


def sign_turned(package: Download):
    row = free_finding(package, result="higher", low=None)
    row["value"] = -row["value"]
    return Cell("findings", row, "value")


def outside_its_interval(package: Download):
    row = package.find(
        "findings",
        lambda row: (
            row["note"] is None
            and None not in (row["low"], row["value"], row["high"])
            and row["high"] > row["low"]
        ),
    )
    row["value"] = row["high"] + 5 if row["result"] == "higher" else row["low"] - 5
    return Cell("findings", row, "value")


def interval_excludes_zero(package: Download):
    row = package.find(
        "findings",
        lambda row: (
            row["note"] is None
            and row["result"] == "no_difference"
            and None not in (row["low"], row["value"], row["high"])
            and row["value"]
        ),
    )
    row["low" if row["value"] > 0 else "high"] = row["value"] / 2
    return Cell("findings", row, "result")


def p_too_high(package: Download):
    row = package.find(
        "findings",
        lambda row: row["note"] is None and row["result"] in ("higher", "lower") and row["p_value"],
    )
    row["p_value"] = 0.6
    return Cell("findings", row, "p_value")


def sample_too_large(package: Download):
    works = package.index("references")
    row = package.find(
        "findings", lambda row: row["sample_size"] and works[row["reference_id"]]["sample_size"]
    )
    row["sample_size"] = works[row["reference_id"]]["sample_size"] + 1
    return Cell("findings", row, "sample_size")


def evidence_against_its_result(package: Download):
    """Direct evidence of a higher result is said to dispute a proposition with `raises`."""
    propositions, findings = package.index("propositions"), package.index("findings")
    row = package.find(
        "evidence",
        lambda row: (
            row["directness"] == "direct"
            and row["direction"] == "supports"
            and propositions[row["proposition_id"]]["relation"] == "raises"
            and findings[row["finding_id"]]["result"] == "higher"
        ),
    )
    row["direction"] = "disputes"
    package.follow()
    return Cell("evidence", row, "direction")


def result_against_its_evidence(package: Download):
    """The result of a finding is reversed, but the one piece of direct evidence based on it is
    not."""
    propositions, count = (
        package.index("propositions"),
        Counter(package["evidence"].column("finding_id")),
    )
    row = package.find(
        "evidence",
        lambda row: (
            row["directness"] == "direct"
            and count[row["finding_id"]] == 1
            and row["direction"] == "supports"
            and propositions[row["proposition_id"]]["relation"] == "raises"
            and package.index("findings")[row["finding_id"]]["value"] is None
        ),
    )
    finding = package.index("findings")[row["finding_id"]]
    finding["result"] = "lower"
    package.follow()
    return Cell("findings", finding, "result")


def indirect_called_direct(package: Download):
    """Indirect evidence from another muscle or outcome is called direct."""
    propositions, findings = package.index("propositions"), package.index("findings")
    row = package.find(
        "evidence",
        lambda row: (
            row["directness"] == "indirect"
            and row["direction"] != "inconclusive"
            and propositions[row["proposition_id"]]["condition_id"] is None
            and findings[row["finding_id"]]["object_id"]
            != propositions[row["proposition_id"]]["object_id"]
        ),
    )
    row["directness"] = "direct"
    package.follow()
    return Cell("evidence", row, "directness")


def groups_called_direct(package: Download):
    """Groups compared at one point in time are called direct evidence of an effect."""
    propositions, findings, works = (
        package.index("propositions"),
        package.index("findings"),
        package.index("references"),
    )
    row = package.find(
        "evidence",
        lambda row: (
            row["directness"] == "indirect"
            and row["direction"] != "inconclusive"
            and works[findings[row["finding_id"]]["reference_id"]]["design"] == "cross_sectional"
            and propositions[row["proposition_id"]]["relation"] not in ("exceeds", "matches")
        ),
    )
    row["directness"] = "direct"
    package.follow()
    return Cell("evidence", row, "directness")


def finding_passed_over(package: Download):
    """A finding that fits a proposition with other evidence has no row for it."""
    held, used = (
        Counter(package["evidence"].column("proposition_id")),
        Counter(package["evidence"].column("finding_id")),
    )
    row = package.find(
        "evidence",
        lambda row: (
            row["directness"] == "direct"
            and held[row["proposition_id"]] > 1
            and used[row["finding_id"]] > 1
        ),
    )
    package.drop("evidence", lambda one: one is row)
    package.follow()
    return Cell("findings", package.index("findings")[row["finding_id"]], "finding_id")


FAULTS = faults(
    "meaning",
    Fault("work-twice-by-doi", "Two works have one DOI.", "same-work", same_doi),
    Fault("work-twice-by-title", "Two works have one title.", "same-work", same_title),
    Fault(
        "year-against-id",
        "The id of a work has another year than the work.",
        "reference-id",
        change(
            "references", "reference_id", lambda row: row["reference_id"], other_year, year=1950
        ),
    ),
    Fault(
        "pmid-against-id",
        "The id of a work has another PMID than the work.",
        "reference-id",
        change(
            "references",
            "reference_id",
            lambda row: row["reference_id"],
            lambda row: row["reference_id"].startswith("pmid-"),
            pmid="12345",
        ),
    ),
    Fault(
        "pmid-out-of-range",
        "A PMID is higher than any.",
        "pmid-range",
        change(
            "references",
            "pmid",
            "98765432",
            lambda row: row["pmid"] and not row["reference_id"].startswith("pmid-"),
        ),
    ),
    Fault("work-unused", "Nothing rests on a work.", "unused-study", unused_work),
    Fault("citation-unused", "No claim rests on a citation.", "unused-study", unused_citation),
    Fault(
        "citation-resolved-too-far",
        "A citation of a work that is partly resolved is called resolved.",
        "citation-status",
        resolved_too_far,
    ),
    Fault(
        "fidelity-of-the-unseen",
        "The fidelity to an unresolved citation is called assessed.",
        "citation-status",
        assessed_unseen,
    ),
    Fault(
        "citation-of-another-article",
        "A claim cites what another article cites.",
        "citation-article",
        citation_of_another_article,
    ),
    Fault(
        "citation-for-an-effect",
        "A claim that rests on a citation is no evidence.",
        "citation-kind",
        citation_for_an_effect,
    ),
    Fault(
        "sign-turned", "A value is negative, and the result higher.", "finding-result", sign_turned
    ),
    Fault(
        "value-outside-its-interval",
        "A value lies outside its interval.",
        "finding-interval",
        outside_its_interval,
    ),
    Fault(
        "interval-excludes-zero",
        "An interval excludes zero, and the result is no difference.",
        "finding-result",
        interval_excludes_zero,
    ),
    Fault("p-too-high", "A p value of 0.6 goes with a difference.", "finding-result", p_too_high),
    Fault(
        "sample-larger-than-study",
        "A sample is larger than its study.",
        "finding-sample",
        sample_too_large,
    ),
    Fault(
        "evidence-against-its-result",
        "Evidence runs against the result that it rests on.",
        "evidence-direction",
        evidence_against_its_result,
    ),
    Fault(
        "result-against-its-evidence",
        "A result is turned round under its evidence.",
        "finding-direction",
        result_against_its_evidence,
    ),
    Fault(
        "indirect-called-direct",
        "Evidence about another outcome is called direct.",
        "evidence-directness",
        indirect_called_direct,
    ),
    Fault(
        "groups-called-direct",
        "Groups compared at one time are called direct evidence of an effect.",
        "evidence-directness",
        groups_called_direct,
    ),
    Fault(
        "finding-passed-over",
        "A finding fits a proposition and has no evidence row for it.",
        "fitting-finding",
        finding_passed_over,
    ),
)
