"""How composed sentences are worded: a template for each relation, and better ones for what recurs.

In a template `{S}`, `{O}`, `{M}`, `{C}`, `{P}` and `{X}` are subject, object, muscle, comparator,
population and condition; `{m}` is the muscle without an article. `[builds|build]` agrees with what
the sentence begins with, `<does|do>` with the comparator, `/grows|grow/` with the muscle, and
`#builds|build#` with the condition.
"""

from __future__ import annotations

from typing import NamedTuple

PROCESSES = frozenset(
    {"capillarisation", "muscle-breakdown", "muscle-repair", "training-adaptation"}
)
QUALITIES = frozenset(
    [
        "athletic-performance",
        "calf-mobility",
        "cardiac-fitness",
        "cardiovascular-fitness",
        "cardiovascular-recovery",
        "endurance",
        "health",
        "mental-resilience",
        "muscular-endurance",
        "neuromuscular-efficiency",
        "resilience",
        "respiratory-fitness",
        "running-economy",
        "running-performance",
        "stability",
        "well-being",
    ]
)
RISKS = frozenset(
    [
        *("achilles-tendinitis", "acute-injury", "chronic-injury", "injury", "injury-and-pain"),
        *("knee-pain", "psoas-pain"),
    ]
)
DURING_EXERCISE = frozenset(
    [
        "cardiovascular-strain",
        "force-production",
        "hip-flexion",
        "mechanical-tension",
        "muscle-fibre-recruitment",
        "power-output",
        "time-under-tension",
    ]
)


# What is advised against more often than advised.
HABITS = frozenset(
    {
        "expectation-of-rapid-results",
        "only-long-slow-runs",
        "quick-mileage-increase",
    }
)


class Template(NamedTuple):
    """A sentence, and what a proposition must have for it: the slots that stand in it; one of
    `objects` and of `subjects`; a subject of the kind `subject`, no plural if `one` is set; an
    object of the kind `object`, whose name is a plural or is not, as `plural` says.
    """

    sentence: str
    objects: frozenset[str] = frozenset()
    subject: str = ""
    object: str = ""
    plural: bool = False
    subjects: frozenset[str] = frozenset()
    one: bool = False


def _of(*objects: str) -> frozenset[str]:
    return frozenset(objects)


