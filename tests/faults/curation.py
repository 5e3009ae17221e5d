"""Curation files of the right form: keys, types, names, codes and files."""

from __future__ import annotations

import re

from pipeline.text.passage_address import joined

from . import Fault, Place, faults
from .copies import Checkout, stray

PACKAGE = "data/curation/package.yaml"


def of_claim(
    key: str,
    old: str,
    new: str,
    where=lambda claim: True,
    row=False,
    field=None,
    table="claims",
    down: int = 0,
):
    """A mutation of one key of a claim. `row`: the problem names the claim. `down`: how many lines
    below the edited line the fault is."""

    def mutate(package: Checkout):
        file, _, claim = package.claim(lambda claim: key in claim and where(claim))
        line = package.edit(file, claim.lines[key], old, new)
        return Place(file, line + down, table if row else None, claim["id"] if row else None, field)

    return mutate


def of_entry(
    name: str,
    key: str,
    old: str,
    new: str,
    where=lambda entry: True,
    part=None,
    table=None,
    row=None,
    field=None,
    at=None,
):
    """A mutation of one key of an entry of a curation file. `row` makes the row's key from the
    entry."""

    def mutate(package: Checkout):
        file, entry = package.find(name, lambda entry: key in entry and where(entry), part)
        line = package.edit(file, entry.lines[key], old, new)
        return Place(
            file, entry.line if at == "entry" else line, table, row(entry) if row else None, field
        )

    return mutate


def escaped(sign: str, table: str, field: str):
    """A mutation: the first person's name ends with an escaped character, which is not visible in
    the file."""

    def mutate(package: Checkout):
        file, entry = package.find("people")
        return Place(
            file,
            package.edit(file, entry.lines["name"], "name: .*", f'name: "Zo{sign}"'),
            table,
            entry["id"],
            field,
        )

    return mutate


def missing_kind(package: Checkout):
    file, _, claim = package.claim(lambda claim: claim["kind"] == "effect")
    package.cut(file, claim.lines["kind"])
    return Place(file, claim.line, field="kind")


def words_of(package: Checkout, entry: str):
    """A claim whose first term is replaced by this one; returns the claim's place."""
    file, _, claim = package.claim(
        lambda claim: (
            "terms" in claim
            and isinstance(claim["terms"][0], str)
            and claim["terms"].lines[0] == claim.lines["terms"]
        )
    )
    line = package.edit(file, claim.lines["terms"], r"terms: \[", f"terms: [{entry}, ")
    return Place(file, line, "claims", claim["id"], "terms")


def word(pick):
    """A mutation: a claim has one more word, made from the document of terms."""
    return lambda package: words_of(package, pick(package.document("terms")[1]))


def name_taken(package: Checkout):
    """A term has a name that another one has. It is reported at the second one."""
    file, document = package.document("terms")
    first = document["terms"][0]
    later = next(
        entry
        for entry in document["terms"][1:]
        if "names" in entry and entry.lines["names"] == entry["names"].lines[0]
    )
    line = package.edit(file, later.lines["names"], r"names: \[", f"names: [{first['name']}, ")
    return Place(file, line, "term_names", joined(first["name"]))


def detail_of_another_kind(package: Checkout):
    file, entry = package.find("terms", lambda entry: entry["kind"] == "thing")
    package.edit(file, entry.lines["kind"], "kind: thing", "kind: muscle")
    return Place(file, entry.line, "terms", entry["id"])


def statement_typed(package: Checkout):
    file, entry = package.find("propositions", lambda entry: entry["relation"] == "raises")
    return Place(
        file,
        package.edit(
            file, entry.line, r"relation: raises", "relation: raises, statement: Typed by hand."
        ),
        "propositions",
        entry["id"],
    )


def statement_missing(package: Checkout):
    file, entry = package.find("propositions", lambda entry: entry["relation"] == "other")
    return Place(
        file, package.edit(file, entry.line, r", statement: [^}]*", ""), "propositions", entry["id"]
    )


