"""Cuts found for one model of a district, carried over to another model of it, so that they need not be found again.

A cut stays true where a need has the same people and nobody has more time; columns that are no longer there are nought.
"""

from collections.abc import Iterator

import numpy as np

from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.program import Ints, Program, Rows

GONE, CHANGED = -1, -2


def carried(cuts: Program, *, grid: Grid, model: ClassModel, to: tuple[Grid, ClassModel]) -> Rows:
    """The rows of `cuts`, in the columns of `model`, as rows of another model; those that may no longer be true are left out."""
    number = np.full(len(cuts.cost), CHANGED)
    for old, new in _columns(grid, model, *to):
        number[old] = new
    columns = number[cuts.columns]
    true = np.bincount(cuts.row_of, weights=columns == CHANGED, minlength=len(cuts.row_low)) == 0
    stored = true[cuts.row_of] & (columns != GONE)
    sizes = np.bincount(cuts.row_of[stored], minlength=len(cuts.row_low))
    return Rows(
        low=cuts.row_low[true],
        high=cuts.row_high[true],
        starts=np.concatenate([[0], np.cumsum(sizes[true])]),
        columns=columns[stored],
        factors=cuts.factors[stored],
    )


def _columns(grid: Grid, model: ClassModel, other: Grid, there: ClassModel) -> Iterator[tuple[int, int]]:
    station = [other.station_at.get(one.id, GONE) for one in grid.problem.stations]
    provider = [other.provider_at.get(one.id, GONE) for one in grid.problem.providers]
    zone = {z: other.zone_at.get(name, GONE) for name, z in grid.zone_at.items()}
    need = _same_needs(grid, other)
    for (v, s, k), column in model.sessions.items():
        yield column, there.sessions.get((v, station[s], k), GONE)
    for (v, s, k, week), column in model.dated.items():
        yield column, there.dated.get((v, station[s], k, week), GONE)
    for (p, v, k, z), column in model.flows.items():
        yield column, there.flows.get((provider[p], v, k, zone[z]), GONE)
    for (n, s, k), column in model.people.items():
        if need[n] >= 0:
            yield column, there.people.get((int(need[n]), station[s], k), GONE)
    for n, pieces in model.pieces.items():
        if need[n] >= 0:
            yield from zip(pieces, there.pieces.get(int(need[n]), [GONE] * len(pieces)), strict=True)


def _same_needs(grid: Grid, other: Grid) -> Ints:
    """For each need its number in the other grid; a negative number where its people are not the same there."""
    known = {need.id: (n, need) for n, need in enumerate(other.problem.needs)}
    found = np.full(len(grid.problem.needs), CHANGED)
    for n, need in enumerate(grid.problem.needs):
        at, same = known.get(need.id, (CHANGED, None))
        if same == need:
            found[n] = at
    return found
