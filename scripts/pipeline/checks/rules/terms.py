"""The vocabulary: trees, groups, details, and no term that nobody uses."""

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import joined


@rule("term-cycle")
def term_cycle(package: TableSet):
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
            ring = path[path.index(at) :]
            yield problem(
                rows,
                place[at],
                "term-cycle",
                f"The broader terms run in a circle: {' > '.join(ring + [at])}.",
                "Correct one of them.",
                "broader_id",
            )
        done.update(path)


@rule("broader-kind")
def broader_kind(package: TableSet):
    """A term is of the same kind as its broader term."""
    rows = package["terms"]
    kinds = dict(zip(rows.column("term_id"), rows.column("kind")))
    for i, row in enumerate(rows.rows):
        broader = row["broader_id"]
        if broader in kinds and kinds[broader] != row["kind"]:
            yield problem(
                rows,
                i,
                "broader-kind",
                f"The term is a {row['kind']}, its broader term {broader!r} a {kinds[broader]}.",
                "Correct one of them.",
                "broader_id",
            )


@rule("slot-kind")
def slot_kind(package: TableSet):
    """A slot takes only terms of the kinds that its schema names."""
    kinds = {row["term_id"]: row["kind"] for row in package["terms"].rows}
    for table in ("propositions", "findings"):
        rows = package[table]
        for field in rows.schema.fields:
            allowed = field.raw.get("x-term-kinds")
            if not allowed:
                continue
            for i, term in enumerate(rows.column(field.name)):
                if term in kinds and kinds[term] not in allowed:
                    yield problem(
                        rows,
                        i,
                        "slot-kind",
                        f"{term!r} is a {kinds[term]}; the slot takes {', '.join(allowed)}.",
                        "Choose another term or another slot.",
                        field.name,
                    )


@rule("term-copy")
def term_copy(package: TableSet):
    """Each muscle and exercise has exactly one detail row, and its name is that of the term."""
    for kind, table in (("muscle", "muscles"), ("exercise", "exercises")):
        rows, key = package[table], f"{kind}_id"
        terms = {row["term_id"]: row for row in package["terms"].rows if row["kind"] == kind}
        for i, row in enumerate(rows.rows):
            term = terms.get(row[key])
            if term is None:
                yield problem(
                    rows,
                    i,
                    "term-copy",
                    f"{row[key]!r} is no term of the kind {kind}.",
                    "Correct its kind.",
                    key,
                )
            elif term["name"] != row["name"]:
                yield problem(
                    rows,
                    i,
                    "term-copy",
                    f"The name differs from that of the term: {term['name']!r}.",
                    "Run the build.",
                    "name",
                )
        have = set(rows.column(key))
        for i, row in enumerate(package["terms"].rows):
            if row["term_id"] in terms and row["term_id"] not in have:
                yield problem(
                    package["terms"],
                    i,
                    "term-copy",
                    f"The {kind} has no row in {table}.",
                    f"Add the {kind} entry.",
                    "kind",
                )


@rule("term-named")
def term_named(package: TableSet):
    """The preferred name of every term is an accepted name of this term and of no other."""
    rows, names = package["terms"], package.index("term_names")
    for i, row in enumerate(rows.rows):
        name = names.get(joined(row["name"]))
        if name is None or name["term_id"] != row["term_id"]:
            yield problem(
                rows,
                i,
                "term-named",
                f"{row['name']!r} is {'in no row of term_names' if name is None else 'not an accepted name of this term'}.",
                "Give each term a name of its own.",
                "name",
            )


@rule("unused-term")
def unused_term(package: TableSet):
    """Every term is used by a claim, proposition or finding, or is broader than or a group of one that is; a muscle may also complete a group that is used."""
    used = set(package["claim_terms"].column("term_id"))
    for table in ("propositions", "findings"):
        for fields, target, _ in package[table].schema.foreign_keys:
            if target == "terms":
                used |= set(package[table].column(fields[0]))
    up = package.ancestors
    reached = set().union(*(up.get(term, set()) for term in used if term)) if used else set()
    rows = package["terms"]
    for i, row in enumerate(rows.rows):
        # muscles and heads that nobody names complete the groups that somebody does, so that these expand
        completes = row["kind"] == "muscle" and not reached.isdisjoint(up.get(row["term_id"], ()))
        if row["term_id"] not in reached and not completes:
            yield problem(
                rows,
                i,
                "unused-term",
                "No claim, proposition or finding uses the term.",
                "Use it, or remove it.",
                "term_id",
            )
