"""Reading a problem: the document's form, then every contradiction inside it."""

import math
from collections.abc import Container, Iterable, Iterator
from dataclasses import fields
from itertools import pairwise

from yizhan.planner import documents
from yizhan.planner.delivery.problem import Ban, Need, Placement, Problem, Times
from yizhan.planner.documents import WrongDocument

WEEKDAYS = 7
WEEKS = 53
EXACT = 1e-9


def read_problem(text: str | bytes) -> Problem:
    """The problem that a JSON document describes; raises WrongDocument with the place of the first error."""
    problem = documents.read(Problem, text)
    for place, reason in wrongs(problem):
        raise WrongDocument(place, reason)
    return problem


def wrongs(problem: Problem) -> Iterator[tuple[str, str]]:
    """Every contradiction inside `problem`: the place in the document and the reason."""
    yield from _empty(problem)
    yield from _twice(problem)
    yield from _days(problem)
    yield from _slots(problem)
    yield from _times(problem)
    yield from _services(problem)
    yield from _stations(problem)
    yield from _providers(problem)
    yield from _needs(problem)
    yield from wrong_placements(problem, _all_placements(problem))
    yield from _weights(problem)
    for place, number in _numbers(problem):
        if not math.isfinite(number):
            yield place, "a finite number is wanted"


def _empty(problem: Problem) -> Iterator[tuple[str, str]]:
    for name in ("services", "stations", "providers", "needs"):
        if not getattr(problem, name):
            yield name, "there is none, at least one is needed"


def _twice(problem: Problem) -> Iterator[tuple[str, str]]:
    yield from _repeated("days", (day.date.isoformat() for day in problem.days))
    yield from _repeated("services", (service.id for service in problem.services))
    yield from _repeated("stations", (station.id for station in problem.stations))
    yield from _repeated("providers", (provider.id for provider in problem.providers))
    yield from _repeated("needs", (need.id for need in problem.needs))
    for i, station in enumerate(problem.stations):
        yield from _repeated(f"stations[{i}].rooms", (room.id for room in station.rooms))
    for i, provider in enumerate(problem.providers):
        yield from _repeated(f"providers[{i}].offers", (offer.service for offer in provider.offers))


