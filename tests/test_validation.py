"""End to end: bad input in curation, published files or descriptor gives one clear error in
place."""

import json
import os
import shutil
import subprocess
import sys

import pytest

import mini as mini_package
import rebuild
from conftest import ROOT
from mini import edit, mend_hashes
from pipeline.base.atomic_write import READY
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Refused
from pipeline.build import read
from pipeline.checks.rows_and_rules import check_tables
from pipeline.checks.rules.all_rules import all_rules
from pipeline.rebuild import rendered_files
from pipeline.report.render import as_json, as_text
from pipeline.tables.table_set import TableSet
from pipeline.validate import validate

pytestmark = pytest.mark.usefixtures("frictionless_once")

ARTICLE, TERMS = "data/curation/articles/harbour-post.yaml", "data/curation/terms.yaml"
PROPOSITIONS, REFERENCES, MAPPINGS, EVIDENCE = (
    "data/curation/propositions.yaml",
    "data/curation/references.yaml",
    "data/curation/mappings.yaml",
    "data/curation/evidence.yaml",
)
SEARCHES, TESTABILITY = "data/curation/searches.yaml", "data/curation/testability.yaml"

DISPUTE = "effect-of-rowing-on-muscle-size-raises-denied-in-quadriceps-between"


def test_the_small_package_is_valid(mini, mini_captures):
    report = validate(mini, mini_captures)
    assert report.exit_code == 0, as_text(report)
    assert (
        report.counts["rules"] == len(all_rules())
        and report.counts["words accounted for"] > 40
        and report.not_run == []
    )


def test_without_captures_the_checks_are_not_run_and_say_so(mini):
    report = validate(mini)
    assert report.exit_code == 0
    assert any("need the captured texts" in line for line in report.not_run)
    assert report.counts["rules"] < len(all_rules()) and "accounted" not in as_text(report)


