"""A day of groups that share the points' room, by column generation.

The master (`packing`) chooses one route for each group out of a pool; its prices send each group (`pricing`) for better ones, and
`proof` says what they prove. Plans come from groups that choose in turn what the others leave, again and again for a few of them
(large neighbourhood search; Shaw 1998), and from the master in whole numbers.
"""

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from yizhan.planner.routes import single, subsets
from yizhan.planner.routes.occupancy import Occupancy
from yizhan.planner.routes.packing import Column, Packing
from yizhan.planner.routes.pricing import Pricer
from yizhan.planner.routes.proof import Proof
from yizhan.planner.routes.tour import Network, Stop, Tour, tour
from yizhan.planner.routes.watch import Watch

SLIGHT = 1e-6
ORDERS = 12
"""Orders of choosing tried for the first plan."""
PROVING = 0.6
"""The share of the time left for the linear program."""
DIVING = 0.5
"""The share of the time left after it for a dive."""
LOOK = 0.9
"""The share of the time left for one whole program."""
ALONE = 0.3
"""The share of the time for the groups' routes as if they were alone."""
A_CALL = 0.05
"""The share of the time left for one group's choice."""
FEW, MORE = 4, 2
"""Groups that get whole routes out of the pool at once, at first, and how many more when that has not helped."""
TRIES = 8
"""Times that it is tried before."""
FEWEST, MOST_FREED = 2, 4
IDLE = 200
"""Choices of some groups anew without a better plan before the search ends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The stops of every group, what they count together, and what no plan can exceed."""

    stops: tuple[tuple[Stop, ...], ...]
    value: int
    bound: int


