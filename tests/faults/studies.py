"""Works, citations, findings and evidence: impossible identifiers, numbers and directions."""

from __future__ import annotations

from collections import Counter

from pipeline.derived.study_evidence import CLOSE
from pipeline.tables.held_against import HeldAgainst
from pipeline.tables.table_set import TableSet

from . import Cell, Fault, faults
from .copies import SCHEMAS, Download, change


def same_doi(package: Download):
    """Two works have the same DOI, once in capitals."""
    first = package.find("references", lambda row: row["doi"])
    row = package.find("references", lambda row: row["doi"] and row is not first)
    row["doi"] = first["doi"].upper()
    return Cell("references", row, "doi")


def same_title(package: Download):
    """Two works have one title; one has neither DOI nor PMID, and no address tells a title."""
    row = package.find(
        "references",
        lambda row: _is_seen_by_number(row) and not (row["doi"] or row["pmid"]),
    )
    first = package.find(
        "references",
        lambda one: one is not row and one["design"] == row["design"] and _is_seen_by_number(one),
    )
    row["title"] = first["title"].upper()
    rows = package["references"].rows
    return Cell("references", max(first, row, key=rows.index), "title")


def _is_seen_by_number(row: dict) -> bool:
    """Whether it has a title, and no page's address has words in a row."""
    return row["title"] is not None and "-" not in f"{row['url']} {row['seen_at']}"


def other_year(row: dict) -> bool:
    return row["year"] is not None and row["reference_id"].endswith(str(row["year"]))


def unused_work(package: Download):
    row = package.find("references", other_year)
    new = package.add(
        "references",
        row,
        reference_id=f"{row['reference_id'].rpartition('-')[0]}-zzz-{row['year']}",
        title="A title that no other work has",
        doi=None,
        pmid=None,
        pmcid="PMC99999999",
        url=None,
        seen_at="https://pmc.ncbi.nlm.nih.gov/articles/PMC99999999/",
    )
    return Cell("references", new, "reference_id")


def unused_citation(package: Download):
    row = package.find("citations", lambda row: row["basis"] == "described")
    return Cell("citations", package.add("citations", row, citation_id="zzz-cited"), "citation_id")


def resolved_too_far(package: Download):
    row = package.find(
        "citations", lambda row: row["status"] == "partly_resolved" and row["reference_id"]
    )
    row["status"] = "resolved"
    return Cell("citations", row, "status")


def assessed_unseen(package: Download):
    unresolved = {
        row["citation_id"] for row in package["citations"].rows if row["status"] == "unresolved"
    }
    row = package.find("claim_citations", lambda row: row["citation_id"] in unresolved)
    row["fidelity"] = "accurate"
    return Cell("claim_citations", row, "fidelity")


def citation_of_another_article(package: Download):
    """A claim cites what another article cites."""
    count = Counter(package["claim_citations"].column("citation_id"))
    articles = {row["citation_id"]: row["article_id"] for row in package["citations"].rows}
    row = package.find(
        "claim_citations",
        lambda row: count[row["citation_id"]] > 1 and row["fidelity"] == "not_assessed",
    )
    row["citation_id"] = next(
        name
        for name, article in articles.items()
        if article != articles[row["citation_id"]]
        and package.index("citations")[name]["status"] == "resolved"
        and count[name]
    )
    package.follow()
    return Cell("claim_citations", row, "citation_id")


def citation_for_an_effect(package: Download):
    """A claim based on a citation is called an observation."""
    relation = {row["proposition_id"]: row["relation"] for row in package["propositions"].rows}
    cites = {row["claim_id"]: row for row in package["claim_citations"].rows}
    count = Counter(package["claim_citations"].column("claim_id"))
    claim = package.find(
        "claims",
        lambda row: (
            row["claim_id"] in cites
            and count[row["claim_id"]] == 1
            and relation[row["proposition_id"]] not in ("exceeds", "matches")
        ),
    )
    claim["kind"] = "effect"
    package.follow()
    return Cell("claim_citations", cites[claim["claim_id"]], "claim_id")


def free_finding(package: Download, **wanted) -> dict:
    """A finding without a note whose columns have these values."""
    return package.find(
        "findings",
        lambda row: (
            row["note"] is None
            and all(row[name] == value for name, value in wanted.items())
            and row["value"] is not None
        ),
    )


