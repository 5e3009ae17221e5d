"""How many words of each article lie in passages of which role."""

from __future__ import annotations

from collections import Counter

from pipeline.tables.table_set import TableSet


def words_by_role(package: TableSet) -> dict[str, Counter]:
    """For each article with a captured text, its words by role, each word once: as `claim` where any claim's passage
    covers it, else in the first other passage that does; `(none)` counts the words in no passage.
    """
    places: dict[str, list[tuple[str, int, int]]] = {}
    for row in package["passages"].rows:
        if isinstance(row["start"], int) and isinstance(row["end"], int):
            places.setdefault(row["article_id"], []).append((row["role"], row["start"], row["end"]))
    found = {}
    for article, text in package.captures.items():
        roles = ["(none)"] * len(text.tokens)
        for role, start, end in sorted(
            places.get(article, ()), key=lambda place: place[0] == "claim", reverse=True
        ):
            first, stop = text.token_range(start, end) or (0, 0)
            roles[first:stop] = [role if was == "(none)" else was for was in roles[first:stop]]
        found[article] = Counter(roles)
    return found
