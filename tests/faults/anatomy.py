"""What muscles do, and judgements of the risk of bias, against their sources and against the rest
of the data."""

from __future__ import annotations

from pipeline.tables.actions import action
from pipeline.tables.table_set import TableSet

from . import Cell, Fault, faults
from .copies import SCHEMAS, Download, change


def follow(package: Download) -> None:
    """Compose the actions of muscles again, and derive the derived tables."""
    tables = TableSet({name: package[name] for name in SCHEMAS})
    for row in package["muscles"].rows:
        row["action"] = action(tables, row["muscle_id"])
    package.follow()


def acted(muscle: str, joint: str, movement: str, was: str, sources: int = 1):
    """An action of a muscle that so many sources name becomes another in the first of them."""

    def mutate(package: Download):
        told = [
            row
            for row in package["muscle_actions"].rows
            if (row["muscle_id"], row["movement"]) == (muscle, was)
        ]
        assert len(told) >= sources
        told[0] |= {"joint": joint, "movement": movement}
        follow(package)
        return Cell("muscle_actions", told[0], "movement")

    return mutate


def movement_of_another_joint(package: Download):
    row = package.find("muscle_actions", lambda row: row["movement"] == "inversion")
    row["joint"] = "elbow"
    follow(package)
    return Cell("muscle_actions", row, "movement")


def term_of_another_movement(package: Download):
    row = package.find("term_movements", lambda row: row["movement"] == "extension")
    row["movement"] = "flexion"
    package.follow()
    return Cell("term_movements", row, "movement")


def source_of_nothing(package: Download):
    row = package.add(
        "anatomy_sources", package.find("anatomy_sources"), source_id="zzz-source", title="Another"
    )
    return Cell("anatomy_sources", row, "source_id")


def said_of_whole_and_part(package: Download):
    like = package.find("muscle_actions", lambda row: row["part"] == "whole")
    row = package.add("muscle_actions", like, part="upper fibres")
    follow(package)
    return Cell("muscle_actions", row, "part")


def judged(package: Download, designs: tuple[str, ...], left_out: str | None = None, **changes):
    """A reader judges a finding of a work of one of these designs by all domains of RoB 2."""
    works = package.index("references")
    finding = package.find("findings", lambda row: works[row["reference_id"]]["design"] in designs)
    row = {
        "finding_id": finding["finding_id"],
        "tool": "rob_2",
        "judgement": "low",
        "reason": "Read in the methods.",
        "reader": "a",
        "reader_kind": "person",
        "read_from": "full_text",
        "judged_on": "2026-11-30",
    }
    domains = (
        *("randomisation_process", "deviations_from_intended_interventions", "missing_data"),
        *("measurement_of_outcome", "selection_of_reported_result", "overall"),
    )
    made = [
        package.add("risk_of_bias", row, domain=domain)
        for domain in sorted(domains)
        if domain != left_out
    ]
    made[0] |= changes
    return made


def judged_in_other_words(package: Download):
    row = judged(package, ("randomised_trial",), judgement="critical")[0]
    return Cell("risk_of_bias", row, "judgement")


def judged_by_the_wrong_tool(package: Download):
    rows = judged(package, ("cross_sectional",))
    return [Cell("risk_of_bias", row, "tool") for row in rows]


def judged_in_part(package: Download):
    row = judged(package, ("randomised_trial",), left_out="missing_data")[0]
    return Cell("risk_of_bias", row, "domain")


FAULTS = faults(
    "meaning",
    Fault(
        "joint-not-crossed",
        "A muscle bends a joint that it does not cross.",
        "crossed-joints",
        acted("soleus", "knee", "flexion", "plantarflexion", 2),
    ),
    Fault(
        "action-of-the-antagonist",
        "A muscle of the quadriceps bends the knee.",
        "muscle-action",
        acted("vastus-lateralis", "knee", "flexion", "extension"),
    ),
    Fault(
        "action-of-the-other-side",
        "A muscle at the back of the leg lifts the foot.",
        "muscle-side",
        acted("flexor-digitorum-longus", "ankle", "dorsiflexion", "plantarflexion"),
    ),
    Fault(
        "action-against-another-source",
        "One of three sources has a muscle lift the foot that the others have lower it.",
        "sources-opposed",
        acted("tibialis-posterior", "ankle", "dorsiflexion", "plantarflexion", 3),
    ),
    Fault(
        "movement-of-another-joint",
        "A muscle turns the sole of the elbow in.",
        "movement-possible",
        movement_of_another_joint,
    ),
    Fault(
        "term-of-another-movement",
        "A term for a movement stands for the opposite one.",
        "movement-named",
        term_of_another_movement,
    ),
    Fault(
        "source-of-nothing",
        "A source of anatomy is listed that nothing was read from.",
        "anatomy-source-used",
        source_of_nothing,
    ),
    Fault(
        "said-of-whole-and-part",
        "A source names a movement for a muscle and for a part of it.",
        "action-once",
        said_of_whole_and_part,
    ),
    Fault(
        "action-that-does-not-follow",
        "The sentence on what a muscle does is not that of its actions.",
        "action-follows",
        change("muscles", "action", "flexes the knee", lambda row: row["muscle_id"] == "soleus"),
    ),
    Fault(
        "bias-in-words-of-another-tool",
        "A risk of bias is judged in the words of another tool.",
        "bias-tool",
        judged_in_other_words,
    ),
    Fault(
        "bias-by-the-wrong-tool",
        "A tool for trials judges groups that were only compared.",
        "bias-design",
        judged_by_the_wrong_tool,
    ),
    Fault(
        "bias-judged-in-part",
        "A reader leaves out a domain of the tool.",
        "bias-whole",
        judged_in_part,
    ),
)
