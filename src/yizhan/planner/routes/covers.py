"""Groups that do not all fit into a point at once, and how many of them do: cuts for the linear program (Balas 1975).

`there` is the share of each group that is at the point, `sizes` the people of every group.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

SLIGHT = 1e-4
LARGEST = 500
"""The capacity up to which covers are looked for person by person."""


def large_ones(there: Mapping[int, float], sizes: Sequence[int], capacity: int) -> Iterator[tuple[set[int], int]]:
    """Groups from some size up, and how many of them fit at most; with one smaller that does not fit beside as many."""
    for size in sorted({sizes[group] for group in there}):
        members = sorted((group for group, people in enumerate(sizes) if people >= size), key=sizes.__getitem__)
        filled = list(accumulate(sizes[group] for group in members))
        most = bisect_right(filled, capacity)
        too_many = [
            group for group in there if sizes[group] < size and most and sizes[group] + filled[most - 1] > capacity
        ]
        likely = sorted(too_many, key=lambda group: (-there[group], group))[:1]
        if most < len(members):
            yield {*members, *likely}, most


def covers(there: Mapping[int, float], sizes: Sequence[int], capacity: int) -> Iterator[tuple[set[int], int]]:
    """Groups too many for the capacity with the largest shares, and all groups at least as large; one less than they are.

    The cheapest way (1 - share each) to gather more people than the capacity, by dynamic programming over people.
    """
    if capacity > LARGEST:
        return
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *[(2.0, ())] * (capacity + 1)]
    for group in sorted(there):
        cost = max(0.0, 1.0 - there[group])
        for people in range(capacity + 1, 0, -1):
            before, chosen = best[max(0, people - sizes[group])]
            if before + cost < best[people][0]:
                best[people] = before + cost, (*chosen, group)
    cost, cover = best[capacity + 1]
    if cost < 1.0 - SLIGHT:
        largest = max(sizes[group] for group in cover)
        yield {*cover, *(group for group, people in enumerate(sizes) if people >= largest)}, len(cover) - 1
