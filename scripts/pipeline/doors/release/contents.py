"""What goes into a release: the package with its documents as a zip, and the wheel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.base.problems import Problem, Refused
from pipeline.doors.published import Published
from pipeline.doors.release.git import git
from pipeline.schema.table_schema import schema_files

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

# what the build backend reads to make the wheel
_IN_WHEEL = (
    "pyproject.toml",
    "README.md",
    "LICENSE*",
    "datapackage.json",
    "scripts/running_muscle_claims",
    "data",
    "schemas",
)

# the build backend takes the path of its folder for a part of its patterns
_BUILD = """
import glob, os, sys, hatchling.build
here, real = os.getcwd(), glob.glob
def within(pattern, **more):
    if pattern.startswith(here):
        pattern = glob.escape(here) + pattern[len(here):]
    return real(pattern, **more)
glob.glob = within
hatchling.build.build_wheel(sys.argv[1])
"""


def package_files(package: Published) -> dict[str, bytes]:
    """The files of the package's zip, path to bytes.

    They are the documents, the pictures of README, descriptor, tables and schemas.
    """
    schemas = [path.relative_to(package.root).as_posix() for path in schema_files(package.root)]
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

    Its timestamps are fixed. It is made from a copy of the committed files, so that nothing else in
    the folder gets into it. Refused if the backend fails.
    """
    with TemporaryDirectory() as folder:
        copy, out = Path(folder) / "copy", Path(folder) / "out"
        for path in filter(None, git(root, "ls-files", "-z", "--", *_IN_WHEEL).split(b"\0")):
            name = os.fsdecode(path)
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, copy / name)
        (copy / ".gitignore").write_bytes(b"")  # else that of a folder above would count
        environment = {
            key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"
        }
        done = subprocess.run(
            [sys.executable, "-I", "-c", _BUILD, str(out)],
            cwd=copy,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
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
        return {path.name: path.read_bytes() for path in out.glob("*.whl")}
