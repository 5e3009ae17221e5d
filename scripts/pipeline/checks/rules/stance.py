"""The stance of a claim against its statement and its sentence in the article."""

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import (
    any_of,
    passage_text,
    sentence,
    wordings,
)
from pipeline.checks.rules.registry import waivable_rule, waivable_text_rule
from pipeline.tables.table_set import TableSet

# words by which a statement denies something, or says that it is otherwise
_DENIES = any_of(
    "not|no|never|none|nothing|nor|neither|cannot|nobody|without|hardly|barely|rarely|rare",
    r"un\w+|avoid\w*|keep clear|mistakes?|terrible|different|differs?|difficult|hard|hardest",
    r"limits?|limited|something else|weak|too|other muscles|few|little|only|less|wrong|false",
    r"fails?|\w+n't",
)
_NEGATION = any_of(r"not|no|never|none|nothing|neither|cannot|\w+n't")
# a clause that depends on the main one, and "no longer than" and the like
_SUBORDINATE = re.compile(
    r"\b(?:that|who|which|whose|even if|even where|though|although|because|if|where|when|so that)"
    r"\b[^,.]*",
    re.IGNORECASE,
)
# relations whose positive statement may be a negation: without X no Y, A less than B
_NEGATIVE_RELATIONS = ("exceeds", "needed_for", "lowers", "keeps", "affects")
_BELIEF = any_of(r"beliefs?|believe[sd]?|assum\w+|supposed|myth|thought to|often seen as")
_BELIEVES = any_of(r"belie\w+|think\w*|thought|assum\w+|suppos\w+|view|regard\w*|consider\w*|idea")


@waivable_rule
def denial_worded(tables: TableSet) -> Iterator[Problem]:
    """The statement of a claim that denies its proposition has a word that denies."""
    for one in wordings(tables):
        if one.claim["stance"] == "denies" and not _DENIES.search(one.statement):
            yield one.problem(
                "stance", "The claim denies, but its statement has no word that does."
            )


@waivable_rule
def negation_denied(tables: TableSet) -> Iterator[Problem]:
    """If the main clause of a statement is negated, the claim denies its proposition, unless the
    relation itself may be worded by a negation.
    """
    for one in wordings(tables):
        main = _SUBORDINATE.sub(" ", one.statement)
        if (
            one.claim["stance"] != "denies"
            and one.proposition["relation"] not in _NEGATIVE_RELATIONS
            and (found := _NEGATION.search(main))
        ):
            yield one.problem(
                "stance",
                f"The statement is negated ({found.group()!r}), but the stance is "
                f"{one.claim['stance']}.",
            )


@waivable_text_rule
def belief_reported(tables: TableSet) -> Iterator[Problem]:
    """If a sentence introduces what it says as a belief (the belief that, people assume that), the
    claim reports it, or its statement names the belief.
    """
    for one in wordings(tables):
        around = sentence(tables, one)
        before = around[: max(around.find(passage_text(tables, one)), 0)]
        found = _BELIEF.search(before)
        if found and one.claim["stance"] == "asserts" and not _BELIEVES.search(one.statement):
            yield one.problem(
                "stance",
                f"The sentence has {found.group()!r} before these words, but the claim asserts "
                "them itself.",
            )
