"""Who speaks: the person to whom a claim is attributed, against the article's text."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.claim_words import any_of, sentence, sentence_place, wordings
from pipeline.checks.rules.registry import waivable_text_rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import Text, words

_SHORTEST_NAME = 4  # letters; shorter words are initials or articles
_SAYS = any_of(r"says?|said|according to|explains?|adds|notes|agrees?|tells|told")


@waivable_text_rule
def speaker_named(tables: TableSet) -> Iterator[Problem]:
    """The speaker of a claim is named in its sentence, or is the person named last before it; and
    if a sentence names a person who speaks, the claim is attributed. Authors and reviewers of the
    article may speak without being named.
    """
    articles = tables.index("articles")
    speakers: defaultdict[str, set[str]] = defaultdict(set)
    for one in wordings(tables):
        article = articles.get(one.passage["article_id"], {})
        speaker = one.claim["attributed_to"]
        if speaker and speaker not in (article.get("author_id"), article.get("reviewer_id")):
            speakers[one.passage["article_id"]].add(speaker)
    places = {
        article: _places(tables, text, speakers[article])
        for article, text in tables.captures.items()
        if article in speakers
    }
    for one in wordings(tables):
        named = places.get(one.passage["article_id"])
        if named is None:
            continue
        begins, ends = sentence_place(tables, one)
        first = bisect_left(named, (begins, ""))
        inside = [who for at, who in named[first:] if at < ends]
        speaker = one.claim["attributed_to"]
        heard = inside or [who for _, who in named[max(0, first - 1) : first]]
        if speaker in speakers[one.passage["article_id"]] and speaker not in heard:
            yield one.problem(
                "attributed_to",
                f"The claim is attributed to {speaker!r}; the person named in its sentence, or "
                f"last before it, is {', '.join(heard) or 'nobody'}.",
            )
        elif not speaker and inside and _SAYS.search(sentence(tables, one)):
            yield one.problem(
                "attributed_to",
                f"Its sentence names {', '.join(sorted(set(inside)))}, who speaks, but the claim "
                "is attributed to nobody.",
            )


def _places(tables: TableSet, text: Text, people: set[str]) -> list[tuple[int, str]]:
    """Where a text has a name of these people, or the word that stands for one, in order."""
    known = tables.index("people")
    return sorted(
        (text.starts[i], person)
        for person in people & known.keys()
        for word in words(str(known[person]["name"]))
        if len(word) >= _SHORTEST_NAME
        for i in text.find([word])
    )
