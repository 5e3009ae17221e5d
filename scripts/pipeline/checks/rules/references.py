"""Rules for references: no work twice, sound identifiers, all in use."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, repeated, rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import joined

_HIGHEST_PMID = 60_000_000  # PubMed has given out about 40 million
_YEAR_DIGITS = 4


@rule
def same_work(tables: TableSet) -> Iterator[Problem]:
    """No work stands twice: DOI, PMID and PMCID are unique, and so is the normalised title, unless
    the two works have different DOIs or PMIDs.
    """
    references = tables["references"]
    for column, normal in (
        ("doi", str.lower),
        ("pmid", str.lower),
        ("pmcid", str.lower),
        ("title", joined),
    ):
        values = references.column(column)
        keys = [None if value is None else normal(value) for value in values]
        for first, at in repeated(references, keys):
            if column == "title" and _are_two(first, references.rows[at.number]):
                continue
            yield at.problem(
                column,
                f"{first['reference_id']!r} has the same {column}.",
                "Look both up. Merge them if they are one work; if not, correct the wrong one.",
            )


def _are_two(one: Row, other: Row) -> bool:
    """Whether two works have different identifiers of one sort, as a review and its update have."""
    return any(
        None not in (one[column], other[column]) and one[column] != other[column]
        for column in ("doi", "pmid")
    )


@rule
def reference_id(tables: TableSet) -> Iterator[Problem]:
    """An id of the form pmid-N is that of the PMID N; one that ends in a year, of a work of that
    year.
    """
    for row, at in each(tables["references"]):
        column = _contradicted(row)
        if column:
            yield at.problem(
                "reference_id",
                f"The id does not fit the {column} of the work: {row[column] or 'empty'}.",
                f"Look the work up. Correct the id or the {column}.",
            )


def _contradicted(row: Row) -> str | None:
    """The column that the id of a reference contradicts, or None."""
    head, _, tail = row["reference_id"].rpartition("-")
    if head == "pmid":
        return "pmid" if tail != row["pmid"] else None
    is_year = len(tail) == _YEAR_DIGITS and tail.isdecimal()
    return "year" if is_year and row["year"] is not None and int(tail) != row["year"] else None


@rule
def pmid_range(tables: TableSet) -> Iterator[Problem]:
    """A PMID lies in the range that PubMed has given out so far, with room to grow."""
    for row, at in each(tables["references"]):
        pmid = row["pmid"]
        if isinstance(pmid, str) and pmid.isdecimal() and int(pmid) > _HIGHEST_PMID:
            yield at.problem("pmid", f"{pmid} is higher than any PMID.", "Look it up again.")


@rule
def unused_study(tables: TableSet) -> Iterator[Problem]:
    """Citations are used by claims (unless only listed); references by citations or evidence,
    even evidence left out.
    """
    cited = tables.keys("claim_citations", ("citation_id",))
    for row, at in each(tables["citations"]):
        if row["citation_id"] not in cited and row["basis"] != "listed_only":
            yield at.problem(
                "citation_id",
                "No claim rests on the citation.",
                "Read the article. Add it under cites of the claim that rests on it. "
                "Only if there is "
                "no such claim, say listed_only in basis.",
            )
    findings = tables.index("findings")
    used = set(tables.column("citations", "reference_id"))
    for table in ("evidence", "evidence_left_out"):
        for finding in tables.column(table, "finding_id"):
            if finding in findings:
                used.add(findings[finding]["reference_id"])
    for row, at in each(tables["references"]):
        if row["reference_id"] not in used:
            yield at.problem(
                "reference_id",
                "No citation and no evidence rests on the work.",
                "Look for the citation or the evidence that rests on it. Only if there "
                "is none, remove "
                "it and retire its id.",
            )
