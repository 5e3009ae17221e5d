"""Questions as people ask them: what the articles answer, what studies found, who disagrees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._addresses import address_of
from ._load import Tables, plain
from ._question_words import find_question
from ._rows import BEARINGS, chosen, nearest_first

if TYPE_CHECKING:
    import pandas

GENERAL, NOT_SAID = "general", "not_said"
_CASES = {  # columns of positions with the parts of a case, and the word before each
    "form_id": "",
    "other_form_id": "or ",
    "outcome_id": "",
    "muscle_id": "",
    "population_id": "in ",
    "condition_id": "with ",
}
_WORK = ("title", "authors", "year", "doi", "pmid")


@dataclass(frozen=True, eq=False)  # to compare DataFrames does not give one truth value
class Question:
    """A question with what belongs to it. `print` shows it briefly; a notebook shows a table.

    `summary` is the row of the table questions as a dict. The DataFrames may be empty:

    - `positions`: one row for each article and each case that it speaks of, the general ones
      first; an article that says nothing has a row with the position *not_said*;
    - `claims`: one row a claim, as in claims_flat;
    - `evidence`: one row a study or review, the nearest first, with its work;
    - `findings`: one row for each finding that is held against one of the propositions;
    - `disagreements`: one row a dispute on this question;
    - `searches`: one row for each time that somebody looked for evidence;
    - `related`: questions with the same subject or object, and those that a link between
      propositions reaches; the column `related_by` says how.
    """

    question_id: str
    address: str
    question: str
    summary: dict[str, Any]
    positions: pandas.DataFrame
    claims: pandas.DataFrame
    evidence: pandas.DataFrame
    findings: pandas.DataFrame
    disagreements: pandas.DataFrame
    searches: pandas.DataFrame
    related: pandas.DataFrame

    def __str__(self) -> str:
        lines = [self.question]
        lines += [f"  {site}: {said}" for site, said in self._answers()]
        lines += [f"  Studies, {reach}: {found}." for reach, found in self._studies()]
        if self.evidence.empty:
            was = "though it was looked for" if len(self.searches) else "and none was looked for"
            lines.append(f"  No evidence, {was}.")
        lines += [f"  {_disputed(row)}" for row in plain(self.disagreements)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        answers = "".join(
            f"<tr><th scope='row' style='text-align:left'>{escape(site)}</th>"
            f"<td style='text-align:left'>{escape(said)}</td></tr>"
            for site, said in self._answers()
        )
        rest = [f"Studies, {reach}: {found}." for reach, found in self._studies()]
        rest += [_disputed(row) for row in plain(self.disagreements)]
        items = "".join(f"<li>{escape(line)}</li>" for line in rest)
        return (
            f"<h4>{escape(self.question)}</h4><table>{answers}</table><ul>{items}</ul>"
            f"<p>{escape(self.address)}</p>"
        )

    def _answers(self) -> list[tuple[str, str]]:
        """Each article with what it answers in general, and of which cases it speaks."""
        found: dict[str, list[str]] = {}
        for row in plain(self.positions):
            said = position_words(row)
            if row["facet"] != GENERAL:
                said = f"{said} ({row['case']})"
            if row["position"] != "only_of_cases":
                found.setdefault(row["site"], []).append(said)
        return [(site, "; ".join(said)) for site, said in found.items()]

    def _studies(self) -> list[tuple[str, str]]:
        """How near studies come, with how many answer what."""
        found = []
        for reach in BEARINGS:
            near = self.evidence[self.evidence["reach"] == reach]
            counts = Counter(str(answer) for answer in near["answer"])
            if counts:
                said = ", ".join(f"{n} {one.replace('_', ' ')}" for one, n in counts.most_common())
                found.append((reach.replace("_", " "), said))
        return found


def question(name: str, *, folder: str | Path | None = None) -> Question:
    """The question with these words, this id or this address, with all that belongs to it.

    Words are found whatever their order, inflection and capitals; any name of a term will do. Of
    several questions that have all words, the one that most of the words name directly counts, then
    the one with more articles and claims. `folder` is as for `load`. Raises KeyError, with the
    nearest questions, if no question has all words.

    Source: tables questions, positions, claims_flat, question_evidence,
    evidence, findings, references, disagreements, searches, search_propositions, proposition_links
    and terms.

    >>> found = question("does running build muscle")
    >>> found.question_id, len(found.positions["article_id"].unique())
    ('effect-of-running-on-muscle-size', 5)
    >>> question("uphill or downhill for the quads").question
    'Uphill, downhill or on the flat: which works the muscles more?'
    """
    tables = Tables(folder)
    own = find_question(tables, name)
    row = plain(_about(tables["questions"], own))[0]
    claims = _about(tables["claims_flat"], own)
    asked = set(claims["proposition_id"])
    evidence, made = tables["evidence"], tables["search_propositions"]
    findings = chosen(evidence, evidence["proposition_id"].isin(asked)).merge(
        tables["findings"].rename(columns={"statement": "finding"}), on="finding_id"
    )
    searched = made.loc[made["proposition_id"].isin(asked), "search_id"]
    searches = tables["searches"]
    return Question(
        question_id=own,
        address=address_of(tables, "questions", own),
        question=str(row["question"]),
        summary=row,
        positions=_positions(tables, own),
        claims=claims,
        evidence=_evidence(tables, own),
        findings=findings,
        disagreements=_about(disagreements_of(tables), own),
        searches=chosen(searches, searches["search_id"].isin(searched)),
        related=_related(tables, own, asked),
    )


def questions(*, folder: str | Path | None = None) -> pandas.DataFrame:
    """The questions, those with most articles and claims first; columns as in the table questions.

    `folder` is as for `load`.

    >>> questions()["question"].iloc[0]
    'Does running build muscle?'
    """
    return questions_of(Tables(folder))


def disagreements(*, folder: str | Path | None = None) -> pandas.DataFrame:
    """The disagreements, contradictions first: the columns of the table disagreements, then
    `question` in words, and `first` and `second`: the statements of the claims on each side, each
    with its site, joined by line ends, those that nothing reconciles first.

    `folder` is as for `load`.

    >>> found = disagreements()
    >>> found["verdict"].iloc[0], set(found["scope"]) == {"between", "within"}
    ('contradiction', True)
    """
    return disagreements_of(Tables(folder))


def disagreements_of(tables: Tables) -> pandas.DataFrame:
    """Like `disagreements`, for callers that have the tables already."""
    found = tables["disagreements"].merge(
        tables["questions"][["question_id", "question"]], on="question_id"
    )
    said = tables["claims_flat"].set_index("claim_id")
    lines = (said["site"] + ": " + said["statement"]).to_dict()
    sides: dict[tuple[str, str], list[str]] = {}
    for row in sorted(plain(tables["disagreement_claims"]), key=lambda row: not row["outright"]):
        sides.setdefault((row["disagreement_id"], row["side"]), []).append(lines[row["claim_id"]])
    for side in ("first", "second"):
        told = {one: "\n".join(sides.get((one, side), ())) for one in found["disagreement_id"]}
        found[side] = found["disagreement_id"].map(told).astype("string")
    return found.sort_values(["verdict", "disagreement_id"]).reset_index(drop=True)


def position_words(row: dict[str, Any]) -> str:
    """A position in words, from a row with position, sides, hedged and only_if."""
    said = str(row["position"]).replace("_", " ")
    if row["sides"]:
        said = f"{said}, {row['sides']}"
    if row["hedged"]:
        said += ", hedged"
    return said + (f", only with {row['only_if']}" if row["only_if"] else "")


def _disputed(row: dict[str, Any]) -> str:
    """A disagreement in one line."""
    where = "Articles" if row["scope"] == "between" else "One article"
    what = "contradict each other" if row["verdict"] == "contradiction" else "are in tension"
    if row["scope"] == "within":
        what = "contradicts itself" if row["verdict"] == "contradiction" else "is in tension"
    return f"{where} {what}: {row['articles']} [{row['disagreement_id']}]"


def _positions(tables: Tables, own: str) -> pandas.DataFrame:
    """The positions on a question, with sites and names, and a row for each article that is silent.

    Columns: article_id, site, facet, `case` (the facet in words), position, `sides` (in words),
    hedged, `only_if` (in words), claims, left_out, claim_ids.
    """
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    names = tables["terms"].set_index("term_id")["name"].to_dict()
    sites = tables["articles"].set_index("article_id")["site"].to_dict()
    rows = plain(_about(tables["positions"], own))
    said = {row["article_id"] for row in rows}
    silent: dict[str, Any] = {
        "facet": GENERAL,
        "position": NOT_SAID,
        "side_ids": None,
        "hedged": False,
    }
    silent |= {"only_if": None, "claims": 0, "left_out": 0, "claim_ids": None}
    rows += [silent | {"article_id": one} for one in sites if one not in said]
    order = list(sites)
    rows.sort(key=lambda row: (order.index(row["article_id"]), row["facet"] != GENERAL))

    def words(ids: str | None) -> str | None:
        return ", ".join(names.get(one, one) for one in ids.split("; ")) if ids else None

    shown = [
        {
            "article_id": row["article_id"],
            "site": sites[row["article_id"]],
            "facet": row["facet"],
            "case": _case(row, names),
            "position": row["position"],
            "sides": words(row["side_ids"]),
            "hedged": row["hedged"],
            "only_if": words(row["only_if"]),
            "claims": row["claims"],
            "left_out": row["left_out"],
            "claim_ids": row["claim_ids"],
        }
        for row in rows
    ]
    text = ("article_id", "site", "facet", "case", "position", "sides", "only_if", "claim_ids")
    return pd.DataFrame(shown).astype(dict.fromkeys(text, "string"))


def _case(row: dict[str, Any], names: dict[Any, Any]) -> str | None:
    """The case that a position is about, in words; None for the general one."""
    said = []
    for column, word in _CASES.items():
        if term := row.get(column):
            said.append(f"{word}{names.get(term, term)}")
    return ", ".join(said) or None


def _evidence(tables: Tables, own: str) -> pandas.DataFrame:
    """The studies on a question, each with its work, the nearest first."""
    works = tables["references"][["reference_id", *_WORK]]
    found = _about(tables["question_evidence"], own).merge(works, on="reference_id", how="left")
    return nearest_first(found.sort_values(["by_link", "reference_id"]), "reach")


def _related(tables: Tables, own: str, asked: set[str]) -> pandas.DataFrame:
    """Questions that have to do with this one, those with most articles and claims first."""
    found = questions_of(tables)
    row = plain(_about(found, own))[0]
    flat = tables["claims_flat"]
    of = dict(zip(flat["proposition_id"], flat["question_id"], strict=True))
    how: dict[str, str] = {}
    for link in plain(tables["proposition_links"]):
        for here, there in (("wider", "narrower"), ("narrower", "wider")):
            other = of.get(link[f"{there}_id"])
            if link[f"{here}_id"] in asked and isinstance(other, str) and other != own:
                how.setdefault(other, there)
    for other in plain(found):
        for column in ("object_id", "subject_id"):
            if other["question_id"] != own and row[column] and other[column] == row[column]:
                how.setdefault(other["question_id"], f"same {column.removesuffix('_id')}")
    related = chosen(found, found["question_id"].isin(how))
    related.insert(2, "related_by", related["question_id"].map(how).astype("string"))
    return related


def questions_of(tables: Tables) -> pandas.DataFrame:
    """Like `questions`, for callers that have the tables already."""
    order = ["articles", "claims", "question_id"]
    found = tables["questions"].sort_values(order, ascending=[False, False, True])
    return found.reset_index(drop=True)


def _about(frame: pandas.DataFrame, own: str) -> pandas.DataFrame:
    return chosen(frame, frame["question_id"] == own)
