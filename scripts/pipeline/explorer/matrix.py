"""Exercise by muscle: which claims and which findings stand in each cell, from the derived table exercise_muscles.

The table says which articles assert and deny; a cell has the claims themselves, each with what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

    Frames = dict[str, pandas.DataFrame]

# what a claim says of the exercise, by the columns of exercise_muscles
SAYS = {"asserts": "does it", "denies": "does not, or does the reverse", "more": "does more than another", "less": "does less than another",
        "alike": "does as much as another", "advises": "advised for it", "reports": "believed to do it"}
FOUND = {"higher": "higher with it", "not_higher": "not higher with it", "more": "more than another", "less": "less than another", "alike": "as much as another"}
_SAID = {"asserted_by": "asserts", "denied_by": "denies", "reported_by": "reports", "advised_by": "advises"}
_SIDES = {"more_than": "more", "less_than": "less", "alike": "alike"}
# columns of the matrix, from the trunk down; a muscle stands in that of the nearest of these to which it belongs, or in its own
COLUMNS = ("upper-body-muscles", "core-muscles", "abdominal-muscles", "leg-muscles", "hip-flexors", "hip-stabilisers", "gluteal-muscles", "thigh-muscles", "quadriceps", "hamstrings",
           "adductors", "lower-leg-muscles", "calves", "shin-muscles")
AXES = ("slope", "speed", "duration", "surface")
_ORDER = {"slope": ("uphill", "level", "downhill"), "speed": ("sprint", "fast", "easy"), "duration": ("intervals", "short", "continuous", "long")}
_STANCE = {("raises", "asserts"): "asserts", ("keeps", "asserts"): "asserts", ("needed_for", "asserts"): "asserts", ("lowers", "asserts"): "denies", ("raises", "denies"): "denies",
           ("keeps", "denies"): "denies", ("needed_for", "denies"): "denies", ("raises", "reports"): "reports", ("keeps", "reports"): "reports",
           ("needed_for", "reports"): "reports", ("advised", "asserts"): "advises"}


def entries(tables: Frames) -> list[dict]:
    """One row for each claim and each finding in each cell: `exercise_id`, `muscle_id`, `role`, `claim_id` or `finding_id`, and `says`.

    `says` is one of SAYS for a claim and one of FOUND for a finding. Every article and every finding that
    exercise_muscles names in a cell is there; ValueError where not, as then the two would tell different things.
    """
    props = {row["proposition_id"]: row for row in tables["propositions"].astype(object).to_dict("records")}
    claims: dict[str, list[tuple[str, str]]] = {}
    for claim, proposition, stance in zip(*(tables["claims"][column].astype(object) for column in ("claim_id", "proposition_id", "stance"))):
        claims.setdefault(proposition, []).append((claim, stance))
    articles = set(tables["articles"]["article_id"])
    home = dict(zip(tables["claims"]["claim_id"], tables["claims"]["passage_id"].str.split(":").str[0]))
    rows = []
    for cell in tables["exercise_muscles"].astype("string").to_dict("records"):
        key = {name: cell[name] for name in ("exercise_id", "muscle_id", "role")}
        said = set()
        for name in _names(cell["propositions"]):
            relation, subject = props[name]["relation"], props[name]["subject_id"]
            for claim, stance in claims.get(name, ()):
                if relation in ("exceeds", "matches"):
                    says = None if stance != "asserts" else "alike" if relation == "matches" else "more" if subject == cell["exercise_id"] else "less"
                else:
                    says = _STANCE.get((relation, stance))
                if says:
                    said.add((claim, says))
        found = {(name, says) for column, says in (("found_higher", "higher"), ("found_not_higher", "not_higher")) for name in _names(cell[column])}
        sources = {(source, says) for column, says in _SIDES.items() for _, source in _compared(cell[column])}
        found |= {(source, says) for source, says in sources if source not in articles}
        named = {(article, says) for column, says in _SAID.items() for article in _names(cell[column])} | {one for one in sources if one[0] in articles}
        if named != {(home[claim], says) for claim, says in said}:
            raise ValueError(f"exercise_muscles and the claims differ in {' / '.join(key.values())}. Run `make rebuild`.")
        rows += [{**key, "claim_id": claim, "finding_id": None, "says": says} for claim, says in sorted(said)]
        rows += [{**key, "claim_id": None, "finding_id": name, "says": says} for name, says in sorted(found)]
    return rows


def columns(tables: Frames) -> list[dict]:
    """The columns of the matrix, from the trunk down: `muscle_id`, and `members`, the muscles of exercise_muscles that are counted in it."""
    up = dict(zip(tables["terms"]["term_id"], tables["terms"]["broader_id"].astype(object).where(tables["terms"]["broader_id"].notna(), None)))
    found: dict[str, list[str]] = {}
    for muscle in sorted(set(tables["exercise_muscles"]["muscle_id"])):
        home: str | None = muscle
        while home and home not in COLUMNS:
            home = up.get(home)
        found.setdefault(home or muscle, []).append(muscle)
    order = [name for name in COLUMNS if name in found] + sorted(name for name in found if name not in COLUMNS)
    return [{"muscle_id": name, "members": found[name]} for name in order]


def lines(tables: Frames) -> list[dict]:
    """The rows of the matrix: `exercise_id`, and `axis`, by which it differs from running as such: one of AXES, `running`, `other`, `walking`, or the kind of exercise."""
    used = set(tables["exercise_muscles"]["exercise_id"])
    rows = []
    for row in tables["exercises"].astype("string").to_dict("records"):
        if row["exercise_id"] not in used:
            continue
        own = {axis: row[axis] for axis in AXES if isinstance(row[axis], str)}
        axis = row["kind"] if row["kind"] != "running" else "running" if row["exercise_id"] == "running" else next((axis for axis in AXES if axis in own), "other")
        places = [_ORDER[one].index(own[one]) if one in own and own[one] in _ORDER.get(one, ()) else 9 for one in AXES]
        first = ("running", *AXES, "other", "walking")
        rows.append((first.index(axis) if axis in first else len(first), axis, len(own) if axis == "slope" else 0, places, row["exercise_id"]))
    by_axis = sorted(rows, key=lambda row: (row[0], row[1], row[3][AXES.index(row[1])] if row[1] in AXES else 0, row[2], row[3], row[4]))
    return [{"exercise_id": name, "axis": axis} for _, axis, _, _, name in by_axis]


def _names(cell: object) -> list[str]:
    return cell.split("; ") if isinstance(cell, str) else []


def _compared(cell: object) -> list[tuple[str, str]]:
    """Exercises and their sources, from `uphill-running (run247)`."""
    return [(name, source.removesuffix(")")) for name, _, source in (one.partition(" (") for one in _names(cell))]