_IMPACT = _of("impact-load")
_ENVIRONMENTS = _of("certain-running-environments")
_ADJUSTMENTS = _of("adjustments-of-the-run")
_CONCURRENT = _of("concurrent-training")
_TRAINING = _of("training-consistency", "training-variety")
# For each relation, the first template that fits; the last fits whatever has subject and object.
TEMPLATES: dict[str, tuple[Template, ...]] = {
    "raises": (
        Template(
            "The impact of {X} [strengthens|strengthen] {M}", _of("strength"), subjects=_IMPACT
        ),
        Template("The impact of {X} [builds|build] {M}", _of("muscle-size"), subjects=_IMPACT),
        Template(
            "{X} [builds|build] {M} by making /it|them/ work harder",
            _of("muscle-size"),
            subjects=_of("muscle-work"),
        ),
        Template(
            "{X} [builds|build] muscle by making muscles work harder",
            _of("muscle-size"),
            subjects=_of("muscle-work"),
        ),
        Template(
            "{X} [increases|increase] {O} by making the muscles of {P} work harder",
            subjects=_of("muscle-work"),
        ),
        Template(
            "{X} [increases|increase] {O} by making muscles work harder",
            subjects=_of("muscle-work"),
        ),
        Template(
            "{X} [builds|build] muscle by providing {S}",
            _of("muscle-size"),
            subjects=_of("training-stimulus"),
        ),
        Template("{S} [works|work] {M}", _of("muscle-work"), "exercise"),
        Template("{S} [makes|make] {M} work harder", _of("muscle-work")),
        Template("{S} [makes|make] the muscles of {P} work harder", _of("muscle-work")),
        Template("{S} [works|work] {M} eccentrically", _of("eccentric-work"), "exercise"),
        Template("{S} [makes|make] {M} work as stabilisers", _of("stabilising-work")),
        Template("{S} [builds|build] {M}", _of("muscle-size"), "exercise"),
        Template("{S} [builds|build] muscle", _of("muscle-size"), "exercise"),
        Template(
            "{X} [builds|build] muscle through {S}",
            _of("muscle-size"),
            subjects=DURING_EXERCISE | {"stabilising-work"},
        ),
        Template("{S} [helps|help] {X} build {M}", _of("muscle-size")),
        Template("{S} [helps|help] {X} build muscle", _of("muscle-size")),
        Template("{S} [helps|help] build muscle", _of("muscle-size")),
        Template("{S} [strengthens|strengthen] {M}", _of("strength")),
        Template("{S} [makes|make] {M} leaner", _of("leanness")),
        Template("{S} [makes|make] {M} more defined", _of("muscle-definition")),
        Template("{S} [makes|make] {M} firmer", _of("muscle-firmness")),
        Template("{S} [makes|make] {M} feel tight", _of("muscle-tightness")),
        Template("{S} [gives|give] {M} a powerful look", _of("powerful-look")),
        Template("{S} [moves|move] the ankle", _of("ankle-motion"), "exercise"),
        Template("{S} [gets|get] the body moving", _of("body-movement")),
        Template("{S} [makes|make] people breathe harder", _of("breathing")),
        Template("{S} [brings|bring] a set to an end", _of("end-of-set")),
        Template("{S} [keeps|keep] building muscle", _of("continued-muscle-gain"), "exercise"),
        Template("{S} [has|have] {O}", _of("benefits-beyond-muscle")),
        Template("{S} [helps|help] the body recover", _of("recovery")),
        Template("{S} [leaves|leave] more energy for {X}", _of("energy-left")),
        Template("{S} [allows|allow] more sets", _of("sets")),
        Template("{S} [allows|allow] more repetitions", _of("repetitions")),
        Template("{S} [makes|make] {P} more economical", _of("running-economy")),
        Template("{S} [makes|make] {P} perform better", _of("running-performance")),
        Template("{S} [lets|let] {P} run for longer", _of("exercise-duration")),
        Template("{S} [lets|let] {P} run harder", _of("exercise-intensity")),
        Template("{S} [allows|allow] longer sessions of {X}", _of("exercise-duration")),
        Template("{S} [allows|allow] a higher volume of {X}", _of("training-volume")),
        Template("{S} [has|have] steeper inclines", _of("incline"), subjects=_ENVIRONMENTS),
        Template("{S} [has|have] less predictable paths", _of("path-unpredictability")),
        Template("{S} [helps|help] {P} balance their training goals", _of("balance-of-goals")),
        Template("{S} [increases|increase] the gains from {X}", _of("training-gains")),
        Template("{S} [provides|provide] {O}", _of("training-stimulus"), "exercise"),
        Template("{S} [increases|increase] the training stimulus of {X}", _of("training-stimulus")),
        Template("{S} [increases|increase] the training stimulus", _of("training-stimulus")),
        Template("{S} [subjects|subject] the body to impact", _of("impact-load")),
        Template("{S} [causes|cause] {O}", _of("muscle-damage", "muscle-pain")),
        Template(
            "{S} [promotes|promote] adaptation", _of("training-adaptation"), subjects=_TRAINING
        ),
        Template("{S} [promotes|promote] {O}", PROCESSES),
        Template("{S} [improves|improve] {O}", QUALITIES),
        Template("{S} [increases|increase] the risk of {O} from {X}", RISKS),
        Template("{S} [increases|increase] the risk of {O}", RISKS),
        Template("{S} [makes|make] {P} faster", _of("running-speed")),
        Template("{S} [increases|increase] {O}"),
    ),
    "lowers": (
        Template(
            "{S} [builds|build] less muscle than {C} alone",
            _of("muscle-size"),
            subjects=_CONCURRENT,
        ),
        Template(
            "{S} [increases|increase] {O} less than {C} alone",
            _of("maximal-strength"),
            subjects=_CONCURRENT,
        ),
        Template(
            "{S} [builds|build] less muscle than {C} <does|do>", _of("muscle-size"), "exercise"
        ),
        Template(
            "The natural shape of {M} makes /it|them/ harder to build",
            _of("ease-of-muscle-growth"),
            subjects=_of("muscle-shape"),
        ),
        Template(
            "The naturally small size of {M} makes /it|them/ harder to build",
            _of("ease-of-muscle-growth"),
            subjects=_of("small-muscle-size"),
        ),
        Template(
            "The natural shape of {M} makes /it|them/ harder to isolate",
            _of("isolated-muscle-work"),
            subjects=_of("muscle-shape"),
        ),
        Template("{S} [makes|make] {M} harder to build", _of("ease-of-muscle-growth")),
        Template("{S} [makes|make] {M} work less", _of("muscle-work")),
        Template("{S} [slows|slow] recovery from bouts of {X}", _of("quick-recovery")),
        Template("{S} [shortens|shorten] {X} sessions", _of("exercise-duration")),
        Template("{S} [limits|limit] how much {X} can train {M}", _of("training-volume")),
        Template("{S} [reduces|reduce] the volume of {X}", _of("training-volume")),
        Template("{S} [helps|help] people avoid {O}", _of("training-mistakes")),
        Template("{S} [hinders|hinder] {O}", PROCESSES),
        Template("{S} [reduces|reduce] the gains from {X}", _of("training-gains")),
        Template("{S} [reduces|reduce] the risk of {O}", RISKS),
        Template("{S} [puts|put] {P} off {O}", object="exercise"),
        Template("{S} [increases|increase] {O} less than {C} <does|do>", subject="exercise"),
        Template("{S} [reduces|reduce] {O}"),
    ),
    "keeps": (
        Template("{S} [keeps|keep] {M} working", _of("muscle-work")),
        Template(
            "{S} [maintains|maintain] {O} when training includes {X}",
            _of("muscle-function"),
            "exercise",
        ),
        Template("{S} [helps|help] {P} keep their {O}"),
        Template("{S} [maintains|maintain] {O}"),
    ),
    "exceeds": (
        Template("{S} [is|are] more important than {C}", _of("importance")),
        Template(
            "{S} [builds|build] larger {m} through {X} than {C} <does|do>",
            _of("muscle-size"),
            "population",
        ),
        Template("{S} [has|have] larger {m} than {C}", _of("muscle-size"), "population"),
        Template("{S} [is|are] larger than {C}", _of("muscle-size"), "muscle"),
        Template("{S} [builds|build] {M} more than {C} <does|do>", _of("muscle-size"), "exercise"),
        Template(
            "{S} [builds|build] more muscle than {C} alone",
            _of("muscle-size"),
            subjects=_of("running-with-strength-training"),
        ),
        Template(
            "{S} [builds|build] more muscle than {C} <does|do>", _of("muscle-size"), "exercise"
        ),
        Template(
            "{S} [uses|use] their {m} more than {C} <does|do>", _of("muscle-work"), "population"
        ),
        Template("{S} [works|work] {M} more than {C} <does|do>", _of("muscle-work"), "exercise"),
        Template(
            "{S} [makes|make] {M} do more stabilising work than {C} <does|do>",
            _of("stabilising-work"),
        ),
        Template(
            "{S} [grows|grow] more easily than {C} <does|do>",
            _of("ease-of-muscle-growth"),
            "muscle",
        ),
        Template(
            "{S} [makes|make] progressive overload easier than {C} <does|do>",
            _of("ease-of-progressive-overload"),
        ),
        Template("{S} [weighs|weigh] more than {C}", _of("body-weight"), "population"),
        Template("{S} [is|are] faster than {C}", _of("running-speed"), "exercise"),
        Template(
            "{S} [works|work] more muscle groups than {C} <does|do>",
            _of("number-of-muscles-worked"),
        ),
        Template(
            "{S} [targets|target] muscles more directly than {C} <does|do>",
            _of("targeted-muscle-work"),
        ),
        Template("{S} [brings|bring] greater gains than {C} <does|do>", _of("training-gains")),
        Template(
            "{S} [promotes|promote] adaptation more than {C} <does|do>",
            _of("training-adaptation"),
            subjects=_TRAINING,
        ),
        Template("{S} [promotes|promote] {O} more than {C} <does|do>", PROCESSES),
        Template("{S} [improves|improve] {O} more than {C} <does|do>", QUALITIES),
        Template("{S} [demands|demand] more force than {C} <does|do>", _of("force-production")),
        Template("{S} [demands|demand] more power than {C} <does|do>", _of("power-output")),
        Template(
            "{S} [recruits|recruit] more muscle fibres than {C} <does|do>",
            _of("muscle-fibre-recruitment"),
        ),
        Template("{S} [involves|involve] more {O} than {C} <does|do>", DURING_EXERCISE, "exercise"),
        Template("{S} [increases|increase] {O} more than {C} <does|do>"),
    ),
    "matches": (
        Template("{S} [builds|build] {M} as much as {C} <does|do>", _of("muscle-size"), "exercise"),
        Template(
            "{S} [builds|build] as much muscle as {C} <does|do>", _of("muscle-size"), "exercise"
        ),
        Template("{S} [works|work] the same muscles as {C}", _of("muscles-worked")),
        Template("{S} [is|are] as intense as {C}", _of("exercise-intensity")),
        Template("{S} [takes|take] as much mental effort as {C}", _of("mental-effort")),
        Template("{S} [feels|feel] as hard on {M} as {C}", _of("perceived-effort")),
        Template(
            "{S} [provides|provide] the same training stimulus as {C}", _of("training-stimulus")
        ),
        Template("{S} [carries|carry] the same risk of {O} as {C}", RISKS),
        Template("{S} [has|have] the same {O} as {C}"),
    ),
    "affects": (
        Template(
            "Adjusting one's {X} affects how well it builds {M}",
            _of("muscle-size"),
            subjects=_ADJUSTMENTS,
        ),
        Template(
            "{S} [affects|affect] whether {P} who take up {X} keep gaining muscle",
            _of("continued-muscle-gain"),
        ),
        Template("{S} [affects|affect] how hard {M} /works|work/", _of("muscle-work")),
        Template("{S} [affects|affect] how much {X} #builds|build# {M}", _of("muscle-size")),
        Template("{S} [affects|affect] how much muscle {X} #builds|build#", _of("muscle-size")),
        Template("{S} [affects|affect] how easily muscle grows", _of("ease-of-muscle-growth")),
        Template("{S} [affects|affect] which muscles work", _of("muscles-worked")),
        Template("{S} [affects|affect] how the body recovers", _of("recovery")),
        Template("{S} [affects|affect] the training stimulus", _of("training-stimulus")),
        Template("What running does to muscles depends on {S}", _of("effect-on-muscles")),
        Template(
            "{O} [depends|depend] on {S}",
            _of("best-balance-of-strength-and-endurance", "best-training-approach"),
        ),
        Template("{S} [affects|affect] {O}"),
    ),
    "needed_for": (
        Template(
            "For {X} to build {M}, the run must be adjusted",
            _of("muscle-size"),
            subjects=_ADJUSTMENTS,
        ),
        Template(
            "To build {M}, {X} must make /it|them/ work",
            _of("muscle-size"),
            subjects=_of("muscle-work"),
        ),
        Template("{S} [is|are] needed to build {M}", _of("muscle-size")),
        Template(
            "{S} [is|are] needed alongside {X} to build muscle", _of("muscle-size"), "exercise"
        ),
        Template("{S} [is|are] needed to build muscle", _of("muscle-size")),
        Template("{S} [is|are] needed to strengthen {M}", _of("strength")),
        Template("{S} [is|are] needed to build strength", _of("strength")),
        Template("{P} need large muscles", _of("sprinting"), subjects=_of("muscle-size")),
        Template("{P} need {S}", _of("sprinting")),
        Template("{P} need {S} to perform well", _of("athletic-performance")),
        Template("{P} need {S} for {O}"),
        Template("It takes {S} to hold {O}", subjects=_of("narrow-idea-of-strength")),
        Template("{O} [requires|require] {S}"),
    ),
    "advised": (
        Template(
            "Shorter runs are a concern when building {M}",
            _of("muscle-size"),
            subjects=_of("worry-about-shorter-runs"),
        ),
        Template(
            "There is reason to worry that running cuts into training gains",
            subjects=_of("worry-about-interference"),
        ),
        Template(
            "{S} [is|are] a good idea when building muscle", _of("muscle-size"), subjects=HABITS
        ),
        Template("{S} [is|are] a good idea", subjects=HABITS),
        Template("{S} [is|are] recommended for building {M}", _of("muscle-size")),
        Template("{S} [is|are] recommended for building muscle", _of("muscle-size")),
        Template("{S} [is|are] recommended for strengthening {M}", _of("strength")),
        Template("{S} [is|are] recommended for building strength", _of("strength")),
        Template("{S} [is|are] recommended for working {M}", _of("muscle-work")),
        Template("{S} [is|are] recommended as {O}", _of("training-stimulus")),
        Template("{P} are advised to do hill sprints on {S}", _of("hill-sprints"), "circumstance"),
        Template("{S} is recommended for hill sprints", _of("hill-sprints"), "circumstance"),
        Template("{S} [is|are] recommended for getting {O}", _of("individual-training-plan")),
        Template("{S} [is|are] recommended for {O}"),
        Template("{S} [is|are] recommended"),
    ),
    "does": (
        Template("{S} [extends|extend] the hip", _of("hip-extension")),
        Template("{S} [flexes|flex] the hip", _of("hip-flexion")),
        Template("{S} [moves|move] the ankle", _of("ankle-motion")),
        Template("{S} [absorbs|absorb] impact", _of("landing")),
        Template("{S} [produces|produce] force", _of("force-production")),
        Template("{S} [drives|drive] {O}", _of("acceleration")),
        Template("{S} [provides|provide] {O}", _of("propulsion", "push-off")),
        Template("{S} [performs|perform] {O}"),
    ),
    "is": (
        Template("The impact of {X} is {O}", subjects=_IMPACT),
        Template("{S} from {X} [is|are] {O}", subjects=_of("muscle-damage")),
        Template("{S} [is|are] a form of {O}", object="exercise"),
        Template("{S} [is|are] {O}"),
    ),
    "common": (
        Template(
            "{S} often [grows|grow] easily in response to {X}",
            _of("ease-of-muscle-growth"),
            "muscle",
        ),
        Template("{S} often [grows|grow] easily", _of("ease-of-muscle-growth"), "muscle"),
        Template("{S} are often lean", _of("leanness"), "population"),
        Template("{O} [is|are] common among {S}", subject="population"),
        Template("{O} [is|are] common in {S}"),
    ),
    "typical": (
        Template(
            "Most people know that running builds {M}",
            _of("knowledge-that-running-builds-muscle"),
            subjects=_of("people-in-general"),
        ),
        Template("{S} typically [grows|grow] easily", _of("ease-of-muscle-growth"), "muscle"),
        Template("{S} are typically lean", _of("leanness"), "population"),
        Template(
            "{S} typically train for the types of muscle they use",
            _of("training-for-ones-muscle-types"),
        ),
        Template("Large {m} are typical of {S}", _of("muscle-size"), "population"),
        Template("Large muscles are typical of {S}", _of("muscle-size"), "population"),
        Template("{O} [is|are] typical of {S}"),
    ),
    "part_of": (
        Template("{S} is one of {O}", object="muscle", plural=True, one=True),
        Template("{O} include {S}", object="muscle", plural=True),
        Template("{S} [is|are] part of {O}"),
    ),
    "means": (
        Template(
            "{S} [refers|refer] to an increase in {O}",
            _of("muscle-fibre-size", "muscle-size"),
            "thing",
        ),
        Template("{S} [refers|refer] to {O}", subject="thing"),
        Template(
            "{S} [means|mean] the ability to recover quickly after a bout of work",
            _of("quick-recovery"),
        ),
        Template("{S} [means|mean] {O}"),
    ),
    "indicates": (Template("{S} [indicates|indicate] {O}"),),
    "focuses_on": (
        Template("{S} [is|are] aimed at {O}", object="population", plural=True),
        Template("{S} for {P} [focuses|focus] on {O}"),
        Template("{S} [focuses|focus] on {O}"),
    ),
}
# A name in a sentence, if it needs an article there or reads better than the name of the term.
IN_SENTENCES = {
    "balance": "balance",
    "brief": "brief",
    "caloric-deficit": "a caloric deficit",
    "caloric-surplus": "a caloric surplus",
    "calorie-intake": "eating enough",
    "carbohydrate-intake": "eating carbohydrates",
    "climbing": "climbing",
    "downhill-walking": "walking downhill",
    "fat-intake": "eating healthy fats",
    "foot-placement": "skilful foot placement",
    "gradual": "gradual",
    "incline": "the incline",
    "lack-of-calf-training": "a lack of direct calf training",
    "large": "large",
    "loaded-sled": "pushing a loaded sled",
    "long-easy-running": "long, easy running",
    "muscle-blood-flow": "blood flow to the muscles",
    "muscle-oxygen-supply": "their oxygen supply",
    "muscles-of-the-stride": "muscles used in the running stride",
    "muscular-imbalance": "muscular imbalances",
    "personal-trainer": "seeing a personal trainer",
    "protein-intake": "protein",
    "running-coach": "seeing a running coach",
    "short-muscle-blood-flow": "too little blood flow to the muscles",
    "short-muscle-oxygen": "a lack of oxygen in the muscles",
    "skipping": "skipping",
    "strong-person": "strong",
    "sufficient-muscle-blood-flow": "sufficient blood flow to the muscles",
    "training-method": "the training method",
    "training-planning": "better planning",
    "training-stimulus": "a training stimulus",
    "unnamed-factors": "various factors",
    "warm-up": "a warm-up",
    "weighted-vest": "wearing a weighted vest",
}
# How a subject is called if more of it raises, lowers or keeps something.
MORE_OF = {
    "aerobic-capacity": "higher aerobic capacity",
    "ankle-mobility": "better ankle mobility",
    "ankle-motion": "more ankle movement",
    "body-weight": "a higher body weight",
    "calf-mobility": "better calf mobility",
    "capillarisation": "more muscle capillarisation",
    "cardiovascular-recovery": "better cardiovascular recovery",
    "cardiovascular-strain": "more cardiovascular strain",
    "exercise-intensity": "higher exercise intensity",
    "force-production": "higher force output",
    "incline": "a steeper incline",
    "larger-muscles": "the involvement of larger muscle groups",
    "leanness": "being lean",
    "mobility": "better mobility",
    "muscle-blood-flow": "more blood flow to the muscles",
    "muscle-fibre-recruitment": "higher muscle fibre recruitment",
    "muscle-size": "more muscle",
    "neuromuscular-efficiency": "better neuromuscular efficiency",
    "nutrition": "good nutrition",
    "path-unpredictability": "a less predictable running surface",
    "power-output": "higher power output",
    "running-economy": "better running economy",
    "running-speed": "a higher running speed",
    "stabilising-work": "stabilising work",
    "training-volume": "a higher training volume",
}
# How a subject is called if it is recommended, or needed for something.
FOR_A_PURPOSE = {
    "exercise-intensity": "high exercise intensity",
    "nutrition": "good nutrition",
}
# Outcomes of a bout of exercise: they are there *during* it.
DURING = frozenset({"eccentric-work", "muscle-work", "range-of-motion"})
# Names of muscles that take no article.
WITHOUT_ARTICLE = frozenset({"larger-muscles", "muscles-outside-the-legs", "other-muscles"})
# What a single exercise is called after *is*, if the term has a plural name.
ONE_OF = {
    "compound-exercises": "a compound strength exercise",
    "isolation-exercises": "an isolation exercise",
}
# Outcomes that are *of* a muscle; other outcomes are *in* it.
OF_THE_MUSCLE = {
    "leanness": "the leanness of {M}",
    "muscle-definition": "the definition of {M}",
    "muscle-size": "the size of {M}",
    "range-of-motion": "the range of motion of {M}",
    "resilience": "the resilience of {M}",
    "strength": "the strength of {M}",
    "training-volume": "the training volume of {M}",
}
# Conditions that are no exercise: a phrase, and whether the sentence begins with it.
CONDITIONS = {
    "after-exercise": ("after a workout", True),
    "given-pace": ("at the same pace", True),
    "nutrition": ("when combined with good nutrition", False),
    "several-times-a-week": ("when done several times a week", False),
    "skipped-refuelling": ("without refuelling", True),
    "steep-hill": ("on a steep hill", True),
    "sufficient-endurance": ("if runners have enough endurance to keep going", False),
}
# A subject that takes its condition or population into its own phrase.
TOGETHER = {
    ("running", "acting-directly"): "running alone",
    ("hill-sprints", "steep-hill"): "sprinting up a steep hill",
}
# A condition that goes without saying where the people are named.
IMPLIED = frozenset({("running", "runners")})
# The exercise of people who are named by it: *their running*, not *the long-distance running of
# long-distance runners*.
OF_THEIRS = {("long-distance-running", "long-distance-runners"): "running"}
