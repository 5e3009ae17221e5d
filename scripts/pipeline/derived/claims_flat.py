"""The flat table: one row a claim, names instead of identifiers, with what agrees and what stands against it."""

from __future__ import annotations

from itertools import compress

from pipeline.tables.csv_cells import cell
from pipeline.tables.statements import SLOTS
from pipeline.tables.table_set import TableSet

_TERMS = {
    "muscle": "muscles",
    "exercise": "exercises",
    "outcome": "outcomes",
}  # all other kinds go to other_terms
_BOUNDS = {"at_least": "at least", "at_most": "at most", "about": "about"}
_UNITS = {
    "1": "",
    "{calendar_year}": "",
    "a": "years",
    "mo": "months",
    "wk": "weeks",
    "d": "days",
    "h": "hours",
    "[lb_av]": "pounds",
    "d/wk": "days a week",
    "{times}/wk": "times a week",
}
_SUMMARY = ("agreement", "asserted_by", "denied_by", "reported_by")
_TALLIES = (
    "supporting_direct",
    "supporting_indirect",
    "disputing_direct",
    "disputing_indirect",
    "inconclusive",
)


def claims_flat(package: TableSet, summaries: list[dict], opposed: list[dict]) -> list[dict]:
    """Rows of the table `claims_flat`, given those of `proposition_summary` and `contradictions`. Made column by column, since there are many."""
    place = {
        name: {key: i for i, key in enumerate(package.column(name, key))}
        for name, key in (
            ("articles", "article_id"),
            ("passages", "passage_id"),
            ("propositions", "proposition_id"),
        )
    }
    claims = sorted(
        range(len(package["claims"].rows)), key=package.column("claims", "claim_id").__getitem__
    )
    passage = [place["passages"].get(package.column("claims", "passage_id")[i]) for i in claims]
    article = [
        None if i is None else place["articles"].get(package.column("passages", "article_id")[i])
        for i in passage
    ]
    proposition = [
        place["propositions"].get(package.column("claims", "proposition_id")[i]) for i in claims
    ]
    whole = [
        None not in three for three in zip(passage, article, proposition)
    ]  # without broken keys, which their own rule tells
    claims, passage, article, proposition = (
        list(compress(places, whole)) for places in (claims, passage, article, proposition)
    )
    summary = {row["proposition_id"]: row for row in summaries}
    said = [summary[package.column("propositions", "proposition_id")[i]] for i in proposition]
    name, persons = (
        dict(zip(package.column(table, key), package.column(table, "name")))
        for table, key in (("terms", "term_id"), ("people", "person_id"))
    )
    about, quantities, cites, against, works = (
        _terms(package),
        _quantities(package),
        _cites(package),
        _against(opposed),
        _works(package),
    )

    def column(table: str, places: list[int], of: str, meaning: dict | None = None) -> list:
        """A column of a table at these places, or what its values mean."""
        values = package.column(table, of)
        return (
            [values[i] for i in places]
            if meaning is None
            else [meaning.get(values[i]) for i in places]
        )

    def shown(of: list, found: dict, *key: str, order=lambda names: names) -> list:
        """What was found for each claim (or its proposition), and under the key, as one text."""
        return [
            names and _shown(order(names))
            for names in map(found.get, [(one, *key) for one in of] if key else of)
        ]

    made = {
        "claim_id": column("claims", claims, "claim_id"),
        "article_id": column("articles", article, "article_id"),
        "article": column("articles", article, "title"),
        "site": column("articles", article, "site"),
        "section": column("passages", passage, "section"),
        "passage_id": column("claims", claims, "passage_id"),
    }
    made |= {
        same: column("claims", claims, same)
        for same in ("statement", "stance", "degree", "modality", "kind")
    }
    made |= {
        "attributed_to": column("claims", claims, "attributed_to", persons),
        "proposition_id": column("claims", claims, "proposition_id"),
        "proposition": column("propositions", proposition, "statement"),
        "subject": column("propositions", proposition, "subject_id", name),
        "relation": column("propositions", proposition, "relation"),
    }
    made |= {
        slot: column("propositions", proposition, f"{slot}_id", name)
        for slot in SLOTS
        if slot != "subject"
    }
    made |= {
        kinds: shown(made["claim_id"], about, kinds) for kinds in (*_TERMS.values(), "other_terms")
    }
    made |= {
        "quantities": shown(made["claim_id"], quantities),
        "cites": shown(made["claim_id"], cites),
    } | {same: [row[same] for row in said] for same in _SUMMARY}
    made |= {
        "contradicted_by": shown(made["claim_id"], against, "contradiction", order=sorted),
        "in_tension_with": shown(made["claim_id"], against, "tension", order=sorted),
    }
    made |= {same: [row[same] for row in said] for same in _TALLIES}
    made |= {
        "supporting_works": shown(made["proposition_id"], works, "supports", order=sorted),
        "disputing_works": shown(made["proposition_id"], works, "disputes", order=sorted),
    }
    made |= {
        "claims_and_evidence": [row["claims_and_evidence"] for row in said],
        "note": column("claims", claims, "note"),
    }
    return [dict(zip(made, values)) for values in zip(*made.values())]


