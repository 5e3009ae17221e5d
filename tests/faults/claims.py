"""Claims and propositions: slots, statements, kinds, numbers, words, and what is derived from
them."""

from __future__ import annotations

from collections import Counter

from pipeline.tables.statements import compose, term_names
from pipeline.tables.testability import EFFECTS
from pipeline.text.passage_address import joined

from . import Cell, Fault, faults
from .copies import Download, change


def statement(package: Download, row: dict) -> dict:
    """Give a proposition the statement that its slots make."""
    row["statement"] = compose(row, term_names(package["terms"].rows)) or row["statement"]
    return row


def named(row: dict) -> str:
    """An id for a proposition that names its slots, and that no other has."""
    word = {"matches": "match", "needed_for": "needed", "part_of": "part"}
    given = ["given", row["condition_id"]] if row["condition_id"] else []
    slots = [row[f"{slot}_id"] for slot in ("object", "muscle", "comparator", "population")]
    relation = word.get(row["relation"], row["relation"])
    return "-".join([row["subject_id"], relation, *filter(None, slots), *given, "compared"])


def self_comparison(package: Download):
    row = package.find("propositions", lambda row: row["relation"] == "exceeds")
    row["comparator_id"] = row["subject_id"]
    statement(package, row)
    return Cell("propositions", row, "comparator_id")


def mirrored(package: Download):
    """The similarity of two things is stated again from the other side."""
    row = package.find("propositions", lambda row: row["relation"] == "matches")
    turned = {"subject_id": row["comparator_id"], "comparator_id": row["subject_id"]}
    new = package.add("propositions", row, **turned, proposition_id=named(row | turned))
    statement(package, new)
    claim = package.find("claims", lambda one: one["proposition_id"] == row["proposition_id"])
    claimed(package, claim, new["proposition_id"])
    return Cell("propositions", new, "subject_id")


def claimed(package: Download, like: dict, proposition: str) -> dict:
    """One more claim of this proposition, next to another one and with the same words."""
    article = like["claim_id"].rpartition("-")[0]
    new = package.add(
        "claims",
        like,
        claim_id=f"{article}-999",
        proposition_id=proposition,
        statement=like["statement"].removesuffix(".") + ", besides.",
    )
    for row in [row for row in package["claim_terms"].rows if row["claim_id"] == like["claim_id"]]:
        package.add("claim_terms", row, claim_id=new["claim_id"])
    package.follow()
    return new


def near_duplicate(package: Download):
    """A new proposition has the words of another in another order. Its relation is one whose
    statements are written by hand."""
    row = package.find(
        "propositions",
        lambda row: (
            row["relation"] == "other"
            and row["object_id"]
            and " than " not in row["statement"]
            and " as " not in row["statement"]
        ),
    )
    words = row["statement"].rstrip(".").split()
    new = package.add(
        "propositions",
        row,
        proposition_id="zzz-near",
        statement=" ".join([words[-1].capitalize(), *words[:-1]]) + ".",
    )
    claim = package.find("claims", lambda one: one["proposition_id"] == row["proposition_id"])
    claimed(package, claim, "zzz-near")
    return Cell("propositions", new, "statement")


def same_claim_words(package: Download):
    """Two claims of an article have the same words."""
    first = package["claims"].rows[0]
    row = package.find(
        "claims",
        lambda row: (
            row["claim_id"].rpartition("-")[0] == first["claim_id"].rpartition("-")[0]
            and row is not first
            and not any(c.isdigit() for c in row["statement"])
        ),
    )
    row["statement"] = first["statement"]
    package.follow()
    return Cell("claims", row, "statement")


def claim_twice(package: Download):
    like = package["claims"].rows[0]
    return Cell("claims", claimed(package, like, like["proposition_id"]), "proposition_id")


def claim_of_another_article(package: Download):
    """A claim is numbered with those of another article."""
    like, other = package["claims"].rows[0], package["articles"].rows[-1]["article_id"]
    new = claimed(package, like, like["proposition_id"])
    for row in package["claim_terms"].rows:
        if row["claim_id"] == new["claim_id"]:
            row["claim_id"] = f"{other}-999"
    new.update(
        claim_id=f"{other}-999", stance="reports" if like["stance"] != "reports" else "asserts"
    )  # otherwise it would be there twice
    package.follow()
    return Cell("claims", new, "claim_id")


