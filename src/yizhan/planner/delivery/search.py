"""Better whole counts from good ones: one part of the month set free at a time, solved exactly with the rest as it stands.

First what is not whole yet is made so, category by category (relaxation enforced neighbourhoods; Berthold 2007). Then the
counts on which the relaxation disagrees with the plan are free (relaxation induced neighbourhoods; Danna, Rothberg and Le Pape
2005). Later rounds free a few services of a category, or a neighbourhood of stations (large neighbourhood search; Shaw 1998).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.classes import THETA, ClassModel
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.program import INFINITE, Floats, Program, solve_whole

EXACT = 1e-6
AGREE = 0.02
"""Plan and relaxation agree on a count when they differ by less."""
GAP = 3e-4
NODES = 2000
SERVICES = 2
STATIONS = 14
"""How much a later round frees: services of a category, or stations near each other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbourhood:
    """The columns that are set free, others stand; `name` says which part of the month it is."""

    name: str
    free: NDArray[np.bool_]


class Search:
    """The best counts so far, and the ways to look for better ones."""

    def __init__(
        self, grid: Grid, model: ClassModel, program: Program, *, ideal: Floats, start: Floats, seed: int
    ) -> None:
        self.grid, self.model, self.program, self.ideal = grid, model, program, ideal
        self.random = np.random.default_rng(seed)
        self.x = start
        self.categories = sorted(int(one) for one in np.unique(model.category[model.category >= 0]))
        self.theta = model.theta
        self.fair = np.unique(program.row_of[program.columns == self.theta])

    @property
    def value(self) -> float:
        """The points of the counts so far, in the class model."""
        return float(self.program.cost @ self.x)

    @property
    def whole(self) -> bool:
        """Whether all counts are whole."""
        counts = self.x[self.program.whole]
        return bool((abs(counts - np.round(counts)) < EXACT).all())

    def go_on_from(self, x: Floats, *, most: dict[int, int]) -> None:
        """Search on from `x`; counts that were wanted above `most` are not wanted again."""
        high = self.program.high.copy()
        for column, count in most.items():
            if self.x[column] > count + EXACT:
                high[column] = count
        self.program = replace(self.program, high=high)
        self.x = x

    def to_make_whole(self) -> Iterator[Neighbourhood]:
        """Each category once: the counts that are not whole are free."""
        return self._unsettled(self.x - np.round(self.x), EXACT)

    def disputed(self) -> Iterator[Neighbourhood]:
        """Each category once: the counts on which plan and relaxation disagree are free."""
        return self._unsettled(self.x - self.ideal, AGREE)

    def _unsettled(self, difference: Floats, limit: float) -> Iterator[Neighbourhood]:
        settled = self.model.counts & (abs(difference) < limit)
        sizes = {category: int((self.model.category == category).sum()) for category in self.categories}
        for category in sorted(self.categories, key=lambda one: (-sizes[one], one)):
            yield self._neighbourhood(f"category {category}", (self.model.category == category) & ~settled)

    def later_rounds(self) -> Iterator[Neighbourhood]:
        """For ever: services, then stations, of every category in turn, drawn at random."""
        while True:
            for category in self.random.permutation(self.categories).tolist():
                yield self._services(category)
            for category in self.random.permutation(self.categories).tolist():
                yield self._stations(category)

    def _services(self, category: int) -> Neighbourhood:
        """All counts and people of a few services, and everything of the providers who give them."""
        model, mine = self.model, self.model.category == category
        services = np.unique(model.service[mine & model.counts])
        chosen = self.random.permutation(services)[:SERVICES]
        providers = {
            p for v in chosen for (service, _), givers in self.grid.givers.items() if service == v for p in givers
        }
        free = np.isin(model.service, chosen) | (np.isin(model.provider, list(providers)) & (model.provider >= 0))
        short = mine & (model.service < 0) & (model.station >= 0)
        return self._neighbourhood(f"services of category {category}", free | short)

    def _stations(self, category: int) -> Neighbourhood:
        """The counts of one category at stations near each other, and everyone who can walk there."""
        model, grid, mine = self.model, self.grid, self.model.category == category
        centre = int(self.random.integers(len(grid.problem.stations)))
        chosen = np.argsort(grid.minutes[centre], kind="stable")[:STATIONS]
        there = mine & np.isin(model.station, chosen)
        needs = np.unique(model.need[there & (model.need >= 0)])
        people = mine & (model.need >= 0) & np.isin(model.need, needs)
        return self._neighbourhood(f"stations of category {category}", there | people | (mine & (model.provider >= 0)))

    def _neighbourhood(self, name: str, free: NDArray[np.bool_]) -> Neighbourhood:
        free = free.copy()
        free[self.theta] = True
        return Neighbourhood(name=name, free=free)

    def improve(self, around: Neighbourhood, *, seconds: float) -> Floats | None:
        """Better values of the free columns, or None; changes nothing, so that several can look at once."""
        x = self.x
        part = self.program.restricted(around.free, x)
        start = x[around.free] if self.whole else None
        solved = solve_whole(part, seconds=seconds, gap=GAP, start=start, nodes=NODES)
        if solved.x is None or (start is not None and solved.value < float(part.cost @ start) + 1e-4):
            return None
        better = x.copy()
        better[around.free] = np.where(part.whole, np.round(solved.x), solved.x)
        return better

    def accept(self, around: Neighbourhood, better: Floats) -> bool:
        """Take the free columns of `better` when they go with what others changed meanwhile, and gain (or are whole at last)."""
        merged = self.x.copy()
        merged[around.free] = better[around.free]
        merged[self.theta] = self._worst_coverage(merged)
        if self.whole and float(self.program.cost @ merged) <= self.value + EXACT:
            return False
        if not self._possible(merged):
            return False
        self.x = merged
        return True

    def _worst_coverage(self, x: Floats) -> float:
        without = x.copy()
        without[self.theta] = 0
        one = np.zeros(len(x))
        one[self.theta] = 1
        reached = self.program.activity(without)[self.fair]
        wanted = -self.program.activity(one)[self.fair]
        return float(min(THETA, (reached / wanted).min()))

    def _possible(self, x: Floats) -> bool:
        activity = self.program.activity(x)
        slack = EXACT * np.maximum(1.0, abs(activity)) * 10
        low = (self.program.row_low <= -INFINITE) | (activity >= self.program.row_low - slack)
        high = (self.program.row_high >= INFINITE) | (activity <= self.program.row_high + slack)
        return bool(low.all() and high.all())
