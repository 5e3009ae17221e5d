"""The virtual environments of the steps of bootstrap.py: made with exactly what a lock file lists.

A person's settings of Python, pip and uv decide where libraries come from, but not where they go.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# libraries by which an environment is seen to be whole
LIBRARIES = {
    "": "frictionless jsonschema jsonschema_rs pandas yaml",
    "test": "frictionless hypothesis jsonschema jsonschema_rs pandas pytest xdist yaml",
    "full": "frictionless hatchling igraph jsonschema_rs pandas pyarrow pybtex pytest vl_convert",
    "doors": "datasette duckdb frictionless mypy pandas polars pytest yaml",
    "code": "frictionless importlinter jsonschema_rs mypy pandas yaml",
    "metadata": "cffconvert mlcroissant pandas",
    "sssom": "pandas sssom",
}
_FIND = "import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, sys.argv[1:])))"
_IMPORT = "import sys, importlib as i; list(map(i.import_module, sys.argv[1:]))"
# the variables of a person that count, by how they begin
_PYTHON = (
    "PYTHONUTF8",
    "PYTHONIOENCODING",
    "PYTHONUNBUFFERED",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONHASHSEED",
    "PYTHONPYCACHEPREFIX",
    "PYTHONOPTIMIZE",
    "PYTHONWARNINGS",
    "PYTHONCOERCECLOCALE",
)
_UV = (
    "UV_INDEX",
    "UV_DEFAULT_INDEX",
    "UV_EXTRA_INDEX_URL",
    "UV_FIND_LINKS",
    "UV_NO_INDEX",
    "UV_CACHE_DIR",
    "UV_NO_CACHE",
    "UV_CONCURRENT",
    "UV_CONFIG_FILE",
    "UV_HTTP",
    "UV_REQUEST_TIMEOUT",
    "UV_INSECURE_HOST",
    "UV_KEYRING_PROVIDER",
    "UV_LINK_MODE",
    "UV_NATIVE_TLS",
    "UV_SYSTEM_CERTS",
    "UV_OFFLINE",
)
# the settings of pip that count, named as its variables are
_PIP = (
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_NO_INDEX",
    "PIP_FIND_LINKS",
    "PIP_TRUSTED_HOST",
    "PIP_PROXY",
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "PIP_TIMEOUT",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_RETRIES",
    "PIP_CACHE_DIR",
    "PIP_NO_CACHE_DIR",
    "PIP_KEYRING_PROVIDER",
    "PIP_NO_INPUT",
    "PIP_USE_FEATURE",
    "PIP_USE_DEPRECATED",
    "PIP_ONLY_BINARY",
    "PIP_NO_BINARY",
    "PIP_PREFER_BINARY",
)


def set_up(apart: str | None = None) -> Path:
    """The Python of .venv, or of the environment `apart`, with exactly what its lock file lists.

    An environment whose stamp fits its lock file is used as it is, if its libraries are there.
    """
    name = f".venv-{apart}" if apart else ".venv"
    lock = ROOT / (f"requirements-{apart}.lock" if apart else "requirements.lock")
    venv = ROOT / name
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = venv / ".stamp"
    if not lock.is_file():
        print(f"{lock.name} is missing. Restore it.", file=sys.stderr)
        raise SystemExit(2)
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        if not _lacks(python, _FIND, apart):
            return python
        print(f"{name} is broken. It is set up anew.", file=sys.stderr)
    uv = shutil.which("uv")
    print(f"Setting up {name} with {'uv' if uv else 'pip'} ...", file=sys.stderr, flush=True)
    stamp.unlink(missing_ok=True)
    _make(uv, venv, python, lock)
    if said := _lacks(python, _IMPORT, apart):
        print(
            f"The set-up failed: what was installed does not work in {name}. {said} "
            "Settings of pip or uv may send libraries elsewhere.",
            file=sys.stderr,
        )
        raise SystemExit(2)
    stamp.write_text(wanted)
    return python


def without_redirections(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables without those that put other code before that of an environment."""
    return _without(environment, "PYTHON", _PYTHON)


def _make(uv: str | None, venv: Path, python: Path, lock: Path) -> None:
    """Make an environment: first an empty one, then what its lock file lists."""
    alone = without_redirections(os.environ)
    if uv:
        pip = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(python)]
        made = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(venv)]
        alone = _without(alone, "UV_", _UV)
    else:
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        pip += ["--require-hashes", "-r"]
        made = [sys.executable, "-m", "venv", "--clear", str(venv)]
    hint = "On Debian and Ubuntu, `python3 -m venv` needs the package python3-venv."
    try:
        subprocess.run(made, check=True, env=alone)
        hint = "It says which library could not be installed."
        alone = alone if uv else _settings_of_pip(python, alone)
        subprocess.run([*pip, str(lock)], check=True, env=alone)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"The set-up failed; the message above says why. {hint}", file=sys.stderr)
        raise SystemExit(2) from error


def _settings_of_pip(python: Path, environment: dict[str, str]) -> dict[str, str]:
    """The environment with the person's settings for where pip finds libraries, and no others.

    They may be in files or variables. Others would install elsewhere, or nothing.
    """
    listed = subprocess.run(
        [str(python), "-m", "pip", "--disable-pip-version-check", "config", "list"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    ).stdout
    found = {"PIP_CONFIG_FILE": os.devnull}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        section, _, setting = key.rpartition(".")
        name = "PIP_" + setting.upper().replace("-", "_")
        if name in _PIP and section in ("global", "install", ":env:"):
            found[name] = str(ast.literal_eval(value))
    return _without(environment, "PIP_", ()) | found


def _without(environment: Mapping[str, str], start: str, kept: tuple[str, ...]) -> dict[str, str]:
    """The environment without the variables that begin with `start`, but for those `kept`."""
    return {
        name: value
        for name, value in environment.items()
        if not name.upper().startswith(start) or name.upper().startswith(kept or ("\0",))
    }


def _lacks(python: Path, code: str, apart: str | None) -> str:
    """Which library an environment lacks, in a sentence; empty where it lacks none."""
    names = LIBRARIES.get(apart or "", LIBRARIES[""]).split()
    try:
        done = subprocess.run(
            [str(python), "-I", "-c", code, *names],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return f"Its Python does not start: {error.strerror}."
    if done.returncode == 0:
        return ""
    return ([line for line in done.stderr.splitlines() if line] or ["Its Python does not start."])[
        -1
    ] + "."
