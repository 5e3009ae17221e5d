"""Run a command in forked processes that die, or that the disk refuses, at one file operation.

Not a test: tests/test_crashes.py starts it as a program. It reads what to run from stdin and writes
what happened to stdout, both as JSON. Imports and computed results are made once. Each process runs
the command itself, from its arguments to its exit status, with all its file operations.
"""

import builtins
import contextlib
import fcntl
import io
import json
import os
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "scripts"), str(HERE)]

# a full disk refuses these; renaming and removing still work
GROWS = {"open", "write", "flush", "fsync", "mkdir"}
CHANGING = (
    "rename",
    "replace",
    "link",
    "symlink",
    "mkdir",
    "unlink",
    "remove",
    "rmdir",
    "truncate",
    "ftruncate",
    "chmod",
    "fchmod",
    "utime",
    "write",
    "fsync",
    "fdatasync",
    "sendfile",
)
DIED = "died"


class Disk:
    """Counts operations that change the disk or wait for it, and kills or refuses at one of them.

    `how`: "kill" dies before the operation, "half" in the middle of a write. "once" refuses this
    operation; "on" refuses it and all later ones. "full" does the same as "on" for operations that
    need room, after half of a write.
    """

    def __init__(self, at: int = 0, how: str = "", number: int = 0):
        self.at, self.how, self.number, self.done = at, how, number, []

    def met(self, name: str, half=None) -> None:
        self.done.append(name)
        here = len(self.done) == self.at
        if self.how == "kill" and here:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.how in ("half", "full") and here and half:
            half()
        if self.how == "half" and here:
            os.kill(os.getpid(), signal.SIGKILL)
        late = self.at and len(self.done) >= self.at
        if (
            (self.how == "once" and here)
            or (self.how == "on" and late)
            or (self.how == "full" and late and name in GROWS)
        ):
            raise OSError(self.number, os.strerror(self.number))

    def watch(self) -> None:
        """Count every operation of this process from now on."""
        for name in CHANGING:
            # a kill loses nothing that the system has taken over, so no need to wait for the disk
            real = (lambda handle: None) if name in ("fsync", "fdatasync") else getattr(os, name)
            setattr(os, name, self._counted(name, real))
        fcntl.flock = self._counted("lock", fcntl.flock)
        os_open, any_open = os.open, builtins.open

        def low(path, flags, *rest, **more):
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
                self.met("open")
            return os_open(path, flags, *rest, **more)

        def high(file, mode="r", *rest, **more):
            if isinstance(file, int) or not set(mode) & set("wax+"):
                return any_open(file, mode, *rest, **more)
            self.met("open")
            return File(any_open(file, mode, *rest, **more), self)

        os.open, builtins.open, io.open = low, high, high

    def _counted(self, name, function):
        def call(*arguments, **more):
            self.met(name)
            return function(*arguments, **more)

        return call


