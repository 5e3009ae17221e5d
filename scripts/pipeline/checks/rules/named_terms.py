"""Where texts name terms: the listed names that stand in them, the longest at each place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words


class NamedTerms:
    """Names, each with its term, by their first word. A name without a term hides shorter ones."""

    def __init__(self, names: Iterable[tuple[str, str | None]]):
        self._by_first: defaultdict[str, list[tuple[list[str], str | None]]] = defaultdict(list)
        for name, term in names:
            if tokens := words(name):
                self._by_first[tokens[0]].append((tokens, term))
        for listed in self._by_first.values():
            listed.sort(key=lambda one: -len(one[0]))

    def names_in(self, text: str) -> dict[str, str]:
        """The terms that a text names, each with the name that stands first."""
        tokens, found = words(text), dict[str, str]()
        for term, first, stop in self._found(tokens):
            if term:
                found.setdefault(term, " ".join(tokens[first:stop]))
        return found

    def names_inside(self, text: str) -> set[str]:
        """The terms that a text names, but for a name that is the whole text."""
        tokens = words(text)
        return {term for term, _, _ in self._found(tokens, longest=len(tokens) - 1) if term}

    def without(self, text: str, term: str) -> str:
        """The words of a text, but for the names of other terms than this one."""
        tokens = words(text)
        for name, first, stop in self._found(list(tokens)):
            if name != term:
                tokens[first:stop] = [""] * (stop - first)
        return " ".join(filter(None, tokens))

    def _found(
        self, tokens: list[str], longest: int | None = None
    ) -> Iterator[tuple[str | None, int, int]]:
        """Every name of at most `longest` tokens with its term, and the indexes of its first token
        and behind its last.
        """
        at, longest = 0, len(tokens) if longest is None else longest
        while at < len(tokens):
            stop = at + 1
            for name, term in self._by_first.get(tokens[at], ()):
                if len(name) <= longest and tokens[at : at + len(name)] == name:
                    stop = at + len(name)
                    yield term, at, stop
                    break
            at = stop


def named_terms(tables: TableSet, kind: str) -> NamedTerms:
    """The accepted names of a kind of term, collected once for all rules."""

    def collect(tables: TableSet) -> NamedTerms:
        kinds = {row["term_id"]: row["kind"] for row in tables["terms"].rows}
        return NamedTerms(
            (row["name"], row["term_id"])
            for row in tables["term_names"].rows
            if row["status"] == "accepted" and kinds.get(row["term_id"]) == kind
        )

    return tables.once(f"named {kind}", collect)


def listed_terms(tables: TableSet) -> NamedTerms:
    """The accepted names of all terms. Ambiguous and ignored forms hide shorter names in them."""

    def collect(tables: TableSet) -> NamedTerms:
        terms = tables.index("terms")
        return NamedTerms(
            (row["name"], row["term_id"] if row["term_id"] in terms else None)
            if row["status"] == "accepted"
            else (row["name"], None)
            for row in tables["term_names"].rows
            if row["status"] != "watched"
        )

    return tables.once("listed terms", collect)


def related(tables: TableSet, one: str, other: str) -> bool:
    """Whether two terms are the same, or one is a part or a case of the other."""
    up = tables.ancestors
    return one == other or one in up.get(other, ()) or other in up.get(one, ())
