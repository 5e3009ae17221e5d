"""Records of works and articles as they really are enter the package, and leave it, whole."""

import copy

import pytest

import mini as mini_package
import running_muscle_claims as rmc
from mini import build, edit
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.checks.rules.all_rules import all_rules
from pipeline.tables.table_set import TableSet
from pipeline.validate import validate
from running_muscle_claims._authors import authors

WORKS, PEOPLE = "data/curation/references.yaml", "data/curation/people.yaml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return read(PackageFiles(mini_package.make(tmp_path_factory.mktemp("records")))).tables


def found(whole, rule, table, **values):
    """What a rule finds in the small package after its first row of a table is changed."""
    tables = copy.deepcopy(whole)
    tables[table].rows[0] |= values
    [check] = [one.check for one in all_rules() if one.name == rule]
    return list(check(TableSet.with_texts(tables, {})))


# letters of other scripts


@pytest.mark.parametrize(
    "title",
    [
        "Exercise raises PGC-1α in skeletal muscle",
        "β-alanine, TGF-β and TNFα in runners",
        "NFκB, IκBα and PPARγ after 5 μg",
        "A dose of 5 µg",
        "Δ9/Ω-3 and ΔΨm",
        "Spearman's ρ",
        "The χ2 test",
        "Corrida n.º 4",
        "VO₂max at 10 m·s⁻¹",
        "Мышцы и бег",
        "Η άσκηση και ο μυς",
    ],
)
def test_letters_of_other_scripts_are_kept_in_titles(whole, title):
    assert found(whole, "odd-character", "references", title=title) == []


@pytest.mark.parametrize(
    "table, column, value",
    [
        ("references", "authors", "Kaʻiulani, Ana; ʿAlī, Omar"),
        ("references", "container", "Журнал физиологии"),
        ("people", "name", "Kaʻiulani Makua"),
        ("articles", "title", "What is β-alanine?"),
        ("searches", "query", "PGC-1α running"),
    ],
)
def test_letters_of_other_scripts_are_kept_in_every_verbatim_field(whole, table, column, value):
    assert found(whole, "odd-character", table, **{column: value}) == []


@pytest.mark.parametrize(
    "title",
    [
        "A b\N{CYRILLIC SMALL LETTER O}at",
        "\N{CYRILLIC CAPITAL LETTER A} study of calves",
        "R\N{GREEK SMALL LETTER OMICRON}wing",
        "\N{GREEK CAPITAL LETTER ETA}ip strength",
        "Vitamin \N{GREEK CAPITAL LETTER ALPHA}",
        "c\N{GREEK SMALL LETTER ALPHA}lf",
        "\N{CYRILLIC SMALL LETTER EM}uscle",
        "\N{LATIN SMALL LIGATURE FI}bre",
        "\N{FULLWIDTH LATIN CAPITAL LETTER A} calf",
        "\N{MATHEMATICAL BOLD CAPITAL A} calf",
        "A\N{ZERO WIDTH SPACE}calf",
        "A\N{SOFT HYPHEN}calf",
        "\N{ARABIC-INDIC DIGIT ONE} calf",
    ],
)
def test_letters_that_only_look_latin_are_told_in_titles(whole, title):
    (problem,) = found(whole, "odd-character", "references", title=title)
    assert problem.field == "title" and "U+" in problem.message and problem.mend


def test_our_own_words_are_written_in_latin_letters(whole):
    assert found(whole, "odd-character", "claims", statement="Rowing raises PGC-1α.")


# authors: persons with suffixes, persons of one name, organisations

ACSM = "American College of Sports Medicine"
BASSETT = "{family: Bassett, given: David R, suffix: Jr}"


def with_authors(root, *listed, more=""):
    """The small package with these authors of its work, in the YAML of the curation."""
    lines = "".join(f"\n  - {one}" for one in listed)
    edit(root / WORKS, '  pmid: "1"\n', f'  pmid: "1"\n  year: 2009\n{more}  authors:{lines}\n')
    return root


