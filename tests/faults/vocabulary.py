"""Terms, names, groups, muscles and exercises, and their identifiers in other vocabularies."""

from __future__ import annotations

from collections import Counter

from . import Cell, Fault, faults
from .copies import Download, change


def other_kind(package: Download):
    """A term has a broader term of another kind."""
    row = package.find("terms", lambda row: row["kind"] == "thing" and row["broader_id"] is None)
    row["broader_id"] = next(
        term["term_id"] for term in package["terms"].rows if term["kind"] == "population"
    )
    return Cell("terms", row, "broader_id")


def member_of_another_kind(package: Download):
    row = package.find("term_members")
    kinds = {term["term_id"]: term["kind"] for term in package["terms"].rows}
    new = package.add(
        "term_members", row, member_id=next(name for name, kind in kinds.items() if kind == "thing")
    )
    return Cell("term_members", new, "member_id")


def wrong_slot(package: Download):
    """The population of a finding is an exercise."""
    row = package.find("findings", lambda row: row["population_id"] is None)
    row["population_id"] = "running"
    return Cell("findings", row, "population_id")


def head_without_muscle(package: Download):
    """A head is listed next to its muscle, in the group of both."""
    heads, terms = (
        {row["muscle_id"]: row for row in package["muscles"].rows if row["kind"] == "head"},
        package.index("terms"),
    )
    held = {
        value
        for name in ("evidence", "findings", "propositions")
        for row in package[name].rows
        for value in row.values()
    }
    term = package.find(
        "terms",
        lambda row: (
            row["term_id"] in heads
            and row["term_id"] not in held
            and terms[row["broader_id"]]["broader_id"]
        ),
    )
    term["broader_id"] = terms[term["broader_id"]]["broader_id"]
    return Cell("muscles", heads[term["term_id"]], "kind")


def place_of_the_homeless(package: Download):
    """A muscle without a place in the tree is given one."""
    terms = package.index("terms")
    row = package.find(
        "muscles",
        lambda row: row["place_source"] is None and terms[row["muscle_id"]]["broader_id"] is None,
    )
    row["place_source"] = "Seen somewhere."
    return Cell("muscles", row, "place_source")


def latin_name_of_two(package: Download):
    first = package.find("muscles", lambda row: row["latin_name"])
    row = package.find("muscles", lambda row: row["latin_name"] and row is not first)
    row["latin_name"] = first["latin_name"]
    return Cell("muscles", row, "latin_name")


def group_without_muscles(package: Download):
    """A muscle is called a group but expands to nothing."""
    kin, members = (
        Counter(package["terms"].column("broader_id")),
        set(package["term_members"].column("member_id")),
    )
    row = package.find(
        "muscles",
        lambda row: (
            row["kind"] == "muscle"
            and not kin[row["muscle_id"]]
            and row["muscle_id"] not in members
            and sum(
                one["broader_id"] == package.index("terms")[row["muscle_id"]]["broader_id"]
                for one in package["terms"].rows
            )
            > 4
        ),
    )
    row["kind"] = "group"
    return Cell("muscles", row, "kind")


def case_by_its_axes(package: Download):
    """By its axes, a form of running is a case of another, but it is among its members no more."""
    terms = package.index("terms")
    row = package.find(
        "term_members",
        lambda row: (
            row["source"].startswith("By its axes")
            and not terms[row["member_id"]]["name"].endswith(terms[row["group_id"]]["name"])
        ),
    )
    package.drop("term_members", lambda one: one is row)
    package.follow()
    return Cell("exercises", package.index("exercises")[row["member_id"]], "exercise_id")


def name_differs(package: Download):
    row = package.find("muscles")
    row["name"] += " muscle"
    return Cell("muscles", row, "name")


def name_missing(package: Download):
    """The preferred name of a term is not among its names; no claim uses the word."""
    row = unworded(package)
    package.drop("term_names", lambda one: one["name"] == row["name"])
    return Cell("terms", row, "name")


def unworded(package: Download) -> dict:
    """A term whose preferred name no claim uses as a word."""
    forms = {(row["surface_form"] or "").casefold() for row in package["claim_terms"].rows}
    return package.find(
        "terms",
        lambda row: (
            row["name"] in package.index("term_names")
            and row["name"] not in forms
            and row["kind"] != "muscle"
        ),
    )


