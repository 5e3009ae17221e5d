"""Build the release of this version into build/release/: the package as a zip, a wheel, the exports, the explorer, and SHA256SUMS.

    python scripts/release.py                     compared with the version before: the newest tag, else commit, that has another
    python scripts/release.py --previous PLACE    compared with another: a folder, a zip, or a commit
    python scripts/release.py --first             there is no version before

Nothing is written if anything is stale: generated files, the counts that README opens with, version numbers, changes
that are not committed, a CHANGELOG that does not name tables, fields or articles that are new or gone, a version number
that is too small for what changed or tagged already at another commit, an id that went without an entry in
data/curation/retired.yaml. (What README and QUESTIONS say besides, the tests hold to the data: run them before.) The
archive is unpacked and validated before it is written. The same commit gives the same bytes.
Exit status: 0 written, 1 refused, 2 could not run.
"""

import re
import sys


def main(arguments=None) -> int:
    from pipeline.doors.write import held, parser, tell

    known = parser(__doc__, "release", "checkout to release")
    known.add_argument(
        "--previous", metavar="PLACE", help="folder, zip or commit of the version before"
    )
    known.add_argument("--first", action="store_true", help="there is no version before")
    options = known.parse_args(arguments)

    from pipeline.base.atomic_write import mend, publish
    from pipeline.base.cli import inside
    from pipeline.base.problems import Refused
    from pipeline.base.progress import shown
    from pipeline.build import is_checkout
    from pipeline.doors.release.release import make_release

    root, output = (
        options.root.resolve(),
        options.output or options.root.resolve() / "build/release",
    )
    if not is_checkout(root):
        print(
            f"There is no data/curation/ in {root.name}: a release is made from a checkout.",
            file=sys.stderr,
        )
        return 2
    if refused := inside(output, root):
        print(refused, file=sys.stderr)
        return 2
    try:
        mend(output)
        with shown():
            files = held(root, lambda: make_release(root, options.previous, options.first))
        output.mkdir(parents=True, exist_ok=True)
        # of what is there only files of an earlier release go, and nothing that is not ours
        ours = re.compile(
            r"running[-_]muscle[-_]claims-[0-9]+[.][0-9]+[.][0-9]+(-exports[.]zip|-explorer[.]html|[.]zip|-py3-none-any[.]whl)"
        )
        publish(
            output,
            files,
            lambda: sorted(
                path.name
                for path in output.iterdir()
                if path.is_file() and path.name not in files and ours.fullmatch(path.name)
            ),
        )
    except Refused as refused:
        return tell(refused)
    for path, raw in files.items():
        print(f"{len(raw):>12,}  {output / path}")
    print(
        f"Tag the commit, so that the version stays what it is: git tag v{next(iter(files)).removesuffix('.zip').rpartition('-')[2]}"
    )
    return 0


if __name__ == "__main__":
    from pipeline.base.cli import run

    run(main)