@pytest.mark.parametrize(
    "listed, cell, parts, cited",
    [
        ([f"{{literal: {ACSM}}}"], ACSM, [{"literal": ACSM}], ACSM),
        (["{literal: Suharto}"], "Suharto", [{"literal": "Suharto"}], "Suharto"),
        (
            [BASSETT],
            "Bassett, David R, Jr",
            [{"family": "Bassett", "given": "David R", "suffix": "Jr"}],
            "Bassett",
        ),
        (
            [f"{{literal: {ACSM}}}", BASSETT, "{family: Li, given: Ana}"],
            f"{ACSM}; Bassett, David R, Jr; Li, Ana",
            [
                {"literal": ACSM},
                {"family": "Bassett", "given": "David R", "suffix": "Jr"},
                {"family": "Li", "given": "Ana"},
            ],
            f"{ACSM} et al.",
        ),
    ],
)
def test_authors_go_through_table_citation_and_export(mini, listed, cell, parts, cited):
    build(with_authors(mini, *listed))
    assert validate(mini, frictionless=False).problems == []
    row = rmc.load("references", folder=mini).iloc[0]
    assert row["authors"] == cell and authors(cell) == parts
    assert rmc.cite("pmid-1", folder=mini).startswith(f"{cited} (2009). ")


@pytest.mark.parametrize(
    "author, rule, told",
    [
        ("{family: Suharto}", "missing-key", "literal"),
        ("{literal: Suharto, given: A}", "unknown-key", "given"),
        ('{family: Bassett, given: "David R, Jr"}', "wrong-value", "suffix"),
        ('{family: "Bassett; Li", given: Ana}', "wrong-value", "semicolon"),
        ("{family: Bassett, given: David R, title: Dr}", "unknown-key", "suffix"),
    ],
)
def test_an_author_who_does_not_fit_is_refused_with_what_to_write(mini, author, rule, told):
    with_authors(mini, author)
    (problem,) = validate(mini, frictionless=False).problems
    assert problem.rule == rule and told in f"{problem.message} {problem.mend}", problem
    assert problem.file == WORKS and problem.line > 1


@pytest.mark.parametrize("listed", ["A, B, C, D", "A,B", "A, B;C, D", "A, ; B", "; A, B", "A, B; "])
def test_a_list_of_authors_of_another_form_is_refused(whole, listed):
    from pipeline.checks.row_schema import check_rows

    rows = copy.deepcopy(whole["references"])
    rows.rows[0]["authors"] = listed
    assert [problem.field for problem in check_rows(rows)] == ["authors"]


@pytest.mark.parametrize("listed", ["Estes RR", "Estes; Malinowski", f"{ACSM}; O'Neil-Li A"])
def test_persons_without_given_names_are_told(whole, listed):
    (problem,) = found(whole, "literal-person", "references", authors=listed)
    assert problem.field == "authors" and "family and given" in problem.mend


@pytest.mark.parametrize("listed", ["Suharto", ACSM, "WHO; FAO", f"{ACSM}; Suharto; Li, A"])
def test_organisations_and_single_names_are_no_such_persons(whole, listed):
    assert found(whole, "literal-person", "references", authors=listed) == []


@pytest.mark.parametrize(
    "name, right",
    [
        ("acsm-2009", True),
        ("american-college-2009", True),
        ("american-2009", True),
        ("bassett-2009", False),
    ],
)
def test_the_id_of_a_work_begins_with_its_organisation(whole, name, right):
    told = found(whole, "reference-author", "references", reference_id=name, authors=ACSM)
    assert (told == []) == right


# authors of articles: organisations, editorial staff, persons with a title


