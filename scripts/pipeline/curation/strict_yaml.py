"""Strict YAML: only what curation files need, and every value knows its line.

Read from libyaml's event stream. No tags, anchors, aliases, merge keys, duplicate keys, second
documents or comments behind a value; size and depth are limited. Only `true`, `false`, `null`,
plain integers and plain decimals are typed. Other spellings of null are refused. Everything else,
such as `no` and dates, stays text.
"""

from __future__ import annotations

import re
import sys
from typing import Any

import yaml

from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.curation.yaml_text import decoded, refusal
from pipeline.curation.yaml_values import Map, OneLine, Seq

MAX_BYTES = 64 * 2**20
MAX_DEPTH = 16  # lists and mappings within each other
MAX_SCALAR = 4000  # characters of a value

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
# a line with something before a number sign, and what may stand between a value and a comment
_WITH_SIGN = re.compile(r"^[ ]*[^# \n][^\n]*[ \t]#", re.M)
_COMMENT = re.compile(r"[\s,\]}]*\s#")
_TYPED = {"true": True, "false": False, "null": None}
_OTHER_NULLS = ("~", "Null", "NULL")  # what else YAML calls null; here null has one spelling
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is installed


def read_yaml(files: PackageFiles, shown: str) -> Map:
    """The mapping in a YAML file; Refused names the line of what strict YAML does not allow.

    `shown` is the path of the file in the package.
    """
    try:
        raw = files.read(shown)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        problem = Problem("file-unreadable", message, layer="curation", file=shown)
        raise Refused(problem) from None
    return parse_yaml(raw, shown)


def parse_yaml(raw: bytes, shown: str) -> Map:
    """Like `read_yaml`, from bytes."""
    if len(raw) > MAX_BYTES:
        message = f"The file has {len(raw):,} bytes; {MAX_BYTES:,} are allowed."
        raise refusal("yaml-size", message, shown, 1, "Split it.")
    value = _Reader(decoded(raw, shown), shown).document()
    if not isinstance(value, Map):
        raise refusal("yaml-shape", "The file must hold a mapping at the top level.", shown, 1)
    return value


class _Reader:
    """Builds values from libyaml's events and checks each event."""

    def __init__(self, text: str, shown: str):
        self.shown, self.at = shown, 0
        self.with_sign = _lines_with_sign(text)
        self.events = yaml.parse(text, Loader=_LOADER)

    def refuse(self, rule: str, message: str, line: int, mend: str = "") -> Refused:
        return refusal(rule, message, self.shown, line, mend)

    def next(self) -> yaml.Event:
        try:
            return next(self.events)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            what = getattr(error, "problem", None) or "it cannot be read"
            raise self.refuse(
                "yaml-syntax",
                f"This is not YAML: {what}.",
                mark.line + 1 if mark else 1,
                "Check indentation, colons and quotes; a value needs quotes if it has ': ' or "
                "' #' in it, or begins with one of % @ ` & * ! [ {.",
            ) from None

    def document(self) -> Any:
        self.next()  # stream start
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            raise self.refuse("yaml-empty", "The file is empty.", 1)
        value = self.value(self.next(), 1)
        self.next()  # document end
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.refuse(
                "yaml-documents",
                "A second document begins here.",
                self.line(event),
                "Keep one document in a file.",
            )
        return value

    def line(self, event: yaml.Event) -> int:
        """The line of an event: one int object for all events of a line, which saves memory."""
        mark = event.start_mark
        if mark and mark.line + 1 != self.at:
            self.at = mark.line + 1
        return self.at

    def value(self, event: yaml.Event, depth: int) -> Any:
        line = self.line(event)
        if depth > MAX_DEPTH:
            raise self.refuse("yaml-depth", f"Values are nested more than {MAX_DEPTH} deep.", line)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(
                "yaml-alias",
                "Anchors (&) and aliases (*) are not allowed.",
                line,
                "Write the value out, or put it in quotes.",
            )
        if tag := getattr(event, "tag", None):
            raise self.refuse(
                "yaml-tag",
                f"The tag {tag} is not allowed.",
                line,
                "Leave the tag out, or put the value in quotes.",
            )
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(line, depth)
        return self.mapping(line, depth)

    def sequence(self, line: int, depth: int) -> Seq:
        found = Seq()
        found.line, found.lines = line, []
        while not isinstance(item := self.next(), yaml.SequenceEndEvent):
            found.lines.append(self.line(item))
            found.append(self.value(item, depth + 1))
        return found

    def mapping(self, line: int, depth: int) -> Map:
        found, lines = Map(), dict[str, int]()
        while not isinstance(item := self.next(), yaml.MappingEndEvent):
            at = self.line(item)
            if not isinstance(item, yaml.ScalarEvent):
                raise self.refuse("yaml-key", "A key must be plain text.", at)
            key = self.value(item, depth + 1)
            key = sys.intern(key if isinstance(key, str) else item.value)
            if key in found:
                raise self.refuse(
                    "yaml-duplicate-key",
                    f"The key {key!r} appears twice in one mapping, first in line {lines[key]}.",
                    at,
                    "Remove one of the two.",
                )
            lines[key] = at
            found[key] = self.value(self.next(), depth + 1)
        found.line = line
        found.lines = lines if any(at != line for at in lines.values()) else OneLine(line)
        return found

    def refuse_comment(self, event: yaml.ScalarEvent, line: int) -> None:
        """Raise Refused if a comment stands behind a value on its line: it may be part of it."""
        end = event.end_mark
        if end is None or event.style in ("|", ">") or end.line not in self.with_sign:
            return
        if _COMMENT.match(self.with_sign[end.line], end.column):
            raise self.refuse(
                "yaml-comment",
                "What stands behind ' #' is a comment, and not read.",
                line,
                "Put the whole value in quotes. A comment needs a line of its own.",
            )

    def scalar(self, event: yaml.ScalarEvent, line: int) -> str | int | float | bool | None:
        text = event.value
        if len(text) > MAX_SCALAR:
            message = f"A value has {len(text):,} characters; {MAX_SCALAR:,} are allowed."
            raise self.refuse("yaml-size", message, line)
        self.refuse_comment(event, line)
        text = sys.intern(text)  # ids and labels are in many places
        if event.style is not None and event.style != "":
            return text
        if text == "":
            raise self.refuse(
                "yaml-empty-value",
                "A key or item has no value.",
                line,
                "Write null, or leave the key out. Between { and } or [ and ], a comma ends a "
                "value: put text with a comma in quotes.",
            )
        if text in _OTHER_NULLS:
            raise self.refuse(
                "yaml-null",
                f"Other YAML readers take {text} for no value.",
                line,
                "Write null, or leave the key out.",
            )
        if text in _TYPED:
            return _TYPED[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        return text


def _lines_with_sign(text: str) -> dict[int, str]:
    """The lines in which a number sign stands behind something else, by number from 0."""
    if not _WITH_SIGN.search(text):
        return {}
    lines = enumerate(text.split("\n"))
    return {number: line for number, line in lines if _WITH_SIGN.match(line)}