CURATION = [
    # file, old, new, rule, row, field
    (
        ARTICLE,
        "    kind: observation\n",
        "    kind: observation\n    kinds: x\n",
        "unknown-key",
        None,
        "kinds",
    ),
    (
        ARTICLE,
        "    kind: observation\n",
        "    kind: observatoin\n",
        "row-schema",
        "harbour-post-001",
        "kind",
    ),
    (ARTICLE, "    kind: observation\n", "", "missing-key", None, "kind"),
    (
        ARTICLE,
        "    kind: observation\n",
        "    kind: observation\n    kind: effect\n",
        "yaml-duplicate-key",
        None,
        None,
    ),
    (
        ARTICLE,
        "    stance: denies\n",
        "    stance: no\n",
        "row-schema",
        "harbour-post-001",
        "stance",
    ),
    (ARTICLE, "    stance: denies\n", "    stance: false\n", "wrong-type", None, "stance"),
    (
        ARTICLE,
        'published_on: "2024-02-29"',
        'published_on: "2023-02-29"',
        "row-schema",
        "harbour-post",
        "published_on",
    ),
    (
        ARTICLE,
        'published_on: "2024-02-29"',
        "published_on: 2024-2-9",
        "row-schema",
        "harbour-post",
        "published_on",
    ),
    (
        ARTICLE,
        "    proposition: rowing-common-large-calves\n",
        "    proposition: rowing-common-large-calfs\n",
        "foreign-key",
        "harbour-post-001",
        "proposition_id",
    ),
    (
        ARTICLE,
        "    proposition: rowing-common-large-calves\n",
        "",
        "missing-key",
        None,
        "proposition",
    ),
    (
        ARTICLE,
        "terms: [rowing, work, calf muscles]",
        "terms: [rowing, work, calf muscle]",
        "unknown-name",
        "harbour-post-002",
        "terms",
    ),
    (
        ARTICLE,
        "terms: [rowing, work, calf muscles]",
        "terms: [rowing, work, calves]",
        "ambiguous-name",
        "harbour-post-002",
        "terms",
    ),
    (
        ARTICLE,
        "terms: [rowing, work, calf muscles]",
        "terms: [{rowing: cycling}, work, calf muscles]",
        "name-meaning",
        "harbour-post-002",
        "terms",
    ),
    (
        ARTICLE,
        "terms: [rowing, work, calf muscles]",
        "terms: [rowing, work, calf muscles, back leg]",
        "ignored-name",
        "harbour-post-002",
        "terms",
    ),
    (
        ARTICLE,
        "terms: [rowing, work, calf muscles]",
        "terms: [rowing, calf muscles]",
        "slots-named",
        "harbour-post-002",
        "proposition_id",
    ),
    (
        ARTICLE,
        "    attributed_to: harbour-staff\n",
        "    attributed_to: harbour-stuff\n",
        "foreign-key",
        "harbour-post-002",
        "attributed_to",
    ),
    (ARTICLE, "low: 12, unit", "low: twelve, unit", "wrong-type", None, "low"),
    (
        ARTICLE,
        "bound: exact, low: 12",
        "bound: range, low: 12",
        "row-schema",
        "harbour-post-003/1",
        "high",
    ),
    (ARTICLE, 'unit: "{studies}"', "unit: rowers", "row-schema", "harbour-post-003/1", "unit"),
    (
        ARTICLE,
        "id: harbour-post-004",
        "id: harbour-post-003",
        "primary-key",
        "harbour-post-003",
        "claim_id",
    ),
    (
        ARTICLE,
        "id: harbour-post-004",
        "id: harbour-post-4",
        "row-schema",
        "harbour-post-4",
        "claim_id",
    ),
    (ARTICLE, "role: advertisement", "role: advert", "row-schema", None, "role"),
    (ARTICLE, ", role: advertisement", "", "passage-role", None, None),
    (
        ARTICLE,
        ", section: s1, role: heading",
        ", section: s9, role: heading",
        "unknown-section",
        None,
        None,
    ),
    (ARTICLE, "says: Rowing may work the calves.", "says: null", "wrong-type", None, "says"),
    (
        ARTICLE,
        "says: Rowing may work the calves.",
        "says: |\n      Rowing may work\n      the calves.",
        "control-character",
        "harbour-post-002",
        "statement",
    ),
    (ARTICLE, "article: harbour-post\n", "article: harbor-post\n", "file-name", None, None),
    (TERMS, "broader: muscle-size", "broader: muscle", "foreign-key", "large-calves", "broader_id"),
    (
        TERMS,
        "broader: muscle-size",
        "broader: large-calves",
        "term-cycle",
        "large-calves",
        "broader_id",
    ),
    (TERMS, "names: [quads]", "names: [quads, rowing]", "name-twice", "rowing", None),
    (
        TERMS,
        "muscle: {kind: group, region: thigh}",
        "exercise: {kind: strength}",
        "term-detail",
        "quadriceps",
        None,
    ),
    (TERMS, "region: lower_leg", "region: shin", "row-schema", "calves", "region"),
    (
        PROPOSITIONS,
        ", comparator: cycling",
        "",
        "row-schema",
        "rowing-exceeds-cycling-in-quadriceps-size",
        "comparator_id",
    ),
    (
        PROPOSITIONS,
        "relation: common",
        "relation: common, statement: Typed by hand.",
        "statement-typed",
        "rowing-common-large-calves",
        None,
    ),
    (
        PROPOSITIONS,
        "relation: common",
        "relation: other",
        "statement-typed",
        "rowing-common-large-calves",
        None,
    ),
    (
        SEARCHES,
        "query: rowing quadriceps, propositions: [rowing-raises-quadriceps-size], outcome: found",
        "query: rowing quadriceps, propositions: [rowing-raises-quadriceps-size]",
        "search-outcome-typed",
        "2024-03-01-001",
        None,
    ),
    (
        SEARCHES,
        "  results: 7\n",
        "  outcome: found\n  results: 7\n",
        "search-outcome-typed",
        "2026-04-01-001",
        None,
    ),
    (
        TESTABILITY,
        "proposition: rowing-raises-calf-work, testability",
        "proposition: rowing-raises-calf-works, testability",
        "testability-exception",
        "rowing-raises-calf-works",
        None,
    ),
    (REFERENCES, "p_value: 0.05", "p_value: 1.05", "row-schema", "pmid-1-size", "p_value"),
    (
        REFERENCES,
        "low: 1.5, high: 9.0, interval: ci95",
        "low: 1.5, high: 9.0",
        "row-schema",
        "pmid-1-size",
        "low",
    ),
    (REFERENCES, 'pmid: "1"', "pmid: 1", "wrong-type", None, "pmid"),
    (REFERENCES, 'pmid: "1"', 'pmid: "01"', "row-schema", "pmid-1", "pmid"),
    (
        REFERENCES,
        "p_value: 0.05, sample_size: 12",
        "p_value: 0.05, sample_size: 0",
        "row-schema",
        "pmid-1-size",
        "sample_size",
    ),
    (REFERENCES, 'unit: "%", p_relation', "p_relation", "row-schema", "pmid-1-size", "unit"),
    (REFERENCES, "value: 5.2,", "value: 52,", "finding-interval", "pmid-1-size", "value"),
    (REFERENCES, "design: uncontrolled_trial", "design: pilot", "row-schema", "pmid-1", "design"),
    (
        REFERENCES,
        "measure: thickness, result: lower",
        "measure: thickness, derivation: Ours., result: lower",
        "row-schema",
        "pmid-1-cycling",
        "value",
    ),
    (
        SEARCHES,
        "propositions: [rowing-raises-quadriceps-size], outcome: found",
        "propositions: [rowing-raises-quadriceps-size], outcome: fund",
        "row-schema",
        "2024-03-01-001/rowing-raises-quadriceps-size",
        "outcome",
    ),
    (
        SEARCHES,
        'searched_on: "2024-03-02"',
        'searched_on: "2024-03-32"',
        "row-schema",
        "2024-03-32-001",
        "searched_on",
    ),
    (
        EVIDENCE,
        "second: [supports, indirect]",
        "second: [supports, somewhat]",
        "row-schema",
        "1",
        "second_directness",
    ),
    (
        EVIDENCE,
        "second: [supports, indirect]",
        "second: [supports, indirect, direct]",
        "wrong-value",
        None,
        "second",
    ),
    (
        ARTICLE,
        "{calves: large-calves}",
        "{calves: muscle-size}",
        "name-meaning",
        "harbour-post-001",
        "terms",
    ),
    (
        ARTICLE,
        "terms: [rowing, work, calf muscles]",
        "terms: [rowing, work, calf muscles, legs]",
        "ignored-name",
        "harbour-post-002",
        "terms",
    ),
    (
        TERMS,
        "means: [calves, large-calves]",
        "means: [calves, big-calves, large-calves]",
        "foreign-key",
        "calves/big-calves",
        "term_id",
    ),
    (
        TERMS,
        "means: [calves, large-calves]",
        "means: [calves, large-calvess]",
        "foreign-key",
        "calves/large-calvess",
        "term_id",
    ),
    (
        TERMS,
        "- {name: legs, note:",
        "- {name: long legs, note:",
        "watched-word",
        "long legs",
        "name",
    ),
    (
        MAPPINGS,
        "term_kinds: [muscle]",
        "term_kinds: [muscle, muscel]",
        "scheme-prefix",
        "ANAT",
        "term_kinds",
    ),
    (
        MAPPINGS,
        'uri_prefix: "https://example.org/2024#"',
        'uri_prefix: "https://example.org/anat/"',
        "unique-key",
        "compendium2024",
        "uri_prefix",
    ),
    (
        MAPPINGS,
        'uri_prefix: "https://example.org/2024#"',
        'uri_prefix: "https://example.org/{2024}#"',
        "row-schema",
        "compendium2024",
        "uri_prefix",
    ),
    (TERMS, "means: [calves, large-calves]", "means: []", "wrong-value", None, "means"),
    (
        TERMS,
        "- {id: vastus-medialis, source: invented for tests}",
        "- {id: vastus-medialis}",
        "missing-key",
        None,
        "source",
    ),
    (
        TERMS,
        "exercise: {kind: endurance, surface: road}",
        "exercise: {kind: endurance, purpose: fun}",
        "row-schema",
        "cycling",
        "purpose",
    ),
    (
        TERMS,
        ", latin_name: musculus vastus lateralis, source: invented for tests",
        ", latin_name: musculus vastus lateralis",
        "row-schema",
        "vastus-lateralis",
        "source",
    ),
    (
        MAPPINGS,
        'match: exact, object: "ANAT:0001"',
        'match: exakt, object: "ANAT:0001"',
        "row-schema",
        "quadriceps/skos:exaktMatch/ANAT:0001",
        "predicate_id",
    ),
    (
        MAPPINGS,
        "subject: vastus-lateralis",
        "subject: vastus-laterali",
        "foreign-key",
        "vastus-laterali/skos:narrowMatch/ANAT:0002",
        "subject_id",
    ),
    (
        MAPPINGS,
        'match: exact, object: "ANAT:0001"',
        'match: exact, object: "ANNAT:0001"',
        "unknown-scheme",
        "quadriceps/ANNAT:0001",
        None,
    ),
    (
        MAPPINGS,
        'match: exact, object: "ANAT:0001"',
        'match: exact, object: "ANAT:1"',
        "mapping-form",
        "quadriceps/skos:exactMatch/ANAT:1",
        "object_id",
    ),
    (
        MAPPINGS,
        "label: quadriceps femoris, confidence: 0.95",
        "label: quadriceps femoris, confidence: 1.5",
        "row-schema",
        "quadriceps/skos:exactMatch/ANAT:0001",
        "confidence",
    ),
    (
        MAPPINGS,
        "label: quadriceps femoris, confidence: 0.95",
        "label: quadriceps femoris, confidence: sure",
        "wrong-type",
        None,
        "confidence",
    ),
    (
        MAPPINGS,
        ", comment: A young cow.",
        "",
        "row-schema",
        "calves/skos:exactMatch/ANAT:0003",
        "comment",
    ),
    (
        MAPPINGS,
        "rejected: true, confidence",
        "rejected: maybe, confidence",
        "wrong-type",
        None,
        "rejected",
    ),
    (
        MAPPINGS,
        'object: "compendium2024:15001"',
        'object: "compendium2024:15011"',
        "unknown-code",
        "rowing/compendium2024:15011",
        None,
    ),
    (
        MAPPINGS,
        'object: "compendium2024:15001", ',
        'object: "compendium2024:15001", label: rowing, ',
        "label-typed",
        "rowing/compendium2024:15001",
        None,
    ),
    (
        MAPPINGS,
        '{edition: 2024, code: "15002"',
        '{edition: 2024, code: "15001"',
        "code-twice",
        "compendium2024:15001",
        None,
    ),
    (
        MAPPINGS,
        '- {edition: 2024, code: "15001"',
        '- {edition: 2024, code: "15009", activity: punting, met: 2}\n'
        '- {edition: 2024, code: "15001"',
        "unused-code",
        "compendium2024:15009",
        None,
    ),
    (
        MAPPINGS,
        'match: exact, object: "ANAT:0001"',
        'match: exact, object: "ANAT 0001"',
        "mapping-object",
        "quadriceps/ANAT 0001",
        None,
    ),
    (
        MAPPINGS,
        'local_pattern: "[0-9]{4}"',
        'local_pattern: "(?:x*)*y"',
        "row-schema",
        "ANAT",
        "local_pattern",
    ),
    (
        MAPPINGS,
        'local_pattern: "[0-9]{4}"',
        'local_pattern: "[0-9]{99999999999}"',
        "mapping-form",
        "ANAT",
        "local_pattern",
    ),
    (
        MAPPINGS,
        "first: exact, second: exact",
        "first: exact, second: same",
        "row-schema",
        "1",
        "second",
    ),
    (MAPPINGS, "met: 8.5", "met: 85", "row-schema", "rowing/2024/15001", "met"),
    (MAPPINGS, ", note: The value was not seen.", "", "row-schema", "rowing/2024/15002", "note"),
    (
        MAPPINGS,
        'local_pattern: "[0-9]{4}"',
        'local_pattern: "[0-9{4}"',
        "mapping-form",
        "ANAT",
        "local_pattern",
    ),
]


