"""Standard streams on which a command can rely, whatever the shell gave it."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_broken: list[OSError] = []  # why what was printed on stdout could not be written


def prepare() -> None:
    """Make all three streams usable: a closed one leads nowhere, and stderr raises no error.

    Without this, the first file that a command opens would get the number of a closed stream, and
    what somebody else prints would go into that file.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - for the process
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal that lacks a letter shows its number instead
            stream.reconfigure(errors="backslashreplace")
    if os.name != "nt":  # there a console has streams of its own kind
        if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout is sys.__stdout__:
            sys.stdout = _over(_Out(sys.stdout.fileno(), "w", closefd=False), sys.stdout)
        if isinstance(sys.stderr, io.TextIOWrapper) and sys.stderr is sys.__stderr__:
            sys.stderr = _over(_Error(sys.stderr.fileno(), "w", closefd=False), sys.stderr)


class _Out(io.FileIO):
    """Stdout. It remembers why it could not be written, and then leads nowhere."""

    def write(self, raw: ReadableBuffer, /) -> int:
        try:
            return super().write(raw)
        except BrokenPipeError:
            _lead_nowhere(self.fileno())
            raise
        except OSError as error:
            _broken.append(error)
            _lead_nowhere(self.fileno())
            return memoryview(raw).nbytes


class _Error(io.FileIO):
    """Stderr. It drops what cannot be written: the exit status alone then says what happened."""

    def write(self, raw: ReadableBuffer, /) -> int:
        try:
            return super().write(raw)
        except OSError:
            return memoryview(raw).nbytes


def _over(raw: io.FileIO, stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """A stream over another file that is otherwise like `stream`."""
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _lead_nowhere(number: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def output_lost() -> str | None:
    """Why what was printed on stdout could not be written; None where it could."""
    sys.stdout.flush()
    return f"{_broken[0].strerror or _broken[0]}" if _broken else None
