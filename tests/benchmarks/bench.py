"""Times of the steps, as ratios to `frictionless validate datapackage.json`; times of loading, as
ratios to plain pandas and frictionless in the same run. Asserts nothing."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REPEATS = 5


def seconds(*command) -> float:
    """Median wall time of a command."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    load = "import sys; sys.path.insert(0, 'scripts'); import running_muscle_claims as r; r.load()"
    steps = {
        "frictionless validate": ("-m", "frictionless", "validate", "datapackage.json"),
        "rebuild --check": ("scripts/rebuild.py", "--check"),
        "validate": ("scripts/validate.py",),
        "validate without frictionless": ("scripts/validate.py", "--no-frictionless"),
        "load, with pandas": ("-c", load),
        "import pandas alone": ("-c", "import pandas"),
    }
    found = {name: seconds(*command) for name, command in steps.items()}
    peer = found["frictionless validate"]
    for name, value in found.items():
        print(f"{name:32} {value:6.2f} s  {value / peer:5.2f} x frictionless validate")
    print()
    for line in loading():
        print(line)
    print(
        f"jsonschema takes {deciding():.0f} times as long as jsonschema-rs "
        "to judge the rows of claims"
    )


def loading() -> list[str]:
    """Lines of text: the times of loading all tables into pandas in one process (ours, plain
    read_csv of the same files, frictionless), and the time of the import."""
    import pandas as pd
    from frictionless import Package

    sys.path.insert(0, str(ROOT / "scripts"))
    import running_muscle_claims as rmc

    paths = sorted((ROOT / "data").glob("*.csv"))
    ways = {
        "load()": lambda: rmc.load(folder=ROOT),
        "pandas.read_csv of each file": lambda: [pd.read_csv(path) for path in paths],
        "frictionless to_pandas of each": lambda: [
            resource.to_pandas() for resource in Package(str(ROOT / "datapackage.json")).resources
        ],
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(REPEATS * 3):
        for name, way in ways.items():  # in turns, so that a busy machine affects all alike
            if turn >= REPEATS and name.startswith("frictionless"):
                continue
            start = time.perf_counter()
            way()
            found[name].append(time.perf_counter() - start)
    # the first turn only warms up
    median = {name: statistics.median(times[1:]) for name, times in found.items()}
    ours, plain, theirs = median.values()
    try:
        import pyarrow  # noqa: F401

        said = "with pyarrow, which pandas reads text into"
    except ImportError:
        said = "without pyarrow"
    lines = [f"{name:32} {value * 1000:6.1f} ms" for name, value in median.items()]
    lines.append(
        f"load() takes {ours / plain:.2f} of the time of plain read_csv "
        f"and {ours / theirs:.3f} of that of frictionless ({said})"
    )
    code = (
        "import sys, time; sys.path.insert(0, 'scripts'); a = time.perf_counter(); "
        "import running_muscle_claims; print(time.perf_counter() - a)"
    )
    times = sorted(
        float(
            subprocess.run(
                [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
            ).stdout
        )
        for _ in range(REPEATS)
    )
    bare = seconds("-c", "pass")
    return [
        *lines,
        f"importing the package takes {times[REPEATS // 2] * 1000:.1f} ms, "
        f"{times[REPEATS // 2] / bare:.2f} of the time of starting Python",
    ]


def deciding() -> float:
    """Time of jsonschema over that of jsonschema-rs, on the rows of one table."""
    import csv
    import json

    import jsonschema
    import jsonschema_rs

    schema = json.loads((ROOT / "schemas/claims.schema.json").read_text(encoding="utf-8"))
    with open(ROOT / "data/claims.csv", encoding="utf-8", newline="") as file:
        rows = [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]
    times = []
    for is_valid in (
        jsonschema.Draft202012Validator(schema).is_valid,
        jsonschema_rs.validator_for(schema, validate_formats=True).is_valid,
    ):
        start = time.perf_counter()
        for row in rows * 5:
            is_valid(row)
        times.append(time.perf_counter() - start)
    return times[0] / times[1]


if __name__ == "__main__":
    main()
