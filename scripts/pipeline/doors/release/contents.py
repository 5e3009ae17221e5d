"""What goes into a release: the package with its documents as a zip, and the wheel."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.base.problems import Problem, Refused
from pipeline.doors.published import Published

DOCUMENTS = (
    "README.md",
    "QUESTIONS.md",
    "CODEBOOK.md",
    "DATASHEET.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "CITATION.cff",
    "croissant.json",
    "LICENSE",
    "LICENSE-DATA",
)


def package_files(package: Published) -> dict[str, bytes]:
    """The files of the package's zip, path to bytes.

    They are the documents, the pictures of README, descriptor, tables and schemas.
    """
    schemas = sorted(
        path.relative_to(package.root).as_posix()
        for path in (package.root / "schemas").glob("*.schema.json")
    )
    paths = [
        *DOCUMENTS,
        *pictures(package.root),
        "datapackage.json",
        *(resource["path"] for resource in package.descriptor["resources"]),
        *schemas,
    ]
    return {path: (package.root / path).read_bytes() for path in paths}


def pictures(root: Path) -> list[str]:
    """Paths of the pictures that README shows. A release has to contain them."""
    return re.findall(r"^!\[[^]\n]*\]\(([^)\n]+)\)$", text_of(root / "README.md"), re.M)


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, empty if there is no such file."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def wheel(root: Path) -> dict[str, bytes]:
    """The wheel, file name to bytes, made by the build backend that pip would call.

    Its timestamps are fixed. Refused if the backend fails.
    """
    with TemporaryDirectory() as out:
        code = "import sys, hatchling.build; hatchling.build.build_wheel(sys.argv[1])"
        environment = {
            key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"
        }
        done = subprocess.run(
            [sys.executable, "-c", code, out],
            cwd=root,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise Refused(
                Problem(
                    "wheel-failed",
                    f"The wheel cannot be built: {last}",
                    "",
                    "files",
                    "pyproject.toml",
                )
            )
        return {path.name: path.read_bytes() for path in Path(out).glob("*.whl")}
