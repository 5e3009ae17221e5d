"""The flat table of claims: names instead of ids, with what agrees and what contradicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from pipeline.derived.evidence_profile import no_profile
from pipeline.derived.study_evidence import CLOSE
from pipeline.tables.csv_cells import cell
from pipeline.tables.rows import Row
from pipeline.tables.statements import SLOTS
from pipeline.tables.table_set import TableSet

_OTHER_TERMS = "other_terms"  # the column for terms of all kinds that have none of their own
_TERMS = {"muscle": "muscles", "exercise": "exercises", "outcome": "outcomes"}
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
_OF_CLAIM = ("statement", "stance", "degree", "modality", "kind")
_SUMMARY = ("agreement", "asserted_by", "denied_by", "reported_by")
_PROFILE = tuple(no_profile())
_WORKS = {
    "supporting_works": "supports",
    "opposing_works": "opposes",
    "no_clear_difference_works": "no_clear_difference",
}


class _Joined:
    """The claims in the order of their ids, each with its passage, article and proposition.

    Claims with a broken key are left out: a rule of its own reports them. Columns are taken one by
    one, because rows as dicts would be slow.
    """

    def __init__(self, tables: TableSet) -> None:
        self._tables = tables
        ids = tables.column("claims", "claim_id")
        claims = sorted(range(len(ids)), key=ids.__getitem__)
        passages = self._targets("claims", claims, "passage_id", "passages")
        articles = self._targets("passages", passages, "article_id", "articles")
        propositions = self._targets("claims", claims, "proposition_id", "propositions")
        joined = [
            (claim, passage, article, proposition)
            for claim, passage, article, proposition in zip(
                claims, passages, articles, propositions, strict=True
            )
            if passage is not None and article is not None and proposition is not None
        ]
        self._places = {
            table: [places[i] for places in joined]
            for i, table in enumerate(("claims", "passages", "articles", "propositions"))
        }

    def _targets(
        self, table: str, places: Iterable[int | None], key: str, target: str
    ) -> list[int | None]:
        """Where the rows lie to which a foreign key of these rows points; None if nowhere."""
        there = {name: i for i, name in enumerate(self._tables.column(target, key))}
        names = self._tables.column(table, key)
        return [None if i is None else there.get(names[i]) for i in places]

    def column(self, table: str, name: str, meaning: Row | None = None) -> list[Any]:
        """A column of one of the four tables for each claim, or what `meaning` has for it."""
        values, places = self._tables.column(table, name), self._places[table]
        if meaning is None:
            return [values[i] for i in places]
        return [meaning.get(values[i]) for i in places]


def claims_flat(
    tables: TableSet,
    summaries: list[Row],
    opposed: list[Row],
    studies: list[Row],
    stands: dict[str, str],
) -> list[Row]:
    """Rows of the table `claims_flat`, given those of `proposition_summary`, the opposed pairs and
    `study_evidence`, and how each claim stands to the evidence.

    One row for each claim, sorted by id. Several names in one cell are separated by "; ".
    """
    claims = _Joined(tables)
    term_names = _names(tables, "terms", "term_id")
    terms, quantities, cited = _terms(tables), _quantities(tables), _cited(tables)
    against, works = _against(opposed), _works(studies)
    cited_works, studies_of = _cited_works(tables), _studies(studies)
    ids = claims.column("claims", "claim_id")
    propositions = claims.column("propositions", "proposition_id")
    by_proposition = {row["proposition_id"]: row for row in summaries}
    summary = [by_proposition[name] for name in propositions]
    columns: dict[str, list[Any]] = {
        "claim_id": ids,
        "article_id": claims.column("articles", "article_id"),
        "article": claims.column("articles", "title"),
        "site": claims.column("articles", "site"),
        "section": claims.column("passages", "section"),
        "passage_id": claims.column("claims", "passage_id"),
        **{name: claims.column("claims", name) for name in _OF_CLAIM},
        "attributed_to": claims.column(
            "claims", "attributed_to", _names(tables, "people", "person_id")
        ),
        "proposition_id": propositions,
        "proposition": claims.column("propositions", "statement"),
        "question_id": [row["question_id"] for row in summary],
        "subject": claims.column("propositions", "subject_id", term_names),
        "relation": claims.column("propositions", "relation"),
        **{
            slot: claims.column("propositions", f"{slot}_id", term_names)
            for slot in SLOTS
            if slot != "subject"
        },
        **{
            column: [_shown(terms.get((name, column))) for name in ids]
            for column in (*_TERMS.values(), _OTHER_TERMS)
        },
        "quantities": [_shown(quantities.get(name)) for name in ids],
        "cites": [_shown(cited.get(name)) for name in ids],
        **{name: [row[name] for row in summary] for name in _SUMMARY},
        "contradicted_by": [_sorted(against.get((name, "contradiction"))) for name in ids],
        "in_tension_with": [_sorted(against.get((name, "tension"))) for name in ids],
        **{name: [row[name] for row in summary] for name in _PROFILE},
        **{
            column: [_sorted(works.get((name, direction))) for name in propositions]
            for column, direction in _WORKS.items()
        },
        "claim_and_evidence": [stands[name] for name in ids],
        "only_cited_works": [
            _only_cited(studies_of.get(proposition, set()), cited_works.get(name, set()))
            for name, proposition in zip(ids, propositions, strict=True)
        ],
        "note": claims.column("claims", "note"),
    }
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def _shown(names: Collection[str] | None) -> str | None:
    """The names as one text, each once; None if there are none."""
    return "; ".join(dict.fromkeys(filter(None, names))) or None if names else None


def _sorted(names: Collection[str] | None) -> str | None:
    return _shown(sorted(names)) if names else None


def _names(tables: TableSet, table: str, key: str) -> Row:
    return dict(zip(tables.column(table, key), tables.column(table, "name"), strict=True))


def _terms(tables: TableSet) -> dict[tuple[str, str], list[str]]:
    """The names of the terms of each claim and of what these contain, by column, in the order of
    their ids.
    """
    terms, rows = tables.index("terms"), tables["claim_terms"]
    found: dict[tuple[str, str], list[str]] = {}
    listed = set(zip(rows.column("claim_id"), rows.column("term_id"), strict=True))
    held = {(claim, part) for claim, term in listed for part in tables.contained.get(term, ())}
    for claim, term in sorted(listed | held):
        if term in terms:
            column = _TERMS.get(terms[term]["kind"], _OTHER_TERMS)
            found.setdefault((claim, column), []).append(terms[term]["name"])
    return found


def _quantities(tables: TableSet) -> dict[str, list[str]]:
    """The quantities of each claim as words, in their order."""
    found: dict[str, list[str]] = {}
    for row in sorted(tables["claim_quantities"].rows, key=lambda row: row["ordinal"]):
        found.setdefault(row["claim_id"], []).append(f"{row['measure']}: {_amount(row)}")
    return found


def _amount(row: Row) -> str:
    """A quantity as words: 10 weeks, about 20 km, 2 to 3 /wk.

    A vague one gives "no number". The article's words for it are in `claim_quantities`; repeated
    here after the measure, they would be a run of the article's text.
    """
    low, high, unit = cell(row["low"]), cell(row["high"]), row["unit"] or ""
    unit = _UNITS.get(unit, unit.strip("{}").replace("_", " ") if unit.startswith("{") else unit)
    numbers = low or high if row["bound"] != "range" else f"{low} to {high}"
    if not numbers:
        return "no number"
    return " ".join(filter(None, [_BOUNDS.get(row["bound"]), numbers, unit]))


def _cited(tables: TableSet) -> dict[str, list[str]]:
    """What each claim cites, with how faithfully, in the order of the citations."""
    citations = tables.index("citations")
    found: dict[str, list[str]] = {}
    for row in sorted(tables["claim_citations"].rows, key=lambda row: row["citation_id"]):
        cited = citations.get(row["citation_id"], {})
        work = cited.get("reference_id") or cited.get("marker") or row["citation_id"]
        found.setdefault(row["claim_id"], []).append(f"{work}: {row['fidelity']}")
    return found


def _against(opposed: list[Row]) -> dict[tuple[str, str], set[str]]:
    """The claims of other articles that oppose each claim, by verdict. A pair counts for both."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in opposed:
        if row["scope"] != "between":
            continue
        one, other = row["claim_id"], row["other_claim_id"]
        found.setdefault((one, row["verdict"]), set()).add(other)
        found.setdefault((other, row["verdict"]), set()).add(one)
    return found


def _works(studies: list[Row]) -> dict[tuple[str, str], set[str]]:
    """The works with close findings on each proposition, by direction."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in studies:
        if row["bearing"] in CLOSE:
            key = row["proposition_id"], row["direction"]
            found.setdefault(key, set()).add(row["reference_id"])
    return found


def _studies(studies: list[Row]) -> dict[str, set[str]]:
    """All works with close findings on each proposition, whatever their direction."""
    found: dict[str, set[str]] = {}
    for (proposition, _), names in _works(studies).items():
        found.setdefault(proposition, set()).update(names)
    return found


def _cited_works(tables: TableSet) -> dict[str, set[str]]:
    """The works that each claim cites, as far as they were found."""
    citations = tables.index("citations")
    found: dict[str, set[str]] = {}
    for row in tables["claim_citations"].rows:
        work = citations.get(row["citation_id"], {}).get("reference_id")
        if work is not None:
            found.setdefault(row["claim_id"], set()).add(work)
    return found


def _only_cited(works: set[str], cited: set[str]) -> bool | None:
    """Whether a claim cites all the works that bear on it; None if there are none."""
    return works <= cited if works else None
