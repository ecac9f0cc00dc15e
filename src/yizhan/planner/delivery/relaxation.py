"""The class model without whole numbers, solved and tightened by cuts."""

import time
from dataclasses import replace
from typing import Protocol

import highspy
import numpy as np

from yizhan.planner.delivery.cuts import Reaches, Seating
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.patterns import Patterns
from yizhan.planner.delivery.program import INFINITE, Floats, Ints, Rows, engine

SPARE = 2.0
"""Seconds that the last round of cuts may take longer than the one before."""


class Cuts(Protocol):
    """A kind of cuts."""

    def broken(self, x: Floats) -> Rows:
        """The rows that `x` breaks."""


class Relaxation:
    """One HiGHS engine that keeps its basis from solve to solve.

    When `deep`, whole reaches of needs are cut too. That pays for a part of a month; a large month solves too slowly with them.
    """

    def __init__(self, grid: Grid, model: ClassModel, *, deep: bool) -> None:
        self.model = model
        self.cuts: list[Cuts] = [Seating(grid, model), Patterns(grid, model)]
        if deep:
            self.cuts.append(Reaches(grid, model))
        self.program = model.program
        self.engine = engine(model.program, relaxed=True)
        self.engine.setOptionValue("solver", "simplex")
        self.value = INFINITE
        self.x: Floats = np.zeros(len(model.program.cost))
        self.duals: Floats = np.zeros(len(model.program.row_low))

    def solve(self, *, deadline: float) -> bool:
        """Solve to the end; False when the deadline (of the monotonic clock) came first, or nothing is feasible.

        `value`, `x` and `duals`, what one more unit of each row's limit is worth, are of the last solve that came to its end.
        """
        self.engine.setOptionValue("time_limit", self.engine.getRunTime() + max(0.05, deadline - time.monotonic()))
        self.engine.run()
        solved = bool(self.engine.getModelStatus() == highspy.HighsModelStatus.kOptimal)
        if solved:
            solution = self.engine.getSolution()
            self.x, self.duals = np.array(solution.col_value), np.array(solution.row_dual)
            self.value = float(self.engine.getInfo().objective_function_value)
        return solved

    def tighten(self, *, rounds: int, deadline: float) -> None:
        """Add the cuts that the solution breaks and solve again, until none is broken, or `rounds` or the time are over."""
        took = 0.0
        for _ in range(rounds):
            began = time.monotonic()
            broken = [cuts.broken(self.x) for cuts in self.cuts]
            if not any(len(rows.low) for rows in broken) or began + took > deadline:
                return
            before = self.program
            self._drop_slack()
            for rows in broken:
                self.add(rows)
            if not self.solve(deadline=deadline + took + SPARE):
                self.program = before
                return
            took = time.monotonic() - began

    def _drop_slack(self) -> None:
        """Take out the cuts that hold nothing back, so that what follows is quick."""
        slack = highspy.HighsBasisStatus.kBasic
        first, states = len(self.model.program.row_low), self.engine.getBasis().row_status
        idle = [row for row in range(first, len(states)) if states[row] == slack]
        if idle:
            self.engine.deleteRows(len(idle), np.array(idle, dtype=np.int32))
            kept = np.ones(len(states), dtype=bool)
            kept[idle] = False
            self.program = self.program.with_only(kept)

    def add(self, rows: Rows) -> None:
        """Add rows to the engine and to the program."""
        if not len(rows.low):
            return
        starts, columns = rows.starts[:-1].astype(np.int32), rows.columns.astype(np.int32)
        self.engine.addRows(len(rows.low), rows.low, rows.high, len(rows.columns), starts, columns, rows.factors)
        self.program = self.program.with_rows(rows)

    def hold(self, columns: Ints, low: Floats, high: Floats) -> None:
        """Set the bounds of `columns`."""
        self.engine.changeColsBounds(len(columns), columns.astype(np.int32), low, high)

    def price(self, column: int, cost: float, *, deadline: float) -> None:
        """Give a column another cost and solve again."""
        costs = self.program.cost.copy()
        costs[column] = cost
        self.program = replace(self.program, cost=costs)
        self.engine.changeColCost(column, cost)
        self.solve(deadline=deadline)

    def settle(self, counts: dict[int, int], *, deadline: float) -> bool:
        """Solve with the counts as given, and set them free again; False when that was impossible or too long."""
        columns = np.array(sorted(counts), dtype=np.int64)
        values = np.array([counts[column] for column in columns.tolist()], dtype=float)
        self.hold(columns, values, values)
        solved = self.solve(deadline=deadline)
        self.hold(columns, self.program.low[columns], self.program.high[columns])
        return solved
