"""Rules for measures and for the relations between terms."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule
from pipeline.tables.table_set import TableSet

_SYMMETRIC = ("overlaps", "disjoint", "opposite_of", "complement_of")
_KINDS = {"practises": ("population", "exercise")}
_ONE_WAY = ("has_part", "mode_of", "absence_of")
_ALIKE = ("has_part", "mode_of", "proxy_for", *_SYMMETRIC)  # relate terms of one kind


@rule
def unused_measure(tables: TableSet) -> Iterator[Problem]:
    """Every measure is that of a finding."""
    used = tables.keys("findings", ("measure_id",))
    for row, at in each(tables["measures"]):
        if row["measure_id"] not in used:
            yield at.problem(
                "measure_id",
                "No finding has this measure.",
                "Look for the findings that were measured so. Only if there are none, remove it.",
            )


@rule
def relation_kinds(tables: TableSet) -> Iterator[Problem]:
    """Related terms are two, of kinds that the relation fits: people practise exercises, and most
    relations are between terms of one kind.
    """
    terms = tables.index("terms")
    for row, at in each(tables["term_relations"]):
        one, other = terms.get(row["term_id"]), terms.get(row["other_id"])
        if one is None or other is None:
            continue  # foreign-key reports it
        relation, kinds = row["relation"], (one["kind"], other["kind"])
        if row["term_id"] == row["other_id"]:
            message = "A term is related to itself."
        elif relation in _KINDS and kinds != _KINDS[relation]:
            wanted = " and ".join(_KINDS[relation])
            message = f"The kinds are {' and '.join(kinds)}; {relation} takes {wanted}."
        elif relation in _ALIKE and kinds[0] != kinds[1]:
            message = f"The kinds are {' and '.join(kinds)}; {relation} takes terms of one kind."
        else:
            continue
        yield at.problem(
            "other_id", message, "Read both definitions. Correct the terms or the relation."
        )


@rule
def relation_twice(tables: TableSet) -> Iterator[Problem]:
    """A relation that holds both ways stands once, and one that holds one way does not stand both
    ways; of two terms that overlap, exclude each other or are opposites, none is a case of the
    other.
    """
    seen = tables.keys("term_relations", ("term_id", "relation", "other_id"))
    up = tables.ancestors
    for row, at in each(tables["term_relations"]):
        one, relation, other = row["term_id"], row["relation"], row["other_id"]
        if one == other:
            continue  # relation-kinds reports it
        both_ways = relation in (*_SYMMETRIC, *_ONE_WAY) and (other, relation, one) in seen
        if both_ways and one > other:
            yield at.problem(
                "other_id",
                "The same relation stands the other way round.",
                "Read both definitions, and remove the wrong one.",
            )
        elif relation in _SYMMETRIC and (other in up.get(one, ()) or one in up.get(other, ())):
            yield at.problem(
                "other_id",
                "By their broader terms and groups, one is a case of the other.",
                "Read both definitions. Correct the relation or the tree.",
            )