@pytest.mark.parametrize(
    "name, kind, item",
    [
        ("Mayo Clinic", "organisation", {"literal": "Mayo Clinic"}),
        ("RUN247 Staff", "organisation", {"literal": "RUN247 Staff"}),
        ("Ana Li", "person", {"given": "Ana", "family": "Li"}),
        ("Ana de Li", "person", {"literal": "Ana de Li"}),
        ("Redaction", "person", {"literal": "Redaction"}),
        ("Dr. Smith", "person", {"literal": "Dr. Smith"}),
        ("Prof Smith", "person", {"literal": "Prof Smith"}),
        ("J. Smith", "person", {"given": "J.", "family": "Smith"}),
    ],
)
def test_only_a_person_of_two_names_has_a_given_name(name, kind, item):
    from pipeline.doors.exports.bibliography import _person

    assert _person({"name": name, "kind": kind}) == item


@pytest.mark.parametrize(
    "name", ["Mayo Clinic", "RUN247 Staff", "Team Welltech", "Harvard Health", "The Editors"]
)
def test_an_organisation_that_is_called_a_person_is_told(whole, name):
    (problem,) = found(whole, "person-kind", "people", name=name, kind="person")
    assert problem.field == "kind" and "organisation" in problem.mend
    assert found(whole, "person-kind", "people", name=name, kind="organisation") == []


def test_without_a_kind_an_entry_is_a_person(mini):
    edit(mini / PEOPLE, "Staff of the Harbour Post, kind: organisation", "Ana Li")
    build(mini)
    assert rmc.load("people", folder=mini)["kind"].tolist() == ["person"]
    edit(mini / PEOPLE, "Ana Li", "Ana Li, kind: team")
    (problem,) = validate(mini, frictionless=False).problems
    assert problem.rule == "row-schema" and problem.field == "kind" and problem.line > 1


# pages and numbers of articles


@pytest.mark.parametrize(
    "given, cell",
    [
        ("CD009153", "CD009153"),
        ("1234.e1-1234.e8", "1234.e1-1234.e8"),
        ("zwab123", "zwab123"),
        ('"2017.00123"', "2017.00123"),
        ("bmj.k1234", "bmj.k1234"),
        ('"12-15, 20"', "12-15, 20"),
        ("iii-v", "iii-v"),
        ("XI-XIV", "XI-XIV"),
        ("S12-S18", "S12-S18"),
        ("e123", "e123"),
        ("137–145", "137-145"),
        ("137 — 145", "137-145"),
        ("137--145", "137-145"),
        ('"12–15, 20–21"', "12-15, 20-21"),
    ],
)
def test_pages_of_every_form_are_taken(mini, given, cell):
    edit(mini / WORKS, '  pmid: "1"\n', f'  pmid: "1"\n  pages: {given}\n')
    build(mini)
    assert validate(mini, frictionless=False).problems == []
    assert rmc.load("references", folder=mini)["pages"].tolist() == [cell]


@pytest.mark.parametrize(
    "pages", ["p. 12", "12-15-20", "12,15", "12-", "-12", "12, ", "12;15", "in press", "12–15"]
)
def test_pages_of_no_form_are_refused(whole, pages):
    from pipeline.checks.row_schema import check_rows

    rows = copy.deepcopy(whole["references"])
    rows.rows[0]["pages"] = pages
    assert [problem.field for problem in check_rows(rows)] == ["pages"]


@pytest.mark.parametrize(
    "pages", ["press", "iiv", "20-15", "12-15, 30-20", "v-iii", "1234.e8-1234.e1", "S18-S12"]
)
def test_pages_that_cannot_be_are_told(whole, pages):
    (problem,) = found(whole, "reference-pages", "references", pages=pages)
    assert problem.field == "pages" and problem.mend


@pytest.mark.parametrize(
    "pages", ["2017.00123", "iii-v", "xl-xc", "1234.e1-1234.e8", "12-15, 20", "CD009153", "98-101"]
)
def test_pages_that_can_be_are_not_told(whole, pages):
    assert found(whole, "reference-pages", "references", pages=pages) == []


# what copies from other systems leave behind