def sign_turned(package: Download):
    row = free_finding(package, result="higher", low=None)
    row["value"] = -row["value"]
    package.follow()
    return Cell("findings", row, "value")


def outside_its_interval(package: Download):
    row = package.find(
        "findings",
        lambda row: (
            row["note"] is None
            and None not in (row["low"], row["value"], row["high"])
            and row["high"] > row["low"]
        ),
    )
    row["value"] = row["high"] + 5 if row["result"] == "higher" else row["low"] - 5
    package.follow()
    return Cell("findings", row, "value")


def interval_excludes_zero(package: Download):
    row = package.find(
        "findings",
        lambda row: (
            row["note"] is None
            and row["result"] == "no_clear_difference"
            and None not in (row["low"], row["value"], row["high"])
            and row["value"]
        ),
    )
    row["low" if row["value"] > 0 else "high"] = row["value"] / 2
    return Cell("findings", row, "result")


def p_too_high(package: Download):
    row = package.find(
        "findings",
        lambda row: row["note"] is None and row["result"] in ("higher", "lower") and row["p_value"],
    )
    row["p_value"] = 0.6
    return Cell("findings", row, "p_value")


def sample_too_large(package: Download):
    works = package.index("references")
    row = package.find(
        "findings", lambda row: row["sample_size"] and works[row["reference_id"]]["sample_size"]
    )
    row["sample_size"] = works[row["reference_id"]]["sample_size"] + 1
    package.follow()
    return Cell("findings", row, "sample_size")


def held(package: Download, where) -> tuple[dict, dict, dict]:
    """The first row of evidence for which a condition is true, with its proposition and finding.

    The condition is given all three.
    """
    propositions, findings = package.index("propositions"), package.index("findings")
    return next(
        found
        for row in package["evidence"].rows
        if where(
            *(
                found := (
                    row,
                    propositions[row["proposition_id"]],
                    findings[row["finding_id"]],
                )
            )
        )
    )


def of_evidence(field: str, where, **values):
    """A mutation: cells of the first row of evidence for which a condition is true."""

    def mutate(package: Download):
        row, _, _ = held(package, where)
        row.update(values)
        package.follow()
        return Cell("evidence", row, field)

    return mutate


def plainly_supports(row: dict, proposition: dict, finding: dict) -> bool:
    """No person judged it; a higher result supports a proposition with `raises`."""
    return (
        row["judged_direction"] is row["judged_bearing"] is row["reason"] is None
        and row["direction"] == "supports"
        and row["bearing"] == "special_case"
        and proposition["relation"] == "raises"
        and finding["result"] == "higher"
    )


def is_a_neighbour(row: dict, proposition: dict, finding: dict) -> bool:
    """It is about something else in two slots, and no person judged it."""
    return row["reason"] is not None and row["judged_direction"] is row["judged_bearing"] is None


def result_against_its_evidence(package: Download):
    """The result of a finding is reversed, but the one piece of evidence based on it is not."""
    count = Counter(package["evidence"].column("finding_id"))
    _, _, finding = held(
        package,
        lambda row, proposition, finding: (
            plainly_supports(row, proposition, finding)
            and count[row["finding_id"]] == 1
            and finding["value"] is None
        ),
    )
    finding["result"] = finding["point"] = "lower"
    package.follow()
    return Cell("findings", finding, "result")


def condition_under_its_evidence(package: Download):
    """A finding gets a condition of which its evidence knows nothing."""
    count = Counter(package["evidence"].column("finding_id"))
    _, _, finding = held(
        package,
        lambda row, proposition, finding: (
            plainly_supports(row, proposition, finding)
            and count[row["finding_id"]] > 1
            and finding["condition_id"] is None
        ),
    )
    finding["condition_id"] = "sleep"
    package.follow()
    return Cell("findings", finding, "condition_id")


def one_side_lost(package: Download):
    """A finding that compares two exercises is held against the state before."""
    count = Counter(package["evidence"].column("finding_id"))
    row, _, finding = held(
        package,
        lambda row, proposition, finding: (
            proposition["relation"] == "exceeds"
            and row["reason"] is None
            and count[row["finding_id"]] == 1
            and finding["contrast"] == "other_exposure"
        ),
    )
    finding["comparator_id"] = None
    finding["contrast"], finding["estimand"] = "before_after", "change_within"
    package.follow()
    return Cell("evidence", row, "finding_id")


