"""One proposition with all its rows, findings about a term, and how to cite each kind of thing."""

import json

import pytest

import running_muscle_claims as rmc
from conftest import ROOT
from mini import build, edit

SIZE = "rowing-raises-quadriceps-size"


def test_a_proposition_has_its_claims_citations_evidence_searches_and_disagreements(mini):
    found = rmc.proposition(SIZE, folder=mini)
    assert found.statement == "Rowing builds the quadriceps."
    assert found.slots == {
        "subject": "rowing",
        "relation": "raises",
        "object": "muscle size",
        "muscle": "quadriceps",
        "comparator": None,
        "population": None,
        "condition": None,
    }
    assert (
        found.claims["claim_id"].tolist() == ["harbour-post-003", "tide-times-001"]
        and found.claims["article"].tolist()[1] == "Oars and legs"
    )
    assert found.citations["reference_id"].tolist() == ["pmid-1"] and found.citations[
        "fidelity"
    ].tolist() == ["rounded"]
    assert found.evidence["finding_id"].tolist() == ["pmid-1-size"] and found.evidence[
        "value"
    ].tolist() == [5.2]
    assert len(found.searches) == 3 and found.disagreements["side"].tolist() == [
        "first",
        "second",
    ]
    assert (
        found.summary["agreement"] == "contested"
        and found.summary["asserted_degree"] == "slight"
        and found.summary["denied_degree"] is None
    )
    claims = rmc.load("claims", folder=mini).set_index("claim_id")
    assert str(found).splitlines() == [
        "Rowing builds the quadriceps.",
        f"  asserts (slight): {claims.loc['harbour-post-003', 'statement']} [harbour-post-003]",
        "  denies: The quadriceps does not gain size from rowing. [tide-times-001]",
        "  supports (special case, uncontrolled trial): The outer head grew. [pmid-1]",
    ]


def test_without_evidence_it_says_whether_it_was_looked_for(mini):
    assert "it was not looked for" in str(rmc.proposition("rowing-raises-calf-work", folder=mini))
    edit(
        mini / "data/curation/searches.yaml",
        "searches:\n",
        'searches:\n- {propositions: [rowing-raises-calf-work], searched_on: "2024-03-01", '
        "query: rowing calf, outcome: not_found, note: Nothing.}\n",
    )
    build(mini)
    assert "though it was looked for" in str(
        rmc.proposition("rowing-raises-calf-work", folder=mini)
    )


def test_a_proposition_without_claims_or_evidence_has_empty_frames(mini):
    found = rmc.proposition("rowing-raises-calf-work", folder=mini)
    frames = (found.evidence, found.studies, found.left_out, found.searches, found.citations)
    assert all(frame.empty for frame in (*frames, found.disagreements))
    assert len(found.claims) == 1 and found.studies.columns.tolist()[0] == "proposition_id"


def test_a_proposition_has_its_studies_and_what_was_left_out(mini):
    found = rmc.proposition(SIZE, folder=mini)
    [study] = found.studies.to_dict("records")
    assert (study["reference_id"], study["bearing"], study["direction"]) == (
        "pmid-1",
        "special_case",
        "supports",
    )
    assert (study["findings"], study["supporting"], study["opposing"], study["people"]) == (
        1,
        1,
        0,
        12,
    )
    assert found.left_out["finding_id"].tolist() == ["pmid-1-cycling"]
    assert found.left_out["reason"].tolist() == ["It does not say what rowing does by itself."]


def test_evidence_has_its_slots_its_measure_and_its_study(mini):
    evidence = rmc.proposition(SIZE, folder=mini).evidence
    wanted = {
        "direction": "supports",
        "bearing": "special_case",
        "differs_in": "muscle",
        "explanation": "One head of the muscle grew.",
        "finding": "The outer head grew.",
        "contrast": "before_after",
        "estimand": "change_within",
        "result": "higher",
        "point": "higher",
        "unit": "%",
        "measure": "thickness",
        "measure_name": "muscle thickness by ultrasound",
        "stands_for": "itself",
        "read_from": "6/55ce896c825a0dfb; 14/c87aac9f82d289c7",
        "design": "uncontrolled_trial",
        "pmid": "1",
    }
    [row] = evidence.to_dict("records")
    assert {name: row[name] for name in wanted} == wanted
    assert evidence.columns.is_unique
    judged = rmc.proposition("rowing-common-large-calves", folder=mini).evidence
    [row] = judged.to_dict("records")
    assert (row["judged_direction"], row["direction"], row["bearing"], row["stands_for"]) == (
        "opposes",
        "opposes",
        "neighbour",
        "proxy",
    )