class File:
    """An open file that counts what is written to it."""

    def __init__(self, file, disk: Disk):
        self.file, self.disk = file, disk

    def write(self, raw):
        def half():
            self.file.write(raw[: len(raw) // 2])
            self.file.flush()

        self.disk.met("write", half)
        return self.file.write(raw)

    def flush(self):
        self.disk.met("flush")
        return self.file.flush()

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


def start(command, disk: Disk, said: Path, ready=None) -> int:
    """Fork a process that runs `command` on `disk`, with its output in the file `said`.

    It waits until the file `ready` exists. Returns the id of the process.
    """
    process = os.fork()
    if process:
        return process
    status = 99
    try:
        out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1), os.dup2(out, 2)
        sys.stdout = sys.stderr = io.TextIOWrapper(
            io.FileIO(out, "w", closefd=False), write_through=True
        )
        from pipeline.base.cli import run

        if ready is not None:
            while not ready.exists():
                time.sleep(0.0005)
        disk.watch()
        run(command)
    except SystemExit as end:
        status = end.code or 0
    except BaseException:
        traceback.print_exc()
    os._exit(status)


def finish(process: int) -> int | str:
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return DIED if status == -signal.SIGKILL else status


def contents(root: Path) -> dict[str, bytes]:
    """Path to bytes of the files that readers of the folder see."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.relative_to(root).parts[0].startswith(".publish")
    }


def prepared(kind: str, source: Path, target: Path):
    """The command as a function without arguments.

    The command computes its result now, from the package `source`, without changing a file. The
    function only publishes the result to the folder `target`.
    """
    import export
    import rebuild
    import release
    from pipeline import rebuild as rebuilding
    from pipeline.base.package_files import PackageFiles
    from pipeline.doors import write as outputs

    if kind == "rebuild":
        made = rebuilding.rebuild(PackageFiles(source))
        place, name, main, arguments = rebuilding, "rebuild", rebuild.main, [str(target)]

        def kept(*_):
            return made
    else:
        made, scratch = [], source.with_name(f"{source.name}-{kind}")
        main = {"export": export.main, "release": release.main}[kind]
        arguments = [
            str(source),
            *(("--only", "sqlite", "bibliography", "sssom") if kind == "export" else ()),
            "--output",
        ]
        place, name, real = outputs, "held", outputs.held
        outputs.held = lambda root, make: made.append(real(root, make)) or made[0]
        with contextlib.redirect_stdout(io.StringIO()):
            assert main([*arguments, str(scratch)]) == 0
        outputs.held = real
        arguments = [*arguments, str(target)]

        def kept(*_):
            return made[0]

    def command() -> int:
        real = getattr(place, name)
        setattr(place, name, kept)
        try:
            return main(arguments)
        finally:
            setattr(place, name, real)

    return command


class Case:
    """A command, the folder that it writes to, and the files there before and after."""

    def __init__(self, kind: str, old: str, target: str, sources: list[str]):
        self.kind, self.old, self.target = kind, Path(old), Path(target)
        self.said = self.target.with_suffix(".said")
        # the first command is the one that is disturbed
        self.commands = [prepared(kind, Path(source), self.target) for source in sources]
        self.reset()
        self.before = contents(self.target)
        self.operations = self.counted()
        self.after = contents(self.target)
        assert self.before != self.after and not self.left()

    def reset(self) -> None:
        shutil.rmtree(self.target, ignore_errors=True)
        # links are quick, and safe because no command writes into an existing file
        shutil.copytree(self.old, self.target, copy_function=os.link)

    def run(self, disk: Disk, command=None) -> int | str:
        return finish(start(command or self.commands[0], disk, self.said))

    def counted(self) -> list[str]:
        """The operations of a run that nothing disturbs."""
        log, disk = self.target.with_suffix(".operations"), Disk()

        def counting() -> int:
            status, done = self.commands[0](), list(disk.done)
            log.write_text(json.dumps(done))
            return status

        assert self.run(disk, counting) == 0, self.said.read_text()
        return json.loads(log.read_text())

    def left(self) -> list[str]:
        return sorted(
            path.name
            for path in self.target.iterdir()
            if path.name in (".publish-stage", ".publish-ready")
        )

    def state(self) -> str:
        """old or new; mixed if each file is the whole old or the whole new one; else torn."""
        have = contents(self.target)
        if have in (self.before, self.after):
            return "old" if have == self.before else "new"
        whole = all(
            raw in (self.before.get(path), self.after.get(path)) for path, raw in have.items()
        )
        return "mixed" if whole and set(have) >= set(self.before) & set(self.after) else "torn"

    def readers(self) -> str:
        """What `load` and `validate` say about a mixed package."""
        import running_muscle_claims as rmc
        import validate

        try:
            rmc.load(folder=self.target)
            return "loaded"
        except rmc.PackageError as error:
            said = str(error)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            code = validate.main([str(self.target), "--json"])
        return (
            "interrupted"
            if "was interrupted" in said and code == 2 and "build-interrupted" in out.getvalue()
            else f"{said} / {code}"
        )

    def tried(self, at: int, how: str, number: int = 0) -> dict:
        """One disturbed run, and the state after it."""
        found = {
            "how": how,
            "at": at,
            "number": number,
            "status": self.run(Disk(at, how, number)),
            "said": self.said.read_text(),
            "state": self.state(),
            "left": self.left(),
        }
        if found["state"] == "mixed" and self.kind == "rebuild":
            found["readers"] = self.readers()
        return found

    def mended(self) -> dict:
        """The state after the next run, which nothing disturbs."""
        return {"next": self.run(Disk()), "then": self.state(), "still left": self.left()}

    def points(self, hows: list) -> list[dict]:
        """Disturb every operation in each of the ways [how, error number], then run once more."""
        found = []
        for how, number in hows:
            for at, name in enumerate(self.operations, 1):
                if how != "half" or name == "write":
                    self.reset()
                    found.append(self.tried(at, how, number) | {"operation": name} | self.mended())
        return found

    def twice(self, firsts: int) -> list[dict]:
        """Kill a run, then kill the run that mends it at each of its operations.

        Kills that leave the same files count once. `firsts` of these are tried, spread evenly.
        """
        found, seen = [], []
        for at in range(1, len(self.operations) + 1):
            self.reset()
            self.tried(at, "kill")
            have = {path: path.is_file() for path in self.target.rglob("*")}
            if self.left() and have not in [one for _, one in seen]:
                seen.append((at, have))
        for at, _ in seen[:: max(1, len(seen) // firsts)]:
            for again in range(1, 10_000):
                self.reset()
                self.tried(at, "kill")
                one = self.tried(again, "kill") | {"first": at}
                if one["status"] != DIED:
                    break
                found.append(one | self.mended())
        return found

    def both(self, times: int) -> list[dict]:
        """Run all commands at once, from one starting signal. Repeat this `times` times."""
        found, shot = [], self.target.with_suffix(".shot")
        wanted = {}
        for i, command in enumerate(self.commands):
            self.reset()
            self.run(Disk(), command)
            wanted[i] = contents(self.target)
        for _ in range(times):
            self.reset()
            shot.unlink(missing_ok=True)
            said = [self.target.with_suffix(f".said{i}") for i in range(len(self.commands))]
            running = [
                start(command, Disk(), file, shot)
                for command, file in zip(self.commands, said, strict=True)
            ]
            time.sleep(0.01)
            shot.touch()
            statuses, have = [finish(one) for one in running], contents(self.target)
            found.append(
                {
                    "statuses": statuses,
                    "said": [file.read_text() for file in said],
                    "is": [i for i in wanted if wanted[i] == have],
                    "left": self.left(),
                }
            )
        return found

    def republished(self, times: int) -> None:
        """Run the commands in turn, each `times` times, in this process."""
        for _ in range(times):
            for command in self.commands:
                with contextlib.redirect_stdout(io.StringIO()):
                    assert command() == 0
                time.sleep(0.02)

    def read(self, times: int) -> dict:
        """Readers while a writer publishes the commands' results in turn."""
        import running_muscle_claims as rmc
        import validate

        wanted = []
        for command in self.commands:
            self.run(Disk(), command)
            wanted.append(rmc.load(folder=self.target))
        found = {"read": [0] * len(wanted), "refused": {}, "mixtures": 0, "validated": {}}

        def alike(one, other) -> bool:
            return one.keys() == other.keys() and all(one[name].equals(other[name]) for name in one)

        writer = start(lambda: self.republished(times) or 0, Disk(), self.said)
        while os.waitid(os.P_PID, writer, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            try:
                tables = rmc.load(folder=self.target)
                which = [i for i, one in enumerate(wanted) if alike(tables, one)]
                found["mixtures"] += not which
                for i in which:
                    found["read"][i] += 1
            except rmc.PackageError as error:
                said = next(
                    said
                    for said in ("was interrupted", "is not the file", "is not there")
                    if said in str(error)
                )
                found["refused"][said] = found["refused"].get(said, 0) + 1
        found["writer"] = finish(writer)
        writer = start(lambda: self.republished(times // 2) or 0, Disk(), self.said)
        while os.waitid(os.P_PID, writer, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            with contextlib.redirect_stdout(io.StringIO()):
                code = validate.main([str(self.target), "--no-frictionless"])
            found["validated"][code] = found["validated"].get(code, 0) + 1
        finish(writer)
        return found


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    case = Case(**asked["case"])
    told = {"operations": case.operations} | {
        name: getattr(case, name)(given) for name, given in asked["do"].items()
    }
    assert contents(case.old) == case.before, "a command wrote into an existing file"
    print(json.dumps(told))