def finding_passed_over(package: Download):
    """A finding that fits a proposition with other evidence has no row for it."""
    propositions = Counter(package["evidence"].column("proposition_id"))
    used = Counter(package["evidence"].column("finding_id"))
    row, _, _ = held(
        package,
        lambda row, proposition, finding: (
            plainly_supports(row, proposition, finding)
            and propositions[row["proposition_id"]] > 1
            and used[row["finding_id"]] > 1
        ),
    )
    package.drop("evidence", lambda one: one is row)
    package.follow()
    return Cell("findings", package.index("findings")[row["finding_id"]], "finding_id")


def proposition_passed_over(package: Download):
    """Several findings fit a proposition that has lost all its evidence.

    Nothing else asks for evidence of it: no second article, no contradiction, no advice, no topic,
    no search.
    """
    close = Counter(
        row["proposition_id"] for row in package["evidence"].rows if row["bearing"] in CLOSE
    )
    asked = {row["proposition_id"] for row in package["search_propositions"].rows}
    asked |= {
        row["proposition_id"]
        for row in package["proposition_summary"].rows
        if row["articles"] > 1 or row["topic"]
    }
    row = package.find(
        "propositions",
        lambda row: (
            row["relation"] not in ("raises", "lowers")
            and close[row["proposition_id"]] > 1
            and row["proposition_id"] not in asked
        ),
    )
    package.drop("evidence", lambda one: one["proposition_id"] == row["proposition_id"])
    package.follow()
    return Cell("propositions", row, "proposition_id")


def judgement_missing(package: Download):
    """A finding is held against what is common, and no person says which way it points."""
    held_against = HeldAgainst(TableSet({name: package[name] for name in SCHEMAS}))
    findings = [row["finding_id"] for row in package["findings"].rows]
    for row in package["propositions"].rows:
        for finding in findings if row["relation"] == "common" else ():
            alignment = held_against.alignment(row["proposition_id"], finding)
            if alignment is not None and len(alignment.others) < 2:
                pair = {"proposition_id": row["proposition_id"], "finding_id": finding}
                new = package.add(
                    "evidence",
                    package["evidence"].rows[0],
                    **pair,
                    judged_direction=None,
                    judged_bearing=None,
                    reason=None,
                    **held_against.derived(*pair.values(), None, None),
                )
                package.follow()
                return Cell("evidence", new, "judged_direction")
    raise LookupError("no such pair")


def left_out_and_held(package: Download):
    """A finding that is left out for a proposition is among its evidence as well."""
    row, _, _ = held(package, plainly_supports)
    new = package.add(
        "evidence_left_out",
        package["evidence_left_out"].rows[0],
        proposition_id=row["proposition_id"],
        finding_id=row["finding_id"],
        reason="Its people were others.",
    )
    return Cell("evidence_left_out", new, "finding_id")


def read_the_other_way(package: Download):
    """The second reader says that a finding opposes what it supports."""
    row, _, _ = held(package, plainly_supports)
    pair = {name: row[name] for name in ("proposition_id", "finding_id")}
    if package["bearing_readings"].rows:
        package.drop("bearing_readings", lambda one: pair.items() <= one.items())
    package.add("bearing_readings", pair, direction="opposes", bearing="own")
    return Cell("evidence", row, "direction")


def direction_no_reader_meant(package: Download):
    """A person calls unclear what both readers took for support."""
    read = {
        (row["proposition_id"], row["reference_id"])
        for row in package["evidence_readings"].rows
        if {row["first_direction"], row["second_direction"]} == {"supports"}
    }
    row, _, _ = held(
        package,
        lambda row, proposition, finding: (
            plainly_supports(row, proposition, finding)
            and (row["proposition_id"], finding["reference_id"]) in read
        ),
    )
    row["judged_direction"] = row["direction"] = "no_clear_difference"
    row["reason"] = "The abstract names no test."
    package.follow()
    return Cell("evidence", row, "direction")


