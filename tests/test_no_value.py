"""Words that say that there is no value are one error each, wherever they stand."""

import pytest

from mini import edit
from pipeline.validate import validate

ARTICLE = "data/curation/articles/harbour-post.yaml"
PEOPLE = "data/curation/people.yaml"
WORDS = [
    "~", '"~"', "Null", "NULL", '"null"', "None", "n/a", "NaN", "nil", '"-"', ".", ".nan", ".inf",
    "-.inf", "inf", '"#N/A N/A"', "undefined", "missing", "Missing", "unknown", "not available",
    "…", "–", '"\\\\N"', "<null>",
]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "file, old, new",
    [
        (ARTICLE, "note: The study has 5.2 %.", "note: WORD"),
        (ARTICLE, "title: Rowing and your calves", "title: WORD"),
        (ARTICLE, "site: Harbour Post", "site: WORD"),
        (ARTICLE, "reviewer: null", "reviewer: WORD"),
        (PEOPLE, "name: Staff of the Harbour Post", "name: WORD"),
        (PEOPLE, "role: author", "role: author, affiliation: WORD"),
        (
            "data/curation/package.yaml",
            "title: Claims of popular web articles about running and muscle",
            "title: WORD",
        ),
    ],
    ids=["note", "title", "site", "reviewer", "name", "affiliation", "description"],
)
def test_a_word_for_no_value_is_one_error(mini, file, old, new, word):
    edit(mini / file, old, new.replace("WORD", word))
    (problem,) = validate(mini, frictionless=False).problems
    assert problem.rule in ("missing-word", "yaml-null", "row-schema"), problem
    assert problem.file == file and problem.line > 1 and problem.mend
    assert problem.rule != "row-schema" or "form" in problem.message


@pytest.mark.parametrize("text", ["unknown unknowns", "A missing page", "Infinity pools", "n/a."])
def test_such_a_word_within_a_text_is_none(mini, text):
    edit(mini / PEOPLE, "Staff of the Harbour Post", text)
    rules = {problem.rule for problem in validate(mini, frictionless=False).problems}
    assert "missing-word" not in rules
