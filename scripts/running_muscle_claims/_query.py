"""Questions that need more than one table: what a name stands for, what belongs to a term, which claims are about it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from ._load import load

if TYPE_CHECKING:
    import pandas

KINDS = ("muscle", "exercise", "outcome", "population", "factor", "circumstance", "thing")
_ORDER = ("same", "narrower", "broader")


class _Tables(dict):
    """The tables of one folder, each read once and when it is asked for."""

    def __init__(self, folder: str | Path | None):
        self.folder = folder

    def __missing__(self, name: str) -> pandas.DataFrame:
        self[name] = load(name, folder=self.folder)
        return self[name]


def find_term(name: str, kind: str | None = None, *, folder: str | Path | None = None) -> str:
    """The identifier of the term that a name stands for.

    `name` is a term id, which comes first, or a preferred, everyday or Latin name, or a form that the articles use;
    capitals, hyphens and spaces do not matter, nor does a plural s. `kind` ("muscle", "exercise", ...) limits the
    search; an ambiguous name needs it. Raises KeyError with the nearest names where there is none, and with the meanings of an ambiguous name.
    Source: tables terms, muscles, term_names and name_meanings.

    >>> find_term("quads"), find_term("m. triceps surae"), find_term("legs", "muscle")
    ('quadriceps', 'calves', 'leg-muscles')
    """
    return _find(_Tables(folder), name, kind)


def related_terms(name: str, kind: str | None = None, *, folder: str | Path | None = None) -> pandas.DataFrame:
    """A term with all narrower and all broader ones: columns term_id, name, relation.

    The relation is same, narrower (parts, members of groups, special cases) or broader (wholes, groups, general
    terms), by way of any number of steps. `name` and `kind` as for find_term, and KeyError likewise.
    Source: tables terms (broader_id) and term_members.

    >>> related_terms("gastrocnemius")["term_id"].tolist()[:3]
    ['gastrocnemius', 'gastrocnemius-lateral-head', 'gastrocnemius-medial-head']
    """
    return _related(_Tables(folder), name, kind)


def claims_about(*, muscle: str | None = None, exercise: str | None = None, outcome: str | None = None, population: str | None = None, factor: str | None = None,
                 circumstance: str | None = None, thing: str | None = None, narrower: bool = True, broader: bool = False, folder: str | Path | None = None) -> pandas.DataFrame:
    """Claims about a muscle, an exercise, an outcome ...: those that meet every criterion given.

    A claim is about a term where it names or implies it. `narrower` adds claims about its parts, members and special
    cases, `broader` those about any group or general term that it belongs to. Returns the columns of claims with
    three more: `article_id`; `about`, the terms that were met, joined by semicolons; and `relation`, the loosest of
    how the criteria were met (same, narrower, broader).
    Raises KeyError for a name that is unknown or has several meanings (see find_term), ValueError without a criterion.
    Source: tables claims and claim_terms, expanded by related_terms.

    >>> found = claims_about(muscle="triceps surae", broader=True)   # with its parts, and any group that it belongs to
    >>> sorted(found["relation"].unique())
    ['broader', 'narrower', 'same']
    """
    import pandas as pd

    given = {"muscle": muscle, "exercise": exercise, "outcome": outcome, "population": population, "factor": factor, "circumstance": circumstance, "thing": thing}
    given = {kind: name for kind, name in given.items() if name is not None}
    if not given:
        raise ValueError(f"Say what the claims are to be about: {', '.join(KINDS)}.")
    tables = _Tables(folder)
    claims, claim_terms = tables["claims"], tables["claim_terms"]
    wanted = {"same"} | ({"narrower"} if narrower else set()) | ({"broader"} if broader else set())
    met: dict[str, pandas.DataFrame] = {}
    for kind, name in given.items():
        terms = _related(tables, name, kind)
        terms = terms[terms["relation"].isin(wanted)]
        hits = claim_terms.merge(terms, on="term_id").drop_duplicates(["claim_id", "term_id"]).sort_values(["relation", "term_id"])
        met[kind] = hits.groupby("claim_id").agg(about=("term_id", "; ".join), closest=("relation", "first"))
    ids = set.intersection(*(set(hits.index) for hits in met.values()))
    found = claims[claims["claim_id"].isin(ids)].reset_index(drop=True)
    found["article_id"] = found["passage_id"].str.split(":").str[0].astype("string")
    about = [met[kind].loc[found["claim_id"], "about"].reset_index(drop=True) for kind in met]
    codes = [pd.Categorical(met[kind].loc[found["claim_id"], "closest"], _ORDER, ordered=True).codes for kind in met]
    found["about"] = pd.concat(about, axis=1).agg("; ".join, axis=1).astype("string") if len(found) else pd.Series([], dtype="string")
    found["relation"] = pd.Categorical.from_codes(pd.DataFrame(codes).max().to_numpy() if len(found) else [], _ORDER, ordered=True)
    return found


def _find(tables: _Tables, name: str, kind: str | None) -> str:
    if kind is not None and kind not in KINDS:
        raise KeyError(f"There is no kind of term {kind!r}. Kinds: {', '.join(KINDS)}.")
    kinds = dict(zip(tables["terms"]["term_id"], tables["terms"]["kind"]))
    if not isinstance(name, str):
        raise TypeError(f"A name is text, not {type(name).__name__}.")
    form = _normal(name)
    if kinds.get(form.replace(" ", "-")) in ((kind,) if kind else KINDS):
        return form.replace(" ", "-")
    known = _names(tables)
    name = name if len(name) <= 60 else name[:57] + "..."
    plain = form.removeprefix("m ").removeprefix("mm ").removeprefix("musculus ").removesuffix(" muscle").removesuffix(" muscles")
    found: list[str] = []
    for variant in (form, form + "s", form.removesuffix("s"), plain, plain + "s"):  # names are listed in one number as a rule
        found = found or sorted(term for term in known.get(variant, ()) if kind in (None, kinds[term]))
    names = tables["term_names"].set_index("name")
    ambiguous = kind is None and form in names.index and names.loc[form, "status"] == "ambiguous"
    if len(found) == 1 and not ambiguous:
        return found[0]
    if found:
        raise KeyError(f"{name!r} may stand for {', '.join(found)}" + (f" ({names.loc[form, 'note'].rstrip('.')})" if ambiguous else "") + ". Ask for one of these, or give the kind.")
    raise KeyError(_nothing(tables, name, kind, kinds, known))


def _related(tables: _Tables, name: str, kind: str | None) -> pandas.DataFrame:
    import pandas as pd

    term, terms = _find(tables, name, kind), tables["terms"]
    edges = pd.concat([frame.set_axis(["wide", "narrow"], axis=1) for frame in (terms[["broader_id", "term_id"]].dropna(), tables["term_members"][["group_id", "member_id"]])])
    relation = {term: "same"} | dict.fromkeys(_reached(term, edges["wide"], edges["narrow"]), "narrower") | dict.fromkeys(_reached(term, edges["narrow"], edges["wide"]), "broader")
    found = terms.loc[terms["term_id"].isin(relation), ["term_id", "name"]].copy()
    found["relation"] = pd.Categorical(found["term_id"].map(relation), _ORDER, ordered=True)
    return found.sort_values(["relation", "term_id"]).reset_index(drop=True)


def _normal(name: str) -> str:
    """The form in which names stand in term_names: tokens, NFKC and case-folded, joined by one space."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold() for word in re.findall(r"\w+", name))


