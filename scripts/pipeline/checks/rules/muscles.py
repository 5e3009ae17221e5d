"""Rules for muscles: groups, heads, and their places in the tree."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.culprits import most_involved
from pipeline.checks.rules.registry import Place, each, repeated, rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_GROUPS = ("group", "unlisted_group")
_ABOVE = re.compile(r"(?<!\S)(\S{1,80}) above ([^\s;,]{1,80})")  # two identifiers of one scheme
_PART_OF = {(part, "lower_limb") for part in ("hip", "thigh", "lower_leg")}


def _broader(tables: TableSet, muscle: Row) -> str | None:
    """The broader term of a muscle; None where it has none, or where it is no term."""
    term: str | None = tables.index("terms").get(muscle["muscle_id"], {}).get("broader_id")
    return term


@rule
def group_members(tables: TableSet) -> Iterator[Problem]:
    """A member has the same kind as its group; among muscles, only groups have members, and no
    group is inside itself by way of members and broader terms.
    """
    terms, up = tables.index("terms"), tables.ancestors
    with_members = tables.keys("term_members", ("group_id",))
    for row, at in each(tables["muscles"]):
        if row["muscle_id"] in with_members and row["kind"] not in _GROUPS:
            yield at.problem(
                "kind",
                f"It has members, but its kind is {row['kind']}.",
                "Read its definition, and correct the kind. If it is no group, its "
                "parts name it as "
                "broader, and are no members.",
            )
    for row, at in each(tables["term_members"]):
        group, member = row["group_id"], row["member_id"]
        kinds = [terms.get(term, {}).get("kind") for term in (group, member)]
        if all(kinds) and kinds[0] != kinds[1]:
            yield at.problem(
                "member_id",
                f"{group!r} is of the kind {kinds[0]}, its member {member!r} of the kind "
                f"{kinds[1]}.",
                "Read both definitions. Correct the kind or the membership, whichever is wrong.",
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
    blamed = _wrong_kinds(tables)
    for row, at in each(tables["muscles"]):
        if row["kind"] == "head" and row["muscle_id"] in blamed:
            yield at.problem(
                "kind",
                "A head is part of a single muscle and has no parts; this one stands above or "
                f"below {blamed[row['muscle_id']] or 'nothing'!r}.",
                "Set broader to the muscle that it belongs to, or correct the kind.",
            )


@rule
def muscle_home(tables: TableSet) -> Iterator[Problem]:
    """Of muscles, only groups have muscles and groups below them, an organ or type of fibre has no
    part in the tree, a place in the tree is said only of what has one, and a Latin name belongs to
    one muscle.
    """
    muscles = tables["muscles"]
    kinds, blamed = tables.index("muscles"), _wrong_kinds(tables)
    for row, at in each(muscles):
        other = blamed.get(row["muscle_id"])
        if other and row["kind"] != "head":
            yield at.problem(
                "kind",
                f"Its kind is {row['kind']}, that of {other!r} is {kinds[other]['kind']}; one of "
                "them is the broader term of the other.",
                "Correct the broader term or the kinds.",
            )
        yield from _sources_of_nothing(row, _broader(tables, row), at)
    for first, at in repeated(muscles, muscles.column("latin_name")):
        yield at.problem(
            "latin_name",
            f"{first['muscle_id']!r} has the same Latin name.",
            "Look the name up, and correct the wrong one.",
        )


def _wrong_kinds(tables: TableSet) -> dict[str, str]:
    """The muscles whose kind or broader term is wrong, each with a muscle that it does not fit.

    For a head without a muscle that is an empty text.
    """
    kinds = {row["muscle_id"]: row["kind"] for row in tables["muscles"].rows}
    homes = {row["muscle_id"]: _broader(tables, row) for row in tables["muscles"].rows}
    pairs = [
        (muscle, home)
        for muscle, home in homes.items()
        if home in kinds and not _may_be_below(kinds[muscle], kinds[home])
    ]
    homeless = [m for m, kind in kinds.items() if kind == "head" and homes[m] not in kinds]
    return dict.fromkeys(homeless, "") | dict(most_involved(pairs))


def _may_be_below(kind: str, broader: str) -> bool:
    """Whether a muscle of a kind may have a broader term of another kind."""
    if kind == "head":
        return broader == "muscle"
    return broader in _GROUPS and kind not in ("organ", "fibre_type")


def _sources_of_nothing(row: Row, home: str | None, at: Place) -> Iterator[Problem]:
    """Problems with sources that are given for what the row does not have."""
    if row["place_source"] and home is None:
        yield at.problem(
            "place_source",
            "There is a source for the place in the tree, but no broader term.",
            "Look the place up, and set broader. Only if the muscle has no place "
            "in the tree, remove "
            "place.",
        )


@rule
def group_expands(tables: TableSet) -> Iterator[Problem]:
    """A group expands, by members and narrower terms, to two single muscles or more; an unlisted
    group has neither members nor muscles below it.
    """
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["muscles"].rows:
        if row["kind"] == "muscle":
            for wider in tables.ancestors.get(row["muscle_id"], ()):
                parts[wider].add(row["muscle_id"])
    with_members = tables.keys("term_members", ("group_id",))
    small = {
        row["muscle_id"]
        for row in tables["muscles"].rows
        if row["kind"] == "group" and len(parts[row["muscle_id"]]) < 2  # noqa: PLR2004 - a pair
    }
    above_small = {
        wider for group in small for wider in tables.ancestors.get(group, set()) - {group}
    }
    for row, at in each(tables["muscles"]):
        if row["muscle_id"] in small - above_small:  # a wider one lacks what the narrower one lacks
            yield at.problem(
                "kind",
                "The group does not expand to two muscles or more.",
                "Look the group up. Restore the member or the broader term that is "
                "missing, or correct "
                "the kind. Only of a group whose muscles no source lists, say unlisted_group.",
            )
        listed = row["muscle_id"] in with_members or parts[row["muscle_id"]]
        if row["kind"] == "unlisted_group" and listed:
            yield at.problem(
                "kind",
                "The group is called unlisted, but muscles belong to it.",
                "Call it a group. Look the muscle up if it seems not to belong there, "
                "and correct its "
                "place.",
            )


@rule
def muscle_place(tables: TableSet) -> Iterator[Problem]:
    """Where the source of a muscle's place reads *X above Y*, Y is mapped to the muscle, and X to
    its broader term.
    """
    mapped: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["mappings"].rows:
        if row["predicate_modifier"] is None:
            mapped[row["object_id"].rpartition(":")[2]].add(row["subject_id"])
    for row, at in each(tables["muscles"]):
        home = _broader(tables, row)
        for identifier, term in _place(row, home):
            others = mapped[identifier.rpartition(":")[2]]
            if others and term not in others:
                yield at.problem(
                    "place_source",
                    f"{identifier} is {' or '.join(sorted(others))}, but the "
                    f"{'broader term' if term == home else 'muscle'} is {term!r}.",
                    "Look the identifiers up. Correct broader, the place, or the mapping, "
                    "whichever is wrong.",
                )
                break


def _place(row: Row, home: str | None) -> Iterator[tuple[str, str]]:
    """The identifiers in the source of a muscle's place, each with the term that it should be."""
    for above, below in _ABOVE.findall(row["place_source"] or ""):
        if home is not None:
            yield above, home
        yield below, row["muscle_id"]


@rule
def muscle_region(tables: TableSet) -> Iterator[Problem]:
    """A muscle lies in the region of its broader term, or in a part of it."""
    muscles = tables["muscles"]
    regions = {row["muscle_id"]: row["region"] for row in muscles.rows}
    pairs = [
        (row["muscle_id"], home)
        for row in muscles.rows
        if (home := _broader(tables, row)) in regions
        and regions[home] not in (row["region"], "whole_body")
        and (row["region"], regions[home]) not in _PART_OF
    ]
    blamed = dict(most_involved(pairs))
    for row, at in each(muscles):
        muscle = row["muscle_id"]
        if muscle in blamed:
            other = blamed[muscle]
            yield at.problem(
                "region",
                f"{muscle!r} lies in the region {regions[muscle]}, {other!r} in the region "
                f"{regions[other]}; one of them is the broader term of the other.",
                "Correct the region or the broader term, whichever is wrong.",
            )