def unused_term(package: Download):
    """A term is listed that nothing uses."""
    like = package.find("terms", lambda row: row["kind"] == "thing")
    new = package.add(
        "terms",
        like,
        term_id="zzz-thing",
        name="zzz thing",
        broader_id=None,
        definition="What no claim, proposition or finding speaks of.",
    )
    package.add(
        "term_names",
        package.find("term_names", lambda row: row["status"] == "accepted"),
        name="zzz thing",
        term_id="zzz-thing",
    )
    return Cell("terms", new, "term_id")


def form_with_capitals(package: Download):
    row = package.find(
        "term_names", lambda row: row["status"] == "ignored" and row["name"].isalpha()
    )
    row["name"] = row["name"].upper()
    return Cell("term_names", row, "name")


def word_of_another_term(package: Download):
    """A claim reads a word as a term that has no such name."""
    names = package.index("term_names")
    taken, used = (
        {(row["claim_id"], row["term_id"]) for row in package["claim_terms"].rows},
        Counter(package["claim_terms"].column("term_id")),
    )
    slots = {
        row["claim_id"]: set(package.index("propositions")[row["proposition_id"]].values())
        for row in package["claims"].rows
    }
    row = package.find(
        "claim_terms",
        lambda row: (
            (row["surface_form"] or "") in names
            and names[row["surface_form"]]["status"] == "accepted"
            and used[row["term_id"]] > 2
            and row["term_id"] not in slots[row["claim_id"]]
        ),
    )
    row["term_id"] = next(term for term in used if (row["claim_id"], term) not in taken)
    package.follow()
    return Cell("claim_terms", row, "surface_form")


def alias_with_two_meanings(package: Download):
    """A name that is a term's own is given further meanings."""
    row = package.find("name_meanings")
    name = package.find(
        "term_names",
        lambda one: (
            one["status"] == "accepted"
            and one["name"] not in package["name_meanings"].column("name")
            and one["name"]
            not in {(used["surface_form"] or "").casefold() for used in package["claim_terms"].rows}
        ),
    )["name"]
    return Cell("name_meanings", package.add("name_meanings", row, name=name), "name")


def identifier(package: Download, scheme: str, **wanted) -> dict:
    """An exact mapping of a term into a scheme, with no comment; the term has no other mapping into
    it."""
    count = Counter((row["subject_id"], row["object_source"]) for row in package["mappings"].rows)
    objects = Counter(package["mappings"].column("object_id"))
    read = {(row["subject_id"], row["object_id"]) for row in package["mapping_readings"].rows}
    return package.find(
        "mappings",
        lambda row: (
            row["object_source"] == scheme
            and row["predicate_id"] == "skos:exactMatch"
            and row["predicate_modifier"] is None
            and row["object_label"]
            and row["comment"] is None
            and count[row["subject_id"], scheme] == 1
            and objects[row["object_id"]] == 1
            and (row["subject_id"], row["object_id"]) not in read | {None}
        ),
    )


def swapped_uberon(package: Download):
    """A UBERON id is replaced by that of another muscle; the label stays."""
    row = identifier(package, "UBERON")
    other = package.find(
        "mappings",
        lambda one: (
            (
                one["object_source"] == "UBERON"
                and one["object_label"]
                and one["predicate_id"] == "skos:relatedMatch"
            )
            or (
                one["object_source"] == "UBERON"
                and one["object_label"]
                and one["predicate_modifier"] == "Not"
            )
        ),
    )
    row["object_id"] = other["object_id"]
    later = max(row, other, key=lambda one: (one["subject_id"], one["predicate_id"]))
    return Cell("mappings", later, "object_label")


def swapped_label(package: Download):
    """A UBERON id has the label of another structure, which shares no word with the muscle."""
    row = identifier(package, "UBERON")
    row["object_label"] = "lens of camera-type eye"
    return Cell("mappings", row, "object_label")


