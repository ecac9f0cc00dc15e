"""A district's plan from cuts that are known already."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

from yizhan.planner.delivery.carrying import carried
from yizhan.planner.delivery.classes import ClassModel, class_model
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.plan import Plan
from yizhan.planner.delivery.problem import Problem
from yizhan.planner.delivery.program import Program
from yizhan.planner.delivery.relaxation import Relaxation
from yizhan.planner.delivery.solve import CUT_SHARE, _Solver

Known: TypeAlias = tuple[Program, Grid, ClassModel]
"""Cuts, and the grid and the model in whose columns they are."""

MORE_ROUNDS = 2


def solve_from(
    problem: Problem, known: Known | None, *, seconds: float, seed: int, stop: Callable[[], bool] | None
) -> Plan:
    """Like `solve` with one worker, from cuts that are known."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        solver = _FromCuts(problem, pool, seconds=seconds, workers=1, seed=seed, proven=False, progress=None, stop=stop)
        solver.known = known
        return solver.run()


class _FromCuts(_Solver):
    known: Known | None = None

    def _relax(self) -> Relaxation | None:
        if self.known is None:
            return super()._relax()
        cuts, grid, model = self.known
        mine = class_model(self.grid)
        relaxation = Relaxation(self.grid, mine)
        relaxation.add(carried(cuts, grid=grid, model=model, to=(self.grid, mine)))
        if not relaxation.solve(deadline=self._at(0.6)):
            return None
        began = time.monotonic()
        relaxation.tighten(rounds=MORE_ROUNDS, deadline=max(began, self._at(CUT_SHARE)))
        self.bound = min(self.bound, relaxation.value)
        return relaxation
