"""Find the place of words in a captured article, and print the YAML for their passage.

    python scripts/locate.py mens-health "running increases your aerobic capacity"
    python scripts/locate.py mens-health "running increases ... capacity"     from the first words to the last
    python scripts/locate.py mens-health "First >> running increases"         the place behind other words
    python scripts/locate.py mens-health "experts explain @2"             the second place with these words
    python scripts/locate.py mens-health --gaps       list the words that are in no passage yet
    python scripts/locate.py mens-health --fill       in the article's file, turn every  words: "..."  into
                                                      an address with its cue, sort the passages,
                                                      and put glue in small gaps
    python scripts/locate.py mens-health --new        begin the article's file

The captured texts come from the folder in --captures or in the environment variable CAPTURES, one
<article>.txt each. Exit status: 0 found (or no gaps), 1 not found, ambiguous or gaps left, 2 could not run.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", help="id of the article")
    parser.add_argument("words", nargs="*", help="words of the article, in quotes")
    parser.add_argument(
        "--captures",
        type=Path,
        metavar="FOLDER",
        default=os.environ.get("CAPTURES"),
        help="folder with the captured texts",
    )
    parser.add_argument(
        "--file",
        type=Path,
        help="the article's file (default: data/curation/articles/<article>.yaml)",
    )
    for name, what in (
        ("--gaps", "list the words that are in no passage yet"),
        ("--fill", "turn words into addresses, in the file"),
        ("--new", "begin the file"),
    ):
        parser.add_argument(name, action="store_true", help=what)
    options = parser.parse_intermixed_args(arguments)
    if not (options.words or options.gaps or options.fill or options.new):
        parser.error("give words of the article, or --gaps, --fill or --new")

    from pipeline.text.captures import read_captures

    if not options.captures:
        print(
            "Say where the captured texts are: --captures FOLDER, or CAPTURES in the environment.",
            file=sys.stderr,
        )
        return 2
    texts, problems = read_captures(Path(options.captures), [options.article])
    if problems:
        print(problems[0].text(), file=sys.stderr)
        return 2
    text = texts[options.article]
    file = options.file or ROOT / "data/curation/articles" / f"{options.article}.yaml"
    if options.new:
        return _new(file, options.article, text)
    if options.fill:
        return _fill(file, text)
    passages = _passages(file)
    if options.gaps:
        return _gaps(text, passages)
    return _locate(text, options.words, passages)


def _locate(text, wanted, passages) -> int:
    from pipeline.curation.draft import section_at
    from pipeline.text.locate_words import NotFound, cue, locate

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
        section = section_at([(a, key) for a, key, _ in passages], address.start)
        print(
            f"  section: {section}"
            if section
            else "  # section: none of the passages before has one"
        )
    return status


def _passages(file: Path):
    """Addresses, sections and lines of the passages in an article's file; none where there is no file yet."""
    return _addresses(_parsed(file.read_bytes(), file.name)) if file.exists() else []


def _parsed(raw: bytes, name: str):
    """The document in a curation file; what is wrong with it is printed, and ends the command with 2."""
    from pipeline.base.problems import Refused
    from pipeline.curation.strict_yaml import parse_yaml
    from pipeline.curation.yaml_values import Map

    try:
        document = parse_yaml(raw, name)
    except Refused as refused:
        print(refused, file=sys.stderr)
        raise SystemExit(2) from None
    for key in ("passages", "readings"):
        entries = document.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, Map) for entry in entries):
            print(f"{name}: under {key} stands no list of entries.", file=sys.stderr)
            raise SystemExit(2)
    return document


def _addresses(document):
    from pipeline.text.passage_address import Address

    found = []
    for entry in document.get("passages", []):
        if "at" in entry:
            try:
                found.append((Address.parse(entry["at"]), entry.get("section"), entry.line))
            except ValueError as error:
                print(f"line {entry.line}: {error}", file=sys.stderr)
                raise SystemExit(2) from None
    return found


def _gaps(text, passages) -> int:
    runs = text.uncovered((address.start, address.end) for address, _, _ in passages)
    for first, stop in runs:
        shown = " ".join(text.text[text.starts[first] : text.ends[stop - 1]].split())
        print(
            f"{text.starts[first]:>6}-{text.ends[stop - 1]:<6} {stop - first:>4} words  {shown if len(shown) < 100 else shown[:60] + ' ... ' + shown[-35:]}"
        )
    left = sum(stop - first for first, stop in runs)
    print(
        f"{len(text.tokens) - left} of {len(text.tokens)} words are accounted for."
        + (f" {left} are missing." if left else "")
    )
    return 1 if runs else 0


def _fill(file: Path, text) -> int:
    """Fill in a file: all in memory, then compared with what was there, then written once or not at all."""
    from pipeline.curation.draft import (
        add_glue,
        drop_long_cues,
        fill,
        in_order,
        is_reading,
        long_cues,
        lost,
    )

    if not file.is_file():
        print(f"There is no file {file.name}; --new begins one.", file=sys.stderr)
        return 2
    before = _parsed(file.read_bytes(), file.name)
    draft, complaints = fill(file.read_text(encoding="utf-8"), text)
    for complaint in complaints:
        print(f"{file.name}: {complaint}", file=sys.stderr)
    if complaints:
        print("Nothing was written.", file=sys.stderr)
        return 1
    draft = in_order(draft)
    draft, added = add_glue(
        draft, text, _addresses(_parsed(draft.encode("utf-8"), f"{file.name}, filled in"))
    )
    if not is_reading(draft):
        draft = drop_long_cues(
            draft,
            text,
            _parsed(draft.encode("utf-8"), f"{file.name}, filled in").get("passages", []),
        )
    after = _parsed(draft.encode("utf-8"), f"{file.name}, filled in")
    for number in long_cues(text, after.get("passages", [])):
        print(
            f"{file.name}, filled in: line {number}: with the cues before it, the cue gives a run of the article; leave it out.",
            file=sys.stderr,
        )
    trouble = lost(before, after, added)
    if trouble:
        print(
            f"{file.name}: {trouble} Nothing was written. Write passages: (or readings:) as the last key, alone on its line, "
            "and each entry as '- ' at the start of a line, with words: in double quotes.",
            file=sys.stderr,
        )
        return 1
    _replace(file, draft)
    print(f"{file.name} is filled in; {added} glue passages added.")
    return 0 if is_reading(draft) else _gaps(text, _passages(file))


def _replace(file: Path, text: str) -> None:
    beside = file.with_suffix(".tmp")
    beside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(beside, file)


def _new(file: Path, article: str, text) -> int:
    if file.exists():
        print(f"{file.name} is there already.", file=sys.stderr)
        return 1
    _replace(
        file,
        f"""article: {article}
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
text: {{sha256: "{text.sha256()}", characters: {len(text.text)}, tokens: {len(text.tokens)}}}
sections: {{s1: opening}}
passages:
- words: "first words ... last words of a passage"
  section: s1
  role: heading
""",
    )
    print(f"{file.name} is begun. Fill in its head and its passages, then run --fill.")
    return 0


if __name__ == "__main__":
    from pipeline.base.cli import run

    run(main)