def exact_for_two(package: Download):
    """The exact match of a muscle is called that of another one, too, whose name has a word of it
    in it.
    """
    row = package.find(
        "mappings",
        lambda row: (
            row["subject_id"] == "pectoralis-major"
            and row["object_source"] == "UBERON"
            and row["predicate_id"] == "skos:exactMatch"
        ),
    )
    new = package.add(
        "mappings",
        row,
        subject_id="rhomboid-major",
        subject_label=package.index("terms")["rhomboid-major"]["name"],
        comment="Named so in one source.",
    )
    return [
        Cell("mappings", one, "object_id") for one in (row, new)
    ]  # either of the two may be the wrong one


def second_predicate(package: Download):
    row = identifier(package, "UBERON")
    new = package.add("mappings", row, predicate_id="skos:relatedMatch")
    return Cell("mappings", new, "predicate_id")


def exact_for_the_part(package: Download):
    """The exact match of a muscle is called narrower than one of its heads."""
    row = identifier_with_parts(package)
    part = next(term for term in package["terms"].rows if term["broader_id"] == row["subject_id"])
    new = package.add(
        "mappings",
        row,
        subject_id=part["term_id"],
        subject_label=part["name"],
        predicate_id="skos:narrowMatch",
        comment="Turned round.",
    )
    return Cell("mappings", new, "predicate_id")


def identifier_with_parts(package: Download) -> dict:
    above = set(package["terms"].column("broader_id"))
    return package.find(
        "mappings",
        lambda row: (
            row["subject_id"] in above
            and row["predicate_id"] == "skos:exactMatch"
            and row["predicate_modifier"] is None
            and row["object_source"] == "UBERON"
        ),
    )


def muscle_as_exercise(package: Download):
    """A muscle is mapped into a scheme of exercises."""
    row = package.find(
        "mappings",
        lambda row: (
            (row["object_source"] == "wger" and row["predicate_id"] == "skos:relatedMatch")
            or (row["object_source"] == "fed" and row["predicate_id"] == "skos:relatedMatch")
        ),
    )
    term = package.find("terms", lambda term: term["kind"] == "muscle")
    return Cell(
        "mappings",
        package.add("mappings", row, subject_id=term["term_id"], subject_label=term["name"]),
        "subject_id",
    )


def unused_scheme(package: Download):
    row = package.find("schemes")
    return Cell(
        "schemes",
        package.add("schemes", row, scheme_id="zzz", uri_prefix="https://example.org/zzz/"),
        "scheme_id",
    )


def other_met(package: Download):
    """One code of the Compendium has two values. It is the exact match of no exercise."""
    exact = {
        one["object_id"]
        for one in package["mappings"].rows
        if one["predicate_id"] == "skos:exactMatch"
    }
    row = package.find(
        "energy_costs",
        lambda row: row["met"] and f"compendium{row['edition']}:{row['code']}" not in exact,
    )
    first = package.find(
        "mappings",
        lambda one: (
            one["subject_id"] == row["exercise_id"]
            and one["object_id"] == f"compendium{row['edition']}:{row['code']}"
        ),
    )
    other = package["exercises"].rows[-1]
    package.add(
        "mappings",
        first,
        predicate_id="skos:narrowMatch",
        subject_id=other["exercise_id"],
        subject_label=other["name"],
    )
    new = package.add(
        "energy_costs",
        row,
        exercise_id=other["exercise_id"],
        predicate_id="skos:narrowMatch",
        met=row["met"] + 0.5,
    )
    return Cell("energy_costs", new, "met")


def cost_missing(package: Download):
    """An activity that is mapped has no row of costs."""
    row = package.find("energy_costs")
    package.drop("energy_costs", lambda one: one is row)
    mapping = package.find(
        "mappings",
        lambda one: (
            one["subject_id"] == row["exercise_id"]
            and one["object_id"] == f"compendium{row['edition']}:{row['code']}"
        ),
    )
    return Cell("mappings", mapping, "object_id")


