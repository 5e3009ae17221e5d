"""Regular expressions from data or schemas: whether the time that one takes can explode.

A pattern is taken apart into places; each place takes one character. A pattern is refused in two
cases. A text leads from a place back to it in two ways: then every repetition doubles the ways
to try. Or two loops, one behind the other, take the same text: then the ways grow with the square
of its length, or faster. Source of both criteria: A. Weber and H. Seidl, On the degree of
ambiguity of finite automata, 1991.

Whatever repeats a varying number of times counts as a loop, so some harmless patterns are refused.
Optional parts and alternatives multiply the ways only as often as they occur; they are counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from re import _parser  # type: ignore[attr-defined]  # not public; nothing else parses patterns
from typing import Any

Edges = Counter[int]  # places, each with the number of ways to it
Step = tuple[int, ...]  # places that are reached together

MOST_PLACES, MOST_BRANCHES, MOST_CHARACTERS = 120, 10_000, 500
_SIGNS = [
    *map(chr, range(128)),
    *"\x85\xa0\xe9\xdf\u0130\u017f\u0663\u2028\u4e2d\U0001f600",
]  # stand for all others
_CATEGORIES = {
    f"CATEGORY_{name}": re.compile(form)
    for name, form in (
        ("DIGIT", r"\d"),
        ("NOT_DIGIT", r"\D"),
        ("SPACE", r"\s"),
        ("NOT_SPACE", r"\S"),
        ("WORD", r"\w"),
        ("NOT_WORD", r"\W"),
    )
}
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_PLAIN = {"LITERAL", "NOT_LITERAL", "ANY", "IN", "AT", "SUBPATTERN", "BRANCH", "MAX_REPEAT"}


@lru_cache(maxsize=1000)
def why_not(pattern: str) -> str | None:
    """Why a pattern is refused, as the end of a sentence that begins with it; None if it is not.

    It must be plain: no lookarounds, no references back, no lazy repeats.
    """
    if len(pattern) > MOST_CHARACTERS:
        return f"has {len(pattern):,} characters; {MOST_CHARACTERS} are allowed"
    try:
        tree = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no regular expression: {error}"
    if tree.state.flags & ~re.UNICODE:
        return "sets flags, which are not taken"
    strange = {str(op) for op, _ in walk(tree)} - _PLAIN
    if strange:
        return f"uses {sorted(strange)[0].lower().replace('_', ' ')}, which is not taken"
    return Places(tree).fault()


def walk(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every operation in a parsed pattern, also the nested ones, with what it is given."""
    for op, given in tree:
        yield op, given
        for inner in _inner(str(op), given):
            yield from walk(inner)


def _inner(name: str, given: Any) -> list[Any]:
    if name in _REPEATS:
        return [given[2]]
    if name == "BRANCH":
        return list(given[1])
    if name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
        return [given[-1]]
    return [given] if name == "ATOMIC_GROUP" else []


