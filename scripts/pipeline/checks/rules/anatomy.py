"""Rules for the actions of muscles, their sources, and the terms of movements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import each, rule, waivable_rule
from pipeline.tables.actions import ANY, WHOLE, action, is_plain
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_LIMB = {"flexion", "extension"}
_TURNED = {"medial_rotation", "lateral_rotation", "rotation"}
_SIDEWAYS = {"abduction", "adduction"}
_TRUNK = {
    *_LIMB,
    *("lateral_flexion", "ipsilateral_rotation", "contralateral_rotation", "rotation"),
}
_HELD = {"stabilisation", "support"}
_POSSIBLE = {  # what can happen at which joint
    "hip": {*_LIMB, *_TURNED, *_SIDEWAYS, *_HELD},
    "knee": {*_LIMB, *_TURNED, *_HELD},
    "ankle": {"plantarflexion", "dorsiflexion", *_HELD},
    "subtalar": {"inversion", "eversion", "supination", "pronation", *_SIDEWAYS, *_HELD},
    "foot": {"inversion", "eversion", *_HELD},
    "toes": {*_LIMB, *_SIDEWAYS},
    "great_toe": {*_LIMB, *_SIDEWAYS},
    "patella": {"elevation", *_HELD},
    "pelvis": {"tilt", "elevation", "depression", *_HELD},
    "spine": {*_TRUNK, *_HELD},
    "head": {*_TRUNK, *_HELD},
    "ribs": {"elevation", "depression", *_HELD},
    "thorax": {"inspiration", "expiration", "compression", *_HELD},
    "abdomen": {"compression", *_HELD},
    "scapula": {
        *("elevation", "depression", "protraction", "retraction"),
        *("upward_rotation", "downward_rotation", *_HELD),
    },
    "shoulder": {*_LIMB, *_TURNED, *_SIDEWAYS, *_HELD},
    "elbow": {*_LIMB, *_HELD},
    "forearm": {"supination", "pronation"},
    "wrist": {*_LIMB, *_SIDEWAYS},
}
_STEM = 5  # letters that a movement and a term for it share: extension, extend


@rule
def movement_possible(tables: TableSet) -> Iterator[Problem]:
    """A movement is one that its joint can make."""
    for table in ("muscle_actions", "term_movements"):
        for row, at in each(tables[table]):
            possible = _POSSIBLE.get(row["joint"], set()) | {ANY}
            if row["joint"] in _POSSIBLE and row["movement"] not in possible:
                yield at.problem(
                    "movement",
                    f"The joint {row['joint']!r} does not make the movement {row['movement']!r}.",
                    "Look it up in the source, and correct the joint or the movement.",
                )


@waivable_rule
def movement_named(tables: TableSet) -> Iterator[Problem]:
    """The name or the definition of a term of a movement names its joint and its movement."""
    terms = tables.index("terms")
    for row, at in each(tables["term_movements"]):
        term = terms.get(row["term_id"])
        if term is None:
            continue
        said = {word[:_STEM] for word in words(f"{term['name']} {term['definition']}")}
        wanted = [row["joint"], *({row["movement"]} - {ANY})]
        missing = [one for one in wanted if not _stems(one) & said]
        if missing:
            yield at.problem(
                "movement" if missing[0] != row["joint"] else "joint",
                f"Neither the name nor the definition of the term names {missing[0]!r}.",
                "Correct the term, or the joint and the movement.",
            )


def _stems(name: str) -> set[str]:
    return {word[:_STEM] for word in re.split("_", name)}


@rule
def anatomy_source_used(tables: TableSet) -> Iterator[Problem]:
    """Each source of anatomy has actions."""
    used = tables.keys("muscle_actions", ("source_id",))
    for row, at in each(tables["anatomy_sources"]):
        if row["source_id"] not in used:
            yield at.problem(
                "source_id",
                "No action of a muscle is read from this source.",
                "Add what it says about muscles, or remove it.",
            )


@rule
def action_once(tables: TableSet) -> Iterator[Problem]:
    """A source does not limit to a part what it says of the whole muscle."""
    whole = {_said(row) for row in tables["muscle_actions"].rows if is_plain(row)}
    for row, at in each(tables["muscle_actions"]):
        if row["part"] != WHOLE and _said(row) in whole:
            yield at.problem(
                "part",
                "The same source names this movement for the whole muscle as well.",
                "Read the source again, and keep one of the two.",
            )


def _said(row: dict[str, object]) -> tuple[object, ...]:
    return row["muscle_id"], row["joint"], row["movement"], row["source_id"]


@rule
def action_follows(tables: TableSet) -> Iterator[Problem]:
    """The action of a muscle is the sentence that muscle_actions give."""
    for row, at in each(tables["muscles"]):
        wanted = action(tables, row["muscle_id"])
        if row["action"] != wanted:
            yield at.problem(
                "action",
                f"The action is {row['action']!r}; the rows of muscle_actions give {wanted!r}.",
                "Correct the rows in data/curation/anatomy.yaml, and run make rebuild.",
            )