@pytest.mark.parametrize(
    "value",
    [
        "Medicine &amp; Science",
        "Medicine &#38; Science",
        "m&sup2; of muscle",
        "The <i>soleus</i>",
        "H<sub>2</sub>O",
        "The <jats:italic>soleus</jats:italic>",
        "Calf <!-- draft -->",
        "Mu\u00c3\u00b1oz and his calf",
        "The runner\u00e2\u20ac\u2122s calf",
        "B\u00c3\u00a2n",
        "PGC-1\u00ce\u00b1",
        "20 \u00c2\u00b0C",
        "\u00d0\u0153\u00d1\u2039\u00d1\u02c6\u00d1\u2020\u00d1\u2039",
        'M{\\"u}ller',
        "AT\\&T and calves",
        "VO$_2$max",
        "``Calf'' muscles",
    ],
)
@pytest.mark.parametrize(
    "table, column",
    [("references", "title"), ("articles", "title"), ("people", "name"), ("searches", "query")],
)
def test_markup_and_wrong_encodings_are_told(whole, table, column, value):
    (problem,) = found(whole, "markup-remains", table, **{column: value})
    assert problem.field == column and problem.mend == "Write the sign that it stands for."


@pytest.mark.parametrize(
    "title",
    [
        "\u201eFu\u00df\u201c und Ball",
        "PERCH\u00c8\u00bb",
        "A na\u00efvet\u00e9\u00bb of calves",
        "p < 0.05 and q > 0.01",
        "Rowing for $0",
        "AT&T; R&D",
        "The set {1, 2} \\ {3}",
        "10 \u00b0C \u00b1 2",
        "PGC-1α and Мышцы",
    ],
)
def test_signs_that_titles_have_are_no_remains(whole, title):
    assert found(whole, "markup-remains", "references", title=title) == []


@pytest.mark.parametrize("name", ["Li, Ana; et al.", "Li, Ana; and others", "Li & colleagues"])
def test_others_are_no_authors(whole, name):
    (problem,) = found(whole, "others-named", "references", authors=name)
    assert problem.field == "authors"


@pytest.mark.parametrize(
    "table, column", [("references", "url"), ("references", "seen_at"), ("articles", "url_seen_at")]
)
def test_an_address_has_its_signs_escaped(whole, table, column):
    link = "https://doi.org/10.1002/(SICI)1097-0142{}1::AID3.0.CO;2-9"
    (problem,) = found(whole, "address-signs", table, **{column: link.format("<")})
    assert problem.field == column and "%3C" in problem.mend
    assert found(whole, "address-signs", table, **{column: link.format("%3C")}) == []


# works of one title


@pytest.mark.parametrize(
    "first, second, told",
    [
        ({"doi": "10.1002/1.pub2", "pmid": None}, {"doi": "10.1002/1.pub3"}, False),
        ({"pmid": "1"}, {"pmid": "2"}, False),
        ({"pmid": "1"}, {"pmid": None, "doi": "10.1002/1.pub3"}, True),
        ({"pmid": None}, {"pmid": None}, True),
        ({"doi": "10.1002/1", "pmid": None}, {"doi": "10.1002/1", "pmid": None}, True),
        ({"doi": "10.1002/A", "pmid": None}, {"doi": "10.1002/a", "pmid": None}, True),
    ],
)
def test_a_review_and_its_update_are_two_works(whole, first, second, told):
    tables = copy.deepcopy(whole)
    rows = tables["references"]
    rows.rows[0] |= {"title": "Oars for calves", **first}
    rows.add(rows.rows[0] | {"reference_id": "again", **second}, rows.origins[0])
    [check] = [one.check for one in all_rules() if one.name == "same-work"]
    assert bool(list(check(TableSet.with_texts(tables, {})))) == told


# the links of DOIs


