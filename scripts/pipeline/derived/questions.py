"""The derived table `questions`, and what belongs to each question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.derived.question_keys import ACTION, EFFECT, Key, QuestionKeys
from pipeline.derived.question_words import question_text, wording
from pipeline.tables.rows import Row
from pipeline.tables.statements import term_names
from pipeline.tables.table_set import TableSet

_PERSON = "single-person"  # the term above all single persons


class Told(NamedTuple):
    """A claim with its proposition and its article."""

    claim: Row
    proposition: Row
    article: str


class Questions:
    """The questions of these tables, with their propositions and claims.

    `propositions` and `told` map the id of a question to its propositions and to the claims on
    them, in the order of the tables, `relations` to the relations of the propositions; `of` maps a
    proposition to its question.
    """

    def __init__(self, tables: TableSet) -> None:
        self.keys = QuestionKeys(tables)
        self.by_id: dict[str, Key] = {}
        self.of: dict[str, str] = {}
        self.propositions: defaultdict[str, list[Row]] = defaultdict(list)
        self.relations: defaultdict[str, set[str]] = defaultdict(set)
        self.told: defaultdict[str, list[Told]] = defaultdict(list)
        terms = tables.index("terms")
        for row in tables["propositions"].rows:
            key = self.keys.key(row)
            if key is not None and {key.subject, key.object, key.comparator} - {None} <= set(terms):
                self.by_id[key.id] = key
                self.of[row["proposition_id"]] = key.id
                self.propositions[key.id].append(row)
                self.relations[key.id].add(row["relation"])
        propositions, passages = tables.index("propositions"), tables.index("passages")
        for claim in tables["claims"].rows:
            question = self.of.get(claim["proposition_id"])
            passage = passages.get(claim["passage_id"])
            if question is not None and passage is not None:
                row = propositions[claim["proposition_id"]]
                self.told[question].append(Told(claim, row, passage["article_id"]))

    def asks(self, question: str) -> str:
        """Which of `raises`, `lowers` and `keeps` a question asks for; *yes* then says so."""
        family = self.by_id[question].family
        if family == ACTION:
            return "keeps"  # what a muscle keeps, it does
        asked = wording(self.relations[question]) if family == EFFECT else ""
        return asked if asked in ("lowers", "keeps") else "raises"

    def asked(self) -> Iterator[tuple[str, Key]]:
        """The questions on which there is a claim, by id."""
        return ((one, self.by_id[one]) for one in sorted(self.told))


def questions_of(tables: TableSet) -> Questions:
    """The questions of these tables; made on first use and kept."""
    return tables.once("questions", Questions)


def questions(tables: TableSet, evidence: list[Row]) -> list[Row]:
    """Rows of the table `questions`, sorted by key, given those of `question_evidence`.

    Columns: `question_id`, `question`, `family`, `subject_id`, `comparator_id`, `axis` and
    `object_id`; numbers of `articles`, `claims` and `propositions`; of `works` with own,
    special and wider evidence; and of `searches`.
    """
    asked, names = questions_of(tables), term_names(tables["terms"].rows)
    people = {term for term, up in tables.ancestors.items() if _PERSON in up}
    works: defaultdict[str, int] = defaultdict(int)
    for row in evidence:
        works[row["question_id"]] += row["reach"] != "neighbour"
    searches: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["search_propositions"].rows:
        if question := asked.of.get(row["proposition_id"]):
            searches[question].add(row["search_id"])
    return [
        {
            "question_id": one,
            "question": question_text(key, asked.propositions[one], names, people),
            "family": key.family,
            "subject_id": key.subject,
            "comparator_id": key.comparator,
            "axis": key.axis,
            "object_id": key.object,
            "articles": len({told.article for told in asked.told[one]}),
            "claims": len(asked.told[one]),
            "propositions": len(asked.propositions[one]),
            "works": works[one],
            "searches": len(searches[one]),
        }
        for one, key in asked.asked()
    ]
