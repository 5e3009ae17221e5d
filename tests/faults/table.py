"""Break copies of the package with every fault; write which layer finds which to README.md here.

    python tests/faults/table.py             write the table
    python tests/faults/table.py --check     write nothing; say whether the table is what was found
    python tests/faults/table.py --new       try only the faults that the table does not have yet

CAPTURES in the environment names the folder of the captured texts, which some faults need.
Exit status: 0 done (or nothing differs), 1 a fault is not reported as it must be (or the table
differs), 2 could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if __name__ == "__main__":  # the modules of this folder are found as faults.<name> alone
    sys.path[:1] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from faults import FAMILIES, Fault, corpus, slips  # noqa: E402 - needs sys.path
from faults.detect import LAYERS, Result, examine  # noqa: E402 - needs sys.path

TABLE = ROOT / "tests/faults/README.md"
SIGN = {True: "yes", False: "", None: "–"}

HEAD = """# What finds which fault

<!-- Written by `make faults`; do not edit. -->

Each fault of this corpus breaks a copy of the package in one way. \
`validate` must tell it with the one right rule, at the
right place, and tell nothing else. Faults in tables and descriptor break a *download*, \
that is, a package without its curation,
whose hashes are mended: otherwise hashes, or the comparison with the curation, \
would find everything and hide rules that are dead.
Faults in curation break a *checkout*, which `rebuild` refuses as well; \
what needs the captured texts only `validate` sees, and what
was changed in published files `rebuild --check` tells.

The table says which of the four layers finds a fault, \
each asked by itself, whatever the others find:

- **frictionless** validates the descriptor and all tables, as users of the package would. \
It knows nothing of the curation (–).
- **JSON Schema** judges each row by the schema of its table, \
a curation file by its shape, the descriptor by its two profiles.
- **rules** compare rows with each other, tables with the descriptor, and, \
where a fault needs them (*), passages with the captured
  texts. That derived tables do not follow is left out here unless it is the fault itself: \
it is so after nearly every change.
- **byte lint** reads CSV and YAML strictly and compares files, \
hashes and documents with what they must be.

"yes" means that the layer finds something wrong, not that it says well what: \
a semicolon file breaks every row for frictionless.
No identifier in the package has a check digit (DOI, PMID, PMCID and UBERON ids have none), \
so that a mistyped one that is of the
right form and nobody else's is found by none of the four, \
unless its label or the year in an id gives it away.

"""

SLIPS = """A slip is what a careful but tired curator might write: an entry whose form is right \
and whose meaning
is wrong. `slips.yaml` has them, and `test_slips.py` tries each. People who did not know the rules \
wrote all but the last
group."""


def run(faults: list[Fault], captures: Path | None, whole: bool = False) -> dict[str, Result]:
    """The results by the name of the fault, on all processors. Without captured texts, the faults
    that need them are left out."""
    names = [fault.name for fault in faults if captures or not fault.captures]
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        return dict(
            zip(
                names,
                workers.map(partial(_examine, captures=captures, whole=whole), names),
                strict=True,
            )
        )


def _examine(name: str, captures: Path | None, whole: bool) -> Result:
    return examine(next(fault for fault in corpus() if fault.name == name), captures, whole)


def cells(layers: dict[str, bool | None]) -> list[str]:
    """A row's cells, one a layer."""
    return [SIGN[layers[layer]] for layer in LAYERS]


def layers_of(row: list[str]) -> dict[str, bool | None]:
    """What a row of the table says of each layer."""
    meaning = {sign: value for value, sign in SIGN.items()}
    return {layer: meaning[cell] for layer, cell in zip(LAYERS, row, strict=False)}


def write(faults: list[Fault], layers: dict[str, dict[str, bool | None]]) -> str:
    """The whole document; `layers` says by the name of a fault which layers find it."""
    found = {fault: layers[fault.name] for fault in faults}
    alone = Counter(
        next(layer for layer in LAYERS if layers[layer])
        for layers in found.values()
        if sum(map(bool, layers.values())) == 1
    )
    lines = [
        HEAD + f"{len(faults)} faults, {len({fault.rule for fault in faults})} rules told.",
        "",
        _row("family", "faults", *LAYERS),
        _row(*["---"] * (2 + len(LAYERS))),
    ]
    for family in FAMILIES:
        members = [layers for fault, layers in found.items() if fault.family == family]
        lines.append(
            _row(
                family,
                len(members),
                *(sum(map(bool, (one[layer] for one in members))) for layer in LAYERS),
            )
        )
    lines.append(
        _row(
            "**all**",
            len(faults),
            *(sum(bool(one[layer]) for one in found.values()) for layer in LAYERS),
        )
    )
    lines.append(
        _row("found by this layer alone", sum(alone.values()), *(alone[layer] for layer in LAYERS))
    )
    for family in FAMILIES:
        lines += [
            "",
            f"## {family.capitalize()}",
            "",
            _row("fault", "what is broken", *LAYERS, "rule told"),
            _row(*["---"] * (3 + len(LAYERS))),
        ]
        lines += [
            _row(fault.name + "\\*" * fault.captures, fault.what, *cells(layers), fault.rule)
            for fault, layers in found.items()
            if fault.family == family
        ]
    lines += ["", "## Slips of meaning", "", SLIPS, "", slips.table()]
    return "\n".join(lines) + "\n"


def _row(*values) -> str:
    return "| " + " | ".join(map(str, values)) + " |"


def read(text: str) -> dict[str, list[str]]:
    """The cells of each fault in a written table: the four layers and the rule."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    return {
        row[0].removesuffix("\\*"): row[2:]
        for row in rows
        if len(row) == 3 + len(LAYERS) and row[0] not in ("fault", "---")
    }


def wrong(fault: Fault, result: Result) -> str | None:
    """What is not reported as it must be, or None."""
    if result.found != result.wanted:
        return f"{fault.name}: wanted {result.wanted}, reported {result.found}"
    if result.narrow != result.layers["frictionless"] and result.narrow is not None:
        return (
            f"{fault.name}: frictionless finds it in the whole package "
            "or in the tables that it can affect, but not in both"
        )
    return None


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare only")
    parser.add_argument("--new", action="store_true", help="try only faults not in the table")
    options = parser.parse_args(arguments)
    folder = os.environ.get("CAPTURES")
    if not folder or not Path(folder).is_dir():
        print("The table needs the captured texts: set CAPTURES to their folder.", file=sys.stderr)
        return 2
    faults = corpus()
    known = read(TABLE.read_text(encoding="utf-8")) if options.new else {}
    tried = [fault for fault in faults if fault.name not in known]
    results = run(tried, Path(folder).absolute(), whole=True)
    if complaints := [said for fault in tried if (said := wrong(fault, results[fault.name]))]:
        print("\n".join(complaints), file=sys.stderr)
        return 1
    found = {name: layers_of(row) for name, row in known.items()}
    text = write(faults, found | {name: one.layers for name, one in results.items()})
    if options.check:
        same = TABLE.is_file() and TABLE.read_text(encoding="utf-8") == text
        print("The table is what was found." if same else "The table differs from what was found.")
        return 0 if same else 1
    TABLE.write_text(text, encoding="utf-8")
    print(
        f"{len(tried)} of {len(faults)} faults tried, all reported as they must be. "
        f"The table is in {TABLE.relative_to(ROOT)}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