@pytest.mark.parametrize(
    "file, old, new, rule, row, field",
    CURATION,
    ids=[f"{i}-{c[3]}" for i, c in enumerate(CURATION)],
)
def test_fault_in_the_curation(mini, capsys, file, old, new, rule, row, field):
    """validate and rebuild name the rule and the line; the published package does not change."""
    before = {path: path.read_bytes() for path in mini.glob("data/*.csv")}
    line = edit(mini / file, old, new)
    report = validate(mini, frictionless=False)
    assert report.exit_code == 1
    hits = [p for p in report.problems if p.rule == rule]
    assert hits, as_text(report)
    [hit] = [p for p in hits if row in (None, p.row)][:1]
    assert hit.file == file
    # a missing key is reported where its entry begins, a second name in its own line
    assert hit.line == line or rule in (
        "missing-key",
        "slots-named",
        "term-detail",
        "name-twice",
        "control-character",
        "yaml-duplicate-key",
        "unknown-key",
        "primary-key",
        "row-schema",
    ), (hit.line, line)
    assert abs(hit.line - line) <= 20
    assert field in (None, hit.field)
    assert rebuild.main([str(mini)]) == 1
    told = capsys.readouterr().err
    assert rule in told and "Nothing was written." in told
    assert {path: path.read_bytes() for path in mini.glob("data/*.csv")} == before


