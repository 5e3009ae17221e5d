"""What an exercise does for a muscle, by claims and findings: the derived table `exercise_muscles`.

A row rests on propositions with the exercise as subject and the muscle in the muscle slot, whatever their population
and condition, and on findings with both. Relations without a direction (affects), denied comparisons and advice
against an exercise are left out; nothing is passed on along trees and groups.
"""

from __future__ import annotations

from pipeline.tables.table_set import TableSet

ROLES = {
    "stabilising-work": "stabilises",
    "muscle-work": "works",
    "muscle-size": "enlarges",
    "strength": "strengthens",
}  # narrower first
SAID = {
    ("raises", "asserts"): "asserted_by",
    ("keeps", "asserts"): "asserted_by",
    ("needed_for", "asserts"): "asserted_by",
    ("lowers", "asserts"): "denied_by",
    ("raises", "denies"): "denied_by",
    ("keeps", "denies"): "denied_by",
    ("needed_for", "denies"): "denied_by",
    ("raises", "reports"): "reported_by",
    ("keeps", "reports"): "reported_by",
    ("needed_for", "reports"): "reported_by",
    ("advised", "asserts"): "advised_by",
}
_COMPARED = {"exceeds": ("more_than", "less_than"), "matches": ("alike", "alike")}
_FOUND = {
    "higher": ("more_than", "less_than"),
    "lower": ("less_than", "more_than"),
    "no_difference": ("alike", "alike"),
}
_BY = ("asserted_by", "denied_by", "reported_by", "advised_by")
_SIDES = ("more_than", "less_than", "alike")


def exercise_muscles(package: TableSet) -> list[dict]:
    """Rows of the table `exercise_muscles`, sorted by key."""
    found: dict[tuple, dict[str, set]] = {}
    up, details, muscles = package.ancestors, package.index("exercises"), package.index("muscles")

    def cell(exercise: str | None, slots: dict) -> dict[str, set] | None:
        """What is known so far of an exercise in the role and for the muscle of these slots."""
        if (
            exercise not in details
            or slots["muscle_id"] not in muscles
            or slots["object_id"] is None
        ):
            return None
        role = next(
            (role for term, role in ROLES.items() if term in up.get(slots["object_id"], ())),
            "other",
        )
        return found.setdefault(
            (exercise, slots["muscle_id"], role),
            {
                name: set()
                for name in (
                    *_BY,
                    *_SIDES,
                    "found_higher",
                    "found_not_higher",
                    "propositions",
                    "articles",
                )
            },
        )

    def compare(
        slots: dict,
        columns: tuple[str, str],
        source: str,
        article: str | None,
        proposition: str | None,
    ) -> None:
        for exercise, other, column in (
            (slots["subject_id"], slots["comparator_id"], columns[0]),
            (slots["comparator_id"], slots["subject_id"], columns[1]),
        ):
            known = cell(exercise, slots) if other in details else None
            if known:
                known[column].add((other, source))
                known["propositions"] |= {proposition} - {None}
                known["articles"] |= {article} - {None}

    passages, propositions = package.index("passages"), package.index("propositions")
    for claim in package["claims"].rows:
        p, passage = propositions.get(claim["proposition_id"]), passages.get(claim["passage_id"])
        if p is None or passage is None:
            continue
        name, article = p["proposition_id"], passage["article_id"]
        column = SAID.get((p["relation"], claim["stance"]))
        if column and (known := cell(p["subject_id"], p)):
            for part, value in ((column, article), ("articles", article), ("propositions", name)):
                known[part].add(value)
        elif p["relation"] in _COMPARED and claim["stance"] == "asserts":
            compare(p, _COMPARED[p["relation"]], article, article, name)
    for finding in package["findings"].rows:
        name, result = finding["finding_id"], finding["result"]
        if finding["comparator_id"] is not None:
            if result in _FOUND:
                compare(finding, _FOUND[result], name, None, None)
        elif known := cell(finding["subject_id"], finding):
            known["found_higher" if result == "higher" else "found_not_higher"].add(name)
    return [_row(key, found[key]) for key in sorted(found)]


def _row(key: tuple[str, str, str], known: dict[str, set]) -> dict:
    shown = lambda names: "; ".join(sorted(names)) or None
    sides = {side: shown(f"{other} ({source})" for other, source in known[side]) for side in _SIDES}
    return (
        {
            "exercise_id": key[0],
            "muscle_id": key[1],
            "role": key[2],
            "articles": len(known["articles"]),
        }
        | {by: shown(known[by]) for by in _BY}
        | sides
        | {
            "found_higher": shown(known["found_higher"]),
            "found_not_higher": shown(known["found_not_higher"]),
            "differ": _differ(known),
            "propositions": shown(known["propositions"]),
        }
    )


def _differ(known: dict[str, set]) -> str | None:
    """In what the sources differ, each from another source."""
    yes, no = known["asserted_by"] | known["advised_by"], known["denied_by"]
    others = [
        {other: {source for o, source in known[side] if o == other} for other, _ in known[side]}
        for side in _SIDES
    ]
    differ = []
    if len(yes | no) > 1 and yes and no:
        differ.append("stance")
    if any(
        len(one[name] | two[name]) > 1
        for i, one in enumerate(others)
        for two in others[i + 1 :]
        for name in one.keys() & two.keys()
    ):
        differ.append("comparison")
    if (
        (yes and known["found_not_higher"])
        or (no and known["found_higher"])
        or (known["found_higher"] and known["found_not_higher"])
    ):
        differ.append("evidence")
    return "; ".join(differ) or None