class Places:
    """The places of a parsed pattern, and which may follow each. Lookarounds count as empty."""

    def __init__(self, tree: Any, searched: bool = False) -> None:
        self.takes: list[int] = []  # for each place, one bit a sign
        literals = (chr(given) for op, given in walk(tree) if str(op) in ("LITERAL", "NOT_LITERAL"))
        self.signs = list(dict.fromkeys([*_SIGNS, *literals]))
        self.next: list[Edges] = []
        self._known: dict[Step, set[Any]] = {}
        self.branches, self.many = 1, False
        if searched:  # a search begins anywhere
            start = self._place((1 << len(self.signs)) - 1)
            self.next[start][start] += 1
        _, first, _ = self._sequence(list(tree))
        if searched:
            self.next[start].update(first)

    def fault(self) -> str | None:
        """Why the pattern is refused, or None."""
        if self.many:
            return "is too long to be judged"
        if self.branches > MOST_BRANCHES:
            return "has too many parts that may be there or not"
        loops = [p for p in range(len(self.takes)) if p in self._from((p,))]
        if any(self._twofold(p) for p in loops):
            return (
                "repeats what can be read in two ways, "
                "so that its time may double with every character"
            )
        behind = (
            (p, q)
            for p, q in product(loops, loops)
            if q in self._from((p,)) and p not in self._from((q,)) and self.takes[p] & self.takes[q]
        )
        if any((p, q, q) in self._from((p, p, q)) for p, q in behind):
            return (
                "has two repeats that can share a text, "
                "so that its time may grow with the square of the length"
            )
        return None

    def _twofold(self, p: int) -> bool:
        there = self._from((p, p))
        if (p, p) not in there:
            return False
        ring = {q for q in self._from((p,)) if p in self._from((q,))}
        if any(count > 1 for q in ring for r, count in self.next[q].items() if r in ring):
            return True
        return any(a != b and (p, p) in self._from((a, b)) for a, b in there)

    def _from(self, start: Step) -> set[Any]:
        """The places that one and the same text reaches together from these.

        Plain numbers for a single start, tuples otherwise.
        """
        if start not in self._known:
            found: set[Step] = set()
            new = [start]
            while new:
                for ahead in product(*(self.next[p] for p in new.pop())):
                    shared = -1
                    for p in ahead:
                        shared &= self.takes[p]
                    if shared and ahead not in found:
                        found.add(ahead)
                        new.append(ahead)
            self._known[start] = {one[0] for one in found} if len(start) == 1 else found
        return self._known[start]

    def _place(self, takes: int) -> int:
        self.takes.append(takes)
        self.next.append(Counter())
        self.many = self.many or len(self.takes) > MOST_PLACES
        return len(self.takes) - 1

    def _sequence(self, items: list[Any]) -> tuple[bool, Edges, Edges]:
        """Whether a sequence may be empty, and how often each place may begin and end it."""
        empty = True
        first: Edges = Counter()
        last: Edges = Counter()
        for op, given in items:
            skippable, begin, end = self._item(str(op), given)
            self._join(last, begin)
            first = first + begin if empty else first
            last = last + end if skippable else end
            empty = empty and skippable
            if self.many:
                break
        return empty, first, last

    def _join(self, last: Edges, first: Edges) -> None:
        for p, n in last.items():
            for q, m in first.items():
                self.next[p][q] += n * m

    def _item(self, name: str, given: Any) -> tuple[bool, Edges, Edges]:
        if name in _REPEATS:
            least, most, inner = given
            if (
                least == most
                and most * len(inner) <= MOST_PLACES
                and all(str(op) in ("LITERAL", "NOT_LITERAL", "ANY", "IN") for op, _ in inner)
            ):
                return self._sequence(list(inner) * most)
            empty, first, last = self._sequence(list(inner))
            if most == 1:
                self.branches *= 2
            else:
                self._join(last, first)
                self.branches *= (
                    2 ** min(most, 60) if empty and most != _parser.MAXREPEAT else 1
                )  # each round may take nothing or something
            return empty or least == 0, first, last
        if name == "BRANCH":
            parts = [self._sequence(list(part)) for part in given[1]]
            self.branches *= len(parts)
            return (
                any(part[0] for part in parts),
                sum((part[1] for part in parts), Counter()),
                sum((part[2] for part in parts), Counter()),
            )
        if name in ("SUBPATTERN", "ATOMIC_GROUP"):
            return self._sequence(list(_inner(name, given)[0]))
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            return True, Counter(), Counter()
        one = Counter([self._place(self._bits(name, given))])
        return False, one, one

    def _bits(self, name: str, given: Any) -> int:
        return sum(1 << i for i, sign in enumerate(self.signs) if _takes(name, given, sign))


def _takes(name: str, given: Any, sign: str) -> bool:
    if name in ("LITERAL", "NOT_LITERAL"):
        return bool(ord(sign) == given) == (name == "LITERAL")
    if name == "RANGE":
        return bool(given[0] <= ord(sign) <= given[1])
    if name == "CATEGORY":
        return bool(_CATEGORIES[str(given)].match(sign))
    if name == "IN":
        inside = any(_takes(str(op), one, sign) for op, one in given if str(op) != "NEGATE")
        return inside != (str(given[0][0]) == "NEGATE")
    return True  # ANY, and operations that may take anything
