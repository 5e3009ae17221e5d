"""References, citations, findings and evidence: that they hang together and point the right way."""

from itertools import product

from pipeline.checks.rules.registry import problem, rule
from pipeline.tables.table_set import TableSet

# what a result says about a proposition, by relation; where the finding is turned round, higher and lower change places
_VERDICT = {
    "raises": {"higher": "supports", "lower": "disputes", "no_difference": "disputes"},
    "lowers": {"higher": "disputes", "lower": "supports", "no_difference": "disputes"},
    "keeps": {"higher": "supports", "lower": "disputes", "no_difference": "supports"},
    "exceeds": {"higher": "supports", "lower": "disputes", "no_difference": "disputes"},
    "matches": {"higher": "disputes", "lower": "disputes", "no_difference": "supports"},
    "affects": {"higher": "supports", "lower": "supports", "no_difference": "disputes"},
}


_TURNED = {"higher": "lower", "lower": "higher"}


@rule("evidence-direction")
def evidence_direction(package: TableSet):
    """The direction of evidence follows from the finding's result and the proposition's relation."""
    rows, propositions, findings = (
        package["evidence"],
        package.index("propositions"),
        package.index("findings"),
    )
    for i, row in enumerate(rows.rows):
        proposition, finding = (
            propositions.get(row["proposition_id"]),
            findings.get(row["finding_id"]),
        )
        if not proposition or not finding:
            continue
        result = finding["result"]
        if _turned(package, proposition, finding):
            result = _TURNED.get(result, result)
        wanted = (
            "inconclusive"
            if result == "inconclusive"
            else _VERDICT.get(proposition["relation"], {}).get(result)
        )
        if wanted and row["direction"] not in (
            wanted,
            "inconclusive" if row["directness"] == "indirect" else wanted,
        ):
            yield problem(
                rows,
                i,
                "evidence-direction",
                f"The finding is {finding['result']!r}, which {wanted} the relation {proposition['relation']!r}.",
                "Correct direction, result or slots.",
                "direction",
            )


def _turned(package: TableSet, proposition: dict, finding: dict) -> bool:
    up = package.ancestors
    return (
        finding["comparator_id"] is not None
        and proposition["subject_id"] in up.get(finding["comparator_id"], ())
        and proposition["comparator_id"] in up.get(finding["subject_id"], ())
    )


@rule("evidence-directness")
def evidence_directness(package: TableSet):
    """Evidence is direct only where each slot of the finding is the proposition's or a special case of it, and the proposition has no condition, which a finding cannot say; groups compared at one time are no direct evidence of an effect."""
    rows, propositions, findings, up = (
        package["evidence"],
        package.index("propositions"),
        package.index("findings"),
        package.ancestors,
    )
    references = package.index("references")
    for i, row in enumerate(rows.rows):
        proposition, finding = (
            propositions.get(row["proposition_id"]),
            findings.get(row["finding_id"]),
        )
        if not proposition or not finding or row["directness"] != "direct":
            continue
        design = (references.get(finding["reference_id"]) or {}).get("design")
        if design == "cross_sectional" and proposition["relation"] not in ("exceeds", "matches"):
            yield problem(
                rows,
                i,
                "evidence-directness",
                "The study compares groups at one time, which may differ in more than what the proposition is about.",
                "Call it indirect.",
                "directness",
            )
            continue
        misfit = _misfit(package, up, proposition, finding)
        if misfit:
            slot, wanted, have = misfit
            yield problem(
                rows,
                i,
                "evidence-directness",
                f"The finding's {slot[:-3]} is {have or 'empty'}, the proposition's {wanted or 'empty'}.",
                "Call it indirect, or correct the slots.",
                "directness",
            )


@rule("fitting-finding")
def fitting_finding(package: TableSet):
    """A finding that fits every slot of a proposition which has evidence has an evidence row for it: none is passed over that could be direct."""
    rows, propositions, up = package["findings"], package.index("propositions"), package.ancestors
    have = {(row["proposition_id"], row["finding_id"]) for row in package["evidence"].rows}
    held: dict[
        tuple, list[dict]
    ] = {}  # by subject and object, so that a finding is held against few of them
    for name in dict.fromkeys(package["evidence"].column("proposition_id")):
        proposition = propositions.get(name)
        if proposition and proposition["relation"] in _VERDICT and not proposition["condition_id"]:
            held.setdefault((proposition["subject_id"], proposition["object_id"]), []).append(
                proposition
            )
    for i, finding in enumerate(rows.rows):
        subjects = up.get(finding["subject_id"], set()) | up.get(finding["comparator_id"], set())
        for key in product(sorted(subjects), [None, *sorted(up.get(finding["object_id"], ()))]):
            for proposition in held.get(key, ()):
                name = proposition["proposition_id"]
                if (name, finding["finding_id"]) in have or _misfit(
                    package, up, proposition, finding
                ):
                    continue
                yield problem(
                    rows,
                    i,
                    "fitting-finding",
                    f"It fits every slot of {name!r}, and says nothing there.",
                    "Add an evidence row in data/curation/evidence.yaml, direct or with the reason why it is indirect.",
                    "finding_id",
                )


def _misfit(
    package: TableSet, up: dict, proposition: dict, finding: dict
) -> tuple[str, str | None, str | None] | None:
    """The first slot in which a finding is neither the proposition's nor a case of it: slot, what is wanted, what is there."""
    sides = (
        ("comparator_id", "subject_id")
        if _turned(package, proposition, finding)
        else ("subject_id", "comparator_id")
    )
    pairs = [
        (slot, proposition[slot], finding[slot])
        for slot in ("object_id", "muscle_id", "population_id")
    ]
    pairs += [
        (slot, proposition[slot], finding[side])
        for slot, side in zip(("subject_id", "comparator_id"), sides)
    ]
    pairs.append(("condition_id", proposition["condition_id"], None))
    return next(
        (
            (slot, wanted, have)
            for slot, wanted, have in pairs
            if (wanted is not None and wanted not in up.get(have, ()))
            or (slot == "comparator_id" and wanted is None and have is not None)
        ),
        None,
    )
