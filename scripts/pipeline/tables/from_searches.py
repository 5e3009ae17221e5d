"""Curation to the tables of searches, of what they were made for and of what they showed."""

from __future__ import annotations

from collections import Counter

from pipeline.curation.yaml_values import Map
from pipeline.tables.maker import TableMaker
from pipeline.tables.search_outcomes import SearchOutcomes
from pipeline.tables.table_set import TableSet

_PLACE = "stored_pages"  # where an entry does not say otherwise
_SEARCH_KEYS = {name: name for name in ("searched_on", "query", "wording", "results", "note")}
_WORK_KEYS = {"title": "title", "identifier": "identifier", "reason": "because"}


def add_searches(maker: TableMaker) -> None:
    """Fill the tables of searches. The tables of evidence must be there: what a search found for a
    proposition follows from its works and from the evidence.

    A search has the number that it has among those of its day, in the order of the file.
    """
    file, document = maker.curation.single["searches"]
    outcomes = SearchOutcomes(TableSet(maker.tables))
    on_day: Counter[str] = Counter()
    for entry in document["searches"]:
        on_day[entry["searched_on"]] += 1
        search = f"{entry['searched_on']}-{on_day[entry['searched_on']]:03}"
        place = entry.get("place") or _PLACE
        maker.add("searches", file, entry, _SEARCH_KEYS, search_id=search, place=place)
        for ordinal, work in enumerate(entry.get("works", ()), 1):
            _add_work(maker, file, search, ordinal, work)
        _add_propositions(maker, file, search, entry, outcomes)


def _add_work(maker: TableMaker, file: str, search: str, ordinal: int, work: Map) -> None:
    kept = work.get("kept")
    maker.add(
        "search_works",
        file,
        work,
        _WORK_KEYS,
        search_id=search,
        ordinal=ordinal,
        decision="left_out" if kept is None else "kept",
        reference_id=kept or work.get("left_out"),
    )


def _add_propositions(
    maker: TableMaker, file: str, search: str, entry: Map, outcomes: SearchOutcomes
) -> None:
    works = entry.get("works", ())
    typed, recorded = entry.get("outcome"), entry.get("results") is not None
    if (typed is None) != recorded:
        maker.fail(
            "search-outcome-typed",
            "A search has a typed outcome if the number of its results is not recorded, and only "
            "then.",
            file,
            entry.lines.get("outcome", entry.line),
            "Remove the outcome; it follows from the works and the evidence."
            if typed
            else "Give the number of results that were looked at.",
            "searches",
            search,
        )
        return
    kept = {work["kept"] for work in works if "kept" in work}
    for proposition in entry["propositions"]:
        outcome = typed or outcomes.outcome(proposition, kept, showed=bool(works))
        maker.add(
            "search_propositions",
            file,
            entry,
            {},
            search_id=search,
            proposition_id=proposition,
            outcome=outcome,
        )
