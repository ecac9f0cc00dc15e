"""Column generation for a day of groups: the routes that the master can use, and the bound that its prices prove.

For any prices of the rows, what the groups can earn at them plus what the rows' room is worth at them bounds every plan (Lagrangian
bound). Prices jump from one linear program to the next; routes are priced between them and the best prices so far (smoothing;
Wentges 1997), which proves more, sooner.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from yizhan.planner.routes.packing import Column, Packing, Relaxed
from yizhan.planner.routes.pricing import Fee, Floats, Priced, Pricer
from yizhan.planner.routes.watch import Watch

SLIGHT = 1e-6
UNKNOWN = 1e18
SMOOTH = 0.8
"""The share of the best prices so far in those that are tried."""
PRICED_EVERY = 2
"""While rows are still broken, routes are priced in every so many rounds."""
A_ROUND = 6
"""Routes that each pricing gives a group."""
AT_LAST = 40
"""Routes that the last pricing gives a group."""
IN_DIVE = 4
"""Rounds of pricing between two routes that are held."""
NEARLY = 0.9
"""A route with a larger share of its group is held as well."""


class Proof:
    """One run of column generation; `bound` is the least that was proven."""

    def __init__(self, packing: Packing, pricers: Sequence[Pricer]) -> None:
        self.packing, self.pricers = packing, pricers
        self.bound = UNKNOWN
        self.prices = np.zeros(0)
        self.earned: list[float] = []
        self.losses: list[float] = []
        self.rounds = 0

    def round(self) -> bool:
        """Look for rows that are broken and for routes that are worth their price; False when there is neither."""
        relaxed = self.packing.relaxed()
        broken = self.packing.add_rows(self.packing.broken(relaxed.x))
        self.rounds += 1
        if broken and self.rounds % PRICED_EVERY:
            return True
        if not broken and math.floor(self.bound + SLIGHT) <= relaxed.value + SLIGHT:
            return False
        latest = self._padded(relaxed.of_rows)
        between = SMOOTH * self._padded(self.prices) + (1 - SMOOTH) * latest
        if self.bound < UNKNOWN and self._price(between, number=A_ROUND):
            return True
        return self._price(latest, number=A_ROUND) or broken

    def widen(self) -> None:
        """Many routes at the best prices into the pool, for plans in whole routes."""
        self._price(self._padded(self.prices), number=AT_LAST)

    def pool(self, *, above: int) -> list[int]:
        """The routes, by number, that can be part of a plan that counts more than `above`.

        A plan with a route that earns less than its group could, at the best prices, falls short of the bound by as much.
        """
        if not self.earned:
            return list(range(len(self.packing.columns)))
        prices = self.prices.tolist()
        for column in self.packing.columns[len(self.losses) :]:
            self.losses.append(self.earned[column.group] - column.value + self.packing.costs(column, prices))
        spare = self.bound - above - 1 + SLIGHT
        return [k for k, loss in enumerate(self.losses) if loss <= spare]

    def suit(self, standing: Iterable[Column]) -> None:
        """Look for routes of the other groups that go well with these."""
        held = {column.group: self.packing.number[column] for column in standing}
        for k in held.values():
            self.packing.limit(k, low=1.0, high=1.0)
        self._around(held)
        for k in held.values():
            self.packing.limit(k, low=0.0, high=None)

    def dive(self, watch: Watch) -> list[Column]:
        """Hold the routes that the linear program likes best, one after the other, and look for routes that suit them.

        Those that are held in the end go together; a group may be without one (Joncour and others 2010).
        """
        held: dict[int, int] = {}
        tried: set[int] = set()
        while not watch.over:
            relaxed = self._around(held)
            liked = [
                k for k in np.argsort(-relaxed.x, kind="stable").tolist() if relaxed.x[k] > SLIGHT and k not in tried
            ]
            liked = [k for k in liked if self.packing.columns[k].group not in held]
            if not liked:
                break
            for k in liked:
                if relaxed.x[k] >= min(NEARLY, relaxed.x[liked[0]]) and self.packing.columns[k].group not in held:
                    tried.add(k)
                    self._hold(k, held)
        for k in tried:
            self.packing.limit(k, low=0.0, high=None)
        return [self.packing.columns[k] for k in held.values()]

    def _hold(self, k: int, held: dict[int, int]) -> None:
        share = np.zeros(len(self.packing.columns))
        share[[*held.values(), k]] = 1.0
        broken = self.packing.broken(share)
        self.packing.add_rows(broken)
        self.packing.limit(k, low=float(not broken), high=float(not broken))
        if not broken:
            held[self.packing.columns[k].group] = k

    def _around(self, held: Iterable[int]) -> Relaxed:
        """The linear program after a few rounds of rows, and of routes for the groups that have none held."""
        relaxed = self.packing.relaxed()
        for _ in range(IN_DIVE):
            rows = self.packing.add_rows(self.packing.broken(relaxed.x))
            offers = self._offers(relaxed.of_rows, groups=set(range(len(self.pricers))) - set(held), number=A_ROUND)
            columns = [
                self._add(g, one, above=float(relaxed.of_groups[g])) for g, routes in offers.items() for one in routes
            ]
            if not rows and not any(columns):
                break
            relaxed = self.packing.relaxed()
        return relaxed

    def _padded(self, prices: Floats) -> Floats:
        return np.concatenate([prices, np.zeros(len(self.packing.rows) - len(prices))])

    def _price(self, prices: Floats, *, number: int) -> bool:
        """Add the groups' best routes at these prices to the pool; True when one is new or the bound is better."""
        offers = self._offers(prices, groups=range(len(self.pricers)), number=number)
        new = sum(self._add(group, one) for group, routes in offers.items() for one in routes) > 0
        earned = [max(0.0, routes[0].value) if routes else 0.0 for routes in offers.values()]
        bound = sum(earned) + sum(
            row.room * price for row, price in zip(self.packing.rows, prices.tolist(), strict=True)
        )
        better = bound < self.bound - SLIGHT
        if better:
            self.bound, self.prices, self.earned, self.losses = bound, prices, earned, []
        return new or better

    def _offers(self, prices: Floats, *, groups: Iterable[int], number: int) -> dict[int, list[Priced]]:
        """The best routes of these groups at these prices of the rows (the later rows cost nothing)."""
        paid = [(row, price) for row, price in zip(self.packing.rows, prices.tolist(), strict=False) if price > 0]
        offers = {}
        for group in sorted(groups):
            fees = [Fee(point=row.point, moment=row.moment, price=price * row.weights[group]) for row, price in paid]
            offers[group] = self.pricers[group].best(fees, number=number)
        return offers

    def _add(self, group: int, route: Priced, *, above: float = 0.0) -> bool:
        if route.value <= above + SLIGHT:
            return False
        return self.packing.add(Column(group, route.stops, self.pricers[group].worth(route.stops)))
