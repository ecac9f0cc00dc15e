"""The hard rules on sessions in time and place, and on who may attend them: plain loops that share no code with the solver."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from yizhan.planner.delivery.problem import Need, Placement, Problem, Room, Service, distance, preference

EXACT = 1e-9
Kind = Literal["services", "stations", "providers", "needs"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A broken rule: the placements (by index) that break it together, the rule's place in the problem if it has one, and why."""

    by: tuple[int, ...]
    rule: str | None = None
    reason: str


class Book:
    """A problem's values by their names."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days = {day.date: day for day in problem.days}
        self.services = {service.id: service for service in problem.services}
        self.stations = {station.id: station for station in problem.stations}
        self.providers = {provider.id: provider for provider in problem.providers}
        self.needs = {need.id: need for need in problem.needs}

    def place(self, kind: Kind, name: str) -> str:
        """Where the problem's document defines `name`, such as `stations[3]`."""
        names = [value.id for value in getattr(self.problem, kind)]
        return f"{kind}[{names.index(name)}]"

    def slots(self, placement: Placement) -> range:
        """The slots that `placement` takes, as far as the day has them."""
        end = placement.slot + self.services[placement.service].slots
        return range(placement.slot, min(end, len(self.problem.slots)))

    def fee(self, placement: Placement) -> float:
        """The yuan that the provider takes for `placement`; 0 for a service it does not offer."""
        offers = self.providers[placement.provider].offers
        return sum(offer.fee for offer in offers if offer.service == placement.service)

    def km(self, one: Placement, other: Placement) -> float:
        """The kilometres from one placement to the other."""
        return distance(self.stations[one.station], self.stations[other.station])


def told(placement: Placement) -> str:
    """`placement` in words."""
    return f"{placement.provider} with {placement.service} at {placement.station} {when(placement.day, placement.slot)}"


def when(day: date, slot: int) -> str:
    """A time in words."""
    return f"on {day}, slot {slot}"


def broken(book: Book, placements: Sequence[Placement]) -> Iterator[Broken]:
    """Every hard rule on time, provider and station that `placements` break, alone or together; rooms and people aside."""
    for i, placement in enumerate(placements):
        for rule, reason in (*_by_time(book, placement), *_by_provider(book, placement)):
            yield Broken(by=(i,), rule=rule, reason=f"{told(placement)}: {reason}")
    given: dict[str, list[int]] = defaultdict(list)
    for i, placement in enumerate(placements):
        given[placement.provider].append(i)
    for name, mine in given.items():
        yield from _in_the_month(book, placements, name, mine)
        days = sorted({placements[i].day for i in mine})
        for day in days:
            yield from _on_a_day(book, placements, name, [i for i in mine if placements[i].day == day])


def _by_time(book: Book, placement: Placement) -> Iterator[tuple[str, str]]:
    station, service = book.stations[placement.station], book.services[placement.service]
    if placement.slot + service.slots > len(book.problem.slots):
        yield "slots", f"the day ends before the {service.slots} slots of {service.id} do"
    for slot in book.slots(placement):
        if slot not in station.open.get(placement.day, ()):
            rule = book.place("stations", station.id)
            yield f"{rule}.open", f"{station.id} is closed {when(placement.day, slot)}"
    for i, ban in enumerate(book.problem.forbidden):
        if ban.covers(placement):
            yield f"forbidden[{i}]", f"forbidden[{i}] does not allow it"


def _by_provider(book: Book, placement: Placement) -> Iterator[tuple[str, str]]:
    provider, zone = book.providers[placement.provider], book.stations[placement.station].zone
    if all(offer.service != placement.service for offer in provider.offers):
        yield f"{book.place('providers', provider.id)}.offers", f"{provider.id} does not offer {placement.service}"
    if zone not in provider.zones:
        yield f"{book.place('providers', provider.id)}.zones", f"{provider.id} does not go to zone {zone}"
    for slot in book.slots(placement):
        if slot not in provider.free.get(placement.day, ()):
            rule = book.place("providers", provider.id)
            yield f"{rule}.free", f"{provider.id} is not free {when(placement.day, slot)}"


