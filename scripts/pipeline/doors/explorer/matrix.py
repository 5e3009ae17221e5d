"""Exercise by muscle: which claims and which findings stand in each cell.

Cells with a muscle are those of the derived table exercise_muscles, which says which articles assert and deny; a cell has
the claims themselves, each with what it says. Claims and findings that name no muscle, which that table leaves out,
stand in a column of their own, where their outcome is one of muscle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.derived.exercise_muscles import SAID

if TYPE_CHECKING:
    import pandas

    Frames = dict[str, pandas.DataFrame]

# what a claim says of the exercise, by the columns of exercise_muscles
SAYS = {
    "asserts": "does it",
    "denies": "does not, or does the reverse",
    "more": "does more than another",
    "less": "does less than another",
    "alike": "does as much as another",
    "advises": "advised for it",
    "reports": "believed to do it",
}
FOUND = {
    "higher": "higher with it",
    "not_higher": "not higher with it",
    "more": "more than another",
    "less": "less than another",
    "alike": "as much as another",
}
_SAID = {
    "asserted_by": "asserts",
    "denied_by": "denies",
    "reported_by": "reports",
    "advised_by": "advises",
}
_SIDES = {"more_than": "more", "less_than": "less", "alike": "alike"}
SIGNS = {
    "asserts": 1,
    "more": 1,
    "denies": -1,
    "less": -1,
    "higher": 1,
    "not_higher": -1,
}  # for and against; the others are neither
ENTRIES = ("exercise_id", "muscle_id", "role", "claim_id", "finding_id", "says", "than")
AT_LARGE = ""  # the column of what names no muscle
# columns of the matrix, from the trunk down; a muscle stands in that of the nearest of these to which it belongs, or in its own
COLUMNS = (
    "upper-body-muscles",
    "core-muscles",
    "abdominal-muscles",
    "leg-muscles",
    "hip-flexors",
    "hip-stabilisers",
    "gluteal-muscles",
    "thigh-muscles",
    "quadriceps",
    "hamstrings",
    "adductors",
    "lower-leg-muscles",
    "calves",
    "shin-muscles",
)
AXES = ("slope", "speed", "duration", "surface")
_ORDER = {
    "slope": ("uphill", "level", "downhill"),
    "speed": ("sprint", "fast", "easy"),
    "duration": ("intervals", "short", "continuous", "long"),
}
_STANCE = {
    pair: _SAID[column] for pair, column in SAID.items()
}  # by relation and stance, as exercise_muscles has it


def entries(tables: Frames, roles: dict[str, str]) -> list[dict]:
    """One row for each claim and each finding in each cell: `exercise_id`, `muscle_id`, `role`, `claim_id` or `finding_id`, `says`, `than`.

    `says` is one of SAYS for a claim and one of FOUND for a finding, `than` the exercise compared with, where there is one.
    `roles` has the role (of exercise_muscles) of each outcome of muscle. Every article and every finding that
    exercise_muscles names in a cell is there; ValueError where not, as then the two would tell different things.
    """
    props = {
        row["proposition_id"]: row
        for row in tables["propositions"].astype(object).to_dict("records")
    }
    claims: dict[str, list[tuple[str, str]]] = {}
    for claim, proposition, stance in zip(
        *(
            tables["claims"][column].astype(object)
            for column in ("claim_id", "proposition_id", "stance")
        )
    ):
        claims.setdefault(proposition, []).append((claim, stance))
    articles = set(tables["articles"]["article_id"])
    home = dict(
        zip(tables["claims"]["claim_id"], tables["claims"]["passage_id"].str.split(":").str[0])
    )
    exercises = set(tables["exercises"]["exercise_id"])

    def said_by(name: str, exercise: str):
        """What the claims of a proposition say of an exercise."""
        for claim, stance in claims.get(name, ()):
            says, than = _says(props[name], stance, exercise, exercises)
            if says:
                yield claim, says, than

    rows = []
    for cell in tables["exercise_muscles"].astype("string").to_dict("records"):
        key = {name: cell[name] for name in ("exercise_id", "muscle_id", "role")}
        said = {
            one
            for name in _names(cell["propositions"])
            for one in said_by(name, cell["exercise_id"])
        }
        found = {
            (name, says, None)
            for column, says in (("found_higher", "higher"), ("found_not_higher", "not_higher"))
            for name in _names(cell[column])
        }
        compared = {
            (source, says, than)
            for column, says in _SIDES.items()
            for than, source in _compared(cell[column])
        }
        found |= {one for one in compared if one[0] not in articles}
        named = {
            (article, says, None)
            for column, says in _SAID.items()
            for article in _names(cell[column])
        } | {one for one in compared if one[0] in articles}
        if named != {(home[claim], says, than) for claim, says, than in said}:
            raise ValueError(
                f"exercise_muscles and the claims differ in {' / '.join(key.values())}. Run `make rebuild`."
            )
        rows += _rows(key, said, found)
    return rows + _at_large(tables, roles, props, exercises, said_by)


def _at_large(
    tables: Frames, roles: dict[str, str], props: dict[str, dict], exercises: set[str], said_by
) -> list[dict]:
    """The cells of what names no muscle."""
    cells: dict[tuple[str, str], tuple[set, set]] = {}
    for name, row in props.items():
        if row["muscle_id"] != row["muscle_id"] or row["muscle_id"] is None:
            for exercise in (
                {row["subject_id"], row["comparator_id"]} & exercises
                if row["object_id"] in roles
                else ()
            ):
                cells.setdefault((exercise, roles[row["object_id"]]), (set(), set()))[0].update(
                    said_by(name, exercise)
                )
    findings = tables["findings"]
    for row in (
        findings[findings["muscle_id"].isna() & findings["object_id"].isin(list(roles))]
        .astype(object)
        .to_dict("records")
    ):
        sides = [(row["subject_id"], row["comparator_id"])]
        if isinstance(row["comparator_id"], str):
            sides.append((row["comparator_id"], row["subject_id"]))
        for i, (exercise, other) in enumerate(sides):
            compared = isinstance(other, str)
            says = (
                {
                    "higher": ("more", "less"),
                    "lower": ("less", "more"),
                    "no_difference": ("alike", "alike"),
                }.get(row["result"], (None, None))[i]
                if compared
                else "higher"
                if row["result"] == "higher"
                else "not_higher"
            )
            if says and exercise in exercises and (not compared or other in exercises):
                cells.setdefault((exercise, roles[row["object_id"]]), (set(), set()))[1].add(
                    (row["finding_id"], says, other if compared else None)
                )
    return [
        entry
        for (exercise, role), (said, found) in sorted(cells.items())
        for entry in _rows(
            {"exercise_id": exercise, "muscle_id": AT_LARGE, "role": role}, said, found
        )
    ]


def _rows(key: dict[str, str], said: set, found: set) -> list[dict]:
    order = lambda one: (one[0], one[1], one[2] or "")
    return [
        {**key, "claim_id": claim, "finding_id": None, "says": says, "than": than}
        for claim, says, than in sorted(said, key=order)
    ] + [
        {**key, "claim_id": None, "finding_id": name, "says": says, "than": than}
        for name, says, than in sorted(found, key=order)
    ]


def _says(
    row: dict, stance: str, exercise: str, exercises: set[str]
) -> tuple[str | None, str | None]:
    """What a claim on a proposition says of an exercise, as exercise_muscles reads it: one of SAYS (or None), and the exercise compared with."""
    if row["relation"] in ("exceeds", "matches"):
        than = row["comparator_id"] if row["subject_id"] == exercise else row["subject_id"]
        if stance != "asserts" or than not in exercises:
            return None, None
        return (
            "alike"
            if row["relation"] == "matches"
            else "more"
            if row["subject_id"] == exercise
            else "less"
        ), than
    return (
        (_STANCE.get((row["relation"], stance)), None)
        if row["subject_id"] == exercise
        else (None, None)
    )


def columns(tables: Frames) -> list[dict]:
    """The columns of the matrix, from the trunk down: `muscle_id`, and `members`, the muscles that are counted in it. The first is AT_LARGE."""
    up = dict(
        zip(
            tables["terms"]["term_id"],
            tables["terms"]["broader_id"]
            .astype(object)
            .where(tables["terms"]["broader_id"].notna(), None),
        )
    )
    found: dict[str, list[str]] = {}
    for muscle in sorted(set(tables["exercise_muscles"]["muscle_id"])):
        home: str | None = muscle
        while home and home not in COLUMNS:
            home = up.get(home)
        found.setdefault(home or muscle, []).append(muscle)
    order = [name for name in COLUMNS if name in found] + sorted(
        name for name in found if name not in COLUMNS
    )
    return [{"muscle_id": AT_LARGE, "members": [AT_LARGE]}] + [
        {"muscle_id": name, "members": found[name]} for name in order
    ]


def lines(tables: Frames, used: set[str]) -> list[dict]:
    """The rows of the matrix, of the exercises `used`: `exercise_id`, and `axis`, by which it differs from running as such: one of AXES, `running`, `other`, `walking`, or the kind of exercise."""
    rows = []
    for row in tables["exercises"].astype("string").to_dict("records"):
        if row["exercise_id"] not in used:
            continue
        own = {axis: row[axis] for axis in AXES if isinstance(row[axis], str)}
        axis = (
            row["kind"]
            if row["kind"] != "running"
            else "running"
            if row["exercise_id"] == "running"
            else next((axis for axis in AXES if axis in own), "other")
        )
        places = [
            _ORDER[one].index(own[one]) if one in own and own[one] in _ORDER.get(one, ()) else 9
            for one in AXES
        ]
        first = ("running", *AXES, "other", "walking")
        rows.append(
            (
                first.index(axis) if axis in first else len(first),
                axis,
                len(own) if axis == "slope" else 0,
                places,
                row["exercise_id"],
            )
        )
    by_axis = sorted(
        rows,
        key=lambda row: (
            row[0],
            row[1],
            row[3][AXES.index(row[1])] if row[1] in AXES else 0,
            row[2],
            row[3],
            row[4],
        ),
    )
    return [{"exercise_id": name, "axis": axis} for _, axis, _, _, name in by_axis]


def _names(cell: object) -> list[str]:
    return cell.split("; ") if isinstance(cell, str) else []


def _compared(cell: object) -> list[tuple[str, str]]:
    """Exercises and their sources, from `uphill-running (run247)`."""
    return [
        (name, source.removesuffix(")"))
        for name, _, source in (one.partition(" (") for one in _names(cell))
    ]
