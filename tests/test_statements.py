"""Statements composed from slots: a form for each relation, and agreement in number."""

import re

import pytest

from conftest import ROOT
from pipeline.base.package_files import PackageFiles
from pipeline.build import read
from pipeline.tables import templates
from pipeline.tables.statements import Term, compose

NAMES = {
    term: Term(term, name, plural, kind)
    for term, name, plural, kind in [
        ("running", "running", False, "exercise"),
        ("squats", "squats", True, "exercise"),
        ("rest", "rest", False, "factor"),
        ("habits", "habits", True, "factor"),
        ("muscle-size", "muscle size", False, "outcome"),
        ("muscle-work", "muscle work", False, "outcome"),
        ("sweat", "sweat", False, "outcome"),
        ("recovery", "recovery of the body", False, "outcome"),
        ("drills", "drills", True, "exercise"),
        ("compound-exercises", "compound strength exercises", True, "exercise"),
        ("injury", "injury", False, "outcome"),
        ("calves", "calf muscles", True, "muscle"),
        ("soleus", "soleus", False, "muscle"),
        ("other-muscles", "other muscles", True, "muscle"),
        ("novice", "untrained people", True, "population"),
        ("sprinters", "sprinters", True, "population"),
        ("hard-day", "a hard day", False, "circumstance"),
        ("steep-hill", "a steep hill", False, "circumstance"),
        ("several-times-a-week", "several sessions a week", False, "circumstance"),
        ("term-strength", "the term strength", False, "thing"),
    ]
}


@pytest.fixture(scope="module")
def real_tables():
    return read(PackageFiles(ROOT)).tables


def said(relation, subject="rest", object="sweat", **slots):
    given = {"subject": subject, "object": object} | slots
    return compose({"relation": relation} | {f"{s}_id": term for s, term in given.items()}, NAMES)


@pytest.mark.parametrize(
    "relation, one, many",
    [
        ("raises", "Rest increases sweat.", "Habits increase sweat."),
        ("lowers", "Rest reduces sweat.", "Habits reduce sweat."),
        ("keeps", "Rest maintains sweat.", "Habits maintain sweat."),
        ("affects", "Rest affects sweat.", "Habits affect sweat."),
        ("does", "Rest performs sweat.", "Habits perform sweat."),
        ("part_of", "Rest is part of sweat.", "Habits are part of sweat."),
        ("is", "Rest is sweat.", "Habits are sweat."),
        ("means", "Rest means sweat.", "Habits mean sweat."),
        ("advised", "Rest is recommended for sweat.", "Habits are recommended for sweat."),
        ("focuses_on", "Rest focuses on sweat.", "Habits focus on sweat."),
        ("indicates", "Rest indicates sweat.", "Habits indicate sweat."),
    ],
)
def test_verb_agrees_with_the_subject(relation, one, many):
    assert (said(relation), said(relation, "habits")) == (one, many)


def test_what_is_needed_comes_last():
    """The object begins the sentence, and the verb agrees with it."""
    assert said("needed_for", "habits", "recovery") == "Recovery of the body requires habits."
    assert said("needed_for", "rest", "squats") == "Squats require rest."
    assert said("needed_for", "rest", "muscle-size") == "Rest is needed to build muscle."


def test_what_is_typical_or_common_comes_first():
    """The object begins the sentence, and the verb agrees with it."""
    assert said("typical", "novice", "drills") == "Drills are typical of untrained people."
    assert said("typical", "novice", "rest") == "Rest is typical of untrained people."
    assert said("common", "novice", "drills") == "Drills are common among untrained people."
    assert said("common", "running", "squats") == "Squats are common in running."


@pytest.mark.parametrize(
    "sentence, slots",
    [
        ("Running works the calf muscles.", ("running", "raises", "muscle-work", "calves")),
        ("Rest makes the soleus work harder.", ("rest", "raises", "muscle-work", "soleus")),
        ("Running builds muscle.", ("running", "raises", "muscle-size")),
        ("Squats build other muscles.", ("squats", "raises", "muscle-size", "other-muscles")),
        ("Rest helps build muscle.", ("rest", "raises", "muscle-size")),
        ("The calf muscles are part of sweat.", ("calves", "part_of", "sweat")),
        ("Other muscles include the calf muscles.", ("calves", "part_of", "other-muscles")),
        ("The soleus is one of the calf muscles.", ("soleus", "part_of", "calves")),
        ("Rest reduces the size of the soleus.", ("rest", "lowers", "muscle-size", "soleus")),
        ("Habits increase sweat in the soleus.", ("habits", "raises", "sweat", "soleus")),
        ("Running reduces the risk of injury.", ("running", "lowers", "injury")),
        ("Running is needed to build muscle.", ("running", "needed_for", "muscle-size")),
        ("Running is a form of running.", ("running", "is", "running")),
        ("Squats are drills.", ("squats", "is", "drills")),
        ("Running is a compound strength exercise.", ("running", "is", "compound-exercises")),
        ('The term "strength" refers to sweat.', ("term-strength", "means", "sweat")),
    ],
)
def test_wording_follows_the_kinds_of_subject_and_object(sentence, slots):
    subject, relation, thing, *muscle = slots
    given = {"muscle": muscle[0]} if muscle else {}
    assert said(relation, subject, thing, **given) == sentence


