"""Run a command: its exit status, and no traceback for what is not a fault of ours."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from pipeline.base.problems import CouldNotRun, Refused, ordered
from pipeline.base.streams import output_lost, prepare

_REFUSED = 1  # exit status: the package has problems
_COULD_NOT_RUN = 2  # exit status: nothing can be said of the package
_INTERRUPTED = 128 + 2  # exit status of shells after SIGINT
_PIPE_CLOSED = 128 + 13  # exit status of shells after SIGPIPE


def inside(output: Path, root: Path) -> str | None:
    """Why a command may not write into the folder `output`; None where it may.

    In the package itself (`root`) it may write into build/ only.
    """
    output, root = output.resolve(), root.resolve()
    if output == root or (
        root in output.parents and root / "build" not in (output, *output.parents)
    ):
        return (
            f"{output.name} is in the package itself, where only build/ takes generated files. "
            "Name another folder."
        )
    return None


def status_of(refused: Refused) -> int:
    """The exit status of a command that raised `refused`: 2 for CouldNotRun, else 1."""
    return _COULD_NOT_RUN if isinstance(refused, CouldNotRun) else _REFUSED


def tell(refused: Refused) -> None:
    """Print the problems of what was raised on stderr, by their places."""
    for problem in ordered(refused.problems):
        print(problem.text(), file=sys.stderr)


def run(main: Callable[[], int]) -> None:
    """Call `main` and exit with its status, or with the status of what it raised.

    1 and 2 for Refused (see `status_of`), whose problems are printed on stderr; 2 where a library
    is missing or a file, a folder or stdout cannot be used; 130 after Ctrl-C; 141 where the reader
    of the output has gone.
    """
    gc.disable()  # what a command makes lives until its end; gc takes a fifth of its time
    prepare()
    if sys.warnoptions:  # warnings of libraries do not end a command, whatever -W says
        warnings.simplefilter("ignore")
    status = _status(main)
    try:
        if lost := output_lost():
            print(f"The output cannot be written: {lost}.", file=sys.stderr)
            status = _COULD_NOT_RUN
    except BrokenPipeError:
        status = _PIPE_CLOSED
    sys.exit(status)


def _status(main: Callable[[], int]) -> str | int | None:
    """The status of `main`, or of what it raised, which is printed on stderr."""
    status: str | int | None = _COULD_NOT_RUN
    try:
        status = main()
    except SystemExit as end:  # of argparse, which has printed why
        status = end.code
    except Refused as refused:
        tell(refused)
        status = status_of(refused)
    except BrokenPipeError:
        status = _PIPE_CLOSED
    except OSError as error:
        where = f": {os.path.basename(str(error.filename))}" if error.filename else ""
        print(f"Could not run: {error.strerror or error}{where}.", file=sys.stderr)
    except KeyboardInterrupt:
        status = _INTERRUPTED
    except ImportError as error:
        print(_not_imported(error), file=sys.stderr)
    return status


def _not_imported(error: ImportError) -> str:
    """What to do where a library cannot be imported."""
    step = " ".join([os.path.basename(sys.argv[0]).removesuffix(".py"), *sys.argv[1:]])
    said = (
        f"The library {error.name!r} is not installed here."
        if isinstance(error, ModuleNotFoundError)
        else f"A library cannot be imported: {error}."
    )
    return f"{said} Run: python3 scripts/bootstrap.py {step}"
