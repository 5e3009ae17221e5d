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


SOFT, ZERO, JOINER, VARIANT = "\u00ad", "\u200b", "\u2060", "\ufe0f"


@pytest.mark.parametrize(
    "one, other",
    [
        ("na\u0308ive", "n\u00e4ive"),
        ("cafe\u0301s", "caf\u00e9s"),
        ("A\u030angstro\u0308m", "\u00c5ngström"),
        ("q\u0323\u0307", "q\u0307\u0323"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        (f"hyper{SOFT}trophy", "hypertrophy"),
        (f"hy{ZERO}per{JOINER}tro{SOFT}{ZERO}phy", "hypertrophy"),
        (f"na{SOFT}i\u0308ve", "naïve"),
        (f"{ZERO}run{ZERO} fast{SOFT}", "run fast"),
        (f"1{VARIANT} 2", "1 2"),
    ],
)
def test_text_that_looks_the_same_has_the_same_words(one, other):
    assert words(one) == words(other)
    assert Text(one).tokens == Text(other).tokens and len(words(one)) == len(other.split())


def test_offsets_count_the_raw_text_and_leave_invisible_ends_out():
    raw = f"\ufeffHy{SOFT}per{SOFT}, na\u0308ive{ZERO} \u0301x"
    text = Text(raw)
    assert text.tokens == ["hyper", "näive", "x"]
    assert [raw[a:b] for a, b in zip(text.starts, text.ends, strict=True)] == [
        f"Hy{SOFT}per",
        "na\u0308ive",
        "x",
    ]


@given(st.text(max_size=60))
def test_canonically_equal_text_has_the_same_words(raw):
    import unicodedata

    assert words(unicodedata.normalize("NFD", raw)) == words(unicodedata.normalize("NFC", raw))


@given(st.text(st.characters(exclude_categories=["Mn", "Mc", "Me", "Cf", "Cs"]), max_size=60))
def test_without_marks_a_token_is_a_run_of_word_characters(raw):
    import re
    import unicodedata

    old = [unicodedata.normalize("NFKC", one).casefold() for one in re.findall(r"\w+", raw)]
    assert words(raw) == old
