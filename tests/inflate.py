"""A package of the same shape and any size, to see what growth costs.

    python tests/inflate.py TIMES FOLDER              tables, descriptor and documents (a download)
    python tests/inflate.py TIMES FOLDER --curation   the curation and the schemas, to be built

Everything is copied TIMES times. Each copy has its own ids, names and texts, so no rule finds two
alike and nothing contradicts another copy. The copies share the schemes and the activities of the
Compendium. Two things differ from the original. Forms of running have another kind, because two
forms of running that are alike on all axes must be in one tree. The code does not recognise the
outcomes that it knows by name. If a rule of meaning reports a copy, whose names and texts are
longer than those of the original, the row is waived.

The build gives the same tables for a curation of the same size; a test compares them. The tables
are written copy by copy, so memory does not limit their size.

Exit status: 0 written.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts")]

IDS = {
    "id",
    "article",
    "author",
    "reviewer",
    "broader",
    "subject",
    "muscle",
    "comparator",
    "population",
    "condition",
    "proposition",
    "propositions",
    "involves",
    "objects",
    "without",
    "kept",
    "left_out",
    "attributed_to",
    "reference",
    "citation",
    "finding",
    "measure_id",
    "term",
    "other",
    "replaced_by",
    "group",
    "means",
    "implied",
    "about",
}
TEXTS = {"says", "definition", "latin_name", "statement", "title"}
_SEARCHED = re.compile(  # the year of a search: in its id, beside it, in the curation, in waivers
    rb"""(?m)(?:^|(?<=-[0-9]{3},)|(?<=-[0-9]{4},)|(?<=searched_on": ")|(?<=searched_on: ")|"""
    rb"""(?<=searches,)|(?<=searches", "row": "))"""
    rb"[0-9]{4}"
    rb"(?=-[0-9]{2}-[0-9]{2})"
)
SHARED = {("mappings", "schemes"), ("mappings", "codes")}
COMPENDIUM = "compendium"
# keys that begin alike in all copies: with the name of a table, or with a kind of question
MIXED = (
    *("retired_ids", "waivers", "questions", "positions", "question_evidence"),
    *("disagreements", "disagreement_claims"),
)
SEARCHES = ("searches", "search_propositions", "search_works")


def inflate_curation(times: int, folder: Path, source: Path = ROOT) -> None:
    """Write `times` copies of the curation in `source`, with its schemas, into `folder`."""
    made = _Template(source)
    made.single["audits"]["audits"] = []  # nobody judged the copies
    made.single["package"]["created"] = "9000-01-01T00:00:00Z"  # after the searches of all copies
    made.single["waivers"]["waivers"] = _waivers(made, source)
    _write_curation(made, times, folder, source)


def _waivers(made: _Template, source: Path) -> list[dict]:
    """A waiver for each row of one copy that a rule of meaning reports.

    The ids in a copy are not those of the source, and its names and texts are longer.
    """
    from pipeline.base.package_files import PackageFiles
    from pipeline.build import read
    from pipeline.checks.rows_and_rules import runnable
    from pipeline.tables.table_set import TableSet

    made.single["waivers"]["waivers"] = []
    with tempfile.TemporaryDirectory() as one:
        _write_curation(made, 1, Path(one), source)
        tables = TableSet(read(PackageFiles(Path(one))).tables)
    found = {
        (problem.table, problem.row, rule.name)
        for rule in runnable(tables)
        if rule.waivable
        for problem in rule.check(tables)
    }
    return [
        {"table": table, "row": row, "rule": rule, "reason": "A copy."}
        for table, row, rule in sorted(found)
    ]


def _write_curation(made: _Template, times: int, folder: Path, source: Path) -> None:
    from pipeline.curation.read import FOLDER, MANY

    shutil.copytree(source / "schemas", folder / "schemas", dirs_exist_ok=True)
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for kind, parts in made.single.items():
        with open(target / f"{kind}.yaml", "w", encoding="utf-8") as out:
            for key, items in parts.items():
                if kind == "package":
                    out.write(f"{key}: {_dumped(items)}\n")
                    continue
                out.write(f"{key}:\n" if items else f"{key}: []\n")
                block = "".join(_item(item) for item in items)
                for copy in range(1 if (kind, key) in SHARED else times):
                    out.write(made.copied(block, copy))
    for kind in MANY:
        (target / kind).mkdir(exist_ok=True)
        for article in made.many[kind]:
            text = "".join(
                f"{key}:\n" + "".join(map(_item, value))
                if key in ("passages", "readings")
                else f"{key}: {_dumped(value)}\n"
                for key, value in article.items()
            )
            for copy in range(times):
                (target / kind / f"{made.copied(article['article'], copy)}.yaml").write_text(
                    made.copied(text, copy), encoding="utf-8"
                )


def inflate_package(times: int, folder: Path, source: Path = ROOT) -> None:
    """Write the tables, descriptor and documents that the build gives for `times` copies.

    This needs no more memory than one copy.
    """
    from pipeline.base.package_files import PackageFiles
    from pipeline.files.descriptor import dump
    from pipeline.files.documents import make_documents
    from pipeline.rebuild import rebuild

    with tempfile.TemporaryDirectory() as small:
        inflate_curation(1, Path(small), source)
        made, rendered = rebuild(PackageFiles(Path(small)))
    descriptor = json.loads(rendered["datapackage.json"])
    shutil.copytree(source / "schemas", folder / "schemas", dirs_exist_ok=True)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for resource in descriptor["resources"]:
        table, digest = made.schemas[resource["name"]], hashlib.sha256()
        size = rows = 0
        with open(folder / resource["path"], "wb") as out:
            for block in _blocks(rendered[resource["path"]], table, times):
                rows += block.count(b"\n")
                size += len(block)
                digest.update(block)
                out.write(block)
        resource.update(bytes=size, hash=f"sha256:{digest.hexdigest()}", rows=rows - 1)
    for path, raw in (
        make_documents(descriptor, made.schemas) | {"datapackage.json": dump(descriptor)}
    ).items():
        (folder / path).write_bytes(raw)


def _blocks(raw: bytes, table, times: int) -> Iterator[bytes]:
    """The file of a table for `times` copies, in pieces, with the copy number in place of 0000."""
    head, _, body = raw.partition(b"\n")
    yield head + b"\n"
    lines = body.splitlines(keepends=True)
    if table.primary_key == ("ordinal",):  # the numbers run on through all copies
        for copy in range(times):
            yield b"".join(
                _numbered(line.split(b",", 1)[0], len(lines), copy)
                + b","
                + _copied(line.split(b",", 1)[1], copy)
                for line in lines
            )
    elif table.name == "schemes":
        yield body
    elif table.name == "evidence_coverage":  # an article or a term is of one copy
        yield b"".join(_counted(lines, times))
    elif table.name in SEARCHES:  # sorted by date first
        yield b"".join(sorted(_copied(line, copy) for copy in range(times) for line in lines))
    elif table.name in MIXED:
        yield b"".join(
            sorted(
                (_copied(line, copy) for copy in range(times) for line in lines),
                key=lambda line: line.split(b",")[: len(table.primary_key)],
            )
        )
    else:
        for copy in range(times):
            yield _copied(body, copy)


def _counted(lines: list[bytes], times: int) -> Iterator[bytes]:
    """The lines of evidence_coverage for `times` copies, which share relations and topics."""
    for group, found in groupby(lines, lambda line: line.split(b",")[0]):
        if group in (b"article", b"object", b"subject"):
            of_group = list(found)
            yield from sorted(_copied(one, copy) for copy in range(times) for one in of_group)
        else:
            for line in found:
                yield re.sub(
                    rb"(?<=,)[0-9]+(?=,|\n)", lambda match: b"%d" % (int(match[0]) * times), line
                )


def _numbered(ordinal: bytes, of: int, copy: int) -> bytes:
    return b"%d" % (int(ordinal) + of * copy)


def _copied(raw: bytes, copy: int) -> bytes:
    """A line or block of the first copy with the number of another copy.

    The number follows k in ids, K in texts and 1 in identifiers that are numbers (10000...). The
    searches of each copy are of a year later, as their ids have the date and no name.
    """
    number = b"%04d" % copy
    raw = _SEARCHED.sub(lambda match: b"%d" % (int(match[0]) + copy), raw)
    return (
        re.sub(
            rb"([kK]|(?<![0-9])1)0000(?=[^0-9]|[0-9]{3}(?![0-9]))",
            lambda match: match[1] + number,
            raw,
        )
        if copy
        else raw
    )


def _dumped(value) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Block(dict):
    """A mapping that is written on several lines in the curation."""


def _item(value: dict, indent: str = "") -> str:
    """An item of a list as YAML, on several lines where the curation has several."""
    if not isinstance(value, _Block):
        return f"{indent}- {_dumped(value)}\n"
    lines = [
        f"{key}:\n" + "".join(_item(one, indent + "  ") for one in item)
        if isinstance(item, list) and any(isinstance(one, _Block) for one in item)
        else f"{key}: {_dumped(item)}\n"
        for key, item in value.items()
    ]
    return f"{indent}- " + f"{indent}  ".join(lines)


class _Template:
    """The curation with a copy number in every id, name and text."""

    def __init__(self, source: Path):
        from pipeline.base.package_files import PackageFiles
        from pipeline.curation.read import MANY, read_curation

        read = read_curation(PackageFiles(source))
        self.terms = {entry["id"] for entry in read.single["terms"][1]["terms"]}
        self.numbers = 0
        self.single = {
            kind: {
                key: items
                if (kind, key) in SHARED or kind == "package"
                else [self.entry(item, kind, key) for item in items]
                for key, items in document.items()
            }
            for kind, (_, document) in read.single.items()
        }
        for scheme in self.single["mappings"]["schemes"]:
            if not scheme["id"].startswith(COMPENDIUM):
                scheme["local_pattern"] += "[.]k[0-9]{4}"
        self.many = {
            kind: [self.entry(document, kind, None) for _, document in read.many[kind]]
            for kind in MANY
        }

    @staticmethod
    def copied(text: str, copy: int) -> str:
        return _copied(text.encode("utf-8"), copy).decode("utf-8")

    def entry(self, entry: dict, kind: str, key: str | None) -> dict:
        """An entry of a curation file with its copy number."""
        made = _Block() if len(set(entry.lines.values())) > 1 else {}
        for name, value in entry.items():
            special: Callable | None = getattr(self, f"_{kind}_{name}", None)
            if special:
                made[name] = special(value, entry)
            elif name in IDS and not isinstance(value, dict):
                made[name] = (
                    [self.id(one) for one in value] if isinstance(value, list) else self.id(value)
                )
            elif name in TEXTS:
                made[name] = value and f"K0000: {value}"
            elif (
                isinstance(value, list)
                and value
                and isinstance(value[0], dict)
                and name not in ("authors", "sections")
            ):
                made[name] = [self.entry(item, kind, name) for item in value]
            elif isinstance(value, dict) and name in ("muscle", "exercise"):
                made[name] = self.entry(value, "detail", None)
            else:
                made[name] = value
        if kind == "terms" and "name" in entry:
            made["name"] = self.name(entry["name"], key)
        return made

    @staticmethod
    def id(value: str | None) -> str | None:
        return value and f"k0000-{value}"

    @staticmethod
    def name(value: str, key: str | None = None) -> str:
        return f"k0000{'' if key == 'watched' else ' '}{value}"  # a watched form is a single word

    def number(self) -> str:
        self.numbers += 1
        return f"10000{self.numbers:03}"

    # fields with special treatment: neither an id nor a text

    def _anatomy_source(self, value: str, entry: dict) -> str | None:
        return self.id(value)

    def _terms_names(self, value: list, entry: dict) -> list:
        return [self.name(form) for form in value]

    def _detail_kind(self, value: str, entry: dict) -> str:
        return "endurance" if value == "running" else value

    def _articles_terms(self, value: list, entry: dict) -> list:
        return [
            self.name(form)
            if isinstance(form, str)
            else {self.name(form): self.id(term) for form, term in form.items()}
            for form in value
        ]

    def _propositions_object(self, value, entry: dict):
        return self.id(value)

    _references_outcome = _propositions_object

    def _mappings_object(self, value: str, entry: dict) -> str:
        return value if value.startswith(COMPENDIUM) else f"{value}.k0000"

    def _mappings_match(self, value: str, entry: dict) -> str:
        return (
            "close" if value == "exact" and entry["object"].startswith(COMPENDIUM) else value
        )  # the copies share the activity, which may have only one exact match

    def _mappings_comment(self, value: str, entry: dict) -> str:
        """A comment names other objects and terms where it justifies two exact matches."""
        value = re.sub(
            r"\b[A-Za-z][A-Za-z0-9.]*:[A-Za-z0-9_.]*[A-Za-z0-9]",
            lambda match: self._mappings_object(match[0], entry),
            value,
        )
        return re.sub(
            r"[a-z][a-z0-9-]+",
            lambda match: self.id(match[0]) if match[0] in self.terms else match[0],
            value,
        )

    def _references_doi(self, value: str, entry: dict) -> str:
        return f"{value}.k0000"

    def _references_pmid(self, value: str, entry: dict) -> str:
        return self.number()

    def _references_pmcid(self, value: str, entry: dict) -> str:
        return "PMC" + self.number()

    def _retired_id(self, value: str, entry: dict) -> str:
        return value if entry["table"] == "schemes" else self.id(value)


def main(arguments: list[str] | None = None) -> int:
    import argparse

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("times", type=int, help="how many copies, up to 9999")
    parser.add_argument("folder", type=Path, help="folder to write into")
    parser.add_argument(
        "--curation", action="store_true", help="the curation instead of the tables"
    )
    options = parser.parse_args(arguments)
    (inflate_curation if options.curation else inflate_package)(options.times, options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
