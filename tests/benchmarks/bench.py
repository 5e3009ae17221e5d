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


if __name__ == "__main__":
    main()
