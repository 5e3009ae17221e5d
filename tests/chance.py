"""Shared by the randomised tests: the number of cases, reusable packages to break, and the faults.

The ordinary run tries the same small number of cases each time. RANDOM_FAULTS=20 in the environment
tries twenty times as many, and different ones each time:

    RANDOM_FAULTS=20 python -m pytest \\
        tests/test_random_faults.py tests/test_random_curation.py tests/test_properties.py
"""

from __future__ import annotations

import csv
import faulthandler
import io
import os
import shutil
import signal
import sys
import unicodedata
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from pipeline import validate as validation
from pipeline.report.render import as_json, as_text

TIMES = int(os.environ.get("RANDOM_FAULTS", "0"))
LIMIT = 60  # seconds for one case: far more than any case needs, so only a hang exceeds it


def cases(number: int) -> settings:
    """The settings of a property that is tested on `number` cases in the ordinary run."""
    return settings(
        max_examples=number * max(1, TIMES),
        derandomize=not TIMES,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
        ],
    )


@contextmanager
def guard():
    """End a case that hangs.

    The case fails with an error that hypothesis reports. Code that no signal reaches ends with a
    traceback of the place.
    """
    if hasattr(signal, "SIGALRM"):

        def hangs(*_):
            raise TimeoutError("the case hangs")

        before = signal.signal(signal.SIGALRM, hangs)
        signal.alarm(LIMIT)
    faulthandler.dump_traceback_later(2 * LIMIT, exit=True, file=sys.__stderr__)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)


class Bench:
    """A package to break repeatedly: after each case its files are as before."""

    def __init__(self, root: Path):
        self.root, self.good = root, files(root)

    def __repr__(self) -> str:
        return f"Bench({self.root.name!r})"

    @contextmanager
    def case(self):
        """One case, with its guard; yields the root."""
        try:
            with guard():
                yield self.root
        finally:
            self.mend()

    def mend(self) -> None:
        """Put every file back."""
        now = files(self.root)
        for path in now.keys() - self.good.keys():
            remove(self.root / path)
        for path, raw in self.good.items():
            if now.get(path) != raw:
                remove(self.root / path)
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(raw)


def remove(path: Path) -> None:
    """Remove a file, a link or a folder, if it exists."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def files(root: Path) -> dict[str, bytes | str]:
    """Path to bytes of every file under `root`, or to a phrase for links and empty folders."""
    found: dict[str, bytes | str] = {}
    for folder, folders, names in os.walk(root):
        at = Path(folder)
        if not folders and not names:
            found[at.relative_to(root).as_posix()] = "empty folder"
        for name in (*names, *(name for name in folders if (at / name).is_symlink())):
            path = at / name
            if name != ".publish-lock":
                found[path.relative_to(root).as_posix()] = (
                    f"link to {os.readlink(path)}"
                    if path.is_symlink()
                    else path.read_bytes()
                    if path.is_file()
                    else "no file"
                )
    return found


def judged(root: Path, captures: Path | None = None, frictionless: bool = False):
    """Validate a package, assert what holds of every report, and return the report.

    Every report can be rendered and says where each problem is. Validation changes no file.
    """
    before = files(root)
    report = validation.validate(root, captures, frictionless)
    assert files(root) == before, "validate changed a file"
    assert report.exit_code in ((0, 1) if captures is None else (0, 1, 2))
    assert as_text(report) and as_json(report)
    for problem in report.problems:
        assert (
            problem.message and problem.rule != "internal" and "Please report" not in problem.mend
        ), problem.text()
        if problem.layer != "tables":
            assert problem.file, problem.text()
    return report


def rows_of(raw: bytes) -> list[list[str]]:
    """The rows of a CSV file, with its header."""
    return list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))


def csv_of(rows: list[list[str]]) -> bytes:
    """Rows as the build would write them."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


# faults: text

