"""Rules for compound terms: what they are about, and what their names have in them."""

from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.named_terms import listed_terms, related
from pipeline.checks.rules.registry import each, rule, waivable_rule
from pipeline.tables.table_set import TableSet

# kinds of terms whose names a compound may contain
_PARTS = ("muscle", "exercise", "outcome", "population", "factor")


@rule
def about_another(tables: TableSet) -> Iterator[Problem]:
    """A compound term contains other terms: neither itself, nor one that is broader or narrower,
    nor another compound that contains it.
    """
    for row, at in each(tables["term_about"]):
        term, part = row["term_id"], row["about_id"]
        if related(tables, term, part):
            yield at.problem(
                "about_id",
                f"{part!r} is {term!r} itself, or broader or narrower.",
                "Read both definitions. Remove the wrong one of the two: this entry, or broader.",
            )
        elif term in tables.contained.get(part, ()):
            yield at.problem(
                "about_id",
                f"{part!r} contains {term!r} in its turn.",
                "Read both definitions, and remove the entry that is wrong.",
            )


@waivable_rule
def about_named(tables: TableSet) -> Iterator[Problem]:
    """If the preferred name of a term has an accepted name of another one in it (*direct training
    of the calves*), the term is about that one, or is a case of it. Exercise in general does not
    count.
    """
    names = listed_terms(tables)
    wider = {row["broader_id"] for row in tables["terms"].rows}
    terms = tables.index("terms")
    for row, at in each(tables["terms"]):
        term = row["term_id"]
        if row["kind"] == "muscle":  # muscles are told by the tree and by members
            continue
        held = tables.contained.get(term, set())
        known = set().union(*(tables.ancestors.get(one, {one}) for one in held))
        known |= {part for one in held for part in names.names_inside(terms[one]["name"])}
        for part in sorted(names.names_inside(row["name"])):
            is_told = part in known or related(tables, term, part)
            is_any = part in wider and terms[part]["kind"] == "exercise"
            is_any = is_any and terms[part]["broader_id"] is None
            if terms[part]["kind"] in _PARTS and not is_told and not is_any:
                yield at.problem(
                    "name",
                    f"The name has {part!r} in it, but the term is not about it.",
                    "Read the definition. Add the other term under about. If the words mean "
                    "something else here, waive the row in data/curation/waivers.yaml with the "
                    "reason.",
                )
                break
