"""How far two independent readings of an article agree.

Krippendorff's alpha (nominal, two coders) over tokens marked as claim-bearing or not; pairs of
claims on overlapping passages; Cohen's kappa of kind and stance on these pairs. Likewise for the
readings of mappings, of evidence and of testability.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.tables.rows import Row
from pipeline.tables.table_set import TableSet
from pipeline.text.overlaps import match


@dataclass(frozen=True)
class Agreement:
    """Figures for one article, with the number of claims in each reading.

    `alpha` is None without the captured text. `matched` counts pairs of overlapping passages,
    `same` those that begin and end alike.
    """

    article: str
    first: int
    second: int
    alpha: float | None
    matched: int
    same: int
    kind: float | None
    stance: float | None


def measure(tables: TableSet) -> list[Agreement]:
    """Agreement for every article that was read twice, from the raw readings."""
    found = []
    readings: dict[tuple[str, str], list[Row]] = {}
    for row in tables["readings"].rows:
        readings.setdefault((row["article_id"], row["reader"]), []).append(row)
    for article in tables["articles"].column("article_id"):
        first, second = (readings.get((article, reader), []) for reader in ("first", "second"))
        if not first or not second:
            continue
        one, other = ([(row["start"], row["end"]) for row in rows] for rows in (first, second))
        pairs = match(one, other)
        labels = [
            [(first[i][name], second[j][name]) for i, j in pairs] for name in ("kind", "stance")
        ]
        text = tables.captures.get(article)
        alpha = krippendorff(text.marked(one), text.marked(other)) if text else None
        found.append(
            Agreement(
                article,
                len(first),
                len(second),
                alpha,
                len(pairs),
                sum(one[i] == other[j] for i, j in pairs),
                *map(cohen, labels),
            )
        )
    return found


def cohen(pairs: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa of label pairs; None without pairs, or if chance alone gives full agreement."""
    if not pairs:
        return None
    size = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(left[label] * right[label] for label in left) / size**2
    observed = sum(a == b for a, b in pairs) / size
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def krippendorff(first: bytearray, second: bytearray) -> float | None:
    """Krippendorff's alpha for two coders, nominal labels 0 and 1, and no missing values.

    None if all labels are equal.
    """
    size = 2 * len(first)
    ones = sum(first) + sum(second)
    if ones in (0, size):
        return None
    disagreed = sum(a != b for a, b in zip(first, second, strict=True))
    return 1 - (size - 1) * 2 * disagreed / (2 * ones * (size - ones))


def mapping_agreement(tables: TableSet) -> tuple[int, int, float | None, int, int]:
    """Five figures about the mappings that were read twice.

    How many the first reader held; to how many of these the second gave the same predicate, with
    Cohen's kappa; how many the first rejected; to how many of these the second gave another
    predicate, or none.
    """
    rows = tables["mapping_readings"].rows
    held = [(row["first"], row["second"]) for row in rows if row["first_modifier"] is None]
    rejected = [row["first"] != row["second"] for row in rows if row["first_modifier"] == "Not"]
    return (
        len(held),
        sum(a == b for a, b in held),
        cohen([(a, b or "none") for a, b in held]),
        len(rejected),
        sum(rejected),
    )


def mapping_sentence(tables: TableSet) -> str:
    """The agreement about mappings in words."""
    held, same, kappa, rejected, upheld = mapping_agreement(tables)
    return (
        f"of {held} that the first reader had held, the second gave {same} the same predicate "
        f"(kappa {_shown(kappa)}); of {rejected} rejected candidates {rejected - upheld} "
        "were given the predicate that is rejected."
    )


def evidence_agreement(tables: TableSet) -> tuple[int, float, float | None, float, float | None]:
    """How many pairs of proposition and finding both readers judged, and how far they agree.

    The share of pairs on which they agree and Cohen's kappa: for direction, then for directness.
    """
    rows = [row for row in tables["evidence_readings"].rows if row["second_direction"] is not None]
    direction, directness = (
        [(row[f"first_{name}"], row[f"second_{name}"]) for row in rows]
        for name in ("direction", "directness")
    )
    return len(rows), _share(direction), cohen(direction), _share(directness), cohen(directness)


