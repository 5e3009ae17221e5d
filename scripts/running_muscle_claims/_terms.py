"""What a name stands for, and what belongs to a term: trees and groups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ._load import Tables
from ._tokens import joined

if TYPE_CHECKING:
    import pandas

KINDS = ("muscle", "exercise", "outcome", "population", "factor", "circumstance", "thing")
RELATIONS = ("same", "narrower", "broader")


def find_term(name: str, kind: str | None = None, *, folder: str | Path | None = None) -> str:
    """The identifier of the term that a name stands for.

    `name` is a term id, which comes first, or a preferred, everyday or Latin name, or a form that the articles use;
    capitals, hyphens and spaces do not matter, nor does a plural s. `kind` ("muscle", "exercise", ...) limits the
    search; an ambiguous name needs it. Raises KeyError with the nearest names where there is none, and with the meanings of an ambiguous name.
    Source: tables terms, muscles, term_names and name_meanings.

    >>> find_term("quads"), find_term("m. triceps surae"), find_term("legs", "muscle")
    ('quadriceps', 'calves', 'leg-muscles')
    """
    return find(Tables(folder), name, kind)


def related_terms(
    name: str, kind: str | None = None, *, folder: str | Path | None = None
) -> pandas.DataFrame:
    """A term with all narrower and all broader ones: columns term_id, name, relation.

    The relation is same, narrower (parts, members of groups, special cases) or broader (wholes, groups, general
    terms), by way of any number of steps. `name` and `kind` as for find_term, and KeyError likewise.
    Source: tables terms (broader_id) and term_members.

    >>> related_terms("gastrocnemius")["term_id"].tolist()[:3]
    ['gastrocnemius', 'gastrocnemius-lateral-head', 'gastrocnemius-medial-head']
    """
    return related(Tables(folder), name, kind)


def find(tables: Tables, name: str, kind: str | None) -> str:
    """find_term, for callers that have the tables at hand."""
    if kind is not None and kind not in KINDS:
        raise KeyError(f"There is no kind of term {kind!r}. Kinds: {', '.join(KINDS)}.")
    kinds = dict(zip(tables["terms"]["term_id"], tables["terms"]["kind"]))
    if not isinstance(name, str):
        raise TypeError(f"A name is text, not {type(name).__name__}.")
    form = joined(name)
    if kinds.get(form.replace(" ", "-")) in ((kind,) if kind else KINDS):
        return form.replace(" ", "-")
    known = _names(tables)
    name = name if len(name) <= 60 else name[:57] + "..."
    plain = (
        form.removeprefix("m ")
        .removeprefix("mm ")
        .removeprefix("musculus ")
        .removesuffix(" muscle")
        .removesuffix(" muscles")
    )
    found: list[str] = []
    for variant in (
        form,
        form + "s",
        form.removesuffix("s"),
        plain,
        plain + "s",
    ):  # names are listed in one number as a rule
        found = found or sorted(
            term for term in known.get(variant, ()) if kind in (None, kinds[term])
        )
    if not found and form:  # VO2max is VO2 max
        found = sorted(
            {
                term
                for other, terms in known.items()
                if other.replace(" ", "") == form.replace(" ", "")
                for term in terms
                if kind in (None, kinds[term])
            }
        )
    notes = _notes(tables, "ambiguous") if kind is None else {}
    ambiguous = form in notes
    if len(found) == 1 and not ambiguous:
        return found[0]
    if found:
        raise KeyError(
            f"{name!r} may stand for {', '.join(found)}"
            + (f" ({notes[form].rstrip('.')})" if ambiguous else "")
            + f". Ask for one of these{'' if kind else ', or give the kind'}."
        )
    raise KeyError(_nothing(tables, name, kind, kinds, known))


def related(tables: Tables, name: str, kind: str | None) -> pandas.DataFrame:
    """related_terms, for callers that have the tables at hand."""
    import pandas as pd

    term, terms, edges = find(tables, name, kind), tables["terms"], hierarchy(tables)
    relation = (
        {term: "same"}
        | dict.fromkeys(reached(term, steps(edges["wide"], edges["narrow"])), "narrower")
        | dict.fromkeys(reached(term, steps(edges["narrow"], edges["wide"])), "broader")
    )
    found = terms.loc[terms["term_id"].isin(relation), ["term_id", "name"]].copy()
    found["relation"] = pd.Categorical(found["term_id"].map(relation), RELATIONS, ordered=True)
    return found.sort_values(["relation", "term_id"]).reset_index(drop=True)


def hierarchy(tables: dict[str, pandas.DataFrame]) -> pandas.DataFrame:
    """Trees and groups as pairs of a term and one just below it: columns wide, narrow."""
    import pandas as pd

    pairs = (
        tables["terms"][["broader_id", "term_id"]].dropna(),
        tables["term_members"][["group_id", "member_id"]],
    )
    return pd.concat([frame.set_axis(["wide", "narrow"], axis=1) for frame in pairs])


def _names(tables: Tables) -> dict[str, set[str]]:
    """Terms by each normalised name: accepted names, meanings of ambiguous ones, ids and Latin names, whole and without musculus."""
    names, muscles, terms = (
        tables["term_names"],
        tables["muscles"].dropna(subset=["latin_name"]),
        tables["terms"],
    )
    accepted, latin = names[names["status"] == "accepted"], muscles["latin_name"].map(joined)
    pairs = [
        (accepted["name"], accepted["term_id"]),
        (tables["name_meanings"]["name"], tables["name_meanings"]["term_id"]),
        (latin, muscles["muscle_id"]),
        (latin.str.replace("^muscul(?:us|i) ", "", regex=True), muscles["muscle_id"]),
        (terms["term_id"].map(joined), terms["term_id"]),
    ]
    known: dict[str, set[str]] = {}
    for forms, ids in pairs:
        for form, term in zip(forms, ids):
            known.setdefault(form, set()).add(term)
    return known


def _nothing(
    tables: Tables, name: str, kind: str | None, kinds: dict[str, str], known: dict[str, set[str]]
) -> str:
    """Why no term is found, and what comes near."""
    from difflib import get_close_matches

    notes, form = _notes(tables, "ambiguous", "ignored", "watched"), joined(name)
    others = sorted({kinds[term] for term in known.get(form, ())})
    if others:
        return f"{name!r} is no {kind}, but a name of the kind {', '.join(others)}."
    candidates = [
        other
        for other, terms in known.items()
        if any(kind in (None, kinds[term]) for term in terms)
    ]
    near = [other for other in candidates if form and f" {form} " in f" {other} "][
        :5
    ] or get_close_matches(form, candidates, n=5, cutoff=0.72)
    said = (
        f"{name!r} stands for no {kind or 'term'}: {notes[form]}"
        if form in notes
        else f"No {kind or 'term'} is called {name!r}."
    )
    return said + (f" Nearest: {', '.join(near)}." if near else " The table terms lists them all.")


def _notes(tables: Tables, *status: str) -> dict[str, str]:
    """What is noted of each name that stands for no one term."""
    names = tables["term_names"][tables["term_names"]["status"].isin(status)]
    return dict(zip(names["name"], names["note"]))


def steps(origin: pandas.Series, target: pandas.Series) -> dict[str, list[str]]:
    """Where one step leads from each term, along the edges origin to target."""
    edges: dict[str, list[str]] = {}
    for one, other in zip(origin, target):
        edges.setdefault(one, []).append(other)
    return edges


def reached(start: str, edges: dict[str, list[str]]) -> set[str]:
    """All terms that are reached from one by any number of steps."""
    seen, todo = {start}, [start]
    while todo:
        new = [term for term in edges.get(todo.pop(), ()) if term not in seen]
        seen.update(new)
        todo += new
    return seen - {start}
