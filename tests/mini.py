"""A small package about two invented articles, to test every check without captured texts."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TEXT = """Rowing and your calves

Can rowing build calves? Few rowers have large calves. Still, rowing may work the calf muscles, \
and a coach swears that it does. In a study of 12 rowers it added 5 percent to the quads over ten \
weeks, which is more than cycling did.

Advertisement
"""

ARTICLE = """article: harbour-post
title: Rowing and your calves
site: Harbour Post
url: https://harbour-post.example.org/rowing
url_seen_at: https://example.org/index
author: harbour-staff
reviewer: null
published_on: "2024-02-29"
updated_on: null
language: en
rights: Invented for tests.
text: {sha256: "@SHA", characters: @CHARS, tokens: @TOKENS}
sections: {s1: opening, s2: body}
passages:
- {words: "Rowing and your calves", section: s1, role: heading}
- {words: "Can rowing build calves", section: s1, role: question}
- words: "Few rowers have large calves"
  section: s2
  claims:
  - id: harbour-post-001
    says: Large calves are rare among rowers.
    kind: observation
    stance: denies
    proposition: rowing-common-large-calves
    terms: [rowers, {calves: large-calves}]
- words: "rowing may work the calf muscles"
  section: s2
  claims:
  - id: harbour-post-002
    says: Rowing may work the calves.
    kind: effect
    modality: hedged
    proposition: rowing-raises-calf-work
    attributed_to: harbour-staff
    terms: [rowing, work, calf muscles]
- {words: "a coach swears that it does", section: s2, role: attribution}
- words: "In a study of 12 rowers ... ten weeks"
  section: s2
  claims:
  - id: harbour-post-003
    says: "In 10 weeks, a study found, rowing added a little, 5 %, to the size of 12 rowers' quads."
    kind: evidence
    degree: slight
    proposition: rowing-raises-quadriceps-size
    terms: [rowing, quads, rowers]
    implied: [muscle-size]
    quantities:
    - {measure: participants, bound: exact, low: 12, unit: "{studies}", as_stated: 12 rowers}
    - {measure: growth, bound: exact, low: 5, unit: "%", as_stated: 5 percent}
    - {measure: duration, bound: exact, low: 10, unit: wk, as_stated: ten weeks}
    cites:
    - {citation: harbour-study, fidelity: rounded, note: The study has 5.2 %.}
- words: "more than cycling did"
  section: s2
  claims:
  - id: harbour-post-004
    says: Rowing adds more to the size of the quadriceps than cycling.
    kind: comparison
    proposition: rowing-exceeds-cycling-in-quadriceps-size
    terms: [rowing, cycling, quads]
    implied: [muscle-size]
- {words: "Advertisement", role: advertisement}
"""

OTHER_TEXT = """Oars and legs

Rowing adds nothing to the quads.
"""

OTHER = """article: tide-times
title: Oars and legs
site: Tide Times
url: null
author: null
reviewer: null
published_on: null
updated_on: null
language: en
rights: Invented for tests.
text: {sha256: "@SHA", characters: @CHARS, tokens: @TOKENS}
sections: {s1: opening}
passages:
- {words: "Oars and legs", section: s1, role: heading}
- words: "Rowing adds nothing to the quads"
  section: s1
  claims:
  - id: tide-times-001
    says: The quadriceps does not gain size from rowing.
    kind: effect
    stance: denies
    proposition: rowing-raises-quadriceps-size
    terms: [rowing, quads]
    implied: [muscle-size]
"""

# the abstract of the invented study, from which `read_from` of its findings gives the sentences
ABSTRACT = """Twelve rowers trained for ten weeks. The vastus lateralis thickened by 5.2 % (95 % \
CI 1.5 to 9.0). Cycling thickened it less. One rower had calves of great girth."""

# behind the real package's metadata, which end with their sources
SOURCES = """- title: Harbour Post, Rowing and your calves
  path: https://harbour-post.example.org/rowing
- title: Tide Times, Oars and legs
"""

TEXTS = {"harbour-post": (TEXT, ARTICLE), "tide-times": (OTHER_TEXT, OTHER)}

FILES = {
    "people.yaml": """people:
- {id: harbour-staff, name: Staff of the Harbour Post, kind: organisation, role: author}
""",
    "terms.yaml": """terms:
- id: quadriceps
  name: quadriceps
  kind: muscle
  definition: The muscle of the front of the thigh.
  names: [quads]
  members:
  - {id: vastus-lateralis, source: invented for tests}
  - {id: vastus-medialis, source: invented for tests}
  muscle: {kind: group, region: thigh}
