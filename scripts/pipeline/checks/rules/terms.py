"""Rules for the vocabulary: trees, kinds, details, and no term that nobody uses."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.culprits import most_involved
from pipeline.checks.rules.registry import Place, each, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import joined

_SLOTTED = ("propositions", "findings")  # the tables with slots for terms


@rule
def term_cycle(tables: TableSet) -> Iterator[Problem]:
    """No term is its own broader term, directly or by way of others."""
    broader = {row["term_id"]: row["broader_id"] for row in tables["terms"].rows}
    place = {row["term_id"]: at for row, at in each(tables["terms"])}
    done: set[str] = set()
    for start in place:
        path: list[str] = []
        term: str | None = start
        while term is not None and term not in done and term not in path:
            path.append(term)
            term = broader.get(term)
        if term in path:
            ring = [*path[path.index(term) :], term]
            yield place[term].problem(
                "broader_id",
                f"The broader terms run in a circle: {' > '.join(ring)}.",
                "Correct the broader term that is wrong.",
            )
        done.update(path)


@rule
def broader_kind(tables: TableSet) -> Iterator[Problem]:
    """A term is of the same kind as its broader term."""
    kinds = {row["term_id"]: row["kind"] for row in tables["terms"].rows}
    pairs = [
        (row["term_id"], row["broader_id"])
        for row in tables["terms"].rows
        if kinds.get(row["broader_id"], row["kind"]) != row["kind"]
    ]
    blamed = dict(most_involved(pairs))
    for row, at in each(tables["terms"]):
        if row["term_id"] in blamed:
            other = blamed[row["term_id"]]
            yield at.problem(
                "broader_id",
                f"The term is of the kind {row['kind']}, {other!r} of the kind {kinds[other]}; one "
                "of them is the broader term of the other.",
                "Correct the wrong kind, or the broader term.",
            )


@rule
def slot_kind(tables: TableSet) -> Iterator[Problem]:
    """A slot takes only terms of the kinds that its schema names."""
    kinds = {row["term_id"]: row["kind"] for row in tables["terms"].rows}
    uses: Counter[str] = Counter()
    wrong: defaultdict[str, list[tuple[str, list[str], Place]]] = defaultdict(list)
    for table in _SLOTTED:
        for field in tables[table].schema.fields:
            allowed = field.raw.get("x-term-kinds", ())
            for row, at in each(tables[table]) if allowed else ():
                term = row[field.name]
                uses[term] += 1
                if term in kinds and kinds[term] not in allowed:
                    wrong[term].append((field.name, allowed, at))
    for row, place in each(tables["terms"]):
        term = row["term_id"]
        if len(wrong[term]) > 1 and len(wrong[term]) == uses[term]:
            yield place.problem(
                "kind",
                f"None of the {uses[term]} slots that hold the term takes its kind.",
                "Read its definition, and correct the kind. If it is right, choose other terms or "
                "other slots.",
            )
            continue
        for column, allowed, at in wrong[term]:
            yield at.problem(
                column,
                f"{term!r} is of the kind {kinds[term]}; the slot takes {', '.join(allowed)}.",
                "Read the passage or the study, and look at the definition of the "
                "term. Choose another "
                "term or another slot.",
            )


@rule
def term_copy(tables: TableSet) -> Iterator[Problem]:
    """Each muscle and exercise has exactly one detail row, and its name is that of the term."""
    detailed_at_all = tables.keys("muscles", ("muscle_id",)) | tables.keys(
        "exercises", ("exercise_id",)
    )
    for kind, table in (("muscle", "muscles"), ("exercise", "exercises")):
        key = f"{kind}_id"
        terms = {row["term_id"]: row for row in tables["terms"].rows if row["kind"] == kind}
        for row, at in each(tables[table]):
            term = terms.get(row[key])
            if term is None:
                yield at.problem(
                    key, f"{row[key]!r} is not a term of the kind {kind}.", "Correct its kind."
                )
            elif term["name"] != row["name"]:
                yield at.problem(
                    "name", f"The name of the term is {term['name']!r}.", "Run the build."
                )
        for row, at in each(tables["terms"]):
            # with a row in the other table, the kind is wrong, which is reported there
            if row["term_id"] in terms and row["term_id"] not in detailed_at_all:
                yield at.problem(
                    "kind",
                    f"The {kind} has no row in {table}.",
                    f"Read its definition. Give the term its {kind} entry, or correct the kind.",
                )


@rule
def term_named(tables: TableSet) -> Iterator[Problem]:
    """The preferred name of every term is an accepted name of this term and of no other."""
    names = tables.index("term_names")
    for row, at in each(tables["terms"]):
        name = names.get(joined(row["name"]))
        if name is None or name["term_id"] != row["term_id"]:
            what = (
                "in no row of term_names" if name is None else "not an accepted name of this term"
            )
            yield at.problem(
                "name", f"{row['name']!r} is {what}.", "Give each term a name of its own."
            )


@rule
def unused_term(tables: TableSet) -> Iterator[Problem]:
    """Every term is used by a claim, proposition or finding, or is broader than or a group of one
    that is; a muscle may also complete a group that is used.
    """
    up, reached = tables.ancestors, _used_or_above(tables)
    for row, at in each(tables["terms"]):
        # muscles and heads that nobody names complete the groups that somebody does name
        completes = row["kind"] == "muscle" and not reached.isdisjoint(up.get(row["term_id"], ()))
        if row["term_id"] not in reached and not completes:
            yield at.problem(
                "term_id",
                "No claim, proposition or finding uses the term.",
                "Look for the claims and studies that mean it. Only if there are none, "
                "remove it and "
                "retire its id.",
            )


def _used_or_above(tables: TableSet) -> set[str]:
    """The terms that claims, propositions and findings use, and all that these are a case of."""
    used = set(tables.column("claim_terms", "term_id"))
    for table in _SLOTTED:
        for columns, target, _ in tables[table].schema.foreign_keys:
            if target == "terms":
                used.update(tables.column(table, columns[0]))
    return {wider for term in used if term for wider in tables.ancestors.get(term, ())}
