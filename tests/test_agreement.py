"""Agreement measures, compared with values worked out by hand."""

import pytest

from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.checks.coverage import words_by_role
from pipeline.report.agreement import (
    cohen,
    evidence_agreement,
    krippendorff,
    mapping_agreement,
    match,
)
from pipeline.tables.table_set import TableSet
from pipeline.text.captures import read_captures


def test_cohen_by_hand():
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.70, by chance 0.50, kappa 0.40."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen(pairs) == pytest.approx(0.4)
    assert cohen([("a", "a"), ("b", "b")]) == 1
    assert cohen([("a", "a")]) is None and cohen([]) is None


def test_krippendorff_by_hand():
    """Krippendorff's own binary example: ten units, coders agree on six; alpha 0.095."""
    first, second = (
        bytearray([0, 1, 0, 0, 0, 0, 0, 0, 1, 0]),
        bytearray([1, 1, 1, 0, 0, 1, 0, 0, 0, 0]),
    )
    assert krippendorff(first, second) == pytest.approx(0.095, abs=0.001)
    assert krippendorff(bytearray([1, 0]), bytearray([1, 0])) == 1
    assert krippendorff(bytearray([1, 1]), bytearray([1, 1])) is None


def test_agreement_about_mappings_by_hand(mini):
    tables = read(PackageFiles(mini)).tables
    assert mapping_agreement(TableSet(tables)) == (1, 1, None, 1, 1)
    exact, narrow = "skos:exactMatch", "skos:narrowMatch"
    like = tables["mapping_readings"].rows[0]
    tables["mapping_readings"].rows = [
        like | {"first": a, "second": b, "first_modifier": m}
        for a, b, m in [
            (exact, exact, None),
            (exact, narrow, None),
            (narrow, narrow, None),
            (narrow, None, None),
            (exact, exact, "Not"),
            (exact, narrow, "Not"),
        ]
    ]
    held, same, kappa, rejected, upheld = mapping_agreement(TableSet(tables))
    assert (held, same, rejected, upheld) == (4, 2, 2, 1)
    # by chance: 2/4 * 1/4 for exact, 2/4 * 2/4 for narrow
    assert kappa == pytest.approx((0.5 - 0.375) / (1 - 0.375))


def test_agreement_about_evidence_by_hand(mini):
    tables = read(PackageFiles(mini)).tables
    assert evidence_agreement(TableSet(tables)) == (1, 1.0, None, 0.0, 0.0), (
        "the pair whose abstract was not found is left out"
    )
    rows = tables["evidence_readings"].rows
    rows[1] = rows[0] | {
        "ordinal": 2,
        "first_direction": "disputes",
        "second_direction": "disputes",
        "second_directness": "direct",
    }
    assert evidence_agreement(TableSet(tables)) == (2, 1.0, 1.0, 0.5, 0.0)


def test_match_is_one_to_one_and_prefers_the_closest():
    assert match([(0, 10), (0, 30)], [(0, 30), (2, 9)]) == [(0, 1), (1, 0)]
    assert match([(0, 5)], [(5, 9)]) == []
    assert match([(0, 9), (0, 9)], [(0, 9)]) == [(0, 0)]


def test_each_word_is_counted_once_by_role(mini, mini_captures):
    tables = read(PackageFiles(mini)).tables
    texts, _ = read_captures(mini_captures, ["harbour-post", "tide-times"])
    package = TableSet(tables, texts)
    found = words_by_role(package)
    assert found["tide-times"] == {"heading": 3, "claim": 6}
    assert (
        sum(found["harbour-post"].values()) == len(texts["harbour-post"].tokens)
        and found["harbour-post"]["claim"] > 20
    )
    package["passages"].rows = [row for row in package["passages"].rows if row["role"] != "heading"]
    assert words_by_role(package)["tide-times"] == {"(none)": 3, "claim": 6}
    # words in a claim passage count for the claim, whatever other passage covers them
    package["passages"].rows.append(
        next(row for row in package["passages"].rows if row["article_id"] == "tide-times")
        | {"role": "teaser", "start": 0}
    )
    assert words_by_role(package)["tide-times"] == {"teaser": 3, "claim": 6}