def code_twice(package: Checkout):
    file, document = package.document("mappings")
    entry = document["codes"][0]
    text = package.path(file).read_text(encoding="utf-8").split("\n")[entry.line - 1]
    return Place(
        file,
        package.insert(file, entry.line + 1, text),
        "energy_costs",
        f"compendium{entry['edition']}:{entry['code']}",
    )


def code_unused(package: Checkout):
    file, document = package.document("mappings")
    line = document["codes"][0].line
    return Place(
        file,
        package.insert(
            file, line, '- {edition: 2024, code: "99999", activity: "dancing on the moon", met: 2}'
        ),
        "energy_costs",
        "compendium2024:99999",
    )


def label_typed(package: Checkout):
    file, entry = package.find(
        "mappings",
        lambda entry: entry["object"].startswith("compendium2024") and entry["match"] == "exact",
    )
    return Place(
        file,
        package.edit(file, entry.line, r"(?=, confidence)", ", label: running"),
        "mappings",
        f"{entry['subject']}/{entry['object']}",
    )


def slots_twice(package: Checkout):
    """Two propositions have the same slots under two ids. The second id in sorted order is
    reported."""
    file, entry = package.find(
        "propositions", lambda entry: entry["relation"] == "raises" and "note" not in entry
    )
    text = package.path(file).read_text(encoding="utf-8").split("\n")[entry.line - 1]
    return Place(
        file,
        package.insert(
            file, entry.line + 1, text.replace(f"id: {entry['id']}", "id: zzz-once-more", 1)
        ),
        "propositions",
        "zzz-once-more",
        "subject_id",
    )


def article_of_another_name(package: Checkout):
    file, document = package.document(package.article())
    return Place(
        file,
        package.edit(file, document.lines["article"], "article: .*", "article: another-article"),
    )


def retired_in_use(package: Checkout):
    file, entry = package.find("retired", lambda entry: entry["table"] == "propositions")
    new = package.document("propositions")[1]["propositions"][0]["id"]
    return Place(
        file,
        package.edit(file, entry.lines["id"], rf"\bid: {re.escape(entry['id'])}", f"id: {new}"),
        "retired_ids",
        f"propositions/{new}",
        "old_id",
    )


def removed(path: str):
    def mutate(package: Checkout):
        package.path(path).unlink()
        return Place(path)

    return mutate


def no_article(package: Checkout):
    for path in package.path("data/curation/articles").glob("*.yaml"):
        path.unlink()
    return Place("data/curation/articles")


def licence(package: Checkout):
    """Metadata that make an invalid descriptor are reported at the file in which they are
    written."""
    file, document = package.document("package")
    return Place(
        PACKAGE,
        package.edit(file, document["licenses"][0].lines["name"], "name: .*", "name: MIT"),
        field="licenses/0/name",
    )


def ambiguous(document: dict) -> dict:
    return document["ambiguous"][0]


def id_of(entry: dict) -> str:
    return entry["id"]


def mapped(entry: dict) -> str:
    return f"{entry['subject']}/{entry['object']}"


