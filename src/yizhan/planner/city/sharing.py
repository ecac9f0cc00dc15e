"""Sharing out the providers who roam, and the people who may walk over a border, when each district is planned by itself.

People who may walk in are planned for at the nearest station that can hold what they want, as if they lived there.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from yizhan.planner.city.districts import District, roaming
from yizhan.planner.delivery.plan import Session
from yizhan.planner.delivery.problem import Need, Placement, Provider, Times, distance
from yizhan.planner.delivery.rules import holds

LITTLE = 1e-3
"""What a district wants at least of everyone, in sessions."""


class Sharing:
    """What is left of the providers who roam (sessions, budget, and days: a day is given to one district alone), and of needs.

    `wanted` says by provider how many sessions each district would like to have, `awaited` by need how many people.
    """

    def __init__(
        self,
        parts: Sequence[District],
        *,
        wanted: Sequence[Mapping[str, float]],
        awaited: Sequence[Mapping[str, float]],
    ) -> None:
        self.parts, self.wanted, self.awaited = parts, wanted, awaited
        self.roaming = roaming(parts)
        self.served: Counter[str] = Counter()
        self.planned: set[str] = set()
        self.long = {service.id: service.slots for service in parts[0].problem.services}
        self.stations = [{station.id: station for station in part.problem.stations} for part in parts]
        self.to_come: dict[str, set[int]] = defaultdict(set)
        self.held: dict[tuple[str, int], list[Placement]] = defaultdict(list)
        for d, part in enumerate(parts):
            for provider in part.problem.providers:
                if provider.id in self.roaming:
                    self.to_come[provider.id].add(d)
            self._hold(d, set(part.problem.pinned))
        for d, part in enumerate(parts):
            for placement in sorted(set(part.problem.published), key=str) if part.problem.weights.keep else ():
                if self._fits(d, placement):
                    self._hold(d, [placement])

    def use(self, d: int, sessions: Iterable[Session]) -> None:
        """Note the sessions that district `d` has planned; they take the place of what it was promised."""
        for name in self.roaming:
            self.to_come[name].discard(d)
            self.held.pop((name, d), None)
        self._hold(d, [session.placement for session in sessions])
        self.planned |= self.parts[d].stations
        for session in sessions:
            for party in session.parties:
                self.served[party.need] += party.people

    def needs(self, d: int) -> tuple[Need, ...]:
        """The needs of district `d` that are left, and those from elsewhere, moved to a station of the district."""
        own = [self._left(need, need.people) for need in self.parts[d].own.needs]
        guests = [self._moved_in(d, need) for need in self.parts[d].guests]
        return tuple(need for need in (*own, *guests) if need is not None)

    def _left(self, need: Need, people: int) -> Need | None:
        left = min(people, need.people - self.served[need.id])
        return replace(need, people=left) if left > 0 else None

    def _moved_in(self, d: int, need: Need) -> Need | None:
        awaited = need.people if need.station in self.planned else round(self.awaited[d].get(need.id, 0.0))
        problem, left = self.parts[d].problem, self._left(need, awaited)
        if left is None:
            return None
        stations, services = self.stations[d], {service.id: service for service in problem.services}
        able = [
            at for at in self.parts[d].own.stations if any(holds(room, services[need.service]) for room in at.rooms)
        ]
        km, nearest = min(((distance(stations[need.station], at), at.id) for at in able), default=(math.inf, ""))
        comfort = 1.0 - problem.weights.per_km * km
        if km > need.reach or comfort <= 0:
            return None
        return replace(left, station=nearest, reach=0.0, slots=tuple(liking * comfort for liking in need.slots))

    def _hold(self, d: int, placements: Iterable[Placement]) -> None:
        for placement in placements:
            if placement.provider in self.roaming:
                self.held[placement.provider, d].append(placement)

    def _fits(self, d: int, placement: Placement) -> bool:
        """Whether what was published goes with everything promised so far, as far as other districts are concerned."""
        mine = {provider.id: provider for provider in self.parts[d].problem.providers}
        provider = mine.get(placement.provider)
        if provider is None or provider.id not in self.roaming or placement in self.held.get((provider.id, d), ()):
            return False
        away = [held for e in range(len(self.parts)) if e != d for held in self.held.get((provider.id, e), ())]
        every = [placement, *self.held.get((provider.id, d), ()), *away]
        affordable = provider.budget is None or _fees(provider, every) <= provider.budget
        return affordable and len(every) <= provider.capacity and all(held.day != placement.day for held in away)

    def providers(self, d: int) -> tuple[Provider, ...]:
        """The providers of district `d`, those who roam with their share of what is left."""
        mine = self.parts[d].problem.providers
        shared = [self._share(d, provider) if provider.id in self.roaming else provider for provider in mine]
        return tuple(provider for provider in shared if provider.capacity)

    def _share(self, d: int, provider: Provider) -> Provider:
        own = self.held.get((provider.id, d), [])
        away = [held for e in range(len(self.parts)) if e != d for held in self.held.get((provider.id, e), ())]
        part = self._part(d, provider.id)
        left = max(0, provider.capacity - len(own) - len(away))
        budget = provider.budget
        if budget is not None:
            rest = budget - _fees(provider, own) - _fees(provider, away)
            budget = _fees(provider, own) + max(0.0, rest) * part
        return replace(
            provider,
            capacity=min(provider.capacity, len(own) + round(left * part)),
            free=_free(provider, own, away, self.long),
            budget=budget,
        )

    def _part(self, d: int, name: str) -> float:
        """The part of what is left that district `d` gets."""
        mine = LITTLE + self.wanted[d].get(name, 0.0)
        others = sum(LITTLE + self.wanted[e].get(name, 0.0) for e in self.to_come[name] - {d})
        return mine / (mine + others)


def _fees(provider: Provider, placements: Iterable[Placement]) -> float:
    fee = {offer.service: offer.fee for offer in provider.offers}
    return sum(fee.get(placement.service, 0.0) for placement in placements)


def _free(provider: Provider, own: Iterable[Placement], away: Iterable[Placement], long: Mapping[str, int]) -> Times:
    """The provider's times on days not used elsewhere; on those only what is promised here."""
    taken, kept = {placement.day for placement in away}, defaultdict[date, set[int]](set)
    for placement in own:
        kept[placement.day] |= {*range(placement.slot, placement.slot + long[placement.service])}
    return {
        day: slots if day not in taken else tuple(slot for slot in slots if slot in kept[day])
        for day, slots in provider.free.items()
        if day not in taken or day in kept
    }
