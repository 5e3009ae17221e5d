"""What a name stands for, and which terms are narrower and broader: by trees and groups."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from ._load import Tables
from ._tokens import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas

KINDS = ("muscle", "exercise", "outcome", "population", "factor", "circumstance", "thing")
RELATIONS = ("same", "narrower", "broader")
_LONGEST_NAME = 60  # characters that a message shows
_NEAREST = 5  # names that a message suggests


def find_term(name: str, kind: str | None = None, *, folder: str | Path | None = None) -> str:
    """The identifier of the term that a name stands for.

    `name` is a term id, or else a preferred, everyday or Latin name, or a form that the articles
    use. Capitals, hyphens, spaces and a plural s do not matter. `kind` ("muscle", "exercise", ...)
    limits the search; an ambiguous name needs it. `folder` is as for `load`.

    Raises KeyError: with the nearest names for an unknown one, and with the meanings of an
    ambiguous one. Source: tables terms, muscles, term_names and name_meanings.

    >>> find_term("quads"), find_term("m. triceps surae"), find_term("legs", "muscle")
    ('quadriceps', 'calves', 'leg-muscles')
    """
    return find(Tables(folder), name, kind)


def related_terms(
    name: str, kind: str | None = None, *, folder: str | Path | None = None
) -> pandas.DataFrame:
    """A term with all narrower and all broader ones: columns term_id, name, relation.

    The relation is same, narrower (parts, members of groups, special cases) or broader (wholes,
    groups, general terms), in any number of steps. `name`, `kind`, `folder` and errors are as for
    `find_term`. Source: tables terms (broader_id) and term_members.

    >>> related_terms("gastrocnemius")["term_id"].tolist()[:3]
    ['gastrocnemius', 'gastrocnemius-lateral-head', 'gastrocnemius-medial-head']
    """
    return related(Tables(folder), name, kind)


def find(tables: Tables, name: str, kind: str | None) -> str:
    """Like `find_term`, for callers that have the tables already."""
    if kind is not None and kind not in KINDS:
        raise KeyError(f"There is no kind of term {kind!r}. Kinds: {', '.join(KINDS)}.")
    if not isinstance(name, str):
        raise TypeError(f"A name is text, not {type(name).__name__}.")
    kinds = _kinds(tables)
    form = joined(name)
    identifier = form.replace(" ", "-")
    if kinds.get(identifier) in ((kind,) if kind else KINDS):
        return identifier
    known = _names(tables)
    found = _meanings(form, kind, kinds, known)
    notes = _notes(tables, "ambiguous") if kind is None else {}
    if len(found) == 1 and form not in notes:
        return found[0]
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME - 3] + "..."
    if found:
        note = f" ({notes[form].rstrip('.')})" if form in notes else ""
        raise KeyError(
            f"{name!r} may stand for {', '.join(found)}{note}. "
            f"Ask for one of these{'' if kind else ', or give the kind'}."
        )
    raise KeyError(_nothing(tables, name, kind, kinds, known))


def related(tables: Tables, name: str, kind: str | None) -> pandas.DataFrame:
    """Like `related_terms`, for callers that have the tables already."""
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    term, terms, edges = find(tables, name, kind), tables["terms"], hierarchy(tables)
    relation = (
        {term: "same"}
        | dict.fromkeys(reached(term, steps(edges["wide"], edges["narrow"])), "narrower")
        | dict.fromkeys(reached(term, steps(edges["narrow"], edges["wide"])), "broader")
    )
    found = terms.loc[terms["term_id"].isin(relation), ["term_id", "name"]].copy()
    found["relation"] = pd.Categorical(found["term_id"].map(relation), RELATIONS, ordered=True)
    return found.sort_values(["relation", "term_id"]).reset_index(drop=True)


def compounds(tables: dict[str, pandas.DataFrame], wanted: Iterable[str]) -> dict[str, list[str]]:
    """The compound terms that contain each of the terms `wanted`, or a narrower one, sorted.

    What is narrower than a compound contains the same. What is narrower than the contained term
    itself is left out, and so is a term that no compound contains.
    """
    pairs, about = hierarchy(tables), tables["term_about"]
    narrower = steps(pairs["wide"], pairs["narrow"])
    both = {term: list(below) for term, below in narrower.items()}
    for term, below in steps(about["about_id"], about["term_id"]).items():
        both.setdefault(term, []).extend(below)
    found = {term: reached(term, both) - reached(term, narrower) for term in wanted}
    return {term: sorted(others) for term, others in found.items() if others}


def hierarchy(tables: dict[str, pandas.DataFrame]) -> pandas.DataFrame:
    """Trees and groups as pairs of a term and one directly below it: columns wide, narrow."""
    import pandas as pd  # noqa: PLC0415 - pandas is slow to import

    pairs = (
        tables["terms"][["broader_id", "term_id"]].dropna(),
        tables["term_members"][["group_id", "member_id"]],
    )
    return pd.concat([frame.set_axis(["wide", "narrow"], axis=1) for frame in pairs])


def steps(origin: pandas.Series, target: pandas.Series) -> dict[str, list[str]]:
    """The terms that are one step away from each term, along the edges origin to target."""
    edges: dict[str, list[str]] = {}
    for one, other in zip(origin, target, strict=True):
        edges.setdefault(one, []).append(other)
    return edges


def reached(start: str, edges: dict[str, list[str]]) -> set[str]:
    """All terms that any number of steps lead to from `start`, without `start` itself."""
    seen, todo = {start}, [start]
    while todo:
        new = [term for term in edges.get(todo.pop(), ()) if term not in seen]
        seen.update(new)
        todo += new
    return seen - {start}


def _kinds(tables: Tables) -> dict[str, str]:
    """The kind of each term."""
    return dict(zip(tables["terms"]["term_id"], tables["terms"]["kind"], strict=True))


def _names(tables: Tables) -> dict[str, set[str]]:
    """The terms of each normalised name.

    Names are: accepted names, ambiguous names by each meaning, ids, and Latin names, with and
    without musculus.
    """
    terms, names, meanings = tables["terms"], tables["term_names"], tables["name_meanings"]
    muscles = tables["muscles"].dropna(subset=["latin_name"])
    accepted, latin = names[names["status"] == "accepted"], muscles["latin_name"].map(joined)
    pairs = [
        (accepted["name"], accepted["term_id"]),
        (meanings["name"], meanings["term_id"]),
        (latin, muscles["muscle_id"]),
        (latin.str.replace("^muscul(?:us|i) ", "", regex=True), muscles["muscle_id"]),
        (terms["term_id"].map(joined), terms["term_id"]),
    ]
    known: dict[str, set[str]] = {}
    for forms, ids in pairs:
        for form, term in zip(forms, ids, strict=True):
            known.setdefault(form, set()).add(term)
    return known


def _meanings(
    form: str, kind: str | None, kinds: dict[str, str], known: dict[str, set[str]]
) -> list[str]:
    """The terms of a kind that a normalised name stands for, sorted."""
    plain = form.removeprefix("m ").removeprefix("mm ").removeprefix("musculus ")
    plain = plain.removesuffix(" muscle").removesuffix(" muscles")
    # most names are listed in one number only
    for variant in (form, form + "s", form.removesuffix("s"), plain, plain + "s"):
        found = sorted(term for term in known.get(variant, ()) if kind in (None, kinds[term]))
        if found:
            return found
    together = form.replace(" ", "")  # VO2max is VO2 max
    return sorted(
        {
            term
            for other, terms in known.items()
            if together and other.replace(" ", "") == together
            for term in terms
            if kind in (None, kinds[term])
        }
    )


def _nothing(
    tables: Tables, name: str, kind: str | None, kinds: dict[str, str], known: dict[str, set[str]]
) -> str:
    """That a name stands for no term, why, and which names are near."""
    notes, form = _notes(tables, "ambiguous", "ignored", "watched"), joined(name)
    others = sorted({kinds[term] for term in known.get(form, ())})
    if others:
        return f"No {kind} is called {name!r}. The name belongs to the kind {', '.join(others)}."
    names = [
        other
        for other, terms in known.items()
        if any(kind in (None, kinds[term]) for term in terms)
    ]
    near = [other for other in names if form and f" {form} " in f" {other} "][:_NEAREST]
    near = near or get_close_matches(form, names, n=_NEAREST, cutoff=0.72)
    said = (
        f"{name!r} stands for no {kind or 'term'}: {notes[form]}"
        if form in notes
        else f"No {kind or 'term'} is called {name!r}."
    )
    return said + (f" Nearest: {', '.join(near)}." if near else " The table terms lists them all.")


def _notes(tables: Tables, *status: str) -> dict[str, str]:
    """The notes on names that do not stand for one term."""
    names = tables["term_names"][tables["term_names"]["status"].isin(status)]
    return dict(zip(names["name"], names["note"], strict=True))