ALONE = {
    *(3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 16, 17, 18, 21, 23, 24, 25, 26),
    *(35, 36, 37, 38, 39, 40, 41),
}


@pytest.mark.parametrize("i", sorted(ALONE))
def test_one_cause_gives_one_error(mini, i):
    file, old, new, rule, *_ = CURATION[i]
    edit(mini / file, old, new)
    report = validate(mini)
    assert [p.rule for p in report.problems] == [rule], as_text(report)


def test_line_of_a_value_is_exact(mini):
    line = edit(mini / ARTICLE, "    stance: denies\n", "    stance: denied\n")
    [problem] = validate(mini).problems
    assert (problem.file, problem.line) == (ARTICLE, line)
    assert "asserts, denies, reports" in problem.text() and "'denies'" in problem.text()


def test_moved_passage_needs_captures_and_is_found(mini, mini_captures):
    article = mini / ARTICLE
    text = article.read_text()
    at = next(line for line in text.splitlines() if "role: advertisement" in line)
    start, rest = at.split('at: "')[1].split("-", 1)
    end = rest.split("/")[0]
    article.write_text(text.replace(f"{start}-{end}/", f"{int(start) + 1}-{end}/"))
    subprocess.run(
        [sys.executable, str(ROOT / "scripts/rebuild.py"), str(mini)],
        check=True,
        capture_output=True,
    )
    report = validate(mini, mini_captures)
    assert [p.rule for p in report.problems] == [
        "passage-place"
    ]  # its uncovered first word has the same cause
    assert all(p.file == ARTICLE for p in report.problems)


def test_cue_that_is_not_there_is_found(mini, mini_captures):
    edit(mini / ARTICLE, 'cue: "Advertisement"', 'cue: "Advertising"')
    report = validate(mini, mini_captures)
    assert [p.rule for p in report.problems] == ["cue"]


def test_cue_of_three_words_is_found_without_captures(mini):
    edit(mini / ARTICLE, 'cue: "Few rowers"', 'cue: "Few rowers have"')
    assert [p.rule for p in validate(mini).problems] == ["cue"]


