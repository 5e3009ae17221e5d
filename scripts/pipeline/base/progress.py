"""What a command is doing, on a terminal and only there, once it has taken a few seconds."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from typing import TextIO

_AFTER, _EVERY = 2.0, 0.5  # seconds
_stage = ""


def stage(what: str) -> None:
    """Say what is being done now; whoever runs the command sees it if it takes long."""
    global _stage
    _stage = what


@contextmanager
def shown(to: TextIO | None = None):
    """Show the stages on `to` (default: stderr) while the block runs, in one line that is gone at its end. Shows nothing
    where `to` is no terminal, or where the block ends at once.
    """
    out = sys.stderr if to is None else to
    if not out.isatty():
        yield
        return
    ended, started = threading.Event(), time.monotonic()

    def tell() -> None:
        wait = _AFTER
        while not ended.wait(wait):
            wait = _EVERY
            out.write(f"\r{_stage[:60]} ... {time.monotonic() - started:.0f} s\x1b[K")
            out.flush()

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()
        if time.monotonic() - started >= _AFTER:
            out.write("\r\x1b[K")
            out.flush()
