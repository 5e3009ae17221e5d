"""Read `data/curation/`: every file as strict YAML, its shape checked, its lines kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .problems import Problem, Refused, closest
from .progress import stage
from .schemas import read_schema
from .strictyaml import Map, line_at, read_yaml

FOLDER = "data/curation"
SINGLE = ("package", "people", "terms", "propositions", "references", "citations", "evidence", "mappings", "retired")
MANY = {"articles": "article", "first": "reading", "second": "reading"}


@dataclass
class Curation:
    """The curation files by kind: one document for each of SINGLE, a list for each of MANY;
    every document with the name of its file as it is shown in messages."""

    single: dict[str, tuple[str, Map]] = field(default_factory=dict)
    many: dict[str, list[tuple[str, Map]]] = field(default_factory=dict)

    @property
    def package(self) -> Map:
        return self.single["package"][1]


def read_curation(root: Path, schemas: Path) -> Curation:
    """All curation files under `root`. Refused carries every problem of form found in any of them."""
    folder = root / FOLDER
    shapes = read_schema(schemas / "curation.schema.json", "schemas/curation.schema.json").get("$defs", {})
    missing = [kind for kind in (*SINGLE, *MANY.values()) if kind not in shapes]
    if missing:
        raise Refused(Problem("schema-broken", f"The definition of {missing[0]!r} is missing.", "Restore it.", "schemas", "schemas/curation.schema.json"))
    found, problems = Curation(), []
    known = {f"{kind}.yaml" for kind in SINGLE}

    def read(kind: str, path: Path) -> tuple[str, Map] | None:
        shown = path.relative_to(root).as_posix()
        stage(f"reading {shown}")
        try:
            document = read_yaml(path, shown)
        except Refused as refused:
            problems.extend(refused.problems)
            return None
        wrong = list(_shape_problems(document, kind, shapes, shown))
        problems.extend(wrong)
        return None if wrong else (shown, document)

    for kind in SINGLE:
        path = folder / f"{kind}.yaml"
        if not path.is_file():
            problems.append(Problem("curation-missing", "This curation file is missing.", "Restore it.", "curation", f"{FOLDER}/{kind}.yaml"))
        elif document := read(kind, path):
            found.single[kind] = document
    for name, kind in MANY.items():
        found.many[name] = []
        for path in sorted((folder / name).glob("*.yaml")):
            if document := read(kind, path):
                found.many[name].append(document)
                if document[1]["article"] != path.stem:
                    problems.append(Problem("file-name", f"The file is named {path.stem!r} but holds the article {document[1]['article']!r}.",
                                            "Name the file after its article.", "curation", document[0], document[1].lines["article"]))
    if not found.many["articles"] and not problems:
        problems.append(Problem("curation-missing", "No article is found.", "Add one; scripts/locate.py --help shows how.", "curation", f"{FOLDER}/articles"))
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        ours = inside.name in known if len(inside.parts) == 1 else inside.parts[0] in MANY and len(inside.parts) == 2 and path.suffix == ".yaml"
        if path.is_file() and not ours:
            problems.append(Problem("stray-file", "No such curation file is known. " + closest(inside.name, known),
                                    "Remove it, or give it the right name.", "curation", path.relative_to(root).as_posix()))
    if problems:
        raise Refused(problems)
    return found


def _shape_problems(document: Map, kind: str, shapes: dict, shown: str):
    """Unknown and missing keys, and values of the wrong shape."""
    import jsonschema
    import jsonschema_rs

    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"#/$defs/{kind}", "$defs": shapes}
    if jsonschema_rs.validator_for(schema).is_valid(document):
        return
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(document))
    drafts = _drafts(document)
    for line in drafts:
        yield Problem("passage-draft", "The passage has words, but no address yet.", f"Run: python scripts/locate.py {document.get('article', 'ARTICLE')} --captures FOLDER --fill", "curation", shown, line)
    for error in errors:
        if line_at(document, list(error.absolute_path)) not in drafts:
            yield _shape_problem(error, document, shown)
    if not errors:
        yield Problem("internal", "Two validators disagree about the shape of this file.", "Please report it.", "curation", shown)


def _drafts(document: Map) -> list[int]:
    """Lines of passages that still hold `words` instead of an address."""
    passages = document.get("passages")
    return [entry.line for entry in passages if isinstance(entry, Map) and "words" in entry and "at" not in entry] if isinstance(passages, list) else []


def _shape_problem(error, document: Map, shown: str) -> Problem:
    path = list(error.absolute_path)
    line, field = line_at(document, path), next((str(p) for p in reversed(path) if isinstance(p, str)), None)
    make = lambda rule, message, mend="", at=line, name=field: Problem(rule, message, mend, "curation", shown, at, field=name)
    value = error.instance
    if error.validator == "additionalProperties" and isinstance(value, dict):
        known = list(error.schema.get("properties", {}))
        unknown = next((key for key in value if key not in known), None)
        return make("unknown-key", f"The key {unknown!r} is not known here. {closest(unknown, known)}", f"Known keys: {', '.join(known)}.",
                    value.lines.get(unknown, line), str(unknown))
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in value)
        return make("missing-key", f"The key {missing!r} is missing.", at=getattr(value, "line", line), name=missing)
    if error.validator == "oneOf" and isinstance(value, dict) and "at" in value:
        both = "role" in value and "claims" in value
        return make("passage-role", "A passage has claims or a role, not both." if both else "A passage needs claims, or a role that says why it makes none.",
                    at=getattr(value, "line", line))
    if error.validator in ("type", "oneOf"):
        wanted = error.validator_value if error.validator == "type" else "text, or {word: term}"
        wanted = " or ".join(wanted) if isinstance(wanted, list) and all(isinstance(w, str) for w in wanted) else wanted
        hint = ("Write a plain number, such as 12 or 0.5." if "number" in wanted or "integer" in wanted else "Write true or false." if "boolean" in wanted
                else "Leave the key out, or fill it." if value is None else "Put it in quotes, if it is text." if "string" in wanted else "")
        return make("wrong-type", f"{_show(value)} stands where {wanted} is wanted.", hint)
    return make("wrong-value", f"{_show(value)} does not fit: {error.validator} {_show(error.validator_value)}.")


def _show(value) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
