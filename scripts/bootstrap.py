"""Set up a virtual environment, pinned with hashes, and run a step in it.

    python scripts/bootstrap.py                      set up .venv and stop
    python scripts/bootstrap.py rebuild validate     set up .venv, then run these scripts
    python scripts/bootstrap.py rebuild --check      an option belongs to the step before it
    python scripts/bootstrap.py pytest               the tests of `make test`, in .venv-test
    python scripts/bootstrap.py pytest tests/test_rules.py -k muscle
                                                     these tests only
    python scripts/bootstrap.py pytest-all           the tests of `make test-all`, in .venv-full
    python scripts/bootstrap.py pytest-doors         the tests of `make test-doors`, in .venv-doors
    python scripts/bootstrap.py export               the exports (release, figures), in .venv-full
    python scripts/bootstrap.py locate ...           this script (diff, explorer), in .venv
    python scripts/bootstrap.py sssom bench          export the mappings, then run the benchmark
    python scripts/bootstrap.py faults               write tests/faults/README.md anew, in .venv
    python scripts/bootstrap.py format lint types layers
                                                     check the code, in .venv-code
    python scripts/bootstrap.py metadata             check the metadata, in .venv-metadata
    python scripts/bootstrap.py sssom-check          run sssom-py, in .venv-sssom

Needs Python 3.11 or newer and nothing else. Installs with uv if uv is on the path, else with pip.
Each environment is set up once for each version of its lock file, and again if it is broken. Your
settings of pip or uv decide where libraries come from, but not where they go. Variables such as
PYTHONPATH have no effect on a step. `validate` uses the folder that CAPTURES names.
Exit status: 0 if every step succeeds, else the status of the step that failed. 2 if the set-up
fails.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # -I and PYTHONSAFEPATH leave it out

from environments import set_up, without_redirections

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (3, 11)
SCRIPTS = ("rebuild", "validate", "locate", "export", "diff", "release", "explorer", "figures")
STEPS = {name: [str(ROOT / "scripts" / f"{name}.py")] for name in SCRIPTS} | {
    "pytest": ["-m", "pytest"],
    "pytest-all": ["-m", "pytest"],
    "pytest-doors": ["-m", "pytest"],
    "format": ["-m", "ruff", "format", "--check"],
    "lint": ["-m", "ruff", "check"],
    "types": ["-m", "mypy"],
    "layers": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
    "bench": [str(ROOT / "tests/benchmarks/bench.py")],
    "bench-page": [str(ROOT / "tests/benchmarks/page.py")],
    "bench-scale": [str(ROOT / "tests/benchmarks/scale.py")],
    "faults": [str(ROOT / "tests/faults/table.py")],
    "sssom": [str(ROOT / "scripts/export.py"), "--only", "sssom"],
    "sssom-check": [str(ROOT / "scripts/check_sssom.py")],
    "metadata": [str(ROOT / "scripts/check_metadata.py")],
}
# which tests a step runs, unless the command line names tests or options that decide otherwise
SIDE_BY_SIDE = ["-n", "auto", "--dist", "worksteal"]
DEFAULTS = {
    "pytest": [*SIDE_BY_SIDE, "-m", "not slow and not browser and not doors"],
    "pytest-all": [*SIDE_BY_SIDE, "-m", "not doors"],
    "pytest-doors": [*SIDE_BY_SIDE, "-m", "doors"],
}
# steps whose libraries are too heavy for .venv have an environment and a lock file of their own
APART = {
    "pytest": "test",
    "pytest-all": "full",
    "pytest-doors": "doors",
    "format": "code",
    "lint": "code",
    "types": "code",
    "layers": "code",
    "export": "full",
    "release": "full",
    "figures": "full",
    "bench-page": "full",
    "bench-scale": "doors",
    "metadata": "metadata",
    "sssom-check": "sssom",
}
# steps that run in the project's folder; the others run where the command was given
AT_ROOT = {"pytest", "pytest-all", "pytest-doors", "format", "lint", "types", "layers"} | {
    "bench",
    "bench-page",
}
# a name after one of these steps belongs to that step
TAKES_NAMES = {"locate", "pytest", "pytest-all", "pytest-doors", "diff", "release", "export"} | {
    "explorer",
    "figures",
}


def main(arguments: list[str]) -> int:
    """The exit status. The end of the help text says what it means."""
    if sys.version_info < NEEDED:
        return _with_newer_python(arguments)
    if {"-h", "--help"} & set(arguments[:1]):
        print(__doc__ or _docstring())
        return 0
    steps = _steps(arguments)
    unknown = [step for step, _ in steps if step not in STEPS]
    if unknown:
        print(f"There is no step {unknown[0]!r}. Steps: {', '.join(STEPS)}.", file=sys.stderr)
        return 2
    captures = os.environ.get("CAPTURES")
    if captures:  # relative to where the command was given, wherever the step runs
        captures = os.environ["CAPTURES"] = str(Path(captures).absolute())
    if not steps:
        set_up()
    for step, given in steps:
        options = given if any(map(_is_test, given)) else [*DEFAULTS.get(step, []), *given]
        if step == "validate" and captures and "--captures" not in options:
            options = [*options, "--captures", captures]
        status = _run(step, options)
        if status:
            return status
    return 0


def _docstring() -> str:
    """The help, which PYTHONOPTIMIZE=2 leaves out of the running code."""
    return ast.get_docstring(ast.parse(Path(__file__).read_bytes()), clean=False) or ""


def _is_test(option: str) -> bool:
    """Whether an option names a file, folder or test."""
    return not option.startswith("-") and ("::" in option or Path(option).exists())


def _run(step: str, options: list[str]) -> int:
    """The exit status of a step, run in its environment."""
    python = set_up(APART.get(step))
    # without what would put other libraries, or other code, before those of the environment
    environment = without_redirections(os.environ)
    if step == "layers":  # import-linter imports the packages that it judges
        environment["PYTHONPATH"] = str(ROOT / "scripts")
    folder = ROOT if step in AT_ROOT else None
    return subprocess.run(
        [str(python), *STEPS[step], *options], cwd=folder, env=environment, check=False
    ).returncode


def _steps(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Steps with their options.

    Everything from the first option or folder on belongs to the step before it; so does everything
    after a step that takes names.
    """
    for i, argument in enumerate(arguments):
        is_path = argument not in STEPS and (os.sep in argument or Path(argument).exists())
        if argument.startswith("-") or (i and (is_path or arguments[i - 1] in TAKES_NAMES)):
            before: list[tuple[str, list[str]]] = [
                (step, []) for step in arguments[: max(i - 1, 0)]
            ]
            return [*before, (arguments[i - 1] if i else argument, arguments[i:])]
    return [(step, []) for step in arguments]


def _with_newer_python(arguments: list[str]) -> int:
    for minor in range(20, NEEDED[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found is None:
            continue
        tried = subprocess.run([found, "-c", ""], stderr=subprocess.DEVNULL, check=False)
        if tried.returncode == 0:
            return subprocess.run([found, __file__, *arguments], check=False).returncode
    have = sys.version.split()[0]
    print(
        f"Python 3.11 or newer is needed. This is {have}, and no newer one is on the path.",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
