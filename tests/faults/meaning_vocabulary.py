"""Vocabulary, mappings, works, findings, readings, articles and searches that contradict
themselves: each value is possible, but another part of the data says something else."""

from __future__ import annotations

from collections import Counter

from . import Cell, Fault, faults
from .copies import Download, change


def finding(field: str, value, where=lambda row: True, **more):
    return change("findings", field, value, where, **more)


def work(field: str, value, where=lambda row: True, **more):
    return change("references", field, value, where, **more)


def lone_container(row: dict) -> bool:
    """Whether a work has a journal, and no DOI that tells in which journal it is."""
    return row["container"] is not None and row["doi"] is None and row["volume"] is None


def numeric(row: dict) -> bool:
    return None not in (row["value"], row["low"], row["high"])


def renamed_finding(package: Download):
    """A finding gets an id that does not begin with that of its work, wherever it is named."""
    audited = set(package["audits"].column("row_key"))
    row = package.find("findings", lambda row: row["finding_id"] not in audited)
    for table in ("evidence", "evidence_left_out", "bearing_readings"):
        for one in package[table].rows:
            if one["finding_id"] == row["finding_id"]:
                one["finding_id"] = "zzz-finding"
    row["finding_id"] = "zzz-finding"
    package.follow()
    return Cell("findings", row, "finding_id")


def of_another_muscle(package: Download):
    """The sentence names another muscle than the slot."""
    row = package.find(
        "findings",
        lambda row: (
            row["muscle_id"] == "rectus-femoris"
            and row["statement"].startswith("In young men, rectus femoris")
        ),
    )
    row["statement"] = row["statement"].replace("rectus femoris", "tibialis posterior")
    return Cell("findings", row, "muscle_id")


def words_turned(package: Download):
    """The sentence says the opposite of the result, which the evidence follows."""
    row = package.find("findings", lambda row: " more active " in row["statement"])
    row["statement"] = row["statement"].replace(" more active ", " less active ")
    return Cell("findings", row, "result")


def other_sex(package: Download):
    row = package.find(
        "findings",
        lambda row: row["population_id"] == "young-men" and "young men" in row["statement"],
    )
    row["statement"] = row["statement"].replace("young men", "young women")
    return Cell("findings", row, "population_id")


def contains_broader(package: Download):
    """Direct training of the calves contains strength training, of which it is a form."""
    row = package.add("term_about", package.find("term_about"), term_id="calf-training")
    row["about_id"] = "strength-training"
    package.follow()
    return Cell("term_about", row, "about_id")


def unlisted(package: Download):
    """A claim no longer lists an outcome that its statement names."""
    row = package.find(
        "claim_terms",
        lambda row: row["claim_id"] == "run247-004" and row["term_id"] == "endurance",
    )
    package.drop("claim_terms", lambda one: one is row)
    package.follow()
    return Cell("claims", package.index("claims")["run247-004"], "statement")


def forgets_part(package: Download):
    package.drop("term_about", lambda row: row["term_id"] == "calf-mobility")
    package.follow()
    return Cell("terms", package.index("terms")["calf-mobility"], "name")


def other_count(package: Download):
    row = package.find("findings", lambda row: "In ten men" in row["statement"])
    row["statement"] = row["statement"].replace("In ten men", "In twelve men")
    return Cell("findings", row, "sample_size")


def doi_of_another_year(package: Download):
    row = package.index("references")["xiao-2025"]
    row.update(doi="10.3389/fnut.2015.1663860", url=None, seen_at="https://example.org/seen")
    return Cell("references", row, "year")


def one_of_a_journal(package: Download):
    """A work gets the journal of others, whose DOIs begin in another way."""
    usual = Counter(
        row["container"]
        for row in package["references"].rows
        if (row["doi"] or "").startswith("10.3389/fphys")
    )
    [(name, _)] = usual.most_common(1)
    row = package.find(
        "references",
        lambda row: (
            (row["doi"] or "").startswith("10.3389/fphys")
            and row["container"] == name
            and not row["volume"]
        ),
    )
    row["container"] = "Frontiers in Nutrition"
    return Cell("references", row, "container")


