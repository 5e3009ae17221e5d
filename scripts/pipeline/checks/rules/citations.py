"""Rules for citations: they belong to their article, claim and reference."""

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet


@rule("citation-status")
def citation_status(package: TableSet):
    """A citation is resolved only if its reference is, and a claim's fidelity to an unresolved one is not assessed."""
    rows, references, citations = (
        package["citations"],
        package.index("references"),
        package.index("citations"),
    )
    for i, row in enumerate(rows.rows):
        reference = references.get(row["reference_id"])
        if reference and row["status"] == "resolved" and reference["status"] != "resolved":
            yield problem(
                rows,
                i,
                "citation-status",
                f"The reference {row['reference_id']!r} is only partly resolved.",
                "Call the citation partly resolved.",
                "status",
            )
    rows = package["claim_citations"]
    for i, row in enumerate(rows.rows):
        citation = citations.get(row["citation_id"])
        if citation and citation["status"] == "unresolved" and row["fidelity"] != "not_assessed":
            yield problem(
                rows,
                i,
                "citation-status",
                "The citation is unresolved, so that its fidelity cannot have been assessed.",
                "Write not_assessed.",
                "fidelity",
            )


@rule("citation-article")
def citation_article(package: TableSet):
    """A claim cites what its own article cites."""
    rows, citations = package["claim_citations"], package.index("citations")
    for i, row in enumerate(rows.rows):
        citation = citations.get(row["citation_id"])
        if citation and row["claim_id"].rpartition("-")[0] != citation["article_id"]:
            yield problem(
                rows,
                i,
                "citation-article",
                f"The citation belongs to the article {citation['article_id']!r}.",
                "Cite the right one.",
                "citation_id",
            )


@rule("citation-kind")
def citation_kind(package: TableSet):
    """A claim that rests on a citation is of the kind evidence."""
    rows, claims = package["claim_citations"], package.index("claims")
    for i, row in enumerate(rows.rows):
        claim = claims.get(row["claim_id"])
        if claim and claim["kind"] != "evidence":
            yield problem(
                rows,
                i,
                "citation-kind",
                f"The claim is of the kind {claim['kind']}.",
                "Correct the kind, or remove the citation.",
                "claim_id",
            )
