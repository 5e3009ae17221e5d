"""The derived table `evidence_coverage`: how many propositions have evidence or a search."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.derived.topics import Topics
from pipeline.tables.alignment import BEARINGS
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.tables.testability import EFFECTS, TESTABLE

_STATES = (*BEARINGS, "searched", "neither")
_FITTING = ("own", "special_case", "wider")
LEAST_CLAIMS = 4  # from here on something is claimed much

_Group = tuple[str, str]


def evidence_coverage(tables: TableSet) -> list[Row]:
    """Rows of the table `evidence_coverage`, sorted by key.

    Columns: `grouped_by`, `group_name` and `among`; numbers of `propositions`, and of these by
    their closest evidence or by whether there is a search; `claims` on them, and
    `claims_fitting`, those on propositions with evidence that is own, special_case or wider.
    """
    states, claims, topics = _states(tables), _claims(tables), Topics(tables)
    counts: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for name, proposition in tables.index("propositions").items():
        if proposition["relation"] not in EFFECTS:
            continue
        for group, told in _groups(proposition, topics.topic(proposition), claims[name]):
            for among in _among(proposition):
                count = counts[(*group, among)]
                count.update(propositions=1, claims=told)
                count[states[name]] += 1
                count["claims_fitting"] += told * (states[name] in _FITTING)
    columns = ("propositions", *_STATES, "claims", "claims_fitting")
    return [
        dict(zip(("grouped_by", "group_name", "among"), key, strict=True))
        | {column: counts[key][column] for column in columns}
        for key in sorted(counts)
    ]


def fitting(row: Row) -> int:
    """How many propositions of a row of the table have evidence that is not only a neighbour's."""
    return sum(row[bearing] for bearing in _FITTING)


def studied_little(rows: list[Row]) -> list[Row]:
    """The rows of the table on what is claimed much and studied little, the widest gap first.

    It is the object or subject of LEAST_CLAIMS claims or more on testable propositions, of which
    less than half are on propositions with evidence that is not only a neighbour's.
    """
    return sorted(
        (
            row
            for row in rows
            if row["grouped_by"] in ("object", "subject")
            and row["among"] == TESTABLE
            and row["claims"] >= LEAST_CLAIMS
            and 2 * row["claims_fitting"] < row["claims"]
        ),
        key=lambda row: (row["claims_fitting"] - row["claims"], row["group_name"]),
    )


def _among(proposition: Row) -> Iterator[str]:
    yield "all_relations"
    if proposition["testability"] == TESTABLE:
        yield TESTABLE


def _groups(
    proposition: Row, topic: str | None, claims: Counter[str]
) -> Iterator[tuple[_Group, int]]:
    """The groups that a proposition counts in, each with the number of claims on it there."""
    told = claims.total()
    yield ("all", "all"), told
    yield ("relation", proposition["relation"]), told
    yield ("topic", topic or "other"), told
    for slot in ("subject", "object"):
        if term := proposition[f"{slot}_id"]:
            yield (slot, term), told
    for article, number in claims.items():
        yield ("article", article), number


def _states(tables: TableSet) -> dict[str, str]:
    """For each proposition the bearing of its closest evidence, or else whether it was looked
    for.
    """
    bearings: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["evidence"].rows:
        bearings[row["proposition_id"]].add(row["bearing"])
    searched = set(tables["search_propositions"].column("proposition_id"))
    return {
        name: next(
            (bearing for bearing in BEARINGS if bearing in bearings[name]),
            "searched" if name in searched else "neither",
        )
        for name in tables.index("propositions")
    }


def _claims(tables: TableSet) -> defaultdict[str, Counter[str]]:
    """How many claims each article makes on each proposition."""
    passages = tables.index("passages")
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for claim in tables["claims"].rows:
        if passage := passages.get(claim["passage_id"]):
            found[claim["proposition_id"]][passage["article_id"]] += 1
    return found
