"""What an article answers to a question, in words and as a sign."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.derived.positions import GENERAL, ONLY_OF_CASES, stretch
from pipeline.derived.question_keys import ACTION, COMPARISON, FOCUS, KIND, MEANING, SIGN
from pipeline.derived.questions import questions_of
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

# the columns of a position that a view needs, and those that are added here
POSITIONS = (
    "question_id",
    "article_id",
    "facet",
    "muscle_id",
    "population_id",
    "position",
    "hedged",
    "claims",
    "left_out",
    "claim_ids",
    "only_if",
    "case",
    "says",
    "sign",
    "text",
    "in_short",
)
# the words for each position, and its sign
SAYS = {
    "a_lot": ("yes, a lot", "for"),
    "mainly": ("yes, mainly", "for"),
    "yes": ("yes", "for"),
    "slightly": ("yes, a little", "for"),
    "not_much": ("not much", "against"),
    "not_most": ("not the main way", "open"),
    "no": ("no", "against"),
    "not_the_reverse": ("at least not the reverse", "open"),
    "the_reverse": ("the reverse", "against"),
    "keeps": ("it stays the same", "neither"),
    "alike": ("both the same", "neither"),
    "not_alike": ("the two differ", "open"),
    "depends": ("it matters; not said how", "open"),
    "both_ways": ("both yes and no", "mixed"),
    "needed": ("only says that it is needed", "open"),
    "not_needed": ("only says that it is not needed", "open"),
    "advised": ("only recommends it", "open"),
    "advised_against": ("only advises against it", "open"),
    "reported": ("only reports what others believe", "open"),
    ONLY_OF_CASES: ("only on special cases", "open"),
}
# the words for a side of a comparison
_MORE = {
    "a_lot": "{} much more",
    "mainly": "{} mainly",
    "yes": "{} more",
    "slightly": "{} a little more",
    "not_much": "{} not much more",
    "not_most": "{} not the most",
    "no": "{} not more",
    "both_ways": "says both",
}
_ASK_WHAT = (ACTION, FOCUS, KIND, MEANING, SIGN)  # families whose *What* yes does not answer
_FORMS = ("a_lot", "mainly", "yes", "slightly")
_PARTS = (  # of a case, in the order in which they are named
    ("form_id", "{}"),
    ("other_form_id", "against {}"),
    ("outcome_id", "{}"),
    ("muscle_id", "{}"),
    ("population_id", "in {}"),
    ("condition_id", "given {}"),
)


def worded(tables: TableSet, positions: list[Row]) -> list[Row]:
    """The rows of `positions` with the columns POSITIONS.

    `case` names what the row is about (empty in general), `says` is the position in words, and
    `sign` one of for, against, neither, mixed and open; in a comparison that names a side up
    (the first side, or the end that the question names first) or down. `text` has the case and
    the position; `in_short` says whether the row tells briefly what the article answers: the
    general answer does or, where there is none, those on cases.
    """
    names = {row["term_id"]: row["name"] for row in tables["terms"].rows}
    what = {row["question_id"] for row in tables["questions"].rows if _asks_what(row)}
    general = {
        (row["question_id"], row["article_id"])
        for row in positions
        if row["facet"] == GENERAL and row["position"] != ONLY_OF_CASES
    }
    found = []
    for row in positions:
        says, sign = _said(tables, row, names)
        is_general = row["facet"] == GENERAL
        case = "" if is_general else _case(row, names)
        text = f"{case}: {says}" if case else says
        if case and row["question_id"] in what and row["position"] == "yes":
            text = case
        needs = [names[one] for one in (row["only_if"] or "").split("; ") if one]
        found.append(
            {name: row.get(name) for name in POSITIONS}
            | {"case": case, "says": says, "sign": sign, "only_if": "; ".join(needs) or None}
            | {
                "text": text,
                "in_short": is_general == ((row["question_id"], row["article_id"]) in general),
            }
        )
    return found


def _asks_what(question: Row) -> bool:
    return question["family"] in _ASK_WHAT and question["question"].startswith("Wh")


def _case(row: Row, names: Mapping[str, str]) -> str:
    return ", ".join(words.format(names[row[key]]) for key, words in _PARTS if row[key])


def _said(tables: TableSet, row: Row, names: Mapping[str, str]) -> tuple[str, str]:
    key = questions_of(tables).by_id.get(row["question_id"])
    words, sign = SAYS[row["position"]]
    if key is None or key.family != COMPARISON or not row["side_ids"]:
        return words, sign
    sides = " and ".join(names[one] for one in row["side_ids"].split("; "))
    words = _MORE.get(row["position"], words).format(sides)
    return words, _way(tables, row) if row["position"] in _FORMS else sign


def _way(tables: TableSet, row: Row) -> str:
    """Whether the side that does more is the one further up, by the first claim that says so."""
    propositions, claims = tables.index("propositions"), tables.index("claims")
    asked = questions_of(tables)
    for claim in row["claim_ids"].split("; "):
        proposition = propositions[claims[claim]["proposition_id"]]
        if proposition["relation"] != "matches":
            up = stretch(proposition, asked.by_id[row["question_id"]], asked.keys).rising
            return "up" if up else "down"
    return "open"


def in_short(positions: list[Row]) -> list[Row]:
    """What one article answers to one question, in short, given its rows of `worded`."""
    return [row for row in positions if row["in_short"]]
