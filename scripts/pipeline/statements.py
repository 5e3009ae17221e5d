"""Compose a proposition's statement from its slots, so that nobody types what the slots already say."""

from __future__ import annotations

SLOTS = ("subject", "object", "muscle", "comparator", "population", "condition")  # beside the relation
_VERBS = {
    "raises": "{subject} increases {object}",
    "lowers": "{subject} reduces {object}",
    "keeps": "{subject} keeps up {object}",
    "exceeds": "{subject} brings more {object}",
    "matches": "{subject} brings the same {object}",
    "needed_for": "{subject} is needed for {object}",
    "affects": "{subject} has to do with {object}",
    "does": "{subject} performs {object}",
    "part_of": "{subject} is part of {object}",
    "is": "{subject} is {object}",
    "means": "{subject} means {object}",
    "advised": "{subject} is advised",
    "usual": "{subject} usually goes with {object}",
}
_THAN = {"exceeds": " than {}", "matches": " as {}", "advised": " rather than {}"}


def compose(row: dict, names: dict[str, str]) -> str | None:
    """The statement of a proposition row, or None for the relation `other` and for unknown terms.

    `row` holds the slots by column name; `names` maps term ids to preferred names. Form:
    subject, relation, object, "in the" muscle, comparator, "among" (for advice "to") population, "given" condition.
    """
    template = _VERBS.get(row.get("relation"))
    slot = {part: names.get(row.get(f"{part}_id")) for part in SLOTS}
    if template is None or any(row.get(f"{part}_id") and not name for part, name in slot.items()) or not slot["subject"]:
        return None
    text = template.format(subject=slot["subject"], object=slot["object"] or "")
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
