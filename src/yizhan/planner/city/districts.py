"""A city taken apart: for each district the month of its own stations, and who from elsewhere gives or attends there.

What is held at a station belongs to the station's district. Districts have in common the providers whose zones lie in several
of them, and needs whose people may walk across a border.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from yizhan.planner.delivery.problem import Ban, Need, Placement, Problem, Provider, Station, Weights, distance
from yizhan.planner.delivery.rules import holds


@dataclass(frozen=True, kw_only=True, slots=True)
class District:
    """A district's month: `problem` has its own `stations`, and the homes (without rooms) of those who may walk in."""

    name: str
    stations: frozenset[str]
    problem: Problem

    @property
    def own(self) -> Problem:
        """The month without anyone from elsewhere."""
        problem = self.problem
        return replace(
            problem,
            stations=tuple(station for station in problem.stations if station.id in self.stations),
            needs=tuple(need for need in problem.needs if need.station in self.stations),
        )

    def month(self, *, needs: tuple[Need, ...], providers: tuple[Provider, ...], weights: Weights) -> Problem:
        """The district's month with other needs, fewer providers and other weights."""
        names = {provider.id for provider in providers}
        own = self.own
        return replace(
            own,
            needs=needs,
            providers=providers,
            published=tuple(placement for placement in own.published if placement.provider in names),
            forbidden=tuple(ban for ban in own.forbidden if ban.provider is None or ban.provider in names),
            weights=weights,
        )

    @property
    def guests(self) -> tuple[Need, ...]:
        """The needs of other districts whose people may walk in."""
        return tuple(need for need in self.problem.needs if need.station not in self.stations)


def districts(problem: Problem) -> tuple[District, ...]:
    """The districts of a city; one without needs or providers goes with the one before it (the first with the second)."""
    home = _together(problem)
    names = list(dict.fromkeys(home.values()))
    guests = _guests(problem, home)
    return tuple(_district(problem, name, home, guests[name]) for name in names)


def roaming(parts: Iterable[District]) -> frozenset[str]:
    """The providers who give in several districts."""
    seen: set[str] = set()
    several: set[str] = set()
    for part in parts:
        mine = {provider.id for provider in part.problem.providers}
        several |= seen & mine
        seen |= mine
    return frozenset(several)


def walking(parts: Iterable[District]) -> frozenset[str]:
    """The needs whose people may walk over a border."""
    return frozenset(need.id for part in parts for need in part.guests)


def _together(problem: Problem) -> dict[str, str]:
    """For each station the name of the part it belongs to."""
    names = list(dict.fromkeys(station.district for station in problem.stations))
    of_station = {station.id: station.district for station in problem.stations}
    wanting = {of_station[need.station] for need in problem.needs}
    offered = {zone for provider in problem.providers for zone in provider.zones}
    served = {station.district for station in problem.stations if station.zone in offered}
    full = [name for name in names if name in wanting & served] or names[:1]
    joins, last = {}, full[0]
    for name in names:
        last = name if name in full else last
        joins[name] = last
    return {station: joins[district] for station, district in of_station.items()}


def _guests(problem: Problem, home: dict[str, str]) -> dict[str, list[Need]]:
    """For each part the needs from elsewhere with a station of it within reach that can hold the service."""
    beside = _across_borders(problem, home)
    services = {service.id: service for service in problem.services}
    found: dict[str, list[Need]] = defaultdict(list)
    for need in problem.needs:
        at = {
            home[station.id]
            for station, km in beside.get(need.station, ())
            if km <= need.reach and any(holds(room, services[need.service]) for room in station.rooms)
        }
        for name in at:
            found[name].append(need)
    return found


def _across_borders(problem: Problem, home: dict[str, str]) -> dict[str, list[tuple[Station, float]]]:
    """For each station those of other parts within the longest way anyone walks, with the kilometres."""
    longest = max((need.reach for need in problem.needs), default=0.0)
    stations = problem.stations
    part = np.unique([home[station.id] for station in stations], return_inverse=True)[1]
    x = np.array([station.x for station in stations])
    y = np.array([station.y for station in stations])
    found = {}
    for s, station in enumerate(stations):
        near = (abs(x - x[s]) <= longest + 1e-6) & (abs(y - y[s]) <= longest + 1e-6) & (part != part[s])
        ways = [(stations[other], distance(station, stations[other])) for other in np.flatnonzero(near)]
        if ways:
            found[station.id] = ways
    return found


def _district(problem: Problem, name: str, home: dict[str, str], guests: list[Need]) -> District:
    mine = frozenset(station for station, part in home.items() if part == name)
    homes = {need.station for need in guests}
    zones = {station.zone for station in problem.stations if station.id in mine}
    providers = tuple(
        replace(provider, zones=tuple(zone for zone in provider.zones if zone in zones))
        for provider in problem.providers
        if zones & {*provider.zones}
    )
    names = {provider.id for provider in providers}
    here = replace(
        problem,
        stations=tuple(
            replace(station, district=name) if station.id in mine else replace(station, rooms=(), quota={})
            for station in problem.stations
            if station.id in mine or station.id in homes
        ),
        providers=providers,
        needs=(*(need for need in problem.needs if need.station in mine), *guests),
        pinned=_held(problem.pinned, mine),
        published=_held(problem.published, mine),
        forbidden=tuple(ban for ban in problem.forbidden if _concerns(ban, mine, names)),
    )
    return District(name=name, stations=mine, problem=here)


def _held(placements: Iterable[Placement], stations: frozenset[str]) -> tuple[Placement, ...]:
    return tuple(placement for placement in placements if placement.station in stations)


def _concerns(ban: Ban, stations: frozenset[str], providers: set[str]) -> bool:
    return (ban.station is None or ban.station in stations) and (ban.provider is None or ban.provider in providers)
