"""Searches, and what counts as testable: what does not fit what was looked for and found."""

from __future__ import annotations

from . import Cell, Fault, faults
from .copies import Download, change

OPPOSING = "opposing"


def other_testability(package: Download):
    """What one of its readers gave, but not the rule."""
    reading = package.find(
        "testability_readings",
        lambda row: "testable" in (row["first"], row["second"]) and row["first"] != row["second"],
    )
    row = package.index("propositions")[reading["proposition_id"]]
    [other] = {reading["first"], reading["second"]} - {row["testability"]}
    row |= {"testability": other, "testability_reason": None}
    return Cell("propositions", row, "testability")


def readers_of_another_mind(package: Download):
    row = package.find(
        "testability_readings", lambda row: {row["first"], row["second"]} == {"testable"}
    )
    row["first"] = row["second"] = "advice"
    return Cell("testability_readings", row, "first")


def read_after_the_search(package: Download):
    asked = set(package["search_propositions"].column("proposition_id"))
    counted = {
        row["proposition_id"]
        for row in package["search_propositions"].rows
        if package.index("searches")[row["search_id"]]["results"] is not None
    }
    row = package.find("testability_readings", lambda row: row["proposition_id"] in asked & counted)
    row["read_on"] = "2099-01-01"
    return Cell("testability_readings", row, "read_on")


def topic_of_no_term(package: Download):
    row = package.find("topics", lambda row: row["without"] is None and row["objects"])
    row["without"] = "zzz-no-term"
    return Cell("topics", row, "without")


def uncounted_search(package: Download):
    row = package.find("searches", lambda row: row["wording"] == "open" and row["results"])
    row["wording"] = None
    package.follow()
    return Cell("searches", row, "wording")


def unreasoned_work(package: Download):
    row = package.find("search_works", lambda row: row["decision"] == "left_out")
    row["reason"] = None
    return Cell("search_works", row, "reason")


def search_of_another_day(package: Download):
    row = package["searches"].rows[-1]
    old, new = row["search_id"], f"2026-01-01{row['search_id'][10:]}"
    for table in ("searches", "search_propositions", "search_works"):
        for one in package[table].rows:
            if one["search_id"] == old:
                one["search_id"] = new
    return Cell("searches", row, "search_id")


def nobody_asked_the_opposite(package: Download):
    """The only search in words for the opposite becomes one without a direction."""
    searches, only = package.index("searches"), {}
    for row in package["search_propositions"].rows:
        if searches[row["search_id"]]["wording"] == OPPOSING:
            only.setdefault(row["proposition_id"], set()).add(row["search_id"])
    directions: dict = {}
    for row in package["evidence"].rows:
        directions.setdefault(row["proposition_id"], set()).add(row["direction"])
    supported = {name for name, found in directions.items() if found == {"supports"}}
    search = next(min(only[name]) for name in sorted(supported & set(only)) if len(only[name]) == 1)
    searches[search]["wording"] = "open"
    package.follow()
    return [
        Cell("propositions", row, "proposition_id")
        for row in package["propositions"].rows
        if row["proposition_id"] in supported and only.get(row["proposition_id"]) == {search}
    ]


FAULTS = faults(
    "meaning",
    Fault(
        "testability-without-reason",
        "The testability of a proposition is not what the rule gives, without a reason.",
        "testability-follows",
        other_testability,
    ),
    Fault(
        "testability-of-no-reader",
        "The testability of a proposition is what none of its readers gave.",
        "testability-settled",
        readers_of_another_mind,
    ),
    Fault(
        "read-after-the-search",
        "A proposition was read for its testability after the search for it.",
        "testability-before-search",
        read_after_the_search,
    ),
    Fault("topic-of-no-term", "A topic names no term.", "topic-terms", topic_of_no_term),
    Fault(
        "search-without-wording",
        "A search has the number of its results and no wording.",
        "search-recorded",
        uncounted_search,
    ),
    Fault(
        "work-left-out-without-reason",
        "A work that a search showed was left out without a reason.",
        "search-work",
        unreasoned_work,
    ),
    Fault(
        "search-of-another-day",
        "The id of a search has another date than the search.",
        "search-id",
        search_of_another_day,
    ),
    Fault(
        "opposite-not-looked-for",
        "All evidence supports a proposition, and no search asked for the opposite.",
        "opposite-looked-for",
        nobody_asked_the_opposite,
    ),
    Fault(
        "outcome-that-does-not-follow",
        "What a search found does not follow from its works and the evidence.",
        "search-found",
        change(
            "search_propositions",
            "outcome",
            "not_found",
            lambda row: row["outcome"] == "found" and row["search_id"].startswith("2026-11-30"),
        ),
    ),
)
