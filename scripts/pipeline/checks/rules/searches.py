"""The rule for searches: evidence is looked for where it matters."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

# the relations of effects, comparisons and needs
TESTABLE = ("raises", "lowers", "keeps", "exceeds", "matches", "needed_for", "affects")


@rule
def looked_for(tables: TableSet) -> Iterator[Problem]:
    """Every effect, comparison or need that more than one article claims, that articles dispute,
    or that advice rests on has evidence or a search.
    """
    summary, disputed, advised = (
        tables.index("proposition_summary"),
        _disputed(tables),
        _advised(tables),
    )
    done = tables.keys("evidence", ("proposition_id",)) | tables.keys(
        "searches", ("proposition_id",)
    )
    for row, at in each(tables["propositions"]):
        name = row["proposition_id"]
        if row["relation"] not in TESTABLE or name in done:
            continue
        if summary.get(name, {"articles": 0})["articles"] > 1:
            why = "more than one article claims it"
        elif name in disputed:
            why = "articles dispute it"
        elif row["relation"] in ("raises", "lowers") and _matter(row) in advised:
            why = "advice rests on it"
        else:
            continue
        yield at.problem(
            "proposition_id",
            f"There is neither evidence nor a search, although {why}.",
            "Look for studies. Then add evidence, or a row under searches, in "
            "data/curation/evidence.yaml.",
        )


def _disputed(tables: TableSet) -> set[str]:
    """The propositions of claims that contradict each other."""
    claims = tables.index("claims")
    names = tables.keys("contradictions", ("claim_id",)) | tables.keys(
        "contradictions", ("other_claim_id",)
    )
    return {claims[name]["proposition_id"] for name in names if name in claims}


def _advised(tables: TableSet) -> set[tuple[str, str, str]]:
    """What the propositions with an advice are about."""
    return {_matter(row) for row in tables["propositions"].rows if row["relation"] == "advised"}


def _matter(row: Row) -> tuple[str, str, str]:
    """The slots that an advice and the effect behind it have in common."""
    return row["subject_id"], row["object_id"], row["muscle_id"]
