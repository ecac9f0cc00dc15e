"""An upper bound for the rest of a route: routes that may come back to a point, at prices that make it not worth while.

A relaxed route may visit a point again, only not at once (2-cycle elimination; Christofides, Mingozzi, Toth 1981). What it can
collect is whole, so its table is indexed by value and holds times: `latest[q, i]` is the last tick to be ready to leave point i and
still collect q or more. Each point has a price (Lagrangian multiplier of "visit at most once"): it is taken off the point's value and
added to the bound once; subgradient steps choose the prices (Held and Karp 1971; step length after Polyak 1969).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yizhan.planner.routes.tour import FAR, Ints, Tour
from yizhan.planner.routes.watch import Watch

WORK = 80_000_000
"""Rows of a table times its points squared: what a table may cost."""
FINEST, COARSEST = 1000, 60
"""Rows aimed at, at most and at least."""
ROUNDS = 100
PATIENCE = 4
"""Rounds without a better bound before the steps are halved."""
SHORTEST = 0.02


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """Values in whole grains: `per` grains for every `unit` of value, rounded up."""

    per: int
    unit: int

    def grains(self, values: Ints) -> Ints:
        """Grains of these values, never fewer than they are worth."""
        return -(-values * self.per // self.unit)

    def value(self, grains: Ints) -> Ints:
        """The most that so many grains can be worth: values are whole units, or a grain is."""
        return grains // self.per * self.unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Relaxation:
    """The completion bound of a tour: at these `prices` (in grains), no route collects more than `bound` (in value).

    `height` is what the best relaxed route collects less prices, in grains, and `visits` how often it comes to each point; `keys`
    are the table of latest ticks, by point and row, as numbers in order.
    """

    tour: Tour
    scale: Scale
    prices: Ints
    height: int
    bound: int
    visits: Ints
    keys: Ints

    def rest(self, at: Ints, ready: Ints) -> Ints:
        """The grains, less prices, that a route ready to leave the points `at` at these ticks can still collect; -1: not even home."""
        rows = len(self.keys) // self.tour.size
        return np.searchsorted(self.keys, _key(self.tour, at, ready), side="right") - at * rows - 1


def _key(tour: Tour, at: Ints, ready: Ints) -> Ints:
    """One number for point and tick: by point, and later ticks before earlier ones."""
    return at * (tour.end + 3) + tour.end + 1 - ready


@dataclass(frozen=True, kw_only=True, slots=True)
class Prices:
    """Relaxations of several tours at the prices `by_point` of the problem, in grains; together they collect `bound` at most.

    `visits` is how often their best relaxed routes come to each point.
    """

    relaxations: tuple[Relaxation, ...]
    by_point: Ints
    visits: Ints
    grains: int
    bound: int


class _Table:
    """The rows of one table as they grow: best and, by way of another next point, second best."""

    def __init__(self, tour: Tour, weights: Ints, *, most: int) -> None:
        self.tour, self.weights, self.most = tour, weights, most
        self.own = np.arange(tour.size)
        home = tour.end - _home(tour)
        shape = (max(1, min(most + 1, FINEST)), tour.size)
        self.latest, self.second = np.full(shape, -FAR), np.full(shape, -FAR)
        self.next = np.full(shape, -1)
        self.starts, self.second_starts = np.full(shape, -FAR), np.full(shape, -FAR)
        self.travel = tour.travel.copy()
        np.fill_diagonal(self.travel, FAR)
        self._set(0, home, home, np.full(tour.size, -1))
        self.top = self._fill()

    def _set(self, row: int, latest: Ints, second: Ints, following: Ints) -> None:
        if row == len(self.latest):
            for name in ("latest", "second", "next", "starts", "second_starts"):
                setattr(self, name, np.concatenate([getattr(self, name), np.full_like(getattr(self, name), -FAR)]))
        self.latest[row], self.second[row], self.next[row] = latest, second, following
        self.starts[row] = self.tour.latest(latest - self.tour.stay)
        self.second_starts[row] = self.tour.latest(second - self.tour.stay)

    def _fill(self) -> int:
        """Row after row until no route collects as much; the last row's number."""
        row = 0
        while row < self.most:
            row += 1
            leaving = self._leaving(row)
            if not len(leaving) or (self._begun(row) < self.tour.start):
                return row - 1
            best = leaving.argmax(axis=1)
            latest = leaving[self.own, best]
            leaving[self.own, best] = -FAR
            self._set(row, latest, leaving.max(axis=1), np.where(latest > 0, best, -1))
        return row

    def _begun(self, row: int) -> int:
        before = np.maximum(row - self.weights, 0)
        return int((self.starts[before, self.own] - self.tour.out).max())

    def _leaving(self, row: int) -> Ints:
        """`[i, j]`: the last tick to leave i for j and collect `row` grains, j's own among them, without coming back to i from j."""
        before = np.maximum(row - self.weights, 0)
        starts = np.repeat(self.starts[before, self.own][None, :], self.tour.size, axis=0)
        back = self.next[before, self.own]
        turning = np.flatnonzero(back >= 0)
        starts[back[turning], turning] = self.second_starts[before[turning], turning]
        leaving: Ints = starts - self.travel
        return leaving

    def visits(self) -> Ints:
        """How often the best relaxed route visits each point."""
        counts = np.zeros(self.tour.size, dtype=np.int64)
        row = self.top
        leaving = self.starts[np.maximum(row - self.weights, 0), self.own] - self.tour.out
        before = -1
        while row > 0:
            at = int(leaving.argmax())
            counts[at] += 1
            row -= int(self.weights[at])
            if row > 0:
                leaving = self._leaving(row)[at]
                if before >= 0:
                    leaving[before] = -FAR
                before = at
        return counts


