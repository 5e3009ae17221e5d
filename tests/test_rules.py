"""Every rule fails on a package that breaks it, and on nothing else.

FAULTS breaks one thing in the tables of the small package. It names the rule that must find it, and
the row. The tables are mutated in memory, so that no other layer hides a dead rule."""

import copy

import pytest

import meaning_claims
import meaning_vocabulary
import mini as mini_package
from mutations import add_row, all_of, drop_rows, new_row, set_value
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.checks.rules.all_rules import all_rules
from pipeline.tables.rows import Origin
from pipeline.tables.table_set import TableSet
from pipeline.text.captures import read_captures
from pipeline.text.passage_address import Text


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rules")
    tables = read(PackageFiles(mini_package.make(folder))).tables
    texts, missing = read_captures(mini_package.captures(folder), list(mini_package.TEXTS))
    assert not missing
    return TableSet(tables, texts)


def passage_of(package, claim):
    return next(row["passage_id"] for row in package["claims"].rows if row["claim_id"] == claim)


def move_passage(package):
    row = next(row for row in package["passages"].rows if row["role"] == "advertisement")
    row["start"], row["end"] = row["start"] + 1, row["end"] + 1


def swap_fingerprints(package):
    a, b = (
        next(row for row in package["passages"].rows if row["role"] == role)
        for role in ("heading", "question")
    )
    a["fingerprint"], b["fingerprint"] = b["fingerprint"], a["fingerprint"]


def wrong_lead(package):
    next(row for row in package["passages"].rows if row["role"] == "question")["lead"] = "0" * 16


def beyond_text(package):
    next(row for row in package["passages"].rows if row["role"] == "advertisement")["end"] = 99_999


def no_room(package):
    next(row for row in package["readings"].rows)["token_count"] = 9_999


def role_without_claim(package):
    drop_rows("claims", "claim_id", "harbour-post-001")(package)


def role_hides_claim(package):
    next(
        row
        for row in package["passages"].rows
        if row["passage_id"] == passage_of(package, "harbour-post-001")
    )["role"] = "teaser"


def unsort(package):
    package["terms"].rows.reverse()


def cycle_of_two(package):
    set_value("terms", "muscle-size", "broader_id", "large-calves")(package)


def cycle_of_groups(package):
    package["term_members"].rows.append({"group_id": "vastus-lateralis", "member_id": "quadriceps"})
    package["term_members"].origins.append(Origin("added", 1))


def same_doi(package):
    set_value("references", "pmid-1", "doi", "10.1234/ABC")(package)
    add_row("references", "pmid-1", reference_id="pmid-2", pmid="2", doi="10.1234/abc")(package)


def head_of_rowing(package):
    set_value("muscles", "vastus-lateralis", "kind", "head")(package)
    set_value("terms", "vastus-lateralis", "broader_id", "rowing")(package)


def case_by_axes(package):
    for name, axes in (
        ("rowing", {"slope": "uphill"}),
        ("cycling", {"slope": "uphill", "speed": "fast"}),
    ):
        next(row for row in package["exercises"].rows if row["exercise_id"] == name).update(
            kind="running", surface=None, **axes
        )


def case_by_axes_and_members(package):
    case_by_axes(package)
    add_row("term_members", "quadriceps/vastus-lateralis", group_id="rowing", member_id="cycling")(
        package
    )


def wider_form_stands_for_both(package):
    """If a form and its broader form have the same axes, a case need only be below the broader
    one."""
    case_by_axes_and_members(package)
    add_row("terms", "rowing", term_id="towing", broader_id="rowing")(package)
    add_row("exercises", "rowing", exercise_id="towing")(package)


# the searches of the small package, and the proposition that they were made for
EXCEEDS = "rowing-exceeds-cycling-in-quadriceps-size"
SEARCH, COUNTED, GROWN = "2024-03-01-001", "2026-04-01-001", "rowing-raises-quadriceps-size"


def unsearched(package):
    for table in ("evidence", "searches", "search_propositions", "search_works"):
        rows = package[table]
        rows.rows, rows.origins = [], []


def asked_by_nobody(package):
    """It is disputed, and that alone is a reason to look."""
    unsearched(package)
    set_value("proposition_summary", "rowing-raises-quadriceps-size", "articles", 1)(package)


def said_by_two(package):
    unsearched(package)
    set_value("proposition_summary", "rowing-raises-calf-work", "articles", 2)(package)


def behind_an_advice(package):
    unsearched(package)
    add_row(
        "propositions", "rowing-raises-calf-work", proposition_id="advised", relation="advised"
    )(package)


def searched_without_success(package):
    unsearched(package)
    new_row("searches", search_id=SEARCH, searched_on="2024-03-01", query="rowing")(package)
    for name in package["propositions"].column("proposition_id"):
        new_row("search_propositions", search_id=SEARCH, proposition_id=name, outcome="not_found")(
            package
        )


def no_testable_relation(package):
    """`common` and `advised` are no effect, comparison or need."""
    unsearched(package)
    for row in package["propositions"].rows:
        row["relation"] = "common"


def head_of_group(package):
    set_value("muscles", "vastus-lateralis", "kind", "head")(package)
    set_value("terms", "vastus-lateralis", "broader_id", "quadriceps")(package)


def mirrored(package):
    for name, subject, other in (
        ("a-mirrored", "rowing", "cycling"),
        ("z-mirrored", "cycling", "rowing"),
    ):
        add_row(
            "propositions",
            "rowing-exceeds-cycling-in-quadriceps-size",
            proposition_id=name,
            relation="matches",
            subject_id=subject,
            comparator_id=other,
        )(package)


def wide_advertisement(package):
    next(row for row in package["passages"].rows if row["role"] == "advertisement")["start"] = 0


def long_glue(package):
    next(row for row in package["passages"].rows if row["role"] == "attribution")["role"] = "glue"


def other_text(package):
    package.captures["harbour-post"] = Text(
        package.captures["harbour-post"].text.replace("\n", "\r\n")
    )


def two_exact(package):
    add_row(
        "mappings",
        "quadriceps/skos:exactMatch/ANAT:0001",
        object_id="ANAT:0004",
        object_label="quadriceps",
    )(package)


def both_justified(package):
    """A comment exempts nothing."""
    two_exact(package)
    for object_id, other in (("ANAT:0001", "ANAT:0004"), ("ANAT:0004", "ANAT:0001")):
        set_value(
            "mappings",
            f"quadriceps/skos:exactMatch/{object_id}",
            "comment",
            f"The scheme has it twice, the other being {other}.",
        )(package)


def exact_of_two(package):
    add_row(
        "mappings",
        "quadriceps/skos:exactMatch/ANAT:0001",
        subject_id="calves",
        subject_label="calf muscles",
    )(package)


def exact_upside_down(package):
    add_row(
        "mappings",
        "vastus-lateralis/skos:narrowMatch/ANAT:0002",
        object_id="ANAT:0001",
        object_label="quadriceps femoris",
    )(package)


def broad_upside_down(package):
    set_value(
        "mappings", "vastus-lateralis/skos:narrowMatch/ANAT:0002", "predicate_id", "skos:exactMatch"
    )(package)
    add_row(
        "mappings", "quadriceps/skos:broadMatch/ANAT:0009", object_id="ANAT:0002", object_label=None
    )(package)


QUADS, NARROW = (
    "quadriceps/skos:exactMatch/ANAT:0001",
    "vastus-lateralis/skos:narrowMatch/ANAT:0002",
)


def exact_for_a_part(package):
    add_row("mappings", QUADS, subject_id="vastus-lateralis", subject_label="vastus lateralis")(
        package
    )


def exact_for_the_whole(package):
    set_value("mappings", NARROW, "predicate_id", "skos:exactMatch")(package)
    add_row("mappings", QUADS, object_id="ANAT:0002", object_label=None)(package)


