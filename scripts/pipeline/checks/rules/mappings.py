"""Mappings to other vocabularies: forms, labels, one exact match each, and the energy costs that follow from them."""

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words


def _holding(package: TableSet):
    """Index and row of every mapping that is not rejected."""
    return (
        (i, row)
        for i, row in enumerate(package["mappings"].rows)
        if row["predicate_modifier"] is None
    )


@rule("mapping-copy")
def mapping_copy(package: TableSet):
    """Labels of subjects, sources and their versions are those of terms and schemes."""
    rows, terms, schemes = package["mappings"], package.index("terms"), package.index("schemes")
    for i, row in enumerate(rows.rows):
        wanted = {"object_source": row["object_id"].partition(":")[0]}
        if row["subject_id"] in terms:
            wanted["subject_label"] = terms[row["subject_id"]]["name"]
        if row["object_source"] in schemes:
            wanted["object_source_version"] = schemes[row["object_source"]]["version"]
        for column, value in wanted.items():
            if row[column] != value:
                yield problem(
                    rows,
                    i,
                    "mapping-copy",
                    f"The value is {row[column]!r}; terms and schemes give {value!r}.",
                    "Run the build.",
                    column,
                )


@rule("mapping-exact")
def mapping_exact(package: TableSet):
    """A term has one exact match in a scheme, and an object is the exact match of one term, unless the comment of each names the other."""
    rows = package["mappings"]
    exact = [(i, row) for i, row in _holding(package) if row["predicate_id"] == "skos:exactMatch"]
    for what, key, other in (
        (
            "The term has another exact match in this scheme",
            lambda row: (row["subject_id"], row["object_source"]),
            "object_id",
        ),
        (
            "The object is the exact match of another term too",
            lambda row: row["object_id"],
            "subject_id",
        ),
    ):
        groups: dict = {}
        for i, row in exact:
            groups.setdefault(key(row), []).append((i, row))
        for members in groups.values():
            for i, row in members:
                unnamed = [
                    o[other]
                    for j, o in members
                    if j != i and o[other] not in (row["comment"] or "")
                ]
                if unnamed:
                    yield problem(
                        rows,
                        i,
                        "mapping-exact",
                        f"{what}: {', '.join(unnamed)}.",
                        "Keep one, make the others close or narrow, or justify both: the comment names the other.",
                        "object_id",
                    )


@rule("mapping-name")
def mapping_name(package: TableSet):
    """The label of an exact match shares a word with a name of the term, or the comment says why it does not."""
    rows, named = package["mappings"], {}
    exact = [
        (i, row)
        for i, row in _holding(package)
        if row["predicate_id"] == "skos:exactMatch" and row["object_label"]
    ]
    subjects = {row["subject_id"] for _, row in exact}
    forms = [
        (row["term_id"], row["name"])
        for table in ("term_names", "name_meanings")
        for row in package[table].rows
    ]
    forms += [(row["muscle_id"], row["latin_name"]) for row in package["muscles"].rows] + [
        (row["subject_id"], row["subject_label"]) for _, row in exact
    ]
    for term, form in forms:
        if term in subjects and form:
            named.setdefault(term, set()).update(_telling(form))
    for i, row in exact:
        if row["comment"] is None and named[row["subject_id"]].isdisjoint(
            _telling(row["object_label"])
        ):
            yield problem(
                rows,
                i,
                "mapping-name",
                f"{row['object_id']} is labelled {row['object_label']!r}, which shares no word with a name of {row['subject_id']!r}.",
                "Look the identifier up again; if it is right, say in the comment why the names differ.",
                "object_label",
            )


def _telling(text: str) -> set[str]:
    """The words of a name by which muscles and exercises are told apart, in the singular."""
    return {word.removesuffix("s") for word in words(text)} - {
        "m",
        "mm",
        "musculu",
        "musculi",
        "muscle",
        "of",
        "the",
        "and",
        "or",
    }


@rule("mapping-once")
def mapping_once(package: TableSet):
    """A term and an object are related in one way; further predicates for the pair can only be rejected ones."""
    rows, seen = package["mappings"], {}
    for i, row in _holding(package):
        first = seen.setdefault((row["subject_id"], row["object_id"]), row["predicate_id"])
        if first != row["predicate_id"]:
            yield problem(
                rows,
                i,
                "mapping-once",
                f"{row['subject_id']} and {row['object_id']} are related by {first} already.",
                "Keep the one that fits.",
                "predicate_id",
            )


@rule("mapping-label")
def mapping_label(package: TableSet):
    """An object has one label, wherever it is mapped."""
    rows, seen = package["mappings"], {}
    for i, row in enumerate(rows.rows):
        first = seen.setdefault(row["object_id"], row["object_label"])
        if first != row["object_label"]:
            yield problem(
                rows,
                i,
                "mapping-label",
                f"{row['object_id']} is labelled {row['object_label']!r} here and {first!r} elsewhere.",
                "Look it up in the source; one of the identifiers may be wrong.",
                "object_label",
            )


@rule("mapping-tree")
def mapping_tree(package: TableSet):
    """What is exactly a broader term is not exact for or narrower than a narrower one, and what is exactly a narrower term is not broader than the broader one."""
    rows, up = package["mappings"], package.ancestors
    exact: dict[str, list[str]] = {}
    for _, row in _holding(package):
        if row["predicate_id"] == "skos:exactMatch":
            exact.setdefault(row["object_id"], []).append(row["subject_id"])
    for i, row in _holding(package):
        subject, predicate = row["subject_id"], row["predicate_id"]
        for term in exact.get(row["object_id"], ()):
            wider, narrower = (
                term != subject and term in up.get(subject, ()),
                term != subject and subject in up.get(term, ()),
            )
            if (wider and predicate in ("skos:exactMatch", "skos:narrowMatch")) or (
                narrower and predicate in ("skos:exactMatch", "skos:broadMatch")
            ):
                yield problem(
                    rows,
                    i,
                    "mapping-tree",
                    f"{row['object_id']} is exactly {term!r}, which is {'broader' if wider else 'narrower'} than {subject!r}; it cannot be {predicate} here.",
                    "Correct the predicate or the tree.",
                    "predicate_id",
                )