def volume_turned(package: Download):
    """Of three works in one journal, the last one gets the volume before the first."""
    rows = sorted(
        (
            row
            for row in package["references"].rows
            if row["container"] == "Journal of Experimental Biology" and row["year"]
        ),
        key=lambda row: row["year"],
    )
    rows[-1]["volume"] = "1"
    return Cell("references", rows[-1], "volume")


def cut_number(package: Download):
    row = package.find(
        "references", lambda row: (row["participants"] or "").startswith("28 men and 28 women")
    )
    row["participants"] = row["participants"].replace("28 women", "38 women")
    return Cell("references", row, "sample_size")


def more_than_the_review(package: Download):
    reviews = {row["reference_id"]: row["studies"] for row in package["references"].rows}
    row = package.find("findings", lambda row: row["studies"] and reviews[row["reference_id"]])
    row["studies"] = reviews[row["reference_id"]] + 1
    return Cell("findings", row, "studies")


def term(field: str, value, name: str):
    def mutate(package: Download):
        row = package.index("terms")[name]
        row[field] = value
        return Cell("terms", row, field)

    return mutate


def muscle(field: str, value, name: str):
    return change("muscles", field, value, lambda row: row["muscle_id"] == name)


def broader_than_itself(package: Download):
    """A term is put under the one that its definition tells it from."""
    row = package.index("terms")["time-under-tension"]
    row["broader_id"] = "mechanical-tension"
    package.follow()
    return Cell("terms", row, "broader_id")


def member_exchanged(package: Download):
    """A member of a group is replaced by one that the definition does not name."""
    row = package.find(
        "term_members",
        lambda row: (row["group_id"], row["member_id"]) == ("muscles-of-the-stride", "hamstrings"),
    )
    row["member_id"] = "hip-flexors"
    package.follow()
    return Cell("terms", package.index("terms")["muscles-of-the-stride"], "definition")


def under_the_opposite(package: Download):
    """People who run short distances are put under those who run long ones."""
    row = package.index("terms")["sprinters"]
    row["broader_id"] = "long-distance-runners"
    package.follow()
    return Cell("terms", row, "broader_id")


def under_another_kind(package: Download):
    """A form of walking is put under running."""
    package.index("terms")["downhill-walking"]["broader_id"] = "downhill-running"
    package.follow()
    row = package.index("exercises")["downhill-walking"]
    return Cell("exercises", row, "kind")


def page_of_another(package: Download):
    """The address of one work spells the title of another."""
    row = package.index("references")["handsfield-2017"]
    row["seen_at"] = "https://example.org/energy-balance-in-female-distance-runners"
    return Cell("references", row, "title")


def walking_against_running(package: Download):
    row = package.find(
        "findings",
        lambda row: (
            row["subject_id"] == "running"
            and row["comparator_id"] == "walking"
            and row["statement"].startswith("Energy expenditure over 1600 m")
        ),
    )
    row["statement"] = "Energy expenditure over 1600 m was higher in walking than in running."
    return Cell("findings", row, "subject_id")


def mapping(field: str, value, where):
    return change("mappings", field, value, where)


def accepted(row: dict, predicate: str) -> bool:
    return row["predicate_modifier"] is None and row["predicate_id"] == f"skos:{predicate}Match"


def only_a_part(package: Download):
    row = package.find(
        "mappings", lambda row: accepted(row, "exact") and row["object_source"] == "TA98"
    )
    row["comment"] = "Only a part of it."
    return Cell("mappings", row, "predicate_id")


def actuator_of_another(package: Download):
    """The left actuator of one head is mapped to the other head, with its label."""
    row = package.find(
        "mappings",
        lambda row: (
            row["subject_id"] == "gastrocnemius-medial-head"
            and row["object_id"] == "rajagopal2016:gasmed_l"
        ),
    )
    row.update(object_id="rajagopal2016:gaslat_l", object_label="gaslat_l")
    return Cell("mappings", row, "object_id")


