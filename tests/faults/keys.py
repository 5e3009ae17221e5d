"""Keys: duplicate rows, references to nothing, half a key, cycles, retired ids, rows out of
order."""

from __future__ import annotations

from collections import Counter

from pipeline.derived.study_evidence import CLOSE

from . import Cell, Fault, Place, faults
from .copies import Download, change


def again(table: str, where=lambda row: True, field=None, **changes):
    """A mutation: a row is duplicated; the second one is the fault. `field` defaults to the first
    of the key."""

    def mutate(package: Download):
        like = package.find(table, where)
        return Cell(
            table,
            package.add(table, like, **changes),
            field or package[table].schema.primary_key[0],
        )

    return mutate


def common(table: str, field: str):
    """A condition: other rows have the row's value in a column too, so that nothing else loses its
    last use."""

    def mutate(value):
        def change_it(package: Download):
            count = Counter(package[table].column(field))
            row = package.find(table, lambda row: row[field] is not None and count[row[field]] > 2)
            row[field] = value
            return Cell(table, row, field)

        return change_it

    return mutate


def dangling_passage(package: Download):
    """A claim refers to a passage that does not exist, next to another claim of its own passage."""
    count = Counter(package["claims"].column("passage_id"))
    row = package.find("claims", lambda row: count[row["passage_id"]] > 1)
    row["passage_id"] = row["passage_id"].rpartition(":")[0] + ":1-2"
    return Cell("claims", row, "passage_id")


def dangling_broader(package: Download):
    kin = Counter(package["terms"].column("broader_id"))
    row = package.find(
        "terms",
        lambda row: (
            row["kind"] == "population" and kin[row["broader_id"]] > 2 and not kin[row["term_id"]]
        ),
    )
    row["broader_id"] = "runers"
    return Cell("terms", row, "broader_id")


def dangling_slot(package: Download):
    """The subject of a finding that close evidence rests on is no term."""
    close = {row["finding_id"] for row in package["evidence"].rows if row["bearing"] in CLOSE}
    row = package.find("findings", lambda row: row["finding_id"] in close)
    row["subject_id"] = "runing"
    return Cell("findings", row, "subject_id")


def of_close(field: str, value: str | None):
    """A mutation of a piece of close evidence."""
    return change("evidence", field, value, lambda row: row["bearing"] in CLOSE)


def dangling_member(package: Download):
    row = package.find(
        "term_members", lambda row: package.index("terms")[row["group_id"]]["kind"] == "exercise"
    )
    row["member_id"] = "zzz-no-term"
    return Cell("term_members", row, "member_id")


def dangling_meaning(package: Download):
    """One of three or more meanings of a form is no term."""
    chosen = {row["term_id"] for row in package["claim_terms"].rows}
    count = Counter(package["name_meanings"].column("name"))
    row = package.find(
        "name_meanings", lambda row: count[row["name"]] > 2 or row["term_id"] not in chosen
    )
    row["term_id"] = "zzz-no-term"
    return Cell("name_meanings", row, "term_id")


def circle_of_two(package: Download):
    kinds = {row["term_id"]: row for row in package["terms"].rows}
    row = package.find(
        "terms", lambda row: row["kind"] == "population" and row["broader_id"] is not None
    )
    upper = kinds[row["broader_id"]]
    upper["broader_id"] = row["term_id"]
    first = min(
        row, upper, key=lambda one: one["term_id"]
    )  # reported where the walk through the table meets it first
    return Cell("terms", first, "broader_id")


def circle_of_one(package: Download):
    row = package.find(
        "terms", lambda row: row["kind"] == "population" and row["broader_id"] is not None
    )
    row["broader_id"] = row["term_id"]
    return Cell("terms", row, "broader_id")


def group_in_itself(package: Download):
    """A group of exercises is a member of its own member."""
    row = package.find(
        "term_members", lambda row: package.index("terms")[row["group_id"]]["kind"] == "exercise"
    )
    new = package.add("term_members", row, group_id=row["member_id"], member_id=row["group_id"])
    return [
        Cell("term_members", one, "member_id") for one in (row, new)
    ]  # either of the two may be the wrong one


