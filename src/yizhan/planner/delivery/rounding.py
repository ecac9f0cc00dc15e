"""Whole session counts from the relaxation: category by category, what is whole already stays, the rest is decided exactly.

Relaxation enforced neighbourhoods (Berthold 2007): the counts that the relaxation leaves between two whole numbers are free,
with all flows and people of their category; the other categories stand as they are in the relaxation.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.classes import ClassModel
from yizhan.planner.delivery.program import Floats, Program, solve_whole

EXACT = 1e-6
HALF = 0.5
PLACED = 40.0
"""Points for a session that can be given."""
WEEK_KEPT = 25.0
"""Points for one in the week it is wanted in."""
LIKED = 0.1
"""Points for each session that stays with the provider of the relaxation."""
GAP = 3e-4
LARGE = 18_000
"""Columns of a category that is too large to be decided at once."""
Mask = NDArray[np.bool_]


def unsettled(model: ClassModel, x: Floats) -> list[Mask]:
    """The columns that are decided together, the most first: each category's, and of a large one each large service's apart."""
    settled = model.counts & (abs(x - np.round(x)) < EXACT)
    parts = [
        (part | (model.category == -1)) & ~settled
        for category in np.unique(model.category[model.category >= 0])
        for part in _divided(model, int(category))
    ]
    return sorted(parts, key=lambda part: -int(part.sum()))


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


def part_of(model: ClassModel, program: Program, x: Floats, free: Mask) -> Program:
    """The program in the columns that are `free`, its counts whole and all others as they are in `x`."""
    return replace(program, whole=model.counts).restricted(free, x)


def decide(part: Program, x: Floats, *, seconds: float, stop: Callable[[], bool] | None = None) -> Floats:
    """The columns of `part` with whole counts: the best, or those of `x` rounded down when none were found in time."""
    solved = solve_whole(part, seconds=seconds, gap=GAP, stop=stop)
    values = np.where(part.whole, np.floor(x + EXACT), x) if solved.x is None else solved.x
    return np.where(part.whole, np.round(values), values)


def affordable(model: ClassModel, program: Program, x: Floats, *, seconds: float) -> Floats:
    """As many of the sessions of `x` as providers can give within their budgets in whole numbers, with who gives them."""
    counts, given = model.counts, model.provider >= 0
    most = np.round(x)
    cost = np.where(counts, PLACED, np.where(given & (x > HALF), LIKED, 0.0)) + np.minimum(program.cost, 0) * given
    cost[list(model.dated.values())] = WEEK_KEPT
    part = replace(program, low=np.minimum(program.low, most), high=np.where(counts, most, program.high))
    solved = solve_whole(part.inside(counts | given, cost=cost), seconds=seconds, gap=GAP)
    if solved.x is None:
        return x
    values = x.copy()
    values[counts | given] = solved.x
    return values