@pytest.mark.parametrize(
    "old, new",
    [
        ("name: CC-BY-4.0", "name: MIT"),
        ("name: running-muscle-claims", "name: another-name"),
        ("https://www.menshealth", "file://www.menshealth"),
    ],
)
def test_metadata_that_make_no_descriptor_are_not_published(mini, capsys, old, new):
    before = (mini / "datapackage.json").read_bytes()
    edit(mini / "data/curation/package.yaml", old, new)
    assert rebuild.main([str(mini)]) == 1
    assert "data/curation/package.yaml" in capsys.readouterr().err
    assert (mini / "datapackage.json").read_bytes() == before


def test_linked_table_and_stray_folder_in_a_download(download, tmp_path):
    (download / "data/more").mkdir()
    (download / "data/more/x.csv").write_text("a\n1\n")
    outside = tmp_path / "outside.csv"
    (download / "data/terms.csv").rename(outside)
    os.symlink(outside, download / "data/terms.csv")
    assert [(p.rule, p.file) for p in validate(download).problems] == [
        ("file-link", "data/terms.csv")
    ]  # and nothing is read
    (download / "data/terms.csv").unlink()
    outside.rename(download / "data/more/terms.csv")
    os.symlink("more/terms.csv", download / "data/terms.csv")
    assert {p.rule for p in validate(download).problems} == {"stray-file", "file-link"}


def test_cues_that_join_to_a_sentence_are_found(mini, mini_captures):
    """Passages of two words, one after the other, whose cues would give the text away."""
    import mini as mini_package
    from pipeline.text.passage_address import Text

    text, file = Text(mini_package.TEXT), mini / ARTICLE
    first = text.find(["few", "rowers"])[0]
    entries = [
        f'- {{at: "{text.address(i, i + 2)}", cue: "{text.tokens[i]} {text.tokens[i + 1]}", '
        f"section: s2, role: transition}}"
        for i in range(first, first + 10, 2)
    ]
    from pipeline.annotate.draft import in_order

    file.write_text(in_order(file.read_text() + "\n".join(entries) + "\n"))
    hits = [p for p in validate(mini, mini_captures).problems if p.rule == "cue"]
    assert hits and "in a row" in hits[0].message


def test_words_in_no_passage_are_not_counted_as_accounted_for(mini, mini_captures):
    """The report once gave the length of the text, whatever the passages covered."""
    whole = validate(mini, mini_captures).counts["words accounted for"]
    article = mini / ARTICLE
    article.write_text(
        "".join(
            line
            for line in article.read_text().splitlines(keepends=True)
            if "role: question" not in line
        )
    )
    report = validate(mini, mini_captures)
    assert [p.rule for p in report.problems] == ["coverage"]
    assert report.counts["words accounted for"] == whole - 4


