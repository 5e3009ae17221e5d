"""Rules for muscles: groups, heads, and their places in the tree."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, repeated, rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_GROUPS = ("group", "unlisted_group")


def _broader(tables: TableSet, muscle: Row) -> str | None:
    """The broader term of a muscle; None where it has none, or where it is no term."""
    term: str | None = tables.index("terms").get(muscle["muscle_id"], {}).get("broader_id")
    return term


@rule
def group_members(tables: TableSet) -> Iterator[Problem]:
    """A member has the same kind as its group; among muscles, only groups have members, and no
    group is inside itself by way of members and broader terms.
    """
    terms, muscles, up = tables.index("terms"), tables.index("muscles"), tables.ancestors
    for row, at in each(tables["term_members"]):
        group, member = row["group_id"], row["member_id"]
        kinds = [terms.get(term, {}).get("kind") for term in (group, member)]
        if all(kinds) and kinds[0] != kinds[1]:
            yield at.problem(
                "member_id",
                f"{group!r} is of the kind {kinds[0]}, its member {member!r} of the kind "
                f"{kinds[1]}.",
                "Correct the wrong one of the two.",
            )
        muscle = muscles.get(group)
        if muscle and muscle["kind"] != "group":
            yield at.problem(
                "group_id",
                f"{group!r} is of the kind {muscle['kind']}, which has no members.",
                "Only groups have members. A part of a muscle names the muscle as broader.",
            )
        if member in up.get(group, ()):
            yield at.problem(
                "member_id",
                f"The group {group!r} is inside itself by way of {member!r}.",
                "Remove the wrong membership.",
            )


@rule
def head_of_muscle(tables: TableSet) -> Iterator[Problem]:
    """The broader term of a head is the single muscle that it is part of."""
    kinds = {row["muscle_id"]: row["kind"] for row in tables["muscles"].rows}
    for row, at in each(tables["muscles"]):
        whole = _broader(tables, row)
        if row["kind"] == "head" and kinds.get(whole) != "muscle":
            yield at.problem(
                "kind",
                "A head needs the muscle that it belongs to as its broader term; it has "
                f"{whole!r}.",
                "Set broader, or correct the kind.",
            )


@rule
def muscle_home(tables: TableSet) -> Iterator[Problem]:
    """Of muscles, only groups have muscles and groups below them, an organ or type of fibre has no
    part in the tree, a place in the tree is said only of what has one, and a Latin name belongs to
    one muscle.
    """
    muscles = tables["muscles"]
    kinds = {row["muscle_id"]: row["kind"] for row in muscles.rows}
    for row, at in each(muscles):
        home = _broader(tables, row)
        if home in kinds and not _may_be_below(row["kind"], kinds[home]):
            yield at.problem(
                "kind",
                f"Its kind is {row['kind']}, but its broader term {home!r} is of the kind "
                f"{kinds[home]}.",
                "Correct the broader term or the kinds.",
            )
        yield from _sources_of_nothing(row, home, at)
    for first, at in repeated(muscles, muscles.column("latin_name")):
        yield at.problem(
            "latin_name",
            f"{first['muscle_id']!r} has the same Latin name.",
            "Look the name up, and correct the wrong one.",
        )


def _may_be_below(kind: str, broader: str) -> bool:
    """Whether a muscle of a kind may have a broader term of another kind.

    `head-of-muscle` reports the heads.
    """
    return kind == "head" or (broader in _GROUPS and kind not in ("organ", "fibre_type"))


def _sources_of_nothing(row: Row, home: str | None, at: Place) -> Iterator[Problem]:
    """Problems with sources that are given for what the row does not have."""
    if row["place_source"] and home is None:
        yield at.problem(
            "place_source",
            "There is a source for the place in the tree, but no broader term.",
            "Set broader. If the muscle has no place in the tree, remove place.",
        )
    if row["source"] and not (row["latin_name"] or row["action"]):
        yield at.problem(
            "source",
            "There is a source, but neither a Latin name nor an action.",
            "Add what the source gives, or remove the source.",
        )


@rule
def group_expands(tables: TableSet) -> Iterator[Problem]:
    """A group expands, by members and narrower terms, to two single muscles or more; an unlisted
    group has no members.
    """
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["muscles"].rows:
        if row["kind"] == "muscle":
            for wider in tables.ancestors.get(row["muscle_id"], ()):
                parts[wider].add(row["muscle_id"])
    with_members = tables.keys("term_members", ("group_id",))
    for row, at in each(tables["muscles"]):
        if row["kind"] == "group" and len(parts[row["muscle_id"]]) < 2:  # noqa: PLR2004 - a pair
            yield at.problem(
                "kind",
                "The group does not expand to two muscles or more.",
                "Give it members, or make it the broader term of its muscles. If its muscles are "
                "not known, call it an unlisted_group.",
            )
        if row["kind"] == "unlisted_group" and row["muscle_id"] in with_members:
            yield at.problem(
                "kind",
                "The group is called unlisted, but has members.",
                "Call it a group, or remove the members.",
            )
