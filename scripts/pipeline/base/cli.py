"""Run a command as people expect: a missing library, a closed pipe or Ctrl-C ends it without a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.base.problems import CouldNotRun, Refused, ordered


def inside(output: Path, root: Path) -> str | None:
    """Why nothing is written to a folder: it is the package itself, or in it and not in build/. None where it may be."""
    output, root = output.resolve(), root.resolve()
    if output == root or (
        root in output.parents and root / "build" not in (output, *output.parents)
    ):
        return f"{output.name} is in the package itself: only build/ takes what is made from it. Name a folder elsewhere."
    return None


def tell(refused: Refused) -> None:
    """Print the problems that a step was refused for on stderr, by their places."""
    for problem in ordered(refused.problems):
        print(problem.text(), file=sys.stderr)


def status_of(refused: Refused) -> int:
    """The exit status that follows from what was raised: 1 invalid, 2 could not run."""
    return 2 if isinstance(refused, CouldNotRun) else 1


def run(main: Callable[[], int]) -> None:
    """Call `main` and exit with its status; 2 where a library is missing or a
    file or folder cannot be used, 130 after Ctrl-C, 141 where the reader
    of the output has gone.
    """
    gc.disable()  # what a command makes lives until it ends; to look for garbage takes a fifth of its time
    for stream in (
        sys.stdout,
        sys.stderr,
    ):  # a terminal that lacks a letter shows its number instead
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # else the interpreter complains on its way out
        status = 141
    except OSError as error:
        print(
            f"Could not run: {error.strerror or error}{': ' + os.path.basename(str(error.filename)) if error.filename else ''}.",
            file=sys.stderr,
        )
        status = 2
    except KeyboardInterrupt:
        status = 130
    except ModuleNotFoundError as error:
        step = " ".join([os.path.basename(sys.argv[0]).removesuffix(".py"), *sys.argv[1:]])
        print(
            f"The library {error.name!r} is not installed here. Run: python3 scripts/bootstrap.py {step}",
            file=sys.stderr,
        )
        status = 2
    sys.exit(status)