FAULTS = faults(
    "curation",
    Fault(
        "key-unknown",
        "A key is misspelt.",
        "unknown-key",
        of_claim("kind", "kind: ", "kinds: x\n    kind: ", field="kinds"),
    ),
    Fault("key-missing", "A claim has no kind.", "missing-key", missing_kind),
    Fault(
        "stance-a-boolean",
        "A stance is true or false.",
        "wrong-type",
        of_claim("stance", "stance: .*", "stance: false", field="stance"),
    ),
    Fault(
        "statement-null",
        "A statement is null.",
        "wrong-type",
        of_claim("says", "says: .*", "says: null", field="says"),
    ),
    Fault(
        "statement-a-number",
        "A statement is a number.",
        "wrong-type",
        of_claim("says", "says: .*", "says: 12", field="says"),
    ),
    Fault(
        "pmid-a-number",
        "A PMID is not quoted.",
        "wrong-type",
        of_entry("references", "pmid", "pmid: .*", "pmid: 28479954", field="pmid"),
    ),
    Fault(
        "year-a-text",
        "A year is text.",
        "wrong-type",
        of_entry("references", "year", "year: .*", 'year: "2017"', field="year"),
    ),
    Fault(
        "number-in-words",
        "A number is written in words.",
        "wrong-type",
        of_entry(
            "references",
            "sample_size",
            "sample_size: .*",
            "sample_size: twelve",
            field="sample_size",
        ),
    ),
    Fault(
        "list-a-text",
        "A list is text.",
        "wrong-type",
        of_claim(
            "terms",
            "terms: .*",
            "terms: running",
            lambda claim: claim["terms"].lines[-1] == claim.lines["terms"],
            field="terms",
        ),
    ),
    Fault(
        "list-empty",
        "A list is empty.",
        "wrong-value",
        of_entry(
            "terms", "means", r"means: \[[^]]*\]", "means: []", part="ambiguous", field="means"
        ),
    ),
    Fault(
        "name-unknown",
        "A word is no name of any term.",
        "unknown-name",
        word(lambda document: "zebra crossing"),
    ),
    Fault(
        "name-ambiguous",
        "A word has several meanings, and none is chosen.",
        "ambiguous-name",
        word(lambda document: ambiguous(document)["name"]),
    ),
    Fault(
        "name-with-another-meaning",
        "A word is given a meaning that is not listed.",
        "name-meaning",
        word(
            lambda document: (
                "{" + f"{ambiguous(document)['name']}: {document['terms'][0]['id']}" + "}"
            )
        ),
    ),
    Fault(
        "name-with-a-second-meaning",
        "A name that always means one term is read as another.",
        "name-meaning",
        word(
            lambda document: (
                "{" + f"{document['terms'][0]['name']}: {document['terms'][1]['id']}" + "}"
            )
        ),
    ),
    Fault(
        "name-ignored",
        "A word is listed as no name.",
        "ignored-name",
        word(lambda document: document["ignored"][0]["name"]),
    ),
    Fault("name-of-two-terms", "Two terms have one name.", "name-twice", name_taken),
    Fault(
        "detail-missing",
        "A muscle has no entry that says what it is.",
        "term-detail",
        detail_of_another_kind,
    ),
    Fault(
        "statement-typed",
        "A statement that the slots give is typed by hand.",
        "statement-typed",
        statement_typed,
    ),
    Fault(
        "statement-not-typed",
        "A statement that no slots give is missing.",
        "statement-typed",
        statement_missing,
    ),
    Fault(
        "retired-in-a-later-version",
        "An id is to have gone in a version that is not yet there.",
        "retired-later",
        of_entry(
            "retired",
            "version",
            r'version: "[^"]*"',
            'version: "99.0.0"',
            table="retired_ids",
            row=id_of,
            field="version",
        ),
    ),
    Fault("retired-in-use", "An id that was retired is used again.", "retired-id", retired_in_use),
    Fault(
        "mapping-without-prefix",
        "A mapping leads to no identifier.",
        "mapping-object",
        of_entry(
            "mappings",
            "object",
            'object: "UBERON:',
            'object: "UBERON ',
            lambda entry: entry["object"].startswith("UBERON:"),
            table="mappings",
            row=lambda entry: mapped(entry).replace("UBERON:", "UBERON "),
        ),
    ),
    Fault(
        "mapping-to-no-scheme",
        "A mapping leads into a scheme that is not listed.",
        "unknown-scheme",
        of_entry(
            "mappings",
            "object",
            'object: "UBERON:',
            'object: "UBERRON:',
            lambda entry: entry["object"].startswith("UBERON:"),
            table="mappings",
            row=lambda entry: mapped(entry).replace("UBERON", "UBERRON"),
        ),
    ),
    Fault(
        "code-unknown",
        "A mapping leads to a code that is not listed.",
        "unknown-code",
        of_entry(
            "mappings",
            "object",
            'object: "compendium2024:[0-9]+"',
            'object: "compendium2024:99999"',
            lambda entry: (
                entry["object"].startswith("compendium2024:") and entry["match"] == "exact"
            ),
            table="mappings",
            row=lambda entry: f"{entry['subject']}/compendium2024:99999",
        ),
    ),
    Fault("code-label-typed", "The label of a code is typed by hand.", "label-typed", label_typed),
    Fault("code-twice", "A code is listed twice.", "code-twice", code_twice),
    Fault("code-unused", "Nothing is mapped to a code.", "unused-code", code_unused),
    Fault(
        "curated-degree-unknown",
        "A degree is no value of its list.",
        "row-schema",
        of_claim("degree", "degree: .*", "degree: lots", row=True, field="degree"),
    ),
    Fault(
        "curated-statement-of-two-lines",
        "A statement has two lines.",
        "control-character",
        of_claim(
            "says",
            "says: .*",
            "says: |\n      One line\n      and another.",
            row=True,
            field="statement",
        ),
    ),
    Fault(
        "curated-proposition-unknown",
        "A claim has a proposition that is not listed.",
        "foreign-key",
        of_claim(
            "proposition",
            "proposition: .*",
            "proposition: running-raises-everything",
            lambda claim: claim["proposition"] == "running-raises-muscle-size",
            row=True,
            field="proposition_id",
        ),
    ),
    Fault(
        "curated-term-misspelt",
        "The outcome of a proposition is misspelt.",
        "foreign-key",
        of_entry(
            "propositions",
            "object",
            "object: muscle-size",
            "object: muscle-sise",
            lambda entry: (
                entry["object"] == "muscle-size" and entry["id"] != "running-raises-muscle-size"
            ),
            table="propositions",
            row=id_of,
            field="object_id",
        ),
    ),
    Fault(
        "curated-slots-twice", "Two propositions have the same slots.", "unique-key", slots_twice
    ),
    Fault(
        "curated-circle",
        "A term is broader than itself.",
        "term-cycle",
        of_entry(
            "terms",
            "broader",
            "broader: .*",
            "broader: thigh-muscles",
            lambda entry: entry["id"] == "thigh-muscles",
            table="terms",
            row=id_of,
            field="broader_id",
        ),
    ),
    Fault(
        "curated-date-of-no-calendar",
        "A search was on a day of no calendar.",
        "row-schema",
        of_entry(
            "searches",
            "searched_on",
            'searched_on: "[^"]*"',
            'searched_on: "2026-02-30"',
            table="searches",
            row=lambda _: "2026-02-30-001",
            field="searched_on",
        ),
    ),
    Fault(
        "file-named-otherwise",
        "A file holds another article than its name says.",
        "file-name",
        article_of_another_name,
    ),
    Fault(
        "curated-accent-escaped",
        "A letter and its accent are two characters, the second one escaped.",
        "normal-form",
        escaped("e\\u0301", "people", "name"),
    ),
    Fault(
        "curated-control-character-escaped",
        "A control character is escaped.",
        "control-character",
        escaped("\\a", "people", "name"),
    ),
    Fault(
        "curation-file-missing",
        "A curation file is not there.",
        "curation-missing",
        removed("data/curation/people.yaml"),
    ),
    Fault("curation-without-articles", "There is no article.", "curation-missing", no_article),
    Fault(
        "curation-file-stray",
        "A file is none of the curation's.",
        "stray-file",
        stray("data/curation/peoples.yaml", "people: []\n"),
    ),
    Fault(
        "curation-file-too-deep",
        "An article lies in a folder of its own.",
        "stray-file",
        stray("data/curation/articles/more/x.yaml", "people: []\n"),
    ),
    Fault("licence-not-ours", "The metadata name another licence.", "descriptor-profile", licence),
    checkout=True,
)