- id: vastus-lateralis
  name: vastus lateralis
  kind: muscle
  definition: The outer head of the quadriceps.
  muscle: {kind: muscle, region: thigh, latin_name: musculus vastus lateralis, \
source: invented for tests}
- {id: vastus-medialis, name: vastus medialis, kind: muscle, \
definition: The inner head of the same muscle., muscle: {kind: muscle, region: thigh}}
- id: calves
  name: calf muscles
  kind: muscle
  definition: The muscles of the back of the lower leg.
  muscle: {kind: unlisted_group, region: lower_leg}
- {id: rowing, name: rowing, kind: exercise, definition: Moving a boat with oars., \
exercise: {kind: endurance}}
- {id: cycling, name: cycling, kind: exercise, definition: Riding a bicycle on roads., \
exercise: {kind: endurance, surface: road}}
- {id: rowers, name: rowers, kind: population, definition: People who row.}
- {id: muscle-size, name: muscle size, kind: outcome, definition: How large a muscle is.}
- {id: muscle-work, name: muscle work, kind: outcome, definition: How far a muscle is used., \
names: [work]}
- {id: large-calves, name: large calves, kind: outcome, broader: muscle-size, \
definition: Calves of great size.}
ambiguous:
- {name: calves, means: [calves, large-calves], note: The muscles or their size.}
ignored:
- {name: back leg, note: A leg and no muscle.}
- {name: oars and legs, note: The limbs of those who row.}
watched:
- {name: legs, note: A part of the body; alone it names no muscle.}
relations:
- {term: rowers, relation: practises, other: rowing, because: It is in their definition.}
""",
    "mappings.yaml": """schemes:
- {id: ANAT, title: Invented anatomy, version: "2024-01", \
uri_prefix: "https://example.org/anat/", local_pattern: "[0-9]{4}", term_kinds: [muscle], \
seen_at: "https://example.org/anat.owl", license: invented for tests}
- {id: compendium2024, title: Invented compendium, version: "2024", \
uri_prefix: "https://example.org/2024#", local_pattern: "[0-9]{5}", term_kinds: [exercise], \
seen_at: "https://example.org/2024", license: invented for tests}
codes:
- {edition: 2024, code: "15001", activity: "rowing, hard", met: 8.5}
- {edition: 2024, code: "15002", activity: "rowing, in a race", note: The value was not seen.}
mappings:
- {subject: quadriceps, match: exact, object: "ANAT:0001", label: quadriceps femoris, \
confidence: 0.95}
- {subject: quadriceps, match: broad, object: "ANAT:0009", label: muscle of thigh, \
confidence: 0.9, seen_at: "https://example.org/other.owl"}
- {subject: vastus-lateralis, match: narrow, object: "ANAT:0002", confidence: 0.6, \
comment: No label was seen.}
- {subject: calves, match: exact, object: "ANAT:0003", label: calf (animal), rejected: true, \
confidence: 1, comment: A young cow.}
- {subject: rowing, match: narrow, object: "compendium2024:15001", confidence: 0.9}
- {subject: rowing, match: narrow, object: "compendium2024:15002", confidence: 0.9}
- {subject: rowing, match: related, object: "compendium2024:15003", label: canoeing, \
confidence: 0.9}
readings:
- {subject: quadriceps, object: "ANAT:0001", first: exact, second: exact}
- {subject: calves, object: "ANAT:0003", first: exact, rejected: true, second: none}
""",
    "propositions.yaml": """propositions:
- {id: rowing-common-large-calves, subject: rowers, relation: common, object: large-calves}
- {id: rowing-raises-calf-work, subject: rowing, relation: raises, object: muscle-work, \
muscle: calves}
- {id: rowing-raises-quadriceps-size, subject: rowing, relation: raises, object: muscle-size, \
muscle: quadriceps}
- {id: rowing-exceeds-cycling-in-quadriceps-size, subject: rowing, relation: exceeds, \
object: muscle-size, muscle: quadriceps, comparator: cycling}
topics:
- {topic: rowing and muscle, involves: [rowing], objects: [muscle-size]}
""",
    "references.yaml": """measures:
