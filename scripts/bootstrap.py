"""Set up the virtual environment, pinned with hashes, and then run a step in it.

    python scripts/bootstrap.py                      set up .venv only
    python scripts/bootstrap.py rebuild validate     set up, then run these scripts
    python scripts/bootstrap.py rebuild --check      options and folders behind a step are its own
    python scripts/bootstrap.py pytest -x            set up .venv-full, then run the tests
    python scripts/bootstrap.py export               set up .venv-full, then write the exports (release and figures likewise)
    python scripts/bootstrap.py locate ...           set up .venv, then this script with all that follows (diff and explorer likewise)
    python scripts/bootstrap.py sssom bench          set up .venv, then export the mappings, then run the benchmark
    python scripts/bootstrap.py faults               set up .venv, then break the package in every way and say what finds it
    python scripts/bootstrap.py metadata             set up .venv-metadata, then validate the metadata
    python scripts/bootstrap.py sssom-check          set up .venv-sssom, then validate the mappings with sssom-py

Needs Python 3.11 or newer and nothing else; uses uv where it is on the path, else pip. A second run finds the
stamp of the first and is quick. CAPTURES in the environment is handed on to validate.
Exit status: that of the step that failed, else 0; 2 where the set-up cannot be made.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (3, 11)
SCRIPTS = ("rebuild", "validate", "locate", "export", "diff", "release", "explorer", "figures")
STEPS = {name: [str(ROOT / "scripts" / f"{name}.py")] for name in SCRIPTS} | {
    "pytest": ["-m", "pytest"],
    "bench": [str(ROOT / "tests/benchmarks/bench.py")],
    "bench-page": [str(ROOT / "tests/benchmarks/page.py")],
    "bench-scale": [str(ROOT / "tests/benchmarks/scale.py")],
    "faults": [str(ROOT / "tests/faults/table.py")],
    "sssom": [str(ROOT / "scripts/export.py"), "--only", "sssom"],
    "sssom-check": [str(ROOT / "scripts/check_sssom.py")],
    "metadata": [str(ROOT / "scripts/check_metadata.py")],
}
# steps whose libraries are too heavy for everybody's environment have one of their own, with a lock file of its own
APART = {
    "pytest": "full",
    "export": "full",
    "release": "full",
    "figures": "full",
    "bench-page": "full",
    "bench-scale": "full",
    "metadata": "metadata",
    "sssom-check": "sssom",
}


def main(arguments: list[str]) -> int:
    if sys.version_info < NEEDED:
        return _with_newer_python(arguments)
    if {"-h", "--help"} & set(arguments[:1]):
        print(__doc__)
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
    for step, options in steps:
        if step == "validate" and captures and "--captures" not in options:
            options = [*options, "--captures", captures]
        python = set_up(APART.get(step))
        status = subprocess.run(
            [str(python), *STEPS[step], *options],
            cwd=ROOT if step in ("pytest", "bench", "bench-page") else None,
        ).returncode
        if status:
            return status
    return 0


def _steps(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Steps with their options: from the first option or folder on, all belongs to the step before it; so does all
    behind a step that takes names.
    """
    for i, argument in enumerate(arguments):
        is_path = argument not in STEPS and (os.sep in argument or Path(argument).exists())
        if argument.startswith("-") or (
            i
            and (
                is_path
                or arguments[i - 1]
                in ("locate", "pytest", "diff", "release", "export", "explorer", "figures")
            )
        ):
            return [(step, []) for step in arguments[: max(i - 1, 0)]] + [
                (arguments[i - 1] if i else argument, arguments[i:])
            ]
    return [(step, []) for step in arguments]


def _with_newer_python(arguments: list[str]) -> int:
    for minor in range(20, NEEDED[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        works = (
            found and subprocess.run([found, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0
        )
        if works:
            return subprocess.run([found, __file__, *arguments]).returncode
    print(
        f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}, and no newer one is on the path.",
        file=sys.stderr,
    )
    return 2


def set_up(apart: str | None = None) -> Path:
    """The Python of .venv (or of the environment `apart`), made to hold exactly what its lock file says, unless its stamp says that it does."""
    name, lock = (
        (f".venv-{apart}", ROOT / f"requirements-{apart}.lock")
        if apart
        else (".venv", ROOT / "requirements.lock")
    )
    venv = ROOT / name
    python, stamp = (
        venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python"),
        venv / ".stamp",
    )
    if not lock.is_file():
        print(f"{lock.name} is missing. Restore it.", file=sys.stderr)
        raise SystemExit(2)
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    uv = shutil.which("uv")
    print(f"Setting up {name} with {'uv' if uv else 'pip'} ...", file=sys.stderr, flush=True)
    try:
        if uv:
            subprocess.run(
                [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(venv)],
                check=True,
            )
            subprocess.run(
                [
                    uv,
                    "pip",
                    "sync",
                    "--quiet",
                    "--require-hashes",
                    "--python",
                    str(python),
                    str(lock),
                ],
                check=True,
            )
        else:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
            subprocess.run(
                [
                    str(python),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--require-hashes",
                    "-r",
                    str(lock),
                ],
                check=True,
            )
    except subprocess.CalledProcessError as error:
        print(
            "The set-up failed; the message above says why. On Debian and Ubuntu, `python3 -m venv` needs the package python3-venv.",
            file=sys.stderr,
        )
        raise SystemExit(2) from error
    stamp.write_text(wanted)
    return python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