def object_changed(package: Download):
    row = package.find("findings", lambda row: row["object_id"] == "muscle-size")
    row["object_id"] = "strength"
    package.follow()
    return Cell("findings", row, "object_id")


def outcome_of_a_measure(package: Download):
    """A kind of measure with several findings stands for another outcome."""
    count = Counter(package["findings"].column("measure_id"))
    row = package.find(
        "measures",
        lambda row: row["outcome_id"] == "muscle-size" and count[row["measure_id"]] > 2,
    )
    row["outcome_id"] = "strength"
    package.follow()
    return Cell("measures", row, "outcome_id")


def sense_of_a_measure(package: Download):
    """More of a kind of measure means less of the outcome."""
    count = Counter(package["findings"].column("measure_id"))
    row = package.find(
        "measures",
        lambda row: row["outcome_id"] == "muscle-size" and count[row["measure_id"]] > 5,
    )
    row["higher_means"] = "less"
    package.follow()
    return Cell("measures", row, "higher_means")


def proxy_for_itself(package: Download):
    """A finding whose note says that it stands for the outcome has a measure of the outcome."""
    measures = package.index("measures")
    row = package.find(
        "findings",
        lambda row: row["note"] is None and measures[row["measure_id"]]["stands_for"] == "itself",
    )
    row["note"] = "What was measured is a proxy of it."
    return Cell("findings", row, "measure_id")


def of_finding(field: str, where, **values):
    """A mutation: cells of the first finding for which a condition is true."""

    def mutate(package: Download):
        row = package.find("findings", where)
        row.update(values)
        package.follow()
        return Cell("findings", row, field)

    return mutate


def is_crossover(row: dict) -> bool:
    whole = row["sample_size"]
    return (
        whole is not None and row["sample_size_subject"] == row["sample_size_comparator"] == whole
    )


def people_on_one_side(package: Download):
    """One side of a comparison has more people than the finding."""
    row = package.find("findings", is_crossover)
    row["sample_size_subject"] += 1
    return Cell("findings", row, "sample_size_subject")


def unused_measure(package: Download):
    new = package.add(
        "measures",
        package["measures"].rows[0],
        measure_id="zzz-measure",
        name="a kind of measure that nobody used",
    )
    return Cell("measures", new, "measure_id")


def more_of_a_relation(term: str, relation: str, other: str):
    """A mutation: one more relation between terms."""

    def mutate(package: Download):
        new = package.add(
            "term_relations",
            package["term_relations"].rows[0],
            term_id=term,
            relation=relation,
            other_id=other,
        )
        return Cell("term_relations", new, "other_id")

    return mutate


def turned_relation(package: Download):
    """A relation that holds both ways stands the other way round as well."""
    row = package.find("term_relations", lambda row: row["relation"] == "overlaps")
    one, other = row["term_id"], row["other_id"]
    new = package.add("term_relations", row, term_id=other, other_id=one)
    return Cell("term_relations", max((row, new), key=lambda r: r["term_id"]), "other_id")


def of_study(field: str, where, **values):
    """A mutation: cells of the first work for which a condition is true."""

    def mutate(package: Download):
        row = package.find("references", where)
        row.update({name: new(row) if callable(new) else new for name, new in values.items()})
        package.follow()
        return Cell("references", row, field)

    return mutate


def has_ages(row: dict) -> bool:
    return None not in (row["age_low"], row["age_mean"], row["age_high"])


def has_women_only(row: dict) -> bool:
    return row["sex"] == "female" and " women" in (row["participants"] or "")


def has_arms(row: dict) -> bool:
    return row["arms"] is not None and row["sample_size"] is not None


