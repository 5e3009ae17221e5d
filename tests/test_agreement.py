"""Agreement measures against values worked out by hand."""

import pytest

from pipeline.agreement import cohen, krippendorff, match


def test_cohen_by_hand():
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.70, by chance 0.50, kappa 0.40."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen(pairs) == pytest.approx(0.4)
    assert cohen([("a", "a"), ("b", "b")]) == 1
    assert cohen([("a", "a")]) is None and cohen([]) is None


def test_krippendorff_by_hand():
    """Krippendorff's own binary example: ten units, coders agree on six; alpha 0.095."""
    first, second = bytearray([0, 1, 0, 0, 0, 0, 0, 0, 1, 0]), bytearray([1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
    assert krippendorff(first, second) == pytest.approx(0.095, abs=0.001)
    assert krippendorff(bytearray([1, 0]), bytearray([1, 0])) == 1
    assert krippendorff(bytearray([1, 1]), bytearray([1, 1])) is None


def test_match_is_one_to_one_and_prefers_the_closest():
    assert match([(0, 10), (0, 30)], [(0, 30), (2, 9)]) == [(0, 1), (1, 0)]
    assert match([(0, 5)], [(5, 9)]) == []
    assert match([(0, 9), (0, 9)], [(0, 9)]) == [(0, 0)]
