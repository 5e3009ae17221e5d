"""Slips of meaning in the curation: what a careful but tired curator might write.

`slips.yaml` lists them. Each changes a few characters of one entry, so that the entry is wrong
against its source while its form is right. People who did not know the rules wrote the first 60
(`by: first`) before the rules, 40 (`by: held`) that were tried only once the rules stood, and 40
(`by: later`) that were tried once the rules were mended after that. The rest (`by: rules`) shows
that each rule finds something in the real data.

`told` names the rules that report the slip: one, unless it is told in several ways. `elsewhere`
says that they report another entry, since the data do not tell which of the two is wrong. A slip
without `told` passes, and `why_not` says what it takes to tell it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.base.hints import reset_budget
from pipeline.base.names import CURATION
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.build import read
from pipeline.checks.cues import cue_problems
from pipeline.checks.one_cause import first_causes
from pipeline.checks.rows_and_rules import check_tables
from pipeline.curation import read as curation_read
from pipeline.curation.strict_yaml import parse_yaml, read_yaml
from pipeline.tables.table_set import TableSet
from pipeline.text.captures import read_captures

ROOT = Path(__file__).resolve().parent.parent.parent
LIST = Path(__file__).parent / "slips.yaml"
STUDIES = ("evidence.yaml", "searches.yaml", "testability.yaml")
FAMILIES = (
    "claims",
    "propositions",
    "references",
    "vocabulary",
    "mappings",
    "readings",
    "articles",
    "studies",
)

WRITTEN = {
    "first": "written before the rules",
    "held": "held back until the rules stood",
    "later": "held back until the rules were mended",
    "rules": "written for a rule",
}


@dataclass(frozen=True)
class Place:
    """The lines of a curation file that hold the slip; None for the whole file."""

    file: str
    first: int | None = None
    last: int | None = None

    def holds(self, problem: Problem) -> bool:
        """Whether a problem is told here."""
        if problem.file != self.file:
            return False
        line = problem.line or 0
        return self.first is None or self.first <= line <= (self.last or self.first)


@dataclass(frozen=True)
class Slip:
    """One slip. An edit replaces `from` by `to` in an entry of a file below `data/curation`.

    An entry is named by its id or address, by two words that it holds ("a + b"), or is None for
    the whole file. An edit with `copy` writes one file over another. One with `rename` and `to`
    changes an id, as a whole word, wherever the studies use it.
    """

    name: str
    family: str
    what: str
    by: str
    edits: tuple[dict, ...]
    told: str | None = None
    elsewhere: bool = False
    why_not: str | None = None
    places: list[Place] = field(default_factory=list, compare=False)

    def files(self) -> dict[str, str]:
        """The changed curation files: path to text. Notes where the slip is."""
        self.places.clear()
        texts: dict[str, str] = {}
        for edit in self.edits:
            if "rename" in edit:
                texts |= _renamed(texts, edit["rename"], edit["to"])
                continue
            file = f"{CURATION}/{edit.get('file') or edit['to']}"
            source = f"{CURATION}/{edit.get('copy') or edit['file']}"
            text = texts.get(source) or (ROOT / source).read_text(encoding="utf-8")
            if "copy" in edit:
                for old, new in edit.get("replace", ()):
                    text = _replaced(self.name, text, old, new)
                self.places.append(Place(file))
            else:
                text = self._edited(file, text, edit)
            texts[file] = text
        return texts

    def _edited(self, file: str, text: str, edit: dict) -> str:
        lines = text.split("\n")
        first, stop = _entry(lines, edit.get("entry"))
        block = _replaced(self.name, "\n".join(lines[first:stop]), edit["from"], edit["to"])
        if edit.get("entry") is None:  # the lines that changed
            before = "\n".join(lines[first:stop])
            at = before[: before.index(edit["from"])].count("\n")
            self.places.append(Place(file, at + 1, at + 1 + edit["to"].count("\n")))
        else:
            self.places.append(Place(file, first + 1, first + 1 + block.count("\n")))
        return "\n".join([*lines[:first], *block.split("\n"), *lines[stop:]])


def _renamed(texts: dict[str, str], old: str, new: str) -> dict[str, str]:
    """The files about studies that have the id, with the new one in its place."""
    word, changed = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])"), {}
    for name in STUDIES:
        file = f"{CURATION}/{name}"
        text = texts.get(file) or (ROOT / file).read_text(encoding="utf-8")
        if word.search(text):
            changed[file] = word.sub(new, text)
    assert changed, f"{old!r} is in none of {', '.join(STUDIES)}; rewrite the slip"
    return changed


def _replaced(slip: str, text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{slip}: {old!r} is there {text.count(old)} times; rewrite it"
    return text.replace(old, new)


def _entry(lines: list[str], name: str | None) -> tuple[int, int]:
    """The lines of an entry: the first, and the one after the last."""
    if name is None:
        return 0, len(lines)
    wanted = re.compile(rf'- {{?(?:id|at): "?{re.escape(name)}"?(?:$|[ ,}}])')
    parts = name.split(" + ")
    for i, line in enumerate(lines):
        if not line.lstrip().startswith("- "):
            continue
        stop = _end(lines, i)
        entry = "\n".join(lines[i:stop])
        holds = all(re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", entry) for one in parts)
        if wanted.search(line) or (len(parts) > 1 and holds):
            return i, stop
    raise LookupError(f"there is no entry {name!r}")


def _end(lines: list[str], first: int) -> int:
    """The line after an entry: the next one that is not indented further."""
    indent = len(lines[first]) - len(lines[first].lstrip())
    stop = first + 1
    while stop < len(lines) and (
        not lines[stop].strip() or len(lines[stop]) - len(lines[stop].lstrip()) > indent
    ):
        stop += 1
    return stop


@cache
def slips() -> list[Slip]:
    """All slips, in the order of their families."""
    found = parse_yaml(LIST.read_bytes(), LIST.name)["slips"]
    made = [Slip(**{**one, "edits": tuple(one["edits"])}) for one in found]
    return sorted(made, key=lambda one: FAMILIES.index(one.family))


class _Changed(PackageFiles):
    """The files of this checkout, some of them changed."""

    def __init__(self, changed: dict[str, str]):
        super().__init__(ROOT)
        self._bytes.update({path: text.encode("utf-8") for path, text in changed.items()})


@cache
def _parsed(path: str, raw: bytes):
    return parse_yaml(raw, path)


def problems(slip: Slip, captures: Path | None, monkeypatch) -> list[Problem]:
    """What `rebuild` and `validate` tell of the curation with this slip."""
    changed = slip.files()
    # files that did not change are parsed once
    monkeypatch.setattr(
        curation_read, "read_yaml", lambda files, path: _parsed(path, files.read(path))
    )
    reset_budget()
    try:
        made = read(_Changed(changed))
    except Refused as refused:
        return first_causes(refused.problems)
    finally:
        monkeypatch.setattr(curation_read, "read_yaml", read_yaml)
    articles = made.tables["articles"].column("article_id")
    texts = read_captures(captures, articles)[0] if captures else {}
    tables = TableSet.with_texts(made.tables, texts)
    return first_causes([*check_tables(tables), *cue_problems(made.curation, tables.captures)])


def well_told(slip: Slip) -> bool:
    """Whether a slip is told at its entry, by one error."""
    return bool(slip.told) and not slip.elsewhere and "," not in (slip.told or "")


def table() -> str:
    """The slips by family, for README: how many are told, and which are not and why."""
    lines = [
        _row("slips", "number", "told at their entry, once", "told otherwise", "not told"),
        _row(*["---"] * 5),
    ]
    for by, title in WRITTEN.items():
        for family in (*FAMILIES, None):
            these = [one for one in slips() if one.by == by and family in (one.family, None)]
            if these:
                well = sum(map(well_told, these))
                told = sum(bool(one.told) for one in these)
                name = f"{family}, {title}" if family else f"**{title}**"
                lines.append(_row(name, len(these), well, told - well, len(these) - told))
    lines += ["", "Not told, and what it would take:", ""]
    lines += [f"- {one.name}: {one.what} {one.why_not}" for one in slips() if not one.told]
    return "\n".join(lines)


def _row(*values: object) -> str:
    return "| " + " | ".join(map(str, values)) + " |"
