"""How many words of each article lie in passages of each role."""

from __future__ import annotations

from collections import Counter

from pipeline.tables.table_set import TableSet

_NO_PASSAGE = "(none)"


def words_by_role(tables: TableSet) -> dict[str, Counter[str]]:
    """For each article with a captured text, how many of its words have each role.

    Each word counts once: as `claim` if the passage of any claim covers it, else with the role of
    the first other passage that does. `(none)` counts the words in no passage.
    """
    places: dict[str, list[tuple[str, int, int]]] = {}
    for row in tables["passages"].rows:
        if isinstance(row["start"], int) and isinstance(row["end"], int):
            places.setdefault(row["article_id"], []).append((row["role"], row["start"], row["end"]))
    found = {}
    for article, text in tables.captures.items():
        roles = [_NO_PASSAGE] * len(text.tokens)
        claims_first = sorted(places.get(article, ()), key=lambda place: place[0] != "claim")
        for role, start, end in claims_first:
            first, stop = text.token_range(start, end) or (0, 0)
            roles[first:stop] = [role if was == _NO_PASSAGE else was for was in roles[first:stop]]
        found[article] = Counter(roles)
    return found