def test_missing_capture_is_no_success(mini, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    report = validate(mini, empty)
    assert report.exit_code == 2 and report.stuck[0].rule == "capture-missing"
    assert validate(mini, tmp_path / "nowhere").exit_code == 2


def test_capture_with_other_line_ends_is_told(mini, mini_captures):
    file = mini_captures / "harbour-post.txt"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    report = validate(mini, mini_captures)
    assert any(p.rule == "text-hash" and "CRLF" in p.message for p in report.problems)


def test_edited_csv_names_cell_and_curation_line(mini):
    edit(mini / "data/claims.csv", "Rowing may work the calves.", "Rowing works the calves.")
    report = validate(mini)
    [problem] = report.problems
    assert (problem.rule, problem.table, problem.row, problem.field, problem.file) == (
        "differs",
        "claims",
        "harbour-post-002",
        "statement",
        ARTICLE,
    )
    assert "Rowing works the calves." in problem.message and "make rebuild" in problem.mend


def test_curation_changed_without_rebuild(mini):
    edit(mini / ARTICLE, "Rowing may work the calves.", "The calves may be worked in rowing.")
    report = validate(mini)
    assert [p.rule for p in report.problems] == ["differs"] and report.problems[
        0
    ].field == "statement"


@pytest.mark.parametrize(
    "change, rule",
    [
        (lambda raw: b"\xef\xbb\xbf" + raw, "byte-order-mark"),
        (lambda raw: raw.replace(b"\n", b"\r\n"), "line-ends"),
        (lambda raw: raw.replace(b",", b";"), "csv-header"),
        (lambda raw: raw + b'x,"y', "csv-syntax"),
        (lambda raw: raw.rstrip(b"\n"), "csv-form"),
    ],
)
@pytest.mark.parametrize("curated", [True, False])
def test_bytes_of_a_published_file(mini, change, rule, curated):
    if not curated:
        shutil.rmtree(mini / "data/curation")
    file = mini / "data/term_members.csv"
    file.write_bytes(change(file.read_bytes()))
    if not curated:
        mend_hashes(mini)
    report = validate(mini)
    assert [(p.rule, p.file) for p in report.problems] == [(rule, "data/term_members.csv")], (
        as_text(report)
    )


DOWNLOAD = [
    (
        "data/claims.csv",
        "observation,asserted,denies,",
        "observation,asserted,denied,",
        "row-schema",
        "stance",
    ),
    (
        "data/claims.csv",
        "rowing-raises-calf-work",
        "rowing-raises-calf-wrk",
        "foreign-key",
        "proposition_id",
    ),
    ("data/claim_quantities.csv", ",12,", ",12.50,", "csv-type", "low"),
    ("data/findings.csv", ",9,ci95", ",1,ci95", "finding-interval", "value"),
    ("data/people.csv", ",author,", ",writer,", "row-schema", "role"),
    (
        "data/terms.csv",
        "rowers,rowers,false,population,false,,",
        "rowers,rowers,false,population,false,rowing,",
        "broader-kind",
        "broader_id",
    ),
    ("data/articles.csv", "2024-02-29", "2024-02-30", "row-schema", "published_on"),
    ("data/articles.csv", "2024-02-29,,en,", "2024-02-29,,N/A,", "row-schema", "language"),
]


@pytest.mark.parametrize(
    "file, old, new, rule, field", DOWNLOAD, ids=[f"{i}-{d[3]}" for i, d in enumerate(DOWNLOAD)]
)
def test_fault_in_a_download_with_mended_hashes(download, file, old, new, rule, field):
    edit(download / file, old, new)
    mend_hashes(download)
    report = validate(download)
    hits = [p for p in report.problems if p.rule == rule and p.field == field]
    assert hits and hits[0].file == file and hits[0].line > 1, as_text(report)


def test_a_download_is_valid_by_itself(download, mini_captures):
    report = validate(download, mini_captures)
    assert report.exit_code == 0, as_text(report)


def test_changed_file_in_a_download_is_found_by_its_hash_alone(download):
    edit(download / "data/terms.csv", "Moving a boat with oars.", "Moving a boat by oars.")
    assert [(p.rule, p.table) for p in validate(download).problems] == [("file-hash", "terms")]


def descriptor(root, mutate):
    path = root / "datapackage.json"
    found = json.loads(path.read_text())
    mutate(found)
    path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")


@pytest.mark.parametrize(
    "mutate, rule",
    [
        (lambda d: d.pop("licenses"), "descriptor-profile"),
        (lambda d: d.pop("$schema"), "descriptor-profile"),
        (lambda d: d["resources"].pop(), "resource-missing"),
        (lambda d: d["resources"].append(dict(d["resources"][0])), "resource-twice"),
        (lambda d: d["resources"][0].update(path="data/../../secret.csv"), "resource-differs"),
        (
            lambda d: d["resources"][0].update(path="https://example.org/x.csv"),
            "resource-differs",
        ),
        (lambda d: d["resources"][0].update(path="data/terms.csv"), "resource-differs"),
        (lambda d: d["resources"][0].update(hash="sha1:" + "0" * 40), "descriptor-profile"),
        (lambda d: d["resources"][0].update(hash="sha256:" + "0" * 64), "file-hash"),
        (lambda d: d["resources"][0].update(bytes=3), "file-hash"),
        (lambda d: d["resources"][0].update(rows=3), "frictionless-row-count"),
        (lambda d: d["resources"][0]["dialect"].update(delimiter=";"), "resource-differs"),
        (
            lambda d: d["resources"][0]["schema"]["fields"][0].update(title="Other"),
            "schema-differs",
        ),
        (lambda d: d.update(extra=1), "descriptor-profile"),
    ],
)
def test_fault_in_the_descriptor_of_a_download(download, mutate, rule):
    descriptor(download, mutate)
    report = validate(download)
    assert {p.rule for p in report.problems} == {rule}, as_text(report)


def test_fault_in_the_descriptor_of_a_checkout(mini):
    descriptor(mini, lambda d: d.update(version="9.9.9"))
    [problem] = validate(mini).problems
    assert (problem.rule, problem.field) == ("differs", "version")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "[" * 100_000, '{"a": 1, "a": 2}', '{"resources": 3}']
)
def test_unreadable_descriptor(download, text):
    (download / "datapackage.json").write_text(text)
    report = validate(download)
    assert report.exit_code == 1 and all(p.file == "datapackage.json" for p in report.problems), (
        as_text(report)
    )


def test_missing_and_stray_files(download):
    (download / "data/terms.csv").unlink()
    (download / "data/more.csv").write_text("a\n1\n")
    rules = {p.rule for p in validate(download).problems}
    assert {"file-missing", "stray-file"} <= rules


def test_interrupted_build_is_told_and_nothing_is_called_valid(mini):
    (mini / READY).mkdir()
    report = validate(mini)
    assert report.exit_code == 2 and report.stuck[0].rule == "build-interrupted"


def test_json_report(mini):
    edit(mini / ARTICLE, "    stance: denies\n", "    stance: denied\n")
    found = json.loads(as_json(validate(mini)))
    assert found["valid"] is False and found["exit_code"] == 1
    assert found["problems"][0]["table"] == "claims" and found["problems"][0]["line"] > 1


