"""The exit status and the last message of a command, whatever its `main` raises."""

import gc

import pytest

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