def _shown(names) -> str | None:
    return "; ".join(dict.fromkeys(filter(None, names))) or None


def _terms(package: TableSet) -> dict[tuple[str, str], list[str]]:
    """Names of the terms of each claim, by column, in the order of their ids."""
    terms, found = package.index("terms"), {}
    for claim, term in sorted(
        zip(package["claim_terms"].column("claim_id"), package["claim_terms"].column("term_id"))
    ):
        if term in terms:
            found.setdefault((claim, _TERMS.get(terms[term]["kind"], "other_terms")), []).append(
                terms[term]["name"]
            )
    return found


def _quantities(package: TableSet) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in sorted(package["claim_quantities"].rows, key=lambda row: row["ordinal"]):
        found.setdefault(row["claim_id"], []).append(f"{row['measure']}: {_amount(row)}")
    return found


def _amount(row: dict) -> str:
    """A quantity as words: 10 weeks, about 20 km, 2 to 3 /wk. Of a vague one only that it has no number: the article's words
    for it are in claim_quantities, and here, behind what is measured, they would be a run of the article.
    """
    low, high, unit = cell(row["low"]), cell(row["high"]), row["unit"] or ""
    unit = _UNITS.get(unit, unit.strip("{}").replace("_", " ") if unit.startswith("{") else unit)
    numbers = low or high if row["bound"] != "range" else f"{low} to {high}"
    if not numbers:
        return "no number"
    return " ".join(filter(None, [_BOUNDS.get(row["bound"]), numbers, unit]))


def _cites(package: TableSet) -> dict[str, list[str]]:
    citations, found = package.index("citations"), {}
    for row in sorted(package["claim_citations"].rows, key=lambda row: row["citation_id"]):
        cited = citations.get(row["citation_id"]) or {}
        found.setdefault(row["claim_id"], []).append(
            f"{cited.get('reference_id') or cited.get('marker') or row['citation_id']}: {row['fidelity']}"
        )
    return found


def _against(opposed: list[dict]) -> dict[tuple[str, str], set[str]]:
    """Claims that stand against each claim, by verdict; a pair counts for both."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in opposed:
        one, other = row["claim_id"], row["other_claim_id"]
        found.setdefault((one, row["verdict"]), set()).add(other)
        found.setdefault((other, row["verdict"]), set()).add(one)
    return found


def _works(package: TableSet) -> dict[tuple[str, str], set[str]]:
    """Works with a finding on each proposition, by direction."""
    findings, found = package.index("findings"), {}
    for row in package["evidence"].rows:
        if row["finding_id"] in findings:
            found.setdefault((row["proposition_id"], row["direction"]), set()).add(
                findings[row["finding_id"]]["reference_id"]
            )
    return found
