"""The degree of a claim against the words of its statement."""

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import any_of, wordings
from pipeline.checks.rules.registry import waivable_rule
from pipeline.tables.table_set import TableSet

# words by which a statement may say a degree
_WORDS = {
    "most": any_of(
        r"best|ideal|as far as|as much as|greatest|foremost|most|entirely|every way|throughout",
        r"perfect\w*|excellent|full|fully|whole|entire|maxim\w+|complete\w*|above all|optim\w+",
        r"essential\w*|absolutely|limits|only component|all that",
    ),
    "main": any_of(
        r"primar\w+|main|mainly|chief\w*|mostly|for the most part|dominat\w+|above all",
        r"principal\w*|matter most|most important|foremost",
    ),
    "much": any_of(
        r"significant\w*|substantial\w*|considerabl\w*|a lot|lots|much|great\w*|dramatic\w*",
        r"marked\w*|large\w*|big\w*|strong\w*|heav\w+|serious\w*|high|highly|very|quite|excellent",
        r"enough|severe\w*|extreme\w*|really|well|important|major|plenty|hard|difficult|terrible",
        r"particularly|especially|superb|powerful|huge|meaningful|remarkabl\w+|bulging|fantastic",
    ),
    "some": any_of(
        r"some\w*|help\w*|contribut\w+|partly|secondar\w+|support\w*|moderate\w*|limit\w*",
        r"to a degree|add\w*|role|plays?|part|assist\w*|few",
    ),
    "slight": any_of(r"slight\w*|modest\w*|a little|a bit|small"),
}
# words that say one degree and no other
_TELLING = {
    "main": any_of("primarily|mainly|chiefly|mostly"),
    "much": any_of(
        "significant|significantly|substantial|substantially|considerable|considerably|a lot",
        "dramatic|dramatically",
    ),
    "some": any_of("secondarily|helps"),
    "slight": any_of("slight|slightly|modest|modestly|a little|a bit"),
}
# what a clause concedes, or what is wanted, is not the degree of the claim
_ASIDE = re.compile(
    r"\b(?:even if|even where|even though|though|although|unless|if|whether)\b[^,.]*"
    r"|^For [^,]*,|\bwith the help of\b|\bon a (?:large|significant)\b",
    re.IGNORECASE,
)


@waivable_rule
def degree_worded(tables: TableSet) -> Iterator[Problem]:
    """The statement of a claim with a degree has a word for it."""
    for one in wordings(tables):
        wanted = _WORDS.get(one.claim["degree"])
        if wanted and not wanted.search(one.statement):
            yield one.problem(
                "degree",
                f"The degree is {one.claim['degree']}, but the statement has no word for it.",
            )


@waivable_rule
def degree_coded(tables: TableSet) -> Iterator[Problem]:
    """If a statement has a word for one degree (primarily, significantly, slightly ...), the claim
    has that degree.
    """
    for one in wordings(tables):
        main = _ASIDE.sub(" ", one.statement)
        for degree, telling in _TELLING.items():
            found = telling.search(main)
            if found and one.claim["degree"] != degree:
                yield one.problem(
                    "degree",
                    f"The statement has {found.group()!r}, but the degree is "
                    f"{one.claim['degree'] or 'empty'}.",
                )