def slot_not_named(package: Download):
    """The words of a claim do not name the subject of its proposition."""
    propositions = package.index("propositions")
    claim = package["claims"].rows[0]
    subject = propositions[claim["proposition_id"]]["subject_id"]
    package.drop(
        "claim_terms",
        lambda row: row["claim_id"] == claim["claim_id"] and row["term_id"] == subject,
    )
    package.follow()
    return Cell("claims", claim, "proposition_id")


def number_not_coded(package: Download):
    row = package.find(
        "claims",
        lambda row: (
            not any(c.isdigit() for c in row["statement"]) and row["statement"].endswith(".")
        ),
    )
    row["statement"] = row["statement"][:-1] + " in 17 ways."
    package.follow()
    return Cell("claims", row, "statement")


def range_turned_round(package: Download):
    row = package.find(
        "claim_quantities",
        lambda row: row["bound"] == "range" and row["low"] is not None and row["high"] is not None,
    )
    row["low"], row["high"] = row["high"], row["low"]
    package.follow()
    return Cell("claim_quantities", row, "low")


def ordinals_with_a_gap(package: Download):
    last = Counter(package["claim_quantities"].column("claim_id"))
    row = package.find("claim_quantities", lambda row: row["ordinal"] == last[row["claim_id"]])
    row["ordinal"] += 1
    package.follow()
    return Cell("claim_quantities", row, "ordinal")


def number_not_in_its_words(package: Download):
    """The words of a quantity give another number than its columns."""
    row = package.find("claim_quantities", lambda row: row["bound"] == "exact")
    row["as_stated"] = f"{row['low'] + 1} of them"
    package.follow()
    return Cell("claim_quantities", row, "low")


def unclaimed(package: Download):
    row = package.find(
        "propositions",
        lambda row: (
            row["relation"] == "is" and row["population_id"] is None and row["condition_id"] is None
        ),
    )
    new = statement(
        package,
        package.add(
            "propositions",
            row,
            proposition_id=named(row | {"population_id": "runners"}),
            population_id="runners",
        ),
    )
    return Cell("propositions", new, "proposition_id")


def plain_comparison(package: Download):
    """A claim is called a comparison, but its proposition does not compare."""
    relation = {row["proposition_id"]: row["relation"] for row in package["propositions"].rows}
    row = package.find(
        "claims",
        lambda row: row["kind"] == "effect" and relation[row["proposition_id"]] == "raises",
    )
    row["kind"] = "comparison"
    package.follow()
    return Cell("claims", row, "kind")


def comparison_called_effect(package: Download):
    row = package.find("claims", lambda row: row["kind"] == "comparison")
    row["kind"] = "effect"
    package.follow()
    return Cell("claims", row, "kind")


def not_looked_for(package: Download):
    """A proposition in several articles has no evidence and no search left."""
    findings, held = package.index("findings"), {}
    for row in package["evidence"].rows:
        held.setdefault(row["proposition_id"], set()).add(
            findings[row["finding_id"]]["reference_id"]
        )
    works = Counter(work for used in held.values() for work in used)
    shared = {
        row["proposition_id"] for row in package["proposition_summary"].rows if row["articles"] > 1
    }
    searches = {row["search_id"] for row in package["search_works"].rows}
    kept = {
        row["proposition_id"]
        for row in package["search_propositions"].rows
        if row["search_id"] in searches
    }
    name = package.find(
        "propositions",
        lambda row: (
            row["relation"] in EFFECTS
            and row["proposition_id"] in shared
            and row["proposition_id"] not in kept
            and all(works[work] > 1 for work in held.get(row["proposition_id"], ()))
        ),
    )["proposition_id"]
    for table in ("search_propositions", "evidence"):
        if name in package[table].column("proposition_id"):
            package.drop(table, lambda row: row["proposition_id"] == name)
    package.follow()
    return Cell("propositions", package.index("propositions")[name], "proposition_id")


def nobody_quoted(package: Download):
    """A person is listed whom no row refers to."""
    return Cell(
        "people",
        package.add(
            "people", package["people"].rows[0], person_id="zzz-nobody", name="Nobody At All"
        ),
        "person_id",
    )


