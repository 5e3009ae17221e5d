"""The vocabulary: trees, groups, details, and no term that nobody uses."""

from itertools import combinations

from . import Package, exercise_axes, problem, repeated, rule
from ..tokens import joined


@rule("term-cycle")
def term_cycle(package: Package):
    """No term is its own broader term, directly or by way of others."""
    rows = package["terms"]
    up = dict(zip(rows.column("term_id"), rows.column("broader_id")))
    done: set = set()
    place = {term: i for i, term in enumerate(rows.column("term_id"))}
    for term in place:
        path, at = [], term
        while at is not None and at not in done and at not in path:
            path.append(at)
            at = up.get(at)
        if at in path:
            ring = path[path.index(at):]
            yield problem(rows, place[at], "term-cycle", f"The broader terms run in a circle: {' > '.join(ring + [at])}.", "Correct one of them.", "broader_id")
        done.update(path)


@rule("broader-kind")
def broader_kind(package: Package):
    """A term is of the same kind as its broader term."""
    rows = package["terms"]
    kinds = dict(zip(rows.column("term_id"), rows.column("kind")))
    for i, row in enumerate(rows.rows):
        broader = row["broader_id"]
        if broader in kinds and kinds[broader] != row["kind"]:
            yield problem(rows, i, "broader-kind", f"The term is a {row['kind']}, its broader term {broader!r} a {kinds[broader]}.", "Correct one of them.", "broader_id")


@rule("slot-kind")
def slot_kind(package: Package):
    """A slot takes only terms of the kinds that its schema names."""
    kinds = {row["term_id"]: row["kind"] for row in package["terms"].rows}
    for table in ("propositions", "findings"):
        rows = package[table]
        for field in rows.table.fields:
            allowed = field.raw.get("x-term-kinds")
            if not allowed:
                continue
            for i, term in enumerate(rows.column(field.name)):
                if term in kinds and kinds[term] not in allowed:
                    yield problem(rows, i, "slot-kind", f"{term!r} is a {kinds[term]}; the slot takes {', '.join(allowed)}.", "Choose another term or another slot.", field.name)


@rule("group-members")
def group_members(package: Package):
    """A member is of the kind of its group, of muscles only groups have members, and no group is inside itself by way of members and broader terms."""
    rows, details = package["term_members"], package.index("muscles")
    kinds = {row["term_id"]: row["kind"] for row in package["terms"].rows}
    for i, row in enumerate(rows.rows):
        group, member = kinds.get(row["group_id"]), kinds.get(row["member_id"])
        if group and member and group != member:
            yield problem(rows, i, "group-members", f"{row['group_id']!r} is of the kind {group}, {row['member_id']!r} of the kind {member}.", "Correct one of them.", "member_id")
        kind = (details.get(row["group_id"]) or {"kind": "group"})["kind"]
        if kind != "group":
            yield problem(rows, i, "group-members", f"{row['group_id']!r} is of the kind {kind} and has no members.", "Only groups have members; parts of a muscle name it as broader.", "group_id")
        if row["member_id"] in package.ancestors().get(row["group_id"], ()):
            yield problem(rows, i, "group-members", f"The group {row['group_id']!r} is inside itself by way of {row['member_id']!r}.", "Remove one of the memberships.", "member_id")


@rule("head-of-muscle")
def head_of_muscle(package: Package):
    """The broader term of a head is the single muscle that it is part of."""
    rows, terms = package["muscles"], package.index("terms")
    kinds = dict(zip(rows.column("muscle_id"), rows.column("kind")))
    for i, row in enumerate(rows.rows):
        if row["kind"] == "head":
            whole = (terms.get(row["muscle_id"]) or {}).get("broader_id")
            if kinds.get(whole) != "muscle":
                yield problem(rows, i, "head-of-muscle", f"A head needs the muscle that it belongs to as its broader term; it has {whole!r}.", "Set broader, or correct the kind.", "kind")


@rule("muscle-home")
def muscle_home(package: Package):
    """Of muscles, only groups have muscles and groups below them, an organ or type of fibre has no part in the tree, a place in the tree is said only of what has one, and a Latin name belongs to one muscle."""
    rows, terms = package["muscles"], package.index("terms")
    kinds = dict(zip(rows.column("muscle_id"), rows.column("kind")))
    for i, row in enumerate(rows.rows):
        home = (terms.get(row["muscle_id"]) or {}).get("broader_id")
        if home in kinds and row["kind"] != "head" and (kinds[home] not in ("group", "unlisted_group") or row["kind"] in ("organ", "fibre_type")):
            yield problem(rows, i, "muscle-home", f"A term of the kind {row['kind']} stands below {home!r}, of the kind {kinds[home]}.", "Correct the broader term or the kinds.", "kind")
        if row["place_source"] and home is None:
            yield problem(rows, i, "muscle-home", "It has no broader term, and so no place in the tree that could have been seen.", "Remove place, or set broader.", "place_source")
        if row["source"] and not (row["latin_name"] or row["action"]):
            yield problem(rows, i, "muscle-home", "There is neither a Latin name nor an action that the source could be of.", "Remove the source.", "source")
    for i, first in repeated(rows.column("latin_name")):
        yield problem(rows, i, "muscle-home", f"The Latin name is that of {rows.rows[first]['muscle_id']!r} too.", "Correct one of them.", "latin_name")