def test_the_closest_evidence_stands_first():
    order = ["own", "special_case", "wider", "neighbour"]
    for name in ("running-raises-muscle-size", "sprinting-raises-leg-muscles-muscle-size"):
        bearings = rmc.proposition(name, folder=ROOT).evidence["bearing"].astype("string").tolist()
        assert len(set(bearings)) > 1 and bearings == sorted(bearings, key=order.index)


def test_an_address_finds_what_it_names_and_only_that(mini):
    found = rmc.proposition(SIZE, folder=mini)
    base = json.loads((mini / "datapackage.json").read_text())["id"]
    assert found.address == f"{base}#proposition/{SIZE}"
    assert rmc.proposition(found.address, folder=mini).proposition_id == SIZE
    with pytest.raises(KeyError, match="is not the address of a proposition"):
        rmc.proposition(f"{base}#claim/harbour-post-001", folder=mini)
    with pytest.raises(KeyError, match="is not the address of a claim or"):
        rmc.cite(f"{base}#nothing/harbour-post-001", folder=mini)


def test_unknown_and_retired_ids(mini):
    with pytest.raises(
        KeyError, match=f"No proposition has the id 'rowing-raises-quadriceps'. Nearest: {SIZE}"
    ):
        rmc.proposition("rowing-raises-quadriceps", folder=mini)
    with pytest.raises(
        KeyError,
        match=(
            "'harbour-post-099' was retired in version 0.0.2: It repeated .* Nothing replaces it."
        ),
    ):
        rmc.cite("harbour-post-099", folder=mini)
    with pytest.raises(
        KeyError, match="'oarsmen' was retired in version 0.0.2: Renamed. Ask for 'rowers'."
    ):
        rmc.cite("oarsmen", folder=mini)
    with pytest.raises(KeyError, match="'harbour-post-001' is a claim, not a proposition."):
        rmc.proposition("harbour-post-001", folder=mini)
    with pytest.raises(KeyError, match="Nothing has the id 'nowhere'."):
        rmc.cite("nowhere", folder=mini)
    with pytest.raises(TypeError, match="not int"):
        rmc.proposition(7, folder=mini)


def test_citations_name_the_part_and_what_is_behind_it(mini):
    base = json.loads((mini / "datapackage.json").read_text())["id"]
    dataset = rmc.cite(folder=mini)
    assert dataset.endswith(base) and "[Data set]" in dataset and "(version " in dataset
    claim = rmc.cite("harbour-post-003", folder=mini).splitlines()
    assert claim[0].endswith(f"Claim harbour-post-003. {base}#claim/harbour-post-003")
    assert (
        claim[1]
        == "Staff of the Harbour Post (2024-02-29). Rowing and your calves. Harbour Post. https://harbour-post.example.org/rowing"
    )
    assert claim[2:] == ["[authors not seen] (no year). [Title not seen]. PMID 1"]
    proposition = rmc.cite(SIZE, folder=mini).splitlines()
    assert proposition[1:] == [
        claim[1],
        "Tide Times (no date). Oars and legs. Tide Times.",
        claim[2],
    ]
    assert rmc.cite("pmid-1-size", folder=mini) == rmc.cite("pmid-1", folder=mini) == claim[2]
    assert rmc.cite("harbour-post", folder=mini) == claim[1]
    assert rmc.cite("quadriceps", folder=mini).endswith(f"Term quadriceps. {base}#term/quadriceps")


def test_an_article_is_dated_by_its_publication_else_by_its_update(mini):
    edit(
        mini / "data/curation/articles/harbour-post.yaml",
        "updated_on: null",
        'updated_on: "2025-01-31"',
    )
    build(mini)
    assert "(2024-02-29)" in rmc.cite("harbour-post", folder=mini)
    edit(
        mini / "data/curation/articles/harbour-post.yaml",
        'published_on: "2024-02-29"',
        "published_on: null",
    )
    build(mini)
    assert "(updated 2025-01-31)" in rmc.cite("harbour-post", folder=mini)


def test_works_are_cited_by_their_authors(mini):
    path = mini / "data/curation/references.yaml"
    had = path.read_text()
    for authors, shown in (
        ("- {family: One, given: A}", "One (2001). Oars? Rowing. PMID 1"),
        ("- {family: One, given: A}\n  - {family: Two, given: B}", "One & Two (2001)"),
        (
            "- {family: One, given: A}\n  - {family: Two, given: B}\n  - {family: Three, given: C}",
            "One et al. (2001)",
        ),
    ):
        path.write_text(
            had.replace(
                '  pmid: "1"\n',
                '  pmid: "1"\n  title: Oars?\n  year: 2001\n  container: Rowing\n  authors:\n'
                f"  {authors}\n",
                1,
            )
        )
        build(mini)
        assert rmc.cite("pmid-1", folder=mini).startswith(shown), rmc.cite("pmid-1", folder=mini)


