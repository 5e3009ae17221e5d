"""The sentences of an abstract from which a finding was read, in a reader's own copy."""

import csv
import re

import pytest

import mini as mini_package
import running_muscle_claims as rmc
from conftest import ROOT
from mini import ABSTRACT
from running_muscle_claims._tokens import fingerprint, words

TWELVE = "Twelve rowers trained for ten weeks"
GREW = "The vastus lateralis thickened by 5.2 % (95 % CI 1.5 to 9.0"
LESS = "Cycling thickened it less"


def test_the_sentences_of_a_finding_are_found_in_their_order(mini):
    assert rmc.find_sentences(ABSTRACT, "pmid-1-size", folder=mini) == [TWELVE, GREW]
    assert rmc.find_sentences(ABSTRACT, "pmid-1-cycling", folder=mini) == [LESS]


def test_a_finding_by_its_address(mini):
    by_id = rmc.find_sentences(ABSTRACT, "pmid-1-cycling", folder=mini)
    assert rmc.find_sentences(ABSTRACT, "#finding/pmid-1-cycling", folder=mini) == by_id


def test_a_finding_without_sentences_has_none(mini):
    assert rmc.find_sentences(ABSTRACT, "pmid-1-calves", folder=mini) == []


@pytest.mark.parametrize(
    "copy, found",
    [
        (ABSTRACT.replace("ten weeks", "10 weeks"), [None, GREW]),
        (ABSTRACT.partition(" (95")[0], [TWELVE, None]),
        (ABSTRACT.replace(" ", "\n  ").replace(".", ""), None),
        (f"Background: none. {ABSTRACT} Conclusion: row.", [TWELVE, GREW]),
        ("", [None, None]),
        ("Another abstract.", [None, None]),
    ],
    ids=["reworded", "cut-off", "reflowed", "longer", "empty", "other"],
)
def test_what_a_copy_does_not_have_in_these_words_is_none(mini, copy, found):
    got = rmc.find_sentences(copy, "pmid-1-size", folder=mini)
    if found is None:  # 5.2 has become another number; the first sentence has only other spaces
        assert " ".join(got[0].split()) == TWELVE and got[1] is None
    else:
        assert got == found


def test_case_and_signs_around_the_words_do_not_matter(mini):
    shouted = ABSTRACT.upper().replace(" IT LESS.", " - it, less!")
    assert rmc.find_sentences(shouted, "pmid-1-cycling", folder=mini) == [
        "CYCLING THICKENED - it, less"
    ]


def test_an_unknown_finding_is_told_with_the_nearest(mini):
    with pytest.raises(KeyError, match="pmid-1-size"):
        rmc.find_sentences(ABSTRACT, "pmid-1-siz", folder=mini)


def test_every_address_in_the_package_is_a_length_and_a_fingerprint():
    with (ROOT / "data/findings.csv").open(encoding="utf-8", newline="") as file:
        addresses = [row["read_from"] for row in csv.DictReader(file) if row["read_from"]]
    assert len(addresses) > 100
    assert all(
        re.fullmatch("[0-9]{1,4}/[0-9a-f]{16}", one)
        for some in addresses
        for one in some.split("; ")
    )


def test_the_addresses_of_the_small_package_are_those_of_its_abstract():
    listed = mini_package.FILES["references.yaml"]
    for sentence in (TWELVE, GREW, LESS):
        tokens = words(sentence)
        assert f"{len(tokens)}/{fingerprint(tokens)}" in listed
