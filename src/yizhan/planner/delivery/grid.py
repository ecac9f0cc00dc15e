"""A problem in numbers: names become indexes, days fall into classes, for the solver's inner loops."""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.problem import Need, Placement, Problem, Room, Times, distance, piece_sizes

Visit: TypeAlias = tuple[int, int, int, int, int]
"""A session in numbers: provider, service, station, day, first slot."""

Cell: TypeAlias = tuple[int, int, int]
"""A service at a station in a class of times."""

FAIRNESS_FIRST = 10.0
"""Fairness comes first: a thousandth of the worst station's coverage is then worth as much as a hundredth of all the demand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Want:
    """A way to serve a need: at `station` in `klass`, each person of it suited to the degree `suits` (0 to 1)."""

    need: int
    station: int
    klass: int
    suits: float


OF_WANTS = ("wants_at", "ways", "suits", "guests_at", "dated_at", "published_at")
"""What is derived from the wants when it is first asked for."""


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
        self.near = self._near_stations()
        self.wants = [self._wants_of(n, need) for n, need in enumerate(problem.needs)]

    def _near_stations(self) -> list[list[tuple[int, float]]]:
        """For each station the others within the longest way anyone walks, with the kilometres; itself first."""
        longest = max(need.reach for need in self.problem.needs)
        stations = self.problem.stations
        x = np.array([station.x for station in stations])
        y = np.array([station.y for station in stations])
        near = []
        for s, station in enumerate(stations):
            close = np.flatnonzero((abs(x - x[s]) <= longest + 1e-6) & (abs(y - y[s]) <= longest + 1e-6))
            ways = [(int(other), distance(station, stations[other])) for other in close]
            near.append(sorted((way for way in ways if way[1] <= longest), key=lambda way: (way[1], way[0])))
        return near

    def _wants_of(self, n: int, need: Need) -> list[Want]:
        v, found = self.need_service[n], []
        for s, km in self.near[self.need_station[n]]:
            comfort = max(0.0, 1.0 - self.weights.per_km * km)
            if km > need.reach or not self.fits[v, s] or comfort == 0:
                continue
            for slot, liking in enumerate(need.slots):
                for group in range(self.groups) if liking > 0 else ():
                    other = 1.0 if need.group is None or need.group == group else self.weights.other_group
                    if other:
                        klass = slot * self.groups + group
                        found.append(Want(need=n, station=s, klass=klass, suits=liking * other * comfort))
        return found

    @cached_property
    def wants_at(self) -> dict[Cell, list[Want]]:
        """The ways to serve needs by cell: service, station, class; the most worth first."""
        found: dict[Cell, list[Want]] = defaultdict(list)
        for n, wants in enumerate(self.wants):
            for want in wants:
                found[self.need_service[n], want.station, want.klass].append(want)
        for ways in found.values():
            ways.sort(key=lambda want: -self.weight[want.need] * want.suits)
        return dict(found)

    @cached_property
    def ways(self) -> list[list[tuple[int, int, float]]]:
        """For each need the ways to serve it: station, class of times, and how well that suits it (0 to 1)."""
        return [[(want.station, want.klass, want.suits) for want in wants] for wants in self.wants]

    @cached_property
    def suits(self) -> dict[tuple[int, int, int], float]:
        """How well each (need, station, class of times) suits, where somebody can attend at all."""
        return {(n, s, k): suits for n, ways in enumerate(self.ways) for s, k, suits in ways}

    @cached_property
    def guests_at(self) -> dict[Cell, list[tuple[int, float, float, int]]]:
        """Who could come, by cell: the need, its weight, how well it suits, and the fixed week (-1 for none)."""
        return {
            cell: [(want.need, self.weight[want.need], want.suits, self.need_week[want.need]) for want in wants]
            for cell, wants in self.wants_at.items()
        }

    @cached_property
    def dated_at(self) -> dict[Cell, list[int]]:
        """The needs of a fixed week by cell, where there are any."""
        found = {cell: [n for n, _, _, week in guests if week >= 0] for cell, guests in self.guests_at.items()}
        return {cell: needs for cell, needs in found.items() if needs}

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
        free: NDArray[np.int64] = self.rooms_free[station] & self.fits[service, station]
        if self.length[service] == 1:
            return free
        both = np.zeros_like(free)
        both[:, :-1] = free[:, :-1] & free[:, 1:]
        return both

    def free_starts(self, provider: int, service: int) -> NDArray[np.bool_]:
        """By day and first slot, whether the provider is free for a whole session; shape days x slots."""
        free: NDArray[np.bool_] = self.free[provider]
        if self.length[service] == 1:
            return free
        both = np.zeros_like(free)
        both[:, :-1] = free[:, :-1] & free[:, 1:]
        return both

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


def bare(grid: Grid) -> Grid:
    """A copy of the grid, of whose wants nothing is derived yet."""
    copied = copy(grid)
    for name in OF_WANTS:
        copied.__dict__.pop(name, None)
    return copied


def without_wants(grid: Grid) -> Grid:
    """A copy that is small to hand over, for those who do not ask who wants what."""
    copied = bare(grid)
    copied.wants = []
    return copied
