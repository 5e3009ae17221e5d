"""Rules that hold a mapping against its label, its comment, its mirror image and its readings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from pipeline.base.problems import Problem
from pipeline.checks.rules.mappings import accepted
from pipeline.checks.rules.opposites import opposed
from pipeline.checks.rules.registry import Place, each, each_with, waivable_rule
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.passage_address import words

_SAME_OR_CASE = ("skos:exactMatch", "skos:narrowMatch")
_NOT_SAME = re.compile(
    r"^(?:only|either|class of single|parent of)\b|\bbesides ours\b|\balone\b|"
    r"\bours (?:is|adds|has|also|takes|covers|implies)\b|\b(?:wider|narrower) than ours\b",
    re.I,
)
_LIST = re.compile(r"[,(/]")
_COMMON = {"m", "mm", "musculu", "musculi", "muscle", "of", "the", "and", "or", "a", "with"}
_SPELLED = 0.9  # share of a scheme's labels from which on its ids are made of labels
_LEFT_AND_RIGHT = {"l": "r", "r": "l"}


@waivable_rule
def mapping_opposed(tables: TableSet) -> Iterator[Problem]:
    """Label and name of an accepted mapping, a related one aside, have no opposite words: inner and
    outer, uphill and downhill, men and women.
    """
    for row, at in accepted(tables):
        pair = opposed(row["object_label"] or "", row["subject_label"])
        if pair and row["predicate_id"] != "skos:relatedMatch":
            yield at.problem(
                "object_label",
                f"The label has {pair[0]!r}, the name of the term {pair[1]!r}.",
                "Look the object up, and correct the identifier or the subject.",
            )


@waivable_rule
def mapping_width(tables: TableSet) -> Iterator[Problem]:
    """A label that has all words of the term's name and more is not that of a broader thing, and
    one that has only some of them not that of a narrower one. Labels that list several are left
    out.
    """
    for row, at in accepted(tables):
        label = row["object_label"] or ""
        mine, theirs = _telling(row["subject_label"]), _telling(label)
        if not theirs or _LIST.search(label):
            continue
        wrong = (row["predicate_id"] == "skos:broadMatch" and mine < theirs) or (
            row["predicate_id"] == "skos:narrowMatch" and theirs < mine
        )
        if wrong:
            yield at.problem(
                "predicate_id",
                f"By its label {label!r} the object is not "
                f"{'wider' if mine < theirs else 'narrower'} than {row['subject_label']!r}.",
                "Look the object up. The predicate says what the object is to the term.",
            )


def _telling(name: str) -> set[str]:
    """The words by which a name differs from others, in the singular."""
    return {word.removesuffix("s") for word in words(name)} - _COMMON


@waivable_rule
def mapping_comment(tables: TableSet) -> Iterator[Problem]:
    """The comment of an exact match does not say that the object is only a part or a case of the
    term, or that the term covers something else.
    """
    for row, at in accepted(tables):
        said = _NOT_SAME.search(row["comment"] or "")
        if said and row["predicate_id"] == "skos:exactMatch":
            yield at.problem(
                "predicate_id",
                f"The comment says {said.group()!r}, but the match is exact.",
                "Look the object up. Correct the predicate, or the comment.",
            )


@waivable_rule
def mapping_mirror(tables: TableSet) -> Iterator[Problem]:
    """An object of the left side (its id ends in _l) is mapped to the terms to which the one of the
    right side is, and the other way round.
    """
    subjects: defaultdict[str, set[str]] = defaultdict(set)
    for row, _ in accepted(tables):
        subjects[row["object_id"]].add(row["subject_id"])
    lacking: defaultdict[str, list[tuple[Row, Place]]] = defaultdict(list)
    for row, at in accepted(tables):
        mirror = _mirrored(row["object_id"])
        if mirror in subjects and row["subject_id"] not in subjects[mirror]:
            lacking[row["subject_id"]].append((row, at))
    for subject, found in lacking.items():
        # of two that lack their mirror, the one that is also mapped elsewhere is the wrong one
        row, at = max(found, key=lambda one: len(subjects[one[0]["object_id"]]))
        yield at.problem(
            "object_id",
            f"{_mirrored(row['object_id'])}, of the other side, is not mapped to {subject!r}.",
            "Look both up, and correct the wrong one.",
        )


def _mirrored(identifier: str) -> str:
    """The identifier of the other side of the body, or an empty text."""
    body, _, side = identifier.rpartition("_")
    side, dot, copy = side.partition(".")
    return f"{body}_{_LEFT_AND_RIGHT[side]}{dot}{copy}" if side in _LEFT_AND_RIGHT else ""


@waivable_rule
def mapping_of_two(tables: TableSet) -> Iterator[Problem]:
    """What is the same as one muscle or a part of it is so of no other muscle, unless one of the
    two is a part of the other.
    """
    terms, up = tables.index("terms"), tables.ancestors
    first: dict[str, str] = {}
    for row, at in accepted(tables):
        subject, found = row["subject_id"], row["object_id"]
        is_muscle = terms.get(subject, {}).get("kind") == "muscle"
        if not is_muscle or row["predicate_id"] not in _SAME_OR_CASE or _mirrored(found):
            continue
        other = first.setdefault(found, subject)
        if other not in up.get(subject, ()) and subject not in up.get(other, ()):
            yield at.problem(
                "object_id",
                f"{found} is mapped to {other!r} as the same or a part too, of which "
                f"{subject!r} is no part.",
                "Look the object up, and remove the wrong one of the two.",
            )


@waivable_rule
def mapping_beside(tables: TableSet) -> Iterator[Problem]:
    """What is exactly one term is neither broader nor narrower than another of its kind to which
    the tree does not relate it.
    """
    terms, up = tables.index("terms"), tables.ancestors
    exact: dict[str, str] = {
        row["object_id"]: row["subject_id"]
        for row, _ in accepted(tables)
        if row["predicate_id"] == "skos:exactMatch"
    }
    for row, term, at in each_with(tables, "mappings", "subject_id", "terms"):
        same = exact.get(row["object_id"], "")
        subject = row["subject_id"]
        if (
            row["predicate_modifier"] is None
            and row["predicate_id"] in ("skos:broadMatch", "skos:narrowMatch")
            and same in terms
            and terms[same]["kind"] == term["kind"]
            and same not in up.get(subject, ())
            and subject not in up.get(same, ())
        ):
            yield at.problem(
                "predicate_id",
                f"{row['object_id']} is exactly {same!r}, which is neither above nor below "
                f"{subject!r} in the tree.",
                "Look both up. Correct the predicate (related?), or the tree.",
            )


@waivable_rule
def settled_mapping(tables: TableSet) -> Iterator[Problem]:
    """Where two readers judged a pair, an accepted mapping of it is the answer of one of them."""
    answers: dict[tuple[str, str], set[str]] = {}
    for row in tables["mapping_readings"].rows:
        given = answers.setdefault((row["subject_id"], row["object_id"]), set())
        # a first answer with a modifier rejects that predicate
        given.update({row["second"], None if row["first_modifier"] else row["first"]} - {None})
    for row, at in accepted(tables):
        pair: tuple[str, str] = row["subject_id"], row["object_id"]
        read = answers.get(pair)
        if read is not None and row["predicate_id"] not in read:
            yield at.problem(
                "predicate_id",
                f"The readers of this pair gave {', '.join(sorted(read)) or 'no match'}.",
                "Look the object up again, and correct the predicate.",
            )


@waivable_rule
def label_spelled(tables: TableSet) -> Iterator[Problem]:
    """In a scheme whose identifiers are made of labels, each identifier spells its label."""
    spelled, labels = Counter[str](), Counter[str]()
    misfits: list[tuple[Row, Place]] = []
    for row, at in each(tables["mappings"]):
        if row["object_label"]:
            scheme, _, local = row["object_id"].partition(":")
            labels[scheme] += 1
            if _letters(unquote(local)) == _letters(row["object_label"]):
                spelled[scheme] += 1
            else:
                misfits.append((row, at))
    for row, at in misfits:
        scheme = row["object_id"].partition(":")[0]
        if spelled[scheme] >= _SPELLED * labels[scheme]:
            yield at.problem(
                "object_label",
                f"{row['object_id']} is labelled {row['object_label']!r}; in this scheme an "
                "identifier spells its label.",
                "Look the object up, and correct the identifier or the label.",
            )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
