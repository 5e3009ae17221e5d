"""Names: what an ambiguous form may stand for, and no form of a text that is not known."""

from pipeline.base.hints import closest
from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import joined


@rule("name-meaning")
def name_meaning(package: TableSet):
    """Only ambiguous names have several meanings, and a claim chooses among them."""
    rows, names, meanings = package["name_meanings"], package.index("term_names"), {}
    for i, row in enumerate(rows.rows):
        status = names.get(row["name"], {}).get("status")
        if status not in ("ambiguous", None):
            yield problem(
                rows,
                i,
                "name-meaning",
                f"{row['name']!r} is listed as {status}, and has no meanings to choose from.",
                "List it under ambiguous, or remove the meanings.",
                "name",
            )
        meanings.setdefault(row["name"], set()).add(row["term_id"])
    known = package.index("terms")
    rows = package["claim_terms"]
    for i, row in enumerate(rows.rows):
        allowed = meanings.get(joined(row["surface_form"])) if row["surface_form"] else None
        if (
            allowed and row["term_id"] not in allowed and allowed <= known.keys()
        ):  # else one is misspelt, which is said there
            yield problem(
                rows,
                i,
                "name-meaning",
                f"{row['surface_form']!r} is read as {row['term_id']!r}; it may stand for {', '.join(sorted(allowed))}.",
                "Choose one of them, or add this one under means.",
                "term_id",
            )


@rule("watched-word")
def watched_word(package: TableSet):
    """A watched form is a single word, since texts are searched for it word by word."""
    rows = package["term_names"]
    for i, row in enumerate(rows.rows):
        if row["status"] == "watched" and " " in row["name"]:
            yield problem(
                rows,
                i,
                "watched-word",
                f"{row['name']!r} has more than one word.",
                "Watch one word of it.",
                "name",
            )


@rule("unknown-form", captures=True)
def unknown_form(package: TableSet):
    """Every watched word of a text (one that names a part of the body or an exercise) lies in a form that is listed, as a name or as none."""
    names = package.index("term_names")
    watched = {name for name, row in names.items() if row["status"] == "watched"}
    forms: dict[str, list[tuple[str, ...]]] = {}
    for name in names.keys() - watched:
        first, *rest = name.split(" ")
        forms.setdefault(first, []).append(tuple(rest))
    place = {row["article_id"]: i for i, row in enumerate(package["articles"].rows)}
    for article, text in package.captures.items():
        tokens = text.tokens
        known = set()
        for i, token in enumerate(tokens):
            for rest in forms.get(token, ()):
                if tuple(tokens[i + 1 : i + 1 + len(rest)]) == rest:
                    known.update(range(i, i + 1 + len(rest)))
        for i, token in enumerate(tokens):
            if token in watched and i not in known and article in place:
                near = " ".join(tokens[max(0, i - 1) : i + 2])
                yield problem(
                    package["articles"],
                    place[article],
                    "unknown-form",
                    f"The word {token!r}, as in {near!r}, stands for no listed form. {closest(near, names)}",
                    "Add the form to data/curation/terms.yaml: under names of its term, under ambiguous, or under ignored with the reason.",
                )