def ambiguous_word(package: Download):
    """A claim reads an ambiguous form as a term that it may not stand for."""
    meanings: dict = {}
    for row in package["name_meanings"].rows:
        meanings.setdefault(row["name"], set()).add(row["term_id"])
    slots = {
        row["claim_id"]: set(package.index("propositions")[row["proposition_id"]].values())
        for row in package["claims"].rows
    }
    taken, used = (
        {(row["claim_id"], row["term_id"]) for row in package["claim_terms"].rows},
        Counter(package["claim_terms"].column("term_id")),
    )
    row = package.find(
        "claim_terms",
        lambda row: (
            row["surface_form"]
            and joined(row["surface_form"]) in meanings
            and row["term_id"] not in slots[row["claim_id"]]
            and used[row["term_id"]] > 1
        ),
    )
    row["term_id"] = next(
        term
        for term in used
        if term not in meanings[joined(row["surface_form"])]
        and (row["claim_id"], term) not in taken
    )
    package.follow()
    return Cell("claim_terms", row, "term_id")


FAULTS = faults(
    "meaning",
    Fault(
        "statement-not-composed",
        "The statement of a proposition is not what its slots give.",
        "composed-statement",
        change(
            "propositions",
            "statement",
            lambda row: row["statement"].replace("increases", "boosts"),
            lambda row: row["relation"] == "raises" and "increases" in row["statement"],
        ),
    ),
    Fault(
        "compared-with-itself",
        "A thing is compared with itself.",
        "self-comparison",
        self_comparison,
    ),
    Fault(
        "match-from-both-sides",
        "That two things match is said from either side.",
        "mirrored-match",
        mirrored,
    ),
    Fault(
        "proposition-reworded",
        "Two propositions are worded with the same words.",
        "near-duplicate",
        near_duplicate,
    ),
    Fault(
        "claim-reworded",
        "Two claims of an article are worded with the same words.",
        "near-duplicate",
        same_claim_words,
    ),
    Fault(
        "claim-twice-in-a-passage",
        "Two claims say the same in the same place.",
        "claim-twice",
        claim_twice,
    ),
    Fault(
        "claim-of-another-article",
        "A claim is numbered with those of another article.",
        "claim-article",
        claim_of_another_article,
    ),
    Fault(
        "slot-not-named",
        "A claim names no word for a slot of its proposition.",
        "slots-named",
        slot_not_named,
    ),
    Fault(
        "number-not-coded",
        "A number of a statement is not among the quantities.",
        "number-coded",
        number_not_coded,
    ),
    Fault(
        "range-turned-round",
        "A range runs from the higher to the lower end.",
        "quantity-order",
        range_turned_round,
    ),
    Fault(
        "ordinals-with-a-gap",
        "The quantities of a claim are not counted 1, 2, 3.",
        "quantity-order",
        ordinals_with_a_gap,
    ),
    Fault(
        "number-not-in-its-words",
        "The words of a quantity give another number.",
        "quantity-number",
        number_not_in_its_words,
    ),
    Fault(
        "proposition-unclaimed", "Nobody claims a proposition.", "unclaimed-proposition", unclaimed
    ),
    Fault(
        "comparison-of-nothing",
        "A claim is called a comparison and compares nothing.",
        "comparison-kind",
        plain_comparison,
    ),
    Fault(
        "comparison-called-effect",
        "A claim that compares is called an effect.",
        "comparison-kind",
        comparison_called_effect,
    ),
    Fault(
        "not-looked-for",
        "No evidence was looked for, though several articles claim the thing.",
        "looked-for",
        not_looked_for,
    ),
    Fault("nobody-quoted", "Nothing refers to a person.", "unused-name", nobody_quoted),
    Fault(
        "meaning-not-listed",
        "A form is read as what it does not stand for.",
        "name-meaning",
        ambiguous_word,
    ),
    Fault(
        "summary-miscounts",
        "The summary of a proposition miscounts its claims.",
        "derived-view",
        change("proposition_summary", "claims", lambda row: row["claims"] + 1),
    ),
    Fault(
        "contradiction-milder",
        "A contradiction is called a tension.",
        "derived-view",
        change(
            "disagreements", "verdict", "tension", lambda row: row["verdict"] == "contradiction"
        ),
    ),
    Fault(
        "flat-table-differs",
        "The flat table has another statement than the claim.",
        "derived-view",
        change("claims_flat", "statement", "The flat table has words of its own."),
    ),
    Fault(
        "muscle-works-more",
        "The table of exercises and muscles counts an article too many.",
        "derived-view",
        change("exercise_muscles", "articles", lambda row: row["articles"] + 1),
    ),
)