class Day:
    """One run for all groups of a problem; `bonus` is what a must-see counts beside its worth."""

    def __init__(self, net: Network, *, bonus: int, seed: int, watch: Watch) -> None:
        self.net, self.bonus, self.watch = net, bonus, watch
        self.groups = net.problem.groups
        self.random = random.Random(seed)  # noqa: S311
        self.tours = [tour(net, group, bonus=bonus) for group in self.groups]
        self.packing = Packing(net)
        self.best = [Column(k, (), 0) for k in range(len(self.groups))]
        self.proof: Proof | None = None
        self.bound = sum(self._alone(k) for k in range(len(self.groups)))

    @property
    def value(self) -> int:
        """What the best plan counts."""
        return sum(column.value for column in self.best)

    @property
    def _done(self) -> bool:
        return self.value >= self.bound or self.watch.over

    def solve(self) -> Outcome:
        """The best plan that the time allows, and the bound."""
        self._first_plans()
        self._search()
        if not self._done:
            self._generate()
        self._recombine()
        return Outcome(stops=tuple(column.stops for column in self.best), value=self.value, bound=self.bound)

    def _alone(self, k: int) -> int:
        """The bound of one group's route when no other comes."""
        found = single.route(self.tours[k], watch=self.watch.part(ALONE / len(self.groups)))
        self.packing.add(_column(k, self.tours[k], self.tours[k].stops(found.order)))
        return found.bound

    def _first_plans(self) -> None:
        """Everyone chooses in turn, the largest groups first and then in orders at random; all once more, the others standing."""
        order = sorted(range(len(self.groups)), key=lambda k: (-self.groups[k].people, k))
        for number in range(ORDERS):
            if number and self._done:
                return
            self._offer(self._in_turn((*order, *order), {}))
            order = self.random.sample(order, len(order))

    def _in_turn(self, order: Iterable[int], standing: dict[int, Column]) -> list[Column]:
        """What all have when these choose one after the other among what the others leave."""
        chosen = dict(standing)
        for k in order:
            others = Occupancy(self.net)
            for other, column in chosen.items():
                if other != k:
                    others.add(column.stops, people=self.groups[other].people)
            chosen[k] = self._beside(k, others)
            self.packing.add(chosen[k])
        return [chosen.get(k, Column(k, (), 0)) for k in range(len(self.groups))]

    def _beside(self, k: int, others: Occupancy) -> Column:
        group = self.groups[k]
        left = tour(self.net, group, bonus=self.bonus, free=lambda point: others.free(point, group.people))
        found = single.route(left, watch=self.watch.part(A_CALL))
        return _column(k, left, left.stops(found.order))

    def _offer(self, columns: list[Column]) -> bool:
        """Take a plan that is no worse than the best; True when it is better."""
        value = sum(column.value for column in columns)
        better = value > self.value
        if value >= self.value:
            self.best = columns
        if better:
            self.watch.report("routes", worth=self.value, bound=self.bound)
        return better

    def _search(self) -> None:
        """A few groups at random choose anew, until that has not helped for long."""
        idle = 0
        while idle < IDLE and not self._done:
            count = min(len(self.groups), self.random.randint(FEWEST, MOST_FREED))
            freed = self.random.sample(range(len(self.groups)), count)
            standing = {k: column for k, column in enumerate(self.best) if k not in freed}
            idle = 0 if self._offer(self._in_turn(freed, standing)) else idle + 1

    def _generate(self) -> None:
        """What column generation proves, and the routes that it finds."""
        pricers = self._pricers()
        if not pricers:
            return
        self.proof = proof = Proof(self.packing, pricers)
        watch = self.watch.part(PROVING)
        while not self._done and not watch.over and proof.round():
            self._prove(proof.bound)
        held = {column.group: column for column in proof.dive(self.watch.part(DIVING))}
        without = [k for k in range(len(self.groups)) if k not in held]
        self._offer(self._in_turn((*without, *range(len(self.groups))), held))
        proof.widen()

    def _pricers(self) -> list[Pricer]:
        """One for each group, or none when there are too many points or moments for them."""
        if any(mine.size > subsets.MOST for mine in self.tours):
            return []
        step = _step(self.tours)
        tables = [subsets.table(mine) for mine in self.tours]
        return (
            [Pricer(table, step=step) for table in tables] if all(Pricer.fits(one, step=step) for one in tables) else []
        )

    def _prove(self, bound: float) -> None:
        """Values are whole numbers, so is what bounds them."""
        if bound < self.bound and math.floor(bound + SLIGHT) < self.bound:
            self.bound = math.floor(bound + SLIGHT)
            self.watch.report("bound", worth=self.value, bound=self.bound)

    def _recombine(self) -> None:
        """The best whole routes of the pool for a few groups, the others' standing, then for more and more of them, then for all."""
        everyone = range(len(self.groups))
        size, idle = min(FEW, len(everyone)), 0
        pool = self._pool()
        self.packing.complete(pool)
        while not self._done:
            freed = set(self.random.sample(everyone, size))
            if self.proof is not None:
                self.proof.suit(column for column in self.best if column.group not in freed and column.stops)
                pool = self._pool()
                self.packing.complete(k for k in pool if self.packing.columns[k].group in freed)
            better = self._offer(self._whole_routes(pool, freed))
            if size == len(everyone):
                return
            idle = 0 if better else idle + 1
            if idle == TRIES:
                size, idle = min(size + MORE, len(everyone)), 0

    def _pool(self) -> list[int]:
        if self.proof is None:
            return list(range(len(self.packing.columns)))
        return self.proof.pool(above=self.value)

    def _whole_routes(self, pool: Iterable[int], freed: set[int]) -> list[Column]:
        standing = [column for column in self.best if column in self.packing.number]
        open_ones = {k for k in pool if self.packing.columns[k].group in freed}
        mine = sorted(open_ones | {self.packing.number[column] for column in standing})
        chosen = self.packing.whole(mine, start=standing, watch=self.watch.part(LOOK))
        columns = {self.packing.columns[k].group: self.packing.columns[k] for k in chosen}
        return [columns.get(k, Column(k, (), 0)) for k in range(len(self.groups))]


def _column(group: int, mine: Tour, stops: tuple[Stop, ...]) -> Column:
    counted = dict(zip(mine.points.tolist(), mine.value.tolist(), strict=True))
    return Column(group, stops, sum(counted[point] for point, _ in stops))


def _step(tours: Iterable[Tour]) -> int:
    """The largest step that all times of these tours are whole numbers of."""
    times: list[int] = []
    for mine in tours:
        fine = mine.opens <= mine.lasts
        for part in (mine.travel, mine.out, mine.back, mine.stay, mine.opens[fine], mine.lasts[fine]):
            times += np.unique(part).tolist()
        times += [mine.start, mine.end]
    return math.gcd(*times) or 1
