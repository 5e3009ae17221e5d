"""What a statement must keep of the words of its passage: direction, strength and scope."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import (
    READ_AGAIN,
    Wording,
    any_of,
    context,
    passage_text,
    wordings,
)
from pipeline.checks.rules.registry import each, waivable_rule, waivable_text_rule
from pipeline.tables.table_set import TableSet

# pairs of opposites: words for one side, words for the other
_OPPOSITES = tuple(
    (any_of(one), any_of(other))
    for one, other in (
        ("before|beforehand|prior", "after|afterwards|afterward"),
        (
            r"more|greater|higher|bigger|larger|stronger|faster|longer|better|increas\w*|rais\w*",
            r"less|fewer|lower|smaller|weaker|slower|shorter|worse|decreas\w*|reduc\w*",
        ),
        (r"most|mainly|primar\w+|best", r"least|secondar\w+|worst"),
        (r"up|uphill|upwards?|ascen\w+|climb\w*", r"down|downhill|downwards?|descen\w+"),
        (r"fast|quick\w*|rapid\w*|sprint\w*", r"slow\w*|easy"),
        ("heavy|heavier|heaviest", "light|lighter|lightest"),
        ("high|higher|highest", "low|lower|lowest"),
        ("long|longer|longest", "short|shorter|shortest"),
        (r"big\w*|large\w*|great\w*", r"small\w*|tiny|little"),
        (r"beginner\w*|novice\w*|new|untrained", "advanced|trained|experienced|elite"),
        ("men|males?|guys", "women|females?"),
        ("old|older", "young|younger"),
        ("front", "back|rear"),
        ("inside|inner|medial", "outside|outer|lateral"),
        ("with", "without"),
        (r"push\w*", r"pull\w*"),
        (r"lift\w*|rais\w*", r"lower\w*|land\w*"),
        (r"bend\w*|flex\w*", r"extend\w*|exten\w*|straighten\w*"),
        (
            r"gain\w*|grow\w*|increas\w*|improv\w*|boost\w*",
            r"los[et]\w*|shrink\w*|reduc\w*|break\w*|decreas\w*|waste\w*",
        ),
        (r"safe\w*", r"risk\w*|danger\w*|injur\w*"),
        ("easy|easier|easily|easiest", "hard|harder|difficult|hardest"),
        ("always", "never|rarely|sometimes"),
        ("minimum|least", "maximum|most"),
        ("first", "last|second|final"),
        ("left", "right"),
        (r"start\w*|begin\w*", r"end\w*|finish\w*|stop\w*"),
    )
)
# what a passage says of its scope or strength, and the words by which a statement keeps it
_KEPT = tuple(
    (any_of(said), any_of(kept))
    for said, kept in (
        (r"most|majority", r"most|majority|mostly|primarily|mainly|best|than|hardest|chiefly"),
        ("some", r"some|sometimes|certain|several|a few|partly|one of|among|part of|in part"),
        ("many", r"many|lots|numerous|a lot|plenty|often"),
        ("often", r"often|frequently|commonly|usually|many"),
        (
            r"usually|typically|generally|normally|tend\w*",
            r"usual\w*|typical\w*|general\w*|normal\w*|tend\w*|often|common\w*|mostly",
        ),
        (r"sometimes|occasionally", r"sometimes|occasional\w*|at times|now and then|can|may"),
        ("healthy", "healthy"),
        (
            r"only|alone|exclusively|solely",
            r"only|alone|exclusively|solely|sole|merely|nothing but|by itself|on its own"
            "|not all|one of",
        ),
        (r"one of|among", r"one of|among\w*|part|partly|some|ranks?|belongs?|include\w*|also"),
        (
            r"significant\w*|substantial\w*",
            r"significant\w*|substantial\w*|considerabl\w*|serious\w*|major|much|large\w*|great\w*"
            r"|marked\w*|big|lot|steep\w*|meaningful\w*",
        ),
        (r"slight\w*|modest\w*|somewhat", r"slight\w*|modest\w*|somewhat|little|a bit|some"),
        (
            r"particularly|especially",
            r"particular\w*|especial\w*|above all|most|mainly|chiefly|very",
        ),
        (
            r"beginners?|novices?|untrained",
            r"beginner\w*|novice\w*|untrained|new|not trained|inexperienced|unaccustomed|start\w*",
        ),
        (r"older|elderly", r"older|elderly|aged|old|seventies"),
        (r"elite|competitive|professional", r"elite|competitive|professional\w*|top|best"),
        (r"regular|regularly", r"regular\w*|consistent\w*|steady|steadily|habitual\w*|routine\w*"),
        (r"runners?", r"run\w*|athlete\w*"),
        (r"directly|direct", r"direct\w*"),
        (r"gradual\w*", r"gradual\w*|slow\w*|over time|bit by bit|step"),
        (r"not necessarily", r"not necessar\w*|need not|not always"),
        (r"at least", r"at (?:the )?least|or more|minimum|no less|anyway|even if"),
        (r"at most|up to", r"at (?:the )?most|up to|can reach|as \w+ as|maximum|no more"),
        (
            r"almost|nearly|practically",
            r"almost|nearly|practically|virtually|close to|about|hardly",
        ),
    )
)
_ADDS = any_of("not only", "adds? up to")  # say nothing of scope


@waivable_rule
def opposite_read(tables: TableSet) -> Iterator[Problem]:
    """A statement does not have the opposite of a word that both raw readings have (before and
    after, more and less, men and women ...).
    """
    for one in wordings(tables):
        if all(one.readings):
            yield from _opposite(one, one.readings, "both readings have")


@waivable_text_rule
def opposite_in_text(tables: TableSet) -> Iterator[Problem]:
    """A statement does not have the opposite of a word that its sentence in the article has."""
    for one in wordings(tables):
        around = context(tables, one)
        if around:
            yield from _opposite(one, (around,), "the article has")


def _opposite(one: Wording, texts: tuple[str, ...], who: str) -> Iterator[Problem]:
    """A problem for the first word of the statement whose opposite stands in all the texts."""
    for pair in _OPPOSITES:
        for here, there in (pair, pair[::-1]):
            found = here.search(one.statement)
            if (
                found
                and not there.search(one.statement)
                and all(there.search(text) and not here.search(text) for text in texts)
            ):
                other = there.search(texts[0])
                yield one.problem(
                    "statement",
                    f"The statement has {found.group()!r} where {who} "
                    f"{other.group() if other else ''!r}.",
                )
                return


@waivable_text_rule
def scope_kept(tables: TableSet) -> Iterator[Problem]:
    """A statement keeps the words of its passage for strength and scope (most, some, often, only,
    significantly, beginners ...), or has a word of the same kind.
    """
    for one in wordings(tables):
        if lost := _lost(tables, one, one.statement):
            yield one.problem(
                "statement", f"The passage has {lost!r}; the statement has no word for it."
            )


@waivable_text_rule
def scope_typed(tables: TableSet) -> Iterator[Problem]:
    """The statement of a proposition with the relation other keeps the words for strength and scope
    that the passages of its claims have.
    """
    place = {row["proposition_id"]: at for row, at in each(tables["propositions"])}
    for one in wordings(tables):
        typed = one.proposition["statement"]
        if one.proposition["relation"] != "other" or not isinstance(typed, str):
            continue
        if lost := _lost(tables, one, typed):
            yield place[one.proposition["proposition_id"]].problem(
                "statement",
                f"The passage of {one.claim['claim_id']} has {lost!r}; the statement has no word "
                "for it.",
                READ_AGAIN,
            )


def _lost(tables: TableSet, one: Wording, statement: str) -> str | None:
    """The first word of a passage for strength or scope that a statement does not keep."""
    passage = _ADDS.sub(" ", passage_text(tables, one))
    for said, kept in _KEPT:
        found = said.search(passage)
        if found and not kept.search(statement):
            return found.group()
    return None
