"""Lift waived rules from their rows, and report each waiver that lifts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Rule, each
from pipeline.tables.table_set import TableSet

_Key = tuple[str | None, str | None, str]


def without_waived(
    tables: TableSet, rules: Iterable[Rule], problems: Iterable[Problem]
) -> Iterator[Problem]:
    """The problems that no waiver lifts, and one for each waiver of these rules without use.

    `rules` are the rules that ran: whether a waiver of another rule is needed is not known. Nor is
    it of a rule of texts, if the text of an article is missing.
    """
    judged = {one.name: one for one in rules if one.waivable}
    all_texts = tables.captures.keys() >= tables.keys("articles", ("article_id",))
    waived = {
        (row["table_name"], row["row_key"], row["rule"]): at
        for row, at in each(tables["waivers"])
        if row["rule"] in judged
    }
    used: set[_Key] = set()
    for problem in problems:
        key = problem.table, problem.row, problem.rule
        if key in waived:
            used.add(key)
        else:
            yield problem
    for key, at in waived.items():
        if key not in used and (all_texts or not judged[key[2]].needs_captures):
            yield at.problem(
                "rule",
                f"The rule {key[2]} does not report the row {key[1]!r} of {key[0]}.",
                "Read the row against its source. If it is right, remove the waiver.",
            ).at(rule="waiver-needed")