FAULTS = faults(
    "meaning",
    Fault("work-twice-by-doi", "Two works have one DOI.", "same-work", same_doi),
    Fault("work-twice-by-title", "Two works have one title.", "same-work", same_title),
    Fault(
        "year-against-id",
        "The id of a work has another year than the work.",
        "reference-id",
        change(
            "references", "reference_id", lambda row: row["reference_id"], other_year, year=1950
        ),
    ),
    Fault(
        "pmid-against-id",
        "The id of a work has another PMID than the work.",
        "reference-id",
        change(
            "references",
            "reference_id",
            lambda row: row["reference_id"],
            lambda row: row["reference_id"].startswith("pmid-"),
            pmid="12345",
        ),
    ),
    Fault(
        "pmid-out-of-range",
        "A PMID is higher than any.",
        "pmid-range",
        change(
            "references",
            "pmid",
            "98765432",
            lambda row: row["pmid"] and not row["reference_id"].startswith("pmid-"),
        ),
    ),
    Fault("work-unused", "Nothing rests on a work.", "unused-study", unused_work),
    Fault("citation-unused", "No claim rests on a citation.", "unused-study", unused_citation),
    Fault(
        "citation-resolved-too-far",
        "A citation of a work that is partly resolved is called resolved.",
        "citation-status",
        resolved_too_far,
    ),
    Fault(
        "fidelity-of-the-unseen",
        "The fidelity to an unresolved citation is called assessed.",
        "citation-status",
        assessed_unseen,
    ),
    Fault(
        "citation-of-another-article",
        "A claim cites what another article cites.",
        "citation-article",
        citation_of_another_article,
    ),
    Fault(
        "citation-for-an-effect",
        "A claim that rests on a citation is no evidence.",
        "citation-kind",
        citation_for_an_effect,
    ),
    Fault(
        "sign-turned", "A value is negative, and the result higher.", "finding-point", sign_turned
    ),
    Fault(
        "value-outside-its-interval",
        "A value lies outside its interval.",
        "finding-interval",
        outside_its_interval,
    ),
    Fault(
        "interval-excludes-zero",
        "An interval excludes zero, and the result is no clear difference.",
        "finding-result",
        interval_excludes_zero,
    ),
    Fault("p-too-high", "A p value of 0.6 goes with a difference.", "finding-result", p_too_high),
    Fault(
        "sample-larger-than-study",
        "A sample is larger than its study.",
        "finding-sample",
        sample_too_large,
    ),
    Fault(
        "evidence-against-its-result",
        "Evidence runs against the result that it rests on.",
        "evidence-follows",
        of_evidence("direction", plainly_supports, direction="opposes"),
    ),
    Fault(
        "bearing-too-close",
        "A special case is called the proposition's own.",
        "evidence-follows",
        of_evidence("bearing", plainly_supports, bearing="own"),
    ),
    Fault(
        "difference-not-listed",
        "A slot in which a finding differs is not listed.",
        "evidence-follows",
        of_evidence("differs_in", plainly_supports, differs_in=None),
    ),
    Fault(
        "condition-under-its-evidence",
        "A finding gets a condition, and its evidence does not follow.",
        "evidence-follows",
        condition_under_its_evidence,
    ),
    Fault(
        "result-against-its-evidence",
        "A result is turned round under its evidence.",
        "finding-direction",
        result_against_its_evidence,
    ),
    Fault(
        "sense-of-a-measure",
        "More of a measure means less of the outcome, and evidence does not follow.",
        "evidence-follows",
        sense_of_a_measure,
    ),
    Fault(
        "evidence-with-one-side",
        "A finding without a comparison is held against a comparison.",
        "evidence-possible",
        one_side_lost,
    ),
    Fault(
        "judged-without-need",
        "A person gives the direction that follows.",
        "evidence-judged",
        of_evidence(
            "judged_direction",
            plainly_supports,
            judged_direction="supports",
            reason="The muscle grew.",
        ),
    ),
    Fault(
        "judgement-missing",
        "No person says which way a finding points where no table does.",
        "evidence-judged",
        judgement_missing,
    ),
    Fault(
        "reason-missing",
        "A finding about something else in two slots has no reason.",
        "evidence-reason",
        of_evidence("reason", is_a_neighbour, reason=None),
    ),
    Fault(
        "reason-without-need",
        "A special case has a reason.",
        "evidence-reason",
        of_evidence("reason", plainly_supports, reason="The muscle grew."),
    ),
    Fault(
        "finding-passed-over",
        "A finding fits a proposition and has no evidence row for it.",
        "fitting-finding",
        finding_passed_over,
    ),
    Fault(
        "proposition-passed-over",
        "Several findings fit a proposition that has no evidence.",
        "fitting-finding",
        proposition_passed_over,
    ),
    Fault(
        "left-out-and-held",
        "A finding is left out for a proposition and among its evidence.",
        "left-out",
        left_out_and_held,
    ),
    Fault(
        "direction-no-reader-meant",
        "A person calls no clear difference what both readers took for support.",
        "settled-evidence",
        direction_no_reader_meant,
    ),
    Fault(
        "read-the-other-way",
        "The second reader found that evidence points the other way.",
        "contrary-reading",
        read_the_other_way,
    ),
    Fault(
        "proxy-for-itself",
        "The note of a finding calls its measure a proxy, and the measure is none.",
        "finding-proxy",
        proxy_for_itself,
    ),
    Fault(
        "object-against-measure",
        "A finding has another object than its measure.",
        "finding-object",
        object_changed,
    ),
    Fault(
        "outcome-of-a-measure",
        "A measure stands for another outcome than all its findings have.",
        "finding-object",
        outcome_of_a_measure,
    ),
    Fault(
        "comparator-missing",
        "A finding compares with another exposure that it does not name.",
        "finding-contrast",
        of_finding(
            "comparator_id", lambda row: row["contrast"] == "other_exposure", comparator_id=None
        ),
    ),
    Fault(
        "comparator-too-many",
        "A finding against the state before has a comparator.",
        "finding-contrast",
        of_finding(
            "contrast",
            lambda row: row["contrast"] == "before_after" and row["comparator_id"] is None,
            comparator_id="sleep",
        ),
    ),
    Fault(
        "difference-within",
        "A change within one group is called a difference between groups.",
        "finding-estimand",
        of_finding(
            "estimand",
            lambda row: row["estimand"] == "change_within",
            estimand="difference_between_groups",
        ),
    ),
    Fault(
        "pooled-by-a-trial",
        "The effect of a single study is called pooled.",
        "finding-pooled",
        of_finding("estimand", lambda row: row["estimand"] == "change_within", estimand="pooled"),
    ),
    Fault(
        "not-pooled-by-a-review",
        "The effect of a meta-analysis is not called pooled.",
        "finding-pooled",
        of_finding(
            "estimand",
            lambda row: row["estimand"] == "pooled" and row["contrast"] == "other_exposure",
            estimand="difference_in_change",
        ),
    ),
    Fault(
        "point-against-result",
        "The estimate lies lower, and the result is higher.",
        "finding-point",
        of_finding(
            "point",
            lambda row: row["result"] == row["point"] == "higher" and row["value"] is None,
            point="lower",
        ),
    ),
    Fault(
        "point-against-value",
        "The estimate is not given, and there is a value.",
        "finding-point",
        of_finding(
            "point",
            lambda row: row["result"] == "no_clear_difference" and row["value"],
            point="not_given",
        ),
    ),
    Fault(
        "people-on-one-side",
        "One side of a comparison has more people than the finding.",
        "finding-arms",
        people_on_one_side,
    ),
    Fault("measure-unused", "No finding has a measure.", "unused-measure", unused_measure),
    Fault(
        "exercise-that-practises",
        "An exercise is said to practise another.",
        "relation-kinds",
        more_of_a_relation("sprinting", "practises", "running"),
    ),
    Fault(
        "relation-both-ways",
        "A relation that holds both ways stands twice.",
        "relation-twice",
        turned_relation,
    ),
    Fault(
        "opposite-of-its-case",
        "A term and a case of it exclude each other.",
        "relation-twice",
        more_of_a_relation("running", "disjoint", "jogging"),
    ),
    Fault(
        "age-out-of-range",
        "The mean age of a study lies above its range.",
        "study-ages",
        of_study("age_mean", has_ages, age_mean=lambda row: row["age_high"] + 1),
    ),
    Fault(
        "sex-of-the-column",
        "A study of women has men in its column.",
        "study-sex",
        of_study("sex", has_women_only, sex="male"),
    ),
    Fault(
        "arms-of-too-many",
        "The arms of a study have more people than the study.",
        "study-arms",
        of_study("arms", has_arms, arms=lambda row: f"{row['arms']}; rest: {row['sample_size']}"),
    ),
    Fault(
        "review-called-narrative",
        "A systematic review is called a narrative one.",
        "study-design",
        of_study(
            "design",
            lambda row: (
                row["design"] == "systematic_review"
                and "systematic review" in (row["title"] or "").lower()
            ),
            design="narrative_review",
        ),
    ),
)
