"""Rules for citations: they belong to their article, claim and reference."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import READ_AGAIN
from pipeline.checks.rules.registry import article_of, each_with, rule, waivable_text_rule
from pipeline.tables.table_set import TableSet

_TO_THE_MARK = 300  # characters from a passage to the mark at the end of its sentence


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
                "Look the work up. Correct the status of the reference if it is "
                "resolved; if not, the "
                "citation is partly resolved too.",
            )
    for row, citation, at in each_with(tables, "claim_citations", "citation_id", "citations"):
        if citation["status"] == "unresolved" and row["fidelity"] != "not_assessed":
            yield at.problem(
                "fidelity",
                "The citation is unresolved, so nobody can have assessed the claim's fidelity.",
                "Read the citation again. Correct its status if the work is found; if not, write "
                "not_assessed.",
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


@waivable_text_rule
def citation_mark(tables: TableSet) -> Iterator[Problem]:
    """If a citation has a mark such as [1], that mark stands in the passage of the claim, or after
    it in the same paragraph.
    """
    claims, passages = tables.index("claims"), tables.index("passages")
    for row, citation, at in each_with(tables, "claim_citations", "citation_id", "citations"):
        passage = passages.get(claims.get(row["claim_id"], {}).get("passage_id"), {})
        text = tables.captures.get(passage.get("article_id", ""))
        if not text or not citation["marker"]:
            continue
        paragraph = text.text[passage["start"] : passage["end"] + _TO_THE_MARK].split("\n\n")[0]
        if citation["marker"] not in paragraph:
            yield at.problem(
                "citation_id",
                f"The citation has the mark {citation['marker']}, which is not at the passage.",
                READ_AGAIN,
            )


@rule
def citation_kind(tables: TableSet) -> Iterator[Problem]:
    """A claim that rests on a citation is of the kind evidence."""
    for _, claim, at in each_with(tables, "claim_citations", "claim_id", "claims"):
        if claim["kind"] != "evidence":
            yield at.problem(
                "claim_id",
                f"The claim has a citation, but its kind is {claim['kind']}.",
                "Read the passage. If the claim rests on the study, its kind is "
                "evidence. If not, drop "
                "the citation.",
            )
