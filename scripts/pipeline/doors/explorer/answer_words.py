"""What a study answers to a question, in words."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.tables.rows import Row

_AXES = {  # the end of an axis that a question names first, and the other one
    "slope": ("uphill", "downhill"),
    "surface": ("on trails", "on roads"),
}
_OTHERS = {
    "no_clear_difference": "no clear effect",
    "mixed": "both",
    "unclear": "neither clearly",
}
SIGNS = {
    "yes": "for",
    "the_reverse": "against",
    "no_clear_difference": "neither",
    "mixed": "mixed",
    "unclear": "open",
}


def answer_words(question: Row, names: Mapping[str, str]) -> dict[str, str]:
    """The words for each value of `question_evidence.answer`.

    `question` is a row of questions, `names` has the names of terms by id.
    """
    if question["family"] != "comparison":
        return {"yes": "yes", "the_reverse": "the reverse", **_OTHERS}
    first, second = _AXES.get(question["axis"], ("", ""))
    if not first:
        first, second = (f"with {names[question[key]]}" for key in ("subject_id", "comparator_id"))
    return {
        "yes": f"more {first}",
        "the_reverse": f"more {second}",
        **_OTHERS,
        "no_clear_difference": "no clear difference",
    }
