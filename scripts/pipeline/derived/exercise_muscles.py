"""What an exercise does for a muscle, by claims and findings: the derived table `exercise_muscles`.

A row rests on propositions with the exercise as subject and the muscle in the muscle slot,
whatever their population and condition, and on findings with both. Relations without a direction
(`affects`), denied comparisons and advice against an exercise are left out. Nothing is inherited
along trees and groups.
"""

from __future__ import annotations

from itertools import combinations

from pipeline.tables.directions import outcome_result
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

ROLES = {  # narrower first
    "stabilising-work": "stabilises",
    "muscle-work": "works",
    "muscle-size": "enlarges",
    "strength": "strengthens",
}
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
    "equivalent": ("alike", "alike"),
}
_BY = ("asserted_by", "denied_by", "reported_by", "advised_by")
_SIDES = ("more_than", "less_than", "alike")
_FOUND_WITH = {  # results with the exercise alone, by column
    "found_higher": ("higher",),
    "found_lower": ("lower",),
    "found_not_clear": ("equivalent", "no_clear_difference", "mixed", "unclear"),
}
_MULTIPLE = 2  # from this many sources on, sources can differ

Key = tuple[str, str, str]  # exercise, muscle, role


class Sources:
    """What is known of an exercise in a role for a muscle, as sets of ids.

    `by` has the articles for each column in `_BY`. `sides` has the other exercise and the source
    (article or finding) for each column in `_SIDES`.
    """

    def __init__(self) -> None:
        self.by: dict[str, set[str]] = {name: set() for name in _BY}
        self.sides: dict[str, set[tuple[str, str]]] = {name: set() for name in _SIDES}
        self.found: dict[str, set[str]] = {name: set() for name in _FOUND_WITH}
        self.propositions: set[str] = set()
        self.articles: set[str] = set()


class _Collector:
    """Sorts claims and findings by exercise, muscle and role."""

    def __init__(self, tables: TableSet) -> None:
        self.found: dict[Key, Sources] = {}
        self._broader = tables.ancestors
        self._exercises, self._muscles = tables.index("exercises"), tables.index("muscles")
        self._measures = tables.index("measures")

    def _of(self, exercise: str | None, slots: Row) -> Sources | None:
        """The sources on an exercise in the role and for the muscle of these slots."""
        muscle, outcome = slots["muscle_id"], slots["object_id"]
        if exercise is None or exercise not in self._exercises:
            return None
        if muscle not in self._muscles or outcome is None:
            return None
        wider = self._broader.get(outcome, ())
        role = next((role for term, role in ROLES.items() if term in wider), "other")
        return self.found.setdefault((exercise, muscle, role), Sources())

    def _compare(self, slots: Row, columns: tuple[str, str], source: str) -> list[Sources]:
        """Note a comparison for both of its sides, and return what is known of them."""
        subject, comparator = slots["subject_id"], slots["comparator_id"]
        sides = []
        for exercise, other, column in (
            (subject, comparator, columns[0]),
            (comparator, subject, columns[1]),
        ):
            known = self._of(exercise, slots) if other in self._exercises else None
            if known:
                known.sides[column].add((other, source))
                sides.append(known)
        return sides

    def add_claim(self, claim: Row, proposition: Row, article: str) -> None:
        """Note who says it: an effect by its relation and stance, or an asserted comparison."""
        relation, about = proposition["relation"], []
        column = SAID.get((relation, claim["stance"]))
        known = self._of(proposition["subject_id"], proposition) if column else None
        if column and known:
            known.by[column].add(article)
            about = [known]
        elif relation in _COMPARED and claim["stance"] == "asserts":
            about = self._compare(proposition, _COMPARED[relation], article)
        for one in about:
            one.articles.add(article)
            one.propositions.add(proposition["proposition_id"])

    def add_finding(self, finding: Row) -> None:
        """Note what was found: a comparison, or a change with the exercise."""
        name = finding["finding_id"]
        result = outcome_result(finding, self._measures.get(finding["measure_id"]))
        if finding["comparator_id"] is not None:
            if result in _FOUND:
                self._compare(finding, _FOUND[result], name)
        elif known := self._of(finding["subject_id"], finding):
            for column, results in _FOUND_WITH.items():
                if result in results:
                    known.found[column].add(name)


def exercise_muscles(tables: TableSet) -> list[Row]:
    """Rows of the table `exercise_muscles`, sorted by key.

    Columns: `exercise_id`, `muscle_id`, `role`, the number of articles, the articles by what they
    say, the compared exercises with their sources, findings, in what the sources differ, and the
    propositions.
    """
    collector = _Collector(tables)
    passages, propositions = tables.index("passages"), tables.index("propositions")
    for claim in tables["claims"].rows:
        proposition = propositions.get(claim["proposition_id"])
        passage = passages.get(claim["passage_id"])
        if proposition is not None and passage is not None:
            collector.add_claim(claim, proposition, passage["article_id"])
    for finding in tables["findings"].rows:
        collector.add_finding(finding)
    return [_row(key, collector.found[key]) for key in sorted(collector.found)]


def _shown(names: set[str]) -> str | None:
    return "; ".join(sorted(names)) or None


def _row(key: Key, known: Sources) -> Row:
    exercise, muscle, role = key
    return {
        "exercise_id": exercise,
        "muscle_id": muscle,
        "role": role,
        "articles": len(known.articles),
        **{by: _shown(names) for by, names in known.by.items()},
        **{
            side: _shown({f"{other} ({source})" for other, source in compared})
            for side, compared in known.sides.items()
        },
        **{column: _shown(names) for column, names in known.found.items()},
        "differ": _differ(known),
        "propositions": _shown(known.propositions),
    }


def _differ(known: Sources) -> str | None:
    """In what the sources differ. One source that says both does not count."""
    yes, no = known.by["asserted_by"] | known.by["advised_by"], known.by["denied_by"]
    higher, lower = known.found["found_higher"], known.found["found_lower"]
    differ = []
    if yes and no and len(yes | no) >= _MULTIPLE:
        differ.append("stance")
    if _comparisons_differ(known):
        differ.append("comparison")
    if (yes and lower) or (no and higher) or (higher and lower):
        differ.append("evidence")
    return "; ".join(differ) or None


def _comparisons_differ(known: Sources) -> bool:
    """Whether different sources put the exercise on different sides of the same other one."""
    by_other: list[dict[str, set[str]]] = []
    for side in _SIDES:
        sources: dict[str, set[str]] = {}
        for other, source in known.sides[side]:
            sources.setdefault(other, set()).add(source)
        by_other.append(sources)
    return any(
        len(one[name] | two[name]) >= _MULTIPLE
        for one, two in combinations(by_other, 2)
        for name in one.keys() & two.keys()
    )