@pytest.mark.parametrize(
    "sentence, slots",
    [
        (
            "Running builds the calf muscles more than squats do.",
            ("running", "muscle-size", "squats", "calves"),
        ),
        (
            "Squats work the soleus more than running does.",
            ("squats", "muscle-work", "running", "soleus"),
        ),
        (
            "Sprinters have larger calf muscles than untrained people.",
            ("sprinters", "muscle-size", "novice", "calves"),
        ),
        ("The soleus is larger than other muscles.", ("soleus", "muscle-size", "other-muscles")),
        ("Rest increases sweat more than habits do.", ("rest", "sweat", "habits")),
    ],
)
def test_a_comparison_says_of_what(sentence, slots):
    subject, thing, comparator, *muscle = slots
    given = {"muscle": muscle[0]} if muscle else {}
    assert said("exceeds", subject, thing, comparator=comparator, **given) == sentence


@pytest.mark.parametrize(
    "sentence, slots",
    [
        ("Rest increases sweat in untrained people.", {"population": "novice"}),
        ("Rest increases sweat compared with running.", {"comparator": "running"}),
        ("Rest increases sweat in running.", {"condition": "running"}),
        (
            "Rest makes the soleus work harder during running.",
            {"object": "muscle-work", "muscle": "soleus", "condition": "running"},
        ),
        (
            "Rest helps running build the soleus.",
            {"object": "muscle-size", "muscle": "soleus", "condition": "running"},
        ),
        (
            "When running, sprinters increase sweat.",
            {"subject": "sprinters", "condition": "running"},
        ),
        (
            "Rest increases sweat in untrained people who take up running.",
            {"population": "novice", "condition": "running"},
        ),
        ("Rest increases sweat given a hard day.", {"condition": "hard-day"}),
        ("On a steep hill, rest increases sweat.", {"condition": "steep-hill"}),
        (
            "Squats increase sweat when combined with running.",
            {"subject": "squats", "condition": "running"},
        ),
        (
            "Squats build the calf muscles of untrained people.",
            {
                "subject": "squats",
                "object": "muscle-size",
                "muscle": "calves",
                "population": "novice",
            },
        ),
        (
            "Squats build muscle when done several times a week.",
            {"subject": "squats", "object": "muscle-size", "condition": "several-times-a-week"},
        ),
    ],
)
def test_every_slot_has_its_place(sentence, slots):
    assert said("raises", **slots) == sentence


@pytest.mark.parametrize(
    "sentence, slots",
    [
        ("Squats are recommended.", {"object": None}),
        ("Squats are recommended for untrained people.", {"object": None, "population": "novice"}),
        ("Squats are recommended over running.", {"object": None, "comparator": "running"}),
        ("Squats are recommended alongside running.", {"object": None, "condition": "running"}),
        (
            "Squats are recommended several times a week.",
            {"object": None, "condition": "several-times-a-week"},
        ),
        ("Alongside running, squats are recommended for sweat.", {"condition": "running"}),
        ("Squats are recommended for sweat over running.", {"comparator": "running"}),
        ("Squats are recommended for building muscle.", {"object": "muscle-size"}),
    ],
)
def test_advice(sentence, slots):
    assert said("advised", "squats", **slots) == sentence


def test_a_template_without_a_place_for_the_muscle_is_not_taken_for_one():
    assert said("raises", "running", "recovery") == "Running helps the body recover."
    assert (
        said("raises", "running", "recovery", muscle="calves")
        == "Running increases recovery of the body in the calf muscles."
    )


def test_nothing_is_composed_for_other_and_for_unknown_terms():
    assert (
        said("other") is None
        and said("raises", "rowing") is None
        and said("raises", muscle="back") is None
    )


def _named_in_templates():
    of_sentences = [one.objects for several in templates.TEMPLATES.values() for one in several]
    subjects = [one.subjects for several in templates.TEMPLATES.values() for one in several]
    books = (
        templates.IN_SENTENCES,
        templates.MORE_OF,
        templates.FOR_A_PURPOSE,
        templates.ONE_OF,
        templates.OF_THE_MUSCLE,
        templates.CONDITIONS,
    )
    pairs = [*templates.TOGETHER, *templates.OF_THEIRS, *templates.IMPLIED]
    return set().union(
        *of_sentences, *subjects, *pairs, *books, templates.WITHOUT_ARTICLE, templates.DURING
    )


def test_every_term_that_templates_name_is_in_the_vocabulary(real_tables):
    assert _named_in_templates() <= set(real_tables["terms"].column("term_id"))


def test_each_proposition_has_a_statement_of_its_own(real_tables):
    statements = real_tables["propositions"].column("statement")
    assert len(set(statements)) == len(statements)


def test_no_mark_of_a_template_is_left_in_a_sentence(real_tables):
    statements = real_tables["propositions"].column("statement")
    assert [one for one in statements if re.search(r"[{}\[\]<>|/]", one)] == []
