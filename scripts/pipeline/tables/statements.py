"""Compose a proposition's statement from its slots, so that nobody types what the slots already say."""

from __future__ import annotations

from collections.abc import Iterable

SLOTS = (
    "subject",
    "object",
    "muscle",
    "comparator",
    "population",
    "condition",
)  # beside the relation
_VERBS = {  # with the verb for one and for several subjects
    "raises": ("{subject} {verb} {object}", "increases", "increase"),
    "lowers": ("{subject} {verb} {object}", "reduces", "reduce"),
    "keeps": ("{subject} {verb} up {object}", "keeps", "keep"),
    "exceeds": ("{subject} {verb} more {object}", "brings", "bring"),
    "matches": ("{subject} {verb} the same {object}", "brings", "bring"),
    "needed_for": ("{subject} {verb} needed for {object}", "is", "are"),
    "affects": ("{subject} {verb} to do with {object}", "has", "have"),
    "does": ("{subject} {verb} {object}", "performs", "perform"),
    "part_of": ("{subject} {verb} part of {object}", "is", "are"),
    "is": ("{subject} {verb} {object}", "is", "are"),
    "means": ("{subject} {verb} {object}", "means", "mean"),
    "advised": ("{subject} {verb} advised", "is", "are"),
    "usual": ("{subject} usually {verb} with {object}", "goes", "go"),
}
_THAN = {"exceeds": " than {}", "matches": " as {}", "advised": " rather than {}"}


def term_names(terms: Iterable[dict]) -> dict[str, tuple[str, bool]]:
    """What `compose` needs of the rows of terms: preferred name by id, and whether it is a plural."""
    return {row["term_id"]: (row["name"], row["plural"]) for row in terms}


def compose(row: dict, names: dict[str, tuple[str, bool]]) -> str | None:
    """The statement of a proposition row, or None for the relation `other` and for unknown terms.

    `row` holds the slots by column name; `names` is what `term_names` gives. Form:
    subject, relation, object, "in the" muscle, comparator, "among" (for advice "to") population, "given" condition.
    """
    template = _VERBS.get(row.get("relation"))
    slot = {part: names.get(row.get(f"{part}_id"), (None, False))[0] for part in SLOTS}
    if (
        template is None
        or any(row.get(f"{part}_id") and not name for part, name in slot.items())
        or not slot["subject"]
    ):
        return None
    sentence, singular, plural = template
    verb = plural if names[row["subject_id"]][1] else singular
    text = sentence.format(subject=slot["subject"], verb=verb, object=slot["object"] or "")
    if row["relation"] == "advised" and slot["object"]:
        text += f" for {slot['object']}"
    if slot["muscle"]:
        text += f" in the {slot['muscle']}"
    if slot["comparator"]:
        text += _THAN.get(row["relation"], " compared with {}").format(slot["comparator"])
    if slot["population"]:
        text += f" {'to' if row['relation'] == 'advised' else 'among'} {slot['population']}"
    if slot["condition"]:
        text += f", given {slot['condition']}"
    return text[0].upper() + text[1:] + "."