FAULTS = faults(
    "meaning",
    Fault("kinds-mixed", "A thing stands below people.", "broader-kind", other_kind),
    Fault(
        "member-of-another-kind",
        "A member is of another kind than its group.",
        "group-members",
        member_of_another_kind,
    ),
    Fault("wrong-slot", "The population of a finding is an exercise.", "slot-kind", wrong_slot),
    Fault(
        "head-without-muscle", "A head belongs to no muscle.", "head-of-muscle", head_without_muscle
    ),
    Fault(
        "place-of-the-homeless",
        "A place in the tree is said of what has none.",
        "muscle-home",
        place_of_the_homeless,
    ),
    Fault(
        "latin-name-of-two", "Two muscles have one Latin name.", "muscle-home", latin_name_of_two
    ),
    Fault(
        "group-without-muscles",
        "A group expands to no muscles.",
        "group-expands",
        group_without_muscles,
    ),
    Fault(
        "case-by-its-axes",
        "By its axes an exercise is a case of another, by the tree it is not.",
        "axes-tree",
        case_by_its_axes,
    ),
    Fault("name-differs", "A muscle has another name than its term.", "term-copy", name_differs),
    Fault("name-missing", "The name of a term is not among its names.", "term-named", name_missing),
    Fault("term-unused", "Nothing speaks of a term.", "unused-term", unused_term),
    Fault(
        "form-with-capitals",
        "A form is in capitals, in which none is compared.",
        "names-normalised",
        form_with_capitals,
    ),
    Fault(
        "word-of-another-term",
        "A word is read as a term of which it is no name.",
        "names-normalised",
        word_of_another_term,
    ),
    Fault(
        "alias-with-two-meanings",
        "A name that always means one term has another meaning.",
        "name-meaning",
        alias_with_two_meanings,
    ),
    Fault(
        "watched-form-of-two-words",
        "A watched form has two words.",
        "watched-word",
        change(
            "term_names",
            "name",
            lambda row: f"{row['name']} zzz",
            lambda row: row["status"] == "watched",
        ),
    ),
    Fault(
        "kind-of-term-unknown",
        "A scheme lists a kind of term that is none.",
        "scheme-prefix",
        change("schemes", "term_kinds", lambda row: row["term_kinds"] + "; organ"),
    ),
    Fault(
        "identifier-of-another-form",
        "An identifier lacks a digit.",
        "mapping-form",
        change(
            "mappings",
            "object_id",
            lambda row: row["object_id"][:-1],
            lambda row: (
                row["object_source"] == "UBERON"
                and row["predicate_modifier"] is None
                and row["predicate_id"] != "skos:exactMatch"
            ),
        ),
    ),
    Fault(
        "pattern-that-is-none",
        "The pattern of a scheme is no pattern.",
        "mapping-form",
        change("schemes", "local_pattern", "[0-9"),
    ),
    Fault(
        "muscle-as-exercise",
        "A muscle is mapped into a scheme of exercises.",
        "mapping-kind",
        muscle_as_exercise,
    ),
    Fault("scheme-unused", "Nothing is mapped into a scheme.", "mapping-kind", unused_scheme),
    Fault(
        "label-not-the-terms",
        "A mapping calls its term by another name.",
        "mapping-copy",
        change(
            "mappings",
            "subject_label",
            lambda row: row["subject_label"] + " muscle",
            lambda row: row["predicate_id"] == "skos:closeMatch",
        ),
    ),
    Fault(
        "uberon-swapped",
        "A UBERON id is that of another structure.",
        "mapping-label",
        swapped_uberon,
    ),
    Fault(
        "uberon-label-swapped",
        "The label of a UBERON id shares no word with the muscle.",
        "mapping-name",
        swapped_label,
    ),
    Fault(
        "exact-for-two",
        "An identifier is the exact match of two terms.",
        "mapping-exact",
        exact_for_two,
    ),
    Fault(
        "second-predicate",
        "A term and an identifier are related in two ways.",
        "mapping-once",
        second_predicate,
    ),
    Fault(
        "exact-for-the-part",
        "What is exactly a muscle is called narrower than its head.",
        "mapping-tree",
        exact_for_the_part,
    ),
    Fault("met-of-two", "A code of the Compendium has two values.", "energy-mapped", other_met),
    Fault(
        "cost-missing",
        "An activity that is mapped has no row of costs.",
        "energy-mapped",
        cost_missing,
    ),
    Fault(
        "cost-of-another-code",
        "A row of costs has a code that is not mapped.",
        "energy-mapped",
        change("energy_costs", "code", "00000"),
    ),
)
