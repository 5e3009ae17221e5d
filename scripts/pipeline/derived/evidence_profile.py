"""What studies found on each proposition, counted by study: the evidence profile."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.derived.study_evidence import CLOSE
from pipeline.tables.held_against import held_against
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.tables.units import turned

DIRECTIONS = ("supports", "opposes", "no_clear_difference", "mixed", "unclear")
_WORDS = {"supports": "supporting", "opposes": "opposing"}
_SOURCES = {"primary": "studies", "review": "reviews"}
COUNTS = tuple(
    f"{source}_{_WORDS.get(one, one)}" for source in _SOURCES.values() for one in DIRECTIONS
)
_DOUBTED = ("retracted", "expression_of_concern")
_NO_EFFECT = ("level", "association")
_SEVERAL = 2  # from this many effects on, they have a range


def profiles(tables: TableSet, studies: list[Row]) -> dict[str, Row]:
    """The profile of each proposition with evidence, by its id.

    `studies` are the rows of `study_evidence`. Columns: COUNTS, over studies and reviews whose
    bearing is own or special_case; `studies_randomised` and `studies_groups_compared` among these
    studies, and `people` in them; `best_design`; numbers of studies and reviews by other
    bearings; and the range of effects in one unit.
    """
    held: defaultdict[str, list[Row]] = defaultdict(list)
    for row in studies:
        held[row["proposition_id"]].append(row)
    listed = enumerate(tables["references"].schema.field("design").values)
    designs = {design: place for place, design in listed}
    effects = _effects(tables)
    return {name: _profile(rows, designs, effects.get(name, {})) for name, rows in held.items()}


def no_profile() -> Row:
    """The profile of a proposition without evidence."""
    return _profile([], {}, {})


def _profile(
    studies: list[Row], designs: dict[str | None, int], effects: dict[str, list[float]]
) -> Row:
    close = [row for row in studies if row["bearing"] in CLOSE]
    primary = [row for row in close if row["source"] == "primary"]
    count = Counter((row["source"], row["direction"]) for row in close)
    bearing = Counter(row["bearing"] for row in studies)
    people = [row["people"] for row in primary if row["people"] is not None]
    unit = max(sorted(effects), key=lambda one: len(effects[one]), default=None)
    values = effects[unit] if unit is not None else []
    has_range = len(values) >= _SEVERAL
    return {
        **{
            f"{shown}_{_WORDS.get(one, one)}": count[source, one]
            for source, shown in _SOURCES.items()
            for one in DIRECTIONS
        },
        "studies_randomised": sum(row["randomised"] for row in primary),
        "studies_groups_compared": sum(row["contrast"] == "groups_compared" for row in primary),
        "people": sum(people) if people else None,
        # a design that is not listed comes last; the row schema reports it
        "best_design": min(
            (row["design"] for row in close),
            key=lambda design: designs.get(design, len(designs)),
            default=None,
        ),
        "works_own": bearing["own"],
        "works_wider": bearing["wider"],
        "works_neighbour": bearing["neighbour"],
        "works_doubted": sum(row["standing"] in _DOUBTED for row in close),
        "effects": len(values) if has_range else 0,
        "effect_unit": unit if has_range else None,
        "effect_low": min(values) if has_range else None,
        "effect_high": max(values) if has_range else None,
    }


def _effects(tables: TableSet) -> dict[str, dict[str, list[float]]]:
    """Effects of close findings by proposition and unit, positive (a ratio: above 1) where there
    was more of the outcome with the subject. A level or an association is no effect, and what was
    done without the subject has none of the subject.
    """
    findings, measures = tables.index("findings"), tables.index("measures")
    aligned = held_against(tables)
    found: dict[str, dict[str, list[float]]] = {}
    for row in tables["evidence"].rows:
        finding = findings.get(row["finding_id"])
        if finding is None or finding["value"] is None or row["bearing"] not in CLOSE:
            continue
        if finding["estimand"] in _NO_EFFECT:
            continue
        alignment = aligned.alignment(row["proposition_id"], row["finding_id"])
        measure = measures.get(finding["measure_id"])
        if alignment is None or measure is None or alignment.absent_in == "condition":
            continue
        turns = (measure["higher_means"] == "less", alignment.swapped, alignment.absent_in)
        value, unit = finding["value"], finding["unit"]
        if sum(map(bool, turns)) % 2:
            value = turned(value, unit)
        by_unit = found.setdefault(row["proposition_id"], {})
        by_unit.setdefault(unit, []).append(value)
    return found
