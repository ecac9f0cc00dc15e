"""A sparse linear program in columns and rows, always a maximum, and the HiGHS solver behind it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
INFINITE = 1e20
LOST = 1e-6
"""A solution that is worth less than what HiGHS counts, by more than this share, is not the one it counts."""


class Builder:
    """Collects columns and rows; `program` freezes them."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.whole: list[bool] = []
        self.row_low: list[float] = []
        self.row_high: list[float] = []
        self.starts: list[int] = [0]
        self.columns: list[int] = []
        self.factors: list[float] = []

    def column(self, cost: float = 0.0, *, low: float = 0.0, high: float = INFINITE, whole: bool = False) -> int:
        """Add a column; its number."""
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: Sequence[tuple[int, float]], *, low: float = -INFINITE, high: float = INFINITE) -> int:
        """Add the row `low <= sum(factor * column) <= high`; its number."""
        for column, factor in terms:
            self.columns.append(column)
            self.factors.append(factor)
        self.starts.append(len(self.columns))
        self.row_low.append(low)
        self.row_high.append(high)
        return len(self.row_low) - 1

    def program(self) -> "Program":
        """The program as arrays."""
        return Program(
            cost=np.array(self.cost, dtype=float),
            low=np.array(self.low, dtype=float),
            high=np.array(self.high, dtype=float),
            whole=np.array(self.whole, dtype=bool),
            row_low=np.array(self.row_low, dtype=float),
            row_high=np.array(self.row_high, dtype=float),
            starts=np.array(self.starts, dtype=np.int64),
            columns=np.array(self.columns, dtype=np.int64),
            factors=np.array(self.factors, dtype=float),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """Rows to add to a program, in compressed form."""

    low: Floats
    high: Floats
    starts: Ints
    columns: Ints
    factors: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """Maximise `cost @ x` with `low <= x <= high` and `row_low <= A x <= row_high`, A stored by rows."""

    cost: Floats
    low: Floats
    high: Floats
    whole: NDArray[np.bool_]
    row_low: Floats
    row_high: Floats
    starts: Ints
    columns: Ints
    factors: Floats

    @property
    def row_of(self) -> Ints:
        """The row of every stored factor."""
        return np.repeat(np.arange(len(self.row_low)), np.diff(self.starts))

    def activity(self, x: Floats) -> Floats:
        """`A x`: what every row adds up to."""
        sums = np.bincount(self.row_of, weights=self.factors * x[self.columns], minlength=len(self.row_low))
        return sums.astype(np.float64)

    def with_rows(self, rows: Rows) -> "Program":
        """This program and more rows below it."""
        return Program(
            cost=self.cost,
            low=self.low,
            high=self.high,
            whole=self.whole,
            row_low=np.concatenate([self.row_low, rows.low]),
            row_high=np.concatenate([self.row_high, rows.high]),
            starts=np.concatenate([self.starts, self.starts[-1] + rows.starts[1:]]),
            columns=np.concatenate([self.columns, rows.columns]),
            factors=np.concatenate([self.factors, rows.factors]),
        )

    def with_only(self, rows: NDArray[np.bool_]) -> "Program":
        """This program with some of its `rows` alone."""
        stored = rows[self.row_of]
        return replace(
            self,
            row_low=self.row_low[rows],
            row_high=self.row_high[rows],
            starts=np.concatenate([[0], np.cumsum(np.diff(self.starts)[rows])]),
            columns=self.columns[stored],
            factors=self.factors[stored],
        )

    def inside(self, kept: NDArray[np.bool_], *, cost: Floats) -> "Program":
        """The program of the `kept` columns alone, at other costs, with the rows that have no other columns."""
        number = np.cumsum(kept) - 1
        rows = np.bincount(self.row_of, weights=~kept[self.columns], minlength=len(self.row_low)) == 0
        stored = rows[self.row_of]
        return Program(
            cost=cost[kept],
            low=self.low[kept],
            high=self.high[kept],
            whole=self.whole[kept],
            row_low=self.row_low[rows],
            row_high=self.row_high[rows],
            starts=np.concatenate([[0], np.cumsum(np.diff(self.starts)[rows])]),
            columns=number[self.columns[stored]],
            factors=self.factors[stored],
        )

    def restricted(self, kept: NDArray[np.bool_], x: Floats) -> "Program":
        """The program in the `kept` columns alone: the others stay as they are in `x`."""
        number = np.cumsum(kept) - 1
        row_of = self.row_of
        mine = kept[self.columns]
        held = np.bincount(row_of[~mine], weights=(self.factors * x[self.columns])[~mine], minlength=len(self.row_low))
        touched = np.zeros(len(self.row_low), dtype=bool)
        touched[row_of[mine]] = True
        counts = np.bincount(row_of[mine], minlength=len(self.row_low))[touched]
        return Program(
            cost=self.cost[kept],
            low=self.low[kept],
            high=self.high[kept],
            whole=self.whole[kept],
            row_low=np.where(self.row_low > -INFINITE, self.row_low - held, -INFINITE)[touched],
            row_high=np.where(self.row_high < INFINITE, self.row_high - held, INFINITE)[touched],
            starts=np.concatenate([[0], np.cumsum(counts)]),
            columns=number[self.columns[mine]],
            factors=self.factors[mine],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Solved:
    """What HiGHS found: the columns' values (None when there is nothing feasible), the value and the proven bound."""

    x: Floats | None
    value: float
    bound: float
    optimal: bool


def engine(program: Program, *, relaxed: bool, seed: int = 0) -> highspy.Highs:
    """HiGHS with the program loaded, silent, on one thread."""
    highs = highspy.Highs()
    for option, setting in (("output_flag", False), ("threads", 1), ("random_seed", seed)):
        highs.setOptionValue(option, setting)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.cost), len(program.row_low)
    model.col_cost_, model.col_lower_, model.col_upper_ = program.cost, program.low, program.high
    model.row_lower_, model.row_upper_ = program.row_low, program.row_high
    model.sense_ = highspy.ObjSense.kMaximize
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.starts.astype(np.int32)
    model.a_matrix_.index_ = program.columns.astype(np.int32)
    model.a_matrix_.value_ = program.factors
    if not relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[whole] for whole in program.whole.tolist()]
    highs.passModel(model)
    return highs


