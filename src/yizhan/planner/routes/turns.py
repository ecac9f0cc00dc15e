"""Groups that choose their routes one after the other, each among what the others leave."""

import random
from collections.abc import Iterable, Sequence

import numpy as np

from yizhan.planner.routes import single
from yizhan.planner.routes.occupancy import Occupancy
from yizhan.planner.routes.packing import Column, Packing
from yizhan.planner.routes.tour import Ints, Network, Stop, Tour, counts, tour
from yizhan.planner.routes.watch import Watch

WHIM, FINE = 0.2, 16
"""How far wishes vary, and how finely."""


class Turns:
    """The groups and their `tours`; every route that is chosen goes into the pool of `packing`.

    `prices`, by point of the problem, are what a group's visit takes from the others, as far as it is known.
    """

    def __init__(
        self, net: Network, tours: Sequence[Tour], packing: Packing, *, bonus: int, drawn: random.Random, watch: Watch
    ) -> None:
        self.net, self.tours, self.packing = net, tours, packing
        self.bonus, self.drawn, self.watch = bonus, drawn, watch
        self.groups = net.problem.groups
        self.prices = np.zeros(len(net.problem.points))

    @property
    def by_size(self) -> list[int]:
        """The groups, the largest first."""
        return sorted(range(len(self.groups)), key=lambda k: (-self.groups[k].people, k))

    def choose(self, order: Iterable[int], standing: dict[int, Column], *, wishes: bool = False) -> list[Column]:
        """What all have when these choose in this order beside the routes that stand; with `wishes`, not quite what is best for them."""
        chosen = dict(standing)
        for k in order:
            others = Occupancy(self.net)
            for other, column in chosen.items():
                if other != k:
                    others.add(column.stops, people=self.groups[other].people)
            chosen[k] = self._beside(k, others, values=self._wishes(k) if wishes else None)
            self.packing.add(chosen[k])
        return [chosen.get(k, Column(k, (), 0)) for k in range(len(self.groups))]

    def _beside(self, k: int, others: Occupancy, *, values: Ints | None) -> Column:
        group = self.groups[k]
        left = tour(
            self.net, group, bonus=self.bonus, values=values, free=lambda point: others.free(point, group.people)
        )
        return column_of(k, self.tours[k], left.stops(single.quick(left, watch=self.watch).order))

    def _wishes(self, k: int) -> Ints:
        """What points count for a group, less a part of their prices and a little more or less, so that choices vary."""
        counted = counts(self.net, self.groups[k], bonus=self.bonus)
        modesty = self.drawn.random()
        whims = np.array([self.drawn.uniform(1 - WHIM, 1 + WHIM) for _ in counted])
        wished = np.rint(FINE * (counted * whims - modesty * self.prices)).astype(np.int64)
        return np.where(counted > 0, np.maximum(wished, 1), 0)


def column_of(group: int, mine: Tour, stops: tuple[Stop, ...]) -> Column:
    """A route for the pool, with what it counts."""
    counted = dict(zip(mine.points.tolist(), mine.value.tolist(), strict=True))
    return Column(group, stops, sum(counted[point] for point, _ in stops))