def other_activity(package):
    add_row("energy_costs", "rowing/2024/15001", exercise_id="cycling", activity="rowing, easy")(
        package
    )


def read_in_capitals(package):
    """Capitals do not make another form."""
    row = next(row for row in package["claim_terms"].rows if row["surface_form"] == "calves")
    row.update(surface_form="CALVES", term_id="muscle-size")


def spare_muscle(package):
    add_row("terms", "vastus-medialis", term_id="deltoid", name="deltoid")(package)
    add_row("muscles", "vastus-medialis", muscle_id="deltoid", name="deltoid")(package)


def two_below_the_wrong_one(package):
    """Two forms of rowing were moved along with the term above them."""
    for name in ("sea-rowing", "lake-rowing"):
        add_row("terms", "cycling", term_id=name, name=name.replace("-", " "))(package)
        set_value("terms", name, "broader_id", "cycling")(package)


def below_another_group(package):
    set_value("terms", "vastus-lateralis", "broader_id", "calves")(package)
    set_value("muscles", "vastus-lateralis", "place_source", "ANAT:0001 above ANAT:0002")(package)


def quadriceps_in(*regions):
    """The quadriceps and its two parts, in these regions."""

    def mutate(package):
        for name, region in zip(
            ("quadriceps", "vastus-lateralis", "vastus-medialis"), regions, strict=True
        ):
            set_value("muscles", name, "region", region)(package)
        for name in ("vastus-lateralis", "vastus-medialis"):
            set_value("terms", name, "broader_id", "quadriceps")(package)

    return mutate


def cycling_below_rowing(kind="running", **axes):
    """Two forms of running that differ, one below the other."""

    def mutate(package):
        set_value("terms", "cycling", "broader_id", "rowing")(package)
        for name in ("rowing", "cycling"):
            set_value("exercises", name, "kind", "running")(package)
        set_value("exercises", "cycling", "kind", kind)(package)
        for name, value in axes.items():
            set_value("exercises", "rowing", name, value)(package)

    return mutate


OF_SIZE = "rowing-raises-quadriceps-size/pmid-1-size"
OF_CYCLING = "rowing-exceeds-cycling-in-quadriceps-size/pmid-1-cycling"
OF_CALVES = "rowing-common-large-calves/pmid-1-calves"


def evidence(row=OF_SIZE, **changes):
    """A mutation: cells of one row of evidence."""
    return all_of(*(set_value("evidence", row, *change) for change in changes.items()))


def finding(name="pmid-1-size", **changes):
    """A mutation: cells of one finding."""
    return all_of(*(set_value("findings", name, *change) for change in changes.items()))


def ratio(**changes):
    """A mutation: the finding on size has a ratio and its interval, or other cells."""
    numbers = {"unit": "{ratio}", "value": 3.6, "low": 1.2, "high": 10.86}
    return finding(**numbers | {"p_value": None, "p_relation": None} | changes)


def more_evidence(proposition, finding, **changes):
    """A mutation: one more row of evidence, which supports a proposition by a special case."""
    return add_row("evidence", OF_SIZE, proposition_id=proposition, finding_id=finding, **changes)


def one_term_misplaced(package):
    """Two findings are about a muscle that is no longer a part of the quadriceps."""
    add_row("findings", "pmid-1-size", finding_id="pmid-1-more")(package)
    more_evidence("rowing-raises-quadriceps-size", "pmid-1-more")(package)
    for name in ("fits", "fits-too"):
        add_row("findings", "pmid-1-size", finding_id=f"pmid-1-{name}", muscle_id="quadriceps")(
            package
        )
        more_evidence(
            "rowing-raises-quadriceps-size", f"pmid-1-{name}", bearing="own", differs_in=None
        )(package)
    drop_rows("term_members", "member_id", "vastus-lateralis")(package)


def proposition_fits_nothing(package):
    """Its two findings are about another muscle and another outcome."""
    for name in ("pmid-1-size", "pmid-1-more"):
        if name == "pmid-1-more":
            add_row("findings", "pmid-1-size", finding_id=name)(package)
        more_evidence("rowing-raises-calf-work", name)(package)


def finding_fits_nothing(package):
    add_row(
        "propositions", "rowing-raises-quadriceps-size", proposition_id="z", relation="affects"
    )(package)
    more_evidence("z", "pmid-1-size")(package)
    finding(muscle_id="calves")(package)


def finding_turned_round(package):
    finding_fits_nothing(package)
    finding(muscle_id="vastus-lateralis", result="no_clear_difference")(package)


def measure_of_the_reverse(package):
    """More of it was said to mean more of the outcome; three directions do not follow."""
    for name in ("a", "b", "c"):
        add_row("findings", "pmid-1-size", finding_id=f"pmid-1-{name}")(package)
        more_evidence("rowing-raises-quadriceps-size", f"pmid-1-{name}")(package)
    for name in ("d", "e", "f", "g"):
        # so that the proposition has other evidence that follows
        add_row("findings", "pmid-1-size", finding_id=f"pmid-1-{name}", measure_id="girth")(package)
        more_evidence("rowing-raises-quadriceps-size", f"pmid-1-{name}")(package)
    add_row("measures", "muscle-thickness", measure_id="girth")(package)
    set_value("measures", "muscle-thickness", "higher_means", "less")(package)


def turned_and_passed_over(package):
    """Rowing against cycling, the other way round than the finding that is there."""
    add_row(
        "findings",
        "pmid-1-cycling",
        finding_id="pmid-1-turned",
        subject_id="rowing",
        comparator_id="cycling",
    )(package)


def passed_over_by_what_people_practise(package):
    """A finding on a form of rowing is a case of what is said of rowers."""
    add_row("terms", "rowing", term_id="sea-rowing", broader_id="rowing")(package)
    add_row("propositions", "rowing-raises-quadriceps-size", proposition_id="z")(package)
    set_value("propositions", "z", "subject_id", "rowers")(package)
    finding(subject_id="sea-rowing")(package)


def passed_over_by_a_part(package):
    """Rowing and weights against weights is rowing where weights are lifted."""
    for name in ("weights", "rowing-and-weights"):
        add_row("terms", "rowing", term_id=name)(package)
    for part in ("rowing", "weights"):
        relation("rowing-and-weights", "has_part", part)(package)
    add_row(
        "findings",
        "pmid-1-cycling",
        finding_id="pmid-1-both",
        subject_id="rowing-and-weights",
        comparator_id="weights",
    )(package)


def relation(one, name, other):
    """A mutation: one more relation between terms."""
    return new_row("term_relations", term_id=one, relation=name, other_id=other, reason="So.")


def all_objects_changed(package):
    """Both findings with the measure are on another outcome than it stands for."""
    set_value("measures", "muscle-thickness", "outcome_id", "muscle-work")(package)


def reading_of_bearing(direction):
    key = "rowing-raises-quadriceps-size/pmid-1-size"
    return set_value("bearing_readings", key, "direction", direction)


def work(**changes):
    """A mutation: cells of the one work."""
    return all_of(*(set_value("references", "pmid-1", *change) for change in changes.items()))


ROB_2 = (
    *("randomisation_process", "deviations_from_intended_interventions", "missing_data"),
    *("measurement_of_outcome", "selection_of_reported_result", "overall"),
)


def judged(domains=ROB_2, design="randomised_trial", **changes):
    """A mutation: a reader judged the risk of bias of a finding by these domains."""
    row = {
        "finding_id": "pmid-1-size",
        "tool": "rob_2",
        "judgement": "low",
        "reason": "Rowers drew lots.",
        "reader": "a",
        "reader_kind": "person",
        "read_from": "full_text",
        "judged_on": "2026-04-02",
    }
    rows = (new_row("risk_of_bias", **(row | {"domain": one} | changes)) for one in domains)
    return all_of(set_value("references", "pmid-1", "design", design), *rows)