@pytest.mark.parametrize(
    "doi, link",
    [
        ("10.70252/ULIC9262", "10.70252/ULIC9262"),
        (
            "10.1002/(SICI)1097-0142<1::AID-X>3.0.CO;2-9",
            "10.1002/(SICI)1097-0142%3C1::AID-X%3E3.0.CO;2-9",
        ),
        ("10.1000/a#b?c%d", "10.1000/a%23b%3Fc%25d"),
        ("10.1000/a[b]{c}|d^e`f\\g", "10.1000/a%5Bb%5D%7Bc%7D%7Cd%5Ee%60f%5Cg"),
        ("10.1000/ä", "10.1000/%C3%A4"),
    ],
)
def test_the_link_of_a_doi_is_an_address(mini, doi, link):
    edit(mini / WORKS, '  pmid: "1"\n', f"  pmid: \"1\"\n  doi: '{doi}'\n")
    build(mini)
    assert rmc.load("references", folder=mini)["doi"].tolist() == [doi]
    assert rmc.cite("pmid-1", folder=mini).endswith(f" https://doi.org/{link}")


# the standing of a work


def with_standing(root, standing, *, checked="2026-01-02", seen="https://example.org/notice"):
    more = f"  standing: {standing}\n" if standing else ""
    more += f'  standing_checked_on: "{checked}"\n' if checked else ""
    more += f"  standing_seen_at: {seen}\n" if seen else ""
    edit(root / WORKS, '  pmid: "1"\n', f'  pmid: "1"\n{more}')
    return root


@pytest.mark.parametrize(
    "standing, shown",
    [
        ("retracted", "Retracted."),
        ("corrected", "Corrected."),
        ("expression_of_concern", "Expression of concern."),
        ("in_force", None),
        (None, None),
    ],
)
def test_the_standing_of_a_work_is_shown_wherever_it_is_cited(mini, standing, shown):
    blank = {} if standing else {"checked": None, "seen": None}
    build(with_standing(mini, standing, **blank))
    assert validate(mini, frictionless=False).problems == []
    (value,) = rmc.load("references", folder=mini)["standing"]
    assert value == (standing or "not_checked")
    about = rmc.proposition("rowing-raises-quadriceps-size", folder=mini)
    (bearing,) = (line for line in str(about).splitlines() if "supports" in line)
    for text in (rmc.cite("pmid-1", folder=mini), bearing):
        assert text.endswith(f" [{shown}]") if shown else not text.endswith(".]"), text
    assert rmc.cite("harbour-post-003", folder=mini).count("[Retracted.]") == (
        standing == "retracted"
    )
    assert about.evidence["standing"].tolist() == about.citations["standing"].tolist() == [value]
    found = rmc.evidence_about(exercise="rowing", folder=mini)
    assert set(found["standing"]) == {value}


@pytest.mark.parametrize(
    "standing, more, field",
    [
        ("retracted", {"checked": None}, "standing_checked_on"),
        ("in_force", {"seen": None}, "standing_seen_at"),
        ("not_checked", {}, "standing_checked_on"),
        (None, {"seen": None}, "standing_checked_on"),
        ("withdrawn", {}, "standing"),
        ("retracted", {"checked": "2026-02-30"}, "standing_checked_on"),
        ("retracted", {"seen": "example.org"}, "standing_seen_at"),
        ("retracted", {"checked": "2999-01-01"}, "standing_checked_on"),
    ],
)
def test_a_standing_needs_its_date_and_its_page_and_only_then(mini, standing, more, field):
    with_standing(mini, standing, **more)
    (problem,) = validate(mini, frictionless=False).problems
    assert problem.field == field and problem.file == WORKS and problem.line > 1


def test_a_version_without_standing_is_cited_as_before(download):
    import csv
    import json

    path = download / "data/references.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    columns = [name for name in rows[0] if not name.startswith("standing")]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    descriptor = json.loads((download / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        if resource["name"] == "references":
            fields = resource["schema"]["fields"]
            fields[:] = [one for one in fields if not one["name"].startswith("standing")]
    (download / "datapackage.json").write_text(json.dumps(descriptor))
    mini_package.mend_hashes(download)
    assert rmc.cite("pmid-1", folder=download).endswith("PMID 1")
    assert "supports" in str(rmc.proposition("rowing-raises-quadriceps-size", folder=download))
    assert "standing" not in rmc.evidence_about(exercise="rowing", folder=download)
