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
from yizhan.planner.routes.packing import Column, Packing
from yizhan.planner.routes.pricing import Pricer
from yizhan.planner.routes.proof import Proof
from yizhan.planner.routes.shares import kind, shares
from yizhan.planner.routes.tour import Found, Network, Stop, Tour, tour
from yizhan.planner.routes.turns import Turns, column_of
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
SHARING = 0.2
"""The share of the time left for the prices of points that few groups may see."""
SEARCHING = 0.6
"""The share of the time left for choosing in turn."""
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
    """One run for all groups of a problem; `bonus` is what a must-see counts beside its worth.

    The groups' routes as if they were alone, and a first plan in which the largest groups choose first, are found at once.
    """

    def __init__(self, net: Network, *, bonus: int, seed: int, watch: Watch) -> None:
        self.net, self.watch = net, watch
        self.groups = net.problem.groups
        self.random = random.Random(seed)  # noqa: S311
        self.tours = [tour(net, group, bonus=bonus) for group in self.groups]
        self.packing = Packing(net)
        self.turns = Turns(net, self.tours, self.packing, bonus=bonus, drawn=self.random, watch=watch)
        self.best = [Column(k, (), 0) for k in range(len(self.groups))]
        self.proof: Proof | None = None
        self.wide = any(mine.size > subsets.MOST for mine in self.tours)
        self.bound = self._alone()
        self._offer(self.turns.choose((*self.turns.by_size, *self.turns.by_size), {}))

    @property
    def value(self) -> int:
        """What the best plan counts."""
        return sum(column.value for column in self.best)

    @property
    def _done(self) -> bool:
        return self.value >= self.bound or self.watch.over

    def solve(self, watch: Watch) -> Outcome:
        """The best plan that the time of `watch` allows, and the bound."""
        self.watch = self.turns.watch = watch
        self._first_plans()
        if not self._done and self.wide:
            self._share()
        self._search()
        if not self._done and not self.wide:
            self._generate()
        self._recombine()
        return Outcome(stops=tuple(column.stops for column in self.best), value=self.value, bound=self.bound)

    def _alone(self) -> int:
        """The bound of all groups' routes as if none met another; groups that can do the same are looked at once."""
        found: dict[tuple[object, ...], Found] = {}
        for k, mine in enumerate(self.tours):
            same = kind(mine)
            if same not in found:
                found[same] = single.route(mine, watch=self.watch.part(ALONE / len(self.groups)))
            self.packing.add(column_of(k, mine, mine.stops(found[same].order)))
        return sum(found[kind(mine)].bound for mine in self.tours)

    def _first_plans(self) -> None:
        """Everyone chooses in turn, in orders at random; all once more, the others standing."""
        order = self.turns.by_size
        for _ in range(ORDERS):
            if self._done:
                return
            order = self.random.sample(order, len(order))
            self._offer(self.turns.choose((*order, *order), {}))

    def _share(self) -> None:
        """Prices of the points that only so many groups may see, and what they prove."""
        found = shares(self.net, self.tours, worth=self.value, watch=self.watch.part(SHARING))
        self.turns.prices = found.prices
        self._prove(found.bound)

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
        watch = self.watch.part(SEARCHING)
        while idle < IDLE and not self._done and not watch.over:
            count = min(len(self.groups), self.random.randint(FEWEST, MOST_FREED))
            freed = self.random.sample(range(len(self.groups)), count)
            standing = {k: column for k, column in enumerate(self.best) if k not in freed}
            varied = self.turns.choose(freed, standing, wishes=idle % 2 == 1)
            better = self._offer(self.turns.choose(freed, dict(enumerate(varied))))
            idle = 0 if better else idle + 1

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
        self._offer(self.turns.choose((*without, *range(len(self.groups))), held))
        proof.widen()

    def _pricers(self) -> list[Pricer]:
        """One for each group, or none when there are too many moments for them."""
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


def _step(tours: Iterable[Tour]) -> int:
    """The largest step that all times of these tours are whole numbers of."""
    times: list[int] = []
    for mine in tours:
        fine = mine.opens <= mine.lasts
        for part in (mine.travel, mine.out, mine.back, mine.stay, mine.opens[fine], mine.lasts[fine]):
            times += np.unique(part).tolist()
        times += [mine.start, mine.end]
    return math.gcd(*times) or 1