def one_term_too_much(package):
    """Two findings about cycling seem to be about rowing."""
    set_value("terms", "cycling", "broader_id", "rowing")(package)
    for name in ("a", "b"):
        add_row(
            "findings",
            "pmid-1-size",
            finding_id=name,
            subject_id="cycling",
        )(package)


def head_of_a_head(package):
    for name, whole in (
        ("vastus-lateralis", "vastus-medialis"),
        ("vastus-medialis", "vastus-lateralis"),
    ):
        set_value("muscles", name, "kind", "head")(package)
        set_value("terms", name, "broader_id", whole)(package)


def heads_for_muscles(package):
    """A group of heads and organs does not expand to muscles."""
    set_value("muscles", "vastus-lateralis", "kind", "head")(package)
    set_value("muscles", "vastus-medialis", "kind", "organ")(package)


def organ_in_a_group(package):
    set_value("muscles", "vastus-lateralis", "kind", "organ")(package)
    set_value("terms", "vastus-lateralis", "broader_id", "quadriceps")(package)


def group_under_a_muscle(package):
    set_value("terms", "calves", "broader_id", "vastus-lateralis")(package)


def pattern_fits_nothing(package):
    for i in range(5):
        add_row(
            "mappings",
            QUADS,
            predicate_id="skos:relatedMatch",
            object_id=f"ANAT:001{i}",
            object_label=None,
            comment="None.",
        )(package)
    set_value("schemes", "ANAT", "local_pattern", "[0-9]{3}")(package)


def watched_in_a_claim(package):
    set_value("claim_terms", "harbour-post-004/cycling", "surface_form", "legs")(package)


def other_met(package):
    add_row("energy_costs", "rowing/2024/15001", exercise_id="cycling", met=9.9)(package)
    add_row(
        "mappings",
        "rowing/skos:narrowMatch/compendium2024:15001",
        subject_id="cycling",
        subject_label="cycling",
    )(package)


def unlisted_with_members(package):
    set_value("muscles", "quadriceps", "kind", "unlisted_group")(package)


def waiver(**changes):
    """A mutation: one more waiver, of a row that is there unless `changes` say otherwise."""
    good = {
        "table_name": "claims",
        "row_key": "harbour-post-001",
        "rule": "unnamed",
        "reason": "It is right.",
    }
    return new_row("waivers", **(good | changes))


