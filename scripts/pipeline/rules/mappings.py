"""Mappings to other vocabularies: forms, labels, one exact match each, and the energy costs that follow from them."""

import re

from . import Package, problem, rule
from ..mappings import COSTS
from ..patterns import why_not
from ..problems import closest
from ..tokens import words

_COMPENDIUM = re.compile(r"compendium([0-9]{4}):(.*)", re.DOTALL)
_RESERVED = {"rmc", "skos", "semapv", "sssom", "owl", "rdf", "rdfs"}
_COSTS = tuple(f"skos:{match}Match" for match in COSTS)


def _holding(package: Package):
    """Index and row of every mapping that is not rejected."""
    return ((i, row) for i, row in enumerate(package["mappings"].rows) if row["predicate_modifier"] is None)


@rule("scheme-prefix")
def scheme_prefix(package: Package):
    """No scheme takes a prefix that SSSOM or this package uses itself, and its kinds of term are kinds, each once."""
    rows = package["schemes"]
    kinds = next(field for field in package["terms"].table.fields if field.name == "kind").values
    for i, row in enumerate(rows.rows):
        if row["scheme_id"].casefold() in _RESERVED:
            yield problem(rows, i, "scheme-prefix", f"The prefix {row['scheme_id']!r} has a meaning of its own.", "Choose another.", "scheme_id")
        listed = row["term_kinds"].split("; ")
        odd = [kind for kind in listed if kind not in kinds or listed.count(kind) > 1]
        if odd:
            yield problem(rows, i, "scheme-prefix", f"{odd[0]!r} is {'listed twice' if odd[0] in kinds else 'no kind of term'}. {closest(odd[0], kinds)}", f"Kinds: {', '.join(kinds)}.", "term_kinds")


@rule("mapping-form")
def mapping_form(package: Package):
    """The local part of a mapped identifier has the form that its scheme gives, and the pattern of a scheme is one."""
    patterns = {}
    for i, row in enumerate(package["schemes"].rows):
        if why := why_not(row["local_pattern"]):
            yield problem(package["schemes"], i, "mapping-form", f"{row['local_pattern']!r} {why}.", "Correct it.", "local_pattern")
        else:
            patterns[row["scheme_id"]] = re.compile(row["local_pattern"])
    rows, wrong, total = package["mappings"], {}, {}
    for i, row in enumerate(rows.rows):
        prefix, _, local = row["object_id"].partition(":")
        total[prefix] = total.get(prefix, 0) + 1
        if prefix in patterns and not patterns[prefix].fullmatch(local):
            wrong.setdefault(prefix, []).append(i)
    for prefix, places in wrong.items():
        if len(places) == total[prefix] > 5:  # then the pattern is wrong, not every identifier
            i = package["schemes"].column("scheme_id").index(prefix)
            yield problem(package["schemes"], i, "mapping-form", f"None of the {total[prefix]} identifiers mapped has this form.", "Correct the pattern.", "local_pattern")
            continue
        for i in places:
            row = rows.rows[i]
            yield problem(rows, i, "mapping-form", f"{row['object_id']!r} has not the form of an identifier of {prefix}: {patterns[prefix].pattern}.", "Copy it anew from the source.", "object_id")


@rule("mapping-kind")
def mapping_kind(package: Package):
    """A term is mapped only to schemes that hold its kind of term; every scheme is used."""
    rows, terms = package["mappings"], package.index("terms")
    kinds = {row["scheme_id"]: row["term_kinds"].split("; ") for row in package["schemes"].rows}
    for i, row in enumerate(rows.rows):
        kind = terms.get(row["subject_id"], {}).get("kind")
        if kind and kind not in kinds.get(row["object_source"], [kind]):
            yield problem(rows, i, "mapping-kind", f"{row['subject_id']!r} is a {kind}; {row['object_source']} is for {', '.join(kinds[row['object_source']])}.", "Correct the subject, or the scheme's term_kinds.", "subject_id")
    used = set(rows.column("object_source"))
    for i, name in enumerate(package["schemes"].column("scheme_id")):
        if name not in used:
            yield problem(package["schemes"], i, "mapping-kind", "No mapping uses the scheme.", "Map a term to it, or remove it.", "scheme_id")


@rule("mapping-copy")
def mapping_copy(package: Package):
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
                yield problem(rows, i, "mapping-copy", f"The value is {row[column]!r}; terms and schemes give {value!r}.", "Run the build.", column)


@rule("mapping-exact")
def mapping_exact(package: Package):
    """A term has one exact match in a scheme, and an object is the exact match of one term, unless the comment of each names the other."""
    rows = package["mappings"]
    exact = [(i, row) for i, row in _holding(package) if row["predicate_id"] == "skos:exactMatch"]
    for what, key, other in (("The term has another exact match in this scheme", lambda row: (row["subject_id"], row["object_source"]), "object_id"),
                             ("The object is the exact match of another term too", lambda row: row["object_id"], "subject_id")):
        groups: dict = {}
        for i, row in exact:
            groups.setdefault(key(row), []).append((i, row))
        for members in groups.values():
            for i, row in members:
                unnamed = [o[other] for j, o in members if j != i and o[other] not in (row["comment"] or "")]
                if unnamed:
                    yield problem(rows, i, "mapping-exact", f"{what}: {', '.join(unnamed)}.", "Keep one, make the others close or narrow, or justify both: the comment names the other.", "object_id")


