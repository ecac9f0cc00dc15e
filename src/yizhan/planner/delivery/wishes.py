"""What the class model wants of the days: whole sessions by cell, and by whom they would be given."""

import math
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from yizhan.planner.delivery.classes import ClassModel
from yizhan.planner.delivery.grid import Cell, Grid
from yizhan.planner.delivery.program import Floats, solve_whole

HALF = 0.5
PLACED = 10.0
"""Points of an assignment for a session that finds its day."""
WEEK_KEPT = 7.0
"""Points for a session that finds its day in the week it is wanted in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What the class model wants: sessions by cell, of which some in a fixed week, and who would give how many."""

    sessions: dict[Cell, int]
    dated: dict[tuple[int, int, int, int], int]
    given: dict[tuple[int, int], int]
    fees: dict[tuple[int, int], float]
    suits: dict[tuple[int, int, int, int], int]


def wishes(grid: Grid, model: ClassModel, x: Floats, *, seconds: float) -> Wishes:
    """As many of the sessions of a solution of the class model as the providers can give in whole numbers."""
    x = _whole_flows(model, x, seconds=seconds)
    given: dict[tuple[int, int], int] = defaultdict(int)
    fees: dict[tuple[int, int], float] = defaultdict(float)
    suits = {key: round(x[column]) for key, column in model.flows.items() if x[column] > HALF}
    for (p, v, k, _), count in suits.items():
        given[p, k] += count
        fees[p, k] += count * grid.fee[p][v]
    return Wishes(
        sessions={cell: round(x[column]) for cell, column in model.sessions.items() if x[column] > HALF},
        dated=_dated(grid, model, x),
        given=dict(given),
        fees=dict(fees),
        suits=suits,
    )


def _dated(grid: Grid, model: ClassModel, x: Floats) -> dict[tuple[int, int, int, int], int]:
    """The sessions that people with a fixed week fill, by cell and week."""
    people: dict[tuple[int, int, int, int], float] = defaultdict(float)
    for (n, s, k), column in model.people.items():
        if grid.need_week[n] >= 0 and x[column] > HALF:
            people[grid.need_service[n], s, k, grid.need_week[n]] += x[column]
    return {key: math.ceil(count / grid.seats[key[0]] - 1e-6) for key, count in people.items()}


def _whole_flows(model: ClassModel, x: Floats, *, seconds: float) -> Floats:
    counts, flows = model.counts, (model.provider >= 0)
    program, wanted = model.program, np.round(x)
    cost = np.where(counts, PLACED, np.where(flows & (x > HALF), 0.1, 0.0)) + np.minimum(program.cost, 0) * flows
    cost[list(model.dated.values())] = WEEK_KEPT
    ours = replace(
        program, low=np.minimum(program.low, wanted), high=np.where(counts, wanted, program.high), whole=counts | flows
    )
    solved = solve_whole(ours.inside(counts | flows, cost=cost), seconds=seconds, gap=1e-3)
    if solved.x is None:
        return wanted
    wanted[counts | flows] = np.round(solved.x)
    return wanted