def test_identifiers_are_of_one_kind_only():
    """cite accepts an id of any kind, so no id may belong to two things."""
    kinds = {
        "claims": "claim_id",
        "propositions": "proposition_id",
        "articles": "article_id",
        "references": "reference_id",
        "findings": "finding_id",
        "terms": "term_id",
    }
    ids = [one for table, key in kinds.items() for one in rmc.load(table, folder=ROOT)[key]]
    assert len(ids) == len(set(ids))


def test_findings_about_a_muscle_an_exercise_an_outcome(mini):
    found = rmc.evidence_about(muscle="quads", folder=mini)
    assert (
        found["finding_id"].tolist() == ["pmid-1-cycling", "pmid-1-size"]
        and set(found["relation"]) == {"narrower"}
        and found["about"].tolist() == ["vastus-lateralis"] * 2
    )
    assert rmc.evidence_about(muscle="quads", narrower=False, folder=mini).empty
    assert (
        rmc.evidence_about(exercise="rowing", outcome="muscle size", folder=mini)["about"].tolist()
        == ["rowing; muscle-size"] * 2
    )
    assert found["pmid"].tolist() == ["1", "1"]
    with pytest.raises(ValueError, match="muscle, exercise, outcome, population, factor[.]"):
        rmc.evidence_about(folder=mini)
    with pytest.raises(KeyError, match="Nearest: cycling"):
        rmc.evidence_about(exercise="cyclin", folder=mini)


def test_findings_on_the_real_data_agree_with_a_plain_filter():
    findings = rmc.load("findings", folder=ROOT)
    found = rmc.evidence_about(muscle="calves", narrower=False, folder=ROOT)
    slots = findings[["subject_id", "comparator_id", "condition_id", "muscle_id"]]
    named = (slots == "calves").any(axis=1)
    assert found["finding_id"].tolist() == findings.loc[named, "finding_id"].tolist() and len(found)


def test_what_is_printed_has_degree_speaker_and_hedge(mini):
    edit(
        mini / "data/curation/articles/harbour-post.yaml",
        "    degree: slight\n",
        "    degree: slight\n    modality: hedged\n    attributed_to: harbour-staff\n",
    )
    for folder in ("articles", "first", "second"):
        file = mini / f"data/curation/{folder}/harbour-post.yaml"
        edit(file, "rowing added", "rowing may have added")
    build(mini)
    assert "  asserts (slight, Staff of the Harbour Post, hedged): " in str(
        rmc.proposition(SIZE, folder=mini)
    )


def test_a_disagreement_belongs_to_the_propositions_of_all_its_claims():
    claims = rmc.load("claims", folder=ROOT).set_index("claim_id")["proposition_id"]
    for row in rmc.load("disagreement_claims", folder=ROOT).iloc[::5].itertuples():
        found = rmc.proposition(claims[row.claim_id], folder=ROOT).disagreements
        mine = found[found["disagreement_id"] == row.disagreement_id]
        assert row.side in set(mine["side"])


def test_a_citation_that_is_not_resolved_stays(mini):
    for old, new in (
        (
            "reference: pmid-1, basis: described, status: partly_resolved",
            'marker: "[1]", basis: marker, status: unresolved',
        ),
    ):
        edit(mini / "data/curation/citations.yaml", old, new)
    edit(
        mini / "data/curation/articles/harbour-post.yaml",
        "fidelity: rounded",
        "fidelity: not_assessed",
    )
    build(mini)
    found = rmc.proposition(SIZE, folder=mini).citations
    assert (
        len(found) == 1
        and found["reference_id"].isna().all()
        and found["marker"].tolist() == ["[1]"]
    )
    assert len(rmc.cite("harbour-post-003", folder=mini).splitlines()) == 2


