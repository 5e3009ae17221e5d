"""Records of works and articles as they really are enter the package, and leave it, whole."""

import copy

import pytest

import mini as mini_package
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.checks.rules.all_rules import all_rules
from pipeline.tables.table_set import TableSet


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
