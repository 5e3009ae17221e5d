"""Fill in the draft of an article's file: addresses for words, order, and glue."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.curation.yaml_values import Map
from pipeline.text.locate_words import NotFound, cue, cue_runs, is_glue, locate
from pipeline.text.passage_address import MAX_RUN, Address, Text, words

_DRAFT = re.compile(
    r'(?<=^- )words: ("(?:[^"\\]|\\.)*")(?=$|\s+#)|(?<=^- \{)words: ("(?:[^"\\]|\\.)*")(?=[,}])'
)
_LIST = re.compile(r"^(passages|readings):$", re.MULTILINE)
_AT = re.compile(r'at: "([0-9]+)-([0-9]+)/')
# possessive, because a plain value takes the spaces around it too
_CUE = r'cue:\s*+(?:"(?:[^"\\]|\\.)*"|\'[^\']*\'|[^,}\'"]++)'
_INLINE_CUE = re.compile(rf"(?<=[{{]){_CUE},\s*|,\s*{_CUE}(?=\s*[,}}])")
_LONE_CUE = re.compile(rf"\s+{_CUE}\s*")


def long_cues(text: Text, entries: list[Map]) -> list[int]:
    """Lines of the cues that would let a reader put a run of the text together."""
    entries = [entry for entry in entries if "at" in entry]
    runs = cue_runs(
        ((Address.parse(entry["at"]), words(entry.get("cue", ""))) for entry in entries), text
    )
    return [entry.lines["cue"] for entry, run in zip(entries, runs, strict=True) if run > MAX_RUN]


def drop_long_cues(source: str, text: Text, entries: list[Map]) -> str:
    """The article file without those cues; one that is written in an unusual form stays."""
    long, kept = Counter(long_cues(text, entries)), []
    for number, line in enumerate(source.split("\n"), 1):
        if number not in long:
            kept.append(line)
        elif not _LONE_CUE.fullmatch(line):
            kept.append(_INLINE_CUE.sub("", line, count=long[number]))
    return "\n".join(kept)


def section_at(passages: list[tuple[Address, str | None]], start: int) -> str | None:
    """The section key of the last passage that begins at or before `start`."""
    found = None
    for address, section in passages:
        if address.start <= start:
            found = section
    return found


def fill(draft: str, text: Text) -> tuple[str, list[str]]:
    """A draft with every `words: "..."` turned into `at` and `cue`, and complaints with lines.

    Entries whose words are not found stay as they are. A raw reading (a list under `readings`)
    gets addresses without cues.
    """
    lines: list[str] = []
    complaints: list[str] = []
    reading = is_reading(draft)
    for number, line in enumerate(draft.split("\n"), 1):
        match = _DRAFT.search(line)
        if not match or line.lstrip().startswith("#"):
            lines.append(line)
            continue
        try:
            first, stop = locate(text, json.loads(match[1] or match[2]))
        except (NotFound, json.JSONDecodeError) as error:
            complaints.append(f"line {number}: {error}")
            lines.append(line)
            continue
        before, after = line[: match.start()], line[match.end() :]
        at, start = f'at: "{text.address(first, stop)}"', f"cue: {cue(text, first, stop)}"
        if reading:
            lines.append(before + at + after)
        elif "{" in before:
            lines.append(f"{before}{at}, {start}{after}")
        else:
            lines += [before + at + after, " " * match.start() + start]
    return "\n".join(lines), complaints


def is_reading(source: str) -> bool:
    """True for a raw reading, false for an article's file."""
    found = _LIST.search(source)
    return found is not None and found[1] == "readings"


def in_order(source: str) -> str:
    """The article file with its passages sorted by start, then end.

    Comments above a passage move with it.
    """
    found = _LIST.search(source)
    if not found:
        return source
    head, mark, body = source[: found.start()], found.group() + "\n", source[found.end() + 1 :]
    blocks: list[list[str]] = []
    pending: list[str] = []
    for line in body.rstrip("\n").split("\n"):
        if line.startswith("- "):
            blocks.append([*pending, line])
            pending = []
        elif line.startswith("#"):
            pending.append(line)
        elif blocks:
            blocks[-1] += [*pending, line]
            pending = []
    blocks.sort(key=_place)
    return (
        head
        + mark
        + "\n".join(line for block in blocks for line in block)
        + "\n"
        + "".join(f"{line}\n" for line in pending)
    )


def _place(block: list[str]) -> tuple[int, int]:
    """Start and end of the passage in a block of lines; 0 and 0 where it has no address."""
    at = _AT.search("\n".join(block))
    return (int(at[1]), int(at[2])) if at else (0, 0)


def lost(before: Map, after: Map, added: int) -> str:
    """What filling in has lost or changed, as a sentence; empty where nothing.

    It may change words, addresses and cues, and add `added` entries of glue.
    """
    if any("words" in entry for entry in _entries(after)):
        return "Some words were not found as a draft."
    if _head(before) != _head(after):
        return "Filling it in would change its head."
    old, now = Counter(map(_rest, _entries(before))), Counter(map(_rest, _entries(after)))
    new, gone = now - old, old - now
    places = Counter(entry["at"] for entry in _entries(before) if "at" in entry)
    places -= Counter(entry.get("at") for entry in _entries(after))
    if gone or places or new.total() != added:
        return "Filling it in would change or lose entries."
    return ""


def _entries(document: Map) -> Iterator[Map]:
    for key in ("passages", "readings"):
        yield from document.get(key, [])


def _head(document: Map) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in ("passages", "readings")}


def _rest(entry: Map) -> str:
    """An entry without what filling in may change, as text that compares."""
    kept = {key: value for key, value in entry.items() if key not in ("words", "at", "cue")}
    return json.dumps(kept, sort_keys=True)


def add_glue(
    source: str, text: Text, passages: list[tuple[Address, str | None, int]]
) -> tuple[str, int]:
    """The article file with glue passages in its small gaps, and how many were added.

    `passages` are (address, section, line).
    """
    lines, added = source.split("\n"), 0
    for first, stop in reversed(
        text.uncovered((address.start, address.end) for address, _, _ in passages)
    ):
        if not is_glue(text, first, stop):
            continue
        after = [line for address, _, line in passages if address.start > text.starts[first]]
        section = section_at([(address, key) for address, key, _ in passages], text.starts[first])
        inside = f", section: {section}" if section else ""
        entry = f'- {{at: "{text.address(first, stop)}"{inside}, role: glue}}'
        lines.insert(min(after) - 1 if after else len(lines) - 1, entry)
        added += 1
    return "\n".join(lines), added
