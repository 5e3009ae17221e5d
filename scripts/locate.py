"""Find the place of words in a captured article, and print the YAML for their passage.

    python scripts/locate.py mens-health "running increases your aerobic capacity"
    python scripts/locate.py mens-health "running increases ... capacity"
                                         from the first words to the last
    python scripts/locate.py mens-health "First >> running increases"
                                         the place after other words
    python scripts/locate.py mens-health "experts explain @2"
                                         the second place with these words
    python scripts/locate.py mens-health --gaps
                                         list the words that are in no passage yet
    python scripts/locate.py mens-health --fill
                                         in the article's file, turn every  words: "..."  into an
                                         address with its cue, sort the passages, and put glue in
                                         small gaps
    python scripts/locate.py mens-health --new
                                         begin the article's file

The sign … and points in brackets mean ... as well, and » means >>.
The captured texts come from the folder in --captures or in the environment variable CAPTURES, one
<article>.txt each. Exit status: 0 found (or no gaps), 1 not found, ambiguous or gaps left,
2 could not run.
"""

# ruff: noqa: PLC0415 - the pipeline is imported inside functions: --help stays quick

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command with these arguments (default: those of the process); its exit status."""
    options = _options(arguments)
    from pipeline.annotate import edit_article
    from pipeline.annotate.article_id import refuse_malformed, refuse_taken
    from pipeline.base.problems import CouldNotRun
    from pipeline.text.captures import read_captures

    if not options.captures:
        print(
            "Say where the captured texts are: --captures FOLDER, or CAPTURES in the environment.",
            file=sys.stderr,
        )
        return 2
    file = options.file or ROOT / "data/curation/articles" / f"{options.article}.yaml"
    try:
        refuse_malformed(options.article, ROOT)
        if options.new:
            refuse_taken(options.article, file, ROOT)
        texts, problems = read_captures(Path(options.captures), [options.article])
        if problems:
            raise CouldNotRun(problems)
        text = texts[options.article]
        if options.new:
            status = edit_article.begin(file, options.article, text)
        elif options.fill:
            status = edit_article.fill_in(file, text)
        elif options.gaps:
            status = edit_article.print_gaps(text, edit_article.passages_in(file))
        else:
            passages = edit_article.passages_in(file)
            status = edit_article.print_passages(text, options.words, passages)
    except CouldNotRun as refused:
        print(refused, file=sys.stderr)
        return 2
    return status


def _options(arguments: list[str] | None) -> argparse.Namespace:
    from pipeline.base.help_text import help_text

    parser = argparse.ArgumentParser(
        description=help_text(__doc__, __file__),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("article", help="id of the article")
    parser.add_argument("words", nargs="*", help="words of the article, in quotes")
    parser.add_argument(
        "--captures",
        type=Path,
        metavar="FOLDER",
        default=os.environ.get("CAPTURES"),
        help="folder with the captured texts",
    )
    parser.add_argument(
        "--file",
        type=Path,
        help="the article's file (default: data/curation/articles/<article>.yaml)",
    )
    for name, what in (
        ("--gaps", "list the words that are in no passage yet"),
        ("--fill", "turn words into addresses, in the file"),
        ("--new", "begin the file"),
    ):
        parser.add_argument(name, action="store_true", help=what)
    options = parser.parse_intermixed_args(arguments)
    if not (options.words or options.gaps or options.fill or options.new):
        parser.error("give words of the article, or --gaps, --fill or --new")
    return options


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out
    from pipeline.base.cli import run

    run(main)
