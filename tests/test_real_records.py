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

WORKS = "data/curation/references.yaml"


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
