"""The derived table `anatomy_evidence`: what sources of anatomy say about what a muscle does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.tables.actions import ANY, WHOLE, inside, named, own_rows
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

RELATIONS = ("does", "keeps", "is")  # of a muscle: to do a movement, to hold, to cross a joint


def anatomy_evidence(tables: TableSet) -> list[Row]:
    """Rows of the table `anatomy_evidence`, sorted by key.

    They are about the propositions whose subject is a muscle and whose object is a term with a
    movement. Columns: `proposition_id`, `source_id`, `answer`, `actions` and `locator`. A source
    that tells nothing of the muscle has no row.
    """
    movements = _movements(tables)
    found: list[Row] = []
    for name, row in sorted(tables.index("propositions").items()):
        wanted = movements.get(row["object_id"])
        if wanted and row["relation"] in RELATIONS and row["subject_id"] in tables.index("muscles"):
            found += _answers(tables, name, row["subject_id"], wanted)
    return found


def _movements(tables: TableSet) -> dict[str, set[tuple[str, str]]]:
    """The joints and movements of each term that has any."""
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in tables["term_movements"].rows:
        found[row["term_id"]].add((row["joint"], row["movement"]))
    return dict(found)


def _answers(
    tables: TableSet, proposition: str, muscle: str, wanted: set[tuple[str, str]]
) -> list[Row]:
    """One row for each source that tells anything of the muscle, or of a muscle or head of it; and
    for each that names the movement of a group that the muscle is in.
    """
    parts = _parts(tables, muscle)
    own, groups = (
        _by_source(tables, [muscle, *parts]),
        _by_source(tables, sorted(tables.ancestors.get(muscle, set()) - {muscle})),
    )
    answers = []
    for source in sorted({*own, *groups}):
        told = own.get(source, [])
        naming, of_group = (
            [row for row in rows if _is_it(row, wanted)] for rows in (told, groups.get(source, []))
        )
        if told or of_group:
            answers.append(
                {
                    "proposition_id": proposition,
                    "source_id": source,
                    "answer": _answer(muscle, parts, naming, of_group),
                    "actions": _joined(map(_shown, naming or of_group)) or None,
                    "locator": _joined(row["locator"] for row in naming or of_group or told),
                }
            )
    return answers


def _by_source(tables: TableSet, muscles: list[str]) -> dict[str, list[Row]]:
    """The actions of muscles by source."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for muscle in muscles:
        for row in own_rows(tables).get(muscle, ()):
            found[row["source_id"]].append(row)
    return dict(found)


def _joined(texts: Iterable[str]) -> str:
    """Texts, each once."""
    return "; ".join(dict.fromkeys(texts))


def _parts(tables: TableSet, muscle: str) -> list[str]:
    """The single muscles of a group, or the heads of a muscle."""
    is_single = tables.index("muscles")[muscle]["kind"] == "muscle"
    return inside(tables, "head" if is_single else "muscle").get(muscle, [])


def _is_it(row: Row, wanted: set[tuple[str, str]]) -> bool:
    """Whether an action is one of the movements that are wanted."""
    return bool(wanted & {(row["joint"], row["movement"]), (row["joint"], ANY)})


def _answer(muscle: str, parts: list[str], naming: list[Row], of_group: list[Row]) -> str:
    """What a source says, by the actions that name the movement: of the muscle and its parts, and
    of groups that it is in.
    """
    whole = {row["muscle_id"] for row in naming if row["part"] == WHOLE}
    if muscle in whole or (parts and whole.issuperset(parts)):
        return "named"
    if of_group:
        return "named_of_group"
    return "named_of_part" if naming else "not_named"


def _shown(row: Row) -> str:
    """An action in words: muscle, part if it is not the whole, joint and movement."""
    part = "" if row["part"] == WHOLE else f", {row['part']}"
    return f"{row['muscle_id'].replace('-', ' ')}{part}: {named(row['joint'], row['movement'])}"