def solve_whole(
    program: Program,
    *,
    seconds: float,
    gap: float = 1e-4,
    start: Floats | None = None,
    hasty: bool = False,
    stop: Callable[[], bool] | None = None,
) -> Solved:
    """Solve with whole columns, for `seconds` at most or until `stop` answers True, from `start` when given.

    When `hasty`, a good answer soon counts for more than a close bound: few cuts are kept.
    """
    began = time.monotonic()
    highs = engine(program, relaxed=False)
    highs.setOptionValue("time_limit", max(0.05, seconds))
    highs.setOptionValue("mip_rel_gap", gap)
    if hasty:
        highs.setOptionValue("mip_pool_soft_limit", 1)
        highs.setOptionValue("mip_pool_age_limit", 0)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        highs.setSolution(solution)
    if stop is not None:
        highs.cbMipInterrupt += lambda event: event.interrupt(stop())
    highs.run()
    info = highs.getInfo()
    optimal = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    value = info.objective_function_value
    bound = info.mip_dual_bound if program.whole.any() else value if optimal else INFINITE
    x = np.array(highs.getSolution().col_value) if found else None
    if start is not None and x is not None and program.cost @ x < value - LOST * max(1.0, abs(value)):
        # HiGHS 1.16 may answer with the start itself although it found and counts something better.
        return solve_whole(program, seconds=seconds - (time.monotonic() - began), gap=gap, hasty=hasty, stop=stop)
    return Solved(x=x, value=value, bound=bound, optimal=optimal)
