"""Whether an id may be that of an article, and of a new one, before anything is read or written."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.base.names import CURATION
from pipeline.base.package_files import PackageFiles
from pipeline.base.problems import CouldNotRun, Problem, Refused
from pipeline.curation.strict_yaml import parse_yaml
from pipeline.schema.json_files import read_schema

_LONGEST = 60  # characters of an id that a message shows


def refuse_malformed(article: str, root: Path) -> None:
    """Raise CouldNotRun if `article` has not the form of an id: it names files, such as <id>.txt.

    The form is that of the schema in the checkout at `root`.
    """
    schema = read_schema(PackageFiles(root), "schemas/articles.schema.json")
    if not re.fullmatch(schema["properties"]["article_id"]["pattern"], article):
        raise _refused(
            article,
            "is no id of an article",
            "Write it in small letters and digits, with single hyphens: harbour-post.",
        )


def refuse_taken(article: str, file: Path, root: Path) -> None:
    """Raise CouldNotRun if a new article in `file` would have an id that is, or was, another's.

    `root` is the checkout that `file` belongs to if it does not lie in the curation of another.
    """
    within = file.absolute().parent.parent
    curation = within if (within / "package.yaml").is_file() else root / CURATION
    if (curation / "articles" / f"{article}.yaml").exists():
        raise _refused(article, "is the id of an article that exists already", "Choose another id.")
    retired = curation / "retired.yaml"
    if not retired.is_file():
        return
    try:
        entries = parse_yaml(retired.read_bytes(), retired.name)["retired"]
        ids = {entry["id"] for entry in entries if entry["table"] == "articles"}
    except Refused as refused:
        raise CouldNotRun(refused.problems) from None
    except (KeyError, TypeError):
        return  # `rebuild` reports the shape of the file
    if article in ids:
        raise _refused(article, "is a retired id, which is never used again", "Choose another id.")


def _refused(article: str, message: str, mend: str) -> CouldNotRun:
    shown = article if len(article) <= _LONGEST else article[:_LONGEST] + "..."
    return CouldNotRun(Problem("article-id", f"{shown!r} {message}.", mend, "curation"))
