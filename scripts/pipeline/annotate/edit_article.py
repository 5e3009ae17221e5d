"""What scripts/locate.py does with an article's file: find words, list gaps, fill in, begin."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.annotate.draft import (
    add_glue,
    drop_long_cues,
    fill,
    in_order,
    is_reading,
    long_cues,
    lost,
    section_at,
)
from pipeline.base.problems import CouldNotRun, Problem, Refused
from pipeline.base.single_file import create, replace
from pipeline.curation.strict_yaml import parse_yaml
from pipeline.curation.yaml_values import Map
from pipeline.text.locate_words import NotFound, cue, locate
from pipeline.text.passage_address import Address, Text

Passages = list[tuple[Address, str | None, int]]  # address, section and line of each

_SHOWN, _SHOWN_START, _SHOWN_END = 100, 60, 35  # characters of a gap

_NEW = """article: {article}
title: write the title as the article has it
site: write the name of the site
url: null
url_seen_at: null
author: null
reviewer: null
published_on: null
updated_on: null
language: en
rights: All rights with the publisher; only facts, in our own words, are taken over.
text: {{sha256: "{sha256}", characters: {characters}, tokens: {tokens}}}
sections: {{s1: opening}}
passages:
- words: "first words ... last words of a passage"
  section: s1
  role: heading
"""


def print_passages(text: Text, wanted: list[str], passages: Passages) -> int:
    """Print the YAML of a passage for each item of `wanted`; 1 where one is not found, else 0."""
    status = 0
    for one in wanted:
        try:
            first, stop = locate(text, one)
        except NotFound as error:
            print(f"{one!r}: {error}.", file=sys.stderr)
            status = 1
            continue
        address = text.address(first, stop)
        print(f'- at: "{address}"\n  cue: {cue(text, first, stop)}')
        section = section_at([(at, key) for at, key, _ in passages], address.start)
        print(f"  section: {section}" if section else "  # section: no passage before has one")
    return status


def print_gaps(text: Text, passages: Passages) -> int:
    """Print the words that are in no passage; 1 where there are any, else 0."""
    runs = text.uncovered((address.start, address.end) for address, _, _ in passages)
    for first, stop in runs:
        start, end = text.starts[first], text.ends[stop - 1]
        shown = " ".join(text.text[start:end].split())
        if len(shown) >= _SHOWN:
            shown = f"{shown[:_SHOWN_START]} ... {shown[-_SHOWN_END:]}"
        print(f"{start:>6}-{end:<6} {stop - first:>4} words  {shown}")
    left = sum(stop - first for first, stop in runs)
    print(
        f"{len(text.tokens) - left} of {len(text.tokens)} words are accounted for."
        + (f" {left} are missing." if left else "")
    )
    return 1 if runs else 0


def passages_in(file: Path) -> Passages:
    """The passages in an article's file that have an address; none where there is no file yet.

    Raises CouldNotRun where the file is not a curation file.
    """
    return _passages(_parsed(file.read_bytes(), file.name), file.name) if file.exists() else []


def _parsed(raw: bytes, name: str) -> Map:
    try:
        document = parse_yaml(raw, name)
    except Refused as refused:
        raise CouldNotRun(refused.problems) from None
    for key in ("passages", "readings"):
        entries = document.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, Map) for entry in entries):
            message = f"The key {key!r} must hold a list of entries."
            raise CouldNotRun(Problem("wrong-type", message, layer="curation", file=name))
    return document


def _passages(document: Map, name: str) -> Passages:
    found = []
    for entry in document.get("passages", []):
        if "at" in entry:
            try:
                found.append((Address.parse(entry["at"]), entry.get("section"), entry.line))
            except ValueError as error:
                message = f"{str(error).capitalize()}."
                problem = Problem("passage-address", message, "", "curation", name, entry.line)
                raise CouldNotRun(problem) from None
    return found


def fill_in(file: Path, text: Text) -> int:
    """Fill in a file: in memory first, then compared with before, then written once or not at all.

    Prints what was done, and the gaps that are left. 0 where none is left, 1 where there are gaps
    or nothing was written, 2 without a file. Raises CouldNotRun where it is not a curation file.
    """
    if not file.is_file():
        print(f"There is no file {file.name}; --new begins one.", file=sys.stderr)
        return 2
    raw = file.read_bytes()
    before = _parsed(raw, file.name)
    draft, complaints = fill(raw.decode("utf-8"), text)
    for complaint in complaints:
        print(f"{file.name}: {complaint}", file=sys.stderr)
    if complaints:
        print("Nothing was written.", file=sys.stderr)
        return 1
    filled = f"{file.name}, filled in"
    draft = in_order(draft)
    draft, added = add_glue(draft, text, _passages(_parsed(draft.encode("utf-8"), filled), filled))
    if not is_reading(draft):
        entries = _parsed(draft.encode("utf-8"), filled).get("passages", [])
        draft = drop_long_cues(draft, text, entries)
    after = _parsed(draft.encode("utf-8"), filled)
    for number in long_cues(text, after.get("passages", [])):
        print(
            f"{filled}: line {number}: with the cues before it, the cue gives a run of the "
            "article; leave it out.",
            file=sys.stderr,
        )
    if trouble := lost(before, after, added):
        print(
            f"{file.name}: {trouble} Nothing was written. Write passages: (or readings:) as the "
            "last key, alone on its line, and each entry as '- ' at the start of a line, with "
            "words: in double quotes.",
            file=sys.stderr,
        )
        return 1
    replace(file, draft.encode("utf-8"), raw)
    print(f"{file.name} is filled in; {added} glue passages added.")
    return 0 if is_reading(draft) else print_gaps(text, passages_in(file))


def begin(file: Path, article: str, text: Text) -> int:
    """Write the head of an article's file and a first draft of a passage; 1 where it exists."""
    head = _NEW.format(
        article=article,
        sha256=text.sha256(),
        characters=len(text.text),
        tokens=len(text.tokens),
    )
    try:
        create(file, head.encode("utf-8"))
    except FileExistsError:
        print(f"{file.name} exists already.", file=sys.stderr)
        return 1
    print(f"{file.name} is begun. Fill in its head and its passages, then run --fill.")
    return 0
