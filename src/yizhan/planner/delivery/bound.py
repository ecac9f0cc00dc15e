"""A proven upper bound: the services apart, coupled only by prices.

Lagrangian relaxation (Geoffrion 1974): rows that several services share are paid for at their prices instead of kept, so the
program falls apart into one for each service; for any prices of the right sign the sum of their bounds, and the worth of the
limits at those prices, is a bound of the whole.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.problem import Problem, piece_sizes
from yizhan.planner.delivery.program import INFINITE, Floats, Program, solve_whole
from yizhan.planner.delivery.relaxation import Relaxation

GAP = 3e-4
CUT_ROUNDS = 8
GROWTH = 0.9
"""A part's share of the time grows with its size to this power."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """The program's part for each owner at given prices, and the constant that belongs to their sum.

    `most` bounds each part by the duals of its own rows (weak duality), whatever they are.
    """

    constant: float
    parts: dict[int, Program]
    most: dict[int, float]


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
    duals = _of_right_sign(duals[:rows], program)
    prices = np.where(shared, duals, 0.0)
    cost = program.cost - _charged(program, prices)
    free, owners = owner == -1, np.unique(owner[owner >= 0])
    worth = _worth_of_limits(program, duals)
    best = _best(program, program.cost - _charged(program, duals))
    own = {int(one): ~shared & (first == one) for one in owners}
    return Split(
        constant=float(_worth_of_limits(program, prices).sum() + _best(program, cost)[free].sum()),
        parts={one: program.inside(owner == one, cost=cost) for one in own},
        most={one: float(worth[mine].sum() + best[owner == one].sum()) for one, mine in own.items()},
    )


def _charged(program: Program, prices: Floats) -> Floats:
    """What each column pays at the prices of its rows."""
    paid = np.bincount(program.columns, weights=program.factors * prices[program.row_of], minlength=len(program.cost))
    return paid.astype(np.float64)


def _worth_of_limits(program: Program, prices: Floats) -> Floats:
    high = np.where(program.row_high < INFINITE, program.row_high, 0)
    low = np.where(program.row_low > -INFINITE, program.row_low, 0)
    return np.asarray(np.where(prices > 0, prices * high, prices * low))


def _best(program: Program, cost: Floats) -> Floats:
    """The most that each column can earn by itself at these costs."""
    return np.maximum(cost * program.low, cost * program.high)


def _of_right_sign(duals: Floats, program: Program) -> Floats:
    duals = np.where(program.row_low <= -INFINITE, np.maximum(duals, 0), duals)
    return np.asarray(np.where(program.row_high >= INFINITE, np.minimum(duals, 0), duals))


def prove_all(
    parts: Split,
    *,
    seconds: float,
    month: tuple[Grid, ClassModel] | None = None,
    stop: Callable[[], bool] | None = None,
) -> float:
    """A proven bound of the whole: that of its parts and their constant, the largest parts first.

    When they are the services of a `month`, all are relaxed and tightened before any is solved with whole sessions.
    """
    until = time.monotonic() + seconds
    order = sorted(parts.parts, key=lambda one: (-len(parts.parts[one].cost), one))
    programs, most = dict(parts.parts), dict(parts.most)
    if month is not None:
        for one in order:
            relaxation = _tightened(month, one, programs[one], deadline=until)
            programs[one], most[one] = relaxation.program, min(most[one], relaxation.value)
    sizes = {one: len(programs[one].cost) ** GROWTH for one in order}
    each = (until - time.monotonic()) / max(1.0, sum(sizes.values()))
    for one in order:
        solved = solve_whole(programs[one], seconds=each * sizes[one], gap=GAP, stop=stop)
        most[one] = min(most[one], solved.bound)
    return parts.constant + sum(most.values())


def _tightened(month: tuple[Grid, ClassModel], service: int, part: Program, *, deadline: float) -> Relaxation:
    grid, model = month
    relaxation = Relaxation(grid, model.of(model.service == service, part), deep=True)
    if relaxation.solve(deadline=deadline):
        relaxation.tighten(rounds=CUT_ROUNDS, deadline=deadline)
    return relaxation


def trivial_bound(problem: Problem) -> float:
    """More than any plan can have: everybody is served at the best of times, and everything published is kept."""
    weights, needs = problem.weights, problem.needs
    served = sum(
        need.weight * piece.worth * size
        for need in needs
        for piece, size in zip(weights.pieces, piece_sizes(need.people, weights), strict=True)
    )
    demand = sum(need.weight * need.people for need in needs)
    return served + weights.fairness * demand + weights.keep * len(set(problem.published))
