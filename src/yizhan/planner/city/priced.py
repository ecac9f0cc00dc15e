"""A district's relaxation at prices: what is in common with other districts is paid for instead of kept."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from yizhan.planner.city.districts import District
from yizhan.planner.city.shares import COVERAGE, PIECE, Key, shares
from yizhan.planner.delivery.bound import prove_all, split
from yizhan.planner.delivery.classes import THETA, class_model
from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.model import ClassModel
from yizhan.planner.delivery.program import INFINITE, Floats, Ints, Program
from yizhan.planner.delivery.relaxation import Relaxation

Prices = dict[Key, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What a district would do at some prices: its own points, what it uses, and the bound of points less payments."""

    value: float
    use: dict[Key, float]
    bound: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Commons:
    """What all districts know of each other: who roams, and who may walk over a border."""

    roaming: frozenset[str]
    walking: frozenset[str]


class PricedDistrict:
    """One district's class model, cut, in an engine that keeps its basis while prices change."""

    def __init__(self, district: District, commons: Commons) -> None:
        grid = Grid(district.problem)
        model = class_model(grid)
        program, away = _open_borders(grid, model, district, commons)
        self.grid, self.model = grid, model
        self.name, self.theta, self.program, self.cost = district.name, model.theta, program, program.cost
        self.reachable = _reachable(grid, district, commons)
        self.relaxation = Relaxation(grid, replace(model, program=program), deep=False)
        self.shares = shares(grid, model, of=district, roaming=commons.roaming, walking=commons.walking, away=away)
        self._lay_out()
        guests = {n for n, need in enumerate(grid.problem.needs) if need.station not in district.stations}
        self.guests = np.array([c for n in guests for c in model.pieces.get(n, ())], dtype=np.int64)
        self.common = _rows_of(program, model, {grid.provider_at[p] for p in commons.roaming if p in grid.provider_at})
        self.service = np.full(len(program.cost), -1)
        self.service[: len(model.service)] = model.service

    def _lay_out(self) -> None:
        """The uses as one sparse matrix: rows in the order of the keys."""
        self.keys = list(self.shares)
        terms = [self.shares[key].terms for key in self.keys]
        self.use_row = np.repeat(np.arange(len(terms)), [len(one) for one in terms])
        self.use_column = np.array([column for one in terms for column, _ in one], dtype=np.int64)
        self.use_factor = np.array([factor for one in terms for _, factor in one])

    @property
    def limits(self) -> dict[Key, float]:
        """The limits of what is in common, for all districts together."""
        return {key: share.limit for key, share in self.shares.items()}

    def relax(self, *, worst: float, fairness: float, part: float, deadline: float) -> Proposal | None:
        """Solve with a `part` of all that is in common; None when the deadline came first.

        No plan covers the worst station better than `worst`, whose whole coverage is worth `fairness`.
        """
        high = self.program.high.copy()
        high[self.theta] = THETA * worst
        self.relaxation.program = self.program = replace(self.program, high=high)
        self.relaxation.engine.changeColBounds(self.theta, 0.0, THETA * worst)
        self._price({(COVERAGE, self.name): fairness})
        self._give(part)
        return self._proposal() if self.relaxation.solve(deadline=deadline) else None

    def worths(self) -> Prices:
        """What one unit more of everything in common would be worth here; people of needs only to their home."""
        rows, columns = self.relaxation.duals, np.array(self.relaxation.engine.getSolution().col_dual)
        found: Prices = {}
        guests, row_like = (
            set(self.guests.tolist()),
            {_signature(self.program, row): row for row in self.common.tolist()},
        )
        for key, share in self.shares.items():
            if key[0] == PIECE:
                column = share.terms[0][0]
                found |= {} if column in guests else {key: max(0.0, float(columns[column]))}
            else:
                row = row_like.get(frozenset(share.terms))
                if row is not None:
                    found[key] = max(0.0, float(rows[row]))
        return found

    def release(self) -> None:
        """Let the district have all that is in common."""
        self._give(1.0)

    def propose(self, prices: Prices, *, cut: bool, deadline: float) -> Proposal | None:
        """The best this district can do at `prices`, after a round of cuts if told; None when the deadline came first."""
        self._price(prices)
        if cut:
            self.relaxation.tighten(rounds=1, deadline=deadline)
        return self._proposal() if self.relaxation.solve(deadline=deadline) else None

    def prove(self, prices: Prices, *, seconds: float, deadline: float) -> float | None:
        """A better bound at `prices`, every service by itself with whole sessions; None when the deadline came first."""
        paid = self._price(prices)
        if not self.relaxation.solve(deadline=deadline):
            return None
        program = replace(self.relaxation.program, cost=self.cost - paid)
        apart = split(program, self.service, self.relaxation.duals)
        return min(prove_all(apart, seconds=seconds, month=(self.grid, self.model)), self.relaxation.value)

    @property
    def cuts(self) -> Program:
        """The rows that were added as cuts."""
        program = self.relaxation.program
        return program.with_only(np.arange(len(program.row_low)) >= len(self.program.row_low))

    def _price(self, prices: Prices) -> Floats:
        """Set the prices; what a unit of each column pays."""
        each = np.array([prices.get(key, 0.0) for key in self.keys])
        paid = np.bincount(self.use_column, weights=self.use_factor * each[self.use_row], minlength=len(self.cost))
        every = np.arange(len(self.cost), dtype=np.int32)
        self.relaxation.engine.changeColsCost(len(every), every, self.cost - paid)
        return paid.astype(np.float64)

    def _give(self, part: float) -> None:
        engine, program = self.relaxation.engine, self.program
        for row in self.common.tolist():
            engine.changeRowBounds(row, program.row_low[row], program.row_high[row] * part)
        high = program.high[self.guests] * (part >= 1)
        self.relaxation.hold(self.guests, program.low[self.guests], high)

    def _proposal(self) -> Proposal:
        x = self.relaxation.x
        use = np.bincount(self.use_row, weights=self.use_factor * x[self.use_column], minlength=len(self.keys))
        return Proposal(
            value=float(self.cost @ x),
            use={key: float(some) for key, some in zip(self.keys, use, strict=True) if some},
            bound=self.relaxation.value,
        )


