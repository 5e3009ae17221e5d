"""Compose a proposition's statement from its slots, so that nobody has to type it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.tables.rows import Row
from pipeline.tables.templates import (
    CONDITIONS,
    DURING,
    FOR_A_PURPOSE,
    IMPLIED,
    IN_SENTENCES,
    MORE_OF,
    OF_THE_MUSCLE,
    OF_THEIRS,
    ONE_OF,
    TEMPLATES,
    TOGETHER,
    WITHOUT_ARTICLE,
    Template,
)

# the slots of a proposition, apart from its relation; SLOT_KEYS has them by column
SLOTS = ("subject", "object", "muscle", "comparator", "population", "condition")
SLOT_KEYS = {f"{slot}_id": slot for slot in SLOTS}
_PLACES = dict(zip("SOMCPX", SLOTS, strict=True))
_OF_MORE = ("raises", "lowers", "keeps")  # relations that say what more of a subject does
_FOR_BUILDING = ("advised", "needed_for")  # what is good or needed for a purpose
# a sentence that can be asked: its first noun, an adverb, the forms of its verb, and the rest
_ASKED = re.compile(
    r"\{([SO])\}((?: from \{X\})?(?: often| typically)?) \[([\w ]+)\|([\w ]+)\](.*)"
)
_ASKED_AS = {  # how other sentences begin, and how they begin as a question
    "{S} are ": "Are {S} ",
    "Large muscles are ": "Are large muscles ",
    "There is ": "Is there ",
    "What running does to muscles depends ": "Does what running does to muscles depend ",
}
_AGREEMENTS = {  # forms of a verb for one and for many, and the slot that they agree with
    "muscle": re.compile(r"/([\w ]+)\|([\w ]+)/"),
    "condition": re.compile(r"#([\w ]+)\|([\w ]+)#"),
    "comparator": re.compile(r"<([\w ]+)\|([\w ]+)>"),
    "first": re.compile(r"\[([\w ]+)\|([\w ]+)\]"),
}


class Term(NamedTuple):
    """What a sentence needs of a term: its id, name and kind, and whether the name is a plural."""

    term_id: str
    name: str
    plural: bool
    kind: str


def term_names(terms: Iterable[Row]) -> dict[str, Term]:
    """Terms by id, as `compose` needs them, from rows of terms."""
    return {
        row["term_id"]: Term(row["term_id"], row["name"], row["plural"], row["kind"])
        for row in terms
    }


def compose(row: Mapping[str, str | None], names: Mapping[str, Term]) -> str | None:
    """The statement of a proposition row; None for the relation `other` and for unknown terms.

    `row` holds the slots by column name; `names` comes from `term_names`. The templates are in
    `templates.py`. Comparator, population and condition stand before or after the sentence where
    its template has no place for them.
    """
    relation = row.get("relation") or ""
    terms = _terms(row, names)
    if relation in _OF_MORE and "subject" in terms and terms["subject"].term_id in MORE_OF:
        terms["subject"] = terms["subject"]._replace(plural=False)
    template = _template(relation, terms)
    if template is None or not all(term.name for term in terms.values()):
        return None
    sentence = _inflected(template.sentence, terms)
    left = {
        slot: terms[slot]
        for place, slot in _PLACES.items()
        if slot in terms and f"{{{place}}}" not in sentence
    }
    phrases = _phrases(terms, relation, left)
    subject, condition = terms["subject"].term_id, terms.get("condition")
    if condition and (subject, condition.term_id) in TOGETHER:
        phrases["S"] = TOGETHER[subject, condition.term_id]
        left.pop("condition", None)
    text = sentence.format(**phrases)
    if "comparator" in left:
        than = "over" if relation == "advised" else "compared with"
        text += f" {than} {phrases['C']}"
    if "{M}" in sentence:
        left.pop("population", None)
    if "{P}" in sentence and _implied(terms):
        left.pop("condition", None)
    before, after = _circumstances(left, terms, relation)
    text = ", ".join([*before, " ".join([text, *after])])
    return text[0].upper() + text[1:] + "."


def ask(row: Mapping[str, str | None], names: Mapping[str, Term]) -> str | None:
    """The proposition of a row as a question, such as *Does running build muscle?*.

    None where its template does not begin with subject or object and a verb, and as in `compose`.
    """
    relation, terms = row.get("relation") or "", _terms(row, names)
    template = _template(relation, terms)
    if template is None or not all(term.name for term in terms.values()):
        return None
    phrases = _phrases(terms, relation, {})
    for said, asked in _ASKED_AS.items():
        if template.sentence.startswith(said):
            return (
                asked.format(**phrases)
                + template.sentence.removeprefix(said).format(**phrases)
                + "?"
            )
    begins = _ASKED.match(template.sentence)
    if begins is None:
        return None
    place, often, _, base, rest = begins.groups(default="")
    first = terms[_PLACES[place]]
    more = relation in _OF_MORE and first.term_id in MORE_OF
    several = first.plural and not more
    is_be = base == "are"
    helping = ("Are" if several else "Is") if is_be else ("Do" if several else "Does")
    verb = "" if is_be else f" {base}"
    text = _inflected(f"{helping} {{{place}}}{often}{verb}{rest}", terms)
    return text.format(**phrases) + "?"


def _implied(terms: Mapping[str, Term]) -> bool:
    """Whether the condition goes without saying, given the people."""
    ids = tuple(terms[slot].term_id for slot in ("condition", "population") if slot in terms)
    return ids in IMPLIED


def _template(relation: str, terms: Mapping[str, Term]) -> Template | None:
    """The first template of a relation that fits the terms of a proposition."""
    if "subject" not in terms:
        return None
    return next((one for one in TEMPLATES.get(relation, ()) if _fits(one, terms)), None)


def _terms(row: Mapping[str, str | None], names: Mapping[str, Term]) -> dict[str, Term]:
    """The terms of a proposition row by slot; none at all if one is unknown."""
    ids = {slot: term for slot in SLOTS if (term := row.get(f"{slot}_id"))}
    if not names.keys() >= set(ids.values()):
        return {}
    return {slot: names[term] for slot, term in ids.items()}


def _fits(template: Template, terms: Mapping[str, Term]) -> bool:
    """Whether a proposition has what a template asks for, and the template a place for object and
    muscle: what stands elsewhere is put at the end.
    """
    places = set(re.findall(r"{(\w)}", template.sentence))
    thing = terms.get("object")
    kind = thing.kind if thing and thing.plural == template.plural else None
    return (
        (not template.objects or bool(thing and thing.term_id in template.objects))
        and template.subject in ("", terms["subject"].kind)
        and not (template.one and terms["subject"].plural)
        and template.object in ("", kind)
        and (not template.subjects or terms["subject"].term_id in template.subjects)
        and all(_PLACES[place.upper()] in terms for place in places)
        and ("O" in places or bool(template.objects) or thing is None)
        and ("muscle" not in terms or bool(places & set("MmO")))
    )


def _inflected(sentence: str, terms: Mapping[str, Term]) -> str:
    """A template with each verb in the form that agrees with its noun."""
    first = _PLACES.get(sentence[1], "subject") if sentence.startswith("{") else "subject"
    for slot, verbs in _AGREEMENTS.items():
        agrees = terms.get(first if slot == "first" else slot)
        sentence = verbs.sub(r"\2" if agrees and agrees.plural else r"\1", sentence)
    return sentence


def _phrases(terms: Mapping[str, Term], relation: str, left: Mapping[str, Term]) -> dict[str, str]:
    """What stands in a sentence for each place: names with the articles that they need there."""
    phrases = {place: noun(terms[slot]) for place, slot in _PLACES.items() if slot in terms}
    subject, people = terms["subject"].term_id, terms.get("population")
    if relation in _OF_MORE:
        phrases["S"] = MORE_OF.get(subject, phrases["S"])
    if relation in _FOR_BUILDING:
        phrases["S"] = FOR_A_PURPOSE.get(subject, phrases["S"])
    if people:
        phrases["S"] = OF_THEIRS.get((subject, people.term_id), phrases["S"])
    if "muscle" in terms:
        phrases["m"] = terms["muscle"].name
        if "population" in left:
            phrases["M"] += f" of {phrases['P']}"
    if relation == "is" and not terms["subject"].plural and "object" in terms:
        phrases["O"] = ONE_OF.get(terms["object"].term_id, phrases["O"])
    if "muscle" in terms and "object" in terms:
        of = OF_THE_MUSCLE.get(terms["object"].term_id, phrases["O"] + " in {M}")
        phrases["O"] = of.format(M=phrases["M"])
    return phrases


def noun(term: Term) -> str:
    """The name of a term as it stands in a sentence."""
    name = IN_SENTENCES.get(term.term_id, term.name)
    if term.kind == "muscle" and term.term_id not in WITHOUT_ARTICLE:
        return f"the {name}"
    if name.startswith("the term "):
        return f'the term "{name.removeprefix("the term ")}"'
    return name


def _circumstances(
    left: Mapping[str, Term], terms: Mapping[str, Term], relation: str
) -> tuple[list[str], list[str]]:
    """Phrases for population and condition: those that begin a sentence, and those that end it."""
    condition, people = left.get("condition"), left.get("population")
    if condition and people and condition.term_id == "running" and relation != "advised":
        who = people.name if people.term_id == "runners" else f"{people.name} who take up running"
        return [], [f"in {who}"]
    before: list[str] = []
    after: list[str] = []
    if condition:
        phrase, first = _condition(condition, terms, relation)
        (before if first else after).append(phrase)
    if people:
        phrase = f"{_among(relation, terms)} {people.name}"
        sided = relation == "matches" or (relation == "advised" and "object" in terms)
        first = bool(after) or sided
        (before if first else after).append(phrase)
    return before, after


def _among(relation: str, terms: Mapping[str, Term]) -> str:
    """The word before a population."""
    compared = relation == "exceeds" and terms["subject"].kind == "outcome"
    return "for" if relation in ("advised", "matches") or compared else "in"


def _condition(condition: Term, terms: Mapping[str, Term], relation: str) -> tuple[str, bool]:
    """The phrase for a condition, and whether the sentence begins with it."""
    if condition.term_id in CONDITIONS:
        phrase, first = CONDITIONS[condition.term_id]
        return phrase.removeprefix("when done ") if relation == "advised" else phrase, first
    if condition.kind != "exercise":
        return f"given {condition.name}", False
    aim = terms["object"].term_id if "object" in terms else ""
    if terms["subject"].kind == "exercise":
        beside = "alongside" if relation == "advised" else "when combined with"
        return f"{beside} {condition.name}", relation == "advised" and bool(aim)
    if terms["subject"].kind == "population":
        return f"when {condition.name}", True
    if relation in _FOR_BUILDING:
        return f"{'through' if aim == 'muscle-size' else 'in'} {condition.name}", False
    return f"{'during' if aim in DURING else 'in'} {condition.name}", False