def retired_in_use(package: Download):
    row = package.find("retired_ids", lambda row: row["table_name"] == "propositions")
    row["old_id"] = package["propositions"].rows[0]["proposition_id"]
    return Cell("retired_ids", row, "old_id")


def swapped(package: Download):
    """Two rows of terms are swapped."""
    rows = package["terms"]
    rows.rows[3], rows.rows[4] = rows.rows[4], rows.rows[3]
    rows.unsorted = True
    return Cell("terms", rows.rows[3])


def turned_round(package: Download):
    """All rows of passages are in reverse order."""
    rows = package["passages"]
    rows.rows.reverse()
    rows.unsorted = True
    return Cell("passages", rows.rows[0])


def of_text(package: Download):
    """Ordinals are sorted as text: 1, 10, 2."""
    rows = package["mapping_readings"]
    rows.rows.sort(key=lambda row: str(row["ordinal"]))
    rows.unsorted = True
    return Cell("mapping_readings", next(row for row in rows.rows if row["ordinal"] == 10))


def reading_gone(package: Download):
    """The second of an article's raw readings is missing, so that the third is reported."""
    package.drop(
        "readings",
        lambda row: (
            row["ordinal"] == 2
            and row["reader"] == "second"
            and row["article_id"] == package["articles"].rows[0]["article_id"]
        ),
    )
    return Cell(
        "readings",
        package.find("readings", lambda row: row["ordinal"] == 3 and row["reader"] == "second"),
        "ordinal",
    )


def no_rows(package: Download):
    rows = package["mapping_readings"]
    rows.rows, rows.origins = [], []
    return Place("data/mapping_readings.csv", None, "mapping_readings")