def relax(tour: Tour, *, prices: Ints, scale: Scale) -> Relaxation:
    """The completion bound at these prices, each below its point's grains."""
    grains = scale.grains(tour.value)
    grown = _Table(tour, grains - prices, most=int((grains - prices).sum()))
    bound = int(scale.value(np.array(grown.top + prices.sum())))
    latest = np.maximum(grown.latest[: grown.top + 1].T, -1)
    keys = _key(tour, np.arange(tour.size)[:, None], latest).ravel()
    return Relaxation(
        tour=tour, scale=scale, prices=prices, height=grown.top, bound=bound, visits=grown.visits(), keys=keys
    )


def plain(tour: Tour, *, unit: int | None = None) -> Relaxation:
    """The completion bound without prices, at the finest scale that its table can afford.

    `unit` is what all values are whole multiples of: the greatest such number, if not given.
    """
    aim = max(COARSEST, min(FINEST, WORK // max(1, tour.size) ** 2))
    unit = int(np.gcd.reduce(tour.value)) if unit is None else unit
    coarse = max(unit, -(-int(tour.value.sum()) // (20 * aim)))
    first = relax(tour, prices=np.zeros_like(tour.value), scale=Scale(per=1, unit=coarse))
    rows = first.height
    finer = max(1, aim // max(1, rows)) if coarse == unit else 1
    coarser = coarse if coarse == unit else max(unit, coarse * rows // aim)
    if (finer, coarser) == (1, coarse):
        return first
    return relax(tour, prices=first.prices, scale=Scale(per=finer, unit=coarser))


def priced(starts: Sequence[Relaxation], *, times: Sequence[int], limits: Ints, worth: int, watch: Watch) -> Prices:
    """The prices of lowest bound that subgradient steps from `starts` find.

    So many groups (`times`) have each tour, all at one scale; together they visit each point of the problem at most as often as
    `limits` says. `worth` is that of the best plan known.
    """
    scale = starts[0].scale
    highest = np.zeros(len(limits))
    for start in starts:
        highest[start.tour.points] = FAR
    for start in starts:
        mine = start.tour.points
        highest[mine] = np.minimum(highest[mine], scale.grains(start.tour.value) - 1)
    best = at = _at(starts, times, limits, np.zeros(len(limits), dtype=np.int64))
    goal = int(scale.grains(np.array(worth)))
    prices, length, stalled = best.by_point.astype(float), 1.0, 0
    for _ in range(ROUNDS):
        slope = np.where((prices <= 0) & (at.visits < limits), 0.0, at.visits - limits)
        if watch.over or best.bound <= worth or length < SHORTEST or not slope.any():
            break
        step = length * max(1.0, at.grains - goal) / (slope @ slope)
        prices = np.clip(prices + step * slope, 0.0, highest)
        at = _priced_at(at, times, limits, np.floor(prices).astype(np.int64))
        stalled += 1
        if at.grains < best.grains:
            best, stalled = at, 0
        if stalled >= PATIENCE:
            at, prices, length, stalled = best, best.by_point.astype(float), length / 2, 0
    return best


def _priced_at(before: Prices, times: Sequence[int], limits: Ints, by_point: Ints) -> Prices:
    starts = [relax(one.tour, prices=by_point[one.tour.points], scale=one.scale) for one in before.relaxations]
    return _at(starts, times, limits, by_point)


def _at(relaxations: Sequence[Relaxation], times: Sequence[int], limits: Ints, by_point: Ints) -> Prices:
    visits = np.zeros(len(limits), dtype=np.int64)
    grains = int(by_point @ limits)
    for one, number in zip(relaxations, times, strict=True):
        visits[one.tour.points] += number * one.visits
        grains += number * one.height
    bound = int(relaxations[0].scale.value(np.array(grains)))
    return Prices(relaxations=tuple(relaxations), by_point=by_point, visits=visits, grains=grains, bound=bound)


def _home(tour: Tour) -> Ints:
    """The least time home from each point, directly or through others."""
    home = tour.back
    while tour.size:
        shorter = np.minimum(home, (tour.travel + tour.stay + home).min(axis=1))
        if (shorter == home).all():
            break
        home = shorter
    return home
