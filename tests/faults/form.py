"""Bytes, text and form of curation files: what strict YAML forbids."""

from __future__ import annotations

import unicodedata

from pipeline.curation.strict_yaml import MAX_BYTES

from . import Fault, Place, faults
from .copies import Checkout

PEOPLE, WORKS = "data/curation/people.yaml", "data/curation/references.yaml"


def raw(file: str, edit, line=1):
    """A mutation of the bytes of a curation file. `line` is a number or a function of the bytes
    before."""

    def mutate(package: Checkout):
        before = package.path(file).read_bytes()
        package.path(file).write_bytes(edit(before))
        return Place(file, line(before) if callable(line) else line)

    return mutate


def below(text: str, shift: int = 0):
    """A mutation: text is added below the last line; `shift` says in which of the new lines the
    fault is."""
    return raw(PEOPLE, lambda b: b + text.encode(), lambda b: b.count(b"\n") + 1 + shift)


def second(edit):
    """A mutation of the second line of the file of people, where the first entry begins."""
    return raw(
        PEOPLE,
        lambda b: b.replace(b"- id: ", edit, 1),
        lambda b: b[: b.index(b"- id: ")].count(b"\n") + 1,
    )


def name(value: str):
    """A mutation: the first person's name is written in another way."""

    def mutate(package: Checkout):
        file, entry = package.find("people")
        return Place(file, package.edit(file, entry.lines["name"], r"name: .*", f"name: {value}"))

    return mutate


def accented(raw: bytes) -> int:
    return next(
        n
        for n, line in enumerate(raw.decode().split("\n"), 1)
        if unicodedata.normalize("NFD", line) != line
    )


def line_edited(edit):
    """An edit of the first line with an accent."""

    def change(raw: bytes) -> bytes:
        lines = raw.split(b"\n")
        lines[accented(raw) - 1] = edit(lines[accented(raw) - 1].decode())
        return b"\n".join(lines)

    return change


BOMB = "".join(
    f"  x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 9) if i else 'lol'}]\n" for i in range(9)
)

FAULTS = faults(
    "curation",
    Fault(
        "yaml-byte-order-mark",
        "A curation file begins with a byte order mark.",
        "byte-order-mark",
        raw(PEOPLE, lambda b: b"\xef\xbb\xbf" + b),
    ),
    Fault(
        "yaml-crlf",
        "A curation file has CRLF line ends.",
        "line-ends",
        raw(PEOPLE, lambda b: b.replace(b"\n", b"\r\n")),
    ),
    Fault("yaml-nul", "A curation file holds a NUL.", "control-character", below("\0\n")),
    Fault(
        "yaml-not-nfc",
        "A letter and its accent are two characters.",
        "not-nfc",
        raw(WORKS, line_edited(lambda line: unicodedata.normalize("NFD", line).encode()), accented),
    ),
    Fault(
        "yaml-latin-1",
        "A line is encoded in Latin-1.",
        "not-utf-8",
        raw(WORKS, line_edited(lambda line: line.encode("latin-1", "replace")), accented),
    ),
    Fault("yaml-empty-file", "A curation file is empty.", "yaml-empty", raw(PEOPLE, lambda b: b"")),
    Fault(
        "yaml-a-list",
        "A curation file is a list.",
        "yaml-shape",
        raw(PEOPLE, lambda b: b"- people\n"),
    ),
    Fault(
        "yaml-second-document",
        "A second document follows.",
        "yaml-documents",
        below("---\npeople: []\n"),
    ),
    Fault(
        "yaml-quote-never-closed",
        "A quote is opened and never closed.",
        "yaml-syntax",
        raw(PEOPLE, lambda b: b + b'more: "x\n', lambda b: b.count(b"\n") + 2),
    ),
    Fault("yaml-tab", "A line is indented with a tab.", "yaml-syntax", below("\t- id: zoe\n")),
    Fault(
        "yaml-colon-in-text",
        "A value with a colon is not quoted.",
        "yaml-syntax",
        name("Zoe: a runner"),
    ),
    Fault("yaml-duplicate-key", "A key stands twice.", "yaml-duplicate-key", below("people: []\n")),
    Fault("yaml-tag", "A value has a tag.", "yaml-tag", name("!!str Zoe")),
    Fault(
        "comment-cuts-a-value",
        "An unquoted number sign cuts a value off.",
        "yaml-comment",
        name("Zoe # two of two"),
    ),
    Fault(
        "yaml-object-tag",
        "A tag wants a Python object made.",
        "yaml-tag",
        name("!!python/object/apply:os.system [ls]"),
    ),
    Fault("yaml-anchor", "A value has an anchor.", "yaml-alias", name("&zoe Zoe")),
    Fault("yaml-alias", "A value is an alias.", "yaml-alias", name("*zoe")),
    Fault(
        "yaml-merge-key",
        "A mapping takes over another.",
        "yaml-alias",
        second(b"- <<: *zoe\n  id: "),
    ),
    Fault(
        "yaml-anchor-bomb",
        "Aliases of aliases grow to 387 million values.",
        "yaml-alias",
        below("bomb:\n" + BOMB, shift=1),
    ),
    Fault(
        "yaml-nested-deep",
        "Values are nested 10,000 deep.",
        "yaml-depth",
        below("deep: " + "[" * 10_000 + "]" * 10_000 + "\n"),
    ),
    Fault(
        "yaml-huge-scalar", "A value has a million characters.", "yaml-size", name("x" * 1_000_000)
    ),
    Fault(
        "yaml-huge-file",
        "A file has more than 64 MiB.",
        "yaml-size",
        raw(PEOPLE, lambda b: b + b"#" * MAX_BYTES),
    ),
    Fault("yaml-empty-value", "A key has no value.", "yaml-empty-value", name("")),
    Fault(
        "yaml-comma-in-braces",
        "A comma within braces cuts a text off.",
        "yaml-empty-value",
        below("more: {note: one, two}\n"),
    ),
    Fault("yaml-key-a-list", "A key is a list.", "yaml-key", below("? [a]\n: b\n")),
    checkout=True,
)
