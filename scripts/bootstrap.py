"""Set up the virtual environment, pinned with hashes, and then run a step in it.

    python scripts/bootstrap.py                      set up .venv only
    python scripts/bootstrap.py rebuild validate     set up, then run these scripts
    python scripts/bootstrap.py pytest -x            set up, then run the tests (what follows goes to pytest)

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
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".stamp"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEEDED = (3, 11)


def main(arguments: list[str]) -> int:
    if sys.version_info < NEEDED:
        return _with_newer_python(arguments)
    if {"-h", "--help"} & set(arguments[:1]):
        print(__doc__)
        return 0
    unknown = [step for step in arguments[:1] if step != "pytest" and not (ROOT / "scripts" / f"{step}.py").is_file()]
    if unknown:
        print(f"There is no step {unknown[0]!r}; --help lists them.", file=sys.stderr)
        return 2
    set_up()
    if arguments[:1] == ["pytest"]:
        return _run(["-m", "pytest", *arguments[1:]])
    for step in arguments:
        captures = os.environ.get("CAPTURES")
        status = _run([str(ROOT / "scripts" / f"{step}.py")] + (["--captures", captures] if step == "validate" and captures else []))
        if status:
            return status
    return 0


def _run(arguments: list[str]) -> int:
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT).returncode


def _with_newer_python(arguments: list[str]) -> int:
    for minor in range(20, NEEDED[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        works = found and subprocess.run([found, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0
        if works:
            return subprocess.run([found, __file__, *arguments]).returncode
    print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}, and no newer one is on the path.", file=sys.stderr)
    return 2


def set_up() -> None:
    """Make .venv hold exactly what the lock file says, unless its stamp says that it does."""
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    uv = shutil.which("uv")
    print(f"Setting up .venv with {'uv' if uv else 'pip'} ...", file=sys.stderr, flush=True)
    try:
        if uv:
            subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)], check=True)
            subprocess.run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), str(LOCK)], check=True)
        else:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
            subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(LOCK)], check=True)
    except subprocess.CalledProcessError as error:
        print("The set-up failed; the message above says why. On Debian and Ubuntu, `python3 -m venv` needs the package python3-venv.", file=sys.stderr)
        raise SystemExit(2) from error
    STAMP.write_text(wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
