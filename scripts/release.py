"""Build the release of this version into build/release/.

It is made of the package as a zip, a wheel, the exports, the explorer, and SHA256SUMS.

    python scripts/release.py                     compared with the version before: the newest tag
                                                  that has another version, else such a commit
    python scripts/release.py --previous PLACE    compared with a folder, a zip, or a commit
    python scripts/release.py --first             there is no version before

Nothing is written if anything is out of date:
- generated files, the counts at the start of README, version numbers;
- changes that are not committed;
- a CHANGELOG that does not name tables, fields or articles that are new or gone;
- a version number that is too small for the changes, or is tagged at another commit;
- an id that is gone without an entry in data/curation/retired.yaml.
Nor is anything written if git cannot be asked (exit status 2): in a folder that is no checkout of
the user's own, in a shallow clone, or in one without its tags.
The tests compare the rest of README and QUESTIONS with the data: run them before. The archive is
unpacked and validated before it is written. The same commit gives the same bytes. Files of an
earlier release in the folder are removed if this command wrote them; other files stay.
Exit status: 0 written, 1 refused, 2 could not run.
"""

# ruff: noqa: PLC0415 - the pipeline is imported inside functions: --help stays quick

from __future__ import annotations

import re
import sys
from pathlib import Path

# Only files of an earlier release are removed from the folder, and nothing of other people. In
# another folder than build/ this command must have written them itself.
_OURS = re.compile(
    r"running[-_]muscle[-_]claims-[0-9]+[.][0-9]+[.][0-9]+"
    r"(-exports[.]zip|-explorer[.]html|[.]zip|-py3-none-any[.]whl)"
)


def main(arguments: list[str] | None = None) -> int:
    from pipeline.base.help_text import help_text
    from pipeline.doors.options import parser

    known = parser(help_text(__doc__, __file__), "release", "checkout to release")
    known.add_argument(
        "--previous", metavar="PLACE", help="folder, zip or commit of the version before"
    )
    known.add_argument("--first", action="store_true", help="there is no version before")
    options = known.parse_args(arguments)

    from pipeline.base.atomic_write import mend
    from pipeline.base.cli import inside
    from pipeline.base.problems import Refused
    from pipeline.base.progress import shown
    from pipeline.build import is_checkout
    from pipeline.doors.outputs import put
    from pipeline.doors.release.release import make_release
    from pipeline.doors.write import held, tell

    root = options.root.resolve()
    output = options.output or root / "build/release"
    if not is_checkout(root):
        print(
            f"There is no data/curation/ in {root.name}: a release is made from a checkout.",
            file=sys.stderr,
        )
        return 2
    if refusal := inside(output, root):
        print(refusal, file=sys.stderr)
        return 2
    try:
        mend(output)
        with shown():
            files = held(root, lambda: make_release(root, options.previous, options.first))
        done = put(root, output, files, lambda name: bool(_OURS.fullmatch(name)))
    except Refused as refused:
        return tell(refused)
    for path, raw in files.items():
        print(f"{len(raw):>12,}  {output / path}")
    for path in done.removed:
        print(f"{path}, of an earlier release, was removed.")
    version = next(iter(files)).removesuffix(".zip").rpartition("-")[2]
    print(f"Tag the commit, so that the version stays what it is: git tag v{version}")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
