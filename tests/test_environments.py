"""Environments are set up alike whatever the person's settings of Python, pip and uv are."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import bootstrap
import environments


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A checkout whose lock file lists nothing, and whose environment needs pip alone."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "requirements.lock").write_text("")
    monkeypatch.setattr(environments, "ROOT", root)
    monkeypatch.setattr(environments, "LIBRARIES", {"": "pip"})
    monkeypatch.setattr(environments.shutil, "which", lambda name: None)
    return root


REDIRECTIONS = {
    "PIP_USER": "1",
    "PIP_TARGET": "elsewhere",
    "PIP_PREFIX": "elsewhere",
    "PIP_ROOT": "elsewhere",
    "PIP_PYTHON": "python-of-nobody",
    "PIP_DRY_RUN": "1",
    "PIP_REQUIRE_VIRTUALENV": "1",
    "PIP_CONSTRAINT": "no-such-file",
    "PYTHONPATH": "elsewhere",
    "PYTHONSTARTUP": "elsewhere",
    "PYTHONUSERBASE": "elsewhere",
    "PYTHONINSPECT": "1",
}


@pytest.mark.slow
def test_settings_that_send_libraries_elsewhere_do_not_count(project, tmp_path, monkeypatch):
    for name, value in REDIRECTIONS.items():
        monkeypatch.setenv(name, str(tmp_path / value) if value == "elsewhere" else value)
    (tmp_path / "pip.conf").write_text(f"[install]\ntarget = {tmp_path / 'elsewhere'}\nuser = 1\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    python = environments.set_up()
    assert python.is_file() and (project / ".venv/.stamp").is_file()
    assert not (tmp_path / "elsewhere").exists()
    monkeypatch.setattr(environments, "_make", None)  # is not called again
    assert environments.set_up() == python


def test_settings_of_where_libraries_come_from_count(tmp_path, monkeypatch):
    pip = tmp_path / "python"
    pip.write_text(
        "#!/bin/sh\ncat <<'END'\n"
        "global.index-"
        "url='https://example.org/simple'\n"
        "global.target='/elsewhere'\n"
        "install.find-links='/one\\n/two'\n"
        "install.prefix='/elsewhere'\n"
        "freeze.timeout='1'\n"
        ":env:.cert='/own.pem'\n"
        ":env:.user='1'\n"
        "END\n"
    )
    pip.chmod(0o755)
    found = environments._settings_of_pip(pip, {"PATH": os.environ["PATH"], "PIP_USER": "1"})
    assert found == {
        "PATH": os.environ["PATH"],
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "https://example.org/simple",
        "PIP_FIND_LINKS": "/one\n/two",
        "PIP_CERT": "/own.pem",
    }


def test_variables_that_put_other_code_first_reach_no_step(monkeypatch):
    kept = {"PATH": "x", "PYTHONUTF8": "1", "PYTHONHASHSEED": "3", "CAPTURES": "y"}
    dropped = {"PYTHONPATH": "x", "PYTHONHOME": "x", "PYTHONSTARTUP": "x", "PYTHONINSPECT": "1"}
    assert environments.without_redirections(kept | dropped) == kept
    ran = []
    monkeypatch.setattr(bootstrap, "set_up", lambda apart: Path(sys.executable))
    monkeypatch.setattr(
        bootstrap.subprocess,
        "run",
        lambda command, **more: ran.append(more) or subprocess.CompletedProcess(command, 0),
    )
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    assert bootstrap.main(["rebuild"]) == 0
    assert "PYTHONPATH" not in ran[0]["env"] and ran[0]["env"]["PATH"] == os.environ["PATH"]


def test_uv_is_told_where_to_install_by_nobody_else(monkeypatch, tmp_path):
    ran = []
    monkeypatch.setattr(environments.subprocess, "run", lambda _, **more: ran.append(more["env"]))
    for name in ("UV_SYSTEM_PYTHON", "UV_TARGET", "UV_CONSTRAINT", "UV_WORKING_DIRECTORY"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("UV_INDEX_URL", "https://example.org/simple")
    monkeypatch.setenv("UV_INDEX_INTERNAL_PASSWORD", "x")
    environments._make("uv", tmp_path, tmp_path / "python", tmp_path / "lock")
    for one in ran:
        assert {name for name in one if name.startswith("UV_")} == {
            "UV_INDEX_URL",
            "UV_INDEX_INTERNAL_PASSWORD",
        }
    assert len(ran) == 2


def made_without(library):
    """What makes an environment of the standard library alone, as if `library` went elsewhere."""

    def make(uv, folder, python, lock):
        venv.create(folder, clear=True, with_pip=False, symlinks=os.name != "nt")

    return make


def test_no_stamp_where_the_libraries_do_not_import(project, monkeypatch, capsys):
    monkeypatch.setattr(environments, "_make", made_without("pip"))
    for _ in range(2):
        with pytest.raises(SystemExit) as end:
            environments.set_up()
        assert end.value.code == 2 and not (project / ".venv/.stamp").exists()
        said = capsys.readouterr().err
        assert "No module named 'pip'" in said and "python3-venv" not in said


@pytest.mark.parametrize("damage", ["library", "python"])
def test_an_environment_that_was_broken_since_is_set_up_anew(
    project, monkeypatch, capsys, damage, tmp_path
):
    made = []

    def make(*given):
        made.append(given)
        made_without("")(*given)

    monkeypatch.setattr(environments, "LIBRARIES", {"": "json"})
    monkeypatch.setattr(environments, "_make", make)
    python = environments.set_up()
    assert environments.set_up() == python and len(made) == 1
    if damage == "library":
        monkeypatch.setattr(environments, "LIBRARIES", {"": "json no_such_library"})
    else:
        python.unlink()
        python.write_text("no program")
        python.chmod(0o755)
    if damage == "library":
        with pytest.raises(SystemExit):
            environments.set_up()
    else:
        assert environments.set_up() == python
    assert len(made) == 2 and ".venv is broken. It is set up anew." in capsys.readouterr().err


@pytest.mark.parametrize(
    "fails, told, untold",
    [(1, "python3-venv", "which library"), (2, "which library could not", "python3-venv")],
)
def test_a_set_up_that_fails_gives_the_hint_that_fits(
    project, monkeypatch, capsys, fails, told, untold
):
    calls = []

    def run(command, **more):
        calls.append(command)
        if len(calls) == fails:
            raise subprocess.CalledProcessError(1, command)
        return subprocess.CompletedProcess(command, 0, "")

    monkeypatch.setattr(environments.subprocess, "run", run)
    with pytest.raises(SystemExit) as end:
        environments._make("uv", project, project / "python", project / "lock")
    said = capsys.readouterr().err
    assert end.value.code == 2 and told in said and untold not in said