def test_all_slots_of_a_finding_count(mini):
    path = mini / "data/curation/references.yaml"
    edit(
        path,
        "contrast: before_after",
        "population: rowers, condition: cycling, contrast: before_after",
    )
    build(mini)

    def about(**criteria):
        return rmc.evidence_about(folder=mini, **criteria)["finding_id"].tolist()

    assert (
        about(population="rowers") == ["pmid-1-calves", "pmid-1-size"]
        and about(exercise="cycling") == ["pmid-1-cycling", "pmid-1-size"]
        and len(about(outcome="muscle size")) == 3
        and len(about(outcome="muscle size", narrower=False)) == 2
    )
    assert about(muscle="vastus lateralis", broader=True) == ["pmid-1-cycling", "pmid-1-size"]
    found = rmc.evidence_about(muscle="vastus lateralis", exercise="rowing", folder=mini)
    assert found["about"].tolist() == ["vastus-lateralis; rowing"] * 2 and set(
        found["relation"]
    ) == {"same"}


def test_broader_findings_are_told_as_such():
    found = rmc.evidence_about(muscle="gastrocnemius", broader=True, folder=ROOT)
    assert {"same", "narrower", "broader"} <= set(found["relation"]) and found[
        "finding_id"
    ].is_unique
    assert (
        found.loc[found["muscle_id"] == "calves", "relation"].eq("broader").all()
        and (found["muscle_id"] == "calves").any()
    )


def test_one_sentence_ends_once(mini):
    path = mini / "data/curation/references.yaml"
    had = path.read_text()
    for title, shown in (
        ("Oars", "Oars. PMID 1"),
        ("Oars.", "Oars. PMID 1"),
        ("Oars!", "Oars! PMID 1"),
        ("Oars?", "Oars? PMID 1"),
    ):
        path.write_text(had.replace('  pmid: "1"\n', f'  pmid: "1"\n  title: "{title}"\n', 1))
        build(mini)
        assert rmc.cite("pmid-1", folder=mini).endswith(shown)


def test_a_retired_term_is_no_retired_claim(mini):
    """An id is looked up only among the retired ids of its own kind."""
    with pytest.raises(KeyError, match="No proposition has the id 'oarsmen'"):
        rmc.proposition("oarsmen", folder=mini)
    with pytest.raises(
        KeyError,
        match=(
            "No proposition has the id 'RUNNING raises muscle size'. Nearest: "
            "running-raises-muscle-size"
        ),
    ):
        rmc.proposition("RUNNING raises muscle size", folder=ROOT)
    with pytest.raises(KeyError) as told:
        rmc.cite("x" * 300, folder=mini)
    assert len(told.value.args[0]) < 150


def test_each_article_and_work_is_cited_once_and_an_id_is_what_its_address_says(mini):
    lines = rmc.cite("running-raises-muscle-size", folder=ROOT).splitlines()
    assert (
        len(lines)
        == len(set(lines))
        == 1
        + 3
        + rmc.proposition("running-raises-muscle-size", folder=ROOT)
        .evidence["reference_id"]
        .nunique()
    )
    twice = rmc.cite("mens-health-020", folder=ROOT).splitlines()
    assert len(twice) == len(set(twice)) == 4
    with pytest.raises(KeyError, match="'quadriceps' is a term, not a claim"):
        rmc.cite("#claim/quadriceps", folder=mini)
    with pytest.raises(KeyError, match="is not an address in this dataset"):
        rmc.cite("https://example.org#claim/harbour-post-001", folder=mini)
    assert rmc.cite("#term/quadriceps", folder=mini) == rmc.cite("quadriceps", folder=mini)
    with pytest.raises(KeyError, match="Nearest: harbour-post-00[0-9], harbour-post-00[0-9], "):
        rmc.cite("harbour-post-00", folder=mini)


def test_a_work_without_doi_and_pmid_is_cited_by_what_there_is(mini):
    from running_muscle_claims._cite import _work
    from running_muscle_claims._load import Tables

    tables = Tables(mini)
    for column, shown in (("pmcid", "PMC12"), ("url", "https://example.org/work")):
        work = rmc.load("references", folder=mini)
        work["pmid"] = None
        work[column] = shown
        tables["references"] = work
        assert _work(tables, "pmid-1") == f"[authors not seen] (no year). [Title not seen]. {shown}"


def test_a_claim_on_what_a_muscle_does_has_its_sources():
    found = rmc.proposition("gastrocnemius-does-ankle-motion", folder=ROOT)
    assert "named" in set(found.anatomy["answer"]) and found.anatomy["title"].notna().all()
    assert "  anatomy (named): gastrocnemius: ankle plantarflexion [" in str(found)
    assert "not looked for" not in str(found)
    silent = rmc.proposition("vastus-muscles-does-hip-flexion", folder=ROOT)
    assert set(silent.anatomy["answer"]) == {"not_named"}
    assert "  anatomy (not named): tells what the muscle does, but not this [" in str(silent)
    assert rmc.proposition("running-raises-muscle-size", folder=ROOT).anatomy.empty
