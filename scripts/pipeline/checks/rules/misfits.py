"""Evidence that does not follow, and findings that fit by surprise: which row to blame.

Where several pairs of a proposition and a finding are concerned, what they share is reported once:
the finding, the proposition, the measure, or a term that the tree may put in the wrong place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.base.problems import Problem
from pipeline.checks.rules.culprits import chain, shared
from pipeline.checks.rules.registry import Place, each
from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet

_SHOWN = 3  # findings in one message
_SLOTS = ("subject", "object", "muscle", "comparator", "population", "condition")
_HALF = 2
_OR_RELATIONS = ", the groups that it belongs to or its relations"
_BY_RESULT = ("direction",)  # the columns that do not follow where a result is wrong


@dataclass(frozen=True)
class Astray:
    """A row of evidence whose derived columns do not follow, with differs_in as it is there and as
    it follows.
    """

    proposition: str
    finding: str
    columns: tuple[str, ...]
    there: str | None
    follows: str | None

    @property
    def pair(self) -> tuple[str, str]:
        """The key of the row."""
        return self.proposition, self.finding

    @property
    def may_be_measure(self) -> bool:
        """Whether another kind of measure could be why."""
        return self.columns == _BY_RESULT or "object" in self.slots

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots in which the row may go wrong: those told differently, or else all told."""
        there, follows = (set((one or "").split("; ")) - {""} for one in (self.there, self.follows))
        wrong = there ^ follows or there
        return tuple(slot for slot in _SLOTS if slot in wrong)


def astray(tables: TableSet, found: dict[Astray, Place]) -> Iterator[Problem]:
    """The problems of rows of evidence whose derived columns do not follow."""
    told: set[Astray] = set()
    for (table, key), rows in shared(_causes(tables, found)):
        if (at := _place(tables, table, key)) is None:
            continue
        told.update(rows)
        yield at.problem(
            _column_of(table, rows),
            f"{len(rows)} rows of evidence do not follow from the slots: their direction, bearing "
            f"or differs_in is another. The findings are {_names({one.finding for one in rows})}.",
            f"Run the build, or restore it{_OR_RELATIONS if table == 'terms' else ''}.",
        )
    for one, at in found.items():
        if one not in told:
            yield at.problem(
                one.columns[0],
                f"From the slots follows another {one.columns[0]}.",
                "Run the build, or restore it. A judgement of a person stands in "
                "judged_direction or judged_bearing, with the reason.",
            )


def _causes(tables: TableSet, found: dict[Astray, Place]) -> dict[Astray, list[tuple[str, str]]]:
    """For each row of evidence that goes astray, the rows of other tables that may be why, the
    surest first.

    A finding, proposition or measure may be why only if half of the evidence that rests on it goes
    astray, a term only if several findings do.
    """
    resting = tables.once("evidence by cause", _resting)
    count = Counter(cause for one in found for cause in _rests_on(tables, *one.pair))
    causes = {
        one: [
            cause
            for cause in _rests_on(tables, *one.pair)
            if count[cause] > 1
            and resting[cause] <= _HALF * count[cause]
            and (cause[0] != "measures" or one.may_be_measure)
        ]
        for one in found
    }
    terms = {one: _terms(tables, one) for one in found if one.columns != _BY_RESULT}
    findings: defaultdict[str, set[str]] = defaultdict(set)
    for one, some in terms.items():
        for term in some:
            findings[term].add(one.finding)
    for one, some in terms.items():
        causes[one] += [("terms", term) for term in some if len(findings[term]) > 1]
    return causes


def _terms(tables: TableSet, one: Astray) -> list[str]:
    """The terms by way of which the finding is, or could be, a case of the proposition."""
    proposition = tables.index("propositions")[one.proposition]
    finding, terms = tables.index("findings")[one.finding], tables.index("terms")
    found = []
    for slot in one.slots:
        wanted, have = proposition[f"{slot}_id"], finding[f"{slot}_id"]
        if None not in (wanted, have) and wanted != have:
            found += chain(have, tables, tables.ancestors.get(wanted))
    return [term for term in dict.fromkeys(found) if term in terms]


