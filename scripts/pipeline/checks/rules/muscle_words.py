"""Rules that hold region, Latin name and actions of a muscle against its place and definition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, waivable_rule
from pipeline.tables.actions import Action, action_of, is_plain, named
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
    "flexion": "extension",
    "adduction": "abduction",
    "plantarflexion": "dorsiflexion",
    "inversion": "eversion",
    "medial_rotation": "lateral_rotation",
}
_OPPOSITE |= {other: one for one, other in _OPPOSITE.items()}
_SIDE = "front|back|inner side|outer side"
_PART = "lower leg|thigh|upper arm|calf|chest|belly"
_PLACE = re.compile(rf"\b(?P<side>{_SIDE}) of the (?P<part>{_PART})\b")
_ITS_PLACE = re.compile(rf"\b(?P<part>{_PART})\b.{{0,300}}\bits (?P<side>{_SIDE})\b")
_CROSSED = re.compile(r"\bcrosses (?:the )?(hip|knee|ankle)(?: and (hip|knee|ankle))?")
_FEW = 2  # neighbours that must agree before a muscle can differ from them


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
    """Where a muscle and a group that it belongs to have actions of their own at one joint, the
    whole muscle shares one there with the group; rotations and holding apart.
    """
    groups = _all_actions(tables)
    for muscle, mine in _all_actions(tables, "plain").items():
        for group in sorted(tables.ancestors.get(muscle, set()) - {muscle}):
            theirs = groups.get(group, {})
            if wrong := _unlike(mine, theirs):
                at = _first(mine, wrong)
                yield _wrong_action(at, muscle, mine, f"{group!r} does this: {_said(theirs)}")
                break


def _unlike(mine: Iterable[Action], theirs: Iterable[Action]) -> set[Action]:
    """The actions at a joint of a group where the muscle has none of the actions of the group."""
    own, others = set(filter(_moves, mine)), set(filter(_moves, theirs))
    joints = {joint for _, joint in own} & {joint for _, joint in others}
    shared = {joint for _, joint in own & others}
    return {act for act in own if act[1] in joints - shared}


def _moves(act: Action) -> bool:
    """Whether a movement bends or swings a joint, one way or the other."""
    return act[0] in _OPPOSITE and not act[0].endswith("rotation")


@waivable_rule
def sources_opposed(tables: TableSet) -> Iterator[Problem]:
    """No source has a muscle do the opposite of what another source has it do, unless it has it do
    both; rotations, parts and conditions apart.
    """
    said: defaultdict[str, defaultdict[str, dict[Action, Place]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for row, at in each(tables["muscle_actions"]):
        act = action_of(row)
        if _moves(act) and is_plain(row):
            said[row["muscle_id"]][row["source_id"]][act] = at
    for muscle, by_source in said.items():
        for act, at in _opposed(by_source):
            others = [source for source, acts in by_source.items() if _turned(act) in acts]
            yield at.problem(
                "movement",
                f"According to {', '.join(others)}, {muscle!r} does the opposite of "
                f"{named(act[1], act[0])}.",
                "Read both sources again, and correct what is wrong, or name the part of the "
                "muscle or the condition that sets them apart.",
            )


def _opposed(by_source: dict[str, dict[Action, Place]]) -> Iterator[tuple[Action, Place]]:
    """Of two opposite actions that sources disagree about, the one that fewer sources name; if both
    are named equally often, the later in the alphabet. Its place is in the last such source.
    """
    counts = Counter(act for acts in by_source.values() for act in acts)
    for act in sorted(counts):
        other = _turned(act)
        only = [acts for acts in by_source.values() if act in acts and other not in acts]
        against = [acts for acts in by_source.values() if other in acts and act not in acts]
        if only and against and (counts[act], other) <= (counts[other], act):
            yield act, only[-1][act]


def _turned(act: Action) -> Action:
    """The opposite of an action."""
    return _OPPOSITE[act[0]], act[1]


@waivable_rule
def crossed_joints(tables: TableSet) -> Iterator[Problem]:
    """A muscle or head acts on no other of hip, knee and ankle than its definition says that it
    crosses.
    """
    terms, muscles = tables.index("terms"), tables.index("muscles")
    for muscle, mine in _all_actions(tables).items():
        crossed = _CROSSED.search(terms.get(muscle, {}).get("definition") or "")
        if not crossed or muscles.get(muscle, {}).get("kind") not in ("muscle", "head"):
            continue
        uncrossed = {"hip", "knee", "ankle"} - {*crossed.groups()}
        if wrong := {act for act in mine if act[1] in uncrossed}:
            why = f"it {crossed.group()}, by its definition"
            yield _wrong_action(_first(mine, wrong), muscle, mine, why)


@waivable_rule
def muscle_side(tables: TableSet) -> Iterator[Problem]:
    """A muscle does not do the opposite of what all others do that lie, by their definitions, on
    the same side of the same part of the body; parts and conditions apart.
    """
    acts, terms = _all_actions(tables, "plain"), tables.index("terms")
    beside: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for muscle in acts:
        definition = terms.get(muscle, {}).get("definition") or ""
        place = _PLACE.search(definition) or _ITS_PLACE.search(definition)
        if place:
            beside[place["side"], place["part"]].append(muscle)
    for (side, part), found in beside.items():
        does: defaultdict[Action, set[str]] = defaultdict(set)
        for muscle in found:
            for act in acts[muscle]:
                does[act].add(muscle)
        for muscle in found:
            # a muscle of either end of one side turns the limb its own way
            for act in sorted(one for one in acts[muscle] if not one[0].endswith("rotation")):
                opposite = does.get((_OPPOSITE.get(act[0], ""), act[1]), set())
                if len(opposite) >= _FEW and does[act] == {muscle}:
                    what = f"{len(opposite)} others at the {side} of the {part} do the opposite"
                    yield _wrong_action(acts[muscle][act], muscle, acts[muscle], what)
                    break


def _wrong_action(at: Place, muscle: str, mine: Iterable[Action], why: str) -> Problem:
    return at.problem(
        "movement",
        f"{muscle!r} does this: {_said(mine)}; {why}.",
        "Look the action up in the source, and correct it, or the muscle's place in the tree.",
    )


def _first(acts: dict[Action, Place], wrong: set[Action]) -> Place:
    """The place of the first of the wrong actions."""
    return next(at for act, at in acts.items() if act in wrong)


def _said(acts: Iterable[Action]) -> str:
    return ", ".join(named(joint, movement) for movement, joint in sorted(acts))


def _all_actions(tables: TableSet, which: str = "all") -> dict[str, dict[Action, Place]]:
    """The actions of each muscle that has any, each with the first row that says so; all of them,
    or the `plain` ones: those of the whole muscle under any condition.
    """

    def found(tables: TableSet) -> dict[str, dict[Action, Place]]:
        acts: defaultdict[str, dict[Action, Place]] = defaultdict(dict)
        for row, at in each(tables["muscle_actions"]):
            if which == "all" or is_plain(row):
                acts[row["muscle_id"]].setdefault(action_of(row), at)
        return dict(acts)

    return tables.once(f"actions {which}", found)
