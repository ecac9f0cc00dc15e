"""The month in classes of times: session counts, provider flows and attendance, without single days.

Needs do not tell days of one class apart, so the model counts sessions by cell (service, station, class of times) and lets
providers flow to zones. Everything it leaves out (which day, travel, the room of the day) is a relaxation, therefore its
optimum bounds every real plan.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.grid import Grid
from yizhan.planner.delivery.model import ClassModel, Dated, Flow, Of
from yizhan.planner.delivery.program import Builder
from yizhan.planner.delivery.wants import Cell

THETA = 1000.0
"""The worst station's coverage is counted in thousandths, to keep the program well scaled."""

MULTIPLES = (1, 2, 3)
"""A budget is rounded down in these multiples of the sessions that each of its fees pays for."""

Terms: TypeAlias = list[tuple[int, float]]


def floor(number: float) -> int:
    """The whole number below, forgiving what floating point lost."""
    return math.floor(number + 1e-9)


@dataclass(kw_only=True)
class _Parts:
    sessions: dict[Cell, int] = field(default_factory=dict)
    dated: dict[Dated, int] = field(default_factory=dict)
    flows: dict[Flow, int] = field(default_factory=dict)
    totals: dict[tuple[int, int], int] = field(default_factory=dict)
    people: dict[tuple[int, int, int], int] = field(default_factory=dict)
    pieces: dict[int, list[int]] = field(default_factory=dict)
    supply: dict[tuple[int, int, int], list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    capacity_rows: dict[int, int] = field(default_factory=dict)
    room_rows: dict[tuple[int, int, int], int] = field(default_factory=dict)
    day_rows: dict[tuple[int, int, int], int] = field(default_factory=dict)


class _Assembly:
    """Puts the class model together, one kind of rule after the other."""

    def __init__(self, grid: Grid, fairness: float) -> None:
        self.grid = grid
        self.worst = fairness
        self.build = Builder()
        self.parts = _Parts()
        self.owners: list[Of] = []
        self.free_givers: dict[tuple[int, int], NDArray[np.int64]] = {}

    def column(self, of: Of, cost: float = 0.0, *, high: float, low: float = 0.0, whole: bool = False) -> int:
        self.owners.append(of)
        return self.build.column(cost, low=low, high=high, whole=whole)

    def providers(self) -> None:
        """How many sessions each provider gives, by service, class of times and zone.

        With whole session counts these are flows, whole by themselves unless budgets or long sessions split them.
        """
        grid, parts = self.grid, self.parts
        for p, fees in enumerate(grid.fee):
            mine: list[tuple[int, int, int]] = []
            for v in fees:
                starts = grid.free_starts(p, v)
                for k in range(grid.classes):
                    days = int(starts[grid.days_of[k % grid.groups], k // grid.groups].sum())
                    for zone in sorted(grid.zones_of[p]) if days else ():
                        of = Of(category=grid.category[v], service=v, provider=p)
                        column = self.column(of, high=min(days, grid.capacity[p]))
                        parts.flows[p, v, k, zone] = column
                        parts.supply[v, k, zone].append((p, column))
                        mine.append((column, v, k))
            if mine:
                self._limits_of(p, mine)

    def _limits_of(self, p: int, mine: list[tuple[int, int, int]]) -> None:
        grid, row, parts = self.grid, self.build.row, self.parts
        every: Terms = [(column, 1.0) for column, _, _ in mine]
        parts.capacity_rows[p] = row(every, high=grid.capacity[p])
        of = Of(category=grid.category[mine[0][1]], provider=p)
        over = self.column(of, -grid.weights.overload, high=grid.capacity[p])
        row([*every, (over, -1.0)], high=grid.comfortable[p])
        budget = grid.budget[p]
        if budget is not None:
            self._within(budget, p, mine)
        by_time: dict[tuple[int, int], Terms] = defaultdict(list)
        by_group: dict[int, Terms] = defaultdict(list)
        for column, v, k in mine:
            slot, group = divmod(k, grid.groups)
            by_group[group].append((column, float(grid.length[v])))
            for taken in range(slot, slot + grid.length[v]):
                by_time[taken, group].append((column, 1.0))
        for (slot, group), terms in by_time.items():
            days = int(grid.free[p, grid.days_of[group], slot].sum())
            parts.day_rows[p, slot, group] = row(terms, high=days)
        for group, terms in by_group.items():
            slots = grid.free[p, grid.days_of[group]].sum(axis=1)
            most = np.minimum(slots, grid.daily_left[p, grid.days_of[group]]).sum()
            row(terms, high=float(most))

    def _within(self, budget: float, p: int, mine: list[tuple[int, int, int]]) -> None:
        """The fees of whole sessions by service, also divided and rounded down (Gomory 1958)."""
        grid, of_service = self.grid, defaultdict[int, Terms](list)
        for column, v, _ in mine:
            of_service[v].append((column, 1.0))
        totals: dict[int, int] = {}
        for v, terms in of_service.items():
            of = Of(category=grid.category[v], service=v, provider=p)
            totals[v] = self.column(of, high=grid.capacity[p], whole=True)
            self.build.row([*terms, (totals[v], -1.0)], low=0, high=0)
            self.parts.totals[p, v] = totals[v]
        fees = {v: grid.fee[p][v] for v in totals if grid.fee[p][v] > 0}
        self.build.row([(totals[v], fee) for v, fee in fees.items()], high=budget)
        rounded = {
            (tuple(floor(times * each / fee) for each in fees.values()), floor(times * budget / fee))
            for fee in fees.values()
            for times in MULTIPLES
        }
        for factors, most in sorted(rounded):
            self.build.row([(totals[v], float(n)) for v, n in zip(fees, factors, strict=True) if n], high=most)

    def stations(self) -> None:
        """How many sessions of each service each station holds, by class of times; rooms by Hall's condition."""
        grid, parts = self.grid, self.parts
        low: dict[Cell, int] = defaultdict(int)
        for _, v, s, day, slot in self.grid.pinned:
            low[v, s, grid.klass(day, slot)] += 1
        wanted = {cell: sum(grid.people[want.need] for want in wants) for cell, wants in grid.wants.at.items()}
        for v, s in zip(*np.nonzero(grid.fits), strict=True):
            places_on = self._places(int(v), int(s))
            for k in range(grid.classes):
                supply = parts.supply.get((v, k, grid.zone[s]))
                places = int(places_on[grid.days_of[k % grid.groups], k // grid.groups].sum())
                if supply and places:
                    most = min(places, int(sum(self.build.high[column] for _, column in supply)))
                    if grid.minimum[v]:
                        most = min(most, wanted.get((int(v), int(s), k), 0) // grid.minimum[v])
                    cell = (int(v), int(s), k)
                    parts.sessions[cell] = self.column(
                        Of(category=grid.category[v], service=int(v), station=int(s)),
                        -grid.weights.session,
                        low=low[cell],
                        high=max(most, low[cell]),
                        whole=True,
                    )
        self._link_providers()
        self._rooms()

    def _places(self, v: int, s: int) -> NDArray[np.int64]:
        """By day and first slot, how many sessions can be held: as many as rooms suit and providers are free at once."""
        grid = self.grid
        if (v, grid.zone[s]) not in self.free_givers:
            starts = [np.zeros((len(grid.group), grid.slots), dtype=bool)]
            starts += [grid.free_starts(p, v) for p in grid.givers.get((v, grid.zone[s]), [])]
            self.free_givers[v, grid.zone[s]] = np.sum(starts, axis=0, dtype=np.int64)
        return np.minimum(np.bitwise_count(grid.suiting_rooms(v, s)), self.free_givers[v, grid.zone[s]])

    def _link_providers(self) -> None:
        grid, parts = self.grid, self.parts
        held: dict[tuple[int, int, int], Terms] = defaultdict(list)
        for (v, s, k), column in parts.sessions.items():
            held[v, k, grid.zone[s]].append((column, -1.0))
        for key, supply in parts.supply.items():
            self.build.row([(column, 1.0) for _, column in supply] + held.get(key, []), low=0, high=0)
        for p, v, s, day, slot in self.grid.pinned:
            flow = parts.flows.get((p, v, grid.klass(day, slot), grid.zone[s]))
            if flow is not None:
                self.build.low[flow] += 1

    def _rooms(self) -> None:
        grid, parts = self.grid, self.parts
        held: dict[tuple[int, int, int], Terms] = defaultdict(list)
        for (v, s, k), column in parts.sessions.items():
            slot, group = divmod(k, grid.groups)
            for taken in range(slot, slot + grid.length[v]):
                held[s, taken, group].append((column, float(grid.fits[v, s])))
        for (s, slot, group), terms in held.items():
            free = grid.rooms_free[s, grid.days_of[group], slot]
            for rooms in range(1, 1 << len(grid.problem.stations[s].rooms)):
                inside = [(column, 1.0) for column, fits in terms if not int(fits) & ~rooms]
                if inside:
                    places = float(np.bitwise_count(free & rooms).sum())
                    number = self.build.row(inside, high=places)
                    if rooms + 1 == 1 << len(grid.problem.stations[s].rooms):
                        parts.room_rows[s, slot, group] = number

    def quotas(self) -> None:
        """A quota session that is missing costs points, and is never impossible."""
        grid = self.grid
        held: dict[tuple[int, int], Terms] = defaultdict(list)
        for (v, s, _), column in self.parts.sessions.items():
            held[s, grid.category[v]].append((column, 1.0))
        for s, quota in enumerate(grid.quota):
            for category, wanted in quota.items():
                short = self.column(Of(category=category, station=s), -grid.weights.shortage, high=wanted)
                self.build.row([*held[s, category], (short, 1.0)], low=wanted)

    def published(self) -> None:
        """A published session that stays earns a bonus; at most as many as the cell still holds."""
        grid, counts = self.grid, defaultdict[Cell, int](int)
        if not grid.weights.keep:
            return
        for placement in set(grid.problem.published):
            _, v, s, day, slot = grid.visit(placement)
            counts[v, s, grid.klass(day, slot)] += 1
        for cell, count in counts.items():
            if cell in self.parts.sessions:
                of = Of(category=grid.category[cell[0]], service=cell[0], station=cell[1])
                kept = self.column(of, grid.weights.keep, high=count)
                self.build.row([(kept, 1.0), (self.parts.sessions[cell], -1.0)], high=0)

    def needs(self) -> None:
        """Who attends where: concave worth by pieces, seats, fixed weeks, minimum attendance."""
        grid, parts = self.grid, self.parts
        seated: dict[Cell, list[int]] = defaultdict(list)
        weekly: dict[Dated, list[int]] = defaultdict(list)
        for n, wants in enumerate(grid.wants.of_need):
            v, mine = grid.need_service[n], []
            for want in wants:
                cell = (v, want.station, want.klass)
                if cell not in parts.sessions:
                    continue
                cost = -grid.weight[n] * (1.0 - want.suits)
                of = Of(category=grid.category[v], service=v, station=want.station, need=n)
                column = self.column(of, cost, high=grid.people[n])
                parts.people[n, want.station, want.klass] = column
                mine.append(column)
                seated[cell].append(column)
                if grid.need_week[n] >= 0:
                    weekly[*cell, grid.need_week[n]].append(column)
            if mine:
                self._worth_of(n, mine)
        self._seats(seated)
        self._weeks(weekly)

    def _worth_of(self, n: int, mine: list[int]) -> None:
        grid, v = self.grid, self.grid.need_service[n]
        of = Of(category=grid.category[v], service=v, need=n)
        pieces = [
            self.column(of, grid.weight[n] * piece.worth, high=size)
            for piece, size in zip(grid.weights.pieces, grid.pieces[n], strict=True)
            if size
        ]
        self.build.row([(column, 1.0) for column in mine] + [(piece, -1.0) for piece in pieces], low=0, high=0)
        self.parts.pieces[n] = pieces

    def _seats(self, seated: dict[Cell, list[int]]) -> None:
        for cell, columns in seated.items():
            sessions, terms = self.parts.sessions[cell], [(column, 1.0) for column in columns]
            self.build.row([*terms, (sessions, -float(self.grid.seats[cell[0]]))], high=0)
        for cell, sessions in self.parts.sessions.items():
            if self.grid.minimum[cell[0]]:
                terms = [(column, 1.0) for column in seated.get(cell, [])]
                self.build.row([*terms, (sessions, -float(self.grid.minimum[cell[0]]))], low=0)

    def _weeks(self, weekly: dict[Dated, list[int]]) -> None:
        """People with a fixed week count on sessions of that week, for which providers must be free in that week."""
        grid, parts = self.grid, self.parts
        of_cell: dict[Cell, Terms] = defaultdict(list)
        wanted: dict[tuple[int, int, int, int], Terms] = defaultdict(list)
        for (v, s, k, week), columns in weekly.items():
            slot, group = divmod(k, grid.groups)
            days = (grid.group == group) & (grid.week == week)
            places = int(self._places(v, s)[days, slot].sum())
            most = min(places, self.build.high[parts.sessions[v, s, k]])
            of = Of(category=grid.category[v], service=v, station=s)
            count = self.column(of, high=most, whole=True)
            parts.dated[v, s, k, week] = count
            of_cell[v, s, k].append((count, 1.0))
            wanted[v, k, week, grid.zone[s]].append((count, -1.0))
            self.build.row([(column, 1.0) for column in columns] + [(count, -float(grid.seats[v]))], high=0)
        for cell, counts in of_cell.items():
            self.build.row([*counts, (parts.sessions[cell], -1.0)], high=0)
        self._providers_by_week(wanted)

    def _providers_by_week(self, wanted: dict[tuple[int, int, int, int], Terms]) -> None:
        grid, parts = self.grid, self.parts
        of_time: dict[tuple[int, int, int], Terms] = defaultdict(list)
        of_flow: dict[int, Terms] = defaultdict(list)
        for (v, k, week, zone), counts in wanted.items():
            slot, group = divmod(k, grid.groups)
            days = (grid.group == group) & (grid.week == week)
            given: Terms = []
            for p, flow in parts.supply[v, k, zone]:
                free = int(grid.free_starts(p, v)[days, slot].sum())
                if free:
                    column = self.column(Of(category=grid.category[v], service=v, provider=p), high=free)
                    given.append((column, 1.0))
                    of_time[p, k, week].append((column, 1.0))
                    of_flow[flow].append((column, 1.0))
            self.build.row(given + counts, low=0, high=0)
        for (p, k, week), terms in of_time.items():
            slot, group = divmod(k, grid.groups)
            days = (grid.group == group) & (grid.week == week)
            self.build.row(terms, high=float(grid.free[p, days, slot].sum()))
        for flow, terms in of_flow.items():
            self.build.row([*terms, (flow, -1.0)], high=0)

    def fairness(self) -> None:
        """The worst station's coverage, in thousandths, earns a share of the demand."""
        grid, covered = self.grid, defaultdict[int, Terms](list)
        for n, pieces in self.parts.pieces.items():
            covered[grid.need_station[n]] += [(piece, THETA * grid.weight[n]) for piece in pieces]
        theta = self.column(Of(category=-1), self.worst / THETA, high=THETA)
        for s in np.flatnonzero(grid.demand):
            row = [(theta, -float(grid.demand[s])), *covered[int(s)]]
            self.build.row(row, low=-THETA * float(grid.reached[s]))


def class_model(grid: Grid, *, fairness: float | None = None) -> ClassModel:
    """The class model of a problem; `fairness` are the points for the worst station's whole coverage, if not the problem's."""
    assembly = _Assembly(grid, grid.weights.fairness * float(grid.demand.sum()) if fairness is None else fairness)
    for part in (
        assembly.providers,
        assembly.stations,
        assembly.quotas,
        assembly.published,
        assembly.needs,
        assembly.fairness,
    ):
        part()
    parts = assembly.parts
    return ClassModel(
        program=assembly.build.program(),
        sessions=parts.sessions,
        dated=parts.dated,
        flows=parts.flows,
        totals=parts.totals,
        people=parts.people,
        pieces=parts.pieces,
        category=np.array([of.category for of in assembly.owners]),
        service=np.array([of.service for of in assembly.owners]),
        station=np.array([of.station for of in assembly.owners]),
        provider=np.array([of.provider for of in assembly.owners]),
        need=np.array([of.need for of in assembly.owners]),
        capacity_rows=parts.capacity_rows,
        room_rows=parts.room_rows,
        day_rows=parts.day_rows,
    )
