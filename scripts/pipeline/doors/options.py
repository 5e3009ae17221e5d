"""The command-line options that the commands share that make something of a package."""

from __future__ import annotations

import argparse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]  # this checkout


def parser(
    help_text: str, name: str, root: str = "folder of the package"
) -> argparse.ArgumentParser:
    """The options that these commands share: which package, and which folder to write into.

    `help_text` is the help of the command.
    """
    found = argparse.ArgumentParser(
        description=help_text, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    found.add_argument(
        "root", nargs="?", type=Path, default=ROOT, help=f"{root} (default: this one)"
    )
    found.add_argument(
        "--output", type=Path, help=f"folder to write into (default: build/{name} in it)"
    )
    return found
