"""Cuts that say what a provider's days allow: sessions of one and of two slots, in free slots, within the daily limit.

A pattern of a day is a set of starts that do not overlap. For any choice W of starts (a slot of the day, and one slot or two),
the sessions that a provider begins at W on a group of weekdays are at most the sum, over its days, of the most that a pattern
of the day has in W: what every plan keeps, day by day, is added up.
"""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.cuts import Cut, rows_of
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.program import Floats, Rows

SMALLEST = 0.02
"""A cut that is broken by fewer sessions than this is not worth a row."""
FEW = 10
"""With so many starts or fewer, every choice of them is tried."""
LENGTHS = (1, 2)

Start = tuple[int, int]
"""The first slot and the number of slots."""


class Patterns:
    """What every provider can begin, by group of weekdays and choice of starts."""

    def __init__(self, grid: Grid, model: ClassModel) -> None:
        self.starts = [(slot, length) for length in LENGTHS for slot in range(grid.slots + 1 - length)]
        self.choices = np.array(list(_choices(self.starts)), dtype=bool)
        self._lay_out_flows(grid, model)
        self._count_most(grid)

    def _lay_out_flows(self, grid: Grid, model: ClassModel) -> None:
        number = {start: i for i, start in enumerate(self.starts)}
        flows = sorted(model.flows.items())
        self.column = np.array([column for _, column in flows], dtype=np.int64)
        self.start = np.array([number[k // grid.groups, grid.length[v]] for (_, v, k, _), _ in flows], dtype=np.int64)
        self.diary = np.array([p * grid.groups + k % grid.groups for (p, _, k, _), _ in flows], dtype=np.int64)

    def _count_most(self, grid: Grid) -> None:
        masks = (grid.free << np.arange(grid.slots)).sum(axis=2)
        table = {
            (mask, left): self._most(int(mask), int(left))
            for mask, left in set(zip(masks.ravel().tolist(), grid.daily_left.ravel().tolist(), strict=True))
        }
        self.most = np.zeros((len(masks) * grid.groups, len(self.choices)))
        for p, days in enumerate(masks.tolist()):
            for day, mask in enumerate(days):
                self.most[p * grid.groups + grid.group[day]] += table[mask, grid.daily_left[p, day]]

    def _most(self, mask: int, left: int) -> Floats:
        """By choice of starts, the most of them that a pattern of such a day has."""
        best = np.zeros(len(self.choices))
        for pattern in _patterns(mask, left, tuple(self.starts)):
            best = np.maximum(best, self.choices[:, list(pattern)].sum(axis=1))
        return best

    def broken(self, x: Floats) -> Rows:
        """The rows that `x` breaks, the most broken of every provider and group."""
        begun = np.zeros((len(self.most), len(self.starts)))
        np.add.at(begun, (self.diary, self.start), x[self.column])
        excess = begun @ self.choices.T - self.most
        worst = excess.argmax(axis=1)
        found: list[Cut] = []
        for diary in np.flatnonzero(excess[np.arange(len(worst)), worst] > SMALLEST):
            mine = (self.diary == diary) & self.choices[worst[diary]][self.start]
            found.append((dict.fromkeys(self.column[mine].tolist(), 1.0), float(self.most[diary, worst[diary]])))
        return rows_of(found)


def _choices(starts: list[Start]) -> Iterator[NDArray[np.bool_]]:
    """Choices of starts: all of them when they are few, else those that touch a stretch of the day, long ones or any."""
    if len(starts) <= FEW:
        for size in range(1, len(starts) + 1):
            for chosen in combinations(range(len(starts)), size):
                yield np.isin(np.arange(len(starts)), chosen)
        return
    slots = 1 + max(slot for slot, _ in starts)
    for first, last in combinations(range(slots + 1), 2):
        touching = np.array([slot < last and slot + length > first for slot, length in starts])
        yield touching
        yield touching & np.array([length > 1 for _, length in starts])


@cache
def _patterns(mask: int, left: int, starts: tuple[Start, ...]) -> tuple[tuple[int, ...], ...]:
    """Every set of starts that fits into the free slots `mask` without overlap and takes `left` slots at most."""
    found: list[tuple[int, ...]] = [()]
    for i, (slot, length) in enumerate(starts):
        taken = ((1 << length) - 1) << slot
        if taken & ~mask or length > left:
            continue
        for pattern in list(found):
            slots = sum(((1 << starts[j][1]) - 1) << starts[j][0] for j in pattern)
            if not slots & taken and (slots | taken).bit_count() <= left:
                found.append((*pattern, i))
    return tuple(found)
