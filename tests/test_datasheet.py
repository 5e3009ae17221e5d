"""What the datasheet counts is what the tables give."""

import running_muscle_claims as rmc
from conftest import ROOT
from pipeline.derived.evidence_coverage import studied_little
from pipeline.loader import plain

DATASHEET = (ROOT / "DATASHEET.md").read_text(encoding="utf-8")
SLOTS = {"object": "outcome", "subject": "cause"}


def test_what_is_claimed_much_and_studied_little_is_listed():
    tables = rmc.load(folder=ROOT)
    names = tables["terms"].set_index("term_id")["name"]
    rows = studied_little(plain(tables["evidence_coverage"]))
    wanted = [
        f"| {names[row['group_name']]} ({SLOTS[row['grouped_by']]}) | {row['claims']} "
        f"| {row['claims_fitting']} |"
        for row in rows
    ]
    head = "| what it is about | claims | with evidence that fits |\n| --- | --- | --- |\n"
    listed = DATASHEET.split(head)[1].split("\n\n")[0].splitlines()
    assert wanted and listed == wanted
