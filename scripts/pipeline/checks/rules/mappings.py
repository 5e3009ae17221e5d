"""Rules for mappings to other vocabularies: labels, one exact match each, and the tree of terms."""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.base.problems import Problem
from pipeline.checks.rules.registry import Place, each, rule, waivable_rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

# words of names that do not tell one muscle or exercise from another, in the singular
_COMMON = {"m", "mm", "musculu", "musculi", "muscle", "of", "the", "and", "or"}
# predicates that a term cannot have for an object which is exactly a broader or a narrower term
_NOT_OF_A_BROADER = ("skos:exactMatch", "skos:narrowMatch")
_NOT_OF_A_NARROWER = ("skos:exactMatch", "skos:broadMatch")


def accepted(tables: TableSet) -> Iterator[tuple[Row, Place]]:
    """Every mapping that is not rejected, with its place."""
    for row, at in each(tables["mappings"]):
        if row["predicate_modifier"] is None:
            yield row, at


def _exact(tables: TableSet) -> Iterator[tuple[Row, Place]]:
    """Every accepted mapping as an exact match, with its place."""
    for row, at in accepted(tables):
        if row["predicate_id"] == "skos:exactMatch":
            yield row, at


@rule
def mapping_copy(tables: TableSet) -> Iterator[Problem]:
    """Labels of subjects, sources and their versions are those of terms and schemes."""
    terms, schemes = tables.index("terms"), tables.index("schemes")
    for row, at in each(tables["mappings"]):
        wanted = {"object_source": row["object_id"].partition(":")[0]}
        if row["subject_id"] in terms:
            wanted["subject_label"] = terms[row["subject_id"]]["name"]
        if row["object_source"] in schemes:
            wanted["object_source_version"] = schemes[row["object_source"]]["version"]
        for column, value in wanted.items():
            if row[column] != value:
                yield at.problem(
                    column,
                    f"The value is {row[column]!r}; terms and schemes give {value!r}.",
                    "Run the build.",
                )


@waivable_rule
def mapping_exact(tables: TableSet) -> Iterator[Problem]:
    """A term has one exact match in a scheme, and an object is the exact match of one term."""
    by_term, by_object = defaultdict(list), defaultdict(list)
    for row, at in _exact(tables):
        by_term[row["subject_id"], row["object_source"]].append((row, at))
        by_object[row["object_id"]].append((row, at))
    for matches in by_term.values():
        yield from _not_alone(
            matches, "object_id", "The term has another exact match in this scheme"
        )
    for matches in by_object.values():
        yield from _not_alone(
            matches, "subject_id", "The object is the exact match of another term too"
        )


def _not_alone(matches: list[tuple[Row, Place]], column: str, message: str) -> Iterator[Problem]:
    """A problem for each of several matches; `column` tells them apart."""
    for row, at in matches:
        others = [other[column] for other, _ in matches if other is not row]
        if others:
            yield at.problem(
                "object_id",
                f"{message}: {', '.join(others)}.",
                "Look them up. Keep one as exact, and make the others close or narrow.",
            )


@waivable_rule
def mapping_name(tables: TableSet) -> Iterator[Problem]:
    """The label of an exact match shares a word with a name of the term."""
    exact = [(row, at) for row, at in _exact(tables) if row["object_label"]]
    named: dict[str, set[str]] = {row["subject_id"]: set() for row, _ in exact}
    for term, name in (
        *((row["term_id"], row["name"]) for row in tables["term_names"].rows),
        *((row["term_id"], row["name"]) for row in tables["name_meanings"].rows),
        *((row["muscle_id"], row["latin_name"]) for row in tables["muscles"].rows),
        *((row["subject_id"], row["subject_label"]) for row, _ in exact),
    ):
        if term in named and name:
            named[term] |= _telling(name)
    for row, at in exact:
        label = row["object_label"]
        if named[row["subject_id"]].isdisjoint(_telling(label)):
            yield at.problem(
                "object_label",
                f"{row['object_id']} is labelled {label!r}, which shares no word with a name of "
                f"{row['subject_id']!r}.",
                "Look the identifier up again, and correct it.",
            )


def _telling(name: str) -> set[str]:
    """The words by which a name differs from others, in the singular."""
    return {word.removesuffix("s") for word in words(name)} - _COMMON


@rule
def mapping_once(tables: TableSet) -> Iterator[Problem]:
    """A term and an object are related in one way; further predicates for the pair can only be
    rejected ones.
    """
    seen: dict[tuple[str, str], str] = {}
    for row, at in accepted(tables):
        first = seen.setdefault((row["subject_id"], row["object_id"]), row["predicate_id"])
        if first != row["predicate_id"]:
            yield at.problem(
                "predicate_id",
                f"{row['subject_id']} and {row['object_id']} already have the predicate {first}.",
                "Keep the predicate that fits.",
            )


@rule
def mapping_label(tables: TableSet) -> Iterator[Problem]:
    """An object has one label, wherever it is mapped."""
    seen: dict[str, str | None] = {}
    for row, at in each(tables["mappings"]):
        label = row["object_label"]
        first = seen.setdefault(row["object_id"], label)
        if first != label:
            yield at.problem(
                "object_label",
                f"{row['object_id']} is labelled {label!r} here and {first!r} elsewhere.",
                "Look it up in the source; one of the identifiers may be wrong.",
            )


@rule
def mapping_tree(tables: TableSet) -> Iterator[Problem]:
    """What is exactly a broader term is not exact for or narrower than a narrower one, and what is
    exactly a narrower term is not broader than the broader one.
    """
    up = tables.ancestors
    exact: defaultdict[str, list[str]] = defaultdict(list)
    for row, _ in _exact(tables):
        exact[row["object_id"]].append(row["subject_id"])
    for row, at in accepted(tables):
        subject, predicate = row["subject_id"], row["predicate_id"]
        for term in exact[row["object_id"]]:
            if term == subject:
                continue
            if term in up.get(subject, ()) and predicate in _NOT_OF_A_BROADER:
                side = "broader"
            elif subject in up.get(term, ()) and predicate in _NOT_OF_A_NARROWER:
                side = "narrower"
            else:
                continue
            yield at.problem(
                "predicate_id",
                f"{row['object_id']} is exactly {term!r}, which is {side} than {subject!r}; "
                f"it cannot be {predicate} here.",
                "Look the object up. Correct the predicate or the tree.",
            )