DISPUTE = "effect-of-rowing-on-muscle-size-raises-denied-in-quadriceps-between"
FAULTS = [
    (
        "waiver-names",
        waiver(rule="claim-article"),
        "waivers",
        "claims/harbour-post-001/claim-article",
    ),
    (
        "waiver-names",
        waiver(row_key="harbour-post-999"),
        "waivers",
        "claims/harbour-post-999/unnamed",
    ),
    (
        "waiver-names",
        waiver(table_name="claim"),
        "waivers",
        "claim/harbour-post-001/unnamed",
    ),
    (
        "retired-id",
        set_value("retired_ids", "terms/oarsmen", "old_id", "rowers"),
        "retired_ids",
        "terms/rowers",
    ),
    (
        "retired-id",
        set_value("retired_ids", "terms/oarsmen", "replaced_by", "rower"),
        "retired_ids",
        "terms/oarsmen",
    ),
    (
        "retired-id",
        set_value("retired_ids", "claims/harbour-post-099", "old_id", "harbour-post-001"),
        "retired_ids",
        "claims/harbour-post-001",
    ),
    (
        "primary-key",
        add_row("people", "harbour-staff", name="Another name"),
        "people",
        "harbour-staff",
    ),
    (
        "unique-key",
        add_row("propositions", "rowing-raises-calf-work", proposition_id="rowing-works-calves"),
        "propositions",
        "rowing-works-calves",
    ),
    (
        "foreign-key",
        set_value("claims", "harbour-post-001", "proposition_id", "rowing-common"),
        "claims",
        "harbour-post-001",
    ),
    (
        "foreign-key",
        set_value("terms", "large-calves", "broader_id", "muscle-siz"),
        "terms",
        "large-calves",
    ),
    ("row-order", unsort, "terms", None),
    (
        "missing-word",
        set_value("people", "harbour-staff", "affiliation", "N/A"),
        "people",
        "harbour-staff",
    ),
    ("missing-word", set_value("terms", "rowing", "name", "None"), "terms", "rowing"),
    *(
        ("missing-word", set_value("people", "harbour-staff", "affiliation", word), "people", None)
        for word in (
            "~",
            ".",
            ".nan",
            "-.inf",
            "inf",
            "#N/A N/A",
            "undefined",
            "Missing",
            "unknown",
        )
    ),
    (
        "placeholder",
        set_value("terms", "rowing", "definition", "TODO say what it is"),
        "terms",
        "rowing",
    ),
    (
        "placeholder",
        set_value("terms", "rowing", "definition", "moving a boat??"),
        "terms",
        "rowing",
    ),
    ("formula", set_value("terms", "rowing", "definition", "=cmd|calc"), "terms", "rowing"),
    ("spaces", set_value("terms", "rowing", "definition", "Moving  a boat."), "terms", "rowing"),
    (
        "spaces",
        set_value("terms", "rowing", "definition", "Moving a\u00a0boat."),
        "terms",
        "rowing",
    ),
    ("spaces", set_value("terms", "rowing", "definition", " Moving a boat."), "terms", "rowing"),
    (
        "normal-form",
        set_value("terms", "rowing", "definition", "Moving a boat, e\u0301."),
        "terms",
        "rowing",
    ),
    (
        "near-duplicate",
        set_value("terms", "rowing", "definition", "On roads riding bicycle, a."),
        "terms",
        "rowing",
    ),
    (
        "near-duplicate",
        set_value("claims", "harbour-post-004", "statement", "The calves, rowing may work."),
        "claims",
        "harbour-post-004",
    ),
    (
        "names-normalised",
        set_value("claim_terms", "harbour-post-004/cycling", "surface_form", "back leg"),
        "claim_terms",
        "harbour-post-004/cycling",
    ),
    ("same-work", same_doi, "references", "pmid-2"),
    (
        "group-members",
        set_value("term_members", "quadriceps/vastus-lateralis", "group_id", "rowing"),
        "term_members",
        "rowing/vastus-lateralis",
    ),
    ("head-of-muscle", head_of_rowing, "muscles", "vastus-lateralis"),
    (
        "odd-character",
        set_value("terms", "rowing", "definition", "Moving a b\u043eat."),
        "terms",
        "rowing",
    ),
    (
        "odd-character",
        set_value("terms", "rowing", "definition", "Moving a\u200bboat."),
        "terms",
        "rowing",
    ),
    (
        "odd-character",
        set_value("terms", "rowing", "definition", "Moving \u202ea boat."),
        "terms",
        "rowing",
    ),
    (
        "odd-character",
        set_value("terms", "rowing", "definition", "Moving \u0661 boat."),
        "terms",
        "rowing",
    ),
    (
        "group-members",
        set_value("muscles", "quadriceps", "kind", "muscle"),
        "muscles",
        "quadriceps",
    ),
    (
        "group-members",
        set_value("terms", "quadriceps", "broader_id", "vastus-lateralis"),
        "term_members",
        "quadriceps/vastus-lateralis",
    ),
    ("term-named", drop_rows("term_names", "name", "rowing"), "terms", "rowing"),
    ("term-named", set_value("terms", "cycling", "name", "rowing"), "terms", "cycling"),
    ("mirrored-match", mirrored, "propositions", "z-mirrored"),
    ("read-twice", drop_rows("readings", "reader", "second"), "articles", "harbour-post"),
    ("read-twice", drop_rows("readings", "reader", "first"), "articles", "harbour-post"),
    ("passage-without-claim", wide_advertisement, "passages", None),
    ("passage-without-claim", long_glue, "passages", None),
    (
        "claim-twice",
        add_row(
            "claims",
            "harbour-post-001",
            claim_id="harbour-post-009",
            statement="Rowers seldom have big calves.",
        ),
        "claims",
        "harbour-post-009",
    ),
    (
        "quantity-number",
        set_value("claim_quantities", "harbour-post-003/2", "low", 50),
        "claim_quantities",
        "harbour-post-003/2",
    ),
    (
        "finding-result",
        set_value("findings", "pmid-1-size", "result", "lower"),
        "findings",
        "pmid-1-size",
    ),
    (
        "finding-result",
        set_value("findings", "pmid-1-size", "p_value", 0.9),
        "findings",
        "pmid-1-size",
    ),
    (
        "finding-sample",
        set_value("findings", "pmid-1-size", "sample_size", 13),
        "findings",
        "pmid-1-size",
    ),
    ("reference-id", set_value("references", "pmid-1", "pmid", "2"), "references", "pmid-1"),
    (
        "reference-id",
        add_row("references", "pmid-1", reference_id="oar-2001", pmid="9", year=2011),
        "references",
        "oar-2001",
    ),
    (
        "citation-status",
        set_value("citations", "harbour-study", "status", "resolved"),
        "citations",
        "harbour-study",
    ),
    (
        "citation-status",
        set_value("citations", "harbour-study", "status", "unresolved"),
        "claim_citations",
        "harbour-post-003/harbour-study",
    ),
    ("term-cycle", cycle_of_two, "terms", None),
    (
        "term-cycle",
        set_value("terms", "muscle-size", "broader_id", "muscle-size"),
        "terms",
        "muscle-size",
    ),
    (
        "broader-kind",
        set_value("terms", "large-calves", "broader_id", "rowing"),
        "terms",
        "large-calves",
    ),
    (
        "slot-kind",
        set_value("propositions", "rowing-raises-calf-work", "muscle_id", "cycling"),
        "propositions",
        "rowing-raises-calf-work",
    ),
    (
        "slot-kind",
        set_value("findings", "pmid-1-size", "object_id", "calves"),
        "findings",
        "pmid-1-size",
    ),
    (
        "group-members",
        set_value("term_members", "quadriceps/vastus-lateralis", "member_id", "rowing"),
        "term_members",
        "quadriceps/rowing",
    ),
    ("group-members", cycle_of_groups, "term_members", None),
    (
        "head-of-muscle",
        set_value("muscles", "vastus-lateralis", "kind", "head"),
        "muscles",
        "vastus-lateralis",
    ),
    ("term-copy", set_value("muscles", "quadriceps", "name", "quads"), "muscles", "quadriceps"),
    ("term-copy", drop_rows("exercises", "exercise_id", "cycling"), "terms", "cycling"),
    (
        "term-copy",
        set_value("exercises", "cycling", "exercise_id", "calves"),
        "exercises",
        "calves",
    ),
    (
        "unused-term",
        add_row("terms", "rowing", term_id="swimming", definition="Moving through water."),
        "terms",
        "swimming",
    ),
    (
        "composed-statement",
        set_value("propositions", "rowing-raises-calf-work", "statement", "Rowing works calves."),
        "propositions",
        "rowing-raises-calf-work",
    ),
    (
        "self-comparison",
        set_value(
            "propositions", "rowing-exceeds-cycling-in-quadriceps-size", "comparator_id", "rowing"
        ),
        "propositions",
        "rowing-exceeds-cycling-in-quadriceps-size",
    ),
    (
        "self-comparison",
        set_value("findings", "pmid-1-cycling", "comparator_id", "cycling"),
        "findings",
        "pmid-1-cycling",
    ),
    (
        "unclaimed-proposition",
        drop_rows("claims", "claim_id", "harbour-post-001"),
        "propositions",
        "rowing-common-large-calves",
    ),
    (
        "passage-id",
        lambda p: p["passages"].rows[0].update(passage_id="harbour-post:0-3"),
        "passages",
        "harbour-post:0-3",
    ),
    ("passage-in-text", beyond_text, "passages", None),
    ("passage-in-text", no_room, "readings", None),
    ("passage-role", role_without_claim, "passages", None),
    ("passage-role", role_hides_claim, "passages", None),
    (
        "claim-article",
        set_value("claims", "harbour-post-001", "claim_id", "harbor-post-001"),
        "claims",
        "harbor-post-001",
    ),
    ("slots-named", drop_rows("claim_terms", "term_id", "cycling"), "claims", "harbour-post-004"),
    (
        "number-coded",
        set_value("claims", "harbour-post-004", "statement", "Rowing adds 7 times as much."),
        "claims",
        "harbour-post-004",
    ),
    (
        "quantity-order",
        lambda p: p["claim_quantities"].rows[0].update(bound="range", low=12, high=5),
        "claim_quantities",
        "harbour-post-003/1",
    ),
    (
        "quantity-order",
        set_value("claim_quantities", "harbour-post-003/2", "ordinal", 3),
        "claim_quantities",
        "harbour-post-003/3",
    ),
    (
        "ordinals",
        set_value("search_works", f"{COUNTED}/2", "ordinal", 3),
        "search_works",
        f"{COUNTED}/3",
    ),
    ("names-normalised", set_value("term_names", "quads", "name", "Quads"), "term_names", "Quads"),
    (
        "names-normalised",
        set_value("claim_terms", "harbour-post-004/cycling", "surface_form", "rowing"),
        "claim_terms",
        "harbour-post-004/cycling",
    ),
    ("unused-name", add_row("people", "harbour-staff", person_id="nobody"), "people", "nobody"),
    ("same-work", add_row("references", "pmid-1", reference_id="pmid-2"), "references", "pmid-2"),
    ("pmid-range", set_value("references", "pmid-1", "pmid", "99999999"), "references", "pmid-1"),
    (
        "citation-article",
        set_value("citations", "harbour-study", "article_id", "another-post"),
        "claim_citations",
        "harbour-post-003/harbour-study",
    ),
    (
        "citation-kind",
        set_value("claims", "harbour-post-003", "kind", "effect"),
        "claim_citations",
        "harbour-post-003/harbour-study",
    ),
    (
        "unused-study",
        drop_rows("claim_citations", "claim_id", "harbour-post-003"),
        "citations",
        "harbour-study",
    ),
    (
        "unused-study",
        add_row("references", "pmid-1", reference_id="pmid-3", pmid="3"),
        "references",
        "pmid-3",
    ),
    (
        "finding-interval",
        set_value("findings", "pmid-1-size", "value", 12.0),
        "findings",
        "pmid-1-size",
    ),
    (
        "finding-result",
        set_value("findings", "pmid-1-size", "result", "no_clear_difference"),
        "findings",
        "pmid-1-size",
    ),
    ("text-hash", other_text, "articles", "harbour-post"),
    (
        "text-hash",
        set_value("articles", "harbour-post", "text_tokens", 3),
        "articles",
        "harbour-post",
    ),
    ("passage-place", move_passage, "passages", None),
    ("passage-place", swap_fingerprints, "passages", None),
    ("passage-place", wrong_lead, "passages", None),
    ("coverage", drop_rows("passages", "role", "advertisement"), "articles", "harbour-post"),
    (
        "surface-form",
        set_value("claim_terms", "harbour-post-004/quadriceps", "surface_form", "quadriceps"),
        "claim_terms",
        "harbour-post-004/quadriceps",
    ),
    (
        "quantity-words",
        set_value("claim_quantities", "harbour-post-003/2", "as_stated", "12 percent"),
        "claim_quantities",
        "harbour-post-003/2",
    ),
    (
        "derived-view",
        set_value("claims", "tide-times-001", "stance", "reports"),
        "disagreement_claims",
        f"{DISPUTE}/harbour-post-003",
    ),
    (
        "derived-view",
        set_value("claims", "tide-times-001", "degree", "most"),
        "proposition_summary",
        "rowing-raises-quadriceps-size",
    ),
    (
        "derived-view",
        set_value("disagreements", DISPUTE, "verdict", "tension"),
        "disagreements",
        DISPUTE,
    ),
    (
        "derived-view",
        drop_rows("disagreement_claims", "claim_id", "tide-times-001"),
        "disagreement_claims",
        f"{DISPUTE}/tide-times-001",
    ),
    (
        "comparison-kind",
        set_value("claims", "harbour-post-004", "kind", "effect"),
        "claims",
        "harbour-post-004",
    ),
    (
        "comparison-kind",
        set_value("claims", "harbour-post-002", "kind", "comparison"),
        "claims",
        "harbour-post-002",
    ),
    ("axes-tree", case_by_axes, "exercises", "cycling"),
    (
        "group-members",
        add_row("term_members", "quadriceps/vastus-lateralis", group_id="rowing"),
        "term_members",
        "rowing/vastus-lateralis",
    ),
    (
        "group-expands",
        drop_rows("term_members", "member_id", "vastus-medialis"),
        "muscles",
        "quadriceps",
    ),
    ("group-expands", unlisted_with_members, "muscles", "quadriceps"),
    ("head-of-muscle", head_of_group, "muscles", "vastus-lateralis"),
    (
        "name-meaning",
        set_value("name_meanings", "calves/calves", "name", "quads"),
        "name_meanings",
        "quads/calves",
    ),
    (
        "name-meaning",
        drop_rows("name_meanings", "term_id", "large-calves"),
        "claim_terms",
        "harbour-post-001/large-calves",
    ),
    ("unknown-form", drop_rows("term_names", "name", "oars and legs"), "articles", "tide-times"),
    (
        "mapping-form",
        set_value("mappings", "quadriceps/skos:exactMatch/ANAT:0001", "object_id", "ANAT:00011"),
        "mappings",
        "quadriceps/skos:exactMatch/ANAT:00011",
    ),
    ("mapping-form", set_value("schemes", "ANAT", "local_pattern", "[0-9"), "schemes", "ANAT"),
    (
        "mapping-kind",
        set_value("mappings", "quadriceps/skos:exactMatch/ANAT:0001", "subject_id", "rowing"),
        "mappings",
        "rowing/skos:exactMatch/ANAT:0001",
    ),
    ("mapping-kind", drop_rows("mappings", "object_source", "ANAT"), "schemes", "ANAT"),
    (
        "mapping-copy",
        set_value("mappings", "quadriceps/skos:exactMatch/ANAT:0001", "subject_label", "quads"),
        "mappings",
        "quadriceps/skos:exactMatch/ANAT:0001",
    ),
    (
        "mapping-copy",
        set_value(
            "mappings", "quadriceps/skos:exactMatch/ANAT:0001", "object_source_version", "2019"
        ),
        "mappings",
        "quadriceps/skos:exactMatch/ANAT:0001",
    ),
    (
        "mapping-copy",
        set_value(
            "mappings", "quadriceps/skos:exactMatch/ANAT:0001", "object_source", "compendium2024"
        ),
        "mappings",
        "quadriceps/skos:exactMatch/ANAT:0001",
    ),
    ("mapping-exact", two_exact, "mappings", "quadriceps/skos:exactMatch/ANAT:0004"),
    ("mapping-exact", exact_of_two, "mappings", "calves/skos:exactMatch/ANAT:0001"),
    ("mapping-exact", both_justified, "mappings", "quadriceps/skos:exactMatch/ANAT:0004"),
    (
        "mapping-name",
        set_value(
            "mappings", "quadriceps/skos:exactMatch/ANAT:0001", "object_label", "musculus soleus"
        ),
        "mappings",
        "quadriceps/skos:exactMatch/ANAT:0001",
    ),
    (
        "mapping-once",
        add_row("mappings", "quadriceps/skos:exactMatch/ANAT:0001", predicate_id="skos:closeMatch"),
        "mappings",
        "quadriceps/skos:closeMatch/ANAT:0001",
    ),
    (
        "mapping-label",
        add_row(
            "mappings",
            "quadriceps/skos:exactMatch/ANAT:0001",
            subject_id="calves",
            subject_label="calf muscles",
            predicate_id="skos:relatedMatch",
            object_label="quads",
        ),
        "mappings",
        "calves/skos:relatedMatch/ANAT:0001",
    ),
    (
        "mapping-label",
        add_row(
            "mappings",
            QUADS,
            subject_id="calves",
            subject_label="calf muscles",
            predicate_id="skos:relatedMatch",
            object_label=None,
        ),
        "mappings",
        "calves/skos:relatedMatch/ANAT:0001",
    ),
    (
        "mapping-label",
        add_row(
            "mappings",
            NARROW,
            subject_id="calves",
            subject_label="calf muscles",
            predicate_id="skos:relatedMatch",
            object_label="soleus",
        ),
        "mappings",
        "calves/skos:relatedMatch/ANAT:0002",
    ),
    (
        "mapping-label",
        add_row(
            "mappings",
            "calves/skos:exactMatch/ANAT:0003",
            subject_id="quadriceps",
            subject_label="quadriceps",
            predicate_id="skos:relatedMatch",
            predicate_modifier=None,
            object_label="soleus",
        ),
        "mappings",
        "quadriceps/skos:relatedMatch/ANAT:0003",
    ),
    ("mapping-tree", exact_for_a_part, "mappings", "vastus-lateralis/skos:exactMatch/ANAT:0001"),
    ("mapping-tree", exact_for_the_whole, "mappings", "quadriceps/skos:exactMatch/ANAT:0002"),
    ("mapping-copy", set_value("mappings", QUADS, "object_source", "ANATOMY"), "mappings", QUADS),
    (
        "energy-mapped",
        set_value("energy_costs", "rowing/2024/15001", "predicate_id", "skos:closeMatch"),
        "energy_costs",
        "rowing/2024/15001",
    ),
    ("energy-mapped", other_activity, "energy_costs", "cycling/2024/15001"),
    (
        "name-meaning",
        add_row("name_meanings", "calves/calves", name="back leg"),
        "name_meanings",
        "back leg/calves",
    ),
    (
        "name-meaning",
        add_row("name_meanings", "calves/calves", name="legs"),
        "name_meanings",
        "legs/calves",
    ),
    ("name-meaning", read_in_capitals, "claim_terms", "harbour-post-001/muscle-size"),
    (
        "unknown-form",
        set_value("term_names", "oars and legs", "name", "oars with legs"),
        "articles",
        "tide-times",
    ),
    (
        "unknown-form",
        set_value("term_names", "oars and legs", "name", "oars and"),
        "articles",
        "tide-times",
    ),
    (
        "broader-kind",
        set_value("terms", "vastus-lateralis", "broader_id", "rowing"),
        "terms",
        "vastus-lateralis",
    ),
    (
        "group-members",
        set_value("muscles", "quadriceps", "kind", "head"),
        "muscles",
        "quadriceps",
    ),
    (
        "group-members",
        add_row("term_members", "quadriceps/vastus-lateralis", member_id="quadriceps"),
        "term_members",
        "quadriceps/quadriceps",
    ),
    ("head-of-muscle", head_of_a_head, "muscles", None),
    ("genus", set_value("terms", "cycling", "definition", "Rowing a bicycle."), "terms", "cycling"),
    ("genus", set_value("terms", "cycling", "name", "dry rowing"), "terms", "cycling"),
    (
        "genus",
        set_value("terms", "vastus-medialis", "definition", "The inner head of the calf muscles."),
        "terms",
        "vastus-medialis",
    ),
    ("genus", two_below_the_wrong_one, "terms", "cycling"),
    (
        "muscle-place",
        set_value("muscles", "vastus-lateralis", "place_source", "ANAT:0009 above ANAT:0001"),
        "muscles",
        "vastus-lateralis",
    ),
    ("muscle-place", below_another_group, "muscles", "vastus-lateralis"),
    ("muscle-region", quadriceps_in("trunk", "thigh", "thigh"), "muscles", "quadriceps"),
    ("muscle-region", quadriceps_in("thigh", "trunk", "thigh"), "muscles", "vastus-lateralis"),
    ("broader-axes", cycling_below_rowing(slope="uphill"), "exercises", "cycling"),
    ("broader-axes", cycling_below_rowing(kind="strength"), "exercises", "cycling"),
    ("axis-named", set_value("exercises", "cycling", "surface", "trail"), "exercises", "cycling"),
    ("fitting-finding", one_term_too_much, "terms", "cycling"),
    (
        "slot-kind",
        set_value("terms", "vastus-lateralis", "kind", "circumstance"),
        "terms",
        "vastus-lateralis",
    ),
    ("group-expands", heads_for_muscles, "muscles", "quadriceps"),
    ("muscle-home", organ_in_a_group, "muscles", "vastus-lateralis"),
    ("muscle-home", group_under_a_muscle, "muscles", "calves"),
    (
        "muscle-home",
        set_value("muscles", "quadriceps", "place_source", "Seen somewhere."),
        "muscles",
        "quadriceps",
    ),
    (
        "muscle-home",
        set_value("muscles", "vastus-medialis", "latin_name", "musculus vastus lateralis"),
        "muscles",
        "vastus-medialis",
    ),
    ("scheme-prefix", set_value("schemes", "ANAT", "scheme_id", "RDF"), "schemes", "RDF"),
    (
        "scheme-prefix",
        set_value("schemes", "ANAT", "term_kinds", "muscle; muscle"),
        "schemes",
        "ANAT",
    ),
    ("watched-word", set_value("term_names", "legs", "name", "and legs"), "term_names", "and legs"),
    ("names-normalised", watched_in_a_claim, "claim_terms", "harbour-post-004/cycling"),
    ("mapping-form", pattern_fits_nothing, "schemes", "ANAT"),
    ("unused-term", spare_muscle, "terms", "deltoid"),
    ("mapping-tree", exact_upside_down, "mappings", "vastus-lateralis/skos:narrowMatch/ANAT:0001"),
    ("mapping-tree", broad_upside_down, "mappings", "quadriceps/skos:broadMatch/ANAT:0002"),
    (
        "energy-mapped",
        drop_rows("energy_costs", "code", "15001"),
        "mappings",
        "rowing/skos:narrowMatch/compendium2024:15001",
    ),
    (
        "energy-mapped",
        set_value("energy_costs", "rowing/2024/15001", "activity", "rowing, easy"),
        "energy_costs",
        "rowing/2024/15001",
    ),
    (
        "energy-mapped",
        set_value("energy_costs", "rowing/2024/15001", "code", "15003"),
        "energy_costs",
        "rowing/2024/15003",
    ),
    ("energy-mapped", other_met, "energy_costs", "cycling/2024/15001"),
    (
        "derived-view",
        set_value("exercise_muscles", "rowing/calves/works", "denied_by", "tide-times"),
        "exercise_muscles",
        "rowing/calves/works",
    ),
    (
        "fitting-finding",
        add_row("findings", "pmid-1-size", finding_id="pmid-1-again"),
        "findings",
        "pmid-1-again",
    ),
    ("fitting-finding", turned_and_passed_over, "findings", "pmid-1-turned"),
    ("fitting-finding", passed_over_by_what_people_practise, "findings", "pmid-1-size"),
    ("fitting-finding", passed_over_by_a_part, "findings", "pmid-1-both"),
    (
        "fitting-finding",
        drop_rows("evidence", "proposition_id", "rowing-raises-quadriceps-size"),
        "findings",
        "pmid-1-size",
    ),
    ("evidence-follows", evidence(direction="opposes"), "evidence", OF_SIZE),
    ("evidence-follows", evidence(OF_CYCLING, direction="opposes"), "evidence", OF_CYCLING),
    ("evidence-follows", evidence(OF_CALVES, direction="supports"), "evidence", OF_CALVES),
    ("evidence-follows", evidence(bearing="own"), "evidence", OF_SIZE),
    ("evidence-follows", evidence(differs_in=None), "evidence", OF_SIZE),
    ("evidence-follows", evidence(differs_in="muscle; population"), "evidence", OF_SIZE),
    ("evidence-follows", finding(result="unclear"), "evidence", OF_SIZE),
    ("evidence-follows", finding(muscle_id="calves"), "evidence", OF_SIZE),
    ("evidence-follows", finding(measure_id="calf-girth"), "evidence", OF_SIZE),
    ("evidence-follows", finding(comparator_id="cycling"), "evidence", OF_SIZE),
    ("evidence-follows", finding(condition_id="cycling"), "evidence", OF_SIZE),
    (
        "evidence-follows",
        set_value("propositions", "rowing-raises-quadriceps-size", "population_id", "rowers"),
        "evidence",
        OF_SIZE,
    ),
    (
        "evidence-follows",
        set_value("propositions", "rowing-raises-quadriceps-size", "condition_id", "cycling"),
        "evidence",
        OF_SIZE,
    ),
    ("evidence-follows", one_term_misplaced, "terms", "vastus-lateralis"),
    ("evidence-follows", proposition_fits_nothing, "propositions", "rowing-raises-calf-work"),
    ("evidence-follows", finding_fits_nothing, "findings", "pmid-1-size"),
    ("evidence-follows", finding_turned_round, "findings", "pmid-1-size"),
    ("evidence-follows", measure_of_the_reverse, "measures", "muscle-thickness"),
    ("evidence-possible", finding("pmid-1-cycling", comparator_id=None), "evidence", OF_CYCLING),
    (
        "evidence-possible",
        finding("pmid-1-cycling", comparator_id="calves"),
        "evidence",
        OF_CYCLING,
    ),
    (
        "evidence-possible",
        set_value("propositions", "rowing-raises-quadriceps-size", "relation", "needed_for"),
        "evidence",
        OF_SIZE,
    ),
    (
        "evidence-possible",
        all_of(
            finding("pmid-1-cycling", comparator_id=None),
            evidence(OF_CYCLING, judged_direction="supports", reason="So it is."),
        ),
        "evidence",
        OF_CYCLING,
    ),
    ("evidence-judged", evidence(OF_CALVES, judged_direction=None), "evidence", OF_CALVES),
    (
        "bias-tool",
        judged([*ROB_2, "confounding"]),
        "risk_of_bias",
        "pmid-1-size/rob_2/confounding/a",
    ),
    (
        "bias-tool",
        judged(["overall"], judgement="serious"),
        "risk_of_bias",
        "pmid-1-size/rob_2/overall/a",
    ),
    (
        "bias-design",
        judged(["overall"], design="cross_sectional"),
        "risk_of_bias",
        "pmid-1-size/rob_2/overall/a",
    ),
    (
        "bias-design",
        judged(["overall"], design="randomised_trial", tool="robins_i"),
        "risk_of_bias",
        "pmid-1-size/robins_i/overall/a",
    ),
    (
        "bias-design",
        judged(["overall"], design="randomised_trial", tool="robis"),
        "risk_of_bias",
        "pmid-1-size/robis/overall/a",
    ),
    (
        "bias-whole",
        judged(ROB_2[1:]),
        "risk_of_bias",
        f"pmid-1-size/rob_2/{ROB_2[1]}/a",
    ),
    (
        "evidence-judged",
        evidence(judged_direction="supports", reason="It grew."),
        "evidence",
        OF_SIZE,
    ),
    (
        "evidence-judged",
        evidence(OF_CALVES, judged_bearing="neighbour"),
        "evidence",
        OF_CALVES,
    ),
    ("evidence-reason", evidence(OF_CALVES, reason=None), "evidence", OF_CALVES),
    ("evidence-reason", evidence(reason="It is right."), "evidence", OF_SIZE),
    (
        "evidence-reason",
        finding(subject_id="cycling", measure_id="calf-girth"),
        "evidence",
        OF_SIZE,
    ),
    (
        "left-out",
        new_row(
            "evidence_left_out",
            proposition_id="rowing-raises-quadriceps-size",
            finding_id="pmid-1-size",
            reason="It does not bear on it.",
        ),
        "evidence_left_out",
        OF_SIZE,
    ),
    ("contrary-reading", reading_of_bearing("opposes"), "evidence", OF_SIZE),
    ("finding-object", finding(object_id="muscle-work"), "findings", "pmid-1-size"),
    ("finding-object", all_objects_changed, "measures", "muscle-thickness"),
    ("finding-contrast", finding(contrast="other_exposure"), "findings", "pmid-1-size"),
    ("finding-contrast", finding(comparator_id="cycling"), "findings", "pmid-1-size"),
    (
        "finding-contrast",
        finding("pmid-1-calves", comparator_id="cycling"),
        "findings",
        "pmid-1-calves",
    ),
    ("finding-estimand", finding(estimand="difference_in_change"), "findings", "pmid-1-size"),
    ("finding-estimand", finding(estimand="level"), "findings", "pmid-1-size"),
    ("finding-estimand", finding(contrast="without_it"), "findings", "pmid-1-size"),
    ("finding-estimand", finding(contrast="groups_compared"), "findings", "pmid-1-size"),
    (
        "finding-estimand",
        finding("pmid-1-calves", estimand="association"),
        "findings",
        "pmid-1-calves",
    ),
    ("finding-pooled", finding(estimand="pooled"), "findings", "pmid-1-size"),
    ("finding-pooled", work(design="meta_analysis"), "findings", "pmid-1-size"),
    ("finding-point", finding(point="lower"), "findings", "pmid-1-size"),
    ("finding-point", finding(point="not_given"), "findings", "pmid-1-size"),
    ("finding-point", finding(value=-5.2), "findings", "pmid-1-size"),
    ("finding-point", finding("pmid-1-cycling", point="higher"), "findings", "pmid-1-cycling"),
    ("finding-point", finding("pmid-1-cycling", point="zero"), "findings", "pmid-1-cycling"),
    (
        "finding-point",
        finding(unit="{SMD}", value=0.0004, result="no_clear_difference"),
        "findings",
        "pmid-1-size",
    ),
    ("finding-point", ratio(value=0.9), "findings", "pmid-1-size"),
    ("finding-result", ratio(low=0.9), "findings", "pmid-1-size"),
    ("finding-result", ratio(value=0.9), "findings", "pmid-1-size"),
    ("finding-result", ratio(result="no_clear_difference"), "findings", "pmid-1-size"),
    ("finding-interval", ratio(value=10.0), "findings", "pmid-1-size"),
    (
        "finding-arms",
        finding("pmid-1-cycling", sample_size_subject=13),
        "findings",
        "pmid-1-cycling",
    ),
    (
        "finding-arms",
        finding("pmid-1-cycling", sample_size_comparator=13),
        "findings",
        "pmid-1-cycling",
    ),
    (
        "finding-arms",
        finding("pmid-1-cycling", sample_size_comparator=6),
        "findings",
        "pmid-1-cycling",
    ),
    (
        "unused-measure",
        add_row("measures", "muscle-thickness", measure_id="girth"),
        "measures",
        "girth",
    ),
    (
        "relation-kinds",
        relation("cycling", "practises", "rowing"),
        "term_relations",
        "cycling/practises/rowing",
    ),
    (
        "relation-kinds",
        relation("quadriceps", "has_part", "rowing"),
        "term_relations",
        "quadriceps/has_part/rowing",
    ),
    (
        "relation-kinds",
        relation("rowing", "absence_of", "rowing"),
        "term_relations",
        "rowing/absence_of/rowing",
    ),
    (
        "relation-twice",
        all_of(
            relation("rowing", "overlaps", "cycling"), relation("cycling", "overlaps", "rowing")
        ),
        "term_relations",
        "rowing/overlaps/cycling",
    ),
    (
        "relation-twice",
        all_of(
            relation("rowing", "has_part", "cycling"), relation("cycling", "has_part", "rowing")
        ),
        "term_relations",
        "rowing/has_part/cycling",
    ),
    (
        "relation-twice",
        relation("muscle-size", "disjoint", "large-calves"),
        "term_relations",
        "muscle-size/disjoint/large-calves",
    ),
    ("study-ages", work(age_mean=41), "references", "pmid-1"),
    ("study-ages", work(age_mean=17), "references", "pmid-1"),
    ("study-ages", work(age_mean=None, age_low=50), "references", "pmid-1"),
    ("study-sex", work(sex="male", participants="12 women"), "references", "pmid-1"),
    ("study-sex", work(sex="female", participants="12 boys"), "references", "pmid-1"),
    ("study-arms", work(arms="rowing: 7; cycling: 6"), "references", "pmid-1"),
    ("study-arms", work(design="systematic_review"), "references", "pmid-1"),
    (
        "testability-follows",
        set_value("propositions", GROWN, "testability", "definitional"),
        "propositions",
        GROWN,
    ),
    (
        "testability-follows",
        set_value("terms", "cycling", "leaves_open", "It does not say which bicycle."),
        "propositions",
        "rowing-exceeds-cycling-in-quadriceps-size",
    ),
    (
        "testability-follows",
        set_value("propositions", "rowing-raises-calf-work", "testability", "testable"),
        "propositions",
        "rowing-raises-calf-work",
    ),
    (
        "testability-settled",
        set_value("testability_readings", GROWN, "first", "advice"),
        "testability_readings",
        GROWN,
    ),
    (
        "testability-before-search",
        set_value("testability_readings", GROWN, "read_on", "2026-04-02"),
        "testability_readings",
        GROWN,
    ),
    ("topic-terms", set_value("topics", "1", "objects", "muscle-sise"), "topics", "1"),
    (
        "topic-terms",
        all_of(
            set_value("topics", "1", "objects", None), set_value("topics", "1", "involves", None)
        ),
        "topics",
        "1",
    ),
    (
        "search-found",
        set_value("search_propositions", f"{COUNTED}/{GROWN}", "outcome", "not_found"),
        "search_propositions",
        f"{COUNTED}/{GROWN}",
    ),
    ("search-id", set_value("searches", COUNTED, "searched_on", "2026-04-02"), "searches", COUNTED),
    (
        "opposite-looked-for",
        set_value("searches", COUNTED, "wording", "open"),
        "propositions",
        GROWN,
    ),
    (
        "opposite-looked-for",
        drop_rows("search_propositions", "proposition_id", EXCEEDS),
        "propositions",
        EXCEEDS,
    ),
    (
        "looked-for",
        all_of(
            drop_rows("search_propositions", "proposition_id", EXCEEDS),
            drop_rows("evidence", "proposition_id", EXCEEDS),
        ),
        "propositions",
        EXCEEDS,
    ),
    ("search-recorded", set_value("searches", COUNTED, "wording", None), "searches", COUNTED),
    ("search-recorded", set_value("searches", COUNTED, "results", None), "searches", COUNTED),
    ("search-recorded", set_value("searches", COUNTED, "results", 1), "searches", COUNTED),
    (
        "search-recorded",
        all_of(
            set_value("searches", COUNTED, "results", None),
            set_value("searches", COUNTED, "wording", None),
        ),
        "searches",
        COUNTED,
    ),
    (
        "search-work",
        set_value("search_works", f"{COUNTED}/2", "reason", None),
        "search_works",
        f"{COUNTED}/2",
    ),
    (
        "search-work",
        all_of(
            set_value("search_works", f"{COUNTED}/2", "title", None),
            set_value("search_works", f"{COUNTED}/2", "identifier", None),
        ),
        "search_works",
        f"{COUNTED}/2",
    ),
    (
        "search-work",
        set_value("search_works", f"{COUNTED}/2", "reference_id", "pmid-1"),
        "search_works",
        f"{COUNTED}/2",
    ),
    (
        "search-work",
        all_of(
            set_value("search_works", f"{COUNTED}/2", "reference_id", "pmid-1"),
            set_value("search_works", f"{COUNTED}/2", "title", None),
            set_value("search_works", f"{COUNTED}/2", "identifier", None),
        ),
        "search_works",
        f"{COUNTED}/2",
    ),
    (
        "search-work",
        all_of(
            drop_rows("search_propositions", "search_id", COUNTED),
            new_row(
                "search_propositions",
                search_id=COUNTED,
                proposition_id="rowing-raises-calf-work",
                outcome="found_other",
            ),
        ),
        "search_works",
        f"{COUNTED}/1",
    ),
    ("looked-for", asked_by_nobody, "propositions", "rowing-raises-quadriceps-size"),
    ("looked-for", said_by_two, "propositions", "rowing-raises-calf-work"),
    ("looked-for", behind_an_advice, "propositions", "rowing-raises-calf-work"),
    (
        "derived-view",
        set_value("evidence", "rowing-raises-quadriceps-size/pmid-1-size", "direction", "opposes"),
        "proposition_summary",
        "rowing-raises-quadriceps-size",
    ),
    (
        "derived-view",
        drop_rows("search_propositions", "search_id", "2024-03-02-001"),
        "proposition_summary",
        "rowing-raises-quadriceps-size",
    ),
    (
        "copied-wording",
        set_value(
            "terms", "rowing", "definition", "It added 5 percent to the quads over ten weeks."
        ),
        "terms",
        "rowing",
    ),
]
FAULTS += meaning_vocabulary.FAULTS