def _repeated(place: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    first: dict[str, int] = {}
    for i, name in enumerate(names):
        if name in first:
            yield f"{place}[{i}]", f"{name} is at {place}[{first[name]}] already"
        first.setdefault(name, i)


def _days(problem: Problem) -> Iterator[tuple[str, str]]:
    for i, (day, then) in enumerate(pairwise(problem.days), start=1):
        if then.date < day.date:
            yield f"days[{i}].date", f"{then.date} comes before {day.date}, days stand in their order"
    for i, day in enumerate(problem.days):
        if day.week >= WEEKS:
            yield f"days[{i}].week", f"weeks are numbered from 0 to {WEEKS - 1}"
        if day.group >= WEEKDAYS:
            yield f"days[{i}].group", f"groups of weekdays are numbered from 0 to {WEEKDAYS - 1}"


def _slots(problem: Problem) -> Iterator[tuple[str, str]]:
    for i, slot in enumerate(problem.slots):
        if slot.end <= slot.start:
            yield f"slots[{i}].end", "the slot ends before it starts"
        if i and slot.start < problem.slots[i - 1].end:
            yield f"slots[{i}].start", f"the slot starts before slots[{i - 1}] ends"


def _times(problem: Problem) -> Iterator[tuple[str, str]]:
    days = {day.date for day in problem.days}
    for place, times in _all_times(problem):
        for day, slots in times.items():
            if day not in days:
                yield f"{place}.{day}", "the day is outside the month"
            for slot in slots:
                if slot >= len(problem.slots):
                    yield f"{place}.{day}", _no_slot(slot, problem)


def _all_times(problem: Problem) -> Iterator[tuple[str, Times]]:
    for i, station in enumerate(problem.stations):
        yield f"stations[{i}].open", station.open
        for j, room in enumerate(station.rooms):
            yield f"stations[{i}].rooms[{j}].taken", room.taken
    for i, provider in enumerate(problem.providers):
        yield f"providers[{i}].free", provider.free


def _no_slot(slot: int, problem: Problem) -> str:
    return f"there is no slot {slot}, the last is {len(problem.slots) - 1}"


def _services(problem: Problem) -> Iterator[tuple[str, str]]:
    for i, service in enumerate(problem.services):
        if service.minimum > service.seats:
            yield f"services[{i}].minimum", f"{service.minimum} people are more than the {service.seats} seats"


def _stations(problem: Problem) -> Iterator[tuple[str, str]]:
    categories = {service.category for service in problem.services}
    for i, station in enumerate(problem.stations):
        for category in station.quota:
            yield from _unknown(f"stations[{i}].quota", "category", category, known=categories)


def _providers(problem: Problem) -> Iterator[tuple[str, str]]:
    services = {service.id for service in problem.services}
    zones = {station.zone for station in problem.stations}
    for i, provider in enumerate(problem.providers):
        for j, offer in enumerate(provider.offers):
            yield from _unknown(f"providers[{i}].offers[{j}].service", "service", offer.service, known=services)
        for j, zone in enumerate(provider.zones):
            yield from _unknown(f"providers[{i}].zones[{j}]", "zone", zone, known=zones)


def _unknown(place: str, kind: str, name: str, *, known: Container[str]) -> Iterator[tuple[str, str]]:
    if name not in known:
        yield place, f"unknown {kind} {name}"


def _needs(problem: Problem) -> Iterator[tuple[str, str]]:
    services = {service.id for service in problem.services}
    stations = {station.id for station in problem.stations}
    weeks = {day.week for day in problem.days}
    groups = {day.group for day in problem.days}
    for i, need in enumerate(problem.needs):
        yield from _unknown(f"needs[{i}].service", "service", need.service, known=services)
        yield from _unknown(f"needs[{i}].station", "station", need.station, known=stations)
        yield from _need_times(f"needs[{i}]", need, slots=len(problem.slots), weeks=weeks, groups=groups)


def _need_times(
    place: str, need: Need, *, slots: int, weeks: Container[int], groups: Container[int]
) -> Iterator[tuple[str, str]]:
    if len(need.slots) != slots:
        yield f"{place}.slots", f"there are {len(need.slots)} preferences, one for each of the {slots} slots is wanted"
    if need.week is not None and need.week not in weeks:
        yield f"{place}.week", f"week {need.week} is outside the month"
    if need.group is not None and need.group not in groups:
        yield f"{place}.group", f"no day is in group {need.group}"


def wrong_placements(problem: Problem, placed: Iterable[tuple[str, Placement | Ban]]) -> Iterator[tuple[str, str]]:
    """What each of `placed`, with its place in its document, names that `problem` does not have."""
    known = {
        "provider": {provider.id for provider in problem.providers},
        "service": {service.id for service in problem.services},
        "station": {station.id for station in problem.stations},
    }
    days = {day.date for day in problem.days}
    for place, at in placed:
        for kind, names in known.items():
            name = getattr(at, kind)
            if name is not None:
                yield from _unknown(f"{place}.{kind}", kind, name, known=names)
        if at.day is not None and at.day not in days:
            yield f"{place}.day", f"{at.day} is outside the month"
        if at.slot is not None and at.slot >= len(problem.slots):
            yield f"{place}.slot", _no_slot(at.slot, problem)


def _all_placements(problem: Problem) -> Iterator[tuple[str, Placement | Ban]]:
    for name in ("pinned", "published", "forbidden"):
        for i, at in enumerate(getattr(problem, name)):
            yield f"{name}[{i}]", at


def _weights(problem: Problem) -> Iterator[tuple[str, str]]:
    pieces = problem.weights.pieces
    if abs(sum(piece.share for piece in pieces) - 1) > EXACT:
        yield "weights.pieces", f"the shares add up to {sum(piece.share for piece in pieces):g}, 1 is wanted"
    for i, (piece, then) in enumerate(pairwise(pieces), start=1):
        if then.worth > piece.worth:
            yield f"weights.pieces[{i}].worth", f"{then.worth:g} is more than the {piece.worth:g} of the piece before"


def _numbers(problem: Problem) -> Iterator[tuple[str, float]]:
    for i, station in enumerate(problem.stations):
        yield f"stations[{i}].x", station.x
        yield f"stations[{i}].y", station.y
    for i, provider in enumerate(problem.providers):
        yield f"providers[{i}].budget", provider.budget or 0
        for j, offer in enumerate(provider.offers):
            yield f"providers[{i}].offers[{j}].fee", offer.fee
    for i, need in enumerate(problem.needs):
        yield f"needs[{i}].reach", need.reach
        yield f"needs[{i}].weight", need.weight
    for i, piece in enumerate(problem.weights.pieces):
        yield f"weights.pieces[{i}].worth", piece.worth
    yield from _rates(problem)


def _rates(problem: Problem) -> Iterator[tuple[str, float]]:
    for name, value in (("travel", problem.travel), ("weights", problem.weights)):
        for field in fields(value):
            number = getattr(value, field.name)
            if isinstance(number, float):
                yield f"{name}.{field.name}", number
