"""Times of the steps, as ratios to `frictionless validate datapackage.json` in the same run. Asserts nothing."""

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
    print(f"jsonschema takes {deciding():.0f} times as long as jsonschema-rs to decide on the rows of claims")


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
    for is_valid in (jsonschema.Draft202012Validator(schema).is_valid, jsonschema_rs.validator_for(schema, validate_formats=True).is_valid):
        start = time.perf_counter()
        for row in rows * 5:
            is_valid(row)
        times.append(time.perf_counter() - start)
    return times[0] / times[1]


if __name__ == "__main__":
    main()
