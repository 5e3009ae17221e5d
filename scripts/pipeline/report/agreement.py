"""How far two independent readings of an article agree.

Krippendorff's alpha (nominal, two coders) over tokens marked as claim-bearing or not; the share of claims
that a reading of the other annotator overlaps; Cohen's kappa of kind and stance on the matched pairs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from pipeline.tables.table_set import TableSet


@dataclass(frozen=True)
class Agreement:
    """Figures for one article. `alpha` is None without the captured text; `matched` counts pairs of overlapping
    passages, `same` those that begin and end alike.
    """

    article: str
    first: int
    second: int
    alpha: float | None
    matched: int
    same: int
    kind: float | None
    stance: float | None


def measure(package: TableSet) -> list[Agreement]:
    """Agreement for every article that was read twice, from the raw readings."""
    found, readings = [], {}
    for row in package["readings"].rows:
        readings.setdefault((row["article_id"], row["reader"]), []).append(row)
    for article in package["articles"].column("article_id"):
        first, second = (readings.get((article, reader), []) for reader in ("first", "second"))
        if not first or not second:
            continue
        places = [[(row["start"], row["end"]) for row in rows] for rows in (first, second)]
        pairs = match(*places)
        labels = [
            [(first[i][name], second[j][name]) for i, j in pairs] for name in ("kind", "stance")
        ]
        text = package.captures.get(article)
        alpha = krippendorff(*map(text.marked, places)) if text else None
        found.append(
            Agreement(
                article,
                len(first),
                len(second),
                alpha,
                len(pairs),
                sum(places[0][i] == places[1][j] for i, j in pairs),
                *map(cohen, labels),
            )
        )
    return found


def match(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping passages, (start, end) each: the pairs of largest Jaccard overlap first;
    among equals the one earliest in both lists.
    """
    scored = []
    begun = sorted((start, j) for j, (start, _) in enumerate(second))
    longest = max((end - start for start, end in second), default=0)
    for i, (a, b) in enumerate(first):
        for _, j in begun[
            bisect_left(begun, (a - longest,)) : bisect_left(begun, (b,))
        ]:  # no other can overlap
            c, d = second[j]
            shared = min(b, d) - max(a, c)
            if shared > 0:
                scored.append((-shared / (max(b, d) - min(a, c)), i, j))
    pairs, left, right = [], set(), set()
    for _, i, j in sorted(scored):
        if i not in left and j not in right:
            pairs.append((i, j))
            left.add(i)
            right.add(j)
    return sorted(pairs)


def cohen(pairs: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa of label pairs; None without pairs or where chance alone gives full agreement."""
    if not pairs:
        return None
    size = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(left[label] * right[label] for label in left) / size**2
    observed = sum(a == b for a, b in pairs) / size
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def krippendorff(first: bytearray, second: bytearray) -> float | None:
    """Krippendorff's alpha for two coders, nominal labels 0 and 1, no missing values; None where nothing varies."""
    size = 2 * len(first)
    ones = sum(first) + sum(second)
    if ones in (0, size):
        return None
    disagreed = sum(a != b for a, b in zip(first, second))
    return 1 - (size - 1) * 2 * disagreed / (2 * ones * (size - ones))


def mapping_agreement(package: TableSet) -> tuple[int, int, float | None, int, int]:
    """Of the mappings read twice: those that the first reader held, how many of them the second gave the same
    predicate, Cohen's kappa of it, those that the first rejected, and to how many of them the second gave another
    predicate than the rejected one, or none.
    """
    rows = package["mapping_readings"].rows
    held = [(row["first"], row["second"]) for row in rows if row["first_modifier"] is None]
    rejected = [row["first"] != row["second"] for row in rows if row["first_modifier"] == "Not"]
    return (
        len(held),
        sum(a == b for a, b in held),
        cohen([(a, b or "none") for a, b in held]),
        len(rejected),
        sum(rejected),
    )


def mapping_sentence(package: TableSet) -> str:
    """The agreement about mappings in words."""
    held, same, kappa, rejected, upheld = mapping_agreement(package)
    return f"of {held} that the first reader had held, the second gave {same} the same predicate (kappa {_shown(kappa)}); of {rejected} rejected candidates {rejected - upheld} were given the predicate that is rejected."


def evidence_agreement(package: TableSet) -> tuple[int, float, float | None, float, float | None]:
    """Pairs of proposition and finding that both readers judged; for direction and for directness, the share on which they agree and Cohen's kappa."""
    rows = [row for row in package["evidence_readings"].rows if row["second_direction"] is not None]
    figures = []
    for name in ("direction", "directness"):
        pairs = [(row[f"first_{name}"], row[f"second_{name}"]) for row in rows]
        figures += [sum(a == b for a, b in pairs) / max(len(pairs), 1), cohen(pairs)]
    return len(rows), *figures


def evidence_sentence(package: TableSet) -> str:
    """The agreement about evidence in words."""
    size, direction, kappa, directness, other = evidence_agreement(package)
    return f"of {size} pairs that both judged, they agreed on the direction of {direction:.0%} (kappa {_shown(kappa)}) and on the directness of {directness:.0%} (kappa {_shown(other)})."


def agreement(package: TableSet) -> list[str]:
    """The figures as sentences: one for the mappings, one for the evidence, and one for each article."""
    about = (
        [f"Mappings read twice: {mapping_sentence(package)}"]
        if package["mapping_readings"].rows
        else []
    )
    about += (
        [f"Evidence read twice: {evidence_sentence(package)}"]
        if package["evidence_readings"].rows
        else []
    )
    return about + [
        f"Two readings of {a.article}, before differences were settled: {a.first} and {a.second} claims, {a.matched} matched, {a.same} of them on the very same passage; kappa of kind {_shown(a.kind)}, "
        f"of stance {_shown(a.stance)}; alpha over words {_shown(a.alpha)}{'' if a.alpha is not None else ' (needs the captured text)'}."
        for a in measure(package)
    ]


def _shown(value: float | None) -> str:
    return "not computed" if value is None else f"{value:.2f}"