def broken(whole, mutate):
    package = TableSet(copy.deepcopy(whole.tables), dict(whole.captures))
    mutate(package)
    return TableSet.with_texts(package.tables, package.captures)


FAULTS += meaning_claims.FAULTS


@pytest.mark.parametrize(
    "name, mutate, table, row", FAULTS, ids=[f"{i}-{f[0]}" for i, f in enumerate(FAULTS)]
)
def test_rule_finds_its_fault(whole, name, mutate, table, row):
    package = broken(whole, mutate)
    [rule] = [rule for rule in all_rules() if rule.name == name]
    found = list(rule.check(package))
    assert found, f"{name} finds nothing"
    assert {problem.rule for problem in found} == {name}
    assert any(problem.table == table and row in (None, problem.row) for problem in found), found
    assert all(problem.message and problem.file for problem in found)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_is_silent_on_the_whole_package(whole, rule):
    assert list(rule.check(whole)) == []


def the_other_way_round(package):
    for name, statement in (
        ("a-more", "Rowing brings more than cycling."),
        ("b-more", "Cycling brings more than rowing."),
    ):
        add_row(
            "propositions", "rowing-raises-calf-work", proposition_id=name, statement=statement
        )(package)


def text_ends_with_the_passage(package):
    package["articles"].rows[0]["text_characters"] = max(package["passages"].column("end"))


