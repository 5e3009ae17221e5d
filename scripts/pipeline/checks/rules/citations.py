"""Rules for citations: they belong to their article, claim and reference."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import article_of, each_with, rule
from pipeline.tables.table_set import TableSet


@rule
def citation_status(tables: TableSet) -> Iterator[Problem]:
    """A citation is resolved only if its reference is, and a claim's fidelity to an unresolved one
    is not assessed.
    """
    for row, reference, at in each_with(tables, "citations", "reference_id", "references"):
        if row["status"] == "resolved" and reference["status"] != "resolved":
            yield at.problem(
                "status",
                f"The reference {row['reference_id']!r} is only partly resolved.",
                "Call the citation partly resolved.",
            )
    for row, citation, at in each_with(tables, "claim_citations", "citation_id", "citations"):
        if citation["status"] == "unresolved" and row["fidelity"] != "not_assessed":
            yield at.problem(
                "fidelity",
                "The citation is unresolved, so nobody can have assessed the claim's fidelity.",
                "Write not_assessed.",
            )


@rule
def citation_article(tables: TableSet) -> Iterator[Problem]:
    """A claim cites what its own article cites."""
    for row, citation, at in each_with(tables, "claim_citations", "citation_id", "citations"):
        if article_of(row) != citation["article_id"]:
            yield at.problem(
                "citation_id",
                f"The citation belongs to the article {citation['article_id']!r}.",
                "Name a citation of the claim's own article.",
            )


@rule
def citation_kind(tables: TableSet) -> Iterator[Problem]:
    """A claim that rests on a citation is of the kind evidence."""
    for _, claim, at in each_with(tables, "claim_citations", "claim_id", "claims"):
        if claim["kind"] != "evidence":
            yield at.problem(
                "claim_id",
                f"The claim has a citation, but its kind is {claim['kind']}.",
                "If the claim rests on the study, its kind is evidence. If not, drop the citation.",
            )