def _names(tables: _Tables) -> dict[str, set[str]]:
    """Terms by each normalised name: accepted names, meanings of ambiguous ones, ids and Latin names, whole and without musculus."""
    names, muscles, terms = tables["term_names"], tables["muscles"].dropna(subset=["latin_name"]), tables["terms"]
    accepted, latin = names[names["status"] == "accepted"], muscles["latin_name"].map(_normal)
    pairs = [(accepted["name"], accepted["term_id"]), (tables["name_meanings"]["name"], tables["name_meanings"]["term_id"]), (latin, muscles["muscle_id"]),
             (latin.str.replace("^muscul(?:us|i) ", "", regex=True), muscles["muscle_id"]), (terms["term_id"].map(_normal), terms["term_id"])]
    known: dict[str, set[str]] = {}
    for forms, ids in pairs:
        for form, term in zip(forms, ids):
            known.setdefault(form, set()).add(term)
    return known


def _nothing(tables: _Tables, name: str, kind: str | None, kinds: dict[str, str], known: dict[str, set[str]]) -> str:
    """Why no term is found, and what comes near."""
    from difflib import get_close_matches

    names, form = tables["term_names"].set_index("name"), _normal(name)
    others = sorted({kinds[term] for term in known.get(form, ())})
    if others:
        return f"{name!r} is no {kind}, but a name of the kind {', '.join(others)}."
    candidates = [other for other, terms in known.items() if any(kind in (None, kinds[term]) for term in terms)]
    near = [other for other in candidates if form and f" {form} " in f" {other} "][:5] or get_close_matches(form, candidates, n=5, cutoff=0.6)
    said = f"{name!r} stands for no {kind or 'term'}: {names.loc[form, 'note']}" if form in names.index else f"No {kind or 'term'} is called {name!r}."
    return said + (f" Nearest: {', '.join(near)}." if near else " The table terms lists them all.")


def _reached(start: str, origin: pandas.Series, target: pandas.Series) -> set[str]:
    """All terms that are reached from one along the edges origin to target."""
    edges: dict[str, list[str]] = {}
    for one, other in zip(origin, target):
        edges.setdefault(one, []).append(other)
    seen, todo = {start}, [start]
    while todo:
        new = [term for term in edges.get(todo.pop(), ()) if term not in seen]
        seen.update(new)
        todo += new
    return seen - {start}