@rule("group-expands")
def group_expands(package: Package):
    """A group expands, by members and narrower terms, to two single muscles or more; an unlisted group has no members."""
    rows, up = package["muscles"], package.ancestors()
    parts: dict[str, set] = {}
    for row in rows.rows:
        if row["kind"] == "muscle":
            for wider in up.get(row["muscle_id"], ()):
                parts.setdefault(wider, set()).add(row["muscle_id"])
    members = set(package["term_members"].column("group_id"))
    for i, row in enumerate(rows.rows):
        if row["kind"] == "group" and len(parts.get(row["muscle_id"], ())) < 2:
            yield problem(rows, i, "group-expands", "The group does not expand to single muscles.", "Give it members, make it the broader term of its muscles, or call it an unlisted_group.", "kind")
        if row["kind"] == "unlisted_group" and row["muscle_id"] in members:
            yield problem(rows, i, "group-expands", "The group is called unlisted, but has members.", "Call it a group, or remove the members.", "kind")


@rule("axes-tree")
def axes_tree(package: Package):
    """A form of exercise that fills all axes which another of its kind fills, with the same values, and further ones is a case of it."""
    rows, up = package["exercises"], package.ancestors()
    axes = [frozenset((name, row[name]) for name in exercise_axes(package) if row[name] is not None) for row in rows.rows]
    alike: dict[frozenset, dict[str, str]] = {}
    for row, filled in zip(rows.rows, axes):
        alike.setdefault(filled, {})[row["exercise_id"]] = row["kind"]
    # of two forms alike on all axes, the wider one stands for both
    widest = {filled: [name for name, kind in forms.items() if kind == "running" and not (up[name] - {name}) & forms.keys()] for filled, forms in alike.items()}
    for i, row in enumerate(rows.rows):
        if row["kind"] != "running":
            continue
        for fewer in (frozenset(some) for size in range(1, len(axes[i])) for some in combinations(sorted(axes[i]), size)):
            for other in widest.get(fewer, ()):
                if other not in up.get(row["exercise_id"], ()):
                    yield problem(rows, i, "axes-tree", f"By its axes it is a case of {other!r}, by the tree it is not.", f"Set broader, or add it to the members of {other!r}.", "exercise_id")


@rule("term-copy")
def term_copy(package: Package):
    """Each muscle and exercise has exactly one detail row, and its name is that of the term."""
    for kind, table in (("muscle", "muscles"), ("exercise", "exercises")):
        rows, key = package[table], f"{kind}_id"
        terms = {row["term_id"]: row for row in package["terms"].rows if row["kind"] == kind}
        for i, row in enumerate(rows.rows):
            term = terms.get(row[key])
            if term is None:
                yield problem(rows, i, "term-copy", f"{row[key]!r} is no term of the kind {kind}.", "Correct its kind.", key)
            elif term["name"] != row["name"]:
                yield problem(rows, i, "term-copy", f"The name differs from that of the term: {term['name']!r}.", "Run the build.", "name")
        have = set(rows.column(key))
        for i, row in enumerate(package["terms"].rows):
            if row["term_id"] in terms and row["term_id"] not in have:
                yield problem(package["terms"], i, "term-copy", f"The {kind} has no row in {table}.", f"Add the {kind} entry.", "kind")


@rule("term-named")
def term_named(package: Package):
    """The preferred name of every term is an accepted name of this term and of no other."""
    rows, names = package["terms"], package.index("term_names")
    for i, row in enumerate(rows.rows):
        name = names.get(joined(row["name"]))
        if name is None or name["term_id"] != row["term_id"]:
            yield problem(rows, i, "term-named", f"{row['name']!r} is {'in no row of term_names' if name is None else 'not an accepted name of this term'}.", "Give each term a name of its own.", "name")


@rule("unused-term")
def unused_term(package: Package):
    """Every term is used by a claim, proposition or finding, or is broader than or a group of one that is; a muscle may also complete a group that is used."""
    used = set(package["claim_terms"].column("term_id"))
    for table in ("propositions", "findings"):
        for fields, target, _ in package[table].table.foreign_keys:
            if target == "terms":
                used |= set(package[table].column(fields[0]))
    up = package.ancestors()
    reached = set().union(*(up.get(term, set()) for term in used if term)) if used else set()
    rows = package["terms"]
    for i, row in enumerate(rows.rows):
        # muscles and heads that nobody names complete the groups that somebody does, so that these expand
        completes = row["kind"] == "muscle" and not reached.isdisjoint(up.get(row["term_id"], ()))
        if row["term_id"] not in reached and not completes:
            yield problem(rows, i, "unused-term", "No claim, proposition or finding uses the term.", "Use it, or remove it.", "term_id")