def _rests_on(tables: TableSet, proposition: str, finding: str) -> list[tuple[str, str]]:
    """The finding, the proposition and the measure of a row of evidence."""
    measure = tables.index("findings").get(finding, {}).get("measure_id")
    return [("findings", finding), ("propositions", proposition), ("measures", str(measure))]


def _resting(tables: TableSet) -> Counter[tuple[str, str]]:
    """How many rows of evidence rest on each finding, proposition and measure."""
    count: Counter[tuple[str, str]] = Counter()
    for row in tables["evidence"].rows:
        count.update(_rests_on(tables, row["proposition_id"], row["finding_id"]))
    return count


def _column_of(table: str, rows: list[Astray]) -> str:
    """The column of a cause that is most likely wrong."""
    if table == "terms":
        return "broader_id"
    by_result = all(one.columns == _BY_RESULT for one in rows)
    if table == "measures":
        return "higher_means" if by_result else "stands_for"
    if by_result:
        return "result" if table == "findings" else "relation"
    count: defaultdict[str, int] = defaultdict(int)
    for one in rows:
        for slot in one.slots:
            count[slot] += 1
    slot = max(_SLOTS, key=lambda name: count[name])
    return "measure_id" if (table, slot) == ("findings", "object") else f"{slot}_id"


def _names(findings: set[str]) -> str:
    names = sorted(findings)
    return f"{', '.join(names[:_SHOWN])}{' ...' if len(names) > _SHOWN else ''}"


def passed_over(tables: TableSet, fitting: dict[tuple[str, str], Place]) -> Iterator[Problem]:
    """The problems of findings that fit a proposition whose evidence they are not among."""
    propositions, findings = tables.index("propositions"), tables.index("findings")
    held = tables.keys("evidence", ("proposition_id",))
    chains: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, finding in fitting:
        alone = [] if name in held else [("propositions", name)]
        between = _between(propositions[name], findings[finding], tables)
        chains[name, finding] = alone + [("terms", term) for term in between]
    told: set[tuple[str, str]] = set()
    for (table, key), pairs in shared(chains):
        names = {finding for _, finding in pairs}
        if len(names) > 1 and (at := _place(tables, table, key)):
            told.update(pairs)
            yield _all_passed_over(at, table, names)
    for (proposition, finding), at in fitting.items():
        if (proposition, finding) not in told:
            yield at.problem(
                "finding_id",
                f"The finding fits every slot of {proposition!r}, but is not among its evidence.",
                "Read the study, and look at the slots and their broader terms. If they are right, "
                "add the pair in data/curation/evidence.yaml: under evidence, or under left_out "
                "with the reason.",
            )


def _all_passed_over(at: Place, table: str, findings: set[str]) -> Problem:
    """The problem of several findings that fit a proposition, or fit by way of a term."""
    if table == "propositions":
        return at.problem(
            "proposition_id",
            f"{len(findings)} findings fit every slot, but there is no evidence: "
            f"{_names(findings)}.",
            "Look at the slots. If they are right, read the studies and add them in "
            "data/curation/evidence.yaml: under evidence, or under left_out with the reason.",
        )
    return at.problem(
        "broader_id",
        f"By its broader terms and groups, {len(findings)} findings fit propositions whose "
        f"evidence they are not among: {_names(findings)}.",
        "Read its definition, and correct broader or the membership. If they are right, "
        "read the studies and add their evidence in data/curation/evidence.yaml.",
    )


def _place(tables: TableSet, table: str, key: str) -> Place | None:
    """The place of a row, if it is there."""
    rows = tables[table]
    return next((at for row, at in each(rows) if rows.schema.key(row) == key), None)


def _between(proposition: Row, finding: Row, tables: TableSet) -> list[str]:
    """The terms by way of which a finding is a case of a proposition, narrower ones first."""
    found = []
    for slot in _SLOTS:
        wanted, have = proposition[f"{slot}_id"], finding[f"{slot}_id"]
        if wanted is not None and have != wanted:
            found += chain(have, tables, tables.ancestors.get(wanted))
    return found
