"""Rules that hold region, Latin name and action of a muscle against its place and definition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, waivable_rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_WITHIN = {
    "hip": "lower_limb",
    "thigh": "lower_limb",
    "lower_leg": "lower_limb",
    "lower_limb": "whole_body",
    "upper_limb": "whole_body",
    "trunk": "whole_body",
}
_REGION_WORDS = {
    "lower_leg": re.compile(r"\b(?:lower leg|calf|shin bone|ankle)\b"),
    "thigh": re.compile(r"\bthigh\b"),
    "hip": re.compile(r"\b(?:buttock|hip)\b"),
    "trunk": re.compile(r"\b(?:belly|chest|spine|back(?! of))\b"),
    "upper_limb": re.compile(r"\b(?:upper arm|shoulder|elbow)\b"),
}
_CUT = re.compile(r"; |[.] | than | crosses ")
_STEM = 4  # first letters that an English and a Latin word share: oblique, obliquus
_HEAD_STEM = 5
_SMALL = set(words("the of and muscle muscles head musculus musculi caput"))
_OPPOSITE = {
    "flex": "extend",
    "adduct": "abduct",
    "plantarflex": "dorsiflex",
    "invert": "evert",
    "turn in": "turn out",
}
_OPPOSITE |= {other: one for one, other in _OPPOSITE.items()}
_JOINTS = set(words("hip knee ankle toe toes elbow shoulder arm spine foot thigh shin forearm"))
_SAME_JOINT = {"toes": "toe", "thigh": "hip"}
_SIDE = "front|back|inner side|outer side"
_PART = "lower leg|thigh|upper arm|calf|chest|belly"
_PLACE = re.compile(rf"\b(?P<side>{_SIDE}) of the (?P<part>{_PART})\b")
_ITS_PLACE = re.compile(rf"\b(?P<part>{_PART})\b.{{0,300}}\bits (?P<side>{_SIDE})\b")
_CROSSED = re.compile(r"\bcrosses (?:the )?(hip|knee|ankle)(?: and (hip|knee|ankle))?")
_FEW = 2  # neighbours that must agree before a muscle can differ from them

Action = tuple[str, str]  # what is done, and at which joint


@waivable_rule
def region_words(tables: TableSet) -> Iterator[Problem]:
    """A muscle whose definition names one region of the body alone, before it says what the muscle
    crosses or is told from, is in that region or a wider one.
    """
    terms = tables.index("terms")
    for row, at in each(tables["muscles"]):
        text = terms.get(row["muscle_id"], {}).get("definition") or ""
        said = [
            region for region, named in _REGION_WORDS.items() if named.search(_CUT.split(text)[0])
        ]
        if len(said) == 1 and row["region"] not in (said[0], _WITHIN[said[0]], "whole_body"):
            yield at.problem(
                "region",
                f"The region is {row['region']}, but the definition speaks of {said[0]} alone.",
                "Look the muscle up, and correct the region or the definition.",
            )


@waivable_rule
def latin_name(tables: TableSet) -> Iterator[Problem]:
    """The Latin name of a single muscle shares the beginnings of words with its name, and that of
    a head with the Latin name of its muscle.
    """
    muscles, terms = tables.index("muscles"), tables.index("terms")
    for row, at in each(tables["muscles"]):
        latin = row["latin_name"] or ""
        if not latin:
            continue
        if row["kind"] == "head":
            whole = muscles.get(terms.get(row["muscle_id"], {}).get("broader_id"), {})
            theirs = whole.get("latin_name") or ""
            if theirs and _stems(latin, _HEAD_STEM).isdisjoint(_stems(theirs, _HEAD_STEM)):
                yield _wrong_latin(at, latin, theirs)
        elif row["kind"] == "muscle" and not _stems(row["name"], _STEM) <= _stems(latin, _STEM):
            yield _wrong_latin(at, latin, row["name"])


def _stems(name: str, length: int) -> set[str]:
    return {word[:length] for word in words(name) if word not in _SMALL}


def _wrong_latin(at: Place, latin: str, other: str) -> Problem:
    return at.problem(
        "latin_name",
        f"{latin!r} does not fit {other!r}.",
        "Look the Latin name up, and correct it or the name.",
    )


@waivable_rule
def muscle_action(tables: TableSet) -> Iterator[Problem]:
    """A muscle shares an action with each group that it belongs to, where both give actions at a
    joint, and does not do the opposite at that joint.
    """
    acts = _all_actions(tables)
    for row, at in each(tables["muscles"]):
        mine = acts[row["muscle_id"]]
        for group in sorted(tables.ancestors.get(row["muscle_id"], set()) - {row["muscle_id"]}):
            theirs = acts.get(group, set())
            if mine and theirs and (mine.isdisjoint(theirs) or _against(mine, theirs)):
                yield _wrong_action(at, row, f"{group!r} does this: {_said(theirs)}")
                break


@waivable_rule
def crossed_joints(tables: TableSet) -> Iterator[Problem]:
    """A muscle or head acts on no other of hip, knee and ankle than its definition says that it
    crosses.
    """
    terms, acts = tables.index("terms"), _all_actions(tables)
    for row, at in each(tables["muscles"]):
        definition = terms.get(row["muscle_id"], {}).get("definition") or ""
        crossed = _CROSSED.search(definition)
        joints = {joint for _, joint in acts[row["muscle_id"]]} & {"hip", "knee", "ankle"}
        if crossed and row["kind"] in ("muscle", "head") and not joints <= {*crossed.groups()}:
            yield _wrong_action(at, row, f"it {crossed.group()}, by its definition")


@waivable_rule
def muscle_side(tables: TableSet) -> Iterator[Problem]:
    """A muscle does not do the opposite of what all others do that lie, by their definitions, on
    the same side of the same part of the body.
    """
    acts, terms = _all_actions(tables), tables.index("terms")
    beside: defaultdict[tuple[str, str], list[tuple[Row, Place]]] = defaultdict(list)
    for row, at in each(tables["muscles"]):
        definition = terms.get(row["muscle_id"], {}).get("definition") or ""
        place = _PLACE.search(definition) or _ITS_PLACE.search(definition)
        if place and acts[row["muscle_id"]]:
            beside[place["side"], place["part"]].append((row, at))
    for (side, part), found in beside.items():
        does: defaultdict[Action, set[str]] = defaultdict(set)
        for row, _ in found:
            for action in acts[row["muscle_id"]]:
                does[action].add(row["muscle_id"])
        for row, at in found:
            # a muscle of either end of one side turns the limb its own way
            for action in sorted(a for a in acts[row["muscle_id"]] if not a[0].startswith("turn")):
                opposite = does.get((_OPPOSITE.get(action[0], ""), action[1]), set())
                if len(opposite) >= _FEW and does[action] == {row["muscle_id"]}:
                    what = f"{len(opposite)} others at the {side} of the {part} do the opposite"
                    yield _wrong_action(at, row, what)
                    break


def _wrong_action(at: Place, row: Row, why: str) -> Problem:
    return at.problem(
        "action",
        f"The muscle {row['action']}; {why}.",
        "Look the action up, and correct it, or the muscle's place in the tree.",
    )


def _against(mine: set[Action], theirs: set[Action]) -> bool:
    """Whether an action is the opposite of one of theirs, and not one of theirs as well."""
    return any((_OPPOSITE.get(act, ""), joint) in theirs for act, joint in mine - theirs)


def _said(actions: set[Action]) -> str:
    return ", ".join(f"{act} the {joint}" for act, joint in sorted(actions))


def _all_actions(tables: TableSet) -> dict[str, set[Action]]:
    """The actions of each muscle."""
    return tables.once(
        "actions",
        lambda tables: {
            row["muscle_id"]: set(actions(row["action"] or "")) for row in tables["muscles"].rows
        },
    )


def actions(text: str) -> Iterator[Action]:
    """What a muscle does at which joint: `adducts and flexes the hip` is two actions."""
    tokens = words(text)
    waiting: list[str] = []
    last = ""
    for token, after in zip_longest(tokens, tokens[1:]):
        verb = token.removesuffix("s")
        verb = verb if verb in _OPPOSITE else verb.removesuffix("e")  # flexes
        if verb in _OPPOSITE:
            waiting.append(verb)
        elif token in ("turn", "turns") and after in ("in", "out"):
            waiting.append(f"turn {after}")
        elif token in _JOINTS or (token == "it" and last):
            last = last if token == "it" else _SAME_JOINT.get(token, token)
            yield from ((act, last) for act in waiting)
            waiting = []
