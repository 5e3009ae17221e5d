"""Three plain sentences on a question: what the articles say, what trials found, how sure that is.

They name articles and trials one by one. Results are not counted for and against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.derived.study_evidence import CLOSE
from pipeline.doors.explorer.answer_words import answer_words
from pipeline.doors.explorer.chart_rows import study_name
from pipeline.doors.explorer.frames import Frames
from pipeline.doors.explorer.position_words import in_short
from pipeline.loader import plain
from pipeline.tables.designs import RANDOMISED, TRIALS
from pipeline.tables.rows import Row

AT_ONE_TIME = "cross_sectional"
TITLE = 60  # characters of a title that stand for the authors in a text
_NAMED = 6  # trials, and special cases of one article, that a sentence names
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def sentences(frames: Frames, said: list[Row]) -> dict[str, list[str]]:
    """The three sentences of each question, by its id. `said` are the rows of `worded`."""
    works = {row["reference_id"]: study_name(row, TITLE) for row in plain(frames["references"])}
    sites = {row["article_id"]: row["site"] for row in plain(frames["articles"])}
    held: defaultdict[str, list[Row]] = defaultdict(list)
    for row in plain(frames["question_evidence"]):
        if row["reach"] in CLOSE and row["source"] == "primary":
            held[row["question_id"]].append(row | {"name": works[row["reference_id"]]})
    told: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in said:
        told[row["question_id"]][row["article_id"]].append(row)
    names = {row["term_id"]: row["name"] for row in plain(frames["terms"])}
    return {
        row["question_id"]: [
            _articles(told[row["question_id"]], sites),
            _trials(held[row["question_id"]], answer_words(row, names), row["searches"] > 0),
            _sure(held[row["question_id"]], row["searches"] > 0),
        ]
        for row in plain(frames["questions"])
    }


def number(count: int) -> str:
    """A number as a sentence has it: in letters up to ten."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def listed(parts: Iterable[str]) -> str:
    """Parts as in *a, b and c*."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _articles(told: dict[str, list[Row]], sites: dict[str, str]) -> str:
    """What each article says; those that say nothing on it are counted."""
    parts = []
    for article in sorted(told, key=lambda one: sites[one].lower()):
        short = in_short(told[article])
        texts = [row["text"] + (" (hedged)" if row["hedged"] else "") for row in short[:_NAMED]]
        if len(short) > _NAMED:
            texts.append(f"{len(short) - _NAMED} more cases")
        general = len(short) == 1 and not short[0]["case"]
        said = f": {texts[0]}" if general else f" ({'; '.join(texts)})"
        parts.append(sites[article] + said)
    silent = len(sites) - len(told)
    rest = f" The other {number(silent)} {_be(silent, 'does', 'do')} not say." if silent else ""
    return (
        f"What {_be(len(told), 'the one article says', f'{number(len(told))} articles say')}: "
        f"{'; '.join(parts)}.{rest}"
    )


def _be(count: int, single: str, several: str) -> str:
    return single if count == 1 else several


def _trials(held: list[Row], words: dict[str, str], looked_for: bool) -> str:
    """What each trial found, the randomised ones first."""
    trials = [row for row in held if row["design"] in TRIALS]
    if not trials and not held and not looked_for:
        return "What trials found: no trial of it was looked for."
    if not trials:
        return "What trials found: no trial of it, or of a case of it, was found."
    parts = []
    for kind, mine in (
        ("of the randomised trials", _of(trials, True)),
        ("of the others", _of(trials, False)),
    ):
        if mine:
            named = [_trial(row, words) for row in mine[:_NAMED]]
            more = len(mine) - _NAMED
            if more > 0:
                named.append(f"{number(more)} more {_be(more, 'is', 'are')} listed below")
            parts.append(f"{kind}, {listed(named)}")
    return f"What trials found: {'; '.join(parts)}."


def _of(trials: list[Row], is_random: bool) -> list[Row]:
    mine = [row for row in trials if (row["design"] in RANDOMISED) == is_random]
    return sorted(mine, key=lambda row: (TRIALS.index(row["design"]), row["reference_id"]))


def _trial(row: Row, words: dict[str, str]) -> str:
    people = f" ({row['people']:,} people)" if row["people"] else ""
    found = "that it does" if words[row["answer"]] == "yes" else words[row["answer"]]
    return f"{row['name']}{people} found {found}"


def _sure(held: list[Row], looked_for: bool) -> str:
    """How far the studies can decide it, by their designs and sizes."""
    if not held and not looked_for:
        return "How sure that is: no study of it was looked for, so it is an open question here."
    if not held:
        return "How sure that is: no study of it was found, so it is an open question here."
    at_random = sum(row["design"] in RANDOMISED for row in held)
    groups = sum(row["design"] == AT_ONE_TIME for row in held)
    sizes = sorted(row["people"] for row in held if row["design"] in TRIALS and row["people"])
    said = (
        f"How sure that is: of {number(len(held))} {_be(len(held), 'study', 'studies')} of it or "
        f"of a case of it, {number(at_random) if at_random else 'none'} "
        f"{_be(at_random, 'is', 'are')} randomised"
    )
    if groups:
        said += (
            f", and {number(groups)} only compared groups of people at one time, which cannot show "
            "a cause"
        )
    if sizes:
        span = f"{sizes[0]:,}" if sizes[0] == sizes[-1] else f"{sizes[0]:,} to {sizes[-1]:,}"
        said += f"; the trials had {span} people each"
    return f"{said}. A study without a clear effect does not show that there is none."
