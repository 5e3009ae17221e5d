"""Claims: where they stand, what they name, what they count."""

from pipeline.checks.rules.registry import problem, repeated, rule
from pipeline.tables.statements import SLOTS
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import joined


@rule("claim-twice")
def claim_twice(package: TableSet):
    """No two claims of one passage have the same proposition and stance."""
    rows = package["claims"]
    for i, first in repeated(
        zip(rows.column("passage_id"), rows.column("proposition_id"), rows.column("stance"))
    ):
        yield problem(
            rows,
            i,
            "claim-twice",
            f"{rows.rows[first]['claim_id']} says the same in the same place.",
            "Remove one of the two, or tell their propositions apart.",
            "proposition_id",
        )


@rule("claim-article")
def claim_article(package: TableSet):
    """The id of a claim begins with the article in which its passage stands."""
    rows, passages = package["claims"], package.index("passages")
    for i, row in enumerate(rows.rows):
        passage = passages.get(row["passage_id"])
        if passage and row["claim_id"].rpartition("-")[0] != passage["article_id"]:
            yield problem(
                rows,
                i,
                "claim-article",
                f"The passage stands in {passage['article_id']!r}.",
                "Number claims as <article>-NNN.",
                "claim_id",
            )


@rule("slots-named")
def slots_named(package: TableSet):
    """Every term in a slot of a claim's proposition is among the terms of the claim, named or implied."""
    rows, propositions, known = (
        package["claims"],
        package.index("propositions"),
        package.index("terms"),
    )
    named: dict = {}
    for claim, term in zip(
        package["claim_terms"].column("claim_id"), package["claim_terms"].column("term_id")
    ):
        named.setdefault(claim, set()).add(term)
    for i, row in enumerate(rows.rows):
        proposition = propositions.get(row["proposition_id"])
        if proposition:
            missing = [
                term
                for slot in SLOTS
                if (term := proposition[f"{slot}_id"]) in known
                and term not in named.get(row["claim_id"], ())
            ]
            if missing:
                yield problem(
                    rows,
                    i,
                    "slots-named",
                    f"The claim names no word for {', '.join(missing)} of its proposition.",
                    "Add the article's word under terms, or the term under implied.",
                    "proposition_id",
                )


@rule("names-normalised")
def names_normalised(package: TableSet):
    """Names of terms are case-folded tokens joined by single spaces, and every surface form is one of them, with its meaning."""
    rows, names = package["term_names"], package.index("term_names")
    for i, name in enumerate(rows.column("name")):
        if isinstance(name, str) and name != joined(name):
            yield problem(
                rows,
                i,
                "names-normalised",
                "The name is not in the form in which names are compared.",
                "Run the build.",
                "name",
            )
    rows = package["claim_terms"]
    for i, row in enumerate(rows.rows):
        if row["surface_form"] is not None:
            name = names.get(joined(row["surface_form"]))
            if (
                name is None
                or name["status"] in ("ignored", "watched")
                or (name["status"] == "accepted" and name["term_id"] != row["term_id"])
            ):
                yield problem(
                    rows,
                    i,
                    "names-normalised",
                    f"{row['surface_form']!r} is no name of {row['term_id']!r}.",
                    "Correct it, or add the name to terms.",
                    "surface_form",
                )


@rule("unused-name")
def unused_name(package: TableSet):
    """A person is an author, a reviewer or somebody a claim is attributed to."""
    used = (
        set(package["claims"].column("attributed_to"))
        | set(package["articles"].column("author_id"))
        | set(package["articles"].column("reviewer_id"))
    )
    rows = package["people"]
    for i, person in enumerate(rows.column("person_id")):
        if person not in used:
            yield problem(
                rows,
                i,
                "unused-name",
                "Nothing refers to the person.",
                "Attribute a claim, or remove the person.",
                "person_id",
            )
