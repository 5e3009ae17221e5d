"""Rules for evidence: what follows from the slots, what a person judged, and what is left out."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from pipeline.base.problems import Problem
from pipeline.checks.rules.misfits import Astray, astray, passed_over
from pipeline.checks.rules.registry import Place, each, rule
from pipeline.derived.study_evidence import CLOSE
from pipeline.tables.alignment import Alignment
from pipeline.tables.directions import DIRECTIONS
from pipeline.tables.held_against import held_against
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_DERIVED = ("direction", "bearing", "differs_in")
_JUDGED = ("direction", "bearing")
_TWO = 2  # slots that are about something else, from which on a reason is needed


@rule
def evidence_follows(tables: TableSet) -> Iterator[Problem]:
    """Direction, bearing and differs_in of evidence are what follows from the slots, or what a
    person judged.
    """
    aligned = held_against(tables)
    found: dict[Astray, Place] = {}
    for row, alignment, at in _aligned(tables, possible=None):
        judged = row["judged_direction"], row["judged_bearing"]
        if alignment is None and None in judged:
            continue  # evidence-possible reports it
        pair = row["proposition_id"], row["finding_id"]
        wanted = aligned.derived(*pair, *judged)
        columns = tuple(column for column in _DERIVED if row[column] != wanted[column])
        if columns:
            found[Astray(*pair, columns, row["differs_in"], wanted["differs_in"])] = at
    yield from astray(tables, found)


@rule
def evidence_possible(tables: TableSet) -> Iterator[Problem]:
    """A finding can be held against its proposition: a comparison needs both of its sides, and
    *needed for* a finding on the absence of the subject. Otherwise a person judges both direction
    and bearing.
    """
    for row, _, at in _aligned(tables, possible=False):
        if row["judged_direction"] is None or row["judged_bearing"] is None:
            yield at.problem(
                "finding_id",
                "The finding does not compare what the proposition compares, or is not about the "
                "absence of what is said to be needed.",
                "Read the study and the proposition again. Correct the slots if they are wrong; if "
                "not, put the pair under left_out in data/curation/evidence.yaml, with the reason.",
            )


@rule
def evidence_judged(tables: TableSet) -> Iterator[Problem]:
    """A person gives the direction of evidence where the relation has no table, and otherwise
    gives direction and bearing only where they differ from what follows.
    """
    aligned = held_against(tables)
    for row, alignment, at in _aligned(tables, possible=True):
        assert alignment is not None
        follows = {
            "direction": aligned.direction(row["proposition_id"], row["finding_id"], alignment),
            "bearing": alignment.bearing,
        }
        for column in _JUDGED:
            judged = row[f"judged_{column}"]
            if follows[column] is None and judged is None:
                yield at.problem(
                    f"judged_{column}",
                    "No direction follows for the relation of this proposition.",
                    "Read the study, and give the direction in data/curation/evidence.yaml, with "
                    "the reason.",
                )
            elif judged is not None and judged == follows[column]:
                yield at.problem(
                    f"judged_{column}",
                    f"It is {judged!r}, which follows from the slots as well.",
                    f"Remove {column} from the entry, and the reason if nothing else needs it.",
                )


@rule
def evidence_reason(tables: TableSet) -> Iterator[Problem]:
    """Evidence has a reason if a person judged it, or if the finding is about something else in
    two slots or more; and only then.
    """
    for row, alignment, at in _aligned(tables, possible=None):
        judged = row["judged_direction"] is not None or row["judged_bearing"] is not None
        others = alignment.others if alignment is not None else ()
        if row["reason"] is None and judged:
            yield at.problem(
                "reason",
                "A person judged the direction or the bearing, and no reason says why.",
                "Read the study and the proposition again. Give the reason, or remove the "
                "judgement.",
            )
        elif row["reason"] is None and len(others) >= _TWO:
            yield at.problem(
                "reason",
                f"The finding is about something else in {' and '.join(others)}, and no reason "
                "says why it bears on the proposition.",
                "Read the study and the proposition again. Give the reason, or put the pair under "
                "left_out.",
            )
        elif row["reason"] is not None and not judged and len(others) < _TWO:
            yield at.problem(
                "reason",
                "The row has a reason, but nothing in it needs one.",
                "Move what it says to the explanation (because).",
            )


@rule
def fitting_finding(tables: TableSet) -> Iterator[Problem]:
    """A finding of just what a proposition says, or of a case of it, is among its evidence, or
    left out with a reason.
    """
    keys = ("proposition_id", "finding_id")
    have = tables.keys("evidence", keys) | tables.keys("evidence_left_out", keys)
    aligned = held_against(tables)
    propositions = _by_subject(tables)
    fitting: dict[tuple[str, str], Place] = {}
    for finding, at in each(tables["findings"]):
        for name in _near(tables, finding, propositions):
            pair = name, finding["finding_id"]
            if pair in have or pair in fitting:
                continue
            alignment = aligned.alignment(*pair)
            if alignment is not None and alignment.bearing in CLOSE:
                fitting[pair] = at
    yield from passed_over(tables, fitting)


@rule
def left_out(tables: TableSet) -> Iterator[Problem]:
    """A finding that is left out for a proposition is not among its evidence."""
    have = tables.keys("evidence", ("proposition_id", "finding_id"))
    for row, at in each(tables["evidence_left_out"]):
        if (row["proposition_id"], row["finding_id"]) in have:
            yield at.problem(
                "finding_id",
                "The finding is left out for this proposition and is among its evidence.",
                "Read the study and the proposition again. Keep one of the two.",
            )


def _is_known(tables: TableSet, row: Row) -> bool:
    """Whether proposition, finding and measure of a row are there; foreign-key tells if not."""
    finding = tables.index("findings").get(row["finding_id"])
    return (
        finding is not None
        and row["proposition_id"] in tables.index("propositions")
        and finding["measure_id"] in tables.index("measures")
    )


def _aligned(
    tables: TableSet, *, possible: bool | None
) -> Iterator[tuple[Row, Alignment | None, Place]]:
    """Every row of evidence with its alignment: those that have one, those that have none, or all
    of them where `possible` is None.
    """
    aligned = held_against(tables)
    for row, at in each(tables["evidence"]):
        if _is_known(tables, row):
            alignment = aligned.alignment(row["proposition_id"], row["finding_id"])
            if possible is None or (alignment is not None) == possible:
                yield row, alignment, at


def _by_subject(tables: TableSet) -> dict[tuple[str, str | None], list[str]]:
    """Ids of the propositions whose relation has a table of directions, by subject and object."""
    found: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    for row in tables["propositions"].rows:
        if row["relation"] in DIRECTIONS:
            found[row["subject_id"], row["object_id"]].append(row["proposition_id"])
    return dict(found)


def _near(
    tables: TableSet, finding: Row, propositions: dict[tuple[str, str | None], list[str]]
) -> Iterator[str]:
    """The propositions whose subject and object the finding could be a case of.

    Held against these few, not against all, a finding takes the same time in a larger package.
    """
    up = tables.ancestors
    named = {finding["subject_id"], finding["comparator_id"], finding["condition_id"]} - {None}
    related = tables.once("related terms", _related)
    for term in set().union(*(up.get(one, {one}) for one in named)):
        named |= related.get(term, set())
    subjects = set().union(*(up.get(term, ()) for term in named))
    objects = set(up.get(finding["object_id"], ()))
    objects |= {whole for term in objects for whole in related.get(f"part {term}", ())}
    for key in product(sorted(subjects), sorted(objects)):
        yield from propositions.get(key, ())


def _related(tables: TableSet) -> dict[str, set[str]]:
    """Terms as which a subject may be read: its parts, what it lacks, and what people practise.
    Under `part` and a term, the terms that it is a part of.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables["term_relations"].rows:
        if row["relation"] in ("has_part", "absence_of", "practises"):
            found[row["term_id"]].add(row["other_id"])
        if row["relation"] == "practises":
            found[row["other_id"]].add(row["term_id"])
        if row["relation"] == "has_part":
            found[f"part {row['other_id']}"].add(row["term_id"])
    return dict(found)
