"""Slips of meaning in claims and propositions of the small package: one or more for each rule."""

from mutations import add_row, all_of, drop_rows, new_row, set_value
from pipeline.tables.rows import Origin
from pipeline.text.passage_address import Text

FEW, MAY, STUDY, MORE = (f"harbour-post-00{number}" for number in (1, 2, 3, 4))
NONE = "tide-times-001"


def claim(name, **changes):
    """A mutation: cells of one claim."""
    return all_of(*(set_value("claims", name, column, value) for column, value in changes.items()))


def proposition(name, **changes):
    """A mutation: cells of one proposition."""
    return all_of(
        *(set_value("propositions", name, column, value) for column, value in changes.items())
    )


def read_at(name, **values):
    """A mutation: both readings of a claim's passage, in place of those that are there."""

    def mutate(package):
        claims, passages = package["claims"].by_key(), package["passages"].by_key()
        passage = passages[claims[name]["passage_id"]]
        drop_rows("readings", "article_id", passage["article_id"])(package)
        for reader in ("first", "second"):
            row = {"article_id": passage["article_id"], "reader": reader, "ordinal": 1}
            row |= {key: passage[key] for key in ("start", "end", "token_count", "fingerprint")}
            row |= {"lead": passage["lead"], "kind": claims[name]["kind"]}
            row |= {"stance": claims[name]["stance"], "statement": claims[name]["statement"]}
            package["readings"].add(row | values, Origin("added", 1))

    return mutate


def quantity(number, **changes):
    """A mutation: cells of one quantity of the study."""
    return all_of(
        *(
            set_value("claim_quantities", f"{STUDY}/{number}", column, value)
            for column, value in changes.items()
        )
    )


def speaker_of_another_sentence(package):
    new_row("people", person_id="a-rower", name="Rowing Staff", role="expert")(package)
    new_row("people", person_id="a-cyclist", name="Cycling Staff", role="expert")(package)
    claim(MORE, attributed_to="a-rower")(package)
    claim(STUDY, attributed_to="a-cyclist")(package)


def unclaimed_reading(package):
    """Both readers mark the advertisement."""
    passage = next(r for r in package["passages"].rows if r["role"] == "advertisement")
    for row in package["readings"].rows:
        if row["article_id"] == passage["article_id"]:
            row.update(start=passage["start"], end=passage["end"])


def cut_in_a_name(package):
    """The passage ends within calf muscles."""
    row = package["passages"].by_key()[package["claims"].by_key()[MAY]["passage_id"]]
    row["end"] -= len(" muscles")


def other_reading(package):
    add_row("terms", "muscle-size", term_id="time", name="time")(package)
    add_row("terms", "muscle-size", term_id="duration", name="duration")(package)
    for term in ("time", "duration"):
        new_row("name_meanings", name="weeks", term_id=term)(package)


def accepted_name(name, term):
    return new_row("term_names", name=name, status="accepted", term_id=term)


def text_says(old, new):
    """A mutation: the captured text has other words of the same length, and was annotated so."""
    assert len(old) == len(new)

    def mutate(package):
        text = package.captures["harbour-post"].text
        assert old in text
        package.captures["harbour-post"] = Text(text.replace(old, new))
        article = package["articles"].by_key()["harbour-post"]
        article.update(package.captures["harbour-post"].facts())

    return mutate


RAISES = "rowing-raises-quadriceps-size"
WORKS = "rowing-raises-calf-work"
EXCEEDS = "rowing-exceeds-cycling-in-quadriceps-size"

