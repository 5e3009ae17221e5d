"""Evidence that does not fit, or fits by surprise: which row has the wrong slot or place.

Where several pairs of a proposition and a finding are concerned, what they share is reported once:
the term that the tree puts elsewhere, the proposition, or the finding.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.base.problems import Problem
from pipeline.checks.rules.culprits import chain, shared
from pipeline.checks.rules.registry import Place, each
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_SHOWN = 3  # findings in one message


@dataclass(frozen=True)
class Misfit:
    """One row of direct evidence, the slot that does not fit, and what the two sides have there."""

    proposition: str
    finding: str
    slot: str
    wanted: str | None
    have: str | None

    @property
    def row(self) -> tuple[str, str]:
        return self.proposition, self.finding


def reported(
    tables: TableSet, found: dict[Misfit, Place], direct: set[tuple[str, str]]
) -> Iterator[Problem]:
    """The problems of all misfits. `direct` has the keys of all rows of direct evidence."""
    left = dict(found)
    for one in (_terms, _propositions_and_findings):
        for problem, misfits in one(tables, left, direct):
            yield problem
            left = {misfit: at for misfit, at in left.items() if misfit not in misfits}
    for misfit, at in left.items():
        yield at.problem(
            "directness",
            f"The finding's {misfit.slot} is {misfit.have or 'empty'}, but the proposition's is "
            f"{misfit.wanted or 'empty'}.",
            "Read the study, and look at the broader terms of the two. Correct the slot or the "
            "tree if one is wrong. Only if both are right, the evidence is indirect.",
        )


_Found = Iterator[tuple[Problem, list[Misfit]]]


def _terms(tables: TableSet, left: dict[Misfit, Place], direct: set[tuple[str, str]]) -> _Found:
    """Terms below which several findings lie that were all judged to be cases of a wider term."""
    places = {row["term_id"]: at for row, at in each(tables["terms"])}
    up = tables.ancestors
    chains = {
        misfit: chain(misfit.have, tables, up.get(misfit.wanted, set()))
        for misfit in left
        if misfit.wanted is not None and misfit.have is not None
    }
    for term, misfits in shared(chains):
        findings = {misfit.finding for misfit in misfits}
        propositions = {misfit.proposition for misfit in misfits}
        others = {row for row in direct if row[0] in propositions} - {one.row for one in misfits}
        if len(findings) > 1 and (len(propositions) > 1 or others) and term in places:
            wanted = sorted({str(misfit.wanted) for misfit in misfits})
            yield (
                places[term].problem(
                    "broader_id",
                    f"{len(misfits)} rows of direct evidence take it for a case of "
                    f"{' and of '.join(wanted)}; by its broader terms it is none.",
                    "Read its definition, and correct broader. If it is right, read the studies "
                    "again: their evidence may be indirect.",
                ),
                misfits,
            )


def _propositions_and_findings(
    tables: TableSet, left: dict[Misfit, Place], direct: set[tuple[str, str]]
) -> _Found:
    """Propositions, then findings, none of whose direct evidence fits in one slot."""
    told: set[Misfit] = set()
    for part, table in enumerate(("propositions", "findings")):
        by_row: defaultdict[str, list[Misfit]] = defaultdict(list)
        for misfit in left:
            if misfit not in told:
                by_row[misfit.row[part]].append(misfit)
        for row, at in each(tables[table]):
            key = row[tables[table].schema.primary_key[0]]
            misfits = by_row[key]
            slots = {misfit.slot for misfit in misfits if f"{misfit.slot}_id" in row}
            if (
                len(misfits) > 1
                and len(slots) == 1
                and len(misfits) == sum(pair[part] == key for pair in direct)
            ):
                told.update(misfits)
                slot = slots.pop()
                yield (
                    at.problem(
                        f"{slot}_id",
                        f"None of {len(misfits)} rows of direct evidence fits its {slot}, "
                        f"{row.get(f'{slot}_id') or 'empty'}.",
                        "Read the claims or the study again, and correct the slot. Only if it is "
                        "right, the evidence is indirect.",
                    ),
                    misfits,
                )


def passed_over(tables: TableSet, fitting: dict[tuple[str, str], Place]) -> Iterator[Problem]:
    """The problems of findings that fit a proposition whose evidence they are not among."""
    propositions, findings = tables.index("propositions"), tables.index("findings")
    places = {row["term_id"]: at for row, at in each(tables["terms"])}
    chains = {pair: _between(propositions[pair[0]], findings[pair[1]], tables) for pair in fitting}
    told: set[tuple[str, str]] = set()
    for term, pairs in shared(chains):
        names = sorted({finding for _, finding in pairs})
        if term in places and len(names) > 1:
            told.update(pairs)
            yield places[term].problem(
                "broader_id",
                f"By its broader terms and groups, {len(names)} findings fit propositions whose "
                f"evidence they are not among: {', '.join(names[:_SHOWN])}"
                f"{' ...' if len(names) > _SHOWN else ''}.",
                "Read its definition, and correct broader or the membership. If they "
                "are right, read "
                "the studies and add their evidence in data/curation/evidence.yaml.",
            )
    for (proposition, finding), at in fitting.items():
        if (proposition, finding) not in told:
            yield at.problem(
                "finding_id",
                f"The finding fits every slot of {proposition!r}, but is not among its evidence.",
                "Read the study, and look at the slots and their broader terms. If they are right, "
                "add an evidence row in data/curation/evidence.yaml: direct, or indirect with the "
                "reason.",
            )


def _between(proposition: Row, finding: Row, tables: TableSet) -> list[str]:
    """The terms by way of which a finding is a case of a proposition, narrower ones first."""
    found = []
    for slot in ("subject", "object", "muscle", "population", "comparator"):
        wanted, have = proposition[f"{slot}_id"], finding[f"{slot}_id"]
        if wanted is not None and have != wanted:
            found += chain(have, tables, tables.ancestors.get(wanted))
    return found
