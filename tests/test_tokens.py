"""Words, fingerprints and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.passage_address import Address, Text, fingerprint, words


def test_words_are_normalised():
    assert words("Men’s VO₂ ＭＡＸ, 10-fold Straße") == [
        "men",
        "s",
        "vo2",
        "max",
        "10",
        "fold",
        "strasse",
    ]


def test_fingerprint_is_the_documented_digest():
    import hashlib

    assert fingerprint(["few", "rowers"]) == hashlib.sha256(b"few rowers").hexdigest()[:16]


def test_address_of_the_first_tokens_has_a_short_lead():
    text = Text("one two three")
    assert text.address(0, 2).lead == fingerprint([])
    assert text.address(2, 3).lead == fingerprint(["one", "two"])


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "3-1/1/" + "a" * 16 + "/" + "a" * 16,
        "1-3/9/" + "a" * 16 + "/" + "a" * 16,
        "1-3/1/xyz/" + "a" * 16,
        None,
        7,
        "1-3/0/" + "a" * 16 + "/" + "a" * 16,
    ],
)
def test_wrong_addresses_are_refused(wrong):
    with pytest.raises(ValueError):
        Address.parse(wrong)


def test_token_range_wants_both_boundaries():
    text = Text("ab cd ef")
    assert text.token_range(0, 5) == (0, 2)
    assert text.token_range(1, 5) is None
    assert text.token_range(0, 4) is None
    assert text.token_range(0, 99) is None


@given(st.text(max_size=200), st.data())
def test_any_passage_is_found_again_by_sliding_its_window(raw, data):
    text = Text(raw)
    if not text.tokens:
        return
    first = data.draw(st.integers(0, len(text.tokens) - 1))
    stop = data.draw(st.integers(first + 1, len(text.tokens)))
    address = Address.parse(str(text.address(first, stop)))
    assert text.token_range(address.start, address.end) == (first, stop)
    other = words(raw.upper().casefold())  # any copy with the same words in it
    if other == text.tokens:
        hits = [
            i
            for i in range(len(other))
            if fingerprint(other[i : i + address.token_count]) == address.fingerprint
            and len(other[i : i + address.token_count]) == address.token_count
        ]
        assert first in hits


def test_uncovered_lists_the_runs_between_places():
    text = Text("a b c d e")
    assert text.uncovered([(0, 1), (4, 5)]) == [(1, 2), (3, 5)]
    assert text.uncovered([(0, 9)]) == []
