"""What a search found for a proposition, by the works that it kept and by the evidence."""

from __future__ import annotations

from collections import defaultdict

from pipeline.tables.table_set import TableSet


class SearchOutcomes:
    """The works with evidence on each proposition, and what a search for it found."""

    def __init__(self, tables: TableSet) -> None:
        self._close: defaultdict[str, set[str]] = defaultdict(set)
        findings = tables.index("findings")
        for row in tables["evidence"].rows:
            finding = findings.get(row["finding_id"])
            if finding and row["bearing"] != "neighbour":
                self._close[row["proposition_id"]].add(finding["reference_id"])

    def outcome(self, proposition: str, kept: set[str], *, showed: bool) -> str:
        """`found` if a finding of a kept work is close evidence on the proposition, `found_other`
        if the search showed any other work, else `not_found`.
        """
        if kept & self._close.get(proposition, set()):
            return "found"
        return "found_other" if showed else "not_found"
