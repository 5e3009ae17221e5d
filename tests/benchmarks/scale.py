"""What growth costs: rebuild, the layers of validation, load and export of packages 1, 10, 100 ...
times as large, compared with frictionless, plain pandas and DuckDB on the same files. Asserts
nothing.

    python tests/benchmarks/scale.py                        1 and 10 times the package
    python tests/benchmarks/scale.py --sizes 1 10 100       others; 100 needs 30 min and 4 GB
    python tests/benchmarks/scale.py --write FILE           also write the table there, as Markdown
    python tests/benchmarks/scale.py --leave-out frictionless export

Every step runs in its own process, one after the other. The time starts when its libraries are
imported. Its memory is the peak of that process. Ratios are to `frictionless validate` of the same
size. The growth exponent is log(time) over log(size), between two sizes: 1 is linear, 2 quadratic.

Exit status: 0 measured.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

STEPS = {  # step: its name in the table
    "frictionless": "frictionless validate",
    "layers": "",
    "validate": "validate, without frictionless",
    "rebuild": "rebuild, from curation to files",
    "load": "load() of all tables",
    "pandas": "pandas.read_csv of all tables",
    "duckdb": "DuckDB, read_csv of all tables",
    "export": "export, all forms",
}
LAYERS = {
    "bytes": "layer 1: descriptor, bytes, CSV",
    "rows": "layer 3: rows",
    "rules": "layer 4: rules",
    "rows+rules": "layers 3 and 4 together",
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--write", type=Path, metavar="FILE")
    parser.add_argument("--leave-out", nargs="+", default=[], choices=STEPS)
    parser.add_argument("--one", nargs=2, metavar=("STEP", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(_one(options.one[0], Path(options.one[1]))))
        return 0
    lines = [_head()]
    found: dict[int, dict] = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            found[size] = measure(
                size, Path(folder), [step for step in STEPS if step not in options.leave_out]
            )
        lines += table(size, found[size])
        print("\n".join(lines[-len(found[size]["times"]) - 4 :]), flush=True)
    lines += growth(found)
    print("\n".join(lines[-len(next(iter(found.values()))["times"]) - 4 :]))
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _head() -> str:
    memory = (
        os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        if hasattr(os, "sysconf")
        else 0
    )
    return (
        "# What growth costs\n\n"
        "<!-- Written by tests/benchmarks/scale.py --write; what it means is in README.md. -->\n\n"
        f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}, "
        f"{os.cpu_count()} processors, {memory:.0f} GB.\n"
    )


def measure(size: int, folder: Path, steps: list[str]) -> dict:
    """Rows, bytes, and for each step seconds and peak memory in MB, of `size` times the package."""
    import inflate

    inflate.inflate_package(size, folder / "package")
    if "rebuild" in steps:
        inflate.inflate_curation(size, folder / "checkout")
    descriptor = json.loads((folder / "package/datapackage.json").read_text(encoding="utf-8"))
    found: dict = {
        "rows": sum(one["rows"] for one in descriptor["resources"]),
        "bytes": sum(one["bytes"] for one in descriptor["resources"]),
        "times": {},
    }
    for step in steps:
        print(f"{size:>5} x {step} ...", file=sys.stderr, flush=True)
        place = folder / ("checkout" if step == "rebuild" else "package")
        done = subprocess.run(
            [sys.executable, __file__, "--one", step, str(place)], capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"{step} of {size} times the package failed:\n{done.stderr[-2000:]}")
        found["times"] |= json.loads(done.stdout.splitlines()[-1])
    return found


def _one(step: str, folder: Path) -> dict[str, tuple[float, float]]:
    """Seconds and peak memory (MB) of one step on one package, in this process."""
    import gc
    import resource

    def peak() -> float:
        try:  # getrusage begins with the memory of the process that started this one
            return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 2**10
        except (OSError, IndexError):
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
                2**20 if sys.platform == "darwin" else 2**10
            )

    if step != "frictionless":
        gc.disable()  # as pipeline.base.cli does for the commands
    run = globals()[f"_{step}"]
    made = run(folder)
    if made is None:  # the first call imports; the second one is timed
        start = time.perf_counter()
        run(folder, True)
        made = {STEPS[step]: time.perf_counter() - start}
    return {name: (seconds, peak()) for name, seconds in made.items()}


def _frictionless(folder: Path, now: bool = False):
    import frictionless

    if now:
        report = frictionless.validate(str(folder / "datapackage.json"))
        assert report.valid, report.flatten()[:3]


def _layers(folder: Path) -> dict[str, float]:
    import jsonschema  # noqa: F401
    import jsonschema_rs  # noqa: F401

    from pipeline.base.package_files import PackageFiles
    from pipeline.checks.descriptor import check_descriptor, read_descriptor
    from pipeline.checks.files import check_files, check_hashes
    from pipeline.checks.row_schema import check_rows
    from pipeline.checks.rules.all_rules import all_rules
    from pipeline.schema.table_schema import load_schemas
    from pipeline.tables.canonical_csv import read_csv
    from pipeline.tables.table_set import TableSet

    rules = [rule for rule in all_rules() if not rule.needs_captures]
    start = time.perf_counter()
    files = PackageFiles(folder)
    schemas, descriptor = load_schemas(files), read_descriptor(files)
    problems = check_descriptor(descriptor, schemas, files)
    problems += [*check_files(files, schemas), *check_hashes(files, descriptor, schemas)]
    tables = {}
    for name, schema in schemas.items():
        tables[name], found = read_csv(files.read(f"data/{name}.csv"), schema, name)
        problems += found
    read = time.perf_counter()
    package = TableSet(tables)
    printable = package.printable
    problems += [
        problem
        for rows in tables.values()
        for problem in check_rows(rows, printable and not rows.schema.derived)
    ]
    rows = time.perf_counter()
    problems += [problem for rule in rules for problem in rule.check(package)]
    end = time.perf_counter()
    assert not problems, problems[:3]
    return {
        LAYERS["bytes"]: read - start,
        LAYERS["rows"]: rows - read,
        LAYERS["rules"]: end - rows,
        LAYERS["rows+rules"]: end - read,
    }


def _validate(folder: Path, now: bool = False):
    import validate

    if now:
        assert validate.main(["--no-frictionless", str(folder)]) == 0


def _rebuild(folder: Path, now: bool = False):
    import rebuild

    if now:
        assert rebuild.main([str(folder)]) == 0


def _load(folder: Path, now: bool = False):
    import pandas  # noqa: F401

    import running_muscle_claims

    if now:
        running_muscle_claims.load(folder=folder)


def _pandas(folder: Path, now: bool = False):
    import pandas

    frames = [pandas.read_csv(path) for path in sorted(folder.glob("data/*.csv"))] if now else []
    assert bool(frames) == now


def _duckdb(folder: Path, now: bool = False):
    import duckdb

    if now:
        base = duckdb.connect()
        for path in sorted(folder.glob("data/*.csv")):
            base.execute(
                f'CREATE TABLE "{path.stem}" AS SELECT * FROM read_csv(?, header = true)',
                [str(path)],
            )


def _export(folder: Path, now: bool = False):
    import export

    if now:
        assert export.main([str(folder), "--output", str(folder.parent / "export")]) == 0


def table(size: int, found: dict) -> list[str]:
    """Markdown: what each step takes at one size."""
    peer = found["times"].get(STEPS["frictionless"], (math.nan,))[0]
    lines = [
        f"{size} times: {found['rows']:,} rows, {found['bytes'] / 1e6:,.1f} MB of CSV",
        "",
        "| step | seconds | rows a second | of frictionless | peak memory, MB | of the CSV bytes |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, (seconds, memory) in found["times"].items():
        ratio = f"{peer / seconds:.1f}" if not math.isnan(peer) else ""
        lines.append(
            f"| {name} | {seconds:,.2f} | {found['rows'] / seconds:,.0f} | {ratio} | "
            f"{memory:,.0f} | {memory * 2**20 / found['bytes']:.1f} |"
        )
    return [*lines, ""]


def growth(found: dict[int, dict]) -> list[str]:
    """Markdown: the growth exponent of each step, from each size to the next and over all."""
    sizes = sorted(found)
    if len(sizes) < 2:
        return []
    pairs = list(pairwise(sizes)) + ([(sizes[0], sizes[-1])] if len(sizes) > 2 else [])
    lines = [
        "Growth exponents",
        "",
        "| step | " + " | ".join(f"{a} to {b}" for a, b in pairs) + " |",
        "|---|" + "---:|" * len(pairs),
    ]
    for name in found[sizes[0]]["times"]:
        values = [
            math.log(found[b]["times"][name][0] / found[a]["times"][name][0])
            / math.log(found[b]["rows"] / found[a]["rows"])
            if name in found[b]["times"]
            else math.nan
            for a, b in pairs
        ]
        lines.append(
            f"| {name} | "
            + " | ".join("" if math.isnan(value) else f"{value:.2f}" for value in values)
            + " |"
        )
    return [*lines, ""]


if __name__ == "__main__":
    sys.exit(main())
