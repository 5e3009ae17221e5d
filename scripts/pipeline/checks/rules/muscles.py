"""Rules for muscles: groups, heads, and their places in the tree."""

from pipeline.checks.rules.registry import problem, repeated, rule
from pipeline.tables.table_set import TableSet


@rule("group-members")
def group_members(package: TableSet):
    """A member is of the kind of its group, of muscles only groups have members, and no group is inside itself by way of members and broader terms."""
    rows, details = package["term_members"], package.index("muscles")
    kinds = {row["term_id"]: row["kind"] for row in package["terms"].rows}
    for i, row in enumerate(rows.rows):
        group, member = kinds.get(row["group_id"]), kinds.get(row["member_id"])
        if group and member and group != member:
            yield problem(
                rows,
                i,
                "group-members",
                f"{row['group_id']!r} is of the kind {group}, {row['member_id']!r} of the kind {member}.",
                "Correct one of them.",
                "member_id",
            )
        kind = (details.get(row["group_id"]) or {"kind": "group"})["kind"]
        if kind != "group":
            yield problem(
                rows,
                i,
                "group-members",
                f"{row['group_id']!r} is of the kind {kind} and has no members.",
                "Only groups have members; parts of a muscle name it as broader.",
                "group_id",
            )
        if row["member_id"] in package.ancestors.get(row["group_id"], ()):
            yield problem(
                rows,
                i,
                "group-members",
                f"The group {row['group_id']!r} is inside itself by way of {row['member_id']!r}.",
                "Remove one of the memberships.",
                "member_id",
            )


@rule("head-of-muscle")
def head_of_muscle(package: TableSet):
    """The broader term of a head is the single muscle that it is part of."""
    rows, terms = package["muscles"], package.index("terms")
    kinds = dict(zip(rows.column("muscle_id"), rows.column("kind")))
    for i, row in enumerate(rows.rows):
        if row["kind"] == "head":
            whole = (terms.get(row["muscle_id"]) or {}).get("broader_id")
            if kinds.get(whole) != "muscle":
                yield problem(
                    rows,
                    i,
                    "head-of-muscle",
                    f"A head needs the muscle that it belongs to as its broader term; it has {whole!r}.",
                    "Set broader, or correct the kind.",
                    "kind",
                )


@rule("muscle-home")
def muscle_home(package: TableSet):
    """Of muscles, only groups have muscles and groups below them, an organ or type of fibre has no part in the tree, a place in the tree is said only of what has one, and a Latin name belongs to one muscle."""
    rows, terms = package["muscles"], package.index("terms")
    kinds = dict(zip(rows.column("muscle_id"), rows.column("kind")))
    for i, row in enumerate(rows.rows):
        home = (terms.get(row["muscle_id"]) or {}).get("broader_id")
        if (
            home in kinds
            and row["kind"] != "head"
            and (
                kinds[home] not in ("group", "unlisted_group")
                or row["kind"] in ("organ", "fibre_type")
            )
        ):
            yield problem(
                rows,
                i,
                "muscle-home",
                f"A term of the kind {row['kind']} stands below {home!r}, of the kind {kinds[home]}.",
                "Correct the broader term or the kinds.",
                "kind",
            )
        if row["place_source"] and home is None:
            yield problem(
                rows,
                i,
                "muscle-home",
                "It has no broader term, and so no place in the tree that could have been seen.",
                "Remove place, or set broader.",
                "place_source",
            )
        if row["source"] and not (row["latin_name"] or row["action"]):
            yield problem(
                rows,
                i,
                "muscle-home",
                "There is neither a Latin name nor an action that the source could be of.",
                "Remove the source.",
                "source",
            )
    for i, first in repeated(rows.column("latin_name")):
        yield problem(
            rows,
            i,
            "muscle-home",
            f"The Latin name is that of {rows.rows[first]['muscle_id']!r} too.",
            "Correct one of them.",
            "latin_name",
        )


@rule("group-expands")
def group_expands(package: TableSet):
    """A group expands, by members and narrower terms, to two single muscles or more; an unlisted group has no members."""
    rows, up = package["muscles"], package.ancestors
    parts: dict[str, set] = {}
    for row in rows.rows:
        if row["kind"] == "muscle":
            for wider in up.get(row["muscle_id"], ()):
                parts.setdefault(wider, set()).add(row["muscle_id"])
    members = set(package["term_members"].column("group_id"))
    for i, row in enumerate(rows.rows):
        if row["kind"] == "group" and len(parts.get(row["muscle_id"], ())) < 2:
            yield problem(
                rows,
                i,
                "group-expands",
                "The group does not expand to single muscles.",
                "Give it members, make it the broader term of its muscles, or call it an unlisted_group.",
                "kind",
            )
        if row["kind"] == "unlisted_group" and row["muscle_id"] in members:
            yield problem(
                rows,
                i,
                "group-expands",
                "The group is called unlisted, but has members.",
                "Call it a group, or remove the members.",
                "kind",
            )