@pytest.mark.parametrize("name", ["terms.yml", "notes.txt", "articles/more/x.yaml"])
def test_stray_curation_file(mini, name):
    path = mini / "data/curation" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("a: 1\n")
    assert [p.rule for p in validate(mini).problems] == ["stray-file"]


def test_rebuild_refuses_a_download(download):
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/rebuild.py"), str(download)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and "cannot be rebuilt" in done.stderr


@pytest.mark.slow
def test_exit_codes_of_the_commands(mini):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, *map(str, arguments)], capture_output=True, text=True
        )

    validator, rebuilder = ROOT / "scripts/validate.py", ROOT / "scripts/rebuild.py"
    assert run(validator, mini).returncode == 0
    assert run(validator, mini / "nowhere").returncode == 2
    assert run(rebuilder, "--check", mini).returncode == 0
    edit(mini / "data/terms.csv", "Moving a boat with oars.", "Moving a boat by oars.")
    assert run(rebuilder, "--check", mini).returncode == 1
    assert run(validator, mini).returncode == 1
    assert run(rebuilder, mini).returncode == 0
    assert run(validator, "--json", mini).returncode == 0


def test_a_dangling_link_is_no_traceback(mini):
    os.symlink("nowhere", mini / "data/curation/articles/gone.yaml")
    report = validate(mini)
    assert [p.rule for p in report.problems] == ["file-unreadable"]


def test_rules_come_with_the_rows_they_can_judge(mini):
    """A row that breaks its schema hides no other row from the rules."""
    edit(mini / TERMS, "region: lower_leg", "region: shin")
    edit(mini / TERMS, "broader: muscle-size", "broader: rowing")
    assert {p.rule for p in validate(mini).problems} == {"row-schema", "broader-kind"}


def test_empty_table(mini):
    edit(
        mini / "data/curation/evidence.yaml",
        (mini / "data/curation/evidence.yaml").read_text(),
        "evidence: []\n",
    )
    assert validate(mini).problems[0].rule == "wrong-value"
    tables = read(PackageFiles(ROOT)).tables
    tables["evidence"].rows.clear()
    assert "empty-table" in {p.rule for p in check_tables(TableSet(tables))}


@pytest.mark.parametrize(
    "file, old, new",
    [
        ("data/claims.csv", "harbour-post-001,", ","),
        ("data/claim_quantities.csv", "harbour-post-003,1,", "harbour-post-003,,"),
        (
            "data/passages.csv",
            "harbour-post:0-22,harbour-post,0,",
            "harbour-post:0-22,harbour-post,,",
        ),
    ],
)
def test_control_character_beside_an_empty_key_is_no_traceback(
    download, mini_captures, file, old, new
):
    path = download / file
    path.write_text(
        path.read_text()
        .replace(old, new, 1)
        .replace("rowers", "row\ters")
        .replace("opening", "open\ting")
        .replace("are rare", "are\trare")
    )
    mend_hashes(download)
    assert validate(download, mini_captures).exit_code == 1


def test_unknown_term_is_told_without_talk_of_placeholders(mini):
    edit(mini / TERMS, "- {id: cycling,", "- {id: cyclin,")
    rules = {p.rule for p in validate(mini, frictionless=False).problems}
    assert "foreign-key" in rules or "unknown-name" in rules
    assert not rules & {"placeholder", "missing-word", "near-duplicate"}


def test_evidence_on_a_proposition_that_is_not_there_is_told_where_it_stands(mini):
    entry = "- {proposition: rowing-common-large-calves, finding"
    edit(mini / EVIDENCE, entry, entry.replace("calves", "calfs"))
    problems = validate(mini, frictionless=False).problems
    told = [p for p in problems if "'rowing-common-large-calfs' is not in" in p.message]
    assert [(p.rule, p.file) for p in told] == [("foreign-key", EVIDENCE)]


def test_output_on_a_terminal_without_the_letters(mini):
    edit(mini / ARTICLE, "    stance: denies\n", "    stance: dénies\n")
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/validate.py"), "--no-frictionless", str(mini)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr and "d\\xe9nies" in done.stdout


# derived tables


@pytest.mark.parametrize(
    "old, new, field",
    [
        ("    degree: slight\n", "    degree: lots\n", "degree"),
        ("  - id: tide-times-001\n", "  - id: tide-times-1\n", "claim_id"),
    ],
)
def test_a_fault_in_a_claim_is_not_told_again_of_what_is_derived_from_it(mini, old, new, field):
    file = mini / (ARTICLE if "degree" in old else "data/curation/articles/tide-times.yaml")
    edit(file, old, new)
    report = validate(mini, frictionless=False)
    assert ("claims", field) in {(p.table, p.field) for p in report.problems}
    assert not {"proposition_summary", "disagreements"} & {p.table for p in report.problems}


def test_a_changed_claim_in_a_download_is_told_by_its_hash_and_not_by_what_it_would_change(
    download,
):
    edit(download / "data/claims.csv", ",harbour-staff,", ",,")
    assert [(p.rule, p.table) for p in validate(download).problems] == [("file-hash", "claims")]