def part_of_two(package: Download):
    """The cell of one type of fibre is mapped to the other type as well."""
    row = package.find(
        "mappings",
        lambda row: (
            accepted(row, "narrow")
            and row["object_source"] == "CL"
            and row["subject_id"] == "fast-twitch-fibres"
        ),
    )
    new = package.add(
        "mappings", row, subject_id="slow-twitch-fibres", subject_label="slow-twitch muscle fibres"
    )
    return Cell("mappings", new, "object_id")


def exact_of_a_sibling(package: Download):
    row = package.find(
        "mappings",
        lambda row: (row["subject_id"], row["object_id"]) == ("stability", "mesh:D004856"),
    )
    row["predicate_id"] = "skos:narrowMatch"
    return Cell("mappings", row, "predicate_id")


def rejected_by_its_readers(package: Download):
    """A mapping that both readers rejected is accepted."""
    rejected = {
        (row["subject_id"], row["object_id"])
        for row in package["mapping_readings"].rows
        if row["first_modifier"] and row["second"] is None
    }
    row = package.find(
        "mappings",
        lambda row: (
            (row["subject_id"], row["object_id"]) in rejected and row["object_source"] == "mesh"
        ),
    )
    row.update(predicate_modifier=None, predicate_id="skos:relatedMatch")
    return Cell("mappings", row, "predicate_id")


def met_of_speed(package: Download):
    """A faster speed has a lower value than the one before it, in all that has the code."""
    row = package.find(
        "energy_costs",
        lambda row: (row["exercise_id"], row["edition"], row["code"]) == ("running", 2024, "12132"),
    )
    row["met"] = 16.0
    return Cell("energy_costs", row, "met")


def met_of_edition(package: Download):
    row = package.find(
        "energy_costs",
        lambda row: (row["edition"], row["code"]) == (2024, "15110"),
    )
    row["met"] = 9.9
    return Cell("energy_costs", row, "met")


def copied_reading(package: Download):
    """The second reading of an article has the words of the first."""
    first = {
        (row["start"], row["end"]): row
        for row in package["readings"].rows
        if (row["article_id"], row["reader"]) == ("livestrong", "first")
    }
    rows = [
        row
        for row in package["readings"].rows
        if (row["article_id"], row["reader"]) == ("livestrong", "second")
    ]
    for row in rows:
        if same := first.get((row["start"], row["end"])):
            row["statement"] = same["statement"]
    return Cell("readings", rows[0], "statement")


def stance_against_words(package: Download):
    """A reading asserts what its own words, the other reading and the claim deny."""
    row = package.find(
        "readings",
        lambda row: (
            (row["article_id"], row["reader"], row["stance"]) == ("inspire-us", "first", "denies")
            and " no direct " in row["statement"]
        ),
    )
    row["stance"] = "asserts"
    return Cell("readings", row, "stance")


def turned_against_both(package: Download):
    """A denied observation about one person is asserted; both readers deny it."""
    passages = package.index("passages")
    denied = {
        (row["start"], row["end"])
        for row in package["readings"].rows
        if (row["article_id"], row["stance"]) == ("livestrong", "denies")
    }
    counts = Counter(row["passage_id"] for row in package["claims"].rows)
    row = package.find(
        "claims",
        lambda row: (
            row["claim_id"].startswith("livestrong-")
            and row["stance"] == "denies"
            and counts[row["passage_id"]] == 1
            and (
                passages[row["passage_id"]]["start"],
                passages[row["passage_id"]]["end"],
            )
            in denied
        ),
    )
    row["stance"] = "reports"
    package.follow()
    return Cell("claims", row, "stance")


def kind_of_both(package: Download):
    """A risk, which both readers have, becomes an effect."""
    row = package.find(
        "claims", lambda row: row["kind"] == "risk" and row["claim_id"].startswith("mens-health-")
    )
    row["kind"] = "effect"
    package.follow()
    return Cell("claims", row, "kind")


