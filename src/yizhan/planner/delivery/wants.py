"""Who could be served where: every way to serve a need, and the same ways seen from the places."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from yizhan.planner.delivery.problem import Need, Problem, Weights, distance

Cell: TypeAlias = tuple[int, int, int]
"""A service at a station in a class of times."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Want:
    """A way to serve a need: at `station` in `klass`, each person of it suited to the degree `suits` (0 to 1)."""

    need: int
    station: int
    klass: int
    suits: float


class Wants:
    """The ways to serve every need (`of_need`), and what follows from them, worked out when it is first asked for.

    Of each need they know the `service`, the `weight` and the fixed `week` (-1 for none).
    """

    def __init__(
        self, of_need: list[list[Want]], *, service: Sequence[int], weight: Sequence[float], week: Sequence[int]
    ) -> None:
        self.of_need = of_need
        self.service, self.weight, self.week = service, weight, week

    def of_services(self, chosen: set[int]) -> "Wants":
        """The same for the needs of some services alone; the others can be served nowhere."""
        of_need = [wants if v in chosen else [] for v, wants in zip(self.service, self.of_need, strict=True)]
        return Wants(of_need, service=self.service, weight=self.weight, week=self.week)

    @cached_property
    def at(self) -> dict[Cell, list[Want]]:
        """The ways by cell: service, station, class; the most worth first."""
        found: dict[Cell, list[Want]] = defaultdict(list)
        for n, wants in enumerate(self.of_need):
            for want in wants:
                found[self.service[n], want.station, want.klass].append(want)
        for ways in found.values():
            ways.sort(key=lambda want: -self.weight[want.need] * want.suits)
        return dict(found)

    @cached_property
    def ways(self) -> list[list[tuple[int, int, float]]]:
        """For each need the ways to serve it: station, class of times, and how well that suits it (0 to 1)."""
        return [[(want.station, want.klass, want.suits) for want in wants] for wants in self.of_need]

    @cached_property
    def suits(self) -> dict[tuple[int, int, int], float]:
        """How well each (need, station, class of times) suits, where somebody can attend at all."""
        return {(n, s, k): suits for n, ways in enumerate(self.ways) for s, k, suits in ways}

    @cached_property
    def guests_at(self) -> dict[Cell, list[tuple[int, float, float, int]]]:
        """Who could come, by cell: the need, its weight, how well it suits, and the fixed week (-1 for none)."""
        return {
            cell: [(want.need, self.weight[want.need], want.suits, self.week[want.need]) for want in wants]
            for cell, wants in self.at.items()
        }

    @cached_property
    def dated_at(self) -> dict[Cell, list[int]]:
        """The needs of a fixed week by cell, where there are any."""
        found = {cell: [n for n, _, _, week in guests if week >= 0] for cell, guests in self.guests_at.items()}
        return {cell: needs for cell, needs in found.items() if needs}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """How far people go: for each station those `near` it, with the kilometres; by service and station the rooms that fit."""

    weights: Weights
    near: list[list[tuple[int, float]]]
    fits: NDArray[np.int64]
    groups: int

    def wants_of(self, n: int, need: Need, *, service: int, station: int) -> list[Want]:
        """The ways to serve the `n`th need."""
        found = []
        for s, km in self.near[station]:
            comfort = max(0.0, 1.0 - self.weights.per_km * km)
            if km > need.reach or not self.fits[service, s] or comfort == 0:
                continue
            for slot, liking in enumerate(need.slots):
                for group in range(self.groups) if liking > 0 else ():
                    other = 1.0 if need.group is None or need.group == group else self.weights.other_group
                    if other:
                        klass = slot * self.groups + group
                        found.append(Want(need=n, station=s, klass=klass, suits=liking * other * comfort))
        return found


def near_stations(problem: Problem) -> list[list[tuple[int, float]]]:
    """For each station the others within the longest way anyone walks, with the kilometres; itself first."""
    longest = max(need.reach for need in problem.needs)
    stations = problem.stations
    x = np.array([station.x for station in stations])
    y = np.array([station.y for station in stations])
    near = []
    for s, station in enumerate(stations):
        close = np.flatnonzero((abs(x - x[s]) <= longest + 1e-6) & (abs(y - y[s]) <= longest + 1e-6))
        ways = [(int(other), distance(station, stations[other])) for other in close]
        near.append(sorted((way for way in ways if way[1] <= longest), key=lambda way: (way[1], way[0])))
    return near