def bearing_agreement(
    tables: TableSet,
) -> tuple[int, float, float | None, float, float | None, int, int]:
    """How far the second reader of evidence agrees with what follows from the slots.

    Of the pairs that stand as evidence and that the reader found to bear on their proposition: how
    many there are, then share and Cohen's kappa for the direction, then for the bearing. Then how
    many pairs that are left out the reader saw, and how many of these do not bear for the reader.
    """
    held = tables.index("evidence")
    pairs, left_out, upheld = [], 0, 0
    for reading in tables["bearing_readings"].rows:
        row = held.get((reading["proposition_id"], reading["finding_id"]))
        bears = reading["bearing"] != "does_not_bear"
        if row is None:
            left_out += 1
            upheld += not bears
        elif bears:
            pairs.append((row, reading))
    direction, bearing = (
        [(row[name], reading[name]) for row, reading in pairs] for name in ("direction", "bearing")
    )
    return (
        len(pairs),
        _share(direction),
        cohen(direction),
        _share(bearing),
        cohen(bearing),
        left_out,
        upheld,
    )


def bearing_sentence(tables: TableSet) -> str:
    """The agreement of the second reader of evidence with the slots, in words."""
    size, direction, kappa, bearing, other, left_out, upheld = bearing_agreement(tables)
    return (
        f"of {size} pairs, the reader gave the direction that follows in {direction:.0%} "
        f"(kappa {_shown(kappa)}) and the bearing in {bearing:.0%} (kappa {_shown(other)}); "
        f"of {left_out} pairs that are left out, {upheld} did not bear for the reader either."
    )


def testability_agreement(tables: TableSet) -> tuple[int, float, float | None]:
    """How many propositions two readers judged for testability, on which share they agree, and
    Cohen's kappa.
    """
    pairs = [(row["first"], row["second"]) for row in tables["testability_readings"].rows]
    return len(pairs), _share(pairs), cohen(pairs)


def testability_sentence(tables: TableSet) -> str:
    """The agreement about testability in words."""
    size, share, kappa = testability_agreement(tables)
    return f"of {size} propositions, they agreed on {share:.0%} (kappa {_shown(kappa)})."


def _share(pairs: list[tuple[str, str]]) -> float:
    """The share of pairs with equal labels; 0 without pairs."""
    return sum(a == b for a, b in pairs) / max(len(pairs), 1)


def evidence_sentence(tables: TableSet) -> str:
    """The agreement about evidence in words."""
    size, direction, kappa, directness, other = evidence_agreement(tables)
    return (
        f"of {size} pairs that both judged, they agreed on the direction of {direction:.0%} "
        f"(kappa {_shown(kappa)}) and on the directness of {directness:.0%} "
        f"(kappa {_shown(other)})."
    )


def agreement(tables: TableSet) -> list[str]:
    """The figures as sentences: on the mappings, on the evidence, and on each article."""
    sentences = []
    if tables["mapping_readings"].rows:
        sentences.append(f"Mappings read twice: {mapping_sentence(tables)}")
    if tables["evidence_readings"].rows:
        sentences.append(f"Evidence read twice for 0.5.0: {evidence_sentence(tables)}")
    if tables["bearing_readings"].rows:
        sentences.append(f"Evidence read again, blind: {bearing_sentence(tables)}")
    if tables["testability_readings"].rows:
        sentences.append(f"Testability read twice, blind: {testability_sentence(tables)}")
    return sentences + [_sentence(one) for one in measure(tables)]


def _sentence(one: Agreement) -> str:
    needs = "" if one.alpha is not None else " (needs the captured text)"
    return (
        f"Two readings of {one.article}, before differences were settled: "
        f"{one.first} and {one.second} claims, {one.matched} matched, "
        f"{one.same} of them on exactly the same passage; kappa of kind {_shown(one.kind)}, "
        f"of stance {_shown(one.stance)}; alpha over words {_shown(one.alpha)}{needs}."
    )


def _shown(value: float | None) -> str:
    return "not computed" if value is None else f"{value:.2f}"