def moment_turned(package: Download):
    row = package.find("claims", lambda row: row["claim_id"] == "livestrong-066")
    row["statement"] = "The hamstrings pull the thigh back before the foot lands."
    package.follow()
    return Cell("claims", row, "statement")


def sides_exchanged(package: Download):
    row = package.find("claims", lambda row: "much lighter frames" in row["statement"])
    row["statement"] = "Sprinters have much lighter frames than long-distance runners."
    package.follow()
    return Cell("claims", row, "statement")


def statement_of_another(package: Download):
    row = package.find("claims", lambda row: row["claim_id"] == "livestrong-056")
    row["statement"] = "Leanness gives definition to the quadriceps."
    package.follow()
    return Cell("claims", row, "statement")


def article(field: str, value, name: str, **more):
    """A mutation of an article, whose title and site stand in a derived table as well."""

    def mutate(package: Download):
        row = package.index("articles")[name]
        row[field] = value
        row.update(more)
        package.follow()
        return Cell("articles", row, field)

    return mutate


def listed_exchanged(package: Download):
    second, third = (package.index("citations")[f"inspire-us-listed-{n}"] for n in (2, 3))
    second["reference_id"], third["reference_id"] = third["reference_id"], second["reference_id"]
    package.follow()
    return Cell("citations", third, "reference_id")


def empty_search_as_found(package: Download):
    shown = {row["proposition_id"] for row in package["evidence"].rows}
    row = package.find(
        "search_propositions",
        lambda row: row["proposition_id"] not in shown and row["outcome"] == "not_found",
    )
    row["outcome"] = "found"
    return Cell("search_propositions", row, "outcome")


def nothing_found(package: Download):
    row = package.find(
        "search_propositions",
        lambda row: (
            row["outcome"] == "found"
            and package.index("searches")[row["search_id"]]["results"] is None
        ),
    )
    package.index("searches")[row["search_id"]]["note"] = "No study of it."
    return Cell("search_propositions", row, "outcome")


def moved(package: Download, search: str, day: str) -> None:
    """Give a search another day, in its id as well."""
    package.index("searches")[search]["searched_on"] = day
    for table in ("searches", "search_propositions", "search_works"):
        for one in package[table].rows:
            if one["search_id"] == search:
                one["search_id"] = f"{day}{search[10:]}"


def search_in_the_future(package: Download):
    row = package["searches"].rows[-1]
    moved(package, row["search_id"], "2031-01-01")
    return Cell("searches", row, "searched_on")


def search_before_the_article(package: Download):
    name = "running-with-ankle-weights-raises-calves-muscle-size"
    row = package.find("search_propositions", lambda row: row["proposition_id"] == name)
    moved(package, row["search_id"], "2021-01-01")
    return Cell("search_propositions", row, "search_id")


def moved_search(package: Download):
    """A search stands with a proposition that it has no word of."""
    asked = package.find(
        "search_propositions", lambda row: row["proposition_id"].startswith("protein-intake")
    )
    row = package.index("searches")[asked["search_id"]]
    row["query"] = "swimming in cold lakes"
    return Cell("searches", row, "query")