@rule("mapping-name")
def mapping_name(package: Package):
    """The label of an exact match shares a word with a name of the term, or the comment says why it does not."""
    rows, named = package["mappings"], {}
    exact = [(i, row) for i, row in _holding(package) if row["predicate_id"] == "skos:exactMatch" and row["object_label"]]
    subjects = {row["subject_id"] for _, row in exact}
    forms = [(row["term_id"], row["name"]) for table in ("term_names", "name_meanings") for row in package[table].rows]
    forms += [(row["muscle_id"], row["latin_name"]) for row in package["muscles"].rows] + [(row["subject_id"], row["subject_label"]) for _, row in exact]
    for term, form in forms:
        if term in subjects and form:
            named.setdefault(term, set()).update(_telling(form))
    for i, row in exact:
        if row["comment"] is None and named[row["subject_id"]].isdisjoint(_telling(row["object_label"])):
            yield problem(rows, i, "mapping-name", f"{row['object_id']} is labelled {row['object_label']!r}, which shares no word with a name of {row['subject_id']!r}.", "Look the identifier up again; if it is right, say in the comment why the names differ.", "object_label")


def _telling(text: str) -> set[str]:
    """The words of a name by which muscles and exercises are told apart, in the singular."""
    return {word.removesuffix("s") for word in words(text)} - {"m", "mm", "musculu", "musculi", "muscle", "of", "the", "and", "or"}


@rule("mapping-once")
def mapping_once(package: Package):
    """A term and an object are related in one way; further predicates for the pair can only be rejected ones."""
    rows, seen = package["mappings"], {}
    for i, row in _holding(package):
        first = seen.setdefault((row["subject_id"], row["object_id"]), row["predicate_id"])
        if first != row["predicate_id"]:
            yield problem(rows, i, "mapping-once", f"{row['subject_id']} and {row['object_id']} are related by {first} already.", "Keep the one that fits.", "predicate_id")


@rule("mapping-label")
def mapping_label(package: Package):
    """An object has one label, wherever it is mapped."""
    rows, seen = package["mappings"], {}
    for i, row in enumerate(rows.rows):
        first = seen.setdefault(row["object_id"], row["object_label"])
        if first != row["object_label"]:
            yield problem(rows, i, "mapping-label", f"{row['object_id']} is labelled {row['object_label']!r} here and {first!r} elsewhere.", "Look it up in the source; one of the identifiers may be wrong.", "object_label")


@rule("mapping-tree")
def mapping_tree(package: Package):
    """What is exactly a broader term is not exact for or narrower than a narrower one, and what is exactly a narrower term is not broader than the broader one."""
    rows, up = package["mappings"], package.ancestors()
    exact: dict[str, list[str]] = {}
    for _, row in _holding(package):
        if row["predicate_id"] == "skos:exactMatch":
            exact.setdefault(row["object_id"], []).append(row["subject_id"])
    for i, row in _holding(package):
        subject, predicate = row["subject_id"], row["predicate_id"]
        for term in exact.get(row["object_id"], ()):
            wider, narrower = term != subject and term in up.get(subject, ()), term != subject and subject in up.get(term, ())
            if wider and predicate in ("skos:exactMatch", "skos:narrowMatch") or narrower and predicate in ("skos:exactMatch", "skos:broadMatch"):
                yield problem(rows, i, "mapping-tree", f"{row['object_id']} is exactly {term!r}, which is {'broader' if wider else 'narrower'} than {subject!r}; it cannot be {predicate} here.", "Correct the predicate or the tree.", "predicate_id")


@rule("energy-mapped")
def energy_mapped(package: Package):
    """Energy costs are those of the Compendium's activities that are mapped as the same as an exercise or a case of it, and a code of an edition has one activity and one MET."""
    rows, seen, have, odd = package["energy_costs"], {}, set(), set()
    mapped = {}
    for i, row in _holding(package):
        code = _COMPENDIUM.fullmatch(row["object_id"])
        if code and row["predicate_id"] in _COSTS:
            mapped[row["subject_id"], int(code[1]), code[2]] = i, row
    for i, row in enumerate(rows.rows):
        key = row["exercise_id"], row["edition"], row["code"]
        have.add(key)
        given = mapped.get(key, (None, None))[1]
        if given is None:
            odd.add(key[:2])
        if given is None or (given["predicate_id"], given["object_label"]) != (row["predicate_id"], row["activity"]):
            yield problem(rows, i, "energy-mapped", "No mapping says this of the exercise and the activity." if given is None else f"The mapping says {given['predicate_id']} and {given['object_label']!r}.", "Correct one of the two.", "code")
        first = seen.setdefault(key[1:], row)
        if (first["activity"], first["met"]) != (row["activity"], row["met"]):
            yield problem(rows, i, "energy-mapped", f"The code {row['code']} of {row['edition']} has {first['met']} MET and {first['activity']!r} elsewhere.", "One code of one edition is one activity.", "met")
    for key in sorted(mapped.keys() - have):
        if key[:2] in odd:  # a row has another code, which is said there
            continue
        i, row = mapped[key]
        yield problem(package["mappings"], i, "energy-mapped", "The activity has no row in energy_costs.", "Run the build.", "object_id")
