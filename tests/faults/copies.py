"""Copies of the real package to break: as downloaded (tables), and as checked out (curation)."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from mini import mend_hashes
from pipeline.base.package_files import PackageFiles
from pipeline.curation.strict_yaml import parse_yaml
from pipeline.curation.yaml_values import Map
from pipeline.derived.registry import views
from pipeline.files.documents import make_documents
from pipeline.schema.table_schema import load_schemas
from pipeline.tables.canonical_csv import read_csv, write_csv
from pipeline.tables.rows import Origin, Rows
from pipeline.tables.table_set import TableSet

from . import Cell, Place

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = ("datapackage.json", "CODEBOOK.md", "CITATION.cff", "croissant.json")
SCHEMAS = load_schemas(PackageFiles(ROOT))
ORIGINAL = {name: (ROOT / f"data/{name}.csv").read_bytes() for name in SCHEMAS}


def copy(folder: Path, curated: bool) -> Path:
    """The package of this checkout, with or without its curation, in a new folder."""
    root = folder / "package"
    shutil.copytree(
        ROOT / "data", root / "data", ignore=None if curated else shutil.ignore_patterns("curation")
    )
    shutil.copytree(ROOT / "schemas", root / "schemas")
    for name in DOCUMENTS:
        shutil.copy(ROOT / name, root / name)
    return root


class _Copy:
    def __init__(self, root: Path, captures: dict | None = None):
        self.root, self.captures = root, captures or {}
        self.descriptor_touched = False

    def path(self, file: str) -> Path:
        return self.root / file

    def descriptor(self, change) -> None:
        """Change the descriptor and write it in its published form."""
        path = self.root / "datapackage.json"
        found = json.loads(path.read_text(encoding="utf-8"))
        change(found)
        path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        self.descriptor_touched = True


class Download(_Copy):
    """A package without curation. Tables are changed as typed rows or as bytes. Then the hashes are
    mended, so that they are not what finds the fault."""

    def __init__(self, root: Path, captures: dict | None = None):
        super().__init__(root, captures)
        self.tables: dict[str, Rows] = {}
        self.mend = True

    def __getitem__(self, table: str) -> Rows:
        if table not in self.tables:
            self.tables[table] = read_csv(ORIGINAL[table], SCHEMAS[table], f"data/{table}.csv")[0]
        return self.tables[table]

    def index(self, table: str) -> dict:
        """Rows by primary key, as they are now."""
        return self[table].by_key()

    def find(self, table: str, where=lambda row: True) -> dict:
        """The first row for which a condition is true."""
        return next(row for row in self[table].rows if where(row))

    def add(self, table: str, like: dict, **changes) -> dict:
        """One more row, like another but for the changes."""
        row = like | changes
        self[table].add(row, Origin("", 0))
        self[table].rows[-1] = row
        return row

    def drop(self, table: str, where) -> None:
        """Remove the rows for which a condition is true."""
        rows = self[table]
        kept = [i for i, row in enumerate(rows.rows) if not where(row)]
        assert len(kept) < len(rows.rows), "nothing to drop"
        rows.rows, rows.origins = [rows.rows[i] for i in kept], [rows.origins[i] for i in kept]

    def follow(self) -> None:
        """Derive the derived tables again, so that they are not what finds the fault."""
        for name, rows in views(TableSet({name: self[name] for name in SCHEMAS})).items():
            self[name].rows = rows
            self[name].origins = [Origin("", 0)] * len(rows)

    def finish(self, places, sort: bool = True) -> list[Place]:
        """Write the changes in the canonical form, mend hashes and documents, and look up lines."""
        for name, rows in self.tables.items():
            if sort and not getattr(rows, "unsorted", False):
                rows.sort()
            raw = write_csv(rows)
            if raw != ORIGINAL[name]:
                self.path(f"data/{name}.csv").write_bytes(raw)
        if self.mend:
            mend_hashes(self.root)
            descriptor = json.loads(self.path("datapackage.json").read_text(encoding="utf-8"))
            for path, raw in make_documents(descriptor, SCHEMAS).items():
                self.path(path).write_bytes(raw)
        return [self._place(one) for one in (places if isinstance(places, list) else [places])]

    def _place(self, one) -> Place:
        if isinstance(one, Place):
            return one
        rows = self[one.table]
        line = next(i for i, row in enumerate(rows.rows) if row is one.row) + 2
        return Place(f"data/{one.table}.csv", line, one.table, rows.schema.key(one.row), one.field)


class Checkout(_Copy):
    """A package with its curation, whose files are changed line by line."""

    def document(self, name: str) -> tuple[str, Map]:
        """Name and content of a curation file, with its lines, before the mutation."""
        file = f"data/curation/{name}.yaml"
        return file, parse_yaml((ROOT / file).read_bytes(), file)

    def find(self, name: str, where=lambda entry: True, part: str | None = None) -> tuple[str, Map]:
        """A file of the curation and its first entry for which a condition is true."""
        file, document = self.document(name)
        return file, next(entry for entry in document[part or name] if where(entry))

    def article(self) -> str:
        """The name of one article's file, without its suffix."""
        return (
            "articles/"
            + sorted(path.stem for path in (ROOT / "data/curation/articles").glob("*.yaml"))[0]
        )

    def claim(self, where=lambda claim: True) -> tuple[str, Map, Map]:
        """The first claim of any article for which a condition is true: file, passage, claim."""
        for path in sorted((ROOT / "data/curation/articles").glob("*.yaml")):
            file, document = self.document(f"articles/{path.stem}")
            for passage in document["passages"]:
                for claim in passage.get("claims", ()):
                    if where(claim):
                        return file, passage, claim
        raise LookupError("no such claim")

    def edit(self, file: str, line: int, old: str, new: str) -> int:
        """Replace the first match of a pattern in one line and return the line. `new` may have
        several lines."""
        lines = self.path(file).read_text(encoding="utf-8").split("\n")
        lines[line - 1], made = re.subn(old, lambda _: new, lines[line - 1], count=1)
        assert made, f"{old!r} is not in line {line} of {file}"
        self.path(file).write_text("\n".join(lines), encoding="utf-8", newline="")
        return line

    def insert(self, file: str, line: int, text: str) -> int:
        """Put a line before another one."""
        lines = self.path(file).read_text(encoding="utf-8").split("\n")
        lines.insert(line - 1, text)
        self.path(file).write_text("\n".join(lines), encoding="utf-8", newline="")
        return line

    def cut(self, file: str, first: int, last: int | None = None) -> None:
        """Remove lines."""
        lines = self.path(file).read_text(encoding="utf-8").split("\n")
        del lines[first - 1 : last or first]
        self.path(file).write_text("\n".join(lines), encoding="utf-8", newline="")

    def finish(self, places) -> list[Place]:
        return places if isinstance(places, list) else [places]


def stray(path: str, text: str = "a\n1\n"):
    """A mutation: a file that belongs to nothing."""

    def mutate(package: Download | Checkout):
        package.path(path).parent.mkdir(exist_ok=True)
        package.path(path).write_text(text)
        return Place(path)

    return mutate


def change(table: str, field: str, value, where=lambda row: True, **more):
    """A mutation of a download: a cell of the first row for which a condition is true (and `more`
    cells of that row)."""

    def mutate(package: Download):
        row = package.find(table, where)
        row[field] = value(row) if callable(value) else value
        row.update(more)
        return Cell(table, row, field)

    return mutate