def _in_the_month(book: Book, placements: Sequence[Placement], name: str, mine: list[int]) -> Iterator[Broken]:
    provider, by = book.providers[name], tuple(mine)
    if len(mine) > provider.capacity:
        reason = f"{name} gives {len(mine)} sessions in the month, the capacity is {provider.capacity}"
        yield Broken(by=by, rule=f"{book.place('providers', name)}.capacity", reason=reason)
    fees = sum(book.fee(placements[i]) for i in mine)
    if provider.budget is not None and fees > provider.budget + EXACT * max(1.0, provider.budget):
        reason = f"{name} costs {fees:g} yuan in the month, the budget is {provider.budget:g}"
        yield Broken(by=by, rule=f"{book.place('providers', name)}.budget", reason=reason)


def _on_a_day(book: Book, placements: Sequence[Placement], name: str, mine: list[int]) -> Iterator[Broken]:
    provider, day = book.providers[name], placements[mine[0]].day
    at: dict[int, list[int]] = defaultdict(list)
    for i in mine:
        for slot in book.slots(placements[i]):
            at[slot].append(i)
    for slot, there in sorted(at.items()):
        if len(there) > 1:
            places = " and ".join(placements[i].station for i in there)
            reason = f"{name} has {len(there)} sessions, at {places}, {when(day, slot)}"
            yield Broken(by=tuple(there), reason=reason)
    if len(at) > provider.daily:
        reason = f"{name} works {len(at)} slots on {day}, {provider.daily} a day are allowed"
        yield Broken(by=tuple(mine), rule=f"{book.place('providers', name)}.daily", reason=reason)
    order = sorted(mine, key=lambda i: placements[i].slot)
    for one, other in pairwise(order):
        yield from _on_the_way(book, placements, one, other)


def _on_the_way(book: Book, placements: Sequence[Placement], one: int, other: int) -> Iterator[Broken]:
    first, then, slots = placements[one], placements[other], book.problem.slots
    last = book.slots(first)[-1]
    if then.slot <= last:
        return
    minutes = book.problem.travel.minutes(book.km(first, then))
    left = slots[then.slot].start - slots[last].end
    if minutes > left + EXACT:
        where = f"from {first.station} to {then.station} {when(then.day, then.slot)}"
        reason = f"{first.provider} needs {minutes:.1f} minutes {where}, there are {left}"
        yield Broken(by=(one, other), rule="travel", reason=reason)


def holds(room: Room, service: Service) -> bool:
    """Whether `room` has the seats and the equipment for `service`."""
    return room.seats >= service.seats and {*service.equipment} <= {*room.equipment}


def rooms_for(book: Book, placement: Placement) -> list[Room]:
    """The station's rooms that hold the service and that nobody else has taken at that time."""
    service, slots = book.services[placement.service], book.slots(placement)
    return [
        room
        for room in book.stations[placement.station].rooms
        if holds(room, service) and not {*slots} & {*room.taken.get(placement.day, ())}
    ]


def unsuited(book: Book, need: Need, placement: Placement) -> str | None:
    """Why people of `need` cannot attend a session there and then, or None when they can."""
    if need.service != placement.service:
        return f"it wants {need.service}"
    if need.week is not None and need.week != book.days[placement.day].week:
        return f"it wants week {need.week}, {placement.day} is in week {book.days[placement.day].week}"
    home = book.stations[need.station]
    km = distance(home, book.stations[placement.station])
    if km > need.reach + EXACT:
        return f"{km:.2f} km from {home.id} are more than its reach of {need.reach:g} km"
    if preference(need, book.days[placement.day], slot=placement.slot, km=km, weights=book.problem.weights) <= 0:
        return f"it does not suit at all {when(placement.day, placement.slot)}"
    return None
