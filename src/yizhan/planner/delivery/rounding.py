"""Whole session counts from the relaxation: category by category, what is whole already stays, the rest is decided exactly.

Relaxation enforced neighbourhoods (Berthold 2007): the counts that the relaxation leaves between two whole numbers are free,
with all flows and people of their category; the other categories stand as they are.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.classes import THETA, ClassModel
from yizhan.planner.delivery.program import INFINITE, Floats, Program, solve_whole

EXACT = 1e-6
GAP = 3e-4
Mask = NDArray[np.bool_]


class Rounding:
    """A solution of the class model on its way to whole counts."""

    def __init__(self, model: ClassModel, program: Program, x: Floats) -> None:
        self.model, self.program, self.x = model, program, x
        self.fair = np.unique(program.row_of[program.columns == model.theta])

    def parts(self) -> Iterator[Mask]:
        """The free columns of each category, the largest category first."""
        model = self.model
        settled = model.counts & (abs(self.x - np.round(self.x)) < EXACT)
        categories, sizes = np.unique(model.category[model.category >= 0], return_counts=True)
        for category in categories[np.argsort(-sizes, kind="stable")]:
            free = (model.category == category) & ~settled
            free[model.theta] = True
            yield free

    def decide(self, free: Mask, *, seconds: float) -> Floats | None:
        """The best whole values of the free columns, or None; changes nothing, so that several can be decided at once."""
        part = replace(self.program, whole=self.model.counts).restricted(free, self.x)
        solved = solve_whole(part, seconds=seconds, gap=GAP)
        return None if solved.x is None else np.where(part.whole, np.round(solved.x), solved.x)

    def accept(self, free: Mask, values: Floats) -> bool:
        """Take the values when they go together with what was accepted meanwhile."""
        merged = self.x.copy()
        merged[free] = values
        merged[self.model.theta] = self._worst_coverage(merged)
        if not self._possible(merged):
            return False
        self.x = merged
        return True

    def _worst_coverage(self, x: Floats) -> float:
        without = x.copy()
        without[self.model.theta] = 0
        one = np.zeros(len(x))
        one[self.model.theta] = 1
        reached = self.program.activity(without)[self.fair] - self.program.row_low[self.fair]
        return float(min(THETA, (reached / -self.program.activity(one)[self.fair]).min()))

    def _possible(self, x: Floats) -> bool:
        activity = self.program.activity(x)
        slack = EXACT * np.maximum(1.0, abs(activity)) * 10
        low = (self.program.row_low <= -INFINITE) | (activity >= self.program.row_low - slack)
        high = (self.program.row_high >= INFINITE) | (activity <= self.program.row_high + slack)
        return bool(low.all() and high.all())
