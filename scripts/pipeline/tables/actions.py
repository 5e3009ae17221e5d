"""What a muscle does, as a sentence composed from the table `muscle_actions`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

WHOLE = "whole"  # the part of an action of the whole muscle
ANY = "any"  # every movement at a joint

Action = tuple[str, str]  # a movement and the joint at which it is

# how a movement is said of one muscle, and of several, and what follows the joint
_VERBS = {
    "flexion": ("flexes", "flex", ""),
    "extension": ("extends", "extend", ""),
    "abduction": ("abducts", "abduct", ""),
    "adduction": ("adducts", "adduct", ""),
    "medial_rotation": ("medially rotates", "medially rotate", ""),
    "lateral_rotation": ("laterally rotates", "laterally rotate", ""),
    "plantarflexion": ("plantarflexes", "plantarflex", ""),
    "dorsiflexion": ("dorsiflexes", "dorsiflex", ""),
    "inversion": ("inverts", "invert", ""),
    "eversion": ("everts", "evert", ""),
    "lateral_flexion": ("laterally flexes", "laterally flex", ""),
    "ipsilateral_rotation": ("rotates", "rotate", " to the same side"),
    "contralateral_rotation": ("rotates", "rotate", " to the opposite side"),
    "rotation": ("rotates", "rotate", ""),
    "elevation": ("elevates", "elevate", ""),
    "depression": ("depresses", "depress", ""),
    "protraction": ("protracts", "protract", ""),
    "retraction": ("retracts", "retract", ""),
    "upward_rotation": ("rotates", "rotate", " upwards"),
    "downward_rotation": ("rotates", "rotate", " downwards"),
    "supination": ("supinates", "supinate", ""),
    "pronation": ("pronates", "pronate", ""),
    "tilt": ("tilts", "tilt", ""),
    "compression": ("compresses", "compress", ""),
    "inspiration": ("draws in", "draw in", ""),
    "expiration": ("drives out", "drive out", ""),
    "stabilisation": ("stabilises", "stabilise", ""),
    "support": ("supports", "support", ""),
}
_JOINTS = (
    *("hip", "knee", "patella", "ankle", "subtalar", "foot", "toes", "great_toe", "pelvis"),
    *("spine", "head", "ribs", "thorax", "abdomen", "scapula", "shoulder", "elbow", "forearm"),
    "wrist",
)
_SEVERAL = ("fibres", "heads", "parts")  # last words of names of several parts
_PLACES = {
    "subtalar": "the foot",
    "foot": "the arches of the foot",
    "great_toe": "the big toe",
    "patella": "the kneecap",
    "thorax": "breath",
    "scapula": "the shoulder blade",
}


def action(tables: TableSet, muscle: str) -> str | None:
    """What a muscle, head or group does, composed from its own actions, of all sources together.

    A group without actions of its own does what all its single muscles do whose actions are
    known. None where nothing is known, or where the muscles of a group have nothing in common.
    """
    plural = tables.index("terms").get(muscle, {}).get("plural", False)
    rows = own_rows(tables).get(muscle) or _shared(tables, muscle)
    return _sentence(rows, plural) if rows else None


def own_rows(tables: TableSet) -> dict[str, list[Row]]:
    """The rows of muscle_actions by muscle."""

    def found(tables: TableSet) -> dict[str, list[Row]]:
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in tables["muscle_actions"].rows:
            rows[row["muscle_id"]].append(row)
        return dict(rows)

    return tables.once("muscle_actions", found)


def inside(tables: TableSet, kind: str) -> dict[str, list[str]]:
    """The single muscles, or the heads, in each muscle or group, by tree and membership, sorted."""

    def found(tables: TableSet) -> dict[str, list[str]]:
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for row in tables["muscles"].rows:
            if row["kind"] == kind:
                for wider in tables.ancestors.get(row["muscle_id"], set()) - {row["muscle_id"]}:
                    parts[wider].append(row["muscle_id"])
        return {wider: sorted(muscles) for wider, muscles in parts.items()}

    return tables.once(f"inside by {kind}", found)


def named(joint: str, movement: str) -> str:
    """A movement in words: `ankle plantarflexion`."""
    return f"{joint} {movement}".replace("_", " ")


def _shared(tables: TableSet, group: str) -> list[Row]:
    """What all single muscles of a group do, as rows of the whole group."""
    kind = tables.index("muscles").get(group, {}).get("kind")
    own = own_rows(tables)
    known = [own[muscle] for muscle in inside(tables, "muscle").get(group, ()) if muscle in own]
    if kind != "group" or len(known) < 2:  # noqa: PLR2004 - one muscle is not a group
        return []
    common = set.intersection(
        *({action_of(row) for row in rows if is_plain(row)} for rows in known)
    )
    return [
        {"joint": joint, "movement": movement, "part": WHOLE, "circumstance": None}
        for movement, joint in sorted(common)
    ]


def _place(row: Row) -> tuple[object, ...]:
    """The place of an action in the sentence: the whole first, then by joint and movement."""
    joints, movements = _JOINTS, tuple(_VERBS)
    return (
        not is_plain(row),
        row["part"] != WHOLE,
        row["part"],
        row["circumstance"] or "",
        joints.index(row["joint"]) if row["joint"] in joints else len(joints),
        movements.index(row["movement"]) if row["movement"] in movements else len(movements),
    )


def action_of(row: Row) -> Action:
    """The movement of a row, and the joint at which it is."""
    return row["movement"], row["joint"]


def is_plain(row: Row) -> bool:
    """Whether an action is that of the whole muscle under any condition."""
    return bool(row["part"] == WHOLE and row["circumstance"] is None)


def _sentence(rows: Iterable[Row], plural: bool) -> str:
    """The actions as one sentence, those of the whole muscle first, each once."""
    said: defaultdict[tuple[str, str], list[Action]] = defaultdict(list)
    for row in sorted(rows, key=_place):
        key = (row["part"], row["circumstance"] or "")
        joint_turned = row["movement"] == "rotation" and any(
            joint == row["joint"] and movement.endswith("_rotation")
            for movement, joint in said[key]
        )
        if not joint_turned and action_of(row) not in [*said[key], *said[WHOLE, ""]]:
            said[key].append(action_of(row))
    return "; ".join(
        _clause(part, circumstance, actions, plural)
        for (part, circumstance), actions in said.items()
        if actions
    )


def _clause(part: str, circumstance: str, actions: list[Action], plural: bool) -> str:
    """What a part of the muscle does, or the whole of it, under a condition or always."""
    who = "" if part == WHOLE else f"{'their' if plural else 'its'} {part} "
    if circumstance:
        who = f"{circumstance}, {who or ('they ' if plural else 'it ')}"
    several = plural if part == WHOLE else part.endswith(_SEVERAL)
    return who + _doing(actions, several)


def _doing(actions: list[Action], several: bool) -> str:
    """Movements at joints in words: `adducts and flexes the hip and flexes the knee`."""
    by_place: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for movement, joint in actions:
        one, many, after = _VERBS.get(movement, (movement, movement, ""))
        by_place[joint, after].append(many if several else one)
    phrases = [
        f"{_listed(verbs)} {_PLACES.get(joint, f'the {joint}')}{after}"
        for (joint, after), verbs in by_place.items()
    ]
    joined = ", ".join(phrases)
    if len(phrases) == 2 and " and " not in joined:  # noqa: PLR2004 - a pair needs no comma
        return " and ".join(phrases)
    return ", ".join(phrases[:-1]) + (", and " if len(phrases) > 1 else "") + phrases[-1]


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
