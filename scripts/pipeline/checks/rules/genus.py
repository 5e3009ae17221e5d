"""The rule for the broader term that the words of a term name: its name, and its definition."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.base.problems import Problem
from pipeline.checks.rules.culprits import chain, shared
from pipeline.checks.rules.registry import Place, each, rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_LONGEST = 6  # words of a name that are looked for
_CLAUSE = re.compile(r"[,;:.]|\b(?:and|or|that|which)\b")
_JOINED = re.compile(r"(?:,|and|or)$")
_ARTICLES = ("a", "an", "the")
# words in a name after which another thing is named: "balance of training goals" is no goal
_LINKS = {"of", "with", "and", "or", "from", "for", "to", "in", "that", "beyond", "by", "about"}

_Named = dict[tuple[str, str], set[str]]  # by kind and name in the singular, the terms


@rule
def genus(tables: TableSet) -> Iterator[Problem]:
    """A term is a case of the term that its definition begins with (*Squats that end in a jump*),
    or that its name ends with (*ankle mobility*), unless the definition tells the two apart by
    name; a muscle is part of the muscle that its definition names (*a head of the gastrocnemius*).
    """
    known = _names(tables)
    up = tables.ancestors
    wrong: dict[str, tuple[str, set[str], Place]] = {}
    for row, at in each(tables["terms"]):
        term = row["term_id"]
        for words_of, found in _wider(row, known):
            if found and term not in found and found.isdisjoint(up.get(term, ())):
                wrong[term] = words_of, found, at
                break
    terms, places = tables.index("terms"), {row["term_id"]: at for row, at in each(tables["terms"])}
    chains = {
        term: [one for one in chain(term, tables) if one in (*wrong, terms[term]["broader_id"])]
        for term in wrong
    }
    for wider, narrower in list(shared(chains)):
        if wider not in wrong and wider in places:
            missing = sorted({name for term in narrower for name in wrong[term][1]})
            yield places[wider].problem(
                "broader_id",
                f"{', '.join(narrower)} below it are named as cases of {' or '.join(missing)}, "
                "which is not above it.",
                "Read the definitions, and correct broader, of this term or of those below.",
            )
        for term in set(narrower) - {wider}:
            del wrong[term]
    for term, (words_of, found, at) in wrong.items():
        yield at.problem(
            "broader_id",
            f"{words_of} names {' or '.join(sorted(found))}, which is not above {term!r}; broader "
            f"is {terms[term]['broader_id'] or 'empty'}.",
            "Read both definitions, and correct broader. Only if the term is no case of the other, "
            "say in its definition what tells the two apart, and begin with another word.",
        )


def _names(tables: TableSet) -> _Named:
    """The preferred names of terms, and the other names that always mean them."""
    kinds = {row["term_id"]: row["kind"] for row in tables["terms"].rows}
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in tables["terms"].rows:
        found[row["kind"], _singular(row["name"])].add(row["term_id"])
    for row in tables["term_names"].rows:
        if row["status"] == "accepted" and row["term_id"] in kinds:
            found[kinds[row["term_id"]], _singular(row["name"])].add(row["term_id"])
    return dict(found)


def _wider(row: Row, known: _Named) -> Iterator[tuple[str, set[str]]]:
    """What the words of a term name as wider: where they stand, and the terms."""
    kind = row["kind"]
    beginning = _Beginning.of(row["definition"])
    yield "The beginning of the definition", beginning.longest(kind, known)
    if kind == "muscle":
        yield "The definition", _whole(beginning.text, known)
    name = _singular(row["name"]).split(" ")
    definition = f" {_singular(row['definition'])} "
    for i in range(1, len(name)):
        tail = " ".join(name[i:])
        if _LINKS.isdisjoint(name[:i]) and (kind, tail) in known and f" {tail} " not in definition:
            yield "The end of the name", known[kind, tail]
            return


@dataclass
class _Beginning:
    """The first clause of a definition; `is_list` if it goes on with another thing of its sort."""

    text: str
    is_list: bool

    @classmethod
    def of(cls, definition: str) -> "_Beginning":
        end = _CLAUSE.search(definition)
        text = definition[: end.start()] if end else definition
        return cls(text, bool(end and _JOINED.match(end.group())))

    def longest(self, kind: str, known: _Named) -> set[str]:
        """The terms of the longest name with which the clause begins."""
        tokens = _singular(self.text).split(" ")
        tokens = tokens[1:] if tokens[0] in _ARTICLES else tokens
        for length in range(min(_LONGEST, len(tokens)), 0, -1):
            found = known.get((kind, " ".join(tokens[:length])))
            if found:
                return set() if self.is_list and length == len(tokens) else found
        return set()


def _whole(clause: str, known: _Named) -> set[str]:
    """The muscles of the longest name after "of the" or "of the three"."""
    tokens = _singular(clause).split(" ")
    for i in range(len(tokens) - 2):
        if tokens[i : i + 2] == ["of", "the"]:
            for start in (i + 2, i + 3):
                for length in range(_LONGEST, 0, -1):
                    found = known.get(("muscle", " ".join(tokens[start : start + length])))
                    if found:
                        return found
    return set()


def _singular(text: str) -> str:
    """The words of a text, each without the s of a plural."""
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004
        for word in words(text)
    )