@pytest.mark.parametrize(
    "name, mutate",
    [
        ("near-duplicate", the_other_way_round),
        ("passage-in-text", text_ends_with_the_passage),
        ("looked-for", searched_without_success),
        ("looked-for", no_testable_relation),
        ("finding-interval", ratio()),
        ("finding-result", ratio()),
        ("finding-result", ratio(value=0.5, low=0.2, high=0.9, result="lower")),
        ("finding-point", ratio(value=0.5, low=0.2, high=0.9, result="lower", point="lower")),
        ("axes-tree", case_by_axes_and_members),
        ("axes-tree", wider_form_stands_for_both),
        (
            "sources-opposed",
            meaning_vocabulary.opposed_by_another_source(
                circumstance="with the foot on the ground"
            ),
        ),
        (
            "muscle-side",
            all_of(
                meaning_vocabulary.of_opposite_sides,
                set_value(
                    "muscle_actions",
                    "quadriceps/knee/flexion/whole/gray-1918",
                    "circumstance",
                    "in walking",
                ),
            ),
        ),
        ("bias-tool", judged()),
        ("bias-design", judged()),
        ("bias-whole", judged()),
        ("bias-design", judged(["overall"], design="cross_sectional", tool="robins_e")),
        ("bias-design", judged(["overall"], design="meta_analysis", tool="robis")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rule_lets_pass_what_is_right(whole, name, mutate):
    package = broken(whole, mutate)
    [rule] = [rule for rule in all_rules() if rule.name == name]
    assert list(rule.check(package)) == []


@pytest.mark.parametrize(
    "relation", ["raises", "lowers", "keeps", "exceeds", "matches", "needed_for", "affects"]
)
def test_every_testable_relation_is_looked_for(whole, relation):
    [rule] = [rule for rule in all_rules() if rule.name == "looked-for"]
    package = broken(whole, said_by_two)
    set_value("propositions", "rowing-raises-calf-work", "relation", relation)(package)
    assert "rowing-raises-calf-work" in {problem.row for problem in rule.check(package)}


@pytest.mark.parametrize(
    "relation, asked", [("raises", True), ("lowers", True), ("affects", False)]
)
def test_only_raises_and_lowers_stand_behind_an_advice(whole, relation, asked):
    [rule] = [rule for rule in all_rules() if rule.name == "looked-for"]
    package = broken(whole, behind_an_advice)
    set_value("propositions", "rowing-raises-calf-work", "relation", relation)(package)
    assert ("rowing-raises-calf-work" in {problem.row for problem in rule.check(package)}) == asked
    for slot in ("subject_id", "object_id", "muscle_id"):
        other = broken(whole, behind_an_advice)
        set_value(
            "propositions",
            "advised",
            slot,
            {"subject_id": "cycling", "object_id": "muscle-size", "muscle_id": "quadriceps"}[slot],
        )(other)
        assert "rowing-raises-calf-work" not in {problem.row for problem in rule.check(other)}, slot


def test_what_is_in_dispute_is_looked_for(whole):
    [rule] = [rule for rule in all_rules() if rule.name == "looked-for"]
    package = broken(whole, asked_by_nobody)
    package["disagreement_claims"].rows[0]["claim_id"] = "harbour-post-002"
    assert "rowing-raises-calf-work" in {problem.row for problem in rule.check(package)}


def test_a_pattern_that_fits_nothing_is_said_once(whole):
    [rule] = [rule for rule in all_rules() if rule.name == "mapping-form"]
    assert len(list(rule.check(broken(whole, pattern_fits_nothing)))) == 1


def test_every_rule_has_a_fault():
    assert {rule.name for rule in all_rules()} == {fault[0] for fault in FAULTS}


def test_every_rule_says_what_it_is():
    assert all(len(rule.says) > 30 and rule.says.endswith(".") for rule in all_rules())


def test_a_retired_id_of_no_table_is_left_to_the_row_schema(whole):
    package = TableSet(copy.deepcopy(whole.tables))
    set_value("retired_ids", "terms/oarsmen", "table_name", "nothing")(package)
    [rule] = [rule for rule in all_rules() if rule.name == "retired-id"]
    assert list(rule.check(package)) == []


def test_the_hint_for_an_unknown_form_is_a_listed_name_and_not_the_word_itself(whole):
    [rule] = [rule for rule in all_rules() if rule.name == "unknown-form"]
    package = TableSet(copy.deepcopy(whole.tables), {"tide-times": Text("legs")})
    [problem] = rule.check(package)
    assert problem.message.startswith("The word 'legs'")
    assert problem.message.endswith("Did you mean 'calves'?")
