"""Curation to the tables of terms and their names, and the term that a word of an article means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.base.hints import closest
from pipeline.curation.yaml_values import Map
from pipeline.tables.maker import TableMaker, same_names
from pipeline.tables.rows import Origin, Row
from pipeline.text.passage_address import joined

_TERM_KEYS = {
    "term_id": "id",
    "name": "name",
    "kind": "kind",
    "broader_id": "broader",
    "definition": "definition",
    "leaves_open": "leaves_open",
}
_RELATION_KEYS = {
    "term_id": "term",
    "relation": "relation",
    "other_id": "other",
    "reason": "because",
}
_TERMS_FILE = "data/curation/terms.yaml"


@dataclass
class Names:
    """Rows of term_names by name, with their lines; meanings of ambiguous names; ids of terms."""

    by_name: dict[str, Row] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    meanings: dict[str, list[str]] = field(default_factory=dict)
    terms: set[str] = field(default_factory=set)


def add_terms(maker: TableMaker) -> Names:
    """Fill terms and their tables: term_members, term_about, term_relations, muscles, exercises,
    term_names and name_meanings.
    """
    names = Names()
    file, document = maker.curation.single["terms"]
    for entry in document["terms"]:
        flags = {name: entry.get(name, False) for name in ("plural", "question_class")}
        maker.add("terms", file, entry, _TERM_KEYS, **flags)
        for form, line in _forms(entry):
            _add_name(maker, names, Origin(file, line), form, term=entry["id"])
        for member in entry.get("members", ()):
            keys = {"member_id": "id", "source": "source"}
            maker.add("term_members", file, member, keys, group_id=entry["id"])
        _add_about(maker, file, entry)
        _add_detail(maker, file, entry, "muscle", "muscles")
        _add_detail(maker, file, entry, "exercise", "exercises")
    names.terms.update(maker.tables["terms"].column("term_id"))
    for entry in document.get("relations", ()):
        maker.add("term_relations", file, entry, _RELATION_KEYS)
    for status in ("ambiguous", "ignored", "watched"):
        for entry in document.get(status, ()):
            origin = Origin(file, entry.line)
            _add_name(maker, names, origin, entry["name"], status=status, note=entry["note"])
            _add_meanings(maker, names, file, entry)
    return names


def _add_about(maker: TableMaker, file: str, entry: Map) -> None:
    about = entry.get("about")
    if about is None:
        return
    for term, line in zip(about, about.lines, strict=True):
        maker.tables["term_about"].add(
            {"term_id": entry["id"], "about_id": term}, Origin(file, line)
        )


def _forms(entry: Map) -> Iterator[tuple[str, int]]:
    """The preferred name and the further names of a term, each once, with its line."""
    preferred = joined(entry["name"])
    yield entry["name"], entry.lines["name"]
    further = entry.get("names")
    if further is None:
        return
    for form, line in zip(further, further.lines, strict=True):
        if joined(form) != preferred:
            yield form, line


def _add_detail(maker: TableMaker, file: str, entry: Map, detail: str, table: str) -> None:
    """Add the row of muscles or exercises that a term of that kind has, and no other term."""
    if detail in entry:
        part = entry[detail]
        keys = same_names(c for c in maker.tables[table].schema.columns if c in part)
        if "place" in part:
            keys["place_source"] = "place"
        ids = {f"{detail}_id": entry["id"], "name": entry["name"]}
        maker.add(table, file, part, keys, **ids)
    if (entry["kind"] == detail) != (detail in entry):
        maker.fail(
            "term-detail",
            f"Only a term of the kind {detail} has a {detail} entry."
            if detail in entry
            else f"A term of the kind {detail} needs a {detail} entry.",
            file,
            entry.line,
            "Correct the kind, or add or remove the entry.",
            "terms",
            entry["id"],
        )


def _add_name(
    maker: TableMaker,
    names: Names,
    origin: Origin,
    form: str,
    term: str | None = None,
    status: str = "accepted",
    note: str | None = None,
) -> None:
    name = joined(form)
    if name in names.by_name:
        first = names.by_name[name]
        maker.fail(
            "name-twice",
            f"The name {form!r} already has a meaning, in line {names.lines[name]}: "
            f"{first['term_id'] or first['status']}.",
            origin.file,
            origin.line,
            "Give each form one meaning; list it under ambiguous if it has several.",
            "term_names",
            name,
        )
        return
    names.by_name[name] = {"name": name, "term_id": term, "status": status, "note": note}
    names.lines[name] = origin.line
    maker.tables["term_names"].add(names.by_name[name], origin)


def _add_meanings(maker: TableMaker, names: Names, file: str, entry: Map) -> None:
    means = entry.get("means")
    if means is None:
        return
    name = joined(entry["name"])
    for term, line in zip(means, means.lines, strict=True):
        maker.tables["name_meanings"].add({"name": name, "term_id": term}, Origin(file, line))
        names.meanings.setdefault(name, []).append(term)


def find_term(
    maker: TableMaker, names: Names, origin: Origin, claim_id: str, item: str | Map
) -> tuple[str | None, str]:
    """Term and surface form of one item under `terms` of a claim.

    An item is a word of the article, or {word: term} where the claim chooses between meanings.
    Where the word has no term, or not the chosen one, the term is None and a problem is noted.
    """
    surface, chosen = (item, None) if isinstance(item, str) else next(iter(item.items()))
    name = names.by_name.get(joined(surface))
    wrong = (
        _unknown_name(names, surface, chosen)
        if name is None
        else _wrong_meaning(names, name, surface, chosen)
    )
    if wrong:
        rule, message, mend = wrong
        maker.fail(rule, message, origin.file, origin.line, mend, "claims", claim_id, "terms")
    if wrong or name is None:
        return None, surface
    return chosen or name["term_id"], surface


def _unknown_name(names: Names, surface: str, chosen: str | None) -> tuple[str, str, str]:
    """Rule, message and remedy for a word that is not a name of any term."""
    hint = (
        f"There is a term {surface!r}, but the word is not among its names."
        if surface in names.terms
        else closest(surface, names.by_name)
    )
    mend = (
        f"Correct it; or, if it is the article's word, add it in {_TERMS_FILE}: "
        "under names of its term, under ambiguous, or under ignored."
        if chosen is None
        else f"Add it under ambiguous in {_TERMS_FILE}: claims choose a meaning only for words "
        "that are listed there."
    )
    return "unknown-name", f"No term has the name {surface!r}. {hint}", mend


def _wrong_meaning(
    names: Names, name: Row, surface: str, chosen: str | None
) -> tuple[str, str, str] | None:
    """Rule, message and remedy where a name has no term, or not the one that the claim chooses."""
    status, term, note = name["status"], name["term_id"], name["note"]
    if status in ("ignored", "watched"):
        message = f"{surface!r} is listed as a word that means no term: {note}"
        return "ignored-name", message, f"Remove it here, or from {status}."
    if status == "ambiguous" and chosen is None:
        message = f"{surface!r} has several meanings: {note}"
        return "ambiguous-name", message, f"Say which is meant: {{{surface}: term-id}}."
    if status == "accepted" and chosen not in (None, term):
        message = f"{surface!r} always means {term}, not {chosen}."
        mend = f"Correct it, or list the form under ambiguous in {_TERMS_FILE}."
        return "name-meaning", message, mend
    meanings = names.meanings.get(name["name"])
    if chosen is None or meanings is None or chosen in meanings:
        return None
    if not names.terms.issuperset(meanings):
        return None  # a meaning is not a term, which the rule foreign-key reports
    message = f"{surface!r} may mean {', '.join(meanings)}, not {chosen}."
    mend = f"Correct it, or add the term under means of this form in {_TERMS_FILE}."
    return "name-meaning", message, mend