ODD = [
    "",
    " ",
    "x ",
    " x",
    "a  b",
    "NA",
    "null",
    "None",
    "-",
    "?",
    "=1+1",
    "+1",
    "@x",
    "-1",
    "0",
    "1",
    "1e3",
    "1.0",
    "01",
    "1.50",
    "NaN",
    "Infinity",
    "-0",
    "0.1",
    "true",
    "false",
    "True",
    "2024-02-30",
    "2024-02-29",
    "0000-00-00",
    "9999-12-31",
    "x" * 5000,
    "9" * 17,
    "9" * 400,
    "0." + "0" * 400 + "1",
    "TODO",
    "??",
    "\t",
    "a\nb",
    "a\x07b",
    "a\u2028b",
    "a\u00adb",
    "a\u202eb",
    "\ufeffa",
    "e\u0301",
    "é",
    "Ω",
    "ﬁ",
    "а",
    "٣",
    "a\u00a0b",
    "\U0001f3c3",
    "\ufffd",
    '"',
    '""',
    "a,b",
    "a;b",
    "; ",
    "'",
    "..",
    "../x",
    "/",
    "%",
    "{}",
    "{x}",
    "[",
    "(?:x*)*y",
    "(",
    "#REF!",
    "<b>x</b>",
    "a:b",
    ":",
    "a/b",
    "skos:exactMatch",
    "ANAT:0001",
    "ß",
    "ẞ",
    "İ",
    "ǆ",
    "x" * 200 + " y",
]
plain = st.text(alphabet="abcdefghij KLM 0123 äöé,.;:'()", min_size=1, max_size=30)
anything = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
texts = st.one_of(st.sampled_from(ODD), plain, anything)


def number_beside(text: str) -> list[str]:
    """Numbers near the number in `text`: off by one, with the other sign, ten times as large."""
    try:
        value = float(text)
    except ValueError:
        return []

    def plain_decimal(number: float) -> str:
        return f"{number:.12f}".rstrip("0").rstrip(".")

    return [
        plain_decimal(n)
        for n in (value + 1, value - 1, -value, value * 10, value / 10, value + 0.5)
        if abs(n) < 1e12
    ]


@st.composite
def cell_faults(draw, text: str, others: list[str]):
    """Another text for a cell: from another cell, similar to its own, or any text."""
    near = [
        text + text,
        text + "x",
        text[:-1],
        text[1:],
        text[::-1],
        text.upper(),
        text.lower(),
        text.title(),
        text.swapcase(),
        text + " ",
        unicodedata.normalize("NFD", text),
        text.replace("-", "\u2010"),
        text.replace("a", "а"),
        f"{text}; {text}",
        "=" + text,
        *number_beside(text),
    ]
    return draw(st.one_of(st.sampled_from(others), st.sampled_from(near), st.just(""), texts))


# faults: bytes


@st.composite
def byte_faults(draw, raw: bytes):
    """The bytes with something flipped, inserted, cut out, cut off or doubled."""
    at = draw(st.integers(0, max(0, len(raw) - 1)))
    size = draw(st.integers(1, 12))
    return draw(
        st.sampled_from(
            [
                lambda: (
                    raw[:at] + bytes([raw[at] ^ draw(st.integers(1, 255))]) + raw[at + 1 :]
                    if raw
                    else b"x"
                ),
                lambda: raw[:at] + draw(st.binary(min_size=1, max_size=8)) + raw[at:],
                lambda: (
                    raw[:at]
                    + draw(st.sampled_from(b" \n\t\r,;:\"'{}[]#&*!|>%@`-?\\0a")).to_bytes(1, "big")
                    + raw[at:]
                ),
                lambda: raw[:at] + raw[at + size :],
                lambda: raw[:at],
                lambda: raw[:at] + raw[at : at + size] + raw[at:],
            ]
        )
    )()


@st.composite
def line_faults(draw, raw: bytes):
    """The lines with one doubled, removed, moved or indented anew, or with a block cut out."""
    lines = raw.split(b"\n")
    i, j = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    low, high = sorted((i, j))
    fault = draw(
        st.sampled_from(
            ["double", "drop", "swap", "move", "indent", "outdent", "cut", "join", "word"]
        )
    )
    if fault == "double":
        lines.insert(i, lines[i])
    elif fault == "drop":
        del lines[i]
    elif fault == "swap":
        lines[i], lines[j] = lines[j], lines[i]
    elif fault == "move":
        lines.insert(j, lines.pop(i))
    elif fault == "indent":
        lines[i] = b" " * draw(st.integers(1, 4)) + lines[i]
    elif fault == "outdent":
        lines[i] = lines[i].removeprefix(b" " * draw(st.integers(1, 2)))
    elif fault == "cut":
        del lines[low : min(high, low + 12)]
    elif fault == "join":
        lines[i] = lines[i] + b" " + (lines.pop(i + 1).strip() if i + 1 < len(lines) else b"")
    else:
        words, others = (
            lines[i].split(b" "),
            [word for word in lines[j].split(b" ") if word] or [b""],
        )
        words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(others))
        lines[i] = b" ".join(words)
    return b"\n".join(lines)
