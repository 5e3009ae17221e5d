"""Show on a terminal what a command is doing, once it has taken a few seconds."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_AFTER, _EVERY = 2.0, 0.5  # seconds: before the first line, and between two
_WIDTH = 60  # characters of a stage that are shown
_CLEAR = "\x1b[K"  # clears the rest of the line on a terminal


class _Current:
    """The stage that the command is in."""

    stage = ""


def stage(what: str) -> None:
    """Set what is being done now; people see it if the command takes long."""
    _Current.stage = what


@contextmanager
def shown(to: TextIO | None = None) -> Iterator[None]:
    """Show the stages on `to` (default: stderr) while the block runs.

    They share one line, which is cleared at the end. Nothing is shown if `to` is not a terminal,
    or if the block ends within two seconds.
    """
    out = sys.stderr if to is None else to
    if not out.isatty():
        yield
        return
    ended, started = threading.Event(), time.monotonic()

    def show() -> None:
        wait = _AFTER
        while not ended.wait(wait):
            wait = _EVERY
            seconds = time.monotonic() - started
            out.write(f"\r{_Current.stage[:_WIDTH]} ... {seconds:.0f} s{_CLEAR}")
            out.flush()

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        if time.monotonic() - started >= _AFTER:
            out.write(f"\r{_CLEAR}")
            out.flush()
