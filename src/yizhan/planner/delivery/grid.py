"""A problem in numbers: names become indexes, days fall into classes, for the solver's inner loops."""

from collections import defaultdict
from copy import copy
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.problem import Placement, Problem, Room, Times, piece_sizes
from yizhan.planner.delivery.wants import Cell, Reach, Wants, near_stations

Visit: TypeAlias = tuple[int, int, int, int, int]
"""A session in numbers: provider, service, station, day, first slot."""

FAIRNESS_FIRST = 10.0
"""Fairness comes first: a thousandth of the worst station's coverage is then worth as much as a hundredth of all the demand."""


class Grid:
    """The problem with indexes in place of names.

    A class of times is a slot of the day on a group of weekdays, numbered `slot * groups + group`: needs do not tell the
    days of one class apart, except for a fixed week.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.weights = problem.weights
        self._number_names()
        self._lay_out_times()
        self._lay_out_stations()
        self._lay_out_providers()
        self._lay_out_needs()
        self.pinned = [self.visit(pin) for pin in problem.pinned]

    def _number_names(self) -> None:
        problem = self.problem
        self.service_at = {service.id: i for i, service in enumerate(problem.services)}
        self.station_at = {station.id: i for i, station in enumerate(problem.stations)}
        self.provider_at = {provider.id: i for i, provider in enumerate(problem.providers)}
        self.day_at = {day.date: i for i, day in enumerate(problem.days)}
        categories = sorted({service.category for service in problem.services})
        self.category_at = {category: i for i, category in enumerate(categories)}
        self.zone_at = {zone: i for i, zone in enumerate(sorted({station.zone for station in problem.stations}))}

    def _lay_out_times(self) -> None:
        problem = self.problem
        self.slots = len(problem.slots)
        self.groups = 1 + max(day.group for day in problem.days)
        self.weeks = 1 + max(day.week for day in problem.days)
        self.classes = self.slots * self.groups
        self.group = np.array([day.group for day in problem.days])
        self.week = np.array([day.week for day in problem.days])
        self.days_of = [np.flatnonzero(self.group == group) for group in range(self.groups)]
        self.category = [self.category_at[service.category] for service in problem.services]
        self.length = [service.slots for service in problem.services]
        self.seats = [service.seats for service in problem.services]
        self.minimum = [service.minimum for service in problem.services]

    def _lay_out_stations(self) -> None:
        problem = self.problem
        self.zone = [self.zone_at[station.zone] for station in problem.stations]
        self.rooms_free = np.zeros((len(problem.stations), len(problem.days), self.slots), dtype=np.int64)
        self.fits = np.zeros((len(problem.services), len(problem.stations)), dtype=np.int64)
        self.quota = [
            {self.category_at[name]: wanted for name, wanted in station.quota.items() if wanted}
            for station in problem.stations
        ]
        for s, station in enumerate(problem.stations):
            for r, room in enumerate(station.rooms):
                self._lay_out_room(s, r, room, station.open)

    def _lay_out_room(self, s: int, r: int, room: Room, open_slots: Times) -> None:
        for date, slots in open_slots.items():
            free = sorted(set(slots) - set(room.taken.get(date, ())))
            self.rooms_free[s, self.day_at[date], free] |= 1 << r
        for v, service in enumerate(self.problem.services):
            if room.seats >= service.seats and set(service.equipment) <= set(room.equipment):
                self.fits[v, s] |= 1 << r

    def _lay_out_providers(self) -> None:
        problem = self.problem
        self.capacity = [provider.capacity for provider in problem.providers]
        self.comfortable = [int(self.weights.overload_from * capacity) for capacity in self.capacity]
        self.daily = [provider.daily for provider in problem.providers]
        self.budget = [provider.budget for provider in problem.providers]
        self.fee = [
            {self.service_at[offer.service]: offer.fee for offer in provider.offers} for provider in problem.providers
        ]
        self.zones_of = [{self.zone_at[zone] for zone in provider.zones} for provider in problem.providers]
        self.free = np.zeros((len(problem.providers), len(problem.days), self.slots), dtype=bool)
        for p, provider in enumerate(problem.providers):
            for date, slots in provider.free.items():
                self.free[p, self.day_at[date], list(slots)] = True
        self.daily_left = np.repeat(np.array(self.daily)[:, None], len(problem.days), axis=1)
        self.givers: dict[tuple[int, int], list[int]] = defaultdict(list)
        for p, fees in enumerate(self.fee):
            for v in fees:
                for zone in self.zones_of[p]:
                    self.givers[v, zone].append(p)
        self._apply_whole_bans()

    def _apply_whole_bans(self) -> None:
        """Bans that close a provider's or a station's whole time take it away before the solver looks."""
        for ban in self.problem.forbidden:
            days = slice(None) if ban.day is None else self.day_at[ban.day]
            if ban.service is None and ban.station is None and ban.provider is not None and ban.slot is None:
                self.free[self.provider_at[ban.provider], days] = False
            if ban.service is None and ban.provider is None and ban.station is not None and ban.slot is None:
                self.rooms_free[self.station_at[ban.station], days] = 0

    def _lay_out_needs(self) -> None:
        problem = self.problem
        self.need_service = [self.service_at[need.service] for need in problem.needs]
        self.need_station = [self.station_at[need.station] for need in problem.needs]
        self.people = [need.people for need in problem.needs]
        self.weight = [need.weight for need in problem.needs]
        self.need_week = [-1 if need.week is None else need.week for need in problem.needs]
        self.pieces = [piece_sizes(need.people, self.weights) for need in problem.needs]
        self.demand = np.zeros(len(problem.stations))
        np.add.at(self.demand, self.need_station, np.multiply(self.weight, self.people))
        self.reached = np.zeros(len(problem.stations))
        self.near = near_stations(problem)
        reach = Reach(weights=self.weights, near=self.near, fits=self.fits, groups=self.groups)
        ways = [
            reach.wants_of(n, need, service=self.need_service[n], station=self.need_station[n])
            for n, need in enumerate(problem.needs)
        ]
        self.wants = Wants(ways, service=self.need_service, weight=self.weight, week=self.need_week)

    @cached_property
    def needs_of(self) -> list[list[int]]:
        """The needs by service."""
        found: list[list[int]] = [[] for _ in self.seats]
        for n, v in enumerate(self.need_service):
            found[v].append(n)
        return found

    @cached_property
    def published_at(self) -> dict[Cell, list[Visit]]:
        """The published sessions by cell, while keeping them earns points."""
        found: dict[Cell, list[Visit]] = defaultdict(list)
        for placement in sorted(set(self.problem.published), key=str) if self.weights.keep else ():
            visit = self.visit(placement)
            found[visit[1], visit[2], self.klass(visit[3], visit[4])].append(visit)
        return dict(found)

    @cached_property
    def minutes(self) -> NDArray[np.float64]:
        """Travel minutes from station to station."""
        travel, stations = self.problem.travel, self.problem.stations
        x = np.array([station.x for station in stations])
        y = np.array([station.y for station in stations])
        km = np.hypot(x[:, None] - x[None], y[:, None] - y[None])
        return np.asarray(np.where(km > 0, travel.base + travel.per_km * km, travel.within))

    @property
    def fairness(self) -> float:
        """The points the search gives for the worst station's whole coverage; first of all when fairness comes first."""
        share = FAIRNESS_FIRST if self.weights.fairness_first else self.weights.fairness
        return share * float(self.demand.sum())

    def klass(self, day: int, slot: int) -> int:
        """The class of times that `slot` of `day` belongs to."""
        return slot * self.groups + int(self.group[day])

    def suiting_rooms(self, service: int, station: int) -> NDArray[np.int64]:
        """By day and first slot, the rooms (as bits) in which a whole session could be held; shape days x slots."""
        return _whole(self.rooms_free[station] & self.fits[service, station], self.length[service])

    def free_starts(self, provider: int, service: int) -> NDArray[np.bool_]:
        """By day and first slot, whether the provider is free for a whole session; shape days x slots."""
        return _whole(self.free[provider], self.length[service])

    def visit(self, placement: Placement) -> Visit:
        """`placement` in numbers."""
        return (
            self.provider_at[placement.provider],
            self.service_at[placement.service],
            self.station_at[placement.station],
            self.day_at[placement.day],
            placement.slot,
        )

    def placement(self, visit: Visit) -> Placement:
        """`visit` in names."""
        p, v, s, d, slot = visit
        problem = self.problem
        return Placement(
            provider=problem.providers[p].id,
            service=problem.services[v].id,
            station=problem.stations[s].id,
            day=problem.days[d].date,
            slot=slot,
        )


Free = TypeVar("Free", NDArray[np.int64], NDArray[np.bool_])


def _whole(free: Free, length: int) -> Free:
    """What is free from a first slot on for one or two slots, by day and slot."""
    if length == 1:
        return free
    both = np.zeros_like(free)
    both[:, :-1] = free[:, :-1] & free[:, 1:]
    return both


def without_wants(grid: Grid) -> Grid:
    """A copy that is small to hand over, for those who do not ask who wants what."""
    copied = copy(grid)
    copied.wants = grid.wants.of_services(set())
    return copied
