"""Which side is which: in comparisons, in causes and in what lowers something."""

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import (
    Wording,
    any_of,
    forms,
    place_of,
    stem,
    wordings,
)
from pipeline.checks.rules.registry import waivable_rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_LESS = any_of("less|fewer|lower|smaller|slower|weaker|shorter|lighter|not|rather|worse|no")
_LOWER_PART = re.compile(r"\blower (?:legs?|body|limbs?)\b")
_LOWERS = any_of(
    r"lower\w*|reduc\w*|decreas\w*|less\w*|fewer|los[est]\w*|shrink\w*|shorten\w*|weak\w*|limit\w*",
    r"imped\w*|hinder\w*|hold\w*|keep\w*|prevent\w*|break\w*|burn\w*|inhibit\w*|not|no|cannot",
    r"stop\w*|protect\w*|cut\w*|off|avoid\w*|against|slow\w*|undermin\w*|overshadow\w*|short",
    r"struggle\w*|difficult|hard|hardest|away|minim\w+|resist\w*|deal|harm\w*|poor\w*|smaller|down",
)
_REASON = re.compile(" reasons? why ")
_BECAUSE = re.compile(",? (?:(?:partly|mainly|perhaps) )?because (?:of )?(?!it )")
_DEPENDS = re.compile(" (?:depends?|hinges?|relies|rely) (?:[a-z]{1,20}ly )?on ")
_IS = re.compile(" (?:is|are) ")
_CAUSES = ("raises", "lowers", "affects", "needed_for", "keeps")


@waivable_rule
def comparison_sides(tables: TableSet) -> Iterator[Problem]:
    """If a statement compares by "than", the greater side of its proposition stands where the
    statement has the greater side.
    """
    for one in wordings(tables):
        if one.proposition["relation"] == "exceeds" and one.proposition["comparator_id"]:
            yield from _sides(tables, one)


def _sides(tables: TableSet, one: Wording) -> Iterator[Problem]:
    statement = _LOWER_PART.sub("leg", " ".join(words(one.statement)))
    before, than, after = f" {statement} ".partition(" than ")
    if not than:
        return
    claim, greater, smaller = (
        one.claim["claim_id"],
        one.proposition["subject_id"],
        one.proposition["comparator_id"],
    )
    is_turned = bool(_LESS.search(before)) != (one.claim["stance"] == "denies")
    if is_turned:
        greater, smaller = smaller, greater
    # a name that stands on both sides, such as running beside running with weights, tells nothing
    first, second = (
        [place_of(part, forms(tables, claim, term)) is not None for term in (greater, smaller)]
        for part in (before, after)
    )
    has_smaller_first = first[1] and not first[0] and not second[1]
    has_greater_last = second[0] and not second[1] and not first[0]
    if has_smaller_first or has_greater_last:
        yield one.problem(
            "statement",
            f"The proposition has {one.proposition['subject_id']} as the greater side and "
            f"{one.proposition['comparator_id']} as the smaller one; the statement has them "
            "the other way round.",
        )


@waivable_rule
def cause_sides(tables: TableSet) -> Iterator[Problem]:
    """If a statement says what is the reason for what, the subject of its proposition is named in
    the reason.
    """
    for one in wordings(tables):
        if one.proposition["relation"] not in _CAUSES:
            continue
        cause, effect = _cause_and_effect(one.statement)
        names = forms(tables, one.claim["claim_id"], one.proposition["subject_id"])
        in_cause = place_of(cause, names) is not None or _shares(cause, names)
        if cause and not in_cause and place_of(effect, names) is not None:
            yield one.problem(
                "statement",
                f"The statement has {one.proposition['subject_id']}, the subject of the "
                "proposition, in what is explained and not in the reason.",
            )


def _cause_and_effect(statement: str) -> tuple[str, str]:
    """What a statement gives as the reason, and for what; empty where it gives none.

    "C is one reason why E", "One reason why E is C", "E depends on C", "E because C",
    "Because C, E".
    """
    if statement.startswith("Because "):
        before, _, after = statement.partition(", ")
        return before, after
    if found := _REASON.search(statement):
        before, after = statement[: found.start()], statement[found.end() :]
        parts = _IS.split(after, maxsplit=1)
        if " " not in before and len(parts) > 1:
            return parts[1], parts[0]
        return before, after
    if found := _BECAUSE.search(statement) or _DEPENDS.search(statement):
        return statement[found.end() :], statement[: found.start()]
    return "", ""


def _shares(text: str, names: set[str]) -> bool:
    """Whether a text has all words of a name, in any order."""
    have = {stem(word) for word in words(text)}
    return any({stem(word) for word in words(name)} <= have for name in names)


@waivable_rule
def lowering_worded(tables: TableSet) -> Iterator[Problem]:
    """The statement of a claim whose proposition says that something is lowered has a word for
    lowering, losing, limiting or harming.
    """
    for one in wordings(tables):
        if one.proposition["relation"] == "lowers" and not _LOWERS.search(one.statement):
            yield one.problem(
                "statement",
                "The proposition says that something is lowered; the statement has no word for "
                "that.",
            )
