"""Write the published package in other forms: SQLite, Parquet, CSL-JSON and BibTeX, JSON Lines, SSSOM.

    python scripts/export.py                        all of them, into build/export/, which git ignores
    python scripts/export.py --only sqlite sssom    some of them; the others that are there stay
    python scripts/export.py FOLDER --output OUT    another copy of the package, to another folder

The package is validated first, and nothing is written unless it is valid and up to date; written is all at once or
nothing. The same package gives the same bytes. `make export` runs it in an environment that has the libraries.
Exit status: 0 written, 1 the package is not valid or not up to date, 2 could not run.
"""


def main(arguments=None) -> int:
    from pipeline.base.progress import stage
    from pipeline.doors.exports.all_exports import EXPORTS
    from pipeline.doors.write import parser, write

    known = parser(__doc__, "export")
    known.add_argument(
        "--only", nargs="+", choices=EXPORTS, metavar="NAME", help=f"some of {', '.join(EXPORTS)}"
    )
    options = known.parse_args(arguments)

    def make(_: object, package) -> dict[str, bytes]:
        files = {}
        for name in options.only or EXPORTS:
            stage(f"export to {name}")
            files |= EXPORTS[name](package)
        return files

    return write(options.root, options.output, "export", make)


if __name__ == "__main__":
    from pipeline.base.cli import run

    run(main)
