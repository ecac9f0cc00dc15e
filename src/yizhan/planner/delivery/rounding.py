"""Whole session counts from the relaxation: category by category, what is nearly one session more becomes one.

Diving (Berthold 2006): the other categories stand as they are in the relaxation; the category is relaxed and tightened by itself,
the counts that are closest to the next whole number are rounded up, and the rest is relaxed again. Whatever is still less than
half a session in the end is none; it is left to the plan, where it is known which session more fits and pays.
"""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.program import Floats, Ints, Program, solve_whole
from yizhan.planner.delivery.relaxation import Relaxation

HALF = 0.5
PLACED = 40.0
"""Points for a session that can be given."""
WEEK_KEPT = 25.0
"""Points for one in the week it is wanted in."""
LIKED = 0.1
"""Points for each session that stays with the provider of the relaxation."""
GAP = 6e-4
CUT_ROUNDS = 3
CUT_SHARE = 0.5
"""The share of the time for a part after which no more cuts are sought."""
STEPS = (0.9, 0.8, 0.7, 0.6)
"""So much of a session is rounded up in each step of a dive."""
LARGE = 18_000
"""Columns of a category that is too large to be decided at once."""
Mask = NDArray[np.bool_]


def parts(model: ClassModel) -> list[Mask]:
    """The columns that are decided together, the most first: each category's, and of a large one each large service's apart."""
    found = [
        part | (model.category == -1)
        for category in np.unique(model.category[model.category >= 0])
        for part in _divided(model, int(category))
    ]
    return sorted(found, key=lambda part: -int(part.sum()))


def _divided(model: ClassModel, category: int) -> list[Mask]:
    mine = model.category == category
    common = mine & (model.service < 0)
    services, sizes = np.unique(model.service[mine & ~common], return_counts=True)
    parts, rest = [], mine
    for v in services[np.argsort(-sizes, kind="stable")][:-1]:
        if int(rest.sum()) <= LARGE:
            break
        parts.append((model.service == v) | common)
        rest = rest & (model.service != v)
    return [*parts, rest]


def part_of(model: ClassModel, program: Program, x: Floats, part: Mask) -> ClassModel:
    """The model in the columns of `part` alone, when all others are as in `x`."""
    return model.of(part, program.restricted(part, x))


def decide(
    grid: Grid, model: ClassModel, x: Floats, *, seconds: float, stop: Callable[[], bool] | None = None
) -> Floats:
    """The columns of a part with whole counts, near its own relaxation, tightened; those of `x` rounded when time is too short."""
    until = time.monotonic() + seconds
    counts = model.counts
    relaxation = Relaxation(grid, model, deep=True)
    if relaxation.solve(deadline=until):
        relaxation.tighten(rounds=CUT_ROUNDS, deadline=until - (1 - CUT_SHARE) * seconds)
        _dive(relaxation, np.flatnonzero(counts), deadline=until, stop=stop)
        x = relaxation.x
    return np.where(counts, np.floor(x + HALF), x)


def _dive(relaxation: Relaxation, counts: Ints, *, deadline: float, stop: Callable[[], bool] | None) -> None:
    """Round counts up, those first that are nearly whole, as far as that is possible together."""
    low, high = relaxation.program.low[counts], relaxation.program.high[counts]
    for least in STEPS:
        whole = np.clip(np.floor(relaxation.x[counts] + 1 - least), low, high)
        relaxation.hold(counts, whole, high)
        if (stop is not None and stop()) or not relaxation.solve(deadline=deadline):
            return
        low = whole
        relaxation.tighten(rounds=1, deadline=deadline)


def affordable(model: ClassModel, program: Program, x: Floats, *, seconds: float) -> Floats:
    """As many of the sessions of `x` as providers can give within their budgets in whole numbers, with who gives them."""
    counts, given = model.counts, model.provider >= 0
    most = np.round(x)
    cost = np.where(counts, PLACED, np.where(given & (x > HALF), LIKED, 0.0)) + np.minimum(program.cost, 0) * given
    cost[list(model.dated.values())] = WEEK_KEPT
    part = replace(program, low=np.minimum(program.low, most), high=np.where(counts, most, program.high))
    solved = solve_whole(part.inside(counts | given, cost=cost), seconds=seconds, gap=GAP, hasty=True)
    if solved.x is None:
        return x
    values = x.copy()
    values[counts | given] = solved.x
    return values
