"""A proven upper bound: the services apart, coupled only by prices.

Lagrangian relaxation (Geoffrion 1974): rows that several services share are paid for at their prices instead of kept, so the
program falls apart into one for each service; for any prices of the right sign the sum of their bounds, and the worth of the
limits at those prices, is a bound of the whole.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.program import INFINITE, Floats, Program, engine, solve_whole

GAP = 3e-4


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """The program's part for each owner at given prices, and the constant that belongs to their sum."""

    constant: float
    parts: dict[int, Program]


def split(program: Program, owner: NDArray[np.int64], duals: Floats) -> Split:
    """Take `program` apart by the owner of its columns, pricing the rows that several share at `duals`.

    Columns that nobody owns (-1) count at the better of their bounds.
    """
    row_of, label = program.row_of, owner[program.columns]
    rows = len(program.row_low)
    first = np.full(rows, np.iinfo(np.int64).max)
    last = np.full(rows, -2)
    np.minimum.at(first, row_of, label)
    np.maximum.at(last, row_of, label)
    shared = (first != last) | (last == -1)
    prices = np.where(shared, _of_right_sign(duals[:rows], program), 0.0)
    cost = program.cost - np.bincount(
        program.columns, weights=program.factors * prices[row_of], minlength=len(program.cost)
    )
    high = np.where(program.row_high < INFINITE, program.row_high, 0)
    low = np.where(program.row_low > -INFINITE, program.row_low, 0)
    constant = float(np.where(prices > 0, prices * high, prices * low).sum())
    free = owner == -1
    constant += float(np.maximum(cost[free] * program.low[free], cost[free] * program.high[free]).sum())
    parts = {int(one): program.inside(owner == one, cost=cost) for one in np.unique(owner[owner >= 0])}
    return Split(constant=constant, parts=parts)


def _of_right_sign(duals: Floats, program: Program) -> Floats:
    duals = np.where(program.row_low <= -INFINITE, np.maximum(duals, 0), duals)
    return np.asarray(np.where(program.row_high >= INFINITE, np.minimum(duals, 0), duals))


def prove(part: Program, *, seconds: float, stop: Callable[[], bool] | None = None) -> float:
    """A proven bound of one part, as good as the time allows, and never worse than its relaxation."""
    bound = solve_whole(part, seconds=seconds, gap=GAP, stop=stop).bound
    if bound < INFINITE:
        return bound
    highs = engine(part, relaxed=True)
    highs.run()
    return float(highs.getInfo().objective_function_value)


def trivial_bound(grid: Grid) -> float:
    """More than any plan can have: everybody is served at the best of times, and everything published is kept."""
    weights = grid.weights
    served = sum(
        weight * sum(piece.worth * size for piece, size in zip(weights.pieces, sizes, strict=True))
        for weight, sizes in zip(grid.weight, grid.pieces, strict=True)
    )
    return float(served + weights.fairness * grid.demand.sum() + weights.keep * len(set(grid.problem.published)))
