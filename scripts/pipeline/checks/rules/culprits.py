"""Which row to blame where two rows do not fit, and each of them also belongs to others."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from pipeline.tables.table_set import TableSet

T = TypeVar("T", bound=Hashable)
Cause = TypeVar("Cause", bound=Hashable)


def most_involved(pairs: Iterable[tuple[T, T]]) -> Iterator[tuple[T, T]]:
    """For pairs of a narrower and a broader term that do not fit: whom to blame, and a partner.

    Blamed is the term that is in most of the pairs, which are then explained; and so on. Of two
    terms in one pair alone, it is the narrower one.
    """
    left = sorted(set(pairs), key=str)
    while left:
        count = Counter(term for pair in left for term in pair)
        narrower = {term for term, _ in left}
        blamed = max(count, key=lambda term: (count[term], term in narrower, str(term)))
        mine = [pair for pair in left if blamed in pair]
        one, other = mine[0]
        yield blamed, other if one == blamed else one
        left = [pair for pair in left if blamed not in pair]


def shared(chains: dict[T, list[Cause]]) -> Iterator[tuple[Cause, list[T]]]:
    """The causes that two or more misfits have in common, the most common first, with the misfits.

    `chains` has for each misfit its possible causes, from the nearest on, such as its term and the
    terms above it. Of causes that the same misfits share, it is the nearest.
    """
    left = dict(chains)
    while left:
        under: defaultdict[Cause, list[T]] = defaultdict(list)
        for misfit, chain in left.items():
            for cause in chain:
                under[cause].append(misfit)
        depth = {cause: i for chain in left.values() for i, cause in enumerate(chain)}
        if not under:
            return
        best = max(sorted(under, key=str), key=lambda cause: (len(under[cause]), -depth[cause]))
        if len(under[best]) == 1:
            return
        yield best, under[best]
        left = {misfit: chain for misfit, chain in left.items() if misfit not in under[best]}


def chain(term: str | None, tables: TableSet, below: set[str] | None = None) -> list[str]:
    """The term and all above it by broader terms and groups, the nearest first.

    Those in `below` are left out.
    """
    groups: dict[str, list[str]] = tables.once("groups of terms", _groups)
    terms = tables.index("terms")
    found: list[str] = [] if term is None else [term]
    for one in found:  # grows on the way
        above = [terms.get(one, {}).get("broader_id"), *groups.get(one, ())]
        found += [wider for wider in dict.fromkeys(above) if wider and wider not in found]
    return [one for one in found if one not in (below or ())]


def _groups(tables: TableSet) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in tables["term_members"].rows:
        found[row["member_id"]].append(row["group_id"])
    return dict(found)
