"""Strict YAML: only what curation files need, and every value knows its line.

Read from libyaml's event stream. No tags, anchors, aliases, merge keys, duplicate keys or second
documents; size and depth are bounded. Only `true`, `false`, `null`, plain integers and plain decimals
are typed; everything else, `no` and dates included, stays text.
"""

from __future__ import annotations

import re
import sys
import unicodedata

from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.curation.yaml_values import Map, OneLine, Seq

MAX_BYTES = 64 * 2**20


MAX_DEPTH = 16


MAX_SCALAR = 4000


_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")


_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")


_TYPED = {"true": True, "false": False, "null": None}


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def read_yaml(files: PackageFiles, shown: str) -> Map:
    """The mapping in a YAML file; Refused names the line of what the strict form does not allow.

    `shown` is the path of the file in the package.
    """
    try:
        raw = files.read(shown)
    except OSError as error:
        raise Refused(
            Problem(
                "file-unreadable",
                f"The file cannot be read: {error.strerror}.",
                layer="curation",
                file=shown,
            )
        ) from None
    return parse_yaml(raw, shown)


def parse_yaml(raw: bytes, shown: str) -> Map:
    """Like `read_yaml`, from bytes."""
    text = _decoded(raw, shown)
    value = _Reader(text, shown).document()
    if not isinstance(value, Map):
        raise _refuse("yaml-shape", "The file must hold a mapping at the top level.", shown, 1)
    return value


def _refuse(rule: str, message: str, shown: str, line: int, mend: str = "") -> Refused:
    return Refused(Problem(rule, message, mend, "curation", shown, line))


def _decoded(raw: bytes, shown: str) -> str:
    if len(raw) > MAX_BYTES:
        raise _refuse(
            "yaml-size",
            f"The file has {len(raw):,} bytes; {MAX_BYTES:,} are allowed.",
            shown,
            1,
            "Split it.",
        )
    if raw.startswith(b"\xef\xbb\xbf"):
        raise _refuse(
            "byte-order-mark",
            "The file starts with a byte order mark.",
            shown,
            1,
            "Save it as UTF-8 without BOM.",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refuse(
            "not-utf-8",
            "The file is not UTF-8.",
            shown,
            raw.count(b"\n", 0, error.start) + 1,
            "Save it as UTF-8.",
        ) from None
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        if bad.group() == "\r":
            raise _refuse(
                "line-ends",
                "The line ends with a carriage return.",
                shown,
                line,
                "Save the file with LF line ends.",
            )
        raise _refuse(
            "control-character",
            f"The line holds the control character U+{ord(bad.group()):04X}.",
            shown,
            line,
            "Remove it.",
        )
    if not unicodedata.is_normalized("NFC", text):
        line = next(
            n
            for n, row in enumerate(text.split("\n"), 1)
            if not unicodedata.is_normalized("NFC", row)
        )
        raise _refuse(
            "not-nfc",
            "The line is not in Unicode normal form C.",
            shown,
            line,
            "Write letters with accents as one character.",
        )
    return text


class _Reader:
    """Builds values from libyaml's events, with an explicit check at each one."""

    def __init__(self, text: str, shown: str):
        import yaml

        self.yaml, self.shown, self.at = yaml, shown, 0
        self.events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def refuse(self, rule: str, message: str, line: int, mend: str = "") -> Refused:
        return _refuse(rule, message, self.shown, line, mend)

    def next(self):
        try:
            return next(self.events)
        except self.yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            what = getattr(error, "problem", None) or "it cannot be read"
            raise self.refuse(
                "yaml-syntax",
                f"This is not YAML: {what}.",
                mark.line + 1 if mark else 1,
                "Check indentation, colons and quotes; a value with ': ' or ' #' in it, or that begins with one of % @ ` & * ! [ {, needs quotes.",
            ) from None

    def document(self):
        y = self.yaml
        self.next()  # stream start
        event = self.next()
        if isinstance(event, y.StreamEndEvent):
            raise self.refuse("yaml-empty", "The file is empty.", 1)
        value = self.value(self.next(), 1)
        self.next()  # document end
        event = self.next()
        if not isinstance(event, y.StreamEndEvent):
            raise self.refuse(
                "yaml-documents",
                "A second document begins here.",
                event.start_mark.line + 1,
                "Keep one document in a file.",
            )
        return value

    def line(self, event) -> int:
        """The line of an event, one number for all that stand on it."""
        if event.start_mark.line + 1 != self.at:
            self.at = event.start_mark.line + 1
        return self.at

    def value(self, event, depth: int):
        y, line = self.yaml, self.line(event)
        if depth > MAX_DEPTH:
            raise self.refuse("yaml-depth", f"Values are nested more than {MAX_DEPTH} deep.", line)
        if isinstance(event, y.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(
                "yaml-alias",
                "Anchors (&) and aliases (*) are not allowed.",
                line,
                "Write the value out, or put it in quotes.",
            )
        if getattr(event, "tag", None):
            raise self.refuse(
                "yaml-tag",
                f"The tag {event.tag} is not allowed.",
                line,
                "Leave the tag out, or put the value in quotes.",
            )
        if isinstance(event, y.ScalarEvent):
            return self.scalar(event, line)
        if isinstance(event, y.SequenceStartEvent):
            found = Seq()
            found.line, found.lines = line, []
            while not isinstance(item := self.next(), y.SequenceEndEvent):
                found.lines.append(self.line(item))
                found.append(self.value(item, depth + 1))
            return found
        found = Map()
        found.line, found.lines, several = line, {}, False
        while not isinstance(item := self.next(), y.MappingEndEvent):
            at = self.line(item)
            several = several or at != line
            if not isinstance(item, y.ScalarEvent):
                raise self.refuse("yaml-key", "A key must be plain text.", at)
            key = self.value(item, depth + 1)
            key = sys.intern(key if isinstance(key, str) else item.value)
            if key in found:
                raise self.refuse(
                    "yaml-duplicate-key",
                    f"The key {key!r} stands twice in one mapping, first in line {found.lines[key]}.",
                    at,
                    "Remove one of the two.",
                )
            found.lines[key] = at
            found[key] = self.value(self.next(), depth + 1)
        if not several:
            found.lines = OneLine(line)
        return found

    def scalar(self, event, line: int):
        text = event.value
        if len(text) > MAX_SCALAR:
            raise self.refuse(
                "yaml-size",
                f"A value has {len(text):,} characters; {MAX_SCALAR:,} are allowed.",
                line,
            )
        text = sys.intern(text)  # ids and labels stand in many places
        if event.style is not None and event.style != "":
            return text
        if text == "":
            raise self.refuse(
                "yaml-empty-value",
                "A key or item has no value.",
                line,
                "Write null, or leave the key out. Between { and } or [ and ], a comma ends a value: quote text that has one.",
            )
        if text in _TYPED:
            return _TYPED[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        return text