def _open_borders(
    grid: Grid, model: ClassModel, district: District, commons: Commons
) -> tuple[Program, dict[int, int]]:
    """The program with coverage counted for the district's own stations alone, people served elsewhere included, its worth
    left to the prices; and by station the column of people served elsewhere."""
    program, stations = model.program, grid.problem.stations
    rows = np.unique(program.row_of[program.columns == model.theta])
    row_of = {int(s): int(row) for s, row in zip(np.flatnonzero(grid.demand), rows, strict=True)}
    foreign = [row for s, row in row_of.items() if stations[s].id not in district.stations]
    outside: dict[int, float] = defaultdict(float)
    for n, need in enumerate(grid.problem.needs):
        if need.id in commons.walking and need.station in district.stations:
            outside[grid.need_station[n]] += grid.weight[n] * grid.people[n]
    away = {s: len(program.cost) + i for i, s in enumerate(sorted(outside))}
    row_low = program.row_low.copy()
    row_low[foreign] = -INFINITE
    cost = program.cost.copy()
    cost[model.theta] = 0.0
    program = replace(program, cost=cost, row_low=row_low)
    more = np.array([outside[s] for s in away])
    return _with_columns(
        program, high=more, rows=np.array([row_of[s] for s in away], dtype=np.int64), factor=THETA
    ), away


def _reachable(grid: Grid, district: District, commons: Commons) -> float:
    """The coverage of the district's worst station if everyone came whom any session could serve; an upper bound."""
    reached = np.zeros(len(grid.demand))
    for n, need in enumerate(grid.problem.needs):
        ways = (grid.givers.get((grid.need_service[n], grid.zone[want.station])) for want in grid.wants.of_need[n])
        if need.id in commons.walking or any(ways):
            reached[grid.need_station[n]] += grid.weight[n] * grid.people[n]
    mine = np.array([station.id in district.stations for station in grid.problem.stations]) & (grid.demand > 0)
    return float((reached[mine] / grid.demand[mine]).min(initial=1.0))


def _with_columns(program: Program, *, high: Floats, rows: Ints, factor: float) -> Program:
    """The program with a free column more in each of `rows`."""
    count = len(high)
    row_of = np.concatenate([program.row_of, rows])
    columns = np.concatenate([program.columns, len(program.cost) + np.arange(count)])
    factors = np.concatenate([program.factors, np.full(count, factor)])
    order = np.argsort(row_of, kind="stable")
    sizes = np.bincount(row_of, minlength=len(program.row_low))
    return replace(
        program,
        cost=np.concatenate([program.cost, np.zeros(count)]),
        low=np.concatenate([program.low, np.zeros(count)]),
        high=np.concatenate([program.high, high]),
        whole=np.concatenate([program.whole, np.zeros(count, dtype=bool)]),
        starts=np.concatenate([[0], np.cumsum(sizes)]),
        columns=columns[order],
        factors=factors[order],
    )


def _rows_of(program: Program, model: ClassModel, providers: Collection[int]) -> Ints:
    """The rows that limit nothing but one of the `providers`."""
    of = np.full(len(program.cost), -1)
    of[: len(model.provider)] = model.provider
    mine, row_of = of[program.columns], program.row_of
    first, last = np.full(len(program.row_low), np.iinfo(np.int64).max), np.full(len(program.row_low), -2)
    np.minimum.at(first, row_of, mine)
    np.maximum.at(last, row_of, mine)
    limited = (program.row_high > 0) & (program.row_high < INFINITE)
    return np.flatnonzero((first == last) & np.isin(first, list(providers)) & limited)


def _signature(program: Program, row: int) -> frozenset[tuple[int, float]]:
    stored = slice(program.starts[row], program.starts[row + 1])
    return frozenset(zip(program.columns[stored].tolist(), program.factors[stored].tolist(), strict=True))
