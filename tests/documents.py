"""Where the licences, the version and the date of the repository are stated: do all agree?"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

DATA, CODE = "CC-BY-4.0", "MIT"
TITLES = {
    DATA: "Creative Commons Attribution 4.0 International",
    CODE: "MIT License",
}
# how each document names the two licences, in words that a reader sees
LICENCE_WORDS = {
    "README.md": ["Data: [CC BY 4.0](LICENSE-DATA).", "Code: [MIT](LICENSE)"],
    "DATASHEET.md": ["Data CC BY 4.0, code MIT ([LICENSE](LICENSE))."],
    "LICENSE": [TITLES[CODE]],
    "LICENSE-DATA": [TITLES[DATA], "(CC BY 4.0)", "https://creativecommons.org/licenses/by/4.0/"],
    "pyproject.toml": [f'license = "{CODE} AND {DATA}"'],
    "data/curation/package.yaml": [f"name: {DATA}", f"title: {TITLES[DATA]}"],
    "CITATION.cff": [f"license: {DATA}"],
    "datapackage.json": [f'"name": "{DATA}"', f'"title": "{TITLES[DATA]}"'],
    "croissant.json": ['"license": "https://creativecommons.org/licenses/by/4.0/"'],
}
OTHER_LICENCE = re.compile(
    r"\b(?:CC[ -](?:BY-?(?:NC|SA|ND)\S*|0)|CC[ -]BY[ -](?!4\.0)[0-9.]+|GPL|AGPL|LGPL|BSD|Unlicense)"
)
# README and DATASHEET also name licences of the works of others
_OURS = ("LICENSE", "LICENSE-DATA", "pyproject.toml", "CITATION.cff")


def disagreements(root: Path) -> list[str]:
    """A sentence for each file that states another licence, version or date, or none."""
    return [*_licences(root), *_versions(root)]


def _licences(root: Path) -> Iterator[str]:
    for name, wanted in LICENCE_WORDS.items():
        text = " ".join((root / name).read_text(encoding="utf-8").split())
        for words in wanted:
            if words not in text:
                yield f"{name} does not say {words!r}."
        if name in _OURS:
            for other in OTHER_LICENCE.findall(text):
                yield f"{name} names another licence: {other}."


def _versions(root: Path) -> Iterator[str]:
    package = (root / "data/curation/package.yaml").read_text(encoding="utf-8")
    version = _only(r"^version: (\S+)$", package)
    date = _only(r'^created: "(\S+)T', package)
    for name, stated in _stated(root).items():
        for what, ours, theirs in zip(("version", "date"), (version, date), stated, strict=True):
            if theirs not in (None, ours):
                yield (
                    f"{name} has the {what} {theirs}, but data/curation/package.yaml has {ours}."
                )


def _stated(root: Path) -> dict[str, tuple[str | None, str | None]]:
    """Version and date by file; None where the file states none. "(none)" where it must."""
    texts = {
        name: (root / name).read_text(encoding="utf-8")
        for name in ("CHANGELOG.md", "CITATION.cff", "README.md")
    }
    heading = re.search(r"^## (\S+) \((\S+)\)$", texts["CHANGELOG.md"], re.M)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    croissant = json.loads((root / "croissant.json").read_text(encoding="utf-8"))
    descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    citation = texts["CITATION.cff"]
    return {
        "CHANGELOG.md": (heading[1], heading[2]) if heading else ("(none)", "(none)"),
        "pyproject.toml": (project["version"], None),
        "CITATION.cff": (
            _only(r"^version: (\S+)$", citation),
            _only(r'^date-released: "(\S+)"$', citation),
        ),
        "croissant.json": (croissant["version"], croissant["datePublished"]),
        "datapackage.json": (descriptor["version"], descriptor["created"][:10]),
        "README.md": (_only(r"[Vv]ersion\s+(\d+\.\d+\.\d+)", texts["README.md"]), None),
    }


def _only(pattern: str, text: str) -> str:
    """The one value that all matches have; "(none)" or all values where it is not one."""
    found = sorted(set(re.findall(pattern, text, re.M)))
    return " and ".join(found) or "(none)"
