"""Read `data/curation/`: every file as strict YAML, its shape checked, its lines kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.hints import closest
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import Problem, Refused
from pipeline.base.progress import stage
from pipeline.curation.shape import _shape_problems
from pipeline.curation.strict_yaml import read_yaml
from pipeline.curation.yaml_values import Map
from pipeline.schema.json_files import read_schema

FOLDER = "data/curation"


SINGLE = (
    "package",
    "people",
    "terms",
    "propositions",
    "references",
    "citations",
    "evidence",
    "mappings",
    "retired",
)


MANY = {"articles": "article", "first": "reading", "second": "reading"}


@dataclass
class Curation:
    """The curation files by kind: one document for each of SINGLE, a list for each of MANY;
    every document with the name of its file as it is shown in messages.
    """

    single: dict[str, tuple[str, Map]] = field(default_factory=dict)
    many: dict[str, list[tuple[str, Map]]] = field(default_factory=dict)

    @property
    def package(self) -> Map:
        return self.single["package"][1]


def read_curation(files: PackageFiles) -> Curation:
    """All curation files of a package. Refused carries every problem of form found in any of them."""
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
    found, problems = Curation(), []
    known = {f"{kind}.yaml" for kind in SINGLE}

    def read(kind: str, path: Path) -> tuple[str, Map] | None:
        shown = path.relative_to(files.root).as_posix()
        stage(f"reading {shown}")
        try:
            document = read_yaml(files, shown)
        except Refused as refused:
            problems.extend(refused.problems)
            return None
        wrong = list(_shape_problems(document, kind, shapes, shown))
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
            if document := read(kind, path):
                found.many[name].append(document)
                if document[1]["article"] != path.stem:
                    problems.append(
                        Problem(
                            "file-name",
                            f"The file is named {path.stem!r} but holds the article {document[1]['article']!r}.",
                            "Name the file after its article.",
                            "curation",
                            document[0],
                            document[1].lines["article"],
                        )
                    )
    if not found.many["articles"] and not problems:
        problems.append(
            Problem(
                "curation-missing",
                "No article is found.",
                "Add one; scripts/locate.py --help shows how.",
                "curation",
                f"{FOLDER}/articles",
            )
        )
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        ours = (
            inside.name in known
            if len(inside.parts) == 1
            else inside.parts[0] in MANY and len(inside.parts) == 2 and path.suffix == ".yaml"
        )
        if path.is_file() and not ours:
            problems.append(
                Problem(
                    "stray-file",
                    "No such curation file is known. " + closest(inside.name, known),
                    "Remove it, or give it the right name.",
                    "curation",
                    path.relative_to(files.root).as_posix(),
                )
            )
    if problems:
        raise Refused(problems)
    return found
