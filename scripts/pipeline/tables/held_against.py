"""What follows for a finding that is held against a proposition: direction and bearing."""

from __future__ import annotations

from pipeline.tables.alignment import Aligner, Alignment
from pipeline.tables.directions import direction
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

# what stands in the derived columns where nothing follows; a rule tells why
_NOTHING = {"direction": "unclear", "bearing": "neighbour", "differs_in": None}


def held_against(tables: TableSet) -> HeldAgainst:
    """What follows for the pairs of these tables; made on first use and kept."""
    return tables.once("held against", HeldAgainst)


class HeldAgainst:
    """Direction and bearing of any finding for any proposition of these tables."""

    def __init__(self, tables: TableSet) -> None:
        self._propositions, self._findings = tables.index("propositions"), tables.index("findings")
        self._measures = tables.index("measures")
        self._aligner = Aligner(tables)

    def alignment(self, proposition: str, finding: str) -> Alignment | None:
        """How the finding lies to the proposition; None where it cannot be held against it."""
        one, other = self._propositions.get(proposition), self._findings.get(finding)
        return self._aligner.align(one, other) if one and other else None

    def direction(self, proposition: str, finding: str, alignment: Alignment) -> str | None:
        """Which way the finding points by the tables; None where the relation has none."""
        row = self._findings[finding]
        measure = self._measures.get(row["measure_id"])
        return direction(self._propositions[proposition], row, measure, alignment)

    def derived(
        self,
        proposition: str,
        finding: str,
        judged_direction: str | None,
        judged_bearing: str | None,
    ) -> Row:
        """The derived columns of a row of evidence: `direction`, `bearing` and `differs_in`.

        What a person judged takes the place of what the tables give.
        """
        alignment = self.alignment(proposition, finding)
        follows = dict(_NOTHING)
        if alignment is not None:
            follows = {
                "direction": self.direction(proposition, finding, alignment) or "unclear",
                "bearing": alignment.bearing,
                "differs_in": "; ".join(alignment.differs_in) or None,
            }
        if judged_direction is not None:
            follows["direction"] = judged_direction
        if judged_bearing is not None:
            follows["bearing"] = judged_bearing
        return follows
