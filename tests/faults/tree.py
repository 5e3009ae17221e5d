"""Terms in a wrong place of the vocabulary: another parent, axis, region, kind or group."""

from __future__ import annotations

from collections import Counter

from pipeline.curation.yaml_values import Map

from . import Fault, Place, faults
from .copies import Checkout


def terms(package: Checkout) -> tuple[str, dict[str, Map]]:
    file, document = package.document("terms")
    return file, {entry["id"]: entry for entry in document["terms"]}


def moved(choose, to, table: str, field: str):
    """A mutation: a term has another broader term. `choose` and `to` get an entry and all."""

    def mutate(package: Checkout):
        file, known = terms(package)
        entry = next(e for e in known.values() if "broader" in e and choose(e, known))
        new = to(entry, known)
        line = package.edit(file, entry.lines["broader"], "broader: .*", f"broader: {new}")
        if field != "broader_id":
            detail = entry["muscle" if table == "muscles" else "exercise"]
            line = detail.lines.get("place" if field == "place_source" else field, detail.line)
        return Place(file, line, table, entry["id"], field)

    return mutate


def above(entry: Map, known: dict[str, Map]) -> str:
    """The broader term of the broader term."""
    return known[entry["broader"]]["broader"]


def has_a_place(entry: Map, known: dict[str, Map]) -> bool:
    """A muscle whose place names identifiers, in a group inside another one."""
    place = entry.get("muscle", {}).get("place", "")
    wider = known[entry["broader"]]
    return place.count(" above ") == 1 and wider["muscle"]["kind"] == "group" and "broader" in wider


def is_a_form(entry: Map, known: dict[str, Map]) -> bool:
    """An exercise whose definition begins with the name of its broader term, which has a broader
    term itself, and whose other words do not."""
    wider = known[entry["broader"]]
    return (
        entry["kind"] == "exercise"
        and entry["definition"].lower().startswith(wider["name"] + " ")
        and wider["name"] != "running"
        and "broader" in wider
    )


def changed_axis(package: Checkout):
    """A form of running has the slope that its definition does not name."""
    file, known = terms(package)
    entry = next(e for e in known.values() if e.get("exercise", {}).get("slope") == "level")
    line = package.edit(file, entry["exercise"].lines["slope"], "slope: level", "slope: downhill")
    return Place(file, line, "exercises", entry["id"], "slope")


def other_kind(package: Checkout):
    """A form of strength training is called a sport."""
    file, known = terms(package)
    kin = Counter(entry.get("broader") for entry in known.values())
    entry = next(
        e
        for e in known.values()
        if e.get("exercise", {}).get("kind") == "strength" and "broader" in e and not kin[e["id"]]
    )
    line = package.edit(file, entry["exercise"].lines["kind"], "kind: strength", "kind: sport")
    return Place(file, line, "exercises", entry["id"], "kind")


def changed_region(package: Checkout):
    """A muscle of the thigh lies in the trunk."""
    file, known = terms(package)
    kin = Counter(entry.get("broader") for entry in known.values())
    entry = next(
        e
        for e in known.values()
        if e.get("muscle", {}).get("region") == "thigh" and "broader" in e and not kin[e["id"]]
    )
    line = package.edit(file, entry["muscle"].lines["region"], "region: thigh", "region: trunk")
    return Place(file, line, "muscles", entry["id"], "region")


def changed_region_above(package: Checkout):
    """A group of muscles lies in another region than all its muscles: one error, at the group."""
    file, known = terms(package)
    kin = Counter(entry.get("broader") for entry in known.values())
    entry = next(
        e
        for e in known.values()
        if e.get("muscle", {}).get("region") == "thigh" and kin[e["id"]] > 2
    )
    line = package.edit(file, entry["muscle"].lines["region"], "region: thigh", "region: trunk")
    return Place(file, line, "muscles", entry["id"], "region")


def kind_of_a_group(package: Checkout):
    """A group is called a type of fibre: it fits neither above nor below."""
    file, known = terms(package)
    kin = Counter(entry.get("broader") for entry in known.values())
    entry = next(
        e
        for e in known.values()
        if e.get("muscle", {}).get("kind") == "group" and "broader" in e and kin[e["id"]] > 2
    )
    line = package.edit(file, entry["muscle"].lines["kind"], "kind: group", "kind: fibre_type")
    return Place(file, line, "muscles", entry["id"], "kind")


def kind_of_a_term(package: Checkout):
    """An outcome with cases, used in slots, is called a thing."""
    file, known = terms(package)
    kin = Counter(entry.get("broader") for entry in known.values())
    entry = next(
        e for e in known.values() if e["kind"] == "outcome" and "broader" in e and kin[e["id"]] > 2
    )
    package.edit(file, entry.lines["kind"], "kind: outcome", "kind: thing")
    return Place(file, entry.lines["broader"], "terms", entry["id"], "broader_id")


def member_above(package: Checkout):
    """A group has a member that is wider than itself."""
    file, known = terms(package)
    entry = next(
        e
        for e in known.values()
        if "members" in e and "broader" in known.get(e.get("broader", ""), {})
    )
    wider = above(entry, known)
    line = entry["members"][0].line
    package.insert(file, line, f"  - {{id: {wider}, source: its definition}}")
    return Place(file, line, "term_members", f"{entry['id']}/{wider}", "member_id")


FAULTS = faults(
    "curation",
    Fault(
        "parent-against-the-place",
        "A muscle stands in the group above its own.",
        "muscle-place",
        moved(has_a_place, above, "muscles", "place_source"),
    ),
    Fault(
        "parent-against-the-definition",
        "An exercise stands beside the one whose form its definition says it is.",
        "genus",
        moved(is_a_form, above, "terms", "broader_id"),
    ),
    Fault(
        "axis-against-the-definition",
        "A form of running on level ground goes downhill.",
        "axis-named",
        changed_axis,
    ),
    Fault(
        "kind-of-an-exercise",
        "A form of strength training is called a sport.",
        "broader-axes",
        other_kind,
    ),
    Fault(
        "region-of-a-muscle",
        "A muscle of the thigh lies in the trunk.",
        "muscle-region",
        changed_region,
    ),
    Fault(
        "region-of-a-group",
        "A group lies in another region than its muscles.",
        "muscle-region",
        changed_region_above,
    ),
    Fault("kind-of-a-group", "A group is called a type of fibre.", "muscle-home", kind_of_a_group),
    Fault(
        "kind-of-a-term-with-cases",
        "An outcome with cases is called a thing.",
        "broader-kind",
        kind_of_a_term,
    ),
    Fault(
        "member-wider-than-its-group",
        "A group has a member above itself.",
        "group-members",
        member_above,
    ),
    checkout=True,
)
