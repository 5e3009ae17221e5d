"""Evidence is looked for where it matters, and two readers judged it."""

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet

TESTABLE = (
    "raises",
    "lowers",
    "keeps",
    "exceeds",
    "matches",
    "needed_for",
    "affects",
)  # effects, comparisons and needs


@rule("looked-for")
def looked_for(package: TableSet):
    """Every effect, comparison or need that more than one article claims, that articles dispute, or that stands behind an advice has evidence or a search."""
    rows, summary = package["propositions"], package.index("proposition_summary")
    done = set(package["evidence"].column("proposition_id")) | set(
        package["searches"].column("proposition_id")
    )
    claims = package.index("claims")
    disputed = {
        claims[name]["proposition_id"]
        for column in ("claim_id", "other_claim_id")
        for name in package["contradictions"].column(column)
        if name in claims
    }
    slots = lambda row: (row["subject_id"], row["object_id"], row["muscle_id"])
    advised = {slots(row) for row in rows.rows if row["relation"] == "advised"}
    for i, row in enumerate(rows.rows):
        name = row["proposition_id"]
        if row["relation"] not in TESTABLE or name in done:
            continue
        why = (
            "more than one article claims it"
            if summary.get(name, {"articles": 0})["articles"] > 1
            else "articles dispute it"
            if name in disputed
            else "an advice rests on it"
            if row["relation"] in ("raises", "lowers") and slots(row) in advised
            else None
        )
        if why:
            yield problem(
                rows,
                i,
                "looked-for",
                f"There is neither evidence nor a search, though {why}.",
                "Look for studies, and add evidence or a row under searches in data/curation/evidence.yaml.",
                "proposition_id",
            )
