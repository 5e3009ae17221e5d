"""Compose a proposition's statement from its slots, so that nobody has to type it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.tables.rows import Row

# the slots of a proposition, apart from its relation; column names are these with _id
SLOTS = ("subject", "object", "muscle", "comparator", "population", "condition")
_VERBS = {  # template, verb for a singular subject, verb for a plural subject
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


def term_names(terms: Iterable[Row]) -> dict[str, tuple[str, bool]]:
    """Preferred name by id, and whether it is a plural: what `compose` needs of rows of terms."""
    return {row["term_id"]: (row["name"], row["plural"]) for row in terms}


def compose(row: Mapping[str, str | None], names: Mapping[str, tuple[str, bool]]) -> str | None:
    """The statement of a proposition row; None for the relation `other` and for unknown terms.

    `row` holds the slots by column name; `names` comes from `term_names`. Order of the parts:
    subject, relation, object, "in the" muscle, comparator, "among" population ("to" for advice),
    "given" condition.
    """
    template = _VERBS.get(row.get("relation") or "")
    terms = {slot: term for slot in SLOTS if (term := row.get(f"{slot}_id"))}
    if template is None or "subject" not in terms or not names.keys() >= set(terms.values()):
        return None
    slot = {name: names[term][0] for name, term in terms.items()}
    if not all(slot.values()):
        return None
    sentence, singular, plural = template
    verb = plural if names[terms["subject"]][1] else singular
    text = sentence.format(subject=slot["subject"], verb=verb, object=slot.get("object", ""))
    advised = row["relation"] == "advised"
    if advised and "object" in slot:
        text += f" for {slot['object']}"
    if "muscle" in slot:
        text += f" in the {slot['muscle']}"
    if "comparator" in slot:
        than = _THAN.get(row["relation"] or "", " compared with {}")
        text += than.format(slot["comparator"])
    if "population" in slot:
        text += f" {'to' if advised else 'among'} {slot['population']}"
    if "condition" in slot:
        text += f", given {slot['condition']}"
    return text[0].upper() + text[1:] + "."
