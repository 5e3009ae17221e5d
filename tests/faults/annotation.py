"""Passages in articles' curation files: addresses, roles, sections, cues, and the captured
texts."""

from __future__ import annotations

import re

from pipeline.curation.yaml_values import Map
from pipeline.text.passage_address import Text

from . import Fault, Place, faults
from .copies import Checkout


def of_passage(where, change):
    """A mutation of a passage of the first article: `change` edits it and returns the place."""

    def mutate(package: Checkout):
        file, document = package.document(package.article())
        return change(
            package, file, next(passage for passage in document["passages"] if where(passage))
        )

    return mutate


def inline(passage: Map) -> bool:
    """A passage without claims, written on one line."""
    return (
        "claims" not in passage
        and passage["role"] != "glue"
        and len(set(passage.lines.values())) == 1
    )


def in_line(old: str, new: str, field=None):
    """A change of a passage that is written on one line."""
    return of_passage(
        inline,
        lambda package, file, passage: Place(
            file, package.edit(file, passage.line, old, new), field=field
        ),
    )


def other_role(package: Checkout):
    file, document = package.document(package.article())
    passage = next(p for p in document["passages"] if inline(p))
    return Place(
        file,
        package.edit(file, passage.line, "role: [a-z]+", "role: advert"),
        "passages",
        f"{document['article']}:{passage['at'].split('/')[0]}",
        "role",
    )


def exchanged_passages(package: Checkout):
    file, document = package.document(package.article())
    passages = document["passages"]
    i = next(
        i
        for i in range(1, len(passages) - 1)
        if (inline(passages[i]) and inline(passages[i + 1]))
        or all("claims" not in p and len(set(p.lines.values())) == 1 for p in passages[i : i + 2])
    )
    lines = package.path(file).read_text(encoding="utf-8").split("\n")
    a, b = passages[i].line - 1, passages[i + 1].line - 1
    lines[a], lines[b] = lines[b], lines[a]
    package.path(file).write_text("\n".join(lines), encoding="utf-8", newline="")
    return Place(file, b + 1)


def long_cue(package: Checkout):
    file, document = package.document(package.article())
    passage = next(
        p for p in document["passages"] if inline(p) and len(p.get("cue", "").split()) == 2
    )
    return Place(
        file, package.edit(file, passage.line, re.escape(passage["cue"]), passage["cue"] + " and")
    )


def other_cue(package: Checkout):
    file, document = package.document(package.article())
    passage = next(p for p in document["passages"] if inline(p) and "cue" in p)
    return Place(file, package.edit(file, passage.line, re.escape(passage["cue"]), "zebra"))


def uncovered(package: Checkout):
    file, document = package.document(package.article())
    package.cut(
        file, next(p for p in document["passages"] if inline(p) and p["role"] == "question").line
    )
    return Place(file, document.line, "articles", document["article"], "text_tokens")


def copied(package: Checkout):
    """A claim is copied from its article."""
    file, _, claim = package.claim(lambda claim: not any(c.isdigit() for c in claim["says"]))
    text: Text = package.captures[claim["id"].rpartition("-")[0]]
    runs = (text.text[text.starts[i] : text.ends[i + 8]] for i in range(len(text.tokens) - 8))
    run = next(
        run
        for run in runs
        if run.isascii() and all(c.isalpha() or c == " " for c in run) and "  " not in run
    )
    return Place(
        file,
        package.edit(file, claim.lines["says"], "says: .*", f"says: {run}"),
        "claims",
        claim["id"],
        "statement",
    )


def moved(package: Checkout):
    file, document = package.document(package.article())
    passage = next(p for p in document["passages"] if inline(p) and p["role"] == "question")
    start, rest = passage["at"].split("-", 1)
    line = package.edit(file, passage.line, re.escape(passage["at"]), f"{int(start) + 1}-{rest}")
    return Place(
        file,
        line,
        "passages",
        f"{document['article']}:{int(start) + 1}-{rest.split('/')[0]}",
        "start",
    )


FAULTS = faults(
    "curation",
    Fault(
        "passage-with-role-and-claims",
        "A passage has claims and a role.",
        "passage-role",
        of_passage(
            lambda p: "claims" in p and "cue" in p,
            lambda package, file, p: (
                package.insert(file, p.lines["claims"], "  role: question"),
                Place(file, p.line, field="passages"),
            )[1],
        ),
    ),
    Fault(
        "passage-with-neither",
        "A passage has neither claims nor a role.",
        "passage-role",
        in_line(", role: [a-z]+", "", "passages"),
    ),
    Fault(
        "passage-still-a-draft",
        "A passage has words in place of an address.",
        "passage-draft",
        in_line('at: "[^"]*"', 'words: "some words"'),
    ),
    Fault(
        "address-of-another-form",
        "An address lacks its lead.",
        "passage-address",
        in_line('/[0-9a-f]{16}"', '"'),
    ),
    Fault(
        "address-turned-round",
        "An address ends before it begins.",
        "passage-address",
        in_line('at: "([0-9]+)-([0-9]+)/', 'at: "99-9/'),
    ),
    Fault(
        "passages-exchanged",
        "Two passages are not in reading order.",
        "passage-order",
        exchanged_passages,
    ),
    Fault(
        "section-unknown",
        "A section is not listed.",
        "unknown-section",
        in_line("section: s[0-9]+", "section: s99"),
    ),
    Fault("cue-of-three-words", "A cue has three words.", "cue", long_cue),
    Fault(
        "role-of-another-list",
        "The role of a passage is no value of its list.",
        "row-schema",
        other_role,
    ),
    checkout=True,
) + faults(
    "curation",
    Fault("curated-passage-moved", "A passage begins one character late.", "passage-place", moved),
    Fault(
        "curated-token-uncovered", "Words of an article are in no passage.", "coverage", uncovered
    ),
    Fault(
        "curated-copied-sentence",
        "What a claim says is copied from its article.",
        "copied-wording",
        copied,
    ),
    Fault("cue-of-another-passage", "A cue is not the beginning of its passage.", "cue", other_cue),
    checkout=True,
    captures=True,
)
