"""What districts have in common, as rows over the columns of each district's class model.

In common are a roaming provider's month (sessions, comfortable load, budget, days by slot and by group), the people of a need
who may walk across a border (by piece), the worst station's coverage, and what a station's people are served elsewhere.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from yizhan.planner.city.districts import District
from yizhan.planner.delivery.classes import THETA, Terms
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.program import INFINITE

Key: TypeAlias = tuple[str, ...]
"""What is shared: a kind (such as `capacity`), and of whom or what."""

Shares: TypeAlias = "dict[Key, Share]"

COVERAGE = "coverage"
PIECE = "piece"
ELSEWHERE = "elsewhere"
BUDGET = "budget"


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A district's use of something in common, and the limit for all districts together."""

    terms: Terms
    limit: float


def shares(
    grid: Grid,
    model: ClassModel,
    *,
    of: District,
    roaming: Collection[str],
    walking: Collection[str],
    away: dict[int, int],
) -> Shares:
    """What the district `of` uses of what is in common, for the `roaming` providers and the `walking` needs.

    `away` has by station the column that counts its people served elsewhere.
    """
    found = _of_providers(grid, model, {grid.provider_at[one] for one in roaming if one in grid.provider_at})
    found |= _of_needs(grid, model, {n for n, need in enumerate(grid.problem.needs) if need.id in walking})
    found |= _elsewhere(grid, model, of, away)
    found[COVERAGE, of.name] = Share(terms=[(model.theta, -1 / THETA)], limit=0.0)
    return found


def _of_providers(grid: Grid, model: ClassModel, roaming: set[int]) -> Shares:
    flows: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for (p, v, k, _), column in model.flows.items():
        if p in roaming:
            flows[p].append((column, v, k))
    found: Shares = {}
    for p, mine in sorted(flows.items()):
        over = np.flatnonzero((model.provider == p) & (model.service < 0) & (model.station < 0)).tolist()
        found |= _month_of(grid, p, mine, [(column, -1.0) for column in over])
    return found | _budgets(grid, model, roaming)


def _budgets(grid: Grid, model: ClassModel, roaming: set[int]) -> Shares:
    """The rows on whole sessions by service that a provider's budget gives, exact and rounded."""
    program = model.program
    total = np.isin(model.provider, list(roaming)) & program.whole
    others = np.bincount(program.row_of, weights=~total[program.columns], minlength=len(program.row_low))
    found: Shares = {}
    for row in np.flatnonzero((others == 0) & (program.row_high < INFINITE)).tolist():
        stored = slice(program.starts[row], program.starts[row + 1])
        terms = list(zip(program.columns[stored].tolist(), program.factors[stored].tolist(), strict=True))
        if terms:
            p, limit = int(model.provider[terms[0][0]]), float(program.row_high[row])
            services = sorted((grid.problem.services[model.service[column]].id, factor) for column, factor in terms)
            kind = BUDGET if limit == grid.budget[p] else "rounded"
            found[kind, grid.problem.providers[p].id, str(services)] = Share(terms=terms, limit=limit)
    return found


def _month_of(grid: Grid, p: int, mine: list[tuple[int, int, int]], over: Terms) -> Shares:
    name, capacity = grid.problem.providers[p].id, grid.capacity[p]
    every: Terms = [(column, 1.0) for column, _, _ in mine]
    found: Shares = {("capacity", name): Share(terms=every, limit=capacity)}
    if over:
        found["comfort", name] = Share(terms=[*every, *over], limit=grid.comfortable[p])
    by_slot: dict[tuple[int, int], Terms] = defaultdict(list)
    by_group: dict[int, Terms] = defaultdict(list)
    for column, v, k in mine:
        slot, group = divmod(k, grid.groups)
        by_group[group].append((column, float(grid.length[v])))
        for taken in range(slot, slot + grid.length[v]):
            by_slot[group, taken].append((column, 1.0))
    for group, terms in by_group.items():
        slots = grid.free[p, grid.days_of[group]].sum(axis=1)
        most = float(np.minimum(slots, grid.daily_left[p, grid.days_of[group]]).sum())
        found["daily", name, str(group)] = Share(terms=terms, limit=most)
    for (group, slot), terms in by_slot.items():
        days = float(grid.free[p, grid.days_of[group], slot].sum())
        found["days", name, str(group), str(slot)] = Share(terms=terms, limit=days)
    return found


def _of_needs(grid: Grid, model: ClassModel, walking: set[int]) -> Shares:
    return {
        (PIECE, grid.problem.needs[n].id, str(i)): Share(terms=[(column, 1.0)], limit=float(model.program.high[column]))
        for n, pieces in model.pieces.items()
        if n in walking
        for i, column in enumerate(pieces)
    }


def _elsewhere(grid: Grid, model: ClassModel, of: District, away: dict[int, int]) -> Shares:
    """Our people served elsewhere, less those of other districts served here; weighted, by their home station."""
    found: dict[int, Terms] = {s: [(column, 1.0)] for s, column in away.items()}
    for n, pieces in model.pieces.items():
        s = grid.need_station[n]
        if grid.problem.stations[s].id not in of.stations:
            found.setdefault(s, []).extend((column, -float(grid.weight[n])) for column in pieces)
    return {
        (ELSEWHERE, grid.problem.stations[s].id): Share(terms=terms, limit=0.0) for s, terms in sorted(found.items())
    }
