"""How questions are worded, as a person asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from pipeline.derived.question_keys import (
    ACTION,
    ADVICE,
    COMPARISON,
    EFFECT,
    FOCUS,
    FREQUENCY,
    MEANING,
    SIGN,
    Key,
)
from pipeline.tables.rows import Row
from pipeline.tables.statements import Term, ask, noun
from pipeline.tables.templates import MORE_OF

# of the relations that a question gathers, the first gives its words
ORDER = ("raises", "keeps", "lowers", "affects", "advised", "needed_for", "typical", "common")
_ON_AXIS = {"slope": "Uphill, downhill or on the flat", "surface": "Trails or roads"}
# subjects that need other words in a question
_SUBJECTS = {
    "cardiovascular-fitness": "better cardiovascular fitness",
    "impact-load": "impact",
    "muscle-shape": "the natural shape of a muscle",
    "muscle-work": "harder work of the muscles",
    "skipping": "skipping with a rope",
    "small-muscle-size": "the small natural size of a muscle",
}
# what is asked of an outcome whose sentences name a muscle, by the relation
_WHETHER = {
    ("raises", "muscle-work"): "make muscles work harder",
    ("keeps", "muscle-work"): "keep muscles working",
    ("lowers", "muscle-work"): "make muscles work less",
    ("affects", "muscle-work"): "affect how hard muscles work",
    ("lowers", "ease-of-muscle-growth"): "make muscles harder to build",
    ("lowers", "isolated-muscle-work"): "make muscles harder to isolate",
    ("raises", "energy-expenditure"): "burn calories",
    ("raises", "joint-impact"): "put impact on the joints",
    ("raises", "musculoskeletal-strain"): "strain muscles and bones",
    ("raises", "energy-left"): "leave more energy",
    ("raises", "exercise-duration"): "let people exercise for longer",
    ("raises", "balance-of-goals"): "help people balance their training goals",
    ("keeps", "strength"): "help people keep their strength",
    ("keeps", "resilience"): "help people stay resilient",
    ("lowers", "muscle-size"): "mean less muscle",
    ("lowers", "endurance-training"): "put people off endurance training",
    ("raises", "leanness"): "make people leaner",
    ("raises", "muscle-definition"): "make muscles more defined",
    ("raises", "muscle-firmness"): "make muscles firmer",
    ("raises", "muscle-tightness"): "make muscles feel tight",
    ("raises", "powerful-look"): "give muscles a powerful look",
    ("raises", "training-gains"): "increase the gains from training",
    ("lowers", "quick-recovery"): "slow recovery between bouts of work",
    ("lowers", "running"): "put people off running",
    ("affects", "muscle-size"): "affect how much muscle grows",
}
# what is said of a thing, rather than what it is
_QUALITIES = {
    *("brief", "built-for-the-sport", "controllable", "directly-controllable", "gradual", "large"),
    *("plentiful", "something-good"),
}
# what is asked of two sides, by the object and, where it matters, the kind of the sides
_WHICH = {
    ("muscle-size", "population"): "who has more muscle",
    ("muscle-size", "muscle"): "which is larger",
    ("muscle-size", ""): "which builds more muscle",
    ("muscle-work", "population"): "whose muscles work harder",
    ("muscle-work", ""): "which works the muscles more",
    ("body-weight", "population"): "who weighs more",
    ("ease-of-muscle-growth", "muscle"): "which grows more easily",
    ("strength", ""): "which builds more strength",
    ("lean-body-mass", ""): "which adds more lean mass",
    ("training-stimulus", ""): "which trains the muscles more",
    ("training-adaptation", ""): "which brings more adaptation",
    ("training-gains", ""): "which brings greater gains",
    ("injury-and-pain", ""): "which carries the greater risk of injury",
    ("importance", ""): "which is more important",
    ("exercise-intensity", ""): "which is more intense",
    ("mental-effort", ""): "which takes more mental effort",
    ("perceived-effort", ""): "which feels harder",
    ("cardiovascular-strain", ""): "which strains the heart more",
    ("effect-on-muscles", ""): "which does more to the muscles",
    ("muscles-worked", ""): "do they work the same muscles",
    ("number-of-muscles-worked", ""): "which works more muscle groups",
    ("targeted-muscle-work", ""): "which targets muscles more directly",
    ("ease-of-progressive-overload", ""): "which makes progressive overload easier",
    ("running-speed", ""): "which is faster",
    ("hip-flexion", ""): "which lifts the knees more",
    ("power-output", ""): "which demands more power",
    ("force-production", ""): "which demands more force",
    ("muscle-fibre-recruitment", ""): "which recruits more muscle fibres",
    ("mechanical-tension", ""): "which involves more mechanical tension",
    ("time-under-tension", ""): "which keeps muscles under tension for longer",
}


def question_text(
    key: Key, propositions: Iterable[Row], names: Mapping[str, Term], people: Set[str] = frozenset()
) -> str:
    """A question in words, given the propositions that it gathers. `people` are single persons."""
    rows = list(propositions)
    if key.family == COMPARISON:
        return _compared(key, names)
    if key.family in (EFFECT, ADVICE, FREQUENCY):
        return _asked(key, {row["relation"] for row in rows}, names)
    subject = names[key.subject or ""]
    who, several = noun(subject), subject.plural
    do_or_does = "do" if several else "does"
    if key.family == ACTION:
        return f"What {do_or_does} {who} do?"
    if key.family == FOCUS:
        aim = "train for" if subject.kind == "population" else "focus on"
        return f"What {do_or_does} {who} {aim}?"
    if key.family in (MEANING, SIGN):
        return f"What {do_or_does} {who} {'mean' if key.family == MEANING else 'show'}?"
    return _kind(subject, rows, names, people)


def _kind(subject: Term, rows: list[Row], names: Mapping[str, Term], people: Set[str]) -> str:
    """What a thing is; if only one thing is said of it, whether it is that."""
    who, is_or_are = noun(subject), "are" if subject.plural else "is"
    relations, does = {row["relation"] for row in rows}, "do" if subject.plural else "does"
    if relations == {"part_of"}:
        return f"What {does} {who} include?"
    if "part_of" in relations:
        return (
            f"What {is_or_are} {who}, and what {does} {'they' if subject.plural else 'it'} include?"
        )
    if len({row["object_id"] for row in rows}) == 1 and (asked := ask(rows[0], names)):
        return asked
    if subject.term_id in people:
        return f"Who {is_or_are} {who}?"
    if who.startswith("the term "):
        return f"What kind of term {is_or_are} {who.removeprefix('the term ')}?"
    sort = f"kind of {subject.kind} " if subject.kind == "exercise" else ""
    like = " like" if {row["object_id"] for row in rows} <= _QUALITIES else ""
    return f"What {sort}{is_or_are} {who}{like}?"


def _asked(key: Key, relations: Set[str], names: Mapping[str, Term]) -> str:
    """Whether a subject does something to an object, by the first relation that there is."""
    subject, thing = names[key.subject or ""], names.get(key.object or "")
    if subject.term_id in _SUBJECTS:
        subject = Term("", _SUBJECTS[subject.term_id], plural=False, kind=subject.kind)
    who, many = noun(subject), subject.plural
    if key.object == "muscle-work" and subject.kind == "exercise":
        return f"Which muscles {'do' if many else 'does'} {who} work?"
    relation = wording(relations)
    if whether := _WHETHER.get((relation, key.object or "")):
        more = MORE_OF.get(subject.term_id) if relation != "affects" else None
        if "of a muscle" in who:
            whether = whether.replace("muscles", "it")
        return f"{'Do' if many and not more else 'Does'} {more or who} {whether}?"
    row = {"subject_id": key.subject, "relation": relation, "object_id": key.object}
    named = {**names, key.subject or "": subject}
    return ask(row, named) or _plainly(relation, subject, thing)


def wording(relations: Set[str]) -> str:
    """The relation by which a question is worded."""
    if relations == {"advised", "needed_for"}:
        return "raises"
    return next(one for one in ORDER if one in relations)


def _plainly(relation: str, subject: Term, thing: Term | None) -> str:
    """A question for which no template serves."""
    who, what, is_or_are = noun(subject), noun(thing) if thing else "", "Is"
    if relation in ("common", "typical"):
        among = f"{relation} {'of' if relation == 'typical' else 'among'}"
        return f"{'Are' if thing and thing.plural else 'Is'} {what} {among} {who}?"
    if subject.plural:
        is_or_are = "Are"
    if relation == "needed_for":
        return f"{is_or_are} {who} needed for {what}?"
    if relation == "advised":
        return f"{is_or_are} {who} recommended{f' for {what}' if what else ''}?"
    return f"{'Do' if subject.plural else 'Does'} {who} affect {what}?"


def _compared(key: Key, names: Mapping[str, Term]) -> str:
    kind, what = "", names.get(key.object or "")
    if key.axis:
        sides = _ON_AXIS[key.axis]
    else:
        first, second = names[key.subject or ""], names[key.comparator or ""]
        if first.term_id.startswith("other-"):
            first, second = second, first
        sides, kind = f"{noun(first)} or {noun(second)}", first.kind
    words = "which does more"  # an object is missing only where the curation is at fault
    if what is not None:
        words = _WHICH.get((what.term_id, kind)) or _WHICH.get((what.term_id, ""), "")
        words = words or f"which means more {noun(what)}"
    return f"{sides[0].upper()}{sides[1:]}: {words}?"