- {id: muscle-thickness, name: muscle thickness by ultrasound, outcome: muscle-size, \
stands_for: itself, higher_means: more}
- {id: calf-girth, name: girth of the calf, outcome: large-calves, stands_for: proxy, \
higher_means: more, reason: Fat and bone are in it as well.}
references:
- id: pmid-1
  type: article-journal
  pmid: "1"
  design: uncontrolled_trial
  sample_size: 12
  sex: both
  age_mean: 24.5
  age_low: 18
  age_high: 40
  training_status: trained
  duration_weeks: 10
  dose: two rows a week
  arms: "rowing first: 6; cycling first: 6"
  status: partly_resolved
  seen_at: [https://example.org/study]
  note: Invented for tests.
  findings:
  - {id: pmid-1-size, says: The outer head grew., subject: rowing, muscle: vastus-lateralis, \
contrast: before_after, estimand: change_within, measure_id: muscle-thickness, \
measure: thickness, result: higher, point: higher, value: 5.2, low: 1.5, high: 9.0, \
interval: ci95, unit: "%", p_relation: lt, p_value: 0.05, sample_size: 12, locator: abstract, \
read_from: [6/55ce896c825a0dfb, \
14/c87aac9f82d289c7]}
  - {id: pmid-1-cycling, says: Cycling added less than rowing., subject: cycling, \
comparator: rowing, muscle: vastus-lateralis, contrast: other_exposure, \
estimand: difference_in_change, measure_id: muscle-thickness, measure: thickness, result: lower, \
point: lower, sample_size: 12, sample_size_subject: 12, sample_size_comparator: 12, \
locator: abstract, read_from: [4/be8a325bb9283c38]}
  - {id: pmid-1-calves, says: "One of the rowers, 8 %, had large calves.", subject: rowers, \
estimand: level, measure_id: calf-girth, measure: share with a girth of at least 40 cm, \
result: higher, point: higher, value: 8, unit: "%", locator: abstract}
""",
    "citations.yaml": """citations:
- {id: harbour-study, article: harbour-post, reference: pmid-1, basis: described, \
status: partly_resolved}
""",
    "anatomy.yaml": """sources:
- id: gray-1918
  kind: textbook
  title: Anatomy of the Human Body
  authors:
  - {family: Gray, given: Henry}
  year: 1918
  licence: public domain
  seen_at: ["https://books.example/gray/129"]
movements: []
actions:
- muscle: vastus-lateralis
  does:
  - {joint: knee, movement: extension, source: gray-1918, locator: p. 470}
- muscle: vastus-medialis
  does:
  - {joint: knee, movement: extension, source: gray-1918, locator: p. 471}
  - {joint: patella, movement: stabilisation, part: lower fibres, source: gray-1918, \
locator: p. 471}
""",
    "risk_of_bias.yaml": "risk_of_bias: []\n",
    "audits.yaml": """audits:
- id: blind
  reader: a
  reader_kind: machine
  version: "0.0.2"
  table: claims
  fields: [kind, terms]
  sample: [harbour-post-001, harbour-post-002]
  findings:
  - {row: harbour-post-001, field: terms, verdict: error, why: The sport is missing.}
  - {row: harbour-post-004, field: kind, verdict: debatable, why: It may be a comparison.}
""",
    "waivers.yaml": "waivers: []\n",
    "retired.yaml": """retired:
- {table: terms, id: oarsmen, replaced_by: rowers, version: "0.0.2", reason: Renamed.}
- {table: claims, id: harbour-post-099, version: "0.0.2", reason: "It repeated another claim, \
and said nothing of its own."}
""",
    "evidence.yaml": """evidence:
- {proposition: rowing-raises-quadriceps-size, finding: pmid-1-size, \
because: One head of the muscle grew.}
- {proposition: rowing-exceeds-cycling-in-quadriceps-size, finding: pmid-1-cycling, \
because: "The two sides are the same, turned round."}
- {proposition: rowing-common-large-calves, finding: pmid-1-calves, \
because: It gives the share of rowers with thick calves., direction: opposes, \
reason: One in twelve is not common.}
left_out:
- {proposition: rowing-raises-quadriceps-size, finding: pmid-1-cycling, \
because: It does not say what rowing does by itself.}
bearings:
- {proposition: rowing-raises-quadriceps-size, finding: pmid-1-size, \
second: [supports, special_case]}
readings:
- {proposition: rowing-raises-quadriceps-size, reference: pmid-1, first: [supports, direct], \
second: [supports, indirect]}
- {proposition: rowing-exceeds-cycling-in-quadriceps-size, reference: pmid-1, \
first: [supports, direct], second: []}
""",
    "searches.yaml": """searches:
- {searched_on: "2024-03-01", query: rowing quadriceps, \
propositions: [rowing-raises-quadriceps-size], outcome: found}
- {searched_on: "2024-03-02", query: rowing thigh muscle, \
propositions: [rowing-raises-quadriceps-size], outcome: not_found, note: Nothing.}
- searched_on: "2026-04-01"
  query: rowing without growth of the quadriceps
  wording: opposing
  results: 7
  propositions: [rowing-raises-quadriceps-size, rowing-exceeds-cycling-in-quadriceps-size]
  works:
  - {kept: pmid-1}
  - {title: Oars and thighs, identifier: "doi:10.1234/oars", because: It measures speed only.}
""",
    "testability.yaml": """exceptions:
- {proposition: rowing-raises-calf-work, testability: definitional, \
because: Whoever rows works the calves.}
readings:
- {proposition: rowing-raises-quadriceps-size, read_on: "2024-03-02", first: testable, \
second: too_vague, second_because: How large is not said.}
- {proposition: rowing-raises-calf-work, read_on: "2024-03-02", first: definitional, \
first_because: The stroke takes calves., second: definitional}
""",
}


def make(folder: Path) -> Path:
    """Write the curation of the small package and the real schemas, without a build.

    Returns the root of the package.
    """
    root = folder / "mini"
    curation = root / "data/curation"
    for name in ("articles", "first", "second"):
        (curation / name).mkdir(parents=True)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    package = (ROOT / "data/curation/package.yaml").read_text(encoding="utf-8")
    (curation / "package.yaml").write_text(package + SOURCES, encoding="utf-8")
    for name, content in FILES.items():
        (curation / name).write_text(content, encoding="utf-8")
    for article, (text, draft) in TEXTS.items():
        _article(curation, article, text, draft)
    return root


def filled_in(draft: str, text) -> tuple[str, list, int]:
    """Fill a draft in, as `locate --fill` does.

    Returns the filled draft, the entries before glue was added, and the number of glue passages.
    """
    from pipeline.annotate.draft import add_glue, fill, in_order
    from pipeline.curation.strict_yaml import parse_yaml
    from pipeline.text.passage_address import Address

    filled, complaints = fill(draft, text)
    assert not complaints, complaints
    filled = in_order(filled)
    entries = parse_yaml(filled.encode(), "draft")["passages"]
    filled, added = add_glue(
        filled, text, [(Address.parse(e["at"]), e.get("section"), e.line) for e in entries]
    )
    return filled, entries, added


def _article(curation: Path, article: str, raw: str, draft: str) -> None:
    """Write one article's file, filled in, and its two readings."""
    from pipeline.text.passage_address import Text

    text = Text(raw)
    filled, entries, _ = filled_in(
        draft.replace("@SHA", text.sha256())
        .replace("@CHARS", str(len(raw)))
        .replace("@TOKENS", str(len(text.tokens))),
        text,
    )
    (curation / f"articles/{article}.yaml").write_text(filled, encoding="utf-8")
    claims = [(entry, claim) for entry in entries for claim in entry.get("claims", ())]
    for reader, says in (("first", "First: "), ("second", "Second: ")):
        lines = [f"article: {article}", "readings:"]
        lines += [
            f'- {{at: "{entry["at"]}", kind: {claim["kind"]}, '
            f'stance: {claim.get("stance", "asserts")}, says: "{says}{claim["says"]}"}}'
            for entry, claim in claims
        ]
        (curation / reader / f"{article}.yaml").write_text(
            "\n".join(lines) + "\n", encoding="utf-8"
        )


def captures(folder: Path) -> Path:
    """Write the invented texts to a folder, like a reader's own copies. Returns the folder."""
    found = folder / "captures"
    found.mkdir(exist_ok=True)
    for article, (text, _) in TEXTS.items():
        (found / f"{article}.txt").write_text(text, encoding="utf-8")
    return found


def build(root: Path) -> Path:
    """Publish the small package, as `make rebuild` does. Returns its root."""
    from pipeline.base.atomic_write import publish
    from pipeline.rebuild import rendered_files

    publish(root, rendered_files(root))
    return root


def as_download(root: Path) -> Path:
    """Remove the curation, as in a downloaded package. Returns the root."""
    shutil.rmtree(root / "data/curation")
    return root


def edit(path: Path, old: str, new: str) -> int:
    """Replace `old`, which occurs once in the file. Returns its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")
    return text[: text.index(old)].count("\n") + 1


def mend_hashes(root: Path) -> None:
    """Make the descriptor's sizes, hashes and counts fit the files, so no hash reveals a fault."""

    path = root / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        raw = (root / resource["path"]).read_bytes()
        facts = {"bytes": len(raw), "hash": "sha256:" + hashlib.sha256(raw).hexdigest()}
        if facts.items() <= resource.items():
            continue
        resource.update(facts)
        lines = raw.decode("utf-8", "replace").splitlines()
        with contextlib.suppress(csv.Error):
            resource["rows"] = max(0, sum(1 for row in csv.reader(lines) if row) - 1)
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
