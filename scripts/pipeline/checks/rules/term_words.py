"""Rules that hold a term's definition against its names, its place in the tree and its axes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.named_terms import named_terms
from pipeline.checks.rules.opposites import opposed
from pipeline.checks.rules.registry import each, waivable_rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import joined

# where a definition turns from the term to what it is told from
_TURNS = re.compile(r"; |[.] | than | as against | beside | besides | but for | without | except ")
_SET_APART = re.compile(r"; [^;]{0,300}\b(?:is|are) (?:an? |the )?(?P<name>[^;,:]{1,80}?)[.]?$")
# Words of name or definition that allow an axis to have a value: beginnings of words.


@waivable_rule
def names_opposed(tables: TableSet) -> Iterator[Problem]:
    """No name of a term, Latin included, has a word whose opposite stands in the definition or the
    preferred name: inner and outer, short and long, men and women, type I and II.
    """
    terms, names = tables.index("terms"), defaultdict(list)
    for row in tables["term_names"].rows:
        if row["status"] == "accepted":
            names[row["term_id"]].append(row["name"])
    for row in tables["muscles"].rows:
        names[row["muscle_id"]].append(row["latin_name"] or "")
    for row, at in each(tables["terms"]):
        term = terms[row["term_id"]]
        own = _TURNS.split(term["definition"] or "")[0]
        told = named_terms(tables, row["kind"]).without(own, row["term_id"])
        for name in names[row["term_id"]]:
            pair = opposed(name, told) or opposed(name, row["name"])
            if pair:
                yield at.problem(
                    "definition",
                    f"The name {name!r} has {pair[0]!r}; definition and preferred name have "
                    f"{pair[1]!r}.",
                    "Look the term up, and correct the name or the definition.",
                )
                break


@waivable_rule
def broader_opposed(tables: TableSet) -> Iterator[Problem]:
    """Definition and name of a form of exercise, or of a group of people, have no word whose
    opposite stands in those of the broader term: short and long, fast and slow, young and old.
    """
    terms = tables.index("terms")
    for row, at in each(tables["terms"]):
        wider = terms.get(row["broader_id"])
        if wider is None or row["kind"] not in ("exercise", "population"):
            continue
        mine, theirs = (
            f"{one['name']} {_TURNS.split(one['definition'] or '')[0]}" for one in (row, wider)
        )
        if pair := opposed(mine, theirs):
            yield at.problem(
                "broader_id",
                f"The term speaks of {pair[0]!r}, its broader term {wider['term_id']!r} of "
                f"{pair[1]!r}.",
                "Read both definitions, and correct the broader term.",
            )


@waivable_rule
def set_apart(tables: TableSet) -> Iterator[Problem]:
    """What the last clause of a definition tells the term from (*; X is Y*) is neither the term
    itself nor above it in the tree.
    """
    names = tables.index("term_names")
    for row, at in each(tables["terms"]):
        clause = _SET_APART.search(row["definition"] or "")
        other = names.get(joined(clause["name"]), {}).get("term_id") if clause else None
        if other == row["term_id"]:
            yield at.problem(
                "definition",
                "The definition tells the term from itself.",
                "It may be that of another term. Read both, and correct it.",
            )
        elif other in tables.ancestors[row["term_id"]]:
            yield at.problem(
                "broader_id",
                f"The definition tells the term from {other!r}, which is above it in the tree.",
                "Read both definitions. Correct the broader term, or the clause.",
            )


@waivable_rule
def group_definition(tables: TableSet) -> Iterator[Problem]:
    """A muscle that the definition of a group names, before it turns to what is left out, is a part
    of the group, or the group a part of it.
    """
    names, kinds = named_terms(tables, "muscle"), tables.index("muscles")
    up = tables.ancestors
    for row, at in each(tables["terms"]):
        group = row["term_id"]
        if kinds.get(group, {}).get("kind") != "group":
            continue
        for muscle in sorted(names.names_in(_TURNS.split(row["definition"] or "")[0])):
            if group not in up.get(muscle, ()) and muscle not in up[group]:
                yield at.problem(
                    "definition",
                    f"The definition names {muscle!r}, which is no part of the group.",
                    "Look the group up. Correct the members, or the definition.",
                )
                break
