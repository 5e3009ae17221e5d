"""The exit status and the last message of a command, whatever its `main` raises."""

import gc
import os
import subprocess
import sys

import pytest

from conftest import ROOT
from pipeline.base.cli import run, status_of
from pipeline.base.problems import CouldNotRun, Problem, Refused

LATER = Problem("some-rule", "The second line is wrong.", "Change it.", file="a.yaml", line=2)
EARLIER = Problem("some-rule", "The first line is wrong.", file="a.yaml", line=1)


@pytest.fixture(autouse=True)
def _collect_garbage_again():
    yield
    gc.enable()


def ended(capsys, main) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of a command."""
    with pytest.raises(SystemExit) as end:
        run(main)
    said = capsys.readouterr()
    return end.value.code, said.out, said.err


def raising(error):
    def main() -> int:
        raise error

    return main


@pytest.mark.parametrize(
    "refused, status",
    [(Refused(EARLIER), 1), (Refused([EARLIER, LATER]), 1), (CouldNotRun(EARLIER), 2)],
)
def test_the_type_of_what_was_refused_gives_the_exit_status(capsys, refused, status):
    assert status_of(refused) == status
    assert ended(capsys, raising(refused))[0] == status


def test_problems_that_reach_run_are_printed_in_order_and_once(capsys):
    status, out, err = ended(capsys, raising(Refused([LATER, EARLIER, LATER])))
    assert (status, out) == (1, "")
    assert err == f"{EARLIER.text()}\n{LATER.text()}\n"


@pytest.mark.parametrize("status", [0, 1, 2])
def test_the_status_of_main_is_kept(capsys, status):
    assert ended(capsys, lambda: status) == (status, "", "")


@pytest.mark.parametrize(
    "error, status, said",
    [
        (
            FileNotFoundError(2, "No such file or directory", "/some/where/a.csv"),
            2,
            "Could not run: No such file or directory: a.csv.\n",
        ),
        (OSError("the disk is gone"), 2, "Could not run: the disk is gone.\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_what_stops_a_command_ends_it_without_a_traceback(capsys, error, status, said):
    assert ended(capsys, raising(error)) == (status, "", said)


def test_a_missing_library_is_named_with_the_command_that_installs_it(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["scripts/export.py", "--output", "x"])
    status, out, said = ended(capsys, raising(ModuleNotFoundError("", name="pyarrow")))
    assert (status, out) == (2, "")
    assert "'pyarrow' is not installed" in said
    assert "python3 scripts/bootstrap.py export --output x" in said


def test_a_fault_of_our_own_is_not_hidden(capsys):
    with pytest.raises(ZeroDivisionError):
        run(raising(ZeroDivisionError()))


PRINTS = """
import sys
sys.path.insert(0, sys.argv[1])
from pipeline.base.cli import run
def main():
    print("the answer " * 2000)
    print("what is wrong", file=sys.stderr)
    open("file.txt", "w").write("whole")
    return 1
run(main)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of Unix")
@pytest.mark.parametrize(
    "streams, status, said",
    [
        (">&-", 1, "what is wrong\n"),
        ("2>&-", 1, ""),
        ("<&-", 1, "what is wrong\n"),
        (">&- 2>&- <&-", 1, ""),
        (
            ">/dev/full",
            2,
            "what is wrong\nThe output cannot be written: No space left on device.\n",
        ),
        ("2>/dev/full", 1, ""),
        (">/dev/full 2>/dev/full", 2, ""),
        ("| head -c 0", 141, "what is wrong\n"),
        ("2>&1 | head -c 0", 141, ""),
    ],
)
def test_a_stream_that_cannot_be_written_changes_no_answer(tmp_path, streams, status, said):
    if "/dev/full" in streams and not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full")
    line = f'"$0" -c "$1" "$2" {streams}; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", line, sys.executable, PRINTS, str(ROOT / "scripts")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    if status != 141:
        assert done.stderr == said
        assert (tmp_path / "file.txt").read_text() == "whole"
    assert done.returncode == status and "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_help_that_cannot_be_written_is_told(tmp_path):
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "scripts/validate.py"), "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "The output cannot be written: No space left on device.\n",
    )


COMMANDS = ("rebuild", "validate", "locate", "export", "diff", "release", "explorer", "figures")


@pytest.mark.parametrize("command", [*COMMANDS, "bootstrap"])
def test_help_is_the_same_without_docstrings(command):
    path = str(ROOT / f"scripts/{command}.py")
    plain, bare = (
        subprocess.run(
            [sys.executable, *options, path, "--help"], capture_output=True, text=True
        ).stdout
        for options in ((), ("-OO",))
    )
    assert plain == bare and "Exit status: 0" in plain


SURROUNDINGS = {
    "no docstrings": (["-OO"], {}),
    "PYTHONOPTIMIZE": ([], {"PYTHONOPTIMIZE": "2"}),
    "isolated": (["-I"], {}),
    "safe path": ([], {"PYTHONSAFEPATH": "1"}),
    "warnings are errors": (["-W", "error"], {}),
    "no UTF-8": (["-X", "utf8=0"], {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}),
    "bytes are no text": (["-bb"], {}),
}


@pytest.mark.slow
@pytest.mark.parametrize("which", SURROUNDINGS)
def test_the_answer_is_the_same_whatever_python_is_told(mini, which):
    options, environment = SURROUNDINGS[which]
    for script, given in (("validate", []), ("rebuild", ["--check"]), ("explorer", [])):
        plain, odd = (
            subprocess.run(
                [sys.executable, *more, str(ROOT / f"scripts/{script}.py"), *given, str(mini)],
                capture_output=True,
                env=os.environ | extra,
            )
            for more, extra in (([], {}), (options, environment))
        )
        assert (odd.returncode, odd.stdout, odd.stderr) == (0, plain.stdout, plain.stderr)


def test_without_site_packages_the_missing_library_is_named(mini):
    done = subprocess.run(
        [sys.executable, "-S", str(ROOT / "scripts/validate.py"), str(mini)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and "is not installed here. Run: python3" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_library_that_is_not_the_one_wanted_is_told(capsys):
    status, _, err = ended(capsys, raising(ImportError("cannot import name 'x' from 'yaml'")))
    assert status == 2 and "cannot be imported: cannot import name 'x' from 'yaml'" in err