@pytest.mark.parametrize(
    "file, old, new, row",
    [
        (
            "data/disagreements.csv",
            ",contradiction,",
            ",tension,",
            DISPUTE,
        ),
        (
            "data/people.csv",
            "Staff of",
            "Crew of",
            "harbour-post-002",
        ),
        (
            "data/proposition_summary.csv",
            ",contested",
            ",unanimous",
            "rowing-raises-quadriceps-size",
        ),
    ],
)
def test_a_derived_table_that_does_not_follow_is_found_in_a_download(download, file, old, new, row):
    edit(download / file, old, new)
    mend_hashes(download)
    report = validate(download, frictionless=False)
    assert {p.rule for p in report.problems} == {"derived-view"} and row in {
        p.row for p in report.problems
    }


def test_a_missing_derived_row_is_laid_to_its_own_table(download):
    path = download / "data/positions.csv"
    path.write_text(path.read_text().split("\n")[0] + "\n")
    mend_hashes(download)
    assert {(p.rule, p.table, p.file) for p in validate(download).problems} == {
        ("derived-view", "positions", "data/positions.csv")
    }


def test_a_fault_elsewhere_does_not_hide_a_changed_derived_table(download):
    edit(download / "data/people.csv", ",author,", ",writer,")
    edit(download / "data/disagreements.csv", ",contradiction,", ",tension,")
    mend_hashes(download)
    assert {p.table for p in validate(download, frictionless=False).problems} == {
        "people",
        "disagreements",
    }


def test_no_disagreement_is_no_fault(mini, mini_captures):
    """A derived table may be empty, in a checkout and in a download."""
    import running_muscle_claims as rmc

    for kind in ("articles", "first", "second"):
        file = mini / f"data/curation/{kind}/tide-times.yaml"
        edit(file, "stance: denies", "stance: reports")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("The quadriceps", "People say that the quadriceps"))
    root = mini_package.build(mini)
    assert validate(root, mini_captures).exit_code == 0
    assert len(rmc.load("disagreements", folder=root)) == 0
    assert validate(mini_package.as_download(root)).exit_code == 0


@pytest.mark.parametrize("name", ["disagreements", "claims"])
def test_a_missing_schema_is_told(mini, name):
    (mini / f"schemas/{name}.schema.json").unlink()
    [problem] = validate(mini, frictionless=False).problems
    assert problem.rule == "schema-missing" and problem.file == f"schemas/{name}.schema.json"


@pytest.mark.parametrize(
    "old, new, told",
    [
        ('    "derived": true,\n', "", "Derived are"),
        ('"softened_by"', '"softened"', "columns of this derived table"),
    ],
)
def test_the_schema_of_a_derived_table_says_what_is_derived(mini, old, new, told):
    path = mini / "schemas/disagreements.schema.json"
    path.write_text(path.read_text().replace(old, new))
    assert [p.file for p in validate(mini, frictionless=False).problems] == [
        "schemas/disagreements.schema.json"
    ]
    with pytest.raises(Refused) as refused:
        rendered_files(mini)
    [problem] = refused.value.problems
    assert problem.rule == "schema-meaning" and told in problem.message


def test_another_text_is_told_once(mini, mini_captures):
    """One wrong copy once gave 1,322 problems; the true cause was the sixth of them."""
    path = mini_captures / "harbour-post.txt"
    path.write_text("Something else before. " + path.read_text())
    report = validate(mini, mini_captures, frictionless=False)
    assert [(p.rule, p.row) for p in report.problems] == [("text-hash", "harbour-post")]


def test_bootstrap_hands_folders_on_to_the_step_before(tmp_path):
    import bootstrap

    (tmp_path / "copy").mkdir()
    assert bootstrap._steps(["validate", str(tmp_path / "copy")]) == [
        ("validate", [str(tmp_path / "copy")])
    ]
    assert bootstrap._steps(["rebuild", "validate", f"{tmp_path}/copy", "--json"]) == [
        ("rebuild", []),
        ("validate", [f"{tmp_path}/copy", "--json"]),
    ]
    assert bootstrap._steps(["rebuild", "valdate"]) == [("rebuild", []), ("valdate", [])]
    assert bootstrap._steps(["rebuild", "validate", "--captures", "x"]) == [
        ("rebuild", []),
        ("validate", ["--captures", "x"]),
    ]


def test_a_long_value_is_shown_from_its_first_difference_on(mini):
    """Two long values that begin alike are told apart in the message."""
    long = "A boat is moved with oars by people who sit in it and pull "
    edit(mini / "data/curation/terms.yaml", "Moving a boat with oars.", f"{long * 3}or push.")
    root = mini_package.build(mini)
    edit(root / "data/terms.csv", "or push.", "or lift.")
    [problem] = validate(root, frictionless=False).problems
    assert "...'" + (long * 3)[-17:] + "or lift.'" in problem.message
    assert "or push.'" in problem.message
