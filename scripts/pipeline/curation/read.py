"""Read `data/curation/`: every file as strict YAML, its shape checked, its lines kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.hints import closest
from pipeline.base.litter import is_litter
from pipeline.base.names import CURATION
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.base.progress import stage
from pipeline.curation.shape import shape_problems
from pipeline.curation.strict_yaml import read_yaml
from pipeline.curation.yaml_values import Map
from pipeline.schema.json_files import read_schema

FOLDER = CURATION

SINGLE = (
    "package",
    "people",
    "terms",
    "anatomy",
    "propositions",
    "testability",
    "references",
    "citations",
    "evidence",
    "risk_of_bias",
    "searches",
    "mappings",
    "audits",
    "waivers",
    "retired",
)
MANY = {"articles": "article", "first": "reading", "second": "reading"}


@dataclass
class Curation:
    """The curation files by kind: one document for each of SINGLE, a list for each of MANY.

    Every document comes with the name of its file in messages.
    """

    single: dict[str, tuple[str, Map]] = field(default_factory=dict)
    many: dict[str, list[tuple[str, Map]]] = field(default_factory=dict)

    @property
    def package(self) -> Map:
        """The metadata of the package."""
        return self.single["package"][1]


def read_curation(files: PackageFiles) -> Curation:
    """All curation files of a package. Raises Refused with every problem of their form."""
    folder = files.root / FOLDER
    shapes = read_schema(files, "schemas/curation.schema.json").get("$defs", {})
    missing = [kind for kind in (*SINGLE, *MANY.values()) if kind not in shapes]
    if missing:
        raise Refused(
            Problem(
                "schema-broken",
                f"The definition of {missing[0]!r} is missing.",
                "Restore it.",
                "schemas",
                "schemas/curation.schema.json",
            )
        )
    _refuse_empty(files.root)
    found, problems = Curation(), list[Problem]()

    def read(kind: str, path: Path) -> tuple[str, Map] | None:
        shown = path.relative_to(files.root).as_posix()
        stage(f"reading {shown}")
        try:
            document = read_yaml(files, shown)
        except Refused as refused:
            problems.extend(refused.problems)
            return None
        wrong = list(shape_problems(document, kind, shapes, shown))
        problems.extend(wrong)
        return None if wrong else (shown, document)

    for kind in SINGLE:
        path = folder / f"{kind}.yaml"
        if not path.is_file():
            problems.append(
                Problem(
                    "curation-missing",
                    "This curation file is missing.",
                    "Restore it.",
                    "curation",
                    f"{FOLDER}/{kind}.yaml",
                )
            )
        elif document := read(kind, path):
            found.single[kind] = document
    for name, kind in MANY.items():
        found.many[name] = []
        for path in sorted((folder / name).glob("*.yaml")):
            if not is_litter(path.name) and (document := read(kind, path)):
                found.many[name].append(document)
                problems.extend(_misnamed(path, *document))
    if not found.many["articles"] and not problems:
        problems.append(
            Problem(
                "curation-missing",
                "There is no article.",
                "Add one; scripts/locate.py --help shows how.",
                "curation",
                f"{FOLDER}/articles",
            )
        )
    problems.extend(_stray_files(files.root))
    if problems:
        raise Refused(problems)
    return found


def _refuse_empty(root: Path) -> None:
    """Raise Refused if the folder of the curation holds no file: one problem, not one a file."""
    files = (path for path in (root / FOLDER).rglob("*") if path.is_file() or path.is_symlink())
    if all(is_litter(path.relative_to(root)) for path in files):
        message = "The folder of the curation holds no file."
        mend = "Restore its files from git. If this is a download, remove the empty folder."
        raise Refused(Problem("curation-missing", message, mend, "curation", FOLDER))


def _misnamed(path: Path, shown: str, document: Map) -> Iterator[Problem]:
    """A problem where a file is not named after its article."""
    if document["article"] != path.stem:
        yield Problem(
            "file-name",
            f"The file is named {path.stem!r} but holds the article {document['article']!r}.",
            "Name the file after its article.",
            "curation",
            shown,
            document.lines["article"],
        )


def _stray_files(root: Path) -> Iterator[Problem]:
    """Files in the folder of the curation that are not read."""
    known = {f"{kind}.yaml" for kind in SINGLE}
    for path in sorted((root / FOLDER).rglob("*")):
        *folders, name = path.relative_to(root / FOLDER).parts
        ours = (
            len(folders) == 1 and folders[0] in MANY and path.suffix == ".yaml"
            if folders
            else name in known
        )
        if path.is_file() and not ours and not is_litter(path.relative_to(root)):
            yield Problem(
                "stray-file",
                f"This is not a curation file. {closest(name, known)}",
                "Remove it, or give it the right name.",
                "curation",
                path.relative_to(root).as_posix(),
            )
