"""Fill in the draft of an article's file: addresses for words, order, and glue."""

from __future__ import annotations

import json
import re
from collections import Counter

from pipeline.text.locate_words import NotFound, cue, cue_runs, is_glue, locate
from pipeline.text.passage_address import MAX_RUN, Address, Text, words

_DRAFT = re.compile(
    r'(?<=^- )words: ("(?:[^"\\]|\\.)*")(?=$|\s+#)|(?<=^- \{)words: ("(?:[^"\\]|\\.)*")(?=[,}])'
)


_LIST = re.compile(r"^(passages|readings):$", re.MULTILINE)


_AT = re.compile(r'at: "([0-9]+)-([0-9]+)/')


_CUE = r'cue:\s*+(?:"(?:[^"\\]|\\.)*"|\'[^\']*\'|[^,}\'"]++)'  # possessive, as a plain value takes the spaces around it too


_INLINE_CUE = re.compile(rf"(?<=[{{]){_CUE},\s*|,\s*{_CUE}(?=\s*[,}}])")


def long_cues(text: Text, entries: list) -> list[int]:
    """Lines of the cues that would let a reader put a run of the text together."""
    entries = [entry for entry in entries if "at" in entry]
    runs = cue_runs(
        ((Address.parse(entry["at"]), words(entry.get("cue", ""))) for entry in entries), text
    )
    return [entry.lines["cue"] for entry, run in zip(entries, runs) if run > MAX_RUN]


def drop_long_cues(source: str, text: Text, entries: list) -> str:
    """The article file without those cues; one that is written in an unusual form stays."""
    lines = source.split("\n")
    for at in (number - 1 for number in long_cues(text, entries)):
        lines[at] = (
            None
            if re.fullmatch(rf"\s+{_CUE}\s*", lines[at])
            else _INLINE_CUE.sub("", lines[at], count=1)
        )
    return "\n".join(line for line in lines if line is not None)


def section_at(passages: list[tuple[Address, str | None]], start: int) -> str | None:
    """The section key of the passage that begins last at or before `start`."""
    found = None
    for address, section in passages:
        if address.start <= start:
            found = section
    return found


def fill(draft: str, text: Text) -> tuple[str, list[str]]:
    """A draft with every `words: "..."` turned into `at` and `cue`, and complaints with line numbers.

    Entries whose words cannot be placed are left as they are. A raw reading (a list under `readings`) gets
    addresses without cues.
    """
    lines, complaints, reading = [], [], is_reading(draft)
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
        at, start = f'at: "{text.address(first, stop)}"', f"cue: {cue(text, first, stop)}"
        if reading:
            lines.append(line[: match.start()] + at + line[match.end() :])
        elif "{" in line[: match.start()]:
            lines.append(f"{line[: match.start()]}{at}, {start}{line[match.end() :]}")
        else:
            lines += [line[: match.start()] + at + line[match.end() :], " " * match.start() + start]
    return "\n".join(lines), complaints


def is_reading(source: str) -> bool:
    """True for a raw reading, false for an article's file."""
    found = _LIST.search(source)
    return found is not None and found[1] == "readings"


def in_order(source: str) -> str:
    """The article file with its passages sorted by start, then end; comments above a passage move with it."""
    found = _LIST.search(source)
    if not found:
        return source
    head, mark, body = source[: found.start()], found.group() + "\n", source[found.end() + 1 :]
    blocks, pending = [], []
    for line in body.rstrip("\n").split("\n"):
        if line.startswith("- "):
            blocks.append(pending + [line])
            pending = []
        elif line.startswith("#"):
            pending.append(line)
        elif blocks:
            blocks[-1] += pending + [line]
            pending = []
    place = lambda block: (
        tuple(map(int, at.groups())) if (at := _AT.search("\n".join(block))) else (0, 0)
    )
    blocks.sort(key=place)
    return (
        head
        + mark
        + "\n".join(line for block in blocks for line in block)
        + "\n"
        + "".join(f"{line}\n" for line in pending)
    )


def lost(before: dict, after: dict, added: int) -> str:
    """What filling in has lost or changed beside words, cues and glue, as a sentence; empty where nothing."""

    def entries(document):
        return [entry for key in ("passages", "readings") for entry in document.get(key, [])]

    def rest(entry):
        return json.dumps(
            {key: value for key, value in entry.items() if key not in ("words", "at", "cue")},
            sort_keys=True,
        )

    def head(document):
        return {
            key: value for key, value in document.items() if key not in ("passages", "readings")
        }

    if any("words" in entry for entry in entries(after)):
        return "Some words were not found as a draft."
    if head(before) != head(after):
        return "Filling it in would change its head."
    new = Counter(map(rest, entries(after))) - Counter(map(rest, entries(before)))
    gone = Counter(map(rest, entries(before))) - Counter(map(rest, entries(after)))
    places = Counter(entry["at"] for entry in entries(before) if "at" in entry) - Counter(
        entry.get("at") for entry in entries(after)
    )
    if gone or places or new.total() != added:
        return "Filling it in would change or lose entries."
    return ""


def add_glue(
    source: str, text: Text, passages: list[tuple[Address, str | None, int]]
) -> tuple[str, int]:
    """The article file with glue passages put in where the gaps are; passages are (address, section, line).

    Returns the new text and how many were added.
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
