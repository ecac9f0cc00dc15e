"""Prices for what districts have in common, such that the sum of what each can do at them is a low bound for the city.

For any prices the districts' bounds and the worth of the limits add up to a bound of the whole (Lagrangian relaxation; Geoffrion
1974). The next prices are the best ones by what the districts proposed so far, within a box around the best so far (boxstep
method; Marsten, Hogan and Blankenship 1975), which is also what keeps them from swinging.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from yizhan.planner.city.priced import Prices, Proposal
from yizhan.planner.city.shares import BUDGET, COVERAGE, ELSEWHERE, PIECE, Key
from yizhan.planner.delivery.program import INFINITE, Builder, Program, engine

SCALE = {PIECE: 1.0, ELSEWHERE: 1.0, BUDGET: 0.01}
"""How much a price may move in a whole step, in points a unit; 4 unless told."""
USUAL = 4.0
FIRST_STEP = 0.05
GOOD_SHARE = 0.3
"""A step that gains this share of what was hoped for is followed by a wider one."""


class Market:
    """The prices tried, the districts' proposals at them, and the best bound so far."""

    def __init__(self, limits: Sequence[Mapping[Key, float]], *, fairness: float) -> None:
        self.names = [next(key[1] for key in mine if key[0] == COVERAGE) for mine in limits]
        self.users: dict[Key, int] = defaultdict(int)
        self.limits: dict[Key, float] = {}
        for mine in limits:
            for key, limit in mine.items():
                self.users[key] += 1
                self.limits[key] = max(limit, self.limits.get(key, 0.0))
        self.keys = sorted(key for key, users in self.users.items() if users > 1 or key[0] == COVERAGE)
        self.fairness = fairness
        self.proposals: list[list[Proposal]] = [[] for _ in limits]
        self.weights: list[list[float]] = [[] for _ in limits]
        self.best: Prices = {}
        self.bound = float("inf")
        self.step = FIRST_STEP
        self.hoped = -INFINITE

    def start(self, worths: Sequence[Prices], fairness: Sequence[float]) -> Prices:
        """The first prices: what one unit more is worth to those who use it, in the mean; of people of a need, to their home."""
        found: dict[Key, list[float]] = defaultdict(list)
        for mine in worths:
            for key, worth in mine.items():
                found[key].append(worth)
        prices = {key: sum(found[key]) / self._asked(key) for key in self.keys if key in found}
        prices |= {(COVERAGE, name): each for name, each in zip(self.names, fairness, strict=True)}
        self.best = {key: price for key, price in prices.items() if price}
        return self.best

    def _asked(self, key: Key) -> int:
        return 1 if key[0] == PIECE else self.users[key]

    def worth_of_limits(self, prices: Prices) -> float:
        """What the limits of all that is in common are worth at `prices`."""
        return sum(price * self.limits[key] for key, price in prices.items() if key in self.limits)

    def forget(self) -> None:
        """Forget the proposals so far, and what was hoped for: districts can do less now."""
        self.hoped = -INFINITE
        for mine in self.proposals:
            mine.clear()

    def judge(self, prices: Prices, proposals: Sequence[Proposal]) -> float:
        """The bound that the districts' proposals at `prices` prove; the best is kept."""
        bound = self.worth_of_limits(prices) + sum(one.bound for one in proposals)
        for mine, one in zip(self.proposals, proposals, strict=True):
            mine.append(one)
        if self.hoped > -INFINITE:
            gained, hoped = self.bound - bound, self.bound - self.hoped
            self.step *= 1 / 3 if gained <= 0 else 2.0 if gained > GOOD_SHARE * hoped else 1.0
        if bound < self.bound:
            self.bound, self.best = bound, prices
        return bound

    def next_prices(self) -> Prices:
        """The best prices within the step around the best so far, by what was proposed."""
        program, columns = self._program()
        highs = engine(program, relaxed=True)
        highs.run()
        solution = highs.getSolution()
        x, duals = np.array(solution.col_value), np.array(solution.row_dual)
        self.hoped = -float(highs.getInfo().objective_function_value)
        at = 0
        for d, mine in enumerate(self.proposals):
            self.weights[d] = np.abs(duals[at : at + len(mine)]).tolist()
            at += len(mine)
        return {key: float(x[column]) for key, column in columns.items() if x[column] > 0}

    def _program(self) -> tuple[Program, dict[Key, int]]:
        build = Builder()
        tops = [build.column(-1.0, low=-1e12, high=1e12) for _ in self.names]
        columns = {}
        for key in self.keys:
            reach = self.step * (self.fairness if key[0] == COVERAGE else SCALE.get(key[0], USUAL))
            price = self.best.get(key, 0.0)
            columns[key] = build.column(-self.limits[key], low=max(0.0, price - reach), high=price + reach)
        for top, mine in zip(tops, self.proposals, strict=True):
            for one in mine:
                terms = [(columns[key], some) for key, some in one.use.items() if key in columns]
                build.row([(top, 1.0), *terms], low=one.value)
        build.row([(columns[COVERAGE, name], 1.0) for name in self.names], low=self.fairness, high=self.fairness)
        return build.program(), columns

    def wanted(self, kind: str) -> list[dict[str, float]]:
        """For each district how much it uses of everything of a `kind`, by what of all its proposals goes together best."""
        self.next_prices()
        found = []
        for mine, weights in zip(self.proposals, self.weights, strict=True):
            use: dict[str, float] = defaultdict(float)
            for one, weight in zip(mine, weights, strict=False):
                for key, some in one.use.items() if weight > 0 else ():
                    if key[0] == kind:
                        use[key[1]] += weight * some
            found.append(dict(use))
        return found
