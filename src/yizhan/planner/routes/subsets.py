"""Exact routes over a dozen points: the earliest end of every set of points, by the point visited last.

Dynamic programming over visited sets (Held and Karp 1962). A way takes as long at any hour, so to be somewhere earlier is never
worse, and the earliest end is all that has to be known of a set and its last point.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.routes.tour import FAR, Ints, Tour

MOST = 12
"""Points up to which the table of all sets is worth its room (2**12 sets)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """The sets of one size, each with every possible last point: `sets[k]` ends at `last[k]` and was `before[k]` without it."""

    sets: Ints
    before: Ints
    last: Ints


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The earliest end `ready[S, j]` of a route that visits the set of points S (a bit each) and j last; FAR when there is none."""

    tour: Tour
    ready: Ints

    @property
    def home(self) -> Ints:
        """The earliest end of a whole route through each set, the way back included; FAR when it is too late."""
        whole = (self.ready + self.tour.back).min(axis=1, initial=FAR)
        return np.where(whole <= self.tour.end, whole, FAR)

    @property
    def values(self) -> Ints:
        """What each set counts."""
        values: Ints = members(self.tour.size) @ self.tour.value
        return values

    def best(self, *, through: int | None = None) -> int | None:
        """The set of most value (of the earliest end among equals) that has a route, and has `through` in it; None when none has."""
        home = self.home
        fine = home < FAR
        if through is not None:
            fine &= members(self.tour.size)[:, through]
        if not fine.any():
            return None
        values = np.where(fine, self.values, -1)
        return int(np.where(values == values.max(), home, FAR + 1).argmin())

    def order(self, visited: int) -> tuple[int, ...]:
        """The order in which the set `visited` is seen earliest."""
        order: list[int] = []
        until = self.ready[visited] + self.tour.back
        while visited:
            j = int(until.argmin())
            order.append(j)
            visited ^= 1 << j
            until = self.ready[visited] + self.tour.travel[:, j]
        return tuple(reversed(order))


def table(tour: Tour) -> Table:
    """The earliest ends of all sets of the tour's points, of which there may be MOST."""
    size = tour.size
    ready = np.full((1 << size, size), FAR)
    into = tour.travel.T.copy()
    if size:
        starts = tour.soonest(tour.start + tour.out, slice(None))
        ready[1 << np.arange(size), np.arange(size)] = np.where(starts < FAR, starts + tour.stay, FAR)
    reached = ready.min(axis=1, initial=FAR) < FAR
    for layer in layers(size):
        alive = reached[layer.before]
        sets, before, last = layer.sets[alive], layer.before[alive], layer.last[alive]
        starts = tour.soonest((ready[before] + into[last]).min(axis=1), last) if len(sets) else sets
        fine = starts < FAR
        if not fine.any():
            break
        ready[sets[fine], last[fine]] = starts[fine] + tour.stay[last[fine]]
        reached[sets[fine]] = True
    return Table(tour=tour, ready=ready)


@cache
def layers(size: int) -> tuple[Layer, ...]:
    """The sets of two points, of three and so on, of `size` points."""
    inside = members(size)
    found = []
    for count in range(2, size + 1):
        of_size = np.flatnonzero(inside.sum(axis=1) == count)
        row, last = np.nonzero(inside[of_size])
        sets = of_size[row]
        found.append(Layer(sets=sets, before=sets ^ (1 << last), last=last))
    return tuple(found)


@cache
def members(size: int) -> NDArray[np.bool_]:
    """Whether each set (row) of `size` points has each point (column) in it."""
    return (np.arange(1 << size)[:, None] >> np.arange(size) & 1).astype(bool)