FAULTS = [
    ("statement-form", claim(FEW, statement="Large calves are rare among rowers"), "claims", FEW),
    ("statement-form", claim(FEW, statement="Rare calves."), "claims", FEW),
    (
        "statement-form",
        claim(FEW, statement="Large calves are r\u00e1re in rowers."),
        "claims",
        FEW,
    ),
    ("statement-form", claim(FEW, statement="Rare calves " + "very " * 40 + "."), "claims", FEW),
    ("denial-worded", claim(FEW, statement="Large calves are common in rowers."), "claims", FEW),
    ("negation-denied", claim(NONE, stance="asserts"), "claims", NONE),
    ("hedge-worded", claim(MAY, modality="asserted"), "claims", MAY),
    ("hedge-worded", claim(MAY, statement="Rowing works the calves."), "claims", MAY),
    ("hedge-kept", claim(MAY, modality="asserted"), "claims", MAY),
    ("hedge-found", claim(MORE, modality="hedged"), "claims", MORE),
    ("degree-worded", claim(STUDY, degree="most"), "claims", STUDY),
    ("degree-worded", claim(STUDY, degree="main"), "claims", STUDY),
    (
        "statement-listed",
        claim(FEW, statement="Large calves are rare in rowers, cycling or not."),
        "claims",
        FEW,
    ),
    (
        "degree-coded",
        claim(STUDY, statement="Rowing significantly raised the size of rowers' quads."),
        "claims",
        STUDY,
    ),
    (
        "opposite-in-text",
        claim(MORE, statement="Rowing adds less to the size of the quadriceps than cycling."),
        "claims",
        MORE,
    ),
    (
        "opposite-read",
        all_of(
            read_at(MORE, statement="Rowing adds more than cycling."),
            claim(MORE, statement="Rowing adds less to the size of the quadriceps than cycling."),
        ),
        "claims",
        MORE,
    ),
    (
        "comparison-sides",
        claim(MORE, statement="Cycling adds more to the size of the quadriceps than rowing."),
        "claims",
        MORE,
    ),
    (
        "cause-sides",
        claim(MAY, statement="One reason why rowing may help is the work of the calves."),
        "claims",
        MAY,
    ),
    (
        "cause-sides",
        claim(MAY, statement="Rowing may help, partly because the calves work."),
        "claims",
        MAY,
    ),
    (
        "cause-sides",
        claim(MAY, statement="Because the calves work, rowing may help."),
        "claims",
        MAY,
    ),
    (
        "lowering-worded",
        proposition(WORKS, relation="lowers"),
        "claims",
        MAY,
    ),
    ("slot-worded", claim(MORE, statement="Rowing adds more than cycling."), "claims", MORE),
    (
        "term-slotted",
        all_of(
            add_row("propositions", WORKS, proposition_id="cycling-raises-calf-work"),
            proposition("cycling-raises-calf-work", subject_id="cycling"),
            claim(STUDY, proposition_id="cycling-raises-calf-work"),
        ),
        "claim_terms",
        f"{STUDY}/rowers",
    ),
    ("name-listed", drop_rows("claim_terms", "term_id", "rowers"), "claims", STUDY),
    (
        "implied-named",
        accepted_name("ten weeks", "muscle-size"),
        "claim_terms",
        f"{STUDY}/muscle-size",
    ),
    (
        "implied-named",
        all_of(
            add_row("terms", "muscle-size", term_id="duration", name="duration"),
            accepted_name("ten weeks", "duration"),
        ),
        "claim_terms",
        f"{STUDY}/muscle-size",
    ),
    ("implied-named", other_reading, "claim_terms", f"{STUDY}/muscle-size"),
    ("speaker-named", speaker_of_another_sentence, "claims", MORE),
    (
        "speaker-named",
        all_of(
            new_row("people", person_id="a-coach", name="A coach", role="expert"),
            claim(MORE, attributed_to="a-coach"),
            claim(MAY, attributed_to=None),
            text_says("swears", "agrees"),
        ),
        "claims",
        MAY,
    ),
    ("quantity-unit", quantity(3, unit="h"), "claim_quantities", f"{STUDY}/3"),
    (
        "number-unit",
        claim(
            STUDY,
            statement="In 5 weeks rowing added a little, 10 %, to the size of 12 rowers' quads.",
        ),
        "claims",
        STUDY,
    ),
    (
        "citation-mark",
        set_value("citations", "harbour-study", "marker", "[9]"),
        "claim_citations",
        f"{STUDY}/harbour-study",
    ),
    (
        "population-kept",
        all_of(
            text_says("Still, rowing", "In rowers may"),
            drop_rows("claim_terms", "term_id", "rowers"),
        ),
        "claims",
        MAY,
    ),
    (
        "proposition-words",
        proposition(WORKS, comparator_id="calves"),
        "propositions",
        WORKS,
    ),
    ("quantity-ends", quantity(2, low=50), "claim_quantities", f"{STUDY}/2"),
    (
        "quantity-ends",
        quantity(2, bound="range", low=60, high=70, unit="a", as_stated="in their 60s and 70s"),
        "claim_quantities",
        f"{STUDY}/2",
    ),
    (
        "number-read",
        drop_rows("claim_quantities", "as_stated", "ten weeks"),
        "claims",
        STUDY,
    ),
    (
        "proposition-words",
        proposition(WORKS, relation="exceeds"),
        "propositions",
        WORKS,
    ),
    (
        "proposition-words",
        proposition(WORKS, muscle_id="quadriceps"),
        "propositions",
        WORKS,
    ),
    (
        "proposition-words",
        proposition(EXCEEDS, subject_id="cycling", comparator_id="rowing"),
        "propositions",
        EXCEEDS,
    ),
    (
        "proposition-words",
        proposition(RAISES, muscle_id=None),
        "propositions",
        RAISES,
    ),
    (
        "proposition-positive",
        proposition(WORKS, relation="other", statement="Rowing does not work the calves."),
        "propositions",
        WORKS,
    ),
    ("kind-relation", claim(MAY, kind="definition"), "claims", MAY),
    ("reading-claimed", unclaimed_reading, "passages", None),
    ("belief-reported", text_says("Still,", "Belief"), "claims", MAY),
    ("quantity-bound", text_says("added 5", "about 5"), "claim_quantities", f"{STUDY}/2"),
    ("scope-kept", text_says("more than", "only than"), "claims", MORE),
    (
        "scope-typed",
        all_of(
            text_says("more than", "only than"),
            proposition(EXCEEDS, relation="other", statement="Rowing beats cycling."),
        ),
        "propositions",
        EXCEEDS,
    ),
    ("passage-cuts", cut_in_a_name, "passages", None),
]