FAULTS = faults(
    "meaning",
    Fault(
        "finding-of-another-work",
        "A finding has the id of another work.",
        "finding-id",
        renamed_finding,
    ),
    Fault(
        "p-below-no-difference",
        "p is 0.001, and the result no clear difference.",
        "finding-result",
        finding(
            "p_value", 0.001, lambda row: row["result"] == "no_clear_difference" and row["p_value"]
        ),
    ),
    Fault(
        "value-tenfold",
        "A value is ten times that of the sentence.",
        "finding-decimals",
        finding("value", 810, lambda row: "81% of" in row["statement"] and row["value"] == 81),
    ),
    Fault(
        "muscle-against-sentence",
        "The slot has another muscle than the sentence.",
        "finding-muscle",
        of_another_muscle,
    ),
    Fault(
        "sentence-turned",
        "The sentence says less, the result is higher.",
        "finding-direction",
        words_turned,
    ),
    Fault(
        "women-for-men",
        "The sentence speaks of women, the population is of men.",
        "finding-people",
        other_sex,
    ),
    Fault(
        "people-miscounted",
        "The sentence counts other people than the columns.",
        "finding-count",
        other_count,
    ),
    Fault(
        "unit-of-an-effect-size",
        "A standardised difference is given in kilograms.",
        "finding-unit",
        finding("unit", "kg", lambda row: row["unit"] == "{SMD}"),
    ),
    Fault(
        "studies-above-review",
        "A finding rests on more studies than its review has.",
        "study-number",
        more_than_the_review,
    ),
    Fault(
        "author-against-id",
        "The first author is not the one in the id.",
        "reference-author",
        work(
            "authors",
            lambda row: "Other, A; " + row["authors"],
            lambda row: row["reference_id"] == "ahn-2007",
        ),
    ),
    Fault(
        "pmid-of-another-page",
        "The page on which a work was seen has another PMID.",
        "identifier-page",
        work("pmid", "31234567", lambda row: row["reference_id"] == "miller-2014"),
    ),
    Fault(
        "doi-with-path",
        "A DOI has the path of its page.",
        "doi-form",
        work(
            "doi", lambda row: row["doi"] + "/full", lambda row: row["reference_id"] == "zhang-2023"
        ),
    ),
    Fault(
        "doi-of-another-year",
        "The year in a DOI is not that of the work.",
        "doi-year",
        doi_of_another_year,
    ),
    Fault(
        "journal-of-another-doi",
        "A DOI begins like those of another journal.",
        "doi-journal",
        one_of_a_journal,
    ),
    Fault(
        "volume-before-the-first",
        "A volume does not fit its year.",
        "journal-volume",
        volume_turned,
    ),
    Fault(
        "pages-cut-short",
        "The last page is before the first.",
        "reference-pages",
        work("pages", "205-10", lambda row: row["pages"] == "205-210"),
    ),
    Fault(
        "review-called-trial",
        "A systematic review is called a laboratory study.",
        "study-design",
        work(
            "design",
            "laboratory",
            lambda row: "Systematic Review" in (row["title"] or "") and not row["studies"],
        ),
    ),
    Fault("sum-of-people", "The counts of people do not add up.", "study-count", cut_number),
    Fault(
        "title-of-the-other-sex",
        "Title and description have opposite sexes.",
        "study-people",
        work("participants", "men", lambda row: row["participants"] == "women"),
    ),
    Fault(
        "entity-in-a-journal",
        "A journal's name has an HTML entity.",
        "markup-remains",
        work(
            "container",
            lambda row: row["container"].replace("&", "&amp;"),
            lambda row: row["container"] == "Journal of Electromyography & Kinesiology",
        ),
    ),
    Fault(
        "greek-in-a-wrong-encoding",
        "A Greek letter was read in a wrong encoding.",
        "markup-remains",
        work("container", lambda row: row["container"] + " \u00ce\u00b1", lone_container),
    ),
    Fault(
        "look-alike-in-a-title",
        "A letter of a title only looks Latin.",
        "odd-character",
        work(
            "title",
            lambda row: row["title"].replace("o", "\N{CYRILLIC SMALL LETTER O}", 1),
            lambda row: "o" in (row["title"] or ""),
        ),
    ),
    Fault(
        "sign-in-an-address",
        "An address has a sign that must be escaped.",
        "address-signs",
        work("url", lambda row: row["url"] + "<1", lambda row: row["url"]),
    ),
    Fault(
        "pages-that-are-none",
        "The pages of a work are a word.",
        "reference-pages",
        work("pages", "press", lambda row: row["pages"]),
    ),
    Fault(
        "staff-called-a-person",
        "The name of a staff is that of a person.",
        "person-kind",
        change("people", "kind", "person", lambda row: row["role"] == "author", name="Site Staff"),
    ),
    Fault(
        "et-al-as-author",
        "The last author is called et al.",
        "others-named",
        work(
            "authors",
            lambda row: row["authors"] + "; et al., A",
            lambda row: row["reference_id"] == "ahn-2007",
        ),
    ),
    Fault(
        "outer-head-called-inner",
        "The definition of the outer head calls it the inner one.",
        "names-opposed",
        term(
            "definition",
            "The inner one, for once, of two heads of the gastrocnemius.",
            "gastrocnemius-lateral-head",
        ),
    ),
    Fault(
        "under-what-it-is-told-from",
        "A term is under the one that it is told from.",
        "set-apart",
        broader_than_itself,
    ),
    Fault(
        "member-not-in-definition",
        "A definition names a muscle that is no member.",
        "group-definition",
        member_exchanged,
    ),
    Fault(
        "under-the-opposite",
        "Sprinters are put under those who run far.",
        "broader-opposed",
        under_the_opposite,
    ),
    Fault(
        "page-of-another-title",
        "The address of a work spells the title of another.",
        "title-page",
        page_of_another,
    ),
    Fault(
        "sides-of-a-finding",
        "The sentence of a finding has its sides exchanged.",
        "finding-sides",
        walking_against_running,
    ),
    Fault(
        "region-against-definition",
        "The region is not the one in the definition.",
        "region-words",
        muscle("region", "upper_limb", "diaphragm"),
    ),
    Fault(
        "latin-of-a-sibling",
        "A head has the Latin name of another muscle's head.",
        "latin-name",
        muscle("latin_name", "caput longum musculi tricipitis", "biceps-femoris-long-head"),
    ),
    Fault(
        "label-of-the-other-head",
        "The label of one head stands with the other.",
        "mapping-opposed",
        mapping(
            "object_label",
            "gastrocnemius medialis",
            lambda row: row["object_label"] == "gastrocnemius lateralis",
        ),
    ),
    Fault(
        "wider-by-its-label",
        "A narrower object is called broader.",
        "mapping-width",
        mapping(
            "predicate_id", "skos:broadMatch", lambda row: row["object_id"] == "fed:Dumbbell_Lunges"
        ),
    ),
    Fault(
        "exact-against-comment",
        "An exact match is, by its comment, only a part.",
        "mapping-comment",
        only_a_part,
    ),
    Fault(
        "left-of-another-muscle",
        "Left and right are mapped to different heads.",
        "mapping-mirror",
        actuator_of_another,
    ),
    Fault(
        "part-of-two-muscles",
        "An object is mapped as a part of two muscles.",
        "mapping-of-two",
        part_of_two,
    ),
    Fault(
        "exact-of-a-sibling",
        "What is exactly one term is narrower than its sibling.",
        "mapping-beside",
        exact_of_a_sibling,
    ),
    Fault(
        "label-not-spelled",
        "An identifier spells another label than its own.",
        "label-spelled",
        mapping(
            "object_label",
            "Barbell Split Lunge",
            lambda row: row["object_id"] == "fed:Barbell_Lunge",
        ),
    ),
    Fault(
        "accepted-against-readers",
        "A mapping that both readers rejected is accepted.",
        "settled-mapping",
        rejected_by_its_readers,
    ),
    Fault(
        "sure-of-an-unknown-copy",
        "A mapping to a code from a copy of unknown origin is called sure.",
        "unknown-copy",
        mapping("confidence", 0.9, lambda row: row["object_id"] == "compendium2024:12355"),
    ),
    Fault("met-against-speed", "The faster activity has a lower value.", "met-speed", met_of_speed),
    Fault(
        "met-against-edition",
        "A value is far from that of the other edition.",
        "met-editions",
        met_of_edition,
    ),
    Fault(
        "second-reading-copied",
        "The second reading has the words of the first.",
        "reading-copied",
        copied_reading,
    ),
    Fault(
        "reading-against-its-words",
        "A reading asserts what its words deny.",
        "reading-stance",
        stance_against_words,
    ),
    Fault(
        "claim-against-readers",
        "A claim has a stance that neither reader has.",
        "negation-denied",
        turned_against_both,
    ),
    Fault(
        "kind-against-readers",
        "A claim has a kind that neither reader has.",
        "settled-kind",
        kind_of_both,
    ),
    Fault(
        "before-for-after",
        "A claim says before where both readers say after.",
        "opposite-read",
        moment_turned,
    ),
    Fault(
        "sides-of-a-comparison",
        "A claim has the sides of a comparison exchanged.",
        "comparison-sides",
        sides_exchanged,
    ),
    Fault(
        "statement-without-its-matter",
        "A claim leaves out what both readers speak of.",
        "settled-content",
        statement_of_another,
    ),
    Fault(
        "updated-before-published",
        "An article is updated before it is published.",
        "article-dates",
        article("updated_on", "2019-05-01", "welltech", published_on="2020-05-01"),
    ),
    Fault(
        "reviewer-as-author",
        "The reviewer of an article is entered as its author.",
        "article-people",
        article("author_id", "david-j-sautter", "welltech"),
    ),
    Fault(
        "address-of-another-article",
        "The address is that of another article.",
        "article-address",
        article("url", "https://welltech.com/content/how-to-swim-in-lakes/", "welltech"),
    ),
    Fault(
        "article-without-source",
        "An article is not among the sources.",
        "article-source",
        article("title", "How to swim in cold lakes", "livestrong"),
    ),
    Fault(
        "search-in-the-future",
        "A search is after the date of the version.",
        "date-after-version",
        search_in_the_future,
    ),
    Fault(
        "search-before-the-article",
        "A search is older than the only article.",
        "search-date",
        search_before_the_article,
    ),
    Fault(
        "found-without-evidence",
        "A search that found nothing is called found.",
        "search-found",
        empty_search_as_found,
    ),
    Fault(
        "found-nothing",
        "The note of a search that found a study says that there is none.",
        "search-note",
        nothing_found,
    ),
    Fault(
        "search-of-another-proposition",
        "A query has no word of its proposition.",
        "search-words",
        moved_search,
    ),
    Fault(
        "claim-of-no-article",
        "A source names a claim that is not there.",
        "claim-named",
        change(
            "term_members",
            "source",
            "RUN247 lists them (run247-999)",
            lambda row: row["group_id"] == "core-muscles",
        ),
    ),
    Fault(
        "month-and-day",
        "Month and day of an article's date are exchanged.",
        "article-date-words",
        article("updated_on", "2022-05-10", "inspire-us"),
        captures=True,
    ),
    Fault(
        "title-not-in-text",
        "The title of an article is not that of its text.",
        "article-title",
        article("title", "Does Running Build Bigger Calves? YES, Here's Why", "inspire-us"),
        captures=True,
    ),
    Fault(
        "listed-works-exchanged",
        "Two works of a list are exchanged.",
        "listed-order",
        listed_exchanged,
        captures=True,
    ),
    Fault(
        "certificate-of-another-body",
        "A certificate is that of another body.",
        "person-words",
        change(
            "people",
            "credentials",
            lambda row: row["credentials"].replace("NASM Personal", "ACE Personal"),
            lambda row: "NASM Personal" in (row["credentials"] or ""),
        ),
        captures=True,
    ),
    Fault(
        "contains-what-is-broader",
        "A compound term contains its broader term.",
        "about-another",
        contains_broader,
    ),
    Fault(
        "part-of-a-name-forgotten",
        "A term whose name has a muscle in it is no longer about the muscle.",
        "about-named",
        forgets_part,
    ),
    Fault(
        "named-and-not-listed",
        "A claim does not list an outcome that its statement names.",
        "statement-listed",
        unlisted,
    ),
)
