"""Statements composed from slots: one form for each relation, and agreement in number."""

import pytest

from pipeline.tables.statements import compose

NAMES = {
    "running": ("running", False),
    "squats": ("squats", True),
    "muscle-size": ("muscle size", False),
    "calves": ("calf muscles", True),
    "novice": ("untrained people", True),
    "rest": ("rest", False),
}


def said(relation, subject="squats", **slots):
    return compose(
        {"relation": relation, "subject_id": subject, "object_id": "muscle-size"}
        | {f"{name}_id": value for name, value in slots.items()},
        NAMES,
    )


@pytest.mark.parametrize(
    "relation, one, many",
    [
        ("raises", "Running increases muscle size.", "Squats increase muscle size."),
        ("lowers", "Running reduces muscle size.", "Squats reduce muscle size."),
        ("keeps", "Running keeps up muscle size.", "Squats keep up muscle size."),
        ("needed_for", "Running is needed for muscle size.", "Squats are needed for muscle size."),
        ("affects", "Running has to do with muscle size.", "Squats have to do with muscle size."),
        ("does", "Running performs muscle size.", "Squats perform muscle size."),
        ("part_of", "Running is part of muscle size.", "Squats are part of muscle size."),
        ("is", "Running is muscle size.", "Squats are muscle size."),
        ("means", "Running means muscle size.", "Squats mean muscle size."),
        ("advised", "Running is advised for muscle size.", "Squats are advised for muscle size."),
        ("usual", "Running usually goes with muscle size.", "Squats usually go with muscle size."),
    ],
)
def test_verb_agrees_with_the_subject(relation, one, many):
    assert (said(relation, "running"), said(relation)) == (one, many)


def test_every_slot_has_its_place():
    assert said(
        "exceeds", muscle="calves", comparator="running", population="novice", condition="rest"
    ) == (
        "Squats bring more muscle size in the calf muscles than running among untrained "
        "people, given rest."
    )
    assert said("matches", comparator="running") == "Squats bring the same muscle size as running."
    assert (
        said("advised", comparator="running", population="novice")
        == "Squats are advised for muscle size rather than running to untrained people."
    )
    assert (
        said("lowers", comparator="running") == "Squats reduce muscle size compared with running."
    )


def test_nothing_is_composed_for_other_and_for_unknown_terms():
    assert (
        said("other") is None
        and said("raises", "rowing") is None
        and said("raises", muscle="back") is None
    )
