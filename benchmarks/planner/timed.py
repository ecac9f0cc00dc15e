"""The month as anyone would first write it down: a yes or no for every possible session, and who attends it on which day.

Only here to be compared with: the planner itself never builds it.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from yizhan.planner.delivery.board import Board, bits
from yizhan.planner.delivery.grid import Grid, Visit
from yizhan.planner.delivery.program import Builder, Program

THETA = 1000.0
EXACT = 1e-9

Event: TypeAlias = tuple[int, int, int, int]
"""A service at a station on a day from a slot on, by whomever."""
Terms: TypeAlias = list[tuple[int, float]]


@dataclass(frozen=True, kw_only=True, slots=True)
class TimedModel:
    """The program; its first columns are the possible sessions, `visits`, and `theta` is the worst coverage in thousandths."""

    program: Program
    visits: list[Visit]
    theta: int


def timed_model(grid: Grid) -> TimedModel:
    """The model of a problem without pins and published sessions."""
    assembly = _Assembly(grid)
    assembly.sessions()
    assembly.providers()
    assembly.rooms()
    assembly.quotas()
    assembly.needs()
    theta = assembly.fairness()
    return TimedModel(program=assembly.build.program(), visits=assembly.visits, theta=theta)


class _Assembly:
    """Puts the program together, one kind of rule after the other."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.build = Builder()
        self.visits: list[Visit] = []
        self.held: dict[Event, int] = {}
        self.served: dict[int, Terms] = defaultdict(list)

    def sessions(self) -> None:
        """A column for every session that could be held, then for every event how many hold it."""
        grid, board = self.grid, Board(self.grid)
        by_event: dict[Event, Terms] = defaultdict(list)
        for v, s in zip(*np.nonzero(grid.fits), strict=True):
            for p in grid.givers.get((int(v), grid.zone[s]), []):
                for slot in range(grid.slots):
                    for day in bits(board.days(p, int(v), int(s), slot)):
                        column = self.build.column(-grid.weights.session, high=1, whole=True)
                        self.visits.append((p, int(v), int(s), day, slot))
                        by_event[int(v), int(s), day, slot].append((column, 1.0))
        for event, terms in by_event.items():
            self.held[event] = self.build.column(high=len(terms))
            self.build.row([*terms, (self.held[event], -1.0)], low=0, high=0)

    def providers(self) -> None:
        """Once in a slot, in time for the next session, within the limits of day and month."""
        grid, weights = self.grid, self.grid.weights
        monthly: dict[int, list[int]] = defaultdict(list)
        daily: dict[tuple[int, int], list[int]] = defaultdict(list)
        for column, visit in enumerate(self.visits):
            monthly[visit[0]].append(column)
            daily[visit[0], visit[3]].append(column)
        for p, columns in monthly.items():
            every: Terms = [(column, 1.0) for column in columns]
            self.build.row(every, high=grid.capacity[p])
            over = self.build.column(-weights.overload, high=grid.capacity[p])
            self.build.row([*every, (over, -1.0)], high=int(weights.overload_from * grid.capacity[p]))
            if grid.budget[p] is not None:
                fees = [(column, grid.fee[p][self.visits[column][1]]) for column in columns]
                self.build.row(fees, high=float(grid.budget[p] or 0))
        for (p, _), columns in daily.items():
            lengths = [(column, float(grid.length[self.visits[column][1]])) for column in columns]
            self.build.row(lengths, high=grid.daily[p])
            self._one_day(columns)

    def _one_day(self, columns: list[int]) -> None:
        """No two sessions of a provider at once, and none that it cannot reach in time after another."""
        during: dict[int, Terms] = defaultdict(list)
        ending: dict[tuple[int, int], Terms] = defaultdict(list)
        starting: dict[int, dict[int, Terms]] = defaultdict(lambda: defaultdict(list))
        for column in columns:
            _, _, s, _, slot = self.visits[column]
            slots = self._slots(column)
            for taken in slots:
                during[taken].append((column, 1.0))
            ending[slots[-1], s].append((column, 1.0))
            starting[slot][s].append((column, 1.0))
        for terms in during.values():
            self.build.row(terms, high=1)
        for (last, s), terms in ending.items():
            for slot, there in starting.items():
                far = [term for other, some in there.items() if self._late(last, s, slot, other) for term in some]
                if slot > last and far:
                    self.build.row([*terms, *far], high=1)

    def _slots(self, column: int) -> range:
        _, v, _, _, slot = self.visits[column]
        return range(slot, slot + self.grid.length[v])

    def _late(self, last: int, s: int, slot: int, other: int) -> bool:
        slots = self.grid.problem.slots
        return bool(self.grid.minutes[s, other] > slots[slot].start - slots[last].end + EXACT)

    def rooms(self) -> None:
        """Hall's condition for the rooms of every station in every slot of every day."""
        grid = self.grid
        there: dict[tuple[int, int, int], list[tuple[int, int]]] = defaultdict(list)
        for (v, s, day, slot), column in self.held.items():
            fits = int(grid.suiting_rooms(v, s)[day, slot])
            for taken in range(slot, slot + grid.length[v]):
                there[s, day, taken].append((column, fits))
        for (s, _, _), some in there.items():
            for rooms in range(1, 1 << len(grid.problem.stations[s].rooms)):
                inside = [(column, 1.0) for column, fits in some if not fits & ~rooms]
                if inside:
                    self.build.row(inside, high=rooms.bit_count())

    def quotas(self) -> None:
        """A quota session that is missing costs points."""
        grid = self.grid
        given: dict[tuple[int, int], Terms] = defaultdict(list)
        for (v, s, _, _), column in self.held.items():
            given[s, grid.category[v]].append((column, 1.0))
        for s, quota in enumerate(grid.quota):
            for category, wanted in quota.items():
                short = self.build.column(-grid.weights.shortage, high=wanted)
                self.build.row([*given[s, category], (short, 1.0)], low=wanted)

    def needs(self) -> None:
        """Who attends what: within seats, at least the minimum, at most the people of the need; worth piece by piece."""
        grid = self.grid
        guests: dict[Event, Terms] = defaultdict(list)
        for n, ways in enumerate(grid.wants.ways):
            mine: Terms = []
            for s, k, suits in ways:
                for event in self._events(n, s, k):
                    column = self._attends(n, event, suits)
                    mine.append((column, 1.0))
                    guests[event].append((column, 1.0))
            if mine:
                self._worth(n, mine)
        for event, column in self.held.items():
            seats, least = float(grid.seats[event[0]]), float(grid.minimum[event[0]])
            if event in guests:
                self.build.row([*guests[event], (column, -seats)], high=0)
            if least:
                self.build.row([*guests.get(event, []), (column, -least)], low=0)

    def _events(self, n: int, s: int, k: int) -> list[Event]:
        grid, v, week = self.grid, self.grid.need_service[n], self.grid.need_week[n]
        slot, group = divmod(k, grid.groups)
        days = [day for day in grid.days_of[group].tolist() if week < 0 or grid.week[day] == week]
        return [event for day in days if (event := (v, s, day, slot)) in self.held]

    def _attends(self, n: int, event: Event, suits: float) -> int:
        """The column of the people of a need at an event, who can only be there when it is held."""
        grid, most = self.grid, min(self.grid.people[n], self.grid.seats[event[0]])
        column = self.build.column(-grid.weight[n] * (1 - suits), high=grid.people[n])
        if most < grid.seats[event[0]]:
            self.build.row([(column, 1.0), (self.held[event], -float(most))], high=0)
        return column

    def _worth(self, n: int, mine: Terms) -> None:
        grid, weight = self.grid, self.grid.weight[n]
        pieces = [
            self.build.column(weight * piece.worth, high=size)
            for piece, size in zip(grid.weights.pieces, grid.pieces[n], strict=True)
        ]
        self.build.row([*mine, *((piece, -1.0) for piece in pieces)], low=0, high=0)
        self.served[grid.need_station[n]] += [(piece, THETA * weight) for piece in pieces]

    def fairness(self) -> int:
        """The column of the worst station's coverage, in thousandths."""
        grid = self.grid
        theta = self.build.column(grid.fairness / THETA, high=THETA)
        for s in np.flatnonzero(grid.demand).tolist():
            self.build.row([(theta, -float(grid.demand[s])), *self.served[s]], low=0)
        return theta