FAULTS = faults(
    "keys",
    Fault(
        "person-twice",
        "Two people have one id.",
        "primary-key",
        again("people", name="Another Name"),
    ),
    Fault("claim-twice-with-one-id", "A claim is there twice.", "primary-key", again("claims")),
    Fault(
        "mapping-twice",
        "A mapping is there twice, with another confidence.",
        "primary-key",
        again("mappings", confidence=0.5),
    ),
    Fault(
        "member-twice",
        "A member stands twice in its group.",
        "primary-key",
        again("term_members", source="Seen elsewhere."),
    ),
    Fault(
        "slots-twice",
        "Two propositions have the same slots.",
        "unique-key",
        again(
            "propositions",
            lambda row: row["relation"] == "raises",
            "subject_id",
            proposition_id="zzz-once-more",
        ),
    ),
    Fault(
        "prefix-of-two-schemes",
        "Two schemes have one prefix of addresses.",
        "unique-key",
        again(
            "schemes", lambda row: row["scheme_id"] == "UBERON", "uri_prefix", scheme_id="uberon2"
        ),
    ),
    Fault(
        "claim-of-no-proposition",
        "A claim has a proposition that is not there.",
        "foreign-key",
        common("claims", "proposition_id")("running-raises-everything"),
    ),
    Fault(
        "claim-in-no-passage",
        "A claim rests on a passage that is not there.",
        "foreign-key",
        dangling_passage,
    ),
    Fault(
        "claim-of-nobody",
        "A claim is attributed to somebody who is not listed.",
        "foreign-key",
        common("claims", "attributed_to")("mike-nielson"),
    ),
    Fault(
        "word-of-no-term",
        "A word of a claim stands for a term that is not there.",
        "foreign-key",
        change("claim_terms", "term_id", "zzz-no-term", lambda row: row["surface_form"]),
    ),
    Fault(
        "slot-of-no-term",
        "The outcome of a proposition is a term that is not there.",
        "foreign-key",
        change(
            "propositions",
            "object_id",
            "muscle-sise",
            lambda row: row["object_id"] == "muscle-size",
        ),
    ),
    Fault(
        "finding-about-no-term",
        "The subject of a finding is a term that is not there.",
        "foreign-key",
        dangling_slot,
    ),
    Fault(
        "finding-of-no-work",
        "A finding is of a work that is not there.",
        "foreign-key",
        common("findings", "reference_id")("nobody-2000"),
    ),
    Fault(
        "evidence-from-no-finding",
        "Evidence rests on a finding that is not there.",
        "foreign-key",
        of_close("finding_id", "zzz-no-finding"),
    ),
    Fault(
        "evidence-about-no-proposition",
        "Evidence bears on a proposition that is not there.",
        "foreign-key",
        of_close("proposition_id", "zzz-no-proposition"),
    ),
    Fault(
        "search-about-no-proposition",
        "A search was for a proposition that is not there.",
        "foreign-key",
        common("search_propositions", "proposition_id")("zzz-no-proposition"),
    ),
    Fault(
        "broader-than-no-term",
        "A term has a broader term that is not there.",
        "foreign-key",
        dangling_broader,
    ),
    Fault(
        "member-of-no-term",
        "A member of a group is a term that is not there.",
        "foreign-key",
        dangling_member,
    ),
    Fault(
        "meaning-of-no-term",
        "A form may mean a term that is not there.",
        "foreign-key",
        dangling_meaning,
    ),
    Fault(
        "mapping-of-no-term",
        "A mapping is of a term that is not there.",
        "foreign-key",
        common("mappings", "subject_id")("zzz-no-term"),
    ),
    Fault(
        "mapping-into-no-scheme",
        "A mapping leads into a scheme that is not there.",
        "foreign-key",
        change(
            "mappings",
            "object_source",
            "UBERRON",
            lambda row: row["object_source"] == "UBERON",
            object_id="UBERRON:0000001",
        ),
    ),
    Fault(
        "citation-of-no-work",
        "A citation points to a work that is not there.",
        "foreign-key",
        change("citations", "reference_id", "estes-2071", lambda row: row["reference_id"]),
    ),
    Fault(
        "claim-cites-nothing",
        "A claim rests on a citation that is not there.",
        "foreign-key",
        common("claim_citations", "citation_id")("zzz-no-citation"),
    ),
    Fault(
        "article-by-nobody",
        "The author of an article is not listed.",
        "foreign-key",
        change("articles", "author_id", "greg-prestto", lambda row: row["author_id"]),
    ),
    Fault(
        "reading-of-no-article",
        "A raw reading is of an article that is not there.",
        "foreign-key",
        change("readings", "article_id", "wellltech", lambda row: row["ordinal"] > 5),
    ),
    Fault(
        "half-key-of-evidence",
        "Of the two parts of a key one is empty.",
        "row-schema",
        of_close("finding_id", None),
    ),
    Fault(
        "half-key-of-words",
        "A word of a claim stands for nothing.",
        "row-schema",
        change("claim_terms", "term_id", None),
    ),
    Fault(
        "half-key-of-quantities",
        "A quantity has no number in the order.",
        "row-schema",
        change("claim_quantities", "ordinal", None),
    ),
    Fault(
        "half-key-of-members",
        "A member has no group.",
        "row-schema",
        change("term_members", "group_id", None),
    ),
    Fault("key-empty", "A claim has no id.", "row-schema", change("claims", "claim_id", None)),
    Fault(
        "circle-of-two-terms",
        "Two terms are each broader than the other.",
        "term-cycle",
        circle_of_two,
    ),
    Fault("circle-of-one-term", "A term is broader than itself.", "term-cycle", circle_of_one),
    Fault(
        "group-in-itself",
        "A group is a member of its own member.",
        "group-members",
        group_in_itself,
    ),
    Fault(
        "retired-id-in-use", "An id that was retired is used again.", "retired-id", retired_in_use
    ),
    Fault(
        "retired-for-nothing",
        "What replaces a retired id is not there.",
        "retired-id",
        change("retired_ids", "replaced_by", "zzz-nothing", lambda row: row["replaced_by"]),
    ),
    Fault("rows-exchanged", "Two rows have changed places.", "row-order", swapped),
    Fault(
        "rows-turned-round", "The rows stand from the last to the first.", "row-order", turned_round
    ),
    Fault("rows-sorted-as-text", "Numbers are sorted as text.", "row-order", of_text),
    Fault(
        "reading-gone",
        "A raw reading is gone, and the others are counted as before.",
        "ordinals",
        reading_gone,
    ),
    Fault("no-rows", "A table has its header and no rows.", "empty-table", no_rows),
)
