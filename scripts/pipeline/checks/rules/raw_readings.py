"""Rules that hold the two raw readings against each other and against what was settled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import READ_AGAIN
from pipeline.checks.rules.registry import Place, each, waivable_rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.overlaps import match
from pipeline.text.passage_address import words

_FEWEST = 10  # statements of a reading from which on it can be told to be a copy
_COPIED = 0.5  # share of statements in the same words
# words that deny, and words that a denial may have in their place
_DENIAL = re.compile(r"\b(?:no|not|never|nothing|none|cannot|neither|nor)\b|n't\b", re.I)
_NEAR_DENIAL = re.compile(
    r"\b(?:without|unlikely|hard|hardly|rare|few|less|lacks?|avoid\w*|mistake|differ\w*|limit\w*|"
    r"keep clear|other than|un\w+|too \w+)\b",
    re.I,
)
_Placed = list[tuple[Row, Place]]


@waivable_rule
def reading_copied(tables: TableSet) -> Iterator[Problem]:
    """A second reading is not a copy of the first, nor of the settled claims: fewer than half of
    its statements have the same words.
    """
    readings, claims = _readings(tables), _claims(tables)
    for article in sorted({article for article, _ in readings}):
        second = readings.get((article, "second"), [])
        if len(second) < _FEWEST:
            continue
        for what, others in (
            ("the first reading", readings.get((article, "first"), [])),
            ("the settled claims", claims.get(article, [])),
        ):
            worded = {tuple(words(row["statement"] or "")) for row, _ in others}
            same = sum(tuple(words(row["statement"] or "")) in worded for row, _ in second)
            if same >= _COPIED * len(second):
                yield second[0][1].problem(
                    "statement",
                    f"{same} of {len(second)} statements of the second reading have the words of "
                    f"{what}.",
                    "Put in what the second reader wrote without seeing the claims.",
                )
                break


@waivable_rule
def reading_stance(tables: TableSet) -> Iterator[Problem]:
    """A raw reading does not assert in words of denial what the other reading and the claim deny,
    nor deny without such words what both assert.
    """
    for sides in matched_claims(tables):
        for mine, other in (("first", "second"), ("second", "first")):
            row, at = sides[mine]
            stance = row["stance"]
            theirs = {sides[other][0]["stance"], sides["claim"][0]["stance"]}
            said = row["statement"] or ""
            denies = _DENIAL.search(said)
            may_deny = denies or _NEAR_DENIAL.search(said)
            if (stance == "asserts" and theirs == {"denies"} and denies) or (
                stance == "denies" and theirs == {"asserts"} and not may_deny
            ):
                yield at.problem(
                    "stance",
                    f"The reading {stance}, against its own words, the other reading and the "
                    "settled claim.",
                    "Look at the reader's own sheet, and correct the stance or the words.",
                )


@waivable_rule
def settled_stance(tables: TableSet) -> Iterator[Problem]:
    """Where both raw readings of a passage have one stance, the claim has it too."""
    yield from _settled(tables, "stance", frozenset())


@waivable_rule
def settled_kind(tables: TableSet) -> Iterator[Problem]:
    """Where both raw readings of a passage have one kind, the claim has it too.

    Whether a claim is a comparison follows from its proposition, and whether it is evidence from
    its citation; such claims are left out.
    """
    yield from _settled(tables, "kind", frozenset({"comparison", "evidence"}))


def _settled(tables: TableSet, column: str, left_out: frozenset[str]) -> Iterator[Problem]:
    for sides in matched_claims(tables):
        claim, at = sides["claim"]
        first, second = sides["first"][0][column], sides["second"][0][column]
        settled = claim[column]
        if first == second != settled and left_out.isdisjoint((first, settled)):
            yield at.problem(
                column,
                f"Both readers have {first}, the claim has {settled}.",
                READ_AGAIN,
            )


def matched_claims(tables: TableSet) -> list[dict[str, tuple[Row, Place]]]:
    """For each claim that both readers have: `claim`, `first` and `second`, rows with places."""
    return tables.once("claims with readings", _match)


def _match(tables: TableSet) -> list[dict[str, tuple[Row, Place]]]:
    readings, passages = _readings(tables), tables.index("passages")
    found = []
    for article, claims in _claims(tables).items():
        spans = [_span(passages[row["passage_id"]]) for row, _ in claims]
        sides: list[dict[int, tuple[Row, Place]]] = []
        for reader in ("first", "second"):
            placed = readings.get((article, reader), [])
            pairs = match(spans, [_span(row) for row, _ in placed])
            sides.append({i: placed[j] for i, j in pairs})
        for i, claim in enumerate(claims):
            if i in sides[0] and i in sides[1]:
                found.append({"claim": claim, "first": sides[0][i], "second": sides[1][i]})
    return found


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _readings(tables: TableSet) -> dict[tuple[str, str], _Placed]:
    """Raw readings by article and reader."""
    found: defaultdict[tuple[str, str], _Placed] = defaultdict(list)
    for row, at in each(tables["readings"]):
        found[row["article_id"], row["reader"]].append((row, at))
    return found


def _claims(tables: TableSet) -> dict[str, _Placed]:
    """Claims by article, in the order of their rows."""
    found: defaultdict[str, _Placed] = defaultdict(list)
    passages = tables.index("passages")
    for row, at in each(tables["claims"]):
        if row["passage_id"] in passages:
            found[passages[row["passage_id"]]["article_id"]].append((row, at))
    return found
