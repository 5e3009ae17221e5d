"""Rules for references: no work twice, sound identifiers, all in use."""

from pipeline.checks.rules.registry import problem, repeated, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import joined

_MAX_PMID = 60_000_000


@rule("same-work")
def same_work(package: TableSet):
    """No work stands twice: DOI, PMID, PMCID and normalised title are unique."""
    rows = package["references"]
    for column in ("doi", "pmid", "pmcid", "title"):
        keys = (
            None if value is None else joined(value) if column == "title" else value.lower()
            for value in rows.column(column)
        )
        for i, first in repeated(keys):
            yield problem(
                rows,
                i,
                "same-work",
                f"The {column} is that of {rows.rows[first]['reference_id']!r} as well.",
                "Merge the two, or correct the identifier.",
                column,
            )


@rule("reference-id")
def reference_id(package: TableSet):
    """An id of the form pmid-N is that of the PMID N; one that ends in a year, of a work of that year."""
    rows = package["references"]
    for i, row in enumerate(rows.rows):
        head, _, tail = row["reference_id"].rpartition("-")
        if (head == "pmid" and tail != row["pmid"]) or (
            head != "pmid"
            and len(tail) == 4
            and tail.isdecimal()
            and row["year"] is not None
            and int(tail) != row["year"]
        ):
            yield problem(
                rows,
                i,
                "reference-id",
                "The id does not fit PMID or year of the row.",
                "Correct the identifier.",
                "reference_id",
            )


@rule("pmid-range")
def pmid_range(package: TableSet):
    """A PMID lies in the range that PubMed has given out so far, with room to grow."""
    rows = package["references"]
    for i, value in enumerate(rows.column("pmid")):
        if isinstance(value, str) and value.isdecimal() and int(value) > _MAX_PMID:
            yield problem(
                rows,
                i,
                "pmid-range",
                f"{value} is higher than any PMID.",
                "Look it up again.",
                "pmid",
            )


@rule("unused-study")
def unused_study(package: TableSet):
    """Citations are used by claims (unless only listed); references by citations or evidence."""
    used = set(package["claim_citations"].column("citation_id"))
    rows = package["citations"]
    for i, row in enumerate(rows.rows):
        if row["citation_id"] not in used and row["basis"] != "listed_only":
            yield problem(
                rows,
                i,
                "unused-study",
                "No claim rests on the citation.",
                "Add it under cites of the claim.",
                "citation_id",
            )
    findings = package.index("findings")
    used = set(rows.column("reference_id"))
    used |= {
        findings[finding]["reference_id"]
        for finding in package["evidence"].column("finding_id")
        if finding in findings
    }
    rows = package["references"]
    for i, name in enumerate(rows.column("reference_id")):
        if name not in used:
            yield problem(
                rows,
                i,
                "unused-study",
                "No citation and no evidence rests on the work.",
                "Use it, or remove it.",
                "reference_id",
            )
